/* dot.c: the net of an article's voices and claims (net.h) in Graphviz's language, for whoever wants to lay it out, filter it or join it with others.
 *
 *   digraph "9f2c41d0b7e35a68" {
 *     outlet [label="The Post", class="outlet", shape=box, style="filled,bold"];
 *     a1 [label="Denmark", class="voice", shape=ellipse];
 *     c1 [label="Denmark had shelled the port", class="claim", shape=note, event="ASSAULT"];
 *     outlet -> a1 [class="through", ...];
 *     a1 -> c1 [class="denies", attribution="t2", score=0.8, style=dashed, arrowhead=tee];
 *   }
 *
 * All claims are there, and ids are the JSON document's; a voice without a name is n1, n2, ... Strings are quoted: in them a quotation mark and a
 * backslash are escaped, for Graphviz reads \N and \l in a label; so is &, since it reads entities there, too. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "write/net.h"
#include "write/write.h"

static const struct {
    const char *class, *look;
} looks[] = {
    [POSITION_ASSERTS] = { "asserts", "style=solid, arrowhead=normal, color=\"#1b6e3c\"" },
    [POSITION_DENIES] = { "denies", "style=dashed, arrowhead=tee, color=\"#b3261e\"" },
    [POSITION_DOUBTS] = { "doubts", "style=dotted, arrowhead=odot, color=\"#a15c00\"" },
    [POSITION_NO_EVIDENCE] = { "no-evidence", "style=dashed, arrowhead=odiamond, color=\"#6b3fa0\"" },
    [POSITION_REPORTS] = { "reports", "style=solid, arrowhead=vee, color=\"#8a867c\"" },
    [NET_THROUGH] = { "through", "style=solid, arrowhead=vee, color=\"#8a867c\", penwidth=0.7" },
};

const char *write_dot_look(enum position_kind position) { return looks[position].look; }

/* Line ends, controls, and marks that turn the direction of writing. */
static bool is_unseen(uint32_t cp)
{
    return cp < ' ' || (cp >= 0x7F && cp <= 0x9F) || cp == 0x2028 || cp == 0x2029 || (cp >= 0x202A && cp <= 0x202E) || (cp >= 0x2066 && cp <= 0x2069);
}

void write_dot_text(struct buffer *out, const char *s)
{
    for (size_t len = strlen(s), i = 0; i < len;) {
        uint32_t cp = 0;
        unsigned n = utf8_decode(s + i, len - i, &cp);
        if (!n) {
            n = 1;
            cp = ' ';
        }
        if (is_unseen(cp))
            buffer_char(out, ' ');
        else if (cp == '&')
            buffer_string(out, "&amp;");
        else {
            if (cp == '"' || cp == '\\') buffer_char(out, '\\');
            buffer_bytes(out, s + i, n);
        }
        i += n;
    }
}

void write_dot_member(struct buffer *out, const char *name, const char *value)
{
    if (!value) return;
    buffer_string(out, ", ");
    buffer_string(out, name);
    buffer_string(out, "=\"");
    write_dot_text(out, value);
    buffer_char(out, '"');
}

static void name(struct buffer *out, const struct net *net, uint32_t i)
{
    static const char letters[] = { [NET_VOICE] = 'a', [NET_NAMELESS] = 'n', [NET_CLAIM] = 'c' };
    const struct net_node *n = &net->nodes[i];
    if (n->kind == NET_OUTLET) {
        buffer_string(out, "outlet");
        return;
    }
    buffer_char(out, letters[n->kind]);
    buffer_number(out, (uint64_t)(n->kind == NET_NAMELESS ? i : n->index) + 1);
}

static void node(struct buffer *out, const struct hearsay_document *doc, const struct net *net, uint32_t i)
{
    const struct net_node *n = &net->nodes[i];
    const char *label = n->kind == NET_OUTLET     ? write_voice(doc, HS_OUTLET)
                        : n->kind == NET_NAMELESS ? write_voice(doc, HS_NONE)
                        : n->kind == NET_VOICE    ? doc->actors[n->index].name
                                                  : doc->claims[n->index].text;
    static const char *const shapes[] = { [NET_OUTLET] = "class=\"outlet\", shape=box, style=\"filled,bold\"",
                                          [NET_VOICE] = "class=\"voice\", shape=ellipse",
                                          [NET_NAMELESS] = "class=\"nameless\", shape=ellipse, style=dashed",
                                          [NET_CLAIM] = "class=\"claim\", shape=note" };
    buffer_string(out, "  ");
    name(out, net, i);
    buffer_string(out, " [label=\"");
    write_dot_text(out, label);
    buffer_string(out, "\", ");
    buffer_string(out, shapes[n->kind]);
    if (n->kind == NET_VOICE) {
        const struct actor *a = &doc->actors[n->index];
        write_dot_member(out, "kind", actor_kind_names[a->kind]);
        write_dot_member(out, "code", a->code[0] ? a->code : NULL);
    }
    if (n->kind == NET_CLAIM && doc->claims[n->index].event) {
        const struct claim_event *e = doc->claims[n->index].event;
        write_dot_member(out, "event", e->code);
        write_dot_member(out, "mode", e->mode);
        write_dot_member(out, "when", e->when);
    }
    buffer_string(out, "];\n");
}

static void edge(struct buffer *out, const struct net *net, const struct net_edge *e)
{
    buffer_string(out, "  ");
    name(out, net, e->from);
    buffer_string(out, " -> ");
    name(out, net, e->to);
    buffer_string(out, " [class=\"");
    buffer_string(out, looks[e->kind].class);
    buffer_string(out, "\", ");
    if (e->kind != NET_THROUGH && e->attribution != HS_NONE) {
        buffer_string(out, "attribution=\"t");
        buffer_number(out, (uint64_t)e->attribution + 1);
        buffer_string(out, "\", ");
    }
    if (e->kind != NET_THROUGH) {
        buffer_string(out, "score=");
        write_score(out, (double)e->score);
        buffer_string(out, ", ");
    }
    buffer_string(out, looks[e->kind].look);
    buffer_string(out, "];\n");
}

void write_dot(struct buffer *out, const struct hearsay_document *doc)
{
    struct net net = { 0 };
    uint32_t *all = malloc(((size_t)doc->n_claims + 1) * sizeof *all);
    for (uint32_t i = 0; all && i < doc->n_claims; i++) all[i] = i;
    if (!all || !net_make(&net, doc, all, doc->n_claims))
        out->failed = true;
    else {
        buffer_string(out, "digraph \"");
        buffer_string(out, doc->view->id);
        buffer_string(out, "\" {\n  rankdir=LR;\n  node [fontname=\"Helvetica,Arial,sans-serif\"];\n");
        for (uint32_t i = 0; i < net.n_nodes; i++) node(out, doc, &net, i);
        for (uint32_t i = 0; i < net.n_edges; i++) edge(out, &net, &net.edges[i]);
        buffer_string(out, "}\n");
    }
    free(all);
    net_free(&net);
}
