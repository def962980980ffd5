/* actors.h: who is who. */
#ifndef HS_ACTORS_H
#define HS_ACTORS_H

#include "lexicon/lexicon.h"
#include "model/model.h"

/* actors_build: doc->mentions, doc->actors and the actor of each attribution, from words, names and attributions.
 *   lexicon  NULL: none.      scratch  is released to where it was.
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code actors_build(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch,
                          hearsay_error *err);

#endif
