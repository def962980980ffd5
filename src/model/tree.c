/* tree.c: maximum spanning arborescence, by contraction of cycles.
 *
 *   1. Each word takes its best head. If that is a tree with one root, it is the best one: nine sentences in ten end here.
 *   2. Else some words form a cycle. It becomes one node: an arc into it is worth what it gains over the arc of the cycle that it replaces, an arc
 * out of it
 *      what its best word's is. Again, until there is no cycle; then the nodes are opened in reverse order, each losing the arc that its entry
 * replaces.
 *
 *          a <- b <- c <- a        [abc] <- root, entering at b        =>  a <- b <- root,  c <- a, the arc b <- c is gone
 *
 * One word under the root: its arcs are lowered by more than any tree could gain elsewhere, so that a best tree has as few of them as can be, which
 * is one. A contracted node lives on in the slot of one of its members, so the matrix never grows: O(n^2) a contraction, O(n^3) in all, n <= 256.
 *
 * Y. J. Chu, T. H. Liu, "On the shortest arborescence of a directed graph", 1965; J. Edmonds, "Optimum branchings", 1967; R. McDonald et al.,
 * "Non-projective dependency parsing using spanning tree algorithms", EMNLP 2005. */
#include "model/tree.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

enum { SLOTS = TREE_WORDS_MAX + 1, NODES = 2 * SLOTS };

struct arc {
    uint16_t dependent, head;
}; /* between words, 0 the root */

struct tree_scratch {
    uint32_t slots;  /* words + 1 */
    double *weight;  /* [slots][slots] of the arc into the first from the second */
    struct arc *arc; /* [slots][slots] which one that is */
    /* Slots: the root and what is not yet contracted. */
    uint16_t active[SLOTS], n_active; /* without the root */
    uint16_t best[SLOTS];             /* the slot of the best head */
    uint16_t node[SLOTS];             /* what the slot stands for now */
    uint16_t mark[SLOTS];
    /* Nodes: words, then contracted cycles in order. */
    uint16_t parent[NODES];
    struct arc in[NODES];
    uint16_t n_nodes;
};

struct tree_scratch *tree_scratch_new(struct arena *arena, uint32_t words)
{
    struct tree_scratch *t = ARENA_ZARRAY(arena, struct tree_scratch, 1);
    if (!t) return NULL;
    t->slots = words + 1;
    t->weight = ARENA_ARRAY(arena, double, (size_t)t->slots * t->slots);
    t->arc = ARENA_ARRAY(arena, struct arc, (size_t)t->slots * t->slots);
    return t->weight && t->arc ? t : NULL;
}

static size_t cell(const struct tree_scratch *t, uint32_t dependent, uint32_t head) { return (size_t)dependent * t->slots + head; }

/* ---- Greedy --------------------------------------------------------------------------------------------------------------- */

static bool greedy(const float *scores, size_t stride, uint32_t words, uint32_t *heads, uint16_t *mark)
{
    uint32_t roots = 0;
    for (uint32_t d = 0; d < words; d++) {
        const float *s = scores + d * stride;
        uint32_t best = d == 0 && words > 1 ? 2 : d == 0 ? 0 : 1;
        for (uint32_t h = 0; h <= words; h++)
            if (h != d + 1 && s[h] > s[best]) best = h;
        if (!isfinite(s[best])) return false;
        heads[d] = best;
        roots += best == 0;
        mark[d + 1] = 0;
    }
    if (roots != 1) return false;
    for (uint32_t d = 1; d <= words; d++) {
        uint32_t v = d;
        while (v && !mark[v]) {
            mark[v] = (uint16_t)d;
            v = heads[v - 1];
        }
        if (v && mark[v] == d) return false;
    }
    return true;
}

/* ---- Contraction ---------------------------------------------------------------------------------------------------------- */

static void fill(struct tree_scratch *t, const float *scores, size_t stride, uint32_t words)
{
    const double bad = -1e6;
    double low = 1e6, high = bad;
    t->n_active = 0;
    t->n_nodes = (uint16_t)(words + 1);
    memset(t->parent, 0, sizeof t->parent);
    for (uint32_t d = 1; d <= words; d++) {
        t->active[t->n_active++] = (uint16_t)d;
        t->node[d] = (uint16_t)d;
        for (uint32_t h = 0; h <= words; h++) {
            double s = scores[(d - 1) * stride + h];
            if (!(s > bad)) s = bad;
            if (!(s < -bad)) s = -bad;
            if (s < low) low = s;
            if (s > high) high = s;
            t->weight[cell(t, d, h)] = s;
            t->arc[cell(t, d, h)] = (struct arc){ (uint16_t)d, (uint16_t)h };
        }
    }
    for (uint32_t d = 1; d <= words; d++) t->weight[cell(t, d, 0)] -= (high - low + 1) * (words + 1);
}

static void choose(struct tree_scratch *t, uint32_t v)
{
    uint16_t best = 0;
    for (uint32_t i = 0; i < t->n_active; i++) {
        uint16_t u = t->active[i];
        if (u != v && t->weight[cell(t, v, u)] > t->weight[cell(t, v, best)]) best = u;
    }
    t->best[v] = best;
}

/* A slot on a cycle of best heads, 0 if there is none. */
static uint16_t find_cycle(struct tree_scratch *t)
{
    for (uint32_t i = 0; i < t->n_active; i++) t->mark[t->active[i]] = 0;
    for (uint32_t i = 0; i < t->n_active; i++) {
        uint16_t v = t->active[i], path = t->active[i];
        while (v && !t->mark[v]) {
            t->mark[v] = path;
            v = t->best[v];
        }
        if (v && t->mark[v] == path) return v;
    }
    return 0;
}

/* Arcs between u, outside, and the cycle become arcs between u and its slot r. */
static void redirect(struct tree_scratch *t, uint16_t u, uint16_t r)
{
    double into = -INFINITY, out = -INFINITY;
    struct arc into_arc = { 0, 0 }, out_arc = { 0, 0 };
    uint16_t v = r;
    do {
        double gain = t->weight[cell(t, v, u)] - t->weight[cell(t, v, t->best[v])];
        if (gain > into) {
            into = gain;
            into_arc = t->arc[cell(t, v, u)];
        }
        if (u && t->weight[cell(t, u, v)] > out) {
            out = t->weight[cell(t, u, v)];
            out_arc = t->arc[cell(t, u, v)];
        }
        v = t->best[v];
    } while (v != r);
    t->weight[cell(t, r, u)] = into;
    t->arc[cell(t, r, u)] = into_arc;
    if (!u) return;
    t->weight[cell(t, u, r)] = out;
    t->arc[cell(t, u, r)] = out_arc;
}

static void contract(struct tree_scratch *t, uint16_t r)
{
    const uint16_t node = t->n_nodes++, marked = UINT16_MAX;
    uint16_t v = r, n = 0;
    do {
        t->mark[v] = marked;
        t->in[t->node[v]] = t->arc[cell(t, v, t->best[v])];
        t->parent[t->node[v]] = node;
        v = t->best[v];
    } while (v != r);
    redirect(t, 0, r);
    for (uint32_t i = 0; i < t->n_active; i++) {
        if (t->mark[t->active[i]] != marked) redirect(t, t->active[i], r);
    }
    for (uint32_t i = 0; i < t->n_active; i++) {
        uint16_t u = t->active[i];
        bool inside = t->mark[u] == marked;
        if (!inside && t->best[u] && t->mark[t->best[u]] == marked) t->best[u] = r;
        if (!inside || u == r) t->active[n++] = u;
    }
    t->n_active = n;
    t->node[r] = node;
    choose(t, r);
}

/* From the last contraction to the first: the member that the node's arc enters takes it in place of its own. */
static void expand(struct tree_scratch *t, uint32_t words, uint32_t *heads)
{
    for (uint32_t i = 0; i < t->n_active; i++) t->in[t->node[t->active[i]]] = t->arc[cell(t, t->active[i], t->best[t->active[i]])];
    for (uint32_t node = t->n_nodes; node-- > words + 1;) {
        uint16_t entered = t->in[node].dependent;
        while (t->parent[entered] != node) entered = t->parent[entered];
        t->in[entered] = t->in[node];
    }
    for (uint32_t d = 1; d <= words; d++) heads[d - 1] = t->in[d].head;
}

void tree_best(const float *scores, size_t stride, uint32_t words, uint32_t *heads, struct tree_scratch *t)
{
    if (greedy(scores, stride, words, heads, t->mark)) return;
    fill(t, scores, stride, words);
    for (uint32_t i = 0; i < t->n_active; i++) choose(t, t->active[i]);
    for (uint16_t r; (r = find_cycle(t)) != 0;) contract(t, r);
    expand(t, words, heads);
}
