/* arena.h: one arena per document, one per worker.
 * LIFETIME  What is made while an article is read lives in the arena of its hearsay_document and dies with it. No stage frees;
 *           a pointer in a document may point to any other part of it. Getters lend const pointers, good until it is freed.
 * SCRATCH   Scores and lattices come from the worker's own arena: mark on entry to a stage, release on exit.
 * FAILURE   arena_alloc() gives NULL and a->failed stays set: callers test the pointer, hearsay_read() the flag; no failure is lost.
 * CHECKING  With -DHS_ARENA_MALLOC each block is its own malloc, so that ASan sees an overrun from one block into the next. */
#ifndef HS_ARENA_H
#define HS_ARENA_H

#include <stdbool.h>
#include <stddef.h>

struct arena;
struct arena_mark { void *chunk; size_t used; };

struct arena *arena_new(size_t chunk_bytes);                       /* NULL: out of memory. 0: 64 KiB */
void arena_free(struct arena *a);                                  /* NULL is allowed */
void *arena_alloc(struct arena *a, size_t n, size_t size);         /* n * size, checked; 64-byte aligned, not zeroed; NULL on failure */
void *arena_zalloc(struct arena *a, size_t n, size_t size);        /* the same, zeroed */
char *arena_strdup(struct arena *a, const char *s, size_t len);    /* len bytes and a NUL; NULL on failure */
bool arena_grow(struct arena *a, void *list, size_t n, size_t room, size_t size);  /* for ARENA_ROOM() */
struct arena_mark arena_mark(const struct arena *a);
void arena_release(struct arena *a, struct arena_mark m);          /* gives back all that came after the mark */
bool arena_failed(const struct arena *a);
size_t arena_bytes(const struct arena *a);                         /* held from the system */

#define ARENA_ARRAY(a, type, n) ((type *)arena_alloc((a), (n), sizeof(type)))
#define ARENA_ZARRAY(a, type, n) ((type *)arena_zalloc((a), (n), sizeof(type)))

/* ARENA_ROOM: room for one more in the list `at` of n elements, which has room for `room`: twice that and `least` more, where it is full. False, and
 * nothing is changed: out of memory. What the list was remains in the arena until that is freed.
 *     if (!ARENA_ROOM(a, all->at, all->n, all->room, 16)) return false;
 *     all->at[all->n++] = one; */
#define ARENA_ROOM(a, at, n, room, least) \
    ((n) < (room) || (arena_grow((a), &(at), (n), 2 * (size_t)(room) + (least), sizeof *(at)) && ((room) = 2 * (room) + (least), true)))

#endif
