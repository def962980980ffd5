/* derive.h: the rows that are made of a document. */
#ifndef HS_DERIVE_H
#define HS_DERIVE_H

#include "store/entry.h"

/* Raise it when the same document gives other rows: `hearsay rebuild` then makes them anew without reading again. */
#define TABLES_VERSION 1

/* derive_rows: all rows of a text that has none: reading, actors, attributions, claims, times. packed: the document as packed_document() gives it.
 * False: s->failed says why. */
bool derive_rows(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const void *packed, size_t packed_len, int64_t words);

/* derive_clear: takes them away. */
bool derive_clear(hearsay_store *s, int64_t text);

/* The number of an engine, by its id; one that is new gets one. */
int64_t derive_engine(hearsay_store *s, const char *id);

#endif
