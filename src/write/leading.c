/* leading.c: ranks of claims, and the sort by them. */
#include "write/leading.h"

#include <stdlib.h>

enum rank { CONTESTED, EVENT_NAMED, NAMED, EVENT, NOT_LEADING };

struct ranked {
    uint32_t index, mentions;
    enum rank rank;
};

static bool is_name(const struct hearsay_document *doc, const struct position *p)
{
    if (p->attribution == HS_NONE || p->actor >= doc->n_actors) return false;
    switch (doc->attributions[p->attribution].source_type) {
    case SOURCE_NAMED:
    case SOURCE_DOCUMENT:
    case SOURCE_AGENCY: return true;
    default: return false;
    }
}

bool claim_contested(const struct claim *c)
{
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const enum position_kind kind = c->positions[i].kind;
        if (kind == POSITION_DENIES || kind == POSITION_DOUBTS || kind == POSITION_NO_EVIDENCE) return true;
    }
    return false;
}

static enum rank rank_of(const struct hearsay_document *doc, const struct claim *c)
{
    bool named = false;
    if (claim_contested(c)) return CONTESTED;
    for (uint32_t i = 0; i < c->n_positions; i++) named = named || (c->positions[i].kind == POSITION_ASSERTS && is_name(doc, &c->positions[i]));
    return named ? (c->event ? EVENT_NAMED : NAMED) : c->event ? EVENT : NOT_LEADING;
}

static int by_rank(const void *x, const void *y)
{
    const struct ranked *a = x, *b = y;
    if (a->rank != b->rank) return a->rank < b->rank ? -1 : 1;
    if (a->mentions != b->mentions) return a->mentions > b->mentions ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

bool leading_find(struct leading *l, const struct hearsay_document *doc, uint32_t most)
{
    *l = (struct leading){ malloc(((size_t)most + 1) * sizeof *l->claims), 0, 0 };
    struct ranked *all = malloc(((size_t)doc->n_claims + 1) * sizeof *all);
    if (!l->claims || !all) {
        free(l->claims);
        free(all);
        l->claims = NULL;
        return false;
    }
    for (uint32_t i = 0; i < doc->n_claims; i++) all[i] = (struct ranked){ i, doc->claims[i].n_mentions, rank_of(doc, &doc->claims[i]) };
    qsort(all, doc->n_claims, sizeof *all, by_rank);
    while (l->n < doc->n_claims && l->n < most && all[l->n].rank < NOT_LEADING) {
        l->claims[l->n] = all[l->n].index;
        l->n++;
    }
    l->more = doc->n_claims - l->n;
    free(all);
    return true;
}

bool position_again(const struct claim *c, uint32_t i)
{
    const struct position *p = &c->positions[i];
    for (uint32_t k = 0; k < i && p->actor != HS_NONE; k++)
        if (c->positions[k].kind == p->kind && c->positions[k].actor == p->actor) return true;
    return false;
}
