/* documents.h: a text of the store as a document, by its number. */
#ifndef HS_STORE_DOCUMENTS_H
#define HS_STORE_DOCUMENTS_H

#include "store/store.h"

/* document_page: as it was before it was read. Free it with hearsay_document_free(). NULL: s->failed says why. */
struct hearsay_document *document_page(hearsay_store *s, int64_t text);

#endif
