/* The arena: alignment, growth, marks and failures. */
#include "unit.h"

#include "base/arena.h"

static void test_blocks_are_apart_and_aligned(void **state)
{
    (void)state;
    struct arena *a = arena_new(256);
    assert_non_null(a);
    unsigned char *p[200];
    for (unsigned i = 0; i < 200; i++) {
        p[i] = arena_alloc(a, i, 3);
        assert_non_null(p[i]);
        assert_int_equal((uintptr_t)p[i] % 64, 0);
        memset(p[i], (int)i, 3 * (size_t)i);
    }
    for (unsigned i = 0; i < 200; i++)
        for (unsigned k = 0; k < 3 * i; k++) assert_int_equal(p[i][k], i);
    assert_true(arena_bytes(a) >= 3 * 200 * 199 / 2);
    assert_false(arena_failed(a));
    arena_free(a);
    arena_free(NULL);
}

static void test_zeroed_and_copied(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct arena_mark m = arena_mark(a);
    memset(arena_alloc(a, 1000, 1), 0xFF, 1000);
    arena_release(a, m);
    unsigned char *z = arena_zalloc(a, 1000, 1);
    for (int i = 0; i < 1000; i++) assert_int_equal(z[i], 0);
    assert_string_equal(arena_strdup(a, "abcdef", 3), "abc");
    assert_string_equal(arena_strdup(a, NULL, 0), "");
    arena_free(a);
}

/* What came before a mark stays; what came after is given back and used again. */
static void test_release(void **state)
{
    (void)state;
    struct arena *a = arena_new(128);
    char *kept = arena_strdup(a, "kept", 4);
    struct arena_mark m = arena_mark(a);
    size_t peak = 0;
    for (int round = 0; round < 50; round++) {
        for (size_t size = 1; size < 5000; size *= 3) memset(arena_alloc(a, size, 1), round, size);
        if (round == 0) peak = arena_bytes(a);
        arena_release(a, m);
    }
    assert_true(arena_bytes(a) <= peak);
    assert_string_equal(kept, "kept");
    arena_free(a);
}

static void test_release_of_everything(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    struct arena_mark empty = arena_mark(a);
    for (int i = 0; i < 3; i++) {
        assert_non_null(arena_alloc(a, 1 << 20, 1));
        arena_release(a, empty);
    }
    assert_non_null(arena_alloc(a, 1, 1));
    arena_free(a);
}

static void test_impossible_sizes(void **state)
{
    (void)state;
    static const struct {
        int line;
        size_t n, size;
    } rows[] = {
        { __LINE__, SIZE_MAX, 1 },         { __LINE__, SIZE_MAX, SIZE_MAX }, { __LINE__, SIZE_MAX / 2, 3 }, { __LINE__, (size_t)PTRDIFF_MAX, 1 },
        { __LINE__, (size_t)1 << 60, 16 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(0);
        if (arena_alloc(a, rows[i].n, rows[i].size) || !arena_failed(a))
            fail_msg("row %d: %zu x %zu was given", rows[i].line, rows[i].n, rows[i].size);
        /* The failure stays, although the next request succeeds. */
        assert_non_null(arena_alloc(a, 1, 1));
        assert_true(arena_failed(a));
        arena_free(a);
    }
    struct arena *a = arena_new(0);
    assert_non_null(arena_alloc(a, 0, 8));
    assert_non_null(arena_alloc(a, 8, 0));
    assert_false(arena_failed(a));
    arena_free(a);
}

static void test_room(void **state)
{
    (void)state;
    struct arena *a = arena_new(0);
    uint32_t *at = NULL, n = 0, room = 0;
    for (uint32_t i = 0; i < 1000; i++) {
        assert_true(ARENA_ROOM(a, at, n, room, 3));
        at[n++] = i;
    }
    for (uint32_t i = 0; i < 1000; i++) assert_int_equal(at[i], i);
    assert_int_equal(room, 3 * ((1 << 9) - 1));
    /* More than there can be: the list stays. */
    char *huge = (char *)at;
    size_t huge_room = SIZE_MAX / 2 - 8;
    assert_false(ARENA_ROOM(a, huge, huge_room, huge_room, 8));
    assert_ptr_equal(huge, at);
    assert_int_equal(huge_room, SIZE_MAX / 2 - 8);
    assert_true(arena_failed(a));
    arena_free(a);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_blocks_are_apart_and_aligned), cmocka_unit_test(test_zeroed_and_copied), cmocka_unit_test(test_release),
        cmocka_unit_test(test_release_of_everything),        cmocka_unit_test(test_impossible_sizes),  cmocka_unit_test(test_room),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
