/* times_values.c: TIMEX3 values in writing: ISO 8601, and what TIMEX adds to it.
 *
 *   1998-02-06, 1998-02, 1998    day, month, year          1998-W06, 1998-W06-WE   week, weekend
 *   1998-Q1, 1998-H1             quarter, half             1998-SP -SU -FA -WI     season
 *   199, 19                      decade, century           FY1998, BC0044          fiscal year, year before Christ
 *   T19:15, TMO TMI TAF TEV TNI  clock, part of the day    XXXX-WXX-2              X: what nobody said
 *   P3M, PT2H, P1Y6M, PXD        duration, of an unknown number: X; of decades PXDE, of centuries PXCE
 *   PAST_REF PRESENT_REF FUTURE_REF */
#include "discourse/times_values.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/calendar.h"

enum { MILLI = 1000 };

static int write_year(char *out, int32_t year) { return snprintf(out, TIME_VALUE_MOST / 2, "%04" PRId32, year); }

void time_write_period(char value[TIME_VALUE_MOST], enum time_unit unit, int32_t day)
{
    struct calendar_date d = calendar_date_of(day);
    struct calendar_week w = calendar_week_of(day);
    int n = write_year(value, unit == UNIT_WEEK || unit == UNIT_WEEKEND ? w.year : d.year);
    char *rest = value + n;
    size_t room = TIME_VALUE_MOST - (size_t)n;
    switch (unit) {
    case UNIT_CENTURY: value[n - 2] = '\0'; break;
    case UNIT_DECADE: value[n - 1] = '\0'; break;
    case UNIT_YEAR: break;
    case UNIT_QUARTER: snprintf(rest, room, "-Q%d", (d.month + 2) / 3); break;
    case UNIT_MONTH: snprintf(rest, room, "-%02d", d.month); break;
    case UNIT_WEEK: snprintf(rest, room, "-W%02d", w.week); break;
    case UNIT_WEEKEND: snprintf(rest, room, "-W%02d-WE", w.week); break;
    default: snprintf(rest, room, "-%02d-%02d", d.month, d.day); break;
    }
}

void time_write_season(char value[TIME_VALUE_MOST], int32_t year, bool known, enum season season)
{
    static const char *const names[] = { "", "-SP", "-SU", "-FA", "-WI" };
    char digits[TIME_VALUE_MOST] = "XXXX";
    if (known) write_year(digits, year);
    snprintf(value, TIME_VALUE_MOST, "%.20s%s", digits, names[season]);
}

void time_write_clock(char value[TIME_VALUE_MOST], const struct time_phrase *p)
{
    static const char *const dayparts[] = { "", "TMO", "TMI", "TAF", "TEV", "TNI" };
    size_t n = strlen(value);
    char *out = value + n;
    size_t room = TIME_VALUE_MOST - n;
    if (p->clock < 0) {
        snprintf(out, room, "%s", dayparts[p->daypart]);
        return;
    }
    int sec = (int)(p->clock % 60), min = (int)(p->clock / 60 % 60), hour = (int)(p->clock / 3600);
    int m = p->seconds ? snprintf(out, room, "T%02d:%02d:%02d", hour, min, sec) : snprintf(out, room, "T%02d:%02d", hour, min);
    if (p->zone == TIME_NO_ZONE) return;
    int zone = p->zone < 0 ? -p->zone : p->zone;
    if (!zone)
        snprintf(out + m, room - (size_t)m, "Z");
    else if (zone % 60)
        snprintf(out + m, room - (size_t)m, "%c%02d:%02d", p->zone < 0 ? '-' : '+', zone / 60, zone % 60);
    else
        snprintf(out + m, room - (size_t)m, "%c%02d", p->zone < 0 ? '-' : '+', zone / 60);
}

/* ---- Durations ----------------------------------------------------------------------------------------------------------- */

/* Decades and centuries as years; the half of a unit in the unit below, where that is a whole number: PT30M, not PT0.5H. */
static struct measure in_plain_units(struct measure m)
{
    static const struct {
        enum time_unit unit, below;
        int of;
    } rows[] = {
        { UNIT_CENTURY, UNIT_YEAR, 100 }, { UNIT_DECADE, UNIT_YEAR, 10 }, { UNIT_YEAR, UNIT_MONTH, 12 },
        { UNIT_DAY, UNIT_HOUR, 24 },      { UNIT_HOUR, UNIT_MINUTE, 60 }, { UNIT_MINUTE, UNIT_SECOND, 60 },
    };
    for (size_t k = 0; k < sizeof rows / sizeof *rows && !m.vague; k++) {
        bool whole = m.milli * rows[k].of % MILLI == 0;
        if (m.unit == rows[k].unit && whole && (m.unit > UNIT_YEAR || m.milli < MILLI))
            return (struct measure){ m.milli * rows[k].of, rows[k].below, false };
    }
    return m;
}

/* "3M", "1.5Y", "XDE"; a T goes before the first unit of the clock. */
static size_t write_measure(char *out, size_t room, struct measure m, bool *clock)
{
    static const char *const letters[] = { "S", "M", "H", "D", "WE", "W", "M", "Q", "Y", "DE", "CE" };
    char number[24] = "X";
    if (!m.vague) {
        int n = snprintf(number, sizeof number, "%" PRId64, m.milli / MILLI);
        int fraction = (int)(m.milli % MILLI);
        if (fraction) {
            n += snprintf(number + n, sizeof number - (size_t)n, ".%03d", fraction);
            while (number[n - 1] == '0') number[--n] = '\0';
        }
    }
    bool t = m.unit <= UNIT_HOUR && !*clock;
    *clock |= t;
    int n = snprintf(out, room, "%s%s%s", t ? "T" : "", number, letters[m.unit]);
    return n > 0 && (size_t)n < room ? (size_t)n : 0;
}

void time_write_duration(char value[TIME_VALUE_MOST], const struct time_phrase *p)
{
    bool clock = false;
    size_t n = 1;
    memcpy(value, "P", 2);
    for (int k = 0; k < p->measures; k++) n += write_measure(value + n, TIME_VALUE_MOST - n, in_plain_units(p->measure[k]), &clock);
}

void time_write_reference(char value[TIME_VALUE_MOST], enum time_reference reference)
{
    static const char *const names[] = { "PAST_REF", "PRESENT_REF", "FUTURE_REF" };
    snprintf(value, TIME_VALUE_MOST, "%s", names[reference]);
}
