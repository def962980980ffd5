/* shingles.h: an article as a row of hashed words, and the keys by which another article with some of the same text is found.
 *
 *   text      The dam’s owner knew. “Leave now,” he said ...
 *   words     the  dams  owner  knew | leave now | he said ...        in any case, without accents, quotation marks and punctuation
 *   shingles  [the dams owner knew leave] [dams owner knew leave now] ...           every SHINGLE_WORDS words in a row
 *   keys      the least hash of every WINDOW_SHINGLES shingles in a row
 *
 * WHY KEYS   Of a story cut short or taken up in a longer one the whole says little: three paragraphs out of fifty have a Jaccard similarity of
 *            0.06. Winnowing picks shingles by what stands in them and around them, so two texts that share any SHINGLE_WORDS +
 *            WINDOW_SHINGLES - 1 words in a row share a key, wherever they stand; some 2 / (WINDOW_SHINGLES + 1) of all shingles are picked.
 * QUOTATION  What somebody said is in every paper, in the same words, and is no copy: words in quotation marks are marked, and a shingle of
 *            nothing else makes no key.
 * S. Schleimer, D. S. Wilkerson, A. Aiken, "Winnowing: local algorithms for document fingerprinting", SIGMOD 2003. */
#ifndef HS_SHINGLES_H
#define HS_SHINGLES_H

#include "document.h"

enum { SHINGLE_WORDS = 5, WINDOW_SHINGLES = 16 };

struct shingle_word {
    uint32_t hash;                             /* XXH3 of its folded letters and digits, the lower half */
    struct span span;                          /* bytes of the text */
    uint32_t block : 31, quoted : 1;
};

struct shingle_key { uint64_t hash; uint32_t word; };                           /* word: the first of the shingle */

/* Headlines, bylines, datelines, captions, credits and what is not the story are left out: a copy has others, and two stories may share them. */
struct shingled {
    struct shingle_word *words; uint32_t n_words, n_quoted;
    struct shingle_key *keys; uint32_t n_keys; /* in text order; a hash may come twice */
};

/* shingles_make: the words and keys of a document that has its blocks; in the arena, with no pointer into the document.
 * False: out of memory. Linear in the text. */
bool shingles_make(struct shingled *s, const struct hearsay_document *doc, struct arena *a);

/* The hash of SHINGLE_WORDS words. */
uint64_t shingle_hash(const struct shingle_word *first);

#endif
