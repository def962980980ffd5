/* loaded_words.h: the table of lexicon/loaded.tsv: words by which an outlet takes a side, and where they do.
 *
 * MEMORY  Read-only once made, so any number of threads may ask at once; a lookup allocates nothing. */
#ifndef HS_LOADED_WORDS_H
#define HS_LOADED_WORDS_H

#include "document.h"

enum loaded_place { LOADED_CUE, LOADED_OWN, LOADED_ANY, LOADED_PLACES };

struct loaded_form {
    const char *form;                          /* small letters, NUL-terminated; a space stands for any white space */
    const char *not_after;                     /* words, a space between them; "" if it may stand behind any */
    const struct loaded_form *next;            /* of the same first word and kind of place; the longer first */
    uint8_t kind, place;                       /* enum loaded_kind, enum loaded_place */
};

struct loaded_words;

/* loaded_words_open: the built-in table. NULL on failure; close it with loaded_words_close().
 * Errors  HEARSAY_E_LEXICON (the table's line and the reason; at: the line's first byte), HEARSAY_E_NOMEM. */
struct loaded_words *loaded_words_open(hearsay_error *err);
void loaded_words_close(struct loaded_words *lw);                               /* NULL is allowed */

/* loaded_words_read: the same from a text in the form that lexicon/loaded.tsv describes; `name` is for messages. */
struct loaded_words *loaded_words_read(const char *name, const char *text, size_t len, hearsay_error *err);

/* loaded_words_find: the forms that begin with this word, chained by `next`; NULL if none does. */
const struct loaded_form *loaded_words_find(const struct loaded_words *lw, const char *word, size_t len);

/* loaded_words_match: the bytes that the form takes from `start` of the text, ending where a word may end; 0: it does not stand there. */
size_t loaded_words_match(const struct loaded_form *f, const char *text, size_t len, size_t start);

#endif
