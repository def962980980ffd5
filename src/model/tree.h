/* tree.h: the best dependency tree of a sentence. */
#ifndef HS_TREE_H
#define HS_TREE_H

#include "base/arena.h"

#include <stdint.h>

enum { TREE_WORDS_MAX = 256 };

struct tree_scratch;

/* In the arena, for sentences of up to `words` <= TREE_WORDS_MAX words; NULL: out of memory. */
struct tree_scratch *tree_scratch_new(struct arena *arena, uint32_t words);

/* tree_best: heads [words], 0 for the root, else 1 + the head word: of all trees with exactly one word under the root, the one with the largest sum
 * of scores[d * stride + head]. A score that is not finite counts as very bad. words > 0. */
void tree_best(const float *scores, size_t stride, uint32_t words, uint32_t *heads, struct tree_scratch *t);

#endif
