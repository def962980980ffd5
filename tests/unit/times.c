/* Times: the cases of tests/cases/times, in text that is read without a model; context that a model adds; random words; memory that runs out. */
#include "unit.h"

#include "cases.h"
#include "discourse/times.h"
#include "page/page.h"
#include "text/text.h"
#include "view.h"

static struct hearsay_document *read_text(const char *text, size_t len, const char *published)
{
    struct arena *a = arena_new(0), *scratch = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    doc->arena = a;
    doc->text = arena_strdup(a, text, len);
    doc->len = (uint32_t)len;
    doc->published = published;
    assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    assert_int_equal(times_find(doc, scratch, NULL), HEARSAY_OK);
    arena_free(scratch);
    return doc;
}

/* ---- Cases --------------------------------------------------------------------------------------------------------------- */

static int failed;

static void append(char *out, size_t size, const char *type, const char *words, int len, const char *value)
{
    size_t n = strlen(out);
    snprintf(out + n, size - n, "  %s: %.*s = %s\n", type, len, words, value);
}

static void check(const struct test_case *c)
{
    char wanted[4000] = "", found[4000] = "";
    const char *published = "2023-06-14";
    bool none = false;
    for (unsigned i = 0; i < c->n_rows; i++) {
        const char *key = c->rows[i].key, *value = c->rows[i].value, *equals = strstr(value, " = ");
        if (!strcmp(key, "published"))
            published = strcmp(value, "none") ? value : NULL;
        else if (!strcmp(key, "times") && !strcmp(value, "none"))
            none = true;
        else if (equals)
            append(wanted, sizeof wanted, key, value, (int)(equals - value), equals + 3);
        else
            fail_msg("%s:%d: no \"=\"", c->file, c->rows[i].line);
    }
    if (none == (wanted[0] != '\0')) fail_msg("%s:%d: times, or \"times: none\"", c->file, c->line);
    struct hearsay_document *doc = read_text(c->input, strlen(c->input), published);
    for (uint32_t i = 0; i < doc->n_times; i++) {
        const struct time_expression *t = &doc->times[i];
        append(found, sizeof found, time_type_names[t->type], doc->text + t->span.start, (int)(t->span.end - t->span.start), t->value);
    }
    if (strcmp(found, wanted)) {
        failed++;
        print_error("%s:%d: %s\n found:\n%s expected:\n%s", c->file, c->line, c->input, found, wanted);
    }
    arena_free(doc->arena);
}

static void test_cases(void **state)
{
    (void)state;
    static const char *const files[] = { "calendar", "clock", "lengths", "names", "relative" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[200];
        snprintf(path, sizeof path, "tests/cases/times/%s.txt", files[i]);
        if (cases_run(path, check) < 15) fail_msg("%s: missing, or cases are", path);
    }
    if (failed) fail_msg("%d cases failed", failed);
}

/* ---- Any words at all -------------------------------------------------------------------------------------------------------- */

static uint64_t dice;

/* What no grammar of times gives: anything but ISO 8601's characters and TIMEX's names. */
static bool is_value(const char *v)
{
    size_t n = strspn(v, "0123456789-:.+PTXYMWDHSQECFBAUNILOVRGZ_");
    return n > 0 && v[n] == '\0' && n < 48;
}

static void check_spans(const struct hearsay_document *doc)
{
    uint32_t behind = 0;
    for (uint32_t i = 0; i < doc->n_times; i++) {
        struct span s = doc->times[i].span;
        bool whole = s.start >= behind && s.start < s.end && s.end <= doc->len;
        if (!whole || ((unsigned char)doc->text[s.start] & 0xC0) == 0x80 || ((unsigned char)doc->text[s.end] & 0xC0) == 0x80)
            fail_msg("span [%u, %u) of: %s", s.start, s.end, doc->text);
        if (doc->times[i].type >= TIME_TYPES || !is_value(doc->times[i].value)) fail_msg("value %s of: %s", doc->times[i].value, doc->text);
        behind = s.end;
    }
}

static void test_random(void **state)
{
    (void)state;
    static const char *const words[] = {
        "the",
        "a",
        "last",
        "next",
        "this",
        "past",
        "two",
        "twenty",
        "nineteen",
        "hundred",
        "1998",
        "'98",
        "1990s",
        "5",
        "31",
        "7:15",
        "p.m.",
        "o'clock",
        "GMT",
        "noon",
        "May",
        "March",
        "Feb.",
        "Sunday",
        "fall",
        "morning",
        "night",
        "day",
        "days",
        "week",
        "years",
        "decade",
        "century",
        "quarter",
        "half",
        "first",
        "second",
        "third",
        "ago",
        "earlier",
        "later",
        "before",
        "after",
        "from",
        "now",
        "of",
        "in",
        "on",
        "at",
        "to",
        "and",
        "or so",
        "every",
        "daily",
        "twice",
        "per",
        "about",
        "more than",
        "up to",
        "early",
        "late",
        "mid-",
        "end",
        "fiscal",
        "FY98",
        "Q3",
        "B.C.",
        "A.D.",
        "today",
        "tonight",
        "yesterday",
        "recently",
        "the other",
        "few",
        "several",
        "couple",
        "and a half",
        "½",
        "1/2",
        "-",
        "–",
        ",",
        ".",
        "(",
        "’s",
        "“",
        "old",
        "long",
        "New Year's Eve",
        "Easter",
        "weekend",
        "weekends",
        "999999999",
        "0",
        "00:00",
        "24:00",
        "10/26/1998",
        "9999-12-31",
        "0001-01-01T00:00:00-23:59",
        "said",
        "will",
        "é",
        "中",
        "\n",
        "\n\n",
        "99999999999999999999",
        "2.999",
        "31.12.9999",
        "thousand million",
    };
    static const char *const published[] = { NULL, "1998-02-13", "0001-01-01", "9999-12-31T23:59:59Z", "0000-01-01", "2024-02-29 00:00" };
    for (uint32_t seed = 1; seed <= 4000; seed++) {
        char text[700] = "";
        size_t n = 0;
        dice = seed;
        for (uint32_t k = 0, most = 1 + unit_roll(&dice, 40); k < most; k++) {
            const char *w = words[unit_roll(&dice, sizeof words / sizeof *words)];
            n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", w, unit_roll(&dice, 6) ? " " : "");
        }
        struct hearsay_document *doc = read_text(text, n, published[unit_roll(&dice, sizeof published / sizeof *published)]);
        check_spans(doc);
        arena_free(doc->arena);
    }
}

/* ---- What a model adds ----------------------------------------------------------------------------------------------------------- */

/* A longer name of a person or organisation takes its words; a place, or a name no longer than the time, does not. */
static void test_names(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *name;
        enum entity_type type;
        uint32_t times;
    } rows[] = {
        { __LINE__, "He works for Friday Foods on Monday.", "Friday Foods", ENTITY_ORGANIZATION, 1 },
        { __LINE__, "He works for Friday Foods on Monday.", "Monday", ENTITY_ORGANIZATION, 2 },
        { __LINE__, "He saw Tuesday Weld on Monday.", "Tuesday Weld", ENTITY_PERSON, 1 },
        { __LINE__, "He saw Monday Bay on Monday.", "Monday Bay", ENTITY_PLACE, 2 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = read_text(rows[i].text, strlen(rows[i].text), "2023-06-14");
        struct arena *scratch = arena_new(0);
        uint32_t start = (uint32_t)(strstr(doc->text, rows[i].name) - doc->text);
        struct entity e = { .span = { start, start + (uint32_t)strlen(rows[i].name) }, .type = rows[i].type };
        doc->entities = &e;
        doc->n_entities = 1;
        assert_int_equal(times_find(doc, scratch, NULL), HEARSAY_OK);
        if (doc->n_times != rows[i].times) fail_msg("row of line %d: %u times", rows[i].line, doc->n_times);
        arena_free(scratch);
        arena_free(doc->arena);
    }
}

/* With parts of speech, "cracked" is an adjective and says nothing of the day. */
static void test_parts_of_speech(void **state)
{
    (void)state;
    static const char text[] = "The cracked bridge opens to tested buses on Friday.";
    struct hearsay_document *doc = read_text(text, strlen(text), "2023-06-14");
    struct arena *scratch = arena_new(0);
    assert_int_equal(doc->n_times, 1);
    assert_string_equal(doc->times[0].value, "2023-06-09");
    for (uint32_t i = 0; i < doc->n_words; i++) {
        doc->words[i].head = 0;
        doc->words[i].upos = strncmp(doc->text + doc->words[i].span.start, "opens", 5) ? UPOS_ADJ : UPOS_VERB;
    }
    assert_int_equal(times_find(doc, scratch, NULL), HEARSAY_OK);
    assert_string_equal(doc->times[0].value, "2023-06-16");
    arena_free(scratch);
    arena_free(doc->arena);
}

/* ---- From outside ------------------------------------------------------------------------------------------------------------------ */

static void test_getters(void **state)
{
    (void)state;
    static const char text[] = "Zoë – “née” Löw – left on Monday for three weeks.";
    struct hearsay_document *doc = read_text(text, strlen(text), "2023-06-14");
    assert_int_equal(view_make(doc, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_time_count(doc), 2);
    hearsay_time monday = hearsay_time_at(doc, 0), weeks = hearsay_time_at(doc, 1);
    assert_int_equal(monday.span.start, 26);
    assert_int_equal(monday.span.end, 32);
    assert_string_equal(monday.type, "date");
    assert_string_equal(monday.value, "2023-06-12");
    assert_int_equal(weeks.span.start, 37);
    assert_string_equal(weeks.type, "duration");
    assert_string_equal(weeks.value, "P3W");
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),           cmocka_unit_test(test_random),  cmocka_unit_test(test_names),
        cmocka_unit_test(test_parts_of_speech), cmocka_unit_test(test_getters),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
