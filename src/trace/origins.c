/* origins.c: from reports to origins: whose word is it in the end, and which reports are one?
 *
 *   reports that take a position (who passes on only what another says takes none) are joined where
 *     same text    their texts are copies where the claim stands
 *     same actor   the same named actor stands at the end of their chains, on the same side
 *     same outlet  an outlet says it again in its own voice
 *     cited by     one has it from the outlet that the other appeared in: there on the same word; else in that outlet's own voice or on nobody's
 *                  word; else, if it names no further voice, as it first appeared there
 *     headline     a headline has it on nobody's word ("Officials say ...", "Mayor arrested"), and the article below on somebody's
 *   What is left are the origins. State media, and officials of one state, are two origins; each names the other as related.
 * Sides are kept apart: who denies is no origin of what he denies. `independent` counts the side that affirms; where nobody does, all.
 *
 * COST  Linear in the reports: each looks up the first report before it of each kind that it may be joined with, in a map by what they would have in
 *       common; a claim of 5,000 reports would be 12 million pairs. */
#include <string.h>

#include <xxhash.h>

#include "base/character.h"
#include "base/numbering.h"
#include "trace/trace.h"

const char *const trace_position_names[TRACE_POSITIONS] = { "asserts", "denies", "doubts", "no-evidence", "reports" };

const char *trace_actor_name(const struct trace *t, uint32_t actor, const char *outlet)
{
    if (actor == HS_NONE) return "(nobody named)";
    if (actor == HS_OUTLET) return outlet ? outlet : "(the outlet)";
    return t->actors[actor].name;
}

struct fold {
    struct trace *t;
    struct trace_claim *c;
    struct arena *scratch;
    uint32_t *up;   /* [n_reports] union-find */
    uint32_t *same; /* [n_reports] the report's text, one number for texts that are copies of each other */
};

static uint32_t root(const uint32_t *up, uint32_t i)
{
    while (up[i] != i) i = up[i];
    return i;
}

/* As root(), and the way is shorter the next time. */
static uint32_t root_of(const struct fold *f, uint32_t i)
{
    while (f->up[i] != i) i = f->up[i] = f->up[f->up[i]];
    return i;
}

static void join(const struct fold *f, uint32_t a, uint32_t b, const char *because)
{
    a = root_of(f, a);
    b = root_of(f, b);
    if (a == b) return;
    const uint32_t first = a < b ? a : b, second = a < b ? b : a;
    f->up[second] = first;
    if (!f->c->reports[second].because) f->c->reports[second].because = because;
}

/* ---- Copies -------------------------------------------------------------------------------------------------------------------------- */

static bool fold_texts(struct fold *f, const struct trace_copy *copies, size_t n_copies)
{
    struct numbering texts = { .arena = f->scratch };
    uint32_t *up = ARENA_ARRAY(f->scratch, uint32_t, (size_t)f->c->n_reports + 1), n = 0;
    if (!up || !f->same) return false;
    for (uint32_t i = 0; i < f->c->n_reports; i++) {
        const uint64_t text = (uint64_t)f->c->reports[i].text;
        uint32_t at = numbering_get(&texts, text);
        if (at == NUMBERING_NONE) {
            up[n] = at = n;
            if (!numbering_set(&texts, text, n++)) return false;
        }
        f->same[i] = at;
    }
    for (size_t i = 0; i < n_copies; i++) {
        uint32_t a = numbering_get(&texts, (uint64_t)copies[i].a), b = numbering_get(&texts, (uint64_t)copies[i].b);
        if (a == NUMBERING_NONE || b == NUMBERING_NONE) continue;
        a = root(up, a);
        b = root(up, b);
        if (a < b)
            up[b] = a;
        else
            up[a] = b;
    }
    /* Roots come before what stands on them. */
    for (uint32_t i = 0; i < n; i++) up[i] = up[up[i]];
    for (uint32_t i = 0; i < f->c->n_reports; i++) f->same[i] = up[f->same[i]];
    return true;
}

/* ---- What reports have in common ------------------------------------------------------------------------------------------------------- */

enum common { SAME_TEXT, SAME_ACTOR, SAME_OUTLET, BODY, OUTLET };

/* Of an outlet's name "the" is no part: "The Bay Post", "the Bay Post reported". */
static uint64_t hash_name(const char *s)
{
    if (ascii_lower(s[0]) == 't' && ascii_lower(s[1]) == 'h' && ascii_lower(s[2]) == 'e' && s[3] == ' ') s += 4;
    char folded[128] = "";
    size_t n = 0;
    for (; s[n] && n < sizeof folded; n++) folded[n] = ascii_lower(s[n]);
    return XXH3_64bits(folded, n) ^ strlen(s);
}

static uint64_t common_key(enum common kind, bool affirms, uint64_t a, uint64_t b)
{
    const uint64_t parts[] = { (uint64_t)kind, affirms, a, b };
    return XXH3_64bits(parts, sizeof parts);
}

static bool affirms(const struct trace_report *r) { return r->position == TRACE_ASSERTS; }
static bool is_voice(uint32_t actor) { return actor != HS_NONE && actor != HS_OUTLET; }

/* A headline's word that stands on nobody who is named. */
static bool is_bare_headline(const struct fold *f, const struct trace_report *r)
{
    return r->headline && !(is_voice(r->actor) && f->t->actors[r->actor].named);
}

/* The keys of a report; 0: it has none of this kind. */
static void keys_of(const struct fold *f, uint32_t i, uint64_t keys[BODY + 1])
{
    const struct trace_report *r = &f->c->reports[i];
    const bool yes = affirms(r), voice = is_voice(r->actor);
    /* Of one text two voices are two origins; of two copies the same voice is one, named or not. */
    keys[SAME_TEXT] = common_key(SAME_TEXT, yes, f->same[i], voice ? hash_name(f->t->actors[r->actor].name) : 0);
    keys[SAME_ACTOR] = voice && f->t->actors[r->actor].named ? common_key(SAME_ACTOR, yes, r->actor, 0) : 0;
    keys[SAME_OUTLET] = r->actor == HS_OUTLET && r->outlet ? common_key(SAME_OUTLET, yes, hash_name(r->outlet), 0) : 0;
    keys[BODY] = r->headline ? 0 : common_key(BODY, yes, (uint64_t)r->text, 0);
}

/* Each report with the first before it that it has something in common with. */
static bool fold_common(const struct fold *f)
{
    static const char *const because[] = { [SAME_TEXT] = "same text", [SAME_ACTOR] = "same actor", [SAME_OUTLET] = "same outlet" };
    struct numbering first = { .arena = f->scratch };
    for (uint32_t i = 0; i < f->c->n_reports; i++) {
        uint64_t keys[BODY + 1];
        if (f->c->reports[i].position == TRACE_REPORTS) continue;
        keys_of(f, i, keys);
        for (unsigned k = 0; k <= BODY; k++) {
            const uint32_t other = keys[k] ? numbering_get(&first, keys[k]) : i;
            if (other == NUMBERING_NONE && !numbering_set(&first, keys[k], i)) return false;
            if (k < BODY && other != NUMBERING_NONE && other != i) join(f, i, other, because[k]);
        }
    }
    /* A headline stands above the body that it tells of, and yet the body has the voice: that one is the root. */
    for (uint32_t i = 0; i < f->c->n_reports; i++) {
        struct trace_report *r = &f->c->reports[i];
        if (r->position == TRACE_REPORTS || !is_bare_headline(f, r)) continue;
        const uint32_t body = numbering_get(&first, common_key(BODY, affirms(r), (uint64_t)r->text, 0));
        if (body == NUMBERING_NONE) continue;
        const uint32_t above = root_of(f, i), below = root_of(f, body);
        if (above == below) continue;
        f->up[above] = below;
        f->c->reports[above].because = "headline";
    }
    return true;
}

/* On whose word an outlet has it: a voice, by its name where it has one; 0: its own or nobody's. ANY_WORD: whosever. */
enum { OWN_WORD, ANY_WORD };

static uint64_t word_of(const struct fold *f, uint32_t actor)
{
    if (!is_voice(actor)) return OWN_WORD;
    return f->t->actors[actor].named ? (uint64_t)actor + 2 : hash_name(f->t->actors[actor].name);
}

static uint64_t outlet_key(const struct trace_report *r, const char *name, uint64_t word)
{
    return common_key(OUTLET, affirms(r), hash_name(name), word);
}

/* "The Bay Post reported": what cites an outlet is one with what it has there, not with all that appeared there: of two who told it to one agency,
 * each stays an origin. */
static bool fold_citations(const struct fold *f)
{
    struct numbering appeared = { .arena = f->scratch };
    const uint32_t n = f->c->n_reports;
    for (uint32_t i = 0; i < n; i++) {
        const struct trace_report *r = &f->c->reports[i];
        if (r->position == TRACE_REPORTS || !r->outlet) continue;
        const uint64_t keys[] = { outlet_key(r, r->outlet, word_of(f, r->actor)), outlet_key(r, r->outlet, ANY_WORD) };
        for (unsigned k = 0; k < 2; k++)
            if (numbering_get(&appeared, keys[k]) == NUMBERING_NONE && !numbering_set(&appeared, keys[k], i)) return false;
    }
    for (uint32_t i = 0; i < n; i++) {
        const struct trace_report *r = &f->c->reports[i];
        for (uint32_t v = 0; v < r->n_chain && r->position != TRACE_REPORTS; v++) {
            if (!is_voice(r->chain[v])) continue;
            const char *cited = f->t->actors[r->chain[v]].name;
            if (r->outlet && hash_name(r->outlet) == hash_name(cited)) continue; /* "told Reuters", in Reuters */
            uint32_t k = numbering_get(&appeared, outlet_key(r, cited, word_of(f, r->actor)));
            if (k == NUMBERING_NONE) k = numbering_get(&appeared, outlet_key(r, cited, OWN_WORD));
            if (k == NUMBERING_NONE && v + 1 == r->n_chain) k = numbering_get(&appeared, outlet_key(r, cited, ANY_WORD));
            if (k != NUMBERING_NONE && k != i) join(f, i, k, "cited by");
        }
    }
    return true;
}

/* ---- Origins ---------------------------------------------------------------------------------------------------------------------------- */

/* The origins, each with its reports counted. */
static bool describe(const struct fold *f)
{
    struct trace_claim *c = f->c;
    struct numbering articles = { .arena = f->scratch }, via = { .arena = f->scratch };
    struct through {
        uint32_t origin, actor;
    } * through;
    uint32_t n_through = 0, *last = ARENA_ARRAY(f->scratch, uint32_t, (size_t)c->n_reports + 1);
    size_t room = 1;
    for (uint32_t i = 0; i < c->n_reports; i++) room += c->reports[i].n_chain;
    if (!last || !(through = ARENA_ARRAY(f->scratch, struct through, room))) return false;
    for (uint32_t i = 0; i < c->n_reports; i++) {
        struct trace_report *r = &c->reports[i];
        if (r->position == TRACE_REPORTS || root_of(f, i) != i) continue;
        r->origin = c->n_origins;
        c->origins[c->n_origins++] =
            (struct trace_origin){ .actor = r->actor, .outlet = r->outlet, .position = r->position, .first = r->date, .report = HS_NONE };
    }
    for (uint32_t i = 0; i < c->n_reports; i++) {
        struct trace_report *r = &c->reports[i];
        if (r->position == TRACE_REPORTS) continue;
        r->origin = c->reports[root_of(f, i)].origin;
        struct trace_origin *o = &c->origins[r->origin];
        r->fellow = HS_NONE;
        if (o->report == HS_NONE)
            o->report = i;
        else
            c->reports[last[r->origin]].fellow = i;
        last[r->origin] = i;
        if (strcmp(r->date, o->first) < 0) o->first = r->date;
        const uint64_t article = common_key(0, false, r->origin, (uint64_t)r->article);
        if (numbering_get(&articles, article) == NUMBERING_NONE) {
            if (!numbering_set(&articles, article, 1)) return false;
            o->articles++;
            o->copies += r->because && !strcmp(r->because, "same text");
        }
        for (uint32_t k = 0; k + 1 < r->n_chain; k++) {
            const uint64_t key = common_key(0, true, r->origin, r->chain[k]);
            if (r->chain[k] == HS_NONE || numbering_get(&via, key) != NUMBERING_NONE) continue;
            if (!numbering_set(&via, key, 1)) return false;
            through[n_through++] = (struct through){ r->origin, r->chain[k] };
            o->n_via++;
        }
    }
    for (uint32_t i = 0; i < c->n_origins; i++) {
        c->origins[i].via = ARENA_ARRAY(f->t->arena, uint32_t, (size_t)c->origins[i].n_via + 1);
        if (!c->origins[i].via) return false;
        c->origins[i].n_via = 0;
    }
    for (uint32_t i = 0; i < n_through; i++) {
        struct trace_origin *o = &c->origins[through[i].origin];
        o->via[o->n_via++] = through[i].actor;
    }
    return true;
}

/* Origins of one state, in a row: lists by code through `next`. */
static bool relate(const struct fold *f)
{
    struct trace_claim *c = f->c;
    struct numbering by_code = { .arena = f->scratch };
    uint32_t *next = ARENA_ARRAY(f->scratch, uint32_t, (size_t)c->n_origins + 1);
    if (!next) return false;
    for (unsigned pass = 0; pass < 2; pass++) {
        for (uint32_t i = c->n_origins; i-- > 0;) {
            struct trace_origin *o = &c->origins[i];
            const char *code = is_voice(o->actor) ? f->t->actors[o->actor].code : o->actor == HS_OUTLET ? c->reports[o->report].outlet_code : NULL;
            if (!code) continue;
            const uint64_t key = hash_name(code);
            if (!pass) {
                next[i] = numbering_get(&by_code, key);
                if (!numbering_set(&by_code, key, i)) return false;
                continue;
            }
            if (!(o->related = ARENA_ARRAY(f->t->arena, uint32_t, RELATED_MOST))) return false;
            for (uint32_t k = numbering_get(&by_code, key); k != NUMBERING_NONE && o->n_related < RELATED_MOST; k = next[k])
                if (k != i) o->related[o->n_related++] = k;
        }
    }
    return true;
}

/* Reports of one actor (of the outlet's own voice: of one outlet) that take the same position are shown together, under the first of them. */
static bool find_stands(const struct fold *f)
{
    struct trace_claim *c = f->c;
    struct numbering last = { .arena = f->scratch };
    for (uint32_t i = 0; i < c->n_reports; i++) {
        struct trace_report *r = &c->reports[i];
        const uint64_t whose = r->actor != HS_OUTLET ? r->actor : r->outlet ? XXH3_64bits(r->outlet, strlen(r->outlet)) : (uint64_t)r->article;
        const uint64_t key = common_key((enum common)r->position, r->actor == HS_OUTLET, whose, r->actor == HS_OUTLET && !r->outlet);
        const uint32_t before = numbering_get(&last, key);
        r->next = HS_NONE;
        r->stand = before == NUMBERING_NONE ? i : c->reports[before].stand;
        if (before != NUMBERING_NONE) c->reports[before].next = i;
        if (!numbering_set(&last, key, i)) return false;
    }
    return true;
}

bool origins_find(struct trace *t, struct trace_claim *c, const struct trace_copy *copies, size_t n_copies)
{
    struct arena *scratch = arena_new(0);
    bool good = false;
    c->origins = ARENA_ARRAY(t->arena, struct trace_origin, (size_t)c->n_reports + 1);
    c->n_origins = c->independent = 0;
    if (scratch && c->origins) {
        const size_t n = (size_t)c->n_reports + 1;
        struct fold f = { t, c, scratch, ARENA_ARRAY(scratch, uint32_t, n), ARENA_ARRAY(scratch, uint32_t, n) };
        for (uint32_t i = 0; f.up && i < c->n_reports; i++) {
            f.up[i] = i;
            c->reports[i].origin = HS_NONE;
            c->reports[i].because = NULL;
        }
        good = f.up && f.same && fold_texts(&f, copies, n_copies) && fold_common(&f) && fold_citations(&f) && describe(&f) && relate(&f) &&
               find_stands(&f);
    }
    for (uint32_t i = 0; good && i < c->n_origins; i++) c->independent += c->origins[i].position == TRACE_ASSERTS;
    if (!c->independent) c->independent = c->n_origins;
    arena_free(scratch);
    return good;
}
