/* stores.h: the store that is served, opened once for each thread that needs it at a time. */
#ifndef HEARSAY_SERVE_STORES_H
#define HEARSAY_SERVE_STORES_H

#include <stdbool.h>

#include "hearsay.h"

struct stores;

/* stores_new: opens the file, which is made if there is none, unless it is only read. NULL: err says why. */
struct stores *stores_new(const char *path, bool read_only, hearsay_error *err);
void stores_free(struct stores *all);                        /* NULL is allowed; all were given back */

/* One that nobody else has meanwhile; NULL: err says why. */
hearsay_store *stores_take(struct stores *all, hearsay_error *err);
void stores_give(struct stores *all, hearsay_store *store);  /* NULL is allowed */

#endif
