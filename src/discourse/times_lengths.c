/* times_lengths.c: numbers of units: how long ("three months", "the past few weeks"), how far ("two years ago", "a day later"), how often
 * ("every day", "twice a week").
 *
 *   length   approximator? (determiner which)? quantity extent* unit ((and|,) quantity unit)? (or so)? way?
 *   way      ago | from now | earlier | later | before | after
 *
 * A unit alone is a length only where the language asks for one: "for weeks" but not "the weeks", "within a year" but not "40,000 barrels a
 * day", which TIDES calls a rate. Ages are no durations in TimeBank; they are read to be passed over. */
#include "discourse/times_phrases.h"

enum { MILLI = 1000 };

static bool is_unit(const struct time_words *w, uint32_t i, bool plural) { return time_kind(w, i) == (plural ? TIME_UNITS : TIME_UNIT); }

static void set_unit(struct measure *m, const struct time_word *unit)
{
    m->unit = (enum time_unit)unit->value;
    if (unit->more) m->milli *= unit->more; /* a fortnight is two weeks */
}

/* "consecutive", "more", "full": at most two of them. */
static uint32_t extent_skip(const struct time_words *w, uint32_t i)
{
    uint32_t end = i;
    while (end < i + 2 && (time_kind(w, end) == TIME_EXTENT || time_kind(w, end) == TIME_MORE || time_kind(w, end) == TIME_LONG)) end++;
    return end;
}

/* "half an hour", "a half-hour", "quarter-century", "a quarter of a century". */
static uint32_t fraction_read(const struct time_words *w, uint32_t i, struct measure *m)
{
    uint32_t j = i + (time_kind(w, i) == TIME_A);
    bool half = time_kind(w, j) == TIME_HALF, quarter = is_unit(w, j, false) && time_word_at(w, j)->value == UNIT_QUARTER;
    if (!half && !quarter) return 0;
    *m = (struct measure){ .milli = half ? MILLI / 2 : MILLI / 4 };
    bool of = time_kind(w, j + 1) == TIME_OF;
    uint32_t unit = time_hyphen_skip(w, j + 1 + of);
    bool a = time_kind(w, unit) == TIME_A;
    unit += a;
    if (!is_unit(w, unit, false) || (quarter && !a && time_kind(w, unit - 1) != TIME_HYPHEN) || (of && !a)) return 0;
    set_unit(m, time_word_at(w, unit));
    return m->unit == UNIT_QUARTER || m->unit <= UNIT_SECOND ? 0 : unit + 1;
}

/* "two to", "10-", "three or": the first part of a range of lengths. */
static uint32_t range_start_skip(const struct time_words *w, uint32_t i)
{
    int64_t milli;
    uint32_t j = time_number_read(w, i, &milli);
    if (!j) return i;
    uint32_t k = time_hyphen_skip(w, j);
    if (time_kind(w, k) == TIME_TO || time_kind(w, k) == TIME_OR) k = time_hyphen_skip(w, k + 1);
    return k > j && time_number_read(w, k, &milli) ? k : i;
}

/* "20 more years", "five-year", "five year", "several months", "an hour and a half". */
static uint32_t measure_read(const struct time_words *w, uint32_t i, struct measure *m)
{
    uint32_t j = fraction_read(w, i, m);
    if (j) return j;
    j = time_quantity_read(w, range_start_skip(w, i), &m->milli, &m->vague);
    if (!j) return 0;
    uint32_t k = extent_skip(w, j);
    bool hyphen = k == j && time_kind(w, j) == TIME_HYPHEN;
    k += hyphen;
    const struct time_word *unit = time_word_at(w, k);
    if (unit->kind != TIME_UNITS && (unit->kind != TIME_UNIT || m->vague)) return 0;
    bool second = unit->kind == TIME_UNIT && unit->value == UNIT_SECOND && !hyphen && m->milli == MILLI; /* "one second thought" */
    bool quarters = unit->value == UNIT_QUARTER && (hyphen || k == j);                                   /* "three-quarters of them" */
    if (second || quarters) return 0;
    set_unit(m, unit);
    return k + 1;
}

/* ---- What goes before ------------------------------------------------------------------------------------------------------ */

static bool before_a_length(enum time_word_kind k)
{
    return (time_is_preposition(k) && k != TIME_ON && k != TIME_BY && k != TIME_TO) || k == TIME_THAN || k == TIME_LASTED || k == TIME_LEAST;
}

/* "the past three months", "its first nine months", "the coming weeks", "the past year"; the reference where no number says how many. */
static uint32_t determined_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = i;
    int ordinal;
    enum time_word_kind before = time_kind_before(w, i);
    bool the = time_kind(w, j) == TIME_THE || time_kind(w, j) == TIME_THESE;
    j += the;
    if (time_kind(w, j) == TIME_THIS && time_kind(w, j + 1) == TIME_PAST) j++;
    enum time_word_kind which = time_kind(w, j);
    if (time_word_is(w, j, "latest")) return 0;
    uint32_t ordinal_end = time_ordinal_read(w, j, &ordinal);
    if (ordinal_end || time_word_is(w, j, "final")) {
        j = ordinal_end ? ordinal_end : j + 1;
    } else if (which == TIME_LAST || which == TIME_PAST || which == TIME_NEXT || which == TIME_COMING || which == TIME_PREVIOUS ||
               which == TIME_FOLLOWING || which == TIME_RECENT || which == TIME_FUTURE) {
        j++;
        ordinal_end = 0;
    } else if (the && is_unit(w, j, true) && time_word_at(w, j)->value >= UNIT_DAY && time_word_at(w, j)->value != UNIT_QUARTER) {
        bool frame = before == TIME_OVER || before == TIME_IN || before == TIME_DURING || before == TIME_UNTIL; /* "over the years" */
        p->measure[0] = (struct measure){ .unit = (enum time_unit)time_word_at(w, j)->value, .vague = true };
        return frame && time_kind(w, i) == TIME_THE ? j + 1 : 0;
    } else {
        return 0;
    }
    struct measure *m = &p->measure[0];
    if (time_kind(w, j) == TIME_FEW) {
        m->vague = true;
        j = extent_skip(w, j + 1);
        if (!is_unit(w, j, true)) return 0;
        set_unit(m, time_word_at(w, j));
        return j + 1;
    }
    uint32_t end = measure_read(w, j, m);
    if (end) return is_unit(w, end - 1, true) || m->milli < MILLI ? end : 0;
    if (ordinal_end || time_word_is(w, j - 1, "final")) return 0;
    j = extent_skip(w, j);
    const struct time_word *unit = time_word_at(w, j);
    *m = (struct measure){ .milli = MILLI, .unit = (enum time_unit)unit->value, .vague = unit->kind == TIME_UNITS };
    if (unit->kind == TIME_UNITS && unit->value == UNIT_QUARTER) return 0;
    if (unit->kind == TIME_UNITS) {
        if (which == TIME_COMING || which == TIME_NEXT || which == TIME_FUTURE || which == TIME_PREVIOUS) {
            p->kind = PHRASE_REFERENCE;
            p->reference = which == TIME_PREVIOUS ? REFERENCE_PAST : REFERENCE_FUTURE;
        }
        return j + 1;
    }
    /* "Over the last year" is a length, "the last year of his life" none, "last year" a date. */
    bool span =
        before == TIME_OVER || before == TIME_IN || before == TIME_DURING || before == TIME_FOR || before == TIME_WITHIN || before == TIME_ABOUT;
    bool last = the && span && (which == TIME_LAST || which == TIME_NEXT);
    return unit->kind == TIME_UNIT && unit->value != UNIT_WEEKEND && (which == TIME_PAST || last) ? j + 1 : 0;
}

/* Whether "40,000 barrels a day", "$5 a month", "once a year" has its number shortly before the "a". */
static bool is_rate(const struct time_words *w, uint32_t i)
{
    for (uint32_t j = i - 1; j + 4 >= i && j < w->n; j--) {
        enum time_word_kind k = time_kind(w, j);
        if (k == TIME_NUMERAL || k == TIME_CARDINAL || k == TIME_SCALE || k == TIME_SYMBOL || k == TIME_ONCE || k == TIME_TIMES || k == TIME_COUNTED)
            return true;
        if (k == TIME_END || k == TIME_COMMA || time_is_preposition(k)) return false;
    }
    return false;
}

/* "a year", "an entire week", "all day", "the whole year", "year-long", "weeks": as one measure; bare: only the context can tell. */
static uint32_t single_read(const struct time_words *w, uint32_t i, struct measure *m, bool *bare)
{
    enum time_word_kind k = time_kind(w, i);
    *m = (struct measure){ .milli = MILLI };
    *bare = true;
    if (k == TIME_UNIT_LONG) {
        m->unit = (enum time_unit)time_word_at(w, i)->value;
        *bare = false;
        return i + 1;
    }
    if (k == TIME_UNITS) {
        if (time_word_at(w, i)->value == UNIT_QUARTER) return 0;
        m->vague = true;
        set_unit(m, time_word_at(w, i));
        return i + 1;
    }
    uint32_t j = i + (k == TIME_A || k == TIME_ALL || k == TIME_THE), e = extent_skip(w, j);
    if (!is_unit(w, e, false)) return 0;
    set_unit(m, time_word_at(w, e));
    if (m->unit == UNIT_QUARTER || m->unit == UNIT_SECOND || m->unit == UNIT_WEEKEND) return 0;
    bool hyphen = time_kind(w, e + 1) == TIME_HYPHEN;
    if (j == i || hyphen) return j == i && hyphen ? e + 1 : 0; /* "day-long", "year-ago": the suffix must follow */
    if (k == TIME_ALL) *bare = false;
    if (k == TIME_THE) {
        if (e == j || !(time_word_is(w, j, "whole") || time_word_is(w, j, "entire") || time_word_is(w, j, "full"))) return 0;
        *bare = false;
    }
    return e + 1;
}

/* ---- What comes behind ----------------------------------------------------------------------------------------------------- */

static bool closes(enum time_word_kind k) { return k == TIME_END || k == TIME_COMMA || k == TIME_AND || k == TIME_OR || k == TIME_APOSTROPHE_S; }

/* Turns a length into a shift if a way stands behind it; end is where the length ends. */
static uint32_t way_read(const struct time_words *w, uint32_t end, struct time_phrase *p)
{
    uint32_t j = time_hyphen_skip(w, end);
    enum time_word_kind k = time_kind(w, j), next = time_kind(w, j + 1);
    int direction = 0;
    uint32_t out = j + 1;
    p->from_mention = false;
    if (k == TIME_AGO) {
        direction = -1;
        if (next == TIME_WEEKDAY && p->measure[0].unit == UNIT_WEEK) p->weekday = (int)time_word_at(w, out++)->value; /* "a week ago Friday" */
    } else if (k == TIME_FROM && next == TIME_NOW && j == end) {
        direction = 1;
        out++;
    } else if (k == TIME_EARLIER || k == TIME_LATER || (j == end && closes(next) && (k == TIME_BEFORE || k == TIME_AFTER))) {
        if (next == TIME_THAN) return 0;
        direction = k == TIME_EARLIER || k == TIME_BEFORE ? -1 : 1;
        p->from_mention = true;
    }
    if (!direction) return 0;
    p->kind = PHRASE_SHIFT;
    p->direction = direction;
    p->unit = p->measure[p->measures - 1].unit;
    if (p->unit > UNIT_YEAR) p->unit = UNIT_YEAR; /* "a decade ago" is a year, "last decade" is ten */
    if (p->measure[0].vague) {
        p->kind = PHRASE_REFERENCE;
        p->reference = direction < 0 ? REFERENCE_PAST : REFERENCE_FUTURE;
    }
    return out;
}

/* "a 10-year-old", "six months of age", "the age of two months". */
static bool is_age(const struct time_words *w, uint32_t i, uint32_t end)
{
    uint32_t j = time_hyphen_skip(w, end);
    if (time_kind_before(w, i) == TIME_OF && time_word_is(w, i - 2, "age")) return true;
    return time_kind(w, j) == TIME_OLD || (time_kind(w, end) == TIME_OF && time_word_is(w, end + 1, "age"));
}

/* "24 hours a day", "two days each week". */
static uint32_t per_unit_skip(const struct time_words *w, uint32_t i, struct measure *m)
{
    enum time_word_kind k = time_kind(w, i);
    if ((k != TIME_A && k != TIME_PER && k != TIME_EACH) || !is_unit(w, i + 1, false)) return 0;
    *m = (struct measure){ .milli = MILLI };
    set_unit(m, time_word_at(w, i + 1));
    return m->unit == UNIT_SECOND || m->unit == UNIT_QUARTER ? 0 : i + 2;
}

/* "Two hours and 30 minutes" is one length, "ten years, a hundred weeks" are two. */
static bool goes_into(enum time_unit small, enum time_unit large)
{
    switch (large) {
    case UNIT_YEAR: return small == UNIT_MONTH || small == UNIT_DAY;
    case UNIT_MONTH: return small == UNIT_WEEK || small == UNIT_DAY;
    case UNIT_WEEK: return small == UNIT_DAY;
    case UNIT_DAY: return small == UNIT_HOUR || small == UNIT_MINUTE;
    case UNIT_HOUR: return small == UNIT_MINUTE || small == UNIT_SECOND;
    case UNIT_MINUTE: return small == UNIT_SECOND;
    default: return false;
    }
}

static uint32_t smaller_units_read(const struct time_words *w, uint32_t end, struct time_phrase *p)
{
    while (p->measures < TIME_MEASURES_MOST && !p->measure[p->measures - 1].vague) {
        struct measure m;
        uint32_t j = time_comma_skip(w, end), next = measure_read(w, j + (time_kind(w, j) == TIME_AND), &m);
        if (!next || m.vague || !goes_into(m.unit, p->measure[p->measures - 1].unit)) break;
        p->measure[p->measures++] = m;
        end = next;
    }
    return end;
}

/* i: where the phrase begins; end: where its length ends. */
static uint32_t finish(const struct time_words *w, uint32_t i, uint32_t end, struct time_phrase *p)
{
    if (is_age(w, i, end)) {
        p->kind = PHRASE_VOID;
        return time_kind_before(w, i) == TIME_OF ? end : time_hyphen_skip(w, end) + 1;
    }
    bool half = time_kind(w, end) == TIME_AND && time_kind(w, end + 1) == TIME_A && time_kind(w, end + 2) == TIME_HALF;
    if (half && !p->measure[0].vague) {
        p->measure[0].milli += MILLI / 2;
        end += 3;
    }
    end = smaller_units_read(w, end, p);
    if (time_kind(w, end) == TIME_HYPHEN && time_kind(w, end + 1) == TIME_LONG) end += 2;
    struct measure of;
    uint32_t per = per_unit_skip(w, end, &of);
    if (per && is_unit(w, end - 1, true)) {
        p->measure[0] = of;
        p->measures = 1;
        p->kind = PHRASE_SET;
        return per;
    }
    if (time_kind(w, end) == TIME_OR && time_kind(w, end + 1) == TIME_SO) end += 2;
    uint32_t way = way_read(w, end, p);
    return way ? way : end;
}

uint32_t time_length_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = time_approximator_skip(w, i), end;
    bool bare = false;
    p->kind = PHRASE_DURATION;
    p->measures = 1;
    end = j == i ? determined_read(w, i, p) : 0; /* the "over" of "over the past week" is a preposition */
    if (end) return p->kind == PHRASE_REFERENCE ? end : finish(w, i, end, p);
    end = measure_read(w, j, &p->measure[0]);
    if (end == j + 2 && time_word_is(w, j, "one") && time_word_is(w, end - 1, "day") && !before_a_length(time_kind_before(w, i)) && j == i)
        bare = true; /* "one day he may" */
    if (end && time_kind(w, j) == TIME_SOME && !before_a_length(time_kind_before(w, i))) bare = true;
    if (!end && !(end = single_read(w, j, &p->measure[0], &bare))) return 0;
    uint32_t finished = finish(w, i, end, p);
    if (!bare || p->kind != PHRASE_DURATION) return finished;
    /* Nothing behind it says that it is a length. */
    enum time_word_kind before = time_kind_before(w, i), behind = time_kind(w, finished);
    if (finished == end && is_unit(w, j, false)) return 0;
    if (p->measure[0].vague) {
        bool follows = finished > end || behind == TIME_AFTER || behind == TIME_BEFORE ||
                       (behind == TIME_OF && before != TIME_THE && before != TIME_EARLY && p->measure[0].unit >= UNIT_HOUR);
        bool asked = before == TIME_FOR || before == TIME_WITHIN || before == TIME_IN || before == TIME_AFTER || before == TIME_LASTED || j > i;
        return follows || asked ? finished : 0;
    }
    if (finished > end || j > i) return finished;
    return (before_a_length(before) || behind == TIME_OF || behind == TIME_AFTER || behind == TIME_BEFORE) && !is_rate(w, i) ? finished : 0;
}

/* ---- Sets ------------------------------------------------------------------------------------------------------------------ */

static uint32_t every_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = i + 1;
    struct measure *m = &p->measure[0];
    p->measures = 1;
    m->milli = MILLI;
    if (time_word_is(w, j, "other")) {
        m->milli = 2 * MILLI;
        j++;
    } else if (time_kind(w, j) == TIME_FEW) {
        m->vague = true;
        j++;
    } else {
        uint32_t number = time_number_read(w, j, &m->milli);
        if (number)
            j = number;
        else
            m->milli = MILLI;
    }
    const struct time_word *t = time_word_at(w, j);
    if ((t->kind == TIME_UNIT && t->value != UNIT_SECOND) || (t->kind == TIME_UNITS && j > i + 1)) {
        set_unit(m, t);
        return j + 1;
    }
    p->measures = 0;
    switch (t->kind) {
    case TIME_WEEKDAY: p->weekday = (int)t->value; break;
    case TIME_MONTH: p->month = (int)t->value; break;
    case TIME_DAYPART: p->daypart = (enum daypart)t->value; break;
    case TIME_SEASON:
        p->part = PART_SEASON;
        p->part_value = (int)t->value;
        break;
    default: return 0;
    }
    if (t->kind == TIME_WEEKDAY && time_kind(w, j + 1) == TIME_DAYPART) p->daypart = (enum daypart)time_word_at(w, ++j)->value;
    return j + 1;
}

uint32_t time_set_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    int64_t milli;
    uint32_t times = 0;
    p->kind = PHRASE_SET;
    switch (t->kind) {
    case TIME_EACH: return every_read(w, i, p);
    case TIME_FREQUENCY:
        if ((t->flags & TIME_CAPITAL) && !(t->flags & TIME_OPENS)) return 0; /* "the Daily Mail" */
        p->measure[0] = (struct measure){ (int64_t)t->more * MILLI, (enum time_unit)t->value, false };
        p->measures = 1;
        return i + 1;
    case TIME_WEEKDAYS: p->weekday = (int)t->value; return i + 1;
    case TIME_WEEKDAY:
        if (time_kind(w, i + 1) != TIME_DAYPARTS) return 0;
        p->weekday = (int)t->value;
        p->daypart = (enum daypart)time_word_at(w, i + 1)->value;
        return i + 2;
    case TIME_UNITS:
        if (t->value != UNIT_WEEKEND) return 0;
        p->unit = UNIT_WEEKEND;
        return i + 1;
    case TIME_ONCE: times = i + 1; break;
    case TIME_SEVERAL:
    case TIME_A:
    case TIME_NUMERAL:
    case TIME_CARDINAL: {
        bool vague;
        uint32_t j = time_quantity_read(w, i, &milli, &vague);
        if (!j || time_kind(w, j) != TIME_TIMES) return 0;
        times = j + 1;
        break;
    }
    default: return 0;
    }
    p->measures = 1;
    return per_unit_skip(w, times, &p->measure[0]);
}
