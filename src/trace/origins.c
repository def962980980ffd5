/* origins.c: from reports to origins: whose word is it in the end, and which reports are one?
 *
 *   reports that take a position (who passes on only what another says takes none) are joined where
 *     same text    their texts are copies where the claim stands
 *     same actor   the same named actor stands at the end of their chains, on the same side
 *     cited by     one has it from the outlet that the other appeared in
 *   What is left are the origins. State media, and officials of one state, are two origins; each names the other as related.
 * Sides are kept apart: who denies is no origin of what he denies. `independent` counts the side that affirms; where nobody does, all. */
#include <string.h>

#include "base/character.h"
#include "trace/trace.h"

const char *const trace_position_names[TRACE_POSITIONS] = { "asserts", "denies", "doubts", "no-evidence", "reports" };

struct fold {
    struct trace *t;
    struct trace_claim *c;
    uint32_t *up; /* [n_reports] union-find: the earliest of a set is its root */
};

static uint32_t root(const struct fold *f, uint32_t i)
{
    while (f->up[i] != i) i = f->up[i] = f->up[f->up[i]];
    return i;
}

static void join(const struct fold *f, uint32_t a, uint32_t b, const char *because)
{
    a = root(f, a);
    b = root(f, b);
    if (a == b) return;
    const uint32_t first = a < b ? a : b, second = a < b ? b : a;
    f->up[second] = first;
    if (!f->c->reports[second].because) f->c->reports[second].because = because;
}

static bool same_side(const struct trace_report *a, const struct trace_report *b)
{
    return (a->position == TRACE_ASSERTS) == (b->position == TRACE_ASSERTS);
}

/* Whether a voice of the chain is the outlet of another report: "the Bay Post reported". */
static bool cites(const struct trace *t, const struct trace_report *r, const char *outlet)
{
    for (uint32_t i = 0; outlet && i < r->n_chain; i++) {
        const char *name = r->chain[i] == HS_NONE ? NULL : t->actors[r->chain[i]].name;
        size_t n = name ? strlen(name) : 0, m = strlen(outlet);
        if (!n || n != m) continue;
        size_t k = 0;
        while (k < n && ascii_lower(name[k]) == ascii_lower(outlet[k])) k++;
        if (k == n) return true;
    }
    return false;
}

static bool is_copy(const struct trace_copy *copies, size_t n, int64_t a, int64_t b)
{
    for (size_t i = 0; i < n; i++)
        if ((copies[i].a == a && copies[i].b == b) || (copies[i].a == b && copies[i].b == a)) return true;
    return a == b;
}

static void fold_reports(const struct fold *f, const struct trace_copy *copies, size_t n_copies)
{
    const struct trace *t = f->t;
    for (uint32_t i = 0; i < f->c->n_reports; i++) {
        const struct trace_report *a = &f->c->reports[i];
        for (uint32_t k = 0; k < i && a->position != TRACE_REPORTS; k++) {
            const struct trace_report *b = &f->c->reports[k];
            if (b->position == TRACE_REPORTS || !same_side(a, b)) continue;
            const bool one_voice = a->actor == b->actor && a->actor != HS_NONE && a->actor != HS_OUTLET && t->actors[a->actor].named;
            /* Of one text two voices are two origins; of two copies the same voice is one, named or not. */
            const bool like = a->actor == b->actor || (a->actor >= HS_OUTLET && b->actor >= HS_OUTLET) ||
                              (a->actor < HS_OUTLET && b->actor < HS_OUTLET && !strcmp(t->actors[a->actor].name, t->actors[b->actor].name));
            if (like && is_copy(copies, n_copies, a->text, b->text))
                join(f, i, k, "same text");
            else if (one_voice)
                join(f, i, k, "same actor");
            else if (a->actor == HS_OUTLET && b->actor == HS_OUTLET && a->outlet && b->outlet && !strcmp(a->outlet, b->outlet))
                join(f, i, k, "same outlet");
            else if (cites(t, a, b->outlet) || cites(t, b, a->outlet))
                join(f, i, k, "cited by");
        }
    }
}

static bool has(const uint32_t *list, uint32_t n, uint32_t x)
{
    for (uint32_t i = 0; i < n; i++)
        if (list[i] == x) return true;
    return false;
}

/* What one origin has of the claim's reports. */
static bool describe(const struct fold *f, struct trace_origin *o, uint32_t index, uint32_t first)
{
    struct trace_claim *c = f->c;
    const struct trace_report *r = &c->reports[first];
    uint32_t room = 0;
    for (uint32_t i = 0; i < c->n_reports; i++) room += c->reports[i].n_chain;
    *o = (struct trace_origin){ r->actor, r->outlet, r->position, r->date, 0, 0, ARENA_ARRAY(f->t->arena, uint32_t, room + 1), 0, NULL, 0 };
    if (!o->via) return false;
    for (uint32_t i = 0; i < c->n_reports; i++) {
        struct trace_report *x = &c->reports[i];
        if (x->position == TRACE_REPORTS || root(f, i) != first) continue;
        x->origin = index;
        bool counted = false;
        for (uint32_t k = 0; k < i && !counted; k++) counted = c->reports[k].origin == index && c->reports[k].article == x->article;
        if (!counted) {
            o->articles++;
            o->copies += x->because && !strcmp(x->because, "same text");
        }
        for (uint32_t k = 0; k + 1 < x->n_chain; k++)
            if (x->chain[k] != HS_NONE && !has(o->via, o->n_via, x->chain[k])) o->via[o->n_via++] = x->chain[k];
    }
    return true;
}

static bool relate(const struct fold *f)
{
    struct trace_claim *c = f->c;
    for (uint32_t i = 0; i < c->n_origins; i++) {
        struct trace_origin *o = &c->origins[i];
        const char *code = o->actor < HS_OUTLET ? f->t->actors[o->actor].code : NULL;
        if (!code) continue;
        if (!(o->related = ARENA_ARRAY(f->t->arena, uint32_t, c->n_origins))) return false;
        for (uint32_t k = 0; k < c->n_origins; k++) {
            const char *other = c->origins[k].actor < HS_OUTLET ? f->t->actors[c->origins[k].actor].code : NULL;
            if (k != i && other && !strcmp(code, other)) o->related[o->n_related++] = k;
        }
    }
    return true;
}

bool origins_find(struct trace *t, struct trace_claim *c, const struct trace_copy *copies, size_t n_copies)
{
    struct fold f = { t, c, ARENA_ARRAY(t->arena, uint32_t, c->n_reports + 1) };
    c->origins = ARENA_ARRAY(t->arena, struct trace_origin, c->n_reports + 1);
    if (!f.up || !c->origins) return false;
    for (uint32_t i = 0; i < c->n_reports; i++) {
        f.up[i] = i;
        c->reports[i].origin = HS_NONE;
        c->reports[i].because = NULL;
    }
    fold_reports(&f, copies, n_copies);
    for (uint32_t i = 0; i < c->n_reports; i++) {
        if (c->reports[i].position == TRACE_REPORTS || root(&f, i) != i) continue;
        if (!describe(&f, &c->origins[c->n_origins], c->n_origins, i)) return false;
        c->n_origins++;
    }
    for (uint32_t i = 0; i < c->n_origins; i++) c->independent += c->origins[i].position == TRACE_ASSERTS;
    if (!c->independent) c->independent = c->n_origins;
    return relate(&f);
}
