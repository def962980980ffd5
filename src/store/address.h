/* address.h: the address by which versions of one article are known. */
#ifndef HS_ADDRESS_H
#define HS_ADDRESS_H

#include "document.h"

/* address_of: of a document, in the arena; NULL if it has none (or memory ran out: arena_failed()).
 *   From the address that the page gives itself, else its uri, if these are http or https. */
const char *address_of(const struct hearsay_document *doc, struct arena *a);

/* address_written: one way of writing an address for several: scheme and host in lower case, https for both, no "www.", default port, fragment,
 * tracking parameters (utm_source=..., fbclid=...), "?" or "/" at the end. NULL: it is no http or https address. */
const char *address_written(const char *uri, struct arena *a);

#endif
