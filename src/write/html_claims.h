/* html_claims.h: what the page for people leads with. */
#ifndef HS_HTML_CLAIMS_H
#define HS_HTML_CLAIMS_H

#include "document.h"
#include "write/buffer.h"

extern const char html_claims_style[];

/* A section of the claims that lead; nothing if there are none. Its links lead to the cards, #t1, and light what they show: data-t. False: out of
 * memory. */
bool html_claims(struct buffer *out, const struct hearsay_document *doc);

#endif
