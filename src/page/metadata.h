/* metadata.h: title, outlet, author, dates, address and language of a page, from all that it says of itself. */
#ifndef HS_METADATA_H
#define HS_METADATA_H

#include "page/dom.h"
#include "page/prescan.h"
#include "page/shape.h"

/* NUL-terminated UTF-8 in the arena, NULL where unknown. */
struct page_metadata {
    const char *title;                         /* the headline */
    const char *outlet, *author, *description;
    const char *published, *modified;          /* RFC 3339, with the zone if it is known; set by metadata_from_lines() */
    const char *canonical;                     /* http or https */
    const char *language;                      /* as declared, ISO 639: "en" */
    const char *body;                          /* JSON-LD's articleBody */
    const char *page_title;                    /* the whole <title> */
    struct page_claims *claims;                /* where all that comes from */
};

/* metadata_read: url is where the page came from, NULL if that is unknown. False: out of memory. */
bool metadata_read(struct arena *a, const struct dom *d, const struct prescan *page, const char *url, struct page_metadata *out);

/* What of it helps to find the article. */
struct page_hints page_hints_of(const struct page_metadata *m);

/* metadata_from_lines: the dates, and the author if he is not known yet, with what the head of the article shows beside the headline: date lines and
 * bylines. lines: which of the page these are, in order; may be none, but this has to be called. False: out of memory. */
bool metadata_from_lines(struct arena *a, const struct dom *d, const uint32_t *lines, uint32_t n, struct page_metadata *m);

#endif
