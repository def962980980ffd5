/* trace_dot.c: a trace in Graphviz's language, from each claim to its origins, from each origin to who takes the position and the voices through
 * whom it came, and on to the outlets, an edge a report.
 *
 *   "k1" [label="Iran had delivered drones", class="claim", shape=note];
 *   "k1o0" [label="origin 1\n19 articles, 18 copies\nsince 2024-04-02", class="origin", ...];
 *   "k1" -> "k1o0" [class="asserts", label="asserts", ...];              the position
 *   "k1o0" -> "s12" [class="through", ...];                              who takes it, ...
 *   "s12" -> "s3" [class="through", ...];                                ... through whom
 *   "s3" -> "outlet:Bay Post" [class="report", article="...", origin="k1o0", label="2024-04-02, same text", ...];
 *   "s12" [label="Dov Halperin", class="voice", kind="person", code="ISR", ...];
 *
 * Nodes go by ids, since a paper and a news agency may have one name, and unnamed officials of two articles are two: actors by the JSON object's,
 * origins by their place in its list, outlets by their names; a voice whom nobody names is of its origin alone ("k1o0n1"). Edges stand there once
 * an origin, but those to outlets. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "trace/trace.h"
#include "write/write.h"

/* A node of a claim: the claim, an origin, an actor, a voice without a name of an origin and place in its chain. Edges are sorted by these. */
enum kind { CLAIM, ORIGIN, ACTOR, NAMELESS };
struct node {
    enum kind kind;
    uint32_t at, place;
};

struct edge {
    struct node from, to;
    enum trace_position position; /* TRACE_POSITIONS: through whom */
};

/* A trace's positions are a document's. */
_Static_assert((int)TRACE_ASSERTS == POSITION_ASSERTS && (int)TRACE_DENIES == POSITION_DENIES && (int)TRACE_DOUBTS == POSITION_DOUBTS &&
                   (int)TRACE_NO_EVIDENCE == POSITION_NO_EVIDENCE && (int)TRACE_REPORTS == POSITION_REPORTS,
               "looks of positions");

struct graph {
    struct buffer *out;
    const struct trace *t;
    const struct trace_claim *c;
    bool *actors; /* [n_actors] which there are in it */
    const char **outlets;
    size_t n_outlets;
    struct edge *edges;
    size_t n_edges;
};

static int by_node(const struct node *a, const struct node *b)
{
    if (a->kind != b->kind) return a->kind < b->kind ? -1 : 1;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    return (a->place > b->place) - (a->place < b->place);
}

static int by_edge(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    int order = by_node(&a->from, &b->from);
    if (!order) order = by_node(&a->to, &b->to);
    return order ? order : (a->position > b->position) - (a->position < b->position);
}

static int by_name(const void *a, const void *b) { return strcmp(*(const char *const *)a, *(const char *const *)b); }

/* ---- Writing ------------------------------------------------------------------------------------------------------------------ */

static void origin_id(const struct graph *g, uint32_t origin)
{
    buffer_char(g->out, 'k');
    buffer_number(g->out, (uint64_t)g->c->linked);
    if (origin == HS_NONE) return;
    buffer_char(g->out, 'o');
    buffer_number(g->out, origin);
}

static void id(const struct graph *g, const struct node *n)
{
    char actor[TRACE_ACTOR_ID];
    buffer_char(g->out, '"');
    if (n->kind == ACTOR)
        buffer_string(g->out, trace_actor_id(g->t, n->at, actor));
    else
        origin_id(g, n->kind == CLAIM ? HS_NONE : n->at);
    if (n->kind == NAMELESS) {
        buffer_char(g->out, 'n');
        buffer_number(g->out, (uint64_t)n->place + 1);
    }
    buffer_char(g->out, '"');
}

static void outlet_id(const struct graph *g, const char *outlet)
{
    buffer_string(g->out, outlet ? "\"outlet:" : "\"outlet");
    if (outlet) write_dot_text(g->out, outlet);
    buffer_char(g->out, '"');
}

static void node(const struct graph *g, const struct node *n, const char *label, const char *look)
{
    buffer_string(g->out, "  ");
    id(g, n);
    buffer_string(g->out, " [label=\"");
    write_dot_text(g->out, label);
    buffer_string(g->out, "\", ");
    buffer_string(g->out, look);
}

static void origin_node(const struct graph *g, uint32_t i)
{
    const struct trace_origin *o = &g->c->origins[i];
    char s[96];
    buffer_string(g->out, "  ");
    id(g, &(struct node){ ORIGIN, i, 0 });
    snprintf(s, sizeof s, " [label=\"origin %u\\n%u %s", i + 1, o->articles, o->articles == 1 ? "article" : "articles");
    buffer_string(g->out, s);
    snprintf(s, sizeof s, o->copies == 1 ? ", %u copy" : ", %u copies", o->copies);
    if (o->copies) buffer_string(g->out, s);
    buffer_string(g->out, "\\nsince ");
    write_dot_text(g->out, o->first);
    buffer_string(g->out, "\", class=\"origin\", shape=box, style=\"rounded,filled\", fillcolor=\"#f1efe9\"];\n");
}

static void edge(const struct graph *g, const struct edge *e)
{
    const bool through = e->position == TRACE_POSITIONS;
    buffer_string(g->out, "  ");
    id(g, &e->from);
    buffer_string(g->out, " -> ");
    id(g, &e->to);
    buffer_string(g->out, " [class=\"");
    buffer_string(g->out, through ? "through" : trace_position_names[e->position]);
    buffer_string(g->out, "\", ");
    if (!through) {
        buffer_string(g->out, "label=\"");
        buffer_string(g->out, trace_position_names[e->position]);
        buffer_string(g->out, "\", ");
    }
    buffer_string(g->out, write_dot_look(through ? POSITION_REPORTS : (enum position_kind)e->position));
    buffer_string(g->out, "];\n");
}

/* The last step of a report, to its outlet: when, and why it counts with the others of its origin. */
static void report(const struct graph *g, const struct node *from, const struct trace_report *r)
{
    char attribution[16];
    buffer_string(g->out, "  ");
    id(g, from);
    buffer_string(g->out, " -> ");
    outlet_id(g, r->outlet);
    buffer_string(g->out, " [class=\"report\", origin=\"");
    origin_id(g, r->origin);
    buffer_string(g->out, "\", position=\"");
    buffer_string(g->out, trace_position_names[r->position]);
    buffer_char(g->out, '"');
    write_dot_member(g->out, "article", r->id);
    snprintf(attribution, sizeof attribution, "t%u", r->attribution);
    write_dot_member(g->out, "attribution", r->attribution ? attribution : NULL);
    write_dot_member(g->out, "because", r->because);
    buffer_string(g->out, ", label=\"");
    write_dot_text(g->out, r->date);
    if (r->because) {
        buffer_string(g->out, "\\n");
        write_dot_text(g->out, r->because);
    }
    buffer_string(g->out, "\", ");
    buffer_string(g->out, write_dot_look(POSITION_REPORTS));
    buffer_string(g->out, "];\n");
}

/* ---- A claim ------------------------------------------------------------------------------------------------------------------ */

static struct node voice(struct graph *g, const struct trace_report *r, uint32_t place)
{
    const uint32_t actor = place < r->n_chain ? r->chain[place] : r->actor;
    if (actor >= HS_OUTLET) return (struct node){ NAMELESS, r->origin, place };
    g->actors[actor] = true;
    return (struct node){ ACTOR, actor, 0 };
}

static void add(struct graph *g, struct node from, struct node to, enum trace_position position)
{
    g->edges[g->n_edges++] = (struct edge){ from, to, position };
}

/* From the origin inward; gives the voice from whom the outlet has it. */
static struct node lead(struct graph *g, const struct trace_report *r)
{
    struct node from = { ORIGIN, r->origin, 0 };
    add(g, (struct node){ CLAIM, 0, 0 }, from, r->position);
    if (r->actor == HS_OUTLET) return from;
    for (uint32_t place = r->n_chain ? r->n_chain : 1; place-- > 0;) {
        const struct node to = voice(g, r, place);
        /* One who is heard again in his own words stands twice in a chain. */
        if (by_node(&from, &to)) add(g, from, to, TRACE_POSITIONS);
        from = to;
    }
    return from;
}

static bool claim(struct graph *g)
{
    const struct trace_claim *c = g->c;
    size_t most = 0;
    for (uint32_t i = 0; i < c->n_reports; i++) most += 2 + (size_t)c->reports[i].n_chain;
    g->n_edges = 0;
    if (!(g->edges = malloc((most + 1) * sizeof *g->edges))) return false;
    node(g, &(struct node){ CLAIM, 0, 0 }, c->text, "class=\"claim\", shape=note];\n");
    for (uint32_t i = 0; i < c->n_origins; i++) origin_node(g, i);
    for (uint32_t i = 0; i < c->n_reports; i++)
        if (c->reports[i].origin != HS_NONE) lead(g, &c->reports[i]);
    if (g->n_edges) qsort(g->edges, g->n_edges, sizeof *g->edges, by_edge);
    struct node nameless = { CLAIM, 0, 0 };
    for (size_t i = 0; i < g->n_edges; i++) {
        const struct edge *e = &g->edges[i];
        if (i && !by_edge(e - 1, e)) continue;
        if (e->to.kind == NAMELESS && by_node(&nameless, &e->to)) {
            nameless = e->to;
            node(g, &nameless, trace_actor_name(g->t, HS_NONE, NULL), "class=\"nameless\", shape=ellipse, style=dashed];\n");
        }
        edge(g, e);
    }
    for (uint32_t i = 0; i < c->n_origins; i++)
        for (uint32_t k = 0; k < c->origins[i].n_related; k++) {
            if (c->origins[i].related[k] <= i) continue;
            buffer_string(g->out, "  ");
            id(g, &(struct node){ ORIGIN, i, 0 });
            buffer_string(g->out, " -> ");
            id(g, &(struct node){ ORIGIN, c->origins[i].related[k], 0 });
            buffer_string(g->out, " [class=\"related\", label=\"of one state\", dir=none, style=dotted, constraint=false];\n");
        }
    for (uint32_t i = 0; i < c->n_reports; i++) {
        if (c->reports[i].origin == HS_NONE) continue;
        g->n_edges = 0;
        const struct node from = lead(g, &c->reports[i]);
        report(g, &from, &c->reports[i]);
        g->outlets[g->n_outlets++] = c->reports[i].outlet ? c->reports[i].outlet : "";
    }
    free(g->edges);
    return true;
}

/* Who takes a position and the outlets may be of several claims, so that they come last. */
static void shared_nodes(const struct graph *g)
{
    for (uint32_t i = 0; i < g->t->n_actors; i++) {
        if (!g->actors[i]) continue;
        node(g, &(struct node){ ACTOR, i, 0 }, g->t->actors[i].name, "class=\"voice\", shape=ellipse");
        write_dot_member(g->out, "kind", g->t->actors[i].kind);
        write_dot_member(g->out, "code", g->t->actors[i].code);
        buffer_string(g->out, "];\n");
    }
    if (g->n_outlets) qsort(g->outlets, g->n_outlets, sizeof *g->outlets, by_name);
    for (size_t i = 0; i < g->n_outlets; i++) {
        if (i && !by_name(&g->outlets[i - 1], &g->outlets[i])) continue;
        const char *outlet = *g->outlets[i] ? g->outlets[i] : NULL;
        buffer_string(g->out, "  ");
        outlet_id(g, outlet);
        buffer_string(g->out, " [label=\"");
        write_dot_text(g->out, trace_actor_name(g->t, HS_OUTLET, outlet));
        buffer_string(g->out, "\", class=\"outlet\", shape=box, style=\"filled,bold\"];\n");
    }
}

void write_trace_dot(struct buffer *out, const struct trace *t)
{
    size_t reports = 0;
    for (uint32_t i = 0; i < t->n_claims; i++) reports += t->claims[i].n_reports;
    struct graph g = { .out = out, .t = t, .actors = calloc((size_t)t->n_actors + 1, 1), .outlets = malloc((reports + 1) * sizeof *g.outlets) };
    bool good = g.actors && g.outlets;
    buffer_string(out, "digraph trace {\n  rankdir=LR;\n  node [fontname=\"Helvetica,Arial,sans-serif\"];\n"
                       "  edge [fontname=\"Helvetica,Arial,sans-serif\", fontsize=10];\n");
    for (uint32_t i = 0; good && i < t->n_claims; i++) {
        g.c = &t->claims[i];
        good = claim(&g);
    }
    if (good) shared_nodes(&g);
    buffer_string(out, "}\n");
    if (!good) out->failed = true;
    free(g.actors);
    free(g.outlets);
}
