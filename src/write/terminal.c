/* terminal.c: what a person reads: the claims that lead (terminal_claims.c), then one line an attribution, who -> how -> what.
 *
 *   Harbour to close a pier, says the mayor's office            title, else headline
 *   The Bay Post, 2024-03-01                                    what else is known
 *
 *     the mayor's office → says → Harbour to close a pier              states     indirect 0.91
 *     Ada Lind = she → told → “We were never asked,” … “and we will    states     direct   0.88
 *         not go quietly from here, whatever they say”
 *
 *     2 attributions, 2 sources
 *     Loaded: wrongfully (evaluative), regime (side-term)             if there are any
 *
 * Who: as the text has it; where that is not the name of the actor behind it, that name first.
 * Voices through which the outlet has the words stand before the one that speaks: "Sputnik › a diplomatic source → told → ...".
 * In the order of the sentences; the pieces of a broken span are joined by "…". To the right stand the stance, the kind of quotation and the score;
 * a narrow terminal goes without the kind of quotation, then without all of it. Loaded words have a colour of their own in the lines. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "write/flow.h"
#include "write/terminal_claims.h"
#include "write/write.h"

#define MARGIN_WIDE 26u   /* two spaces and "criticises indirect 0.93" */
#define MARGIN_NARROW 17u /* two spaces and "criticises 0.93" */
#define WIDE_FROM 90u     /* columns from which a margin is worth its room */
#define NARROW_FROM 64u
#define INDENT 2u
#define LOADED_BACK 100u /* how far back a loaded word is looked for before it is shown again */
#define HANGING 6u

static bool is_white(char c) { return c == ' ' || (c >= '\t' && c <= '\r'); }

/* The first loaded words that end behind a byte. */
static uint32_t loaded_from(const struct hearsay_document *doc, uint32_t byte)
{
    uint32_t i;
    BISECT(i, doc->n_loaded, doc->loaded[i].span.end <= byte);
    return i;
}

/* A span with its loaded words in their colour, with what is written on to them: a word cannot change its colour within. */
static void piece(struct flow *f, const struct hearsay_document *doc, enum style style, struct span s)
{
    for (uint32_t i = loaded_from(doc, s.start); i < doc->n_loaded && doc->loaded[i].span.start < s.end; i++) {
        uint32_t from = doc->loaded[i].span.start < s.start ? s.start : doc->loaded[i].span.start, to = doc->loaded[i].span.end;
        while (from > s.start && !is_white(doc->text[from - 1])) from--;
        while (to < s.end && !is_white(doc->text[to])) to++;
        if (to > s.end) to = s.end;
        flow_text(f, style, doc->text + s.start, from - s.start);
        flow_text(f, STYLE_LOADED, doc->text + from, to - from);
        s.start = to;
    }
    flow_text(f, style, doc->text + s.start, s.end - s.start);
}

static void pieces(struct flow *f, const struct hearsay_document *doc, enum style style, struct span_list list)
{
    for (uint32_t i = 0; i < list.n; i++) {
        if (i) f->lead = "…";
        piece(f, doc, style, list.at[i]);
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

static void attribution_line(struct flow *f, const struct hearsay_document *doc, const struct attribution *a, unsigned margin_width)
{
    char margin[32];
    unsigned score = a->score > 0 ? (unsigned)lroundf(fminf(a->score, 1.0f) * 100) : 0;
    if (margin_width == MARGIN_WIDE)
        snprintf(margin, sizeof margin, "%-10s %-8s %u.%02u", stance_names[a->stance], quote_kind_names[a->quote], score / 100, score % 100);
    else
        snprintf(margin, sizeof margin, "%-10s %u.%02u", stance_names[a->stance], score / 100, score % 100);
    f->margin = margin_width ? margin : NULL;
    flow_start(f, INDENT);
    for (uint32_t i = 0; i + 1 < a->n_voices; i++) {
        const uint32_t actor = a->voices[i].actor;
        flow_string(f, STYLE_DIM, actor == HS_NONE ? "(nobody named)" : doc->actors[actor].name);
        f->lead = "›";
    }
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

static bool attribution_lines(struct flow *f, const struct hearsay_document *doc, unsigned margin_width)
{
    const struct attribution **order = malloc(((size_t)doc->n_attributions + 1) * sizeof *order);
    if (!order) return false;
    for (uint32_t i = 0; i < doc->n_attributions; i++) order[i] = &doc->attributions[i];
    qsort(order, doc->n_attributions, sizeof *order, by_place);
    for (uint32_t i = 0; i < doc->n_attributions; i++) attribution_line(f, doc, order[i], margin_width);
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

/* The same of a document that was loaded, which has no words: by its mentions, which are in text order. */
static bool is_pronoun_mention(const struct hearsay_document *doc, struct span s)
{
    uint32_t first;
    BISECT(first, doc->n_mentions, doc->mentions[first].span.start < s.start);
    for (; first < doc->n_mentions && doc->mentions[first].span.start == s.start; first++)
        if (doc->mentions[first].span.end == s.end) return doc->mentions[first].form == FORM_PRONOUN;
    return false;
}

/* Is there nothing but one pronoun in these spans? */
static bool is_pronoun(const struct hearsay_document *doc, struct span_list spans)
{
    if (spans.n != 1) return false;
    if (!doc->n_words) return is_pronoun_mention(doc, spans.at[0]);
    uint32_t first;
    BISECT(first, doc->n_words, doc->words[first].span.start < spans.at[0].start);
    return first < doc->n_words && doc->words[first].span.end == spans.at[0].end && !strcmp(upos_names[doc->words[first].upos], "PRON");
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

/* Each of the loaded words once. */
static void loaded_line(struct flow *f, const struct hearsay_document *doc)
{
    if (!doc->n_loaded) return;
    flow_start(f, INDENT);
    f->indent = HANGING;
    flow_string(f, STYLE_DIM, "Loaded:");
    for (uint32_t i = 0; i < doc->n_loaded; i++) {
        struct span s = doc->loaded[i].span;
        bool again = false;
        for (uint32_t k = i > LOADED_BACK ? i - LOADED_BACK : 0; k < i && !again; k++)
            again = doc->loaded[k].span.end - doc->loaded[k].span.start == s.end - s.start &&
                    !strncasecmp(doc->text + doc->loaded[k].span.start, doc->text + s.start, s.end - s.start);
        if (again) continue;
        char kind[32];
        if (i) f->lead = "·";
        snprintf(kind, sizeof kind, "(%s)", loaded_kind_names[doc->loaded[i].kind]);
        flow_text(f, STYLE_LOADED, doc->text + s.start, s.end - s.start);
        flow_string(f, STYLE_DIM, kind);
    }
    flow_end(f);
}

void write_terminal(struct buffer *out, const struct hearsay_document *doc, unsigned columns, bool color)
{
    unsigned width = write_columns(columns);
    unsigned margin_width = width >= WIDE_FROM ? MARGIN_WIDE : width >= NARROW_FROM ? MARGIN_NARROW : 0;
    struct flow f = { .out = out, .color = color, .columns = width };
    title(&f, doc);
    f.columns = width - margin_width;
    f.indent = HANGING;
    uint32_t n_sources = 0;
    if (!terminal_claims(&f, doc, margin_width) || !attribution_lines(&f, doc, margin_width) || !count_sources(doc, &n_sources)) {
        out->failed = true;
        return;
    }
    if (doc->n_attributions) flow_end(&f);
    footer(&f, doc, n_sources);
    loaded_line(&f, doc);
}
