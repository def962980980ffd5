/* table.c: the lines of a table. */
#include "lexicon/table.h"

#include "base/error.h"

bool table_read(const char *name, const char *text, size_t len, table_line *read, void *table, hearsay_error *err)
{
    struct text rest = { text, len };
    const char *why = table ? NULL : "";
    size_t n = 0, at = 0;
    while (!why && rest.len) {
        at = len - rest.len;
        n++;
        struct text line = text_cut(&rest, '\n');
        if (line.len && line.at[line.len - 1] == '\r') line.len--;
        if (line.len && *line.at != '#') why = read(table, line);
    }
    if (!why) return true;
    if (*why)
        error_set(err, HEARSAY_E_LEXICON, at, "%s, line %zu: %s", name, n, why);
    else
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %s", name);
    return false;
}
