/* pieces.h: from a word to word pieces, and the features of a word that its pieces carry. */
#ifndef HS_PIECES_H
#define HS_PIECES_H

#include "document.h"

enum {
    PIECES_A_WORD = 16,                        /* the rest of a longer word is dropped */
    PIECES_WORD_BYTES = 100,                   /* a longer word is one [UNK] */
    FEATURES = 48                              /* rows of embeddings.feature */
};

enum word_shape { SHAPE_NO_LETTER, SHAPE_LOWER, SHAPE_FIRST_UPPER, SHAPE_UPPER, SHAPE_MIXED, SHAPE_NUMBER, SHAPES };

struct vocabulary;

/* vocabulary_open: a file with one piece a line; the line's number, from 0, is the piece's id. Close with vocabulary_close().
 * Errors  HEARSAY_E_IO, HEARSAY_E_MODEL (err->at: the byte offset of the bad line), HEARSAY_E_NOMEM. */
struct vocabulary *vocabulary_open(const char *path, hearsay_error *err);
void vocabulary_close(struct vocabulary *v);                                       /* NULL is allowed */
uint32_t vocabulary_size(const struct vocabulary *v);
int32_t vocabulary_cls(const struct vocabulary *v);                                /* the id of [CLS] */
int32_t vocabulary_unk(const struct vocabulary *v);                                /* the id of [UNK] */

/* pieces_of_word: the ids of a word (valid UTF-8); returns how many, at least 1. A word of which nothing is left is one [UNK]. */
unsigned pieces_of_word(const struct vocabulary *v, const char *s, size_t len, int32_t out[PIECES_A_WORD]);

enum word_shape word_shape(const char *s, size_t len);

/* The row of embeddings.feature for doc->words[i]; `first` is the first word of its block. */
uint8_t word_feature(const char *text, const struct word *words, uint32_t i, uint32_t first);

#endif
