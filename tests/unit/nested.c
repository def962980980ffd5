/* Which attribution stands within which: by hand, and by the definition on random spans. */
#include "unit.h"

#include "discourse/nested.h"

enum { ATTRIBUTIONS = 40, NONE = -1 };

/* Cue and up to two content spans in bytes; a cue of [0, 0) is none. */
struct row {
    struct span cue, content[2];
    int within;
};

static void make(struct hearsay_document *doc, struct attribution *all, const struct row *rows, uint32_t n)
{
    *doc = (struct hearsay_document){ .attributions = all, .n_attributions = n };
    for (uint32_t i = 0; i < n; i++) {
        all[i] = (struct attribution){ .cue = { (struct span *)&rows[i].cue, rows[i].cue.end > 0 },
                                       .content = { (struct span *)rows[i].content, 1 + (rows[i].content[1].end > 0) } };
    }
}

static void test_rows(void **state)
{
    (void)state;
    static const struct row rows[] = {
        /* "He said [that she had denied [that it was so]]" */
        { { 3, 7 }, { { 8, 60 } }, NONE },
        { { 21, 27 }, { { 28, 60 } }, 0 },
        { { 36, 40 }, { { 41, 60 } }, 1 },
        /* sharing a sentence is not enough */
        { { 62, 66 }, { { 70, 80 } }, NONE },
        { { 82, 86 }, { { 87, 95 } }, NONE },
        /* "[We lost," he said, "and they say [we won]"]: the cue in the gap is not inside */
        { { 110, 114 }, { { 100, 109 }, { 115, 140 } }, NONE },
        { { 120, 123 }, { { 124, 140 } }, 5 },
        /* without a cue: by its content */
        { { 0, 0 }, { { 126, 130 } }, 6 },
        /* each in the other's content: the one with more content is outside */
        { { 155, 158 }, { { 160, 190 } }, NONE },
        { { 165, 168 }, { { 150, 160 } }, 8 },
    };
    enum { N = sizeof rows / sizeof *rows };
    struct attribution all[N];
    struct hearsay_document doc;
    struct arena *scratch = arena_new(0);
    make(&doc, all, rows, N);
    assert_true(nested_within(&doc, scratch));
    for (uint32_t i = 0; i < N; i++)
        if (all[i].within != (rows[i].within == NONE ? HS_NONE : (uint32_t)rows[i].within))
            fail_msg("row %u stands within %d", i, (int)all[i].within);
    arena_free(scratch);
}

static uint32_t length_of(const struct attribution *a)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < a->content.n; i++) sum += a->content.at[i].end - a->content.at[i].start;
    return sum;
}

static bool holds(const struct attribution *a, struct span s)
{
    for (uint32_t i = 0; i < a->content.n; i++)
        if (a->content.at[i].start <= s.start && s.end <= a->content.at[i].end) return true;
    return false;
}

static struct span random_span(uint32_t least)
{
    const uint32_t start = least + (uint32_t)rand() % 100, length = 1 + (uint32_t)rand() % 40;
    return (struct span){ start, start + length };
}

/* The sweep says what looking at every pair says, and following `within` always ends. */
static void test_random(void **state)
{
    (void)state;
    srand(7);
    for (int round = 0; round < 300; round++) {
        struct row rows[ATTRIBUTIONS];
        struct attribution all[ATTRIBUTIONS];
        struct hearsay_document doc;
        struct arena *scratch = arena_new(0);
        const uint32_t n = 1 + (uint32_t)rand() % ATTRIBUTIONS;
        for (uint32_t i = 0; i < n; i++) {
            const struct span first = random_span(1);
            rows[i] = (struct row){ random_span(1), { first, { 0, 0 } }, NONE };
            rows[i].cue.end = rows[i].cue.start + 1 + (uint32_t)rand() % 4;
            if (rand() % 3 == 0) rows[i].content[1] = random_span(first.end + 1);
        }
        make(&doc, all, rows, n);
        assert_true(nested_within(&doc, scratch));
        for (uint32_t i = 0; i < n; i++) {
            uint32_t best = HS_NONE, steps = 0;
            for (uint32_t k = 0; k < n; k++) {
                const uint32_t a = length_of(&all[k]), b = length_of(&all[i]);
                if (k == i || !holds(&all[k], all[i].cue.at[0]) || a < b || (a == b && k > i)) continue;
                if (best == HS_NONE || a < length_of(&all[best]) || (a == length_of(&all[best]) && k > best)) best = k;
            }
            assert_int_equal(all[i].within, best);
            for (uint32_t k = i; k != HS_NONE; k = all[k].within) assert_true(steps++ <= n);
        }
        arena_free(scratch);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_random) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
