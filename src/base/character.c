/* character.c: classes of characters after the Unicode Character Database's general categories (UAX #44), through utf8proc.
 *
 * Zero-width and other format characters (BOM, joiners, soft hyphen, directional marks) are not white space in Unicode, so a reader that
 * wants every visible character accounted for counts them. They are ignorable here: no word ends at one, and none is made of one unless it
 * stands alone. NBSP is white space. Controls are ignorable too: a stray one inside a word must not tear it. */
#include "base/character.h"

#include <utf8proc.h>

#include "base/utf8.h"

#define W CHAR_WHITE
#define L CHAR_LETTER
#define D CHAR_DIGIT
#define I CHAR_IGNORABLE
#define A CHAR_APOSTROPHE
#define Q CHAR_QUOTE
#define P CHAR_PUNCTUATION
#define S CHAR_SYMBOL
/* clang-format off */
const uint8_t char_ascii_class[128] = {
    I, I, I, I, I, I, I, I, I, W, W, W, W, W, I, I,
    I, I, I, I, I, I, I, I, I, I, I, I, W, W, W, W,
    W, CHAR_END, Q, S, S, S, P, A, CHAR_OPEN, CHAR_CLOSE, P, S, P, CHAR_HYPHEN, CHAR_PERIOD, P,  /* space to / */
    D, D, D, D, D, D, D, D, D, D, P, P, S, S, S, CHAR_END,
    P, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, CHAR_OPEN, P, CHAR_CLOSE, S, P,                             /* P to _ */
    A, L, L, L, L, L, L, L, L, L, L, L, L, L, L, L,
    L, L, L, L, L, L, L, L, L, L, L, CHAR_OPEN, S, CHAR_CLOSE, S, I,                             /* p to DEL */
};
/* clang-format on */
#undef W
#undef L
#undef D
#undef I
#undef A
#undef Q
#undef P
#undef S

enum char_class char_class_of(uint32_t cp)
{
    if (cp < 128) return char_ascii_class[cp];
    switch (cp) {
    case 0x85:
    case 0xA0:
    case 0x1680:
    case 0x2028:
    case 0x2029:
    case 0x202F:
    case 0x205F:
    case 0x3000: return CHAR_WHITE;
    case 0x2018:
    case 0x2019:
    case 0x201B:
    case 0xB4:
    case 0x2BC:
    case 0xFF07: return CHAR_APOSTROPHE;
    case 0x201A:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x201F:
    case 0xAB:
    case 0xBB:
    case 0x2039:
    case 0x203A:
    case 0xFF02:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
    case 0x301D:
    case 0x301E:
    case 0x301F: return CHAR_QUOTE;
    case 0x2010:
    case 0x2011: return CHAR_HYPHEN;
    case 0x2212: return CHAR_DASH;
    case 0x61F:
    case 0x6D4:
    case 0x964:
    case 0x203C:
    case 0x203D:
    case 0x2047:
    case 0x2048:
    case 0x2049:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F: return CHAR_END;
    default: break;
    }
    if (cp >= 0x2000 && cp <= 0x200A) return CHAR_WHITE;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_LU:
    case UTF8PROC_CATEGORY_LL:
    case UTF8PROC_CATEGORY_LT:
    case UTF8PROC_CATEGORY_LM:
    case UTF8PROC_CATEGORY_LO:
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_MC:
    case UTF8PROC_CATEGORY_ME:
    case UTF8PROC_CATEGORY_NL:
    case UTF8PROC_CATEGORY_CO: return CHAR_LETTER;
    case UTF8PROC_CATEGORY_ND: return CHAR_DIGIT;
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS: return CHAR_IGNORABLE;
    case UTF8PROC_CATEGORY_PD: return CHAR_DASH;
    case UTF8PROC_CATEGORY_PS: return CHAR_OPEN;
    case UTF8PROC_CATEGORY_PE: return CHAR_CLOSE;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PO:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF: return CHAR_PUNCTUATION;
    default: return CHAR_SYMBOL;
    }
}

enum char_class char_at(const char *s, size_t len, uint32_t *cp, unsigned *bytes)
{
    unsigned char b = (unsigned char)s[0];
    if (b < 128) {
        *cp = b;
        *bytes = 1;
        return char_ascii_class[b];
    }
    *bytes = utf8_decode(s, len, cp);
    if (!*bytes) *bytes = 1;
    return char_class_of(*cp);
}

size_t char_white_prefix(const char *s, size_t len)
{
    size_t i = 0;
    while (i < len) {
        uint32_t cp;
        unsigned n;
        if (char_at(s + i, len - i, &cp, &n) != CHAR_WHITE) break;
        i += n;
    }
    return i;
}

size_t char_white_suffix(const char *s, size_t len)
{
    size_t end = len;
    while (end > 0) {
        size_t i = end - 1;
        while (i > 0 && end - i < 4 && ((unsigned char)s[i] & 0xC0) == 0x80) i--;
        uint32_t cp;
        unsigned n;
        if (char_at(s + i, end - i, &cp, &n) != CHAR_WHITE || n != end - i) break;
        end = i;
    }
    return len - end;
}

bool char_is_upper(uint32_t cp)
{
    if (cp < 128) return cp >= 'A' && cp <= 'Z';
    utf8proc_category_t c = utf8proc_category((utf8proc_int32_t)cp);
    return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT;
}

bool char_is_lower(uint32_t cp) { return cp < 128 ? cp >= 'a' && cp <= 'z' : utf8proc_category((utf8proc_int32_t)cp) == UTF8PROC_CATEGORY_LL; }

uint32_t char_lower(uint32_t cp)
{
    return cp < 128 ? (uint32_t)(unsigned char)ascii_lower((char)cp) : (uint32_t)utf8proc_tolower((utf8proc_int32_t)cp);
}
