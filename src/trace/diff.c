/* diff.c: words, paragraphs, what is said, what is claimed. */
#include "trace/diff.h"

#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/bisect.h"
#include "base/character.h"

/* ---- Words ---------------------------------------------------------------------------------------------------------------------- */

bool diff_words(struct diff_words *out, const char *text, size_t len, struct arena *arena)
{
    out->n = 0;
    out->at = ARENA_ARRAY(arena, struct diff_word, len / 2 + 1);
    if (!out->at) return false;
    for (size_t i = 0; i < len;) {
        i += char_white_prefix(text + i, len - i);
        const size_t start = i;
        while (i < len && !char_white_prefix(text + i, len - i)) i++;
        if (i > start) out->at[out->n++] = (struct diff_word){ text + start, (uint32_t)(i - start), (uint32_t)XXH3_64bits(text + start, i - start) };
    }
    return true;
}

bool diff_common(const struct diff_words *a, const struct diff_words *b, bool *in_a, bool *in_b, struct arena *arena)
{
    uint32_t first = 0, end_a = a->n, end_b = b->n;
    memset(in_a, 0, a->n * sizeof *in_a);
    memset(in_b, 0, b->n * sizeof *in_b);
    for (; first < end_a && first < end_b && a->at[first].hash == b->at[first].hash; first++) in_a[first] = in_b[first] = true;
    for (; end_a > first && end_b > first && a->at[end_a - 1].hash == b->at[end_b - 1].hash; end_a--, end_b--)
        in_a[end_a - 1] = in_b[end_b - 1] = true;
    const size_t n = end_a - first, m = end_b - first;
    if (!n || !m || n * m > DIFF_CELLS) return true;
    const struct arena_mark mark = arena_mark(arena);
    uint16_t *longest = ARENA_ZARRAY(arena, uint16_t, (n + 1) * (m + 1)); /* of what follows i and k */
    if (!longest) return false;
#define AT(i, k) longest[(i) * (m + 1) + (k)]
    for (size_t i = n; i-- > 0;)
        for (size_t k = m; k-- > 0;)
            AT(i, k) = a->at[first + i].hash == b->at[first + k].hash ? (uint16_t)(AT(i + 1, k + 1) + 1)
                       : AT(i + 1, k) >= AT(i, k + 1)                 ? AT(i + 1, k)
                                                                      : AT(i, k + 1);
    for (size_t i = 0, k = 0; i < n && k < m;) {
        if (a->at[first + i].hash == b->at[first + k].hash)
            in_a[first + i++] = in_b[first + k++] = true;
        else if (AT(i + 1, k) >= AT(i, k + 1))
            i++;
        else
            k++;
    }
#undef AT
    arena_release(arena, mark);
    return true;
}

/* ---- Items: whatever is compared as a bag of words -------------------------------------------------------------------------------- */

struct item {
    uint32_t index;    /* in the document */
    uint32_t *hash, n; /* of its words, sorted */
    uint64_t whole;    /* of all that must be the same in equal ones */
};

struct items {
    struct item *at;
    uint32_t n;
};

static int by_value(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The words of some spans of a text, and a hash of them in their order. */
static bool fill(struct item *item, const char *text, const struct span *spans, uint32_t n, struct arena *arena)
{
    uint32_t words = 0, longest = 0;
    struct diff_words *parts = ARENA_ARRAY(arena, struct diff_words, n);
    if (!parts) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (!diff_words(&parts[i], text + spans[i].start, spans[i].end - spans[i].start, arena)) return false;
        words += parts[i].n;
        longest = parts[i].n > longest ? parts[i].n : longest;
    }
    item->hash = ARENA_ARRAY(arena, uint32_t, words);
    if (!item->hash) return false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < parts[i].n; k++) item->hash[item->n++] = parts[i].at[k].hash;
    item->whole = XXH3_64bits_withSeed(item->hash, item->n * sizeof *item->hash, item->whole);
    if (item->n) qsort(item->hash, item->n, sizeof *item->hash, by_value);
    return true;
}

/* The share of words that two have in common, 0 to 1. */
static float likeness(const struct item *a, const struct item *b)
{
    uint32_t common = 0;
    if (a->whole == b->whole) return 1;
    for (uint32_t i = 0, k = 0; i < a->n && k < b->n;) {
        common += a->hash[i] == b->hash[k];
        const bool first = a->hash[i] <= b->hash[k], second = b->hash[k] <= a->hash[i];
        i += first;
        k += second;
    }
    return a->n + b->n ? 2.0f * (float)common / (float)(a->n + b->n) : 0;
}

static bool add(struct changes *c, enum change change, uint32_t a, uint32_t b)
{
    c->at[c->n++] = (struct changed){ change, a, b };
    return true;
}

/* ---- Equal ones ------------------------------------------------------------------------------------------------------------------ */

/* Items by what must be the same in equal ones, so that a thousand equal paragraphs are not gone through a thousand times. */
struct place {
    uint64_t whole;
    uint32_t item, next; /* next: of the first place of each run of equal ones: the first that may still be free */
};
struct shelf {
    struct place *at;
    uint32_t n;
};

static int by_whole(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->whole != b->whole) return a->whole < b->whole ? -1 : 1;
    return (a->item > b->item) - (a->item < b->item);
}

static bool shelf_make(struct shelf *s, const struct items *items, struct arena *arena)
{
    *s = (struct shelf){ ARENA_ARRAY(arena, struct place, items->n), items->n };
    if (!s->at) return false;
    for (uint32_t i = 0; i < s->n; i++) s->at[i] = (struct place){ items->at[i].whole, i, 0 };
    if (s->n) qsort(s->at, s->n, sizeof *s->at, by_whole);
    for (uint32_t i = 0; i < s->n; i++) s->at[i].next = i;
    return true;
}

/* The first item from `from` on that is equal and not taken; HS_NONE: there is none. What was taken stays so, and `from` never falls. */
static uint32_t first_equal(struct shelf *s, uint64_t whole, const bool *taken, uint32_t from)
{
    uint32_t i;
    BISECT(i, s->n, s->at[i].whole < whole);
    if (i == s->n || s->at[i].whole != whole) return HS_NONE;
    uint32_t *k = &s->at[i].next;
    while (*k < s->n && s->at[*k].whole == whole && (taken[s->at[*k].item] || s->at[*k].item < from)) ++*k;
    return *k < s->n && s->at[*k].whole == whole ? s->at[*k].item : HS_NONE;
}

/* ---- Paragraphs -------------------------------------------------------------------------------------------------------------------- */

static bool block_items(struct items *out, const struct hearsay_document *doc, struct arena *arena)
{
    *out = (struct items){ ARENA_ZARRAY(arena, struct item, doc->n_blocks), 0 };
    if (!out->at) return false;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        if (doc->blocks[i].kind == BLOCK_RELATED || doc->blocks[i].kind == BLOCK_BOILERPLATE) continue;
        struct item *item = &out->at[out->n++];
        item->index = i;
        if (!fill(item, doc->text, &doc->blocks[i].span, 1, arena)) return false;
    }
    return true;
}

/* What pairing these two is worth: more than half of the words, or nothing. */
static float worth(const struct item *a, const struct item *b, bool equal_only)
{
    const float alike = equal_only ? (float)(a->whole == b->whole) : likeness(a, b);
    return alike >= 0.5f ? alike : 0;
}

/* Fills pair[i], the item of b for each of a, HS_NONE for none. */
static bool align(const struct items *a, const struct items *b, uint32_t *pair, struct arena *arena)
{
    uint32_t first = 0, end_a = a->n, end_b = b->n;
    for (uint32_t i = 0; i < a->n; i++) pair[i] = HS_NONE;
    for (; first < end_a && first < end_b && a->at[first].whole == b->at[first].whole; first++) pair[first] = first;
    for (; end_a > first && end_b > first && a->at[end_a - 1].whole == b->at[end_b - 1].whole; end_a--, end_b--) pair[end_a - 1] = end_b - 1;
    const size_t n = end_a - first, m = end_b - first;
    if (!n || !m) return true;
    /* A table of any size is too large: rows of a window of what is near would do, and nobody changes 5,000 paragraphs of 5,000. */
    if (n * m > 16 * (size_t)DIFF_CELLS) return true;
    const bool equal_only = n * m > DIFF_CELLS;
    float *best = ARENA_ZARRAY(arena, float, (n + 1) * (m + 1)), *value = ARENA_ARRAY(arena, float, n *m);
    if (!best || !value) return false;
#define AT(i, k) best[(i) * (m + 1) + (k)]
    for (size_t i = n; i-- > 0;)
        for (size_t k = m; k-- > 0;) {
            const float w = value[i * m + k] = worth(&a->at[first + i], &b->at[first + k], equal_only);
            AT(i, k) = AT(i + 1, k) > AT(i, k + 1) ? AT(i + 1, k) : AT(i, k + 1);
            if (w > 0 && w + AT(i + 1, k + 1) > AT(i, k)) AT(i, k) = w + AT(i + 1, k + 1);
        }
    for (size_t i = 0, k = 0; i < n && k < m;) {
        const float w = value[i * m + k];
        if (w > 0 && w + AT(i + 1, k + 1) >= AT(i, k)) {
            pair[first + i++] = first + (uint32_t)k;
            k++;
        } else if (AT(i + 1, k) >= AT(i, k + 1)) {
            i++;
        } else {
            k++;
        }
    }
#undef AT
    return true;
}

/* In the order of b, with what was removed before what stands in its place. */
static bool blocks_diff(struct changes *out, const struct hearsay_document *a, const struct hearsay_document *b, struct arena *arena)
{
    struct items x, y;
    if (!block_items(&x, a, arena) || !block_items(&y, b, arena)) return false;
    uint32_t *pair = ARENA_ARRAY(arena, uint32_t, x.n), i = 0;
    bool *gone = ARENA_ZARRAY(arena, bool, x.n), *taken = ARENA_ZARRAY(arena, bool, y.n); /* gone: paired, or moved */
    struct shelf in_x, in_y;
    *out = (struct changes){ ARENA_ARRAY(arena, struct changed, (size_t)x.n + y.n), 0 };
    if (!pair || !gone || !taken || !out->at || !align(&x, &y, pair, arena)) return false;
    if (!shelf_make(&in_x, &x, arena) || !shelf_make(&in_y, &y, arena)) return false;
    for (uint32_t p = 0; p < x.n; p++)
        if (pair[p] != HS_NONE) gone[p] = taken[pair[p]] = true;
    for (uint32_t k = 0; k < y.n; k++) {
        for (; i < x.n && (pair[i] == HS_NONE || pair[i] <= k); i++) {
            if (!gone[i]) {
                const uint32_t to = first_equal(&in_y, x.at[i].whole, taken, 0);
                if (to != HS_NONE) taken[to] = gone[i] = true;
                add(out, to != HS_NONE ? CHANGE_MOVED : CHANGE_REMOVED, x.at[i].index, to != HS_NONE ? y.at[to].index : HS_NONE);
            } else if (pair[i] == k && x.at[i].whole != y.at[k].whole) {
                add(out, CHANGE_REWORDED, x.at[i].index, y.at[k].index);
            }
        }
        if (!taken[k]) {
            const uint32_t from = first_equal(&in_x, y.at[k].whole, gone, i);
            if (from != HS_NONE) gone[from] = true;
            add(out, from != HS_NONE ? CHANGE_MOVED : CHANGE_ADDED, from != HS_NONE ? x.at[from].index : HS_NONE, y.at[k].index);
        }
    }
    for (; i < x.n; i++)
        if (!gone[i]) add(out, CHANGE_REMOVED, x.at[i].index, HS_NONE);
    return true;
}

/* ---- What is said, what is claimed --------------------------------------------------------------------------------------------------- */

/* Pairs each of a with what is most like it in b: at `least` at the least. */
static bool match(struct changes *out, const struct items *x, const struct items *y, float least, struct arena *arena)
{
    bool *taken = ARENA_ZARRAY(arena, bool, y->n);
    uint32_t *pair = ARENA_ARRAY(arena, uint32_t, x->n);
    *out = (struct changes){ ARENA_ARRAY(arena, struct changed, (size_t)x->n + y->n), 0 };
    struct shelf in_y;
    if (!taken || !pair || !out->at || !shelf_make(&in_y, y, arena)) return false;
    for (uint32_t i = 0; i < x->n; i++) {
        pair[i] = first_equal(&in_y, x->at[i].whole, taken, 0);
        if (pair[i] != HS_NONE) taken[pair[i]] = true;
    }
    for (uint32_t i = 0; i < x->n; i++) {
        float best = least;
        if (pair[i] != HS_NONE) continue;
        for (uint32_t k = 0; k < y->n && (size_t)x->n * y->n <= DIFF_CELLS; k++) {
            const float alike = taken[k] ? 0 : likeness(&x->at[i], &y->at[k]);
            if (alike < best) continue;
            best = alike;
            pair[i] = k;
        }
        if (pair[i] != HS_NONE) taken[pair[i]] = true;
        add(out, pair[i] == HS_NONE ? CHANGE_REMOVED : CHANGE_REWORDED, x->at[i].index, pair[i] == HS_NONE ? HS_NONE : y->at[pair[i]].index);
    }
    for (uint32_t k = 0; k < y->n; k++)
        if (!taken[k]) add(out, CHANGE_ADDED, HS_NONE, y->at[k].index);
    return true;
}

static uint64_t name_hash(const struct hearsay_document *doc, uint32_t actor, uint64_t seed)
{
    const char *name = actor < doc->n_actors ? doc->actors[actor].name : actor == HS_OUTLET ? "outlet" : "";
    return XXH3_64bits_withSeed(name, strlen(name), seed);
}

static bool attribution_items(struct items *out, const struct hearsay_document *doc, struct arena *arena)
{
    *out = (struct items){ ARENA_ZARRAY(arena, struct item, doc->n_attributions), doc->n_attributions };
    for (uint32_t i = 0; out->at && i < doc->n_attributions; i++) {
        const struct attribution *a = &doc->attributions[i];
        out->at[i].index = i;
        out->at[i].whole = name_hash(doc, a->actor, (uint64_t)a->stance + 1);
        if (!fill(&out->at[i], doc->text, a->content.at, a->content.n, arena)) return false;
    }
    return out->at;
}

/* Who holds which position is part of a claim; in which order they come is not. */
static bool claim_items(struct items *out, const struct hearsay_document *doc, struct arena *arena)
{
    *out = (struct items){ ARENA_ZARRAY(arena, struct item, doc->n_claims), doc->n_claims };
    for (uint32_t i = 0; out->at && i < doc->n_claims; i++) {
        const struct claim *c = &doc->claims[i];
        const struct span all = { 0, (uint32_t)strlen(c->text) };
        out->at[i].index = i;
        for (uint32_t k = 0; k < c->n_positions; k++) out->at[i].whole += name_hash(doc, c->positions[k].actor, (uint64_t)c->positions[k].kind + 1);
        if (!fill(&out->at[i], c->text, &all, 1, arena)) return false;
    }
    return out->at;
}

bool diff_make(struct diff *out, const struct hearsay_document *a, const struct hearsay_document *b, struct arena *arena)
{
    struct items x, y;
    if (!blocks_diff(&out->blocks, a, b, arena)) return false;
    if (!attribution_items(&x, a, arena) || !attribution_items(&y, b, arena) || !match(&out->attributions, &x, &y, 0.6f, arena)) return false;
    return claim_items(&x, a, arena) && claim_items(&y, b, arena) && match(&out->claims, &x, &y, 0.6f, arena);
}
