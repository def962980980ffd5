/* attributions.c: spans and links become attributions.
 *
 *   1. Each content goes to the cue of its window that its pointer prefers, or stands alone. A cue with its contents is a group.
 *   2. A group's source is the one that its cue and contents like best together (sources.c).
 *   3. Turns of transcripts (turns.c), bare quotations and the sources of headlines (bare.c), which no span of the model touches, are added by rule.
 *   4. Speech that runs on without a cue of its own is joined to its speaker (speech.c).
 *   5. Score: logistic regression over the log-probabilities of spans and links (enum evidence), then a slope for what is likelier right than wrong
 *      and another one for the rest, all fitted on one half of dev (train/calibrate.py). J. Platt, "Probabilistic outputs for support vector
 *      machines", 1999; M. Kull, T. Silva Filho, P. Flach, "Beta calibration", AISTATS 2017.
 *
 * Below the calibration's "score.least" an attribution of the network's own is left out whatever the caller asks: it would cost more in precision
 * than it brings.
 *
 * A cue that got no content says nothing and is dropped; so is a content without cue, source and quotation marks: +0.3 full F1 on dev. */
#include "discourse/attributions.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "discourse/bare.h"
#include "discourse/groups.h"
#include "discourse/nested.h"
#include "discourse/questions.h"
#include "discourse/quoted.h"
#include "discourse/sources.h"
#include "discourse/speech.h"
#include "discourse/turns.h"

static const char *const evidence_names[EVIDENCES] = {
    "score.source",        "score.cue",    "score.content",     "score.source_link", "score.cue_link",     "score.no_source",
    "score.no_cue",        "score.pieces", "score.sure_source", "score.sure_cue",    "score.sure_content", "score.sure_source_link",
    "score.sure_cue_link", "score.direct", "score.mixed",       "score.length",
};

static bool is_quoted(const struct hearsay_document *doc, const struct role_span *s)
{
    for (uint32_t i = s->first; i <= s->last; i++)
        if (doc->words[i].flags & WORD_IN_QUOTE) return true;
    return false;
}

/* Whether a cue can have that content: one of its own block, or, where its block ends in a colon ("He wrote:"), one of the next. Pointers that look
 * further mostly look past a cue that the tags missed: on dev -0.4 full F1. In another sentence it must be a quotation, for the same reason: -0.2. */
static bool in_reach(const struct hearsay_document *doc, const struct role_span *cue, const struct role_span *content)
{
    uint32_t a = word_block(doc, cue->last), b = word_block(doc, content->first);
    if (a == b) return doc->words[cue->first].sentence == doc->words[content->first].sentence || is_quoted(doc, content);
    const struct block *block = &doc->blocks[a];
    return a + 1 == b && doc->text[doc->words[block->first_word + block->words - 1].span.end - 1] == ':';
}

/* The cue that a content's pointer prefers: its rank in the window, HS_NONE for none. */
static uint32_t preferred_cue(const struct hearsay_document *doc, const struct reading *r, const struct window_reading *w,
                              const struct role_span *content)
{
    if (!content->cue.score) return HS_NONE;
    uint32_t best = HS_NONE;
    float most = content->cue.score[0];
    for (uint32_t k = 0; k < w->n_role[ROLE_CUE]; k++)
        if (content->cue.score[1 + k] > most && in_reach(doc, &r->spans[w->by_role[ROLE_CUE][k]], content)) {
            most = content->cue.score[1 + k];
            best = k;
        }
    return best;
}

/* Links to other stories ("Read more: ...") and a page's furniture say nothing in this article. */
static bool is_story_block(const struct block *b) { return b->kind != BLOCK_RELATED && b->kind != BLOCK_BOILERPLATE; }

static bool is_story(const struct hearsay_document *doc, const struct role_span *s)
{
    return is_story_block(&doc->blocks[word_block(doc, s->first)]);
}

/* Whether a quotation goes on over the edge before a block's first word. */
static bool quoted_over(const struct hearsay_document *doc, uint32_t first_word)
{
    return (doc->words[first_word - 1].flags & WORD_IN_QUOTE) && (doc->words[first_word].flags & WORD_IN_QUOTE);
}

/* A span within its block. Only a quotation runs on into the next paragraph, and not over what is no story; a content without quotation marks that
 * does so has swallowed a byline or caption. A source or cue that does so began with the end of the block before. */
static struct role_span clipped(const struct hearsay_document *doc, struct role_span s)
{
    uint32_t from = word_block(doc, s.first), to = word_block(doc, s.last);
    if (from == to) return s;
    if (s.role != ROLE_CONTENT) {
        s.first = doc->blocks[to].first_word;
        return s;
    }
    for (uint32_t k = from + 1; k <= to; k++)
        if (doc->blocks[k].words && !(is_story_block(&doc->blocks[k]) && quoted_over(doc, doc->blocks[k].first_word))) {
            s.last = doc->blocks[k].first_word - 1;
            break;
        }
    return s;
}

/* Drops the groups from `from` on that have neither cue nor source nor a quotation: a tag alone is no attribution. */
static void drop_bare(const struct hearsay_document *doc, const struct reading *r, struct groups *groups, uint32_t from)
{
    uint32_t n = from;
    for (uint32_t i = from; i < groups->n; i++) {
        const struct group *g = &groups->at[i];
        if (g->cue != HS_NONE || g->source != HS_NONE || is_quoted(doc, &r->spans[g->contents[0]])) groups->at[n++] = *g;
    }
    groups->n = n;
}

/* The groups of one window, appended to out. */
static bool window_groups(const struct hearsay_document *doc, struct reading *r, const struct window_reading *w, uint8_t *taken,
                          struct arena *scratch, struct groups *out)
{
    uint32_t cues = w->n_role[ROLE_CUE], contents = w->n_role[ROLE_CONTENT];
    uint32_t *of_content = ARENA_ARRAY(scratch, uint32_t, contents + 1);
    if (!of_content) return false;
    for (uint32_t i = 0; i < contents; i++) of_content[i] = preferred_cue(doc, r, w, &r->spans[w->by_role[ROLE_CONTENT][i]]);
    uint32_t before = out->n;
    for (uint32_t c = 0; c < cues; c++) {
        uint32_t n = 0;
        for (uint32_t i = 0; i < contents; i++) n += of_content[i] == c;
        if (!n || !is_story(doc, &r->spans[w->by_role[ROLE_CUE][c]])) continue;
        struct group *g = &out->at[out->n++];
        *g = (struct group){ .cue = w->by_role[ROLE_CUE][c], .source = HS_NONE, .contents = ARENA_ARRAY(scratch, uint32_t, n) };
        if (!g->contents) return false;
        for (uint32_t i = 0; i < contents; i++)
            if (of_content[i] == c) g->contents[g->n_contents++] = w->by_role[ROLE_CONTENT][i];
    }
    for (uint32_t i = 0; i < contents; i++) {
        if (of_content[i] != HS_NONE || !is_story(doc, &r->spans[w->by_role[ROLE_CONTENT][i]])) continue;
        struct group *g = &out->at[out->n++];
        *g = (struct group){ .cue = HS_NONE, .source = HS_NONE, .contents = ARENA_ARRAY(scratch, uint32_t, 1) };
        if (!g->contents) return false;
        g->contents[g->n_contents++] = w->by_role[ROLE_CONTENT][i];
    }
    choose_sources(doc, r, w, out, before, taken);
    drop_bare(doc, r, out, before);
    return true;
}

static struct span bytes_of(const struct hearsay_document *doc, const struct role_span *s)
{
    return (struct span){ doc->words[s->first].span.start, doc->words[s->last].span.end };
}

static struct span_list one_span(struct hearsay_document *doc, const struct reading *r, uint32_t index)
{
    struct span_list list = { NULL, 0 };
    if (index == HS_NONE || !(list.at = ARENA_ARRAY(doc->arena, struct span, 1))) return list;
    list.at[0] = bytes_of(doc, &r->spans[index]);
    list.n = 1;
    return list;
}

static uint32_t rank_of(const struct reading *r, uint32_t index) { return index == HS_NONE ? HS_NONE : r->spans[index].rank; }

/* A pointer speaks of its own window only: what was joined over windows has no link to judge. */
static bool same_window(const struct reading *r, uint32_t a, uint32_t b) { return b == HS_NONE || r->spans[a].window == r->spans[b].window; }

/* A span that the model's tags gave, or none: pointers have a score for it. What rules added has its own log-probability only. */
static bool tagged(const struct reading *r, uint32_t index) { return index == HS_NONE || r->spans[index].rank != HS_NONE; }

static void gather_evidence(const struct hearsay_document *doc, const struct reading *r, const struct group *g, float e[EVIDENCES])
{
    memset(e, 0, EVIDENCES * sizeof *e);
    uint32_t source = rank_of(r, g->source), cue = rank_of(r, g->cue);
    if (g->source != HS_NONE) e[EVIDENCE_SOURCE] = r->spans[g->source].log_probability;
    if (g->cue != HS_NONE) {
        e[EVIDENCE_CUE] = r->spans[g->cue].log_probability;
        if (tagged(r, g->source) && same_window(r, g->cue, g->source)) e[EVIDENCE_SOURCE_LINK] = pointed(&r->spans[g->cue].source, source);
    }
    for (uint32_t i = 0; i < g->n_contents; i++) {
        const struct role_span *c = &r->spans[g->contents[i]];
        e[EVIDENCE_CONTENT] = fminf(e[EVIDENCE_CONTENT], c->log_probability);
        if (tagged(r, g->source) && same_window(r, g->contents[i], g->source))
            e[EVIDENCE_SOURCE_LINK] = fminf(e[EVIDENCE_SOURCE_LINK], pointed(&c->source, source));
        if (same_window(r, g->contents[i], g->cue)) e[EVIDENCE_CUE_LINK] = fminf(e[EVIDENCE_CUE_LINK], pointed(&c->cue, cue));
    }
    e[EVIDENCE_NO_SOURCE] = g->source == HS_NONE;
    e[EVIDENCE_NO_CUE] = g->cue == HS_NONE;
    e[EVIDENCE_PIECES] = (float)(g->n_contents - 1);
    for (int i = EVIDENCE_SOURCE; i <= EVIDENCE_CUE_LINK; i++) e[EVIDENCE_SURE_SOURCE + i] = expf(e[i]);
    uint32_t words = 0;
    for (uint32_t i = 0; i < g->n_contents; i++) words += r->spans[g->contents[i]].last - r->spans[g->contents[i]].first + 1;
    const enum quote_kind quote = quote_kind_of(doc, r, g);
    e[EVIDENCE_DIRECT] = quote == QUOTE_DIRECT;
    e[EVIDENCE_MIXED] = quote == QUOTE_MIXED;
    e[EVIDENCE_LENGTH] = logf((float)words);
}

/* log(1 + e^x) */
static double softplus(double x) { return x > 0 ? x + log1p(exp(-x)) : log1p(exp(x)); }

/* The model's own belief that all of it is right, where no calibration was fitted: exp of the worst log-probability. Else, of the regression's sum z,
 * a logit: shift + above * softplus(z) - below * softplus(-z), which is z itself where these are 0, 1 and 1. */
static float score_of(const struct calibration *calibration, const float e[EVIDENCES])
{
    double bias = calibration_get(calibration, "score.bias", NAN);
    if (isnan(bias)) {
        float worst = 0.0f;
        for (int i = EVIDENCE_SOURCE; i <= EVIDENCE_CUE_LINK; i++) worst = fminf(worst, e[i]);
        return expf(worst);
    }
    double sum = bias;
    for (int i = 0; i < EVIDENCES; i++) sum += calibration_get(calibration, evidence_names[i], 0.0) * (double)e[i];
    const double logit = calibration_get(calibration, "score.shift", 0) + calibration_get(calibration, "score.above", 1) * softplus(sum) -
                         calibration_get(calibration, "score.below", 1) * softplus(-sum);
    return (float)(1.0 / (1.0 + exp(-logit)));
}

/* A quotation of a clause and more that says nothing of its speaker: in doubt is who speaks it, not that it is spoken. */
static bool is_bare_quotation(const struct group *g, const float e[EVIDENCES])
{
    return g->cue == HS_NONE && g->source == HS_NONE && e[EVIDENCE_DIRECT] > 0 && e[EVIDENCE_LENGTH] > logf(7.5f);
}

/* Whether no rule has said who speaks: a headline that names its source is sure, though it has no cue. */
static bool by_network(const struct reading *r, const struct group *g)
{
    return g->source == HS_NONE || (tagged(r, g->source) && tagged(r, g->contents[0]));
}

static bool fill(struct hearsay_document *doc, const struct reading *r, const struct group *g, struct attribution *a)
{
    a->source = one_span(doc, r, g->source);
    a->cue = one_span(doc, r, g->cue);
    a->content.at = ARENA_ARRAY(doc->arena, struct span, g->n_contents);
    if (!a->content.at) return false;
    a->content.n = 0;
    for (uint32_t i = 0; i < g->n_contents; i++) {
        const struct span next = bytes_of(doc, &r->spans[g->contents[i]]);
        struct span *last = a->content.n ? &a->content.at[a->content.n - 1] : NULL;
        if (last && last->end == next.start) /* two spans that touch are one */
            last->end = next.end;
        else
            a->content.at[a->content.n++] = next;
    }
    uint32_t anchor = g->cue != HS_NONE ? g->cue : g->contents[0];
    a->sentence = doc->words[r->spans[anchor].first].sentence;
    a->quote = quote_kind_of(doc, r, g);
    return true;
}

/* Where a span list begins, behind all text where it is empty. */
static uint32_t start_of(struct span_list list) { return list.n ? list.at[0].start : UINT32_MAX; }

static uint32_t place(const struct attribution *a)
{
    uint32_t start = start_of(a->content);
    if (start_of(a->cue) < start) start = start_of(a->cue);
    if (start_of(a->source) < start) start = start_of(a->source);
    return start;
}

/* Text order; two that share a source by their contents, then by their cues, so that the order is one and the same on every run. */
static int by_place(const void *x, const void *y)
{
    const struct attribution *a = x, *b = y;
    uint32_t p = place(a), q = place(b);
    if (p != q) return p < q ? -1 : 1;
    p = start_of(a->content);
    q = start_of(b->content);
    if (p != q) return p < q ? -1 : 1;
    p = start_of(a->cue);
    q = start_of(b->cue);
    return (p > q) - (p < q);
}

void attributions_sort(struct hearsay_document *doc) { qsort(doc->attributions, doc->n_attributions, sizeof *doc->attributions, by_place); }

hearsay_code attributions_build(struct hearsay_document *doc, const struct reading *reading, const struct calibration *calibration, double min_score,
                                struct arena *scratch, hearsay_error *err)
{
    struct arena_mark mark = arena_mark(scratch);
    size_t room = 2 * (size_t)reading->n_spans + bare_limit(doc) + turns_limit(doc);
    struct groups groups = { ARENA_ARRAY(scratch, struct group, room), 0 };
    struct reading more = *reading; /* the model's spans, then those that rules add */
    more.spans = ARENA_ARRAY(scratch, struct role_span, room);
    uint8_t *taken = ARENA_ZARRAY(scratch, uint8_t, (size_t)doc->n_words + 1);
    bool ok = groups.at && more.spans && taken;
    for (uint32_t k = 0; ok && k < reading->n_spans; k++) {
        more.spans[k] = clipped(doc, reading->spans[k]);
        memset(taken + more.spans[k].first, 1, more.spans[k].last - more.spans[k].first + 1);
    }
    for (uint32_t i = 0; ok && i < reading->n_windows; i++) ok = window_groups(doc, &more, &more.windows[i], taken, scratch, &groups);
    ok = ok && turns_add(doc, &more, &groups, scratch);
    ok = ok && bare_add(doc, &more, &groups, scratch) && join_running_speech(doc, &more, &groups, scratch);
    struct attribution *all = ok ? ARENA_ARRAY(doc->arena, struct attribution, 2 * ((size_t)groups.n + reading->n_nested) + 1) : NULL;
    ok = all != NULL;
    const double least = calibration_get(calibration, "score.least", 0);
    uint32_t n = 0;
    for (uint32_t i = 0; ok && i < groups.n; i++) {
        struct attribution *a = &all[n];
        gather_evidence(doc, &more, &groups.at[i], a->evidence);
        a->score = score_of(calibration, a->evidence);
        if ((double)a->score < fmax(min_score, by_network(&more, &groups.at[i]) && !is_bare_quotation(&groups.at[i], a->evidence) ? least : 0))
            continue;
        ok = fill(doc, &more, &groups.at[i], a);
        n++;
    }
    for (uint32_t i = 0; ok && i < reading->n_nested; i++) {
        if (!nested_fill(doc, &reading->nested[i], &all[n])) continue;
        all[n].score = score_of(calibration, all[n].evidence);
        n += (double)all[n].score >= min_score;
    }
    if (ok) {
        qsort(all, n, sizeof *all, by_place);
        n = quoted_mend(doc, all, n, reading->inside);
        ok = n != HS_NONE;
    }
    if (ok) {
        qsort(all, n, sizeof *all, by_place);
        doc->attributions = all;
        doc->n_attributions = reading->n_nested ? questions_drop(doc, all, n) : n;
        ok = nested_within(doc, scratch);
    }
    arena_release(scratch, mark);
    if (!ok || arena_failed(doc->arena)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the attributions of %u words", doc->n_words);
    return HEARSAY_OK;
}
