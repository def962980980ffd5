/* identities.h: who is who across texts. src/trace/people.h says when two actors are one; here they are linked as they come, and people's
 * corrections hold.
 *
 *   actor (text, n) --key--> sighting: those that may be the same --agree?--> identity
 *
 * WHO       Whoever has a name, and whoever speaks or stands in a claim: each has an identity. The rest ("his wife") have none.
 * COST      A sighting is compared with the latest SIGHTINGS_LOOKED_AT that have its key, until ENOUGH of them agree.
 * CORRECTED A correction names two actors by a mention of each in a text, so that it holds whatever a rebuild makes of these texts: a split keeps
 *           their identities apart, also where a third would join them; a merge joins them. Of two corrections of the same actors the later holds. */
#ifndef HS_IDENTITIES_H
#define HS_IDENTITIES_H

#include "store/store.h"

enum { ENOUGH = 8 };

/* identities_add: rows of table actor, sighting and identity for the actors of a text, whose mentions are there and which has none of them yet.
 *   given  [n_actors] who each is, 0: nobody that is known; NULL: that is found here. */
bool identities_add(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const int64_t *given);

/* identities_clear: takes them away, but for identities that nobody has any more: these wait for identities_sweep(), in between which the same actor
 * of the same text gets the same number again. */
bool identities_clear(hearsay_store *s, int64_t text);
bool identities_sweep(hearsay_store *s);

void identities_forget(hearsay_store *s);

/* identities_apart: pairs of identities between which a person's split stands, in an arena. False: s->failed says why. */
struct identity_pair { int64_t a, b; };
bool identities_apart(hearsay_store *s, struct arena *arena, struct identity_pair **out, uint32_t *n);

/* hearsay_store_merge() and hearsay_store_split() for actors. */
hearsay_code identities_merge(hearsay_store *store, const char *a, const char *b, hearsay_error *err);
hearsay_code identities_split(hearsay_store *store, const char *actor, const char *const *ids, size_t n, hearsay_error *err);

#endif
