/* terms.h: the content words of a text, each as a stem with a weight and a meaning; and how much of one text's words another one has.
 *
 *   stem    folded (case, accents), then without the usual endings: "recalled", "recalls" -> "recal". A state is its code, whatever it is called:
 *           "Russian", "Moscow" where it acts, "Russia" -> RUS
 *   weight  how rare the word is, nats (similarity.h)
 *   kin     1 for the same stem; else what is left of the cosine of two words above KIN_FROM, so that "shells" is some of "ammunition" */
#ifndef HS_TERMS_H
#define HS_TERMS_H

#include "document.h"
#include "trace/similarity.h"

struct lexicon;

struct term {
    uint32_t word;                             /* of the document */
    uint32_t stem;                             /* hash; never 0 */
    float weight;
    bool name, number;
    float vector[MEANING_DIMENSIONS];          /* of unit length, or all zero */
};

struct terms { struct term *at; uint32_t n; };

/* terms_of: those of the words first .. first + n of a document with parts of speech and actors, in text order. `lexicon`, `similarity`: may be
 *   NULL. False: out of memory. */
bool terms_of(struct terms *out, const struct hearsay_document *doc, uint32_t first, uint32_t n, const struct lexicon *lexicon,
              const struct similarity *similarity, struct arena *a);

/* term_kin: 0 to 1. */
float term_kin(const struct term *a, const struct term *b);

/* terms_covered: which share of the weight of `wanted` stands in `have`, each word by its nearest; 0 to 1. best: NULL, or [wanted->n] room for each
 *   word's nearness. */
float terms_covered(const struct terms *wanted, const struct term *have, uint32_t n, float *best);

/* stem_hash: of one word. 0: it has no letter or digit. */
uint32_t stem_hash(const char *word, size_t len);

#endif
