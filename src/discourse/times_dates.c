/* times_dates.c: dates by the calendar's names and figures.
 *
 *   date    weekday (, month-day)? | month-day (,? year)? | day month year? | month (of? year)? | the? ordinal quarter (of year)? |
 *           the? season (of? year)? | year | decade | century | figures | holiday year? | today | ...
 *
 * Names that hold a time word ("Sunday Times", "Black Friday", "March on Washington") are none. */
#include "discourse/times_phrases.h"

/* ---- Years, and what is told with them --------------------------------------------------------------------------------------- */

/* "last year", "this year", "the year", "that year"; behind "of", or right behind a month. */
static uint32_t relative_year_read(const struct time_words *w, uint32_t i, bool of, struct time_phrase *p)
{
    enum time_word_kind k = time_kind(w, i);
    bool the = k == TIME_THE;
    if (the) k = time_kind(w, ++i);
    uint32_t unit = i + 1;
    int shift;
    if (k == TIME_LAST || k == TIME_PREVIOUS)
        shift = -1;
    else if (k == TIME_THIS || k == TIME_CURRENT || k == TIME_THAT || k == TIME_SAME)
        shift = 0;
    else if (k == TIME_NEXT || k == TIME_FOLLOWING || k == TIME_COMING)
        shift = 1;
    else if (the && of)
        shift = 0, unit = i;
    else
        return 0;
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
    if (!end) end = time_year_read(w, time_comma_skip(w, j), true, p);
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
        time_kind(w, i + 1) != TIME_MERIDIEM) {
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
    if (time_is_preposition(k) && (before->flags & TIME_OPENS)) return true; /* "By May, ..." */
    bool over = behind->kind == TIME_END || behind->kind == TIME_COMMA || behind->kind == TIME_AND || behind->kind == TIME_TO;
    if (time_is_preposition(k)) return t->value != 5 || over;
    if ((t->flags & TIME_SHOUTED) || t->value == 5 || (before->flags & TIME_CAPITAL) || (behind->flags & TIME_CAPITAL)) return false;
    return t->value == 3 ? k == TIME_THE && !time_is_preposition(behind->kind) : k == TIME_THE || k == TIME_A || time_is_preposition(behind->kind);
}

/* "In May 15 people died": a number counts what stands behind it, unless an "on" before the month asks for a day. */
static bool counts_people(const struct time_words *w, uint32_t month, uint32_t end)
{
    enum time_word_kind before = time_kind_before(w, month), behind = time_kind(w, end);
    if (time_kind(w, end - 1) != TIME_NUMERAL || before == TIME_ON) return false;
    return behind == TIME_COUNTED || (before == TIME_IN && behind == TIME_OTHER && time_flag(w, end, TIME_PLURAL));
}

static uint32_t month_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    if (t->kind != TIME_MONTH) return 0;
    uint32_t j = i + 1, day = day_number_read(w, time_the_skip(w, j), &p->day), end;
    p->month = (int)t->value;
    if (day && counts_people(w, i, day)) day = 0;
    if (!day) p->day = 0;
    if (!day && (t->flags & TIME_SHORT) && time_word_at(w, j)->digits != 4) return 0;
    end = year_of(w, day ? day : j, p);
    if (!day && end == j && !stands_as_month(w, i, p->certain)) return 0;
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
    static const char *const names[] = { "times", "telegraph", "mirror", "express", "herald",   "mail",        "post",    "tribune", "star",
                                         "globe", "sun",       "world",  "news",    "magazine", "independent", "journal", "night" };
    if (!time_flag(w, i, TIME_CAPITAL) || time_flag(w, i, TIME_SHOUTED)) return false;
    for (size_t k = 0; k < sizeof names / sizeof *names; k++)
        if (time_word_is(w, i, names[k])) return true;
    return false;
}

/* "Tuesday", "Tuesday, Feb. 10", "Friday the 13th". */
static uint32_t weekday_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    uint32_t j = time_comma_skip(w, i + 1), end;
    int day;
    p->weekday = (int)t->value;
    const struct time_phrase alone = *p;
    if ((end = month_read(w, j, p)) != 0 && p->day) return end;
    *p = alone;
    if ((end = day_month_read(w, time_the_skip(w, j), p)) != 0) return end;
    *p = alone;
    if ((t->flags & TIME_SHORT) || time_kind_before(w, i) == TIME_EPITHET || is_newspaper(w, i + 1)) return 0;
    end = time_kind(w, i + 1) == TIME_THE ? day_number_read(w, i + 2, &day) : 0;
    return end ? end : i + 1;
}

/* ---- Holidays ---------------------------------------------------------------------------------------------------------------- */

/* Longer names first. The names are those whose day a rule gives; a "saint" is written in two ways. */
static const struct {
    const char *words[4];
    enum holiday holiday;
} holidays[] = {
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

uint32_t time_holiday_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    if (time_kind(w, i) != TIME_HOLIDAY || !time_flag(w, i, TIME_CAPITAL)) return 0;
    for (size_t k = 0; k < sizeof holidays / sizeof *holidays; k++) {
        uint32_t n = 0;
        while (n < 4 && holidays[k].words[n] &&
               (time_word_is(w, i + n, holidays[k].words[n]) || (holidays[k].words[n][0] == '\'' && time_kind(w, i + n) == TIME_APOSTROPHE_S)))
            n++;
        if (n < 4 && holidays[k].words[n]) continue;
        enum time_word_kind before = time_kind_before(w, i), behind = time_kind(w, i + n);
        bool modifier =
            behind == TIME_OTHER && (time_flag(w, i + n, TIME_CAPITAL) || !time_is_preposition(before)); /* "Easter Island", "Christmas trees" */
        if (modifier && n == 1) return 0;
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
uint32_t time_ordinal_part_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    int ordinal;
    uint32_t j = i + (time_kind(w, i) == TIME_FISCAL), end = time_ordinal_read(w, j, &ordinal);
    if (!end) return 0;
    bool fiscal = j > i || time_kind(w, end) == TIME_FISCAL, hyphen = time_kind(w, end) == TIME_HYPHEN;
    end += hyphen || (fiscal && j == i);
    const struct time_word *unit = time_word_at(w, end);
    if ((unit->kind == TIME_UNIT || unit->kind == TIME_UNITS) && unit->value == UNIT_CENTURY && ordinal <= 21) {
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
    return year > end + 1 || hyphen ? year : 0; /* "the first half" may be that of a match */
}

/* "the winter of 1994", "last summer"; "fall" and "spring" are verbs and nouns too. */
uint32_t time_season_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    if (time_kind(w, i) != TIME_SEASON) return 0;
    uint32_t end = quarter_of_year(w, i + 1, PART_SEASON, (int)time_word_at(w, i)->value, p);
    if (end > i + 1 || p->certain) return end;
    bool the = time_kind_before(w, i) == TIME_THE;
    enum time_word_kind before = time_kind_before(w, the ? i - 1 : i);
    bool asked = before == TIME_IN || before == TIME_SINCE || before == TIME_UNTIL || before == TIME_DURING || before == TIME_BY ||
                 before == TIME_BETWEEN || before == TIME_OVER;
    bool verb = time_word_is(w, i, "fall") || time_word_is(w, i, "spring");
    if (!asked || time_kind(w, end) == TIME_OF) return 0; /* "the autumn of his life" */
    return !verb || (the && time_kind(w, end) != TIME_IN) ? end : 0;
}

static uint32_t decade_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    enum time_word_kind before = time_kind_before(w, i);
    if (t->kind == TIME_CARDINAL && t->value >= 16 && t->value <= 20 && time_kind(w, i + 1) == TIME_YEARS && time_word_at(w, i + 1)->more) {
        p->year_kind = YEAR_DECADE; /* "nineteen sixties" */
        p->year = t->value * 10 + time_word_at(w, i + 1)->value;
        return i + 2;
    }
    if (t->kind != TIME_YEARS || before == TIME_HIS) return 0; /* "in her sixties" */
    p->year_kind = t->more ? YEAR_SHORT_DECADE : YEAR_DECADE;
    p->year = t->value;
    return i + 1;
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
    bool named = time_kind(w, i) == TIME_UNIT && time_word_at(w, i)->value == UNIT_YEAR; /* "the year 2000" */
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
    if (title && !(t->flags & TIME_SHOUTED)) return 0; /* "Psychology Today" */
    time_set_shift(p, UNIT_DAY, (int)t->value);
    if (t->kind == TIME_TONIGHT) p->daypart = DAYPART_NIGHT;
    return i + 1;
}

/* "year-end", "year's end". */
static uint32_t unit_end_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    const struct time_word *t = time_word_at(w, i);
    bool joined = time_kind(w, i + 1) == TIME_HYPHEN || time_kind(w, i + 1) == TIME_APOSTROPHE_S;
    if (t->value < UNIT_WEEK || !joined || !time_word_is(w, i + 2, "end")) return 0;
    time_set_shift(p, (enum time_unit)t->value, 0);
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
    static time_reader *const readers[] = { day_month_read,    time_ordinal_part_read, decade_read, time_season_read,
                                            time_holiday_read, fiscal_year_read,       NULL };
    static time_reader *const named_year[] = { year_read, NULL };
    bool year = time_kind(w, i + 1) == TIME_UNIT && time_word_at(w, i + 1)->value == UNIT_YEAR;
    return first_of(year ? named_year : readers, w, i + 1, p);
}

uint32_t time_date_read(const struct time_words *w, uint32_t i, struct time_phrase *p)
{
    static time_reader *const
        figures[] = { figures_read, NULL },
        *const weekday[] = { weekday_read, NULL }, *const month[] = { month_read, NULL }, *const season[] = { time_season_read, NULL },
        *const holiday[] = { time_holiday_read, NULL }, *const decade[] = { decade_read, NULL }, *const quarter[] = { quarter_name_read, NULL },
        *const today[] = { today_read, NULL }, *const fiscal[] = { fiscal_year_read, time_ordinal_part_read, NULL },
        *const ordinal_day[] = { time_ordinal_day_read, NULL }, *const relative[] = { time_ordinal_day_read, time_relative_read, NULL },
        *const unit[] = { time_ordinal_part_read, year_read, unit_end_read, time_beside_read, time_ordinal_day_read, NULL },
        *const number[] = { day_month_read, time_ordinal_part_read, decade_read, year_read, time_ordinal_day_read, NULL },
        *const the[] = { time_beside_read, time_ordinal_day_read, time_relative_read, time_the_unit_read, behind_the_read, NULL };
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
