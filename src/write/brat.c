/* brat.c: stand-off annotations for the brat annotation tool (Stenetorp et al., "brat: a web-based tool for NLP-assisted text
 * annotation", EACL 2012; format as on brat.nlplab.org/standoff.html).
 *
 *   T1  Source 0 9                 officials          offsets in code points; several spans are joined by ";" and their texts by a space
 *   T2  Cue 10 14                  said
 *   T3  Content 15 30;38 52        talks had begun and would go on
 *   R1  SourceOf Arg1:T1 Arg2:T2                      without a cue: Arg2 is the content
 *   R2  ContentOf Arg1:T3 Arg2:T2
 *   A1  Quote T3 direct
 *   A2  Stance T2 states
 *   A3  SourceType T1 group
 *   #1  AnnotatorNotes T2          t1 0.93 a2         the attribution in the JSON document, its score, its actor
 *   T9  Person 0 9                 officials          a mention of an actor, by its kind
 *   *   Equiv T9 T12                                  two mentions of one actor
 *   T14 Loaded 60 66              regime             words by which the outlet takes a side, with their kind: A4  Kind T14 side-term
 *
 * Columns are separated by tabs, rows by line feeds, so a span is cut at every character that Python takes for the end of a line, and at
 * tabs; brat itself does so when a user selects across lines. Two attributions with the same source share its T: one speaker, several cues. */
#include <stdlib.h>

#include "base/utf8.h"
#include "write/write.h"

static const char *const role_names[ROLES] = { [ROLE_SOURCE] = "Source", [ROLE_CUE] = "Cue", [ROLE_CONTENT] = "Content" };

struct mention {
    enum role role;
    struct span_list spans;
    uint32_t first;  /* the index of the first mention with this role and these spans */
    uint32_t number; /* of its T, from 1 */
};

/* ---- Fragments: spans without line ends and tabs ------------------------------------------------------------------------- */

static bool breaks(uint32_t cp) { return (cp >= '\t' && cp <= '\r') || (cp >= 0x1C && cp <= 0x1E) || cp == 0x85 || cp == 0x2028 || cp == 0x2029; }

/* The first fragment at or after *at, which moves behind it; without spaces at its ends. False: there is none before end. */
static bool next_fragment(const struct hearsay_document *doc, uint32_t *at, uint32_t end, struct span *fragment)
{
    uint32_t start = end, last = end;
    while (*at < end) {
        uint32_t cp;
        uint32_t here = *at;
        unsigned k = utf8_decode(doc->text + here, end - here, &cp);
        *at += k ? k : 1;
        if (breaks(cp)) {
            if (start < end) break;
        } else if (cp != ' ') {
            if (start == end) start = here;
            last = *at;
        }
    }
    *fragment = (struct span){ start, last };
    return start < end;
}

/* Calls for each fragment of a list of spans; the number of fragments. out == NULL only counts. */
static uint32_t fragments(struct buffer *out, const struct hearsay_document *doc, struct span_list spans, bool as_text)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans.n; i++) {
        uint32_t at = spans.at[i].start;
        for (struct span f; next_fragment(doc, &at, spans.at[i].end, &f); n++) {
            if (!out) continue;
            if (as_text) {
                if (n) buffer_char(out, ' ');
                buffer_bytes(out, doc->text + f.start, f.end - f.start);
            } else {
                hearsay_span cp = codepoints_span(&doc->view->codepoints, f);
                buffer_char(out, n ? ';' : ' ');
                buffer_number(out, cp.start);
                buffer_char(out, ' ');
                buffer_number(out, cp.end);
            }
        }
    }
    return n;
}

/* ---- Which mentions are the same ----------------------------------------------------------------------------------------- */

static int by_spans(const struct mention *a, const struct mention *b)
{
    if (a->role != b->role) return a->role < b->role ? -1 : 1;
    for (uint32_t i = 0; i < a->spans.n && i < b->spans.n; i++) {
        struct span x = a->spans.at[i], y = b->spans.at[i];
        if (x.start != y.start) return x.start < y.start ? -1 : 1;
        if (x.end != y.end) return x.end < y.end ? -1 : 1;
    }
    return a->spans.n < b->spans.n ? -1 : a->spans.n > b->spans.n;
}

static int by_spans_then_place(const void *x, const void *y)
{
    const struct mention *a = *(const struct mention *const *)x, *b = *(const struct mention *const *)y;
    int order = by_spans(a, b);
    return order ? order : a < b ? -1 : a > b;
}

/* Mention ROLES * i + role of attribution i; spans.n == 0 where it has none. False: out of memory. */
static bool number_mentions(struct mention *m, uint32_t n)
{
    const struct mention **sorted = malloc(((size_t)n + 1) * sizeof *sorted);
    if (!sorted) return false;
    for (uint32_t i = 0; i < n; i++) sorted[i] = &m[i];
    qsort(sorted, n, sizeof *sorted, by_spans_then_place);
    for (uint32_t i = 0; i < n; i++) {
        uint32_t here = (uint32_t)(sorted[i] - m);
        m[here].first = i && !by_spans(sorted[i - 1], sorted[i]) ? sorted[i - 1]->first : here;
    }
    free(sorted);
    uint32_t number = 0;
    for (uint32_t i = 0; i < n; i++)
        if (m[i].spans.n) m[i].number = m[i].first == i ? ++number : m[m[i].first].number;
    return true;
}

/* ---- Rows ---------------------------------------------------------------------------------------------------------------- */

static void row_start(struct buffer *out, char letter, uint32_t number, const char *type)
{
    buffer_char(out, letter);
    buffer_number(out, number);
    buffer_char(out, '\t');
    buffer_string(out, type);
}

static void target(struct buffer *out, const char *before, const struct mention *m)
{
    buffer_string(out, before);
    buffer_number(out, m->number);
}

static void relation(struct buffer *out, uint32_t number, const char *type, const struct mention *from, const struct mention *to)
{
    row_start(out, 'R', number, type);
    target(out, " Arg1:T", from);
    target(out, " Arg2:T", to);
    buffer_char(out, '\n');
}

static void text_rows(struct buffer *out, const struct hearsay_document *doc, const struct mention *m, uint32_t n)
{
    for (uint32_t i = 0; i < n; i++) {
        if (!m[i].spans.n || m[i].first != i) continue;
        row_start(out, 'T', m[i].number, role_names[m[i].role]);
        fragments(out, doc, m[i].spans, false);
        buffer_char(out, '\t');
        fragments(out, doc, m[i].spans, true);
        buffer_char(out, '\n');
    }
}

static void attribute(struct buffer *out, uint32_t number, const char *type, uint32_t of, const char *value)
{
    row_start(out, 'A', number, type);
    buffer_string(out, " T");
    buffer_number(out, of);
    buffer_char(out, ' ');
    buffer_string(out, value);
    buffer_char(out, '\n');
}

/* What several attributions share is described once, by the first of them. */
static bool is_first(const struct mention *mentions, const struct mention *m) { return m->spans.n && m->first == (uint32_t)(m - mentions); }

/* The outlet's own loaded words, numbered on from the mentions. */
static void loaded_rows(struct buffer *out, const struct hearsay_document *doc, uint32_t number, uint32_t *attributes)
{
    for (uint32_t i = 0; i < doc->n_loaded; i++) {
        struct span_list list = { &doc->loaded[i].span, 1 };
        if (!fragments(NULL, doc, list, false)) continue;
        row_start(out, 'T', ++number, "Loaded");
        fragments(out, doc, list, false);
        buffer_char(out, '\t');
        fragments(out, doc, list, true);
        buffer_char(out, '\n');
        attribute(out, ++*attributes, "Kind", number, loaded_kind_names[doc->loaded[i].kind]);
    }
}

static void attribution_rows(struct buffer *out, const struct hearsay_document *doc, const struct mention *mentions, uint32_t *attributes)
{
    uint32_t relations = 0, notes = 0;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const struct mention *m = mentions + (size_t)i * ROLES;
        const struct mention *source = &m[ROLE_SOURCE], *content = &m[ROLE_CONTENT];
        const struct mention *center = m[ROLE_CUE].spans.n ? &m[ROLE_CUE] : content->spans.n ? content : source;
        if (!center->spans.n) continue;
        if (source->spans.n && center != source) relation(out, ++relations, "SourceOf", source, center);
        if (content->spans.n && center != content) relation(out, ++relations, "ContentOf", content, center);
        const struct attribution *a = &doc->attributions[i];
        if (is_first(mentions, content)) attribute(out, ++*attributes, "Quote", content->number, quote_kind_names[a->quote]);
        if (is_first(mentions, center)) attribute(out, ++*attributes, "Stance", center->number, stance_names[a->stance]);
        if (is_first(mentions, source)) attribute(out, ++*attributes, "SourceType", source->number, source_type_names[a->source_type]);
        row_start(out, '#', ++notes, "AnnotatorNotes");
        target(out, " T", center);
        buffer_string(out, "\tt");
        buffer_number(out, (uint64_t)i + 1);
        buffer_char(out, ' ');
        write_score(out, a->score);
        if (a->actor != HS_NONE) {
            buffer_string(out, " a");
            buffer_number(out, (uint64_t)a->actor + 1);
        }
        buffer_char(out, '\n');
    }
}

/* ---- Actors -------------------------------------------------------------------------------------------------------------- */

static const char *const kind_types[ACTOR_KINDS] = {
    [ACTOR_COUNTRY] = "Country", [ACTOR_ORGANISATION] = "Organisation", [ACTOR_AGENCY] = "Agency", [ACTOR_PERSON] = "Person",
    [ACTOR_GROUP] = "Group",     [ACTOR_DOCUMENT] = "Document",         [ACTOR_PLACE] = "Place",   [ACTOR_OTHER] = "Other",
};

/* A T for each mention, from number `from` + 1 on, and a line for those of one actor. */
static void actor_rows(struct buffer *out, const struct hearsay_document *doc, uint32_t from)
{
    for (uint32_t i = 0; i < doc->n_mentions; i++) {
        struct span_list one = { &doc->mentions[i].span, 1 };
        if (!fragments(NULL, doc, one, false)) continue;
        row_start(out, 'T', from + i + 1, kind_types[doc->actors[doc->mentions[i].actor].kind]);
        fragments(out, doc, one, false);
        buffer_char(out, '\t');
        fragments(out, doc, one, true);
        buffer_char(out, '\n');
    }
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        const struct actor *a = &doc->actors[i];
        if (a->n_mentions < 2) continue;
        buffer_string(out, "*\tEquiv");
        for (uint32_t k = 0; k < a->n_mentions; k++) {
            buffer_string(out, " T");
            buffer_number(out, (uint64_t)from + a->mentions[k] + 1);
        }
        buffer_char(out, '\n');
    }
}

void write_brat_text(struct buffer *out, const struct hearsay_document *doc) { buffer_bytes(out, doc->text, doc->len); }

void write_brat_annotations(struct buffer *out, const struct hearsay_document *doc)
{
    uint32_t n = doc->n_attributions * ROLES, attributes = 0;
    struct mention *m = calloc((size_t)n + 1, sizeof *m);
    for (uint32_t i = 0; m && i < n; i++) {
        m[i].role = (enum role)(i % ROLES);
        m[i].spans = role_spans(&doc->attributions[i / ROLES], m[i].role);
        if (!fragments(NULL, doc, m[i].spans, false)) m[i].spans.n = 0;
    }
    if (!m || !number_mentions(m, n)) {
        out->failed = true;
    } else {
        text_rows(out, doc, m, n);
        attribution_rows(out, doc, m, &attributes);
        uint32_t last = 0;
        for (uint32_t i = 0; i < n; i++)
            if (m[i].number > last) last = m[i].number;
        actor_rows(out, doc, last);
        loaded_rows(out, doc, last + doc->n_mentions, &attributes);
    }
    free(m);
}
