/* claim_corrections.h: what people say of claims across articles: two are one, or one is another in some articles. As with actors (identities.h) a
 * correction names two claims by where they stand in a text, so that it holds whatever a rebuild makes of these texts.
 *
 * SPLIT    Claims across articles that have one side each are not joined, neither by a score nor by a third claim.
 * MERGE    Those that have one side each are one, unless a split lies between them: who merges two takes back all splits between these.
 * LAST     Of two corrections of the same two claims the later one stands. */
#ifndef HS_CLAIM_CORRECTIONS_H
#define HS_CLAIM_CORRECTIONS_H

#include "store/store.h"

/* A claim of a text; n 0: it has none there any more. */
struct claim_side { int64_t text, n; };

/* claim_corrections_read: those of the store, once in a transaction; what a text's claims are now, if it was read anew since. */
bool claim_corrections_read(hearsay_store *s);
bool claim_corrections_moved(hearsay_store *s, int64_t text);
void claim_corrections_forget(hearsay_store *s);

/* claim_corrections_part: does a split keep claim `other` across articles from this claim, or from one of the n that it is joined with? */
bool claim_corrections_part(hearsay_store *s, struct claim_side self, const int64_t *joined, unsigned n, int64_t other);

/* claim_corrections_merge: was a claim of this text merged with another one? */
bool claim_corrections_merge(const hearsay_store *s, int64_t text);

/* claim_corrections_apply: joins this claim with those that it was merged with. */
bool claim_corrections_apply(hearsay_store *s, struct claim_side self);

/* hearsay_store_merge() and hearsay_store_split() for claims. */
hearsay_code claims_merge(hearsay_store *store, const char *a, const char *b, hearsay_error *err);
hearsay_code claims_split(hearsay_store *store, const char *claim, const char *const *ids, size_t n, hearsay_error *err);

#endif
