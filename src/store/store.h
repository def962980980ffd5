/* store.h: a store from inside: one connection to its SQLite file, and the few calls by which all of src/store speaks SQL.
 *
 *     sqlite3_stmt *q = store_query(s, "SELECT text FROM place WHERE article = ? AND line = ?", "ii", article, line);
 *     while (store_row(s, q)) ... sqlite3_column_int64(q, 0) ...
 *     if (s->failed) ... store_fault(s, err, "listing places") ...
 *
 * A statement is known by the address of its SQL, a string literal, and prepared once. The first failure is kept in `failed`, and every call after
 * it does nothing, so that a row of calls is checked once, at its end. Values are always bound, never written into SQL. */
#ifndef HS_STORE_H
#define HS_STORE_H

#include <sqlite3.h>

#include "document.h"
#include "lexicon/lexicon.h"

enum { STATEMENTS_MOST = 200, PAIRED_MOST = 256 };

struct hearsay_store {
    sqlite3 *db;
    char *path;
    bool read_only;
    struct statement { const char *sql; sqlite3_stmt *query; } statements[STATEMENTS_MOST];
    unsigned n_statements;
    int failed;                                /* the first SQLite code that was none of OK, ROW and DONE; 0 */
    char why[200];                             /* SQLite's words for it */
    struct lexicon *lexicon;                   /* NULL until it is needed: store_lexicon() */
    struct paired *paired[PAIRED_MOST];         /* of pairs.c, as the next */
    uint64_t paired_uses;
    struct correction *corrections;            /* of identities.c: read once a transaction */
    uint32_t n_corrections;
    bool corrections_read;
    struct claim_correction *claim_corrections;    /* of claim_corrections.c: the same */
    uint32_t n_claim_corrections;
    bool claim_corrections_read;
    struct split_side *split_sides;                /* of its splits; NULL: not made yet */
    uint32_t n_split_sides;
    bool can_search;                           /* search.c has told FTS5 of its own function */
};

/* store_lexicon: the tables that are built in, which know agencies and state media; opened when the first text comes, or a trace (3 ms). False:
 * out of memory. */
bool store_lexicon(hearsay_store *s);

/* store_query: a statement with its parameters bound, ready for store_row(). types: a letter for each:
 *   i  int64_t    d  double    t  const char *, NULL for SQL's NULL    b  const void *, then size_t: a blob    u  uint32_t, HS_NONE for NULL
 *   c  const char *, then size_t: a text that need not end in NUL
 * Texts and blobs must last until the statement has run. NULL after a failure. */
sqlite3_stmt *store_query(hearsay_store *s, const char *sql, const char *types, ...);

/* The next row; false: there is none, or something failed; the statement is ready for the next store_query(). */
bool store_row(hearsay_store *s, sqlite3_stmt *query);

/* Leaves a query that may have more rows. NULL is allowed. */
void store_done(sqlite3_stmt *query);

/* A statement that gives no rows. False: something failed. */
bool store_do(hearsay_store *s, const char *sql, const char *types, ...);

/* The first column of the first row; `none` if there is no row. */
int64_t store_number(hearsay_store *s, int64_t none, const char *sql, const char *types, ...);

/* Forgets all statements. Behind a change of the schema, which has them prepared again when they are run: too late for ROLLBACK, without memory. */
void store_forget(hearsay_store *s);

/* SQL without parameters, several statements perhaps, that is not kept. */
bool store_script(hearsay_store *s, const char *sql);

/* A transaction that may write begins with the lock, so that it cannot fail half-way because of another one. */
bool store_begin(hearsay_store *s);

/* Ends it: writes it, or takes it back after a failure, which stays in `failed`. False: nothing was written. */
bool store_end(hearsay_store *s);

/* What failed as an error, and forgotten; HEARSAY_OK if nothing did. `doing`: "adding an article". */
hearsay_code store_fault(hearsay_store *s, hearsay_error *err, const char *doing);

/* Marks a failure that is not SQLite's: SQLITE_NOMEM, SQLITE_CORRUPT. Always false. */
bool store_fail(hearsay_store *s, int code, const char *why);

/* A column as a string, "" for NULL, and as one that is NULL. Good until the next row. */
const char *store_text(sqlite3_stmt *query, int column);
const char *store_text_or_null(sqlite3_stmt *query, int column);

/* Now, as the store writes times. */
enum { STORE_TIME = 24 };
void store_now(char out[STORE_TIME]);

/* 12 for "k12" and the letter k; 0: it is no such number. */
int64_t store_id(const char *id, char letter);

/* The text with this id; 0: it is not there. */
int64_t store_text_number(hearsay_store *s, const char *id);

#endif
