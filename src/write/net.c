/* net.c: nodes and edges, from the positions of claims and the chains behind them. */
#include "write/net.h"

#include <stdlib.h>

struct making {
    struct net *net;
    const struct hearsay_document *doc;
    uint32_t *of_actor; /* [n_actors] nodes, HS_NONE */
    uint32_t *nameless; /* [nodes] the voice without a name that speaks through this node, HS_NONE */
};

/* At most: the outlet, each actor, a nameless voice for each of these and for each other, each claim; an edge for each voice and each position. */
static size_t most_edges(const struct hearsay_document *doc, const uint32_t *claims, uint32_t n)
{
    size_t edges = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct claim *c = &doc->claims[claims[i]];
        for (uint32_t k = 0; k < c->n_positions; k++)
            edges += 2 + (c->positions[k].attribution == HS_NONE ? 0 : doc->attributions[c->positions[k].attribution].n_voices);
    }
    return edges;
}

static uint32_t add(struct making *m, enum net_kind kind, uint32_t index)
{
    m->net->nodes[m->net->n_nodes] = (struct net_node){ kind, index };
    m->nameless[m->net->n_nodes] = HS_NONE;
    return m->net->n_nodes++;
}

static uint32_t voice(struct making *m, uint32_t actor, uint32_t through)
{
    if (actor == HS_OUTLET) return 0;
    uint32_t *known = actor == HS_NONE ? &m->nameless[through] : &m->of_actor[actor];
    if (*known == HS_NONE) *known = add(m, actor == HS_NONE ? NET_NAMELESS : NET_VOICE, actor == HS_NONE ? through : actor);
    return *known;
}

static void edge(struct making *m, uint32_t from, uint32_t to, unsigned kind, const struct position *p)
{
    if (from != to) m->net->edges[m->net->n_edges++] = (struct net_edge){ from, to, kind, p->attribution, p->score };
}

/* The voices from the outlet to the holder, and what he holds. */
static void hold(struct making *m, const struct position *p, uint32_t claim)
{
    uint32_t at = 0;
    const struct attribution *a = p->attribution == HS_NONE ? NULL : &m->doc->attributions[p->attribution];
    for (uint32_t i = 0; a && i < a->n_voices; i++) {
        const uint32_t next = voice(m, a->voices[i].actor, at);
        edge(m, at, next, NET_THROUGH, p);
        at = next;
        if (p->kind == POSITION_REPORTS && a->voices[i].actor == p->actor) break;
    }
    if (p->actor != HS_NONE || !a) {
        const uint32_t holder = voice(m, p->actor, at);
        if (p->actor != HS_OUTLET) edge(m, at, holder, NET_THROUGH, p);
        at = holder;
    }
    edge(m, at, claim, p->kind, p);
}

static int by_ends(const void *x, const void *y)
{
    const struct net_edge *a = x, *b = y;
    if (a->from != b->from) return a->from < b->from ? -1 : 1;
    if (a->to != b->to) return a->to < b->to ? -1 : 1;
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    return (a->attribution > b->attribution) - (a->attribution < b->attribution);
}

static void sort_edges(struct net *net)
{
    uint32_t n = 0;
    qsort(net->edges, net->n_edges, sizeof *net->edges, by_ends);
    for (uint32_t i = 0; i < net->n_edges; i++) {
        struct net_edge *last = n ? &net->edges[n - 1] : NULL;
        const struct net_edge *e = &net->edges[i];
        if (last && last->from == e->from && last->to == e->to && last->kind == e->kind) {
            if (e->score > last->score) last->score = e->score;
        } else
            net->edges[n++] = *e;
    }
    net->n_edges = n;
}

static void fill(struct making *m, const uint32_t *claims, uint32_t n)
{
    for (uint32_t i = 0; i < m->doc->n_actors; i++) m->of_actor[i] = HS_NONE;
    add(m, NET_OUTLET, HS_NONE);
    for (uint32_t i = 0; i < n; i++) {
        const struct claim *c = &m->doc->claims[claims[i]];
        const uint32_t node = add(m, NET_CLAIM, claims[i]);
        bool held = false;
        for (uint32_t k = 0; k < c->n_positions; k++) held = held || c->positions[k].kind != POSITION_REPORTS;
        for (uint32_t k = 0; k < c->n_positions; k++)
            if (c->positions[k].kind != POSITION_REPORTS || !held) hold(m, &c->positions[k], node);
    }
    sort_edges(m->net);
}

bool net_make(struct net *net, const struct hearsay_document *doc, const uint32_t *claims, uint32_t n)
{
    const size_t edges = most_edges(doc, claims, n), nodes = 1 + (size_t)n + doc->n_actors + edges;
    struct making m = { .net = net, .doc = doc };
    *net = (struct net){ .nodes = malloc(nodes * sizeof *net->nodes), .edges = malloc((edges + 1) * sizeof *net->edges) };
    m.of_actor = malloc(((size_t)doc->n_actors + 1) * sizeof *m.of_actor);
    m.nameless = malloc(nodes * sizeof *m.nameless);
    const bool good = net->nodes && net->edges && m.of_actor && m.nameless;
    if (good) fill(&m, claims, n);
    free(m.of_actor);
    free(m.nameless);
    return good;
}

void net_free(struct net *net)
{
    free(net->nodes);
    free(net->edges);
}
