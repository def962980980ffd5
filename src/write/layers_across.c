/* layers_across.c: where in its layer each vertex stands, the order being given.
 *
 *   minimise   sum over segments (u, v) of  w_uv (x_u - x_v)^2        w: 1 between nodes, 2 at one, 8 between dummies: long edges run straight
 *   such that  x_(i+1) - x_i >= (size_i + size_(i+1)) / 2 + gap       of neighbours in a layer
 *
 * Layer by layer with all others held: each vertex wants to be at the mean m_i of its neighbours, with weight W_i = sum w, and the best that the
 * distances allow is a regression on an order, which pooling adjacent violators solves exactly in linear time (R. E. Barlow et al., Statistical
 * Inference under Order Restrictions, 1972): with c_i the sum of the distances up to i and y_i = x_i - c_i, y must not decrease; from left to right
 * each y_i starts as a block of its own at m_i - c_i, and blocks in the wrong order become one at their weighted mean. The problem is convex, each
 * such step is its optimum for one layer, so the sum falls with every step and nobody ever overlaps. (U. Brandes, B. Köpf, "Fast and Simple
 * Horizontal Coordinate Assignment", 2001, needs repairs for nodes of several sizes: U. Brandes, J. Walter, J. Zink, "Erratum", 2020.) */
#include <math.h>

#include "write/layers_inside.h"

enum { SWEEPS = 40 };

struct block {
    double at, weight;
    uint32_t n;
};

static double distance(const struct vertex *a, const struct vertex *b, double gap, double narrow)
{
    return (a->size + b->size) / 2 + (a->dummy || b->dummy ? narrow : gap);
}

static double weight(const struct vertex *a, const struct vertex *b) { return a->dummy && b->dummy ? 8 : a->dummy || b->dummy ? 2 : 1; }

enum sides { BEFORE = 1, BEHIND = 2 };

/* The mean of its neighbours on these sides; its own place, with hardly a weight, if it has none there. */
static double wanted(const struct grid *g, const struct vertex *v, unsigned sides, double *sum)
{
    double at = 0;
    *sum = 0;
    for (uint32_t k = 0; sides & BEFORE && k < v->n_before; k++) {
        const struct vertex *u = &g->vertices[g->segments[g->before[v->before + k]].from];
        const double w = weight(v, u);
        at += w * u->across;
        *sum += w;
    }
    for (uint32_t k = 0; sides & BEHIND && k < v->n_behind; k++) {
        const struct vertex *u = &g->vertices[g->segments[g->behind[v->behind + k]].to];
        const double w = weight(v, u);
        at += w * u->across;
        *sum += w;
    }
    if (*sum > 0) return at / *sum;
    *sum = 1e-3;
    return v->across;
}

static void solve_layer(struct grid *g, uint32_t layer, unsigned sides, double gap, double narrow, struct block *blocks)
{
    uint32_t n = 0;
    double offset = 0;
    for (uint32_t i = 0; i < g->sizes[layer]; i++) {
        const struct vertex *v = &g->vertices[g->layers[layer][i]];
        double w;
        const double m = wanted(g, v, sides, &w);
        if (i) offset += distance(&g->vertices[g->layers[layer][i - 1]], v, gap, narrow);
        blocks[n++] = (struct block){ m - offset, w, 1 };
        while (n > 1 && blocks[n - 2].at > blocks[n - 1].at) {
            struct block *a = &blocks[n - 2], *b = &blocks[n - 1];
            a->at = (a->at * a->weight + b->at * b->weight) / (a->weight + b->weight);
            a->weight += b->weight;
            a->n += b->n;
            n--;
        }
    }
    offset = 0;
    for (uint32_t i = 0, k = 0, used = 0; i < g->sizes[layer]; i++) {
        struct vertex *v = &g->vertices[g->layers[layer][i]];
        if (i) offset += distance(&g->vertices[g->layers[layer][i - 1]], v, gap, narrow);
        if (used == blocks[k].n) {
            k++;
            used = 0;
        }
        used++;
        v->across = blocks[k].at + offset;
    }
}

bool layers_across(struct grid *g, double gap, double narrow, struct arena *scratch)
{
    struct block *blocks = ARENA_ARRAY(scratch, struct block, (size_t)g->n_vertices + 1);
    if (!blocks) return false;
    for (uint32_t layer = 0; layer < g->n_layers; layer++) {
        double at = 0;
        for (uint32_t i = 0; i < g->sizes[layer]; i++) {
            struct vertex *v = &g->vertices[g->layers[layer][i]];
            if (i) at += distance(&g->vertices[g->layers[layer][i - 1]], v, gap, narrow);
            v->across = at;
        }
    }
    /* One side at a time first, which carries a shift through all layers in one sweep; then both, which settles. */
    for (int sweep = 0; sweep < SWEEPS; sweep++) {
        const bool backwards = sweep % 2;
        const unsigned sides = sweep >= SWEEPS / 4 ? BEFORE | BEHIND : backwards ? BEHIND : BEFORE;
        for (uint32_t i = 0; i < g->n_layers; i++) solve_layer(g, backwards ? g->n_layers - 1 - i : i, sides, gap, narrow, blocks);
    }
    double least = INFINITY;
    for (uint32_t v = 0; v < g->n_vertices; v++) {
        const struct vertex *u = &g->vertices[v];
        const double edge = u->across - (u->dummy ? narrow : u->size) / 2;
        if (edge < least) least = edge;
    }
    for (uint32_t v = 0; v < g->n_vertices; v++) g->vertices[v].across -= least;
    return true;
}
