/* Command lines: what they set, what stays an operand, and what is said of those that make no sense. */
#include "unit.h"

#include "../../programs/options.c"

struct values {
    bool strict, pretty;
    const char *output, *published;
    unsigned format, threads, port;
    size_t max_bytes;
    double min_score;
    struct texts lexicons;
};

#define AT(field) offsetof(struct values, field)
static const struct values defaults = { .max_bytes = 8 << 20 };
static const struct option_spec specs[] = {
    { 'f', "format", "text|json|brat", OPTION_CHOICE, AT(format), 0, "" },
    { 'o', "output", "FILE", OPTION_TEXT, AT(output), 0, "" },
    { 0, "published", "DATE", OPTION_DATE, AT(published), 0, "" },
    { 'j', "threads", "N", OPTION_COUNT, AT(threads), 64, "" },
    { 0, "port", "N", OPTION_PORT, AT(port), 65535, "" },
    { 0, "max-bytes", "SIZE", OPTION_SIZE, AT(max_bytes), 1 << 30, "" },
    { 0, "min-score", "P", OPTION_FRACTION, AT(min_score), 0, "" },
    { 'l', "lexicon", "FILE", OPTION_TEXTS, AT(lexicons), 0, "" },
    { 's', "strict", NULL, OPTION_FLAG, AT(strict), 0, "" },
    { 'p', "pretty", NULL, OPTION_FLAG, AT(pretty), 0, "" },
};
static const struct command command = { .name = "read", .options = specs, .n_options = sizeof specs / sizeof *specs, .defaults = &defaults };

enum { WORDS = 8 };

/* The words of a row as main() gets them; operands are written behind each other with a space. */
static bool parse(const char *const *words, struct values *v, struct parsed *p, char *operands, size_t room)
{
    char store[WORDS + 1][64], *argv[WORDS + 2];
    int argc = 0;
    strcpy(store[0], "read");
    argv[argc] = store[argc];
    for (argc = 1; argc <= WORDS && words[argc - 1]; argc++) argv[argc] = strcpy(store[argc], words[argc - 1]);
    argv[argc] = NULL;
    *v = defaults;
    bool good = options_parse(&command, v, argc, argv, p);
    *operands = '\0';
    for (int i = 0; good && i < p->n; i++) snprintf(operands + strlen(operands), room - strlen(operands), "%s%s", i ? " " : "", argv[1 + i]);
    if (v->output) {
        static char output[64];
        v->output = strcpy(output, v->output);
    }
    return good;
}

static void test_good(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *words[WORDS];
        struct values want;
        const char *operands;
    } rows[] = {
        { __LINE__, { NULL }, { .max_bytes = 8 << 20 }, "" },
        { __LINE__, { "a", "b" }, { .max_bytes = 8 << 20 }, "a b" },
        { __LINE__, { "a", "--strict", "b", "-p", "-" }, { .max_bytes = 8 << 20, .strict = true, .pretty = true }, "a b -" },
        { __LINE__, { "--format", "json", "--format=brat" }, { .max_bytes = 8 << 20, .format = 2 }, "" },
        { __LINE__, { "-fjson", "-o", "x", "-j3" }, { .max_bytes = 8 << 20, .format = 1, .output = "x", .threads = 3 }, "" },
        { __LINE__, { "-spo", "x", "y" }, { .max_bytes = 8 << 20, .strict = true, .pretty = true, .output = "x" }, "y" },
        { __LINE__, { "-o", "-p", "--", "--strict", "-p" }, { .max_bytes = 8 << 20, .output = "-p" }, "--strict -p" },
        { __LINE__, { "--output=", "a" }, { .max_bytes = 8 << 20, .output = "" }, "a" },
        { __LINE__, { "--max-bytes", "1" }, { .max_bytes = 1 }, "" },
        { __LINE__, { "--max-bytes", "64K" }, { .max_bytes = 64 << 10 }, "" },
        { __LINE__, { "--max-bytes=1g" }, { .max_bytes = 1 << 30 }, "" },
        { __LINE__, { "--min-score", ".5" }, { .max_bytes = 8 << 20, .min_score = 0.5 }, "" },
        { __LINE__, { "--min-score=1" }, { .max_bytes = 8 << 20, .min_score = 1 }, "" },
        { __LINE__, { "-j", "64" }, { .max_bytes = 8 << 20, .threads = 64 }, "" },
        { __LINE__, { "--port", "0" }, { .max_bytes = 8 << 20, .port = 0 }, "" },
        { __LINE__, { "--port=65535" }, { .max_bytes = 8 << 20, .port = 65535 }, "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct values v;
        struct parsed p;
        char operands[200];
        const struct values *w = &rows[i].want;
        if (!parse(rows[i].words, &v, &p, operands, sizeof operands)) fail_msg("row of line %d: %s", rows[i].line, p.message);
        bool output = v.output && w->output ? !strcmp(v.output, w->output) : v.output == w->output;
        if (!output || v.strict != w->strict || v.pretty != w->pretty || v.format != w->format || v.threads != w->threads || v.port != w->port ||
            v.max_bytes != w->max_bytes || v.min_score != w->min_score || strcmp(operands, rows[i].operands))
            fail_msg("row of line %d: operands \"%s\"", rows[i].line, operands);
    }
}

static void test_bad(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *words[WORDS], *message;
    } rows[] = {
        { __LINE__, { "--port", "65536" }, "--port: 65536 is not between 1 and 65535" },
        { __LINE__, { "--port", "-1" }, "--port: \"-1\" is no whole number" },
        { __LINE__, { "--formt", "json" }, "there is no option --formt; did you mean --format?" },
        { __LINE__, { "--foramt=json" }, "there is no option --foramt; did you mean --format?" },
        { __LINE__, { "--max" }, "there is no option --max; did you mean --max-bytes?" },
        { __LINE__, { "--hlep" }, "there is no option --hlep; did you mean --help?" },
        { __LINE__, { "--verbosity" }, "there is no option --verbosity" },
        { __LINE__, { "-sx" }, "there is no option -x" },
        { __LINE__, { "--strict=yes" }, "--strict takes no value" },
        { __LINE__, { "a", "--output" }, "--output needs a value: FILE" },
        { __LINE__, { "-so" }, "--output needs a value: FILE" },
        { __LINE__, { "--format", "jsn" }, "--format: \"jsn\" is none of text|json|brat; did you mean json?" },
        { __LINE__, { "--format", "tex" }, "--format: \"tex\" is none of text|json|brat; did you mean text?" },
        { __LINE__, { "--format", "" }, "--format: \"\" is none of text|json|brat" },
        { __LINE__, { "--format", "yaml" }, "--format: \"yaml\" is none of text|json|brat" },
        { __LINE__, { "-f", "text|json" }, "--format: \"text|json\" is none of text|json|brat" },
        { __LINE__, { "--published", "7 Feb" }, "--published: \"7 Feb\" is no date such as 2023-02-07 or 2023-02-07T18:30:00Z" },
        { __LINE__, { "-j", "0" }, "--threads: 0 is not between 1 and 64" },
        { __LINE__, { "-j65" }, "--threads: 65 is not between 1 and 64" },
        { __LINE__, { "-j", "99999999999999999999999" }, "--threads: 99999999999999999999999 is not between 1 and 64" },
        { __LINE__, { "-j", "-1" }, "--threads: \"-1\" is no whole number" },
        { __LINE__, { "-j", "2K" }, "--threads: \"2K\" is no whole number" },
        { __LINE__, { "--max-bytes", "2G" }, "--max-bytes: 2G is not between 1 and 1073741824" },
        { __LINE__, { "--max-bytes", "18446744073709551615G" }, "--max-bytes: 18446744073709551615G is not between 1 and 1073741824" },
        { __LINE__, { "--max-bytes", "8MB" }, "--max-bytes: \"8MB\" is no size, such as 500000, 64K or 8M" },
        { __LINE__, { "--max-bytes", "K" }, "--max-bytes: \"K\" is no size, such as 500000, 64K or 8M" },
        { __LINE__, { "--max-bytes", "" }, "--max-bytes: \"\" is no size, such as 500000, 64K or 8M" },
        { __LINE__, { "--min-score", "1.01" }, "--min-score: \"1.01\" is no number between 0 and 1" },
        { __LINE__, { "--min-score", "-0.1" }, "--min-score: \"-0.1\" is no number between 0 and 1" },
        { __LINE__, { "--min-score", "nan" }, "--min-score: \"nan\" is no number between 0 and 1" },
        { __LINE__, { "--min-score", "." }, "--min-score: \".\" is no number between 0 and 1" },
        { __LINE__, { "--min-score", "" }, "--min-score: \"\" is no number between 0 and 1" },
        { __LINE__, { "--min-score", "0.5 " }, "--min-score: \"0.5 \" is no number between 0 and 1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct values v;
        struct parsed p;
        char operands[200];
        if (parse(rows[i].words, &v, &p, operands, sizeof operands)) fail_msg("row of line %d makes sense", rows[i].line);
        if (strcmp(p.message, rows[i].message)) fail_msg("row of line %d: %s", rows[i].line, p.message);
    }
}

static void test_help_comes_first(void **state)
{
    (void)state;
    static const char *const rows[][WORDS] = { { "--help" }, { "-h" }, { "a", "-sh", "--nonsense" }, { "--strict", "--help", "--format", "yaml" } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct values v;
        struct parsed p;
        char operands[200];
        assert_true(parse(rows[i], &v, &p, operands, sizeof operands));
        assert_true(p.help);
    }
}

static void test_long_words(void **state)
{
    (void)state;
    char word[3000] = "--";
    memset(word + 2, 'x', sizeof word - 3);
    word[sizeof word - 1] = '\0';
    char name[] = "read", *argv[] = { name, word, NULL };
    struct values v = defaults;
    struct parsed p;
    assert_false(options_parse(&command, &v, 2, argv, &p));
    assert_true(strlen(p.message) < sizeof p.message);
    argv[1] = word + 2;
    char format[] = "--format";
    char *with_value[] = { name, format, word, NULL };
    assert_false(options_parse(&command, &v, 3, with_value, &p));
    assert_true(options_parse(&command, &v, 2, argv, &p));
    assert_int_equal(p.n, 1);
}

static void test_gathered(void **state)
{
    (void)state;
    char name[] = "read", first[] = "-la", second[] = "--lexicon", third[] = "b", fourth[] = "--lexicon=c";
    char *argv[5 + TEXTS_MAX] = { name, first, second, third, fourth };
    struct values v = defaults;
    struct parsed p;
    assert_true(options_parse(&command, &v, 5, argv, &p));
    assert_int_equal(v.lexicons.n, 3);
    assert_string_equal(v.lexicons.at[0], "a");
    assert_string_equal(v.lexicons.at[1], "b");
    assert_string_equal(v.lexicons.at[2], "c");
    for (int i = 5; i < 5 + TEXTS_MAX; i++) argv[i] = first;
    v = defaults;
    assert_false(options_parse(&command, &v, 5 + TEXTS_MAX, argv, &p));
    assert_string_equal(p.message, "--lexicon is given more than 16 times");
}

/* Slips are counted as Damerau counts them. */
static void test_distance(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *a, *b;
        unsigned want;
    } rows[] = {
        { __LINE__, "", "", 0 },
        { __LINE__, "", "abc", 3 },
        { __LINE__, "read", "read", 0 },
        { __LINE__, "read", "raed", 1 },
        { __LINE__, "read", "red", 1 },
        { __LINE__, "read", "reads", 1 },
        { __LINE__, "read", "load", 2 },
        { __LINE__, "abc", "ca", 3 },
        { __LINE__, "color", "colour", 1 },
        { __LINE__, "strict", "tsrict", 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (distance(rows[i].a, rows[i].b) != rows[i].want || distance(rows[i].b, rows[i].a) != rows[i].want)
            fail_msg("row of line %d: %u", rows[i].line, distance(rows[i].a, rows[i].b));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_good),       cmocka_unit_test(test_bad),      cmocka_unit_test(test_help_comes_first),
                                        cmocka_unit_test(test_long_words), cmocka_unit_test(test_gathered), cmocka_unit_test(test_distance) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
