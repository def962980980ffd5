/* frame.c: sums over the tree, up and down.
 *
 * Weight flows up: an element's is its lines' and its children's. Names flow down: each element knows the cues of those around it, so that what
 * frames a line is a few look-ups however deep it stands. Both are one pass over the elements, which are in document order:
 * children after their parents. */
#include "page/frame.h"

#include <string.h>
#include <xxhash.h>

enum {
    ALIKE_UP = 40, /* how far up an element looks for one like itself, which counts in its place */
    NEAR_BLOCKS = 3
};

/* The hash of an element's tag and class; of one without a class, of its parent's too. [elements], NULL: out of memory. */
static uint64_t *signatures(struct arena *a, const struct dom *d)
{
    uint64_t *sig = ARENA_ARRAY(a, uint64_t, d->n_elements);
    for (uint32_t e = 0; sig && e < d->n_elements; e++) {
        const char *class = dom_attribute(d, e, "class");
        uint32_t up = d->elements[e].parent;
        uint64_t seed = d->elements[e].tag;
        if (class && *class)
            sig[e] = XXH3_64bits_withSeed(class, strlen(class), seed);
        else
            sig[e] = XXH3_64bits_withSeed(up == HS_NONE ? &seed : &sig[up], sizeof *sig, seed);
    }
    return sig;
}

/* The shares of elements that look alike, put together; those inside one like themselves are counted with it. */
static bool pool_alike(struct frame *f, struct arena *a)
{
    const struct dom *d = f->dom;
    uint32_t n = d->n_elements;
    size_t size = 16;
    while (size < 2 * (size_t)n) size *= 2;
    uint64_t *sig = signatures(a, d);
    uint32_t *slot = ARENA_ARRAY(a, uint32_t, size), *at = ARENA_ARRAY(a, uint32_t, n);
    float *sum = ARENA_ZARRAY(a, float, n);
    if (!sig || !slot || !at || !sum) return false;
    memset(slot, 0xff, size * sizeof *slot);
    for (uint32_t e = 0; e < n; e++) {
        size_t i = sig[e] & (size - 1);
        while (slot[i] != HS_NONE && sig[slot[i]] != sig[e]) i = (i + 1) & (size - 1);
        if (slot[i] == HS_NONE) slot[i] = e;
        at[e] = slot[i];
        bool nested = false;
        uint32_t up = d->elements[e].parent;
        for (unsigned k = 0; f->share[e] > 0 && !nested && up != HS_NONE && k < ALIKE_UP; k++, up = d->elements[up].parent) nested = at[up] == at[e];
        if (!nested) sum[at[e]] += f->share[e];
    }
    for (uint32_t e = 0; e < n; e++) f->share[e] = sum[at[e]];
    return true;
}

bool frame_make(struct frame *f, struct arena *a, const struct dom *d, const float *weight, bool alike)
{
    uint32_t n = d->n_elements;
    float total = 0;
    *f = (struct frame){ d, ARENA_ZARRAY(a, float, n), ARENA_ARRAY(a, uint32_t, n), ARENA_ARRAY(a, uint32_t, n) };
    if (!f->share || !f->lesser || !f->main) return false;
    for (uint32_t i = 0; i < d->n_lines; i++) {
        f->share[d->lines[i].inner] += weight[i];
        total += weight[i];
    }
    for (uint32_t e = n; e-- > 1;) f->share[d->elements[e].parent] += f->share[e];
    for (uint32_t e = 0; e < n && total > 0; e++) f->share[e] /= total;
    if (alike && !pool_alike(f, a)) return false;
    for (uint32_t e = 0; e < n; e++) {
        uint32_t up = d->elements[e].parent, cues = d->elements[e].cues;
        bool main = f->share[e] >= FRAME_MAIN_SHARE;
        f->lesser[e] = (up == HS_NONE ? 0 : f->lesser[up]) | (main ? 0 : cues);
        f->main[e] = (up == HS_NONE ? 0 : f->main[up]) | (main ? cues : 0);
    }
    return true;
}

struct frame_cues frame_cues_of(const struct frame *f, uint32_t e)
{
    struct frame_cues c = { .main = f->main[e] };
    for (unsigned blocks = 0; e != HS_NONE && blocks < NEAR_BLOCKS; e = f->dom->elements[e].parent) {
        c.near |= f->share[e] >= FRAME_MAIN_SHARE ? 0 : f->dom->elements[e].cues;
        blocks += (f->dom->elements[e].flags & ELEMENT_BLOCK) != 0;
    }
    c.far = e == HS_NONE ? 0 : f->lesser[e];
    return c;
}
