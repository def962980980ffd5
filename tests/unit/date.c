/* Dates of publication: RFC 3339, and what may be left out of it. */
#include "unit.h"

#include "hearsay.h"

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *date;
        bool valid;
    } rows[] = {
        { __LINE__, "2023-02-07", true },
        { __LINE__, "2024-02-29", true },
        { __LINE__, "2023-02-29", false },
        { __LINE__, "1900-02-29", false },
        { __LINE__, "2000-02-29", true },
        { __LINE__, "2023-04-31", false },
        { __LINE__, "2023-00-10", false },
        { __LINE__, "2023-13-10", false },
        { __LINE__, "2023-02-00", false },
        { __LINE__, "2023-02", false },
        { __LINE__, "2023", false },
        { __LINE__, "23-02-07", false },
        { __LINE__, "2023-2-7", false },
        { __LINE__, "2023/02/07", false },
        { __LINE__, "7 February 2023", false },
        { __LINE__, " 2023-02-07", false },
        { __LINE__, "2023-02-07 ", false },
        { __LINE__, "2023-02-07\n", false },
        { __LINE__, "", false },
        { __LINE__, NULL, false },
        { __LINE__, "2023-02-07T18:30", true },
        { __LINE__, "2023-02-07 18:30", true },
        { __LINE__, "2023-02-07T18:30:59Z", true },
        { __LINE__, "2023-02-07t18:30:59z", true },
        { __LINE__, "2023-02-07T18:30:60Z", true },
        { __LINE__, "2023-02-07T18:30:59.123456+01:00", true },
        { __LINE__, "2023-02-07T18:30:59-0930", true },
        { __LINE__, "2023-02-07T18:30+01:00", true },
        { __LINE__, "2023-02-07T24:00", false },
        { __LINE__, "2023-02-07T18:60", false },
        { __LINE__, "2023-02-07T18:30:61", false },
        { __LINE__, "2023-02-07T18:30:59.", false },
        { __LINE__, "2023-02-07T18", false },
        { __LINE__, "2023-02-07T", false },
        { __LINE__, "2023-02-07T18:30:59+24:00", false },
        { __LINE__, "2023-02-07T18:30:59+01", false },
        { __LINE__, "2023-02-07T18:30:59ZZ", false },
        { __LINE__, "2023-02-07T18:30:59 CET", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (hearsay_date_valid(rows[i].date) != rows[i].valid)
            fail_msg("row of line %d: \"%s\" is %s", rows[i].line, rows[i].date, rows[i].valid ? "refused" : "let pass");
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_dates) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
