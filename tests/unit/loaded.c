/* Loaded words: the cases of tests/cases/loaded; the table, badly written; the getters. */
#include "told.h"

#include "bad_tables.h"
#include "view.h"

static void check(const struct test_case *c)
{
    struct hearsay_document *doc = told_read(c->input);
    char found[1000] = "", wanted[1000] = "";
    for (uint32_t i = 0; i < doc->n_loaded; i++) {
        const struct loaded *l = &doc->loaded[i];
        size_t n = strlen(found);
        snprintf(found + n, sizeof found - n, "%s%.*s = %s%s", n ? "; " : "", (int)(l->span.end - l->span.start), doc->text + l->span.start,
                 loaded_kind_names[l->kind], l->attribution == HS_NONE ? "" : ", said");
    }
    for (unsigned i = 0; i < c->n_rows; i++) {
        size_t n = strlen(wanted);
        if (strcmp(c->rows[i].key, "loaded")) fail_msg("%s:%d: no key of these cases", c->file, c->rows[i].line);
        snprintf(wanted + n, sizeof wanted - n, "%s%s", n ? "; " : "", c->rows[i].value);
    }
    told_rows++;
    if (strcmp(*found ? found : "none", wanted)) {
        told_failed++;
        print_error("%s:%d: %s\n  found %s\n  expected %s\n", c->file, c->line, c->input, *found ? found : "none", wanted);
    }
    arena_free(doc->arena);
}

static void test_cases(void **state)
{
    (void)state;
    if (cases_run("tests/cases/loaded/words.txt", check) < 80) fail_msg("tests/cases/loaded/words.txt: missing, or cases are");
    if (cases_run("tests/cases/loaded/fresh.txt", check) < 40) fail_msg("tests/cases/loaded/fresh.txt: missing, or cases are");
    told_verdict(80);
}

static void test_bad_tables(void **state)
{
    (void)state;
    static const struct bad_table rows[] = {
        { __LINE__, "# a comment\nevaluative\tbad\n", "t, line 2: expected are kind, forms, where and not, separated by tabs", 12 },
        { __LINE__, "nasty\tbad\town\n", "t, line 1: expected are kind, forms, where and not, separated by tabs", 0 },
        { __LINE__, "evaluative\tbad\there\n", "t, line 1: expected are kind, forms, where and not, separated by tabs", 0 },
        { __LINE__, "evaluative\tBad\town\n", "t, line 1: a form with a capital", 0 },
        { __LINE__, "evaluative\tbad||worse\town\n", "t, line 1: an empty form", 0 },
        { __LINE__, "evaluative\t7 bad\town\n", "t, line 1: a form that begins with no letter, or too many forms", 0 },
    };
    BAD_TABLES_CHECK(rows, loaded_words_read);
}

static void test_getters(void **state)
{
    (void)state;
    struct hearsay_document *doc = told_read("Löws “Partei” {wrongfully accused} <the regime>.\nThe disgraced banker left.");
    assert_int_equal(view_make(doc, NULL), HEARSAY_OK);
    assert_int_equal(hearsay_loaded_count(doc), 3);
    hearsay_loaded first = hearsay_loaded_at(doc, 0), last = hearsay_loaded_at(doc, 2);
    assert_int_equal(first.span.start, 14);
    assert_int_equal(first.span.end, 24);
    assert_string_equal(first.kind, "evaluative");
    assert_int_equal(first.attribution, 0);
    assert_string_equal(last.kind, "evaluative");
    assert_true(last.attribution == SIZE_MAX);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_bad_tables), cmocka_unit_test(test_getters) };
    return cmocka_run_group_tests(tests, told_open, told_close);
}
