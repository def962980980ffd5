/* claims.c: from propositions, place by place, to claims: what is said once, with all places where it stands and everybody's position.
 *
 *   A proposition is compared with claims that it may be: those of its code and its actor's party, those without a code; in each the last few.
 *   A claim that nobody takes a position on stays if it codes an event (a condition, a question), else it is none: nobody holds it. */
#include "claims/claims.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "claims/propositions.h"

enum { LOOK_BACK = 48 };

/* Claims in the making: the first proposition of each, chained by hash of code and party. */
struct maker {
    struct claim_reader *r;
    uint32_t *first, n;                 /* [n] index of the claim's first proposition */
    uint32_t *bucket, *next, n_buckets; /* heads, and by claim the next older one of its bucket */
};

static uint32_t key_of(const struct maker *m, const struct proposition *p)
{
    if (!p->coded) return 0;
    const struct hearsay_document *doc = m->r->doc;
    /* Mutual events are found by either party: the key is the code's alone. Arms sold and arms supplied share one. */
    uint32_t code = p->event.code == EVENT_COOPERATE && !strncmp(p->event.cameo, "062", 3) ? EVENT_AID : p->event.code, h = 2654435761u * (code + 1);
    if (p->event.mutual || code == EVENT_CONSULT || code == EVENT_COOPERATE || code == EVENT_SUPPORT) return h;
    const struct actor *a = p->event.actor == HS_NONE ? NULL : &doc->actors[p->event.actor];
    if (a && a->code[0])
        for (unsigned i = 0; i < 3; i++) h = (h ^ (unsigned char)a->code[i]) * 16777619u;
    else
        h = (h ^ (p->event.actor + 7)) * 16777619u;
    return h;
}

static uint32_t find_claim(const struct maker *m, const struct proposition *p, uint32_t bucket)
{
    uint32_t steps = 0;
    for (uint32_t c = m->bucket[bucket]; c != HS_NONE && steps < LOOK_BACK; c = m->next[c], steps++)
        if (proposition_same(m->r, &m->r->at[m->first[c]], p)) return c;
    return HS_NONE;
}

static bool group(struct maker *m)
{
    struct claim_reader *r = m->r;
    struct arena *a = r->scratch;
    m->n_buckets = 64;
    while (m->n_buckets < r->n) m->n_buckets *= 2;
    m->first = ARENA_ARRAY(a, uint32_t, r->n + 1);
    m->next = ARENA_ARRAY(a, uint32_t, r->n + 1);
    m->bucket = ARENA_ARRAY(a, uint32_t, m->n_buckets);
    if (!m->first || !m->next || !m->bucket) return false;
    for (uint32_t i = 0; i < m->n_buckets; i++) m->bucket[i] = HS_NONE;
    for (uint32_t i = 0; i < r->n; i++) {
        struct proposition *p = &r->at[i];
        if (p->same_as != HS_NONE || p->dropped) continue;
        const uint32_t b = key_of(m, p) & (m->n_buckets - 1);
        p->claim = find_claim(m, p, b);
        if (p->claim != HS_NONE) continue;
        p->claim = m->n;
        m->first[m->n] = i;
        m->next[m->n] = m->bucket[b];
        m->bucket[b] = m->n++;
    }
    for (uint32_t i = 0; i < r->n; i++)
        if (r->at[i].same_as != HS_NONE) r->at[i].claim = r->at[r->at[i].same_as].claim;
    return true;
}

/* ---- The event as the document has it -------------------------------------------------------------------------------------------- */

static bool copy_cue(const struct claim_reader *r, const struct event *e, struct claim_event *out)
{
    const struct hearsay_document *doc = r->doc;
    out->cue.at = ARENA_ARRAY(doc->arena, struct span, e->n_cue + 1);
    if (!out->cue.at) return false;
    for (unsigned i = 0; i < e->n_cue; i++) {
        if (i && e->cue[i] == e->cue[i - 1] + 1)
            out->cue.at[out->cue.n - 1].end = doc->words[e->cue[i]].span.end;
        else
            out->cue.at[out->cue.n++] = doc->words[e->cue[i]].span;
    }
    return true;
}

/* The thing with what describes it before it: "small arms", not "small arms from Peru to Chile". */
static bool copy_theme(const struct claim_reader *r, const struct event *e, struct claim_event *out)
{
    if (e->theme == HS_NONE) return true;
    uint32_t first = e->theme;
    EVENT_CHILDREN(&r->events, e->theme, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if (c < first && (d == DEP_AMOD || d == DEP_COMPOUND)) first = c;
    }
    out->theme.at = ARENA_ARRAY(r->doc->arena, struct span, 1);
    if (!out->theme.at) return false;
    out->theme.at[0] = (struct span){ r->doc->words[first].span.start, r->doc->words[e->theme].span.end };
    out->theme.n = 1;
    return true;
}

static struct claim_event *event_copy(const struct claim_reader *r, const struct event *e)
{
    struct arena *a = r->doc->arena;
    struct claim_event *out = ARENA_ZARRAY(a, struct claim_event, 1);
    if (!out) return NULL;
    out->code = event_code_names[e->code];
    out->mode = e->mode;
    out->cameo = arena_strdup(a, e->cameo, strlen(e->cameo));
    out->actor = e->actor;
    out->target = e->target;
    out->where = e->where;
    out->when = e->when == HS_NONE ? NULL : r->doc->times[e->when].value;
    out->contexts = ARENA_ARRAY(a, const char *, EVENT_CONTEXTS);
    if (!out->cameo || !out->contexts || !copy_cue(r, e, out) || !copy_theme(r, e, out)) return NULL;
    for (unsigned i = 0; i < EVENT_CONTEXTS; i++)
        if (e->contexts >> i & 1) out->contexts[out->n_contexts++] = event_context_names[i];
    return out;
}

/* ---- Claims -------------------------------------------------------------------------------------------------------------------------- */

/* A claim's event is that of the mention that says most: with both parties, a thing, a day. */
static const struct event *fullest(const struct claim_reader *r, const uint32_t *members, uint32_t n, struct event *out)
{
    bool have = false;
    int best = -1;
    for (uint32_t i = 0; i < n; i++) {
        const struct proposition *p = &r->at[members[i]];
        if (!p->coded || p->same_as != HS_NONE) continue;
        const struct event *e = &p->event;
        int s = 4 * (e->target != HS_NONE) + 2 * (e->theme != HS_NONE) + (e->mode != NULL) + (e->when != HS_NONE) +
                4 * !(e->contexts & CONTEXT_BIT(CONTEXT_HYPOTHETICAL));
        if (s > best) {
            best = s;
            *out = *e;
        }
        have = true;
    }
    if (!have) return NULL;
    /* What other mentions add. */
    for (uint32_t i = 0; i < n; i++) {
        const struct proposition *p = &r->at[members[i]];
        if (!p->coded || p->same_as != HS_NONE) continue;
        if (out->when == HS_NONE) out->when = p->event.when;
        if (out->where == HS_NONE) out->where = p->event.where;
        if (!out->mode && p->event.code == out->code) out->mode = p->event.mode;
        out->contexts |= p->event.contexts & ~CONTEXT_BIT(CONTEXT_HYPOTHETICAL);
    }
    return out;
}

/* One for each actor and attribution. Those of one attribution stand together, so that the last few tell; without an attribution all are looked at,
 * of which there are no more than actors. */
static bool is_known(const struct claim *c, const struct position *p)
{
    const uint32_t first = p->attribution == HS_NONE || c->n_positions < LOOK_BACK ? 0 : c->n_positions - LOOK_BACK;
    for (uint32_t j = first; j < c->n_positions; j++)
        if (c->positions[j].actor == p->actor && c->positions[j].attribution == p->attribution) return true;
    return false;
}

static bool fill(const struct claim_reader *r, struct claim *c, const uint32_t *members, uint32_t n, bool *kept)
{
    struct arena *a = r->doc->arena;
    uint32_t n_positions = 0;
    struct event event;
    for (uint32_t i = 0; i < n; i++) n_positions += r->at[members[i]].n_positions;
    const struct event *e = fullest(r, members, n, &event);
    bool held = false;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < r->at[members[i]].n_positions; k++) held |= r->at[members[i]].positions[k].kind != POSITION_REPORTS;
    *kept = e || held;
    if (!*kept) return true;
    *c = (struct claim){ .text = NULL };
    c->mentions = ARENA_ARRAY(a, struct claim_mention, n);
    c->positions = ARENA_ARRAY(a, struct position, n_positions + 1);
    if (e && !(c->event = event_copy(r, e))) return false;
    if (!c->mentions || !c->positions) return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct proposition *p = &r->at[members[i]];
        if (!c->text && p->same_as == HS_NONE) c->text = proposition_text(r, p);
        struct span_list spans = { ARENA_ARRAY(a, struct span, p->spans.n + 1), p->spans.n };
        if (!spans.at) return false;
        memcpy(spans.at, p->spans.at, p->spans.n * sizeof *spans.at);
        c->mentions[c->n_mentions++] = (struct claim_mention){ p->owner, spans, p->embedding.negated };
        for (uint32_t k = 0; k < p->n_positions; k++)
            if (!is_known(c, &p->positions[k])) c->positions[c->n_positions++] = p->positions[k];
    }
    return c->text != NULL;
}

struct place {
    uint32_t word, index;
};

static int in_text_order(const void *x, const void *y)
{
    const struct place *a = x, *b = y;
    if (a->word != b->word) return a->word < b->word ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static bool assemble(const struct maker *m)
{
    const struct claim_reader *r = m->r;
    struct hearsay_document *doc = r->doc;
    uint32_t *start = ARENA_ZARRAY(r->scratch, uint32_t, m->n + 2), *members = ARENA_ARRAY(r->scratch, uint32_t, r->n + 1);
    struct place *order = ARENA_ARRAY(r->scratch, struct place, r->n + 1);
    doc->claims = ARENA_ARRAY(doc->arena, struct claim, m->n + 1);
    if (!order || !start || !members || !doc->claims) return false;
    for (uint32_t i = 0; i < r->n; i++)
        if (r->at[i].claim != HS_NONE) start[r->at[i].claim + 2]++;
    for (uint32_t c = 2; c <= m->n + 1; c++) start[c] += start[c - 1];
    for (uint32_t i = 0; i < r->n; i++) order[i] = (struct place){ r->at[i].predicate, i };
    if (r->n) qsort(order, r->n, sizeof *order, in_text_order); /* what points at others was found last */
    for (uint32_t k = 0; k < r->n; k++) {
        const uint32_t i = order[k].index;
        if (r->at[i].claim != HS_NONE) members[start[r->at[i].claim + 1]++] = i;
    }
    for (uint32_t c = 0; c < m->n; c++) {
        bool kept;
        uint32_t n = start[c + 1] - start[c], *own = members + start[c];
        if (!fill(r, &doc->claims[doc->n_claims], own, n, &kept)) return false;
        doc->n_claims += kept;
    }
    return true;
}

hearsay_code claims_build(struct hearsay_document *doc, const struct event_words *words, const struct lexicon *lexicon, const struct cues *cues,
                          struct arena *scratch, hearsay_error *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct claim_reader r = { .doc = doc, .scratch = scratch };
    struct maker m = { .r = &r };
    grammar_begin(&r.grammar, doc, cues);
    bool good = event_reader_begin(&r.events, doc, words, lexicon, scratch) && propositions_find(&r) && positions_find(&r) && anaphora_find(&r) &&
                group(&m) && assemble(&m);
    arena_release(scratch, mark);
    return good ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the claims of %u words", doc->n_words);
}
