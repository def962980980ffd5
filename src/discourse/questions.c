/* questions.c: "Asked about allegations that the wall had moved, the minister said ...".
 *
 * The clause is a participle's or a passive's, and its subject is he who answers. For syntax he is near, for the network too; but he did not ask. */
#include "discourse/questions.h"

#include <string.h>

#include "discourse/syntax.h"

enum { NEAR = 8 }; /* attributions before and behind a question that are looked at for what it is about */

static bool is_relation(const struct hearsay_document *doc, uint32_t word, const char *name)
{
    return !strcmp(doc->deprel_names[doc->words[word].deprel], name);
}

/* Whether the verb is a passive without an agent: with an auxiliary of the passive, or a clause of its own that has no subject. */
static bool is_passive(const struct hearsay_document *doc, uint32_t verb)
{
    const struct sentence *s = &doc->sentences[doc->words[verb].sentence];
    const char *relation = doc->deprel_names[doc->words[verb].deprel];
    bool passive = false, subject = false;
    for (uint32_t i = s->first_word; i < s->first_word + s->words; i++) {
        if (doc->words[i].head != verb) continue;
        if (is_relation(doc, i, "obl:agent") && i + 1 < s->first_word + s->words) {
            /* The parser takes "about" for an agent's preposition, too. */
            for (uint32_t k = verb + 1; k < i; k++)
                if (word_is(doc, k, "by")) return false;
        }
        passive |= is_relation(doc, i, "aux:pass");
        subject |= is_relation(doc, i, "nsubj");
    }
    return passive || (!subject && (!strncmp(relation, "advcl", 5) || !strcmp(relation, "acl")));
}

bool question_put(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    static const char *const asking[] = { "asked", "questioned", "pressed", "quizzed", "grilled", NULL };
    for (uint32_t i = first; doc->deprel_names && i <= last && i < doc->n_words; i++)
        if (doc->words[i].upos == UPOS_VERB && word_in(doc, i, asking)) return is_passive(doc, i);
    return false;
}

static uint32_t cue_word(const struct hearsay_document *doc, const struct attribution *a)
{
    return a->cue.n ? word_at(doc, a->cue.at[0].start) : HS_NONE;
}

/* Whether between the question's cue and a word stand only words that lead over to it: "asked [to comment on the] allegations". */
static bool leads_to(const struct hearsay_document *doc, uint32_t from, uint32_t to)
{
    static const char *const leading[] = { "comment", "respond", "react", "reply", "answer", "speak", "elaborate", "explain", "address", NULL };
    if (to < from || to - from > 6 || doc->words[to].upos != UPOS_NOUN) return false;
    for (uint32_t i = from; i < to; i++) {
        const enum upos u = (enum upos)doc->words[i].upos;
        if (u == UPOS_ADP || u == UPOS_DET || u == UPOS_PART || u == UPOS_ADJ || u == UPOS_SCONJ || word_in(doc, i, leading)) continue;
        return false;
    }
    return true;
}

/* The first word of the clause of a question whose cue begins at word `verb`, if it tells when something else was said: "..., [when he was asked]";
 * HS_NONE. */
static uint32_t clause_start(const struct hearsay_document *doc, uint32_t verb)
{
    static const char *const opening[] = { "when", "after", "as", "while", NULL };
    const uint32_t first = doc->sentences[doc->words[verb].sentence].first_word;
    for (uint32_t i = verb; i >= first && verb - i <= 5; i--) {
        if (word_in(doc, i, opening)) return i;
        if (i == first) break;
        if (i < verb && (doc->words[i].upos == UPOS_PUNCT || doc->words[i].upos == UPOS_VERB)) break;
    }
    return HS_NONE;
}

/* Cuts the end of a content where a question is told that nobody asked in it: "said that the bridge was safe[, when he was asked about ...]". */
static void cut_content(const struct hearsay_document *doc, struct attribution *a, uint32_t start)
{
    struct span *s = a->content.n ? &a->content.at[a->content.n - 1] : NULL;
    const uint32_t at = doc->words[start].span.start;
    if (!s || s->start >= at || s->end <= at || doc->words[start].flags & WORD_IN_QUOTE) return;
    if (doc->words[word_at(doc, s->end - 1)].sentence != doc->words[start].sentence) return;
    uint32_t last = start;
    while (last > 0 && doc->words[last - 1].upos == UPOS_PUNCT && doc->words[last - 1].span.start > s->start) last--;
    if (last > 0 && doc->words[last - 1].span.start >= s->start) s->end = doc->words[last - 1].span.end;
}

uint32_t questions_drop(const struct hearsay_document *doc, struct attribution *all, uint32_t n)
{
    uint32_t left = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct attribution *q = &all[i];
        if (!q->cue.n || q->source.n || !q->content.n) continue;
        const uint32_t first = word_at(doc, q->cue.at[0].start), last = word_at(doc, q->cue.at[q->cue.n - 1].end - 1);
        if (!question_put(doc, first, last)) continue;
        const uint32_t start = clause_start(doc, first);
        for (uint32_t k = i > NEAR ? i - NEAR : 0; start != HS_NONE && k < n && k <= i + NEAR; k++)
            if (k != i && cue_word(doc, &all[k]) < start) cut_content(doc, &all[k], start);
        uint32_t about = HS_NONE;
        for (uint32_t k = i > NEAR ? i - NEAR : 0; k < n && k <= i + NEAR; k++) {
            const uint32_t cue = k == i ? HS_NONE : cue_word(doc, &all[k]);
            if (cue != HS_NONE && cue > last && leads_to(doc, last + 1, cue) && (about == HS_NONE || cue < about)) about = cue;
        }
        if (about == HS_NONE) continue;
        q->content.n = 0;
        for (uint32_t k = i > NEAR ? i - NEAR : 0; k < n && k <= i + NEAR; k++) {
            const uint32_t cue = cue_word(doc, &all[k]);
            if (k != i && cue != HS_NONE && cue > last && cue < about) all[k].content.n = 0;
        }
    }
    for (uint32_t i = 0; i < n; i++)
        if (all[i].content.n) all[left++] = all[i];
    return left;
}
