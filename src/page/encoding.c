/* encoding.c: which encoding a page is in, after the standard's order (WHATWG, 13.2.3), and out of it.
 *
 *   byte order mark  >  the server's charset  >  <meta charset>, <meta http-equiv>, <?xml encoding>  >  UTF-8 if it is valid, else windows-1252
 *
 * Two departures, since declarations survive a change of encoding: text that is valid UTF-8 and has a character beyond ASCII is UTF-8
 * whatever single-byte encoding is declared (no other text looks like that by chance); and text declared to be UTF-8 of which most sequences
 * beyond ASCII are invalid is windows-1252. Labels mean what the WHATWG Encoding Standard has them mean: "iso-8859-1" is windows-1252.
 * The legacy encodings are glibc's iconv's. */
#include "page/encoding.h"

#include <errno.h>
#include <iconv.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "base/utf8.h"

enum { SNIFF_BYTES = 4096, BINARY_BYTES = 512, LABEL_MAX = 40 };

/* ---- Names ----------------------------------------------------------------------------------------------------------------------- */

static const struct label {
    const char *label, *name;
} labels[] = {
    { "utf-8", "UTF-8" },
    { "utf8", "UTF-8" },
    { "unicode-1-1-utf-8", "UTF-8" },
    { "utf-16", "UTF-8" },
    { "utf-16le", "UTF-8" },
    { "utf-16be", "UTF-8" }, /* who can read that declaration is not reading UTF-16 */
    { "iso-8859-1", "windows-1252" },
    { "iso8859-1", "windows-1252" },
    { "latin1", "windows-1252" },
    { "ascii", "windows-1252" },
    { "us-ascii", "windows-1252" },
    { "windows-1252", "windows-1252" },
    { "cp1252", "windows-1252" },
    { "x-cp1252", "windows-1252" },
    { "iso-8859-2", "ISO-8859-2" },
    { "latin2", "ISO-8859-2" },
    { "iso-8859-3", "ISO-8859-3" },
    { "iso-8859-4", "ISO-8859-4" },
    { "iso-8859-5", "ISO-8859-5" },
    { "iso-8859-6", "ISO-8859-6" },
    { "iso-8859-7", "ISO-8859-7" },
    { "iso-8859-8", "ISO-8859-8" },
    { "iso-8859-9", "windows-1254" },
    { "iso-8859-10", "ISO-8859-10" },
    { "iso-8859-11", "windows-874" },
    { "iso-8859-13", "ISO-8859-13" },
    { "iso-8859-15", "ISO-8859-15" },
    { "iso-8859-16", "ISO-8859-16" },
    { "windows-1250", "windows-1250" },
    { "cp1250", "windows-1250" },
    { "windows-1251", "windows-1251" },
    { "cp1251", "windows-1251" },
    { "windows-1253", "windows-1253" },
    { "windows-1254", "windows-1254" },
    { "windows-1255", "windows-1255" },
    { "windows-1256", "windows-1256" },
    { "windows-1257", "windows-1257" },
    { "windows-1258", "windows-1258" },
    { "windows-874", "windows-874" },
    { "tis-620", "windows-874" },
    { "koi8-r", "KOI8-R" },
    { "koi8-u", "KOI8-U" },
    { "macintosh", "MACINTOSH" },
    { "gb2312", "GB18030" },
    { "gbk", "GB18030" },
    { "gb18030", "GB18030" },
    { "big5", "BIG5-HKSCS" },
    { "big5-hkscs", "BIG5-HKSCS" },
    { "shift_jis", "CP932" },
    { "shift-jis", "CP932" },
    { "sjis", "CP932" },
    { "x-sjis", "CP932" },
    { "euc-jp", "EUC-JP" },
    { "iso-2022-jp", "ISO-2022-JP" },
    { "euc-kr", "CP949" },
    { "ks_c_5601-1987", "CP949" },
};

/* The encoding that a label means, NULL if none. */
static const char *encoding_of(const char *s, size_t len)
{
    while (len && (s[0] == ' ' || s[0] == '"' || s[0] == '\'')) s++, len--;
    size_t n = 0;
    while (n < len && n < LABEL_MAX && !strchr(" \t\r\n;,\"'/>", s[n])) n++;
    for (size_t i = 0; i < sizeof labels / sizeof *labels; i++)
        if (ascii_equals(s, n, labels[i].label)) return labels[i].name;
    return NULL;
}

/* Of what a server says: a label, or a Content-Type that holds one. */
static const char *served(const char *s)
{
    size_t len = s ? strlen(s) : 0;
    for (size_t i = 0; i < len; i++)
        if (ascii_starts(s + i, len - i, "charset=")) return encoding_of(s + i + 8, len - i - 8);
    return s ? encoding_of(s, len) : NULL;
}

bool hearsay_charset_valid(const char *charset) { return served(charset) != NULL; }

/* The first declaration in the markup: "charset=" inside a <meta>, "encoding=" inside an <?xml. */
static const char *declared(const char *s, size_t len)
{
    if (len > SNIFF_BYTES) len = SNIFF_BYTES;
    for (size_t i = 0; i + 6 < len; i++) {
        bool xml = !memcmp(s + i, "<?xml", 5);
        if (s[i] != '<' || (!xml && !ascii_starts(s + i, len - i, "<meta"))) continue;
        const char *close = memchr(s + i, '>', len - i);
        size_t end = close ? (size_t)(close - s) : len;
        const char *word = xml ? "encoding" : "charset";
        for (size_t k = i; k + strlen(word) < end; k++) {
            if (!ascii_starts(s + k, end - k, word)) continue;
            k += strlen(word);
            while (k < end && s[k] == ' ') k++;
            if (k < end && s[k] == '=') {
                const char *name = encoding_of(s + k + 1, end - k - 1);
                if (name) return name;
            }
        }
        i = end;
    }
    return NULL;
}

/* ---- Guessing --------------------------------------------------------------------------------------------------------------------- */

/* Sequences beyond ASCII that are valid UTF-8, and bytes that are not. */
static void count_beyond_ascii(const char *s, size_t len, size_t *valid, size_t *invalid)
{
    *valid = *invalid = 0;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        if ((unsigned char)s[i] < 0x80) {
            i++;
            continue;
        }
        unsigned n = utf8_decode(s + i, len - i, &cp);
        *valid += n > 0;
        *invalid += n == 0;
        bool cut = !n && (unsigned char)s[i] >= 0xC2;
        i += n ? n : 1;
        while (cut && i < len && ((unsigned char)s[i] & 0xC0) == 0x80) i++; /* a sequence without its end is one fault */
    }
}

static bool is_multibyte(const char *name)
{
    static const char *const names[] = { "GB18030", "BIG5-HKSCS", "CP932", "EUC-JP", "ISO-2022-JP", "CP949" };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (!strcmp(name, names[i])) return true;
    return false;
}

static const char *decide(const char *s, size_t len, const char *charset)
{
    const char *name = served(charset);
    size_t valid, invalid;
    if (!name) name = declared(s, len);
    count_beyond_ascii(s, len, &valid, &invalid);
    if (!name) return invalid > valid ? "windows-1252" : "UTF-8";
    if (!strcmp(name, "UTF-8")) return invalid > valid ? "windows-1252" : name;
    /* A few characters of two bytes may be valid in both. */
    return !invalid && valid > (is_multibyte(name) ? 20u : 0u) ? "UTF-8" : name;
}

/* Markup begins with ASCII, and so with every other byte 0 in UTF-16. */
static const char *utf16_without_mark(const char *s, size_t len)
{
    if (len < 4) return NULL;
    if (s[0] && !s[1] && s[2] && !s[3]) return "UTF-16LE";
    return !s[0] && s[1] && !s[2] && s[3] ? "UTF-16BE" : NULL;
}

/* Where it shows that this is no page: at an early NUL, or at the first of control characters as no text has them; len if it does not. */
static size_t binary_at(const char *s, size_t len)
{
    enum { LOOKED_AT = 1 << 16, CONTROLS_MIN = 8, CONTROL_SHARE = 32 };
    const char *nul = memchr(s, '\0', len < BINARY_BYTES ? len : BINARY_BYTES);
    if (nul) return (size_t)(nul - s);
    size_t n = len < LOOKED_AT ? len : LOOKED_AT, controls = 0, first = len;
    for (size_t i = 0; i < n; i++) {
        unsigned char c = (unsigned char)s[i];
        if ((c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1B) || c == 0x7F)
            if (!controls++) first = i;
    }
    return controls >= CONTROLS_MIN && controls > n / CONTROL_SHARE ? first : len;
}

/* ---- Decoding --------------------------------------------------------------------------------------------------------------------- */

/* The bytes 80 to 9F of windows-1252; the five that it leaves open are the C1 controls, as the standard has it. */
static const uint16_t high_1252[32] = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x8D, 0x017D, 0x8F,
    0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
};

static bool from_1252(struct arena *a, const char *s, size_t len, struct decoded *out)
{
    size_t more = 0, o = 0;
    for (size_t i = 0; i < len; i++) more += (unsigned char)s[i] >= 0x80 ? 2 : 0;
    char *text = arena_alloc(a, len + more + 1, 1);
    if (!text) return false;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        o += utf8_encode(c >= 0x80 && c < 0xA0 ? high_1252[c - 0x80] : c, text + o);
    }
    text[o] = '\0';
    *out = (struct decoded){ text, o, 0, "windows-1252" };
    return true;
}

/* Through iconv. False: out of memory; out->encoding stays NULL if iconv does not know the encoding. */
static bool from_iconv(struct arena *a, const char *s, size_t len, const char *name, struct decoded *out, size_t *bad_at)
{
    iconv_t cd = iconv_open("UTF-8", name);
    out->encoding = NULL;
    if (cd == (iconv_t)-1) return errno != ENOMEM;
    /* No encoding's byte becomes more than three, but for GB18030's and UTF-16's pairs of bytes, which become fewer. */
    size_t room = 3 * len + 4;
    char *text = arena_alloc(a, room + 1, 1), *to = text, *from = (char *)(uintptr_t)s;
    size_t left = len;
    uint32_t repairs = 0;
    while (text && left) {
        if (iconv(cd, &from, &left, &to, &room) != (size_t)-1 || !left) break;
        if (errno == E2BIG || room < 3) break;
        if (!repairs++) *bad_at = len - left;
        memcpy(to, "\xEF\xBF\xBD", 3);
        to += 3;
        room -= 3;
        from++;
        left--;
        iconv(cd, NULL, NULL, NULL, NULL);
    }
    iconv_close(cd);
    if (!text) return false;
    *to = '\0';
    *out = (struct decoded){ text, (size_t)(to - text), repairs, name };
    return true;
}

hearsay_code encoding_decode(struct arena *a, const char *bytes, size_t len, const char *charset, bool strict, struct decoded *out,
                             hearsay_error *err)
{
    static const struct {
        const char *mark;
        size_t len;
        const char *name;
    } marks[] = {
        { "\xEF\xBB\xBF", 3, "UTF-8" },
        { "\xFF\xFE", 2, "UTF-16LE" },
        { "\xFE\xFF", 2, "UTF-16BE" },
    };
    const char *name = NULL;
    size_t skipped = 0, bad_at = 0;
    *out = (struct decoded){ 0 };
    for (size_t i = 0; i < sizeof marks / sizeof *marks && !name; i++)
        if (len >= marks[i].len && !memcmp(bytes, marks[i].mark, marks[i].len)) {
            name = marks[i].name;
            skipped = marks[i].len;
        }
    bytes += skipped;
    len -= skipped;
    if (!name) {
        name = utf16_without_mark(bytes, len);
        size_t binary = name ? len : binary_at(bytes, len);
        if (binary < len)
            return error_set(err, HEARSAY_E_BINARY, binary + skipped,
                             bytes[binary] ? "not a page: 0x%02x at byte %zu and many more control characters"
                                           : "not a page: a NUL byte (0x%02x) at byte %zu",
                             (unsigned)(unsigned char)bytes[binary], binary + skipped);
        if (!name) name = decide(bytes, len, charset);
    }
    if (!strcmp(name, "windows-1252")) {
        if (!from_1252(a, bytes, len, out)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %zu bytes", len);
    } else if (strcmp(name, "UTF-8")) {
        if (!from_iconv(a, bytes, len, name, out, &bad_at)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %zu bytes", len);
    }
    if (!out->encoding) {
        bad_at = utf8_invalid_at(bytes, len);
        *out = (struct decoded){ bytes, len, 0, "UTF-8" };
        if (bad_at < len && !strict) {
            out->text = utf8_repair(a, bytes, len, &out->len, &out->repairs);
            if (!out->text) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %zu bytes", len);
        } else if (bad_at < len) {
            out->repairs = 1;
        }
    }
    if (strict && out->repairs)
        return error_set(err, HEARSAY_E_UTF8, bad_at + skipped, "not %s: 0x%02x at byte %zu", out->encoding, (unsigned)(unsigned char)bytes[bad_at],
                         bad_at + skipped);
    return HEARSAY_OK;
}
