/* attitudes.h: whose claim, fear or support: attributions that the table of cues and the parse tell where the network has seen none. */
#ifndef HS_ATTITUDES_H
#define HS_ATTITUDES_H

#include "document.h"
#include "lexicon/cues.h"
#include "lexicon/lexicon.h"
#include "model/model.h"

/* attitudes_add: appends to doc->attributions, puts them in order and sets `within` anew. `cues` or `lexicon` NULL: nothing.
 *   min_score  none is made whose score would be below; the score is the share of its kind that was right on the development set
 * Returns  false: out of memory. */
bool attitudes_add(struct hearsay_document *doc, const struct reading *reading, const struct cues *cues, const struct lexicon *lexicon,
                   double min_score, struct arena *scratch);

#endif
