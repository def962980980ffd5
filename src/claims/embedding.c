/* embedding.c: from a predicate upwards: what its sentence makes of what it says.
 *
 *   negated      at the predicate, at verbs that carry it ("failed to attack", "refused to"), by what is said of it ("it is false that")
 *   no evidence  "there is no evidence that", "found no sign of"
 *   alleged      "the alleged attack", "reportedly attacked", "suspected militants": the word of somebody whom nobody names
 *   open         a condition, a question, a modal, a hope, a plan; what was prevented
 *   cue          a verb or noun of saying that the model found no attribution for: still nobody's fact but the sayer's
 * The way ends at the edge of the owner's content, or where a clause of its own begins: a relative clause is told for itself. */
#include <string.h>

#include "base/character.h"
#include "claims/propositions.h"

enum { STEPS_MAX = 12 };

static const char evidence[] = "evidence proof indication indications sign signs trace traces substantiation corroboration hint hints clue clues";

struct telling claim_telling(const struct claim_reader *r)
{
    static const struct attribution none = { .within = HS_NONE, .actor = HS_NONE };
    return (struct telling){ &r->grammar, &none, HS_NONE };
}

bool claim_is_charge(const struct claim_reader *r, uint32_t word)
{
    return r->doc->words[word].upos == UPOS_NOUN &&
           grammar_is(&r->grammar, word,
                      "accusation accusations allegation allegations claim claims charge charges assertion assertions rumour rumours rumor rumors "
                      "insinuation insinuations report reports suggestion suggestions complaint complaints speculation story stories");
}

static uint32_t actor_at(const struct claim_reader *r, uint32_t w)
{
    return w == HS_NONE || r->events.mention[w] == HS_NONE ? HS_NONE : r->doc->mentions[r->events.mention[w]].actor;
}

uint32_t claim_holder(const struct claim_reader *r, uint32_t word)
{
    static const char *const from[] = { "by", "from" };
    const struct event_reader *e = &r->events;
    uint8_t upos = r->doc->words[word].upos;
    if (upos == UPOS_VERB || upos == UPOS_AUX) return actor_at(r, event_subject(e, word));
    uint32_t who = event_child(e, word, DEP_POSS);
    /* "Washington's accusations", whatever the parser made of it. */
    if (who == HS_NONE && word > grammar_begins(&r->grammar, word) + 1 && grammar_is(&r->grammar, word - 1, "'s \xe2\x80\x99s ' \xe2\x80\x99"))
        who = word - 2;
    if (who == HS_NONE) who = event_prepositional(e, word, from, 2, 0);
    if (actor_at(r, who) != HS_NONE) return actor_at(r, who);
    EVENT_CHILDREN(e, word, c)
    {
        if ((event_relation(e, c) == DEP_AMOD || event_relation(e, c) == DEP_COMPOUND) && actor_at(r, c) != HS_NONE) return actor_at(r, c);
    }
    return HS_NONE;
}

bool claim_top(const struct claim_reader *r, uint32_t attribution, uint32_t word)
{
    const uint32_t head = r->doc->words[word].head;
    return head == HS_NONE || !grammar_inside(r->doc, r->doc->attributions[attribution].content, head);
}

int embedding_truth(const struct claim_reader *r, uint32_t w)
{
    const struct grammar *g = &r->grammar;
    int truth = 0;
    uint32_t object = event_child(&r->events, w, DEP_OBJ);
    if (grammar_marks(g, w) & MARK_FALSE)
        truth = -1;
    else if (grammar_is(g, w, "true accurate correct factual genuine credible real justified founded well-founded warranted"))
        truth = 1;
    else if (object != HS_NONE && grammar_is(g, object, "basis foundation foundations merit truth substance grounds"))
        truth = grammar_negated(g, object) ? -1 : 1;
    else if (grammar_is(g, w, "basis foundation merit truth substance grounds"))
        truth = 1;
    if (!truth) return 0;
    /* "without basis", "not true" */
    EVENT_CHILDREN(&r->events, w, c)
    {
        if (event_relation(&r->events, c) == DEP_CASE && grammar_is(g, c, "without")) truth = -truth;
    }
    return grammar_negated(g, w) ? -truth : truth;
}

/* ---- Single questions ------------------------------------------------------------------------------------------------------- */

static bool is_hedge(const struct claim_reader *r, uint32_t w)
{
    return grammar_is(&r->grammar, w,
                      "allegedly reportedly supposedly purportedly apparently seemingly ostensibly alleged reported purported supposed suspected "
                      "rumoured rumored claimed presumed accused");
}

static bool hedged_at(const struct claim_reader *r, uint32_t w)
{
    if (w == HS_NONE) return false;
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if ((d == DEP_ADVMOD || d == DEP_AMOD) && is_hedge(r, c)) return true;
    }
    return false;
}

static bool is_modal(const struct claim_reader *r, uint32_t w)
{
    return grammar_is(&r->grammar, w, "would could may might should can ca 'd ought must");
}

/* "If", "unless", "whether" before a clause; a modal in it. */
static void look_at(const struct claim_reader *r, uint32_t w, struct embedding *out)
{
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if ((d == DEP_AUX || d == DEP_AUX_PASS) && is_modal(r, c)) out->modal = true;
        if (d == DEP_MARK && grammar_is(&r->grammar, c, "if unless whether lest provided")) out->open = true;
        if (d == DEP_ADVMOD && grammar_is(&r->grammar, c, "perhaps maybe possibly probably likely presumably potentially")) out->modal = true;
    }
}

/* "Had they signed, ...": a condition without "if": the auxiliary stands before its subject. */
static bool is_inverted(const struct claim_reader *r, uint32_t w)
{
    uint32_t subject = event_child(&r->events, w, DEP_NSUBJ);
    if (subject == HS_NONE) subject = event_child(&r->events, w, DEP_NSUBJ_PASS);
    EVENT_CHILDREN(&r->events, w, c)
    {
        if (subject == HS_NONE || c >= subject) return false;
        enum dependency d = event_relation(&r->events, c);
        if ((d == DEP_AUX || d == DEP_AUX_PASS) && grammar_is(&r->grammar, c, "had were should")) return true;
    }
    return false;
}

static bool is_question(const struct claim_reader *r, uint32_t w)
{
    for (uint32_t i = grammar_ends(&r->grammar, w); i-- > w;) {
        if (r->doc->words[i].upos != UPOS_PUNCT) return false;
        if (grammar_is(&r->grammar, i, "?")) return true;
    }
    return false;
}

/* Evidence that is not there: the noun itself, or the subject or object of the verb. */
static int evidence_at(const struct claim_reader *r, uint32_t h)
{
    const struct grammar *g = &r->grammar;
    const struct event_reader *e = &r->events;
    if (grammar_is(g, h, evidence)) {
        uint32_t up = r->doc->words[h].head;
        bool negated = grammar_negated(g, h);
        enum dependency d = event_relation(e, h);
        if (!negated && up != HS_NONE && (d == DEP_OBJ || d == DEP_NSUBJ_PASS || d == DEP_NSUBJ))
            negated = grammar_negated(g, up) || grammar_is(g, up, "lack lacks lacked lacking");
        if (!negated && up != HS_NONE && d == DEP_NMOD && grammar_is(g, up, "lack absence")) negated = true;
        return negated ? -1 : 1;
    }
    static const enum dependency slots[] = { DEP_OBJ, DEP_NSUBJ_PASS, DEP_NSUBJ };
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        uint32_t noun = event_child(e, h, slots[i]);
        if (noun != HS_NONE && grammar_is(g, noun, evidence)) return grammar_negated(g, noun) || grammar_negated(g, h) ? -1 : 1;
    }
    return 0;
}

static bool has_mark(const struct claim_reader *r, uint32_t w, const char *words)
{
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if ((d == DEP_MARK || d == DEP_CASE) && grammar_is(&r->grammar, c, words)) return true;
    }
    return false;
}

/* A participle that hangs on a verb of accusing itself: the parser's choice, and part of what the accused has done. */
static bool blames(const struct claim_reader *r, uint32_t h, struct embedding *out)
{
    const struct telling t = claim_telling(r);
    if (stance_act(&t, h) != STANCE_ACCUSES || !event_passive(&r->events, h)) return false;
    out->cue = h;
    return true;
}

/* A subject, a conjunction: a clause that is told for itself. */
static bool has_clause_words(const struct claim_reader *r, uint32_t w)
{
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if (d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_MARK || d == DEP_AUX || d == DEP_EXPL) return true;
    }
    return false;
}

static bool goes_on(enum dependency d) { return d == DEP_CONJ || d == DEP_ADVCL || d == DEP_XCOMP; }

/* Verbs and nouns whose infinitive or object need not be so. */
static bool is_unreal(const struct claim_reader *r, uint32_t h)
{
    return grammar_is(
        &r->grammar, h,
        "prevent prevents prevented preventing avert averted averts avoid avoided avoids thwart thwarted foil foiled plan plans planned "
        "planning plot plots plotted propose proposed proposes consider considers considered considering contemplate mull mulls mulled "
        "prepare prepares prepared preparing want wants wanted hope hopes hoped hoping wish wishes wished expect expects expected "
        "try tries tried trying attempt attempts attempted attempting bid effort efforts threat threats threaten threatens threatened "
        "order orders ordered decision deal call calls proposal proposals offer offers offered intention intentions likely unlikely "
        "possible possibility probable chance risk danger fear fears feared seem seems seemed appear appears appeared readiness ready "
        "able unable poised set due aim aims aimed intend intends intended seek seeks sought discuss discussed discusses await awaits "
        "demand demands demanded urge urged urges ask asked asks tell told invite invited permit permitted allow allowed enable enabled "
        "authorise authorised authorize authorized entitled empowered in-order");
}

/* ---- The way up ---------------------------------------------------------------------------------------------------------------- */

/* A word above that takes the predicate as a clause. False: the way ends here. */
static bool through_clause(const struct claim_reader *r, uint32_t w, uint32_t h, enum dependency d, struct embedding *out)
{
    const struct grammar *g = &r->grammar;
    struct telling t = claim_telling(r);
    int found = evidence_at(r, h);
    bool copular = event_child(&r->events, h, DEP_COP) != HS_NONE;
    if (found) {
        out->no_evidence |= found < 0;
        return found > 0;
    }
    int truth = copular || d == DEP_ACL || r->doc->words[h].upos == UPOS_ADJ ? embedding_truth(r, h) : 0;
    if (truth) {
        out->negated ^= truth < 0;
        return true;
    }
    if (grammar_is(g, h, "unclear uncertain unknown doubtful unproven unconfirmed questionable debatable")) {
        out->doubted = true;
        return true;
    }
    unsigned act = stance_act(&t, h);
    if (act == ACT_NOT) {
        out->negated ^= !grammar_negated(g, h);
        return true;
    }
    bool verb = r->doc->words[h].upos == UPOS_VERB;
    if (grammar_is(g, h, "stop stops stopped cease ceases ceased quit halt halts halted") && d == DEP_XCOMP) {
        out->modal = true; /* done before, and no more */
        return true;
    }
    if (grammar_is(g, h, "seem seems seemed appear appears appeared")) {
        out->modal = true;
        return true;
    }
    bool said = act < STANCES || act == ACT_SAYS || act == ACT_THINKS || act == ACT_WANTS || act == ACT_JUDGES;
    if (said && (verb || claim_is_charge(r, h) || d == DEP_CCOMP)) {
        out->cue = h;
        return false;
    }
    if (is_unreal(r, h) || (d == DEP_ACL && has_mark(r, w, "to"))) { /* "its power to arrest" */
        out->unreal = true;
        return false;
    }
    if (d == DEP_XCOMP) {
        out->negated ^= grammar_negated(g, h);
        look_at(r, h, out);
        out->alleged |= hedged_at(r, h);
        return true;
    }
    if (d == DEP_ACL) return false;
    return d == DEP_CSUBJ || d == DEP_CCOMP;
}

/* A word above of which a deed in a noun, or a gerund behind a preposition, is an argument. False: the way ends here. */
static bool through_noun(const struct claim_reader *r, uint32_t w, uint32_t h, enum dependency d, struct embedding *out)
{
    const struct grammar *g = &r->grammar;
    struct telling t = claim_telling(r);
    /* A phrase behind a preposition is no subject, whatever the parser says: "no evidence was found regarding the supply". */
    if ((d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_OBJ) && has_mark(r, w, "regarding about concerning of for on over")) d = DEP_OBL;
    int found = d == DEP_NMOD || d == DEP_OBL || d == DEP_ADVCL || d == DEP_ACL ? evidence_at(r, h) : grammar_is(g, h, evidence);
    if (found && !grammar_is(g, w, evidence)) {
        out->no_evidence |= found < 0;
        return found > 0;
    }
    bool subject = d == DEP_NSUBJ || d == DEP_NSUBJ_PASS;
    if (subject) {
        int truth = embedding_truth(r, h);
        if (truth) out->negated ^= truth < 0;
        if (grammar_is(g, h, "happen happened occur occurred took take taken exist existed")) out->negated ^= grammar_negated(g, h);
        look_at(r, h, out);
        return truth != 0;
    }
    if (has_mark(r, w, "of from") && grammar_is(g, h, "short stop stops stopped refrain refrains refrained abstain abstained desist desisted")) {
        out->negated ^= !grammar_negated(g, h); /* "stopped short of attacking" */
        return false;
    }
    if (has_mark(r, w, "of") && grammar_is(g, h, "clear clears cleared acquit acquits acquitted exonerate exonerated absolve absolved")) {
        out->cue = h; /* a court's word, and that it is not so */
        out->negated ^= true;
        return false;
    }
    unsigned act = stance_act(&t, h);
    bool said = act < STANCES && act != STANCE_CRITICISES && act != STANCE_PRAISES && act != STANCE_WARNS && act != STANCE_PROMISES;
    bool behind = d != DEP_OBJ && has_mark(r, w, "of for with that regarding about concerning over on in");
    if ((said && (d == DEP_OBJ || behind)) || (claim_is_charge(r, h) && behind)) {
        out->cue = h;
        return false;
    }
    if (is_unreal(r, h) && (d == DEP_OBJ || d == DEP_NMOD)) out->unreal = true;
    return false;
}

/* "The minister, it is said, attacked": a remark beside the clause, which the parser hangs on its verb or its subject. */
static bool has_aside(const struct claim_reader *r, uint32_t w)
{
    const struct telling t = claim_telling(r);
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if ((d != DEP_PARATAXIS && d != DEP_RELATIVE) || r->doc->words[c].upos != UPOS_VERB || stance_act(&t, c) != ACT_SAYS) continue;
        uint32_t subject = event_child(&r->events, c, DEP_NSUBJ_PASS);
        if (d == DEP_PARATAXIS || (subject != HS_NONE && grammar_is(&r->grammar, subject, "it"))) return true;
    }
    return false;
}

/* What stands deep inside a clause that somebody says, where no attribution has it: "said the videos show him leaving when asked to". The verb of
 * saying, HS_NONE: there is none. */
static uint32_t enclosing_cue(const struct claim_reader *r, uint32_t w)
{
    const struct telling t = claim_telling(r);
    for (unsigned steps = 0; steps < 2 * STEPS_MAX; steps++) {
        const uint32_t h = r->doc->words[w].head;
        if (h == HS_NONE) return HS_NONE;
        if (event_relation(&r->events, w) == DEP_CCOMP && r->doc->words[h].upos == UPOS_VERB) {
            unsigned act = stance_act(&t, h);
            if (act < STANCES || act == ACT_SAYS || act == ACT_THINKS) return h;
        }
        w = h;
    }
    return HS_NONE;
}

/* A conjunction of h stands before its clause w, and h behind. */
static bool is_before(const struct claim_reader *r, uint32_t h, uint32_t w)
{
    const uint32_t mark = event_child(&r->events, h, DEP_MARK);
    return mark != HS_NONE && mark < w && w < h;
}

/* "Said it was untrue that they had paid", where the parser makes the two clauses brothers. */
static void beside_verdict(const struct claim_reader *r, uint32_t w, uint32_t owner, struct embedding *out)
{
    const uint32_t h = r->doc->words[w].head;
    if (owner == HS_NONE || event_relation(&r->events, w) != DEP_CCOMP) return;
    EVENT_CHILDREN(&r->events, h, c)
    {
        if (c >= w) return;
        if (event_relation(&r->events, c) != DEP_CCOMP || r->owner[c] != owner || event_child(&r->events, c, DEP_EXPL) == HS_NONE) continue;
        out->negated ^= embedding_truth(r, c) < 0;
    }
}

/* "Not only refused but", "more than that": no negation. */
static bool not_only(const struct claim_reader *r, uint32_t w)
{
    EVENT_CHILDREN(&r->events, w, c)
    {
        if (grammar_is(&r->grammar, c, "not n't") && c + 1 < r->doc->n_words && grammar_is(&r->grammar, c + 1, "only just merely simply"))
            return true;
    }
    return false;
}

/* "Did not attack", "attacked nobody", "sent no weapons": at the predicate, or in what is done to. */
static bool negated_at(const struct claim_reader *r, uint32_t w)
{
    bool negated = grammar_negated(&r->grammar, w) && !not_only(r, w);
    if (r->doc->words[w].upos != UPOS_VERB) return negated;
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if ((d == DEP_OBJ || d == DEP_OBL) && grammar_empty(&r->grammar, c)) negated ^= true;
    }
    return negated;
}

/* A relative clause of nobody. "There is no priest who met him" denies it; "no soldier who fled was tried" says of nothing that it was so. */
static void of_nobody(const struct claim_reader *r, uint32_t w, struct embedding *out)
{
    for (unsigned steps = 0; steps < STEPS_MAX && event_relation(&r->events, w) == DEP_CONJ; steps++) w = r->doc->words[w].head;
    if (event_relation(&r->events, w) != DEP_RELATIVE) return;
    const uint32_t noun = r->doc->words[w].head, verb = r->doc->words[noun].head;
    if (!grammar_empty(&r->grammar, noun)) return;
    if (event_child(&r->events, noun, DEP_EXPL) != HS_NONE || (verb != HS_NONE && event_child(&r->events, verb, DEP_EXPL) != HS_NONE))
        out->negated ^= true;
    else
        out->open = true;
}

struct embedding embedding_of(const struct claim_reader *r, uint32_t predicate, const struct event *event, uint32_t owner)
{
    struct embedding out = { .negated = negated_at(r, predicate), .cue = HS_NONE };
    uint32_t w = predicate;
    out.open = is_question(r, w) || is_inverted(r, w);
    look_at(r, w, &out);
    of_nobody(r, w, &out);
    if (event && event->actor_word != HS_NONE && event->actor_word != w && r->doc->words[predicate].head == event->actor_word &&
        event_relation(&r->events, w) != DEP_RELATIVE)
        out.negated ^= grammar_empty(&r->grammar, event->actor_word); /* "no law requiring" */
    if (!event) {
        out.doubted = grammar_is(&r->grammar, w, "unclear uncertain unknown doubtful unproven unconfirmed questionable debatable") && !out.negated;
        out.no_evidence = evidence_at(r, w) < 0 && !grammar_is(&r->grammar, w, evidence);
    }
    out.alleged = hedged_at(r, w) || (event && event->actor_word != HS_NONE && hedged_at(r, event->actor_word));
    for (unsigned steps = 0; steps < STEPS_MAX; steps++) {
        const uint32_t h = r->doc->words[w].head;
        if (h == HS_NONE) break;
        if (owner != HS_NONE ? !grammar_inside(r->doc, r->doc->attributions[owner].content, h) : r->owner[h] != HS_NONE) {
            beside_verdict(r, w, owner, &out);
            /* "blamed for introducing cholera, killing thousands", of which the content ends too early: what goes on without a subject of its own is
             * still that voice's word, and not the outlet's. */
            out.alleged |=
                owner == HS_NONE && r->doc->words[w].upos == UPOS_VERB && goes_on(event_relation(&r->events, w)) && !has_clause_words(r, w);
            break;
        }
        const enum dependency d = event_relation(&r->events, w);
        const uint8_t upos = r->doc->words[w].upos;
        bool on = false;
        switch (d) {
        case DEP_CONJ: /* "did not attack or kill": one negation for both */
            on = event_child(&r->events, w, DEP_NSUBJ) == HS_NONE;
            if (on && upos == UPOS_VERB) {
                uint32_t cc = event_child(&r->events, w, DEP_CC);
                if (cc != HS_NONE && grammar_is(&r->grammar, cc, "or nor")) out.negated ^= grammar_negated(&r->grammar, h);
                look_at(r, h, &out);
                out.alleged |= hedged_at(r, h);
            }
            break;
        case DEP_XCOMP:
        case DEP_CCOMP:
        case DEP_CSUBJ: on = through_clause(r, w, h, d, &out); break;
        case DEP_ACL: {
            const bool behind = has_mark(r, w, "of for with from");
            const enum dependency up = event_relation(&r->events, h);
            /* "acquitted him of shooting": the verb's, though the parser hangs it on him */
            const uint32_t verb = behind && (up == DEP_OBJ || up == DEP_NSUBJ_PASS) && !claim_is_charge(r, h) ? r->doc->words[h].head : HS_NONE;
            if (verb != HS_NONE && (owner == HS_NONE || grammar_inside(r->doc, r->doc->attributions[owner].content, verb)))
                on = through_noun(r, w, verb, DEP_ADVCL, &out);
            else if (verb != HS_NONE)
                return out;
            else
                on = behind ? through_noun(r, w, h, d, &out) : through_clause(r, w, h, d, &out);
            break;
        }
        case DEP_ADVCL:
            if (has_mark(r, w, "of for with from"))
                on = through_noun(r, w, h, d, &out);
            else if (has_mark(r, h, "if unless") && !has_mark(r, w, "if unless because after before when while as since") && is_before(r, h, w))
                out.open = true; /* "if they did it, they must ...": the parser gave the "if" to the other verb */
            else if (upos == UPOS_VERB && has_mark(r, w, "to"))
                out.unreal = true; /* a purpose */
            else                   /* "was blamed for introducing cholera, killing thousands": a participle goes with its verb */
                on = upos == UPOS_VERB && !has_clause_words(r, w) && !blames(r, h, &out);
            out.aside = !on && out.cue == HS_NONE;
            break;
        case DEP_OBJ:
        case DEP_NSUBJ:
        case DEP_NSUBJ_PASS:
        case DEP_NMOD:
        case DEP_OBL: on = through_noun(r, w, h, d, &out); break;
        case DEP_PARATAXIS: out.aside = upos != UPOS_VERB || has_clause_words(r, w) || !blames(r, h, &out); break;
        case DEP_RELATIVE: out.aside = true; break;
        default: break;
        }
        if (!on) {
            out.aside |= out.cue == HS_NONE && !out.no_evidence && d != DEP_CONJ;
            break;
        }
        w = h;
    }
    if (owner == HS_NONE) {
        uint32_t subject = event_child(&r->events, predicate, DEP_NSUBJ);
        out.alleged |= has_aside(r, predicate) || (subject != HS_NONE && has_aside(r, subject));
    }
    if (owner == HS_NONE && out.cue == HS_NONE) {
        out.cue = enclosing_cue(r, predicate);
        out.aside |= out.cue != HS_NONE;
    }
    return out;
}
