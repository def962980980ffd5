/* turns.h: who speaks in a transcript. */
#ifndef HS_TURNS_H
#define HS_TURNS_H

#include "discourse/groups.h"
#include "model/model.h"

/* turns_limit: the most spans that turns_add() adds to reading->spans; it adds a third as many groups. */
uint32_t turns_limit(const struct hearsay_document *doc);

/* turns_add: a group for each turn of a transcript, from its label, colon and words; spans are appended to reading->spans, groups to *groups, both
 *   of which have the room. A content of the model that begins in a turn and has neither cue nor source is taken over.
 * Returns  false: out of memory. */
bool turns_add(const struct hearsay_document *doc, struct reading *reading, struct groups *groups, struct arena *scratch);

#endif
