/* claims.h: what lists and traces say of a claim across articles alike. */
#ifndef HS_STORE_CLAIMS_H
#define HS_STORE_CLAIMS_H

#include "store/store.h"

/* SQL: the numbers of the claims of a.text that a.n does, has done to it, or takes a stand on. */
#define CLAIMS_OF_ACTOR                                                                                                      \
    "(SELECT n FROM claim INDEXED BY claim_actor WHERE text = a.text AND actor = a.n UNION "                                  \
    "SELECT n FROM claim INDEXED BY claim_target WHERE text = a.text AND target = a.n UNION "                                 \
    "SELECT claim FROM position INDEXED BY position_actor WHERE text = a.text AND actor = a.n) "

/* claims_words: the claim in the words that most of its texts have; of as many, the first. NULL: there is no such claim, or s->failed. */
const char *claims_words(hearsay_store *s, int64_t linked, struct arena *a);

#endif
