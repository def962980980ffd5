/* versions.c: the texts that one article has had. */
#include "base/error.h"
#include "store/address.h"
#include "store/articles.h"
#include "store/store.h"

/* The article with this address, else the one in which a text was found last. 0: there is none. */
static int64_t article_of(hearsay_store *s, const char *article, const char *id)
{
    struct arena *a = arena_new(0);
    const char *address = a ? address_written(article, a) : NULL;
    int64_t n = address ? store_number(s, 0, "SELECT article FROM article WHERE address = ?", "t", address) : 0;
    if (!a) store_fail(s, SQLITE_NOMEM, "out of memory");
    arena_free(a);
    if (!n) n = store_number(s, 0, "SELECT p.article FROM place p JOIN text t USING (text) WHERE t.id = ? ORDER BY p.place DESC LIMIT 1", "t", id);
    return n;
}

hearsay_code hearsay_store_versions(hearsay_store *store, const char *article, bool (*each)(void *context, const hearsay_article *version),
                                    void *context, hearsay_error *err)
{
    char id[HEARSAY_ID];
    if (!each) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the function is NULL");
    const hearsay_code code = hearsay_store_find(store, article, id, err);
    if (code != HEARSAY_OK) return code;
    const int64_t n = article_of(store, article, id);
    sqlite3_stmt *q =
        store_query(store,
                    "SELECT t.id, a.address, p.uri, p.file, p.member, p.line, p.outlet, p.title, p.author, p.published, p.modified, p.seen, "
                    "  t.language, r.words, 1, (SELECT count(*) FROM place WHERE article = a.article AND text = t.text), "
                    "  (SELECT count(*) FROM attribution WHERE text = t.text), (SELECT count(*) FROM claim WHERE text = t.text), "
                    "  coalesce(p.title, substr(t.body, 1, instr(t.body || char(10), char(10)) - 1)) "
                    "FROM article a JOIN place p USING (article) JOIN text t USING (text) LEFT JOIN reading r USING (text) "
                    "WHERE a.article = ? GROUP BY p.text HAVING p.place = min(p.place) ORDER BY p.place",
                    "i", n);
    while (store_row(store, q)) {
        const hearsay_article a = article_at(q);
        if (each(context, &a)) continue;
        store_done(q);
        break;
    }
    return store_fault(store, err, "listing versions");
}
