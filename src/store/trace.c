/* trace.c: a trace gathered from the store: which claims are meant, their reports, what is copied among them. */
#include "trace/trace.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/character.h"
#include "base/error.h"
#include "base/versioned.h"
#include "engine.h"
#include "store/store.h"
#include "trace/linking.h"
#include "write/write.h"

enum { CLAIMS_DEFAULT = 10, CLAIMS_MOST = 1000, HITS_MOST = 400, MEMBERS_MOST = 5000, COPIED_MOST = 400 };

/* A claim that is found is shown if it matches half as well as the best one. */
static const double match_of_best = 0.5;

struct gathering {
    hearsay_store *s;
    struct trace *t;
    const hearsay_trace_query *query;
    struct hit {
        int64_t linked;
        double score;
    } * hits;
    uint32_t n_hits;
};

static const char *keep(struct arena *a, const char *s) { return s ? arena_strdup(a, s, strlen(s)) : NULL; }

/* ---- Which claims --------------------------------------------------------------------------------------------------------------------- */

static void hit(struct gathering *g, int64_t linked, double score)
{
    uint32_t i = 0;
    while (i < g->n_hits && g->hits[i].linked != linked) i++;
    if (i == g->n_hits) {
        if (g->n_hits == HITS_MOST) return;
        g->hits[g->n_hits++] = (struct hit){ linked, 0 };
    }
    if (score > g->hits[i].score) g->hits[i].score = score;
}

/* The words of a query for FTS5, each in quotation marks so that none is an operator: "a" OR "b". NULL: it has none, or out of memory. */
static const char *match_of(struct arena *a, const char *words)
{
    struct buffer b = { 0 };
    for (const char *at = words; *at;) {
        size_t n = 0;
        while (at[n] && ((unsigned char)at[n] >= 0x80 || (at[n] >= '0' && at[n] <= '9') || (ascii_lower(at[n]) >= 'a' && ascii_lower(at[n]) <= 'z')))
            n++;
        if (n > 1) {
            buffer_string(&b, b.len ? " OR \"" : "\"");
            buffer_bytes(&b, at, n);
            buffer_char(&b, '"');
        }
        at += n ? n : 1;
    }
    const char *out = b.len && !b.failed ? arena_strdup(a, b.at, b.len) : NULL;
    buffer_free(&b);
    return out;
}

/* Claims that are what the query says, by its keys. */
static void find_by_keys(struct gathering *g, const struct claim_sighting *wanted)
{
    uint64_t keys[LINK_KEYS];
    const unsigned n = link_keys(wanted, keys);
    for (unsigned k = 0; k < n; k++) {
        sqlite3_stmt *q = store_query(g->s,
                                      "SELECT l.linked, l.sighting FROM claim_key k JOIN claim_link l USING (link) WHERE k.key = ? ORDER BY k.link "
                                      "LIMIT ?",
                                      "ii", (int64_t)keys[k], (int64_t)HITS_MOST);
        while (store_row(g->s, q)) {
            struct claim_sighting other;
            if (!sighting_from(&other, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1))) continue;
            const float score = link_score(wanted, &other);
            if (score >= link_from) hit(g, sqlite3_column_int64(q, 0), 1 + (double)score);
        }
    }
}

static bool find_words(struct gathering *g, const hearsay_engine *eng, hearsay_error *err)
{
    struct arena *a = g->t->arena;
    const char *match = match_of(a, g->query->words);
    if (!match) return true;
    if (eng) {
        hearsay_options any = HEARSAY_OPTIONS_INIT;
        any.any_language = true;
        hearsay_document *doc = hearsay_read(eng, g->query->words, strlen(g->query->words), &any, err);
        if (!doc) return false;
        struct sighting_reader r;
        const uint32_t n = doc->n_claims ? doc->n_claims : doc->n_sentences;
        const bool good = sighting_begin(&r, doc, engine_lexicon(eng), engine_similarity(eng), engine_cues(eng), a);
        for (uint32_t i = 0; good && i < n; i++) {
            struct claim_sighting wanted;
            if (doc->n_claims)
                sighting_of_claim(&wanted, &r, i);
            else
                sighting_of_sentence(&wanted, &r, i);
            /* What is asked for has no day but the one that it names, and is no article. */
            wanted.published = CLAIM_NO_DAY;
            find_by_keys(g, &wanted);
        }
        hearsay_document_free(doc);
        if (!good) return store_fail(g->s, SQLITE_NOMEM, "out of memory");
        if (g->n_hits) return true;
    }
    /* By words: those claims that have most of the rarest. */
    sqlite3_stmt *q = store_query(g->s,
                                  "SELECT l.linked, bm25(claim_search) FROM claim_search JOIN claim_link l ON l.link = claim_search.rowid "
                                  "WHERE claim_search MATCH ? ORDER BY rank LIMIT 300",
                                  "t", match);
    while (store_row(g->s, q)) hit(g, sqlite3_column_int64(q, 0), -sqlite3_column_double(q, 1));
    return true;
}

static bool find_claims(struct gathering *g, const hearsay_engine *eng, hearsay_error *err)
{
    const hearsay_trace_query *query = g->query;
    if (query->claim) {
        char *end;
        const long long n = query->claim[0] == 'k' ? strtoll(query->claim + 1, &end, 10) : 0;
        if (n < 1 || *end || !store_number(g->s, 0, "SELECT 1 FROM claim_link WHERE linked = ? LIMIT 1", "i", (int64_t)n)) {
            error_set(err, HEARSAY_E_NOT_FOUND, 0, "the store has no claim \"%.40s\"", query->claim);
            return false;
        }
        hit(g, n, 2);
        return true;
    }
    if (query->words) return find_words(g, eng, err);
    static const char by_actor[] =
        "SELECT l.linked, count(*) FROM identity i CROSS JOIN actor a ON a.identity = i.identity CROSS JOIN claim c ON c.text = a.text "
        "CROSS JOIN claim_link l ON l.text = c.text "
        "AND l.claim = c.n WHERE i.name = ?1 COLLATE NOCASE AND (?2 IS NULL OR c.code = ?2) AND (a.n = c.actor OR EXISTS (SELECT 1 FROM position p "
        "WHERE p.text = c.text AND p.claim = c.n AND p.actor = a.n)) GROUP BY l.linked ORDER BY 2 DESC LIMIT ?3";
    static const char by_code[] = "SELECT l.linked, count(*) FROM claim c JOIN claim_link l ON l.text = c.text AND l.claim = c.n WHERE c.code = ?1 "
                                  "GROUP BY l.linked ORDER BY 2 DESC LIMIT ?2";
    sqlite3_stmt *q = query->actor ? store_query(g->s, by_actor, "tti", query->actor, query->code, (int64_t)HITS_MOST)
                                   : store_query(g->s, by_code, "ti", query->code, (int64_t)HITS_MOST);
    while (store_row(g->s, q)) hit(g, sqlite3_column_int64(q, 0), 1 + 1e-6 * sqlite3_column_double(q, 1));
    return true;
}

static int by_score(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->score < y->score || x->score > y->score) return x->score < y->score ? 1 : -1;
    return (x->linked > y->linked) - (x->linked < y->linked);
}

/* ---- Actors ----------------------------------------------------------------------------------------------------------------------------- */

/* The actor of a text across articles. */
static uint32_t actor_of(struct gathering *g, int64_t text, int64_t n)
{
    struct trace *t = g->t;
    sqlite3_stmt *q =
        store_query(g->s,
                    "SELECT a.name, a.kind, a.code, EXISTS (SELECT 1 FROM mention m WHERE m.text = a.text AND m.actor = a.n AND m.form IN "
                    "('name', 'alias')), a.identity FROM actor a WHERE a.text = ? AND a.n = ?",
                    "ii", text, n);
    if (!store_row(g->s, q)) return HS_NONE;
    const char *name = store_text(q, 0), *kind = store_text(q, 1), *code = store_text_or_null(q, 2);
    const bool named = sqlite3_column_int(q, 3) || !strcmp(kind, "country");
    char folded[256];
    size_t len = 0;
    for (const char *c = name; *c && len < sizeof folded; c++) folded[len++] = ascii_lower(*c);
    uint64_t key = !strcmp(kind, "country") && code ? XXH3_64bits_withSeed(code, strlen(code), 1)
                                                    : XXH3_64bits_withSeed(folded, len, XXH3_64bits(kind, strlen(kind)));
    if (!named) key = XXH3_64bits_withSeed(&text, sizeof text, key);
    uint32_t i = 0;
    const int64_t identity = named ? sqlite3_column_int64(q, 4) : 0;
    while (i < t->n_actors && t->actors[i].key != key && (!identity || t->actors[i].identity != identity)) i++;
    if (i == t->n_actors) {
        if (t->n_actors == t->actors_room) {
            struct trace_actor *more = ARENA_ARRAY(t->arena, struct trace_actor, t->actors_room = t->actors_room ? 2 * t->actors_room : 64);
            if (!more) {
                store_done(q);
                store_fail(g->s, SQLITE_NOMEM, "out of memory");
                return HS_NONE;
            }
            if (t->n_actors) memcpy(more, t->actors, t->n_actors * sizeof *more);
            t->actors = more;
        }
        t->actors[t->n_actors++] = (struct trace_actor){ keep(t->arena, name), keep(t->arena, kind), keep(t->arena, code), named, key, identity };
    }
    store_done(q);
    return i;
}

/* ---- Reports ---------------------------------------------------------------------------------------------------------------------------- */

struct place {
    const char *id, *uri, *outlet, *published, *date;
    int64_t article;
};

static uint32_t places_of(struct gathering *g, int64_t text, struct place *out, uint32_t most)
{
    struct arena *a = g->t->arena;
    const hearsay_trace_query *query = g->query;
    uint32_t n = 0;
    sqlite3_stmt *q = store_query(g->s,
                                  "SELECT t.id, p.uri, p.outlet, p.published, substr(coalesce(p.published, p.seen), 1, 10), p.article FROM place p "
                                  "JOIN text t USING (text) WHERE p.text = ?1 AND (?2 IS NULL OR p.published >= ?2) AND "
                                  "(?3 IS NULL OR substr(p.published, 1, length(?3)) <= ?3) ORDER BY p.place",
                                  "itt", text, query->since, query->until);
    while (n < most && store_row(g->s, q))
        out[n++] = (struct place){ keep(a, store_text(q, 0)),         keep(a, store_text(q, 1)), keep(a, store_text_or_null(q, 2)),
                                   keep(a, store_text_or_null(q, 3)), keep(a, store_text(q, 4)), sqlite3_column_int64(q, 5) };
    if (n == most) store_done(q);
    return n;
}

static enum trace_position position_of(const char *name)
{
    unsigned i = 0;
    while (i < TRACE_REPORTS && strcmp(trace_position_names[i], name)) i++;
    return (enum trace_position)i;
}

/* The chain of an attribution, JSON of numbers and nulls, as actors of the trace. */
static bool read_chain(struct gathering *g, int64_t text, const char *json, struct trace_report *r)
{
    json_t *list = json_loads(json, 0, NULL);
    const size_t n = json_array_size(list);
    r->chain = ARENA_ARRAY(g->t->arena, uint32_t, n + 1);
    for (size_t i = 0; r->chain && i < n; i++) {
        const json_t *v = json_array_get(list, i);
        r->chain[r->n_chain++] = json_is_integer(v) ? actor_of(g, text, json_integer_value(v)) : HS_NONE;
    }
    json_decref(list);
    return r->chain || store_fail(g->s, SQLITE_NOMEM, "out of memory");
}

struct raw {
    int64_t actor, attribution;
    enum trace_position position;
    const char *chain;
    bool none;
};

enum { PLACES_MOST = 64, POSITIONS_MOST = 64 };

/* The reports of one text's claim. */
static bool gather_member(struct gathering *g, struct trace_claim *c, int64_t text, int64_t claim, const char *wording, uint32_t *room)
{
    struct place places[PLACES_MOST];
    struct raw raw[POSITIONS_MOST];
    const uint32_t n_places = places_of(g, text, places, PLACES_MOST);
    uint32_t n = 0;
    if (!n_places) return !g->s->failed;
    sqlite3_stmt *q = store_query(g->s,
                                  "SELECT p.actor, p.position, p.attribution, a.chain FROM position p LEFT JOIN attribution a ON a.text = p.text AND "
                                  "a.n = p.attribution WHERE p.text = ? AND p.claim = ? ORDER BY p.n",
                                  "ii", text, claim);
    while (n < POSITIONS_MOST && store_row(g->s, q)) {
        raw[n] = (struct raw){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 2), position_of(store_text(q, 1)),
                               keep(g->t->arena, store_text_or_null(q, 3)), sqlite3_column_type(q, 0) == SQLITE_NULL };
        n++;
    }
    if (n == POSITIONS_MOST) store_done(q);
    c->n_mentions += n_places * (uint32_t)store_number(g->s, 0, "SELECT count(*) FROM claim_mention WHERE text = ? AND claim = ?", "ii", text, claim);
    for (uint32_t p = 0; p < n_places; p++) {
        for (uint32_t i = 0; i < n; i++) {
            if (c->n_reports == *room) {
                struct trace_report *more = ARENA_ARRAY(g->t->arena, struct trace_report, *room = *room ? 2 * *room : 64);
                if (!more) return store_fail(g->s, SQLITE_NOMEM, "out of memory");
                if (c->n_reports) memcpy(more, c->reports, c->n_reports * sizeof *more);
                c->reports = more;
            }
            struct trace_report *r = &c->reports[c->n_reports++];
            *r = (struct trace_report){ .id = places[p].id,
                                        .uri = places[p].uri,
                                        .outlet = places[p].outlet,
                                        .published = places[p].published,
                                        .date = places[p].date,
                                        .wording = wording,
                                        .text = text,
                                        .article = places[p].article,
                                        .attribution = (uint32_t)raw[i].attribution,
                                        .position = raw[i].position,
                                        .origin = HS_NONE };
            r->actor = raw[i].none ? HS_NONE : raw[i].actor == 0 ? HS_OUTLET : actor_of(g, text, raw[i].actor);
            if (raw[i].chain && !read_chain(g, text, raw[i].chain, r)) return false;
        }
    }
    return !g->s->failed;
}

static int by_date(const void *a, const void *b)
{
    const struct trace_report *x = a, *y = b;
    const int order = strcmp(x->date, y->date);
    if (order) return order;
    if (x->text != y->text) return (x->text > y->text) - (x->text < y->text);
    return (x->attribution > y->attribution) - (x->attribution < y->attribution);
}

/* ---- Copies ----------------------------------------------------------------------------------------------------------------------------- */

/* Does the claim's first mention lie in the passage? Only of what it holds does a shared passage tell where it comes from. */
static bool covers(struct gathering *g, int64_t text, int64_t linked, hearsay_span passage)
{
    const int64_t start = store_number(g->s, -1,
                                       "SELECT json_extract(m.spans, '$[0][0]') FROM claim_mention m JOIN claim_link l ON l.text = m.text AND "
                                       "l.claim = m.claim WHERE m.text = ? AND l.linked = ? ORDER BY m.n LIMIT 1",
                                       "ii", text, linked);
    return start >= (int64_t)passage.start && start < (int64_t)passage.end;
}

static bool find_copies(struct gathering *g, const struct trace_claim *c, struct trace_copy **out, size_t *n, hearsay_error *err)
{
    int64_t texts[COPIED_MOST];
    uint32_t n_texts = 0;
    hearsay_copies *set = hearsay_copies_new(err);
    bool good = set != NULL;
    *n = 0;
    *out = NULL;
    for (uint32_t i = 0; good && i < c->n_reports && n_texts < COPIED_MOST; i++) {
        uint32_t k = 0;
        while (k < n_texts && texts[k] != c->reports[i].text) k++;
        if (k < n_texts) continue;
        hearsay_document *page = hearsay_store_page(g->s, c->reports[i].id, err);
        good = page && hearsay_copies_add(set, page, err) == HEARSAY_OK;
        hearsay_document_free(page);
        texts[n_texts++] = c->reports[i].text;
    }
    good = good && hearsay_copies_find(set, err) == HEARSAY_OK;
    const size_t found = good ? hearsay_copy_count(set) : 0;
    if (good && !(*out = ARENA_ARRAY(g->t->arena, struct trace_copy, found + 1))) {
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a trace");
        good = false;
    }
    for (size_t i = 0; good && i < found; i++) {
        const hearsay_copy copy = hearsay_copy_at(set, i);
        bool same = !strcmp(copy.kind, "whole");
        for (size_t k = 0; k < copy.n_passages && !same; k++)
            same = covers(g, texts[copy.a], c->linked, copy.passages[k].a) && covers(g, texts[copy.b], c->linked, copy.passages[k].b);
        if (same) (*out)[(*n)++] = (struct trace_copy){ texts[copy.a], texts[copy.b] };
    }
    hearsay_copies_free(set);
    return good;
}

/* ---- One claim -------------------------------------------------------------------------------------------------------------------------- */

static void count_articles(struct trace_claim *c)
{
    for (uint32_t i = 0; i < c->n_reports; i++) {
        bool article = true, outlet = c->reports[i].outlet != NULL;
        for (uint32_t k = 0; k < i && (article || outlet); k++) {
            if (c->reports[k].article == c->reports[i].article) article = false;
            if (outlet && c->reports[k].outlet && !strcmp(c->reports[k].outlet, c->reports[i].outlet)) outlet = false;
        }
        c->n_articles += article;
        c->n_outlets += outlet;
    }
}

static bool gather_claim(struct gathering *g, int64_t linked, struct trace_claim *c, hearsay_error *err)
{
    struct arena *a = g->t->arena;
    struct member {
        int64_t text, claim;
        const char *wording;
    } *members = ARENA_ARRAY(a, struct member, MEMBERS_MOST);
    uint32_t n = 0, room = 0;
    if (!members) return store_fail(g->s, SQLITE_NOMEM, "out of memory");
    *c = (struct trace_claim){ .linked = linked, .event_actor = HS_NONE, .event_target = HS_NONE };
    int64_t actor = 0, target = 0, event_text = 0;
    sqlite3_stmt *q =
        store_query(g->s,
                    "SELECT l.text, l.claim, c.wording, c.code, c.mode, c.cameo, c.date, c.actor, c.target FROM claim_link l JOIN claim c "
                    "ON c.text = l.text AND c.n = l.claim WHERE l.linked = ? ORDER BY l.link LIMIT ?",
                    "ii", linked, (int64_t)MEMBERS_MOST);
    while (n < MEMBERS_MOST && store_row(g->s, q)) {
        members[n++] = (struct member){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), keep(a, store_text(q, 2)) };
        if (!c->text) c->text = members[0].wording;
        if (c->code || !store_text_or_null(q, 3)) continue;
        c->code = keep(a, store_text(q, 3));
        c->mode = keep(a, store_text_or_null(q, 4));
        c->cameo = keep(a, store_text_or_null(q, 5));
        c->when = keep(a, store_text_or_null(q, 6));
        event_text = sqlite3_column_int64(q, 0);
        actor = sqlite3_column_int64(q, 7);
        target = sqlite3_column_int64(q, 8);
    }
    if (n == MEMBERS_MOST) store_done(q);
    if (actor) c->event_actor = actor_of(g, event_text, actor);
    if (target) c->event_target = actor_of(g, event_text, target);
    for (uint32_t i = 0; i < n; i++)
        if (!gather_member(g, c, members[i].text, members[i].claim, members[i].wording, &room)) return false;
    if (!c->n_reports) return true;
    qsort(c->reports, c->n_reports, sizeof *c->reports, by_date);
    count_articles(c);
    struct trace_copy *copies;
    size_t n_copies;
    if (!find_copies(g, c, &copies, &n_copies, err)) return false;
    if (!origins_find(g->t, c, copies, n_copies)) return store_fail(g->s, SQLITE_NOMEM, "out of memory");
    return !g->s->failed;
}

/* ---- All -------------------------------------------------------------------------------------------------------------------------------- */

static hearsay_code gather(struct gathering *g, const hearsay_engine *eng, hearsay_error *err)
{
    const size_t limit = !g->query->limit ? CLAIMS_DEFAULT : g->query->limit < CLAIMS_MOST ? g->query->limit : CLAIMS_MOST;
    hearsay_error why = { .code = HEARSAY_OK };
    g->hits = ARENA_ARRAY(g->t->arena, struct hit, HITS_MOST);
    g->t->claims = ARENA_ARRAY(g->t->arena, struct trace_claim, limit);
    if (!g->hits || !g->t->claims) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a trace");
    bool good = find_claims(g, eng, &why) && !g->s->failed;
    qsort(g->hits, g->n_hits, sizeof *g->hits, by_score);
    for (uint32_t i = 0; good && i < g->n_hits && g->t->n_claims < limit; i++) {
        struct trace_claim *c = &g->t->claims[g->t->n_claims];
        if (g->hits[i].score < match_of_best * g->hits[0].score) break;
        good = gather_claim(g, g->hits[i].linked, c, &why);
        if (good && c->n_reports) g->t->n_claims++;
    }
    const hearsay_code code = store_fault(g->s, err, "tracing a claim");
    if (code != HEARSAY_OK || good) return code;
    if (err) *err = why;
    return why.code;
}

hearsay_code hearsay_store_trace(hearsay_store *store, const hearsay_engine *eng, const hearsay_trace_query *query, hearsay_format format,
                                 const hearsay_write_options *opts, char **out, size_t *out_len, hearsay_error *err)
{
    hearsay_trace_query known = HEARSAY_TRACE_QUERY_INIT;
    hearsay_write_options view = HEARSAY_WRITE_OPTIONS_INIT;
    if (!store || !query || !out || !versioned_copy(&known, sizeof known, query) || !versioned_copy(&view, sizeof view, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0,
                         "the store, the query or where the answer goes is NULL, or a struct gives a size that cannot be");
    if (!known.words && !known.claim && !known.actor && !known.code)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "a trace needs words, a claim, an actor or a code");
    struct arena *a = arena_new(0);
    if (!a) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a trace");
    struct trace t = { .arena = a, .query = known.words ? known.words : known.claim ? known.claim : known.actor ? known.actor : known.code };
    struct gathering g = { .s = store, .t = &t, .query = &known };
    struct buffer b = { 0 };
    hearsay_code code = gather(&g, eng, err);
    if (code == HEARSAY_OK) {
        switch (format) {
        case HEARSAY_JSON: write_trace_json(&b, &t, view.pretty); break;
        case HEARSAY_JSON_PRETTY: write_trace_json(&b, &t, true); break;
        case HEARSAY_TEXT: write_trace_text(&b, &t, view.columns, view.color); break;
        case HEARSAY_CSV: write_trace_csv(&b, &t, !view.no_header); break;
        case HEARSAY_DOT: write_trace_dot(&b, &t); break;
        case HEARSAY_SVG: write_trace_svg(&b, &t); break;
        case HEARSAY_HTML: write_trace_html(&b, &t); break;
        default: code = error_set(err, HEARSAY_E_ARGUMENT, 0, "a trace is not written in format %d", (int)format);
        }
    }
    arena_free(a);
    const size_t len = b.len;
    buffer_char(&b, '\0');
    if (code == HEARSAY_OK && b.failed) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while writing a trace");
    if (code != HEARSAY_OK) {
        buffer_free(&b);
        return code;
    }
    *out = b.at;
    if (out_len) *out_len = len;
    return HEARSAY_OK;
}
