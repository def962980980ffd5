/* claims.h: what a page says of itself, over and over, and the one answer. */
#ifndef HS_CLAIMS_H
#define HS_CLAIMS_H

#include "base/arena.h"

enum { CLAIMS_MAX = 24 };
struct claims { const char *value[CLAIMS_MAX]; unsigned n; };

static inline void claim(struct claims *c, const char *value)
{
    if (value && *value && c->n < CLAIMS_MAX)
        c->value[c->n++] = value;
}

/* All that is claimed, each list in its order of trust; NUL-terminated UTF-8. */
struct page_claims {
    struct claims title, outlet, author, url, language, description;
    struct claims published, modified;         /* said for machines: JSON-LD, <meta>, microdata */
    struct claims shown_published, shown_modified;         /* said to readers: <time>, bylines */
    const char *page_title;                    /* the whole <title> */
    const char *url_given;                     /* where the page came from */
};

/* The answers, in the arena; NULL where there is none, or memory ran out (the arena remembers). */
const char *decide_title(struct arena *a, const struct page_claims *c);
const char *decide_outlet(struct arena *a, const struct page_claims *c, const char *title);
const char *decide_author(struct arena *a, const struct page_claims *c, const char *title);
const char *decide_url(const struct page_claims *c);
const char *decide_language(struct arena *a, const struct page_claims *c);         /* ISO 639: "en" of "en-US" */
void decide_dates(struct arena *a, const struct page_claims *c, const char **published, const char **modified);

#endif
