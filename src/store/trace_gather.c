/* trace_gather.c: from a claim's number to its reports.
 *
 *   claim_link ── texts that have it ── place: where and when each stood        ┐
 *                                       position, attribution: who, in whose chain  ├─ a report for each place and position
 *                                       claim_mention, outline: in which words  ┘
 * COST  Five statements a text, all by primary key: 60 microseconds (docs/decisions.md). Actors are looked up once a text. */
#include "store/trace_gather.h"

#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/character.h"
#include "lexicon/lexicon.h"
#include "store/claims.h"
#include "store/outline.h"

enum { MEMBERS_MOST = 5000, POSITIONS_MOST = 64, MENTIONS_MOST = 64, ACTOR_BITS = 24 };

static const char *keep(struct arena *a, const char *s) { return s ? arena_strdup(a, s, strlen(s)) : NULL; }

static bool no_memory(struct gathering *g) { return store_fail(g->s, SQLITE_NOMEM, "out of memory"); }

/* ---- Actors ----------------------------------------------------------------------------------------------------------------------------- */

static uint64_t actor_key(int64_t text, int64_t n) { return (uint64_t)text << ACTOR_BITS | (uint64_t)n; }

/* Whether the text has a name for the actor. All of a text's are read at once: they stand together. */
static bool is_named(struct gathering *g, int64_t text, int64_t n)
{
    if (numbering_get(&g->names_read, (uint64_t)text) == NUMBERING_NONE) {
        sqlite3_stmt *q = store_query(g->s, "SELECT DISTINCT actor FROM mention WHERE text = ? AND form IN ('name', 'alias')", "i", text);
        bool good = numbering_set(&g->names_read, (uint64_t)text, 1);
        while (store_row(g->s, q)) good = good && numbering_set(&g->named, actor_key(text, sqlite3_column_int64(q, 0)), 1);
        if (!good) no_memory(g);
    }
    return numbering_get(&g->named, actor_key(text, n)) != NUMBERING_NONE;
}

static uint32_t least(uint32_t a, uint32_t b) { return a < b ? a : b; }

static bool add_actor(struct gathering *g, const struct trace_actor *actor)
{
    struct trace *t = g->t;
    if (!ARENA_ROOM(t->arena, t->actors, t->n_actors, t->actors_room, 64)) return no_memory(g);
    const uint32_t i = t->n_actors++;
    t->actors[i] = *actor;
    if (!actor->name || !actor->kind) return no_memory(g);
    return numbering_get(&g->by_key, actor->key) != NUMBERING_NONE || numbering_set(&g->by_key, actor->key, i) || no_memory(g);
}

/* Did people tell this identity from one that the actor stands for? */
static bool is_apart(struct gathering *g, int64_t identity, uint32_t actor)
{
    if (g->t->actors[actor].identity == identity) return false;
    g->apart_read = g->apart_read || identities_apart(g->s, g->t->arena, &g->apart, &g->n_apart);
    for (uint32_t i = 0; i < g->n_apart; i++) {
        const struct identity_pair *p = &g->apart[i];
        const int64_t other = p->a == identity ? p->b : p->b == identity ? p->a : 0;
        if (other && numbering_get(&g->by_identity, (uint64_t)other) == actor) return true;
    }
    return false;
}

/* Two that the store takes for one, of whom only the second has a name. */
static bool name_actor(struct gathering *g, uint32_t i, const char *name, const char *kind)
{
    struct trace_actor *actor = &g->t->actors[i];
    actor->name = keep(g->t->arena, name);
    actor->kind = keep(g->t->arena, kind);
    actor->named = true;
    return (actor->name && actor->kind) || no_memory(g);
}

/* One by the store's identity; who has a name also by kind and name, a state by its code, unless a person told the two apart. Of those without a
 * name the store takes only those for one of whom a person said so. */
static uint32_t find_actor(struct gathering *g, int64_t text, int64_t n)
{
    sqlite3_stmt *q =
        store_query(g->s,
                    "SELECT a.name, a.kind, coalesce(a.code, i.code), a.identity FROM actor a LEFT JOIN identity i ON i.identity = a.identity "
                    "WHERE a.text = ? AND a.n = ?",
                    "ii", text, n);
    if (!store_row(g->s, q)) return HS_NONE;
    const char *name = store_text(q, 0), *kind = store_text(q, 1), *code = store_text_or_null(q, 2);
    const bool state = !strcmp(kind, "country"), named = state || is_named(g, text, n);
    char folded[256];
    size_t len = 0;
    for (const char *c = name; *c && len < sizeof folded; c++) folded[len++] = ascii_lower(*c);
    uint64_t key = state && code ? XXH3_64bits_withSeed(code, strlen(code), 1) : XXH3_64bits_withSeed(folded, len, XXH3_64bits(kind, strlen(kind)));
    if (!named) key = XXH3_64bits_withSeed(&text, sizeof text, key);
    const int64_t identity = sqlite3_column_int64(q, 3);
    uint32_t i = numbering_get(&g->by_key, key);
    if (identity && i != NUMBERING_NONE && is_apart(g, identity, i)) i = NUMBERING_NONE;
    if (identity) i = least(i, numbering_get(&g->by_identity, (uint64_t)identity));
    if (i == NUMBERING_NONE) {
        struct arena *a = g->t->arena;
        const struct trace_actor actor = { keep(a, name), keep(a, kind), keep(a, code), named, key, identity };
        i = add_actor(g, &actor) ? g->t->n_actors - 1 : HS_NONE;
    } else if (named && !g->t->actors[i].named && !name_actor(g, i, name, kind)) {
        i = HS_NONE;
    }
    /* Not every article tells whose minister somebody is. */
    if (i != HS_NONE && code && !g->t->actors[i].code && !(g->t->actors[i].code = keep(g->t->arena, code))) no_memory(g);
    store_done(q);
    if (identity && i != HS_NONE && numbering_get(&g->by_identity, (uint64_t)identity) == NUMBERING_NONE &&
        !numbering_set(&g->by_identity, (uint64_t)identity, i))
        no_memory(g);
    return i;
}

/* The actor of a text across articles; HS_NONE: there is none, or s->failed. */
static uint32_t gather_actor(struct gathering *g, int64_t text, int64_t n)
{
    const uint64_t key = actor_key(text, n);
    uint32_t i = numbering_get(&g->of_text, key);
    if (i != NUMBERING_NONE) return i;
    i = find_actor(g, text, n);
    if (i != HS_NONE && !numbering_set(&g->of_text, key, i)) no_memory(g);
    return g->s->failed ? HS_NONE : i;
}

/* ---- What a text has of a claim ------------------------------------------------------------------------------------------------------------- */

/* A span list, [[60,150],[160,170]]: from its first code point to its last. False: it is empty. */
static bool extent(const char *json, uint32_t *start, uint32_t *end)
{
    char *at;
    const char *last = strrchr(json, ',');
    while (*json == '[') json++;
    *start = (uint32_t)strtoul(json, &at, 10);
    *end = last ? (uint32_t)strtoul(last + 1, NULL, 10) : 0;
    return at != json && *end > *start;
}

struct mention {
    int64_t attribution; /* 0: the outlet's own voice */
    uint32_t start, end;
};

static uint32_t mentions_of(struct gathering *g, int64_t text, int64_t claim, struct mention *out)
{
    uint32_t n = 0;
    sqlite3_stmt *q = store_query(g->s, "SELECT attribution, spans FROM claim_mention WHERE text = ? AND claim = ? ORDER BY n", "ii", text, claim);
    while (n < MENTIONS_MOST && store_row(g->s, q)) {
        out[n] = (struct mention){ .attribution = sqlite3_column_int64(q, 0) };
        extent(store_text(q, 1), &out[n].start, &out[n].end);
        n++;
    }
    if (n == MENTIONS_MOST) store_done(q);
    return n;
}

static enum trace_position position_of(const char *name)
{
    unsigned i = 0;
    while (i < TRACE_REPORTS && strcmp(trace_position_names[i], name)) i++;
    return (enum trace_position)i;
}

struct stand {
    int64_t actor, attribution;
    enum trace_position position;
    bool none;
    uint32_t *chain, n_chain;
    struct outline_line words;
    bool headline;
};

/* The next voice of [4, null, 5], 0 for null, and where it ends; NULL: there are no more. It need not be JSON: a store may be damaged. */
static const char *next_voice(const char *c, int64_t *n)
{
    *n = 0;
    c += strcspn(c, "n0123456789");
    if (!*c) return NULL;
    if (*c == 'n') return c + strspn(c, "nul");
    char *end;
    *n = strtoll(c, &end, 10);
    return end;
}

/* Actors of the text, as actors of the trace. */
static bool read_chain(struct gathering *g, int64_t text, const char *json, struct stand *p)
{
    uint32_t n = 0;
    int64_t actor;
    for (const char *c = json; (c = next_voice(c, &actor));) n++;
    p->chain = ARENA_ARRAY(g->t->arena, uint32_t, n);
    if (!p->chain) return no_memory(g);
    for (const char *c = json; (c = next_voice(c, &actor));) p->chain[p->n_chain++] = actor ? gather_actor(g, text, actor) : HS_NONE;
    return !g->s->failed;
}

/* Where it is said: the mention in the position's own attribution, else one inside of what that attribution says, else that. */
static bool place_of(const struct stand *p, const char *content, const struct mention *m, uint32_t n, uint32_t *start, uint32_t *end)
{
    uint32_t from, to;
    for (uint32_t i = 0; i < n; i++) {
        *start = m[i].start;
        *end = m[i].end;
        if (m[i].attribution == p->attribution && *end) return true;
    }
    if (!content || !extent(content, &from, &to)) return false;
    for (uint32_t i = 0; i < n; i++) {
        *start = m[i].start;
        *end = m[i].end;
        if (*start >= from && *end <= to && *end) return true;
    }
    *start = from;
    *end = to;
    return true;
}

static uint32_t stands_of(struct gathering *g, int64_t text, int64_t claim, const struct mention *m, uint32_t n_mentions, const struct outline *o,
                          struct stand *out)
{
    uint32_t n = 0;
    sqlite3_stmt *q = store_query(g->s,
                                  "SELECT p.actor, p.position, p.attribution, a.chain, a.content FROM position p LEFT JOIN attribution a ON "
                                  "a.text = p.text AND a.n = p.attribution WHERE p.text = ? AND p.claim = ? ORDER BY p.n",
                                  "ii", text, claim);
    while (n < POSITIONS_MOST && store_row(g->s, q)) {
        struct stand *p = &out[n++];
        *p = (struct stand){ .actor = sqlite3_column_int64(q, 0),
                             .none = sqlite3_column_type(q, 0) == SQLITE_NULL,
                             .attribution = sqlite3_column_int64(q, 2),
                             .position = position_of(store_text(q, 1)) };
        const char *chain = store_text_or_null(q, 3);
        uint32_t start, end;
        if (chain && !read_chain(g, text, chain, p)) break;
        if (place_of(p, store_text_or_null(q, 4), m, n_mentions, &start, &end)) p->words = outline_words(o, start, end, &p->headline, g->t->arena);
    }
    store_done(q);
    return n;
}

/* What has been counted of a claim. Joined parties make one sentence several claims ("friends, family and loved ones"), which may be one across
 * articles: a sentence is told once, and a voice of one attribution takes a position once. */
struct counting {
    struct numbering seen, articles, outlets;
};

static bool is_new(struct gathering *g, struct counting *n, const int64_t *key, size_t len)
{
    const uint64_t hash = XXH3_64bits(key, len * sizeof *key);
    if (numbering_get(&n->seen, hash) != NUMBERING_NONE) return false;
    return numbering_set(&n->seen, hash, 1) || no_memory(g);
}

static uint32_t new_mentions(struct gathering *g, struct counting *n, int64_t text, const struct mention *m, uint32_t n_mentions)
{
    uint32_t found = 0;
    for (uint32_t i = 0; i < n_mentions; i++) found += is_new(g, n, (const int64_t[]){ text, m[i].attribution, m[i].start, m[i].end }, 4);
    return found;
}

static bool count_place(struct gathering *g, struct counting *n, const struct trace_place *p)
{
    if (!numbering_set(&n->articles, (uint64_t)p->article, 1)) return no_memory(g);
    return !p->outlet || numbering_set(&n->outlets, XXH3_64bits(p->outlet, strlen(p->outlet)), 1) || no_memory(g);
}

static struct trace_report *new_report(struct gathering *g, struct trace_claim *c, uint32_t *room)
{
    return ARENA_ROOM(g->t->arena, c->reports, c->n_reports, *room, 64) ? &c->reports[c->n_reports++] : NULL;
}

/* The text whose claims are gathered. A text may have thousands that are one, which come one behind the other: it is read once. */
struct open_text {
    int64_t text; /* 0: none yet */
    struct trace_place *places;
    uint32_t n_places;
    struct outline outline; /* and the headline: only if there are places */
    const char *headline;
    struct arena *scratch; /* what `places` and `outline` lie in, from `mark` on */
    struct arena_mark mark;
};

/* An article that was found in two files, say, has its text once in an outlet: the first place is told. */
static bool read_places(struct gathering *g, struct open_text *o)
{
    struct arena *a = g->t->arena;
    const hearsay_trace_query *query = g->query;
    uint32_t room = 0;
    sqlite3_stmt *q = store_query(g->s,
                                  "SELECT t.id, p.uri, p.outlet, p.title, p.published, substr(coalesce(p.published, p.seen), 1, 10), p.article, "
                                  "min(p.place) "
                                  "FROM place p JOIN text t USING (text) WHERE p.text = ?1 AND (?2 IS NULL OR p.published >= ?2) AND "
                                  "(?3 IS NULL OR substr(p.published, 1, length(?3)) <= ?3) GROUP BY p.article, p.outlet ORDER BY min(p.place)",
                                  "itt", o->text, query->since, query->until);
    while (store_row(g->s, q)) {
        if (!ARENA_ROOM(o->scratch, o->places, o->n_places, room, 16)) {
            store_done(q);
            return no_memory(g);
        }
        struct trace_place *p = &o->places[o->n_places++];
        *p = (struct trace_place){ keep(a, store_text(q, 0)),         keep(a, store_text(q, 1)),         keep(a, store_text_or_null(q, 2)),
                                   keep(a, store_text_or_null(q, 3)), keep(a, store_text_or_null(q, 4)), keep(a, store_text(q, 5)),
                                   sqlite3_column_int64(q, 6) };
        if (!p->id || !p->uri || !p->date) no_memory(g);
    }
    return !g->s->failed;
}

static bool open_text(struct gathering *g, struct open_text *o, int64_t text)
{
    if (o->text == text) return true;
    if (o->text) arena_release(o->scratch, o->mark);
    o->mark = arena_mark(o->scratch);
    o->text = text;
    o->places = NULL;
    o->n_places = 0;
    if (!read_places(g, o)) return false;
    if (!o->n_places) return true;
    if (!outline_of(&o->outline, g->s, text, o->scratch)) return false;
    o->headline = outline_headline(&o->outline, g->t->arena);
    return true;
}

/* The reports of one text's claim: each position, in each place where the text stood. */
static bool gather_text(struct gathering *g, struct trace_claim *c, int64_t text, int64_t claim, const char *wording, uint32_t *room,
                        struct counting *counted, struct open_text *open)
{
    struct stand stands[POSITIONS_MOST];
    struct mention mentions[MENTIONS_MOST];
    if (!open_text(g, open, text)) return false;
    const uint32_t n_places = open->n_places;
    if (!n_places) return true;
    const uint32_t n_mentions = mentions_of(g, text, claim, mentions);
    const uint32_t n = stands_of(g, text, claim, mentions, n_mentions, &open->outline, stands);
    c->n_mentions += n_places * new_mentions(g, counted, text, mentions, n_mentions);
    for (uint32_t i = 0; i < n_places && !g->s->failed; i++) count_place(g, counted, &open->places[i]);
    bool fresh[POSITIONS_MOST] = { false };
    for (uint32_t i = 0; i < n; i++)
        fresh[i] =
            is_new(g, counted, (const int64_t[]){ text, stands[i].none ? -1 : stands[i].actor, stands[i].attribution, stands[i].position, 0 }, 5);
    for (uint32_t i = 0; i < n_places * n && !g->s->failed; i++) {
        if (!fresh[i % n]) continue;
        const struct trace_place *p = &open->places[i / n];
        const struct stand *s = &stands[i % n];
        struct trace_report *r = new_report(g, c, room);
        if (!r) return no_memory(g);
        *r = (struct trace_report){ .id = p->id,
                                    .uri = p->uri,
                                    .outlet = p->outlet,
                                    .title = p->title ? p->title : open->headline,
                                    .published = p->published,
                                    .date = p->date,
                                    .wording = wording,
                                    .words = s->words.text,
                                    .marked = s->words.marked,
                                    .marked_end = s->words.marked_end,
                                    .headline = s->headline,
                                    .text = text,
                                    .article = p->article,
                                    .attribution = (uint32_t)s->attribution,
                                    .gathered = c->n_reports,
                                    .position = s->position,
                                    .chain = s->chain,
                                    .n_chain = s->n_chain,
                                    .origin = HS_NONE };
        r->actor = s->none ? HS_NONE : !s->actor ? HS_OUTLET : gather_actor(g, text, s->actor);
    }
    return !g->s->failed;
}

/* ---- A claim -------------------------------------------------------------------------------------------------------------------------------- */

/* No two are equal, for qsort() may turn these round: by the claim in its text, the place and the position, behind all else. */
static int by_date(const void *a, const void *b)
{
    const struct trace_report *x = a, *y = b;
    const int order = strcmp(x->date, y->date);
    if (order) return order;
    if (x->text != y->text) return (x->text > y->text) - (x->text < y->text);
    if (x->attribution != y->attribution) return x->attribution < y->attribution ? -1 : 1;
    return (x->gathered > y->gathered) - (x->gathered < y->gathered);
}

struct member {
    int64_t text, claim;
    const char *wording;
};

static uint32_t members_of(struct gathering *g, struct trace_claim *c, struct member *members)
{
    struct arena *a = g->t->arena;
    int64_t actor = 0, target = 0, text = 0;
    uint32_t n = 0;
    sqlite3_stmt *q =
        store_query(g->s,
                    "SELECT l.text, l.claim, c.wording, c.code, c.mode, c.cameo, c.date, c.actor, c.target FROM claim_link l JOIN claim c "
                    "ON c.text = l.text AND c.n = l.claim WHERE l.linked = ? ORDER BY l.link LIMIT ?",
                    "ii", c->linked, (int64_t)MEMBERS_MOST);
    while (n < MEMBERS_MOST && store_row(g->s, q)) {
        members[n] = (struct member){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), keep(a, store_text(q, 2)) };
        if (!members[n++].wording) no_memory(g);
        if (c->code || !store_text_or_null(q, 3)) continue;
        c->code = keep(a, store_text(q, 3));
        c->mode = keep(a, store_text_or_null(q, 4));
        c->cameo = keep(a, store_text_or_null(q, 5));
        c->when = keep(a, store_text_or_null(q, 6));
        text = sqlite3_column_int64(q, 0);
        actor = sqlite3_column_int64(q, 7);
        target = sqlite3_column_int64(q, 8);
    }
    if (n == MEMBERS_MOST) store_done(q);
    c->text = claims_words(g->s, c->linked, a);
    if (actor) c->event_actor = gather_actor(g, text, actor);
    if (target) c->event_target = gather_actor(g, text, target);
    return n;
}

bool gather_claim(struct gathering *g, int64_t linked, struct trace_claim *c)
{
    struct arena *scratch = arena_new(0);
    struct member *members = scratch ? ARENA_ARRAY(scratch, struct member, MEMBERS_MOST) : NULL;
    struct counting counted = { { .arena = g->t->arena }, { .arena = g->t->arena }, { .arena = g->t->arena } };
    struct open_text open = { .scratch = scratch };
    uint32_t room = 0;
    *c = (struct trace_claim){ .linked = linked, .event_actor = HS_NONE, .event_target = HS_NONE };
    bool good = members || no_memory(g);
    const uint32_t n = good ? members_of(g, c, members) : 0;
    for (uint32_t i = 0; good && i < n; i++) good = gather_text(g, c, members[i].text, members[i].claim, members[i].wording, &room, &counted, &open);
    c->n_articles = counted.articles.n;
    c->n_outlets = counted.outlets.n;
    if (good && c->n_reports) qsort(c->reports, c->n_reports, sizeof *c->reports, by_date);
    arena_free(scratch);
    return good && !g->s->failed;
}

/* ---- Outlets ----------------------------------------------------------------------------------------------------------------------------- */

bool gather_outlets(struct gathering *g, struct trace_claim *c)
{
    const char *last = NULL, *code = NULL;
    if (!store_lexicon(g->s)) return false;
    for (uint32_t i = 0; i < c->n_reports; i++) {
        struct trace_report *r = &c->reports[i];
        if (!r->outlet || r->actor != HS_OUTLET) continue;
        if (!last || strcmp(last, r->outlet)) {
            struct lexicon_match m;
            code = NULL;
            if (lexicon_find(g->s->lexicon, r->outlet, strlen(r->outlet), &m))
                for (uint32_t k = 0; k < m.n && !code; k++)
                    if (m.senses[k]->flags & LEXICON_STATE_MEDIA && m.senses[k]->code[0]) code = keep(g->t->arena, m.senses[k]->code);
        }
        last = r->outlet;
        r->outlet_code = code;
    }
    return !g->s->failed;
}

/* ---- Copies ----------------------------------------------------------------------------------------------------------------------------- */

enum { STARTS_MOST = 8 };

struct copied_text {
    int64_t text;
    uint32_t start[STARTS_MOST], n; /* code points at which the claim's first mentions begin */
    bool known;
};

static struct copied_text *texts_of(const struct trace_claim *c, struct numbering *known, uint32_t *n)
{
    struct copied_text *out = ARENA_ARRAY(known->arena, struct copied_text, (size_t)c->n_reports + 1);
    *n = 0;
    for (uint32_t i = 0; out && i < c->n_reports; i++) {
        const int64_t text = c->reports[i].text;
        if (numbering_get(known, (uint64_t)text) != NUMBERING_NONE) continue;
        if (!numbering_set(known, (uint64_t)text, *n)) return NULL;
        out[(*n)++] = (struct copied_text){ .text = text };
    }
    return out;
}

/* Where the claim stands: in a headline perhaps, and again below. */
static void find_starts(struct gathering *g, const struct trace_claim *c, struct copied_text *x)
{
    if (x->known) return;
    x->known = true;
    sqlite3_stmt *q = store_query(g->s,
                                  "SELECT m.spans FROM claim_mention m JOIN claim_link l ON l.text = m.text AND l.claim = m.claim "
                                  "WHERE l.text = ? AND l.linked = ? ORDER BY m.claim, m.n LIMIT ?",
                                  "iii", x->text, c->linked, (int64_t)STARTS_MOST);
    while (store_row(g->s, q)) {
        uint32_t end;
        if (extent(store_text(q, 0), &x->start[x->n], &end)) x->n++;
    }
}

/* The span behind `key` in the JSON of a passage. */
static bool passage_span(const char **at, const char *key, uint32_t *start, uint32_t *end)
{
    char *next;
    const char *s = strstr(*at, key);
    if (!s) return false;
    *start = (uint32_t)strtoul(s + strlen(key), &next, 10);
    if (*next != ',') return false;
    *end = (uint32_t)strtoul(next + 1, &next, 10);
    *at = next;
    return true;
}

/* Does a passage hold the claim in both, at one place? Only of what it holds does a shared passage tell where it comes from. The two may differ in
 * some words: by as much as their lengths do, and some more. */
static bool holds(struct gathering *g, const struct trace_claim *c, const char *passages, struct copied_text *a, struct copied_text *b)
{
    enum { REWORDED = 40 };
    uint32_t from_a, to_a, from_b, to_b;
    find_starts(g, c, a);
    find_starts(g, c, b);
    for (const char *at = passages; passage_span(&at, "\"a\":[", &from_a, &to_a) && passage_span(&at, "\"b\":[", &from_b, &to_b);) {
        const int64_t apart = llabs((int64_t)(to_a - from_a) - (int64_t)(to_b - from_b)) + REWORDED;
        for (uint32_t i = 0; i < a->n; i++)
            for (uint32_t k = 0; k < b->n && a->start[i] >= from_a && a->start[i] < to_a; k++)
                if (b->start[k] >= from_b && b->start[k] < to_b && llabs((int64_t)(a->start[i] - from_a) - (int64_t)(b->start[k] - from_b)) <= apart)
                    return true;
    }
    return false;
}

bool gather_copies(struct gathering *g, const struct trace_claim *c, struct trace_copy **out, size_t *n)
{
    struct arena *a = g->t->arena;
    struct numbering known = { .arena = a };
    uint32_t n_texts;
    size_t room = 0;
    struct copied_text *texts = texts_of(c, &known, &n_texts);
    *out = NULL;
    *n = 0;
    for (uint32_t i = 0; texts && i < n_texts && n_texts > 1; i++) {
        sqlite3_stmt *q = store_query(g->s, "SELECT b, kind, passages FROM copy WHERE a = ?", "i", texts[i].text);
        while (store_row(g->s, q)) {
            const uint32_t k = numbering_get(&known, (uint64_t)sqlite3_column_int64(q, 0));
            if (k == NUMBERING_NONE || (strcmp(store_text(q, 1), "whole") && !holds(g, c, store_text(q, 2), &texts[i], &texts[k]))) continue;
            if (!ARENA_ROOM(a, *out, *n, room, 64)) {
                store_done(q);
                return no_memory(g);
            }
            (*out)[(*n)++] = (struct trace_copy){ texts[i].text, texts[k].text };
        }
    }
    return (texts || no_memory(g)) && !g->s->failed;
}
