/* times_relative.c: times told from the present or from a time told before.
 *
 *   which unit    last week, this year, the previous month, the following day
 *   which name    last May, next Friday, this summer, that night
 *   the unit      the weekend; for the year; later in the day
 *   beside        the day before, the night after
 *   ordinal day   the second day, the first week of March
 *
 * "Over the last year" is left to the lengths, "the last year of his life" to nobody. */
#include "discourse/times_phrases.h"

enum { MILLI = 1000 };

void time_set_shift(struct time_phrase *p, enum time_unit unit, int amount)
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
    case TIME_FOLLOWING: /* without "the" it is a preposition */
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
uint32_t time_relative_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    bool the = time_kind(w, i) == TIME_THE;
    enum time_word_kind said = time_kind(w, i + the);
    uint32_t j = which_read(w, i, p);
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
        if (unit == UNIT_WEEKEND && !p->from_mention) {
            p->unit = unit;
            return j + 1;
        }
        if (unit == UNIT_YEAR && time_kind(w, j + 1) == TIME_APOSTROPHE_S) {
            struct time_phrase part = *p;
            uint32_t end = time_ordinal_part_read(w, j + 2, &part);
            if (end && part.part) {
                *p = part;
                p->year_kind = YEAR_RELATIVE;
                p->year = amount;
                return end;
            }
        }
        time_set_shift(p, unit, amount);
        return j + 1;
    }
    case TIME_DAYPART:
        if ((t->flags & TIME_CAPITAL) && !(t->flags & TIME_SHOUTED) && !time_flag(w, i, TIME_OPENS) && time_flag(w, i - 1, TIME_CAPITAL)) return 0;
        time_set_shift(p, UNIT_DAY, amount);
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
        return time_season_read(w, j, p);
    case TIME_HOLIDAY: return time_holiday_read(w, j, p);
    default: return 0;
    }
}

/* "the day before", "the week after", "the night before"; "the day before yesterday". */
uint32_t time_beside_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = time_the_skip(w, i);
    const struct time_word *t = time_word_at(w, j);
    enum time_word_kind way = time_kind(w, j + 1);
    int amount = way == TIME_BEFORE || way == TIME_EARLIER ? -1 : way == TIME_AFTER || way == TIME_LATER ? 1 : 0;
    if (!amount || (t->kind != TIME_UNIT && t->kind != TIME_DAYPART) || (t->kind == TIME_UNIT && t->value < UNIT_DAY)) return 0;
    const struct time_word *from = time_word_at(w, j + 2);
    if (t->kind == TIME_UNIT && t->value == UNIT_DAY && from->kind == TIME_DAY) {
        time_set_shift(p, UNIT_DAY, amount + (int)from->value);
        return j + 3;
    }
    if (j == i) return 0;
    time_set_shift(p, t->kind == TIME_UNIT ? (enum time_unit)t->value : UNIT_DAY, amount);
    if (t->kind == TIME_DAYPART) p->daypart = (enum daypart)t->value;
    p->from_mention = true;
    bool event = from->kind == TIME_THE || from->kind == TIME_A || from->kind == TIME_HIS || from->kind == TIME_OTHER;
    return event && way != TIME_EARLIER && way != TIME_LATER ? j + 1 : j + 2;
}

/* "the year", "the weekend", where a preposition or a part before it says that this one is meant: "for the year", "later in the day". */
uint32_t time_the_unit_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
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
    if (time_word_is(w, j + 1, "ended") || time_word_is(w, j + 1, "ending")) { /* "for the quarter ended Dec. 31" */
        p->kind = PHRASE_DURATION;
        p->measures = 1;
        p->measure[0] = (struct measure){ MILLI, unit, false };
        return j + 1;
    }
    time_set_shift(p, unit, 0);
    p->fiscal = fiscal;
    if (unit == UNIT_WEEKEND) {
        p->kind = PHRASE_POINT;
        p->which = WHICH_TENSE;
    }
    return j + 1;
}

/* "the second day", "the third consecutive day": in the news, the day that it tells of. */
uint32_t time_ordinal_day_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    int ordinal;
    uint32_t j = i + (time_kind(w, i) == TIME_THE || time_kind(w, i) == TIME_A), end = time_ordinal_read(w, j, &ordinal);
    bool last = !end && time_kind(w, j) == TIME_LAST;
    if (last) end = j + 1;
    if (!end) return 0;
    bool extent = time_kind(w, end) == TIME_EXTENT;
    end += extent;
    const struct time_word *t = time_word_at(w, end);
    if (t->kind != TIME_UNIT) return 0;
    if (time_kind(w, end + 1) == TIME_OF && t->value >= UNIT_DAY && t->value <= UNIT_MONTH) { /* "the first week of March" */
        p->certain = true;
        uint32_t of = time_date_read(w, end + 2, p);
        if (of && p->kind == PHRASE_POINT && (p->month || p->year_kind || p->part) && !p->day && !p->weekday) return of;
    }
    *p = time_phrase_blank(PHRASE_POINT);
    if (t->value != UNIT_DAY || last || (ordinal == 1 && !extent)) return 0; /* "the first day" is one of many */
    time_set_shift(p, UNIT_DAY, 0);
    return end + 1;
}
