/* row.c: the columns of a line, and what may stand in each.
 *
 * A user writes these lines by hand, so that whatever is not understood is an error that says what would be. Nothing is passed over: a misspelt
 * attribute that is ignored would be a fact that nobody ever sees. */
#include "lexicon/row.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

const char *const lexicon_kind_names[LEXICON_KINDS] = { "country", "territory", "capital", "demonym",  "organ", "organisation",
                                                        "agency",  "title",     "group",   "document", "place", "given-name" };

const char *const lexicon_type_names[LEXICON_TYPES] = {
    "",
    "presidency",
    "government",
    "foreign-ministry",
    "defence-ministry",
    "ministry",
    "parliament",
    "court",
    "military",
    "intelligence",
    "police",
    "central-bank",
    "international",
    "party",
    "armed-group",
    "ngo",
    "company",
    "news-agency",
    "newspaper",
    "magazine",
    "broadcaster",
    "website",
    "office",
    "rank",
    "honorific",
    "profession",
    "relation",
    "city",
    "province",
    "region",
    "continent",
};

/* Which kinds a type belongs to, by the type's place in its enum. */
static const struct {
    enum lexicon_kind kind;
    enum lexicon_type first, last;
} types_of[] = {
    { LEXICON_ORGAN, LEXICON_PRESIDENCY, LEXICON_CENTRAL_BANK }, { LEXICON_ORGANISATION, LEXICON_INTERNATIONAL, LEXICON_COMPANY },
    { LEXICON_AGENCY, LEXICON_NEWS_AGENCY, LEXICON_WEBSITE },    { LEXICON_TITLE, LEXICON_OFFICE, LEXICON_RELATION },
    { LEXICON_PLACE, LEXICON_CITY, LEXICON_CONTINENT },
};

#define KIND(k) (1U << (k))
#define ANY (KIND(LEXICON_KINDS) - 1)

static const struct {
    const char *name;
    uint16_t flag;
    unsigned kinds;
} attributes[] = {
    { "adjective", LEXICON_ADJECTIVE, KIND(LEXICON_DEMONYM) },
    { "noun", LEXICON_NOUN, KIND(LEXICON_DEMONYM) },
    { "male", LEXICON_MALE, KIND(LEXICON_TITLE) | KIND(LEXICON_DEMONYM) | KIND(LEXICON_GIVEN_NAME) | KIND(LEXICON_GROUP) },
    { "female", LEXICON_FEMALE, KIND(LEXICON_TITLE) | KIND(LEXICON_DEMONYM) | KIND(LEXICON_GIVEN_NAME) | KIND(LEXICON_GROUP) },
    { "before", LEXICON_BEFORE, KIND(LEXICON_TITLE) },
    { "state-media", LEXICON_STATE_MEDIA, KIND(LEXICON_AGENCY) },
    { "state-funded", LEXICON_STATE_FUNDED, KIND(LEXICON_AGENCY) },
    { "former", LEXICON_FORMER, ANY },
};

static const struct {
    char mark;
    uint16_t flag;
} marks[] = { { '+', LEXICON_PLURAL }, { '?', LEXICON_AMBIGUOUS }, { '~', LEXICON_WORD_TOO } };

struct field {
    const char *at;
    size_t len;
};

__attribute__((format(printf, 2, 3))) static enum row_found bad(char *why, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(why, ROW_WHY, format, args);
    va_end(args);
    return ROW_BAD;
}

/* Blanks around what people write do not count. */
static struct field trimmed(const char *s, const char *end)
{
    while (s < end && *s == ' ') s++;
    while (end > s && end[-1] == ' ') end--;
    return (struct field){ s, (size_t)(end - s) };
}

static bool is(struct field f, const char *word) { return strlen(word) == f.len && !memcmp(f.at, word, f.len); }

/* At most 40 bytes of a field, for a message. */
static int shown(struct field f) { return f.len < 40 ? (int)f.len : 40; }

/* ---- Columns ------------------------------------------------------------------------------------------------------------- */

enum { COLUMNS = 4 };

static unsigned split(const char *s, size_t len, struct field *out)
{
    unsigned n = 0;
    const char *end = s + len;
    for (;;) {
        const char *tab = memchr(s, '\t', (size_t)(end - s));
        if (n < COLUMNS) out[n] = trimmed(s, tab ? tab : end);
        n++;
        if (!tab) return n;
        s = tab + 1;
    }
}

static bool read_kind(struct field f, struct row *out)
{
    for (unsigned k = 0; k < LEXICON_KINDS; k++) {
        if (!is(f, lexicon_kind_names[k])) continue;
        out->kind = (enum lexicon_kind)k;
        return true;
    }
    return false;
}

static bool wants_code(enum lexicon_kind kind) { return kind <= LEXICON_CAPITAL; }

static bool read_code(struct field f, struct row *out)
{
    if (!f.len) return true;
    if (f.len != 3) return false;
    for (size_t i = 0; i < 3; i++)
        if (f.at[i] < 'A' || f.at[i] > 'Z') return false;
    memcpy(out->code, f.at, 3);
    return true;
}

static bool read_type(struct field f, struct row *out)
{
    for (size_t i = 0; i < sizeof types_of / sizeof *types_of; i++) {
        if (types_of[i].kind != out->kind) continue;
        for (unsigned t = types_of[i].first; t <= (unsigned)types_of[i].last; t++) {
            if (!is(f, lexicon_type_names[t])) continue;
            out->type = (enum lexicon_type)t;
            return true;
        }
    }
    return false;
}

/* "cameo=GOV": three letters for each level, two levels at most. */
static bool read_cameo(struct field f, struct row *out)
{
    if (f.len != 3 && f.len != 6) return false;
    for (size_t i = 0; i < f.len; i++)
        if (f.at[i] < 'A' || f.at[i] > 'Z') return false;
    memcpy(out->cameo, f.at, f.len);
    return true;
}

static enum row_found read_attribute(struct field f, struct row *out, char *why)
{
    if (read_type(f, out)) return ROW_READ;
    for (size_t i = 0; i < sizeof attributes / sizeof *attributes; i++) {
        if (!is(f, attributes[i].name) || !(attributes[i].kinds & KIND(out->kind))) continue;
        out->flags |= attributes[i].flag;
        return ROW_READ;
    }
    if (f.len > 3 && !memcmp(f.at, "of=", 3)) {
        out->of = f.at + 3;
        out->of_len = f.len - 3;
        return ROW_READ;
    }
    if (f.len > 6 && !memcmp(f.at, "cameo=", 6)) {
        if (read_cameo((struct field){ f.at + 6, f.len - 6 }, out)) return ROW_READ;
        return bad(why, "\"%.*s\": a CAMEO code has three or six capital letters", shown(f), f.at);
    }
    return bad(why, "\"%.*s\" is no attribute of a row of kind %s", shown(f), f.at, lexicon_kind_names[out->kind]);
}

static enum row_found read_attributes(struct field f, struct row *out, char *why)
{
    const char *s = f.at, *end = f.at + f.len;
    while (s < end) {
        const char *semicolon = memchr(s, ';', (size_t)(end - s));
        struct field one = trimmed(s, semicolon ? semicolon : end);
        if (!one.len) return bad(why, "an attribute is empty");
        if (read_attribute(one, out, why) == ROW_BAD) return ROW_BAD;
        s = semicolon ? semicolon + 1 : end;
    }
    return ROW_READ;
}

static bool holds_control(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if (((unsigned char)s[i] < 0x20 && s[i] != '\t') || s[i] == 0x7F) return true;
    return false;
}

enum row_found row_read(const char *s, size_t len, struct row *out, char *why)
{
    struct field column[COLUMNS] = { { "", 0 }, { "", 0 }, { "", 0 }, { "", 0 } };
    *out = (struct row){ 0 };
    if (len && s[len - 1] == '\r') len--;
    size_t invalid = utf8_invalid_at(s, len);
    if (invalid < len) return bad(why, "byte %zu of the line is no UTF-8", invalid + 1);
    struct field line = trimmed(s, s + len);
    if (!line.len || *line.at == '#') return ROW_NONE;
    if (holds_control(s, len)) return bad(why, "a control character");

    unsigned n = split(s, len, column);
    if (n < 2 || n > COLUMNS)
        return bad(why, "%u column%s, separated by tabs; expected are kind, forms and, where there are any, code and attributes", n,
                   n == 1 ? "" : "s");
    if (!read_kind(column[0], out)) return bad(why, "\"%.*s\" is no kind of row", shown(column[0]), column[0].at);
    if (!column[1].len) return bad(why, "no form");
    out->forms = column[1].at;
    out->forms_end = column[1].at + column[1].len;
    if (!read_code(column[2], out)) return bad(why, "\"%.*s\" is no code of three capital letters", shown(column[2]), column[2].at);
    if (wants_code(out->kind) && !out->code[0]) return bad(why, "a row of kind %s needs the state's code", lexicon_kind_names[out->kind]);
    return read_attributes(column[3], out, why);
}

/* ---- Forms --------------------------------------------------------------------------------------------------------------- */

bool row_form(const struct row *row, const char **at, struct row_form *out, char *why)
{
    why[0] = '\0';
    if (*at > row->forms_end) return false;
    const char *bar = memchr(*at, '|', (size_t)(row->forms_end - *at));
    struct field f = trimmed(*at, bar ? bar : row->forms_end);
    *at = bar ? bar + 1 : row->forms_end + 1;
    out->flags = 0;
    for (size_t i = 0; i < sizeof marks / sizeof *marks;) {
        if (f.len && *f.at == marks[i].mark) {
            out->flags |= marks[i].flag;
            f.at++;
            f.len--;
            i = 0;
        } else {
            i++;
        }
    }
    if (!(out->flags & LEXICON_PLURAL)) out->flags |= LEXICON_SINGULAR;
    out->at = f.at;
    out->len = f.len;
    if (!f.len) bad(why, "a form is empty");
    return f.len > 0;
}
