/* citing.h: "Tass said, citing a military source, that ...": on whose word the sayer has it. */
#ifndef HS_CITING_H
#define HS_CITING_H

#include "document.h"
#include "lexicon/lexicon.h"
#include "model/model.h"

/* citing_add: for each attribution whose sayer cites somebody for it, one more: the cited one as source, "citing" as cue, the same content. What the
 *   network took for a saying of its own ("Tass | citing | a military source") goes.
 * Returns  false: out of memory. Linear in the attributions of a sentence. */
bool citing_add(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch);

/* citing_carrier: the attribution whose sayer cites the source of attribution `index`, by the frame above; HS_NONE: none. */
uint32_t citing_carrier(const struct hearsay_document *doc, uint32_t index);

#endif
