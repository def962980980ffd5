/* trace_svg.c: a claim of a trace as a drawing: origins to the left, the voices through which it came, outlets to the right; each edge by its stroke,
 * its end and its colour what is held of the claim. Outlets with copies of one text are one box with a count.
 *
 * LEGIBLE  at most MOST_NODES boxes; what has no room is counted below. Each box and edge has a <title>, the whole a <desc> for screen readers.
 * SAFE     as svg.c: no script, no address, nothing to be fetched, all text escaped, each line isolated in its direction. */
#include "write/trace_svg.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"
#include "write/lines.h"
#include "write/markup.h"
#include "write/svg.h"

enum { MOST_NODES = 60, MOST_CLAIMS = 3 };
enum { FONT = 13, SMALL = 11, LINE = 17, PADDING = 8, MARGIN = 24, BOX = 190, LEAST_WIDTH = 560, HEADING = 18 }; /* pixels */

enum kind { ORIGIN, VIA, OUTLET, COPIES };
struct trace_box {
    enum kind kind;
    uint32_t index;               /* of the origin (COPIES: too), the actor */
    enum trace_position position; /* of COPIES */
    const char *name;
    uint32_t reports;
    struct lines text;
    char small[80];
};
struct trace_edge {
    uint32_t from, to, reports;
    enum trace_position position;
};

struct graph {
    struct buffer *out;
    const struct trace *t;
    const struct trace_claim *c;
    struct trace_box boxes[MOST_NODES];
    uint32_t n_boxes;
    struct trace_edge *edges;
    uint32_t n_edges, left_out, passed_on;
    struct layers layers;
};

static void put(struct graph *g, const char *s) { buffer_string(g->out, s); }
static void text(struct graph *g, const char *s) { markup_text(g->out, s, strlen(s)); }

/* ---- What is drawn --------------------------------------------------------------------------------------------------------- */

static uint32_t box(struct graph *g, enum kind kind, uint32_t index, enum trace_position position, const char *name)
{
    for (uint32_t i = 0; i < g->n_boxes; i++) {
        const struct trace_box *b = &g->boxes[i];
        if (b->kind != kind || (kind != OUTLET && b->index != index)) continue;
        if (kind == COPIES ? b->position == position : kind != OUTLET || !strcmp(b->name, name)) return i;
    }
    if (g->n_boxes == MOST_NODES) return HS_NONE;
    g->boxes[g->n_boxes] = (struct trace_box){ .kind = kind, .index = index, .position = position, .name = name };
    return g->n_boxes++;
}

static void edge(struct graph *g, uint32_t from, uint32_t to, enum trace_position position)
{
    if (from == to) return;
    for (uint32_t i = 0; i < g->n_edges; i++) {
        struct trace_edge *e = &g->edges[i];
        if (e->from != from || e->to != to || e->position != position) continue;
        e->reports++;
        return;
    }
    g->edges[g->n_edges++] = (struct trace_edge){ from, to, 1, position };
}

static bool is_copy(const struct trace_report *r) { return r->because && !strcmp(r->because, "same text"); }

/* The path of a report from its origin outward; false: there is no room, and nothing of it is drawn. */
static bool path(struct graph *g, const struct trace_report *r)
{
    const struct trace_origin *o = &g->c->origins[r->origin];
    const uint32_t before = g->n_boxes;
    const char *outlet = trace_actor_name(g->t, HS_OUTLET, r->outlet);
    uint32_t at = box(g, ORIGIN, r->origin, 0, trace_actor_name(g->t, o->actor, o->outlet));
    const uint32_t end = is_copy(r) ? box(g, COPIES, r->origin, r->position, outlet) : box(g, OUTLET, 0, 0, outlet);
    uint32_t n = 0, voices[16];
    for (uint32_t v = r->n_chain; v-- > 0 && n < 16;) {
        if (r->chain[v] >= HS_OUTLET || r->chain[v] == o->actor) continue;
        voices[n] = box(g, VIA, r->chain[v], 0, g->t->actors[r->chain[v]].name);
        if (voices[n++] == HS_NONE) break;
    }
    if (at == HS_NONE || end == HS_NONE || (n && voices[n - 1] == HS_NONE)) {
        g->n_boxes = before;
        return false;
    }
    for (uint32_t v = 0; v < n; v++) {
        edge(g, at, voices[v], r->position);
        at = voices[v];
    }
    edge(g, at, end, r->position);
    g->boxes[end].reports++;
    return true;
}

static bool is_voice(const struct graph *g, uint32_t actor)
{
    for (uint32_t i = 0; i < g->n_boxes; i++)
        if (g->boxes[i].kind == VIA && g->boxes[i].index == actor) return true;
    return false;
}

static bool collect(struct graph *g, struct arena *a)
{
    size_t room = 1;
    for (uint32_t i = 0; i < g->c->n_reports; i++) room += g->c->reports[i].n_chain + 1;
    if (!(g->edges = ARENA_ZARRAY(a, struct trace_edge, room))) return false;
    for (uint32_t i = 0; i < g->c->n_reports; i++) {
        const struct trace_report *r = &g->c->reports[i];
        if (r->origin != HS_NONE && !path(g, r)) g->left_out++;
    }
    /* Who passes it on from one whose position is drawn stands there as a voice. */
    for (uint32_t i = 0; i < g->c->n_reports; i++)
        if (g->c->reports[i].origin == HS_NONE && !is_voice(g, g->c->reports[i].actor)) g->passed_on++;
    return true;
}

/* ---- Places ---------------------------------------------------------------------------------------------------------------- */

static void measure(struct graph *g, uint32_t i)
{
    struct trace_box *b = &g->boxes[i];
    struct lines small;
    const char *name = b->name;
    b->small[0] = '\0';
    if (b->kind == ORIGIN)
        snprintf(b->small, sizeof b->small, "origin, since %.10s", g->c->origins[b->index].first);
    else if (b->kind == COPIES)
        snprintf(b->small, sizeof b->small, b->reports == 1 ? "a copy, the same text" : "%u copies, the first in", b->reports);
    else if (b->kind == OUTLET && b->reports > 1)
        snprintf(b->small, sizeof b->small, "%u reports", b->reports);
    const double bold = b->kind == COPIES || b->kind == OUTLET ? SVG_BOLD : 1;
    lines_break(&b->text, name, strlen(name), FONT * bold, BOX, 2);
    lines_break(&small, b->small, strlen(b->small), SMALL * bold, BOX, 1);
    g->layers.nodes[i].along = (small.width > b->text.width ? small.width : b->text.width) + 2 * PADDING;
    g->layers.nodes[i].across = (b->text.n + (b->small[0] != '\0')) * (double)LINE + 2 * PADDING - 3;
}

/* Origins stand in the first layer, outlets in one behind all voices: what is in a column is of one kind. */
static bool lay_out(struct graph *g, struct arena *arena, struct arena *scratch)
{
    struct layers *l = &g->layers;
    *l = (struct layers){ .n_nodes = g->n_boxes, .n_edges = g->n_edges, .gap_along = 80, .gap_across = 12, .gap_edges = 7 };
    l->nodes = ARENA_ZARRAY(arena, struct layers_node, (size_t)l->n_nodes + 1);
    l->edges = ARENA_ZARRAY(arena, struct layers_edge, (size_t)l->n_edges + 1);
    if (!l->nodes || !l->edges) return false;
    for (uint32_t i = 0; i < l->n_nodes; i++) {
        measure(g, i);
        l->nodes[i].early = g->boxes[i].kind == ORIGIN;
    }
    for (uint32_t i = 0; i < l->n_edges; i++) l->edges[i] = (struct layers_edge){ .from = g->edges[i].from, .to = g->edges[i].to };
    if (!layers_place(l, arena, scratch)) return false;
    uint32_t last = 0;
    for (uint32_t i = 0; i < l->n_nodes; i++)
        if (g->boxes[i].kind < OUTLET && l->nodes[i].layer + 1 > last) last = l->nodes[i].layer + 1;
    for (uint32_t i = 0; i < l->n_nodes; i++)
        if (g->boxes[i].kind >= OUTLET) l->nodes[i].least = last;
    return layers_place(l, arena, scratch);
}

/* ---- Drawing --------------------------------------------------------------------------------------------------------------- */

static void draw_box(struct graph *g, uint32_t i)
{
    static const char *const classes[] = { [ORIGIN] = "claim", [VIA] = "voice", [OUTLET] = "outlet", [COPIES] = "outlet" };
    const struct trace_box *b = &g->boxes[i];
    const struct layers_node *l = &g->layers.nodes[i];
    put(g, "<g class=\"");
    put(g, classes[b->kind]);
    put(g, "\"><title>");
    text(g, b->name);
    if (b->small[0]) {
        put(g, " (");
        text(g, b->small);
        put(g, ")");
    }
    put(g, "</title><rect");
    svg_attribute(g->out, "x", l->at.along);
    svg_attribute(g->out, "y", l->at.across);
    svg_attribute(g->out, "width", l->along);
    svg_attribute(g->out, "height", l->across);
    put(g, " rx=\"4\"/>");
    double y = l->at.across + PADDING + 10;
    if (b->small[0]) {
        svg_line(g->out, "small", l->at.along + PADDING, y, b->small, strlen(b->small), false);
        y += LINE;
    }
    for (unsigned k = 0; k < b->text.n; k++, y += LINE)
        svg_line(g->out, NULL, l->at.along + PADDING, y, b->text.line[k].at, b->text.line[k].len, b->text.cut && k + 1 == b->text.n);
    put(g, "</g>\n");
}

static void draw_edge(struct graph *g, uint32_t i)
{
    const struct trace_edge *e = &g->edges[i];
    if (!g->layers.edges[i].n_points) return;
    put(g, "<g><title>");
    text(g, g->boxes[e->from].name);
    put(g, " to ");
    text(g, g->boxes[e->to].name);
    put(g, ": ");
    put(g, svg_kinds[e->position].words);
    put(g, ", reports: ");
    buffer_number(g->out, e->reports);
    put(g, "</title>");
    svg_stroke(g->out, e->position, false);
    svg_curve(g->out, &g->layers.edges[i]);
    put(g, "\"/></g>\n");
}

static void legend(struct graph *g, double y)
{
    double x = 0;
    for (unsigned k = 0; k < TRACE_POSITIONS; k++) {
        bool used = false;
        for (uint32_t i = 0; i < g->n_edges && !used; i++) used = g->edges[i].position == k;
        if (!used) continue;
        struct lines words;
        lines_break(&words, svg_kinds[k].words, strlen(svg_kinds[k].words), SMALL, BOX, 1);
        svg_stroke(g->out, k, false);
        put(g, "M");
        svg_number(g->out, x);
        put(g, " ");
        svg_number(g->out, y);
        put(g, "h44\"/>");
        svg_line(g->out, "small", x + 54, y + 4, svg_kinds[k].words, strlen(svg_kinds[k].words), false);
        x += 54 + words.width + 22;
    }
}

static void left_out(struct graph *g, double y)
{
    char s[120] = "";
    if (g->left_out) snprintf(s, sizeof s, "and %u more report%s", g->left_out, g->left_out == 1 ? "" : "s");
    const size_t n = strlen(s);
    if (g->passed_on)
        snprintf(s + n, sizeof s - n, "%s%u report%s that only pass%s it on", n ? "; " : "not drawn: ", g->passed_on, g->passed_on == 1 ? "" : "s",
                 g->passed_on == 1 ? "es" : "");
    if (s[0]) svg_line(g->out, "small dim", 0, y, s, strlen(s), false);
}

/* For those who cannot see it. */
static void description(struct graph *g)
{
    put(g, "<desc>");
    for (uint32_t i = 0; i < g->c->n_origins; i++) {
        const struct trace_origin *o = &g->c->origins[i];
        text(g, trace_actor_name(g->t, o->actor, o->outlet));
        put(g, " ");
        put(g, svg_kinds[o->position].words);
        put(g, ", since ");
        text(g, o->first);
        put(g, ", articles: ");
        buffer_number(g->out, o->articles);
        put(g, ".\n");
    }
    put(g, "</desc>\n");
}

static void size(struct buffer *out, double width, double height)
{
    svg_attribute(out, "width", width);
    svg_attribute(out, "height", height);
    buffer_string(out, " viewBox=\"0 0 ");
    svg_number(out, width);
    buffer_char(out, ' ');
    svg_number(out, height);
    buffer_string(out, "\">\n");
}

static double graph_width(const struct graph *g) { return (g->layers.along > LEAST_WIDTH ? g->layers.along : LEAST_WIDTH) + 2 * MARGIN; }
static double graph_height(const struct graph *g) { return g->layers.across + 2 * MARGIN + 3.5 * LINE; }

static void draw(struct graph *g)
{
    for (uint32_t i = 0; i < g->n_edges; i++) draw_edge(g, i);
    for (uint32_t i = 0; i < g->n_boxes; i++) draw_box(g, i);
    legend(g, g->layers.across + 28);
    left_out(g, g->layers.across + 28 + LINE + 6);
    put(g, "</g>\n");
}

static struct graph *graph_new(struct arena *arena, struct arena *scratch, struct buffer *out, const struct trace *t, const struct trace_claim *c)
{
    struct graph *g = ARENA_ZARRAY(arena, struct graph, 1);
    if (!g) return NULL;
    g->out = out;
    g->t = t;
    g->c = c;
    return collect(g, arena) && lay_out(g, arena, scratch) ? g : NULL;
}

static void translated(struct buffer *out, double x, double y)
{
    buffer_string(out, "<g transform=\"translate(");
    svg_number(out, x);
    buffer_char(out, ' ');
    svg_number(out, y);
    buffer_string(out, ")\">\n");
}

bool trace_svg_graph(struct buffer *out, const struct trace *t, const struct trace_claim *c, bool first)
{
    struct arena *arena = arena_new(0), *scratch = arena_new(0);
    struct graph *g = arena && scratch ? graph_new(arena, scratch, out, t, c) : NULL;
    if (g) {
        put(g, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hs\" role=\"img\" lang=\"en\"");
        size(out, graph_width(g), graph_height(g));
        put(g, "<title>");
        text(g, c->text);
        put(g, "</title>\n");
        description(g);
        if (first) {
            put(g, svg_style);
            svg_markers(out);
        }
        translated(out, MARGIN, MARGIN);
        draw(g);
        put(g, "</svg>\n");
    }
    arena_free(arena);
    arena_free(scratch);
    return g != NULL;
}

void write_trace_svg(struct buffer *out, const struct trace *t)
{
    struct arena *arena = arena_new(0), *scratch = arena_new(0);
    struct graph *graphs[MOST_CLAIMS] = { 0 };
    const uint32_t n = t->n_claims < MOST_CLAIMS ? t->n_claims : MOST_CLAIMS;
    const double head = 2 * HEADING + LINE;
    double width = LEAST_WIDTH + 2 * MARGIN, height = MARGIN + HEADING + LINE;
    bool good = arena && scratch;
    for (uint32_t i = 0; i < n && good; i++) {
        good = (graphs[i] = graph_new(arena, scratch, out, t, &t->claims[i])) != NULL;
        if (!good) break;
        if (graph_width(graphs[i]) > width) width = graph_width(graphs[i]);
        height += head + graph_height(graphs[i]);
    }
    if (good) {
        char counted[160];
        buffer_string(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hs\" role=\"img\" lang=\"en\"");
        size(out, width, height);
        buffer_string(out, "<title>");
        markup_text(out, t->query, strlen(t->query));
        buffer_string(out, "</title>\n");
        buffer_string(out, svg_style);
        svg_markers(out);
        buffer_string(out, "<rect class=\"paper\" width=\"100%\" height=\"100%\"/>\n");
        if (!n) svg_line(out, "heading", MARGIN, MARGIN + HEADING, "No claim is found.", strlen("No claim is found."), false);
        double y = MARGIN;
        for (uint32_t i = 0; i < n; i++) {
            struct graph *g = graphs[i];
            struct lines title;
            lines_break(&title, g->c->text, strlen(g->c->text), HEADING * SVG_BOLD, width - 2 * MARGIN, 1);
            put(g, "<g>");
            description(g);
            svg_line(out, "heading", MARGIN, y + HEADING, title.line[0].at, title.n ? title.line[0].len : 0, title.cut);
            snprintf(counted, sizeof counted, "%u report%s · %u independent origin%s", g->c->n_mentions, g->c->n_mentions == 1 ? "" : "s",
                     g->c->independent, g->c->independent == 1 ? "" : "s");
            svg_line(out, "dim", MARGIN, y + HEADING + 20, counted, strlen(counted), false);
            y += head;
            translated(out, MARGIN, y + 6);
            draw(g);
            put(g, "</g>\n");
            y += graph_height(g);
        }
        if (t->n_claims > n) {
            snprintf(counted, sizeof counted, "and %u more claim%s", t->n_claims - n, t->n_claims - n == 1 ? "" : "s");
            svg_line(out, "dim", MARGIN, y + 4, counted, strlen(counted), false);
        }
        buffer_string(out, "</svg>\n");
    } else {
        out->failed = true;
    }
    arena_free(arena);
    arena_free(scratch);
}

/* ---- Timeline -------------------------------------------------------------------------------------------------------------- */

static bool day_of(const char *date, int32_t *day)
{
    int y, m, d;
    if (!date || sscanf(date, "%4d-%2d-%2d", &y, &m, &d) != 3 || m < 1 || m > 12 || d < 1 || d > 31) return false;
    *day = calendar_day(y, m, d);
    return true;
}

void trace_svg_timeline(struct buffer *out, const struct trace_claim *c)
{
    enum { WIDTH = 720, LEFT = 130, ROW = 30, DOT = 5 };
    int32_t from = 0, to = 0, day;
    const char *first = NULL, *last = NULL;
    bool used[TRACE_POSITIONS] = { false };
    unsigned rows = 0, row = 0;
    for (uint32_t i = 0; i < c->n_reports; i++) {
        if (!day_of(c->reports[i].date, &day)) continue;
        if (!first || day < from) from = day, first = c->reports[i].date;
        if (!last || day > to) to = day, last = c->reports[i].date;
        rows += !used[c->reports[i].position];
        used[c->reports[i].position] = true;
    }
    if (!first) return;
    const double span = to > from ? to - from : 1, room = WIDTH - LEFT - 40;
    buffer_string(out, "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"hs\" role=\"img\" lang=\"en\"");
    size(out, WIDTH, rows * ROW + 30);
    buffer_string(out, "<title>Reports by day</title>\n");
    for (unsigned p = 0; p < TRACE_POSITIONS; p++) {
        if (!used[p]) continue;
        const double y = row++ * ROW + ROW / 2.0;
        svg_line(out, "small", 0, y + 4, svg_kinds[p].words, strlen(svg_kinds[p].words), false);
        buffer_string(out, "<path class=\"reports\" d=\"M");
        svg_number(out, LEFT);
        buffer_char(out, ' ');
        svg_number(out, y);
        buffer_string(out, "h");
        svg_number(out, room);
        buffer_string(out, "\"/>\n");
        for (uint32_t i = 0; i < c->n_reports;) {
            const char *date = c->reports[i].date;
            uint32_t n = 0;
            for (; i < c->n_reports && !strncmp(c->reports[i].date, date, 10); i++) n += c->reports[i].position == p;
            if (!n || !day_of(date, &day)) continue;
            buffer_string(out, "<circle class=\"end ");
            buffer_string(out, svg_kinds[p].kind);
            buffer_char(out, '"');
            svg_attribute(out, "cx", LEFT + room * (day - from) / span);
            svg_attribute(out, "cy", y);
            svg_attribute(out, "r", n > 8 ? DOT + 6 : DOT + 0.7 * n);
            buffer_string(out, "><title>");
            markup_text(out, date, strnlen(date, 10));
            buffer_string(out, ", reports: ");
            buffer_number(out, n);
            buffer_string(out, "</title></circle>\n");
        }
    }
    svg_line(out, "small dim", LEFT, rows * ROW + 20, first, strnlen(first, 10), false);
    if (to > from) svg_line(out, "small dim", LEFT + room - 30, rows * ROW + 20, last, strnlen(last, 10), false);
    buffer_string(out, "</svg>\n");
}
