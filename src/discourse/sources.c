/* sources.c: which source a group of cue and contents has.
 *
 * Of the window's source spans, and none, the one that cue and contents like best together:
 *
 *     argmax over s of   log p(s | cue) + CONTENT_WEIGHT * mean over contents of log p(s | content)  - NO_SOURCE if s is none and there is a cue
 *
 * Several cues may share a source ("X said ..., adding that ..."). Where the cue points at a word that no tag marked (pronouns, and nouns
 * before unusual cues), the phrase that the word begins is the source after all: the pointer reads the cue, which the tags cannot.
 *
 * Where neither the pointers nor the tags have a source, grammar may: who is subject of the cue's verb, or of the verb that it is coordinated with
 * or explains ("X called on police to ... and called on people to ...", "X defended it, saying ...").
 *
 * A news text names nobody for 6 % of its attributions; the pointers say so for 14 %, hence NO_SOURCE. Only where no source is in reach is there
 * none. What each step gave: docs/decisions.md, 13.
 */
#include "discourse/sources.h"

#include <string.h>

#include "discourse/questions.h"

static const float CONTENT_WEIGHT = 0.3f, NO_SOURCE = 14.0f;
static const float BY_GRAMMAR = -0.7f;   /* the log-probability of a source that grammar found: until calibration says better */
static const float POINTER_SURE = -0.7f; /* about log 0.5: the word is likelier than all others of the window together */

float pointed(const struct pointer *p, uint32_t rank) { return p->score ? p->score[rank == HS_NONE ? 0 : rank + 1] : 0.0f; }

static float source_fit(const struct reading *r, const struct group *g, uint32_t rank)
{
    float fit = g->cue == HS_NONE ? 0.0f : pointed(&r->spans[g->cue].source, rank), sum = 0.0f;
    for (uint32_t i = 0; i < g->n_contents; i++) sum += pointed(&r->spans[g->contents[i]].source, rank);
    return fit + CONTENT_WEIGHT * sum / (float)g->n_contents;
}

/* Whether a relation (its subtype aside) keeps a word in the phrase of its head. */
static bool holds_phrase(const char *relation)
{
    static const char *const kept[] = { "det", "amod", "compound", "nummod", "flat", "nmod", "case", "conj", "cc", "goeswith", "fixed" };
    size_t len = strcspn(relation, ":");
    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (strlen(kept[i]) == len && !strncmp(kept[i], relation, len)) return true;
    return false;
}

/* The last word of the nominal phrase that begins with `first`: up to its noun, and on through what hangs on it without a break. */
static uint32_t phrase_end(const struct hearsay_document *doc, uint32_t first, const uint8_t *taken)
{
    const struct sentence *s = &doc->sentences[doc->words[first].sentence];
    uint32_t end = s->first_word + s->words, noun = first;
    while (doc->words[noun].head != HS_NONE && doc->words[noun].head > noun && doc->words[noun].head < end &&
           holds_phrase(doc->deprel_names[doc->words[noun].deprel]))
        noun = doc->words[noun].head;
    uint32_t last = first;
    for (uint32_t i = first + 1; i < end && !taken[i]; i++) {
        uint32_t up = i;
        for (uint32_t steps = 0; up != noun && up != HS_NONE && steps < s->words && holds_phrase(doc->deprel_names[doc->words[up].deprel]); steps++)
            up = doc->words[up].head;
        if (up != noun) break;
        last = i;
    }
    return last;
}

/* A source span at the word that the cue points to, if it is sure of it and no span stands there; HS_NONE if not. */
static uint32_t source_at_pointer(const struct hearsay_document *doc, struct reading *r, const struct group *g, uint8_t *taken)
{
    if (g->cue == HS_NONE) return HS_NONE;
    const struct pointer *p = &r->spans[g->cue].source;
    if (!p->score || p->best_word == HS_NONE || p->best < POINTER_SURE || !doc->deprel_names) return HS_NONE;
    for (uint32_t k = r->n_spans; k-- > 0 && r->spans[k].rank == HS_NONE && r->spans[k].window == r->spans[g->cue].window;)
        if (r->spans[k].role == ROLE_SOURCE && r->spans[k].first == p->best_word) return k; /* made for another cue */
    if (taken[p->best_word] || word_block(doc, p->best_word) != word_block(doc, r->spans[g->cue].first)) return HS_NONE;
    uint32_t last = phrase_end(doc, p->best_word, taken);
    memset(taken + p->best_word, 1, last - p->best_word + 1);
    r->spans[r->n_spans] = (struct role_span){
        .role = ROLE_SOURCE,
        .first = p->best_word,
        .last = last,
        .window = r->spans[g->cue].window,
        .rank = HS_NONE,
        .log_probability = p->best,
    };
    return r->n_spans++;
}

/* The first word of the nominal phrase of a noun. */
static uint32_t phrase_begin(const struct hearsay_document *doc, uint32_t noun, const uint8_t *taken)
{
    const uint32_t begin = doc->sentences[doc->words[noun].sentence].first_word;
    uint32_t first = noun;
    for (uint32_t i = noun; i-- > begin && !taken[i];) {
        uint32_t up = i;
        for (uint32_t steps = 0; up != noun && up != HS_NONE && steps < 32 && holds_phrase(doc->deprel_names[doc->words[up].deprel]); steps++)
            up = doc->words[up].head;
        if (up != noun) break;
        first = i;
    }
    return first;
}

static bool related(const struct hearsay_document *doc, uint32_t word, const char *relation)
{
    return doc->words[word].head != HS_NONE && !strcmp(doc->deprel_names[doc->words[word].deprel], relation);
}

/* The subject of a verb, of one kind; HS_NONE: it has none. */
static uint32_t subject_of(const struct hearsay_document *doc, uint32_t verb, const char *relation)
{
    const struct sentence *s = &doc->sentences[doc->words[verb].sentence];
    for (uint32_t i = s->first_word; i < s->first_word + s->words; i++)
        if (doc->words[i].head == verb && related(doc, i, relation)) return i;
    return HS_NONE;
}

bool source_of_verb(const struct hearsay_document *doc, uint32_t verb, const uint8_t *taken, uint32_t *first, uint32_t *last)
{
    const uint32_t word = subject_of(doc, verb, "nsubj");
    if (word == HS_NONE || doc->words[word].upos == UPOS_VERB || taken[word]) return false;
    *first = phrase_begin(doc, word, taken);
    *last = phrase_end(doc, *first, taken);
    return true;
}

/* The word that speaks by the grammar of a cue: the subject of its verb, else of the verbs that it depends on. HS_NONE: nobody, or a cue in the
 * passive ("is accused of"). */
static uint32_t speaker_of(const struct hearsay_document *doc, const struct role_span *cue)
{
    static const char *const shares[] = { "conj", "advcl", "xcomp", "parataxis" };
    uint32_t verb = cue->last;
    for (uint32_t steps = 0; steps < 32 && doc->words[verb].head >= cue->first && doc->words[verb].head <= cue->last; steps++)
        verb = doc->words[verb].head;
    for (int steps = 0; steps < 5; steps++) {
        if (doc->words[verb].upos != UPOS_VERB || subject_of(doc, verb, "csubj") != HS_NONE) return HS_NONE;
        const uint32_t subject = subject_of(doc, verb, "nsubj");
        if (subject != HS_NONE) return subject;
        const uint32_t passive = subject_of(doc, verb, "nsubj:pass");
        if (passive != HS_NONE) return steps && related(doc, cue->last, "advcl") ? passive : HS_NONE;
        bool goes_on = false;
        for (size_t i = 0; i < sizeof shares / sizeof *shares; i++) goes_on |= related(doc, verb, shares[i]);
        if (!goes_on) return HS_NONE;
        verb = doc->words[verb].head;
    }
    return HS_NONE;
}

/* A source span by grammar: one that is there, or a new one over the subject's phrase; HS_NONE if there is none. */
static uint32_t source_by_grammar(const struct hearsay_document *doc, struct reading *r, const struct window_reading *w, const struct group *g,
                                  uint8_t *taken)
{
    if (g->cue == HS_NONE || !doc->deprel_names) return HS_NONE;
    const uint32_t word = speaker_of(doc, &r->spans[g->cue]);
    if (word == HS_NONE || doc->words[word].upos == UPOS_VERB) return HS_NONE;
    for (uint32_t k = 0; k < w->n_role[ROLE_SOURCE]; k++) {
        const struct role_span *s = &r->spans[w->by_role[ROLE_SOURCE][k]];
        if (s->first <= word && word <= s->last) return w->by_role[ROLE_SOURCE][k];
    }
    for (uint32_t k = r->n_spans; k-- > 0 && r->spans[k].rank == HS_NONE && r->spans[k].window == r->spans[g->cue].window;)
        if (r->spans[k].role == ROLE_SOURCE && r->spans[k].first <= word && word <= r->spans[k].last) return k;
    if (taken[word]) return HS_NONE;
    const uint32_t first = phrase_begin(doc, word, taken), last = phrase_end(doc, first, taken);
    memset(taken + first, 1, last - first + 1);
    r->spans[r->n_spans] = (struct role_span){
        .role = ROLE_SOURCE, .first = first, .last = last, .window = r->spans[g->cue].window, .rank = HS_NONE, .log_probability = BY_GRAMMAR
    };
    return r->n_spans++;
}

/* Whether a source stands near enough to speak there: in the block of the cue or of a content. Without this the weight against none would fetch a
 * speaker from anywhere: 70.4 -> 71.5 full F1 on dev; with the block before as well, 71.1. */
static bool in_reach(const struct hearsay_document *doc, const struct reading *r, const struct group *g, const struct role_span *source)
{
    uint32_t at = word_block(doc, source->first);
    if (g->cue != HS_NONE && word_block(doc, r->spans[g->cue].first) == at) return true;
    for (uint32_t i = 0; i < g->n_contents; i++)
        if (word_block(doc, r->spans[g->contents[i]].first) == at) return true;
    return false;
}

void choose_sources(const struct hearsay_document *doc, struct reading *reading, const struct window_reading *w, struct groups *groups, uint32_t from,
                    uint8_t *taken)
{
    for (uint32_t i = from; i < groups->n; i++) {
        struct group *g = &groups->at[i];
        g->source = HS_NONE;
        if (g->cue != HS_NONE && question_put(doc, reading->spans[g->cue].first, reading->spans[g->cue].last)) continue;
        g->source = source_at_pointer(doc, reading, g, taken);
        if (g->source != HS_NONE) continue;
        float most = source_fit(reading, g, HS_NONE) - (g->cue == HS_NONE ? 0.0f : NO_SOURCE);
        for (uint32_t k = 0; k < w->n_role[ROLE_SOURCE]; k++) {
            if (!in_reach(doc, reading, g, &reading->spans[w->by_role[ROLE_SOURCE][k]])) continue;
            float fit = source_fit(reading, g, k);
            if (fit > most) {
                most = fit;
                g->source = w->by_role[ROLE_SOURCE][k];
            }
        }
        if (g->source == HS_NONE) g->source = source_by_grammar(doc, reading, w, g, taken);
    }
}
