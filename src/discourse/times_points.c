/* times_points.c: the clock, the parts of the day, and how they stand with a date.
 *
 *   point    modifier? (date (daypart | ,? at? clock)? | clock (,? on? date | in the daypart)? | daypart (of date)?)
 *   modifier early | late | mid | earlier | later | the end of | ...
 *   clock    about? (7:15 | 7 | seven | seven thirty) (a.m. | p.m. | o'clock)? zone? | noon | midnight | 1600 GMT
 *
 * TIDES leaves prepositions out of an expression's extent and takes determiners in. */
#include "discourse/times_phrases.h"

enum { MILLI = 1000, HOUR = 3600, MINUTE = 60 };

/* ---- The clock ------------------------------------------------------------------------------------------------------------- */

static bool before_a_clock(const struct time_words *w, uint32_t i)
{
    enum time_word_kind k = time_kind_before(w, i);
    if (k == TIME_TO) return time_kind(w, i - 3) == TIME_FROM || time_kind(w, i - 4) == TIME_FROM; /* "from 9:30 to 10:45", not "2:1 to 3:1" */
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

/* "thirty", "forty-five", "oh five" behind an hour in words: its minutes. */
static uint32_t spelled_minutes_read(const struct time_words *w, uint32_t i, int32_t *seconds)
{
    bool oh = time_word_is(w, i, "oh");
    int64_t milli;
    uint32_t end = time_kind(w, i + oh) == TIME_CARDINAL ? time_number_read(w, i + oh, &milli) : 0;
    if (!end || milli % MILLI || milli >= 60 * MILLI || (milli < 10 * MILLI) != oh) return 0;
    *seconds = (int32_t)(milli / MILLI) * MINUTE;
    return end;
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
        bool day =
            next->kind == TIME_WEEKDAY || next->kind == TIME_DAY || next->kind == TIME_MONTH || next->kind == TIME_ON || next->kind == TIME_ZONE;
        if (!p->certain && !day && !before_a_clock(w, i)) return 0;
        p->clock = hour * HOUR;
        return zone_skip(w, i + 1, p);
    }
    if (t->kind == TIME_CLOCK) {
        hour = t->value / HOUR, rest = t->value % HOUR;
        p->seconds = t->more != 0;
    } else if (t->kind == TIME_NUMERAL && t->digits == 4 && t->value < 2400 && t->value % 100 < 60 &&
               (next->kind == TIME_ZONE || (before_a_clock(w, i) && time_word_is(w, i + 1, "hours")))) {
        p->clock = t->value / 100 * HOUR + t->value % 100 * MINUTE;
        return next->kind == TIME_ZONE ? zone_skip(w, i + 1, p) : i + 2;
    } else if (t->kind == TIME_NUMERAL && !t->digits && t->more % 10 == 0 && t->more / 10 < 60 && next->kind == TIME_MERIDIEM) {
        rest = t->more / 10 * MINUTE; /* "7.30 p.m." */
    } else if ((t->kind != TIME_CARDINAL && t->kind != TIME_NUMERAL) || t->value > 12) {
        return 0;
    }
    uint32_t j = i + 1, oclock = j + (time_kind(w, j) == TIME_HYPHEN);
    uint32_t spelled = t->kind == TIME_CARDINAL ? spelled_minutes_read(w, j, &rest) : 0;
    bool told = t->kind == TIME_CLOCK || (spelled && before == TIME_AT && time_kind(w, spelled) != TIME_OTHER && time_kind(w, spelled) != TIME_UNITS);
    if (spelled && !told && time_kind(w, spelled) != TIME_MERIDIEM) return 0;
    if (spelled) j = spelled;
    if (!told && time_kind(w, oclock) == TIME_OCLOCK) {
        told = true;
        j = oclock + 1;
    }
    if (time_kind(w, j) == TIME_MERIDIEM) {
        hour = hour_of(hour, time_word_at(w, j)->value);
        j++;
    } else {
        uint32_t zone = zone_skip(w, j, p);
        bool day = time_kind(w, j) == TIME_ON || time_kind(w, j) == TIME_WEEKDAY || time_kind(w, j) == TIME_DAY || time_kind(w, j) == TIME_TONIGHT;
        bool asked = p->certain || zone > j || day || before_a_clock(w, i) || time_kind(w, j - 1) == TIME_OCLOCK;
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
    uint32_t j = time_comma_skip(w, end);
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
    uint32_t j = time_comma_skip(w, end);
    bool comma = j > end;
    j += time_kind(w, j) == TIME_ON;
    if (comma && time_kind(w, j) != TIME_WEEKDAY && time_kind(w, j) != TIME_MONTH) return end;
    struct time_phrase day = time_phrase_blank(PHRASE_POINT);
    uint32_t day_end = time_date_read(w, j, &day);
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
    uint32_t j = time_the_skip(w, i);
    bool part = p->certain, hours = part && time_word_is(w, j, "hours");
    if (time_kind(w, j) != TIME_DAYPART && !hours) return 0;
    enum daypart daypart = hours ? DAYPART_MORNING : (enum daypart)time_word_at(w, j)->value; /* "the early hours of Friday" */
    if ((j > i || part) && time_kind(w, j + 1) == TIME_OF) {
        struct time_phrase day = time_phrase_blank(PHRASE_POINT);
        uint32_t end = time_date_read(w, j + 2, &day);
        if (end && is_day(&day)) {
            *p = day;
            p->daypart = daypart;
            return end;
        }
    }
    if (hours) return 0;
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
    if ((end = time_date_read(w, i, p)) != 0) return time_of_day_read(w, end, p);
    *p = blank;
    return daypart_read(w, i, p);
}

/* What comes before a point and belongs to it: "early", "the end of", "later" (this week). i where nothing does. */
static uint32_t modifier_skip(const struct time_words *w, uint32_t i)
{
    uint32_t j = time_the_skip(w, i);
    enum time_word_kind next = time_kind(w, i + 1);
    switch (time_kind(w, j)) {
    case TIME_PART: {
        uint32_t first = time_kind_before(w, j) == TIME_THE ? j - 1 : j;
        bool idiom =
            time_kind_before(w, first) == TIME_AT && time_word_is(w, j + 2, "the") && time_word_is(w, j + 3, "day"); /* "at the end of the day" */
        return time_kind(w, j + 1) == TIME_OF && !idiom ? j + 2 : i;
    }
    case TIME_EARLY:
        if (time_word_is(w, j + 1, "part") && time_kind(w, j + 2) == TIME_OF) return j + 3;
        if (time_kind(w, j + 1) == TIME_HYPHEN && time_kind(w, j + 2) == TIME_DAYPART && !time_word_is(w, j, "mid"))
            return i; /* "late-night talks": of any night */
        return time_hyphen_skip(w, j + 1);
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
