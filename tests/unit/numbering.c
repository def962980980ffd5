/* The map beside a list that is gone through: the same answers for random keys, dense and far apart. */
#include "unit.h"

#include "base/numbering.h"

enum { KEYS = 3000 };

static void test_beside_a_list(void **state)
{
    (void)state;
    static struct {
        uint64_t key;
        uint32_t value;
    } list[KEYS];
    uint64_t seed = 20;
    uint32_t n = 0;
    struct numbering m = { .arena = arena_new(0) };
    assert_non_null(m.arena);
    assert_int_equal(numbering_get(&m, 7), NUMBERING_NONE);
    for (uint32_t i = 0; i < 2 * KEYS && n < KEYS; i++) {
        unit_next(&seed);
        /* Half of them in a row, as texts are numbered; half anywhere, 0 and the last one among them. */
        const uint64_t key = i % 2 ? (seed >> 40) % KEYS : i % 400 ? seed : i % 800 ? 0 : UINT64_MAX;
        uint32_t k = 0;
        while (k < n && list[k].key != key) k++;
        assert_int_equal(numbering_get(&m, key), k < n ? list[k].value : NUMBERING_NONE);
        if (k == n) list[n++].key = key;
        list[k].value = i;
        assert_true(numbering_set(&m, key, i));
    }
    assert_int_equal(m.n, n);
    for (uint32_t k = 0; k < n; k++) assert_int_equal(numbering_get(&m, list[k].key), list[k].value);
    arena_free(m.arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_beside_a_list) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
