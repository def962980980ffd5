/* html.c: one article as one page that needs nothing else: the claims that lead (html_claims.c), the text with sources, cues and contents marked, and
 * beside it one card an attribution with its chain. The outlet's loaded words are underlined.
 *
 * Spans of several attributions overlap freely, elements cannot: at every edge of a span the text is cut, and each cut piece says which attributions
 * it belongs to and as what. Pointing at a piece, or tabbing to a cue, lights up its card and all pieces of that attribution; a tap or click
 * keeps it lit. Without script all of it is still there to read, and to print.
 *
 * Everything that comes from an article is escaped; nothing of it stands in a script, a style or an address (html_page.h holds all of those). */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/html_claims.h"
#include "write/html_page.h"
#include "write/markup.h"
#include "write/write.h"

/* Where a span of an attribution begins or ends. */
struct edge {
    uint32_t at;
    uint32_t attribution;
    enum role role;
    bool opens;
};

#define UNSURE 0.5f /* more likely wrong than right: the card's edge is broken */

struct page {
    struct buffer *out;
    const struct hearsay_document *doc;
    struct edge *edges;
    uint32_t n_edges, next;
    struct edge *open; /* spans that are open, in the order they began */
    uint32_t n_open;
    uint32_t loaded; /* the first loaded word that may lie ahead */
};

static void put(struct page *p, const char *s) { buffer_string(p->out, s); }

static void text(struct page *p, const char *s) { markup_text(p->out, s, strlen(s)); }

static void piece(struct page *p, struct span s) { markup_text(p->out, p->doc->text + s.start, s.end - s.start); }

/* ---- Edges ---------------------------------------------------------------------------------------------------------------- */

static int by_place(const void *x, const void *y)
{
    const struct edge *a = x, *b = y;
    if (a->at != b->at) return a->at < b->at ? -1 : 1;
    if (a->opens != b->opens) return a->opens ? 1 : -1;
    if (a->attribution != b->attribution) return a->attribution < b->attribution ? -1 : 1;
    return (a->role > b->role) - (a->role < b->role);
}

static bool find_edges(struct page *p)
{
    const struct hearsay_document *doc = p->doc;
    size_t n = 0;
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        for (enum role role = ROLE_SOURCE; role < ROLES; role++) n += 2 * (size_t)role_spans(&doc->attributions[i], role).n;
    p->edges = malloc((n + 1) * sizeof *p->edges);
    p->open = malloc((n / 2 + 1) * sizeof *p->open);
    if (!p->edges || !p->open) return false;
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        for (enum role role = ROLE_SOURCE; role < ROLES; role++) {
            const struct span_list list = role_spans(&doc->attributions[i], role);
            for (uint32_t k = 0; k < list.n; k++) {
                p->edges[p->n_edges++] = (struct edge){ list.at[k].start, i, role, true };
                p->edges[p->n_edges++] = (struct edge){ list.at[k].end, i, role, false };
            }
        }
    qsort(p->edges, p->n_edges, sizeof *p->edges, by_place);
    return true;
}

/* Takes the edges up to this place: spans open and close. */
static void advance(struct page *p, uint32_t at)
{
    for (; p->next < p->n_edges && p->edges[p->next].at <= at; p->next++) {
        const struct edge *e = &p->edges[p->next];
        if (e->opens) {
            p->open[p->n_open++] = *e;
            continue;
        }
        uint32_t k = 0;
        while (p->open[k].attribution != e->attribution || p->open[k].role != e->role) k++;
        memmove(p->open + k, p->open + k + 1, (--p->n_open - k) * sizeof *p->open);
    }
}

/* ---- The text ------------------------------------------------------------------------------------------------------------- */

/* The role by which a piece is marked where it has several: what is smallest on the page wins. */
static const char *const role_classes[ROLES] = { [ROLE_SOURCE] = "source", [ROLE_CUE] = "cue", [ROLE_CONTENT] = "content" };

/* A stretch of text with its loaded words marked. */
static void words(struct page *p, struct span s)
{
    const struct hearsay_document *doc = p->doc;
    while (p->loaded < doc->n_loaded && doc->loaded[p->loaded].span.end <= s.start) p->loaded++;
    for (uint32_t i = p->loaded; i < doc->n_loaded && doc->loaded[i].span.start < s.end; i++) {
        const struct loaded *l = &doc->loaded[i];
        const uint32_t from = l->span.start < s.start ? s.start : l->span.start, to = l->span.end < s.end ? l->span.end : s.end;
        piece(p, (struct span){ s.start, from });
        put(p, "<em class=\"loaded\" title=\"loaded: ");
        put(p, loaded_kind_names[l->kind]);
        put(p, "\">");
        piece(p, (struct span){ from, to });
        put(p, "</em>");
        s.start = to;
    }
    piece(p, s);
}

/* One piece of text with the same spans throughout. A cue can be reached by the keyboard; so can a content or source that has no cue. */
static void marked(struct page *p, struct span s)
{
    bool role[ROLES] = { false };
    uint32_t depth = 0, opens = HS_NONE;
    if (!p->n_open) {
        words(p, s);
        return;
    }
    put(p, "<span class=\"");
    for (uint32_t i = 0; i < p->n_open; i++) {
        const struct edge *e = &p->open[i];
        const struct attribution *a = &p->doc->attributions[e->attribution];
        const struct span_list first = a->cue.n ? a->cue : a->content;
        role[e->role] = true;
        depth += e->role == ROLE_CONTENT;
        if (first.n && first.at[0].start == s.start && e->role == (a->cue.n ? ROLE_CUE : ROLE_CONTENT)) opens = e->attribution;
    }
    for (enum role r = ROLE_SOURCE; r < ROLES; r++)
        if (role[r]) {
            put(p, role_classes[r]);
            put(p, " ");
        }
    if (depth > 1) put(p, "inner ");
    put(p, "a\" data-t=\"");
    for (uint32_t i = 0; i < p->n_open; i++) {
        if (i) put(p, " ");
        buffer_number(p->out, (uint64_t)p->open[i].attribution + 1);
    }
    put(p, "\"");
    if (opens != HS_NONE) {
        put(p, " tabindex=\"0\" role=\"button\" aria-describedby=\"t");
        buffer_number(p->out, (uint64_t)opens + 1);
        put(p, "\"");
    }
    put(p, ">");
    words(p, s);
    put(p, "</span>");
}

static void stretch(struct page *p, struct span s)
{
    advance(p, s.start);
    while (s.start < s.end) {
        const uint32_t edge = p->next < p->n_edges ? p->edges[p->next].at : s.end, end = edge < s.end ? edge : s.end;
        marked(p, (struct span){ s.start, end });
        s.start = end;
        advance(p, end);
    }
}

static const char *element_of(enum block_kind kind)
{
    switch (kind) {
    case BLOCK_HEADLINE: return "h1";
    case BLOCK_SUBHEADING: return "h2";
    default: return "p";
    }
}

static bool same_line(const struct hearsay_document *doc, uint32_t from, uint32_t to)
{
    return !memchr(doc->text + from, '\n', to - from) && !memchr(doc->text + from, '\r', to - from);
}

/* The article, a line an element; a dateline or credit inside a line is marked there. */
static void article(struct page *p)
{
    const struct hearsay_document *doc = p->doc;
    for (uint32_t i = 0; i < doc->n_blocks;) {
        uint32_t lead = i, n = 1;
        while (i + n < doc->n_blocks && same_line(doc, doc->blocks[i + n - 1].span.end, doc->blocks[i + n].span.start)) n++;
        for (uint32_t k = i; k < i + n; k++)
            if (doc->blocks[k].kind != BLOCK_DATELINE && doc->blocks[k].kind != BLOCK_CREDIT) {
                lead = k;
                break;
            }
        const char *element = element_of(doc->blocks[lead].kind);
        put(p, "<");
        put(p, element);
        put(p, " class=\"");
        put(p, block_kind_names[doc->blocks[lead].kind]);
        put(p, "\">");
        for (uint32_t k = i; k < i + n; k++) {
            if (k > i) stretch(p, (struct span){ doc->blocks[k - 1].span.end, doc->blocks[k].span.start });
            const bool inside = k != lead;
            if (inside) {
                put(p, "<small class=\"");
                put(p, block_kind_names[doc->blocks[k].kind]);
                put(p, "\">");
            }
            stretch(p, doc->blocks[k].span);
            if (inside) put(p, "</small>");
        }
        put(p, "</");
        put(p, element);
        put(p, ">\n");
        i += n;
    }
}

/* ---- The cards ------------------------------------------------------------------------------------------------------------ */

static void spans(struct page *p, struct span_list list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        if (i) put(p, " … ");
        piece(p, list.at[i]);
    }
}

/* "outlet › Sputnik › diplomatic source" */
static void chain(struct page *p, const struct attribution *a)
{
    put(p, "<p class=\"chain\"><span>");
    text(p, p->doc->outlet ? p->doc->outlet : "outlet");
    put(p, "</span>");
    for (uint32_t i = 0; i < a->n_voices; i++) {
        const struct voice *v = &a->voices[i];
        put(p, " › <span class=\"");
        put(p, v->actor == HS_NONE ? "nobody" : voice_link_names[v->link]);
        put(p, "\">");
        text(p, v->actor == HS_NONE ? "nobody named" : p->doc->actors[v->actor].name);
        put(p, "</span>");
        if (v->link == VOICE_HEARD) put(p, " <small>heard</small>");
        if (v->link == VOICE_INHERITED) put(p, " <small>as before</small>");
    }
    put(p, "</p>");
}

static void card(struct page *p, uint32_t index)
{
    const struct attribution *a = &p->doc->attributions[index];
    char percent[8];
    put(p, "<li id=\"t");
    buffer_number(p->out, (uint64_t)index + 1);
    put(p, "\" class=\"card");
    if (a->score < UNSURE) put(p, " unsure");
    put(p, "\" data-t=\"");
    buffer_number(p->out, (uint64_t)index + 1);
    put(p, "\">");
    chain(p, a);
    put(p, "<p class=\"what\">");
    if (a->cue.n) {
        put(p, "<b>");
        spans(p, a->cue);
        put(p, "</b> ");
    }
    put(p, "<q>");
    spans(p, a->content);
    put(p, "</q></p><p class=\"facts\"><b>");
    put(p, stance_names[a->stance]);
    put(p, "</b> · ");
    put(p, source_type_names[a->source_type]);
    put(p, " · ");
    put(p, quote_kind_names[a->quote]);
    put(p, " · ");
    snprintf(percent, sizeof percent, "%.2f", a->score > 0 ? (double)a->score : 0.0);
    put(p, percent);
    if (a->within != HS_NONE) {
        put(p, " · inside <a href=\"#t");
        buffer_number(p->out, (uint64_t)a->within + 1);
        put(p, "\">");
        buffer_number(p->out, (uint64_t)a->within + 1);
        put(p, "</a>");
    }
    put(p, "</p></li>\n");
}

/* The outlet's loaded words, which a finger or a keyboard cannot ask for their kind where they stand. */
static void loaded_words(struct page *p)
{
    const struct hearsay_document *doc = p->doc;
    if (!doc->n_loaded) return;
    put(p, "<h2>Loaded words</h2>\n<ul class=\"words\">\n");
    for (uint32_t i = 0; i < doc->n_loaded; i++) {
        put(p, "<li><q class=\"loaded\">");
        piece(p, doc->loaded[i].span);
        put(p, "</q> ");
        put(p, loaded_kind_names[doc->loaded[i].kind]);
        put(p, "</li>\n");
    }
    put(p, "</ul>\n");
}

static void cards(struct page *p)
{
    put(p, "<aside aria-label=\"Who says what\"><h2>Who says what</h2>\n<ol>\n");
    for (uint32_t i = 0; i < p->doc->n_attributions; i++) card(p, i);
    put(p, "</ol>\n");
    if (!p->doc->n_attributions) put(p, "<p class=\"facts\">No attributions were found.</p>\n");
    loaded_words(p);
    put(p, "</aside>\n");
}

/* ---- The page ------------------------------------------------------------------------------------------------------------- */

static void head(struct page *p)
{
    const struct hearsay_document *doc = p->doc;
    const struct span headline = write_headline(doc);
    put(p, html_page_begin);
    put(p, "<title>");
    if (headline.end)
        piece(p, headline);
    else
        text(p, doc->title ? doc->title : "hearsay");
    put(p, "</title>\n");
    put(p, html_page_style);
    put(p, html_claims_style);
    put(p, "</head>\n<body>\n<header>");
    const char *known[] = { doc->outlet, doc->author, doc->published, doc->uri };
    bool any = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!known[i]) continue;
        if (any) put(p, " · ");
        put(p, "<span>");
        text(p, known[i]);
        put(p, "</span>");
        any = true;
    }
    put(p, html_page_legend);
    put(p, "</header>\n");
}

void write_html(struct buffer *out, const struct hearsay_document *doc)
{
    struct page p = { .out = out, .doc = doc };
    if (!find_edges(&p))
        out->failed = true;
    else {
        head(&p);
        if (!html_claims(out, doc)) out->failed = true;
        put(&p, "<main><article lang=\"en\">\n");
        article(&p);
        put(&p, "</article>\n");
        cards(&p);
        put(&p, "</main>\n");
        put(&p, html_page_end);
    }
    free(p.edges);
    free(p.open);
}
