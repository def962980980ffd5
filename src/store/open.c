/* open.c: opening a store: making it, knowing it, bringing an older one up to date.
 *
 * application_id says that the file is a store, user_version which schema it has. A newer schema is refused, since nobody knows what it means; an
 * older one goes through the migrations between, in one transaction. Tables of derived rows may be emptied by that: `hearsay rebuild` fills them
 * again. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "lexicon/index.h"
#include "store/claim_corrections.h"
#include "store/claim_counts.h"
#include "store/identities.h"
#include "store/link.h"
#include "store/pairs.h"
#include "store/store.h"

/* By cmake/store.cmake: schema.sql, then the steps from version 1 to 2, from 2 to 3, ... */
extern const struct table schema_tables[];

#define APPLICATION_ID 0x48525359 /* "HRSY" */
#define SCHEMA_VERSION 7
#define STRING_OF(n) #n
#define STRING(n) STRING_OF(n)

/* How long a writer waits for another: much longer than any transaction of ours takes. */
#define BUSY_MS 30000

static hearsay_code no_store(hearsay_store *s, hearsay_error *err)
{
    return error_set(err, HEARSAY_E_STORE, 0, "%s: the file is no hearsay store", s->path);
}

static bool prepare_connection(hearsay_store *s)
{
    sqlite3_busy_timeout(s->db, BUSY_MS);
    sqlite3_extended_result_codes(s->db, 1);
    /* What comes from a file is not trusted with more than data. */
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(s->db, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
    return store_script(s, "PRAGMA cache_size = -32768; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;");
}

/* Turning to the write-ahead log asks for the file alone, and SQLite does not call the busy handler for that while another process is about to do the
 * same: so it is asked again, for as long. */
static bool use_wal(hearsay_store *s)
{
    enum { PAUSE_MS = 20 };
    for (unsigned waited = 0; waited < BUSY_MS; waited += PAUSE_MS) {
        const int code = sqlite3_exec(s->db, "PRAGMA journal_mode = WAL;", NULL, NULL, NULL) & 0xff;
        if (code != SQLITE_BUSY && code != SQLITE_LOCKED) break;
        sqlite3_sleep(PAUSE_MS);
    }
    return store_script(s, "PRAGMA journal_mode = WAL;");
}

/* A schema is made as a whole, or, where another process was faster, not at all. */
static bool make_schema(hearsay_store *s)
{
    if (!use_wal(s) || !store_begin(s)) return false;
    if (!store_number(s, 0, "SELECT count(*) FROM sqlite_schema", "") && store_script(s, schema_tables[0].text))
        store_script(s, "PRAGMA application_id = " STRING(APPLICATION_ID) "; PRAGMA user_version = " STRING(SCHEMA_VERSION) ";");
    const bool good = store_end(s);
    store_forget(s);
    return good;
}

static hearsay_code migrate(hearsay_store *s, int64_t version, hearsay_error *err)
{
    if (s->read_only)
        return error_set(err, HEARSAY_E_STORE, 0,
                         "%s: the store has schema %d, from an older hearsay; open it for writing once, to bring it up to %d", s->path, (int)version,
                         SCHEMA_VERSION);
    if (store_begin(s)) {
        for (int64_t v = store_number(s, 0, "PRAGMA user_version", ""); v < SCHEMA_VERSION && !s->failed; v++) store_script(s, schema_tables[v].text);
        store_script(s, schema_tables[0].text);
        claim_counts_all(s);
        link_words_all(s);
        store_script(s, "PRAGMA user_version = " STRING(SCHEMA_VERSION) ";");
        store_end(s);
        store_forget(s);
    }
    return store_fault(s, err, "bringing the store up to date");
}

static hearsay_code check(hearsay_store *s, hearsay_error *err)
{
    const bool empty = !store_number(s, 0, "SELECT count(*) FROM sqlite_schema", "");
    if (!s->failed && empty && !s->read_only) make_schema(s);
    const int64_t application = store_number(s, 0, "PRAGMA application_id", ""), version = store_number(s, 0, "PRAGMA user_version", "");
    const hearsay_code code = store_fault(s, err, "opening the store");
    if (code != HEARSAY_OK) return code;
    if (application != APPLICATION_ID || version < 1) return no_store(s, err);
    if (version > SCHEMA_VERSION)
        return error_set(err, HEARSAY_E_STORE, 0, "%s: the store has schema %d, from a newer hearsay; this one (%s) knows none beyond %d", s->path,
                         (int)version, hearsay_version(), SCHEMA_VERSION);
    if (version < SCHEMA_VERSION) {
        const hearsay_code migrated = migrate(s, version, err);
        if (migrated != HEARSAY_OK) return migrated;
    }
    /* After a crash of the machine the last half second may be missing, but nothing is torn; after one of the program nothing is. */
    if (!s->read_only && use_wal(s)) store_script(s, "PRAGMA synchronous = NORMAL; PRAGMA wal_autocheckpoint = 16000;");
    return store_fault(s, err, "opening the store");
}

hearsay_store *hearsay_store_open(const char *path, unsigned flags, hearsay_error *err)
{
    if (!path || !*path || (flags & ~(HEARSAY_STORE_READ_ONLY | HEARSAY_STORE_EXISTING))) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "%s", path && *path ? "a flag of the store that is none" : "the store has no path");
        return NULL;
    }
    hearsay_store *s = calloc(1, sizeof *s);
    if (s) s->path = strdup(path);
    if (!s || !s->path) {
        free(s);
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a store");
        return NULL;
    }
    s->read_only = flags & HEARSAY_STORE_READ_ONLY;
    hearsay_error why;
    hearsay_code code = HEARSAY_OK;
    if (flags && access(path, F_OK)) {
        code = error_set(&why, HEARSAY_E_IO, 0, "%s: there is no such store", path);
    } else {
        const int mode = s->read_only ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
        const int opened = sqlite3_open_v2(path, &s->db, mode | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
        if (opened != SQLITE_OK)
            store_fail(s, s->db ? opened : SQLITE_NOMEM, s->db ? sqlite3_errmsg(s->db) : "out of memory");
        else
            prepare_connection(s);
        code = store_fault(s, &why, "opening the store");
        if (code == HEARSAY_OK) code = check(s, &why);
    }
    if (code == HEARSAY_OK) return s;
    hearsay_store_close(s);
    if (err) *err = why;
    return NULL;
}

bool store_lexicon(hearsay_store *s)
{
    if (!s->lexicon) s->lexicon = lexicon_open(NULL, 0, NULL);
    return s->lexicon || store_fail(s, SQLITE_NOMEM, "out of memory");
}

void hearsay_store_close(hearsay_store *store)
{
    if (!store) return;
    store_forget(store);
    sqlite3_close(store->db);
    pairs_forget(store);
    lexicon_close(store->lexicon);
    identities_forget(store);
    claim_corrections_forget(store);
    free(store->path);
    free(store);
}
