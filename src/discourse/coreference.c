/* coreference.c: nouns and pronouns find what they stand for.
 *
 *   1. Names (names.c), all over the text.
 *   2. Constructions of a sentence: apposition ("Kwon, director general of ..."), predicate ("Kwon is the director"), title before a name,
 *      brackets.
 *   3. From left to right each pronoun and noun is given the best antecedent among the CANDIDATES mentions before it:
 *        s(i, j) = the network's score of the pair (src/model/coref.c) + what agreement, syntax and wording say
 *      and joins its cluster if s is above the threshold of its kind. What is known of a cluster (number, gender, class) counts for all its mentions.
 *
 * Order of the sieves and agreement by cluster: H. Lee et al., "Deterministic coreference resolution based on entity-centric, precision-ranked
 * rules", Computational Linguistics 39(4), 2013. */
#include "discourse/coreference.h"

#include <stdlib.h>
#include <string.h>

#include "discourse/agreement.h"
#include "discourse/names.h"

enum { CANDIDATES = 60, PRONOUN_SENTENCES = 4 };

struct resolver {
    struct clusters *c;
    struct discourse *d;
    const struct hearsay_document *doc;
    const struct mention *at;
    uint32_t *speaker; /* [n mentions] the mention that speaks where this one stands, HS_NONE outside quotations */
};

/* ---- Constructions -------------------------------------------------------------------------------------------------------- */

static bool may_be_one(struct resolver *r, uint32_t a, uint32_t b) { return clusters_agree(r->c, a, b); }

static void join_constructions(struct resolver *r)
{
    const struct syntax *s = &r->d->syntax;
    for (uint32_t i = 0; i < r->d->mentions.n; i++) {
        const struct mention *m = &r->at[i];
        const uint32_t head = r->doc->words[m->head].head;
        if (head == HS_NONE) continue;
        const uint32_t other = r->d->mentions.of_head[head];
        if (relation_of(s, m->head) == REL_APPOSITION && other != HS_NONE && may_be_one(r, i, other)) clusters_join(r->c, i, other);
        if (relation_of(s, m->head) == REL_SUBJECT && other != HS_NONE && dependent_of(s, head, REL_COPULA) != HS_NONE && may_be_one(r, i, other) &&
            m->person != 1 && m->person != 2)
            clusters_join(r->c, i, other);
    }
}

/* ---- Who speaks ----------------------------------------------------------------------------------------------------------- */

static bool find_speakers(struct resolver *r)
{
    const uint32_t n = r->d->mentions.n;
    r->speaker = ARENA_ARRAY(r->d->scratch, uint32_t, (size_t)n + 1);
    if (!r->speaker) return false;
    for (uint32_t i = 0; i < n; i++) r->speaker[i] = HS_NONE;
    for (uint32_t i = 0; i < r->doc->n_attributions; i++) {
        const struct attribution *a = &r->doc->attributions[i];
        uint32_t first, last;
        if (!a->source.n || !words_of(r->doc, a->source.at[0], &first, &last)) continue;
        const uint32_t source = mention_in(r->d, first, last);
        if (source == HS_NONE) continue;
        for (uint32_t k = 0; k < a->content.n; k++) {
            if (!words_of(r->doc, a->content.at[k], &first, &last)) continue;
            for (uint32_t w = first; w <= last; w++)
                if (r->d->mentions.of_head[w] != HS_NONE && (r->doc->words[w].flags & WORD_IN_QUOTE)) r->speaker[r->d->mentions.of_head[w]] = source;
        }
    }
    return true;
}

/* ---- Antecedents ---------------------------------------------------------------------------------------------------------- */

/* Whether one stands inside the other: "the mayor of his town" is not his. */
static bool nested(const struct mention *a, const struct mention *b) { return a->first <= b->last && b->first <= a->last; }

/* Both arguments of one verb: "she saw her" are two, "she saw herself" one. */
static bool coarguments(const struct resolver *r, const struct mention *a, const struct mention *b)
{
    const uint32_t x = r->doc->words[a->head].head, y = r->doc->words[b->head].head;
    return x == y && x != HS_NONE && !a->possessive && !b->possessive;
}

static bool same_word(const struct resolver *r, uint32_t a, uint32_t b)
{
    const struct span x = r->doc->words[a].span, y = r->doc->words[b].span;
    if (x.end - x.start != y.end - y.start) return false;
    for (uint32_t i = 0; i < x.end - x.start; i++)
        if ((r->doc->text[x.start + i] | 32) != (r->doc->text[y.start + i] | 32)) return false;
    return true;
}

static bool allowed(struct resolver *r, uint32_t i, uint32_t j)
{
    const struct mention *m = &r->at[i], *a = &r->at[j];
    if (nested(m, a) && !m->possessive) return false;
    if (nested(m, a) && m->possessive && a->head > m->head) return false;
    if (coarguments(r, m, a) && !m->reflexive) return false;
    if (m->person && a->person && m->person != a->person) return false;
    if (m->person && a->person && m->person == a->person && (m->number != a->number || m->gender != a->gender)) return false;
    if ((m->person == 1 || m->person == 2) && !a->person) return false;
    if (!m->person && (a->person == 1 || a->person == 2)) return false;
    if (m->person && m->person < 3 && r->speaker[i] != r->speaker[j]) return false;
    return clusters_agree(r->c, i, j);
}

static float bonus(struct resolver *r, uint32_t i, uint32_t j)
{
    const struct mention *m = &r->at[i], *a = &r->at[j];
    float s = 0;
    if (!m->person && !a->person && same_word(r, m->head, a->head)) s += 1.0f;
    if (m->person && m->person == a->person) s += 0.5f;
    return s;
}

static float threshold(const struct mention *m)
{
    if (m->person) return -4;
    return m->article == ARTICLE_INDEFINITE ? 3 : 1;
}

static void resolve(struct resolver *r, uint32_t i)
{
    const struct mention *m = &r->at[i];
    uint32_t best = HS_NONE;
    float most = threshold(m);
    if (m->person == 1 && m->number == NUMBER_SINGULAR && r->speaker[i] != HS_NONE) {
        clusters_join(r->c, i, r->speaker[i]);
        return;
    }
    for (uint32_t j = i; j-- > 0 && i - j <= CANDIDATES;) {
        if (cluster_of(r->c, j) == cluster_of(r->c, i) || !allowed(r, i, j)) continue;
        const float s = coref_score(r->d->reading, m->head, r->at[j].head) + bonus(r, i, j);
        if (s > most) {
            most = s;
            best = j;
        }
    }
    if (best != HS_NONE) clusters_join(r->c, best, i);
}

bool coreference_resolve(struct clusters *c)
{
    struct resolver r = { .c = c, .d = c->d, .doc = c->d->doc, .at = c->d->mentions.at };
    if (!names_join(c) || !find_speakers(&r)) return false;
    join_constructions(&r);
    for (uint32_t i = 0; i < c->d->mentions.n; i++)
        if (r.at[i].form != FORM_NAME && cluster_of(c, i) == i && c->at[i].size == 1) resolve(&r, i);
    return true;
}
