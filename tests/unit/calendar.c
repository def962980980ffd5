/* The calendar against a clerk who turns its pages day by day; Easter against dates printed in almanacs. */
#include "unit.h"

#include <stdbool.h>

#include "base/calendar.h"

struct clerk {
    int32_t year;
    int month, day, weekday, week;
    int32_t week_year;
};

static bool leap(int32_t year) { return year % 400 == 0 || (year % 4 == 0 && year % 100 != 0); }

static int length(int32_t year, int month)
{
    if (month == 2) return leap(year) ? 29 : 28;
    return month == 4 || month == 6 || month == 9 || month == 11 ? 30 : 31;
}

/* Weeks by the definition's other wording: a year has 53 if it begins on a Thursday, or is a leap year that begins on a Wednesday. */
static void turn_page(struct clerk *c, int *weeks_of_year)
{
    if (++c->day > length(c->year, c->month)) {
        c->day = 1;
        if (++c->month > 12) {
            c->month = 1;
            c->year++;
        }
    }
    c->weekday = c->weekday % 7 + 1;
    if (c->weekday != 1) return;
    if (++c->week <= *weeks_of_year) return;
    c->week = 1;
    c->week_year++;
    int first = c->month == 1 ? c->weekday - (c->day - 1) : c->weekday + (31 - c->day) + 1; /* weekday of 1 January of the week's year */
    first = (first + 13) % 7 + 1;
    *weeks_of_year = first == 4 || (first == 3 && leap(c->week_year)) ? 53 : 52;
}

static void test_every_day(void **state)
{
    (void)state;
    /* 1 January 0001 was a Monday. */
    struct clerk c = { 1, 1, 1, 1, 1, 1 };
    int weeks = 52;
    int32_t n = calendar_day(1, 1, 1);
    for (; c.year < 3300; turn_page(&c, &weeks), n++) {
        struct calendar_date d = calendar_date_of(n);
        struct calendar_week w = calendar_week_of(n);
        bool same = calendar_day(c.year, c.month, c.day) == n && d.year == c.year && d.month == c.month && d.day == c.day;
        same = same && calendar_weekday(n) == c.weekday && w.year == c.week_year && w.week == c.week && calendar_week_start(w) == n - c.weekday + 1;
        same = same && calendar_month_days(c.year, c.month) == length(c.year, c.month);
        if (!same)
            fail_msg("%04d-%02d-%02d, day %d of week %04d-W%02d: %04d-%02d-%02d, day %d of %04d-W%02d", (int)c.year, c.month, c.day, c.weekday,
                     (int)c.week_year, c.week, (int)d.year, d.month, d.day, calendar_weekday(n), (int)w.year, w.week);
    }
}

static void test_known_days(void **state)
{
    (void)state;
    assert_int_equal(calendar_day(1970, 1, 1), 0);
    assert_int_equal(calendar_day(2000, 3, 1), 11017);
    assert_int_equal(calendar_day(0, 12, 31), calendar_day(1, 1, 1) - 1);
    assert_int_equal(calendar_day(-400, 2, 29), calendar_day(0, 2, 29) - 146097);
    for (int32_t n = -800000; n < -700000; n++) { /* years before 1 A.D. too */
        struct calendar_date d = calendar_date_of(n);
        if (calendar_day(d.year, d.month, d.day) != n) fail_msg("day %d", (int)n);
    }
}

static void test_easter(void **state)
{
    (void)state;
    static const struct {
        int line;
        int32_t year;
        int month, day;
    } rows[] = {
        { __LINE__, 1818, 3, 22 }, { __LINE__, 1943, 4, 25 }, { __LINE__, 1954, 4, 18 }, { __LINE__, 1961, 4, 2 },  { __LINE__, 1981, 4, 19 },
        { __LINE__, 1991, 3, 31 }, { __LINE__, 1998, 4, 12 }, { __LINE__, 2000, 4, 23 }, { __LINE__, 2008, 3, 23 }, { __LINE__, 2011, 4, 24 },
        { __LINE__, 2019, 4, 21 }, { __LINE__, 2023, 4, 9 },  { __LINE__, 2024, 3, 31 }, { __LINE__, 2038, 4, 25 }, { __LINE__, 2049, 4, 18 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (calendar_easter(rows[i].year) != calendar_day(rows[i].year, rows[i].month, rows[i].day)) fail_msg("row of line %d", rows[i].line);
    for (int32_t year = 1; year < 4000; year++)
        if (calendar_weekday(calendar_easter(year)) != 7) fail_msg("Easter of %d is no Sunday", (int)year);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_day), cmocka_unit_test(test_known_days), cmocka_unit_test(test_easter) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
