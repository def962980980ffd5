/* coref.c: how alike two words are as mentions of one thing.
 *
 *   s(i, j) = query(x_i) . key(x_j) / sqrt(64) + distance[bucket(words between)]        i the later, j the earlier word; 0 is the score of "new"
 *
 * A window's rows are gone when the next is encoded, so the vectors of words that may head a mention are kept: nouns, names and pronouns. At 512
 * bytes a word they are the most that a reading holds, so each window's are counted first, laid down once and never moved: one list that grows
 * by doubling in an arena cost four times that (docs/limits.md).
 * Ranking of antecedents with a dummy: S. Wiseman, A. Rush, S. Shieber, J. Weston, "Learning anaphoricity and antecedent ranking features for
 * coreference resolution", ACL 2015. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "model/network.h"

static bool may_head(const struct hearsay_document *doc, const struct labels *labels, uint32_t at)
{
    const uint8_t upos = doc->words[at].upos;
    return upos == UPOS_PROPN || upos == UPOS_PRON || (labels->mention[at] != MENTION_NONE && upos != UPOS_PUNCT) || labels->entity[at];
}

/* P(person) + P(organization) + P(place). */
static float actor_probability(const float *scores)
{
    float most = scores[0], sum = 0, actors = 0;
    for (uint32_t i = 1; i < MENTIONS; i++) most = fmaxf(most, scores[i]);
    for (uint32_t i = 0; i < MENTIONS; i++) {
        const float e = expf(scores[i] - most);
        sum += e;
        if (i >= MENTION_PERSON && i <= MENTION_PLACE) actors += e;
    }
    return actors / sum;
}

hearsay_code coref_window(struct worker *w, const struct hearsay_document *doc, const struct window *window, const struct labels *labels,
                          struct reading *out, hearsay_error *err)
{
    uint32_t heads = 0;
    for (uint32_t i = 0; i < window->words; i++) heads += may_head(doc, labels, window->first_word + i);
    float *vectors = arena_alloc(w->scratch, heads, 2 * COREF * sizeof *vectors);
    if (!vectors) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the mentions of a document");
    for (uint32_t i = 0; i < window->words; i++) {
        const uint32_t at = window->first_word + i;
        out->vector[at] = NULL;
        out->actor_probability[at] = actor_probability(w->narrow + (size_t)(1 + i) * NARROW + NARROW_MENTION);
        if (!may_head(doc, labels, at)) continue;
        memcpy(vectors, w->wide + (size_t)(1 + i) * WIDE + WIDE_COREF_QUERY, 2 * COREF * sizeof *vectors);
        out->vector[at] = vectors;
        vectors += 2 * COREF;
    }
    return HEARSAY_OK;
}

static uint32_t bucket(uint32_t between)
{
    uint32_t b = 0;
    for (uint32_t edge = 2; b + 1 < COREF_BUCKETS && between >= edge; edge *= 2) b++;
    return b;
}

float coref_score(const struct reading *r, uint32_t later, uint32_t earlier)
{
    if (r->vector == NULL || r->vector[later] == NULL || r->vector[earlier] == NULL) return 0;
    const float *q = r->vector[later], *k = r->vector[earlier] + COREF;
    float part[8] = { 0 }; /* eight sums, which the compiler keeps in one vector */
    for (uint32_t i = 0; i < COREF; i += 8)
        for (uint32_t n = 0; n < 8; n++) part[n] += q[i + n] * k[i + n];
    const float dot = ((part[0] + part[4]) + (part[1] + part[5])) + ((part[2] + part[6]) + (part[3] + part[7]));
    return dot * 0.125f + r->coref_distance[bucket(later - earlier)];
}
