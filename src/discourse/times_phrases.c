/* times_phrases.c: which phrase begins at a word: the longest that any reader finds there, sets before points before lengths where they tie. */
#include "discourse/times_phrases.h"

static uint32_t refer(struct time_phrase *p, enum time_reference reference, uint32_t end)
{
    p->kind = PHRASE_REFERENCE;
    p->reference = reference;
    return end;
}

/* What may go on behind a noun without being described by it. */
static bool goes_on(const struct time_words *w, uint32_t i)
{
    static const char *const words[] = {
        "is",    "was",  "will", "would", "has", "had",  "may", "if",  "when", "because", "as",    "but",  "who",
        "which", "what", "we",   "he",    "she", "they", "it",  "you", "i",    "not",     "looks", "with", "without"
    };
    for (size_t k = 0; k < sizeof words / sizeof *words; k++)
        if (time_word_is(w, i, words[k])) return true;
    return false;
}

/* "the past", "the near future": nouns, so nothing that they could describe may follow. */
static uint32_t past_or_future_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = i + 1;
    enum time_word_kind before = time_kind_before(w, i);
    while (time_kind(w, j) == TIME_NEAR) j++;
    enum time_word_kind k = time_kind(w, j), next = time_kind(w, j + 1);
    bool noun = next == TIME_END || next == TIME_COMMA || next == TIME_AND || next == TIME_OR || next == TIME_BY || next == TIME_TO ||
                (time_is_preposition(next) && next != TIME_OF) || goes_on(w, j + 1);
    if (!noun || (!time_is_preposition(before) && !time_word_is(w, i - 1, "into"))) return 0;
    if (k == TIME_FUTURE) return refer(p, REFERENCE_FUTURE, j + 1);
    return k == TIME_PAST && j == i + 1 ? refer(p, REFERENCE_PAST, j + 1) : 0;
}

/* "At this time last year" is told by the year. */
static bool is_told_further(enum time_word_kind k) { return k == TIME_LAST || k == TIME_NEXT || k == TIME_DAY || k == TIME_OF; }

/* "at this point in time", "at the moment", "this crucial moment", "at that time". */
static uint32_t moment_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    enum time_word_kind k = time_kind(w, i), before = time_kind_before(w, i);
    uint32_t j = i + 1;
    if (time_kind(w, j) == TIME_OTHER && time_kind(w, j + 1) == TIME_MOMENT && k == TIME_THIS) j++;
    bool moment = time_kind(w, j) == TIME_MOMENT, time = time_kind(w, j) == TIME_TIME;
    bool point = time_word_is(w, j, "point") && before == TIME_AT;
    bool now = (time || point) && before == TIME_AT && !is_told_further(time_kind(w, j + 1));
    if (k == TIME_THIS && (moment || now)) return refer(p, REFERENCE_PRESENT, j + 1);
    if (k == TIME_THE && moment && (before == TIME_AT || before == TIME_FOR) && time_kind(w, j + 1) != TIME_OF)
        return refer(p, REFERENCE_PRESENT, j + 1);
    if (k == TIME_THAT && time && (before == TIME_AT || before == TIME_BY || before == TIME_SINCE || before == TIME_UNTIL))
        return refer(p, REFERENCE_PAST, j + 1);
    enum time_word_kind next = time_kind(w, j + 1);
    return k == TIME_THE && time && before == TIME_AT && (next == TIME_END || next == TIME_COMMA) ? refer(p, REFERENCE_PAST, j + 1) : 0;
}

/* "a long time ago", "a while ago", "moments ago"; "now and then" is no time. */
static uint32_t ago_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    uint32_t j = i + (time_kind(w, i) == TIME_A || time_kind(w, i) == TIME_SOME);
    if (j > i && time_kind(w, j) != TIME_TIME && time_kind(w, j + 1) == TIME_TIME) j++;
    bool noun = time_kind(w, j) == TIME_TIME || time_kind(w, j) == TIME_MOMENT;
    return noun && time_kind(w, j + 1) == TIME_AGO ? refer(p, REFERENCE_PAST, j + 2) : 0;
}

static bool is_now_and_then(const struct time_words *w, uint32_t i)
{
    return time_kind(w, i + 1) == TIME_AND && (time_word_is(w, i + 2, "then") || time_word_is(w, i + 2, "again"));
}

static uint32_t reference_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i), *next = time_word_at(w, i + 1);
    uint32_t end;
    switch (t->kind) {
    case TIME_REFERENCE: return refer(p, (enum time_reference)t->value, i + 1);
    case TIME_A: return ago_read(w, i, p);
    case TIME_MOMENT: return ago_read(w, i, p);
    case TIME_NOW: return next->kind == TIME_HYPHEN || next->kind == TIME_THAT || is_now_and_then(w, i) ? 0 : refer(p, REFERENCE_PRESENT, i + 1);
    case TIME_RIGHT: return next->kind == TIME_NOW ? refer(p, time_word_is(w, i, "right") ? REFERENCE_PRESENT : REFERENCE_PAST, i + 2) : 0;
    case TIME_PRESENT: return time_kind_before(w, i) == TIME_AT ? refer(p, REFERENCE_PRESENT, i + 1) : 0;
    case TIME_LONG: return next->kind == TIME_AGO ? refer(p, REFERENCE_PAST, i + 2) : 0;
    case TIME_THESE:
    case TIME_THOSE:
        if (next->kind != TIME_UNITS || next->value != UNIT_DAY) return 0;
        return refer(p, t->kind == TIME_THESE ? REFERENCE_PRESENT : REFERENCE_PAST, i + 2);
    case TIME_THE:
        if (time_word_is(w, i + 1, "other") && time_word_is(w, i + 2, "day")) return refer(p, REFERENCE_PAST, i + 3);
        if ((end = past_or_future_read(w, i, p)) != 0) return end;
        return moment_read(w, i, p);
    case TIME_THIS:
    case TIME_THAT: return moment_read(w, i, p);
    case TIME_SOME: /* of no unit at all; TimeBank writes months */
        if ((end = ago_read(w, i, p)) != 0) return end;
        if (next->kind != TIME_TIME || time_kind_before(w, i) != TIME_FOR) return 0;
        p->kind = PHRASE_DURATION;
        p->measures = 1;
        p->measure[0] = (struct measure){ .unit = UNIT_MONTH, .vague = true };
        return i + 2;
    default: return 0;
    }
}

/* Most words begin nothing: neither do conjunctions and most prepositions, nor an article before an ordinary word. */
static bool may_begin(const struct time_words *w, uint32_t i)
{
    enum time_word_kind k = time_kind(w, i);
    if (k < TIME_NUMERAL || k == TIME_HIS) return false;
    if (k == TIME_THE || k == TIME_A) return time_kind(w, i + 1) != TIME_OTHER && time_kind(w, i + 1) != TIME_END;
    return k < TIME_OR || k == TIME_AT || k >= TIME_OVER;
}

uint32_t time_phrase_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    static time_reader *const readers[] = { time_set_read, time_point_read, time_length_read, reference_read };
    uint32_t best = 0;
    if (!may_begin(w, i)) return 0;
    for (size_t r = 0; r < sizeof readers / sizeof *readers; r++) {
        struct time_phrase found = time_phrase_blank(PHRASE_NONE);
        uint32_t end = readers[r](w, i, &found);
        if (end <= best || end > w->n) continue;
        best = end;
        *p = found;
    }
    p->first = i;
    p->end = best;
    return best;
}

/* ---- Ranges -------------------------------------------------------------------------------------------------------------- */

static bool may_close_a_date(enum time_word_kind k)
{
    return k == TIME_END || k == TIME_COMMA || k == TIME_IN || k == TIME_AT || k == TIME_ON || k == TIME_FOR || k == TIME_NUMERAL;
}

/* "May 3-5, 2001", "March 3 to 7": the days behind the first; they share month and year. */
static uint32_t day_range_read(const struct time_words *w, uint32_t i, struct time_phrase *p, struct time_phrase *rest)
{
    enum time_word_kind k = time_kind(w, i);
    const struct time_word *t = time_word_at(w, i + 1);
    bool day = t->digits && t->digits <= 2 && t->value > p->day && t->value <= 31 && time_kind(w, i + 2) != TIME_MONTH;
    bool word = (k == TIME_TO || k == TIME_AND || k == TIME_UNTIL) && may_close_a_date(time_kind(w, i + 2));
    if (!day || (k != TIME_HYPHEN && !word)) return 0;
    rest->day = (int)t->value;
    struct time_phrase year = time_phrase_blank(PHRASE_POINT);
    uint32_t end = time_year_read(w, time_comma_skip(w, i + 2), true, &year);
    if (!end) return i + 2;
    rest->year_kind = p->year_kind = year.year_kind;
    rest->year = p->year = year.year;
    return end;
}

/* "1997-98", "1990-1995". */
static uint32_t year_range_read(const struct time_words *w, uint32_t i, const struct time_phrase *p, struct time_phrase *rest)
{
    enum { YEARS_MOST = 60 };
    const struct time_word *t = time_word_at(w, i + 1);
    if (time_kind(w, i) != TIME_HYPHEN || (t->digits != 2 && t->digits != 4) || time_kind(w, i + 2) == TIME_UNIT) return 0;
    rest->year = t->digits == 2 ? p->year / 100 * 100 + t->value : t->value;
    if (rest->year <= p->year && t->digits == 2) rest->year += 100;
    return rest->year > p->year && rest->year - p->year < YEARS_MOST ? i + 2 : 0;
}

uint32_t time_range_read(const struct time_words *w, uint32_t i, struct time_phrase *p, struct time_phrase *rest)
{
    if (time_kind(w, i + 1) != TIME_NUMERAL || p->kind != PHRASE_POINT || p->clock >= 0) return 0;
    bool year = p->year_kind == YEAR_NUMBER && !p->month && !p->day && !p->part && !p->before_christ;
    *rest = *p;
    rest->first = i + 1;
    rest->weekday = 0;
    rest->end = p->day && p->month ? day_range_read(w, i, p, rest) : year ? year_range_read(w, i, p, rest) : 0;
    return rest->end;
}
