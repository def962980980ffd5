/* fold.h: the key under which a form is found, and what its capitals said before they were folded away.
 *
 *   "U.S."           us                capitals 1    shouted 1
 *   "Guinea-Bissau"  guinea bissau     capitals 11   shouted 00
 *   "al-Qaeda"       al qaeda          capitals 10   shouted 00      (bit 0 is the first word)
 *
 * Case folding and decomposition are Unicode's (NFKD, utf8proc), without marks; letters that have no decomposition and that newspapers write
 * without their stroke (Lodz, Tromso) lose it. White space, hyphens and apostrophes are one separator. Full stops and characters that nobody sees are
 * dropped. Every other sign is a word of its own, so that nothing is found across a comma. */
#ifndef HS_FOLD_H
#define HS_FOLD_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { FOLD_BYTES = 120, FOLD_WORDS = 16 };    /* of a form; longer ones are no form */

struct fold {
    char key[FOLD_BYTES];
    uint8_t len, words;                        /* bytes of the key; words, the last of which may go on */
    bool apart;                                /* what comes next begins a word */
    bool sign;                                 /* the last word is a sign, which nothing continues */
    bool over;                                 /* too long: the key is cut */
    uint8_t upper, lower;                      /* letters of the last word, counted up to 255 */
    uint16_t capitals, shouted;                /* of the words before the last */
    bool capital;                              /* the last word begins with a capital */
};

void fold_begin(struct fold *f);

/* Adds s[0 .. len), valid UTF-8, at the end; whether it added to the key. */
bool fold_add(struct fold *f, const char *s, size_t len);

/* A separator. */
static inline void fold_part(struct fold *f) { f->apart = f->words > 0; }

/* The masks, the last word's bits included. A single capital is not shouted: "N. Korea", "G7". */
void fold_case(const struct fold *f, uint16_t *capitals, uint16_t *shouted);

#endif
