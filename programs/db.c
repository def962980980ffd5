/* db.c: opening a store, complaining of it, printing what it holds. */
#include "db.h"

#include <string.h>

#include "articles.h"

bool db_begin(const struct command *self, void *values, int argc, char **argv, int least, int most, struct parsed *p, enum exit_code *code)
{
    char why[300];
    *code = EXIT_MISUSE;
    if (!options_parse(self, values, argc, argv, p)) {
        articles_misuse(self, p->message);
        return false;
    }
    if (p->help) {
        help_command(stdout, self);
        *code = printed();
        return false;
    }
    if (p->n >= least && (most < 0 || p->n <= most)) {
        *code = EXIT_OK;
        return true;
    }
    if (p->n < least)
        snprintf(why, sizeof why, "needs %s", self->operands);
    else
        snprintf(why, sizeof why, "\"%.200s\" is too much", argv[1 + most]);
    articles_misuse(self, why);
    return false;
}

hearsay_store *db_open(const char *path, unsigned flags)
{
    hearsay_error err;
    hearsay_store *store = hearsay_store_open(path, flags, &err);
    if (!store) complain("%s", err.msg);
    return store;
}

enum exit_code db_failed(const hearsay_error *err)
{
    complain("%s", err->msg);
    return err->code == HEARSAY_E_NOT_FOUND ? EXIT_ARTICLES : EXIT_STORE;
}

enum exit_code db_unanswered(const hearsay_error *err)
{
    if (err->code != HEARSAY_E_ARGUMENT) return db_failed(err);
    complain("%s", err->msg);
    return EXIT_MISUSE;
}

static bool to_stdout(void *context, const char *bytes, size_t len)
{
    (void)context;
    return fwrite(bytes, 1, len, stdout) == len;
}

enum exit_code db_table(hearsay_store *store, const char *table, const hearsay_article_query *query, bool csv)
{
    hearsay_error err;
    if (hearsay_store_export(store, table, query, csv ? HEARSAY_CSV : HEARSAY_JSON, to_stdout, NULL, &err) != HEARSAY_OK) return db_unanswered(&err);
    return printed();
}

/* ---- Printing ---------------------------------------------------------------------------------------------------------------- */

/* A character of valid UTF-8: its bytes. */
static size_t character(const char *s)
{
    const unsigned char c = (unsigned char)s[0];
    size_t n = c >= 0xF0 ? 4 : c >= 0xE0 ? 3 : c >= 0xC0 ? 2 : 1;
    for (size_t i = 1; i < n; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80) return i;
    return n;
}

void db_print(const char *s, size_t columns)
{
    size_t wide = 0;
    for (size_t n; *s; s += n) {
        n = control_bytes(s);
        if (columns && wide + 1 == columns && s[n ? n : character(s)]) {
            fputs("…", stdout);
            return;
        }
        if (n)
            fputc(' ', stdout);
        else
            fwrite(s, 1, n = character(s), stdout);
        wide++;
    }
}

const char *db_grouped(char out[GROUPED], size_t n)
{
    char digits[24];
    const int len = snprintf(digits, sizeof digits, "%zu", n);
    size_t at = 0;
    for (int i = 0; i < len; i++) {
        if (i && (len - i) % 3 == 0) out[at++] = ',';
        out[at++] = digits[i];
    }
    out[at] = '\0';
    return out;
}
