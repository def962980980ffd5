/* store: a damaged store, used through the whole API.
 *
 *   bytes   the last two bytes say how it is damaged and what is asked of it; what stands before
 *             0  is a list of places and what is written over them: three bytes for the offset, one for the length, the bytes;
 *             1  is a line a cell: "text.blocks 0 t[["headline",0,9]]": table and column, row, type, value; SQLite sees nothing wrong then, and
 *                all that stands between the value and us is our own care. Types: t text, b blob, i integer, r real, n NULL, p packed as a
 *                document is;
 *             2  is the file.
 * Whatever comes back must be a code that the header names, with a message, and a document must be whole. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <zlib.h>

#include "fuzz.h"

/* ---- Damage -------------------------------------------------------------------------------------------------------------------- */

static void overwrite(uint8_t *file, size_t size, const uint8_t *data, size_t n)
{
    while (n > 4) {
        const size_t at = ((size_t)data[0] << 16 | (size_t)data[1] << 8 | data[2]) % size;
        size_t len = data[3] % 32;
        data += 4;
        n -= 4;
        if (len > n) len = n;
        if (len > size - at) len = size - at;
        memcpy(file + at, data, len);
        data += len;
        n -= len;
    }
}

enum { CELLS_MOST = 400 };
static struct cell {
    char name[80];
    char *update;
} cells[CELLS_MOST];
static size_t n_cells;

/* The row of a table, by its key: (a, b) = (SELECT a, b FROM t LIMIT 1 OFFSET ?). */
static char *key_of(sqlite3 *db, const char *table)
{
    char list[200] = "";
    sqlite3_stmt *q;
    char *sql = sqlite3_mprintf("SELECT name FROM pragma_table_info(%Q) WHERE pk ORDER BY pk", table);
    if (sqlite3_prepare_v2(db, sql, -1, &q, NULL) != SQLITE_OK) abort();
    while (sqlite3_step(q) == SQLITE_ROW)
        snprintf(list + strlen(list), sizeof list - strlen(list), "%s\"%s\"", *list ? "," : "", (const char *)sqlite3_column_text(q, 0));
    sqlite3_finalize(q);
    sqlite3_free(sql);
    return sqlite3_mprintf("(%s) = (SELECT %s FROM \"%w\" LIMIT 1 OFFSET ?2)", *list ? list : "rowid", *list ? list : "rowid", table);
}

static void find_cells(sqlite3 *db)
{
    sqlite3_stmt *q;
    if (n_cells) return;
    if (sqlite3_prepare_v2(db,
                           "SELECT s.name, c.name FROM sqlite_schema s, pragma_table_info(s.name) c WHERE s.type = 'table' "
                           "AND s.sql NOT LIKE 'CREATE VIRTUAL%' AND s.name NOT LIKE 'sqlite%'",
                           -1, &q, NULL) != SQLITE_OK)
        abort();
    for (; sqlite3_step(q) == SQLITE_ROW && n_cells < CELLS_MOST; n_cells++) {
        const char *table = (const char *)sqlite3_column_text(q, 0), *column = (const char *)sqlite3_column_text(q, 1);
        char *key = key_of(db, table);
        snprintf(cells[n_cells].name, sizeof cells->name, "%s.%s", table, column);
        cells[n_cells].update = sqlite3_mprintf("UPDATE OR IGNORE \"%w\" SET \"%w\" = ?1 WHERE %s", table, column, key);
        sqlite3_free(key);
    }
    sqlite3_finalize(q);
}

static void bind_packed(sqlite3_stmt *q, const char *value, size_t len)
{
    uLongf n = compressBound(len);
    unsigned char *out = malloc(n + 8);
    if (!out || compress(out + 8, &n, (const unsigned char *)value, len) != Z_OK) abort();
    for (unsigned i = 0; i < 8; i++) out[i] = (unsigned char)((uint64_t)len >> (8 * i));
    sqlite3_bind_blob(q, 1, out, (int)n + 8, SQLITE_TRANSIENT);
    free(out);
}

static void set_cell(sqlite3 *db, const char *update, int row, const char *value, size_t len)
{
    sqlite3_stmt *q;
    char number[64] = "";
    const char type = len ? *value : 'n';
    if (sqlite3_prepare_v2(db, update, -1, &q, NULL) != SQLITE_OK) return;
    sqlite3_bind_int(q, 2, row);
    if (len) value++, len--;
    memcpy(number, value, len < sizeof number - 1 ? len : sizeof number - 1);
    switch (type) {
    case 't': sqlite3_bind_text64(q, 1, value, len, SQLITE_STATIC, SQLITE_UTF8); break;
    case 'b': sqlite3_bind_blob64(q, 1, value, len, SQLITE_STATIC); break;
    case 'i': sqlite3_bind_int64(q, 1, strtoll(number, NULL, 10)); break;
    case 'r': sqlite3_bind_double(q, 1, strtod(number, NULL)); break;
    case 'p': bind_packed(q, value, len); break;
    default: sqlite3_bind_null(q, 1); break;
    }
    sqlite3_step(q);
    sqlite3_finalize(q);
}

static void change_cells(const char *path, const char *text, size_t size)
{
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) abort();
    sqlite3_exec(db, "PRAGMA ignore_check_constraints = ON; PRAGMA foreign_keys = OFF; PRAGMA synchronous = OFF; BEGIN;", NULL, NULL, NULL);
    find_cells(db);
    for (const char *end; size; size -= (size_t)(end - text), text = end) {
        const char *newline = memchr(text, '\n', size);
        const size_t len = newline ? (size_t)(newline - text) : size;
        end = text + len + (newline != NULL);
        char name[80], *after;
        const size_t n = len < sizeof name - 1 ? len : sizeof name - 1;
        memcpy(name, text, n);
        name[n] = '\0';
        after = strchr(name, ' ');
        if (!after) continue;
        *after++ = '\0';
        for (size_t i = 0; i < n_cells; i++) {
            if (strcmp(cells[i].name, name) != 0) continue;
            char *value;
            const int row = (int)strtol(after, &value, 10);
            const size_t skipped = (size_t)(value - name) + (*value == ' ');
            if (skipped <= len) set_cell(db, cells[i].update, row, text + skipped, len - skipped);
            break;
        }
    }
    sqlite3_exec(db, "COMMIT; PRAGMA wal_checkpoint(TRUNCATE);", NULL, NULL, NULL);
    sqlite3_close(db);
}

/* ---- What is asked ------------------------------------------------------------------------------------------------------------- */

static hearsay_error why;

static bool is(hearsay_code code)
{
    switch (code) {
    case HEARSAY_OK: return true;
    case HEARSAY_E_ARGUMENT:
    case HEARSAY_E_IO:
    case HEARSAY_E_STORE:
    case HEARSAY_E_NOT_FOUND:
        if (why.code == code && why.msg[0]) break;
        __attribute__((fallthrough));
    default: fprintf(stderr, "fuzz: %s: %s\n", hearsay_code_name(code), why.msg); abort();
    }
    why = (hearsay_error){ 0 };
    return false;
}

enum { IDS = 6 };
static char ids[IDS][HEARSAY_ID];
static size_t n_ids;

static bool each_article(void *context, const hearsay_article *a)
{
    (void)context;
    if (!a->id || !a->uri || !a->file || !a->headline || !a->seen) abort();
    if (n_ids < IDS) snprintf(ids[n_ids++], HEARSAY_ID, "%s", a->id);
    return true;
}

static bool each_version(void *context, const hearsay_article *a)
{
    (void)context;
    return a->id != NULL;
}

static bool each_hit(void *context, const hearsay_hit *hit)
{
    (void)context;
    size_t points = 0;
    for (const char *s = hit->snippet; *s; s++) points += ((unsigned char)*s & 0xC0) != 0x80;
    for (size_t i = 0; i < hit->found.n; i++)
        if (hit->found.at[i].start > hit->found.at[i].end || hit->found.at[i].end > points) abort();
    return true;
}

static char identities[2][HEARSAY_IDENTITY_ID];
static bool each_identity(void *context, const hearsay_identity *who)
{
    size_t *n = context;
    if (!who->name || !who->kind) abort();
    if (*n < 2) snprintf(identities[(*n)++], HEARSAY_IDENTITY_ID, "%s", who->id);
    return true;
}

static bool each_row(void *context, const char *bytes, size_t len)
{
    *(size_t *)context += len;
    return bytes != NULL;
}

static bool go_on(void *context, const char *id) { return ++*(size_t *)context < 50 && id; }

static void documents(hearsay_store *s)
{
    hearsay_document *before = NULL;
    for (size_t i = 0; i < n_ids; i++) {
        hearsay_document *doc = hearsay_store_document(s, ids[i], &why);
        if (!doc) is(why.code);
        char *out = NULL;
        if (doc && before && is(hearsay_diff_write(before, doc, HEARSAY_TEXT, NULL, &out, NULL, &why))) hearsay_string_free(out);
        fuzz_walk(before);
        before = doc;
        is(hearsay_store_versions(s, ids[i], each_version, NULL, &why));
        char who[HEARSAY_IDENTITY_ID];
        is(hearsay_store_identity(s, ids[i], i, who, &why));
    }
    fuzz_walk(before);
}

static void pages(hearsay_store *s)
{
    for (size_t i = 0; i < n_ids; i++) {
        hearsay_document *page = hearsay_store_page(s, ids[i], &why);
        if (!page) is(why.code);
        fuzz_walk(page);
    }
}

static void lists(hearsay_store *s)
{
    static const char *const tables[] = { "articles", "places", "actors", "attributions", "claims", "positions", "copies", "corrections" };
    size_t bytes = 0;
    for (size_t i = 0; i < sizeof tables / sizeof *tables; i++)
        is(hearsay_store_export(s, tables[i], NULL, i & 1 ? HEARSAY_CSV : HEARSAY_JSON, each_row, &bytes, &why));
    hearsay_store_stats stats;
    is(hearsay_store_stats_get(s, &stats, &why));
}

static void searches(hearsay_store *s)
{
    static const char *const words[] = { "dam", "\"night buses\"", "counc* OR iran", "mayor -dam" };
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) is(hearsay_store_search(s, words[i], NULL, each_hit, NULL, &why));
}

static void traces(hearsay_store *s)
{
    static const hearsay_format formats[] = { HEARSAY_JSON, HEARSAY_TEXT, HEARSAY_CSV, HEARSAY_DOT, HEARSAY_SVG, HEARSAY_HTML };
    hearsay_trace_query q = HEARSAY_TRACE_QUERY_INIT;
    q.words = "dam buses";
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *out = NULL;
        if (i == 3) q.words = NULL, q.code = "ACCUSE";
        if (is(hearsay_store_trace(s, NULL, &q, formats[i], NULL, &out, NULL, &why))) hearsay_string_free(out);
    }
    q.words = q.actor = NULL;
    q.claim = "k1";
    char *out = NULL;
    if (is(hearsay_store_trace(s, NULL, &q, HEARSAY_JSON, NULL, &out, NULL, &why))) hearsay_string_free(out);
}

static void writing(hearsay_store *s)
{
    size_t n = 0;
    is(hearsay_store_identities(s, NULL, each_identity, &n, &why));
    if (n == 2) is(hearsay_store_merge(s, identities[0], identities[1], &why));
    const char *first = ids[0];
    if (n && n_ids) is(hearsay_store_split(s, identities[0], &first, 1, &why));
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    opts.uri = "https://marlow.example/dam";
    static const char text[] = "Dam\nThe dam, Ada Lind said, was built by Iran. The council denied that it had been asked.\n";
    hearsay_document *doc = hearsay_read(fuzz_tiny(), text, sizeof text - 1, &opts, NULL);
    if (!doc) abort();
    is(hearsay_store_add(s, doc, NULL, NULL, &why));
    hearsay_document_free(doc);
}

static void rebuild(hearsay_store *s)
{
    size_t n = 0;
    is(hearsay_store_rebuild(s, fuzz_tiny(), false, go_on, &n, &why));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static uint8_t *copy;
    size_t n;
    const uint8_t *base = fuzz_store(&n);
    const uint8_t asked = fuzz_control(data, &size), how = fuzz_control(data, &size) % 3;
    if (!copy && !(copy = malloc(n))) abort();
    memcpy(copy, base, n);
    if (how == 0) overwrite(copy, n, data, size);
    const char *path = how == 2 ? fuzz_store_file(data, size) : fuzz_store_file(copy, n);
    if (how == 1) change_cells(path, (const char *)data, size);
    n_ids = 0;
    hearsay_store *s = hearsay_store_open(path, asked & 1 ? HEARSAY_STORE_READ_ONLY : 0, &why);
    if (!s) return is(why.code), 0;
    is(hearsay_store_articles(s, NULL, each_article, NULL, &why));
    if (n_ids) is(hearsay_store_find(s, ids[0], ids[IDS - 1], &why));
    if (asked & 2) documents(s);
    if (asked & 4) pages(s);
    if (asked & 8) lists(s);
    if (asked & 16) searches(s);
    if (asked & 32) traces(s);
    if (asked & 64 && !(asked & 1)) writing(s);
    if (asked & 128 && !(asked & 1)) rebuild(s);
    hearsay_store_close(s);
    return 0;
}
