/* linking.h: do two claims of different articles say the same thing, be it affirmed or denied?
 *
 *   VETO    what can never be one: exchanged roles; two parties that are told and differ; days that do not touch; one that lies ahead and one that
 *           has been; two states of one kind in the words ("tanks to Ukraine", "tanks to Sudan")
 *   SCORE   else a logistic sum of what the two have in common: code, parties, predicate, object, rare words, meaning, day
 *   KEYS    hashes by which two that may be one meet in a table: code and parties by month; pairs of the rarest words; a party and the
 *           direction of the meaning
 * A claim is stated positively, so a denial and an assertion of it look the same here; who takes which side is in the positions. */
#ifndef HS_LINKING_H
#define HS_LINKING_H

#include "trace/claim_sighting.h"

struct link_features {
    float code;                                /* 1 the same, -2 two that differ, 0 one is missing */
    float actor, target;                       /* -1 another one, 0 not told, to 1 the same */
    float predicate, object;                   /* 0 to 1: stem or meaning; negative for two that are far apart */
    float words;                               /* of the rare words, by weight, those in common: 0 to 1 */
    float meaning;                             /* cosine of all words */
    float general;                             /* how little there is to tell one such deed from another: 0 to 1 */
    float day;                                 /* 1 the same days, 0 not told, below 0 told in articles far apart */
    bool veto;
};

void link_compare(struct link_features *f, const struct claim_sighting *a, const struct claim_sighting *b);

/* link_score: the probability that they are one; 0 for a veto. Symmetric. */
float link_score(const struct claim_sighting *a, const struct claim_sighting *b);

/* From here on two claims are one. */
extern const float link_from;

/* link_keys: the claim's keys; two claims of one thing have one in common, nearly always. Returns how many, at most LINK_KEYS. */
enum { LINK_KEYS = 8 };
unsigned link_keys(const struct claim_sighting *s, uint64_t out[LINK_KEYS]);

#endif
