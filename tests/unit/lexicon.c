/* The tables of lexicon/: that they make sense, what they say, and how fast they are there. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "lexicon/index.h"

static struct lexicon *lx;

static int open_tables(void **state)
{
    (void)state;
    hearsay_error err;
    lx = lexicon_open(NULL, 0, &err);
    if (!lx) print_error("%s\n", err.msg);
    return lx ? 0 : -1;
}

static int close_tables(void **state)
{
    (void)state;
    lexicon_close(lx);
    return 0;
}

static void test_nothing(void **state)
{
    (void)state;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_nothing) };
    return cmocka_run_group_tests(tests, open_tables, close_tables);
}
