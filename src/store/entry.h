/* entry.h: what is written of an article, made ready outside of the store's lock. */
#ifndef HS_ENTRY_H
#define HS_ENTRY_H

#include "store/store.h"
#include "trace/shingles.h"

struct hearsay_entry {
    struct arena *arena;                       /* of all below but the document, this struct too */
    const struct hearsay_document *doc;        /* the caller's */
    hearsay_place place;                       /* strings that are never NULL, but for `fetched` */
    const char *address;                       /* NULL: none is known */
    const char *blocks;                        /* JSON */
    const void *packed; size_t packed_len;     /* the document; NULL: only its page was looked at */
    struct shingled shingled;                  /* spans in code points; of what was read */
    int64_t words;
    const int64_t *identities, *linked;        /* [n_actors], [n_claims] numbers given from elsewhere, 0: none; NULL: the store finds them itself */
    char seen[STORE_TIME];
};

/* unpacked_document: the document of such bytes and its text. NULL on failure. Errors  HEARSAY_E_STORE (damaged), HEARSAY_E_NOMEM. */
hearsay_document *unpacked_document(const void *packed, size_t len, const char *text, size_t text_len, hearsay_error *err);

/* unpacked_until: the beginning of its JSON, to the first `last` behind `key`, in the arena; all of it if the key is not there.
 * NULL: the arena is full, or *damaged. */
char *unpacked_until(const void *packed, size_t packed_len, const char *key, char last, size_t *len, struct arena *a, bool *damaged);

#endif
