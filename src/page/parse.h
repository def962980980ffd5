/* parse.h: HTML to gumbo's tree, in an arena. */
#ifndef HS_PARSE_H
#define HS_PARSE_H

#include <gumbo.h>

#include "base/arena.h"
#include "hearsay.h"

#define PARSE_BYTES_MAX ((size_t)512 << 20)

/* parse_html: html went through prescan(), which bounds the time this takes. The tree lives in the arena and points into html.
 * Errors  HEARSAY_E_NOMEM; HEARSAY_E_TOO_LONG where it would take more than PARSE_BYTES_MAX. */
hearsay_code parse_html(struct arena *a, const char *html, size_t len, const GumboNode **document, hearsay_error *err);

#endif
