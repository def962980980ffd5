/* quoted.h: who speaks in "the agency quoted the minister as saying that ...". */
#ifndef HS_QUOTED_H
#define HS_QUOTED_H

#include "document.h"

/* quoted_mend: gives the words of such a sentence to him who was quoted: an attribution of his own inside the agency's, or, where he "was quoted",
 *   the one that there is, with him for its source.
 *   all     [n] attributions in text order, with room for as many again; `within` is not read.
 *   inside  whether attributions inside others are wanted.
 * Returns how many there are now; HS_NONE: out of memory. */
uint32_t quoted_mend(struct hearsay_document *doc, struct attribution *all, uint32_t n, bool inside);

#endif
