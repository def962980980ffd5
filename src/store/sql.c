/* sql.c: statements, transactions, failures. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/error.h"
#include "base/utf8.h"
#include "store/store.h"

bool store_fail(hearsay_store *s, int code, const char *why)
{
    if (!s->failed) {
        s->failed = code;
        snprintf(s->why, sizeof s->why, "%s", why);
    }
    return false;
}

/* Of a damaged page SQLite may say that it is out of memory: a record whose length is nearly 2^32 wraps around to no overflow pages, and room for
 * none is taken for a failed allocation (3.40, accessPayload()). So the file is looked at before that is believed. Where memory is really short
 * this fails too, and says nothing; it is not done without a failure, for it reads the whole file. */
static bool is_damaged(hearsay_store *s, char *why, size_t size)
{
    sqlite3_stmt *check = NULL;
    bool damaged = false;
    if (sqlite3_prepare_v2(s->db, "PRAGMA quick_check(1)", -1, &check, NULL) == SQLITE_OK && sqlite3_step(check) == SQLITE_ROW) {
        const char *found = (const char *)sqlite3_column_text(check, 0);
        damaged = found && strcmp(found, "ok") != 0;
        if (damaged) {
            /* "*** in database main ***" stands on a line before what was found. */
            const char *line = strncmp(found, "***", 3) == 0 ? strchr(found, '\n') : NULL;
            line = line ? line + 1 : found;
            snprintf(why, size, "%.*s", (int)strcspn(line, "\n"), line);
        }
    }
    sqlite3_finalize(check);
    return damaged;
}

/* errno was 0 before the call: what it is now is mostly the reason of a failed read or write, which SQLite does not tell. */
static bool note(hearsay_store *s, int code)
{
    const int kind = code & 0xFF, system = errno;
    char why[sizeof s->why];
    if (kind == SQLITE_OK || kind == SQLITE_ROW || kind == SQLITE_DONE) return true;
    if (kind == SQLITE_NOMEM && is_damaged(s, why, sizeof why)) return store_fail(s, SQLITE_CORRUPT, why);
    if (kind != SQLITE_IOERR) return store_fail(s, code, sqlite3_errmsg(s->db));
    if (code == SQLITE_IOERR_NOMEM || system == ENOMEM) return store_fail(s, SQLITE_NOMEM, "out of memory");
    if (system == ENOSPC || system == EDQUOT) return store_fail(s, SQLITE_FULL, strerror(system));
    return store_fail(s, code, system ? strerror(system) : sqlite3_errmsg(s->db));
}

hearsay_code store_fault(hearsay_store *s, hearsay_error *err, const char *doing)
{
    const int code = s->failed;
    s->failed = 0;
    switch (code & 0xFF) {
    case SQLITE_OK: return HEARSAY_OK;
    case SQLITE_NOMEM: return error_set(err, HEARSAY_E_NOMEM, 0, "%s: out of memory %s", s->path, doing);
    case SQLITE_FULL: return error_set(err, HEARSAY_E_IO, 0, "%s: %s: the disk is full; the store is as it was before", s->path, doing);
    case SQLITE_IOERR: return error_set(err, HEARSAY_E_IO, 0, "%s: %s: %s; the store is as it was before", s->path, doing, s->why);
    case SQLITE_CANTOPEN: return error_set(err, HEARSAY_E_IO, 0, "%s: the store cannot be opened: %s", s->path, s->why);
    case SQLITE_PERM:
    case SQLITE_READONLY: return error_set(err, HEARSAY_E_IO, 0, "%s: %s: the store can only be read", s->path, doing);
    case SQLITE_BUSY:
    case SQLITE_LOCKED: return error_set(err, HEARSAY_E_BUSY, 0, "%s: %s: another program keeps the store locked", s->path, doing);
    case SQLITE_NOTADB: return error_set(err, HEARSAY_E_STORE, 0, "%s: the file is no hearsay store", s->path);
    case SQLITE_CORRUPT: return error_set(err, HEARSAY_E_STORE, 0, "%s: %s: the store is damaged: %s", s->path, doing, s->why);
    default: return error_set(err, HEARSAY_E_STORE, 0, "%s: %s: %s", s->path, doing, s->why);
    }
}

/* ---- Statements -------------------------------------------------------------------------------------------------------------- */

static sqlite3_stmt *prepared(hearsay_store *s, const char *sql)
{
    for (unsigned i = 0; i < s->n_statements; i++)
        if (s->statements[i].sql == sql) return s->statements[i].query;
    sqlite3_stmt *query = NULL;
    if (s->n_statements == STATEMENTS_MOST) {
        store_fail(s, SQLITE_MISUSE, "too many statements");
        return NULL;
    }
    errno = 0;
    if (!note(s, sqlite3_prepare_v3(s->db, sql, -1, SQLITE_PREPARE_PERSISTENT, &query, NULL))) return NULL;
    s->statements[s->n_statements++] = (struct statement){ sql, query };
    return query;
}

void store_forget(hearsay_store *s)
{
    for (unsigned i = 0; i < s->n_statements; i++) sqlite3_finalize(s->statements[i].query);
    s->n_statements = 0;
}

static bool bind(hearsay_store *s, sqlite3_stmt *query, const char *types, va_list args)
{
    for (int i = 1; *types; types++, i++) {
        int code = SQLITE_MISUSE;
        switch (*types) {
        case 'i': code = sqlite3_bind_int64(query, i, va_arg(args, int64_t)); break;
        case 'd': code = sqlite3_bind_double(query, i, va_arg(args, double)); break;
        case 't': code = sqlite3_bind_text(query, i, va_arg(args, const char *), -1, SQLITE_STATIC); break;
        case 'u': {
            const uint32_t n = va_arg(args, uint32_t);
            code = n == HS_NONE ? sqlite3_bind_null(query, i) : sqlite3_bind_int64(query, i, n);
            break;
        }
        case 'b':
        case 'c': {
            const void *at = va_arg(args, const void *);
            const size_t len = va_arg(args, size_t);
            code = *types == 'b' ? sqlite3_bind_blob64(query, i, at, len, SQLITE_STATIC)
                                 : sqlite3_bind_text64(query, i, at, len, SQLITE_STATIC, SQLITE_UTF8);
            break;
        }
        default: break;
        }
        if (!note(s, code)) return false;
    }
    return true;
}

static sqlite3_stmt *query_with(hearsay_store *s, const char *sql, const char *types, va_list args)
{
    sqlite3_stmt *query = s->failed ? NULL : prepared(s, sql);
    if (!query) return NULL;
    if (bind(s, query, types, args)) return query;
    store_done(query);
    return NULL;
}

sqlite3_stmt *store_query(hearsay_store *s, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *query = query_with(s, sql, types, args);
    va_end(args);
    return query;
}

/* All of the library takes it that a text is UTF-8, and SQLite does not look. A blob counts for none where the schema has none. What there is not
 * memory enough for is NULL, which must not look like an absent value. */
static bool is_sound(hearsay_store *s, sqlite3_stmt *query)
{
    for (int i = sqlite3_column_count(query); i--;) {
        const int type = sqlite3_column_type(query, i);
        if (type != SQLITE_TEXT && type != SQLITE_BLOB) continue;
        const char *value = type == SQLITE_TEXT ? (const char *)sqlite3_column_text(query, i) : sqlite3_column_blob(query, i);
        const size_t len = (size_t)sqlite3_column_bytes(query, i);
        const char *declared = type == SQLITE_BLOB ? sqlite3_column_decltype(query, i) : NULL;
        if (!value && (len || type == SQLITE_TEXT)) return store_fail(s, SQLITE_NOMEM, "out of memory");
        if (type == SQLITE_TEXT ? utf8_invalid_at(value, len) < len : !declared || strcmp(declared, "BLOB") != 0)
            return store_fail(s, SQLITE_CORRUPT, "a text is no UTF-8");
    }
    return true;
}

bool store_row(hearsay_store *s, sqlite3_stmt *query)
{
    if (!query) return false;
    errno = 0;
    const int code = sqlite3_step(query);
    if (code == SQLITE_ROW && is_sound(s, query)) return true;
    note(s, code);
    store_done(query);
    return false;
}

void store_done(sqlite3_stmt *query)
{
    if (!query) return;
    sqlite3_reset(query);
    sqlite3_clear_bindings(query);
}

bool store_do(hearsay_store *s, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *query = query_with(s, sql, types, args);
    va_end(args);
    while (store_row(s, query)) {}
    return !s->failed;
}

int64_t store_number(hearsay_store *s, int64_t none, const char *sql, const char *types, ...)
{
    va_list args;
    va_start(args, types);
    sqlite3_stmt *query = query_with(s, sql, types, args);
    va_end(args);
    const int64_t n = store_row(s, query) ? sqlite3_column_int64(query, 0) : none;
    store_done(query);
    return n;
}

bool store_script(hearsay_store *s, const char *sql) { return !s->failed && note(s, sqlite3_exec(s->db, sql, NULL, NULL, NULL)); }

static const char take_back[] = "ROLLBACK";

static void roll_back(hearsay_store *s)
{
    sqlite3_stmt *query = sqlite3_get_autocommit(s->db) ? NULL : prepared(s, take_back);
    if (!query) return;
    sqlite3_step(query);
    sqlite3_reset(query);
}

bool store_begin(hearsay_store *s)
{
    s->corrections_read = false;
    s->claim_corrections_read = false;
    /* Prepared before it is needed: whoever is out of memory could not do it then, and would keep the lock and half of a transaction. */
    if (s->failed || !prepared(s, take_back)) return false;
    return store_do(s, "BEGIN IMMEDIATE", "");
}

bool store_end(hearsay_store *s)
{
    if (!s->failed) store_do(s, "COMMIT", "");
    if (!s->failed) return true;
    /* After some failures SQLite has taken it back already. */
    roll_back(s);
    return false;
}

/* ---- Values ------------------------------------------------------------------------------------------------------------------ */

const char *store_text_or_null(sqlite3_stmt *query, int column) { return (const char *)sqlite3_column_text(query, column); }

const char *store_text(sqlite3_stmt *query, int column)
{
    const char *s = store_text_or_null(query, column);
    return s ? s : "";
}

void store_now(char out[STORE_TIME])
{
    const time_t now = time(NULL);
    struct tm t;
    if (!gmtime_r(&now, &t) || !strftime(out, STORE_TIME, "%Y-%m-%dT%H:%M:%SZ", &t)) snprintf(out, STORE_TIME, "1970-01-01T00:00:00Z");
}

int64_t store_id(const char *id, char letter)
{
    char *end;
    if (!id || id[0] != letter || id[1] < '1' || id[1] > '9') return 0;
    const int64_t n = strtoll(id + 1, &end, 10);
    return *end ? 0 : n;
}

int64_t store_text_number(hearsay_store *s, const char *id) { return store_number(s, 0, "SELECT text FROM text WHERE id = ?", "t", id); }
