/* nested.c: attributions inside the contents of others ("He said that she had denied it"), and which stands in which.
 *
 * Spans   the model's cue and the hulls of its source and content (src/model/nested.c); a cue or source in the middle of the content is cut out of
 * it, as
 *         in the outermost ones.
 * Within  a sweep over the text: contents open and close, and each attribution asks at its cue which are open. */
#include "discourse/nested.h"

#include <math.h>

#include <stdlib.h>

enum { PIECES_MAX = 3, SOURCE_MAX = 20 };

struct words {
    uint32_t first, last;
};

static struct span bytes_of(const struct hearsay_document *doc, struct words w)
{
    return (struct span){ doc->words[w.first].span.start, doc->words[w.last].span.end };
}

static bool says_something(const struct hearsay_document *doc, struct words w)
{
    for (uint32_t i = w.first; i <= w.last; i++)
        if (doc->words[i].upos != UPOS_PUNCT) return true;
    return false;
}

/* What is left of n pieces without the words of `cut`; at most one piece more than before. */
static uint32_t without(struct words *pieces, uint32_t n, struct words cut)
{
    struct words out[PIECES_MAX + 1];
    uint32_t k = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct words p = pieces[i];
        if (cut.last < p.first || cut.first > p.last) {
            out[k++] = p;
            continue;
        }
        if (p.first < cut.first) out[k++] = (struct words){ p.first, cut.first - 1 };
        if (p.last > cut.last) out[k++] = (struct words){ cut.last + 1, p.last };
    }
    for (uint32_t i = 0; i < k; i++) pieces[i] = out[i];
    return k;
}

static struct span_list list_of(struct hearsay_document *doc, const struct words *pieces, uint32_t n)
{
    struct span_list list = { ARENA_ARRAY(doc->arena, struct span, n + 1), n };
    for (uint32_t i = 0; list.at && i < n; i++) list.at[i] = bytes_of(doc, pieces[i]);
    if (!list.at) list.n = 0;
    return list;
}

/* Quotation marks around the outer content are not this one's: only where they begin behind the cue do they count. */
static enum quote_kind quote_of(const struct hearsay_document *doc, struct words cue, const struct words *pieces, uint32_t n)
{
    uint32_t in = 0, all = 0;
    if (doc->words[cue.first].flags & WORD_IN_QUOTE) return QUOTE_INDIRECT;
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = pieces[i].first; k <= pieces[i].last; k++) {
            if (doc->words[k].upos == UPOS_PUNCT) continue;
            all++;
            in += (doc->words[k].flags & WORD_IN_QUOTE) != 0;
        }
    return in == 0 ? QUOTE_INDIRECT : in == all ? QUOTE_DIRECT : QUOTE_MIXED;
}

bool nested_fill(struct hearsay_document *doc, const struct nested_cue *cue, struct attribution *out)
{
    const struct words at = { cue->first, cue->last }, source = { cue->source.first, cue->source.last };
    const bool has_source = cue->source.first != HS_NONE;
    const enum block_kind kind = doc->blocks[word_block(doc, cue->first)].kind;
    struct words pieces[PIECES_MAX + 1] = { { cue->content.first, cue->content.last } };
    if (kind == BLOCK_RELATED || kind == BLOCK_BOILERPLATE) return false;
    /* A source of many words is no phrase: the two pointers to its ends were of two minds. */
    if (has_source && source.last - source.first >= SOURCE_MAX) return false;
    uint32_t n = without(pieces, 1, at), kept = 0;
    if (has_source) n = without(pieces, n, source);
    for (uint32_t i = 0; i < n; i++)
        if (says_something(doc, pieces[i])) pieces[kept++] = pieces[i];
    if (!kept) return false;
    *out = (struct attribution){
        .sentence = doc->words[cue->first].sentence,
        .source = list_of(doc, &source, has_source),
        .cue = list_of(doc, &at, 1),
        .content = list_of(doc, pieces, kept),
        .quote = quote_of(doc, at, pieces, kept),
    };
    out->evidence[EVIDENCE_CUE] = cue->log_probability;
    out->evidence[EVIDENCE_SOURCE_LINK] = cue->source.log_probability;
    out->evidence[EVIDENCE_CUE_LINK] = cue->content.log_probability;
    out->evidence[EVIDENCE_NO_SOURCE] = !has_source;
    out->evidence[EVIDENCE_PIECES] = (float)(kept - 1);
    for (int i = EVIDENCE_SOURCE; i <= EVIDENCE_CUE_LINK; i++) out->evidence[EVIDENCE_SURE_SOURCE + i] = expf(out->evidence[i]);
    out->evidence[EVIDENCE_DIRECT] = out->quote == QUOTE_DIRECT;
    out->evidence[EVIDENCE_MIXED] = out->quote == QUOTE_MIXED;
    uint32_t words = 0;
    for (uint32_t i = 0; i < kept; i++) words += pieces[i].last - pieces[i].first + 1;
    out->evidence[EVIDENCE_LENGTH] = logf((float)words);
    return true;
}

/* ---- Within --------------------------------------------------------------------------------------------------------------- */

/* One span of an attribution's content, or the place where an attribution asks. */
struct interval {
    struct span span;
    uint32_t owner;
};

static int by_start(const void *x, const void *y)
{
    const struct interval *a = x, *b = y;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

static uint32_t length_of(const struct attribution *a)
{
    uint32_t sum = 0;
    for (uint32_t i = 0; i < a->content.n; i++) sum += a->content.at[i].end - a->content.at[i].start;
    return sum;
}

/* Whether b may stand within a; an order, so that there are no cycles. */
static bool may_hold(const uint32_t *length, uint32_t a, uint32_t b) { return length[a] > length[b] || (length[a] == length[b] && a < b); }

bool nested_within(struct hearsay_document *doc, struct arena *scratch)
{
    const uint32_t n = doc->n_attributions;
    uint32_t n_contents = 0, n_open = 0;
    for (uint32_t i = 0; i < n; i++) n_contents += doc->attributions[i].content.n;
    struct interval *asks = ARENA_ARRAY(scratch, struct interval, n + 1), *contents = ARENA_ARRAY(scratch, struct interval, n_contents + 1);
    uint32_t *length = ARENA_ARRAY(scratch, uint32_t, n + 1), *open = ARENA_ARRAY(scratch, uint32_t, n_contents + 1), k = 0;
    if (!asks || !contents || !length || !open) return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct attribution *a = &doc->attributions[i];
        asks[i] = (struct interval){ a->cue.n ? a->cue.at[0] : a->source.n ? a->source.at[0] : a->content.at[0], i };
        length[i] = length_of(a);
        for (uint32_t c = 0; c < a->content.n; c++) contents[k++] = (struct interval){ a->content.at[c], i };
    }
    qsort(asks, n, sizeof *asks, by_start);
    qsort(contents, n_contents, sizeof *contents, by_start);
    k = 0;
    for (uint32_t i = 0; i < n; i++) {
        const struct interval *ask = &asks[i];
        uint32_t best = HS_NONE, left = 0;
        while (k < n_contents && contents[k].span.start <= ask->span.start) open[n_open++] = k++;
        for (uint32_t o = 0; o < n_open; o++) {
            const struct interval *c = &contents[open[o]];
            if (c->span.end <= ask->span.start) continue;
            open[left++] = open[o];
            if (c->span.end >= ask->span.end && c->owner != ask->owner && may_hold(length, c->owner, ask->owner) &&
                (best == HS_NONE || may_hold(length, best, c->owner)))
                best = c->owner;
        }
        n_open = left;
        doc->attributions[ask->owner].within = best;
    }
    return true;
}
