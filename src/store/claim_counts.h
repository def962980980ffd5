/* claim_counts.h: table claim_count, in whose orders claims are listed.
 *
 *   claim_link, place ── triggers of schema.sql ── claim_change: what a transaction changes ── counted before it ends ── claim_count
 *
 * COST  A place that a claim gets is added to what is there, however many the claim has. Where something goes, or claims are joined, all of the
 *       claim is counted anew. */
#ifndef HS_CLAIM_COUNTS_H
#define HS_CLAIM_COUNTS_H

#include "store/store.h"

/* claim_counts_renew: what was changed, before store_end(). claim_counts_all: everything, behind a migration. False: s->failed says why. */
bool claim_counts_renew(hearsay_store *s);
bool claim_counts_all(hearsay_store *s);

/* claim_counts_text: the positions of a text were made anew. */
bool claim_counts_text(hearsay_store *s, int64_t text);

#endif
