/* Stances: the cases of tests/cases/stance; the table of cues, well and badly written. */
#include "told.h"

#include "bad_tables.h"
#include "lexicon/cues.h"

/* ---- Cases --------------------------------------------------------------------------------------------------------------- */

static void check(const struct test_case *c)
{
    struct hearsay_document *doc = told_read(c->input);
    assert_true(doc->n_attributions > 0);
    for (unsigned i = 0; i < c->n_rows; i++) {
        if (strcmp(c->rows[i].key, "stance")) fail_msg("%s:%d: no key of these cases", c->file, c->rows[i].line);
        told_row(c, i, stance_names[doc->attributions[doc->n_attributions - 1].stance]);
    }
    arena_free(doc->arena);
}

static void test_cases(void **state)
{
    (void)state;
    static const char *const files[] = { "cues", "content", "negation", "nouns", "fresh" };
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char path[200];
        snprintf(path, sizeof path, "tests/cases/stance/%s.txt", files[i]);
        if (cases_run(path, check) < 30) fail_msg("%s: missing, or cases are", path);
    }
    told_verdict(300);
}

/* ---- The table ------------------------------------------------------------------------------------------------------------- */

static void test_inflections(void **state)
{
    (void)state;
    static const struct {
        int line;
        enum cue_kind kind;
        const char *form, *lemma; /* NULL: no form of the table */
    } rows[] = {
        { __LINE__, CUE_VERB, "denies", "deny" },
        { __LINE__, CUE_VERB, "DENIED", "deny" },
        { __LINE__, CUE_VERB, "denying", "deny" },
        { __LINE__, CUE_VERB, "told", "tell" },
        { __LINE__, CUE_VERB, "telled", NULL },
        { __LINE__, CUE_VERB, "urging", "urge" },
        { __LINE__, CUE_VERB, "planned", "plan" },
        { __LINE__, CUE_VERB, "signalled", "signal" },
        { __LINE__, CUE_VERB, "signaled", "signal" },
        { __LINE__, CUE_VERB, "agreeing", "agree" },
        { __LINE__, CUE_VERB, "wishes", "wish" },
        { __LINE__, CUE_NOUN, "allegations", "allegation" },
        { __LINE__, CUE_NOUN, "testimonies", "testimony" },
        { __LINE__, CUE_NOUN, "denied", NULL },
        { __LINE__, CUE_ADJECTIVE, "wary", "wary" },
        { __LINE__, CUE_ADJECTIVE, "warier", NULL },
        { __LINE__, CUE_VERB, "x", NULL },
        { __LINE__, CUE_VERB, "", NULL },
        { __LINE__, CUE_VERB, "a word that is longer than any form of the table", NULL },
    };
    struct cues *cues = cues_open(NULL);
    assert_non_null(cues);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct cue_entry *e = cues_find(cues, rows[i].kind, rows[i].form, strlen(rows[i].form));
        if (!e != !rows[i].lemma || (e && strcmp(e->lemma, rows[i].lemma))) fail_msg("row of line %d: %s", rows[i].line, e ? e->lemma : "nothing");
    }
    cues_close(cues);
}

static void test_bad_tables(void **state)
{
    (void)state;
    static const struct bad_table rows[] = {
        { __LINE__, "verb\tsay\tsays\nverb\task\n", "t, line 2: no frame and no mark", 14 },
        { __LINE__, "adverb\tsadly\tsays\n", "t, line 1: expected are kind, forms and frames, separated by tabs", 0 },
        { __LINE__, "verb\tsay\tspeaks\n", "t, line 1: a frame that names no stance and nothing else that a cue does", 0 },
        { __LINE__, "verb\tsay\t@speaks\n", "t, line 1: a frame that names no stance and nothing else that a cue does", 0 },
        { __LINE__, "verb\tsay(said\tsays\n", "t, line 1: a form of one letter, or a bracket that does not end it", 0 },
        { __LINE__, "verb\tSay\tsays\n", "t, line 1: a form with other characters than small letters", 0 },
        { __LINE__, "verb\tsay\tsays\tmore\n", "t, line 1: expected are kind, forms and frames, separated by tabs", 0 },
        { __LINE__, "verb\tsay|tell\tsays\nverb\ttell\tasks\n", "t, line 2: a lemma that has frames already", 19 },
        { __LINE__, "verb\tsaysaysaysaysaysaysaysaysaysaysay\tsays\n", "t, line 1: a form that is too long, or too many forms", 0 },
    };
    BAD_TABLES_CHECK(rows, cues_read);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_inflections), cmocka_unit_test(test_bad_tables) };
    return cmocka_run_group_tests(tests, told_open, told_close);
}
