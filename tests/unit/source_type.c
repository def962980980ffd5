/* Source types: the cases of tests/cases/sources. */
#include "told.h"

static void check(const struct test_case *c)
{
    struct hearsay_document *doc = told_read(c->input);
    assert_true(doc->n_attributions > 0);
    for (unsigned i = 0; i < c->n_rows; i++) {
        if (strcmp(c->rows[i].key, "type")) fail_msg("%s:%d: no key of these cases", c->file, c->rows[i].line);
        told_row(c, i, source_type_names[doc->attributions[doc->n_attributions - 1].source_type]);
    }
    arena_free(doc->arena);
}

static void test_cases(void **state)
{
    (void)state;
    if (cases_run("tests/cases/sources/types.txt", check) < 60) fail_msg("tests/cases/sources/types.txt: missing, or cases are");
    told_verdict(60);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases) };
    return cmocka_run_group_tests(tests, told_open, told_close);
}
