/* times_resolve.h: from what a time expression says to TIMEX3's value. */
#ifndef HS_TIMES_RESOLVE_H
#define HS_TIMES_RESOLVE_H

#include "discourse/times_phrases.h"
#include "discourse/times_tense.h"

/* A day that times are counted from, and the block that it was spoken of in. */
struct time_anchor { bool known; int32_t day; uint32_t block; };

/* What is known when an expression is resolved. mention[u]: the last time spoken of that is told to the unit u or finer, by its first day. */
struct time_context {
    struct time_anchor published;
    int32_t clock;                             /* of the publication: seconds since midnight, -1 unknown */
    struct time_anchor mention[UNIT_CENTURY + 1];
    struct time_anchor told;                   /* the last day or month whose year was told with it; `block` is its sentence here */
    uint32_t block, sentence;                  /* being read */
    struct tense_found verb;                   /* near the expression */
};

enum { TIME_VALUE_MOST = 48 };                 /* longer than any value, with its NUL */

/* time_context_make: from a document's `published`, NULL or as hearsay_date_valid() has it. */
struct time_context time_context_make(const char *published);

/* time_resolve: the value of a phrase, not VOID, and its type; a date that it settles becomes the context's last mention. */
enum time_type time_resolve(const struct time_phrase *p, struct time_context *context, char value[TIME_VALUE_MOST]);

#endif
