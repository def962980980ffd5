/* alignment.c: runs of equal words, joined to passages. */
#include "trace/alignment.h"

#include <string.h>

/* The shingles of a by their hash: chains through `next`, newest first; a place is a word. */
struct table {
    uint32_t *heads, *next; /* [mask + 1], [a->n_words]; word + 1, 0 for none */
    uint64_t *hashes;       /* [a->n_words] */
    uint32_t mask;
};

struct run {
    uint32_t a, b, n;
};

static bool table_make(struct table *t, const struct shingled *a, struct arena *scratch)
{
    uint32_t size = 16;
    while (size < a->n_words) size *= 2;
    *t = (struct table){ ARENA_ZARRAY(scratch, uint32_t, size), ARENA_ARRAY(scratch, uint32_t, a->n_words),
                         ARENA_ARRAY(scratch, uint64_t, a->n_words), size - 1 };
    if (!t->heads || !t->next || !t->hashes) return false;
    /* From the end, so that a chain is in text order. */
    for (uint32_t i = a->n_words >= SHINGLE_WORDS ? a->n_words - SHINGLE_WORDS + 1 : 0; i-- > 0;) {
        t->hashes[i] = shingle_hash(&a->words[i]);
        uint32_t *head = &t->heads[t->hashes[i] & t->mask];
        t->next[i] = *head;
        *head = i + 1;
    }
    return true;
}

static uint32_t equal_words(const struct shingled *a, uint32_t i, const struct shingled *b, uint32_t j, const bool *taken)
{
    uint32_t n = 0;
    while (i + n < a->n_words && j + n < b->n_words && !taken[i + n] && a->words[i + n].hash == b->words[j + n].hash) n++;
    return n;
}

/* The longest run from word j of b; of equal ones that which goes on nearest behind `expected`. n: 0 if there is none. */
static struct run longest(const struct table *t, const struct shingled *a, const struct shingled *b, uint32_t j, const bool *taken, uint32_t expected)
{
    struct run best = { 0, j, 0 };
    const uint64_t hash = shingle_hash(&b->words[j]);
    unsigned looked_at = 0;
    for (uint32_t at = t->heads[hash & t->mask]; at && looked_at < ALIGNMENT_REPEATS; at = t->next[at - 1]) {
        const uint32_t i = at - 1;
        if (t->hashes[i] != hash) continue;
        looked_at++;
        const uint32_t n = equal_words(a, i, b, j, taken);
        const bool nearer = n == best.n && best.a < expected && i >= expected;
        if (n >= SHINGLE_WORDS && (n > best.n || nearer)) best = (struct run){ i, j, n };
    }
    return best;
}

/* Does y go on where x ended, but for some words? */
static bool in_step(const struct passage *x, const struct run *y)
{
    const uint32_t end_a = x->a + x->n_a, end_b = x->b + x->n_b;
    return y->a >= end_a && y->a - end_a <= ALIGNMENT_GAP && y->b >= end_b && y->b - end_b <= ALIGNMENT_GAP;
}

static uint32_t unquoted(const struct shingled *a, const struct shingled *b, const struct run *r)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < r->n; k++) n += !a->words[r->a + k].quoted && !b->words[r->b + k].quoted;
    return n;
}

/* Words from here to the end of the block, in both. */
static uint32_t within_blocks(const struct shingled *a, const struct shingled *b, const struct run *r)
{
    uint32_t n = 1;
    while (n < r->n && a->words[r->a + n].block == a->words[r->a].block && b->words[r->b + n].block == b->words[r->b].block) n++;
    return n;
}

/* Adds a run that lies in one block of each: to the passage before it, or as another. */
static void add(struct alignment *out, const struct shingled *a, const struct shingled *b, const struct run *r)
{
    struct passage *last = out->n ? &out->passages[out->n - 1] : NULL;
    const bool same_blocks = last && a->words[last->a].block == a->words[r->a].block && b->words[last->b].block == b->words[r->b].block;
    if (!same_blocks || !in_step(last, r)) {
        last = &out->passages[out->n++];
        *last = (struct passage){ r->a, 0, r->b, 0, 0, 0 };
    }
    last->n_a = r->a + r->n - last->a;
    last->n_b = r->b + r->n - last->b;
    last->equal += r->n;
    last->unquoted += unquoted(a, b, r);
}

static bool goes_on(const struct passage *x, const struct passage *y) { return in_step(x, &(struct run){ y->a, y->b, 1 }); }

/* Drops what may be chance: passages that, with those they go on from block to block, come to less than ALIGNMENT_LEAST words. */
static void drop_chance(struct alignment *out)
{
    uint32_t kept = 0;
    for (uint32_t i = 0; i < out->n;) {
        uint32_t end = i + 1, equal = out->passages[i].equal;
        while (end < out->n && goes_on(&out->passages[end - 1], &out->passages[end])) equal += out->passages[end++].equal;
        for (; i < end; i++)
            if (equal >= ALIGNMENT_LEAST) out->passages[kept++] = out->passages[i];
    }
    out->n = kept;
    out->equal = out->unquoted = 0;
    for (uint32_t i = 0; i < kept; i++) {
        out->equal += out->passages[i].equal;
        out->unquoted += out->passages[i].unquoted;
    }
}

static bool align(struct alignment *out, const struct shingled *a, const struct shingled *b, struct arena *scratch)
{
    struct table t;
    bool *taken = ARENA_ZARRAY(scratch, bool, a->n_words);
    if (!taken || !table_make(&t, a, scratch)) return false;
    uint32_t expected = 0;
    for (uint32_t j = 0; j + SHINGLE_WORDS <= b->n_words;) {
        struct run r = longest(&t, a, b, j, taken, expected);
        if (!r.n) {
            j++;
            continue;
        }
        memset(taken + r.a, true, r.n);
        j += r.n;
        expected = r.a + r.n;
        while (r.n) {
            struct run part = r;
            part.n = within_blocks(a, b, &r);
            add(out, a, b, &part);
            r = (struct run){ r.a + part.n, r.b + part.n, r.n - part.n };
        }
    }
    drop_chance(out);
    return true;
}

bool alignment_make(struct alignment *out, const struct shingled *a, const struct shingled *b, struct arena *arena, struct arena *scratch)
{
    *out = (struct alignment){ 0 };
    /* Each run has SHINGLE_WORDS words, and is cut only where a block of a or of b ends. */
    const uint32_t blocks = (a->n_words ? a->words[a->n_words - 1].block : 0) + (b->n_words ? b->words[b->n_words - 1].block : 0);
    const size_t by_blocks = (size_t)b->n_words / SHINGLE_WORDS + blocks + 2, most = by_blocks < b->n_words ? by_blocks : b->n_words;
    const struct arena_mark mark = arena_mark(scratch);
    out->passages = ARENA_ARRAY(scratch, struct passage, most);
    bool good = out->passages && align(out, a, b, scratch);
    struct passage *kept = good ? ARENA_ARRAY(arena, struct passage, out->n) : NULL;
    good = good && kept;
    if (good) memcpy(kept, out->passages, out->n * sizeof *kept);
    out->passages = kept;
    arena_release(scratch, mark);
    return good;
}
