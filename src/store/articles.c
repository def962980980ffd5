/* articles.c: which articles there are, and which one is meant. */
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "store/address.h"
#include "store/articles.h"
#include "store/query.h"
#include "store/store.h"

/* ---- Lists ------------------------------------------------------------------------------------------------------------------- */

hearsay_article article_at(sqlite3_stmt *q)
{
    return (hearsay_article){
        .id = store_text(q, 0),
        .address = store_text_or_null(q, 1),
        .uri = store_text(q, 2),
        .file = store_text(q, 3),
        .member = store_text(q, 4),
        .line = (size_t)sqlite3_column_int64(q, 5),
        .outlet = store_text_or_null(q, 6),
        .title = store_text_or_null(q, 7),
        .author = store_text_or_null(q, 8),
        .published = store_text_or_null(q, 9),
        .modified = store_text_or_null(q, 10),
        .seen = store_text(q, 11),
        .language = store_text_or_null(q, 12),
        .words = (size_t)sqlite3_column_int64(q, 13),
        .versions = (size_t)sqlite3_column_int64(q, 14),
        .places = (size_t)sqlite3_column_int64(q, 15),
        .attributions = (size_t)sqlite3_column_int64(q, 16),
        .claims = (size_t)sqlite3_column_int64(q, 17),
        .headline = store_text(q, 18),
    };
}

hearsay_code hearsay_store_articles(hearsay_store *store, const hearsay_article_query *query,
                                    bool (*each)(void *context, const hearsay_article *article), void *context, hearsay_error *err)
{
    hearsay_article_query known = HEARSAY_ARTICLE_QUERY_INIT;
    if (!store || !each || !versioned_copy(&known, sizeof known, query))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the function is NULL, or the query gives a size that cannot be");
    const hearsay_code unsound = query_days(known.since, known.until, err);
    if (unsound != HEARSAY_OK) return unsound;
    const int64_t limit = known.limit && known.limit < INT64_MAX ? (int64_t)known.limit : -1;
    sqlite3_stmt *q =
        store_query(store,
                    "SELECT l.id, l.address, l.uri, l.file, l.member, l.line, l.outlet, l.title, l.author, l.published, l.modified, l.seen, "
                    "  t.language, r.words, (SELECT count(DISTINCT text) FROM place WHERE article = l.article), "
                    "  (SELECT count(*) FROM place WHERE article = l.article), (SELECT count(*) FROM attribution WHERE text = l.text), "
                    "  (SELECT count(*) FROM claim WHERE text = l.text), "
                    "  coalesce(l.title, substr(t.body, 1, instr(t.body || char(10), char(10)) - 1)) "
                    "FROM latest l JOIN text t ON t.text = l.text LEFT JOIN reading r ON r.text = l.text "
                    "WHERE (?1 IS NULL OR l.outlet = ?1 COLLATE NOCASE) AND (?2 IS NULL OR l.published >= ?2) "
                    "  AND (?3 IS NULL OR substr(l.published, 1, length(?3)) <= ?3) "
                    "ORDER BY l.article LIMIT ?4 OFFSET ?5",
                    "tttii", known.outlet, known.since, known.until, limit, (int64_t)known.offset);
    while (store_row(store, q)) {
        const hearsay_article a = article_at(q);
        if (each(context, &a)) continue;
        store_done(q);
        break;
    }
    return store_fault(store, err, "listing articles");
}

/* ---- One of them ------------------------------------------------------------------------------------------------------------- */

enum { ID_DIGITS = 16, PREFIX_LEAST = 4 };

static bool take(char id[HEARSAY_ID], sqlite3_stmt *q)
{
    const char *found = store_text(q, 0);
    memcpy(id, found, strlen(found) < HEARSAY_ID ? strlen(found) + 1 : HEARSAY_ID);
    id[HEARSAY_ID - 1] = '\0';
    return true;
}

/* How many texts, 2 standing for more, have an id that begins like this. */
static unsigned by_id(hearsay_store *s, const char *given, char id[HEARSAY_ID])
{
    const size_t n = strlen(given);
    unsigned found = 0;
    if (n < PREFIX_LEAST || n > ID_DIGITS || strspn(given, "0123456789abcdef") != n) return 0;
    char end[ID_DIGITS + 2];
    memcpy(end, given, n);
    memcpy(end + n, "g", 2); /* behind all digits */
    sqlite3_stmt *q = store_query(s, "SELECT id FROM text WHERE id >= ? AND id < ? LIMIT 2", "tt", given, end);
    for (; store_row(s, q); found++)
        if (!found) take(id, q);
    return found;
}

/* The text that was found there last. */
static bool by_place(hearsay_store *s, const char *sql, const char *given, char id[HEARSAY_ID])
{
    sqlite3_stmt *q = given && *given ? store_query(s, sql, "t", given) : NULL;
    const bool found = store_row(s, q) && take(id, q);
    if (found) store_done(q);
    return found;
}

hearsay_code hearsay_store_find(hearsay_store *store, const char *article, char id[HEARSAY_ID], hearsay_error *err)
{
    if (!store || !article || !id) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, the article or the place for its id is NULL");
    struct arena *a = arena_new(0);
    if (!a) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an address");
    unsigned n = by_id(store, article, id);
    char *path = n ? NULL : realpath(article, NULL);
    if (!n)
        n = by_place(store,
                     "SELECT t.id FROM article a JOIN place p USING (article) JOIN text t ON t.text = p.text WHERE a.address = ? "
                     "ORDER BY p.place DESC LIMIT 1",
                     address_written(article, a), id) ||
            by_place(store, "SELECT t.id FROM place p JOIN text t USING (text) WHERE p.uri = ? ORDER BY p.place DESC LIMIT 1", article, id) ||
            by_place(
                store,
                "SELECT t.id FROM place p JOIN text t USING (text) WHERE p.file = ? AND p.line = 0 AND p.member = '' ORDER BY p.place DESC LIMIT 1",
                path ? path : article, id);
    free(path);
    arena_free(a);
    if (store->failed) return store_fault(store, err, "looking for an article");
    if (n > 1) return error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: more than one article has an id that begins with %s", store->path, article);
    if (!n) return error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: no article has \"%.120s\" as its id, address or file", store->path, article);
    return HEARSAY_OK;
}

/* ---- All of them ------------------------------------------------------------------------------------------------------------- */

hearsay_code hearsay_store_stats_get(hearsay_store *store, hearsay_store_stats *out, hearsay_error *err)
{
    if (!store || !out) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the place for its numbers is NULL");
    const struct {
        size_t *to;
        const char *sql;
    } counts[] = {
        { &out->articles, "SELECT count(*) FROM article" },
        { &out->texts, "SELECT count(*) FROM text" },
        { &out->places, "SELECT count(*) FROM place" },
        { &out->outlets, "SELECT count(DISTINCT outlet) FROM place" },
        { &out->words, "SELECT coalesce(sum(words), 0) FROM reading" },
        { &out->actors, "SELECT count(*) FROM actor" },
        { &out->attributions, "SELECT count(*) FROM attribution" },
        { &out->claims, "SELECT count(*) FROM claim" },
        { &out->engines, "SELECT count(DISTINCT engine) FROM reading" },
        { &out->bytes, "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size" },
    };
    for (size_t i = 0; i < sizeof counts / sizeof *counts; i++) *counts[i].to = (size_t)store_number(store, 0, counts[i].sql, "");
    return store_fault(store, err, "counting");
}
