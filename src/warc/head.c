/* head.c: lines that are unfolded as they come, so that a field is a line. */
#include "warc/head.h"

#include <string.h>

#include "base/character.h"

static bool is_blank(char c) { return c == ' ' || c == '\t'; }

bool head_add_line(struct head *h, const char *line, size_t len)
{
    if (len && line[len - 1] == '\n') len--;
    if (len && line[len - 1] == '\r') len--;
    if (!len) return true;
    struct buffer *b = &h->text;
    bool first = !b->len || !memchr(b->at, '\n', b->len - 1);
    if (b->len && !first && is_blank(*line)) {
        b->len--; /* the end of the line before */
        while (len && is_blank(*line)) line++, len--;
        buffer_char(b, ' ');
    }
    size_t from = b->len;
    buffer_bytes(b, line, len);
    buffer_char(b, '\n');
    if (b->failed) return false;
    for (char *nul = b->at + from; (nul = memchr(nul, 0, b->at + b->len - nul));) *nul = ' ';
    return false;
}

static const char *trimmed(const char *s, const char *end, size_t *len)
{
    while (s < end && is_blank(*s)) s++;
    while (s < end && (is_blank(end[-1]) || end[-1] == '\r')) end--;
    *len = (size_t)(end - s);
    return s;
}

const char *head_first(const struct head *h, size_t *len)
{
    const char *end = h->text.len ? memchr(h->text.at, '\n', h->text.len) : NULL;
    if (end) return trimmed(h->text.at, end, len);
    *len = 0;
    return "";
}

const char *head_value(const struct head *h, const char *name, size_t *len)
{
    size_t n = strlen(name);
    const char *line = h->text.len ? h->text.at : "", *over = line + h->text.len;
    for (const char *end; line < over; line = end + 1) {
        end = memchr(line, '\n', (size_t)(over - line));
        if (!ascii_starts(line, (size_t)(end - line), name)) continue;
        const char *colon = line + n;
        while (colon < end && is_blank(*colon)) colon++; /* "Name : value" is wrong, and there */
        if (colon < end && *colon == ':') return trimmed(colon + 1, end, len);
    }
    return NULL;
}

/* ---- Content-Type -------------------------------------------------------------------------------------------------------- */

/* RFC 9110, 5.6.2. */
static bool is_token(char c) { return c > ' ' && c < 127 && !strchr("\"(),/:;<=>?@[\\]{}", c); }

static size_t token(const char *s, const char *end)
{
    const char *from = s;
    while (s < end && is_token(*s)) s++;
    return (size_t)(s - from);
}

static const char *charset_of(const char *s, const char *end, size_t *len)
{
    while ((s = memchr(s, ';', (size_t)(end - s)))) {
        s++;
        while (s < end && is_blank(*s)) s++;
        if (!ascii_starts(s, (size_t)(end - s), "charset")) continue;
        s += 7;
        while (s < end && is_blank(*s)) s++;
        if (s == end || *s != '=') continue;
        s++;
        while (s < end && (is_blank(*s) || *s == '"' || *s == '\'')) s++;
        *len = token(s, end);
        while (*len && s[*len - 1] == '\'') --*len; /* a token may hold one, a name of an encoding does not */
        if (*len) return s;
    }
    return NULL;
}

bool media_type_read(struct arena *a, const char *value, size_t len, const char **type, const char **charset)
{
    *type = *charset = NULL;
    if (!value) return true;
    const char *end = value + len, *name;
    size_t major = token(value, end), n;
    size_t minor = value + major < end && value[major] == '/' ? token(value + major + 1, end) : 0;
    if (major && minor) {
        char *lower = arena_strdup(a, value, major + 1 + minor);
        if (!lower) return false;
        for (char *c = lower; *c; c++) *c = ascii_lower(*c);
        *type = lower;
    }
    name = charset_of(value, end, &n);
    return !name || (*charset = arena_strdup(a, name, n));
}
