/* character.h: what kind of character stands at a place; a table for ASCII, Unicode's general categories for the rest. */
#ifndef HS_CHARACTER_H
#define HS_CHARACTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum char_class {
    CHAR_WHITE,                                /* Unicode's White_Space, and U+001C-1F */
    CHAR_LETTER,                               /* letters and their marks */
    CHAR_DIGIT,
    CHAR_IGNORABLE,                            /* controls and format characters: part of whatever word they touch */
    CHAR_PERIOD,
    CHAR_APOSTROPHE,                           /* ' ’ ‘ ` ´ */
    CHAR_QUOTE,                                /* the other quotation marks */
    CHAR_HYPHEN,                               /* - and U+2010, U+2011 */
    CHAR_DASH,
    CHAR_OPEN, CHAR_CLOSE,                     /* brackets */
    CHAR_END,                                  /* ! ? and their kin in other scripts */
    CHAR_PUNCTUATION,                          /* all other punctuation */
    CHAR_SYMBOL                                /* currency, mathematics, emoji, numbers that are no digits, unassigned */
};

extern const uint8_t char_ascii_class[128];

enum char_class char_class_of(uint32_t cp);

/* The class of the character at s[0 .. len), len > 0, and its code point and length in bytes. s is valid UTF-8 from there on. */
enum char_class char_at(const char *s, size_t len, uint32_t *cp, unsigned *bytes);

/* How many bytes the white space at the start of s, and at its end, takes. */
size_t char_white_prefix(const char *s, size_t len);
size_t char_white_suffix(const char *s, size_t len);

bool char_is_upper(uint32_t cp);               /* upper or title case */
bool char_is_lower(uint32_t cp);
uint32_t char_lower(uint32_t cp);              /* the letter's simple lower case (UnicodeData.txt); itself if it has none */

/* ASCII without regard to case, whatever the locale. word: in lower case, NUL-terminated. Inline, since most words differ in their first letter. */
static inline char ascii_lower(char c)
{
    return c >= 'A' && c <= 'Z' ? (char)(c + ('a' - 'A')) : c;
}

static inline bool ascii_starts(const char *s, size_t len, const char *word)
{
    size_t i = 0;
    while (i < len && word[i] && ascii_lower(s[i]) == word[i])
        i++;
    return !word[i];
}

static inline bool ascii_equals(const char *s, size_t len, const char *word)
{
    size_t i = 0;
    while (i < len && word[i] && ascii_lower(s[i]) == word[i])
        i++;
    return !word[i] && i == len;
}

#endif
