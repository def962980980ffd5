/* calendar.h: days of the proleptic Gregorian calendar as numbers, and back. */
#ifndef HS_CALENDAR_H
#define HS_CALENDAR_H

#include <stdint.h>

struct calendar_date { int32_t year; int month, day; };      /* month 1-12, day 1-31; the year 0 is 1 B.C. */
struct calendar_week { int32_t year; int week; };            /* ISO 8601: week 1 holds the year's first Thursday */

/* Days since 1970-01-01. year within +-5,000,000; month and day as they are in struct calendar_date. */
int32_t calendar_day(int32_t year, int month, int day);
struct calendar_date calendar_date_of(int32_t day);

int calendar_month_days(int32_t year, int month);
int calendar_weekday(int32_t day);                           /* Monday 1 ... Sunday 7 */
struct calendar_week calendar_week_of(int32_t day);
int32_t calendar_week_start(struct calendar_week w);         /* its Monday */

/* Easter Sunday of the Western churches, year > 0; before 1583 the date that the rule would have given. */
int32_t calendar_easter(int32_t year);

#endif
