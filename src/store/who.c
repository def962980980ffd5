/* who.c: lists of identities. */
#include <ctype.h>
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "store/store.h"

/* Does each word of what was asked begin a word of the name? In ASCII's case. */
static bool name_matches(const char *name, const char *asked)
{
    for (const char *w = asked + strspn(asked, " "); *w;) {
        const size_t len = strcspn(w, " ");
        bool found = false;
        for (const char *n = name; *n && !found; n++) found = (n == name || !isalnum((unsigned char)n[-1])) && !strncasecmp(n, w, len);
        if (!found) return false;
        w += len;
        w += strspn(w, " ");
    }
    return true;
}

hearsay_code hearsay_store_identities(hearsay_store *store, const hearsay_identity_query *query,
                                      bool (*each)(void *context, const hearsay_identity *identity), void *context, hearsay_error *err)
{
    hearsay_identity_query known = HEARSAY_IDENTITY_QUERY_INIT;
    if (!store || !each || !versioned_copy(&known, sizeof known, query))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the function is NULL, or the query gives a size that cannot be");
    const int64_t only = known.id ? store_id(known.id, 's') : 0;
    sqlite3_stmt *q = store_query(store,
                                  "SELECT identity, name, kind, code FROM identity WHERE (?1 IS NULL OR kind = ?1) AND (?2 IS NULL OR code = ?2) AND "
                                  "identity BETWEEN ?3 AND ?4 ORDER BY sightings DESC, identity",
                                  "ttii", known.kind, known.code, only, known.id ? only : INT64_MAX);
    for (size_t given = 0; store_row(store, q);) {
        char id[HEARSAY_IDENTITY_ID];
        const int64_t n = sqlite3_column_int64(q, 0);
        if (known.name && !name_matches(store_text(q, 1), known.name)) continue;
        snprintf(id, sizeof id, "s%" PRId64, n);
        const hearsay_identity i = {
            .id = id,
            .name = store_text(q, 1),
            .kind = store_text(q, 2),
            .code = store_text_or_null(q, 3),
            .articles = (size_t)store_number(store, 0, "SELECT count(DISTINCT text) FROM actor WHERE identity = ?", "i", n),
            .attributions = (size_t)store_number(
                store, 0, "SELECT count(*) FROM actor a JOIN attribution t ON t.text = a.text AND t.actor = a.n WHERE a.identity = ?", "i", n),
        };
        if (!store->failed && each(context, &i) && (!known.limit || ++given < known.limit)) continue;
        store_done(q);
        break;
    }
    return store_fault(store, err, "listing actors");
}

hearsay_code hearsay_store_identity(hearsay_store *store, const char *text_id, size_t actor, char id[HEARSAY_IDENTITY_ID], hearsay_error *err)
{
    if (!store || !text_id || !id || actor > INT32_MAX)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, the text or the place for the id is NULL");
    const int64_t n =
        store_number(store, 0, "SELECT a.identity FROM actor a JOIN text t USING (text) WHERE t.id = ? AND a.n = ? AND a.identity IS NOT NULL", "ti",
                     text_id, (int64_t)actor + 1);
    *id = '\0';
    if (n) snprintf(id, HEARSAY_IDENTITY_ID, "s%" PRId64, n);
    return store_fault(store, err, "looking for an actor");
}

hearsay_code hearsay_store_sightings(hearsay_store *store, const char *id, bool (*each)(void *context, const char *text_id, size_t actor),
                                     void *context, hearsay_error *err)
{
    if (!store || !id || !each) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, the actor or the function is NULL");
    const int64_t n =
        store_number(store, 0, "SELECT identity FROM identity WHERE identity = CAST(substr(?1, 2) AS INTEGER) AND 's' || identity = ?1", "t", id);
    if (!n && !store->failed) return error_set(err, HEARSAY_E_NOT_FOUND, 0, "the store has no actor \"%s\"", id);
    sqlite3_stmt *q = store_query(store,
                                  "SELECT t.id, a.n, (SELECT min(p.published) FROM place p WHERE p.text = a.text) AS day "
                                  "FROM actor a JOIN text t USING (text) WHERE a.identity = ? ORDER BY day IS NULL, day, a.text, a.n",
                                  "i", n);
    while (store_row(store, q)) {
        char text[HEARSAY_ID];
        snprintf(text, sizeof text, "%s", store_text(q, 0));
        if (each(context, text, (size_t)sqlite3_column_int64(q, 1) - 1)) continue;
        store_done(q);
        break;
    }
    return store_fault(store, err, "looking for an actor's articles");
}
