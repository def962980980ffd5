/* arena.c: a chain of chunks, filled from left to right.
 *
 *   first -> [head|#######....] -> [head|##########] -> [head|####......] -> [head|..........]
 *                                                       ^ current            ^ spare, kept by a release for the next round
 *
 * A chunk that is too small for a request is left with its rest unused. A new chunk is at least a quarter of what is held already, so
 * that the number of chunks stays logarithmic in their size. arena_release() keeps the chunks behind the mark: a worker that reads
 * one article after another then asks the system for nothing.
 * With HS_ARENA_MALLOC a chunk holds one block of exactly its size, and a release frees it. */
#define _POSIX_C_SOURCE 200809L
#include "base/arena.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define ALIGN ((size_t)64)
#define CHUNK_BYTES ((size_t)64 << 10)

#ifdef HS_ARENA_MALLOC
#define ONE_BLOCK_A_CHUNK true
#else
#define ONE_BLOCK_A_CHUNK false
#endif

struct chunk {
    struct chunk *next;
    size_t size, used; /* of the bytes behind the header */
};

/* A header takes a whole alignment unit: the blocks behind it are then aligned as the chunk is. */
_Static_assert(sizeof(struct chunk) <= ALIGN, "a chunk's header fits its place");

struct arena {
    struct chunk *first, *current; /* both NULL until something is asked for */
    size_t chunk_bytes, bytes;
    bool failed;
};

static char *chunk_data(struct chunk *c) { return (char *)c + ALIGN; }

static size_t round_up(size_t n) { return (n + ALIGN - 1) & ~(ALIGN - 1); }

static void free_chunks(struct arena *a, struct chunk *c)
{
    while (c) {
        struct chunk *next = c->next;
        a->bytes -= ALIGN + c->size;
        free(c);
        c = next;
    }
}

static struct chunk *new_chunk(struct arena *a, size_t need)
{
    size_t size = need;
    if (!ONE_BLOCK_A_CHUNK) {
        if (size < a->chunk_bytes) size = a->chunk_bytes;
        if (size < a->bytes / 4) size = round_up(a->bytes / 4);
    }
    void *p;
    if (size > PTRDIFF_MAX - ALIGN || posix_memalign(&p, ALIGN, ALIGN + size)) return NULL;
    struct chunk *c = p;
    *c = (struct chunk){ NULL, size, 0 };
    a->bytes += ALIGN + size;
    return c;
}

struct arena *arena_new(size_t chunk_bytes)
{
    struct arena *a = malloc(sizeof *a);
    if (!a) return NULL;
    if (chunk_bytes > SIZE_MAX / 4) chunk_bytes = SIZE_MAX / 4;
    *a = (struct arena){ NULL, NULL, round_up(chunk_bytes ? chunk_bytes : CHUNK_BYTES), 0, false };
    return a;
}

void arena_free(struct arena *a)
{
    if (!a) return;
    free_chunks(a, a->first);
    free(a);
}

/* A chunk with room for need bytes becomes the current one: the first spare that is large enough, else a new one. */
static bool advance(struct arena *a, size_t need)
{
    struct chunk **after = a->current ? &a->current->next : &a->first;
    struct chunk **at = after;
    while (*at && (ONE_BLOCK_A_CHUNK || (*at)->size < need)) at = &(*at)->next;
    struct chunk *c = *at;
    if (c)
        *at = c->next;
    else if (!(c = new_chunk(a, need)))
        return false;
    c->next = *after;
    c->used = 0;
    *after = c;
    a->current = c;
    return true;
}

void *arena_alloc(struct arena *a, size_t n, size_t size)
{
    size_t bytes = 0;
    if (n && size && (n > SIZE_MAX / size || (bytes = n * size) > PTRDIFF_MAX - 2 * ALIGN)) {
        a->failed = true;
        return NULL;
    }
    size_t need = ONE_BLOCK_A_CHUNK ? bytes : round_up(bytes);
    struct chunk *c = a->current;
    if (ONE_BLOCK_A_CHUNK || !c || c->size - c->used < need) {
        if (!advance(a, need)) {
            a->failed = true;
            return NULL;
        }
        c = a->current;
    }
    void *p = chunk_data(c) + c->used;
    c->used += need;
    return p;
}

void *arena_zalloc(struct arena *a, size_t n, size_t size)
{
    void *p = arena_alloc(a, n, size);
    if (p) memset(p, 0, n * size);
    return p;
}

bool arena_grow(struct arena *a, void *list, size_t n, size_t room, size_t size)
{
    void *old, *more = arena_alloc(a, room, size);
    if (!more) return false;
    memcpy(&old, list, sizeof old); /* a pointer to whatever type */
    if (n) memcpy(more, old, n * size);
    memcpy(list, &more, sizeof more);
    return true;
}

char *arena_strdup(struct arena *a, const char *s, size_t len)
{
    if (len == SIZE_MAX) {
        a->failed = true;
        return NULL;
    }
    char *p = arena_alloc(a, len + 1, 1);
    if (!p) return NULL;
    if (len) memcpy(p, s, len);
    p[len] = '\0';
    return p;
}

struct arena_mark arena_mark(const struct arena *a) { return (struct arena_mark){ a->current, a->current ? a->current->used : 0 }; }

void arena_release(struct arena *a, struct arena_mark m)
{
    a->current = m.chunk;
    if (a->current) a->current->used = m.used;
    if (ONE_BLOCK_A_CHUNK) {
        struct chunk **after = a->current ? &a->current->next : &a->first;
        free_chunks(a, *after);
        *after = NULL;
    }
}

bool arena_failed(const struct arena *a) { return a->failed; }

size_t arena_bytes(const struct arena *a) { return a->bytes; }
