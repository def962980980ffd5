/* coref.c: how alike two words are as mentions of one thing.
 *
 *   s(i, j) = query(x_i) . key(x_j) / sqrt(64) + distance[bucket(words between)]        i the later, j the earlier word; 0 is the score of "new"
 *
 * A window's rows are gone when the next is encoded, so the vectors of words that may head a mention are kept: nouns, names and pronouns.
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

static bool make_room(struct worker *w, struct reading *out, uint32_t *room, uint32_t more)
{
    if (*room - out->n_vectors >= more) return true;
    const uint32_t wanted = 2 * *room + more;
    float *vectors = arena_alloc(w->scratch, wanted, 2 * COREF * sizeof *vectors);
    if (!vectors) return false;
    if (out->n_vectors) memcpy(vectors, out->vectors, (size_t)out->n_vectors * 2 * COREF * sizeof *vectors);
    out->vectors = vectors;
    *room = wanted;
    return true;
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
                          struct reading *out, uint32_t *room, hearsay_error *err)
{
    if (!make_room(w, out, room, window->words)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the mentions of a document");
    for (uint32_t i = 0; i < window->words; i++) {
        const uint32_t at = window->first_word + i;
        out->vector[at] = HS_NONE;
        out->actor_probability[at] = actor_probability(w->narrow + (size_t)(1 + i) * NARROW + NARROW_MENTION);
        if (!may_head(doc, labels, at)) continue;
        memcpy(out->vectors + (size_t)out->n_vectors * 2 * COREF, w->wide + (size_t)(1 + i) * WIDE + WIDE_COREF_QUERY,
               2 * COREF * sizeof *out->vectors);
        out->vector[at] = out->n_vectors++;
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
    if (r->vector == NULL || r->vector[later] == HS_NONE || r->vector[earlier] == HS_NONE) return 0;
    const float *q = r->vectors + (size_t)r->vector[later] * 2 * COREF, *k = r->vectors + (size_t)r->vector[earlier] * 2 * COREF + COREF;
    float part[8] = { 0 }; /* eight sums, which the compiler keeps in one vector */
    for (uint32_t i = 0; i < COREF; i += 8)
        for (uint32_t n = 0; n < 8; n++) part[n] += q[i + n] * k[i + n];
    const float dot = ((part[0] + part[4]) + (part[1] + part[5])) + ((part[2] + part[6]) + (part[3] + part[7]));
    return dot * 0.125f + r->coref_distance[bucket(later - earlier)];
}
