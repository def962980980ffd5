/* csv.c: attributions as a table, one a row, for spreadsheets and data frames; RFC 4180, UTF-8, CRLF.
 *
 *   "article","date","source","actor","kind","code","cue","stance","content","score"
 *
 * SAFE TO OPEN  A spreadsheet takes a cell that begins with = + - @ (or their full-width kin), a tab or a carriage return for a formula, and a
 *               hostile article may be quoted so. Such a cell gets an apostrophe before it, which spreadsheets show as text (OWASP, "CSV
 *               Injection"); white space before the sign does not help it. Every text is quoted, so that no separator of any locale splits a cell in
 *               two, and white space and control characters within it become single spaces, so that a row is a line. */
#include <string.h>

#include "base/utf8.h"
#include "write/write.h"

/* One cell in the making: what was put into it so far decides what comes first. */
struct cell {
    struct buffer *out;
    bool any, space; /* something stands in it; a space is due before what follows */
};

static bool begins_formula(uint32_t cp)
{
    switch (cp) {
    case '=':
    case '+':
    case '-':
    case '@':
    case '|': /* DDE in old spreadsheets */
    case '%':
    case 0xFF1D:
    case 0xFF0B:
    case 0xFF0D:
    case 0xFF20:
    case 0x2212: return true;
    default: return false;
    }
}

/* Marks that turn the direction of writing go, too: they make a cell read as what it is not. */
static bool is_blank(uint32_t cp)
{
    return cp <= ' ' || (cp >= 0x7F && cp <= 0xA0) || (cp >= 0x2028 && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069) || cp == 0xFEFF;
}

static void put(struct cell *c, const char *s, size_t len)
{
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        unsigned n = utf8_decode(s + i, len - i, &cp);
        if (!n) n = 1;
        if (is_blank(cp)) {
            c->space = c->any;
        } else {
            if (!c->any && begins_formula(cp)) buffer_char(c->out, '\'');
            if (c->space) buffer_char(c->out, ' ');
            if (cp == '"') buffer_char(c->out, '"');
            buffer_bytes(c->out, s + i, n);
            c->any = true;
            c->space = false;
        }
        i += n;
    }
}

void write_csv_text(struct buffer *out, const char *s)
{
    struct cell c = { out, false, false };
    buffer_char(out, '"');
    if (s) put(&c, s, strlen(s));
    buffer_string(out, "\",");
}

static void spans(struct buffer *out, const struct hearsay_document *doc, struct span_list list)
{
    struct cell c = { out, false, false };
    buffer_char(out, '"');
    for (uint32_t i = 0; i < list.n; i++) {
        if (i) put(&c, " … ", strlen(" … "));
        put(&c, doc->text + list.at[i].start, list.at[i].end - list.at[i].start);
    }
    buffer_string(out, "\",");
}

const char *hearsay_csv_header(void)
{
    return "\"article\",\"date\",\"source\",\"actor\",\"kind\",\"code\",\"cue\",\"stance\",\"content\",\"score\"\r\n";
}

void write_csv(struct buffer *out, const struct hearsay_document *doc)
{
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const struct attribution *a = &doc->attributions[i];
        const struct actor *who = a->actor == HS_NONE ? NULL : &doc->actors[a->actor];
        write_csv_text(out, doc->uri ? doc->uri : doc->view->id);
        write_csv_text(out, doc->published);
        spans(out, doc, a->source);
        write_csv_text(out, who ? who->name : NULL);
        write_csv_text(out, who ? actor_kind_names[who->kind] : NULL);
        write_csv_text(out, who ? who->code : NULL);
        spans(out, doc, a->cue);
        write_csv_text(out, stance_names[a->stance]);
        spans(out, doc, a->content);
        write_score(out, a->score);
        buffer_string(out, "\r\n");
    }
}
