/* alignment.h: which words of one article stand in another, passage by passage.
 *
 *   a   | one two three four five six  seven eight | nine ten ...            |  a block ends
 *   b   | one two three four five SIX, seven eight   nine ten ... |
 *         `------------------------------------'   `--------'
 *            a passage, one word of it reworded       another: a passage lies in one block of each article
 *
 * Greedy string tiling with a hash of the shingles, which takes the longest run that begins at each word of b and goes on behind it; runs that a few
 * words apart go on in step are one passage. Linear but for shingles that a text repeats, of which at most ALIGNMENT_REPEATS are looked at.
 * M. J. Wise, "String similarity via greedy string tiling and running Karp-Rabin matching", 1993. */
#ifndef HS_ALIGNMENT_H
#define HS_ALIGNMENT_H

#include "trace/shingles.h"

enum {
    ALIGNMENT_REPEATS = 16,
    ALIGNMENT_GAP = 6,                         /* words, in either article, that may be reworded, added or dropped within a passage */
    ALIGNMENT_LEAST = 10                       /* equal words of a passage: below that, phrases meet by chance ("at a news conference on") */
};

struct passage {
    uint32_t a, n_a, b, n_b;                   /* words of a and of b: the first, and how many; they begin and end with equal ones */
    uint32_t equal;                            /* words that are equal, in their order */
    uint32_t unquoted;                         /* of these, those outside quotation marks in both */
};

struct alignment {
    struct passage *passages; uint32_t n;      /* in the order of b; no word of a or of b is in two */
    uint32_t equal, unquoted;                  /* of all passages */
};

/* alignment_make: in the arena; scratch, another one, is released to where it was. False: out of memory. */
bool alignment_make(struct alignment *out, const struct shingled *a, const struct shingled *b, struct arena *arena, struct arena *scratch);

#endif
