/* context.h: what a line's neighbours say of it, once every line has been judged by itself. */
#ifndef HS_CONTEXT_H
#define HS_CONTEXT_H

#include "page/shape.h"

struct context;

struct surroundings {
    bool inside;                               /* inside the container: the element whose lines together are most surely the article */
    bool after_related;                        /* a link, and "Related:" stands before it with at most links in between */
    float around;                              /* mean judgement of the two lines before and the two behind, the nearer ones twice as heavy */
    float alike;                               /* mean judgement of the other lines of its tag and class in elements of the same */
};

/* context_make: p[i] is the first judgement of line i, 0 for lines that do not count. NULL: out of memory. */
struct context *context_make(struct arena *a, const struct dom *d, const struct line_shape *shapes, const float *p);

struct surroundings context_of(const struct context *c, uint32_t line);

/* context_mass: how much a line counts where lines are summed up: its length, bounded so that one long line decides nothing alone. */
float context_mass(const struct line_shape *shape);

/* context_container: the container by the judgements p. False: out of memory. */
bool context_container(struct arena *a, const struct dom *d, const struct line_shape *shapes, const float *p, uint32_t *container);

#endif
