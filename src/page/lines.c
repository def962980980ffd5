/* lines.c: which line breaks are the author's, and which a typewriter's.
 *
 *   One line, one paragraph:                     Wrapped by hand at W columns:
 *     |The minister said on Monday that ...|       |The minister said on Monday that the|  W
 *     |His deputy did not ...              |       |plan had failed. His deputy did     |  "not" would not have fitted
 *                                                  |not answer questions.               |
 *                                                  |  An indented line opens the next   |
 *
 * A text is wrapped if its lines are as full as a wrapper makes them: nearly no line would have had room for the first word of the line below,
 * and most break off inside a sentence. W is the width that all but a few lines keep; a text whose lines are longer than WIDTH_MAX is not wrapped.
 * In a wrapped text a paragraph ends at a blank line, before an indented one, and behind a line that had room to spare, for that break was meant.
 * Line breaks are those of Unicode (UAX #14: LF, CR, CR LF, VT, FF, NEL, LS, PS). */
#include "page/lines.h"

#include <stdlib.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "base/utf8.h"

#define WIDTH_MAX 120u
#define WIDTH_MIN 30u
#define TAB 8u
/* A first line may have been indented after the wrapping, or wrapped with its indent. */
#define SLACK 4u

/* A line as it stands in the text. */
struct row {
    uint32_t start, end;    /* without white space at its ends */
    uint32_t next;          /* where the next line begins */
    uint32_t indent, width; /* columns; the width holds the indent */
};

static uint32_t break_at(const char *s, uint32_t len, uint32_t i)
{
    switch (s[i]) {
    case '\n':
    case '\v':
    case '\f': return 1;
    case '\r': return i + 1 < len && s[i + 1] == '\n' ? 2 : 1;
    case '\xC2': return i + 1 < len && s[i + 1] == '\x85' ? 2 : 0;
    case '\xE2': return i + 2 < len && s[i + 1] == '\x80' && (s[i + 2] == '\xA8' || s[i + 2] == '\xA9') ? 3 : 0;
    default: return 0;
    }
}

static struct row row_at(const char *s, uint32_t len, uint32_t at)
{
    uint32_t end = at, n = 0;
    while (end < len && !(n = break_at(s, len, end))) end++;
    struct row r = { at + (uint32_t)char_white_prefix(s + at, end - at), end, end + (end < len ? n : 0), 0, 0 };
    r.end -= (uint32_t)char_white_suffix(s + r.start, end - r.start);
    if (r.start == r.end) return r;
    for (uint32_t i = at; i < r.start; i++) r.indent += s[i] == '\t' ? TAB : ((unsigned char)s[i] & 0xC0) != 0x80;
    /* Beyond this a line is as long as any other: counting it to its end is of no use. */
    uint32_t limit = r.end - r.start > 4 * WIDTH_MAX ? r.start + 4 * WIDTH_MAX : r.end;
    r.width = r.indent + (uint32_t)utf8_count(s + r.start, limit - r.start);
    return r;
}

static uint32_t first_word_width(const char *s, const struct row *r)
{
    uint32_t i = r->start, columns = 0;
    while (i < r->end && columns < WIDTH_MAX) {
        uint32_t cp;
        unsigned n;
        if (char_at(s + i, r->end - i, &cp, &n) == CHAR_WHITE) break;
        i += n;
        columns++;
    }
    return columns;
}

char line_last_mark(const char *s, size_t len)
{
    for (;;) {
        const char *last = s + len - 1;
        if (len > 1 && (*last == '"' || *last == '\'' || *last == ')' || *last == ']'))
            len--;
        else if (len > 3 && last[-2] == '\xE2' && last[-1] == '\x80' && ((unsigned char)*last & 0xF8) == 0x98)
            len -= 3; /* curly quotation marks */
        else if (len >= 3 && !memcmp(last - 2, "\xE2\x80\xA6", 3))
            return '.'; /* an ellipsis */
        else
            return *last;
    }
}

static bool ends_sentence(const char *s, const struct row *r)
{
    char c = line_last_mark(s + r->start, r->end - r->start);
    return c == '.' || c == '!' || c == '?' || c == ':';
}

/* The width the text is wrapped at; 0 if it is not. */
static uint32_t wrap_width(const char *s, uint32_t len)
{
    /* Only lines that have another right below them, not indented, say anything: a headline may be longer than the column. */
    uint32_t histogram[WIDTH_MAX + 2] = { 0 }, pairs = 0;
    struct row r = row_at(s, len, 0), next;
    for (uint32_t at = r.next; at < len; at = next.next, r = next) {
        next = row_at(s, len, at);
        if (r.start < r.end && next.start < next.end && next.indent <= r.indent + 1) {
            histogram[r.width <= WIDTH_MAX ? r.width : WIDTH_MAX + 1]++;
            pairs++;
        }
    }
    uint32_t width = WIDTH_MAX + 1, longer = 0;
    while (width > 0 && longer + histogram[width] <= pairs / 32) longer += histogram[width--];
    if (!pairs || width > WIDTH_MAX || width < WIDTH_MIN) return 0;

    uint32_t full = 0, inside = 0, small = 0;
    r = row_at(s, len, 0);
    for (uint32_t at = r.next; at < len; at = next.next, r = next) {
        next = row_at(s, len, at);
        if (r.start == r.end || next.start == next.end || next.indent > r.indent + 1) continue;
        full += r.width + 1 + first_word_width(s, &next) + SLACK > width;
        inside += !ends_sentence(s, &r);
        small += s[next.start] >= 'a' && s[next.start] <= 'z';
    }
    /* Few lines prove little: a list of short entries looks the same. Then a small letter must go on at a line's start. */
    return full >= pairs - pairs / 8 && 2 * inside >= pairs && 2 * (pairs >= 8 ? 2 * small : small) > pairs ? width : 0;
}

/* Whether the break between two lines of a text wrapped at width is a paragraph's. */
static bool breaks(const char *s, const struct row *r, const struct row *next, uint32_t width)
{
    if (!width || next->indent > r->indent + 1) return true;
    uint32_t used = r->width + 1 + first_word_width(s, next) + SLACK;
    return used <= width && (ends_sentence(s, r) || width - used > width / 4);
}

hearsay_code lines_of_text(const char *text, uint32_t len, struct line **lines, uint32_t *n_lines, hearsay_error *err)
{
    *lines = NULL;
    *n_lines = 0;
    uint32_t n = 0;
    for (uint32_t at = 0; at < len;) {
        struct row r = row_at(text, len, at);
        n += r.start < r.end;
        at = r.next;
    }
    if (!n) return HEARSAY_OK;
    struct line *out = malloc(n * sizeof *out);
    if (!out) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %lu lines", (unsigned long)n);
    uint32_t width = wrap_width(text, len), k = 0;
    bool blank = true;
    struct row last = { 0 };
    for (uint32_t at = 0; at < len;) {
        struct row r = row_at(text, len, at);
        at = r.next;
        if (r.start == r.end) {
            blank = true;
            continue;
        }
        if (blank || breaks(text, &last, &r, width)) {
            out[k++] = (struct line){ { r.start, r.end }, blank, false };
        } else {
            out[k - 1].span.end = r.end;
            out[k - 1].wrapped = true;
        }
        last = r;
        blank = false;
    }
    *lines = out;
    *n_lines = k;
    return HEARSAY_OK;
}
