/* calendar.c: the Gregorian calendar, also before its time (ISO 8601 counts so).
 *
 * Years are counted from March, so that the leap day is a year's last, in eras of 400 years, which are 146,097 days each. Of a year that
 * begins in March, month m (0 = March) begins on day (153 m + 2) / 5: the lengths 31 30 31 30 31 come round every five months.
 * H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", 2013.
 * Easter: the algorithm of Meeus, Jones and Butcher; J. Meeus, "Astronomical Algorithms", 1991, chapter 8. */
#include "base/calendar.h"

enum { ERA_YEARS = 400, ERA_DAYS = 146097, EPOCH = 719468 }; /* EPOCH: days from 0000-03-01 to 1970-01-01 */

static int32_t floor_div(int32_t a, int32_t b) { return a / b - (a % b < 0); }

int32_t calendar_day(int32_t year, int month, int day)
{
    int32_t y = month > 2 ? year : year - 1, era = floor_div(y, ERA_YEARS), of_era = y - era * ERA_YEARS;
    int32_t of_year = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1;
    return era * ERA_DAYS + of_era * 365 + of_era / 4 - of_era / 100 + of_year - EPOCH;
}

struct calendar_date calendar_date_of(int32_t day)
{
    int32_t z = day + EPOCH, era = floor_div(z, ERA_DAYS), of_era = z - era * ERA_DAYS;
    int32_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
    int32_t of_year = of_era - (365 * year + year / 4 - year / 100), m = (5 * of_year + 2) / 153;
    struct calendar_date out = { year + era * ERA_YEARS, m < 10 ? m + 3 : m - 9, of_year - (153 * m + 2) / 5 + 1 };
    if (out.month <= 2) out.year++;
    return out;
}

int calendar_month_days(int32_t year, int month)
{
    static const int days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    int leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    return days[month - 1] + (month == 2 && leap);
}

/* 1970-01-01 was a Thursday. */
int calendar_weekday(int32_t day) { return day + 3 - floor_div(day + 3, 7) * 7 + 1; }

struct calendar_week calendar_week_of(int32_t day)
{
    int32_t thursday = day - calendar_weekday(day) + 4, year = calendar_date_of(thursday).year;
    return (struct calendar_week){ year, (thursday - calendar_day(year, 1, 1)) / 7 + 1 };
}

int32_t calendar_week_start(struct calendar_week w)
{
    int32_t fourth = calendar_day(w.year, 1, 4); /* always in week 1 */
    return fourth - calendar_weekday(fourth) + 1 + (w.week - 1) * 7;
}

int32_t calendar_easter(int32_t year)
{
    int32_t a = year % 19, b = year / 100, c = year % 100, d = b / 4, e = b % 4, f = (b + 8) / 25, g = (b - f + 1) / 3;
    int32_t h = (19 * a + b - d - g + 15) % 30, i = c / 4, k = c % 4, l = (32 + 2 * e + 2 * i - h - k) % 7, m = (a + 11 * h + 22 * l) / 451;
    int32_t n = h + l - 7 * m + 114;
    return calendar_day(year, (int)(n / 31), (int)(n % 31) + 1);
}
