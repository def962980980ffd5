/* diff.h: what changed between two versions of an article.
 *
 *   paragraphs    aligned in order, so that what is paired has most words in common: equal ones are left out; a pair that shares half of its words is
 *                 reworded; one that stands elsewhere to the letter is moved; the rest is removed or added
 *   attributions  paired by what is said and who says it; claims by their wording
 *
 * S. B. Needleman, C. D. Wunsch, "A general method applicable to the search for similarities in the amino acid sequence of two proteins", 1970. What
 * is equal at both ends is taken off before; beyond DIFF_CELLS pairs only equal paragraphs are paired, so that no input takes long. */
#ifndef HS_DIFF_H
#define HS_DIFF_H

#include "document.h"

enum { DIFF_CELLS = 1 << 18 };

enum change { CHANGE_REMOVED, CHANGE_ADDED, CHANGE_REWORDED, CHANGE_MOVED, CHANGES };

struct changed { enum change change; uint32_t a, b; };       /* indices in either document, HS_NONE for none */
struct changes { struct changed *at; uint32_t n; };

struct diff { struct changes blocks, attributions, claims; };

/* diff_make: in the arena. False: out of memory. */
bool diff_make(struct diff *out, const struct hearsay_document *a, const struct hearsay_document *b, struct arena *arena);

/* Words of a text for comparing word by word: what stands between white space. */
struct diff_word { const char *at; uint32_t len; uint32_t hash; };
struct diff_words { struct diff_word *at; uint32_t n; };
bool diff_words(struct diff_words *out, const char *text, size_t len, struct arena *arena);

/* diff_common: which words of a and b are a longest common subsequence: in_a[i], in_b[k] set. Of more than DIFF_CELLS pairs only equal ends. False:
 * out of memory. */
bool diff_common(const struct diff_words *a, const struct diff_words *b, bool *in_a, bool *in_b, struct arena *arena);

#endif
