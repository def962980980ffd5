/* The dates that pages carry: what is read, and how it is written. */
#include "unit.h"

#include "hearsay.h"
#include "page/dates.h"

static void test_read(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *want; /* NULL: there is no date */
    } rows[] = {
        { __LINE__, "2019-11-19", "2019-11-19" },
        { __LINE__, "2019-11-19T08:03:00Z", "2019-11-19T08:03:00Z" },
        { __LINE__, "2019-11-19T08:03:00.123Z", "2019-11-19T08:03:00Z" },
        { __LINE__, "2019-11-19T08:03:00+00:00", "2019-11-19T08:03:00Z" },
        { __LINE__, "2019-11-19T08:03:00+0530", "2019-11-19T08:03:00+05:30" },
        { __LINE__, "2019-11-19T08:03-05", "2019-11-19T08:03:00-05:00" },
        { __LINE__, "2019-11-19 08:03:00 UTC", "2019-11-19T08:03:00Z" },
        { __LINE__, "2019-11-19 08:03:00", "2019-11-19T08:03:00" },
        { __LINE__, "20191119", "2019-11-19" },
        { __LINE__, "20191119T080300Z", "2019-11-19T08:03:00Z" },
        { __LINE__, "2019/11/19", "2019-11-19" },
        { __LINE__, "Tue, 19 Nov 2019 08:03:00 GMT", "2019-11-19T08:03:00Z" },
        { __LINE__, "Tue, 19 Nov 2019 08:03:00 -0500", "2019-11-19T08:03:00-05:00" },
        { __LINE__, "Tue Nov 19 2019 05:44:06 GMT+0000", "2019-11-19T05:44:06Z" },
        { __LINE__, "Tue Nov 19 2019 05:44:06 GMT-0300 (BRT)", "2019-11-19T05:44:06-03:00" },
        { __LINE__, "November 19, 2019 8:03 am ET", "2019-11-19T08:03:00-05:00" },
        { __LINE__, "July 19, 2019 8:03 am ET", "2019-07-19T08:03:00-04:00" },
        { __LINE__, "July 19, 2019 8:03 p.m. PDT", "2019-07-19T20:03:00-07:00" },
        { __LINE__, "Published: 19th November, 2019 at 12:05 AM", "2019-11-19T00:05:00" },
        { __LINE__, "Sept. 9, 2019", "2019-09-09" },
        { __LINE__, "9 Sept 2019", "2019-09-09" },
        { __LINE__, "the 3rd of May 2021", "2021-05-03" },
        { __LINE__, "10:48, Tue, Nov 19, 2019 | UPDATED: 11:05, Tue, Nov 19, 2019", "2019-11-19T10:48:00" },
        { __LINE__, "5:45 AM PST 11/19/2019 by Ann Lee", "2019-11-19T05:45:00-08:00" },
        { __LINE__, "11/19/2019", "2019-11-19" },
        { __LINE__, "19/11/2019", "2019-11-19" },
        { __LINE__, "19.11.2019, 23:06", "2019-11-19T23:06:00" },
        { __LINE__, "Monday, November 18th, 2019 at 11:08 a.m.", "2019-11-18T11:08:00" },
        { __LINE__, "18 Nov 2019 18.54 GMT", "2019-11-18T18:54:00Z" },
        { __LINE__, "February 29, 2020", "2020-02-29" },
        { __LINE__, "February 29, 2019", NULL },
        { __LINE__, "2019-13-01", NULL },
        { __LINE__, "11/19/19", NULL },
        { __LINE__, "2 days ago", NULL },
        { __LINE__, "1574150400", NULL },
        { __LINE__, "version 2019.1", NULL },
        { __LINE__, "99999999999999999999-99-99", NULL },
        { __LINE__, "", NULL },
    };
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page_date d;
        char out[DATE_ROOM] = "";
        bool found = date_read(rows[i].in, strlen(rows[i].in), &d);
        if (found) date_write(&d, out);
        if (found != (rows[i].want != NULL) || (found && strcmp(out, rows[i].want))) {
            print_error("row of line %d: \"%s\" is \"%s\"\n", rows[i].line, rows[i].in, out);
            wrong++;
        }
        /* What is written is what the rest of hearsay takes for a date. */
        if (found) assert_true(hearsay_date_valid(out));
    }
    assert_int_equal(wrong, 0);
}

static void test_url(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *want;
    } rows[] = {
        { __LINE__, "https://x.example/2019/11/19/a-story", "2019-11-19" },
        { __LINE__, "https://x.example/2019/nov/19/a-story", "2019-11-19" },
        { __LINE__, "https://x.example/news/2019-11-19/a", "2019-11-19" },
        { __LINE__, "https://x.example/news/20191119/a", "2019-11-19" },
        { __LINE__, "https://x.example/news/a-20191119.html", "2019-11-19" },
        { __LINE__, "https://x.example/2019/11/a-story", NULL },
        { __LINE__, "https://x.example/a-story-201911181077343476", NULL },
        { __LINE__, "https://x.example/a?date=2019-11-19", NULL },
        { __LINE__, "https://2019-11-19.example/", NULL },
        { __LINE__, "https://x.example/2019/31/19/a", NULL },
        { __LINE__, "https://x.example", NULL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct page_date d;
        char out[DATE_ROOM] = "";
        bool found = date_of_url(rows[i].in, &d);
        if (found) date_write(&d, out);
        if (found != (rows[i].want != NULL) || (found && strcmp(out, rows[i].want))) fail_msg("row of line %d: \"%s\"", rows[i].line, out);
    }
}

static void test_ambiguous(void **state)
{
    (void)state;
    struct page_date d;
    char out[DATE_ROOM];
    assert_true(date_read("03/04/2019 10:00", 16, &d));
    assert_true(d.ambiguous);
    date_write(&d, out);
    assert_string_equal(out, "2019-03-04T10:00:00");
    d = date_swapped(&d);
    date_write(&d, out);
    assert_string_equal(out, "2019-04-03T10:00:00");
    assert_true(date_read("13/04/2019", 10, &d) && !d.ambiguous);
    assert_true(date_read("04/04/2019", 10, &d) && !d.ambiguous);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_read), cmocka_unit_test(test_url), cmocka_unit_test(test_ambiguous) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
