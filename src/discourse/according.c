/* according.c: "according to" where the network has overlooked it.
 *
 *     <The planes can fly, {according to} the Observatory>.      no one's word but the outlet's, were the phrase passed over
 *     <Witnesses say they saw him>, {according to} the CBC.      the network has the witnesses only: theirs is within the CBC's
 *
 * Seven in a hundred of these phrases are overlooked in web news, where the sentence is long, or holds another attribution. "According to plan" and
 * "according to taste" have no one for their object. */
#include "discourse/according.h"

#include "discourse/adding.h"
#include "discourse/syntax.h"

enum { PHRASE_MOST = 24, LEAD_MOST = 3, CONTENT_LEAST = 3, NEAR = 12 };

/* As often right as wrong until calibration says better: docs/decisions.md. */
static const float SCORE = 0.55f;

struct range {
    uint32_t first, last; /* words */
};

static bool is_mark(const struct hearsay_document *doc, uint32_t w) { return doc->words[w].upos == UPOS_PUNCT; }

/* Whether a noun is nobody's: what one does things by. */
static bool is_no_source(const struct hearsay_document *doc, uint32_t noun)
{
    static const char *const nouns[] = { "plan",    "plans",      "schedule",     "taste", "need",   "needs",     "custom", "tradition",
                                         "size",    "age",        "instructions", "rules", "law",    "principle", "script", "design",
                                         "ability", "preference", "wishes",       "merit", "weight", NULL };
    return word_in(doc, noun, nouns);
}

/* The object of "according to" with what hangs on it, up to a comma. */
static bool object_of(const struct syntax *s, uint32_t according, struct range *out)
{
    const struct hearsay_document *doc = s->doc;
    const uint32_t noun = doc->words[according].head, first = according + 2;
    if (noun == HS_NONE || noun < first || doc->words[noun].sentence != doc->words[according].sentence || noun - first > PHRASE_MOST) return false;
    if (doc->words[noun].upos != UPOS_NOUN && doc->words[noun].upos != UPOS_PROPN && doc->words[noun].upos != UPOS_PRON) return false;
    if (is_no_source(doc, noun)) return false;
    for (uint32_t w = first; w < noun; w++)
        if (doc->words[w].upos == UPOS_VERB || !hangs_under(s, w, noun)) return false;
    *out = (struct range){ first, noun };
    while (out->last + 1 < doc->n_words && out->last - first < PHRASE_MOST && !is_mark(doc, out->last + 1) && hangs_under(s, out->last + 1, noun))
        out->last++;
    return true;
}

/* What is said: within `whole`, all before the phrase, or behind it where it leads. */
static bool content_of(const struct hearsay_document *doc, struct range whole, uint32_t according, struct range object, struct range *out)
{
    uint32_t lead = 0, words = 0, verbs = 0;
    for (uint32_t w = whole.first; w < according; w++) lead += !is_mark(doc, w);
    *out = whole;
    if (lead < LEAD_MOST)
        out->first = object.last + 1;
    else
        out->last = according - 1;
    while (out->first < out->last && is_mark(doc, out->first) && !(doc->words[out->first].flags & WORD_IN_QUOTE)) out->first++;
    while (out->last > out->first && is_mark(doc, out->last) && !(doc->words[out->last].flags & WORD_IN_QUOTE)) out->last--;
    if (out->first > out->last) return false;
    for (uint32_t w = out->first; w <= out->last; w++) {
        words += !is_mark(doc, w);
        verbs += doc->words[w].upos == UPOS_VERB || doc->words[w].upos == UPOS_AUX;
    }
    return words >= CONTENT_LEAST && verbs;
}

/* Whether some part of an attribution stands in words r. */
static bool touches(const struct hearsay_document *doc, const struct attribution *a, struct range r)
{
    const struct span s = { doc->words[r.first].span.start, doc->words[r.last].span.end };
    const struct span_list lists[] = { a->source, a->cue, a->content };
    for (int k = 0; k < 3; k++)
        for (uint32_t i = 0; i < lists[k].n; i++)
            if (lists[k].at[i].start < s.end && s.start < lists[k].at[i].end) return true;
    return false;
}

/* Looks at the attributions near by. False: one has the phrase already, or the phrase and what is around it. Narrows `whole` to the innermost content
 * that the phrase stands in. */
static bool is_free(const struct adding *x, uint32_t near, uint32_t according, struct range *whole, bool *others)
{
    const struct hearsay_document *doc = x->doc;
    *others = false;
    for (uint32_t k = near > NEAR ? near - NEAR : 0; k < x->n_before && k < near + NEAR; k++) {
        const struct attribution *a = &x->all[k];
        if (spans_hold(doc, a->cue, according) || spans_hold(doc, a->source, according)) return false;
        *others |= touches(doc, a, *whole);
        for (uint32_t i = 0; i < a->content.n; i++) {
            const struct span s = a->content.at[i];
            if (s.start > doc->words[according].span.start || s.end < doc->words[according].span.end) continue;
            const uint32_t first = word_at(doc, s.start), last = word_at(doc, s.end - 1);
            if (first > whole->first) whole->first = first;
            if (last < whole->last) whole->last = last;
        }
    }
    return true;
}

/* Whether somebody near by has the source already, with another cue. */
static bool is_known(const struct adding *x, uint32_t near, uint32_t word)
{
    for (uint32_t k = near > NEAR ? near - NEAR : 0; k < x->n_before && k < near + NEAR; k++)
        if (spans_hold(x->doc, x->all[k].source, word)) return true;
    return false;
}

static bool look_at(struct adding *x, const struct syntax *s, uint32_t according, uint32_t near, bool outermost)
{
    struct hearsay_document *doc = x->doc;
    const struct sentence *sentence = &doc->sentences[doc->words[according].sentence];
    struct range whole = { sentence->first_word, sentence->first_word + sentence->words - 1 }, object, content;
    bool others;
    if (!is_free(x, near, according, &whole, &others) || (outermost && others)) return true;
    if (!object_of(s, according, &object) || is_known(x, near, object.last) || object.last > whole.last ||
        !content_of(doc, whole, according, object, &content))
        return true;
    struct attribution a = { .sentence = doc->words[according].sentence, .within = HS_NONE, .score = SCORE };
    uint32_t in = 0, out = 0;
    for (uint32_t w = content.first; w <= content.last; w++)
        if (!is_mark(doc, w)) *((doc->words[w].flags & WORD_IN_QUOTE) && !(doc->words[according].flags & WORD_IN_QUOTE) ? &in : &out) += 1;
    a.quote = !in ? QUOTE_INDIRECT : out ? QUOTE_MIXED : QUOTE_DIRECT;
    return adding_span(doc, object.first, object.last, &a.source) && adding_span(doc, according, according + 1, &a.cue) &&
           adding_span(doc, content.first, content.last, &a.content) && adding_append(x, &a);
}

bool according_add(struct hearsay_document *doc, bool outermost, double min_score, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct adding x = adding_begin(doc);
    struct syntax s = { .child = NULL };
    uint32_t near = 0;
    bool good = true;
    if ((double)SCORE < min_score) return true;
    for (uint32_t w = 0; w + 2 < doc->n_words && good; w++) {
        if (!word_is(doc, w, "according") || !word_is(doc, w + 1, "to")) continue;
        const enum block_kind kind = doc->blocks[word_block(doc, w)].kind;
        if (kind == BLOCK_RELATED || kind == BLOCK_BOILERPLATE) continue;
        if (!s.child && !(good = syntax_make(&s, doc, scratch))) break;
        while (near < x.n_before && doc->attributions[near].sentence < doc->words[w].sentence) near++;
        good = look_at(&x, &s, w, near, outermost);
    }
    good = adding_end(&x, scratch) && good;
    arena_release(scratch, mark);
    return good;
}
