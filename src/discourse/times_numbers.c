/* times_numbers.c: numbers in figures and words, and the years among them.
 *
 * A year in figures is a number like any other, so what stands around it decides: "in 1901", "the 1996 campaign", but "2000 troops", "Route
 * 1941". The further a number lies from our own time, the more it has to be asked for. */
#include "discourse/times_phrases.h"

enum { MILLI = 1000 };
static const int64_t milli_most = (int64_t)1 << 40;

/* "seven", "seventy", "seventy-seven", "seventy seven". */
static uint32_t small_read(const struct time_words *w, uint32_t i, int32_t *value)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind != TIME_CARDINAL) return 0;
    *value = t->value;
    uint32_t units = i + (time_kind(w, i + 1) == TIME_HYPHEN ? 2 : 1);
    const struct time_word *u = time_word_at(w, units);
    if (t->value < 20 || u->kind != TIME_CARDINAL || u->value > 9) return i + 1;
    *value += u->value;
    return units + 1;
}

/* "and a half", "-and-a-half", "½" behind a number. */
static uint32_t half_skip(const struct time_words *w, uint32_t i)
{
    uint32_t j = i;
    if (time_kind(w, j) == TIME_HALF && !time_word_is(w, j, "half")) return j + 1;
    if (time_kind(w, j) == TIME_HYPHEN) j++;
    if (time_kind(w, j++) != TIME_AND) return i;
    if (time_kind(w, j) == TIME_HYPHEN) j++;
    if (time_kind(w, j) == TIME_A) j++;
    if (time_kind(w, j) == TIME_HYPHEN) j++;
    return time_kind(w, j) == TIME_HALF ? j + 1 : i;
}

uint32_t time_number_read(const struct time_words *w, uint32_t i, int64_t *milli)
{
    const struct time_word *t = time_word_at(w, i);
    int32_t small = 0;
    uint32_t j = i + 1;
    if (t->kind == TIME_NUMERAL) {
        *milli = (int64_t)t->value * MILLI + t->more;
    } else if (t->kind == TIME_A && time_kind(w, i + 1) == TIME_SCALE) {
        *milli = MILLI;
    } else if ((j = small_read(w, i, &small)) != 0) {
        *milli = (int64_t)small * MILLI;
    } else {
        return 0;
    }
    for (int k = 0; k < 3 && time_kind(w, j) == TIME_SCALE; k++, j++) {
        *milli *= time_word_at(w, j)->value;
        if (*milli > milli_most) *milli = milli_most;
        uint32_t more = small_read(w, j + 1 + (time_kind(w, j + 1) == TIME_AND), &small);
        if (more && time_kind(w, more) != TIME_SCALE) {
            *milli += (int64_t)small * MILLI;
            j = more - 1;
        }
    }
    uint32_t half = half_skip(w, j);
    if (half > j) *milli += MILLI / 2;
    return half;
}

uint32_t time_quantity_read(const struct time_words *w, uint32_t i, int64_t *milli, bool *vague)
{
    uint32_t j = time_number_read(w, i, milli);
    *vague = !j;
    if (j) return j;
    *milli = 0;
    j = i + (time_kind(w, i) == TIME_A);
    switch (time_kind(w, j)) {
    case TIME_FEW: return j + 1;
    case TIME_SEVERAL: return j == i ? j + 1 : 0;
    case TIME_DOZENS: return j == i && time_kind(w, j + 1) == TIME_OF ? j + 2 : 0;
    case TIME_SOME: return j == i ? j + 1 : 0;
    case TIME_SYMBOL: return j > i && time_word_is(w, j, "number") && time_kind(w, j + 1) == TIME_OF ? j + 2 : 0;
    case TIME_COUPLE:
        *milli = 2 * MILLI;
        *vague = false;
        return j + 1 + (time_kind(w, j + 1) == TIME_OF);
    default: return 0;
    }
}

uint32_t time_approximator_skip(const struct time_words *w, uint32_t i)
{
    enum time_word_kind next = time_kind(w, i + 1);
    switch (time_kind(w, i)) {
    case TIME_ABOUT:
    case TIME_OVER: return i + 1;
    case TIME_RIGHT: return next == TIME_OVER ? i + 2 : i;
    case TIME_SOME: return next == TIME_NUMERAL || next == TIME_CARDINAL ? i + 1 : i;
    case TIME_MORE: return next == TIME_THAN ? i + 2 : i;
    case TIME_AT: return next == TIME_LEAST ? i + 2 : i;
    case TIME_UP: return next == TIME_TO ? i + 2 : i;
    default: return i;
    }
}

uint32_t time_ordinal_read(const struct time_words *w, uint32_t i, int *value)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind == TIME_ORDINAL) {
        *value = (int)t->value;
        return i + 1;
    }
    if (time_word_is(w, i, "second")) {
        *value = 2;
        return i + 1;
    }
    uint32_t j = time_hyphen_skip(w, i + 1);
    const struct time_word *u = time_word_at(w, j);
    if (t->kind != TIME_CARDINAL || t->value < 20) return 0;
    bool second = j > i + 1 && time_word_is(w, j, "second"); /* "twenty second" is twenty seconds */
    if (!second && (u->kind != TIME_ORDINAL || u->value > 9)) return 0;
    *value = (int)(t->value + (second ? 2 : u->value));
    return j + 1;
}

/* ---- Years --------------------------------------------------------------------------------------------------------------- */

/* "nineteen ninety-six", "nineteen oh five", "twenty twelve"; "two thousand five" only behind a preposition, since troops may follow. */
static uint32_t spelled_year_read(const struct time_words *w, uint32_t i, bool certain, int32_t *year)
{
    const struct time_word *t = time_word_at(w, i);
    int32_t rest = 0;
    if (t->kind != TIME_CARDINAL) return 0;
    if (t->value == 2 && time_word_is(w, i + 1, "thousand") && certain) {
        uint32_t end = small_read(w, i + 2 + (time_kind(w, i + 2) == TIME_AND), &rest);
        if (!end) end = i + 2;
        *year = 2000 + rest;
        enum time_word_kind next = time_kind(w, end);
        return next == TIME_END || next == TIME_COMMA || next == TIME_AND || time_is_preposition(next) ? end : 0;
    }
    if (t->value < 16 || t->value > 20) return 0;
    uint32_t j = i + 1 + (time_kind(w, i + 1) == TIME_HYPHEN), end;
    if (time_word_is(w, j, "oh") || time_word_is(w, j, "o")) {
        j += 1 + (time_kind(w, j + 1) == TIME_HYPHEN);
        if (!(end = small_read(w, j, &rest)) || rest > 9) return 0;
    } else if (!(end = small_read(w, j, &rest)) || rest < 10) {
        return 0;
    }
    *year = t->value * 100 + rest;
    return end;
}

static bool asks_for_a_year(enum time_word_kind before)
{
    switch (before) {
    case TIME_IN:
    case TIME_SINCE:
    case TIME_UNTIL:
    case TIME_DURING:
    case TIME_EARLY:
    case TIME_FISCAL:
    case TIME_SEASON:
    case TIME_BETWEEN: return true;
    default: return false;
    }
}

static bool determines(enum time_word_kind before)
{
    return before == TIME_THE || before == TIME_A || before == TIME_HIS || before == TIME_APOSTROPHE_S || before == TIME_THIS || before == TIME_THAT;
}

/* Whether the figures at i, four of them, are a year by what stands before and behind them. */
static bool stands_as_year(const struct time_words *w, uint32_t i, bool certain)
{
    const struct time_word *t = time_word_at(w, i), *before = time_word_at(w, i - 1), *behind = time_word_at(w, i + 1);
    if (before->kind == TIME_SYMBOL || before->kind == TIME_THAN || behind->kind == TIME_COUNTED || behind->kind == TIME_UNITS ||
        behind->kind == TIME_SCALE || behind->kind == TIME_SYMBOL || behind->kind == TIME_ZONE)
        return false;
    if (behind->kind == TIME_HYPHEN && time_kind(w, i + 2) == TIME_UNIT) return false;
    bool plural = behind->kind == TIME_OTHER && (behind->flags & TIME_PLURAL);
    certain =
        certain || asks_for_a_year(before->kind) || time_word_is(w, i - 1, "circa") || (before->kind == TIME_UNIT && before->value == UNIT_YEAR);
    bool ours = t->value >= 1900 && t->value <= 2050, near = t->value >= 1600 && t->value <= 2100;
    if (certain) return ours || !plural;
    if (plural && !determines(before->kind)) return false;
    if (!ours && (before->kind == TIME_OPEN || (time_is_preposition(before->kind) && before->kind != TIME_AT && before->kind < TIME_OVER)))
        return near && (behind->kind == TIME_END || behind->kind == TIME_COMMA || behind->kind == TIME_AND);
    if (!ours) return near && determines(before->kind) && behind->kind == TIME_OTHER;
    if (before->kind == TIME_AT || before->kind == TIME_ABOUT || before->kind == TIME_OVER || before->kind == TIME_LEAST) return false;
    return !(before->kind == TIME_OTHER && (before->flags & TIME_CAPITAL) && !(before->flags & TIME_OPENS)); /* "Windows 2000" */
}

uint32_t time_year_read(const struct time_words *w, uint32_t i, bool certain, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    int32_t spelled;
    uint32_t end = i + 1;
    p->year_kind = YEAR_NUMBER;
    p->year = t->value;
    if (t->kind == TIME_ERA && t->value > 0 && time_kind(w, i + 1) == TIME_NUMERAL && time_word_at(w, i + 1)->digits) {
        p->year = time_word_at(w, i + 1)->value;
        return p->year > 0 && p->year < 10000 ? i + 2 : 0;
    }
    if (t->kind == TIME_NUMERAL && t->digits && t->value > 0 && t->value < 10000 && time_kind(w, i + 1) == TIME_ERA) {
        p->before_christ = time_word_at(w, i + 1)->value < 0;
        return i + 2;
    }
    if (t->kind == TIME_YEAR_SHORT) {
        p->year_kind = YEAR_SHORT;
        return end;
    }
    end = spelled_year_read(w, i, certain || asks_for_a_year(time_kind_before(w, i)), &spelled);
    if (end) {
        p->year = spelled;
        return end;
    }
    return t->kind == TIME_NUMERAL && t->digits == 4 && t->value >= 1000 && t->value < 2200 && stands_as_year(w, i, certain) ? i + 1 : 0;
}
