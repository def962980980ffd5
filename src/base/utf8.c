/* utf8.c: decoding after the table of well-formed byte sequences, Unicode 15 table 3-7:
 *
 *   00..7F                          F0      90..BF  80..BF  80..BF
 *   C2..DF  80..BF                  F1..F3  80..BF  80..BF  80..BF
 *   E0      A0..BF  80..BF          F4      80..8F  80..BF  80..BF
 *   E1..EC  80..BF  80..BF
 *   ED      80..9F  80..BF          Only the second byte's range depends on the first: there overlong forms, surrogates and
 *   EE..EF  80..BF  80..BF          what lies past U+10FFFF are shut out. */
#include "base/utf8.h"

#include <stdbool.h>
#include <string.h>

#define REPLACEMENT 0xFFFDu

/* Reads one character. Returns how many bytes belong to it: if *valid is false, the maximal subpart of an ill-formed sequence (1-3 bytes). */
static unsigned scan(const unsigned char *s, size_t len, uint32_t *cp, bool *valid)
{
    unsigned char b = s[0], low = 0x80, high = 0xBF;
    unsigned n;
    uint32_t c;
    *valid = true;
    if (b < 0x80) {
        *cp = b;
        return 1;
    }
    if (b >= 0xC2 && b <= 0xDF) {
        n = 2;
        c = b & 0x1Fu;
    } else if (b >= 0xE0 && b <= 0xEF) {
        n = 3;
        c = b & 0x0Fu;
        if (b == 0xE0)
            low = 0xA0;
        else if (b == 0xED)
            high = 0x9F;
    } else if (b >= 0xF0 && b <= 0xF4) {
        n = 4;
        c = b & 0x07u;
        if (b == 0xF0)
            low = 0x90;
        else if (b == 0xF4)
            high = 0x8F;
    } else {
        *valid = false;
        *cp = REPLACEMENT;
        return 1;
    }
    for (unsigned i = 1; i < n; i++) {
        if (i >= len || s[i] < low || s[i] > high) {
            *valid = false;
            *cp = REPLACEMENT;
            return i;
        }
        c = c << 6 | (s[i] & 0x3Fu);
        low = 0x80;
        high = 0xBF;
    }
    *cp = c;
    return n;
}

unsigned utf8_decode(const char *s, size_t len, uint32_t *cp)
{
    bool valid = false;
    *cp = REPLACEMENT;
    unsigned n = len ? scan((const unsigned char *)s, len, cp, &valid) : 0;
    return valid ? n : 0;
}

/* How many bytes at s are ASCII for certain: whole words of eight. */
static size_t ascii_run(const char *s, size_t len)
{
    size_t i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t w;
        memcpy(&w, s + i, 8);
        if (w & 0x8080808080808080u) break;
    }
    return i;
}

size_t utf8_invalid_at(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len) {
        i += ascii_run(s + i, len - i);
        uint32_t cp;
        bool valid = true;
        for (unsigned k = 0; k < 8 && i < len; k++) {
            unsigned n = scan((const unsigned char *)s + i, len - i, &cp, &valid);
            if (!valid) return i;
            i += n;
        }
    }
    return len;
}

unsigned utf8_encode(uint32_t cp, char out[4])
{
    if (cp < 0x80) {
        out[0] = (char)cp;
        return 1;
    }
    if (cp < 0x800) {
        out[0] = (char)(0xC0 | cp >> 6);
        out[1] = (char)(0x80 | (cp & 0x3F));
        return 2;
    }
    if (cp < 0x10000) {
        out[0] = (char)(0xE0 | cp >> 12);
        out[1] = (char)(0x80 | (cp >> 6 & 0x3F));
        out[2] = (char)(0x80 | (cp & 0x3F));
        return 3;
    }
    out[0] = (char)(0xF0 | cp >> 18);
    out[1] = (char)(0x80 | (cp >> 12 & 0x3F));
    out[2] = (char)(0x80 | (cp >> 6 & 0x3F));
    out[3] = (char)(0x80 | (cp & 0x3F));
    return 4;
}

/* One pass with out == NULL measures, a second one writes: a text full of bad bytes grows threefold, a good one not at all. */
static size_t repair_into(char *out, const char *s, size_t len, uint32_t *repairs)
{
    size_t i = 0, o = 0;
    *repairs = 0;
    while (i < len) {
        size_t good = utf8_invalid_at(s + i, len - i);
        if (out && good) memcpy(out + o, s + i, good);
        i += good;
        o += good;
        if (i == len) break;
        uint32_t cp;
        bool valid;
        i += scan((const unsigned char *)s + i, len - i, &cp, &valid);
        if (out) utf8_encode(REPLACEMENT, out + o);
        o += 3;
        if (*repairs < UINT32_MAX) ++*repairs;
    }
    return o;
}

char *utf8_repair(struct arena *a, const char *s, size_t len, size_t *out_len, uint32_t *repairs)
{
    if (len > SIZE_MAX / 4) return NULL;
    size_t n = repair_into(NULL, s, len, repairs);
    char *out = arena_alloc(a, n + 1, 1);
    if (!out) return NULL;
    repair_into(out, s, len, repairs);
    out[n] = '\0';
    *out_len = n;
    return out;
}

size_t utf8_count(const char *s, size_t len)
{
    size_t n = 0, i = 0;
    for (; len - i >= 8; i += 8) {
        uint64_t w;
        memcpy(&w, s + i, 8);
        /* Bit 7 set and bit 6 clear: a continuation byte. The product adds the eight ones up in the top byte. */
        uint64_t continued = w >> 7 & ~w >> 6 & 0x0101010101010101u;
        n += 8 - (continued * 0x0101010101010101u >> 56);
    }
    for (; i < len; i++) n += ((unsigned char)s[i] & 0xC0) != 0x80;
    return n;
}
