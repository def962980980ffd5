/* claims.h: what lists and traces say of a claim across articles alike. */
#ifndef HS_STORE_CLAIMS_H
#define HS_STORE_CLAIMS_H

#include "store/store.h"

/* claims_words: the claim in the words that most of its texts have; of as many, the first. NULL: there is no such claim, or s->failed. */
const char *claims_words(hearsay_store *s, int64_t linked, struct arena *a);

#endif
