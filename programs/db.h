/* db.h: what the commands of the store have in common. */
#ifndef HEARSAY_DB_H
#define HEARSAY_DB_H

#include "command.h"
#include "hearsay.h"
#include "options.h"

#define DB_DEFAULT "hearsay.db"

/* Rows of a table of options; S: the command's struct of values. */
#define OPTION_DB(S) { 0, "db", "FILE", OPTION_TEXT, offsetof(S, db), 0, "the store" }
#define OPTION_QUERY_OUTLET(S) { 0, "outlet", "NAME", OPTION_TEXT, offsetof(S, query.outlet), 0, "only articles of this outlet" }
#define OPTION_SINCE(S) \
    { 0, "since", "DATE", OPTION_TEXT, offsetof(S, query.since), 0, \
      "only what was published on this day or later: 2023-02-07, 2023-02, 2023" }
#define OPTION_UNTIL(S) \
    { 0, "until", "DATE", OPTION_TEXT, offsetof(S, query.until), 0, \
      "only what was published on this day, in this month or year, or before" }
#define OPTION_LIMIT(S) OPTION_COUNT_ONLY(S, query.limit)

#define OPTION_COUNT_ONLY(S, field) { 'n', "limit", "N", OPTION_SIZE, offsetof(S, field), (uint64_t)1 << 50, "at most so many" }

/* The options and operands of a command, least to most of them (most < 0: any number). False: *code says how it ended. */
bool db_begin(const struct command *self, void *values, int argc, char **argv, int least, int most, struct parsed *p, enum exit_code *code);

/* NULL after a complaint. */
hearsay_store *db_open(const char *path, unsigned flags);

/* Complains of what failed; EXIT_ARTICLES for something that is not there, else EXIT_STORE. */
enum exit_code db_failed(const hearsay_error *err);

/* The same of a question; EXIT_MISUSE for one that cannot be asked. */
enum exit_code db_unanswered(const hearsay_error *err);

/* Prints a table of hearsay_store_export() on standard output, to the exit status. */
enum exit_code db_table(hearsay_store *store, const char *table, const hearsay_article_query *query, bool csv);

/* Prints a text without the control characters that a terminal would obey, at most so many columns wide (0: any); white space becomes a space. */
void db_print(const char *s, size_t columns);

/* "1,234,567" */
enum { GROUPED = 32 };
const char *db_grouped(char out[GROUPED], size_t n);

#endif
