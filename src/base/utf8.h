/* utf8.h: UTF-8 as Unicode 15 §3.9 defines it: no surrogates, no overlong forms, nothing past U+10FFFF. */
#ifndef HS_UTF8_H
#define HS_UTF8_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

/* Decodes the character at s[0 .. len). Returns its length in bytes (1-4) and its code point in *cp; 0 and U+FFFD if it is invalid. */
unsigned utf8_decode(const char *s, size_t len, uint32_t *cp);

/* The offset of the first invalid byte, len if there is none. */
size_t utf8_invalid_at(const char *s, size_t len);

/* Writes cp as 1-4 bytes; returns how many. cp must be a Unicode scalar value. */
unsigned utf8_encode(uint32_t cp, char out[4]);

/* A copy in the arena, NUL after its end, with each maximal invalid subsequence replaced by one U+FFFD (the W3C's and Unicode's
 * recommended practice); *repairs counts them, *out_len is in bytes. NULL: out of memory. */
char *utf8_repair(struct arena *a, const char *s, size_t len, size_t *out_len, uint32_t *repairs);

/* How many code points s[0 .. len), valid UTF-8, holds. */
size_t utf8_count(const char *s, size_t len);

#endif
