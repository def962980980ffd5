/* times_resolve.c: which day an expression means.
 *
 * All is counted in days (base/calendar.h). A name that comes round ("Tuesday", "January", "the spring") stands for a series of periods, one a
 * week or year; of these it means
 *
 *   by tense      past: the last that has begun; future: the first that has not ended; else the nearest, the past preferred
 *   "last"        the last that has ended          "next"   the first that has not begun          "this"   the one of this week or year
 *
 * so that the weekday of the publication means that very day, as news agencies use it. Shifts ("two years ago", "the day before") move the
 * publication or the last time spoken of, and keep the precision of their unit: a year ago is a year. Without a publication, what rests on it
 * stays open: XXXX-WXX-2, or the mere direction, PAST_REF. */
#include "discourse/times_resolve.h"

#include <stdio.h>
#include <string.h>

#include "base/calendar.h"
#include "discourse/times_values.h"
#include "hearsay.h"

enum {
    MILLI = 1000,
    DAYS_MOST = 4000000,
    YEAR_MOST = 9999,
    VERB_NEAR = 8,     /* words: a past further off may belong to another clause, and says nothing of a month's year */
    PAST_PREFERRED = 2 /* times as near must the coming one be: news tell of what was */
};

struct period {
    int32_t first, last;
};

/* ---- The publication --------------------------------------------------------------------------------------------------------- */

static int32_t two_digits(const char *s) { return (s[0] - '0') * 10 + (s[1] - '0'); }

struct time_context time_context_make(const char *published)
{
    struct time_context c = { .clock = -1 };
    if (!published || !hearsay_date_valid(published)) return c;
    int32_t year = two_digits(published) * 100 + two_digits(published + 2);
    c.published = (struct time_anchor){ true, calendar_day(year, (int)two_digits(published + 5), (int)two_digits(published + 8)), 0 };
    if (published[10]) c.clock = two_digits(published + 11) * 3600 + two_digits(published + 14) * 60;
    return c;
}

static void remember(struct time_context *c, enum time_unit unit, int32_t day)
{
    for (enum time_unit u = unit; u <= UNIT_CENTURY; u++) c->mention[u] = (struct time_anchor){ true, day, c->block };
}

/* What a phrase counts from: the last time spoken of that is told finely enough, or the publication. */
static const struct time_anchor *anchor_of(const struct time_phrase *p, const struct time_context *c, enum time_unit unit)
{
    return p->from_mention && c->mention[unit].known ? &c->mention[unit] : &c->published;
}

/* ---- Periods ------------------------------------------------------------------------------------------------------------------- */

static int32_t month_start(int32_t year, int month) { return calendar_day(year, month, 1); }

/* The last day of `months` months from a month on. */
static int32_t months_end(int32_t year, int month, int months)
{
    int last = month + months - 1;
    int32_t y = year + (last - 1) / 12;
    int m = (last - 1) % 12 + 1;
    return calendar_day(y, m, calendar_month_days(y, m));
}

static int32_t nth_weekday(int32_t year, int month, int weekday, int n)
{
    int32_t first = month_start(year, month);
    return first + (weekday - calendar_weekday(first) + 7) % 7 + (n - 1) * 7;
}

static int32_t holiday_day(enum holiday h, int32_t year)
{
    switch (h) {
    case HOLIDAY_NEW_YEAR: return calendar_day(year, 1, 1);
    case HOLIDAY_VALENTINE: return calendar_day(year, 2, 14);
    case HOLIDAY_PATRICK: return calendar_day(year, 3, 17);
    case HOLIDAY_ASH_WEDNESDAY: return calendar_easter(year) - 46;
    case HOLIDAY_PALM_SUNDAY: return calendar_easter(year) - 7;
    case HOLIDAY_GOOD_FRIDAY: return calendar_easter(year) - 2;
    case HOLIDAY_EASTER: return calendar_easter(year);
    case HOLIDAY_EASTER_MONDAY: return calendar_easter(year) + 1;
    case HOLIDAY_HALLOWEEN: return calendar_day(year, 10, 31);
    case HOLIDAY_THANKSGIVING: return nth_weekday(year, 11, 4, 4);
    case HOLIDAY_CHRISTMAS_EVE: return calendar_day(year, 12, 24);
    case HOLIDAY_CHRISTMAS: return calendar_day(year, 12, 25);
    case HOLIDAY_BOXING_DAY: return calendar_day(year, 12, 26);
    default: return calendar_day(year, 12, 31);
    }
}

/* The period of that year which bears the phrase's name. A winter is the year's in which it begins. */
static struct period named_period(const struct time_phrase *p, int32_t year)
{
    if (p->holiday) {
        int32_t day = holiday_day(p->holiday, year);
        return (struct period){ day, day };
    }
    if (p->month && p->day) {
        int most = calendar_month_days(year, p->month);
        int32_t day = calendar_day(year, p->month, p->day < most ? p->day : most);
        return (struct period){ day, day };
    }
    if (p->month) return (struct period){ month_start(year, p->month), months_end(year, p->month, 1) };
    int months = p->part == PART_HALF ? 6 : 3, month = 1 + (p->part_value - 1) * months;
    if (p->part == PART_SEASON) month = p->part_value * 3; /* spring begins in March */
    return (struct period){ month_start(year, month), months_end(year, month, months) };
}

static int32_t distance(struct period x, int32_t day)
{
    if (day < x.first) return x.first - day;
    return day > x.last ? day - x.last : 0;
}

/* Whether b answers `which` better than a, which comes before it in time, seen from day. */
static bool later_one(enum which which, const struct tense_found *verb, struct period a, struct period b, int32_t day)
{
    switch (which) {
    case WHICH_LAST: return b.last < day;
    case WHICH_NEXT: return a.first <= day;
    case WHICH_THIS: return a.last < day && b.first <= day;
    default: break;
    }
    if (b.first <= day) return true;
    if (verb->tense == TENSE_PAST && verb->distance <= VERB_NEAR) return false;
    if (verb->tense == TENSE_FUTURE && verb->distance <= VERB_NEAR) return a.last < day;
    return distance(b, day) * (verb->tense == TENSE_FUTURE ? 1 : PAST_PREFERRED) < distance(a, day);
}

static int32_t year_of_name(const struct time_phrase *p, const struct time_context *c, int32_t day)
{
    int32_t now = calendar_date_of(day).year, best = now - 2;
    if (p->which == WHICH_THIS && p->part_value != SEASON_WINTER) return now;
    for (int32_t year = now - 1; year <= now + 2; year++)
        if (later_one(p->which, &c->verb, named_period(p, best), named_period(p, year), day)) best = year;
    /* "Saturday, April 4": the weekday knows better than the verb. */
    for (int k = 0; k < 3 && p->day && p->weekday; k++) {
        int32_t year = best + (k == 2 ? -1 : k);
        if (calendar_weekday(named_period(p, year).first) == p->weekday) return year;
    }
    return best;
}

/* ---- Years ----------------------------------------------------------------------------------------------------------------------- */

/* "'98", "the '90s": of the centuries that end so, the one that puts it nearest before the publication (ten years on are let pass). */
static int32_t full_year(int32_t of_century, const struct time_context *c)
{
    int32_t now = c->published.known ? calendar_date_of(c->published.day).year : 1999;
    int32_t year = now / 100 * 100 + of_century;
    return year > now + 10 ? year - 100 : year;
}

/* The year that a phrase tells; false if it tells none, or counts from a publication that nobody knows. */
static bool told_year(const struct time_phrase *p, const struct time_context *c, int32_t *year)
{
    if (p->year_kind == YEAR_NUMBER) {
        *year = p->year;
    } else if (p->year_kind == YEAR_SHORT) {
        *year = full_year(p->year, c);
    } else if (p->year_kind == YEAR_RELATIVE && anchor_of(p, c, UNIT_YEAR)->known) {
        *year = calendar_date_of(anchor_of(p, c, UNIT_YEAR)->day).year + p->year;
    } else {
        return false;
    }
    return *year >= 1 && *year <= YEAR_MOST;
}

/* A phrase that tells a year and nothing finer. */
static void resolve_year(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    int32_t year;
    if (p->year_kind == YEAR_CENTURY) {
        snprintf(value, TIME_VALUE_MOST, "%02d", (int)(p->year % 100));
    } else if (p->year_kind == YEAR_DECADE) {
        snprintf(value, TIME_VALUE_MOST, "%03d", (int)(p->year % 1000));
    } else if (p->year_kind == YEAR_SHORT_DECADE) {
        snprintf(value, TIME_VALUE_MOST, "%03d", (int)(full_year(p->year * 10, c) / 10));
    } else if (p->before_christ) {
        snprintf(value, TIME_VALUE_MOST, "BC%04d", (int)(p->year % 10000));
    } else if (told_year(p, c, &year)) {
        snprintf(value, TIME_VALUE_MOST, "%s%04d", p->fiscal ? "FY" : "", (int)year);
        remember(c, UNIT_YEAR, calendar_day(year, 1, 1));
    } else {
        time_write_reference(value, p->year < 0 ? REFERENCE_PAST : p->year > 0 ? REFERENCE_FUTURE : REFERENCE_PRESENT);
    }
}

/* ---- Points ------------------------------------------------------------------------------------------------------------------------ */

static void resolve_weekday(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    const struct time_anchor *from = anchor_of(p, c, UNIT_DAY);
    if (!from->known) {
        snprintf(value, TIME_VALUE_MOST, "XXXX-WXX-%d", p->weekday % 10);
        return;
    }
    int32_t ago = (calendar_weekday(from->day) - p->weekday + 7) % 7, day = from->day - ago; /* the last of the name, today's too */
    int32_t week = from->day - calendar_weekday(from->day) + 1;
    switch (p->which) {
    case WHICH_LAST: day -= ago ? 0 : 7; break;
    case WHICH_NEXT: day = p->from_mention ? from->day + (ago ? 7 - ago : 7) : week + 7 + p->weekday - 1; break;
    case WHICH_THIS: day = week + p->weekday - 1; break;
    default: day += ago && c->verb.tense == TENSE_FUTURE ? 7 : 0; break;
    }
    time_write_period(value, UNIT_DAY, day);
    remember(c, UNIT_DAY, day);
}

/* From Monday to Wednesday "the weekend", "this weekend" is the last one, unless the verb looks ahead; from Thursday on the next, unless it
 * looks back. */
static void resolve_weekend(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    const struct time_anchor *from = anchor_of(p, c, UNIT_DAY);
    if (!from->known) {
        snprintf(value, TIME_VALUE_MOST, "XXXX-WXX-WE");
        return;
    }
    int weekday = calendar_weekday(from->day), weeks = p->which == WHICH_LAST ? -1 : p->which == WHICH_NEXT;
    bool back = !weeks && (weekday < 4 ? c->verb.tense != TENSE_FUTURE : weekday < 6 && c->verb.tense == TENSE_PAST);
    int32_t day = from->day - weekday + 6 + (back ? -7 : weeks * 7);
    time_write_period(value, UNIT_WEEKEND, day);
    remember(c, UNIT_WEEKEND, day);
}

/* "It closed on October 26, 1998, and reopened on Nov. 2": in one sentence the second date follows the first. */
static bool year_that_follows(const struct time_phrase *p, const struct time_context *c, int32_t *year)
{
    const struct time_anchor *told = &c->told;
    bool apply = told->known && told->block == c->sentence && p->which == WHICH_TENSE && !p->part && c->verb.tense != TENSE_FUTURE;
    if (!apply || (c->published.known && told->day > c->published.day)) return false;
    *year = calendar_date_of(told->day).year;
    if (named_period(p, *year).last < told->day) ++*year;
    return !c->published.known || named_period(p, *year).first <= c->published.day;
}

/* "He resigned in 1991 and came back the following May": the year alone was told, so the name's year is counted from it. */
static bool year_from_mention(const struct time_phrase *p, const struct time_context *c, int32_t *year)
{
    const struct time_anchor *told = &c->mention[UNIT_YEAR], *month = &c->mention[UNIT_MONTH];
    if (!p->from_mention || !told->known || (month->known && month->day == told->day)) return false;
    *year = calendar_date_of(told->day).year + (p->which == WHICH_NEXT) - (p->which == WHICH_LAST);
    return true;
}

/* The year of a name that comes round once in each; false if nothing tells it. *said: the text does. */
static bool find_year(const struct time_phrase *p, const struct time_context *c, int32_t *year, bool *said)
{
    const struct time_anchor *from = anchor_of(p, c, p->day || p->holiday ? UNIT_DAY : UNIT_MONTH);
    bool relative = p->year_kind == YEAR_RELATIVE, told = told_year(p, c, year);
    *said = told && !relative;
    if (told || relative) return told;
    if (year_from_mention(p, c, year) || year_that_follows(p, c, year)) return true;
    if (from->known) *year = year_of_name(p, c, from->day);
    return from->known;
}

/* A feast on the same day each year has that day even without a year. */
static void write_holiday(char value[TIME_VALUE_MOST], enum holiday h)
{
    struct calendar_date a = calendar_date_of(holiday_day(h, 1998)), b = calendar_date_of(holiday_day(h, 2001));
    if (a.month == b.month && a.day == b.day)
        snprintf(value, TIME_VALUE_MOST, "XXXX-%02d-%02d", a.month, a.day);
    else
        snprintf(value, TIME_VALUE_MOST, "XXXX-XX-XX");
}

/* A month, day, season, quarter, half or holiday, with or without its year. */
static void resolve_named(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    int32_t year = 0;
    bool said, known = find_year(p, c, &year, &said);
    bool day = p->day && (!known || p->day <= calendar_month_days(year, p->month)); /* no February 29 in 2023: then the month is all we know */
    char digits[TIME_VALUE_MOST] = "XXXX";
    if (known) snprintf(digits, sizeof digits, "%s%04d", p->fiscal && p->part ? "FY" : "", (int)year);
    if (p->part == PART_SEASON)
        time_write_season(value, year, known, (enum season)p->part_value);
    else if (p->part)
        snprintf(value, TIME_VALUE_MOST, "%.20s-%c%d", digits, p->part == PART_HALF ? 'H' : 'Q', p->part_value % 10);
    else if (p->holiday && known)
        time_write_period(value, UNIT_DAY, holiday_day(p->holiday, year));
    else if (p->holiday)
        write_holiday(value, p->holiday);
    else if (day)
        snprintf(value, TIME_VALUE_MOST, "%.20s-%02d-%02d", digits, p->month % 100, p->day % 100);
    else
        snprintf(value, TIME_VALUE_MOST, "%.20s-%02d", digits, p->month % 100);
    if (!known) return;
    int32_t first = named_period(p, year).first;
    remember(c, day || p->holiday ? UNIT_DAY : p->month ? UNIT_MONTH : UNIT_QUARTER, first);
    if (said) c->told = (struct time_anchor){ true, first, c->sentence };
}

/* A time of the day alone belongs to the day that the paragraph has spoken of, or else to the publication's. */
static void resolve_clock(const struct time_context *c, char value[TIME_VALUE_MOST])
{
    const struct time_anchor *m = &c->mention[UNIT_DAY], *from = m->known && m->block == c->block ? m : &c->published;
    if (from->known)
        time_write_period(value, UNIT_DAY, from->day);
    else
        snprintf(value, TIME_VALUE_MOST, "XXXX-XX-XX");
}

static void resolve_point(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    if (p->month || p->holiday || p->part)
        resolve_named(p, c, value);
    else if (p->weekday)
        resolve_weekday(p, c, value);
    else if (p->year_kind)
        resolve_year(p, c, value);
    else if (p->unit == UNIT_WEEKEND)
        resolve_weekend(p, c, value);
    else
        resolve_clock(c, value);
    time_write_clock(value, p);
}

/* ---- Shifts ------------------------------------------------------------------------------------------------------------------------ */

/* A day moved by an amount of units; false if it falls off the calendar. Half years go by months, half months and weeks by days. */
static bool move(int32_t *day, struct measure m, int direction)
{
    static const int months_of[] = { [UNIT_MONTH] = 1, [UNIT_QUARTER] = 3, [UNIT_YEAR] = 12, [UNIT_DECADE] = 120, [UNIT_CENTURY] = 1200 };
    if (m.milli > (int64_t)DAYS_MOST * MILLI) return false;
    if (m.unit >= UNIT_MONTH) {
        int64_t months = m.milli * months_of[m.unit] / MILLI * direction;
        struct calendar_date d = calendar_date_of(*day);
        int64_t n = (int64_t)d.year * 12 + d.month - 1 + months;
        if (n < 12 || n >= ((int64_t)YEAR_MOST + 1) * 12) return false;
        int most = calendar_month_days((int32_t)(n / 12), (int)(n % 12) + 1);
        *day = calendar_day((int32_t)(n / 12), (int)(n % 12) + 1, d.day < most ? d.day : most);
        return true;
    }
    int64_t days = m.milli * (m.unit == UNIT_WEEK || m.unit == UNIT_WEEKEND ? 7 : 1) / MILLI * direction;
    if (m.unit < UNIT_DAY) return false;
    *day += (int32_t)days;
    int32_t year = days < -DAYS_MOST || days > DAYS_MOST ? 0 : calendar_date_of(*day).year;
    return year >= 1 && year <= YEAR_MOST;
}

/* "An hour ago": told to the minute where the publication is, else the day is all that can be said. */
static void resolve_hours(const struct time_phrase *p, const struct time_context *c, char value[TIME_VALUE_MOST])
{
    static const int seconds_of[] = { [UNIT_SECOND] = 1, [UNIT_MINUTE] = 60, [UNIT_HOUR] = 3600 };
    const struct time_anchor *from = anchor_of(p, c, UNIT_DAY);
    int64_t by = 0, at = c->clock;
    for (int k = 0; k < p->measures; k++)
        if (p->measure[k].unit <= UNIT_HOUR) by += p->measure[k].milli * seconds_of[p->measure[k].unit] / MILLI;
    if (!from->known || by > (int64_t)DAYS_MOST) {
        time_write_reference(value, p->direction < 0 ? REFERENCE_PAST : REFERENCE_FUTURE);
        return;
    }
    if (at < 0 || from != &c->published) {
        time_write_period(value, UNIT_DAY, from->day);
        return;
    }
    at += by * p->direction;
    int64_t days = at < 0 ? -((-at + 86399) / 86400) : at / 86400;
    struct time_phrase clock = *p;
    clock.clock = (int32_t)(at - days * 86400);
    time_write_period(value, UNIT_DAY, from->day + (int32_t)days);
    time_write_clock(value, &clock);
}

static void resolve_shift(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    if (p->unit < UNIT_DAY) {
        resolve_hours(p, c, value);
        return;
    }
    const struct time_anchor *from = anchor_of(p, c, p->unit);
    int32_t day = from->day;
    bool known = from->known;
    for (int k = 0; k < p->measures && known; k++) known = move(&day, p->measure[k], p->direction);
    if (!known) {
        bool still = p->measures && !p->measure[0].milli;
        time_write_reference(value, still ? REFERENCE_PRESENT : p->direction < 0 ? REFERENCE_PAST : REFERENCE_FUTURE);
        return;
    }
    enum time_unit unit = p->weekday ? UNIT_DAY : p->unit;
    if (p->weekday) day += p->weekday - calendar_weekday(day);
    if (unit == UNIT_YEAR && p->measure[0].milli % MILLI) unit = UNIT_MONTH;
    time_write_period(value, unit, day);
    if (p->fiscal && unit == UNIT_YEAR) {
        char year[TIME_VALUE_MOST];
        memcpy(year, value, TIME_VALUE_MOST);
        snprintf(value, TIME_VALUE_MOST, "FY%.8s", year);
    }
    time_write_clock(value, p);
    remember(c, unit, day);
}

/* ---- Sets --------------------------------------------------------------------------------------------------------------------------- */

static void resolve_set(const struct time_phrase *p, char value[TIME_VALUE_MOST])
{
    if (p->measures) {
        time_write_duration(value, p);
        return;
    }
    if (p->weekday)
        snprintf(value, TIME_VALUE_MOST, "XXXX-WXX-%d", p->weekday % 10);
    else if (p->month)
        snprintf(value, TIME_VALUE_MOST, "XXXX-%02d", p->month % 100);
    else if (p->part == PART_SEASON)
        time_write_season(value, 0, false, (enum season)p->part_value);
    else if (p->unit == UNIT_WEEKEND)
        snprintf(value, TIME_VALUE_MOST, "XXXX-WXX-WE");
    else
        snprintf(value, TIME_VALUE_MOST, "XXXX-XX-XX");
    time_write_clock(value, p);
}

enum time_type time_resolve(const struct time_phrase *p, struct time_context *c, char value[TIME_VALUE_MOST])
{
    switch (p->kind) {
    case PHRASE_DURATION: time_write_duration(value, p); return TIME_TYPE_DURATION;
    case PHRASE_SET: resolve_set(p, value); return TIME_TYPE_SET;
    case PHRASE_REFERENCE: {
        bool told = p->from_mention && c->verb.tense != TENSE_FUTURE; /* "a few weeks later": later than what is past */
        time_write_reference(value, told ? REFERENCE_PAST : p->reference);
        return TIME_TYPE_DATE;
    }
    case PHRASE_SHIFT: resolve_shift(p, c, value); return p->clock >= 0 || p->daypart || p->unit < UNIT_DAY ? TIME_TYPE_TIME : TIME_TYPE_DATE;
    default: resolve_point(p, c, value); return p->clock >= 0 || p->daypart ? TIME_TYPE_TIME : TIME_TYPE_DATE;
    }
}
