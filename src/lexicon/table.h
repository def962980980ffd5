/* table.h: a table of words, line by line: what all readers of lexicon/ but row.h's have in common. */
#ifndef HS_TABLE_H
#define HS_TABLE_H

#include <string.h>

#include "hearsay.h"

struct text { const char *at; size_t len; };

static inline bool text_is(struct text t, const char *word) { return strlen(word) == t.len && !memcmp(t.at, word, t.len); }

/* text_cut: cuts off what stands before the separator, which goes too. */
static inline struct text text_cut(struct text *t, char separator)
{
    const char *end = t->len ? memchr(t->at, separator, t->len) : NULL;
    struct text first = { t->at, end ? (size_t)(end - t->at) : t->len };
    const size_t used = first.len + (end != NULL);
    t->at += used;
    t->len -= used;
    return first;
}

/* A line that is neither empty nor a comment, without its end. Returns what is wrong with it, "" if memory ran out, NULL if nothing is. */
typedef const char *table_line(void *table, struct text line);

/* table_read: gives each line of the text to read(). False: one was wrong. table: NULL counts as memory that ran out.
 * Errors  HEARSAY_E_LEXICON (the message names the table, line and reason; at: where the line begins), HEARSAY_E_NOMEM. */
bool table_read(const char *name, const char *text, size_t len, table_line *read, void *table, hearsay_error *err);

#endif
