/* bad_tables.h: tables that make no sense, and what their readers say of them, down to the byte. */
#ifndef HS_TEST_BAD_TABLES_H
#define HS_TEST_BAD_TABLES_H

#include <string.h>

#include "hearsay.h"

struct bad_table {
    int line;
    const char *text, *message;
    size_t at;
};

static void bad_table_check(const struct bad_table *row, const void *table, const hearsay_error *err)
{
    if (table) fail_msg("row of line %d was read", row->line);
    if (err->code != HEARSAY_E_LEXICON || strcmp(err->msg, row->message) || err->at != row->at)
        fail_msg("row of line %d: %d at %zu: %s", row->line, err->code, err->at, err->msg);
}

/* Readers give pointers of types of their own. */
#define BAD_TABLES_CHECK(rows, read) \
    do { \
        for (size_t i_ = 0; i_ < sizeof(rows) / sizeof *(rows); i_++) { \
            hearsay_error err_ = { 0 }; \
            const void *table_ = read("t", (rows)[i_].text, strlen((rows)[i_].text), &err_); \
            bad_table_check(&(rows)[i_], table_, &err_); \
        } \
    } while (0)

#endif
