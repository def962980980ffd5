/* times_words.h: the words of a block as the grammar of time expressions sees them. */
#ifndef HS_TIMES_WORDS_H
#define HS_TIMES_WORDS_H

#include "document.h"

/* What a word may do in a time expression; behind it what `value` says. */
enum time_word_kind {
    TIME_OTHER,                                /* no part in any */
    TIME_END,                                  /* punctuation that ends one; also what stands before and behind a block */
    TIME_COMMA, TIME_HYPHEN, TIME_OPEN, TIME_APOSTROPHE_S,
    TIME_SYMBOL,                               /* "$", "No.": the number behind it counts no time */
    TIME_COUNTED,                              /* "people", "percent": so does the number before it */

    TIME_NUMERAL,                              /* digits: the whole part; `more`: thousandths */
    TIME_CARDINAL, TIME_SCALE, TIME_ORDINAL,   /* 1 ... 90; 12, 100, 1000, ...; 1 ... 99 */
    TIME_HALF,

    TIME_CLOCK,                                /* "7:15": seconds since midnight */
    TIME_MERIDIEM,                             /* 0, 12 */
    TIME_ZONE,                                 /* minutes east of Greenwich */
    TIME_OCLOCK,
    TIME_HOUR_NAME,                            /* noon, midnight: 12, 24 */

    TIME_DATE,                                 /* "10/26/1998": 19981026; `more`: seconds since midnight or -1; `zone` */
    TIME_YEAR_SHORT,                           /* "'98": 98 */
    TIME_YEARS,                                /* "1990s": 199; "'90s", "nineties": 9, `more` is 1 */
    TIME_QUARTER_NAME,                         /* "Q3", "3Q": 3 */
    TIME_FISCAL_YEAR,                          /* "FY1998": 1998; "FY98": 98 */
    TIME_ERA,                                  /* "B.C.": -1; "A.D.": 1 */
    TIME_MONTH, TIME_WEEKDAY, TIME_WEEKDAYS,   /* 1 ... 12; Monday 1 ... Sunday 7; the same ("Mondays") */
    TIME_SEASON,                               /* enum season */
    TIME_DAYPART, TIME_DAYPARTS,               /* enum daypart; the plural */
    TIME_UNIT, TIME_UNITS,                     /* enum time_unit; the plural */
    TIME_DAY,                                  /* today, yesterday, tomorrow: 0, -1, 1 */
    TIME_TONIGHT,
    TIME_REFERENCE,                            /* "now", "recently": enum time_reference */
    TIME_FREQUENCY,                            /* "daily": enum time_unit; `more`: how many of them */
    TIME_UNIT_LONG,                            /* "yearlong": enum time_unit */
    TIME_HOLIDAY,                              /* may begin the name of one */

    TIME_THE, TIME_A, TIME_THIS, TIME_THESE, TIME_THAT, TIME_THOSE, TIME_HIS,
    TIME_LAST, TIME_PAST, TIME_PREVIOUS, TIME_CURRENT, TIME_NEXT, TIME_COMING, TIME_FOLLOWING, TIME_SAME, TIME_RECENT, TIME_FUTURE,
    TIME_EACH, TIME_ALL, TIME_NEAR, TIME_PRESENT,
    TIME_EARLY, TIME_EARLIER, TIME_LATER,      /* early, late, mid; earlier; later */
    TIME_PART,                                 /* "beginning", "end": a part of a time */
    TIME_FISCAL,
    TIME_AGO, TIME_NOW, TIME_OLD, TIME_LONG,
    TIME_FEW, TIME_SEVERAL, TIME_COUPLE, TIME_DOZENS, TIME_SOME, TIME_MORE, TIME_LEAST, TIME_THAN, TIME_UP,
    TIME_EXTENT,                               /* "full", "consecutive": between a number and its unit */
    TIME_ONCE, TIME_TIMES, TIME_PER,
    TIME_MOMENT, TIME_TIME, TIME_RIGHT,
    TIME_EPITHET,                              /* "Black Friday", "Palm Sunday": it makes the weekday a name */
    TIME_TITLE,                                /* "Mrs. May" */
    TIME_LASTED,                               /* "took a year": a verb whose object is a duration */
    TIME_OR, TIME_SO, TIME_AND,

    TIME_IN, TIME_ON, TIME_AT, TIME_OF, TIME_BY, TIME_FOR, TIME_FROM, TIME_TO, TIME_SINCE, TIME_UNTIL, TIME_DURING, TIME_WITHIN, TIME_BEFORE,
    TIME_AFTER, TIME_BETWEEN,                  /* prepositions, from TIME_IN to TIME_ABOUT */
    TIME_OVER,                                 /* also: more than */
    TIME_ABOUT                                 /* also: nearly */
};

enum time_unit {
    UNIT_SECOND, UNIT_MINUTE, UNIT_HOUR, UNIT_DAY, UNIT_WEEKEND, UNIT_WEEK, UNIT_MONTH, UNIT_QUARTER, UNIT_YEAR, UNIT_DECADE, UNIT_CENTURY
};
enum season { SEASON_NONE, SEASON_SPRING, SEASON_SUMMER, SEASON_FALL, SEASON_WINTER };
enum daypart { DAYPART_NONE, DAYPART_MORNING, DAYPART_MIDDAY, DAYPART_AFTERNOON, DAYPART_EVENING, DAYPART_NIGHT };
enum time_reference { REFERENCE_PAST, REFERENCE_PRESENT, REFERENCE_FUTURE };

enum time_word_flag {
    TIME_CAPITAL = 1,                          /* begins with a capital */
    TIME_SHOUTED = 2,                          /* all in capitals, two or more */
    TIME_NAME_TOO = 4,                         /* "March", "May": also another word or a name; with a capital only */
    TIME_SHORT = 8,                            /* "Sat", "Mar": means a time only beside a number; with a capital only */
    TIME_JOINED = 16,                          /* no white space before it */
    TIME_PLURAL = 32,                          /* looks like a plural noun in lower case */
    TIME_OPENS = 64                            /* the first word of its sentence */
};

enum { TIME_NO_ZONE = 10000 };

struct time_word {
    struct span span;
    uint32_t word;                             /* index into doc->words; "mid-1990s" gives three time_words */
    uint8_t kind, flags;
    uint8_t digits;                            /* of a numeral without comma and fraction */
    int16_t zone;
    int32_t value, more;
};

struct time_words { struct time_word *at; uint32_t n; const char *text; };

struct time_lexicon;

/* time_lexicon_make: the words that matter, findable, in the arena. NULL: out of memory. */
const struct time_lexicon *time_lexicon_make(struct arena *a);

/* time_words_count: how many time_words a block gives at most. */
uint32_t time_words_count(const struct hearsay_document *doc, const struct block *b);

/* time_words_read: the words of a block into out->at, which has room for time_words_count(). */
void time_words_read(struct time_words *out, const struct hearsay_document *doc, const struct block *b, const struct time_lexicon *lexicon);

/* The i-th word; a TIME_END outside the block. */
const struct time_word *time_word_at(const struct time_words *w, uint32_t i);

/* Whether it is that word, whatever its case; word: in lower case. */
bool time_word_is(const struct time_words *w, uint32_t i, const char *word);

#endif
