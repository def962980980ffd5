/* terminal_claims.c: claims, each with those who hold something of it, a line a position, and the sentence in which it stands first.
 *
 *   Claims
 *   Denmark had shelled the port                                       ASSAULT
 *       asserts      Reuters › a diplomat
 *       denies       Denmark
 *       no evidence  experts
 *       A diplomat told Reuters that Denmark had shelled the port.
 *
 *   and 9 more claims                                                  if there are any
 *
 * Whoever only passes it on stands before the one who holds it. What the outlet holds in its own voice has its name. */
#include "write/terminal_claims.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/leading.h"
#include "write/write.h"

enum { MOST = 6, INDENT = 2, BELOW = 6, HANGING = 19 };

/* The voices of a chain but its last one. */
static void through(struct flow *f, const struct hearsay_document *doc, const struct position *p)
{
    if (p->attribution == HS_NONE) return;
    const struct attribution *a = &doc->attributions[p->attribution];
    for (uint32_t i = 0; i + 1 < a->n_voices && a->voices[i].actor != p->actor; i++) {
        flow_string(f, STYLE_DIM, write_voice(doc, a->voices[i].actor));
        f->lead = "›";
    }
}

/* A line a position: who holds it; those who pass it on only if nobody else is there. */
static void sides(struct flow *f, const struct hearsay_document *doc, const struct claim *c)
{
    static const struct {
        enum position_kind kind;
        const char *words;
    } order[] = { { POSITION_ASSERTS, "asserts" },
                  { POSITION_DENIES, "denies" },
                  { POSITION_NO_EVIDENCE, "no evidence" },
                  { POSITION_DOUBTS, "doubts" },
                  { POSITION_REPORTS, "reports" } };
    bool any = false;
    f->indent = HANGING;
    for (size_t k = 0; k < sizeof order / sizeof *order; k++) {
        bool first = true;
        if (any && order[k].kind == POSITION_REPORTS) break;
        for (uint32_t i = 0; i < c->n_positions; i++) {
            const struct position *p = &c->positions[i];
            if (p->kind != order[k].kind || position_again(c, i)) continue;
            if (first) {
                flow_start(f, BELOW);
                flow_string(f, STYLE_CUE, order[k].words);
                flow_space(f, HANGING - BELOW - (unsigned)strlen(order[k].words));
            } else {
                f->lead = "·";
            }
            through(f, doc, p);
            flow_string(f, p->actor == HS_NONE ? STYLE_DIM : STYLE_SOURCE, write_voice(doc, p->actor));
            first = false;
            any = true;
        }
        if (!first) flow_end(f);
    }
}

static bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

/* As much of it as goes into two lines, with the claim in it. */
static void sentence(struct flow *f, const struct hearsay_document *doc, const struct claim *c)
{
    const uint32_t i = write_claim_sentence(doc, c), room = 2 * (f->columns - BELOW) - 16;
    if (i == HS_NONE) return;
    const struct span in = doc->sentences[i].span, claimed = c->mentions[0].spans.at[0];
    /* Hardly more than the claim itself: then once is enough. */
    if (strlen(c->text) + 4 > in.end - in.start && memmem(doc->text + in.start, in.end - in.start, c->text, strlen(c->text))) return;
    uint32_t from = in.start, to = in.end;
    if (claimed.end < to && claimed.end - from > room) from = claimed.end - room;
    if (from > claimed.start) from = claimed.start;
    while (from > in.start && from < claimed.start && !is_blank(doc->text[from - 1])) from++;
    if (to - from > room) {
        const uint32_t most = from + room;
        for (to = most; to > from && !is_blank(doc->text[to]);) to--;
        if (to == from)
            for (to = most; ((unsigned char)doc->text[to] & 0xC0) == 0x80;) to--;
    }
    f->indent = BELOW;
    flow_start(f, BELOW);
    if (from > in.start) f->lead = "…";
    flow_text(f, STYLE_DIM, doc->text + from, to - from);
    if (to < in.end) flow_string(f, STYLE_DIM, "…");
    flow_end(f);
}

static void claim(struct flow *f, const struct hearsay_document *doc, const struct claim *c, unsigned margin)
{
    char event[64] = "";
    if (c->event && c->event->mode && 2 + strlen(c->event->code) + 1 + strlen(c->event->mode) <= margin)
        snprintf(event, sizeof event, "%s %s", c->event->code, c->event->mode);
    else if (c->event && 2 + strlen(c->event->code) <= margin)
        snprintf(event, sizeof event, "%s", c->event->code);
    f->margin = event[0] ? event : NULL;
    f->indent = BELOW;
    flow_start(f, INDENT);
    flow_string(f, STYLE_CONTENT, c->text);
    flow_end(f);
    sides(f, doc, c);
    sentence(f, doc, c);
}

static void heading(struct flow *f, const char *s)
{
    flow_start(f, INDENT);
    flow_string(f, STYLE_TITLE, s);
    flow_end(f);
}

bool terminal_claims(struct flow *f, const struct hearsay_document *doc, unsigned margin)
{
    struct leading l;
    char more[64];
    if (!leading_find(&l, doc, MOST)) return false;
    const unsigned indent = f->indent;
    if (l.n) {
        heading(f, "Claims");
        for (uint32_t i = 0; i < l.n; i++) claim(f, doc, &doc->claims[l.claims[i]], margin);
        if (l.more) {
            snprintf(more, sizeof more, "and %u more claim%s", l.more, l.more == 1 ? "" : "s");
            flow_start(f, INDENT);
            flow_string(f, STYLE_DIM, more);
            flow_end(f);
        }
        flow_end(f);
        heading(f, "Attributions");
    }
    free(l.claims);
    f->indent = indent;
    return true;
}
