/* terminal.c: what a person reads: one line an attribution, who -> how -> what.
 *
 *   Harbour to close a pier, says the mayor's office            title, else headline
 *   The Bay Post, 2024-03-01                                    what else is known
 *
 *     the mayor's office → says → Harbour to close a pier                         indirect 0.91
 *     Ada Lind → told → “We were never asked,” … “and we will not go quietly      direct   0.88
 *         from here, whatever they say”
 *
 *     2 attributions, 2 sources
 *
 * In the order of the sentences; the pieces of a broken span are joined by "…". A narrow terminal goes without the right-hand column. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "write/flow.h"
#include "write/write.h"

#define MARGIN 15u      /* two spaces and "indirect 0.93" */
#define MARGIN_FROM 64u /* columns from which the margin is worth its room */
#define INDENT 2u
#define HANGING 6u

static void pieces(struct flow *f, const struct hearsay_document *doc, enum style style, struct span_list list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        if (i) f->lead = "…";
        flow_text(f, style, doc->text + list.at[i].start, list.at[i].end - list.at[i].start);
    }
}

static bool holds(struct span_list list, const struct hearsay_document *doc, const char *name)
{
    const size_t n = strlen(name);
    for (uint32_t i = 0; i < list.n; i++)
        if (memmem(doc->text + list.at[i].start, list.at[i].end - list.at[i].start, name, n)) return true;
    return false;
}

/* The actor's name; behind it, in brackets, what the text calls him there, if that is another word. */
static void who(struct flow *f, const struct hearsay_document *doc, const struct attribution *a)
{
    const char *name = doc->actors[a->actor].name;
    if (!a->source.n || holds(a->source, doc, name)) {
        if (a->source.n)
            pieces(f, doc, STYLE_SOURCE, a->source);
        else
            flow_string(f, STYLE_SOURCE, name);
        return;
    }
    flow_string(f, STYLE_SOURCE, name);
    f->lead = "=";
    pieces(f, doc, STYLE_DIM, a->source);
}

static void attribution_line(struct flow *f, const struct hearsay_document *doc, const struct attribution *a, bool with_margin)
{
    char margin[32];
    unsigned score = a->score > 0 ? (unsigned)lroundf(fminf(a->score, 1.0f) * 100) : 0;
    snprintf(margin, sizeof margin, "%-8s %u.%02u", quote_kind_names[a->quote], score / 100, score % 100);
    f->margin = with_margin ? margin : NULL;
    flow_start(f, INDENT);
    if (a->actor != HS_NONE)
        who(f, doc, a);
    else if (a->source.n)
        pieces(f, doc, STYLE_SOURCE, a->source);
    else
        flow_string(f, STYLE_DIM, "(nobody named)");
    if (a->cue.n) {
        f->lead = "→";
        pieces(f, doc, STYLE_CUE, a->cue);
    }
    if (a->content.n) {
        f->lead = "→";
        pieces(f, doc, STYLE_CONTENT, a->content);
    }
    flow_end(f);
}

static uint32_t first_byte(const struct attribution *a)
{
    struct span_list list = a->cue.n ? a->cue : a->content.n ? a->content : a->source;
    return list.n ? list.at[0].start : 0;
}

static int by_place(const void *x, const void *y)
{
    const struct attribution *a = *(const struct attribution *const *)x, *b = *(const struct attribution *const *)y;
    if (a->sentence != b->sentence) return a->sentence < b->sentence ? -1 : 1;
    uint32_t i = first_byte(a), j = first_byte(b);
    if (i != j) return i < j ? -1 : 1;
    return a < b ? -1 : a > b;
}

static bool attribution_lines(struct flow *f, const struct hearsay_document *doc, bool with_margin)
{
    const struct attribution **order = malloc(((size_t)doc->n_attributions + 1) * sizeof *order);
    if (!order) return false;
    for (uint32_t i = 0; i < doc->n_attributions; i++) order[i] = &doc->attributions[i];
    qsort(order, doc->n_attributions, sizeof *order, by_place);
    for (uint32_t i = 0; i < doc->n_attributions; i++) attribution_line(f, doc, order[i], with_margin);
    free(order);
    return true;
}

/* ---- How many sources: those that are called alike are taken for one, and a pronoun for one that was counted, if any was. - */

struct name {
    const char *text;
    struct span_list spans;
};

/* The next byte of a name, small where ASCII has a small letter; -1 at its end. A cut between two spans counts as nothing. */
static int name_byte(const struct name *n, uint32_t *span, uint32_t *byte)
{
    while (*span < n->spans.n && n->spans.at[*span].start + *byte >= n->spans.at[*span].end) {
        (*span)++;
        *byte = 0;
    }
    if (*span == n->spans.n) return -1;
    unsigned char c = (unsigned char)n->text[n->spans.at[*span].start + (*byte)++];
    return c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c;
}

static int by_name(const void *x, const void *y)
{
    uint32_t span_x = 0, byte_x = 0, span_y = 0, byte_y = 0;
    for (;;) {
        int a = name_byte(x, &span_x, &byte_x), b = name_byte(y, &span_y, &byte_y);
        if (a != b) return a < b ? -1 : 1;
        if (a < 0) return 0;
    }
}

/* Is there nothing but one pronoun in these spans? */
static bool is_pronoun(const struct hearsay_document *doc, struct span_list spans)
{
    if (spans.n != 1) return false;
    uint32_t low = 0, high = doc->n_words;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (doc->words[middle].span.start < spans.at[0].start)
            low = middle + 1;
        else
            high = middle;
    }
    return low < doc->n_words && doc->words[low].span.end == spans.at[0].end && !strcmp(upos_names[doc->words[low].upos], "PRON");
}

static bool count_sources(const struct hearsay_document *doc, uint32_t *n_sources)
{
    uint8_t *seen = calloc((size_t)doc->n_actors + 1, 1);
    struct name *names = malloc(((size_t)doc->n_attributions + 1) * sizeof *names);
    if (!names || !seen) {
        free(names);
        free(seen);
        return false;
    }
    uint32_t n = 0, distinct = 0, actors = 0;
    bool any = false;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        struct span_list source = doc->attributions[i].source;
        any = any || source.n;
        if (doc->attributions[i].actor != HS_NONE) {
            actors += !seen[doc->attributions[i].actor];
            seen[doc->attributions[i].actor] = 1;
        } else if (source.n && !is_pronoun(doc, source))
            names[n++] = (struct name){ doc->text, source };
    }
    qsort(names, n, sizeof *names, by_name);
    for (uint32_t i = 0; i < n; i++) distinct += i == 0 || by_name(&names[i - 1], &names[i]) != 0;
    free(names);
    free(seen);
    distinct += actors;
    *n_sources = any && !distinct ? 1 : distinct;
    return true;
}

/* ---- Around them --------------------------------------------------------------------------------------------------------- */

static void title(struct flow *f, const struct hearsay_document *doc)
{
    f->indent = 0;
    const struct block *headline = NULL;
    for (uint32_t i = 0; i < doc->n_blocks && !headline; i++)
        if (doc->blocks[i].kind == BLOCK_HEADLINE) headline = &doc->blocks[i];
    if (doc->title)
        flow_string(f, STYLE_TITLE, doc->title);
    else if (headline)
        flow_text(f, STYLE_TITLE, doc->text + headline->span.start, headline->span.end - headline->span.start);
    else
        flow_string(f, STYLE_TITLE, "(no headline)");
    flow_end(f);

    const char *known[] = { doc->outlet, doc->published, doc->uri };
    bool any = false;
    for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
        if (!known[i]) continue;
        if (any) f->lead = "·";
        flow_string(f, STYLE_DIM, known[i]);
        any = true;
    }
    if (any) flow_end(f);
    flow_end(f);
}

static void counted(char *out, size_t size, uint32_t n, const char *one, const char *many) { snprintf(out, size, "%u %s", n, n == 1 ? one : many); }

static void footer(struct flow *f, const struct hearsay_document *doc, uint32_t n_sources)
{
    char attributions[40], sources[40], repairs[REPAIRS_ROOM];
    counted(attributions, sizeof attributions, doc->n_attributions, "attribution,", "attributions,");
    counted(sources, sizeof sources, n_sources, "source", "sources");
    write_repairs(repairs, doc);
    f->indent = INDENT;
    flow_start(f, INDENT);
    flow_string(f, STYLE_DIM, doc->n_attributions ? attributions : "No attributions");
    if (doc->n_attributions) flow_string(f, STYLE_DIM, sources);
    if (*repairs) {
        f->lead = "·";
        flow_string(f, STYLE_DIM, repairs);
    }
    flow_end(f);
}

void write_terminal(struct buffer *out, const struct hearsay_document *doc, unsigned columns, bool color)
{
    unsigned width = write_columns(columns);
    bool with_margin = width >= MARGIN_FROM;
    struct flow f = { .out = out, .color = color, .columns = width };
    title(&f, doc);
    f.columns = with_margin ? width - MARGIN : width;
    f.indent = HANGING;
    uint32_t n_sources = 0;
    if (!attribution_lines(&f, doc, with_margin) || !count_sources(doc, &n_sources)) {
        out->failed = true;
        return;
    }
    if (doc->n_attributions) flow_end(&f);
    footer(&f, doc, n_sources);
}
