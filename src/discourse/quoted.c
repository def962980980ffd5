/* quoted.c: "Interfax quoted Markov as saying that ...", "..., Interfax quoted Markov as saying", "Markov was quoted by Interfax as saying that ...".
 *
 * For syntax the quoted man is the agency's object, and what he says hangs on a participle that has no subject; so the network finds the agency and
 * takes him, or his words, for its content. But the frame is fixed, and its words tell the parts:
 *
 *   active    [agency] {quoted} <[Markov] {as saying} <that ...>>      two attributions, his inside the agency's
 *   passive   [Markov] {was quoted} by Interfax {as saying} <that ...> one, which the outlet has through the agency (chains.c)
 *
 * What he says stands behind "saying", or else before the frame. */
#include "discourse/quoted.h"

#include <string.h>

#include "discourse/syntax.h"

/* Words from the verb to "as saying"; pieces of a content; attributions before and behind one that may be of the same frame. */
enum { REACH = 24, PIECES = 8, NEAR = 8 };

struct range {
    uint32_t first, last; /* words */
};

struct frame {
    uint32_t verb, as, saying;
    struct range quoted; /* who */
    struct range whole;  /* passive: from the auxiliary to "saying"; active: from who to "saying" */
    struct range by;     /* passive: "by Interfax", behind "saying"; first HS_NONE: none there */
    bool passive;
};

static const char *const quoting[] = { "quote", "quotes", "quoted", "quoting", "cite", "cites", "cited", "citing", NULL };
static const char *const saying[] = { "saying",    "telling",   "adding",    "warning", "stating",    "claiming", "declaring",
                                      "insisting", "asserting", "remarking", "arguing", "expressing", "denying",  NULL };
static const char *const be[] = { "was", "were", "been", "being", "is", "are", "be", "'s", NULL };

static uint32_t sentence_end(const struct hearsay_document *doc, uint32_t w)
{
    const struct sentence *s = &doc->sentences[doc->words[w].sentence];
    return s->first_word + s->words;
}

static bool is_punctuation(const struct hearsay_document *doc, uint32_t w) { return doc->words[w].upos == UPOS_PUNCT; }

static struct range trimmed(const struct hearsay_document *doc, struct range r)
{
    while (r.first < r.last && is_punctuation(doc, r.first)) r.first++;
    while (r.last > r.first && is_punctuation(doc, r.last)) r.last--;
    return r;
}

/* The auxiliary of a passive before the verb, adverbs between them; HS_NONE: it is none. */
static uint32_t auxiliary(const struct hearsay_document *doc, uint32_t verb, uint32_t least)
{
    uint32_t w = verb;
    while (w > least && doc->words[w - 1].upos == UPOS_ADV) w--;
    if (w == least || !word_in(doc, w - 1, be)) return HS_NONE;
    for (w--; w > least && doc->words[w - 1].upos == UPOS_AUX; w--) {}
    return w;
}

/* The phrase that ends before a passive's auxiliary: back to a comma, a quotation mark or a conjunction. */
static bool subject_before(const struct hearsay_document *doc, uint32_t end, uint32_t least, struct range *out)
{
    uint32_t first = end;
    while (first > least && !is_punctuation(doc, first - 1) && doc->words[first - 1].upos != UPOS_SCONJ && doc->words[first - 1].upos != UPOS_VERB)
        first--;
    *out = (struct range){ first, end - 1 };
    return first < end;
}

static bool passive_frame(const struct hearsay_document *doc, uint32_t aux, struct frame *f)
{
    const uint32_t least = doc->sentences[doc->words[f->verb].sentence].first_word, end = sentence_end(doc, f->verb);
    f->passive = true;
    f->whole = (struct range){ aux, f->saying };
    if (f->saying + 2 < end && word_is(doc, f->saying + 1, "by")) {
        uint32_t last = f->saying + 2;
        while (last + 1 < end && !is_punctuation(doc, last + 1) && doc->words[last + 1].upos != UPOS_ADP && doc->words[last + 1].upos != UPOS_SCONJ)
            last++;
        f->by = (struct range){ f->saying + 1, last };
    }
    return subject_before(doc, aux, least, &f->quoted);
}

/* Whether the words before "as" are the one who was quoted: a phrase, not a clause. */
static bool is_phrase(const struct hearsay_document *doc, struct range r)
{
    bool named = false;
    for (uint32_t w = r.first; w <= r.last; w++) {
        const enum upos u = (enum upos)doc->words[w].upos;
        named |= u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON;
        if (u == UPOS_AUX || doc->words[w].flags & WORD_IN_QUOTE) return false;
    }
    return named;
}

static bool frame_at(const struct hearsay_document *doc, uint32_t verb, struct frame *f)
{
    const uint32_t end = sentence_end(doc, verb), least = doc->sentences[doc->words[verb].sentence].first_word;
    if (!word_in(doc, verb, quoting)) return false;
    *f = (struct frame){ .verb = verb, .as = HS_NONE, .by = { HS_NONE, HS_NONE } };
    for (uint32_t w = verb + 1; w + 1 < end && w <= verb + REACH && f->as == HS_NONE; w++)
        if (word_is(doc, w, "as") && word_in(doc, w + 1, saying)) f->as = w;
    if (f->as == HS_NONE) return false;
    f->saying = f->as + 1;
    const uint32_t aux = auxiliary(doc, verb, least);
    if (aux != HS_NONE) return passive_frame(doc, aux, f);
    if (f->as == verb + 1) return false;
    f->quoted = trimmed(doc, (struct range){ verb + 1, f->as - 1 });
    f->whole = (struct range){ f->quoted.first, f->saying };
    return is_phrase(doc, f->quoted);
}

/* ---- Spans ---------------------------------------------------------------------------------------------------------------- */

struct pieces {
    struct span at[PIECES];
    uint32_t n;
};

static struct span bytes_of(const struct hearsay_document *doc, struct range r)
{
    return (struct span){ doc->words[r.first].span.start, doc->words[r.last].span.end };
}

static void add_pieces(struct pieces *p, struct span_list list)
{
    for (uint32_t i = 0; i < list.n && p->n < PIECES; i++) p->at[p->n++] = list.at[i];
}

static void cut(struct pieces *p, struct span s)
{
    struct pieces out = { .n = 0 };
    for (uint32_t i = 0; i < p->n; i++) {
        const struct span t = p->at[i];
        if (t.end <= s.start || t.start >= s.end) {
            if (out.n < PIECES) out.at[out.n++] = t;
            continue;
        }
        if (t.start < s.start && out.n < PIECES) out.at[out.n++] = (struct span){ t.start, s.start };
        if (t.end > s.end && out.n < PIECES) out.at[out.n++] = (struct span){ s.end, t.end };
    }
    *p = out;
}

/* Whole words again, without commas and colons at the edges, in order, overlapping ones as one; pieces without a word go. */
static void tidy(const struct hearsay_document *doc, struct pieces *p)
{
    struct pieces out = { .n = 0 };
    for (uint32_t i = 1; i < p->n; i++)
        for (uint32_t k = i; k > 0 && p->at[k].start < p->at[k - 1].start; k--) {
            const struct span swap = p->at[k];
            p->at[k] = p->at[k - 1];
            p->at[k - 1] = swap;
        }
    for (uint32_t i = 0; i < p->n; i++) {
        uint32_t first = word_at(doc, p->at[i].start), last = first;
        if (first >= doc->n_words || doc->words[first].span.start >= p->at[i].end) continue;
        while (last + 1 < doc->n_words && doc->words[last + 1].span.start < p->at[i].end) last++;
        while (first < last && strchr(",:;-", doc->text[doc->words[first].span.start])) first++;
        while (last > first && strchr(",:;.-", doc->text[doc->words[last].span.start]) && !(doc->words[last].flags & WORD_IN_QUOTE)) last--;
        bool says = false;
        for (uint32_t w = first; w <= last; w++) says |= !is_punctuation(doc, w);
        const struct span s = bytes_of(doc, (struct range){ first, last });
        /* Pieces that only white space parts are one. */
        if (says && out.n && first && out.at[out.n - 1].end >= doc->words[first - 1].span.end) {
            if (s.end > out.at[out.n - 1].end) out.at[out.n - 1].end = s.end;
        } else if (says) {
            out.at[out.n++] = s;
        }
    }
    *p = out;
}

static bool list_of(struct hearsay_document *doc, const struct pieces *p, struct span_list *out)
{
    struct span *at = ARENA_ARRAY(doc->arena, struct span, (size_t)p->n + 1);
    if (!at) return false;
    memcpy(at, p->at, p->n * sizeof *at);
    *out = (struct span_list){ at, p->n };
    return true;
}

static enum quote_kind quote_of(const struct hearsay_document *doc, const struct pieces *p)
{
    uint32_t in = 0, out = 0;
    for (uint32_t i = 0; i < p->n; i++)
        for (uint32_t w = word_at(doc, p->at[i].start); w < doc->n_words && doc->words[w].span.start < p->at[i].end; w++)
            if (!is_punctuation(doc, w)) *((doc->words[w].flags & WORD_IN_QUOTE) ? &in : &out) += 1;
    return !in ? QUOTE_INDIRECT : out ? QUOTE_MIXED : QUOTE_DIRECT;
}

/* ---- Mending -------------------------------------------------------------------------------------------------------------- */

static bool holds_word(const struct hearsay_document *doc, struct span_list list, uint32_t w)
{
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].start <= doc->words[w].span.start && doc->words[w].span.end <= list.at[i].end) return true;
    return false;
}

/* What was said: what the network took for content of the frame's attributions, less the frame; else what stands before it. */
static struct pieces said(const struct hearsay_document *doc, const struct frame *f, const struct attribution *a, const struct attribution *b)
{
    struct pieces p = { .n = 0 };
    if (a) add_pieces(&p, a->content);
    if (b) add_pieces(&p, b->content);
    cut(&p, bytes_of(doc, f->whole));
    cut(&p, bytes_of(doc, f->quoted));
    cut(&p, bytes_of(doc, (struct range){ f->verb, f->verb }));
    if (f->by.first != HS_NONE) cut(&p, bytes_of(doc, f->by));
    tidy(doc, &p);
    const uint32_t behind = doc->words[f->saying].span.end;
    const struct sentence *s = &doc->sentences[doc->words[f->verb].sentence];
    struct range before = { s->first_word, f->passive ? f->quoted.first : f->verb };
    for (uint32_t w = s->first_word; a && a->source.n && w < before.last; w++)
        if (doc->words[w].span.start >= a->source.at[0].start) before.last = w;
    const bool led = before.last > before.first + 1 && strchr(",\"'\xe2", doc->text[doc->words[before.last - 1].span.start]);
    /* "..., he was quoted as saying on Monday": when he said it is not what he said. */
    for (uint32_t i = 0; led && i < p.n; i++)
        if (p.at[i].start >= behind && doc->words[word_at(doc, p.at[i].start)].upos == UPOS_ADP) p.n = i;
    if (p.n || !led) return p;
    before.last--;
    p.at[p.n++] = bytes_of(doc, before);
    tidy(doc, &p);
    return p;
}

static bool set_passive(struct hearsay_document *doc, const struct frame *f, const struct pieces *words, struct attribution *a)
{
    struct pieces source = { { bytes_of(doc, f->quoted) }, 1 }, cue = { { bytes_of(doc, f->whole) }, 1 };
    if (f->as > f->verb + 1) {
        cue.at[0] = bytes_of(doc, (struct range){ f->whole.first, f->verb });
        cue.at[cue.n++] = bytes_of(doc, (struct range){ f->as, f->saying });
    }
    a->quote = quote_of(doc, words);
    a->evidence[EVIDENCE_NO_SOURCE] = 0;
    return list_of(doc, &source, &a->source) && list_of(doc, &cue, &a->cue) && list_of(doc, words, &a->content);
}

static bool set_active(struct hearsay_document *doc, const struct frame *f, const struct pieces *words, struct attribution *a, struct attribution *b)
{
    struct pieces source = { { bytes_of(doc, f->quoted) }, 1 }, cue = { { bytes_of(doc, (struct range){ f->as, f->saying }) }, 1 }, all = *words;
    if (all.n == PIECES) return false;
    all.at[all.n++] = bytes_of(doc, f->whole);
    tidy(doc, &all);
    if (!list_of(doc, &all, &a->content)) return false;
    if (!b) return true;
    if (b->score < a->score) *b = (struct attribution){ .score = a->score, .sentence = doc->words[f->verb].sentence };
    b->quote = quote_of(doc, words);
    return list_of(doc, &source, &b->source) && list_of(doc, &cue, &b->cue) && list_of(doc, words, &b->content);
}

/* The attribution near by whose cue holds the word; HS_NONE. */
static uint32_t cue_near(const struct hearsay_document *doc, const struct attribution *all, uint32_t n, uint32_t self, uint32_t word)
{
    for (uint32_t k = self > NEAR ? self - NEAR : 0; k < n && k <= self + NEAR; k++)
        if (k != self && all[k].content.n && holds_word(doc, all[k].cue, word)) return k;
    return HS_NONE;
}

static bool find_frame(const struct hearsay_document *doc, const struct attribution *a, struct frame *f)
{
    for (uint32_t c = 0; c < a->cue.n; c++)
        for (uint32_t w = word_at(doc, a->cue.at[c].start); w < doc->n_words && doc->words[w].span.start < a->cue.at[c].end; w++)
            if (frame_at(doc, w, f)) return true;
    return false;
}

/* "Anadolu cited the minister, who denied ...", "reported that it had a draft, which says ...": the clause is part of what was cited or reported. */
static void take_clause(const struct hearsay_document *doc, struct attribution *all, uint32_t n, uint32_t self)
{
    struct attribution *a = &all[self];
    if (!a->cue.n || !a->content.n || a->quote == QUOTE_DIRECT) return;
    struct span *last = &a->content.at[a->content.n - 1];
    for (uint32_t k = self + 1; k < n && k <= self + NEAR; k++) {
        const struct attribution *b = &all[k];
        if (b->source.n != 1 || !b->content.n) continue;
        const uint32_t who = word_at(doc, b->source.at[0].start);
        if (who < 2 || !word_in(doc, who, (const char *const[]){ "who", "which", NULL }) || !word_is(doc, who - 1, ",")) continue;
        if (doc->words[who - 2].span.end != last->end || doc->words[who - 2].sentence != doc->words[who].sentence) continue;
        last->end = b->content.at[b->content.n - 1].end;
        return;
    }
}

/* An attribution whose content was taken away has been joined to another. */
static uint32_t without_empty(struct attribution *all, uint32_t n)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < n; i++)
        if (all[i].content.n) all[left++] = all[i];
    return left;
}

uint32_t quoted_mend(struct hearsay_document *doc, struct attribution *all, uint32_t n, bool inside)
{
    const uint32_t before = n;
    for (uint32_t i = 0; i < before; i++) {
        struct frame f;
        if (!all[i].content.n) continue;
        if (!find_frame(doc, &all[i], &f)) {
            take_clause(doc, all, before, i);
            continue;
        }
        uint32_t b = cue_near(doc, all, before, i, f.saying);
        const struct pieces words = said(doc, &f, &all[i], b == HS_NONE ? NULL : &all[b]);
        if (!words.n) continue;
        if (f.passive) {
            if (!set_passive(doc, &f, &words, &all[i])) return HS_NONE;
            if (b != HS_NONE) all[b].content.n = 0;
            continue;
        }
        if (b == HS_NONE && inside) all[b = n++] = (struct attribution){ .score = 0 };
        if (!set_active(doc, &f, &words, &all[i], b == HS_NONE ? NULL : &all[b])) return HS_NONE;
    }
    return without_empty(all, n);
}
