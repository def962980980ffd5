/* layers.c: from a graph to layers, and back to points where all have their places.
 *
 * CYCLES   edges that lead back into the path of a depth-first search are turned round, and drawn against the grain.
 * LAYERS   the longest path from a node that nothing leads to; then a node with more edges behind it than before it moves towards those behind
 *          it, which makes edges shorter and nobody's order wrong. Layers that stay empty are dropped.
 * ENDS     edges touch a node's side in the order of where they come from, evenly, around the middle. */
#include "write/layers.h"

#include <string.h>

#include "write/layers_inside.h"

#include <stdlib.h>

struct work {
    struct layers *g;
    struct arena *scratch;
    uint32_t *tail, *head;     /* [n_edges] without cycles; an edge to itself has tail == head */
    uint32_t *first, *by_tail; /* edges of a node: by_tail[first[v] .. first[v + 1]) */
    uint32_t *order;           /* [n_nodes] nodes, each before those that it leads to */
    uint32_t *first_dummy;     /* [n_edges] */
    struct grid grid;
};

/* by_tail: edges sorted by where they begin, in the order that they are given. */
static bool sort_by_tail(struct work *w)
{
    const struct layers *g = w->g;
    w->first = ARENA_ZARRAY(w->scratch, uint32_t, (size_t)g->n_nodes + 2);
    w->by_tail = ARENA_ARRAY(w->scratch, uint32_t, (size_t)g->n_edges + 1);
    if (!w->first || !w->by_tail) return false;
    for (uint32_t e = 0; e < g->n_edges; e++) w->first[w->tail[e] + 2]++;
    for (uint32_t v = 0; v < g->n_nodes; v++) w->first[v + 2] += w->first[v + 1];
    for (uint32_t e = 0; e < g->n_edges; e++) w->by_tail[w->first[w->tail[e] + 1]++] = e;
    return true;
}

/* ---- Cycles ---------------------------------------------------------------------------------------------------------------- */

enum { NEW, ON_PATH, DONE };

/* One search; w->order is filled from its end, so that it is topological for the edges as they are turned. */
static void search(struct work *w, uint32_t root, uint8_t *state, uint32_t *path, uint32_t *next, uint32_t *left)
{
    uint32_t depth = 0;
    path[depth++] = root;
    state[root] = ON_PATH;
    next[root] = w->first[root];
    while (depth) {
        const uint32_t v = path[depth - 1];
        if (next[v] == w->first[v + 1]) {
            state[v] = DONE;
            w->order[--*left] = v;
            depth--;
            continue;
        }
        const uint32_t e = w->by_tail[next[v]++], to = w->head[e];
        if (to == v) continue;
        if (state[to] == ON_PATH) {
            w->head[e] = v; /* turned round */
            w->tail[e] = to;
        } else if (state[to] == NEW) {
            state[to] = ON_PATH;
            next[to] = w->first[to];
            path[depth++] = to;
        }
    }
}

static bool break_cycles(struct work *w)
{
    const struct layers *g = w->g;
    uint8_t *state = ARENA_ZARRAY(w->scratch, uint8_t, (size_t)g->n_nodes + 1), *reached = ARENA_ZARRAY(w->scratch, uint8_t, (size_t)g->n_nodes + 1);
    uint32_t *path = ARENA_ARRAY(w->scratch, uint32_t, (size_t)g->n_nodes + 1), *next = ARENA_ARRAY(w->scratch, uint32_t, (size_t)g->n_nodes + 1);
    w->order = ARENA_ARRAY(w->scratch, uint32_t, (size_t)g->n_nodes + 1);
    if (!state || !reached || !path || !next || !w->order || !sort_by_tail(w)) return false;
    for (uint32_t e = 0; e < g->n_edges; e++)
        if (w->tail[e] != w->head[e]) reached[w->head[e]] = 1;
    uint32_t left = g->n_nodes;
    for (int all = 0; all < 2; all++)
        for (uint32_t v = 0; v < g->n_nodes; v++)
            if (state[v] == NEW && (all || !reached[v])) search(w, v, state, path, next, &left);
    return sort_by_tail(w);
}

/* ---- Layers ---------------------------------------------------------------------------------------------------------------- */

static bool rank(struct work *w)
{
    struct layers *g = w->g;
    uint32_t *n_before = ARENA_ZARRAY(w->scratch, uint32_t, (size_t)g->n_nodes + 1);
    if (!n_before) return false;
    for (uint32_t v = 0; v < g->n_nodes; v++) g->nodes[v].layer = g->nodes[v].least;
    for (uint32_t i = 0; i < g->n_nodes; i++) {
        const uint32_t v = w->order[i];
        for (uint32_t k = w->first[v]; k < w->first[v + 1]; k++) {
            const uint32_t to = w->head[w->by_tail[k]];
            if (to == v) continue;
            n_before[to]++;
            if (g->nodes[to].layer <= g->nodes[v].layer) g->nodes[to].layer = g->nodes[v].layer + 1;
        }
    }
    for (uint32_t i = g->n_nodes; i-- > 0;) {
        const uint32_t v = w->order[i];
        uint32_t n_behind = 0, nearest = UINT32_MAX;
        for (uint32_t k = w->first[v]; k < w->first[v + 1]; k++) {
            const uint32_t to = w->head[w->by_tail[k]];
            if (to == v) continue;
            n_behind++;
            if (g->nodes[to].layer < nearest) nearest = g->nodes[to].layer;
        }
        if (!g->nodes[v].early && n_behind > n_before[v] && nearest > g->nodes[v].layer + 1) g->nodes[v].layer = nearest - 1;
    }
    return true;
}

/* Layers without a node are dropped. */
static bool drop_empty(struct work *w)
{
    struct layers *g = w->g;
    uint32_t last = 0, n = 0;
    for (uint32_t v = 0; v < g->n_nodes; v++)
        if (g->nodes[v].layer > last) last = g->nodes[v].layer;
    uint32_t *number = ARENA_ZARRAY(w->scratch, uint32_t, (size_t)last + 1);
    if (!number) return false;
    for (uint32_t v = 0; v < g->n_nodes; v++) number[g->nodes[v].layer] = 1;
    for (uint32_t i = 0; i <= last; i++) number[i] = number[i] ? n++ : 0;
    for (uint32_t v = 0; v < g->n_nodes; v++) g->nodes[v].layer = number[g->nodes[v].layer];
    w->grid.n_layers = n;
    return true;
}

/* ---- The grid: an edge over several layers becomes segments ---------------------------------------------------------------- */

static uint32_t length_of(const struct work *w, uint32_t e) { return w->g->nodes[w->head[e]].layer - w->g->nodes[w->tail[e]].layer; }

static bool count(struct work *w)
{
    const struct layers *g = w->g;
    uint64_t segments = 0, dummies = 0;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        if (w->tail[e] == w->head[e]) continue;
        segments += length_of(w, e);
        dummies += length_of(w, e) - 1;
    }
    if (segments >= UINT32_MAX || g->n_nodes + dummies >= UINT32_MAX) return false;
    w->grid.n_nodes = g->n_nodes;
    w->grid.n_vertices = g->n_nodes + (uint32_t)dummies;
    w->grid.n_segments = (uint32_t)segments;
    return true;
}

static void fill(struct work *w)
{
    struct layers *g = w->g;
    struct grid *x = &w->grid;
    uint32_t next = g->n_nodes, s = 0;
    for (uint32_t v = 0; v < g->n_nodes; v++) x->vertices[v] = (struct vertex){ .layer = g->nodes[v].layer, .size = g->nodes[v].across };
    for (uint32_t e = 0; e < g->n_edges; e++) {
        w->first_dummy[e] = next;
        if (w->tail[e] == w->head[e]) continue;
        uint32_t from = w->tail[e];
        for (uint32_t left = length_of(w, e); left > 1; left--) {
            x->vertices[next] = (struct vertex){ .layer = x->vertices[from].layer + 1, .dummy = true };
            x->segments[s++] = (struct segment){ from, next };
            from = next++;
        }
        x->segments[s++] = (struct segment){ from, w->head[e] };
    }
}

/* before[], behind[], and layers[] in the order of the vertices. */
static void index_grid(struct grid *x, uint32_t *room)
{
    for (uint32_t s = 0; s < x->n_segments; s++) {
        x->vertices[x->segments[s].from].n_behind++;
        x->vertices[x->segments[s].to].n_before++;
    }
    uint32_t before = 0, behind = 0;
    for (uint32_t v = 0; v < x->n_vertices; v++) {
        struct vertex *u = &x->vertices[v];
        u->before = before;
        u->behind = behind;
        before += u->n_before;
        behind += u->n_behind;
        u->n_before = u->n_behind = 0;
        x->sizes[u->layer]++;
    }
    for (uint32_t s = 0; s < x->n_segments; s++) {
        struct vertex *from = &x->vertices[x->segments[s].from], *to = &x->vertices[x->segments[s].to];
        x->behind[from->behind + from->n_behind++] = s;
        x->before[to->before + to->n_before++] = s;
    }
    for (uint32_t i = 0; i < x->n_layers; i++) {
        x->layers[i] = room;
        room += x->sizes[i];
        x->sizes[i] = 0;
    }
    for (uint32_t v = 0; v < x->n_vertices; v++) {
        struct vertex *u = &x->vertices[v];
        u->place = x->sizes[u->layer]++;
        x->layers[u->layer][u->place] = v;
    }
}

static bool make_grid(struct work *w)
{
    struct grid *x = &w->grid;
    if (!count(w)) return false;
    const size_t n = (size_t)x->n_segments + 1;
    x->vertices = ARENA_ARRAY(w->scratch, struct vertex, (size_t)x->n_vertices + 1);
    x->segments = ARENA_ARRAY(w->scratch, struct segment, n);
    x->before = ARENA_ARRAY(w->scratch, uint32_t, n);
    x->behind = ARENA_ARRAY(w->scratch, uint32_t, n);
    x->layers = ARENA_ARRAY(w->scratch, uint32_t *, (size_t)x->n_layers + 1);
    x->sizes = ARENA_ZARRAY(w->scratch, uint32_t, (size_t)x->n_layers + 1);
    w->first_dummy = ARENA_ARRAY(w->scratch, uint32_t, (size_t)w->g->n_edges + 1);
    uint32_t *room = ARENA_ARRAY(w->scratch, uint32_t, (size_t)x->n_vertices + 1);
    if (!x->vertices || !x->segments || !x->before || !x->behind || !x->layers || !x->sizes || !w->first_dummy || !room) return false;
    fill(w);
    index_grid(x, room);
    return true;
}

/* ---- Points ---------------------------------------------------------------------------------------------------------------- */

/* Where each layer begins and ends. Between two whose edges climb far there is more room, so that they stay apart. */
static void place_layers(struct work *w, double *start, double *end)
{
    struct layers *g = w->g;
    const struct grid *x = &w->grid;
    for (uint32_t i = 0; i < x->n_layers; i++) start[i] = end[i] = 0;
    for (uint32_t v = 0; v < g->n_nodes; v++)
        if (g->nodes[v].along > end[g->nodes[v].layer]) end[g->nodes[v].layer] = g->nodes[v].along;
    for (uint32_t s = 0; s < x->n_segments; s++) {
        const struct vertex *from = &x->vertices[x->segments[s].from], *to = &x->vertices[x->segments[s].to];
        const double climb = from->across < to->across ? to->across - from->across : from->across - to->across;
        if (climb > start[to->layer]) start[to->layer] = climb;
    }
    double at = 0;
    for (uint32_t i = 0; i < x->n_layers; i++) {
        const double more = start[i] / 8;
        if (i) at += g->gap_along + (more < 2 * g->gap_along ? more : 2 * g->gap_along);
        start[i] = at;
        at += end[i];
        end[i] = at;
    }
    g->along = at;
    for (uint32_t v = 0; v < g->n_nodes; v++) {
        struct layers_node *n = &g->nodes[v];
        n->at = (struct layers_point){ start[n->layer], x->vertices[v].across - n->across / 2 };
        if (n->at.across + n->across > g->across) g->across = n->at.across + n->across;
    }
    for (uint32_t v = x->n_nodes; v < x->n_vertices; v++)
        if (x->vertices[v].across + g->gap_edges / 2 > g->across) g->across = x->vertices[v].across + g->gap_edges / 2;
}

/* A segment at the side of a node, and where it leads. */
struct end {
    uint32_t segment;
    double other;
};

static int by_other(const void *a, const void *b)
{
    const struct end *x = a, *y = b;
    if (x->other != y->other) return x->other < y->other ? -1 : 1;
    return (x->segment > y->segment) - (x->segment < y->segment);
}

/* The places where segments touch one side of a node. */
static void spread(const struct work *w, uint32_t v, const uint32_t *segments, uint32_t n, bool behind, struct end *ends, double *touch)
{
    const struct grid *x = &w->grid;
    for (uint32_t i = 0; i < n; i++) {
        const struct segment s = x->segments[segments[i]];
        ends[i] = (struct end){ segments[i], x->vertices[behind ? s.to : s.from].across };
    }
    qsort(ends, n, sizeof *ends, by_other);
    const double room = x->vertices[v].size / (n + 1), step = room < w->g->gap_edges ? room : w->g->gap_edges;
    for (uint32_t i = 0; i < n; i++) touch[ends[i].segment] = x->vertices[v].across + step * (i - (n - 1) / 2.0);
}

/* Where each segment leaves (from[]) and arrives (to[]). */
static bool touches(struct work *w, double *from, double *to)
{
    const struct grid *x = &w->grid;
    struct end *ends = ARENA_ARRAY(w->scratch, struct end, (size_t)x->n_segments + 1);
    if (!ends) return false;
    for (uint32_t v = 0; v < x->n_vertices; v++) {
        const struct vertex *u = &x->vertices[v];
        spread(w, v, x->behind + u->behind, u->n_behind, true, ends, from);
        spread(w, v, x->before + u->before, u->n_before, false, ends, to);
    }
    return true;
}

static bool draw(struct work *w, struct arena *arena)
{
    struct layers *g = w->g;
    const struct grid *x = &w->grid;
    double *start = ARENA_ARRAY(w->scratch, double, (size_t)x->n_layers + 1), *end = ARENA_ARRAY(w->scratch, double, (size_t)x->n_layers + 1);
    double *from = ARENA_ARRAY(w->scratch, double, (size_t)x->n_segments + 1), *to = ARENA_ARRAY(w->scratch, double, (size_t)x->n_segments + 1);
    struct layers_point *point = ARENA_ARRAY(arena, struct layers_point, 2 * ((size_t)x->n_segments + g->n_edges) + 1);
    if (!start || !end || !from || !to || !point || !touches(w, from, to)) return false;
    place_layers(w, start, end);
    uint32_t s = 0;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        struct layers_edge *edge = &g->edges[e];
        edge->points = point;
        edge->n_points = 0;
        if (w->tail[e] == w->head[e]) continue;
        const uint32_t tail = w->tail[e], head = w->head[e], n = length_of(w, e);
        struct layers_point *p = point;
        *p++ = (struct layers_point){ g->nodes[tail].at.along + g->nodes[tail].along, from[s] };
        *p++ = (struct layers_point){ end[g->nodes[tail].layer], from[s] };
        for (uint32_t i = 1; i < n; i++) {
            const struct vertex *dummy = &x->vertices[w->first_dummy[e] + i - 1];
            *p++ = (struct layers_point){ start[dummy->layer], dummy->across };
            *p++ = (struct layers_point){ end[dummy->layer], dummy->across };
        }
        s += n;
        *p++ = (struct layers_point){ g->nodes[head].at.along, to[s - 1] };
        *p++ = (struct layers_point){ g->nodes[head].at.along, to[s - 1] };
        edge->n_points = (uint32_t)(p - point);
        if (tail != edge->from) /* it was turned round */
            for (uint32_t i = 0; i < edge->n_points / 2; i++) {
                const struct layers_point swap = point[i];
                point[i] = point[edge->n_points - 1 - i];
                point[edge->n_points - 1 - i] = swap;
            }
        point = p;
    }
    return true;
}

bool layers_place(struct layers *g, struct arena *arena, struct arena *scratch)
{
    const struct arena_mark mark = arena_mark(scratch);
    struct work w = { .g = g, .scratch = scratch };
    bool good = true;
    g->along = g->across = 0;
    g->crossings = 0;
    w.tail = ARENA_ARRAY(scratch, uint32_t, (size_t)g->n_edges + 1);
    w.head = ARENA_ARRAY(scratch, uint32_t, (size_t)g->n_edges + 1);
    if (!w.tail || !w.head) return false;
    for (uint32_t e = 0; e < g->n_edges; e++) {
        w.tail[e] = g->edges[e].from;
        w.head[e] = g->edges[e].to;
    }
    good = break_cycles(&w) && rank(&w) && drop_empty(&w) && make_grid(&w);
    if (good) g->crossings = layers_order(&w.grid, scratch, &good);
    good = good && layers_across(&w.grid, g->gap_across, g->gap_edges, scratch) && draw(&w, arena);
    arena_release(scratch, mark);
    return good;
}
