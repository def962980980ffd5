/* html_claims.c: claims at the head of the page, each with its positions side by side: who holds it, through whom, and the sentence that shows it.
 * The first ones are open, the others folded; what holds them apart is a word and a stroke, not colour alone. */
#include "write/html_claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/leading.h"
#include "write/markup.h"
#include "write/write.h"

enum { OPEN = 6, MOST = 40 };

const char html_claims_style[] =
    "<style>\n"
    ".claims .about{margin:0 0 .8rem;font:600 1.5rem/1.25 Georgia,'Times New Roman',serif;overflow-wrap:anywhere}\n"
    ".claims{max-width:74rem;margin:0 auto;padding:1rem 1.5rem 0;font:.85rem/1.45 system-ui,sans-serif}"
    ".claims h2{font-size:1rem;margin:.3rem 0 .6rem}\n"
    ".claims ol{margin:0;padding:0;list-style:none}.claim{margin:0 0 .6rem;padding:.6rem .8rem;border:1px solid var(--rule);border-radius:.3rem;"
    "overflow-wrap:anywhere}\n"
    ".claim h3{margin:0;font:600 1rem/1.4 Georgia,'Times New Roman',serif}.claim p{margin:0}.claim h3,.claim q,.claim a{unicode-bidi:isolate}\n"
    ".sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(13rem,1fr));gap:.4rem 1.2rem;margin:.5rem 0 0}\n"
    ".side{border-top:3px solid var(--dim);padding-top:.25rem}.side.asserts{border-color:var(--source)}"
    ".side.denies{border-top-style:dashed;border-color:var(--cue)}.side.doubts{border-top-style:dotted}"
    ".side.no-evidence{border-top-style:double}\n"
    ".side dt{font-weight:600}.side dd{margin:.15rem 0 .35rem}.side q{quotes:none;color:var(--dim);display:-webkit-box;-webkit-line-clamp:3;"
    "-webkit-box-orient:vertical;overflow:hidden}.side dd:hover q,.side dd:focus-within q{display:block}\n"
    ".claims summary{cursor:pointer;color:var(--source);padding:.2rem 0}.claims details{margin:0 0 .6rem}\n"
    "@media(max-width:56rem){.claims{padding:1rem 1rem 0}}\n"
    "@media print{.claim{break-inside:avoid}.side q{display:block}}\n"
    "</style>\n";

struct section {
    struct buffer *out;
    const struct hearsay_document *doc;
};

static void put(struct section *s, const char *text) { buffer_string(s->out, text); }

static void text(struct section *s, const char *t) { markup_text(s->out, t, strlen(t)); }

/* The sentence of an attribution; of the outlet's own voice, that of the claim's first mention there. */
static uint32_t sentence_of(const struct section *s, const struct claim *c, const struct position *p)
{
    if (p->attribution != HS_NONE) return s->doc->attributions[p->attribution].sentence;
    struct claim own = *c;
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        own.mentions = &c->mentions[i];
        if (c->mentions[i].attribution == HS_NONE) return write_claim_sentence(s->doc, &own);
    }
    return write_claim_sentence(s->doc, c);
}

/* "Reuters › a diplomat", a link to the attribution where there is one. */
static void holder(struct section *s, const struct position *p)
{
    const struct attribution *a = p->attribution == HS_NONE ? NULL : &s->doc->attributions[p->attribution];
    if (a) {
        put(s, "<a href=\"#t");
        buffer_number(s->out, (uint64_t)p->attribution + 1);
        put(s, "\" data-t=\"");
        buffer_number(s->out, (uint64_t)p->attribution + 1);
        put(s, "\">");
    }
    for (uint32_t i = 0; a && i + 1 < a->n_voices && a->voices[i].actor != p->actor; i++) {
        put(s, "<span class=\"nobody\">");
        text(s, write_voice(s->doc, a->voices[i].actor));
        put(s, "</span> › ");
    }
    text(s, write_voice(s->doc, p->actor));
    put(s, a ? "</a>" : " <small>in its own voice</small>");
}

static void side(struct section *s, const struct claim *c, enum position_kind kind, const char *words)
{
    bool any = false;
    uint32_t last = HS_NONE;
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        if (p->kind != kind || position_again(c, i)) continue;
        if (!any) {
            put(s, "<div class=\"side ");
            put(s, position_kind_names[kind]);
            put(s, "\"><dt>");
            put(s, words);
            put(s, "</dt>");
        }
        any = true;
        put(s, "<dd>");
        holder(s, p);
        const uint32_t shown = sentence_of(s, c, p);
        if (shown != HS_NONE && shown != last) {
            const struct span in = s->doc->sentences[shown].span;
            put(s, "<q>");
            markup_text(s->out, s->doc->text + in.start, in.end - in.start);
            put(s, "</q>");
        }
        last = shown;
        put(s, "</dd>");
    }
    if (any) put(s, "</div>");
}

static void facts(struct section *s, const struct claim_event *e)
{
    if (!e) return;
    put(s, "<p class=\"facts\"><b>");
    put(s, e->code);
    put(s, "</b>");
    if (e->mode) {
        put(s, " ");
        put(s, e->mode);
    }
    for (uint32_t i = 0; i < e->n_contexts; i++) {
        put(s, " · ");
        put(s, e->contexts[i]);
    }
    if (e->when) {
        put(s, " · ");
        text(s, e->when);
    }
    if (e->where != HS_NONE) {
        put(s, " · ");
        text(s, s->doc->actors[e->where].name);
    }
    put(s, "</p>");
}

static void claim(struct section *s, uint32_t index)
{
    const struct claim *c = &s->doc->claims[index];
    bool held = false;
    put(s, "<li class=\"claim\" id=\"c");
    buffer_number(s->out, (uint64_t)index + 1);
    put(s, "\"><h3>");
    text(s, c->text);
    put(s, "</h3>");
    facts(s, c->event);
    put(s, "<dl class=\"sides\">");
    for (uint32_t i = 0; i < c->n_positions; i++) held = held || c->positions[i].kind != POSITION_REPORTS;
    side(s, c, POSITION_ASSERTS, "asserts");
    side(s, c, POSITION_DENIES, "denies");
    side(s, c, POSITION_NO_EVIDENCE, "found no evidence");
    side(s, c, POSITION_DOUBTS, "doubts");
    if (!held) side(s, c, POSITION_REPORTS, "reports");
    put(s, "</dl></li>\n");
}

/* The article's own headline stands further down, with its marks; here is what the claims are from. */
static void begin(struct section *s)
{
    const struct span headline = write_headline(s->doc);
    put(s, "<section class=\"claims\" aria-label=\"What is claimed\">\n");
    if (headline.end) {
        put(s, "<p class=\"about\">");
        markup_text(s->out, s->doc->text + headline.start, headline.end - headline.start);
        put(s, "</p>\n");
    }
    put(s, "<h2>What is claimed</h2>\n<ol>\n");
}

bool html_claims(struct buffer *out, const struct hearsay_document *doc)
{
    struct section s = { out, doc };
    struct leading l;
    if (!leading_find(&l, doc, MOST)) return false;
    if (l.n) begin(&s);
    for (uint32_t i = 0; i < l.n; i++) {
        if (i == OPEN) {
            put(&s, "</ol>\n<details><summary>and ");
            buffer_number(out, (uint64_t)l.n - OPEN);
            put(&s, " more</summary>\n<ol>\n");
        }
        claim(&s, l.claims[i]);
    }
    if (l.n) put(&s, l.n > OPEN ? "</ol></details>\n" : "</ol>\n");
    if (l.n && l.more) {
        put(&s, "<p class=\"facts\">");
        buffer_number(out, l.more);
        put(&s, l.more == 1 ? " claim more is not shown here.</p>\n" : " claims more are not shown here.</p>\n");
    }
    if (l.n) put(&s, "</section>\n");
    free(l.claims);
    return true;
}
