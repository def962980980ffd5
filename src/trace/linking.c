/* linking.c: the score of two claims, and their keys. */
#include "trace/linking.h"

#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

static float clamp(float x) { return fminf(1, fmaxf(0, x)); }

static float cosine(const int8_t *a, const int8_t *b)
{
    int32_t ab = 0, aa = 0, bb = 0;
    for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) {
        ab += a[d] * b[d];
        aa += a[d] * a[d];
        bb += b[d] * b[d];
    }
    return aa && bb ? (float)ab / sqrtf((float)aa * (float)bb) : 0;
}

/* ---- Parties ---------------------------------------------------------------------------------------------------------------------- */

static bool is_told(const struct claim_party *p) { return p->state || p->n_names; }

static bool share_name(const struct claim_party *a, const struct claim_party *b)
{
    for (unsigned i = 0; i < a->n_names; i++)
        for (unsigned k = 0; k < b->n_names; k++)
            if (a->names[i] == b->names[k]) return true;
    return false;
}

/* -1: two that differ; 0: not told; above 0: how surely one. A state and its organs, forces and groups are one party; a person is his state's only
 * where he has no name. */
static float same_party(const struct claim_party *a, const struct claim_party *b)
{
    if (!is_told(a) || !is_told(b)) return 0;
    if (a->person && b->person && a->named && b->named) return a->n_names && b->n_names && a->names[0] == b->names[0] ? 1 : -1;
    const bool name = share_name(a, b);
    if (a->state && b->state) {
        if (a->state != b->state) return -1;
        if (a->country || b->country || name) return (a->person && a->named) || (b->person && b->named) ? 0.5F : 1;
        return 0.6F; /* two bodies of one state */
    }
    if (a->n_names && b->n_names && a->names[0] == b->names[0]) return 1;
    if (name) return 0.6F;
    /* Of two names one is another; "the company" may be anybody. */
    return a->named && b->named ? -1 : -0.2F;
}

/* Whether who does it in the one has it done to him in the other. */
static bool roles_exchanged(const struct claim_sighting *a, const struct claim_sighting *b)
{
    const float straight = fmaxf(same_party(&a->actor, &b->actor), 0) + fmaxf(same_party(&a->target, &b->target), 0);
    const float crossed_actor = same_party(&a->actor, &b->target), crossed_target = same_party(&a->target, &b->actor);
    if (fmaxf(crossed_actor, 0) + fmaxf(crossed_target, 0) > straight + 0.1F && (straight > 0 || crossed_actor + crossed_target > 1)) return true;
    if (crossed_actor > 0.5F && crossed_target > 0.5F) return straight <= 1;
    /* Half of it is told: "Israel fired rockets", "rockets were fired at Israel". */
    return (crossed_actor > 0.5F || crossed_target > 0.5F) && straight <= 0 && is_told(&a->actor) + is_told(&b->actor) > 0;
}

static bool is_goal(const struct claim_party *p, const struct claim_sighting *s)
{
    for (unsigned i = 0; i < s->n_goals; i++)
        if ((p->state && s->goals[i] == p->state) || (p->named && p->n_names && s->goals[i] == p->names[0])) return true;
    return false;
}

/* ---- Words -------------------------------------------------------------------------------------------------------------------------- */

static bool has_term(const struct claim_sighting *s, uint32_t stem)
{
    for (uint32_t i = 0; i < s->n_terms; i++)
        if (s->terms[i].stem == stem) return true;
    return false;
}

static float weight_of(const struct claim_sighting *s, uint32_t stem)
{
    for (uint32_t i = 0; i < s->n_terms; i++)
        if (s->terms[i].stem == stem) return s->terms[i].weight;
    return 0;
}

/* "Farmers blocked the motorway", "nurses blocked the motorway": two kinds of people without a name, who are far apart and of whom neither is told of
 * anywhere in the other. Words that stand for anybody ("a man", "the group", "officials") weigh less. */
static bool other_doers(const struct claim_sighting *a, const struct claim_sighting *b)
{
    static const float specific = 5.3F, far_apart = 0.45F;
    const struct claim_party *x = &a->actor, *y = &b->actor;
    return x->n_names && y->n_names && !x->named && !y->named && !x->state && !y->state && !share_name(x, y) &&
           weight_of(a, x->names[0]) >= specific && weight_of(b, y->names[0]) >= specific && !has_term(b, x->names[0]) && !has_term(a, y->names[0]) &&
           cosine(a->actor_noun, b->actor_noun) < far_apart;
}

/* So much of rare words in common, two or three of them, tells a deed from others of its kind. In nats: a word of one sentence in a thousand has
 * 7. */
static const float general_below = 16;

/* The share of rare words in common, their weight, and whether each has a name or number where the other has another. */
static float words_in_common(const struct claim_sighting *a, const struct claim_sighting *b, float *names_a, float *names_b, float *weight)
{
    float all = 0, common = 0, lost_a = 0, lost_b = 0;
    for (uint32_t i = 0; i < a->n_terms; i++) {
        const bool has = has_term(b, a->terms[i].stem);
        all += a->terms[i].weight;
        common += has ? a->terms[i].weight : 0;
        if (!has && a->terms[i].other_name) lost_a += a->terms[i].weight;
    }
    for (uint32_t i = 0; i < b->n_terms; i++) {
        const bool has = has_term(a, b->terms[i].stem);
        all += b->terms[i].weight;
        common += has ? b->terms[i].weight : 0;
        if (!has && b->terms[i].other_name) lost_b += b->terms[i].weight;
    }
    *weight = common / 2;
    *names_a = lost_a;
    *names_b = lost_b;
    return all > 0 ? common / all : 0;
}

/* Whether both count something and have no count in common. */
static bool other_numbers(const struct claim_sighting *a, const struct claim_sighting *b)
{
    unsigned n_a = 0, n_b = 0, common = 0;
    for (uint32_t i = 0; i < a->n_terms; i++) {
        n_a += a->terms[i].number;
        common += a->terms[i].number && has_term(b, a->terms[i].stem);
    }
    for (uint32_t i = 0; i < b->n_terms; i++) n_b += b->terms[i].number;
    return n_a && n_b && !common;
}

static float near_word(uint32_t stem_a, uint32_t stem_b, const int8_t *a, const int8_t *b)
{
    if (stem_a && stem_a == stem_b) return 1;
    return 0.8F * clamp((cosine(a, b) - 0.3F) / 0.5F);
}

/* ---- Days ------------------------------------------------------------------------------------------------------------------------- */

enum { FAR_APART = 45, VERY_FAR = 365 };

static float same_day(const struct claim_sighting *a, const struct claim_sighting *b, bool *never)
{
    if (a->from != CLAIM_NO_DAY && b->from != CLAIM_NO_DAY) {
        /* A day of grace: "Monday night", "early on Tuesday". */
        *never = a->to + 1 < b->from || b->to + 1 < a->from;
        return *never ? -1 : a->to - a->from > 40 || b->to - b->from > 40 ? 0.5F : 1;
    }
    const int32_t x = a->from != CLAIM_NO_DAY ? a->to : a->published, y = b->from != CLAIM_NO_DAY ? b->to : b->published;
    *never = false;
    if (x == CLAIM_NO_DAY || y == CLAIM_NO_DAY) return 0;
    const int32_t apart = abs(x - y);
    return apart <= FAR_APART ? 0 : -clamp((float)(apart - FAR_APART) / (VERY_FAR - FAR_APART));
}

/* ---- The score -------------------------------------------------------------------------------------------------------------------- */

void link_compare(struct link_features *f, const struct claim_sighting *a, const struct claim_sighting *b)
{
    memset(f, 0, sizeof *f);
    const bool coded_a = a->code != CLAIM_NO_CODE, coded_b = b->code != CLAIM_NO_CODE, mutual = a->mutual && b->mutual;
    float lost_a, lost_b, common;
    bool never;
    f->code = !coded_a || !coded_b ? 0 : a->code == b->code ? 1 : -2;
    f->actor = same_party(&a->actor, &b->actor);
    f->target = same_party(&a->target, &b->target);
    if (mutual) {
        const float actor = same_party(&a->actor, &b->target), target = same_party(&a->target, &b->actor);
        if (actor + target > f->actor + f->target) {
            f->actor = actor;
            f->target = target;
        }
    }
    f->predicate = near_word(a->predicate_stem, b->predicate_stem, a->predicate, b->predicate);
    /* "It is false that he paid": the deed stands below the predicate. */
    if ((a->predicate_stem && has_term(b, a->predicate_stem)) || (b->predicate_stem && has_term(a, b->predicate_stem)))
        f->predicate = fmaxf(f->predicate, 0.8F);
    f->object = near_word(a->object_stem, b->object_stem, a->object_noun, b->object_noun);
    /* Two things that are far apart; more so where neither stands anywhere in the other, not even in another place of the sentence. */
    if (a->object_stem && b->object_stem && f->object < 0.15F) f->object = has_term(a, b->object_stem) || has_term(b, a->object_stem) ? -1 : -2.5F;
    /* Two deeds that are far apart, unless a code has it that they are of one kind: "ratified the treaty", "debated the treaty". */
    if (a->predicate_stem && b->predicate_stem && f->predicate < 0.1F) f->predicate = f->code > 0 ? -0.7F : -1.5F;
    f->words = words_in_common(a, b, &lost_a, &lost_b, &common);
    /* "They had killed him", "killed by the group": the parties are not both told, and what is left is said of many deeds. */
    if (f->actor < 1 || f->target < 1) f->general = clamp((general_below - common) / 4) * clamp((0.8F - f->words) / 0.2F);
    f->meaning = cosine(a->meaning, b->meaning);
    f->day = same_day(a, b, &never);
    if (f->actor < 0 && f->actor > -1) f->actor = 0.6F * clamp((cosine(a->actor_noun, b->actor_noun) - 0.4F) / 0.4F) - 0.2F;
    f->veto = never || f->code < 0 || other_numbers(a, b) || f->actor <= -1 || f->target <= -1 || a->future != b->future ||
              (lost_a > 0 && lost_b > 0 && f->words < 0.85F) ||
              (!mutual && (roles_exchanged(a, b) || (is_goal(&a->actor, b) && f->actor <= 0) || (is_goal(&b->actor, a) && f->actor <= 0))) ||
              (!mutual && other_doers(a, b)) || (a->place && b->place && a->place != b->place && f->words < 0.6F);
}

const float link_from = 0.5F;

/* Set by hand on the first half of the pairs of tests/linking (docs/trace.md). */
static const struct {
    float bias, code, actor, target, predicate, object, words, meaning, day, general;
} weights = {
    -4.5F, 1.2F, 1.0F, 1.0F, 2.0F, 1.3F, 3.0F, 2.0F, 1.0F, -3.0F,
};

static float sum_of(const struct link_features *f)
{
    return weights.bias + weights.code * f->code + weights.actor * f->actor + weights.target * f->target + weights.predicate * f->predicate +
           weights.object * f->object + weights.words * f->words + weights.meaning * f->meaning + weights.day * f->day + weights.general * f->general;
}

float link_score(const struct claim_sighting *a, const struct claim_sighting *b)
{
    struct link_features f;
    link_compare(&f, a, b);
    return f.veto ? 0 : 1 / (1 + expf(-sum_of(&f)));
}

/* ---- Keys --------------------------------------------------------------------------------------------------------------------------- */

static uint64_t key_of(uint64_t kind, uint64_t a, uint64_t b, uint64_t c)
{
    const uint64_t parts[] = { kind, a, b, c };
    return XXH3_64bits(parts, sizeof parts);
}

static uint32_t party_key(const struct claim_party *p)
{
    if (p->person && p->named) return p->n_names ? p->names[0] : 0;
    return p->state ? p->state : p->n_names ? p->names[0] : 0;
}

enum { MONTH_DAYS = 30, RARE = 3, SIGNS = 7 };

unsigned link_keys(const struct claim_sighting *s, uint64_t out[LINK_KEYS])
{
    unsigned n = 0;
    uint32_t actor = party_key(&s->actor), target = party_key(&s->target);
    if (s->mutual && actor > target) {
        const uint32_t swap = actor;
        actor = target;
        target = swap;
    }
    /* Months that overlap by half, so that two days that are near always share one. */
    const int32_t day = s->from != CLAIM_NO_DAY ? s->from : s->published != CLAIM_NO_DAY ? s->published : 0;
    if (s->code != CLAIM_NO_CODE && (actor || target))
        for (int32_t half = 0; half < 2; half++)
            out[n++] = key_of(1 + (uint64_t)half, s->code, (uint64_t)actor << 32 | target, (uint64_t)((day + half * MONTH_DAYS / 2) / MONTH_DAYS));
    /* Pairs of the rarest words. */
    uint32_t rare[RARE], n_rare = 0;
    bool used[CLAIM_TERMS] = { false };
    while (n_rare < RARE) {
        uint32_t best = HS_NONE;
        for (uint32_t i = 0; i < s->n_terms; i++)
            if (!used[i] && (best == HS_NONE || s->terms[i].weight > s->terms[best].weight ||
                             (s->terms[i].weight >= s->terms[best].weight && s->terms[i].stem < s->terms[best].stem)))
                best = i;
        if (best == HS_NONE) break;
        used[best] = true;
        rare[n_rare++] = s->terms[best].stem;
    }
    for (uint32_t i = 0; i < n_rare; i++)
        for (uint32_t k = i + 1; k < n_rare; k++)
            out[n++] = key_of(3, rare[i] < rare[k] ? rare[i] : rare[k], rare[i] < rare[k] ? rare[k] : rare[i], 0);
    /* The direction of the meaning, as signs along its first, widest axes, with a party: for a paraphrase without a rare word in common. */
    uint64_t signs = 0;
    for (unsigned d = 0; d < SIGNS; d++) signs |= (uint64_t)(s->meaning[d] > 0) << d;
    if (actor) out[n++] = key_of(4, actor, signs, 0);
    if (target) out[n++] = key_of(5, target, signs, 0);
    return n;
}

/* ---- For those who link elsewhere ----------------------------------------------------------------------------------------------------- */

_Static_assert((int)LINK_KEYS == (int)HEARSAY_CLAIM_KEYS, "the public array has room for all keys");

hearsay_claim_link hearsay_claim_link_at(const hearsay_document *doc, size_t claim)
{
    hearsay_claim_link out = { .n_keys = 0 };
    assert(claim < doc->n_claims);
    if (!doc->sightings) return out;
    out.n_keys = link_keys(&doc->sightings[claim], out.keys);
    out.sighting = &doc->sightings[claim];
    out.sighting_len = sizeof *doc->sightings;
    return out;
}

double hearsay_claims_linked(const void *a, size_t a_len, const void *b, size_t b_len)
{
    struct claim_sighting x, y;
    if (!sighting_from(&x, a, a_len) || !sighting_from(&y, b, b_len) || x.article == y.article) return 0;
    return (double)link_score(&x, &y);
}
