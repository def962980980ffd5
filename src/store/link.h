/* link.h: claims of a text joined to those of others, as it is added. */
#ifndef HS_LINK_H
#define HS_LINK_H

#include "store/store.h"

/* link_claims: rows of claim_link and claim_key for a text's claims, in place of those that it had; nothing, if the document has no
 *   sightings (one that comes from the store itself). Each claim is compared with the first CLAIMS_LOOKED_AT that have a key in common with it,
 *   for each key, and joins groups of these as src/trace/joining.h says: so a text costs the same in a store of any size. A claim that is read as
 *   it was keeps its row; where one goes away that others were joined by, these are joined anew. People's corrections hold. False: s->failed
 *   says why.
 *   given  [n_claims] the claim across articles of each, 0: one of its own; NULL: that is found here. */
enum { CLAIMS_LOOKED_AT = 24 };
bool link_claims(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const int64_t *given);

/* link_words: rows of claim_search for a text's claims, when those of claim, actor and claim_link are there. link_words_forget: takes them away,
 * while these are as they were. link_words_all: all of the store's anew, behind a migration. False: s->failed says why. */
bool link_words(hearsay_store *s, int64_t text);
bool link_words_forget(hearsay_store *s, int64_t text);
bool link_words_all(hearsay_store *s);

/* link_again: the claims of one number joined anew, from what is stored of them. */
bool link_again(hearsay_store *s, int64_t linked);

#endif
