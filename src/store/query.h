/* query.h: what a query gives, checked before it is asked: what no store can have is an error, not an empty answer. */
#ifndef HS_STORE_QUERY_H
#define HS_STORE_QUERY_H

#include "document.h"

/* query_code: *code, in any case of letters, becomes PLOVER's own; NULL stays. query_days: since and until are days, months or years, or times as an
 * article may have them. Either may be NULL. HEARSAY_E_ARGUMENT: it is not so. */
hearsay_code query_code(const char **code, hearsay_error *err);
hearsay_code query_days(const char *since, const char *until, hearsay_error *err);

#endif
