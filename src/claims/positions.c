/* positions.c: who stands where on a proposition.
 *
 *   the sayer    of the attribution whose content it is, by what the cue does and what the content makes of it:
 *                  plain or thinking cue   asserts; where the content negates it, denies
 *                  denying cue             denies; where the content negates it, asserts ("denied that it had not")
 *                  doubting cue            no-evidence where evidence is what was not found, else doubts
 *                  demand, question, hope, refusal to say: nothing, since nobody holds it to be so; nor does "no one"
 *   outer voices "reports", unless what they say is about what the inner one said ("rejected the claims that", "said the reports were false")
 *   nobody       "alleged", "was accused of": somebody asserts it whom the text does not name
 *   the outlet   in its own words only, and only where they are a bare statement; or where it judges an accusation that it reports ("falsely
 *                accused": denies; "claimed without evidence": doubts) */
#include <string.h>

#include "base/character.h"
#include "claims/propositions.h"

enum { POSITIONS_MAX = 48 };
#define OUTLET_SCORE 0.9f /* of 100 statements of the outlet's, read by us: docs/claims.md */

struct list {
    struct position at[POSITIONS_MAX];
    uint32_t n;
};

static void take(struct list *l, uint32_t actor, enum position_kind kind, uint32_t attribution, float score)
{
    if (kind == POSITION_KINDS || l->n == POSITIONS_MAX) return;
    for (uint32_t i = 0; i < l->n; i++) /* who says so himself does not pass it on as well */
        if (l->at[i].actor == actor && (l->at[i].attribution == attribution || (kind == POSITION_REPORTS && actor != HS_NONE))) return;
    l->at[l->n++] = (struct position){ actor, kind, attribution, score };
}

static uint32_t own_voices(const struct hearsay_document *doc, const struct attribution *a)
{
    uint32_t outer = a->within == HS_NONE ? 0 : doc->attributions[a->within].n_voices;
    return outer < a->n_voices ? outer : a->n_voices ? a->n_voices - 1 : 0;
}

/* ---- What a cue makes of a content ------------------------------------------------------------------------------------------------ */

static bool cue_has(const struct claim_reader *r, const struct attribution *a, const char *words)
{
    SPAN_WORDS(r->doc, a->cue, w)
    {
        if (grammar_is(&r->grammar, w, words)) return true;
    }
    return false;
}

static const char evidence_nouns[] =
    "evidence proof indication indications sign signs trace traces substantiation corroboration hint hints clue clues basis";

/* "did not find any evidence": in the cue, or as what its verb has found. */
static bool lacks_evidence(const struct claim_reader *r, const struct attribution *a)
{
    if (cue_has(r, a, evidence_nouns)) return true;
    SPAN_WORDS(r->doc, a->cue, w)
    {
        EVENT_CHILDREN(&r->events, w, c)
        {
            enum dependency d = event_relation(&r->events, c);
            if ((d == DEP_OBJ || d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_OBL) && grammar_is(&r->grammar, c, evidence_nouns)) return true;
        }
    }
    return false;
}

static bool cue_negated(const struct claim_reader *r, const struct attribution *a)
{
    SPAN_WORDS(r->doc, a->cue, w)
    {
        uint8_t upos = r->doc->words[w].upos;
        if (upos == UPOS_VERB && grammar_negated(&r->grammar, w)) return true;
    }
    return cue_has(r, a, "refused refuses refuse declined declines decline refusing declining neither stopped");
}

/* "No one", "neither the army nor the police", "no credible intelligence": the word that heads it; HS_NONE: somebody. */
static uint32_t nobody(const struct claim_reader *r, const struct attribution *a)
{
    const struct word *words = r->doc->words;
    uint32_t first = HS_NONE;
    SPAN_WORDS(r->doc, a->source, w)
    {
        if (first == HS_NONE) first = w;
        if (words[w].head != HS_NONE && grammar_inside(r->doc, a->source, words[w].head)) continue;
        if (grammar_is(&r->grammar, first, "neither")) return w;
        if (grammar_is(&r->grammar, first, "no") && first + 1 < r->doc->n_words && grammar_is(&r->grammar, first + 1, "less fewer")) return HS_NONE;
        return grammar_empty(&r->grammar, w) ? w : HS_NONE;
    }
    return HS_NONE;
}

static enum position_kind opposite(enum position_kind k)
{
    return k == POSITION_ASSERTS ? POSITION_DENIES : k == POSITION_DENIES ? POSITION_ASSERTS : k;
}

/* What a stance means for a content that says a thing is so (negated: is not so). */
static enum position_kind of_stance(enum stance s, bool negated, bool evidence)
{
    enum position_kind k;
    switch (s) {
    case STANCE_DENIES: k = POSITION_DENIES; break;
    case STANCE_DOUBTS: return evidence ? POSITION_NO_EVIDENCE : POSITION_DOUBTS;
    case STANCE_DEMANDS:
    case STANCE_ASKS: return POSITION_KINDS;
    default: k = POSITION_ASSERTS; break;
    }
    return negated ? opposite(k) : k;
}

/* The sayer's own position. */
static enum position_kind of_sayer(const struct claim_reader *r, const struct proposition *p)
{
    const struct attribution *a = &r->doc->attributions[p->owner];
    const struct embedding *e = &p->embedding;
    const enum stance cue = r->by_cue[p->owner];
    if (e->no_evidence) return cue == STANCE_DENIES ? POSITION_KINDS : POSITION_NO_EVIDENCE;
    if (e->doubted) return POSITION_DOUBTS;
    const uint32_t none = nobody(r, a);
    if (none != HS_NONE && cue != STANCE_DOUBTS)
        return grammar_is(&r->grammar, none, evidence_nouns) || grammar_is(&r->grammar, none, "intelligence information") ? POSITION_NO_EVIDENCE
                                                                                                                          : POSITION_KINDS;
    if (e->aside && (cue == STANCE_DENIES || cue == STANCE_DOUBTS || cue == STANCE_DEMANDS)) return POSITION_KINDS;
    if (cue == STANCES) {
        if (a->stance == STANCE_ASKS) return POSITION_KINDS;
        /* "Said they must go": no stand on whether they go. "We call on them to go", she said: that she does call on them, she asserts. */
        const bool own_demand = p->coded && p->event.code == EVENT_REQUEST && p->event.actor != HS_NONE && p->event.actor == a->actor;
        if (a->stance == STANCE_DEMANDS && p->coded && !e->aside && !own_demand) return POSITION_KINDS;
        return e->negated ? POSITION_DENIES : POSITION_ASSERTS;
    }
    if (cue == STANCE_STATES && cue_negated(r, a)) return POSITION_KINDS; /* "would not say whether", "did not rule out" */
    if (cue == STANCE_BELIEVES &&
        cue_has(
            r, a,
            "hope hopes hoped hoping wish wishes wished want wants wanted fear fears feared worry worries worried dread prefer like imagine dream "
            "desire yearn care"))
        return POSITION_KINDS;
    return of_stance(cue, e->negated, cue == STANCE_DOUBTS && lacks_evidence(r, a));
}

/* "Confirmed the story was fake", "called it a lie": where the parser makes noun and verdict brothers under the cue. */
static int verdict_beside(const struct claim_reader *r, const struct attribution *a, uint32_t h, uint32_t noun)
{
    EVENT_CHILDREN(&r->events, h, c)
    {
        if (c <= noun || !grammar_inside(r->doc, a->content, c)) continue;
        int truth = embedding_truth(r, c);
        if (truth) return truth;
    }
    return 0;
}

enum position_kind position_towards(const struct claim_reader *r, uint32_t attribution, uint32_t noun)
{
    const struct attribution *a = &r->doc->attributions[attribution];
    const enum stance cue = r->by_cue[attribution];
    const bool evidence = cue == STANCE_DOUBTS && lacks_evidence(r, a);
    const struct word *words = r->doc->words;
    if (cue == STANCE_STATES && cue_negated(r, a)) return POSITION_KINDS;
    for (unsigned steps = 0; steps < 4; steps++) {
        uint32_t h = words[noun].head;
        enum dependency d = event_relation(&r->events, noun);
        if (h == HS_NONE || !grammar_inside(r->doc, a->content, h)) {
            int beside = h == HS_NONE ? 0 : verdict_beside(r, a, h, noun);
            if (beside)
                return of_stance(cue == STANCES || cue == STANCE_DENIES || cue == STANCE_CRITICISES ? STANCE_STATES : cue, beside < 0, evidence);
            switch (cue) { /* "rejected the accusations" */
            case STANCE_DENIES:
            case STANCE_DOUBTS:
            case STANCE_CONFIRMS: return of_stance(cue, false, evidence);
            case STANCE_CRITICISES: return POSITION_DENIES; /* "slammed the claims" */
            case STANCES:
                return a->stance == STANCE_DENIES || a->stance == STANCE_DOUBTS ? of_stance(a->stance, false, lacks_evidence(r, a)) : POSITION_KINDS;
            default: return POSITION_KINDS;
            }
        }
        if (d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_OBJ || (d == DEP_APPOS && steps == 0)) {
            int truth = embedding_truth(r, h);
            if (!truth && d == DEP_NSUBJ && grammar_is(&r->grammar, h, "happen happens happened happening occur occurs occurred occurring"))
                truth = grammar_negated(&r->grammar, h) ? -1 : 1; /* "any such thing had happened" */
            if (!truth && d == DEP_OBJ) {                         /* "called it a lie": the verdict is a word beside it */
                EVENT_CHILDREN(&r->events, h, c)
                {
                    if (c != noun && !truth) truth = embedding_truth(r, c);
                }
            }
            if (!truth) return POSITION_KINDS;
            if (cue == STANCE_DENIES && truth > 0) return POSITION_DENIES; /* "denied that the reports were true" */
            return of_stance(cue == STANCES || cue == STANCE_DENIES || cue == STANCE_CRITICISES ? STANCE_STATES : cue, truth < 0, evidence);
        }
        if (d != DEP_CONJ && d != DEP_NMOD) return POSITION_KINDS;
        noun = h;
    }
    return POSITION_KINDS;
}

/* The noun by which an attribution's cue stands in the content of the one around it; HS_NONE: it is no noun. */
static uint32_t cue_noun(const struct claim_reader *r, const struct attribution *a)
{
    SPAN_WORDS(r->doc, a->cue, w)
    {
        if (r->doc->words[w].upos == UPOS_NOUN) return w;
    }
    return HS_NONE;
}

/* ---- Everybody ----------------------------------------------------------------------------------------------------------------------- */

/* From an attribution outwards: its sayer has `kind`, those by whom the words came to it report. */
static void take_chain(const struct claim_reader *r, struct list *l, uint32_t i, enum position_kind kind)
{
    const struct hearsay_document *doc = r->doc;
    for (unsigned depth = 0; i != HS_NONE && depth < 32; depth++) {
        const struct attribution *a = &doc->attributions[i];
        uint32_t from = own_voices(doc, a);
        if (!r->silent[i]) {
            if (a->n_voices) take(l, a->voices[a->n_voices - 1].actor, kind, i, a->score);
            for (uint32_t v = a->n_voices; v-- > from + 1;)
                if (a->voices[v - 1].actor != HS_NONE) take(l, a->voices[v - 1].actor, POSITION_REPORTS, i, a->score);
        }
        uint32_t outer = a->within;
        if (outer == HS_NONE) break;
        uint32_t noun = cue_noun(r, a);
        enum position_kind towards =
            noun == HS_NONE || !grammar_inside(doc, doc->attributions[outer].content, noun) ? POSITION_KINDS : position_towards(r, outer, noun);
        kind = towards == POSITION_KINDS ? POSITION_REPORTS : towards;
        i = outer;
    }
}

/* The outlet's own word beside the accusations that it reports: [n_attributions] what the first one that tells says. */
static void find_verdicts(const struct claim_reader *r, enum position_kind *verdict)
{
    static const char denies[] =
        "wrongfully wrongly falsely unfairly unjustly untruthfully dishonestly false bogus fabricated trumped-up spurious baselessly groundlessly "
        "baseless groundless unfounded mendaciously misleadingly libellously slanderously";
    static const char asserts[] = "rightly rightfully correctly truthfully";
    static const char doubts[] = "without with unproven unproved unsubstantiated unsupported unverified dubious dubiously implausible implausibly "
                                 "questionable flimsy unconvincingly far";
    const struct hearsay_document *doc = r->doc;
    for (uint32_t i = 0; i < doc->n_attributions; i++) verdict[i] = POSITION_KINDS;
    for (uint32_t i = 0; i < doc->n_loaded; i++) {
        const struct loaded *x = &doc->loaded[i];
        if (x->attribution == HS_NONE || verdict[x->attribution] != POSITION_KINDS) continue;
        if (x->kind == LOADED_SCARE_QUOTES || x->kind == LOADED_SIDE_TERM) continue;
        uint32_t w = grammar_word_at(doc, x->span.start);
        if (grammar_is(&r->grammar, w, denies))
            verdict[x->attribution] = POSITION_DENIES;
        else if (grammar_is(&r->grammar, w, asserts))
            verdict[x->attribution] = POSITION_ASSERTS;
        else if (grammar_is(&r->grammar, w, doubts))
            verdict[x->attribution] = POSITION_DOUBTS;
    }
}

/* The position of who says so by a word for which no attribution was found. */
static enum position_kind of_cue_word(const struct claim_reader *r, const struct proposition *p)
{
    struct telling t = claim_telling(r);
    unsigned act = stance_act(&t, p->embedding.cue);
    enum stance s = stance_resolve(&t, p->embedding.cue, act);
    if (p->embedding.no_evidence) return POSITION_NO_EVIDENCE;
    if (act == ACT_WANTS || s == STANCE_PROMISES) return POSITION_KINDS;
    if (s == STANCES) s = STANCE_STATES;
    if (s == STANCE_STATES && grammar_negated(&r->grammar, p->embedding.cue)) return POSITION_KINDS;
    return of_stance(s, p->embedding.negated, false);
}

/* Signs in the sentence that a statement is not the outlet's own, though no attribution was found: "according to". */
static bool is_sourced(const struct claim_reader *r, uint32_t w)
{
    for (uint32_t i = grammar_begins(&r->grammar, w), end = grammar_ends(&r->grammar, w); i + 1 < end; i++)
        if (grammar_is(&r->grammar, i, "according") && grammar_is(&r->grammar, i + 1, "to")) return true;
    return false;
}

static enum position_kind of_outlet(const struct claim_reader *r, const struct proposition *p)
{
    const struct embedding *e = &p->embedding;
    const struct hearsay_document *doc = r->doc;
    if (e->open || e->modal || e->alleged || e->cue != HS_NONE || e->doubted || (doc->words[p->predicate].flags & WORD_IN_QUOTE))
        return POSITION_KINDS;
    if (p->coded && (p->event.contexts & CONTEXT_BIT(CONTEXT_HYPOTHETICAL))) return POSITION_KINDS;
    if (e->no_evidence) return POSITION_NO_EVIDENCE;
    if (is_sourced(r, p->predicate)) return POSITION_KINDS;
    return e->negated ? POSITION_DENIES : POSITION_ASSERTS;
}

static void find(const struct claim_reader *r, struct list *l, const struct proposition *p, const enum position_kind *verdict)
{
    const struct hearsay_document *doc = r->doc;
    const struct embedding *e = &p->embedding;
    const float score = p->owner == HS_NONE ? OUTLET_SCORE : doc->attributions[p->owner].score;
    bool others = e->cue != HS_NONE || (e->alleged && !e->negated);
    if (e->cue != HS_NONE)
        take(l, claim_holder(r, e->cue), of_cue_word(r, p), p->owner, score);
    else if (e->alleged && !e->open)
        take(l, HS_NONE, POSITION_ASSERTS, p->owner, score);
    if (p->owner == HS_NONE) {
        if (!others) take(l, HS_OUTLET, of_outlet(r, p), HS_NONE, score);
        return;
    }
    enum position_kind kind = others && !e->no_evidence ? POSITION_REPORTS : of_sayer(r, p);
    if (e->cue != HS_NONE && claim_is_charge(r, e->cue)) { /* "dismissed reports that", where no attribution was found inside */
        enum position_kind towards = position_towards(r, p->owner, e->cue);
        if (towards != POSITION_KINDS) kind = towards;
    }
    const bool asked = r->by_cue[p->owner] == STANCE_DOUBTS; /* "questioned whether" */
    if (kind == POSITION_KINDS || (e->open && !others && !asked)) return;
    take_chain(r, l, p->owner, kind);
    if (doc->attributions[p->owner].within == HS_NONE) take(l, HS_OUTLET, verdict[p->owner], HS_NONE, score);
}

bool positions_find(struct claim_reader *r)
{
    enum position_kind *verdict = ARENA_ARRAY(r->scratch, enum position_kind, r->doc->n_attributions + 1);
    if (!verdict) return false;
    find_verdicts(r, verdict);
    for (uint32_t i = 0; i < r->n; i++) {
        struct proposition *p = &r->at[i];
        struct list l = { .n = 0 };
        if (p->positions) continue;
        find(r, &l, p, verdict);
        p->positions = ARENA_ARRAY(r->scratch, struct position, l.n + 1);
        if (!p->positions) return false;
        memcpy(p->positions, l.at, l.n * sizeof *l.at);
        p->n_positions = l.n;
    }
    return true;
}
