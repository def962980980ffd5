/* said.h: the verb of saying beside a quotation, and its subject. */
#ifndef HS_SAID_H
#define HS_SAID_H

#include "document.h"

/* Words of the document, both ends inside. */
struct said {
    uint32_t source_first, source_last, verb;
};

/* said_beside: who says the quotation of words first .. last by the verb right behind it ('"...," said Lind', '"...," the statement reads') or by
 *   one that ends the paragraph or clause before it with a colon or comma ("Lind wrote:").
 *   taken  [doc->n_words] 1 for words that may be no part of it.
 * Returns  false: no such verb, or it has no subject. */
bool said_beside(const struct hearsay_document *doc, uint32_t first, uint32_t last, const uint8_t *taken, struct said *out);

#endif
