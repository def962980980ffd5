/* The best tree, against all trees of small sentences; and always a tree. */
#include "unit.h"

#include <math.h>

#include "model/tree.h"

enum { STRIDE = 1 + TREE_WORDS_MAX };

static float scores[TREE_WORDS_MAX * STRIDE];
static uint64_t seed;

static float draw(void) { return (float)(int32_t)(unit_next(&seed) >> 32) / 1e9f; }

static int is_tree(const uint32_t *heads, uint32_t words)
{
    uint32_t roots = 0;
    for (uint32_t d = 0; d < words; d++) {
        uint32_t v = d + 1, steps = 0;
        roots += heads[d] == 0;
        for (; v && steps <= words; steps++) v = heads[v - 1];
        if (v) return 0;
    }
    return roots == 1;
}

static double value(const uint32_t *heads, uint32_t words)
{
    double sum = 0;
    for (uint32_t d = 0; d < words; d++) sum += scores[d * STRIDE + heads[d]];
    return sum;
}

/* The best value over every choice of heads that is a tree with one root. */
static double best_of_all(uint32_t words)
{
    uint32_t heads[6] = { 0 };
    double best = -INFINITY;
    for (;;) {
        if (is_tree(heads, words)) best = fmax(best, value(heads, words));
        uint32_t d = 0;
        while (d < words && heads[d] == words) heads[d++] = 0;
        if (d == words) return best;
        heads[d]++;
    }
}

static void test_all_trees(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct tree_scratch *t = tree_scratch_new(a, TREE_WORDS_MAX);
    assert_non_null(t);
    for (uint32_t words = 1; words <= 5; words++)
        for (uint32_t round = 0; round < 300; round++) {
            uint32_t heads[6];
            seed = 1000 * words + round;
            for (uint32_t d = 0; d < words; d++)
                for (uint32_t h = 0; h <= words; h++)
                    scores[d * STRIDE + h] = draw() + (h == 0 && round % 3 == 1 ? 6 : h == 0 && round % 3 == 2 ? -6 : 0);
            tree_best(scores, STRIDE, words, heads, t);
            if (!is_tree(heads, words)) fail_msg("seed %u: no tree of %u words", 1000 * words + round, words);
            double have = value(heads, words), want = best_of_all(words);
            if (fabs(have - want) > 1e-5) fail_msg("seed %u: a tree of %u words of %g, the best is %g", 1000 * words + round, words, have, want);
        }
    arena_free(a);
}

/* Long chains of cycles within cycles, and numbers that are none. */
static void test_always_a_tree(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct tree_scratch *t = tree_scratch_new(a, TREE_WORDS_MAX);
    assert_non_null(t);
    for (uint32_t kind = 0; kind < 6; kind++) {
        uint32_t heads[TREE_WORDS_MAX], words = kind == 5 ? 37 : TREE_WORDS_MAX;
        seed = kind;
        for (uint32_t d = 0; d < words; d++)
            for (uint32_t h = 0; h <= words; h++) {
                float *s = &scores[d * STRIDE + h];
                *s = kind == 0 ? draw() : kind == 1 ? 0 : kind == 2 ? (float)NAN : kind == 3 ? (h % 7 ? draw() : (float)INFINITY) : draw();
                /* Each two neighbours prefer each other, each two pairs each other, and so on. */
                if (kind == 4) *s = h ? -log2f((float)(((h - 1) ^ d) + 1)) : -20;
                if (kind == 5 && h == d + 1) *s = 100; /* itself: never taken */
            }
        tree_best(scores, STRIDE, words, heads, t);
        if (!is_tree(heads, words)) fail_msg("kind %u: no tree", kind);
    }
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_all_trees), cmocka_unit_test(test_always_a_tree) };
    return cmocka_run_group_tests_name("tree", tests, NULL, NULL);
}
