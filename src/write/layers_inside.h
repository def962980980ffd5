/* layers_inside.h: what the three files of layers.h share: the graph when every edge goes from one layer to the next. */
#ifndef HS_LAYERS_INSIDE_H
#define HS_LAYERS_INSIDE_H

#include "write/layers.h"

/* A node, or a dummy where an edge passes a layer; nodes come first, with their own numbers. */
struct vertex {
    uint32_t layer, place;                     /* place: which in its layer, from 0 */
    uint32_t before, n_before;                 /* segments from the layer before: grid.before[before .. before + n_before) */
    uint32_t behind, n_behind;                 /* segments to the layer behind: grid.behind[...] */
    double across, size;                       /* its middle, and its extent */
    bool dummy;
};

/* A piece of an edge, from a layer to the next. */
struct segment { uint32_t from, to; };

struct grid {
    struct vertex *vertices; uint32_t n_vertices, n_nodes;
    struct segment *segments; uint32_t n_segments;
    uint32_t *before, *behind;                 /* [n_segments] segments by their ends, see struct vertex */
    uint32_t **layers, *sizes, n_layers;       /* [n_layers][size] vertices in order */
};

/* Finds the order; layers[] and place are set. Returns how often edges cross. False in *good: out of memory. */
uint64_t layers_order(struct grid *g, struct arena *scratch, bool *good);

/* Finds `across` for each vertex, 0 the least edge of all; gap between nodes, narrow beside dummies. False: out of memory. */
bool layers_across(struct grid *g, double gap, double narrow, struct arena *scratch);

#endif
