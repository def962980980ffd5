/* documents.c: what the store has of one text as a document: as it was read, or as its page was before it was read. */
#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/json.h"
#include "store/documents.h"
#include "store/entry.h"
#include "view.h"

static hearsay_code not_found(hearsay_store *s, const char *id, hearsay_error *err)
{
    return error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: there is no article with the id %.40s", s->path, id);
}

static bool copied(struct arena *a, const char **to, const char *s)
{
    *to = s ? arena_strdup(a, s, strlen(s)) : NULL;
    return !s || *to;
}

/* The row is at hand: body, document, engine. */
static struct hearsay_document *read_from(sqlite3_stmt *q, hearsay_error *err)
{
    const void *packed = sqlite3_column_blob(q, 1);
    struct hearsay_document *doc =
        unpacked_document(packed, (size_t)sqlite3_column_bytes(q, 1), store_text(q, 0), (size_t)sqlite3_column_bytes(q, 0), err);
    if (!doc || copied(doc->arena, &doc->engine, store_text(q, 2))) return doc;
    hearsay_document_free(doc);
    error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a document of the store");
    return NULL;
}

hearsay_document *hearsay_store_document(hearsay_store *store, const char *id, hearsay_error *err)
{
    if (!store || !id) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the id is NULL");
        return NULL;
    }
    sqlite3_stmt *q =
        store_query(store, "SELECT t.body, r.document, e.id FROM text t JOIN reading r USING (text) JOIN engine e USING (engine) WHERE t.id = ?", "t",
                    id);
    hearsay_document *doc = NULL;
    if (store_row(store, q)) {
        doc = read_from(q, err);
        store_done(q);
    } else if (store_fault(store, err, "looking for an article") == HEARSAY_OK) {
        not_found(store, id, err);
    }
    return doc;
}

/* ---- The page ---------------------------------------------------------------------------------------------------------------- */

/* The byte at which a code point begins; they come in ascending order. False: it lies outside the text. */
static bool byte_of(const struct hearsay_document *doc, json_int_t point, uint32_t *byte, json_int_t *at)
{
    while (*at < point && *byte < doc->len) {
        do ++*byte;
        while (*byte < doc->len && ((unsigned char)doc->text[*byte] & 0xC0) == 0x80);
        ++*at;
    }
    return *at == point;
}

static bool blocks_from(struct hearsay_document *doc, const json_t *list, bool *no_memory)
{
    const uint32_t n = (uint32_t)json_array_size(list);
    uint32_t byte = 0;
    json_int_t at = 0;
    doc->blocks = ARENA_ZARRAY(doc->arena, struct block, n);
    *no_memory = !doc->blocks;
    for (uint32_t i = 0; doc->blocks && i < n; i++, doc->n_blocks++) {
        const json_t *row = json_array_get(list, i);
        const char *kind = json_string_value(json_array_get(row, 0));
        struct block *b = &doc->blocks[i];
        while (kind && b->kind < BLOCK_KINDS && strcmp(block_kind_names[b->kind], kind) != 0) b->kind++;
        if (!kind || b->kind == BLOCK_KINDS || !byte_of(doc, json_integer_value(json_array_get(row, 1)), &byte, &at)) return false;
        b->span.start = byte;
        if (!byte_of(doc, json_integer_value(json_array_get(row, 2)), &byte, &at)) return false;
        b->span.end = byte;
    }
    return doc->blocks;
}

static bool metadata(hearsay_store *s, struct hearsay_document *doc, int64_t text)
{
    bool good = true;
    sqlite3_stmt *q =
        store_query(s, "SELECT uri, outlet, title, author, published, modified FROM place WHERE text = ? ORDER BY place LIMIT 1", "i", text);
    if (store_row(s, q)) {
        struct arena *a = doc->arena;
        const char *uri = store_text(q, 0);
        good = copied(a, &doc->uri, *uri ? uri : NULL) && copied(a, &doc->outlet, store_text_or_null(q, 1)) &&
               copied(a, &doc->title, store_text_or_null(q, 2)) && copied(a, &doc->author, store_text_or_null(q, 3)) &&
               copied(a, &doc->published, store_text_or_null(q, 4)) && copied(a, &doc->modified, store_text_or_null(q, 5));
        store_done(q);
    }
    return good && !s->failed;
}

/* The row is at hand: text, language, blocks, body. */
static hearsay_document *page_from(hearsay_store *s, sqlite3_stmt *q, hearsay_error *err)
{
    struct arena *arena = arena_new(0);
    struct hearsay_document *doc = arena ? ARENA_ZARRAY(arena, struct hearsay_document, 1) : NULL;
    bool lacking = !doc, good = false;
    if (doc) {
        json_error_t why;
        doc->arena = arena;
        doc->text = arena_strdup(arena, store_text(q, 3), (size_t)sqlite3_column_bytes(q, 3));
        doc->len = (uint32_t)sqlite3_column_bytes(q, 3);
        lacking = !doc->text || !copied(arena, &doc->language, store_text_or_null(q, 1));
        json_t *blocks = lacking ? NULL : json_parse(store_text(q, 2), (size_t)sqlite3_column_bytes(q, 2), 0, &why, &lacking);
        if (blocks) {
            doc->id = XXH3_64bits(doc->text, doc->len);
            good = blocks_from(doc, blocks, &lacking) && metadata(s, doc, sqlite3_column_int64(q, 0));
            json_decref(blocks);
        }
    }
    if (good && view_make(doc, err) == HEARSAY_OK) return doc;
    if (lacking || arena_failed(arena))
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a text of the store");
    else if (!good && store_fault(s, err, "reading a text") == HEARSAY_OK)
        error_set(err, HEARSAY_E_STORE, 0, "%s: the blocks of a text are damaged", s->path);
    arena_free(arena);
    return NULL;
}

static bool has_failed(hearsay_store *s, const hearsay_error *why)
{
    return store_fail(s, why->code == HEARSAY_E_NOMEM ? SQLITE_NOMEM : SQLITE_CORRUPT, why->msg);
}

struct hearsay_document *document_page(hearsay_store *s, int64_t text)
{
    hearsay_error why = { HEARSAY_E_STORE, 0, "a text is not there" };
    sqlite3_stmt *q = store_query(s, "SELECT text, language, blocks, body FROM text WHERE text = ?", "i", text);
    struct hearsay_document *doc = store_row(s, q) ? page_from(s, q, &why) : NULL;
    if (doc) store_done(q);
    if (!doc) has_failed(s, &why);
    return doc;
}

hearsay_document *hearsay_store_page(hearsay_store *store, const char *id, hearsay_error *err)
{
    if (!store || !id) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "the store or the id is NULL");
        return NULL;
    }
    sqlite3_stmt *q = store_query(store, "SELECT text, language, blocks, body FROM text WHERE id = ?", "t", id);
    hearsay_document *doc = NULL;
    if (store_row(store, q)) {
        doc = page_from(store, q, err);
        store_done(q);
    } else if (store_fault(store, err, "looking for an article") == HEARSAY_OK) {
        not_found(store, id, err);
    }
    return doc;
}
