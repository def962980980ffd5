/* trace_html.c: a trace as a page that needs nothing else: the count, the graph of its chains, days, who holds what with the words that show it,
 * origins and why reports count as one. No script; the policy forbids to fetch anything. */
#include <string.h>

#include "write/markup.h"
#include "write/svg.h"
#include "write/trace_svg.h"

static const char head[] = "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
                           "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/>\n"
                           "<meta name=\"generator\" content=\"hearsay\"/>\n"
                           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
                           "<meta name=\"color-scheme\" content=\"light dark\"/>\n";

static const char style[] =
    "<style>\n"
    ":root{--paper:#fdfcf9;--ink:#1c1b19;--dim:#6b675f;--rule:#dcd8ce;--source:#0b5cad;--yes:#1b6e3c;--no:#b3261e}\n"
    "@media(prefers-color-scheme:dark){:root{--paper:#191817;--ink:#e9e6df;--dim:#a8a399;--rule:#3a3834;"
    "--source:#7db7f2;--yes:#6fcf97;--no:#ff8a80}}\n"
    "*{box-sizing:border-box}body{margin:0 auto;max-width:74rem;padding:1.2rem 1.5rem;background:var(--paper);color:var(--ink);"
    "font:1rem/1.5 system-ui,sans-serif;overflow-wrap:anywhere}\n"
    "header{color:var(--dim);font-size:.9rem;border-bottom:1px solid var(--rule);padding-bottom:.6rem}\n"
    "h1{font:600 1.3rem/1.3 Georgia,serif;margin:.2rem 0;color:var(--ink)}h2{font:600 1.5rem/1.3 Georgia,serif;margin:2rem 0 .3rem}\n"
    "h3{font-size:1rem;margin:1.2rem 0 .4rem}.count{font-size:2rem;line-height:1.2;font-weight:600;margin:.2rem 0}.dim{color:var(--dim)}\n"
    ".columns{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(17rem,100%),1fr));gap:1.2rem}\n"
    ".columns section{border-top:4px solid var(--rule);padding-top:.3rem}.columns .asserts{border-color:var(--yes)}"
    ".columns .denies{border-color:var(--no)}.columns h3{margin-top:.2rem}\n"
    "ol,ul{margin:0;padding:0;list-style:none}li{margin:0 0 .6rem}li p{margin:0}"
    "b,q,bdi,cite{unicode-bidi:isolate}q{quotes:none;font-family:Georgia,serif}cite{font-style:normal}"
    "mark{background:none;color:inherit;text-decoration:underline;text-decoration-color:var(--dim);text-underline-offset:.2em}\n"
    "a{color:var(--source)}.drawing{overflow-x:auto}.drawing svg{display:block}.timeline svg{max-width:100%;height:auto}\n"
    "details summary{cursor:pointer;color:var(--dim)}\n"
    "@media(max-width:40rem){body{padding:.8rem 1rem}.count{font-size:1.5rem}}\n"
    "@media print{:root{--paper:#fff;--ink:#000}body{font-size:10pt;max-width:none}.drawing{overflow:visible}.drawing svg{max-width:100%;height:auto}"
    "li{break-inside:avoid}}\n"
    "</style>\n";

enum { MOST_EVIDENCE = 100 }; /* of one position of a claim */

static void text(struct buffer *out, const char *s) { markup_text(out, s, strlen(s)); }

static void counted(struct buffer *out, uint32_t n, const char *one, const char *many)
{
    buffer_number(out, n);
    buffer_char(out, ' ');
    buffer_string(out, n == 1 ? one : many);
}

/* The article, with a link where the address is one of the web: no other scheme becomes a link. */
static void article(struct buffer *out, const struct trace_report *r)
{
    const bool web = !strncmp(r->uri, "https://", 8) || !strncmp(r->uri, "http://", 7);
    if (web) {
        buffer_string(out, "<a rel=\"noreferrer\" href=\"");
        text(out, r->uri);
        buffer_string(out, "\">");
    }
    buffer_string(out, "<cite>");
    text(out, r->title ? r->title : *r->uri ? r->uri : r->id);
    buffer_string(out, "</cite>");
    if (web) buffer_string(out, "</a>");
}

/* The sentence, with the claim in it marked; where it is not known, the claim's own words. */
static void words(struct buffer *out, const struct trace_report *r)
{
    buffer_string(out, "<p><q>");
    if (r->words) {
        markup_text(out, r->words, r->marked);
        buffer_string(out, "<mark>");
        markup_text(out, r->words + r->marked, r->marked_end - r->marked);
        buffer_string(out, "</mark>");
        text(out, r->words + r->marked_end);
    } else {
        text(out, r->wording);
    }
    buffer_string(out, "</q></p>");
}

/* Through whom the outlet has it; the last voice stands above, and an agency's own story need not say twice whose it is. */
static void voices(struct buffer *out, const struct trace *t, const struct trace_report *r)
{
    if (r->outlet) {
        buffer_string(out, " · <bdi>");
        text(out, r->outlet);
        buffer_string(out, "</bdi>");
    }
    for (uint32_t i = 0; i < r->n_chain; i++) {
        const char *name = trace_actor_name(t, r->chain[i], r->outlet);
        if (!i && r->outlet && !strcmp(name, r->outlet)) continue;
        buffer_string(out, " → <bdi>");
        text(out, name);
        buffer_string(out, "</bdi>");
    }
}

static void evidence(struct buffer *out, const struct trace *t, const struct trace_report *r)
{
    buffer_string(out, "<li><p><b>");
    text(out, trace_actor_name(t, r->actor, r->outlet));
    buffer_string(out, "</b> <time class=\"dim\">");
    text(out, r->date);
    buffer_string(out, "</time></p>");
    words(out, r);
    buffer_string(out, "<p class=\"dim\">");
    article(out, r);
    voices(out, t, r);
    buffer_string(out, "</p></li>\n");
}

static bool is_folded(const struct trace_report *r) { return r->position == TRACE_REPORTS || (r->because && !strcmp(r->because, "same text")); }

/* Copies come behind what they copy, folded; so do those that take no side. */
static void columns(struct buffer *out, const struct trace *t, const struct trace_claim *c)
{
    buffer_string(out, "<div class=\"columns\">\n");
    for (unsigned p = 0; p < TRACE_POSITIONS; p++) {
        uint32_t n[2] = { 0 };
        for (uint32_t i = 0; i < c->n_reports; i++)
            if (c->reports[i].position == p) n[is_folded(&c->reports[i])]++;
        if (!n[0] && !n[1]) continue;
        buffer_string(out, "<section class=\"");
        buffer_string(out, svg_kinds[p].kind);
        buffer_string(out, "\"><h3>");
        buffer_string(out, p == TRACE_ASSERTS       ? "Affirm"
                           : p == TRACE_DENIES      ? "Deny"
                           : p == TRACE_DOUBTS      ? "Doubt"
                           : p == TRACE_NO_EVIDENCE ? "Found no evidence"
                                                    : "Pass it on");
        buffer_string(out, " <span class=\"dim\">");
        buffer_number(out, (uint64_t)n[0] + n[1]);
        buffer_string(out, "</span></h3>\n");
        for (int copy = 0; copy < 2; copy++) {
            uint32_t shown = 0;
            if (!n[copy]) continue;
            if (copy) {
                buffer_string(out, "<details><summary>");
                if (p == TRACE_REPORTS)
                    counted(out, n[1], "report takes no side", "reports take no side");
                else
                    counted(out, n[1], "copy of the same text", "copies of the same text");
                buffer_string(out, "</summary>\n");
            }
            buffer_string(out, "<ol>\n");
            for (uint32_t i = 0; i < c->n_reports && shown < MOST_EVIDENCE; i++) {
                if (c->reports[i].position != p || is_folded(&c->reports[i]) != copy) continue;
                evidence(out, t, &c->reports[i]);
                shown++;
            }
            if (n[copy] > shown) {
                buffer_string(out, "<li class=\"dim\">and ");
                buffer_number(out, n[copy] - shown);
                buffer_string(out, " more</li>\n");
            }
            buffer_string(out, copy ? "</ol></details>\n" : "</ol>\n");
        }
        buffer_string(out, "</section>\n");
    }
    buffer_string(out, "</div>\n");
}

/* Why reports count as one, each reason with its count. */
static void reasons(struct buffer *out, const struct trace_claim *c, const struct trace_origin *o)
{
    static const char *const known[] = { "same text", "same actor", "same outlet", "cited by", "headline" };
    bool any = false;
    for (size_t k = 0; k < sizeof known / sizeof *known; k++) {
        uint32_t n = 0;
        for (uint32_t i = o->report; i != HS_NONE; i = c->reports[i].fellow) n += c->reports[i].because && !strcmp(c->reports[i].because, known[k]);
        if (!n) continue;
        buffer_string(out, any ? ", " : " · counted as one: ");
        buffer_string(out, known[k]);
        buffer_string(out, " (");
        buffer_number(out, n);
        buffer_string(out, ")");
        any = true;
    }
}

static void origins(struct buffer *out, const struct trace *t, const struct trace_claim *c)
{
    buffer_string(out, "<h3>Origins</h3>\n<ul>\n");
    for (uint32_t i = 0; i < c->n_origins; i++) {
        const struct trace_origin *o = &c->origins[i];
        buffer_string(out, "<li><p><b>");
        text(out, trace_actor_name(t, o->actor, o->outlet));
        buffer_string(out, "</b> ");
        buffer_string(out, svg_kinds[o->position].words);
        buffer_string(out, " since <time>");
        text(out, o->first);
        buffer_string(out, "</time></p><p class=\"dim\">");
        counted(out, o->articles, "article", "articles");
        if (o->copies) {
            buffer_string(out, ", of which copies: ");
            buffer_number(out, o->copies);
        }
        for (uint32_t k = 0; k < o->n_via; k++) {
            buffer_string(out, k ? " and <bdi>" : " · by way of <bdi>");
            text(out, trace_actor_name(t, o->via[k], NULL));
            buffer_string(out, "</bdi>");
        }
        for (uint32_t k = 0; k < o->n_related; k++) {
            const struct trace_origin *x = &c->origins[o->related[k]];
            buffer_string(out, k ? " and <bdi>" : " · of one state with <bdi>");
            text(out, trace_actor_name(t, x->actor, x->outlet));
            buffer_string(out, "</bdi>");
        }
        reasons(out, c, o);
        buffer_string(out, "</p></li>\n");
    }
    buffer_string(out, "</ul>\n");
}

void write_trace_html(struct buffer *out, const struct trace *t)
{
    buffer_string(out, head);
    buffer_string(out, "<title>");
    text(out, t->query);
    buffer_string(out, "</title>\n");
    buffer_string(out, style);
    buffer_string(out, "</head>\n<body>\n<header>Traced<h1><bdi>");
    text(out, t->query);
    buffer_string(out, "</bdi></h1></header>\n<main>\n");
    if (!t->n_claims) buffer_string(out, "<p>No claim is found.</p>\n");
    for (uint32_t i = 0; i < t->n_claims; i++) {
        const struct trace_claim *c = &t->claims[i];
        buffer_string(out, "<article>\n<h2><bdi>");
        text(out, c->text);
        buffer_string(out, "</bdi></h2>\n<p class=\"count\">");
        counted(out, c->n_mentions, "report", "reports");
        buffer_string(out, " · ");
        counted(out, c->independent, "independent origin", "independent origins");
        buffer_string(out, "</p>\n<p class=\"dim\">k");
        buffer_number(out, (uint64_t)c->linked);
        if (c->code) {
            buffer_string(out, " · ");
            text(out, c->code);
        }
        buffer_string(out, " · ");
        counted(out, c->n_articles, "article", "articles");
        buffer_string(out, " · ");
        counted(out, c->n_outlets, "outlet", "outlets");
        buffer_string(out, "</p>\n<div class=\"drawing\">\n");
        if (!trace_svg_graph(out, t, c, i == 0)) out->failed = true;
        buffer_string(out, "</div>\n<div class=\"timeline\">\n");
        trace_svg_timeline(out, c);
        buffer_string(out, "</div>\n");
        columns(out, t, c);
        origins(out, t, c);
        buffer_string(out, "</article>\n");
    }
    buffer_string(out, "</main>\n</body>\n</html>\n");
}
