/* unit.h: what the files of tests/unit share: cmocka with what it wants in front of it, dice, and the little that several of them need. */
#ifndef UNIT_H
#define UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

/* Knuth's MMIX: any seed will do, and the same seed gives the same run everywhere. Its high bits are the good ones. */
static inline uint64_t unit_next(uint64_t *dice) { return *dice = *dice * 6364136223846793005u + 1442695040888963407u; }

/* One of [0, n). */
static inline uint32_t unit_roll(uint64_t *dice, uint32_t n) { return (uint32_t)(unit_next(dice) >> 33) % n; }

/* Bytes at the end of their allocation, so that ASan sees a read of one too many. free() it. */
static inline char *unit_copy(const char *s, size_t len)
{
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, s, len);
    return copy;
}

/* A store's file and those that SQLite keeps beside it. */
static inline void unit_remove_store(const char *path)
{
    static const char *const endings[] = { "", "-wal", "-shm", "-journal" };
    char name[200];
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++) {
        snprintf(name, sizeof name, "%s%s", path, endings[i]);
        unlink(name);
    }
}

#endif
