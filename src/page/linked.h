/* linked.h: what a page says of its article in JSON-LD (schema.org). */
#ifndef HS_LINKED_H
#define HS_LINKED_H

#include "page/prescan.h"

/* NUL-terminated UTF-8 in the arena, entities and tags taken out; NULL where nothing is said. */
struct linked_article {
    const char *headline, *description, *authors, *publisher, *published, *modified, *url, *language, *body;
};

/* linked_read: the article among the page's <script type="application/ld+json">. title: the page's, may be NULL: of several articles, the one that is
 * called so; else the first. Scripts that are no JSON are passed over. False: out of memory. */
bool linked_read(struct arena *a, const struct slice *data, uint32_t n, const char *title, struct linked_article *out);

#endif
