/* pieces.c: WordPiece, as BERT's uncased vocabulary was made for.
 *
 * A word of src/text is first cut as BERT's basic tokenizer does: characters decomposed (NFD), marks (Mn) dropped, lower case; controls dropped; each
 * punctuation mark and each CJK ideograph is a part of its own. Of each part, the longest prefix that is in the vocabulary is taken, then the longest
 * of the rest with "##" before it, and so on; a part that cannot be covered is one [UNK].
 *
 *     "Zürich's"  ->  zurich ' s  ->  zurich | ' | s            "unhurriedly"  ->  un ##hur ##ried ##ly
 *
 * The vocabulary is an open-addressing hash table under FNV-1a, whose value for each prefix of a part comes out of one pass over it: the longest
 * match then takes a probe a length, from the longest, and nine words in ten hit at the first. The hash of "##" is the start value of a continuation.
 * All of it is half a hundredth of the time of a reading, so no trie.
 *
 * Y. Wu et al., "Google's neural machine translation system", 2016, section 4.1; J. Devlin et al., "BERT", NAACL 2019. */
#include "model/pieces.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <utf8proc.h>

#include "base/error.h"
#include "base/utf8.h"

enum { VOCABULARY_BYTES_MAX = 64 << 20, NORMAL_BYTES = 1024, DECOMPOSED = 512 };

/* id_1: id + 1, 0 where the slot is empty. */
struct slot {
    uint32_t hash, id_1;
};

struct vocabulary {
    char *bytes;         /* the file */
    uint32_t *start;     /* [n + 1] offset of each piece; piece i ends one byte (the line feed) before start[i + 1] */
    uint32_t n, longest; /* pieces; bytes of the longest */
    struct slot *slots;  /* [mask + 1] */
    uint32_t mask;
    int32_t cls, unk;
};

static const uint32_t fnv_start = 2166136261u, fnv_prime = 16777619u;

static uint32_t fnv(uint32_t h, const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)s[i]) * fnv_prime;
    return h;
}

/* ---- The vocabulary ------------------------------------------------------------------------------------------------------- */

static uint32_t piece_length(const struct vocabulary *v, uint32_t id) { return v->start[id + 1] - 1 - v->start[id]; }

/* The id of the piece `prefix` + s[0 .. len), whose hash is h; -1 if there is none. */
static int32_t find(const struct vocabulary *v, uint32_t h, const char *prefix, const char *s, size_t len)
{
    size_t before = strlen(prefix);
    for (uint32_t k = h & v->mask;; k = (k + 1) & v->mask) {
        struct slot slot = v->slots[k];
        if (!slot.id_1) return -1;
        if (slot.hash != h || piece_length(v, slot.id_1 - 1) != before + len) continue;
        const char *p = v->bytes + v->start[slot.id_1 - 1];
        if (memcmp(p, prefix, before) == 0 && memcmp(p + before, s, len) == 0) return (int32_t)(slot.id_1 - 1);
    }
}

static int32_t find_text(const struct vocabulary *v, const char *s) { return find(v, fnv(fnv_start, s, strlen(s)), "", s, strlen(s)); }

static char *read_whole(const char *path, uint32_t *len, hearsay_error *err)
{
    FILE *f = fopen(path, "rb");
    if (!f) {
        error_set(err, errno == ENOMEM ? HEARSAY_E_NOMEM : HEARSAY_E_IO, 0, "%s: the vocabulary cannot be opened: %s", path, strerror(errno));
        return NULL;
    }
    size_t room = 1 << 18, n = 0;
    char *bytes = malloc(room + 1);
    while (bytes) {
        n += fread(bytes + n, 1, room - n, f);
        if (n < room || room >= VOCABULARY_BYTES_MAX) break;
        char *more = realloc(bytes, (room *= 2) + 1);
        if (!more) free(bytes);
        bytes = more;
    }
    bool broken = ferror(f) != 0;
    fclose(f);
    if (!bytes)
        error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the vocabulary", path);
    else if (broken)
        error_set(err, HEARSAY_E_IO, n, "%s: the vocabulary cannot be read", path);
    else if (n >= VOCABULARY_BYTES_MAX)
        error_set(err, HEARSAY_E_MODEL, n, "%s: a vocabulary of more than %d bytes", path, VOCABULARY_BYTES_MAX);
    else {
        if (n && bytes[n - 1] != '\n') bytes[n++] = '\n';
        *len = (uint32_t)n;
        return bytes;
    }
    free(bytes);
    return NULL;
}

static hearsay_code split_lines(struct vocabulary *v, uint32_t len, const char *path, hearsay_error *err)
{
    size_t invalid = utf8_invalid_at(v->bytes, len);
    if (invalid < len) return error_set(err, HEARSAY_E_MODEL, invalid, "%s: the vocabulary is not UTF-8 at byte %zu", path, invalid);
    for (uint32_t i = 0; i < len; i++) v->n += v->bytes[i] == '\n';
    v->start = malloc(((size_t)v->n + 1) * sizeof *v->start);
    if (!v->start) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the vocabulary", path);
    v->start[0] = 0;
    for (uint32_t i = 0, line = 0; i < len; i++) {
        if (v->bytes[i] != '\n') continue;
        uint32_t n = i - v->start[line];
        if (n == 0 || n > PIECES_WORD_BYTES)
            return error_set(err, HEARSAY_E_MODEL, v->start[line], "%s: line %u of the vocabulary has %u bytes, 1 to %d are allowed", path, line + 1,
                             n, PIECES_WORD_BYTES);
        if (n > v->longest) v->longest = n;
        v->start[++line] = i + 1;
    }
    return HEARSAY_OK;
}

static hearsay_code build_table(struct vocabulary *v, const char *path, hearsay_error *err)
{
    v->mask = 1023;
    while (v->mask < 3 * (size_t)v->n) v->mask = 2 * v->mask + 1;
    v->slots = calloc((size_t)v->mask + 1, sizeof *v->slots);
    if (!v->slots) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the vocabulary", path);
    for (uint32_t id = 0; id < v->n; id++) {
        const char *s = v->bytes + v->start[id];
        uint32_t n = piece_length(v, id), h = fnv(fnv_start, s, n);
        if (find(v, h, "", s, n) >= 0)
            return error_set(err, HEARSAY_E_MODEL, v->start[id], "%s: line %u of the vocabulary, \"%.*s\", stands twice", path, id + 1, (int)n, s);
        uint32_t k = h & v->mask;
        while (v->slots[k].id_1) k = (k + 1) & v->mask;
        v->slots[k] = (struct slot){ h, id + 1 };
    }
    v->cls = find_text(v, "[CLS]");
    v->unk = find_text(v, "[UNK]");
    if (v->cls < 0 || v->unk < 0) return error_set(err, HEARSAY_E_MODEL, 0, "%s: the vocabulary has no %s", path, v->cls < 0 ? "[CLS]" : "[UNK]");
    return HEARSAY_OK;
}

struct vocabulary *vocabulary_open(const char *path, hearsay_error *err)
{
    uint32_t len = 0;
    char *bytes = read_whole(path, &len, err);
    if (!bytes) return NULL;
    struct vocabulary *v = calloc(1, sizeof *v);
    if (!v) {
        free(bytes);
        error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the vocabulary", path);
        return NULL;
    }
    v->bytes = bytes;
    if (split_lines(v, len, path, err) == HEARSAY_OK && build_table(v, path, err) == HEARSAY_OK) return v;
    vocabulary_close(v);
    return NULL;
}

void vocabulary_close(struct vocabulary *v)
{
    if (!v) return;
    free(v->bytes);
    free(v->start);
    free(v->slots);
    free(v);
}

uint32_t vocabulary_size(const struct vocabulary *v) { return v->n; }
int32_t vocabulary_cls(const struct vocabulary *v) { return v->cls; }
int32_t vocabulary_unk(const struct vocabulary *v) { return v->unk; }

/* ---- Parts of a word ------------------------------------------------------------------------------------------------------ */

/* The word in normal form, each part closed by a space. */
struct normal {
    char s[NORMAL_BYTES];
    unsigned n;
    bool open;
};

static void put(struct normal *out, const char *s, unsigned len, bool alone)
{
    if (alone && out->open) out->s[out->n++] = ' ';
    memcpy(out->s + out->n, s, len);
    out->n += len;
    out->open = !alone;
    if (alone) out->s[out->n++] = ' ';
}

static void close_part(struct normal *out)
{
    if (out->open) out->s[out->n++] = ' ';
    out->open = false;
}

static bool ascii_punctuation(unsigned char c)
{
    return (c >= 33 && c <= 47) || (c >= 58 && c <= 64) || (c >= 91 && c <= 96) || (c >= 123 && c <= 126);
}

static bool ideograph(uint32_t c)
{
    return (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x20000 && c <= 0x2A6DF) || (c >= 0x2A700 && c <= 0x2CEAF) ||
           (c >= 0xF900 && c <= 0xFAFF) || (c >= 0x2F800 && c <= 0x2FA1F);
}

static void put_ascii(struct normal *out, unsigned char c)
{
    char lower = (char)(c >= 'A' && c <= 'Z' ? c + 32 : c);
    if (c == ' ' || (c >= '\t' && c <= '\r'))
        close_part(out);
    else if (c >= 32 && c != 127)
        put(out, &lower, 1, ascii_punctuation(c));
}

static void put_other(struct normal *out, uint32_t c)
{
    char bytes[4];
    switch (utf8proc_category((utf8proc_int32_t)c)) {
    case UTF8PROC_CATEGORY_MN:
    case UTF8PROC_CATEGORY_CN:
    case UTF8PROC_CATEGORY_CC:
    case UTF8PROC_CATEGORY_CF:
    case UTF8PROC_CATEGORY_CS:
    case UTF8PROC_CATEGORY_CO: return;
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: close_part(out); return;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO: put(out, bytes, utf8_encode(c, bytes), true); return;
    default:
        if (c != 0xFFFD) put(out, bytes, utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)c), bytes), ideograph(c));
    }
}

/* At most PIECES_WORD_BYTES bytes give at most DECOMPOSED code points of 4 bytes (utf8proc: no character decomposes into more than 4 times its own
 * bytes), and a space for each: what would not fit is dropped. */
static void normalise(struct normal *out, const char *s, size_t len)
{
    out->n = 0;
    out->open = false;
    size_t ascii = 0;
    while (ascii < len && (unsigned char)s[ascii] < 128) ascii++;
    if (ascii == len) {
        for (size_t i = 0; i < len; i++) put_ascii(out, (unsigned char)s[i]);
    } else {
        utf8proc_int32_t decomposed[DECOMPOSED];
        utf8proc_ssize_t n = utf8proc_decompose((const utf8proc_uint8_t *)s, (utf8proc_ssize_t)len, decomposed, DECOMPOSED, UTF8PROC_DECOMPOSE);
        if (n > DECOMPOSED) n = DECOMPOSED;
        for (utf8proc_ssize_t i = 0; i < n && out->n + 8 < NORMAL_BYTES; i++) {
            if (decomposed[i] < 128)
                put_ascii(out, (unsigned char)decomposed[i]);
            else
                put_other(out, (uint32_t)decomposed[i]);
        }
    }
    close_part(out);
}

/* ---- Pieces of a part ----------------------------------------------------------------------------------------------------- */

/* The pieces of one part: how many of them went to out[0 .. room); a part that cannot be covered is [UNK]. */
static unsigned pieces_of_part(const struct vocabulary *v, const char *s, unsigned len, int32_t *out, unsigned room)
{
    unsigned n = 0;
    const uint32_t continued = fnv(fnv_start, "##", 2);
    for (unsigned from = 0; from < len;) {
        uint32_t prefix[PIECES_WORD_BYTES + 1];
        unsigned most = len - from < v->longest ? len - from : v->longest, k;
        int32_t id = -1;
        prefix[0] = from ? continued : fnv_start;
        for (k = 0; k < most; k++) prefix[k + 1] = (prefix[k] ^ (unsigned char)s[from + k]) * fnv_prime;
        for (k = most; k > 0 && id < 0; k--) id = find(v, prefix[k], from ? "##" : "", s + from, k);
        if (id < 0) {
            out[0] = v->unk;
            return 1;
        }
        if (n < room) out[n++] = id;
        from += k + 1;
    }
    return n;
}

unsigned pieces_of_word(const struct vocabulary *v, const char *s, size_t len, int32_t out[PIECES_A_WORD])
{
    struct normal normal;
    unsigned n = 0;
    if (len <= PIECES_WORD_BYTES) {
        normalise(&normal, s, len);
        for (unsigned from = 0, i = 0; i < normal.n && n < PIECES_A_WORD; i++) {
            if (normal.s[i] != ' ') continue;
            n += pieces_of_part(v, normal.s + from, i - from, out + n, PIECES_A_WORD - n);
            from = i + 1;
        }
    }
    if (n == 0) out[n++] = v->unk;
    return n;
}

/* ---- Features ------------------------------------------------------------------------------------------------------------- */

static bool upper(utf8proc_category_t c) { return c == UTF8PROC_CATEGORY_LU || c == UTF8PROC_CATEGORY_LT; }

enum word_shape word_shape(const char *s, size_t len)
{
    unsigned letters = 0, uppers = 0, digits = 0;
    bool first_upper = false;
    for (size_t i = 0; i < len;) {
        utf8proc_category_t category;
        unsigned char c = (unsigned char)s[i];
        if (c < 128) {
            category = c >= 'a' && c <= 'z'   ? UTF8PROC_CATEGORY_LL
                       : c >= 'A' && c <= 'Z' ? UTF8PROC_CATEGORY_LU
                       : c >= '0' && c <= '9' ? UTF8PROC_CATEGORY_ND
                                              : UTF8PROC_CATEGORY_PO;
            i++;
        } else {
            uint32_t cp;
            unsigned n = utf8_decode(s + i, len - i, &cp);
            i += n ? n : 1;
            category = utf8proc_category((utf8proc_int32_t)cp);
        }
        if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) {
            if (letters == 0) first_upper = upper(category);
            letters++;
            uppers += upper(category);
        } else if (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_NO) {
            digits++;
        }
    }
    if (letters == 0) return digits ? SHAPE_NUMBER : SHAPE_NO_LETTER;
    if (uppers == 0) return SHAPE_LOWER;
    if (first_upper && uppers == 1) return SHAPE_FIRST_UPPER;
    return uppers == letters ? SHAPE_UPPER : SHAPE_MIXED;
}

uint8_t word_feature(const char *text, const struct word *words, uint32_t i, uint32_t first)
{
    const struct word *w = &words[i];
    unsigned shape = word_shape(text + w->span.start, w->span.end - w->span.start);
    bool space_before = i == first || (words[i - 1].flags & WORD_SPACE_AFTER);
    return (uint8_t)(shape + SHAPES * (i == first) + 2 * SHAPES * space_before + 4 * SHAPES * ((w->flags & WORD_IN_QUOTE) != 0));
}
