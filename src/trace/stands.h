/* stands.h: the table of lexicon/stands.tsv: words by which a text refutes, hedges or confirms what it tells.
 *
 * MEMORY  Read-only once made, so any number of threads may ask at once; a lookup allocates nothing. */
#ifndef HS_STANDS_H
#define HS_STANDS_H

#include "document.h"

enum stand { STAND_REFUTES, STAND_HEDGES, STAND_CONFIRMS, STANDS };
enum { STAND_WORDS_MOST = 6 };                 /* of a form */

struct stands;

/* stands_open: the built-in table. NULL on failure; close it with stands_close().
 * Errors  HEARSAY_E_LEXICON (the table's line and the reason; at: the line's first byte), HEARSAY_E_NOMEM. */
struct stands *stands_open(hearsay_error *err);
void stands_close(struct stands *s);                                            /* NULL is allowed */

/* stands_read: the same from a text in the form that lexicon/stands.tsv describes; `name` is for messages. */
struct stands *stands_read(const char *name, const char *text, size_t len, hearsay_error *err);

/* stands_match: the longest form that begins with this word of the document, within its sentence: how many words it takes, and what it is.
 *   0: none does. */
unsigned stands_match(const struct stands *s, const struct hearsay_document *doc, uint32_t word, enum stand *kind, unsigned *weight);

#endif
