/* text.c: a plain text becomes a document: measured, checked, repaired or refused, trimmed, named by its hash, and cut into blocks.
 *
 * The text stays the input, unchanged, but for a byte order mark at its start, white space at its end, and bad byte sequences, each of which
 * becomes U+FFFD. What is no text at all is refused with the place that shows it: a NUL, or control characters in a number that no text has
 * (a terminal's escapes and a typewriter's backspaces are few). Errors give places in the input as it came, its byte order mark included. */
#include <string.h>
#include <xxhash.h>

#include "base/character.h"
#include "base/error.h"
#include "base/utf8.h"
#include "page/page.h"

/* More than one control character in 32 bytes, and at least 8 of them. */
#define CONTROL_SHARE 32u
#define CONTROLS_MIN 8u

/* One pass for the offset of the first NUL or, if there are too many, of the first control character; len if it is text. */
static size_t binary_at(const char *s, size_t len)
{
    const char *nul = len ? memchr(s, '\0', len) : NULL;
    if (nul) return (size_t)(nul - s);
    size_t controls = 0, first = len;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if ((c < 0x20 && !(c >= '\b' && c <= '\r') && c != 0x1B) || c == 0x7F) {
            if (!controls++) first = i;
        }
    }
    return controls >= CONTROLS_MIN && controls > len / CONTROL_SHARE ? first : len;
}

/* The string without white space at its ends, NULL if nothing is left; *failed if memory ran out. */
static const char *trimmed(struct arena *a, const char *s, bool *failed)
{
    if (!s) return NULL;
    size_t len = strlen(s), start = char_white_prefix(s, len), end = len - char_white_suffix(s + start, len - start);
    if (start == end) return NULL;
    if (start == 0 && end == len) return s;
    const char *copy = arena_strdup(a, s + start, end - start);
    *failed |= !copy;
    return copy;
}

static hearsay_code too_long(hearsay_error *err, size_t len, size_t max)
{
    return error_set(err, HEARSAY_E_TOO_LONG, max, "the text has %zu bytes, at most %zu are read", len, max);
}

hearsay_code page_from_text(struct hearsay_document *doc, const char *bytes, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    static const char bom[3] = { '\xEF', '\xBB', '\xBF' };
    /* Offsets have 32 bits, and a repair may triple the text. */
    const size_t limit = (size_t)1 << 30;
    size_t max = opts && opts->max_bytes < limit ? opts->max_bytes : opts ? limit : HEARSAY_MAX_BYTES;
    if (len > max) return too_long(err, len, max);
    size_t skipped = len >= sizeof bom && !memcmp(bytes, bom, sizeof bom) ? sizeof bom : 0;
    const char *s = skipped ? bytes + skipped : bytes;
    size_t n = len - skipped, at = binary_at(s, n);
    if (at < n)
        return error_set(err, HEARSAY_E_BINARY, at + skipped,
                         s[at] ? "not a text: 0x%02x at byte %zu and many more control characters" : "not a text: a NUL byte (0x%02x) at byte %zu",
                         (unsigned)(unsigned char)s[at], at + skipped);
    if (opts && opts->strict && (at = utf8_invalid_at(s, n)) < n)
        return error_set(err, HEARSAY_E_UTF8, at + skipped, "not UTF-8: 0x%02x at byte %zu", (unsigned)(unsigned char)s[at], at + skipped);

    size_t repaired;
    uint32_t repairs;
    char *text = utf8_repair(doc->arena, s, n, &repaired, &repairs);
    if (!text) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a text of %zu bytes", n);
    if (repaired > INT32_MAX) return too_long(err, repaired, INT32_MAX);
    repaired -= char_white_suffix(text, repaired);
    text[repaired] = '\0';
    doc->text = text;
    doc->len = (uint32_t)repaired;
    doc->repairs = repairs;
    doc->id = XXH3_64bits(text, repaired);
    bool failed = false;
    doc->uri = trimmed(doc->arena, doc->uri, &failed);
    doc->title = trimmed(doc->arena, doc->title, &failed);
    doc->outlet = trimmed(doc->arena, doc->outlet, &failed);
    doc->published = trimmed(doc->arena, doc->published, &failed);
    if (failed) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the metadata");
    return blocks_of_text(doc, err);
}
