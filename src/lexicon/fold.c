/* fold.c: forms to keys. Names of news are mostly ASCII, which takes the short way: a table lookup a byte. */
#include "lexicon/fold.h"

#include <stddef.h>
#include <string.h>

#include <utf8proc.h>

#include "base/character.h"
#include "base/utf8.h"

void fold_begin(struct fold *f)
{
    /* All but the key: it is as long as `len` says. */
    memset((char *)f + offsetof(struct fold, len), 0, sizeof *f - offsetof(struct fold, len));
}

static void append(struct fold *f, const char *bytes, unsigned n)
{
    if ((size_t)f->len + n > sizeof f->key) {
        f->over = true;
        return;
    }
    memcpy(f->key + f->len, bytes, n);
    f->len = (uint8_t)(f->len + n);
}

static void begin_word(struct fold *f)
{
    if (f->words == FOLD_WORDS) {
        f->over = true;
        return;
    }
    if (f->words) {
        fold_case(f, &f->capitals, &f->shouted);
        append(f, " ", 1);
    }
    f->words++;
    f->upper = f->lower = 0;
    f->capital = f->apart = f->sign = false;
}

/* How newspapers write a letter that Unicode does not take apart. NULL: as it is. */
static const char *plain_letter(uint32_t cp)
{
    switch (cp) {
    case 0xC6:
    case 0xE6: return "ae";
    case 0xD8:
    case 0xF8: return "o";
    case 0xD0:
    case 0xF0:
    case 0x110:
    case 0x111: return "d";
    case 0x131: return "i";
    case 0x141:
    case 0x142: return "l";
    case 0x152:
    case 0x153: return "oe";
    case 0xDE:
    case 0xFE: return "th";
    case 0x2BB:
    case 0x2BC:
    case 0x2BF: return ""; /* okina, and the marks of transcribed Arabic */
    default: return NULL;
    }
}

static void add_letter(struct fold *f, uint32_t cp)
{
    const char *plain = cp < 128 ? NULL : plain_letter(cp);
    if (plain) {
        append(f, plain, (unsigned)strlen(plain));
        return;
    }
    if (cp < 128) {
        char c = ascii_lower((char)cp);
        append(f, &c, 1);
        return;
    }
    utf8proc_int32_t parts[8];
    int bound = 0;
    utf8proc_ssize_t n = utf8proc_decompose_char((utf8proc_int32_t)cp, parts, 8,
                                                 UTF8PROC_DECOMPOSE | UTF8PROC_COMPAT | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK, &bound);
    for (utf8proc_ssize_t i = 0; i < n && i < 8; i++) {
        char bytes[4] = { 0 };
        unsigned k = utf8_encode((uint32_t)parts[i], bytes);
        append(f, bytes, k);
    }
}

bool fold_add(struct fold *f, const char *s, size_t len)
{
    bool added = false;
    for (size_t i = 0; i < len && !f->over;) {
        uint32_t cp;
        unsigned bytes;
        enum char_class class = char_at(s + i, len - i, &cp, &bytes);
        switch (class) {
        case CHAR_WHITE:
        case CHAR_HYPHEN:
        case CHAR_APOSTROPHE: fold_part(f); break;
        case CHAR_IGNORABLE:
        case CHAR_PERIOD: break;
        case CHAR_LETTER:
        case CHAR_DIGIT: {
            bool first = !f->words || f->apart || f->sign;
            if (first) begin_word(f);
            bool upper = char_is_upper(cp);
            if (first) f->capital = upper;
            f->upper = (uint8_t)(f->upper + (upper && f->upper < 255));
            f->lower = (uint8_t)(f->lower + (char_is_lower(cp) && f->lower < 255));
            add_letter(f, cp);
            added = true;
            break;
        }
        default:
            begin_word(f);
            f->sign = true;
            append(f, s + i, bytes);
            added = true;
        }
        i += bytes;
    }
    return added;
}

void fold_case(const struct fold *f, uint16_t *capitals, uint16_t *shouted)
{
    uint16_t bit = f->words ? (uint16_t)(1U << (f->words - 1)) : 0;
    *capitals = f->capital ? f->capitals | bit : f->capitals;
    *shouted = f->upper >= 2 && !f->lower ? f->shouted | bit : f->shouted;
}
