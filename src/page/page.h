/* page.h: from bytes to blocks. */
#ifndef HS_PAGE_H
#define HS_PAGE_H

#include "document.h"

/* page_from_text: a document of plain text: checked, repaired or refused, trimmed at its end, and cut into blocks.
 *   doc->arena and the metadata are set by the caller; text, len, repairs, id and blocks are set here.
 * Errors  HEARSAY_E_TOO_LONG, HEARSAY_E_BINARY, HEARSAY_E_UTF8 (strict), HEARSAY_E_NOMEM. */
hearsay_code page_from_text(struct hearsay_document *doc, const char *bytes, size_t len, const hearsay_options *opts, hearsay_error *err);

/* blocks_of_text: the blocks of doc->text (valid UTF-8, plain text); doc->title, if set, helps to know the headline. */
hearsay_code blocks_of_text(struct hearsay_document *doc, hearsay_error *err);

#endif
