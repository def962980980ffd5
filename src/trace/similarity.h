/* similarity.h: how near two words are in meaning, and how much a word tells: what is left of a sentence encoder when it may not look at the
 * sentence.
 *
 * METHOD  Each word piece has a vector and a weight (-ln of the share of sentences that have it). The vectors are those of all-MiniLM-L6-v2 for the
 *         piece alone, projected on their main directions, then fitted so that the sum over a sentence points where that encoder's vector of the
 *         whole sentence does (train/similarity.py; docs/trace.md has what else was tried). A word is the sum of its pieces.
 * FILE    NAME.similarity.safetensors beside the weights NAME.safetensors, of the same format: `vector` int8 [V][DIMENSIONS], `scale` and `weight`
 *         bf16 [V], by the vocabulary beside the weights. Weights of one's own may have none: then words are compared by their stems alone. */
#ifndef HS_SIMILARITY_H
#define HS_SIMILARITY_H

#include "model/pieces.h"

enum { MEANING_DIMENSIONS = 56 };

struct similarity;

/* A word, or several: vector is not of unit length; all zero where nothing is known. */
struct meaning { float vector[MEANING_DIMENSIONS]; float weight; };

/* similarity_open: the file beside the weights at model_path, for that vocabulary, which must outlive it. With no such file *out is NULL.
 * Errors  HEARSAY_E_IO, HEARSAY_E_MODEL, HEARSAY_E_NOMEM. */
hearsay_code similarity_open(struct similarity **out, const char *model_path, const struct vocabulary *v, hearsay_error *err);
void similarity_close(struct similarity *s);                                       /* NULL is allowed */

/* similarity_word: s may be NULL; then each word weighs the same. */
void similarity_word(const struct similarity *s, const char *word, size_t len, struct meaning *out);

/* Cosine; 0 where one is nothing. */
float meaning_cosine(const float *a, const float *b);

#endif
