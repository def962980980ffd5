/* parse.c: gumbo on a leash: its memory comes from an arena and is bounded.
 *
 * gumbo 0.10.1 does not look at what its allocator returns, so running out of memory would be a crash. The allocator here leaves the
 * parser by longjmp instead; gumbo keeps no state outside of its allocations, and the arena takes those back.
 * Blocks are powers of two with their class in front, and freed ones are used again: gumbo grows its buffers by copying, which would
 * otherwise triple what a page takes. */
#include "page/parse.h"

#include <setjmp.h>
#include <stdint.h>

#include "base/error.h"

enum { CLASS_MIN = 5, CLASSES = 48, SLAB_BYTES = 256 << 10 };

/* Stands before each block, so that the block is aligned as malloc would align it. */
union header {
    struct {
        union header *next;
        uint32_t class;
    } is;
    char pad[16];
};

struct pool {
    struct arena *arena;
    union header *free[CLASSES];
    char *slab;
    size_t slab_left, used;
    jmp_buf leave;
    hearsay_code code;
};

static _Noreturn void leave(struct pool *p, hearsay_code code)
{
    p->code = code;
    longjmp(p->leave, 1);
}

static void *pool_alloc(void *userdata, size_t size)
{
    struct pool *p = userdata;
    uint32_t class = CLASS_MIN;
    while (class < CLASSES && ((size_t)1 << class) - sizeof(union header) < size) class ++;
    if (class == CLASSES) leave(p, HEARSAY_E_TOO_LONG);
    union header *h = p->free[class];
    if (h) {
        p->free[class] = h->is.next;
        return h + 1;
    }
    size_t bytes = (size_t)1 << class;
    if (bytes > PARSE_BYTES_MAX - p->used) leave(p, HEARSAY_E_TOO_LONG);
    p->used += bytes;
    if (bytes > SLAB_BYTES / 4) {
        h = arena_alloc(p->arena, bytes, 1);
    } else {
        if (p->slab_left < bytes) {
            p->slab = arena_alloc(p->arena, SLAB_BYTES, 1);
            p->slab_left = p->slab ? SLAB_BYTES : 0;
        }
        h = (union header *)(void *)p->slab;
        if (p->slab) {
            p->slab += bytes;
            p->slab_left -= bytes;
        }
    }
    if (!h) leave(p, HEARSAY_E_NOMEM);
    h->is.class = class;
    return h + 1;
}

static void pool_free(void *userdata, void *ptr)
{
    struct pool *p = userdata;
    if (!ptr) return;
    union header *h = (union header *)ptr - 1;
    h->is.next = p->free[h->is.class];
    p->free[h->is.class] = h;
}

hearsay_code parse_html(struct arena *a, const char *html, size_t len, const GumboNode **document, hearsay_error *err)
{
    struct pool *p = arena_zalloc(a, 1, sizeof *p);
    if (!p) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory parsing a page of %zu bytes", len);
    p->arena = a;
    GumboOptions options = kGumboDefaultOptions;
    options.allocator = pool_alloc;
    options.deallocator = pool_free;
    options.userdata = p;
    options.max_errors = 0;
    if (setjmp(p->leave) == 0) {
        *document = gumbo_parse_with_options(&options, html, len)->document;
        return HEARSAY_OK;
    }
    if (p->code == HEARSAY_E_NOMEM) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory parsing a page of %zu bytes", len);
    return error_set(err, HEARSAY_E_TOO_LONG, 0, "the page needs more than %zu MiB to parse", PARSE_BYTES_MAX >> 20);
}
