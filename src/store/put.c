/* put.c: articles into the store, a batch in one transaction: all of them, or none.
 *
 *   text known?   article known?   place known?
 *   no            no               -              an article more
 *   no            yes              -              a version more of that article: its address has another text now
 *   yes           -                no             a place more
 *   yes           yes              yes            nothing */
#include <string.h>

#include "base/error.h"
#include "store/claim_counts.h"
#include "store/derive.h"
#include "store/pairs.h"

static int64_t put_text(hearsay_store *s, const hearsay_entry *e)
{
    const struct hearsay_document *doc = e->doc;
    store_do(s, "INSERT INTO text (id, language, added, blocks, body) VALUES (?, ?, ?, ?, ?)", "ttttc", hearsay_document_id(doc), doc->language,
             e->seen, e->blocks, doc->text, (size_t)doc->len);
    const int64_t text = sqlite3_last_insert_rowid(s->db);
    store_do(s, "INSERT INTO search (rowid, body) VALUES (?, ?)", "ic", text, doc->text, (size_t)doc->len);
    derive_rows(s, text, e);
    return text;
}

/* The article with this address, or, without one, this text's own. 0: there is none yet. The plus keeps SQLite from going through all that have no
 * address. */
static int64_t article_of(hearsay_store *s, const hearsay_entry *e, int64_t text)
{
    if (e->address) return store_number(s, 0, "SELECT article FROM article WHERE address = ?", "t", e->address);
    return store_number(s, 0, "SELECT a.article FROM place p JOIN article a ON a.article = p.article WHERE p.text = ? AND +a.address IS NULL", "i",
                        text);
}

static bool put_place(hearsay_store *s, const hearsay_entry *e, int64_t text, int64_t article)
{
    const struct hearsay_document *doc = e->doc;
    store_do(s,
             "INSERT OR IGNORE INTO place (text, article, uri, file, member, line, outlet, title, author, published, modified, fetched, seen) "
             "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
             "iittti"
             "ttttttt",
             text, article, doc->uri ? doc->uri : "", e->place.file, e->place.member, (int64_t)e->place.line, doc->outlet, doc->title, doc->author,
             doc->published, doc->modified, e->place.fetched, e->seen);
    return !s->failed && sqlite3_changes(s->db) > 0;
}

static hearsay_stored put_entry(hearsay_store *s, const hearsay_entry *e)
{
    int64_t text = store_text_number(s, hearsay_document_id(e->doc));
    const bool new_text = !text && !s->failed;
    if (new_text && !e->packed) {
        store_fail(s, SQLITE_MISUSE, "an article that is new has to be read, and this one was only looked at");
        return HEARSAY_STORED_NOTHING;
    }
    if (new_text) text = put_text(s, e);
    int64_t article = article_of(s, e, text);
    const bool new_article = !article && !s->failed;
    if (new_article) {
        store_do(s, "INSERT INTO article (address) VALUES (?)", "t", e->address);
        article = sqlite3_last_insert_rowid(s->db);
    }
    if (!put_place(s, e, text, article)) return HEARSAY_STORED_NOTHING;
    return new_article ? HEARSAY_STORED_ARTICLE : new_text ? HEARSAY_STORED_VERSION : HEARSAY_STORED_PLACE;
}

hearsay_code hearsay_store_put(hearsay_store *store, hearsay_entry *const *entries, size_t n, hearsay_stored *stored, hearsay_error *err)
{
    if (!store || (n && !entries)) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or its articles are NULL");
    if (!n) return HEARSAY_OK;
    bool unread = false;
    if (store_begin(store)) {
        for (size_t i = 0; i < n && !store->failed; i++) {
            const hearsay_stored what = put_entry(store, entries[i]);
            if (stored) stored[i] = what;
        }
        unread = store->failed == SQLITE_MISUSE;
        claim_counts_renew(store);
        if (!store_end(store)) pairs_forget(store);
    }
    if (unread) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "%s", store->why);
        store->failed = 0;
        return HEARSAY_E_ARGUMENT;
    }
    return store_fault(store, err, n == 1 ? "adding an article" : "adding articles");
}

hearsay_code hearsay_store_add(hearsay_store *store, const hearsay_document *doc, const hearsay_place *place, hearsay_stored *stored,
                               hearsay_error *err)
{
    hearsay_error why;
    hearsay_entry *entry = hearsay_entry_new(doc, place, &why);
    hearsay_code code = entry ? hearsay_store_put(store, &entry, 1, stored, &why) : why.code;
    hearsay_entry_free(entry);
    if (code != HEARSAY_OK && err) *err = why;
    return code;
}

hearsay_code hearsay_store_has(hearsay_store *store, const char *id, bool *has, hearsay_error *err)
{
    if (!store || !id || !has) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, the id or where the answer goes is NULL");
    *has = store_text_number(store, id) != 0;
    return store_fault(store, err, "looking for an article");
}
