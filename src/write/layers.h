/* layers.h: a layered drawing of a directed graph, after K. Sugiyama, S. Tagawa, M. Toda, "Methods for Visual Understanding of Hierarchical System
 * Structures", IEEE Trans. SMC 11(2), 1981. Edges run along the drawing, nodes of one layer stand across it:
 *
 *      layer 0     1          2                     ──▶ along
 *      ┌───┐    ┌─────┐    ┌─────┐
 *      │ a ├───▶│  b  ├───▶│  d  │                  │ across
 *      └──┬┘    └─────┘    └─────┘                  ▼
 *         │     ┌───┐      ┌─────────┐
 *         ├────▶│ c ├─────▶│    e    │
 *         └─────┴─╌─┴─────▶│         │              an edge over several layers passes between their nodes
 *                          └─────────┘
 *
 *   layers.c         the whole: which edges are turned round so that there is no cycle, the layer of each node, a dummy for each layer that an
 *                    edge passes; at the end where edges leave and arrive
 *   layers_order.c   the order in each layer: medians of neighbours and swaps, until edges cross no less
 *   layers_across.c  where in its layer each stands: least squares of what edges bend, and nobody overlaps
 *
 * Some 20 sweeps, each linear in edges (those that pass a layer counted once for each) but for sorting: 2,000 nodes in 0.1 s (tests/unit/layers.c).
 * The same graph gives the same drawing. */
#ifndef HS_LAYERS_H
#define HS_LAYERS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

struct layers_point { double along, across; };

struct layers_node {
    double along, across;                      /* in: its size */
    uint32_t least;                            /* in: it stands in this layer or further on */
    bool early;                                /* in: as near to the first layer as it may be, though its edges be longer for it */
    uint32_t layer;                            /* out */
    struct layers_point at;                    /* out: its nearest corner, the least along and across */
};

/* An edge of a node to itself gets no points. Of edges between the same two nodes each gets its own. */
struct layers_edge {
    uint32_t from, to;                         /* in */
    struct layers_point *points; uint32_t n_points;   /* out: from the side of `from` to that of `to`; between points 2k and 2k + 1 it runs
                                                         straight along, from 2k + 1 to 2k + 2 it crosses from one layer to the next (or back,
                                                         of a cycle's edge) */
};

struct layers {
    struct layers_node *nodes; uint32_t n_nodes;
    struct layers_edge *edges; uint32_t n_edges;
    double gap_along, gap_across;              /* in: between two layers at least, between two nodes of one */
    double gap_edges;                          /* in: between the places where edges touch a node, if there is room, and beside a passing edge */
    double along, across;                      /* out: the size of all of it */
    uint64_t crossings;                        /* out: how often edges cross */
};

/* layers_place: fills in all that is `out`. Points live in `arena`; `scratch` is as before when it returns. False: out of memory. */
bool layers_place(struct layers *g, struct arena *arena, struct arena *scratch);

#endif
