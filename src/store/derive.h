/* derive.h: the rows that are made of a document. */
#ifndef HS_DERIVE_H
#define HS_DERIVE_H

#include "store/entry.h"

/* Raise it when the same document gives other rows: `hearsay rebuild` then makes them anew without reading again. */
#define TABLES_VERSION 2

/* derive_rows: all rows of a text that has none: reading, actors, attributions, claims, times, copies. False: s->failed says why. */
bool derive_rows(hearsay_store *s, int64_t text, const hearsay_entry *e);

/* derive_again: the same for a text that has some, which go. Its copies stay, unless another version of the program found them: they are made of
 * facts. */
bool derive_again(hearsay_store *s, int64_t text, const hearsay_entry *e);

#endif
