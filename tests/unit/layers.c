/* Layered drawings: nobody overlaps, edges run from layer to layer, and they cross hardly more than in the best of all orders. */
#include "unit.h"

#include <math.h>
#include <time.h>

#include "write/layers_inside.h"

static uint32_t seed = 20240614;
static uint32_t chance(uint32_t n)
{
    seed = seed * 1664525u + 1013904223u;
    return (uint32_t)((uint64_t)seed * n >> 32);
}

static struct layers placed(struct arena *a, struct layers_node *nodes, uint32_t n, struct layers_edge *edges, uint32_t m)
{
    struct arena *scratch = arena_new(0);
    struct layers g = { .nodes = nodes, .n_nodes = n, .edges = edges, .n_edges = m, .gap_along = 50, .gap_across = 10, .gap_edges = 6 };
    assert_true(layers_place(&g, a, scratch));
    arena_free(scratch);
    return g;
}

/* What holds of every drawing. */
static void check(const struct layers *g)
{
    for (uint32_t i = 0; i < g->n_nodes; i++) {
        const struct layers_node *a = &g->nodes[i];
        assert_true(a->at.along >= 0 && a->at.across >= -1e-6 && a->at.along + a->along <= g->along + 1e-6);
        assert_true(a->at.across + a->across <= g->across + 1e-6);
        for (uint32_t k = i + 1; k < g->n_nodes && g->n_nodes <= 300; k++) {
            const struct layers_node *b = &g->nodes[k];
            if (a->layer != b->layer) continue;
            const double apart = fmax(a->at.across - b->at.across - b->across, b->at.across - a->at.across - a->across);
            if (apart < g->gap_across - 1e-6) fail_msg("seed %u: nodes %u and %u are %g apart", seed, i, k, apart);
        }
    }
    for (uint32_t e = 0; e < g->n_edges; e++) {
        const struct layers_edge *x = &g->edges[e];
        if (x->from == x->to) {
            assert_int_equal(x->n_points, 0);
            continue;
        }
        const struct layers_node *from = &g->nodes[x->from], *to = &g->nodes[x->to];
        const bool back = from->layer > to->layer;
        const struct layers_node *first = back ? to : from, *last = back ? from : to;
        const struct layers_point *p = x->points, begin = back ? p[x->n_points - 1] : p[0], end = back ? p[0] : p[x->n_points - 1];
        assert_true(first->layer < last->layer && x->n_points == 2 * (last->layer - first->layer + 1));
        assert_true(fabs(begin.along - first->at.along - first->along) < 1e-6 && fabs(end.along - last->at.along) < 1e-6);
        assert_true(begin.across >= first->at.across && begin.across <= first->at.across + first->across);
        assert_true(end.across >= last->at.across && end.across <= last->at.across + last->across);
        for (uint32_t i = 0; i < x->n_points; i++) {
            assert_true(p[i].across >= -1e-6 && p[i].across <= g->across + 1e-6);
            if (i % 2) assert_true(p[i].across == p[i - 1].across);
            if (i) assert_true(back ? p[i].along <= p[i - 1].along : p[i].along >= p[i - 1].along);
        }
        /* Where it passes a layer it passes no node. */
        for (uint32_t i = 2; i + 2 < x->n_points && g->n_nodes <= 300; i += 2)
            for (uint32_t v = 0; v < g->n_nodes; v++) {
                const struct layers_node *n = &g->nodes[v];
                const double low = fmin(p[i].along, p[i + 1].along), high = fmax(p[i].along, p[i + 1].along);
                if (n->at.along + n->along <= low || n->at.along >= high) continue;
                if (p[i].across > n->at.across - 1 && p[i].across < n->at.across + n->across + 1)
                    fail_msg("seed %u: edge %u runs through node %u", seed, e, v);
            }
    }
}

static void test_a_few(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct layers nothing = placed(a, NULL, 0, NULL, 0);
    assert_true(nothing.along == 0 && nothing.across == 0);

    struct layers_node one[] = { { .along = 30, .across = 20 } };
    struct layers_edge self[] = { { 0, 0, NULL, 9 } };
    struct layers g = placed(a, one, 1, self, 1);
    check(&g);
    assert_true(g.along == 30 && g.across == 20);

    /* a -> b -> c -> a, a -> c twice: one edge against the grain, and c where it was asked to be. */
    struct layers_node cycle[] = { { .along = 10, .across = 10 }, { .along = 10, .across = 30 }, { .along = 10, .across = 10, .least = 7 } };
    struct layers_edge around[] = {
        { .from = 0, .to = 1 }, { .from = 1, .to = 2 }, { .from = 2, .to = 0 }, { .from = 0, .to = 2 }, { .from = 0, .to = 2 }
    };
    g = placed(a, cycle, 3, around, 5);
    check(&g);
    assert_int_equal(cycle[0].layer, 0);
    assert_int_equal(cycle[2].layer, 2); /* layers 2 to 6 are empty, and dropped */
    assert_true(around[3].points[0].across != around[4].points[0].across);
    assert_int_equal(g.crossings, 0);
    arena_free(a);
}

/* A long edge with nothing in its way is straight, and a tree does not cross itself. */
static void test_straight(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct layers_node nodes[40] = { { 0 } };
    struct layers_edge edges[40] = { { 0 } };
    uint32_t m = 0;
    for (uint32_t i = 0; i < 40; i++) nodes[i] = (struct layers_node){ .along = 20, .across = 12 };
    for (uint32_t i = 0; i < 6; i++) edges[m++] = (struct layers_edge){ .from = i, .to = i + 1 };
    edges[m++] = (struct layers_edge){ .from = 0, .to = 6 };
    struct layers g = placed(a, nodes, 7, edges, m);
    check(&g);
    for (uint32_t i = 3; i + 2 < edges[6].n_points; i++) assert_true(fabs(edges[6].points[i].across - edges[6].points[2].across) < 0.5);
    m = 0;
    for (uint32_t i = 1; i < 40; i++) edges[m++] = (struct layers_edge){ .from = (i - 1) / 3, .to = i };
    for (uint32_t i = 0; i < m; i++) {
        const struct layers_edge keep = edges[i];
        const uint32_t k = chance(m);
        edges[i] = edges[k];
        edges[k] = keep;
    }
    g = placed(a, nodes, 40, edges, m);
    check(&g);
    assert_int_equal(g.crossings, 0);
    arena_free(a);
}

static void random_graph(struct layers_node *nodes, uint32_t n, struct layers_edge *edges, uint32_t m)
{
    for (uint32_t i = 0; i < n; i++)
        nodes[i] = (struct layers_node){ .along = 10 + chance(40), .across = 5 + chance(60), .least = chance(8) ? 0 : chance(5) };
    for (uint32_t i = 0; i < m; i++) edges[i] = (struct layers_edge){ .from = chance(n), .to = chance(n) };
}

static void test_random(void **state)
{
    (void)state;
    struct layers_node nodes[60];
    struct layers_edge edges[150];
    for (int round = 0; round < 400; round++) {
        struct arena *a = arena_new(0);
        const uint32_t n = 1 + chance(60), m = chance(150);
        random_graph(nodes, n, edges, m);
        struct layers g = placed(a, nodes, n, edges, m);
        check(&g);
        /* The same graph, the same drawing. */
        const struct layers_node last = nodes[n - 1];
        placed(a, nodes, n, edges, m);
        assert_memory_equal(&last.at, &nodes[n - 1].at, sizeof last.at);
        arena_free(a);
    }
}

/* ---- Crossings, against all orders ------------------------------------------------------------------------------------------ */

/* Two layers of at most six. */
struct two {
    uint32_t n[2], from[16], to[16], m;
};

static uint64_t crossings_of(const struct two *t, const uint32_t *p, const uint32_t *q)
{
    uint64_t c = 0;
    for (uint32_t i = 0; i < t->m; i++)
        for (uint32_t k = 0; k < t->m; k++) c += p[t->from[i]] < p[t->from[k]] && q[t->to[i]] > q[t->to[k]];
    return c;
}

static void all_orders(const struct two *t, uint32_t *p, uint32_t *q, int side, uint32_t k, uint64_t *best)
{
    uint32_t *order = side ? q : p;
    if (k == t->n[side]) {
        if (!side)
            all_orders(t, p, q, 1, 0, best);
        else {
            const uint64_t c = crossings_of(t, p, q);
            if (c < *best) *best = c;
        }
        return;
    }
    for (uint32_t i = k; i < t->n[side]; i++) {
        uint32_t swap = order[k];
        order[k] = order[i];
        order[i] = swap;
        all_orders(t, p, q, side, k + 1, best);
        swap = order[k];
        order[k] = order[i];
        order[i] = swap;
    }
}

static void test_crossings(void **state)
{
    (void)state;
    uint64_t ours = 0, best = 0;
    for (int round = 0; round < 150; round++) {
        struct arena *a = arena_new(0);
        struct two t = { .n = { 2 + chance(4), 2 + chance(4) } };
        struct layers_node nodes[10] = { { 0 } };
        struct layers_edge edges[26] = { { 0 } };
        uint32_t p[] = { 0, 1, 2, 3, 4, 5 }, q[] = { 0, 1, 2, 3, 4, 5 };
        for (uint32_t i = 0; i < t.n[0] + t.n[1]; i++) nodes[i] = (struct layers_node){ .along = 10, .across = 10, .least = i >= t.n[0] };
        t.m = 3 + chance(10);
        for (uint32_t i = 0; i < t.m; i++) {
            t.from[i] = chance(t.n[0]);
            t.to[i] = chance(t.n[1]);
            edges[i] = (struct layers_edge){ .from = t.from[i], .to = t.n[0] + t.to[i] };
        }
        struct layers g = placed(a, nodes, t.n[0] + t.n[1], edges, t.m);
        check(&g);
        /* Their own count is that of the places they are drawn at. */
        uint32_t x[6] = { 0 }, y[6] = { 0 };
        for (uint32_t i = 0; i < t.n[0]; i++)
            for (uint32_t k = 0; k < t.n[0]; k++) x[i] += nodes[k].layer == 0 && nodes[i].layer == 0 && nodes[k].at.across < nodes[i].at.across;
        for (uint32_t i = 0; i < t.n[1]; i++)
            for (uint32_t k = 0; k < t.n[1]; k++) y[i] += nodes[t.n[0] + k].at.across < nodes[t.n[0] + i].at.across;
        assert_int_equal(crossings_of(&t, x, y), g.crossings);
        uint64_t least = UINT64_MAX;
        all_orders(&t, p, q, 0, 0, &least);
        assert_true(g.crossings >= least);
        ours += g.crossings;
        best += least;
        arena_free(a);
    }
    print_message("crossings: %u, %u in the best orders\n", (unsigned)ours, (unsigned)best);
    assert_true(ours * 100 <= best * 105);
}

/* Provenance graphs of thousands of nodes are drawn in a moment. */
static void test_large(void **state)
{
    (void)state;
    enum { N = 2000, M = 3000 };
    static struct layers_node nodes[N];
    static struct layers_edge edges[M];
    struct arena *a = arena_new(0);
    for (uint32_t i = 0; i < N; i++) nodes[i] = (struct layers_node){ .along = 100, .across = 30 };
    for (uint32_t i = 0; i < M; i++) {
        const uint32_t to = 1 + chance(N - 1), step = 1 + chance(200);
        edges[i] = (struct layers_edge){ .from = to > step ? to - step : 0, .to = to };
    }
    const clock_t begin = clock();
    struct layers g = placed(a, nodes, N, edges, M);
    print_message("%d nodes, %d edges: %.2f s, %u crossings\n", N, M, (double)(clock() - begin) / CLOCKS_PER_SEC, (unsigned)g.crossings);
    check(&g);
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_a_few), cmocka_unit_test(test_straight), cmocka_unit_test(test_random),
                                        cmocka_unit_test(test_crossings), cmocka_unit_test(test_large) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
