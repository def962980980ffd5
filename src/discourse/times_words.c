/* times_words.c: the words that time expressions are made of.
 *
 * Nearly all of them are a closed list, which stands here by meaning, several forms a row. The index over it is made anew for each article:
 * some 400 insertions, a few microseconds, for which the list can stay in an order that a person reads.
 * The rest has digits: numerals, clock times, decades, dates in figures (ISO 8601, 10/26/1998, 26.10.1998). */
#include "discourse/times_words.h"

#include <string.h>

#include "base/calendar.h"
#include "base/character.h"

struct row {
    const char *forms;
    uint8_t kind, flags;
    int32_t value, more;
};

static const struct row rows[] = {
    { "january jan.", TIME_MONTH, 0, 1, 0 },
    { "february feb.", TIME_MONTH, 0, 2, 0 },
    { "march", TIME_MONTH, TIME_NAME_TOO, 3, 0 },
    { "april", TIME_MONTH, TIME_NAME_TOO, 4, 0 },
    { "may", TIME_MONTH, TIME_NAME_TOO, 5, 0 },
    { "june", TIME_MONTH, TIME_NAME_TOO, 6, 0 },
    { "july", TIME_MONTH, 0, 7, 0 },
    { "august", TIME_MONTH, TIME_NAME_TOO, 8, 0 },
    { "aug.", TIME_MONTH, 0, 8, 0 },
    { "september sept.", TIME_MONTH, 0, 9, 0 },
    { "october oct.", TIME_MONTH, 0, 10, 0 },
    { "november nov.", TIME_MONTH, 0, 11, 0 },
    { "december dec.", TIME_MONTH, 0, 12, 0 },
    { "jan", TIME_MONTH, TIME_SHORT, 1, 0 },
    { "feb", TIME_MONTH, TIME_SHORT, 2, 0 },
    { "mar mar.", TIME_MONTH, TIME_SHORT, 3, 0 },
    { "apr apr.", TIME_MONTH, TIME_SHORT, 4, 0 },
    { "jun jun.", TIME_MONTH, TIME_SHORT, 6, 0 },
    { "jul jul.", TIME_MONTH, TIME_SHORT, 7, 0 },
    { "aug", TIME_MONTH, TIME_SHORT, 8, 0 },
    { "sep sep. sept", TIME_MONTH, TIME_SHORT, 9, 0 },
    { "oct", TIME_MONTH, TIME_SHORT, 10, 0 },
    { "nov", TIME_MONTH, TIME_SHORT, 11, 0 },
    { "dec", TIME_MONTH, TIME_SHORT, 12, 0 },
    { "monday", TIME_WEEKDAY, 0, 1, 0 },
    { "tuesday", TIME_WEEKDAY, 0, 2, 0 },
    { "wednesday", TIME_WEEKDAY, 0, 3, 0 },
    { "thursday", TIME_WEEKDAY, 0, 4, 0 },
    { "friday", TIME_WEEKDAY, 0, 5, 0 },
    { "saturday", TIME_WEEKDAY, 0, 6, 0 },
    { "sunday", TIME_WEEKDAY, 0, 7, 0 },
    { "mon mon.", TIME_WEEKDAY, TIME_SHORT, 1, 0 },
    { "tue tue. tues tues.", TIME_WEEKDAY, TIME_SHORT, 2, 0 },
    { "wed wed.", TIME_WEEKDAY, TIME_SHORT, 3, 0 },
    { "thu thu. thur thur. thurs thurs.", TIME_WEEKDAY, TIME_SHORT, 4, 0 },
    { "fri fri.", TIME_WEEKDAY, TIME_SHORT, 5, 0 },
    { "sat sat.", TIME_WEEKDAY, TIME_SHORT, 6, 0 },
    { "sun sun.", TIME_WEEKDAY, TIME_SHORT, 7, 0 },
    { "mondays", TIME_WEEKDAYS, 0, 1, 0 },
    { "tuesdays", TIME_WEEKDAYS, 0, 2, 0 },
    { "wednesdays", TIME_WEEKDAYS, 0, 3, 0 },
    { "thursdays", TIME_WEEKDAYS, 0, 4, 0 },
    { "fridays", TIME_WEEKDAYS, 0, 5, 0 },
    { "saturdays", TIME_WEEKDAYS, 0, 6, 0 },
    { "sundays", TIME_WEEKDAYS, 0, 7, 0 },
    { "spring springtime", TIME_SEASON, 0, SEASON_SPRING, 0 },
    { "summer summertime", TIME_SEASON, 0, SEASON_SUMMER, 0 },
    { "fall autumn", TIME_SEASON, 0, SEASON_FALL, 0 },
    { "winter wintertime", TIME_SEASON, 0, SEASON_WINTER, 0 },
    { "morning", TIME_DAYPART, 0, DAYPART_MORNING, 0 },
    { "midday", TIME_DAYPART, 0, DAYPART_MIDDAY, 0 },
    { "afternoon", TIME_DAYPART, 0, DAYPART_AFTERNOON, 0 },
    { "evening", TIME_DAYPART, 0, DAYPART_EVENING, 0 },
    { "night", TIME_DAYPART, 0, DAYPART_NIGHT, 0 },
    { "mornings", TIME_DAYPARTS, 0, DAYPART_MORNING, 0 },
    { "afternoons", TIME_DAYPARTS, 0, DAYPART_AFTERNOON, 0 },
    { "evenings", TIME_DAYPARTS, 0, DAYPART_EVENING, 0 },
    { "nights", TIME_DAYPARTS, 0, DAYPART_NIGHT, 0 },
    { "noon", TIME_HOUR_NAME, 0, 12, 0 },
    { "midnight", TIME_HOUR_NAME, 0, 24, 0 },

    { "second sec.", TIME_UNIT, 0, UNIT_SECOND, 0 },
    { "seconds secs.", TIME_UNITS, 0, UNIT_SECOND, 0 },
    { "minute min.", TIME_UNIT, 0, UNIT_MINUTE, 0 },
    { "minutes mins.", TIME_UNITS, 0, UNIT_MINUTE, 0 },
    { "hour", TIME_UNIT, 0, UNIT_HOUR, 0 },
    { "hours hrs.", TIME_UNITS, 0, UNIT_HOUR, 0 },
    { "day", TIME_UNIT, 0, UNIT_DAY, 0 },
    { "days", TIME_UNITS, 0, UNIT_DAY, 0 },
    { "weekend", TIME_UNIT, 0, UNIT_WEEKEND, 0 },
    { "weekends", TIME_UNITS, 0, UNIT_WEEKEND, 0 },
    { "week", TIME_UNIT, 0, UNIT_WEEK, 0 },
    { "weeks", TIME_UNITS, 0, UNIT_WEEK, 0 },
    { "fortnight", TIME_UNIT, 0, UNIT_WEEK, 2 },
    { "fortnights", TIME_UNITS, 0, UNIT_WEEK, 2 },
    { "month", TIME_UNIT, 0, UNIT_MONTH, 0 },
    { "months", TIME_UNITS, 0, UNIT_MONTH, 0 },
    { "quarter", TIME_UNIT, 0, UNIT_QUARTER, 0 },
    { "quarters", TIME_UNITS, 0, UNIT_QUARTER, 0 },
    { "year yr.", TIME_UNIT, 0, UNIT_YEAR, 0 },
    { "years yrs.", TIME_UNITS, 0, UNIT_YEAR, 0 },
    { "decade", TIME_UNIT, 0, UNIT_DECADE, 0 },
    { "decades", TIME_UNITS, 0, UNIT_DECADE, 0 },
    { "century", TIME_UNIT, 0, UNIT_CENTURY, 0 },
    { "centuries", TIME_UNITS, 0, UNIT_CENTURY, 0 },
    { "daylong", TIME_UNIT_LONG, 0, UNIT_DAY, 0 },
    { "weeklong", TIME_UNIT_LONG, 0, UNIT_WEEK, 0 },
    { "monthlong", TIME_UNIT_LONG, 0, UNIT_MONTH, 0 },
    { "yearlong", TIME_UNIT_LONG, 0, UNIT_YEAR, 0 },
    { "decadelong", TIME_UNIT_LONG, 0, UNIT_DECADE, 0 },

    { "one", TIME_CARDINAL, 0, 1, 0 },
    { "two", TIME_CARDINAL, 0, 2, 0 },
    { "three", TIME_CARDINAL, 0, 3, 0 },
    { "four", TIME_CARDINAL, 0, 4, 0 },
    { "five", TIME_CARDINAL, 0, 5, 0 },
    { "six", TIME_CARDINAL, 0, 6, 0 },
    { "seven", TIME_CARDINAL, 0, 7, 0 },
    { "eight", TIME_CARDINAL, 0, 8, 0 },
    { "nine", TIME_CARDINAL, 0, 9, 0 },
    { "ten", TIME_CARDINAL, 0, 10, 0 },
    { "eleven", TIME_CARDINAL, 0, 11, 0 },
    { "twelve", TIME_CARDINAL, 0, 12, 0 },
    { "thirteen", TIME_CARDINAL, 0, 13, 0 },
    { "fourteen", TIME_CARDINAL, 0, 14, 0 },
    { "fifteen", TIME_CARDINAL, 0, 15, 0 },
    { "sixteen", TIME_CARDINAL, 0, 16, 0 },
    { "seventeen", TIME_CARDINAL, 0, 17, 0 },
    { "eighteen", TIME_CARDINAL, 0, 18, 0 },
    { "nineteen", TIME_CARDINAL, 0, 19, 0 },
    { "twenty", TIME_CARDINAL, 0, 20, 0 },
    { "thirty", TIME_CARDINAL, 0, 30, 0 },
    { "forty", TIME_CARDINAL, 0, 40, 0 },
    { "fifty", TIME_CARDINAL, 0, 50, 0 },
    { "sixty", TIME_CARDINAL, 0, 60, 0 },
    { "seventy", TIME_CARDINAL, 0, 70, 0 },
    { "eighty", TIME_CARDINAL, 0, 80, 0 },
    { "ninety", TIME_CARDINAL, 0, 90, 0 },
    { "dozen", TIME_SCALE, 0, 12, 0 },
    { "hundred", TIME_SCALE, 0, 100, 0 },
    { "thousand", TIME_SCALE, 0, 1000, 0 },
    { "million", TIME_SCALE, 0, 1000000, 0 },
    { "billion", TIME_SCALE, 0, 1000000000, 0 },
    { "half 1/2", TIME_HALF, 0, 0, 0 },
    { "first", TIME_ORDINAL, 0, 1, 0 },
    { "third", TIME_ORDINAL, 0, 3, 0 },
    { "fourth", TIME_ORDINAL, 0, 4, 0 },
    { "fifth", TIME_ORDINAL, 0, 5, 0 },
    { "sixth", TIME_ORDINAL, 0, 6, 0 },
    { "seventh", TIME_ORDINAL, 0, 7, 0 },
    { "eighth", TIME_ORDINAL, 0, 8, 0 },
    { "ninth", TIME_ORDINAL, 0, 9, 0 },
    { "tenth", TIME_ORDINAL, 0, 10, 0 },
    { "eleventh", TIME_ORDINAL, 0, 11, 0 },
    { "twelfth", TIME_ORDINAL, 0, 12, 0 },
    { "thirteenth", TIME_ORDINAL, 0, 13, 0 },
    { "fourteenth", TIME_ORDINAL, 0, 14, 0 },
    { "fifteenth", TIME_ORDINAL, 0, 15, 0 },
    { "sixteenth", TIME_ORDINAL, 0, 16, 0 },
    { "seventeenth", TIME_ORDINAL, 0, 17, 0 },
    { "eighteenth", TIME_ORDINAL, 0, 18, 0 },
    { "nineteenth", TIME_ORDINAL, 0, 19, 0 },
    { "twentieth", TIME_ORDINAL, 0, 20, 0 },
    { "thirtieth", TIME_ORDINAL, 0, 30, 0 },
    { "twenties", TIME_YEARS, 0, 2, 1 },
    { "thirties", TIME_YEARS, 0, 3, 1 },
    { "forties", TIME_YEARS, 0, 4, 1 },
    { "fifties", TIME_YEARS, 0, 5, 1 },
    { "sixties", TIME_YEARS, 0, 6, 1 },
    { "seventies", TIME_YEARS, 0, 7, 1 },
    { "eighties", TIME_YEARS, 0, 8, 1 },
    { "nineties", TIME_YEARS, 0, 9, 1 },

    { "am a.m. a.m", TIME_MERIDIEM, 0, 0, 0 },
    { "pm p.m. p.m", TIME_MERIDIEM, 0, 12, 0 },
    { "o'clock", TIME_OCLOCK, 0, 0, 0 },
    { "gmt utc g.m.t.", TIME_ZONE, 0, 0, 0 },
    { "bst cet", TIME_ZONE, 0, 60, 0 },
    { "cest eet", TIME_ZONE, 0, 120, 0 },
    { "eest msk", TIME_ZONE, 0, 180, 0 },
    { "jst kst", TIME_ZONE, 0, 540, 0 },
    { "edt e.d.t.", TIME_ZONE, 0, -240, 0 },
    { "est e.s.t. cdt", TIME_ZONE, 0, -300, 0 },
    { "cst mdt", TIME_ZONE, 0, -360, 0 },
    { "mst pdt", TIME_ZONE, 0, -420, 0 },
    { "pst", TIME_ZONE, 0, -480, 0 },
    { "et e.t. ct mt pt p.t.", TIME_ZONE, 0, TIME_NO_ZONE, 0 },
    { "b.c. bc b.c.e. bce", TIME_ERA, 0, -1, 0 },
    { "a.d. ad c.e.", TIME_ERA, 0, 1, 0 },

    { "today", TIME_DAY, 0, 0, 0 },
    { "yesterday", TIME_DAY, 0, -1, 0 },
    { "tomorrow", TIME_DAY, 0, 1, 0 },
    { "tonight", TIME_TONIGHT, 0, 0, 0 },
    { "now", TIME_NOW, 0, 0, 0 },
    { "currently nowadays presently", TIME_REFERENCE, 0, REFERENCE_PRESENT, 0 },
    { "recently lately", TIME_REFERENCE, 0, REFERENCE_PAST, 0 },
    { "hourly", TIME_FREQUENCY, 0, UNIT_HOUR, 1 },
    { "daily", TIME_FREQUENCY, 0, UNIT_DAY, 1 },
    { "weekly", TIME_FREQUENCY, 0, UNIT_WEEK, 1 },
    { "fortnightly biweekly", TIME_FREQUENCY, 0, UNIT_WEEK, 2 },
    { "monthly", TIME_FREQUENCY, 0, UNIT_MONTH, 1 },
    { "bimonthly", TIME_FREQUENCY, 0, UNIT_MONTH, 2 },
    { "quarterly", TIME_FREQUENCY, 0, UNIT_MONTH, 3 },
    { "yearly annual annually", TIME_FREQUENCY, 0, UNIT_YEAR, 1 },
    { "biennial biennially", TIME_FREQUENCY, 0, UNIT_YEAR, 2 },
    { "semiannual semiannually", TIME_FREQUENCY, 0, UNIT_MONTH, 6 },
    { "christmas new thanksgiving easter halloween valentine boxing good ash palm st. saint", TIME_HOLIDAY, 0, 0, 0 },

    { "the", TIME_THE, 0, 0, 0 },
    { "a an", TIME_A, 0, 0, 0 },
    { "this", TIME_THIS, 0, 0, 0 },
    { "these", TIME_THESE, 0, 0, 0 },
    { "that", TIME_THAT, 0, 0, 0 },
    { "those", TIME_THOSE, 0, 0, 0 },
    { "his her its their my your our", TIME_HIS, 0, 0, 0 },
    { "last latest", TIME_LAST, 0, 0, 0 },
    { "past", TIME_PAST, 0, 0, 0 },
    { "previous preceding prior", TIME_PREVIOUS, 0, 0, 0 },
    { "current", TIME_CURRENT, 0, 0, 0 },
    { "next", TIME_NEXT, 0, 0, 0 },
    { "coming upcoming", TIME_COMING, 0, 0, 0 },
    { "following subsequent succeeding ensuing", TIME_FOLLOWING, 0, 0, 0 },
    { "same", TIME_SAME, 0, 0, 0 },
    { "recent", TIME_RECENT, 0, 0, 0 },
    { "future", TIME_FUTURE, 0, 0, 0 },
    { "present", TIME_PRESENT, 0, 0, 0 },
    { "near nearer foreseeable immediate distant", TIME_NEAR, 0, 0, 0 },
    { "each every", TIME_EACH, 0, 0, 0 },
    { "all", TIME_ALL, 0, 0, 0 },
    { "early late mid", TIME_EARLY, 0, 0, 0 },
    { "earlier", TIME_EARLIER, 0, 0, 0 },
    { "later", TIME_LATER, 0, 0, 0 },
    { "beginning start end middle close rest remainder turn", TIME_PART, 0, 0, 0 },
    { "fiscal financial", TIME_FISCAL, 0, 0, 0 },
    { "ago", TIME_AGO, 0, 0, 0 },
    { "old older young younger", TIME_OLD, 0, 0, 0 },
    { "long", TIME_LONG, 0, 0, 0 },
    { "few", TIME_FEW, 0, 0, 0 },
    { "several many numerous countless", TIME_SEVERAL, 0, 0, 0 },
    { "couple", TIME_COUPLE, 0, 0, 0 },
    { "dozens hundreds thousands millions tens scores", TIME_DOZENS, 0, 0, 0 },
    { "some", TIME_SOME, 0, 0, 0 },
    { "more less fewer", TIME_MORE, 0, 0, 0 },
    { "least most", TIME_LEAST, 0, 0, 0 },
    { "than", TIME_THAN, 0, 0, 0 },
    { "up", TIME_UP, 0, 0, 0 },
    { "consecutive straight successive full whole entire solid additional further extra working business calendar brief short other final",
      TIME_EXTENT, 0, 0, 0 },
    { "once twice thrice", TIME_ONCE, 0, 0, 0 },
    { "times", TIME_TIMES, 0, 0, 0 },
    { "per", TIME_PER, 0, 0, 0 },
    { "moment moments juncture while", TIME_MOMENT, 0, 0, 0 },
    { "time", TIME_TIME, 0, 0, 0 },
    { "right just", TIME_RIGHT, 0, 0, 0 },
    { "black bloody super holy maundy cyber fat shrove", TIME_EPITHET, 0, 0, 0 },
    { "mr. mr mrs. mrs ms. ms dr. dr sir lady lord", TIME_TITLE, 0, 0, 0 },
    { "take takes took taken taking lasted lasting spend spends spent spending serve served serving wait waited waiting only", TIME_LASTED, 0, 0, 0 },
    { "or", TIME_OR, 0, 0, 0 },
    { "so", TIME_SO, 0, 0, 0 },
    { "and", TIME_AND, 0, 0, 0 },
    { "in", TIME_IN, 0, 0, 0 },
    { "on", TIME_ON, 0, 0, 0 },
    { "at", TIME_AT, 0, 0, 0 },
    { "of", TIME_OF, 0, 0, 0 },
    { "by", TIME_BY, 0, 0, 0 },
    { "for", TIME_FOR, 0, 0, 0 },
    { "from", TIME_FROM, 0, 0, 0 },
    { "to", TIME_TO, 0, 0, 0 },
    { "since", TIME_SINCE, 0, 0, 0 },
    { "until till through", TIME_UNTIL, 0, 0, 0 },
    { "during throughout", TIME_DURING, 0, 0, 0 },
    { "within", TIME_WITHIN, 0, 0, 0 },
    { "before", TIME_BEFORE, 0, 0, 0 },
    { "after", TIME_AFTER, 0, 0, 0 },
    { "between", TIME_BETWEEN, 0, 0, 0 },
    { "over under", TIME_OVER, 0, 0, 0 },
    { "about around nearly almost roughly approximately exactly", TIME_ABOUT, 0, 0, 0 },
    { "$ us$ # no. nos. number route flight page", TIME_SYMBOL, 0, 0, 0 },
    { "% percent people persons men women children troops soldiers dead wounded injured dollars cents points jobs miles kilometers kilometres meters "
      "metres feet pounds tons tonnes barrels votes members workers students avenue street road boulevard",
      TIME_COUNTED, 0, 0, 0 },
};

/* ---- The index --------------------------------------------------------------------------------------------------------- */

enum { FORM_MOST = 16, SLOTS = 2048 }; /* the longest form and a NUL; a power of two, more than twice the forms */

struct slot {
    const char *form;
    uint16_t row;
    uint8_t len;
};
struct time_lexicon {
    struct slot at[SLOTS];
};

/* FNV-1a. */
static uint32_t hash(const char *s, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h;
}

static const struct slot *find(const struct time_lexicon *x, const char *s, size_t len)
{
    uint32_t i = hash(s, len) % SLOTS;
    while (x->at[i].form && (x->at[i].len != len || memcmp(x->at[i].form, s, len) != 0)) i = (i + 1) % SLOTS;
    return &x->at[i];
}

const struct time_lexicon *time_lexicon_make(struct arena *a)
{
    struct time_lexicon *x = ARENA_ZARRAY(a, struct time_lexicon, 1);
    if (!x) return NULL;
    for (size_t r = 0; r < sizeof rows / sizeof *rows; r++)
        for (const char *s = rows[r].forms; *s;) {
            size_t len = strcspn(s, " ");
            struct slot *slot = &x->at[find(x, s, len) - x->at];
            if (!slot->form) *slot = (struct slot){ s, (uint16_t)r, (uint8_t)len };
            s += len + (s[len] == ' ');
        }
    return x;
}

/* ---- Words with digits --------------------------------------------------------------------------------------------------- */

static bool is_digit(char c) { return c >= '0' && c <= '9'; }
static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* The digits at s[*i ..) as a number, at most nine; *i moves behind them. Returns how many there were, 0 if there are none or too many. */
static unsigned take_digits(const char *s, size_t len, size_t *i, int32_t *value)
{
    size_t from = *i;
    *value = 0;
    while (*i < len && is_digit(s[*i])) {
        if (*i - from < 9) *value = *value * 10 + (s[*i] - '0');
        ++*i;
    }
    return *i - from > 9 ? 0 : (unsigned)(*i - from);
}

static bool take(const char *s, size_t len, size_t *i, char c)
{
    if (*i >= len || s[*i] != c) return false;
    ++*i;
    return true;
}

static bool is_date(int32_t y, int32_t m, int32_t d)
{
    return y >= 1 && y <= 9999 && m >= 1 && m <= 12 && d >= 1 && d <= calendar_month_days(y, (int)m);
}

/* Figures in ISO 8601's order; else with a slash or hyphen the month first, as America writes, with a period the day, as Europe does, unless
 * that is no date. A year of two figures only behind slashes: "8-10-12" may be anything. */
static bool read_date(struct time_word *w, const char *s, size_t len)
{
    int32_t v[3];
    unsigned digits[3];
    size_t i = 0;
    char mark = 0;
    for (int k = 0; k < 3; k++) {
        if (k) {
            if (i >= len || (s[i] != '/' && s[i] != '-' && s[i] != '.') || (mark && s[i] != mark)) return false;
            mark = s[i++];
        }
        digits[k] = take_digits(s, len, &i, &v[k]);
        if (!digits[k]) return false;
    }
    if (i < len) return false;
    int32_t y = v[2], m = v[0], d = v[1];
    if (digits[0] == 4) {
        y = v[0], m = v[1], d = v[2];
    } else if (digits[0] > 2 || digits[1] > 2 || (digits[2] != 4 && !(digits[2] == 2 && mark == '/'))) {
        return false;
    } else if (mark == '.' ? v[1] <= 12 : v[0] > 12) {
        m = v[1], d = v[0];
    }
    if (digits[0] != 4 && digits[2] == 2) y += y < 50 ? 2000 : 1900;
    if (!is_date(y, m, d)) return false;
    *w = (struct time_word){ w->span, w->word, TIME_DATE, w->flags, 0, TIME_NO_ZONE, y * 10000 + m * 100 + d, -1 };
    return true;
}

static bool read_clock(struct time_word *w, const char *s, size_t len)
{
    int32_t h, m, sec = 0;
    size_t i = 0;
    unsigned n = take_digits(s, len, &i, &h);
    if (!n || n > 2 || !take(s, len, &i, ':') || take_digits(s, len, &i, &m) != 2) return false;
    bool seconds = take(s, len, &i, ':');
    if ((seconds && take_digits(s, len, &i, &sec) != 2) || i < len || h > 24 || m > 59 || sec > 59 || (h == 24 && (m || sec))) return false;
    w->kind = TIME_CLOCK;
    w->value = h * 3600 + m * 60 + sec;
    w->more = seconds;
    return true;
}

/* ISO 8601's date and time at s, which the tokeniser cuts up: "1998-10-26T13:05:00Z". Returns its length, 0 if it is none. */
static size_t read_iso_time(struct time_word *w, const char *s, size_t len)
{
    int32_t h, m, sec = 0, zh = 0, zm = 0;
    size_t i = 10;
    if (len < 16 || s[4] != '-' || s[7] != '-' || s[10] != 'T' || !read_date(w, s, 10)) return 0;
    i++;
    if (take_digits(s, len, &i, &h) != 2 || !take(s, len, &i, ':') || take_digits(s, len, &i, &m) != 2) return 0;
    if (take(s, len, &i, ':')) {
        if (take_digits(s, len, &i, &sec) != 2) return 0;
        int32_t fraction;
        if (take(s, len, &i, '.')) take_digits(s, len, &i, &fraction);
    }
    if (h > 23 || m > 59 || sec > 59) return 0;
    w->more = h * 3600 + m * 60 + sec;
    if (take(s, len, &i, 'Z')) {
        w->zone = 0;
    } else if (i < len && (s[i] == '+' || s[i] == '-')) {
        int32_t sign = s[i++] == '-' ? -1 : 1;
        if (take_digits(s, len, &i, &zh) != 2) return 0;
        take(s, len, &i, ':');
        if (i < len && is_digit(s[i]) && take_digits(s, len, &i, &zm) != 2) return 0;
        w->zone = (int16_t)(sign * (zh % 24 * 60 + zm % 60));
    }
    return i < len && (is_digit(s[i]) || is_letter(s[i])) ? 0 : i;
}

/* "210", "1,200", "2.5". */
static bool read_numeral(struct time_word *w, const char *s, size_t len)
{
    size_t i = 0;
    int32_t group;
    unsigned digits = take_digits(s, len, &i, &w->value), places;
    if (!digits) return false;
    for (; i < len && s[i] == ','; digits = 0) {
        size_t from = ++i;
        if (w->value >= 1000000 || take_digits(s, len, &i, &group) != 3 || i - from != 3) return false;
        w->value = w->value * 1000 + group;
    }
    if (take(s, len, &i, '.')) {
        if (!(places = take_digits(s, len, &i, &w->more)) || places > 3) return false;
        for (; places < 3; places++) w->more *= 10;
        digits = 0;
    }
    w->kind = TIME_NUMERAL;
    w->digits = (uint8_t)digits;
    return i == len;
}

/* "'98", "'90s", "1990s", "1990's". "The 60s" may as well be degrees, or years of a life. */
static bool read_years(struct time_word *w, const char *s, size_t len)
{
    size_t i = 0;
    bool apostrophe = take(s, len, &i, '\'') || take(s, len, &i, '`');
    unsigned digits = take_digits(s, len, &i, &w->value);
    if (digits != (apostrophe ? 2 : 4)) return false;
    w->more = apostrophe;
    w->kind = TIME_YEAR_SHORT;
    if (i == len) return apostrophe;
    take(s, len, &i, '\'');
    if (!take(s, len, &i, 's') || i < len || w->value % 10 || (!apostrophe && (w->value < 1000 || w->value > 2200))) return false;
    w->kind = TIME_YEARS;
    w->value /= 10;
    return true;
}

/* "3rd", "Q3", "3Q", "FY98". */
static bool read_marked(struct time_word *w, const char *s, size_t len)
{
    size_t i = 0;
    bool fiscal = len > 2 && s[0] == 'f' && s[1] == 'y', quarter = s[0] == 'q';
    i = fiscal ? 2 : quarter;
    unsigned digits = take_digits(s, len, &i, &w->value);
    if (!digits) return false;
    if (fiscal) {
        w->kind = TIME_FISCAL_YEAR;
        return i == len && (digits == 2 || digits == 4);
    }
    if (quarter || (digits == 1 && i + 1 == len && s[i] == 'q')) {
        w->kind = TIME_QUARTER_NAME;
        return digits == 1 && w->value >= 1 && w->value <= 4 && i + !quarter == len;
    }
    w->kind = TIME_ORDINAL;
    w->digits = (uint8_t)digits;
    return digits <= 2 && i + 2 == len &&
           (ascii_equals(s + i, 2, "th") || ascii_equals(s + i, 2, "st") || ascii_equals(s + i, 2, "nd") || ascii_equals(s + i, 2, "rd"));
}

static void read_figures(struct time_word *w, const char *s, size_t len)
{
    static bool (*const readers[])(struct time_word *, const char *, size_t) = { read_numeral, read_clock, read_years, read_marked, read_date };
    const struct time_word blank = *w;
    for (size_t k = 0; k < sizeof readers / sizeof *readers; k++) {
        if (readers[k](w, s, len)) return;
        *w = blank;
    }
}

/* ---- Words --------------------------------------------------------------------------------------------------------------- */

/* The word in lower case, a curly apostrophe as a straight one; 0 if it has other characters that are not ASCII, or is longer than any form. */
static size_t fold(const char *s, size_t len, char out[FORM_MOST], bool *digits)
{
    size_t n = 0;
    *digits = false;
    for (size_t i = 0; i < len; i++) {
        char c = ascii_lower(s[i]);
        if (len - i >= 3 && (memcmp(s + i, "\xe2\x80\x99", 3) == 0 || memcmp(s + i, "\xe2\x80\x98", 3) == 0)) {
            c = '\'';
            i += 2;
        } else if ((unsigned char)c >= 0x80) {
            return 0;
        }
        if (n + 1 == FORM_MOST) return 0;
        *digits |= is_digit(c);
        out[n++] = c;
    }
    return n;
}

static uint8_t mark_kind(const char *s, size_t len)
{
    uint32_t cp;
    unsigned n;
    switch (char_at(s, len, &cp, &n)) {
    case CHAR_HYPHEN: return TIME_HYPHEN;
    case CHAR_DASH: return cp == 0x2013 ? TIME_HYPHEN : TIME_END; /* "1914–18" */
    case CHAR_OPEN: return TIME_OPEN;
    case CHAR_SYMBOL: return cp == 0xBD ? TIME_HALF : TIME_SYMBOL; /* one half; currencies */
    case CHAR_LETTER:
    case CHAR_DIGIT: return TIME_OTHER;
    default: return len == n && cp == ',' ? TIME_COMMA : TIME_END;
    }
}

static uint8_t case_flags(const char *s, size_t len)
{
    uint32_t cp;
    unsigned n;
    if (char_at(s, len, &cp, &n) != CHAR_LETTER) return 0;
    if (!char_is_upper(cp)) return len > 3 && s[len - 1] == 's' && s[len - 2] != 's' ? TIME_PLURAL : 0;
    for (size_t i = 0; i < len; i++)
        if (s[i] >= 'a' && s[i] <= 'z') return TIME_CAPITAL;
    return len > 1 ? TIME_CAPITAL | TIME_SHOUTED : TIME_CAPITAL;
}

static void read_word(struct time_word *w, const char *s, size_t len, const struct time_lexicon *x)
{
    char form[FORM_MOST];
    bool digits;
    size_t n = fold(s, len, form, &digits);
    w->zone = TIME_NO_ZONE;
    w->flags |= case_flags(s, len);
    const struct slot *slot = n ? find(x, form, n) : NULL;
    if (slot && slot->form) {
        const struct row *r = &rows[slot->row];
        if ((r->flags & (TIME_NAME_TOO | TIME_SHORT)) && !(w->flags & TIME_CAPITAL)) return;
        w->kind = r->kind;
        w->flags |= r->flags;
        w->value = r->value;
        w->more = r->more;
        if (w->kind == TIME_ZONE && !(w->flags & TIME_SHOUTED)) w->kind = TIME_OTHER;
    } else if (digits) {
        read_figures(w, form, n);
    } else if (n == 2 && memcmp(form, "'s", 2) == 0) {
        w->kind = TIME_APOSTROPHE_S;
    } else {
        w->kind = mark_kind(s, len);
    }
}

/* Where "mid-1990s" or "pre-1914" falls apart: at the hyphen that follows letters alone; 0 where it does not. */
static uint32_t cut_of(const char *s, uint32_t len)
{
    uint32_t i = 0;
    while (i < len && is_letter(s[i])) i++;
    return i && i + 1 < len && s[i] == '-' ? i : 0;
}

static uint32_t cut_of_word(const struct hearsay_document *doc, uint32_t i)
{
    struct span s = doc->words[i].span;
    return cut_of(doc->text + s.start, s.end - s.start);
}

uint32_t time_words_count(const struct hearsay_document *doc, const struct block *b)
{
    uint32_t n = 0;
    for (uint32_t i = b->first_word; i < b->first_word + b->words; i++) n += cut_of_word(doc, i) ? 3 : 1;
    return n;
}

static void add(struct time_words *out, struct span span, uint32_t word, uint8_t flags, const struct time_lexicon *x)
{
    struct time_word *w = &out->at[out->n++];
    *w = (struct time_word){ .span = span, .word = word, .flags = flags };
    read_word(w, out->text + span.start, span.end - span.start, x);
}

void time_words_read(struct time_words *out, const struct hearsay_document *doc, const struct block *b, const struct time_lexicon *x)
{
    out->n = 0;
    out->text = doc->text;
    uint32_t behind = 0;
    for (uint32_t i = b->first_word; i < b->first_word + b->words; i++) {
        struct span s = doc->words[i].span;
        if (s.start < behind) continue;
        uint8_t flags = i > b->first_word && doc->words[i - 1].span.end == s.start ? TIME_JOINED : 0;
        if (i == b->first_word || doc->words[i - 1].sentence != doc->words[i].sentence) flags |= TIME_OPENS;
        if (s.end - s.start >= 4 && is_digit(doc->text[s.start])) {
            struct time_word iso = { .span = s, .word = i, .flags = flags, .zone = TIME_NO_ZONE };
            size_t n = read_iso_time(&iso, doc->text + s.start, b->span.end - s.start);
            if (n) {
                behind = iso.span.end = s.start + (uint32_t)n;
                out->at[out->n++] = iso;
                continue;
            }
        }
        uint32_t cut = cut_of_word(doc, i);
        if (cut) {
            add(out, (struct span){ s.start, s.start + cut }, i, flags, x);
            add(out, (struct span){ s.start + cut, s.start + cut + 1 }, i, TIME_JOINED, x);
            s.start += cut + 1;
            flags = TIME_JOINED;
        }
        add(out, s, i, flags, x);
    }
}

const struct time_word *time_word_at(const struct time_words *w, uint32_t i)
{
    static const struct time_word outside = { .kind = TIME_END };
    return i < w->n ? &w->at[i] : &outside;
}

bool time_word_is(const struct time_words *w, uint32_t i, const char *word)
{
    const struct time_word *t = time_word_at(w, i);
    return ascii_equals(w->text + t->span.start, t->span.end - t->span.start, word);
}
