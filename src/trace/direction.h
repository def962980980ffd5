/* direction.h: which of two copies was there first, and from which news agency both may come.
 *
 * BY CREDIT  An article credits an agency in its dateline ("KYIV (Reuters) -"), byline or credit, where a line says nothing else ("— Associated
 *            Press", "(AFP)"), or where a line near its end says who contributed to it. The agency's own article is then the one that was
 *            copied, whatever the dates say: a paper may print a dispatch that the agency's site shows later.
 * BY DATE    Else the earlier one, where `published` tells: two times of day with their zones, or two different days.
 * Else nothing is said. That the one is longer, or has more of the story, tells nothing: papers cut, and papers add. */
#ifndef HS_DIRECTION_H
#define HS_DIRECTION_H

#include "lexicon/lexicon.h"

enum { CREDITS_MOST = 4 };

/* What an article says of where it comes from. Names are the lexicon's canonical ones, and live as long as it. */
struct provenance {
    const char *agency;                        /* the news agency that published it, NULL if another did or nobody knows */
    const char *credits[CREDITS_MOST]; uint32_t n_credits;
    /* `published`: minutes since 1970 in UTC where it has a time and a zone, else of its day's beginning. */
    int64_t minute;
    bool dated, timed;
};

enum direction_by { DIRECTION_UNKNOWN, DIRECTION_CREDIT, DIRECTION_DATE };

struct direction {
    enum direction_by by;
    bool from_b;                               /* a has it from b, else b from a; only if `by` says something */
    const char *origin;                        /* the agency that wrote it as far as both tell, NULL */
};

/* Of a document that has its blocks. */
void provenance_of(struct provenance *p, const struct hearsay_document *doc, const struct lexicon *lexicon);

struct direction direction_between(const struct provenance *a, const struct provenance *b);

#endif
