/* layers_order.c: the order of vertices in each layer, so that edges cross as little as may be.
 *
 * E. R. Gansner, E. Koutsofios, S. C. North, K.-P. Vo, "A Technique for Drawing Directed Graphs", IEEE Trans. Software Eng. 19(3), 1993, section 3:
 *   - start in the order of a depth-first search from the first layer, in which a tree does not cross itself;
 *   - sweep from layer to layer, there and back: each vertex by the weighted median of its neighbours' places in the layer just left;
 *   - after each sweep swap neighbours while that saves crossings; keep the best order of all, and stop when PATIENCE sweeps brought nothing;
 *   - begin anew from shuffled orders, as often as the graph is small: in 150 random graphs of two layers that made of 255 crossings the 224 that
 *     the best orders have (tests/unit/layers.c), and costs a graph of 100 edges a few milliseconds.
 * Crossings between two layers are counted by inversions with a Fenwick tree (W. Barth, P. Mutzel, M. Jünger, 2004), O(E log V). The problem
 * is NP-hard for two layers already. */
#include <stdlib.h>
#include <string.h>

#include "write/layers_inside.h"

enum { SWEEPS = 24, PATIENCE = 4, SWAP_ROUNDS = 8 };
/* Graphs of up to so many segments are begun anew from shuffled orders, small ones up to so many times. */
enum { SEGMENTS = 4000, STARTS = 16 };

struct item {
    double median; /* below 0: no neighbour, it keeps its place */
    uint32_t vertex, place;
};

struct ordering {
    struct grid *g;
    uint32_t *tree, *places; /* scratch: [n_vertices + 1], [n_segments + 1] */
    struct segment *pairs;   /* [n_segments + 1] places of both ends */
    struct item *items;      /* [n_vertices + 1] */
    uint32_t *best;          /* [n_vertices] places */
    uint32_t *near, *far;    /* [n_segments + 1] neighbours' places, sorted for each vertex: laid out as before[] and behind[] */
};

static int by_number(const void *a, const void *b)
{
    const uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;
    return (x > y) - (x < y);
}

/* ---- Crossings ------------------------------------------------------------------------------------------------------------- */

static int by_places(const void *a, const void *b)
{
    const struct segment *x = a, *y = b;
    if (x->from != y->from) return x->from < y->from ? -1 : 1;
    return (x->to > y->to) - (x->to < y->to);
}

/* Between a layer and the next. */
static uint64_t crossings_behind(struct ordering *o, uint32_t layer)
{
    const struct grid *g = o->g;
    uint32_t n = 0;
    for (uint32_t i = 0; i < g->sizes[layer]; i++) {
        const struct vertex *v = &g->vertices[g->layers[layer][i]];
        for (uint32_t k = 0; k < v->n_behind; k++) o->pairs[n++] = (struct segment){ i, g->vertices[g->segments[g->behind[v->behind + k]].to].place };
    }
    qsort(o->pairs, n, sizeof *o->pairs, by_places);
    const uint32_t size = g->sizes[layer + 1];
    memset(o->tree, 0, ((size_t)size + 1) * sizeof *o->tree);
    uint64_t crossings = 0;
    for (uint32_t i = n; i-- > 0;) {
        /* Of the segments that begin further on, those that end before this one cross it. Equal beginnings were sorted, and touch. */
        for (uint32_t k = o->pairs[i].to; k; k &= k - 1) crossings += o->tree[k];
        for (uint32_t k = o->pairs[i].to + 1; k <= size; k += k & -k) o->tree[k]++;
    }
    return crossings;
}

static uint64_t crossings(struct ordering *o)
{
    uint64_t n = 0;
    for (uint32_t i = 0; i + 1 < o->g->n_layers; i++) n += crossings_behind(o, i);
    return n;
}

/* ---- Sweeps ---------------------------------------------------------------------------------------------------------------- */

/* The weighted median of sorted places: of an even number between the two in the middle, nearer to where more crowd together. */
static double median(const uint32_t *p, uint32_t n)
{
    const uint32_t m = n / 2;
    if (!n) return -1;
    if (n % 2) return p[m];
    const double left = p[m - 1] - p[0], right = p[n - 1] - p[m];
    if (n == 2 || left + right == 0) return (p[m - 1] + p[m]) / 2.0;
    return (p[m - 1] * right + p[m] * left) / (left + right);
}

static int by_median(const void *a, const void *b)
{
    const struct item *x = a, *y = b;
    if (x->median != y->median) return x->median < y->median ? -1 : 1;
    return (x->place > y->place) - (x->place < y->place);
}

/* Orders one layer by the one before it (or, backwards, behind it). */
static void order_layer(struct ordering *o, uint32_t layer, bool backwards)
{
    struct grid *g = o->g;
    uint32_t *vertices = g->layers[layer], n = 0;
    for (uint32_t i = 0; i < g->sizes[layer]; i++) {
        const struct vertex *v = &g->vertices[vertices[i]];
        const uint32_t degree = backwards ? v->n_behind : v->n_before;
        for (uint32_t k = 0; k < degree; k++)
            o->places[k] = backwards ? g->vertices[g->segments[g->behind[v->behind + k]].to].place
                                     : g->vertices[g->segments[g->before[v->before + k]].from].place;
        qsort(o->places, degree, sizeof *o->places, by_number);
        if (degree) o->items[n++] = (struct item){ median(o->places, degree), vertices[i], i };
    }
    qsort(o->items, n, sizeof *o->items, by_median);
    /* Those without neighbours there stay where they are, the others fill the places between them. */
    for (uint32_t i = 0, next = 0; i < g->sizes[layer]; i++) {
        const struct vertex *v = &g->vertices[vertices[i]];
        if (!(backwards ? v->n_behind : v->n_before)) continue;
        /* vertices[i] is read here before anything behind it is written. */
        o->tree[next++] = i;
    }
    for (uint32_t k = 0; k < n; k++) {
        vertices[o->tree[k]] = o->items[k].vertex;
        g->vertices[o->items[k].vertex].place = o->tree[k];
    }
}

/* ---- Swaps ----------------------------------------------------------------------------------------------------------------- */

static uint32_t crossings_of(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b)
{
    uint32_t n = 0, k = 0;
    for (uint32_t i = 0; i < n_a; i++) {
        while (k < n_b && b[k] < a[i]) k++;
        n += k;
    }
    return n;
}

/* What it saves to put the second before the first. */
static int64_t saved(const struct ordering *o, const struct vertex *a, const struct vertex *b)
{
    const int64_t now = (int64_t)crossings_of(o->near + a->before, a->n_before, o->near + b->before, b->n_before) +
                        crossings_of(o->far + a->behind, a->n_behind, o->far + b->behind, b->n_behind);
    const int64_t then = (int64_t)crossings_of(o->near + b->before, b->n_before, o->near + a->before, a->n_before) +
                         crossings_of(o->far + b->behind, b->n_behind, o->far + a->behind, a->n_behind);
    return now - then;
}

static void swap_layer(struct ordering *o, uint32_t layer)
{
    struct grid *g = o->g;
    uint32_t *vertices = g->layers[layer];
    for (uint32_t i = 0; i < g->sizes[layer]; i++) {
        const struct vertex *v = &g->vertices[vertices[i]];
        for (uint32_t k = 0; k < v->n_before; k++) o->near[v->before + k] = g->vertices[g->segments[g->before[v->before + k]].from].place;
        for (uint32_t k = 0; k < v->n_behind; k++) o->far[v->behind + k] = g->vertices[g->segments[g->behind[v->behind + k]].to].place;
        qsort(o->near + v->before, v->n_before, sizeof *o->near, by_number);
        qsort(o->far + v->behind, v->n_behind, sizeof *o->far, by_number);
    }
    bool more = true;
    for (int round = 0; more && round < SWAP_ROUNDS; round++) {
        more = false;
        for (uint32_t i = 0; i + 1 < g->sizes[layer]; i++) {
            struct vertex *a = &g->vertices[vertices[i]], *b = &g->vertices[vertices[i + 1]];
            if (saved(o, a, b) <= 0) continue;
            const uint32_t first = vertices[i];
            vertices[i] = vertices[i + 1];
            vertices[i + 1] = first;
            b->place = i;
            a->place = i + 1;
            more = true;
        }
    }
}

/* ---- The whole ------------------------------------------------------------------------------------------------------------- */

/* Places in the order of a depth-first search; a vertex of the first layers that nothing leads to begins one. */
static void start(struct ordering *o)
{
    struct grid *g = o->g;
    uint32_t *stack = o->best, *next = o->tree;
    memset(g->sizes, 0, g->n_layers * sizeof *g->sizes);
    for (uint32_t v = 0; v < g->n_vertices; v++) next[v] = UINT32_MAX;
    for (uint32_t root = 0; root < g->n_nodes; root++) {
        if (g->vertices[root].n_before) continue;
        uint32_t depth = 0;
        stack[depth++] = root;
        while (depth) {
            struct vertex *v = &g->vertices[stack[depth - 1]];
            uint32_t *at = &next[stack[depth - 1]];
            if (*at == UINT32_MAX) {
                *at = 0;
                v->place = g->sizes[v->layer]++;
                g->layers[v->layer][v->place] = stack[depth - 1];
            }
            while (*at < v->n_behind && next[g->segments[g->behind[v->behind + *at]].to] != UINT32_MAX) ++*at;
            if (*at == v->n_behind)
                depth--;
            else
                stack[depth++] = g->segments[g->behind[v->behind + (*at)++]].to;
        }
    }
}

static void keep(struct ordering *o)
{
    for (uint32_t v = 0; v < o->g->n_vertices; v++) o->best[v] = o->g->vertices[v].place;
}

static void restore(struct ordering *o)
{
    struct grid *g = o->g;
    for (uint32_t v = 0; v < g->n_vertices; v++) {
        g->vertices[v].place = o->best[v];
        g->layers[g->vertices[v].layer][o->best[v]] = v;
    }
}

/* Another order to start from, the same one for the same number. */
static void shuffle(struct ordering *o, uint32_t number)
{
    struct grid *g = o->g;
    uint32_t chance = number;
    for (uint32_t layer = 0; layer < g->n_layers; layer++)
        for (uint32_t i = g->sizes[layer]; i-- > 0;) {
            uint32_t *v = g->layers[layer];
            chance = chance * 1664525u + 1013904223u; /* Numerical Recipes */
            const uint32_t k = (uint32_t)((uint64_t)chance * (i + 1) >> 32), last = v[i];
            v[i] = v[k];
            v[k] = last;
            g->vertices[v[i]].place = i;
        }
}

/* Sweeps from the order as it stands; keeps what is better than `best`, and returns the best. */
static uint64_t improve(struct ordering *o, uint64_t best)
{
    struct grid *g = o->g;
    uint64_t least = UINT64_MAX;
    for (int sweep = 0, since = 0; sweep < SWEEPS && since < PATIENCE && best; sweep++, since++) {
        const bool backwards = sweep % 2;
        for (uint32_t i = 1; i < g->n_layers; i++) order_layer(o, backwards ? g->n_layers - 1 - i : i, backwards);
        for (uint32_t i = 0; i < g->n_layers; i++) swap_layer(o, i);
        const uint64_t now = crossings(o);
        if (now < least) {
            least = now;
            since = -1;
        }
        if (now >= best) continue;
        best = now;
        keep(o);
    }
    return best;
}

uint64_t layers_order(struct grid *g, struct arena *scratch, bool *good)
{
    const size_t vertices = (size_t)g->n_vertices + 2, segments = (size_t)g->n_segments + 2;
    struct ordering o = { .g = g };
    o.tree = ARENA_ARRAY(scratch, uint32_t, vertices);
    o.places = ARENA_ARRAY(scratch, uint32_t, segments);
    o.pairs = ARENA_ARRAY(scratch, struct segment, segments);
    o.items = ARENA_ARRAY(scratch, struct item, vertices);
    o.best = ARENA_ARRAY(scratch, uint32_t, vertices);
    o.near = ARENA_ARRAY(scratch, uint32_t, segments);
    o.far = ARENA_ARRAY(scratch, uint32_t, segments);
    *good = o.tree && o.places && o.pairs && o.items && o.best && o.near && o.far;
    if (!*good || !g->n_vertices) return 0;
    start(&o);
    keep(&o);
    uint64_t best = crossings(&o);
    const uint32_t room = SEGMENTS / (g->n_segments + 1), starts = room < 1 ? 1 : room > STARTS ? STARTS : room;
    for (uint32_t i = 0; i < starts && best; i++) {
        if (i) shuffle(&o, i);
        best = improve(&o, best);
    }
    restore(&o);
    return best;
}
