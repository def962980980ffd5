/* claims.c: the list of a store's claims across articles.
 *
 *   claim_count ── all claims over all articles, in order ──────────────────────────────────────────────┐
 *   place ── which articles count, by text ──┐                                                         ├── details of those that are wanted
 *   claim_link_linked ── texts of a claim ───┴── articles, last day of each claim ── the first ones ───┘
 *
 * The store keeps the order of all (claim_counts.h). Where articles are chosen, counting goes over the index alone, which has the claims in order:
 * 0.2 s for a million claims of articles. What is told of a claim comes from its rows, and only if it is given. */
#include "store/claims.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "store/query.h"
#include "store/search.h"

enum { DAY = 11, LOOKED_UP_MOST = 1000 };

/* An article that counts, where a text stands in it. */
struct shown {
    int64_t text, article;
    char day[DAY];
};

/* A claim that may be given. */
struct counted {
    int64_t linked;
    uint32_t articles;
    char last[DAY];
};

struct listing {
    hearsay_store *s;
    const hearsay_claim_query *query;
    bool everywhere;   /* over all articles, which the store has counted */
    const char *match; /* the words for FTS5; NULL: none */
    struct shown *shown;
    struct counted *claims;
    int64_t *articles; /* of one claim */
    size_t n_shown, n_claims, shown_room, claims_room, articles_room;
    size_t wanted; /* the first so many in order are enough */
    int (*order)(const void *x, const void *y);
    bool is_cut;         /* the first `wanted` of `claims` are in order: what is behind the last of them is not wanted */
    size_t looked_up;    /* texts whose articles were */
    bool all_shown;      /* `shown` has those of all texts, by text; else of one */
    size_t passed;       /* claims that were wanted, or left out by the query's offset */
    struct arena *arena; /* of what is told of one claim */
};

/* Room for one more. */
static bool grow(struct listing *l, void **at, size_t *room, size_t n, size_t size)
{
    if (n < *room) return true;
    const size_t more = *room ? 2 * *room : 256;
    void *bigger = more > SIZE_MAX / size ? NULL : realloc(*at, more * size);
    if (!bigger) return store_fail(l->s, SQLITE_NOMEM, "out of memory");
    *at = bigger;
    *room = more;
    return true;
}

/* ---- Which articles count ------------------------------------------------------------------------------------------------------------ */

/* ?1 outlet, ?2 since, ?3 until; as for articles and traces. */
#define SHOWN                                                                                                \
    "(?1 IS NULL OR p.outlet = ?1 COLLATE NOCASE) AND (?2 IS NULL OR p.published >= ?2) AND (?3 IS NULL OR " \
    "substr(p.published, 1, length(?3)) <= ?3) "
#define DAY_OF "substr(coalesce(p.published, p.seen), 1, 10)"

#define PLACES "SELECT p.text, p.article, " DAY_OF " FROM place p WHERE " SHOWN

static bool read_shown(struct listing *l, sqlite3_stmt *q)
{
    l->n_shown = 0;
    while (store_row(l->s, q)) {
        if (!grow(l, (void **)&l->shown, &l->shown_room, l->n_shown, sizeof *l->shown)) break;
        struct shown *x = &l->shown[l->n_shown++];
        *x = (struct shown){ .text = sqlite3_column_int64(q, 0), .article = sqlite3_column_int64(q, 1) };
        strncpy(x->day, store_text(q, 2), DAY - 1);
    }
    if (l->s->failed) store_done(q);
    return !l->s->failed;
}

/* Where the articles of a text begin in l->shown. Those of a list of few claims are looked up text by text, so that it costs the same in a store of
 * any size; where there are many texts, all of the store are read at once. */
static bool find_shown(struct listing *l, int64_t text, size_t *from)
{
    const hearsay_claim_query *f = l->query;
    *from = 0;
    if (!l->all_shown && l->looked_up++ < LOOKED_UP_MOST)
        return read_shown(l, store_query(l->s, PLACES "AND p.text = ?4", "ttti", f->outlet, f->since, f->until, text));
    if (!l->all_shown && !read_shown(l, store_query(l->s, PLACES "ORDER BY p.text", "ttt", f->outlet, f->since, f->until))) return false;
    l->all_shown = true;
    for (size_t to = l->n_shown; *from < to;) {
        const size_t middle = *from + (to - *from) / 2;
        if (l->shown[middle].text < text)
            *from = middle + 1;
        else
            to = middle;
    }
    return true;
}

/* ---- How many of them a claim has ---------------------------------------------------------------------------------------------------- */

static int by_number(const void *x, const void *y)
{
    const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* A text in which the claim stands: its articles behind the n that are known. */
static bool count_text(struct listing *l, int64_t text, struct counted *c, size_t *n)
{
    size_t i;
    if (!find_shown(l, text, &i)) return false;
    for (; i < l->n_shown && l->shown[i].text == text; i++) {
        if (!grow(l, (void **)&l->articles, &l->articles_room, *n, sizeof *l->articles)) return false;
        l->articles[(*n)++] = l->shown[i].article;
        if (strcmp(l->shown[i].day, c->last) > 0) memcpy(c->last, l->shown[i].day, DAY);
    }
    return true;
}

static int by_articles(const void *x, const void *y)
{
    const struct counted *a = x, *b = y;
    if (a->articles != b->articles) return a->articles < b->articles ? 1 : -1;
    return by_number(&a->linked, &b->linked);
}

static int by_day(const void *x, const void *y)
{
    const struct counted *a = x, *b = y;
    const int order = strcmp(b->last, a->last);
    return order ? order : by_articles(x, y);
}

/* In order, those behind the wanted ones left out. */
static void cut(struct listing *l)
{
    if (l->n_claims) qsort(l->claims, l->n_claims, sizeof *l->claims, l->order);
    if (l->n_claims > l->wanted) l->n_claims = l->wanted;
    l->is_cut = l->n_claims == l->wanted;
}

/* If it has articles enough. */
static bool keep(struct listing *l, const struct counted *c)
{
    if (!c->articles || c->articles < l->query->min_articles) return true;
    if (l->is_cut && l->order(c, &l->claims[l->wanted - 1]) > 0) return true;
    if (!grow(l, (void **)&l->claims, &l->claims_room, l->n_claims, sizeof *l->claims)) return false;
    l->claims[l->n_claims++] = *c;
    if (l->n_claims / 2 >= l->wanted) cut(l);
    return true;
}

/* All texts of a claim are counted. */
static bool keep_counted(struct listing *l, struct counted *c, size_t n)
{
    if (n > 1) qsort(l->articles, n, sizeof *l->articles, by_number);
    for (size_t i = 0; i < n; i++) c->articles += !i || l->articles[i] != l->articles[i - 1];
    return keep(l, c);
}

/* Rows of a claim and a text of it, in the order of both. */
static bool count_all(struct listing *l, sqlite3_stmt *q)
{
    struct counted c = { .linked = 0 };
    int64_t last = 0;
    size_t n = 0;
    bool good = true;
    while (good && store_row(l->s, q)) {
        const int64_t linked = sqlite3_column_int64(q, 0), text = sqlite3_column_int64(q, 1);
        if (linked == c.linked && text == last) continue; /* twice in one text */
        if (linked != c.linked) {
            good = keep_counted(l, &c, n);
            c = (struct counted){ .linked = linked };
            n = 0;
        }
        good = good && count_text(l, text, &c, &n);
        last = text;
    }
    if (!good) store_done(q);
    return good && !l->s->failed && keep_counted(l, &c, n);
}

/* The store has counted them. */
static bool take_counts(struct listing *l, sqlite3_stmt *q)
{
    bool good = true;
    while (good && store_row(l->s, q)) {
        struct counted c = { .linked = sqlite3_column_int64(q, 0), .articles = (uint32_t)sqlite3_column_int64(q, 1) };
        strncpy(c.last, store_text(q, 2), DAY - 1);
        good = (l->query->disputed && !sqlite3_column_int(q, 3)) || keep(l, &c);
    }
    if (!good) store_done(q);
    return good && !l->s->failed;
}

#define MATCHING "(?3 IS NULL OR l.link IN (SELECT rowid FROM claim_search WHERE claim_search MATCH ?3)) "
#define BY_ACTOR                                                                                                                      \
    "SELECT DISTINCT l.linked FROM "                                                                                                  \
    "(SELECT identity FROM identity WHERE name = ?1 COLLATE NOCASE UNION SELECT ?4) i CROSS JOIN actor a ON a.identity = i.identity " \
    "CROSS JOIN claim_link l ON l.text = a.text AND l.claim IN " CLAIMS_OF_ACTOR                                                      \
    "WHERE (?2 IS NULL OR EXISTS (SELECT 1 FROM claim c WHERE c.text = l.text AND c.n = l.claim AND c.code = ?2)) AND " MATCHING
#define BY_CODE                                                                                                                            \
    "SELECT DISTINCT l.linked FROM claim c CROSS JOIN claim_link l ON l.text = c.text AND l.claim = c.n WHERE ?1 IS NULL AND c.code = ?2 " \
    "AND " MATCHING
#define BY_WORDS                                                                                                                    \
    "SELECT DISTINCT l.linked FROM claim_search f CROSS JOIN claim_link l ON l.link = f.rowid WHERE ?1 IS NULL AND ?2 IS NULL AND " \
    "f.claim_search MATCH ?3"
#define DENIED                                                                                                                              \
    "SELECT DISTINCT l.linked FROM position p INDEXED BY position_denied CROSS JOIN claim_link l ON l.text = p.text AND l.claim = p.claim " \
    "WHERE p.position = 'denies'"
#define TEXTS(claims) "SELECT m.linked, m.text FROM (" claims ") k JOIN claim_link m ON m.linked = k.linked ORDER BY m.linked, m.text"
#define COUNTED(claims) \
    "SELECT n.linked, n.articles, n.last, n.asserted AND n.denied FROM (" claims ") k CROSS JOIN claim_count n ON n.linked = k.linked"
#define BOTH(claims)                   \
    {                                  \
        TEXTS(claims), COUNTED(claims) \
    }

/* Of the claims that are asked for each text, or, over all articles, what the store has counted. ?1 the actor, ?2 the code, ?3 the words, ?4 the
 * actor if it is given by its number. */
static sqlite3_stmt *chosen(struct listing *l)
{
    static const char all[] = "SELECT linked, text FROM claim_link INDEXED BY claim_link_linked ORDER BY linked, text";
    static const char denied[] = TEXTS(DENIED);
    static const char *const by_actor[] = BOTH(BY_ACTOR), *const by_code[] = BOTH(BY_CODE), *const by_words[] = BOTH(BY_WORDS);
    const hearsay_claim_query *q = l->query;
    if (q->actor) return store_query(l->s, by_actor[l->everywhere], "ttti", q->actor, q->code, l->match, store_id(q->actor, 's'));
    if (q->code) return store_query(l->s, by_code[l->everywhere], "ttt", NULL, q->code, l->match);
    if (l->match) return store_query(l->s, by_words[l->everywhere], "ttt", NULL, NULL, l->match);
    if (q->disputed) return store_query(l->s, denied, "");
    l->looked_up = LOOKED_UP_MOST;
    return store_query(l->s, all, "");
}

/* ---- All claims over all articles ------------------------------------------------------------------------------------------------------ */

/* No more of them than are wanted, from the counts that the store keeps. ?1 articles, ?2 how many, -1: all; ?3 behind how many. */
static bool read_counts(struct listing *l)
{
#define COUNTS(index, which) "SELECT linked FROM claim_count INDEXED BY " index " WHERE " which "articles >= ?1 ORDER BY "
#define MOST "articles DESC, linked LIMIT ?2 OFFSET ?3"
    static const char *const lists[2][2] = { { COUNTS("claim_count_articles", "") MOST, COUNTS("claim_count_last", "") "last DESC, " MOST },
                                             { COUNTS("claim_count_disputed", "asserted AND denied AND ") MOST,
                                               COUNTS("claim_count_disputed_last", "asserted AND denied AND ") "last DESC, " MOST } };
    const hearsay_claim_query *f = l->query;
    const int64_t limit = f->limit && f->limit < INT64_MAX ? (int64_t)f->limit : -1;
    sqlite3_stmt *q =
        store_query(l->s, lists[f->disputed][f->latest_first], "iii", f->min_articles < INT64_MAX ? (int64_t)f->min_articles : INT64_MAX, limit,
                    f->offset < INT64_MAX ? (int64_t)f->offset : INT64_MAX);
    while (store_row(l->s, q)) {
        if (!grow(l, (void **)&l->claims, &l->claims_room, l->n_claims, sizeof *l->claims)) break;
        l->claims[l->n_claims++] = (struct counted){ .linked = sqlite3_column_int64(q, 0) };
    }
    if (l->s->failed) store_done(q);
    return !l->s->failed;
}

/* ---- What is told of one ------------------------------------------------------------------------------------------------------------- */

static const char *lasting(struct listing *l, const char *s)
{
    const char *kept = s ? arena_strdup(l->arena, s, strlen(s)) : NULL;
    if (s && !kept) store_fail(l->s, SQLITE_NOMEM, "out of memory");
    return kept;
}

static const char *actor_id(struct listing *l, sqlite3_stmt *q, int column)
{
    char id[HEARSAY_IDENTITY_ID];
    if (sqlite3_column_type(q, column) == SQLITE_NULL) return NULL;
    snprintf(id, sizeof id, "s%" PRId64, (int64_t)sqlite3_column_int64(q, column));
    return lasting(l, id);
}

const char *claims_words(hearsay_store *s, int64_t linked, struct arena *a)
{
    const char *words = NULL;
    sqlite3_stmt *q = store_query(s,
                                  "SELECT c.wording FROM claim_link l CROSS JOIN claim c ON c.text = l.text AND c.n = l.claim WHERE l.linked = ? "
                                  "GROUP BY c.wording ORDER BY count(DISTINCT l.text) DESC, min(l.text), min(l.claim) LIMIT 1",
                                  "i", linked);
    if (!store_row(s, q)) return NULL;
    words = arena_strdup(a, store_text(q, 0), strlen(store_text(q, 0)));
    if (!words) store_fail(s, SQLITE_NOMEM, "out of memory");
    store_done(q);
    return words;
}

/* The words, and the first event. */
static void tell_claim(struct listing *l, int64_t linked, hearsay_linked_claim *c)
{
    const char *words = claims_words(l->s, linked, l->arena);
    if (words) c->text = words;
    sqlite3_stmt *q =
        store_query(l->s,
                    "SELECT c.code, c.mode, c.cameo, c.date, coalesce(i.name, a.name), a.identity, coalesce(j.name, b.name), b.identity "
                    "FROM claim_link l CROSS JOIN claim c ON c.text = l.text AND c.n = l.claim "
                    "LEFT JOIN actor a ON a.text = c.text AND a.n = c.actor LEFT JOIN identity i ON i.identity = a.identity "
                    "LEFT JOIN actor b ON b.text = c.text AND b.n = c.target LEFT JOIN identity j ON j.identity = b.identity "
                    "WHERE l.linked = ? AND c.code IS NOT NULL ORDER BY l.text, l.claim LIMIT 1",
                    "i", linked);
    if (store_row(l->s, q)) {
        const char **const columns[] = { &c->code, &c->mode, &c->cameo, &c->when, &c->actor, NULL, &c->target };
        for (int i = 0; i < (int)(sizeof columns / sizeof *columns); i++)
            if (columns[i]) *columns[i] = lasting(l, store_text_or_null(q, i));
        c->actor_id = actor_id(l, q, 5);
        c->target_id = actor_id(l, q, 7);
    }
    store_done(q);
}

static void count_places(struct listing *l, int64_t linked, hearsay_linked_claim *c)
{
    const hearsay_claim_query *f = l->query;
    sqlite3_stmt *q =
        store_query(l->s,
                    "SELECT count(DISTINCT p.article), count(DISTINCT p.outlet), min(" DAY_OF "), max(" DAY_OF ") "
                    "FROM (SELECT DISTINCT text FROM claim_link WHERE linked = ?4) l CROSS JOIN place p ON p.text = l.text WHERE " SHOWN,
                    "ttti", f->outlet, f->since, f->until, linked);
    if (store_row(l->s, q)) {
        c->articles = (size_t)sqlite3_column_int64(q, 0);
        c->outlets = (size_t)sqlite3_column_int64(q, 1);
        c->first = lasting(l, store_text(q, 2));
        c->last = lasting(l, store_text(q, 3));
    }
    store_done(q);
    c->reports = (size_t)store_number(
        l->s, 0,
        "SELECT count(*) FROM (SELECT DISTINCT l.text, m.attribution, m.spans, p.article, p.outlet FROM claim_link l CROSS JOIN "
        "claim_mention m ON m.text = l.text AND m.claim = l.claim CROSS JOIN place p ON p.text = l.text WHERE l.linked = ?4 AND " SHOWN ")",
        "ttti", f->outlet, f->since, f->until, linked);
}

/* Who takes which position. */
static bool find_stands(struct listing *l, int64_t linked, hearsay_linked_claim *c)
{
    static const char *const names[] = { "asserts", "denies", "doubts", "no-evidence" };
    size_t *const counts[] = { &c->asserts, &c->denies, &c->doubts, &c->no_evidence };
    const hearsay_claim_query *f = l->query;
    size_t room = 0;
    hearsay_stand *stands = NULL;
    sqlite3_stmt *q = store_query(l->s,
                                  "SELECT s.position, a.identity, i.name, i.code, count(*) FROM (SELECT l.text, s.actor, s.position, min(s.n) AS n "
                                  "FROM claim_link l CROSS JOIN position s ON s.text = l.text AND s.claim = l.claim "
                                  "CROSS JOIN place p ON p.text = l.text WHERE l.linked = ?4 AND s.position <> 'reports' AND " SHOWN
                                  "GROUP BY l.text, s.actor, s.position, s.attribution, p.article, p.outlet) s "
                                  "LEFT JOIN actor a ON a.text = s.text AND a.n = s.actor LEFT JOIN identity i ON i.identity = a.identity "
                                  "GROUP BY s.position, a.identity ORDER BY count(*) DESC, min(s.text), min(s.n), s.position",
                                  "ttti", f->outlet, f->since, f->until, linked);
    while (store_row(l->s, q)) {
        const size_t reports = (size_t)sqlite3_column_int64(q, 4);
        unsigned i = 0;
        while (i < sizeof names / sizeof *names && strcmp(names[i], store_text(q, 0)) != 0) i++;
        if (i == sizeof names / sizeof *names) continue;
        *counts[i] += reports;
        if (sqlite3_column_type(q, 1) == SQLITE_NULL) continue; /* the outlet itself, or nobody who could be told */
        if (!ARENA_ROOM(l->arena, stands, c->n_stands, room, 16)) {
            store_fail(l->s, SQLITE_NOMEM, "out of memory");
            break;
        }
        stands[c->n_stands++] =
            (hearsay_stand){ actor_id(l, q, 1), lasting(l, store_text(q, 2)), lasting(l, store_text_or_null(q, 3)), names[i], reports };
    }
    store_done(q);
    c->stands = stands;
    return !l->s->failed;
}

/* False: no more are wanted, or something failed. */
static bool give(struct listing *l, const struct counted *counted, bool (*each)(void *context, const hearsay_linked_claim *claim), void *context)
{
    const hearsay_claim_query *f = l->query;
    hearsay_linked_claim c = { .text = "", .first = "", .last = "" };
    char id[HEARSAY_IDENTITY_ID];
    if (f->disputed && !find_stands(l, counted->linked, &c)) return false;
    if (f->disputed && (!c.asserts || !c.denies)) return true;
    if (l->passed++ < f->offset) return true;
    if (!f->disputed && !find_stands(l, counted->linked, &c)) return false;
    tell_claim(l, counted->linked, &c);
    count_places(l, counted->linked, &c);
    snprintf(id, sizeof id, "k%" PRId64, counted->linked);
    c.id = id;
    return !l->s->failed && each(context, &c) && (!f->limit || l->passed - f->offset < f->limit);
}

/* ---- All ------------------------------------------------------------------------------------------------------------------------------ */

hearsay_code hearsay_store_claims(hearsay_store *store, const hearsay_claim_query *query,
                                  bool (*each)(void *context, const hearsay_linked_claim *claim), void *context, hearsay_error *err)
{
    hearsay_claim_query known = HEARSAY_CLAIM_QUERY_INIT;
    if (!store || !each || !versioned_copy(&known, sizeof known, query))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the function is NULL, or the query gives a size that cannot be");
    hearsay_code unsound = query_days(known.since, known.until, err);
    if (unsound == HEARSAY_OK) unsound = query_code(&known.code, err);
    if (unsound != HEARSAY_OK) return unsound;
    struct listing l = { .s = store, .query = &known };
    struct buffer match = { 0 };
    const bool nothing = known.words && !search_match(&match, known.words);
    l.order = known.latest_first ? by_day : by_articles;
    l.everywhere = !known.outlet && !known.since && !known.until;
    /* Of articles that are chosen, whether a claim is disputed is seen only when it is looked at. */
    const bool exact = l.everywhere || !known.disputed, whole = l.everywhere && !known.words && !known.actor && !known.code;
    l.wanted = known.limit && exact && known.offset <= SIZE_MAX - known.limit ? known.offset + known.limit : SIZE_MAX;
    l.match = known.words ? match.at : NULL;
    l.arena = arena_new(0);
    if (!l.arena || match.failed) store_fail(store, SQLITE_NOMEM, "out of memory");
    if (!nothing && !store->failed && (whole ? read_counts(&l) : l.everywhere ? take_counts(&l, chosen(&l)) : count_all(&l, chosen(&l)))) {
        if (!whole) cut(&l);
        if (exact) l.passed = known.offset;
        bool more = true;
        for (size_t i = whole ? 0 : l.passed; i < l.n_claims && more; i++) {
            const struct arena_mark mark = arena_mark(l.arena);
            more = give(&l, &l.claims[i], each, context);
            arena_release(l.arena, mark);
        }
    }
    arena_free(l.arena);
    buffer_free(&match);
    free(l.shown);
    free(l.claims);
    free(l.articles);
    return store_fault(store, err, "listing claims");
}
