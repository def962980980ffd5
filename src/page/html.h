/* html.h: a web page becomes a document: its article, its parts, its metadata. */
#ifndef HS_HTML_H
#define HS_HTML_H

#include "document.h"

/* page_from_html: sets text, len, id, blocks, repairs and tags_left_out, and of the metadata what the caller left NULL.
 *   doc->arena is set by the caller; doc->uri may be the place where the page came from.
 *   charset  what the server said of the encoding, NULL: nothing.
 * Errors  HEARSAY_E_TOO_LONG (bytes, tags, the parser's memory), HEARSAY_E_BINARY, HEARSAY_E_UTF8 (strict), HEARSAY_E_NOMEM. */
hearsay_code page_from_html(struct hearsay_document *doc, const char *bytes, size_t len, const char *charset, const hearsay_options *opts,
                            hearsay_error *err);

/* page_check_language: sets doc->language from the story's words. Too short a text to tell has what it declared, or none.
 * Errors  HEARSAY_E_LANGUAGE where it is not English and `any` is false, HEARSAY_E_NOMEM. */
hearsay_code page_check_language(struct hearsay_document *doc, bool any, hearsay_error *err);

#endif
