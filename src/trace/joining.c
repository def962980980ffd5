/* joining.c: groups of claims, and the joining of claims that are not in a store. */
#include "trace/joining.h"

#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/error.h"

/* Of values from 0.3 to 0.5 the one that keeps most of what is one together at a precision of web news above 0.93 (docs/trace.md). */
static const float joining_from = 0.4F;

bool joining_fits(const struct joining_group *a, const struct joining_group *b)
{
    float sum = 0;
    for (unsigned i = 0; i < a->n; i++)
        for (unsigned k = 0; k < b->n; k++) sum += link_score(&a->member[i].sighting, &b->member[k].sighting);
    return a->n && b->n && sum >= joining_from * (float)(a->n * b->n);
}

static bool is_before(const struct joining_member *x, const struct joining_member *y)
{
    return x->text != y->text ? x->text < y->text : x->claim < y->claim;
}

static void add_member(struct joining_group *g, const struct joining_member *m)
{
    unsigned at = g->n, same = 0;
    while (same < g->n && g->member[same].sighting.article != m->sighting.article) same++;
    if (same < g->n) {
        if (!is_before(m, &g->member[same])) return;
        memmove(&g->member[same], &g->member[same + 1], (g->n - same - 1) * sizeof *m);
        g->n--;
        at = g->n;
    }
    while (at && is_before(m, &g->member[at - 1])) at--;
    if (at == JOINING_SAMPLE) return;
    if (g->n == JOINING_SAMPLE) g->n--;
    memmove(&g->member[at + 1], &g->member[at], (g->n - at) * sizeof *m);
    g->member[at] = *m;
    g->n++;
}

void joining_add(struct joining_group *a, const struct joining_group *b)
{
    for (unsigned i = 0; i < b->n; i++) add_member(a, &b->member[i]);
}

static int by_score(const void *x, const void *y)
{
    const struct joining_candidate *a = x, *b = y;
    if (a->score < b->score || a->score > b->score) return a->score < b->score ? 1 : -1;
    return (a->link > b->link) - (a->link < b->link);
}

static bool is_among(const int64_t *all, unsigned n, int64_t x)
{
    unsigned i = 0;
    while (i < n && all[i] != x) i++;
    return i < n;
}

bool joining_choose(const struct joining *j, struct joining_group *self, struct joining_candidate *all, unsigned n, int64_t *joined,
                    unsigned *n_joined, int64_t *asked)
{
    struct joining_group other;
    unsigned n_asked = 0;
    if (n) qsort(all, n, sizeof *all, by_score);
    for (unsigned i = 0; i < n; i++) {
        const int64_t group = all[i].group;
        if (is_among(joined, *n_joined, group) || is_among(asked, n_asked, group)) continue;
        if (!j->read(j->with, group, &other)) return false;
        if (joining_fits(self, &other) && !(j->apart && j->apart(j->with, joined, *n_joined, group))) {
            joining_add(self, &other);
            joined[(*n_joined)++] = group;
        } else {
            asked[n_asked++] = group;
        }
    }
    return true;
}

/* ---- For those who link elsewhere ----------------------------------------------------------------------------------------------------- */

/* Groups in memory: claims in order; a group is called by its first claim. */
struct memory {
    const struct claim_sighting *all;
    uint32_t *first;                    /* [n] the group's claim, or one that leads there: a forest of disjoint sets */
    uint32_t (*sample)[JOINING_SAMPLE]; /* [n] of a group, HS_NONE behind the last */
};

static uint32_t find(uint32_t *first, uint32_t i)
{
    while (first[i] != i) {
        first[i] = first[first[i]];
        i = first[i];
    }
    return i;
}

static bool read_group(void *with, int64_t group, struct joining_group *out)
{
    const struct memory *m = with;
    const uint32_t *sample = m->sample[group];
    out->n = 0;
    while (out->n < JOINING_SAMPLE && sample[out->n] != HS_NONE) {
        out->member[out->n] = (struct joining_member){ 0, sample[out->n], m->all[sample[out->n]] };
        out->n++;
    }
    return true;
}

static bool join_all(struct memory *m, uint32_t n, const uint32_t *a, const uint32_t *from, uint32_t most, struct arena *arena)
{
    struct joining_candidate *candidates = ARENA_ARRAY(arena, struct joining_candidate, most + 1);
    int64_t *joined = ARENA_ARRAY(arena, int64_t, most + 2), *asked = ARENA_ARRAY(arena, int64_t, most + 1);
    if (!candidates || !joined || !asked) return false;
    for (uint32_t i = 0; i < n; i++) {
        struct joining_group self = { 1, { { 0, i, m->all[i] } } };
        unsigned found = 0, n_joined = 1;
        m->first[i] = i;
        for (uint32_t p = from[i]; p < from[i + 1]; p++) {
            const float score = m->all[a[p]].article == m->all[i].article ? 0 : link_score(&m->all[i], &m->all[a[p]]);
            if (score >= link_from) candidates[found++] = (struct joining_candidate){ a[p], find(m->first, a[p]), score };
        }
        joined[0] = i;
        joining_choose(&(struct joining){ m, read_group, NULL }, &self, candidates, found, joined, &n_joined, asked);
        uint32_t group = i;
        for (unsigned k = 1; k < n_joined; k++)
            if (joined[k] < group) group = (uint32_t)joined[k];
        for (unsigned k = 0; k < n_joined; k++) m->first[joined[k]] = group;
        for (unsigned k = 0; k < JOINING_SAMPLE; k++) m->sample[group][k] = k < self.n ? (uint32_t)self.member[k].claim : HS_NONE;
    }
    for (uint32_t i = 0; i < n; i++) m->first[i] = find(m->first, i);
    return true;
}

hearsay_code hearsay_claims_joined(const void *const *sightings, const size_t *lens, size_t n, const uint32_t *a, const uint32_t *b, size_t n_pairs,
                                   uint32_t *first, hearsay_error *err)
{
    if ((n && (!sightings || !lens || !first)) || (n_pairs && (!a || !b)))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the sightings, the pairs, or where the answer goes is NULL");
    if (n > 1U << 30 || n_pairs > 1U << 30)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "%zu claims and %zu pairs at once: 2^30 of each at most", n, n_pairs);
    for (size_t i = 0; i < n_pairs; i++)
        if (a[i] >= b[i] || b[i] >= n)
            return error_set(err, HEARSAY_E_ARGUMENT, i, "pair %zu is not of two of the %zu claims, the first one first", i, n);
    struct arena *arena = arena_new(0);
    struct claim_sighting *all = arena ? ARENA_ARRAY(arena, struct claim_sighting, n + 1) : NULL;
    uint32_t *from = arena ? ARENA_ARRAY(arena, uint32_t, n + 2) : NULL, *others = arena ? ARENA_ARRAY(arena, uint32_t, n_pairs + 1) : NULL;
    uint32_t(*sample)[JOINING_SAMPLE] = arena ? arena_alloc(arena, n + 1, sizeof *sample) : NULL;
    bool room = all && from && others && sample;
    hearsay_code code = HEARSAY_OK;
    for (size_t i = 0; room && code == HEARSAY_OK && i < n; i++)
        if (!sighting_from(&all[i], sightings[i], lens[i])) code = error_set(err, HEARSAY_E_ARGUMENT, i, "sighting %zu is none", i);
    if (room && code == HEARSAY_OK) {
        /* Pairs by their second claim: counted, then each in its place. */
        uint32_t most = 0;
        memset(from, 0, (n + 2) * sizeof *from);
        for (size_t i = 0; i < n_pairs; i++) from[b[i] + 2]++;
        for (size_t i = 2; i < n + 2; i++) {
            if (from[i] > most) most = from[i];
            from[i] += from[i - 1];
        }
        for (size_t i = 0; i < n_pairs; i++) others[from[b[i] + 1]++] = a[i];
        room = join_all(&(struct memory){ all, first, sample }, (uint32_t)n, others, from, most, arena);
    }
    if (!room) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %zu claims", n);
    arena_free(arena);
    return code;
}
