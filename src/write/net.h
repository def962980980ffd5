/* net.h: one article's net of voices and claims, for svg.c and dot.c.
 *
 *   outlet ──▶ Reuters ──▶ a diplomat ──asserts──▶ ┌─────────────────┐
 *     │                                            │ Denmark cut the │        a voice is one node, whatever it says; a claim is one node,
 *     ├──────▶ Denmark ────denies────────────────▶ │ cables          │        whoever speaks of it
 *     └──────▶ Iceland ────asserts───────────────▶ └─────────────────┘
 *
 * Edges between voices say through whom the words came. A voice that only passes a claim on has no edge to it, unless nobody else has one. Voices
 * without a name are one node for each voice through whom they speak. */
#ifndef HS_NET_H
#define HS_NET_H

#include "document.h"

enum net_kind { NET_OUTLET, NET_VOICE, NET_NAMELESS, NET_CLAIM };
enum { NET_THROUGH = POSITION_KINDS };         /* of an edge between voices */

struct net_node { enum net_kind kind; uint32_t index; };           /* of an actor; of the node that it speaks through; of a claim */

struct net_edge {
    uint32_t from, to;                         /* indices of nodes */
    unsigned kind;                             /* enum position_kind, or NET_THROUGH */
    uint32_t attribution;                      /* the first that shows it, HS_NONE: the outlet's own voice */
    float score;                               /* the best */
};

struct net {
    struct net_node *nodes; uint32_t n_nodes;  /* the outlet first; claims in the order they were asked for */
    struct net_edge *edges; uint32_t n_edges;  /* sorted by from, to, kind; none twice, none to itself */
};

/* net_make: of these claims. Free it with net_free(), also when it failed. False: out of memory. */
bool net_make(struct net *net, const struct hearsay_document *doc, const uint32_t *claims, uint32_t n);
void net_free(struct net *net);

#endif
