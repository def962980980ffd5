/* times_points.c: points of the calendar and the clock, and what is told from the present ("last week", "the following day").
 *
 *   point   (early | late | mid | earlier | later | the end of)? (date (daypart | ,? at? clock)? | clock (,? on? date)? | daypart (of date)?)
 *   date    weekday (, month-day)? | month-day (,? year)? | day month year? | month (of? year)? | the? ordinal quarter (of year)? |
 *           the? season (of? year)? | year | decade | century | figures | holiday year? | today | which unit | which name
 *   which   last | this | next | the previous | the following | that | the same | ...
 *
 * TIDES leaves prepositions out of an expression's extent and takes determiners in. Names that hold a time word ("Sunday Times", "Black
 * Friday", "March on Washington") are none. */
#include "discourse/times_phrases.h"

enum { MILLI = 1000, HOUR = 3600, MINUTE = 60 };

static uint32_t comma_skip(const struct time_words *w, uint32_t i) { return i + (time_kind(w, i) == TIME_COMMA); }
static uint32_t the_skip(const struct time_words *w, uint32_t i) { return i + (time_kind(w, i) == TIME_THE); }
static uint32_t hyphen_skip(const struct time_words *w, uint32_t i) { return i + (time_kind(w, i) == TIME_HYPHEN); }

static time_reader date_read;

/* ---- The clock ------------------------------------------------------------------------------------------------------------- */

static bool before_a_clock(enum time_word_kind k)
{
    return time_is_preposition(k) && k != TIME_IN && k != TIME_OF && k != TIME_ON && k != TIME_FOR && k != TIME_DURING && k != TIME_WITHIN;
}

/* "EST", "local time", "Eastern Standard Time". */
static uint32_t zone_skip(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind == TIME_ZONE) {
        p->zone = (int16_t)t->value;
        return i + 1;
    }
    if (t->kind == TIME_OTHER && time_kind(w, i + 1) == TIME_TIME && (time_word_is(w, i, "local") || (t->flags & TIME_CAPITAL))) return i + 2;
    bool standard = time_word_is(w, i + 1, "standard") || time_word_is(w, i + 1, "daylight") || time_word_is(w, i + 1, "mean");
    return (t->flags & TIME_CAPITAL) && standard && time_kind(w, i + 2) == TIME_TIME ? i + 3 : i;
}

/* The hour of a day's first or second half; -1 if no clock shows it. */
static int32_t hour_of(int32_t hour, int32_t meridiem)
{
    if (hour > 12) return hour < 24 && meridiem == 12 ? hour : -1;
    return hour ? hour % 12 + meridiem : -1;
}

static uint32_t clock_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i), *next = time_word_at(w, i + 1);
    enum time_word_kind before = time_kind_before(w, i);
    int32_t hour = t->value, rest = 0;
    if (t->kind == TIME_HOUR_NAME) {
        bool day = next->kind == TIME_WEEKDAY || next->kind == TIME_DAY || next->kind == TIME_MONTH || next->kind == TIME_ON || next->kind == TIME_ZONE;
        if (!p->certain && !day && !before_a_clock(before)) return 0;
        p->clock = hour * HOUR;
        return zone_skip(w, i + 1, p);
    }
    if (t->kind == TIME_CLOCK) {
        hour = t->value / HOUR, rest = t->value % HOUR;
        p->seconds = t->more != 0;
    } else if (t->kind == TIME_NUMERAL && t->digits == 4 && t->value < 2400 && t->value % 100 < 60 &&
               (next->kind == TIME_ZONE || (before_a_clock(before) && time_word_is(w, i + 1, "hours")))) {
        p->clock = t->value / 100 * HOUR + t->value % 100 * MINUTE;
        return next->kind == TIME_ZONE ? zone_skip(w, i + 1, p) : i + 2;
    } else if (t->kind == TIME_NUMERAL && !t->digits && t->more % 10 == 0 && t->more / 10 < 60 && next->kind == TIME_MERIDIEM) {
        rest = t->more / 10 * MINUTE;                            /* "7.30 p.m." */
    } else if ((t->kind != TIME_CARDINAL && t->kind != TIME_NUMERAL) || t->value > 12) {
        return 0;
    }
    uint32_t j = i + 1, oclock = j + (time_kind(w, j) == TIME_HYPHEN);
    bool told = t->kind == TIME_CLOCK;
    if (time_kind(w, oclock) == TIME_OCLOCK && !told) {
        told = true;
        j = oclock + 1;
    }
    if (time_kind(w, j) == TIME_MERIDIEM) {
        hour = hour_of(hour, time_word_at(w, j)->value);
        j++;
    } else {
        uint32_t zone = zone_skip(w, j, p);
        bool day = time_kind(w, j) == TIME_ON || time_kind(w, j) == TIME_WEEKDAY || time_kind(w, j) == TIME_DAY || time_kind(w, j) == TIME_TONIGHT;
        bool asked = p->certain || zone > j || day || before_a_clock(before) || time_kind(w, j - 1) == TIME_OCLOCK;
        if (!told || !asked) return 0;
    }
    if (hour < 0) return 0;
    p->clock = hour * HOUR + rest;
    return zone_skip(w, j, p);
}

/* "8 o'clock in the evening" has its half of the day behind it. */
static void set_daypart(struct time_phrase *p, enum daypart part)
{
    if (p->clock < 0)
        p->daypart = part;
    else if (p->clock < 12 * HOUR && part >= DAYPART_AFTERNOON && !(part == DAYPART_NIGHT && p->clock < 5 * HOUR))
        p->clock += 12 * HOUR;
}

/* ---- Years, and what is told with them --------------------------------------------------------------------------------------- */

/* "last year", "this year", "the year", "that year"; behind "of", or right behind a month. */
static uint32_t relative_year_read(const struct time_words *w, uint32_t i, bool of, struct time_phrase *p)
{
    enum time_word_kind k = time_kind(w, i);
    bool the = k == TIME_THE;
    if (the) k = time_kind(w, ++i);
    uint32_t unit = i + 1;
    int shift;
    if (k == TIME_LAST || k == TIME_PREVIOUS) shift = -1;
    else if (k == TIME_THIS || k == TIME_CURRENT || k == TIME_THAT || k == TIME_SAME) shift = 0;
    else if (k == TIME_NEXT || k == TIME_FOLLOWING || k == TIME_COMING) shift = 1;
    else if (the && of) shift = 0, unit = i;
    else return 0;
    if (time_kind(w, unit) == TIME_FISCAL) p->fiscal = true, unit++;
    if (time_kind(w, unit) != TIME_UNIT || time_word_at(w, unit)->value != UNIT_YEAR) return 0;
    p->year_kind = YEAR_RELATIVE;
    p->year = shift;
    p->from_mention = k == TIME_PREVIOUS || k == TIME_FOLLOWING || k == TIME_THAT || k == TIME_SAME;
    return unit + 1;
}

/* "fiscal 1998", "fiscal year 1998", "FY98". */
static uint32_t fiscal_year_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind == TIME_FISCAL_YEAR) {
        p->year = t->value;
        p->year_kind = t->value < 100 ? YEAR_SHORT : YEAR_NUMBER;
        p->fiscal = true;
        return i + 1;
    }
    if (t->kind != TIME_FISCAL) return 0;
    uint32_t j = i + 1 + (time_kind(w, i + 1) == TIME_UNIT && time_word_at(w, i + 1)->value == UNIT_YEAR);
    uint32_t end = time_year_read(w, j, true, p);
    p->fiscal = end != 0;
    return end;
}

/* The year behind a month, quarter, season or holiday; i where there is none. */
static uint32_t year_of(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    bool of = time_kind(w, i) == TIME_OF;
    uint32_t j = i + of, end = fiscal_year_read(w, j, p);
    if (!end) end = time_year_read(w, comma_skip(w, j), true, p);
    if (!end) {
        p->year_kind = YEAR_NONE;
        end = relative_year_read(w, j, of, p);
    }
    if (!end) p->fiscal = false;
    return end ? end : i;
}

/* ---- Days and months --------------------------------------------------------------------------------------------------------- */

static uint32_t day_number_read(const struct time_words *w, uint32_t i, int *day)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind == TIME_NUMERAL && t->digits && t->digits <= 2 && t->value >= 1 && t->value <= 31 && time_kind(w, i + 1) != TIME_UNITS &&
        time_kind(w, i + 1) != TIME_COUNTED && time_kind(w, i + 1) != TIME_MERIDIEM) {
        *day = (int)t->value;
        return i + 1;
    }
    uint32_t end = time_ordinal_read(w, i, day);
    return end && *day >= 1 && *day <= 31 && time_kind(w, end) != TIME_UNIT && time_kind(w, end) != TIME_UNITS ? end : 0;
}

/* May is a minister, March a demonstration and April somebody's daughter: without a number they need a word that months stand behind. */
static bool stands_as_month(const struct time_words *w, uint32_t i, bool certain)
{
    const struct time_word *t = time_word_at(w, i), *before = time_word_at(w, i - 1), *behind = time_word_at(w, i + 1);
    if (certain || !(t->flags & TIME_NAME_TOO)) return true;
    enum time_word_kind k = before->kind;
    if (k == TIME_TITLE || behind->kind == TIME_APOSTROPHE_S) return false;
    if (k == TIME_IN || k == TIME_SINCE || k == TIME_UNTIL || k == TIME_DURING || k == TIME_EARLY || k == TIME_BETWEEN) return true;
    bool over = behind->kind == TIME_END || behind->kind == TIME_COMMA || behind->kind == TIME_AND;
    if (time_is_preposition(k)) return t->value != 5 || over;
    if ((t->flags & TIME_SHOUTED) || t->value == 5 || (before->flags & TIME_CAPITAL) || (behind->flags & TIME_CAPITAL)) return false;
    return t->value == 3 ? k == TIME_THE && !time_is_preposition(behind->kind) : k == TIME_THE || k == TIME_A || time_is_preposition(behind->kind);
}

/* "In May 15 people died": a plural behind it, and no "on" before the month, makes the number count. */
static bool counts_people(const struct time_words *w, uint32_t month, uint32_t end)
{
    return time_kind_before(w, month) == TIME_IN && time_kind(w, end - 1) == TIME_NUMERAL && time_kind(w, end) == TIME_OTHER && time_flag(w, end, TIME_PLURAL);
}

static uint32_t month_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind != TIME_MONTH) return 0;
    uint32_t j = i + 1, day = day_number_read(w, the_skip(w, j), &p->day), end;
    p->month = (int)t->value;
    if (day && counts_people(w, i, day)) day = 0;
    if (!day) p->day = 0;
    if (!day && (t->flags & TIME_SHORT) && time_word_at(w, j)->digits != 4) return 0;
    end = year_of(w, day ? day : j, p);
    if (!day && end == j && !stands_as_month(w, i, p->certain)) return 0;
    if (day && time_kind(w, day) == TIME_OPEN && time_kind(w, day + 1) == TIME_WEEKDAY) return day;
    return end;
}

/* "26 October 1998", "the 26th of October". */
static uint32_t day_month_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = day_number_read(w, i, &p->day);
    if (!j) return 0;
    j += time_kind(w, j) == TIME_OF;
    if (time_kind(w, j) != TIME_MONTH || !time_flag(w, j, TIME_CAPITAL)) return 0;
    p->month = (int)time_word_at(w, j)->value;
    return year_of(w, j + 1, p);
}

static bool is_newspaper(const struct time_words *w, uint32_t i)
{
    static const char *const names[] = { "times", "telegraph", "mirror", "express", "herald", "mail", "post", "tribune", "star", "globe", "sun",
                                         "world", "news", "magazine", "independent", "journal", "night" };
    if (!time_flag(w, i, TIME_CAPITAL) || time_flag(w, i, TIME_SHOUTED)) return false;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (time_word_is(w, i, names[k])) return true;
    return false;
}

/* "Tuesday", "Tuesday, Feb. 10", "Friday the 13th". */
static uint32_t weekday_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    uint32_t j = comma_skip(w, i + 1), end = 0;
    bool of = time_kind(w, j) == TIME_OPEN || time_kind(w, j) == TIME_THE;
    int day;
    p->weekday = (int)t->value;
    if (time_kind(w, j) == TIME_MONTH && (end = month_read(w, j, p)) != 0 && p->day) return end;
    p->month = p->day = 0;
    p->year_kind = YEAR_NONE;
    if ((end = day_month_read(w, j + (of && time_kind(w, j) == TIME_THE), p)) != 0) return end;
    p->month = p->day = 0;
    p->year_kind = YEAR_NONE;
    if ((t->flags & TIME_SHORT) || time_kind_before(w, i) == TIME_EPITHET || is_newspaper(w, i + 1)) return 0;
    end = time_kind(w, i + 1) == TIME_THE ? day_number_read(w, i + 2, &day) : 0;
    return end ? end : i + 1;
}

/* ---- Holidays ---------------------------------------------------------------------------------------------------------------- */

/* Longer names first. The names are those whose day a rule gives; a "saint" is written in two ways. */
static const struct { const char *words[4]; enum holiday holiday; } holidays[] = {
    { { "new", "year", "'s", "eve" }, HOLIDAY_NEW_YEAR_EVE },
    { { "new", "year", "'s", "day" }, HOLIDAY_NEW_YEAR },
    { { "valentine", "'s", "day", NULL }, HOLIDAY_VALENTINE },
    { { "st.", "patrick", "'s", "day" }, HOLIDAY_PATRICK },
    { { "saint", "patrick", "'s", "day" }, HOLIDAY_PATRICK },
    { { "ash", "wednesday", NULL, NULL }, HOLIDAY_ASH_WEDNESDAY },
    { { "palm", "sunday", NULL, NULL }, HOLIDAY_PALM_SUNDAY },
    { { "good", "friday", NULL, NULL }, HOLIDAY_GOOD_FRIDAY },
    { { "easter", "monday", NULL, NULL }, HOLIDAY_EASTER_MONDAY },
    { { "easter", "sunday", NULL, NULL }, HOLIDAY_EASTER },
    { { "easter", NULL, NULL, NULL }, HOLIDAY_EASTER },
    { { "halloween", NULL, NULL, NULL }, HOLIDAY_HALLOWEEN },
    { { "thanksgiving", "day", NULL, NULL }, HOLIDAY_THANKSGIVING },
    { { "thanksgiving", NULL, NULL, NULL }, HOLIDAY_THANKSGIVING },
    { { "christmas", "eve", NULL, NULL }, HOLIDAY_CHRISTMAS_EVE },
    { { "christmas", "day", NULL, NULL }, HOLIDAY_CHRISTMAS },
    { { "christmas", NULL, NULL, NULL }, HOLIDAY_CHRISTMAS },
    { { "boxing", "day", NULL, NULL }, HOLIDAY_BOXING_DAY },
};

static uint32_t holiday_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    if (time_kind(w, i) != TIME_HOLIDAY || !time_flag(w, i, TIME_CAPITAL)) return 0;
    for (size_t k = 0; k < sizeof holidays / sizeof *holidays; k++) {
        uint32_t n = 0;
        while (n < 4 && holidays[k].words[n] &&
               (time_word_is(w, i + n, holidays[k].words[n]) ||
                (holidays[k].words[n][0] == '\'' && time_kind(w, i + n) == TIME_APOSTROPHE_S)))
            n++;
        if (n < 4 && holidays[k].words[n]) continue;
        p->holiday = holidays[k].holiday;
        return year_of(w, i + n, p);
    }
    return 0;
}

/* ---- Parts of a year, decades, centuries --------------------------------------------------------------------------------------- */

static uint32_t quarter_of_year(const struct time_words *w, uint32_t end, enum part_kind part, int value, struct time_phrase *p)
{
    p->part = part;
    p->part_value = value;
    return year_of(w, end, p);
}

/* "third quarter of 1998", "third-quarter", "first half of the year", "20th century". */
static uint32_t ordinal_part_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    int ordinal;
    uint32_t j = i + (time_kind(w, i) == TIME_FISCAL), end = time_ordinal_read(w, j, &ordinal);
    if (!end) return 0;
    bool fiscal = j > i || time_kind(w, end) == TIME_FISCAL, hyphen = time_kind(w, end) == TIME_HYPHEN;
    end += hyphen || (fiscal && j == i);
    const struct time_word *unit = time_word_at(w, end);
    if (unit->kind == TIME_UNIT && unit->value == UNIT_CENTURY && ordinal <= 21) {
        p->year_kind = YEAR_CENTURY;
        p->year = ordinal - 1;
        return end + 1;
    }
    if (unit->kind == TIME_UNIT && unit->value == UNIT_QUARTER && ordinal <= 4) {
        end = quarter_of_year(w, end + 1, PART_QUARTER, ordinal, p);
        p->fiscal |= fiscal;
        return end;
    }
    if (unit->kind != TIME_HALF || ordinal > 2 || !time_word_is(w, end, "half")) return 0;
    uint32_t year = quarter_of_year(w, end + 1, PART_HALF, ordinal, p);
    return year > end + 1 || hyphen ? year : 0;                      /* "the first half" may be that of a match */
}

/* "the winter of 1994", "last summer"; "fall" and "spring" are verbs and nouns too. */
static uint32_t season_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    if (time_kind(w, i) != TIME_SEASON) return 0;
    uint32_t end = quarter_of_year(w, i + 1, PART_SEASON, (int)time_word_at(w, i)->value, p);
    if (end > i + 1 || p->certain) return end;
    bool the = time_kind_before(w, i) == TIME_THE;
    enum time_word_kind before = time_kind_before(w, the ? i - 1 : i);
    bool asked = before == TIME_IN || before == TIME_SINCE || before == TIME_UNTIL || before == TIME_DURING || before == TIME_BY || before == TIME_BETWEEN ||
                 before == TIME_AND || before == TIME_OVER;
    bool verb = time_word_is(w, i, "fall") || time_word_is(w, i, "spring");
    return asked && (!verb || (the && time_kind(w, end) != TIME_OF && time_kind(w, end) != TIME_IN)) ? end : 0;
}

static uint32_t decade_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    enum time_word_kind before = time_kind_before(w, i);
    if (t->kind == TIME_CARDINAL && t->value >= 16 && t->value <= 20 && time_kind(w, i + 1) == TIME_YEARS && time_word_at(w, i + 1)->more) {
        p->year_kind = YEAR_DECADE;                                  /* "nineteen sixties" */
        p->year = t->value * 10 + time_word_at(w, i + 1)->value;
        return i + 2;
    }
    if (t->kind != TIME_YEARS || before == TIME_HIS) return 0;       /* "in her sixties" */
    p->year_kind = t->more ? YEAR_SHORT_DECADE : YEAR_DECADE;
    p->year = t->value;
    return i + 1;
}

/* ---- From the present ---------------------------------------------------------------------------------------------------------- */

static void set_shift(struct time_phrase *p, enum time_unit unit, int amount)
{
    p->kind = PHRASE_SHIFT;
    p->unit = unit;
    p->measures = 1;
    p->measure[0] = (struct measure){ (int64_t)(amount < 0 ? -amount : amount) * MILLI, unit, false };
    p->direction = amount < 0 ? -1 : 1;
}

/* The determiner of "last week": which, and whether it looks from the time last spoken of. Returns the word behind it. */
static uint32_t which_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    bool the = time_kind(w, i) == TIME_THE;
    uint32_t j = i + the;
    enum time_word_kind k = time_kind(w, j++), next = time_kind(w, j);
    p->from_mention = false;
    switch (k) {
    case TIME_LAST: p->which = WHICH_LAST; break;
    case TIME_PAST:
        if (!the) return 0;
        p->which = WHICH_LAST;
        break;
    case TIME_THIS:
        p->which = next == TIME_PAST ? WHICH_LAST : next == TIME_COMING ? WHICH_NEXT : WHICH_THIS;
        j += p->which != WHICH_THIS;
        if (the) return 0;
        break;
    case TIME_CURRENT: p->which = WHICH_THIS; break;
    case TIME_COMING: p->which = WHICH_NEXT; break;
    case TIME_THAT:
        if (the) return 0;
        p->which = WHICH_THIS;
        p->from_mention = true;
        j += next == TIME_SAME;
        break;
    case TIME_SAME:
        p->which = WHICH_THIS;
        p->from_mention = true;
        break;
    case TIME_PREVIOUS:
        p->which = WHICH_LAST;
        p->from_mention = true;
        break;
    case TIME_NEXT:
        p->which = WHICH_NEXT;
        p->from_mention = the;
        break;
    case TIME_FOLLOWING:                                             /* without "the" it is a preposition */
        if (!the) return 0;
        p->which = WHICH_NEXT;
        p->from_mention = true;
        break;
    default: return 0;
    }
    return j;
}

static bool is_length_frame(enum time_word_kind before)
{
    return before == TIME_OVER || before == TIME_IN || before == TIME_DURING || before == TIME_FOR || before == TIME_WITHIN || before == TIME_ABOUT;
}

/* "last week", "this summer", "next Friday", "the previous day", "last year's third quarter". */
static uint32_t relative_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    bool the = time_kind(w, i) == TIME_THE;
    enum time_word_kind said = time_kind(w, i + the);
    uint32_t j = which_read(w, i, p), end;
    if (!j) return 0;
    int amount = p->which == WHICH_LAST ? -1 : p->which == WHICH_NEXT;
    const struct time_word *t = time_word_at(w, j);
    if (t->kind == TIME_FISCAL && time_kind(w, j + 1) == TIME_UNIT) {
        p->fiscal = true;
        t = time_word_at(w, ++j);
    }
    switch (t->kind) {
    case TIME_UNIT: {
        enum time_unit unit = (enum time_unit)t->value;
        if (unit < UNIT_DAY || (p->fiscal && unit != UNIT_YEAR)) return 0;
        if (unit == UNIT_DAY && (said == TIME_LAST || (said == TIME_NEXT && !the) || said == TIME_PAST || said == TIME_COMING)) return 0;
        if (said == TIME_PAST && unit != UNIT_WEEKEND) return 0;
        if (the && (said == TIME_LAST || said == TIME_NEXT) && is_length_frame(time_kind_before(w, i)) && unit != UNIT_WEEKEND) return 0;
        if (unit == UNIT_YEAR && time_kind(w, j + 1) == TIME_APOSTROPHE_S) {
            struct time_phrase part = *p;
            end = ordinal_part_read(w, j + 2, &part);
            if (end && part.part) {
                *p = part;
                p->year_kind = YEAR_RELATIVE;
                p->year = amount;
                return end;
            }
        }
        set_shift(p, unit, amount);
        return j + 1;
    }
    case TIME_DAYPART:
        if ((t->flags & TIME_CAPITAL) && !(t->flags & TIME_SHOUTED) && !time_flag(w, i, TIME_OPENS) && time_flag(w, i - 1, TIME_CAPITAL)) return 0;
        set_shift(p, UNIT_DAY, amount);
        p->daypart = (enum daypart)t->value;
        return j + 1;
    case TIME_WEEKDAY:
        if (said == TIME_THAT || (t->flags & TIME_SHORT)) return 0;
        p->weekday = (int)t->value;
        return j + 1;
    case TIME_MONTH:
        if (said == TIME_THAT || (t->flags & TIME_SHORT)) return 0;
        p->month = (int)t->value;
        return j + 1;
    case TIME_SEASON:
        if (said == TIME_THAT && (t->value == SEASON_FALL || t->value == SEASON_SPRING)) return 0;
        p->certain = true;
        return season_read(w, j, p);
    case TIME_HOLIDAY: return holiday_read(w, j, p);
    default: return 0;
    }
}

/* "the day before", "the week after", "the night before"; "the day before yesterday". */
static uint32_t beside_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = the_skip(w, i);
    const struct time_word *t = time_word_at(w, j);
    enum time_word_kind way = time_kind(w, j + 1);
    int amount = way == TIME_BEFORE || way == TIME_EARLIER ? -1 : way == TIME_AFTER || way == TIME_LATER ? 1 : 0;
    if (!amount || (t->kind != TIME_UNIT && t->kind != TIME_DAYPART) || (t->kind == TIME_UNIT && t->value < UNIT_DAY)) return 0;
    const struct time_word *from = time_word_at(w, j + 2);
    if (t->kind == TIME_UNIT && t->value == UNIT_DAY && from->kind == TIME_DAY) {
        set_shift(p, UNIT_DAY, amount + (int)from->value);
        return j + 3;
    }
    if (j == i) return 0;
    set_shift(p, t->kind == TIME_UNIT ? (enum time_unit)t->value : UNIT_DAY, amount);
    if (t->kind == TIME_DAYPART) p->daypart = (enum daypart)t->value;
    p->from_mention = true;
    bool event = from->kind == TIME_THE || from->kind == TIME_A || from->kind == TIME_HIS || from->kind == TIME_OTHER;
    return event && way != TIME_EARLIER && way != TIME_LATER ? j + 1 : j + 2;
}

/* "the year", "the weekend", where a preposition or a part before it says that this one is meant: "for the year", "later in the day". */
static uint32_t the_unit_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = i + 1;
    bool fiscal = time_kind(w, j) == TIME_FISCAL;
    j += fiscal;
    const struct time_word *t = time_word_at(w, j);
    if (time_kind(w, i) != TIME_THE || t->kind != TIME_UNIT || t->value < UNIT_DAY) return 0;
    enum time_unit unit = (enum time_unit)t->value;
    enum time_word_kind before = time_kind_before(w, i), further = time_kind_before(w, i - 1);
    bool later = before == TIME_IN && (further == TIME_LATER || further == TIME_EARLIER || further == TIME_EARLY);
    bool frame = unit > UNIT_DAY && (before == TIME_FOR || before == TIME_DURING || (before == TIME_IN && unit == UNIT_QUARTER));
    if (!p->certain && !later && !frame && unit != UNIT_WEEKEND) return 0;
    set_shift(p, unit, 0);
    p->fiscal = fiscal;
    if (unit == UNIT_WEEKEND) {
        p->kind = PHRASE_POINT;
        p->which = WHICH_TENSE;
    }
    return j + 1;
}

/* "the second day", "the third consecutive day": in the news, the day that it tells of. */
static uint32_t ordinal_day_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    int ordinal;
    uint32_t j = i + (time_kind(w, i) == TIME_THE || time_kind(w, i) == TIME_A), end = time_ordinal_read(w, j, &ordinal);
    if (!end) return 0;
    if (time_kind(w, end) == TIME_EXTENT) end++;
    const struct time_word *t = time_word_at(w, end);
    if (t->kind != TIME_UNIT) return 0;
    if (time_kind(w, end + 1) == TIME_OF) {                          /* "the first week of March" */
        p->certain = true;
        uint32_t of = date_read(w, end + 2, p);
        if (of && p->kind == PHRASE_POINT && (p->month || p->year_kind || p->part) && !p->day && !p->weekday) return of;
    }
    if (t->value != UNIT_DAY) return 0;
    set_shift(p, UNIT_DAY, 0);
    p->fiscal = false;
    return end + 1;
}

/* ---- Dates --------------------------------------------------------------------------------------------------------------------- */

static uint32_t figures_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    p->year_kind = YEAR_NUMBER;
    p->year = t->value / 10000;
    p->month = (int)(t->value / 100 % 100);
    p->day = (int)(t->value % 100);
    p->clock = t->more;
    p->zone = t->zone;
    p->seconds = t->more >= 0;
    return i + 1;
}

static uint32_t year_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    bool named = time_kind(w, i) == TIME_UNIT && time_word_at(w, i)->value == UNIT_YEAR;       /* "the year 2000" */
    return time_year_read(w, i + named, p->certain || named, p);
}

static uint32_t quarter_name_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    return quarter_of_year(w, i + 1, PART_QUARTER, (int)time_word_at(w, i)->value, p);
}

static uint32_t today_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    bool title = (t->flags & TIME_CAPITAL) && !(t->flags & TIME_OPENS) && time_kind_before(w, i) == TIME_OTHER && time_flag(w, i - 1, TIME_CAPITAL);
    if (title && !(t->flags & TIME_SHOUTED)) return 0;               /* "Psychology Today" */
    set_shift(p, UNIT_DAY, (int)t->value);
    if (t->kind == TIME_TONIGHT) p->daypart = DAYPART_NIGHT;
    return i + 1;
}

/* "year-end". */
static uint32_t unit_end_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->value < UNIT_MONTH || time_kind(w, i + 1) != TIME_HYPHEN || !time_word_is(w, i + 2, "end")) return 0;
    set_shift(p, (enum time_unit)t->value, 0);
    return i + 3;
}

/* The first of the readers, a NULL behind the last, that finds something. */
static uint32_t first_of(time_reader *const *readers, const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    bool certain = p->certain;
    for (; *readers; readers++) {
        *p = time_phrase_blank(PHRASE_POINT);
        p->certain = certain;
        uint32_t end = (*readers)(w, i, p);
        if (end) return end;
    }
    return 0;
}

/* "the third quarter", "the 1990s", "the fall of 1989", "the 26th of October"; but of "the 1996 campaign" only the year is a time. */
static uint32_t behind_the_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    static time_reader *const readers[] = { day_month_read, ordinal_part_read, decade_read, season_read, holiday_read, fiscal_year_read, NULL };
    static time_reader *const named_year[] = { year_read, NULL };
    bool year = time_kind(w, i + 1) == TIME_UNIT && time_word_at(w, i + 1)->value == UNIT_YEAR;
    return first_of(year ? named_year : readers, w, i + 1, p);
}

static uint32_t date_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    static time_reader *const figures[] = { figures_read, NULL }, *const weekday[] = { weekday_read, NULL }, *const month[] = { month_read, NULL },
                              *const season[] = { season_read, NULL }, *const holiday[] = { holiday_read, NULL }, *const decade[] = { decade_read, NULL },
                              *const quarter[] = { quarter_name_read, NULL }, *const today[] = { today_read, NULL },
                              *const fiscal[] = { fiscal_year_read, ordinal_part_read, NULL }, *const ordinal_day[] = { ordinal_day_read, NULL },
                              *const relative[] = { relative_read, NULL },
                              *const unit[] = { ordinal_part_read, year_read, unit_end_read, beside_read, ordinal_day_read, NULL },
                              *const number[] = { day_month_read, ordinal_part_read, decade_read, year_read, ordinal_day_read, NULL },
                              *const the[] = { beside_read, relative_read, ordinal_day_read, the_unit_read, behind_the_read, NULL };
    switch (time_kind(w, i)) {
    case TIME_DATE: return first_of(figures, w, i, p);
    case TIME_WEEKDAY: return first_of(weekday, w, i, p);
    case TIME_MONTH: return first_of(month, w, i, p);
    case TIME_SEASON: return first_of(season, w, i, p);
    case TIME_HOLIDAY: return first_of(holiday, w, i, p);
    case TIME_YEARS: return first_of(decade, w, i, p);
    case TIME_QUARTER_NAME: return first_of(quarter, w, i, p);
    case TIME_DAY:
    case TIME_TONIGHT: return first_of(today, w, i, p);
    case TIME_FISCAL_YEAR:
    case TIME_FISCAL: return first_of(fiscal, w, i, p);
    case TIME_UNIT: return first_of(unit, w, i, p);
    case TIME_NUMERAL:
    case TIME_CARDINAL:
    case TIME_ORDINAL:
    case TIME_ERA:
    case TIME_YEAR_SHORT: return first_of(number, w, i, p);
    case TIME_A: return first_of(ordinal_day, w, i, p);
    case TIME_THE: return first_of(the, w, i, p);
    default: return first_of(relative, w, i, p);
    }
}

/* ---- Points -------------------------------------------------------------------------------------------------------------------- */

/* Whether a time of the day may stand beside it. */
static bool is_day(const struct time_phrase *p)
{
    if (p->clock >= 0 || p->daypart) return false;
    return p->kind == PHRASE_SHIFT ? p->unit == UNIT_DAY : p->day || p->weekday || p->holiday;
}

/* "morning", "at 6 p.m.", "noon" behind a day. */
static uint32_t time_of_day_read(const struct time_words *w, uint32_t end, struct time_phrase *p)
{
    if (!is_day(p)) return end;
    if (time_kind(w, end) == TIME_DAYPART) set_daypart(p, (enum daypart)time_word_at(w, end++)->value);
    uint32_t j = comma_skip(w, end);
    j += time_kind(w, j) == TIME_AT;
    j += time_kind(w, j) == TIME_ABOUT;
    struct time_phrase clock = *p;
    clock.certain = true;
    clock.daypart = DAYPART_NONE;
    uint32_t clock_end = clock_read(w, j, &clock);
    if (!clock_end) return end;
    enum daypart part = p->daypart;
    *p = clock;
    set_daypart(p, part);
    return clock_end;
}

/* "Wednesday", "on May 3", "this morning", "in the evening" behind a clock time. */
static uint32_t day_of_clock_read(const struct time_words *w, uint32_t end, struct time_phrase *p)
{
    if (time_kind(w, end) == TIME_IN && time_kind(w, end + 1) == TIME_THE && time_kind(w, end + 2) == TIME_DAYPART) {
        set_daypart(p, (enum daypart)time_word_at(w, end + 2)->value);
        return end + 3;
    }
    uint32_t j = comma_skip(w, end);
    bool comma = j > end;
    j += time_kind(w, j) == TIME_ON;
    if (comma && time_kind(w, j) != TIME_WEEKDAY && time_kind(w, j) != TIME_MONTH) return end;
    struct time_phrase day = time_phrase_blank(PHRASE_POINT);
    uint32_t day_end = date_read(w, j, &day);
    enum daypart part = day.daypart;
    day.daypart = DAYPART_NONE;
    if (!day_end || !is_day(&day)) return end;
    day.clock = p->clock;
    day.zone = p->zone;
    day.seconds = p->seconds;
    *p = day;
    if (time_kind(w, day_end) == TIME_DAYPART) part = (enum daypart)time_word_at(w, day_end++)->value;
    set_daypart(p, part);
    return day_end;
}

/* "the morning of Feb. 6", "in the evening", "mid afternoon". */
static uint32_t daypart_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = the_skip(w, i);
    bool part = p->certain;
    if (time_kind(w, j) != TIME_DAYPART) return 0;
    enum daypart daypart = (enum daypart)time_word_at(w, j)->value;
    if (j > i && time_kind(w, j + 1) == TIME_OF) {
        struct time_phrase day = time_phrase_blank(PHRASE_POINT);
        uint32_t end = date_read(w, j + 2, &day);
        if (end && is_day(&day)) {
            *p = day;
            p->daypart = daypart;
            return end;
        }
    }
    *p = time_phrase_blank(PHRASE_POINT);
    p->daypart = daypart;
    return part || (j > i && time_kind_before(w, i) == TIME_IN) ? j + 1 : 0;
}

static uint32_t plain_point_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_phrase blank = *p;
    uint32_t end = clock_read(w, i, p);
    if (end) return day_of_clock_read(w, end, p);
    *p = blank;
    if ((end = date_read(w, i, p)) != 0) return time_of_day_read(w, end, p);
    *p = blank;
    return daypart_read(w, i, p);
}

/* What comes before a point and belongs to it: "early", "the end of", "later" (this week). i where nothing does. */
static uint32_t modifier_skip(const struct time_words *w, uint32_t i)
{
    uint32_t j = the_skip(w, i);
    enum time_word_kind next = time_kind(w, i + 1);
    switch (time_kind(w, j)) {
    case TIME_PART: {
        bool idiom = time_kind_before(w, i) == TIME_AT && time_word_is(w, j + 2, "the") && time_word_is(w, j + 3, "day");     /* "at the end of the day" */
        return time_kind(w, j + 1) == TIME_OF && !idiom ? j + 2 : i;
    }
    case TIME_EARLY:
        if (time_word_is(w, j + 1, "part") && time_kind(w, j + 2) == TIME_OF) return j + 3;
        if (time_kind(w, j + 1) == TIME_HYPHEN && time_kind(w, j + 2) == TIME_DAYPART) return i;      /* "late-night talks": of any night */
        return hyphen_skip(w, j + 1);
    case TIME_EARLIER:
    case TIME_LATER:
        return j == i && (next == TIME_THIS || next == TIME_THAT || next == TIME_SAME || next == TIME_NEXT || next == TIME_LAST || next == TIME_DAY ||
                          next == TIME_WEEKDAY || (next == TIME_THE && time_kind(w, i + 2) == TIME_SAME))
                   ? i + 1
                   : i;
    default: return i;
    }
}

uint32_t time_point_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = modifier_skip(w, i), about = time_approximator_skip(w, i);
    p->certain = j > i;
    if (j == i && about > i) {
        uint32_t end = clock_read(w, about, p);
        return end ? day_of_clock_read(w, end, p) : 0;
    }
    return plain_point_read(w, j, p);
}
