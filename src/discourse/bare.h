/* bare.h: attributions that stand without a cue, which the model seldom sees in its training data. */
#ifndef HS_BARE_H
#define HS_BARE_H

#include "discourse/groups.h"
#include "model/model.h"

/* The most spans that bare_add() adds. */
uint32_t bare_limit(const struct hearsay_document *doc);

/* bare_add: bare quotations, and sources before or behind a headline's clause, that no span of the model touches; each a group of its own. Their
 * spans go to the end of reading->spans, which has room for bare_limit() more; groups too.
 * Returns  false: out of memory. */
bool bare_add(const struct hearsay_document *doc, struct reading *reading, struct groups *groups, struct arena *scratch);

#endif
