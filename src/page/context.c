/* context.c: the second look at a line.
 *
 *   container   With p_i the judgement of line i and m_i its mass, every element e has the sum s(e) = sum over its lines of (p_i - 1/3) m_i. The
 *               container is the element with the greatest sum: the narrowest that holds what looks like the article and little else. (The maximal
 *               subsequence of J. Pasternack and D. Roth, "Extracting article text from the web with maximum subsequence segmentation", WWW 2009,
 *               along the tree instead of the tokens.)
 *   alike       Templates repeat: what most lines of one tag and class are, the others are too.
 *   around      An article is a stretch of the page: a short line between two paragraphs is its, the same line after the last one is not. */
#include "page/context.h"

#include <string.h>
#include <xxhash.h>

enum { MASS_MAX = 60 };
/* A line counts against an element below this: less than a half, so that two boxes of links between three paragraphs do not part them. */
#define AGAINST 0.33F
/* A mean of few lines is drawn towards this, as if 3 words of it were there. */
#define PRIOR_P 0.3F
#define PRIOR_MASS 3.0F

struct mean {
    float sum, mass;
};

struct context {
    const struct dom *dom;
    const struct line_shape *shapes;
    const float *p;
    struct mean *alike;       /* [slots] by key, in `slot` */
    uint32_t *slot;           /* [lines] */
    uint32_t *counted, *rank; /* [lines] the lines that count, in order; the place of each in that order */
    uint32_t n_counted;
    bool *after_related; /* [lines] */
    uint32_t container;
};

float context_mass(const struct line_shape *shape) { return shape->length + 1 < MASS_MAX ? shape->length + 1 : MASS_MAX; }

/* ---- Lines of one tag and class ------------------------------------------------------------------------------------------- */

static uint64_t tag_and_class(const struct dom *d, uint32_t e)
{
    const char *class = dom_attribute(d, e, "class");
    return XXH3_64bits_withSeed(class ? class : "", class ? strlen(class) : 0, d->elements[e].tag);
}

static bool find_alike(struct context *c, struct arena *a)
{
    const struct dom *d = c->dom;
    size_t size = 64;
    while (size < 2 * (size_t)d->n_lines) size *= 2;
    uint64_t *keys = ARENA_ZARRAY(a, uint64_t, size), *name = ARENA_ZARRAY(a, uint64_t, d->n_elements);
    c->alike = ARENA_ZARRAY(a, struct mean, size);
    c->slot = ARENA_ARRAY(a, uint32_t, (size_t)d->n_lines + 1);
    if (!keys || !name || !c->alike || !c->slot) return false;
    for (uint32_t i = 0; i < d->n_lines; i++) {
        uint32_t e = d->lines[i].block, up = d->elements[e].parent == HS_NONE ? e : d->elements[e].parent;
        if (!name[e]) name[e] = tag_and_class(d, e);
        if (!name[up]) name[up] = tag_and_class(d, up);
        uint64_t both[2] = { name[e], name[up] }, key = XXH3_64bits(both, sizeof both) | 1;
        size_t at = (key >> 1) & (size - 1);
        while (keys[at] && keys[at] != key) at = (at + 1) & (size - 1);
        keys[at] = key;
        c->slot[i] = (uint32_t)at;
        if (c->shapes[i].counted) {
            float mass = context_mass(&c->shapes[i]);
            c->alike[at].sum += c->p[i] * mass;
            c->alike[at].mass += mass;
        }
    }
    return true;
}

/* ---- The container ------------------------------------------------------------------------------------------------------------ */

bool context_container(struct arena *a, const struct dom *d, const struct line_shape *shapes, const float *p, uint32_t *container)
{
    float *sum = ARENA_ZARRAY(a, float, d->n_elements);
    if (!sum) return false;
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (shapes[i].counted || p[i] > 0) sum[d->lines[i].inner] += (p[i] - AGAINST) * context_mass(&shapes[i]);
    for (uint32_t e = d->n_elements; e-- > 1;) sum[d->elements[e].parent] += sum[e];
    /* Of equal sums the deepest element: sums of a chain of wrappers differ by rounding only. */
    *container = 0;
    for (uint32_t e = 1; e < d->n_elements; e++)
        if (sum[e] >= sum[*container] - 1e-3F) *container = e;
    return true;
}

struct context *context_make(struct arena *a, const struct dom *d, const struct line_shape *shapes, const float *p)
{
    struct context *c = ARENA_ZARRAY(a, struct context, 1);
    size_t n = (size_t)d->n_lines + 1;
    if (!c) return NULL;
    *c = (struct context){ .dom = d, .shapes = shapes, .p = p };
    c->counted = ARENA_ARRAY(a, uint32_t, n);
    c->rank = ARENA_ARRAY(a, uint32_t, n);
    c->after_related = ARENA_ZARRAY(a, bool, n);
    if (arena_failed(a) || !find_alike(c, a) || !context_container(a, d, shapes, p, &c->container)) return NULL;
    bool related = false;
    for (uint32_t i = 0; i < d->n_lines; i++) {
        c->rank[i] = c->n_counted;
        if (!shapes[i].counted) continue;
        c->counted[c->n_counted++] = i;
        c->after_related[i] = related && shapes[i].linked > 0.5F;
        related = is_marked(&shapes[i], MARK_RELATED) || c->after_related[i];
    }
    return c;
}

/* The judgement of the k-th line that counts, from line i. */
static float neighbour(const struct context *c, uint32_t i, int k)
{
    int64_t at = (int64_t)c->rank[i] + k;
    return at >= 0 && at < c->n_counted ? c->p[c->counted[at]] : 0;
}

struct surroundings context_of(const struct context *c, uint32_t i)
{
    uint32_t e = c->dom->lines[i].inner;
    struct mean all = c->alike[c->slot[i]];
    float mass = c->shapes[i].counted ? context_mass(&c->shapes[i]) : 0;
    return (struct surroundings){
        .inside = e >= c->container && e < c->dom->elements[c->container].end,
        .after_related = c->after_related[i],
        .around = (neighbour(c, i, -2) + 2 * neighbour(c, i, -1) + 2 * neighbour(c, i, 1) + neighbour(c, i, 2)) / 6,
        .alike = (all.sum - c->p[i] * mass + PRIOR_P * PRIOR_MASS) / (all.mass - mass + PRIOR_MASS),
    };
}
