/* prescan.h: the scan before the HTML parser: bounded depth, no scripts, only the attributes that are read later. */
#ifndef HS_PRESCAN_H
#define HS_PRESCAN_H

#include "base/arena.h"
#include "hearsay.h"

#define PRESCAN_TAGS_MAX 500000u               /* start tags handed on; the largest dev page has 9,000 */
#define PRESCAN_VALUE_MAX 4096u                /* bytes of an attribute's value */

struct slice { const char *at; size_t len; };

struct prescan {
    const char *html;                          /* the rewritten markup */
    size_t len;
    uint32_t tags;                             /* start tags handed on */
    uint32_t repairs;                          /* start tags left out because too many elements were open */
    struct slice *data;                        /* contents of <script type="application/ld+json">, in page order; they point into the input */
    uint32_t n_data;
};

/* prescan: html is UTF-8. The result lives in the arena, its `data` in html.
 * Errors  HEARSAY_E_TOO_LONG (more than PRESCAN_TAGS_MAX tags; err->at: the one too many), HEARSAY_E_NOMEM. */
hearsay_code prescan(struct arena *a, const char *html, size_t len, struct prescan *out, hearsay_error *err);

#endif
