/* contractions.h: words that Universal Dependencies takes apart. */
#ifndef HS_CONTRACTIONS_H
#define HS_CONTRACTIONS_H

#include <stddef.h>

#define CONTRACTION_CUTS 2

/* Where the parts of s[0 .. len), ASCII letters only, begin behind its start: "gonna" at 3. Returns how many cuts, 0 for a plain word. */
unsigned contraction_cuts(const char *s, size_t len, unsigned cut[CONTRACTION_CUTS]);

/* The length of the clitic that s[0 .. len), which begins with an apostrophe of mark_b bytes, is: "'ll" and the like, up to the next character
 * that is no letter. 0: none. "'t" is not among them, since its n stands before the apostrophe. */
size_t clitic_length(const char *s, size_t len, size_t mark_b);

/* The same for what stands for a word without its start: "'em", "'til", "'90s". */
size_t aphaeresis_length(const char *s, size_t len, size_t mark_b);

#endif
