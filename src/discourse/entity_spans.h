/* entity_spans.h: the network's names, mended by what the parse and the lexicon know. */
#ifndef HS_ENTITY_SPANS_H
#define HS_ENTITY_SPANS_H

#include "document.h"
#include "lexicon/lexicon.h"

/* entity_spans_mend: cuts and lengthens doc->entities, in the document's arena; linear in its words.
 *   lexicon  may be NULL: nothing is known then but the parse.
 *   False: out of memory. */
bool entity_spans_mend(struct hearsay_document *doc, const struct lexicon *lexicon);

#endif
