/* adding.h: attributions that rules add to those of the network. */
#ifndef HS_ADDING_H
#define HS_ADDING_H

#include "base/arena.h"
#include "document.h"

/* A document's attributions while some are added. The first n_before are the document's own, in text order. */
struct adding {
    struct hearsay_document *doc;
    struct attribution *all;
    uint32_t n, n_before, room;
    bool changed;
};

struct adding adding_begin(struct hearsay_document *doc);

/* False: out of memory. */
bool adding_append(struct adding *x, const struct attribution *a);

/* One span over words first .. last, in the document's arena. False: out of memory. */
bool adding_span(struct hearsay_document *doc, uint32_t first, uint32_t last, struct span_list *out);

/* The document's attributions are those of x, sorted, each within the one around it. False: out of memory. */
bool adding_end(struct adding *x, struct arena *scratch);

/* Whether a span list has all of a word. */
bool spans_hold(const struct hearsay_document *doc, struct span_list list, uint32_t word);

#endif
