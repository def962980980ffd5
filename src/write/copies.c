/* copies.c: the copies of a set, in the formats of docs/copies.md.
 *
 *   north.txt, 2024-03-01
 *     → south.txt    whole      97 % → 96 %   by date   Reuters          whose text, where it is, how much of each
 *     – east.txt     part       12 % – 40 %                              nothing tells who was first */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"
#include "base/versioned.h"
#include "trace/copies.h"
#include "write/write.h"

static const char *name_of(const struct copies_article *a) { return a->uri ? a->uri : a->title ? a->title : a->id; }

/* ---- JSON ------------------------------------------------------------------------------------------------------------------- */

struct json {
    struct buffer *out;
    bool pretty;
};

static void put(struct json *j, const char *literal) { write_json_literal(j->out, literal, j->pretty); }

static void string(struct json *j, const char *s)
{
    if (s)
        write_json_string(j->out, s, strlen(s));
    else
        buffer_string(j->out, "null");
}

static void json_article(struct json *j, const struct copies_article *a)
{
    put(j, "{\"id\": ");
    string(j, a->id);
    put(j, ", \"uri\": ");
    string(j, a->uri);
    put(j, ", \"outlet\": ");
    string(j, a->outlet);
    put(j, ", \"title\": ");
    string(j, a->title);
    put(j, ", \"published\": ");
    string(j, a->published);
    put(j, ", \"words\": ");
    buffer_number(j->out, a->shingled.n_words);
    put(j, ", \"credits\": [");
    for (uint32_t i = 0; i < a->provenance.n_credits; i++) {
        if (i) put(j, ", ");
        string(j, a->provenance.credits[i]);
    }
    put(j, "]}");
}

static void json_pair(struct json *j, size_t a, size_t b)
{
    put(j, "[");
    buffer_number(j->out, a);
    put(j, ", ");
    buffer_number(j->out, b);
    put(j, "]");
}

static void json_passage(struct json *j, const hearsay_passage *p)
{
    put(j, "{\"a\": ");
    json_pair(j, p->a.start, p->a.end);
    put(j, ", \"b\": ");
    json_pair(j, p->b.start, p->b.end);
    put(j, ", \"blocks\": ");
    json_pair(j, p->block_a, p->block_b);
    put(j, ", \"words\": ");
    buffer_number(j->out, p->words);
    put(j, p->boilerplate ? ", \"boilerplate\": true}" : ", \"boilerplate\": false}");
}

static void json_copy(struct json *j, const hearsay_copy *c)
{
    put(j, "{\"a\": ");
    buffer_number(j->out, c->a);
    put(j, ", \"b\": ");
    buffer_number(j->out, c->b);
    put(j, ", \"kind\": ");
    string(j, c->kind);
    put(j, ", \"from\": ");
    if (c->from == HEARSAY_NO_ARTICLE)
        buffer_string(j->out, "null");
    else
        buffer_number(j->out, c->from);
    put(j, ", \"by\": ");
    string(j, c->by);
    put(j, ", \"origin\": ");
    string(j, c->origin);
    put(j, ", \"words\": ");
    buffer_number(j->out, c->words);
    put(j, ", \"coverage\": [");
    write_score(j->out, c->coverage_a);
    put(j, ", ");
    write_score(j->out, c->coverage_b);
    put(j, "],\n    \"passages\": [");
    for (size_t i = 0; i < c->n_passages; i++) {
        put(j, i ? ",\n      " : "\n      ");
        json_passage(j, &c->passages[i]);
    }
    put(j, "]}");
}

static void write_copies_json(struct buffer *out, const hearsay_copies *set, bool pretty)
{
    struct json j = { out, pretty };
    put(&j, "{\n  \"schema\": \"hearsay-copies/1\",\n  \"articles\": [");
    for (uint32_t i = 0; i < set->n_articles; i++) {
        put(&j, i ? ",\n    " : "\n    ");
        json_article(&j, &set->articles[i]);
    }
    put(&j, "],\n  \"copies\": [");
    for (uint32_t i = 0; i < set->n_found; i++) {
        put(&j, i ? ",\n    " : "\n    ");
        json_copy(&j, &set->found[i]);
    }
    put(&j, "]\n}");
    buffer_char(out, '\n');
}

/* ---- CSV -------------------------------------------------------------------------------------------------------------------- */

static void write_copies_csv(struct buffer *out, const hearsay_copies *set, bool header)
{
    if (header) {
        buffer_string(
            out, "\"article_a\",\"article_b\",\"date_a\",\"date_b\",\"kind\",\"from\",\"by\",\"origin\",\"words\",\"coverage_a\",\"coverage_b\"");
        buffer_string(out, "\r\n");
    }
    for (uint32_t i = 0; i < set->n_found; i++) {
        const hearsay_copy *c = &set->found[i];
        const struct copies_article *a = &set->articles[c->a], *b = &set->articles[c->b];
        write_csv_text(out, name_of(a));
        write_csv_text(out, name_of(b));
        write_csv_text(out, a->published);
        write_csv_text(out, b->published);
        write_csv_text(out, c->kind);
        write_csv_text(out, c->from == HEARSAY_NO_ARTICLE ? NULL : c->from == c->a ? "a" : "b");
        write_csv_text(out, c->by);
        write_csv_text(out, c->origin);
        buffer_number(out, c->words);
        buffer_char(out, ',');
        write_score(out, c->coverage_a);
        buffer_char(out, ',');
        write_score(out, c->coverage_b);
        buffer_string(out, "\r\n");
    }
}

/* ---- For people ------------------------------------------------------------------------------------------------------------- */

/* A name on a terminal: without what a terminal would obey. */
static void plain(struct buffer *out, const char *s)
{
    const size_t len = strlen(s);
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        unsigned n = utf8_decode(s + i, len - i, &cp);
        const bool control = !n || cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C || cp == 0x200E || cp == 0x200F ||
                             (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
        if (!n) n = 1;
        if (control)
            buffer_char(out, '?');
        else
            buffer_bytes(out, s + i, n);
        i += n;
    }
}

static unsigned percent(double share)
{
    const unsigned whole = (unsigned)(share * 100 + 0.5);
    return whole == 100 && share < 1 ? 99 : whole;
}

static void heading(struct buffer *out, const struct copies_article *a, bool color)
{
    if (color) buffer_string(out, "\033[1m");
    plain(out, name_of(a));
    if (color) buffer_string(out, "\033[0m");
    if (a->published) {
        buffer_string(out, ", ");
        plain(out, a->published);
    }
    buffer_char(out, '\n');
}

static void line(struct buffer *out, const hearsay_copies *set, const hearsay_copy *c)
{
    char words[160];
    const char *arrow = c->from == HEARSAY_NO_ARTICLE ? "\xe2\x80\x93" : c->from == c->a ? "\xe2\x86\x92" : "\xe2\x86\x90";
    snprintf(words, sizeof words, "  %s %-9s %3u %% %s %3u %%  %5zu words  ", arrow, c->kind, percent(c->coverage_a), arrow, percent(c->coverage_b),
             c->words);
    buffer_string(out, words);
    plain(out, name_of(&set->articles[c->b]));
    if (c->by) {
        buffer_string(out, ", by ");
        buffer_string(out, c->by);
    }
    if (c->origin) {
        buffer_string(out, ", from ");
        plain(out, c->origin);
    }
    buffer_char(out, '\n');
}

static void write_copies_text(struct buffer *out, const hearsay_copies *set, bool color)
{
    char count[120];
    for (uint32_t i = 0; i < set->n_found; i++) {
        if (!i || set->found[i].a != set->found[i - 1].a) heading(out, &set->articles[set->found[i].a], color);
        line(out, set, &set->found[i]);
    }
    snprintf(count, sizeof count, "%s%u article%s, %u pair%s that share text\n", set->n_found ? "\n" : "", (unsigned)set->n_articles,
             set->n_articles == 1 ? "" : "s", (unsigned)set->n_found, set->n_found == 1 ? "" : "s");
    buffer_string(out, count);
}

hearsay_code hearsay_copies_write(const hearsay_copies *set, hearsay_format format, const hearsay_write_options *opts, char **out, size_t *out_len,
                                  hearsay_error *err)
{
    hearsay_write_options known = HEARSAY_WRITE_OPTIONS_INIT;
    if (!set || !out) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the set, or where its text is to go, is NULL");
    if (!versioned_copy(&known, sizeof known, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the options give their own size as %zu: start from HEARSAY_WRITE_OPTIONS_INIT", opts->size);
    struct buffer b = { 0 };
    switch (format) {
    case HEARSAY_JSON: write_copies_json(&b, set, false); break;
    case HEARSAY_JSON_PRETTY: write_copies_json(&b, set, true); break;
    case HEARSAY_CSV: write_copies_csv(&b, set, !known.no_header); break;
    case HEARSAY_TEXT: write_copies_text(&b, set, known.color); break;
    default: return error_set(err, HEARSAY_E_ARGUMENT, 0, "copies have no output format with the number %d", (int)format);
    }
    const size_t len = b.len;
    buffer_char(&b, '\0');
    if (b.failed) {
        buffer_free(&b);
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while writing %zu pairs of copies", (size_t)set->n_found);
    }
    *out = b.at;
    if (out_len) *out_len = len;
    return HEARSAY_OK;
}
