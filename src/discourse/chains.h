/* chains.h: by whose mouths a content came. */
#ifndef HS_CHAINS_H
#define HS_CHAINS_H

#include "document.h"

/* chains_build: the voices of each attribution, from its source, `within` and actor, and from the doc's actors. May add actors for joint hearers.
 *   scratch  is released to where it was.
 * Cost     n log n, times the depth of nesting.
 * Errors   HEARSAY_E_NOMEM. */
hearsay_code chains_build(struct hearsay_document *doc, struct arena *scratch, hearsay_error *err);

#endif
