/* times_phrases.h: what a time expression says, before anybody asks which day it means.
 *
 *   POINT       fields of the calendar ("Tuesday", "the third quarter of 1998", "6 p.m. Friday", "last May")
 *   SHIFT       so many units before or behind the publication or the time last spoken of ("this week", "two years ago", "the day before")
 *   DURATION    so many units ("three months", "the past few weeks")
 *   SET         a unit or fields that come again ("daily", "every Tuesday")
 *   REFERENCE   "now", "recently", "the future"
 *   VOID        no time after all, though its words look like one ("a 10-year-old"): taken together, so that no part of it is found
 *
 * L. Ferro et al., "TIDES 2005 Standard for the Annotation of Temporal Expressions", MITRE, 2005; J. Pustejovsky et al., "TimeML", 2003. */
#ifndef HS_TIMES_PHRASES_H
#define HS_TIMES_PHRASES_H

#include "discourse/times_words.h"

enum phrase_kind { PHRASE_NONE, PHRASE_POINT, PHRASE_SHIFT, PHRASE_DURATION, PHRASE_SET, PHRASE_REFERENCE, PHRASE_VOID };

/* RELATIVE: `year` years from the one that the phrase starts from. */
enum year_kind { YEAR_NONE, YEAR_NUMBER, YEAR_RELATIVE, YEAR_DECADE, YEAR_CENTURY, YEAR_SHORT, YEAR_SHORT_DECADE };
enum part_kind { PART_NONE, PART_QUARTER, PART_HALF, PART_SEASON };

/* Which of the times that bear the name: by the verb's tense, or said so. */
enum which { WHICH_TENSE, WHICH_LAST, WHICH_THIS, WHICH_NEXT };

enum { TIME_MEASURES_MOST = 3 };
struct measure { int64_t milli; enum time_unit unit; bool vague; };      /* thousandths of units; vague: nobody knows how many */

enum holiday {
    HOLIDAY_NONE, HOLIDAY_NEW_YEAR, HOLIDAY_VALENTINE, HOLIDAY_PATRICK, HOLIDAY_ASH_WEDNESDAY, HOLIDAY_PALM_SUNDAY, HOLIDAY_GOOD_FRIDAY,
    HOLIDAY_EASTER, HOLIDAY_EASTER_MONDAY, HOLIDAY_HALLOWEEN, HOLIDAY_THANKSGIVING, HOLIDAY_CHRISTMAS_EVE, HOLIDAY_CHRISTMAS, HOLIDAY_BOXING_DAY,
    HOLIDAY_NEW_YEAR_EVE
};

struct time_phrase {
    uint32_t first, end;                       /* time_words [first, end) */
    enum phrase_kind kind;
    bool from_mention;                         /* counted from the time last spoken of, not from the publication */
    bool certain;                              /* told to a reader: the words before leave no doubt that a time follows */

    enum which which;
    enum year_kind year_kind;                  /* POINT, SET: 0 where it says nothing */
    int32_t year;
    bool fiscal, before_christ;
    enum part_kind part;
    int part_value;                            /* quarter 1-4, half 1-2, enum season */
    int month, day, weekday;
    enum holiday holiday;

    enum time_unit unit;                       /* SHIFT: of what it gives; measure[0] is how far, direction -1 or 1 the way there */
    int direction;

    struct measure measure[TIME_MEASURES_MOST];        /* DURATION, SHIFT, SET; from large to small, they add up */
    int measures;

    int32_t clock;                             /* POINT, SHIFT: seconds since midnight, -1 if it says none */
    bool seconds;                              /* the seconds were said too */
    int16_t zone;                              /* minutes east of Greenwich, TIME_NO_ZONE if it says none */
    enum daypart daypart;

    enum time_reference reference;
};

/* A reader reads a phrase that begins at word i into p, which comes blank, and returns where it ends; 0 if none begins there, and p is void then.
 * It looks a bounded number of words ahead. */
typedef uint32_t time_reader(const struct time_words *w, uint32_t i, struct time_phrase *p);

/* The longest phrase at word i, whatever it is; p->first and p->end are set. */
uint32_t time_phrase_read(const struct time_words *w, uint32_t i, struct time_phrase *p);
time_reader time_point_read, time_length_read, time_set_read;

/* The dates of points: times_dates.c, times_relative.c. */
time_reader time_date_read, time_season_read, time_holiday_read, time_ordinal_part_read;
time_reader time_relative_read, time_beside_read, time_the_unit_read, time_ordinal_day_read;

/* Makes p a shift by whole units. */
void time_set_shift(struct time_phrase *p, enum time_unit unit, int amount);

/* The rest of a range whose first part is p: the "5" of "May 3-5", the "98" of "1997-98". A year behind it is p's too. */
uint32_t time_range_read(const struct time_words *w, uint32_t i, struct time_phrase *p, struct time_phrase *rest);

/* ---- Numbers: times_numbers.c -------------------------------------------------------------------------------------------- */

/* "twenty-four", "2.5", "a hundred", "one and a half"; in thousandths. "A" alone is none. */
uint32_t time_number_read(const struct time_words *w, uint32_t i, int64_t *milli);

/* The same, and "several", "a few", "a couple of", "dozens of". */
uint32_t time_quantity_read(const struct time_words *w, uint32_t i, int64_t *milli, bool *vague);

/* "about", "more than", "up to"; i itself where nothing of the kind stands. */
uint32_t time_approximator_skip(const struct time_words *w, uint32_t i);

/* "1998", "nineteen ninety-eight", "'98", "500 B.C.". certain: what stands before it leaves no doubt that a year follows. */
uint32_t time_year_read(const struct time_words *w, uint32_t i, bool certain, struct time_phrase *p);

uint32_t time_ordinal_read(const struct time_words *w, uint32_t i, int *value);

static inline struct time_phrase time_phrase_blank(enum phrase_kind kind)
{
    return (struct time_phrase){ .kind = kind, .clock = -1, .zone = TIME_NO_ZONE };
}

/* ---- Small questions ------------------------------------------------------------------------------------------------------ */

static inline enum time_word_kind time_kind(const struct time_words *w, uint32_t i) { return time_word_at(w, i)->kind; }
static inline bool time_is_preposition(enum time_word_kind k) { return k >= TIME_IN && k <= TIME_ABOUT; }
static inline bool time_flag(const struct time_words *w, uint32_t i, enum time_word_flag flag) { return (time_word_at(w, i)->flags & flag) != 0; }

/* Behind a comma, article or hyphen; i itself where there is none. */
static inline uint32_t time_comma_skip(const struct time_words *w, uint32_t i) { return i + (time_kind(w, i) == TIME_COMMA); }
static inline uint32_t time_the_skip(const struct time_words *w, uint32_t i) { return i + (time_kind(w, i) == TIME_THE); }
static inline uint32_t time_hyphen_skip(const struct time_words *w, uint32_t i) { return i + (time_kind(w, i) == TIME_HYPHEN); }

/* i - 1, which is outside the block for its first word. */
static inline enum time_word_kind time_kind_before(const struct time_words *w, uint32_t i) { return time_kind(w, i - 1); }

#endif
