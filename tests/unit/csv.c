/* The table of attributions: RFC 4180, and nothing in it that a spreadsheet would take for a formula. */
#include "handmade.h"

static char *written(const struct hearsay_document *doc, bool no_header)
{
    char *out = NULL;
    hearsay_write_options opts = HEARSAY_WRITE_OPTIONS_INIT;
    opts.no_header = no_header;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_CSV, &opts, &out, NULL, NULL), HEARSAY_OK);
    return out;
}

static void test_rows(void **state)
{
    (void)state;
    static const struct saying sayings[] = {
        { "officials", "said", "The shipments | had stopped", QUOTE_INDIRECT, 0.93f },
        { NULL, NULL, "\"No,\nnever.\"", QUOTE_DIRECT, 1 },
    };
    struct hearsay_document *doc = handmade("The shipments, officials said, had stopped. \"No,\nnever.\"", sayings, 2);
    doc->actors = ARENA_ZARRAY(doc->arena, struct actor, 1);
    doc->actors[doc->n_actors++] = (struct actor){ .name = "officials", .kind = ACTOR_GROUP, .code = "PRK", .of = HS_NONE };
    doc->attributions[0].actor = 0;
    doc->uri = "a,b.txt";
    doc->published = "2024-03-01";
    char *out = written(doc, false);
    assert_string_equal(
        out, "\"article\",\"date\",\"source\",\"actor\",\"kind\",\"code\",\"cue\",\"stance\",\"content\",\"score\"\r\n"
             "\"a,b.txt\",\"2024-03-01\",\"officials\",\"officials\",\"group\",\"PRK\",\"said\",\"states\",\"The shipments … had stopped\",0.93\r\n"
             "\"a,b.txt\",\"2024-03-01\",\"\",\"\",\"\",\"\",\"\",\"states\",\"\"\"No, never.\"\"\",1\r\n");
    char *rows = written(doc, true);
    assert_string_equal(rows, out + strlen(hearsay_csv_header()));
    assert_true(!strncmp(out, hearsay_csv_header(), strlen(hearsay_csv_header())));
    hearsay_string_free(rows);
    hearsay_string_free(out);
    arena_free(doc->arena);
}

static void test_formulas(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *uri, *want;
    } rows[] = {
        { __LINE__, "=1+1", "\"'=1+1\"" },
        { __LINE__, "  =1+1", "\"'=1+1\"" },
        { __LINE__, "\t@SUM(A1)", "\"'@SUM(A1)\"" },
        { __LINE__, "\r\n-2", "\"'-2\"" },
        { __LINE__, "+cmd|' /C calc'!A0", "\"'+cmd|' /C calc'!A0\"" },
        { __LINE__, "\xef\xbb\xbf=1", "\"'=1\"" },
        { __LINE__, "＝1", "\"'＝1\"" },
        { __LINE__, "\xc2\xa0=1", "\"'=1\"" },
        { __LINE__, "a=1", "\"a=1\"" },
        { __LINE__, "\"=1\"", "\"\"\"=1\"\"\"" },
        { __LINE__, "x\";=1", "\"x\"\";=1\"" },
        { __LINE__, "", "\"\"" },
        { __LINE__, " \n", "\"\"" },
    };
    static const struct saying saying = { "officials", "said", "no", QUOTE_INDIRECT, 0.5f };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = handmade("officials said no", &saying, 1);
        doc->uri = rows[i].uri;
        char *out = written(doc, true);
        const size_t n = strlen(rows[i].want);
        if (strncmp(out, rows[i].want, n) || strncmp(out + n, ",\"\",\"officials\"", 15)) fail_msg("row of line %d: %s", rows[i].line, out);
        hearsay_string_free(out);
        arena_free(doc->arena);
    }
}

static void test_nothing(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("Nothing.", NULL, 0);
    char *out = written(doc, false);
    assert_string_equal(out, hearsay_csv_header());
    hearsay_string_free(out);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_formulas), cmocka_unit_test(test_nothing) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
