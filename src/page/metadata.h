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
    const char *published, *modified;          /* RFC 3339, with the zone if it is known */
    const char *canonical;                     /* http or https */
    const char *language;                      /* as declared, "en-US" */
    const char *body;                          /* JSON-LD's articleBody */
    const char *page_title;                    /* the whole <title> */
};

/* metadata_read: url is where the page came from, NULL if that is unknown. False: out of memory. */
bool metadata_read(struct arena *a, const struct dom *d, const struct prescan *page, const char *url, struct page_metadata *out);

/* What of it helps to find the article. */
struct page_hints page_hints_of(const struct page_metadata *m);

/* metadata_from_lines: what only the text says: a date line or byline beside the headline. lines: of the page, in order, those of the article's head. */
bool metadata_from_lines(struct arena *a, const struct dom *d, const uint32_t *lines, uint32_t n, struct page_metadata *m);

#endif
