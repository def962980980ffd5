/* load.h: a document from its JSON, as hearsay_document_write() gave it. */
#ifndef HS_LOAD_H
#define HS_LOAD_H

#include "document.h"

/* document_load: text, text_len  the text, UTF-8, where the JSON has null for it; else NULL. NULL on failure.
 * Errors  HEARSAY_E_JSON, HEARSAY_E_TOO_LONG (beyond 1 GiB), HEARSAY_E_NOMEM. */
hearsay_document *document_load(const char *json, size_t len, const char *text, size_t text_len, hearsay_error *err);

#endif
