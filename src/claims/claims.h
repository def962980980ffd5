/* claims.h: what is claimed in an article, and who stands where (docs/claims.md). */
#ifndef HS_CLAIMS_H
#define HS_CLAIMS_H

#include "document.h"
#include "lexicon/cues.h"
#include "lexicon/event_words.h"
#include "lexicon/lexicon.h"

/* claims_build: doc->claims, from attributions with their chains and stances, loaded words, actors, times and the parse.
 *   lexicon  may be NULL: then no adjective is a state's.      scratch  is released to where it was
 * Cost     linear in words and attributions, but for what a bounded look back takes.
 * Errors   HEARSAY_E_NOMEM. */
hearsay_code claims_build(struct hearsay_document *doc, const struct event_words *words, const struct lexicon *lexicon, const struct cues *cues,
                          struct arena *scratch, hearsay_error *err);

#endif
