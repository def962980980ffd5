/* stance.h: what a source does with a content: states, accuses, denies, ... (docs/format.md). */
#ifndef HS_STANCE_H
#define HS_STANCE_H

#include "discourse/grammar.h"

/* stances_find: the stance of every attribution of a document that has its sentences; allocates nothing. */
void stances_find(struct hearsay_document *doc, const struct cues *cues);

/* ---- Between stance.c and stance_content.c ------------------------------------------------------------------------------ */

/* One attribution under reading. */
struct telling {
    const struct grammar *sx;
    const struct attribution *a;
    uint32_t source;                           /* the head of its source, HS_NONE if it has none */
};

/* stance_act: what a word does by the frame that it stands in; ACTS if it is no cue. Not negated yet. */
unsigned stance_act(const struct telling *t, uint32_t w);

/* stance_resolve: the stance of a word's act, negations around it taken in; STANCES if the content must tell. */
enum stance stance_resolve(const struct telling *t, uint32_t w, unsigned act);

/* stance_by_cue: what the words of the cue decide; STANCES if they are plain and the content must tell. */
enum stance stance_by_cue(const struct telling *t);

/* stance_source_head: the word of a source that depends on none of the others, HS_NONE if it has none. */
uint32_t stance_source_head(const struct hearsay_document *doc, struct span_list source);

/* stance_judgement: criticises, praises or denies, by the words that the content calls something; STANCE_STATES if it judges nothing. */
enum stance stance_judgement(const struct telling *t);

/* stance_of_content: what the content makes of a plain "said". */
enum stance stance_of_content(const struct telling *t);

#endif
