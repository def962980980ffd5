/* trace.c: which claims of the store are meant; the trace of each, gathered by trace_gather.c and folded by src/trace/origins.c. */
#include <stdlib.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "base/versioned.h"
#include "engine.h"
#include "store/claims.h"
#include "store/query.h"
#include "store/trace_gather.h"
#include "trace/linking.h"
#include "write/write.h"

enum { CLAIMS_DEFAULT = 10, CLAIMS_MOST = 1000, HITS_MOST = 400, WORDS_MOST = 32, COMMON = 4000, MATCHED_MOST = 32000, LATEST_MOST = 4000 };

/* A claim that is found is shown if it matches half as well as the best one. */
static const double match_of_best = 0.5;

struct finding {
    hearsay_store *s;
    const hearsay_trace_query *query;
    struct arena *arena;
    int64_t claim; /* that the query gives by its number; 0: none */
    struct hit {
        int64_t linked;
        double score;
    } * hits;
    uint32_t n_hits;
};

/* ---- Which claims --------------------------------------------------------------------------------------------------------------------- */

static void hit(struct finding *g, int64_t linked, double score)
{
    uint32_t i = 0;
    while (i < g->n_hits && g->hits[i].linked != linked) i++;
    if (i == g->n_hits) {
        if (g->n_hits == HITS_MOST) return;
        g->hits[g->n_hits++] = (struct hit){ linked, 0 };
    }
    if (score > g->hits[i].score) g->hits[i].score = score;
}

/* The words of a query, each as FTS5 wants it: in quotation marks, so that none is an operator. */
struct query_word {
    const char *quoted;
    int64_t claims; /* that have it, counted up to COMMON */
};

static bool is_letter(char c) { return (unsigned char)c >= 0x80 || (c >= '0' && c <= '9') || (ascii_lower(c) >= 'a' && ascii_lower(c) <= 'z'); }

static uint32_t words_of(struct arena *a, const char *query, struct query_word *out)
{
    uint32_t n = 0;
    for (const char *at = query; *at && n < WORDS_MOST;) {
        size_t len = 0;
        while (is_letter(at[len])) len++;
        if (len > 1) {
            char *quoted = ARENA_ARRAY(a, char, len + 3);
            if (!quoted) return n;
            quoted[0] = quoted[len + 1] = '"';
            memcpy(quoted + 1, at, len);
            quoted[len + 2] = '\0';
            out[n++] = (struct query_word){ quoted, 0 };
        }
        at += len ? len : 1;
    }
    return n;
}

static int by_claims(const void *a, const void *b)
{
    const struct query_word *x = a, *y = b;
    return (x->claims > y->claims) - (x->claims < y->claims);
}

static const char *joined(struct arena *a, const struct query_word *words, uint32_t n, const char *by)
{
    struct buffer b = { 0 };
    for (uint32_t i = 0; i < n; i++) {
        if (i) buffer_string(&b, by);
        buffer_string(&b, words[i].quoted);
    }
    const char *out = b.len && !b.failed ? arena_strdup(a, b.at, b.len) : NULL;
    buffer_free(&b);
    return out;
}

/* What else is given holds of a row of claim_link: ?1 since, ?2 until, ?3 code, ?4 actor, ?5 the same if it is a number, ?6 claim across articles.
 * Of the row, not of the claim that it is one with: there is an article, then, that has all of it, and the list of claims sees it in the same way.
 * It is asked where the rows are found, so that none of those that are looked at is wasted on one for which it does not hold. */
#define DAYS                                                                                                                         \
    "((?1 IS NULL AND ?2 IS NULL) OR EXISTS (SELECT 1 FROM place p WHERE p.text = l.text AND (?1 IS NULL OR p.published >= ?1) AND " \
    "(?2 IS NULL OR substr(p.published, 1, length(?2)) <= ?2))) "
#define HOLDS                                                                                                                                        \
    DAYS "AND (?6 = 0 OR l.linked = ?6) AND "                                                                                                        \
         "(?3 IS NULL OR EXISTS (SELECT 1 FROM claim c WHERE c.text = l.text AND c.n = l.claim AND c.code = ?3)) AND "                               \
         "(?4 IS NULL OR EXISTS (SELECT 1 FROM (SELECT identity FROM identity WHERE name = ?4 COLLATE NOCASE UNION SELECT ?5) i CROSS JOIN actor a " \
         "ON a.identity = i.identity AND a.text = l.text WHERE EXISTS (SELECT 1 FROM claim c WHERE c.text = l.text AND c.n = l.claim AND "           \
         "a.n IN (c.actor, c.target)) OR EXISTS (SELECT 1 FROM position p WHERE p.text = l.text AND p.claim = l.claim AND p.actor = a.n))) "
#define HOLDS_TYPES "ttttii"
#define HOLDS_VALUES(g) (g)->query->since, (g)->query->until, (g)->query->code, (g)->query->actor, store_id((g)->query->actor, 's'), (g)->claim

/* Claims that are what the query says, by its keys. */
static void find_by_keys(struct finding *g, const struct claim_sighting *wanted)
{
    uint64_t keys[LINK_KEYS];
    const unsigned n = link_keys(wanted, keys);
    for (unsigned k = 0; k < n; k++) {
        sqlite3_stmt *q = store_query(g->s,
                                      "SELECT l.linked, l.sighting FROM claim_key k CROSS JOIN claim_link l USING (link) WHERE k.key = ?7 AND " HOLDS
                                      "ORDER BY k.link LIMIT ?8",
                                      HOLDS_TYPES "ii", HOLDS_VALUES(g), (int64_t)keys[k], (int64_t)HITS_MOST);
        while (store_row(g->s, q)) {
            struct claim_sighting other;
            if (!sighting_from(&other, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1))) continue;
            const float score = link_score(wanted, &other);
            if (score >= link_from) hit(g, sqlite3_column_int64(q, 0), 1 + (double)score);
        }
    }
}

static bool match_words(struct finding *g, const char *match)
{
    if (!match) return store_fail(g->s, SQLITE_NOMEM, "out of memory");
    sqlite3_stmt *q =
        store_query(g->s,
                    "SELECT linked, score FROM (SELECT l.linked, bm25(claim_search) AS score FROM claim_search CROSS JOIN "
                    "claim_link l ON l.link = claim_search.rowid WHERE claim_search MATCH ?7 AND " HOLDS "LIMIT ?8) ORDER BY score LIMIT 300",
                    HOLDS_TYPES "ti", HOLDS_VALUES(g), match, (int64_t)MATCHED_MOST);
    while (store_row(g->s, q)) hit(g, sqlite3_column_int64(q, 0), -sqlite3_column_double(q, 1));
    return !g->s->failed;
}

/* Claims that have the words. A word that none has says nothing of the others. Words that very many have ("the", in a store of American news
 * "president") would cost a ranking of them all: where there are others, those decide; where there are none, all of them must be there, and the
 * oldest claims with them are ranked. */
static bool find_by_words(struct finding *g)
{
    struct query_word all[WORDS_MOST], *words = all;
    uint32_t n = words_of(g->arena, g->query->words, words), rare = 0;
    for (uint32_t i = 0; i < n; i++) {
        words[i].claims = store_number(g->s, 0, "SELECT count(*) FROM (SELECT 1 FROM claim_search WHERE claim_search MATCH ? LIMIT ?)", "ti",
                                       words[i].quoted, (int64_t)COMMON);
    }
    if (n) qsort(words, n, sizeof *words, by_claims);
    while (n && !words->claims) {
        words++;
        n--;
    }
    while (rare < n && words[rare].claims < COMMON) rare++;
    if (!n || g->s->failed) return !g->s->failed;
    if (rare) return match_words(g, joined(g->arena, words, rare, " OR "));
    return match_words(g, joined(g->arena, words, n, " AND ")) && (g->n_hits || match_words(g, joined(g->arena, words, n, " OR ")));
}

static bool find_words(struct finding *g, const hearsay_engine *eng, hearsay_error *err)
{
    struct arena *a = g->arena;
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
    return find_by_words(g);
}

static bool find_claims(struct finding *g, const hearsay_engine *eng, hearsay_error *err)
{
    const hearsay_trace_query *query = g->query;
    if (query->claim) {
        const int64_t n = store_id(query->claim, 'k');
        if (!n || !store_number(g->s, 0, "SELECT 1 FROM claim_link WHERE linked = ? LIMIT 1", "i", n)) {
            error_set(err, HEARSAY_E_NOT_FOUND, 0, "the store has no claim \"%.40s\"", query->claim);
            return false;
        }
        g->claim = n;
    }
    if (query->words) return find_words(g, eng, err);
    if (query->claim) {
        if (store_number(g->s, 0, "SELECT 1 FROM claim_link l WHERE l.linked = ?6 AND " HOLDS "LIMIT 1", HOLDS_TYPES, HOLDS_VALUES(g)))
            hit(g, g->claim, 2);
        return true;
    }
    /* Of the latest rows alone: the claims of a state in a hundred thousand articles are half a million. Without days to look for, no more are read
     * of each of those who have the name. */
    static const char by_actor[] =
        "SELECT l.linked, count(*) FROM (SELECT a.text, a.n FROM "
        "(SELECT identity FROM identity WHERE name = ?1 COLLATE NOCASE UNION SELECT ?7) i CROSS JOIN actor a ON a.identity = i.identity "
        "WHERE a.text >= CASE WHEN ?4 IS NULL AND ?5 IS NULL THEN coalesce((SELECT b.text FROM actor b WHERE b.identity = i.identity "
        "ORDER BY b.text DESC LIMIT 1 OFFSET ?6), 0) ELSE 0 END AND ((?4 IS NULL AND ?5 IS NULL) OR EXISTS "
        "(SELECT 1 FROM place p WHERE p.text = a.text AND "
        "(?4 IS NULL OR p.published >= ?4) AND (?5 IS NULL OR substr(p.published, 1, length(?5)) <= ?5))) ORDER BY a.text DESC LIMIT ?6) a "
        "CROSS JOIN claim_link l ON l.text = a.text AND l.claim IN " CLAIMS_OF_ACTOR
        "WHERE (?2 IS NULL OR EXISTS (SELECT 1 FROM claim c WHERE c.text = l.text AND c.n = l.claim AND c.code = ?2)) "
        "GROUP BY l.linked ORDER BY 2 DESC LIMIT ?3";
    static const char by_code[] =
        "SELECT l.linked, count(*) FROM (SELECT c.text, c.n FROM claim c WHERE c.code = ?1 AND ((?3 IS NULL AND ?4 IS NULL) OR EXISTS "
        "(SELECT 1 FROM place p WHERE p.text = c.text AND (?3 IS NULL OR p.published >= ?3) AND (?4 IS NULL OR "
        "substr(p.published, 1, length(?4)) <= ?4))) ORDER BY c.text DESC LIMIT ?5) c "
        "CROSS JOIN claim_link l ON l.text = c.text AND l.claim = c.n GROUP BY l.linked ORDER BY 2 DESC LIMIT ?2";
    sqlite3_stmt *q = query->actor
                          ? store_query(g->s, by_actor, "ttittii", query->actor, query->code, (int64_t)HITS_MOST, query->since, query->until,
                                        (int64_t)LATEST_MOST, store_id(query->actor, 's'))
                          : store_query(g->s, by_code, "titti", query->code, (int64_t)HITS_MOST, query->since, query->until, (int64_t)LATEST_MOST);
    while (store_row(g->s, q)) hit(g, sqlite3_column_int64(q, 0), 1 + 1e-6 * sqlite3_column_double(q, 1));
    return true;
}

static int by_score(const void *a, const void *b)
{
    const struct hit *x = a, *y = b;
    if (x->score < y->score || x->score > y->score) return x->score < y->score ? 1 : -1;
    return (x->linked > y->linked) - (x->linked < y->linked);
}

/* ---- All -------------------------------------------------------------------------------------------------------------------------------- */

static bool trace_claim(struct gathering *g, int64_t linked, struct trace_claim *c)
{
    struct trace_copy *copies;
    size_t n;
    if (!gather_claim(g, linked, c)) return false;
    if (!c->n_reports) return true;
    if (!gather_outlets(g, c) || !gather_copies(g, c, &copies, &n)) return false;
    return origins_find(g->t, c, copies, n) || store_fail(g->s, SQLITE_NOMEM, "out of memory");
}

static hearsay_code gather(struct gathering *g, const hearsay_engine *eng, hearsay_error *err)
{
    const size_t limit = !g->query->limit ? CLAIMS_DEFAULT : g->query->limit < CLAIMS_MOST ? g->query->limit : CLAIMS_MOST;
    hearsay_error why = { .code = HEARSAY_OK };
    struct finding f = { g->s, g->query, g->t->arena, 0, ARENA_ARRAY(g->t->arena, struct hit, HITS_MOST), 0 };
    g->t->claims = ARENA_ARRAY(g->t->arena, struct trace_claim, limit);
    if (!f.hits || !g->t->claims) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a trace");
    bool good = find_claims(&f, eng, &why) && !g->s->failed;
    qsort(f.hits, f.n_hits, sizeof *f.hits, by_score);
    double best = 0; /* of what can be shown */
    for (uint32_t i = 0; good && i < f.n_hits && g->t->n_claims < limit; i++) {
        struct trace_claim *c = &g->t->claims[g->t->n_claims];
        if (f.hits[i].score < match_of_best * best) break;
        good = trace_claim(g, f.hits[i].linked, c);
        if (!good || !c->n_reports) continue;
        if (!g->t->n_claims++) best = f.hits[i].score;
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
    hearsay_code code = query_days(known.since, known.until, err);
    if (code == HEARSAY_OK) code = query_code(&known.code, err);
    if (code != HEARSAY_OK) return code;
    struct arena *a = arena_new(0);
    if (!a) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a trace");
    struct trace t = { .arena = a, .query = known.words ? known.words : known.claim ? known.claim : known.actor ? known.actor : known.code };
    struct gathering g = {
        .s = store, .t = &t, .query = &known, .by_key.arena = a, .by_identity.arena = a, .of_text.arena = a, .named.arena = a, .names_read.arena = a
    };
    struct buffer b = { 0 };
    code = gather(&g, eng, err);
    if (code == HEARSAY_OK && arena_failed(a)) code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a trace");
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
