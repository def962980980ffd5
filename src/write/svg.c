/* svg.c: the net of an article's voices and claims as a drawing (net.h, laid out by layers.h): the outlet to the left, voices further in, claims to
 * the right; an edge to a claim says by its stroke and its end, and by its colour too, what the voice holds of it.
 *
 * LEGIBLE  at most MOST_CLAIMS claims, those that lead (leading.h); long texts are broken and cut, their whole is each node's <title>, as each edge's
 *          is a sentence. What a screen reader gets is the list in <desc>. Colours follow the reader's light or dark setting.
 * SAFE     no script, no address, nothing to be fetched; all text is escaped (markup.h), each line is an element of its own, so that marks that turn
 *          the direction of writing do not reach beyond it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/layers.h"
#include "write/leading.h"
#include "write/lines.h"
#include "write/markup.h"
#include "write/net.h"
#include "write/svg.h"
#include "write/write.h"

#define MOST_CLAIMS 24
#define UNSURE 0.5f /* more likely wrong than right: drawn paler */

/* Pixels. */
enum { FONT = 13, SMALL = 11, LINE = 17, PADDING = 8, MARGIN = 24, VOICE_WIDTH = 170, CLAIM_WIDTH = 300, LEAST_WIDTH = 560, HEADING = 18 };

const char svg_style[] =
    "<style>\n"
    ".hs{font-family:system-ui,'Segoe UI',Roboto,'Helvetica Neue',Arial,sans-serif;font-size:13px;fill:#1c1b19}.hs text{unicode-bidi:isolate}\n"
    ".paper{fill:#fff}.dim{fill:#6b675f}.heading{font-size:18px;font-weight:600}.small{font-size:11px}\n"
    ".voice rect{fill:#eef3fa;stroke:#0b5cad}.nameless rect{fill:none;stroke:#6b675f;stroke-dasharray:3 3}.nameless text{font-style:italic}\n"
    ".outlet rect{fill:#1c1b19;stroke:#1c1b19}.outlet text{fill:#fff;font-weight:600}\n"
    ".claim rect{fill:#fdf8e6;stroke:#b9a45c}.claim.contested rect{stroke-width:2.5}\n"
    ".edge{fill:none;stroke-width:2}.end{stroke-width:1.6;fill:#fff}\n"
    ".unsure{stroke-opacity:.5}\n"
    ".asserts{stroke:#1b6e3c}.end.asserts{fill:#1b6e3c}\n"
    ".denies{stroke:#b3261e;stroke-dasharray:9 4}\n"
    ".doubts{stroke:#a15c00;stroke-dasharray:2 4}\n"
    ".no-evidence{stroke:#6b3fa0;stroke-dasharray:11 4 2 4}\n"
    ".reports,.through{stroke:#8a867c;stroke-width:1.3}.end.reports,.end.through{fill:none}\n"
    ".end{stroke-dasharray:none}\n"
    "@media(prefers-color-scheme:dark){.hs{fill:#e9e6df}.paper{fill:#191817}.dim{fill:#a8a399}.voice rect{fill:#1c2a3a;stroke:#7db7f2}"
    ".nameless rect{fill:none;stroke:#a8a399}"
    ".outlet rect{fill:#e9e6df;stroke:#e9e6df}.outlet text{fill:#191817}.claim rect{fill:#35301f;stroke:#9a8848}.end{fill:#191817}"
    ".asserts{stroke:#6fcf97}.end.asserts{fill:#6fcf97}.denies{stroke:#ff8a80}.doubts{stroke:#ffb454}.no-evidence{stroke:#c7a6ff}"
    ".reports,.through{stroke:#8f8a80}.end.reports,.end.through{fill:none}}\n"
    "</style>\n";

/* Ends of edges: a full arrow, a bar, a ring, a diamond, open arrows. */
const struct svg_kind svg_kinds[] = {
    [POSITION_ASSERTS] = { "asserts", "asserts", "M0 1.5 9 5 0 8.5z" },
    [POSITION_DENIES] = { "denies", "denies", "M7 0V10M3 0V10" },
    [POSITION_DOUBTS] = { "doubts", "doubts", "M9 5A4 4 0 1 1 1 5A4 4 0 1 1 9 5z" },
    [POSITION_NO_EVIDENCE] = { "no-evidence", "found no evidence", "M0 5 4.5 .8 9 5 4.5 9.2z" },
    [POSITION_REPORTS] = { "reports", "reports", "M3 1.5 9 5 3 8.5" },
    [NET_THROUGH] = { "through", "speaks through", "M3 1.5 9 5 3 8.5" },
};
enum { KINDS = NET_THROUGH + 1 };

struct box {
    struct lines text;
    char small[80]; /* above it */
};

struct drawing {
    struct buffer *out;
    const struct hearsay_document *doc;
    struct leading leading;
    struct net net;
    struct layers layers;
    struct box *boxes;
};

static void put(struct drawing *d, const char *s) { buffer_string(d->out, s); }

void svg_number(struct buffer *out, double x)
{
    char digits[32];
    /* Not by printf's %f: in some locales a decimal point is a comma. */
    const long tenths = (long)(x * 10 + (x < 0 ? -0.5 : 0.5));
    snprintf(digits, sizeof digits, "%s%ld.%ld", tenths < 0 ? "-" : "", labs(tenths) / 10, labs(tenths) % 10);
    buffer_string(out, digits);
}

static void number(struct drawing *d, double x) { svg_number(d->out, x); }

void svg_attribute(struct buffer *out, const char *name, double x)
{
    buffer_char(out, ' ');
    buffer_string(out, name);
    buffer_string(out, "=\"");
    svg_number(out, x);
    buffer_char(out, '"');
}

static void attribute(struct drawing *d, const char *name, double x) { svg_attribute(d->out, name, x); }

static void text(struct drawing *d, const char *s) { markup_text(d->out, s, strlen(s)); }

/* ---- Words ----------------------------------------------------------------------------------------------------------------- */

static const char *voice_name(const struct drawing *d, const struct net_node *n)
{
    return n->kind == NET_OUTLET ? write_voice(d->doc, HS_OUTLET) : n->kind == NET_NAMELESS ? "(nobody named)" : d->doc->actors[n->index].name;
}

static void whole_node(struct drawing *d, const struct net_node *n)
{
    if (n->kind == NET_CLAIM) {
        const struct claim_event *e = d->doc->claims[n->index].event;
        text(d, d->doc->claims[n->index].text);
        if (e && e->when) {
            put(d, " (");
            text(d, e->when);
            put(d, ")");
        }
        return;
    }
    text(d, voice_name(d, n));
    if (n->kind == NET_VOICE && d->doc->actors[n->index].role) {
        put(d, ", ");
        text(d, d->doc->actors[n->index].role);
    }
    if (n->kind == NET_NAMELESS) {
        put(d, ", through ");
        text(d, voice_name(d, &d->net.nodes[n->index]));
    }
}

static void whole_edge(struct drawing *d, const struct net_edge *e)
{
    const struct net_node *from = &d->net.nodes[e->from], *to = &d->net.nodes[e->to];
    if (e->kind == NET_THROUGH) {
        text(d, voice_name(d, to));
        put(d, " through ");
        text(d, voice_name(d, from));
        return;
    }
    text(d, voice_name(d, from));
    put(d, " ");
    put(d, svg_kinds[e->kind].words);
    put(d, ": ");
    text(d, d->doc->claims[to->index].text);
    put(d, " (");
    write_score(d->out, (double)e->score);
    put(d, ")");
}

/* For those who cannot see it: each claim, and who holds what of it. */
static void description(struct drawing *d)
{
    put(d, "<desc>");
    for (uint32_t i = 0; i < d->leading.n; i++) {
        const struct claim *c = &d->doc->claims[d->leading.claims[i]];
        text(d, c->text);
        for (uint32_t k = 0; k < c->n_positions; k++) {
            if (position_again(c, k)) continue;
            put(d, "; ");
            put(d, svg_kinds[c->positions[k].kind].words);
            put(d, ": ");
            text(d, write_voice(d->doc, c->positions[k].actor));
        }
        put(d, ".\n");
    }
    put(d, "</desc>\n");
}

/* ---- Places ---------------------------------------------------------------------------------------------------------------- */

static void measure(struct drawing *d, uint32_t i)
{
    const struct net_node *n = &d->net.nodes[i];
    struct box *b = &d->boxes[i];
    const char *s = n->kind == NET_CLAIM ? d->doc->claims[n->index].text : voice_name(d, n);
    const struct claim_event *e = n->kind == NET_CLAIM ? d->doc->claims[n->index].event : NULL;
    const double bold = n->kind == NET_OUTLET ? SVG_BOLD : 1;
    lines_break(&b->text, s, strlen(s), FONT * bold, n->kind == NET_CLAIM ? CLAIM_WIDTH : VOICE_WIDTH, n->kind == NET_CLAIM ? 3 : 2);
    b->small[0] = '\0';
    if (e)
        snprintf(b->small, sizeof b->small, "%s%s%s%s%s", e->code, e->mode ? " " : "", e->mode ? e->mode : "", e->when ? ", " : "",
                 e->when ? e->when : "");
    struct lines small;
    lines_break(&small, b->small, strlen(b->small), SMALL, 10 * CLAIM_WIDTH, 1);
    const double width = small.width > b->text.width ? small.width : b->text.width;
    d->layers.nodes[i].along = width + 2 * PADDING;
    d->layers.nodes[i].across = (b->text.n + (b->small[0] != '\0')) * (double)LINE + 2 * PADDING - 3;
}

/* Claims stand in one layer, behind all voices. */
static bool lay_out(struct drawing *d, struct arena *arena, struct arena *scratch)
{
    struct layers *g = &d->layers;
    g->n_nodes = d->net.n_nodes;
    g->n_edges = d->net.n_edges;
    g->nodes = ARENA_ZARRAY(arena, struct layers_node, (size_t)g->n_nodes + 1);
    g->edges = ARENA_ZARRAY(arena, struct layers_edge, (size_t)g->n_edges + 1);
    d->boxes = ARENA_ZARRAY(arena, struct box, (size_t)g->n_nodes + 1);
    if (!g->nodes || !g->edges || !d->boxes) return false;
    g->gap_along = 80;
    g->gap_across = 14;
    g->gap_edges = 7;
    for (uint32_t i = 0; i < g->n_nodes; i++) measure(d, i);
    for (uint32_t i = 0; i < g->n_edges; i++) g->edges[i] = (struct layers_edge){ .from = d->net.edges[i].from, .to = d->net.edges[i].to };
    if (!layers_place(g, arena, scratch)) return false;
    uint32_t last = 0;
    for (uint32_t i = 0; i < g->n_nodes; i++)
        if (d->net.nodes[i].kind != NET_CLAIM && g->nodes[i].layer + 1 > last) last = g->nodes[i].layer + 1;
    for (uint32_t i = 0; i < g->n_nodes; i++)
        if (d->net.nodes[i].kind == NET_CLAIM) g->nodes[i].least = last;
    return layers_place(g, arena, scratch);
}

/* ---- Drawing --------------------------------------------------------------------------------------------------------------- */

void svg_line(struct buffer *out, const char *class, double x, double y, const char *s, size_t len, bool cut)
{
    buffer_string(out, "<text");
    if (class) {
        buffer_string(out, " class=\"");
        buffer_string(out, class);
        buffer_char(out, '"');
    }
    svg_attribute(out, "x", x);
    svg_attribute(out, "y", y);
    buffer_char(out, '>');
    markup_text(out, s, len);
    buffer_string(out, cut ? "…</text>" : "</text>");
}

static void line(struct drawing *d, const char *class, double x, double y, const char *s, size_t len, bool cut)
{
    svg_line(d->out, class, x, y, s, len, cut);
}

static void node(struct drawing *d, uint32_t i)
{
    static const char *const classes[] = { [NET_OUTLET] = "outlet", [NET_VOICE] = "voice", [NET_NAMELESS] = "nameless", [NET_CLAIM] = "claim" };
    const struct net_node *n = &d->net.nodes[i];
    const struct layers_node *l = &d->layers.nodes[i];
    const struct box *b = &d->boxes[i];
    put(d, "<g class=\"");
    put(d, classes[n->kind]);
    if (n->kind == NET_CLAIM && claim_contested(&d->doc->claims[n->index])) put(d, " contested");
    put(d, "\"><title>");
    whole_node(d, n);
    put(d, "</title><rect");
    attribute(d, "x", l->at.along);
    attribute(d, "y", l->at.across);
    attribute(d, "width", l->along);
    attribute(d, "height", l->across);
    attribute(d, "rx", n->kind == NET_CLAIM ? 3 : l->across < 40 ? l->across / 2 : 18);
    put(d, "/>");
    double y = l->at.across + PADDING + 10;
    if (b->small[0]) {
        line(d, "small dim", l->at.along + PADDING, y, b->small, strlen(b->small), false);
        y += LINE;
    }
    for (unsigned k = 0; k < b->text.n; k++, y += LINE)
        line(d, NULL, l->at.along + PADDING, y, b->text.line[k].at, b->text.line[k].len, b->text.cut && k + 1 == b->text.n);
    put(d, "</g>\n");
}

void svg_curve(struct buffer *out, const struct layers_edge *e)
{
    const struct layers_point *p = e->points;
    buffer_string(out, "M");
    for (uint32_t i = 0; i < e->n_points; i++) {
        if (i) {
            const double half = (p[i].along - p[i - 1].along) / 2;
            const bool crosses = i % 2 == 0;
            const struct layers_point bends[] = { { p[i - 1].along + half, p[i - 1].across }, { p[i].along - half, p[i].across } };
            buffer_string(out, crosses ? "C" : "L");
            for (unsigned k = 0; k < 2 && crosses; k++) {
                svg_number(out, bends[k].along);
                buffer_string(out, " ");
                svg_number(out, bends[k].across);
                buffer_string(out, " ");
            }
        }
        svg_number(out, p[i].along);
        buffer_string(out, " ");
        svg_number(out, p[i].across);
    }
}

void svg_stroke(struct buffer *out, unsigned kind, bool unsure)
{
    buffer_string(out, "<path class=\"edge ");
    buffer_string(out, svg_kinds[kind].kind);
    if (unsure) buffer_string(out, " unsure");
    buffer_string(out, "\" marker-end=\"url(#hs-");
    buffer_string(out, svg_kinds[kind].kind);
    buffer_string(out, ")\" d=\"");
}

static void edge(struct drawing *d, uint32_t i)
{
    const struct layers_edge *e = &d->layers.edges[i];
    const struct net_edge *what = &d->net.edges[i];
    if (!e->n_points) return;
    put(d, "<g><title>");
    whole_edge(d, what);
    put(d, "</title>");
    svg_stroke(d->out, what->kind, what->kind != NET_THROUGH && what->score < UNSURE);
    svg_curve(d->out, e);
    put(d, "\"/></g>\n");
}

/* Samples of all strokes that are drawn; its height. */
static double legend(struct drawing *d, double y, double width, bool draw)
{
    double x = 0;
    for (unsigned kind = 0; kind < KINDS; kind++) {
        bool used = false;
        struct lines words;
        for (uint32_t i = 0; i < d->net.n_edges && !used; i++) used = d->net.edges[i].kind == kind;
        if (!used) continue;
        lines_break(&words, svg_kinds[kind].words, strlen(svg_kinds[kind].words), SMALL, CLAIM_WIDTH, 1);
        const double item = 46 + 8 + words.width + 22;
        if (x > 0 && x + item > width) {
            x = 0;
            y += LINE + 4;
        }
        if (draw) {
            svg_stroke(d->out, kind, false);
            put(d, "M");
            number(d, x);
            put(d, " ");
            number(d, y);
            put(d, "h44\"/>");
            line(d, "small", x + 54, y + 4, svg_kinds[kind].words, strlen(svg_kinds[kind].words), false);
            put(d, "\n");
        }
        x += item;
    }
    return y + LINE;
}

static void heading(struct drawing *d, const struct lines *title)
{
    char counted[160];
    const struct hearsay_document *doc = d->doc;
    const uint32_t all = d->leading.n + d->leading.more;
    for (unsigned i = 0; i < title->n; i++)
        line(d, "heading", 0, HEADING * (1 + 1.25 * i), title->line[i].at, title->line[i].len, title->cut && i + 1 == title->n);
    const double y = HEADING * (1.25 * title->n) + LINE;
    if (!all)
        snprintf(counted, sizeof counted, "No claims were found.");
    else if (!d->leading.more)
        snprintf(counted, sizeof counted, "%u claim%s", all, all == 1 ? "" : "s");
    else
        snprintf(counted, sizeof counted, "%u of %u claims, contested ones first", d->leading.n, all);
    line(d, "small dim", 0, y, counted, strlen(counted), false);
    if (doc->published) line(d, "small dim", 340, y, doc->published, strlen(doc->published), false);
}

void svg_markers(struct buffer *out)
{
    buffer_string(out, "<defs>\n");
    for (unsigned kind = 0; kind < KINDS; kind++) {
        buffer_string(out, "<marker id=\"hs-");
        buffer_string(out, svg_kinds[kind].kind);
        buffer_string(
            out,
            "\" viewBox=\"-1 -1 12 12\" refX=\"9\" refY=\"5\" markerWidth=\"12\" markerHeight=\"12\" markerUnits=\"userSpaceOnUse\" orient=\"auto\">"
            "<path class=\"end ");
        buffer_string(out, svg_kinds[kind].kind);
        buffer_string(out, "\" d=\"");
        buffer_string(out, svg_kinds[kind].end);
        buffer_string(out, "\"/></marker>\n");
    }
    buffer_string(out, "</defs>\n");
}

static void picture(struct drawing *d)
{
    struct lines title;
    const struct span headline = write_headline(d->doc);
    const char *s = headline.end ? d->doc->text + headline.start : d->doc->title ? d->doc->title : "Voices and claims";
    const size_t len = headline.end ? headline.end - headline.start : strlen(s);
    const double width = d->layers.along > LEAST_WIDTH ? d->layers.along : LEAST_WIDTH;
    lines_break(&title, s, len, HEADING * SVG_BOLD, width, 2);
    const double top = HEADING * 1.25 * title.n + LINE + 22;
    const double height = top + d->layers.across + legend(d, 28, width, false);
    put(d, "<svg xmlns=\"http://www.w3.org/2000/svg\" id=\"hearsay-");
    put(d, d->doc->view->id);
    put(d, "\" class=\"hs\" role=\"img\" lang=\"en\"");
    attribute(d, "width", width + 2 * MARGIN);
    attribute(d, "height", height + 2 * MARGIN);
    put(d, " viewBox=\"0 0 ");
    number(d, width + 2 * MARGIN);
    put(d, " ");
    number(d, height + 2 * MARGIN);
    put(d, "\">\n<title>");
    markup_text(d->out, s, len);
    put(d, "</title>\n");
    description(d);
    put(d, svg_style);
    svg_markers(d->out);
    put(d, "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n<g transform=\"translate(");
    number(d, MARGIN);
    put(d, " ");
    number(d, MARGIN);
    put(d, ")\">\n");
    heading(d, &title);
    put(d, "\n<g transform=\"translate(0 ");
    number(d, top);
    put(d, ")\">\n");
    for (uint32_t i = 0; i < d->net.n_edges; i++) edge(d, i);
    for (uint32_t i = 0; i < d->net.n_nodes; i++) node(d, i);
    legend(d, d->layers.across + 28, width, true);
    put(d, "</g>\n</g>\n</svg>\n");
}

void write_svg(struct buffer *out, const struct hearsay_document *doc)
{
    struct drawing d = { .out = out, .doc = doc };
    struct arena *arena = arena_new(0), *scratch = arena_new(0);
    if (arena && scratch && leading_find(&d.leading, doc, MOST_CLAIMS) && net_make(&d.net, doc, d.leading.claims, d.leading.n) &&
        lay_out(&d, arena, scratch))
        picture(&d);
    else
        out->failed = true;
    free(d.leading.claims);
    net_free(&d.net);
    arena_free(arena);
    arena_free(scratch);
}
