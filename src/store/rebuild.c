/* rebuild.c: what is derived, made anew: text by text, so that it can be interrupted and goes on where it stopped. Facts stay as they are. */
#include <string.h>

#include "base/error.h"
#include "store/claim_counts.h"
#include "store/derive.h"
#include "store/pairs.h"

hearsay_code hearsay_store_outdated(hearsay_store *store, const char *engine_id, const char *after, size_t n, hearsay_outdated *out, size_t *found,
                                    hearsay_error *err)
{
    if (!store || !out || !found) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the place for what is found is NULL");
    const int64_t engine = engine_id ? store_number(store, 0, "SELECT engine FROM engine WHERE id = ?", "t", engine_id) : -1;
    const int64_t last = after ? store_text_number(store, after) : 0;
    sqlite3_stmt *q = store_query(store,
                                  "SELECT t.id, r.engine = ?1 AND r.tables <> ?2 FROM text t LEFT JOIN reading r USING (text) "
                                  "WHERE t.text > ?3 AND (r.engine IS NOT ?1 OR r.tables <> ?2) ORDER BY t.text LIMIT ?4",
                                  "iiii", engine, (int64_t)TABLES_VERSION, last, (int64_t)n);
    for (*found = 0; store_row(store, q); ++*found) {
        hearsay_outdated *o = &out[*found];
        const char *id = store_text(q, 0);
        const size_t len = strlen(id);
        memcpy(o->id, id, len < HEARSAY_ID ? len + 1 : HEARSAY_ID);
        o->id[HEARSAY_ID - 1] = '\0';
        o->tables_only = sqlite3_column_int(q, 1);
    }
    return store_fault(store, err, "looking for what is out of date");
}

static bool renew(hearsay_store *s, const hearsay_entry *e)
{
    const int64_t text = store_text_number(s, hearsay_document_id(e->doc));
    if (!text || !e->packed) return store_fail(s, SQLITE_MISUSE, text ? "the document has not been read" : "the store has no such text");
    return derive_again(s, text, e);
}

hearsay_code hearsay_store_renew(hearsay_store *store, hearsay_entry *const *entries, size_t n, hearsay_error *err)
{
    if (!store || (n && !entries)) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or its articles are NULL");
    bool misuse = false;
    if (n && store_begin(store)) {
        for (size_t i = 0; i < n && renew(store, entries[i]); i++) {}
        misuse = store->failed == SQLITE_MISUSE;
        claim_counts_renew(store);
        if (!store_end(store)) pairs_forget(store);
    }
    const hearsay_code code = store_fault(store, err, "making an article's rows anew");
    return misuse ? error_set(err, HEARSAY_E_ARGUMENT, 0, "%s", store->why) : code;
}

hearsay_code hearsay_store_rebuild(hearsay_store *store, const hearsay_engine *eng, bool all, bool (*each)(void *context, const char *id),
                                   void *context, hearsay_error *err)
{
    if (!store || !eng) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the engine is NULL");
    hearsay_outdated next = { "", false };
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    opts.max_bytes = (size_t)1 << 30;
    for (bool first = true;; first = false) {
        size_t found;
        hearsay_code code = hearsay_store_outdated(store, all ? NULL : hearsay_engine_id(eng), first ? NULL : next.id, 1, &next, &found, err);
        if (code != HEARSAY_OK || !found) return code;
        hearsay_error why;
        hearsay_document *doc = next.tables_only ? hearsay_store_document(store, next.id, &why) : hearsay_store_page(store, next.id, &why);
        code = !doc ? why.code : next.tables_only ? HEARSAY_OK : hearsay_document_read(doc, eng, &opts, &why);
        hearsay_entry *entry = code == HEARSAY_OK ? hearsay_entry_new(doc, NULL, &why) : NULL;
        if (code == HEARSAY_OK) code = entry ? hearsay_store_renew(store, &entry, 1, &why) : why.code;
        hearsay_entry_free(entry);
        hearsay_document_free(doc);
        if (code != HEARSAY_OK && err) *err = why;
        if (code != HEARSAY_OK) return code;
        if (each && !each(context, next.id)) return HEARSAY_OK;
    }
}
