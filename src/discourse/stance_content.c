/* stance_content.c: what the content makes of a plain cue: "said it was false" denies, "said they must go" demands.
 *
 * Only main clauses are looked at, the first few: what a subordinate clause judges, the source may merely mention. Each is put to the
 * questions below in their order, and the first that answers decides; where none does, the source states.
 *
 * Whose deed it is matters: "said he would resign" promises, "said rain would come" does not; "said the army had fired on them" accuses, "said we
 * never fired" denies. A subject is the source's own if it is "I" or "we", or, outside quotation marks, a pronoun that agrees with the source. */
#include <string.h>

#include "discourse/stance.h"

enum { CLAUSES_MAX = 3 };

struct clause {
    uint32_t verb;           /* the predicate: a verb, or what a copula links */
    uint32_t subject, modal; /* HS_NONE where there is none */
    bool copular, passive, negated, own;
};

static bool is_first_person(const struct grammar *sx, uint32_t w) { return grammar_is(sx, w, "i we"); }

static enum entity_type entity_at(const struct hearsay_document *doc, uint32_t w)
{
    const uint32_t e = entity_from(doc, w);
    return e < doc->n_entities && doc->entities[e].first_word <= w ? doc->entities[e].type : ENTITY_TYPES;
}

static bool ends_in_s(const struct grammar *sx, uint32_t w)
{
    const struct span *s = &sx->doc->words[w].span;
    return s->end - s->start > 2 && sx->doc->text[s->end - 1] == 's' && sx->doc->text[s->end - 2] != 's';
}

/* Can this pronoun stand for the source? */
static bool agrees(const struct telling *t, uint32_t pronoun)
{
    const struct grammar *sx = t->sx;
    uint32_t source = t->source;
    if (source == HS_NONE) return false;
    if (sx->doc->words[source].upos == UPOS_PRON) {
        if (grammar_is(sx, source, "who which that")) return true;
        const struct span *a = &sx->doc->words[source].span, *b = &sx->doc->words[pronoun].span;
        return a->end - a->start == b->end - b->start && !strncasecmp(sx->doc->text + a->start, sx->doc->text + b->start, a->end - a->start);
    }
    enum entity_type type = entity_at(sx->doc, source);
    static const char female[] = "woman girl mother wife sister daughter aunt grandmother actress queen princess widow nun waitress spokeswoman "
                                 "businesswoman congresswoman chairwoman lady";
    static const char male[] = "man boy father husband brother son uncle grandfather actor king prince widower monk priest spokesman businessman "
                               "congressman chairman gentleman";
    if (grammar_is(sx, source, grammar_is(sx, pronoun, "he") ? female : grammar_is(sx, pronoun, "she") ? male : "nobody")) return false;
    if (grammar_is(sx, pronoun, "he she"))
        return type != ENTITY_ORGANIZATION && type != ENTITY_PLACE && !(type == ENTITY_TYPES && ends_in_s(sx, source));
    if (grammar_is(sx, pronoun, "it")) return type != ENTITY_PERSON && !(type == ENTITY_TYPES && ends_in_s(sx, source));
    return type != ENTITY_PERSON;
}

static bool same_form(const struct grammar *sx, uint32_t a, uint32_t b)
{
    const struct span *x = &sx->doc->words[a].span, *y = &sx->doc->words[b].span;
    return x->end - x->start == y->end - y->start && !memcmp(sx->doc->text + x->start, sx->doc->text + y->start, x->end - x->start);
}

static bool is_own(const struct telling *t, uint32_t subject)
{
    const struct grammar *sx = t->sx;
    if (subject == HS_NONE) return false;
    if (is_first_person(sx, subject)) return true;
    if (sx->doc->words[subject].flags & WORD_IN_QUOTE) return false;
    if (grammar_is(sx, subject, "he she it they")) return agrees(t, subject);
    return t->source != HS_NONE && subject != t->source && same_form(sx, subject, t->source);
}

/* ---- Judgements --------------------------------------------------------------------------------------------------------------- */

enum stance stance_judgement(const struct telling *t)
{
    const struct hearsay_document *doc = t->sx->doc;
    for (uint32_t k = 0; k < t->a->content.n; k++)
        for (uint32_t w = grammar_word_at(doc, t->a->content.at[k].start); w < doc->n_words && doc->words[w].span.start < t->a->content.at[k].end;
             w++) {
            unsigned marks = grammar_marks(t->sx, w);
            bool negated = grammar_negated(t->sx, w);
            if (marks & MARK_FALSE) return STANCE_DENIES;
            if (marks & MARK_BAD) return negated ? STANCE_STATES : STANCE_CRITICISES;
            if (marks & MARK_GOOD) return negated ? STANCE_CRITICISES : STANCE_PRAISES;
        }
    return STANCE_STATES;
}

/* ---- Questions put to a clause; STANCES: no answer -------------------------------------------------------------------------- */

static bool is_expletive(const struct telling *t, const struct clause *c) { return grammar_first(t->sx, c->verb, DEP_EXPL) != HS_NONE; }

/* The subject is "it" or "that", or an expletive: what is judged is what others said. */
static bool is_matter(const struct telling *t, const struct clause *c)
{
    return is_expletive(t, c) || c->subject == HS_NONE ||
           grammar_is(
               t->sx, c->subject,
               "it this that these those they all nothing claim claims report reports allegation allegations accusation accusations story stories "
               "rumour rumours rumor rumors suggestion suggestions assertion charges charge information news article article's article allegations "
               "video picture photo post statement statements document documents theory theories account figures accounts");
}

/* "There is no truth in it", "It has nothing to do with us", "No such order existed", "No evidence was found". */
static enum stance emptiness(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    uint32_t object = grammar_first(sx, c->verb, DEP_OBJ), noun = HS_NONE;
    bool there = is_expletive(t, c) || grammar_is(sx, c->verb, "is was are were exist exists existed be been");
    if (sx->doc->words[c->verb].upos == UPOS_NOUN && !c->copular)
        noun = c->verb; /* a headline: "No evidence of arms sales" */
    else if (c->subject != HS_NONE && (there || c->passive || c->own))
        noun = c->subject;
    if (c->own && object != HS_NONE) noun = object;
    /* "The firm had done nothing wrong", whoever says so. */
    if (object != HS_NONE && grammar_is(sx, object, "nothing") && object + 1 < grammar_ends(sx, object) &&
        grammar_is(sx, object + 1, "wrong illegal improper untoward criminal unlawful"))
        return c->negated ? STANCES : STANCE_DENIES;
    if (noun == HS_NONE || c->modal != HS_NONE) return STANCES;
    bool none = grammar_negated(sx, noun) || (c->negated && (noun != c->subject || grammar_first(sx, noun, DEP_DET) != HS_NONE));
    if (!none) return STANCES;
    /* "not a shred of truth" */
    if (grammar_is(sx, noun, "shred grain ounce iota scrap hint jot word")) {
        const uint32_t what = grammar_first(sx, noun, DEP_NMOD);
        if (what != HS_NONE) noun = what;
    }
    /* "There was nothing to suggest that ..." */
    if (grammar_is(sx, noun, "nothing")) {
        uint32_t verb = grammar_first(sx, noun, DEP_ACL);
        if (verb == HS_NONE && noun + 2 < grammar_ends(sx, noun)) verb = noun + 2;
        if (verb != HS_NONE && grammar_is(sx, verb, "suggest indicate show prove support suggesting indicating showing proving supporting"))
            return STANCE_DOUBTS;
    }
    if (grammar_is(sx, noun, "evidence proof indication indications sign signs trace traces information confirmation clue clues"))
        return STANCE_DOUBTS;
    if (grammar_is(sx, noun,
                   "truth basis merit foundation substance plan plans intention intentions order orders deal deals agreement role involvement "
                   "knowledge connection links link ties contact part nothing wrongdoing collusion obstruction violation cover-up conspiracy "
                   "corruption fraud torture discrimination affiliation relationship such talks negotiations desire intent interest"))
        return STANCE_DENIES;
    for (uint32_t i = grammar_begins(sx, noun); i < noun; i++)
        if (sx->doc->words[i].head == noun && grammar_is(sx, i, "such")) return STANCE_DENIES;
    return grammar_is(sx, noun, "doubt") && there ? STANCE_BELIEVES : STANCES;
}

/* "It was false", "It is not true", "It remains unclear whether". */
static enum stance truth(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    if (c->passive && c->negated &&
        grammar_is(sx, c->verb, "confirmed verified corroborated authenticated proven proved substantiated established known"))
        return STANCE_DOUBTS;
    /* "The photograph had been doctored." */
    if (c->passive && !c->negated && c->modal == HS_NONE &&
        grammar_is(sx, c->verb, "doctored faked forged fabricated staged photoshopped falsified concocted invented"))
        return grammar_first(sx, c->verb, DEP_AGENT) == HS_NONE ? STANCE_DENIES : STANCES;
    unsigned marks = grammar_marks(sx, c->verb);
    bool linked = c->copular || grammar_is(sx, c->verb, "remains remain remained");
    uint32_t word = c->verb;
    if (!linked) return STANCES;
    if (!c->copular) {
        word = grammar_first(sx, c->verb, DEP_XCOMP);
        if (word == HS_NONE && c->verb + 1 < grammar_ends(sx, c->verb)) word = c->verb + 1;
        if (word == HS_NONE || sx->doc->words[word].upos != UPOS_ADJ) return STANCES;
        marks = grammar_marks(sx, word);
    }
    if (c->modal != HS_NONE) return STANCES;
    if (marks & MARK_FALSE) {
        bool thing = c->subject != HS_NONE && sx->doc->words[c->subject].upos == UPOS_NOUN;
        return c->negated || !(is_matter(t, c) || c->own || thing) ? STANCES : STANCE_DENIES;
    }
    if (c->negated && is_matter(t, c) && grammar_is(sx, word, "true accurate correct case so right real authentic genuine factual credible"))
        return STANCE_DENIES;
    if (c->negated && c->own && ((marks & MARK_WRONG) || grammar_is(sx, word, "involved part connected linked behind to blame")))
        return STANCE_DENIES;
    if (!c->negated && grammar_is(sx, word, "unclear uncertain unknown doubtful questionable unproven inconclusive unlikely debatable"))
        return STANCE_DOUBTS;
    if (c->negated && grammar_is(sx, word, "clear sure certain convinced known proven obvious possible"))
        return grammar_is(sx, word, "possible") ? STANCES : STANCE_DOUBTS;
    return STANCES;
}

/* An opinion that the clause itself reports: "said he believed", "said it supports the plan". */
static enum stance own_act(const struct telling *t, const struct clause *c)
{
    if (!c->own) return STANCES;
    unsigned act = stance_act(t, c->verb);
    if (act == ACTS || act == STANCE_STATES || act == ACT_SAYS || act == ACT_TRIES || act == ACT_JUDGES || act == STANCE_ASKS) return STANCES;
    if (c->modal != HS_NONE && grammar_is(t->sx, c->modal, "might may could")) return STANCES;
    if (c->passive || grammar_is(t->sx, c->verb,
                                 "see saw seen know knew known understand understood remember realise realised realize realized celebrate "
                                 "celebrated imagine back backed prepare charge charged order ordered command attack attacked"))
        return STANCES; /* in the own deed, something else than an opinion */
    if (act == ACT_LIGHT) {
        uint32_t object = grammar_first(t->sx, c->verb, DEP_OBJ);
        act = object == HS_NONE || t->sx->doc->words[object].upos != UPOS_NOUN ? ACTS : stance_act(t, object);
        if (act >= ACT_SAYS && act != ACT_EVIDENCE) return STANCES;
        bool negated = c->negated ^ grammar_negated(t->sx, object);
        return negated ? (act == ACT_EVIDENCE ? STANCE_DOUBTS : STANCES) : act == ACT_EVIDENCE ? STANCES : (enum stance)act;
    }
    if (act == ACT_NOT) return STANCES;
    return stance_resolve(t, c->verb, act);
}

static bool is_participle_after_have(const struct grammar *sx, uint32_t verb)
{
    for (uint32_t i = grammar_begins(sx, verb); i < verb; i++)
        if (sx->doc->words[i].head == verb && grammar_is(sx, i, "have ve 've") && grammar_relation(sx, i) == DEP_AUX) return true;
    return false;
}

/* Verbs that nobody can be told to do, or does on purpose. */
static bool happens(const struct grammar *sx, uint32_t verb)
{
    return sx->doc->words[verb].upos != UPOS_VERB ||
           grammar_is(
               sx, verb,
               "be have lose need take see know get suffer face remain become die like love want feel think miss fall receive seem find cost "
               "happen appear arrive rise drop increase decrease decline grow begin start end expect hear understand survive live look rain snow "
               "mean depend believe recover cause result lead come happen comment wonder say describe argue prefer notice benefit own");
}

/* "They must go", "The state needs to act", "It is time to stop", "Stop the war!" */
static enum stance necessity(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    if (c->modal != HS_NONE && grammar_is(sx, c->modal, "should must ought")) {
        bool must = grammar_is(sx, c->modal, "must");
        if (c->subject != HS_NONE && grammar_is(sx, c->subject, "i")) return STANCES; /* "I must say" */
        if (is_participle_after_have(sx, c->verb)) return must ? STANCE_BELIEVES : STANCE_CRITICISES;
        if (c->copular && grammar_is(sx, c->verb, "able ready available possible enough clear fine easy noted surprise")) return STANCES;
        return !must && happens(sx, c->verb) && !c->copular && !c->passive ? STANCES : STANCE_DEMANDS;
    }
    uint32_t head = sx->doc->words[c->verb].head;
    if (head != HS_NONE && grammar_relation(sx, c->verb) == DEP_XCOMP && grammar_is(sx, head, "need needs have has") &&
        grammar_modal(sx, head) == HS_NONE && !grammar_negated(sx, head) && grammar_first(sx, head, DEP_OBJ) == HS_NONE &&
        !(c->own && grammar_is(sx, head, "have has")))
        return STANCE_DEMANDS;
    /* "It is time to go", and not "it was the first time". */
    bool modified =
        grammar_is(sx, c->verb, "time") && (grammar_first(sx, c->verb, DEP_DET) != HS_NONE || grammar_first(sx, c->verb, DEP_AMOD) != HS_NONE);
    if (c->copular && !c->negated && !modified && is_matter(t, c) &&
        grammar_is(sx, c->verb, "important essential necessary vital crucial imperative time paramount incumbent"))
        return STANCE_DEMANDS;
    if (t->source == HS_NONE && !t->a->cue.n) return STANCES;
    bool please = c->verb > grammar_begins(sx, c->verb) && grammar_is(sx, c->verb - 1, "please kindly");
    bool first = please || c->verb == grammar_begins(sx, c->verb) || sx->doc->words[c->verb - 1].upos == UPOS_PUNCT ||
                 (c->negated && sx->doc->words[c->verb - 1].upos != UPOS_PRON);
    const struct span *s = &sx->doc->words[c->verb].span;
    const struct cue_entry *e = cues_find(sx->cues, CUE_VERB, sx->doc->text + s->start, s->end - s->start);
    bool base = !ends_in_s(sx, c->verb) && sx->doc->text[s->end - 1] != 'd' && sx->doc->text[s->end - 1] != 'g' &&
                (!e || !e->lemma || grammar_is(sx, c->verb, e->lemma));
    if (sx->doc->words[c->verb].upos == UPOS_VERB && base && first && c->subject == HS_NONE && c->modal == HS_NONE && !c->passive &&
        (sx->doc->words[c->verb].flags & WORD_IN_QUOTE) && grammar_first(sx, c->verb, DEP_AUX) == HS_NONE &&
        (please || !grammar_is(sx, c->verb, "thank thanks let see look sorry yes no welcome bless god guess got")))
        return STANCE_DEMANDS;
    return STANCES;
}

/* Does the predicate, or what it acts on, harm? "would lead to chaos", "poses a threat". */
static bool is_harmful(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    if (grammar_marks(sx, c->verb) & (MARK_HARM)) return true;
    for (uint32_t i = c->verb + 1, end = grammar_ends(sx, c->verb); i < end; i++) {
        enum dependency r = grammar_relation(sx, i);
        if (sx->doc->words[i].head == c->verb && (r == DEP_OBJ || r == DEP_OBL || r == DEP_XCOMP) && (grammar_marks(sx, i) & MARK_HARM) &&
            !grammar_negated(sx, i))
            return !grammar_is(sx, c->verb, "prevent prevents avoid stop end reduce avert counter fight combat face avoids tackle");
    }
    return false;
}

/* "We will strike back" warns, "He would resign" promises; "It could lead to chaos" warns. */
static enum stance future(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    bool perfect = is_participle_after_have(sx, c->verb);
    bool will = c->modal != HS_NONE && grammar_is(sx, c->modal, "will wo 'll would 'd shall going gonna");
    if (c->modal != HS_NONE && !will && sx->doc->text[sx->doc->words[c->modal].span.start] == '\xe2') will = true; /* ’ll, ’d */
    bool may = c->modal != HS_NONE && grammar_is(sx, c->modal, "could may might");
    if (perfect) return STANCES;
    if (c->own) {
        if (!will || c->passive || c->copular) return STANCES;
        unsigned marks = grammar_marks(sx, c->verb);
        if (!c->negated && (marks & (MARK_HARM | MARK_WRONG)) && !happens(sx, c->verb) && !grammar_is(sx, c->verb, "die suffer collapse crash shut"))
            return STANCE_WARNS;
        if (c->negated && grammar_is(sx, c->verb, "accept allow tolerate surrender give bow let rest stop back")) return STANCE_PROMISES;
        return happens(sx, c->verb) ? STANCES : STANCE_PROMISES;
    }
    if ((will || may) && !c->negated && is_harmful(t, c)) return STANCE_WARNS;
    if (c->copular && !c->negated && (grammar_marks(sx, c->verb) & MARK_HARM)) {
        bool noun = sx->doc->words[c->verb].upos == UPOS_NOUN;
        if (!noun || grammar_is(sx, c->verb, "threat danger risk")) return STANCE_WARNS;
    }
    if (grammar_is(sx, c->verb, "pose poses posed present presents risk risks risking face faces") && is_harmful(t, c)) return STANCE_WARNS;
    return STANCES;
}

/* Somebody who can be told from others: a name, "he", "the company"; not "a man", not a storm. */
static bool is_accusable(const struct telling *t, uint32_t w, bool by_name)
{
    const struct grammar *sx = t->sx;
    if (w == HS_NONE || is_own(t, w) || is_first_person(sx, w)) return false;
    switch (sx->doc->words[w].upos) {
    case UPOS_PROPN: {
        return !(grammar_marks(sx, w) & MARK_THING);
    }
    case UPOS_PRON: return grammar_is(sx, w, "he she they you") || (!by_name && grammar_is(sx, w, "it"));
    case UPOS_NOUN:
        if (grammar_marks(sx, w) & (MARK_THING | MARK_HARM)) return false;
        for (uint32_t i = grammar_begins(sx, w), end = grammar_ends(sx, w); i < end; i++) {
            if (sx->doc->words[i].head != w) continue;
            enum dependency r = grammar_relation(sx, i);
            if (r == DEP_POSS && !is_first_person(sx, i)) return true;
            if (r == DEP_DET && grammar_is(sx, i, "the this these those")) return true;
            if (r == DEP_COMPOUND || (r == DEP_AMOD && sx->doc->words[i].upos == UPOS_PROPN)) return true;
            if (r == DEP_AMOD && i < w && sx->doc->text[sx->doc->words[i].span.start] >= 'A' && sx->doc->text[sx->doc->words[i].span.start] <= 'Z' &&
                i > grammar_begins(sx, w))
                return true; /* "Russian forces" */
        }
        return false;
    default: return false;
    }
}

/* By whom: the parser does not always tell an agent from a place. */
static uint32_t agent_of(const struct grammar *sx, uint32_t verb)
{
    uint32_t agent = grammar_first(sx, verb, DEP_AGENT), place = grammar_first(sx, verb, DEP_OBL);
    if (agent != HS_NONE || place == HS_NONE) return agent;
    uint32_t preposition = grammar_first(sx, place, DEP_CASE);
    return preposition != HS_NONE && grammar_is(sx, preposition, "by") ? place : HS_NONE;
}

/* "injured his ankle", "shot himself": what somebody does to his own body befalls him. */
static bool befalls(const struct grammar *sx, uint32_t object)
{
    if (object == HS_NONE) return false;
    if (grammar_is(sx, object, "himself herself themselves itself")) return true;
    uint32_t owner = grammar_first(sx, object, DEP_POSS);
    return owner != HS_NONE && grammar_is(sx, owner, "his her their its my our") &&
           grammar_is(
               sx, object,
               "ankle ankles arm arms back elbow eye eyes face finger fingers foot feet hamstring hand hands head heel hip jaw knee knees leg legs "
               "ligament ligaments muscle neck nose pelvis rib ribs shoulder shoulders skull spine thigh thumb toe toes tooth teeth wrist wrists");
}

/* "It was the driver who had sabotaged the brakes": of whom, and what he did. */
static uint32_t cleft_deed(const struct grammar *sx, const struct clause *c)
{
    if (!c->copular || c->subject == HS_NONE || !grammar_is(sx, c->subject, "it")) return HS_NONE;
    return grammar_first(sx, c->verb, DEP_RELATIVE);
}

/* "The company broke the law", "was killed by the army", "Iran was behind it", "They are corrupt". */
static enum stance wrong(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    unsigned marks = grammar_marks(sx, c->verb);
    if (c->modal != HS_NONE) return STANCES;
    uint32_t doer = c->subject, object = grammar_first(sx, c->verb, DEP_OBJ);
    if (c->passive) {
        doer = agent_of(sx, c->verb);
        if (doer == HS_NONE) return STANCES;
    }
    if (c->copular) {
        uint32_t position = grammar_first(sx, c->verb, DEP_CASE);
        if (position != HS_NONE && grammar_is(sx, position, "behind") && !c->negated && is_accusable(t, doer, false)) return STANCE_ACCUSES;
        /* "in breach of the treaty" */
        if (position != HS_NONE && grammar_is(sx, position, "in") && grammar_is(sx, c->verb, "breach violation contravention defiance contempt") &&
            !c->negated && is_accusable(t, doer, false))
            return STANCE_ACCUSES;
        uint32_t deed = cleft_deed(sx, c);
        if (deed != HS_NONE && !c->negated && !grammar_negated(sx, deed) && is_accusable(t, c->verb, true) &&
            ((grammar_marks(sx, deed) & MARK_WRONG) || ((grammar_marks(sx, deed) & MARK_HARM) && grammar_first(sx, deed, DEP_OBJ) != HS_NONE)))
            return STANCE_ACCUSES;
        if ((marks & MARK_WRONG) && !c->negated && !(marks & MARK_BAD) && sx->doc->words[c->verb].upos == UPOS_ADJ && is_accusable(t, doer, false))
            return STANCE_ACCUSES;
        return STANCES;
    }
    if (sx->doc->words[c->verb].upos != UPOS_VERB) return STANCES;
    bool commits = object != HS_NONE && (grammar_marks(sx, object) & MARK_WRONG) && !grammar_negated(sx, object) &&
                   grammar_is(sx, c->verb,
                              "commit commits committed committing carry carried carrying use uses used using practise practice hide spread "
                              "spreading perpetrated break broke breaks");
    bool breaks = object != HS_NONE && grammar_is(sx, c->verb, "break broke broken breaking breaks") &&
                  grammar_is(sx, object,
                             "law laws rules rule promise promises agreement ceasefire truce treaty terms regulations sanctions contract commitment");
    uint32_t place = grammar_first(sx, c->verb, DEP_OBL), preposition = place == HS_NONE ? HS_NONE : grammar_first(sx, place, DEP_CASE);
    bool lies = grammar_is(sx, c->verb, "lie lies lying") && preposition != HS_NONE && !grammar_is(sx, preposition, "to about");
    bool deed = commits || breaks || ((marks & MARK_WRONG) && !lies);
    if (befalls(sx, object)) return STANCES;
    if (c->own) return c->negated && (deed || (marks & MARK_HARM)) ? STANCE_DENIES : STANCES;
    if (c->negated) return STANCES;
    if (deed && is_accusable(t, doer, false)) return STANCE_ACCUSES;
    if ((marks & MARK_HARM) && object != HS_NONE && is_accusable(t, doer, true)) return STANCE_ACCUSES;
    if ((marks & MARK_HARM) && c->passive && is_accusable(t, doer, true)) return STANCE_ACCUSES;
    return STANCES;
}

/* "We never met", "He had not taken the money": of the own deed, that it is not so. */
static enum stance own_denial(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    if (!c->own || !c->negated || c->copular || sx->doc->words[c->verb].upos != UPOS_VERB || happens(sx, c->verb)) return STANCES;
    if (c->modal != HS_NONE) return STANCES;
    for (uint32_t i = grammar_begins(sx, c->verb); i < c->verb; i++)
        if (sx->doc->words[i].head == c->verb && grammar_is(sx, i, "did had has have never"))
            return grammar_is(sx, c->verb,
                              "realise realize remember decided seen heard known thought felt received been had expected finished slept eaten "
                              "yet understood read lost won voted planned care noticed recognise recognize")
                       ? STANCES
                       : STANCE_DENIES;
    return STANCES;
}

/* "is a disgrace", "was wrong", "did a great job", "has failed to act". */
static enum stance judgement(const struct telling *t, const struct clause *c)
{
    const struct grammar *sx = t->sx;
    unsigned marks = grammar_marks(sx, c->verb);
    uint32_t object = grammar_first(sx, c->verb, DEP_OBJ);
    if (c->modal != HS_NONE && !grammar_is(sx, c->modal, "will would")) return STANCES;
    if (c->copular && !c->own) {
        bool noun = sx->doc->words[c->verb].upos == UPOS_NOUN;
        for (uint32_t i = grammar_begins(sx, c->verb); noun && i < c->verb; i++)
            if (sx->doc->words[i].head == c->verb && grammar_relation(sx, i) == DEP_AMOD) marks |= grammar_marks(sx, i) & (MARK_BAD | MARK_GOOD);
        if (marks & MARK_BAD) return c->negated ? STANCES : STANCE_CRITICISES;
        if (marks & MARK_GOOD) return c->negated ? STANCE_CRITICISES : STANCE_PRAISES;
        return STANCES;
    }
    if (c->own || c->negated || c->subject == HS_NONE) return STANCES;
    if (grammar_is(sx, c->verb, "failed fails failing fail") && c->modal == HS_NONE && is_accusable(t, c->subject, false)) return STANCE_CRITICISES;
    if (object == HS_NONE || !grammar_is(sx, c->verb, "do does did done doing make makes made making play played show showed shown has have had"))
        return STANCES;
    marks = grammar_marks(sx, object);
    for (uint32_t i = grammar_begins(sx, object); i < object; i++)
        if (sx->doc->words[i].head == object && grammar_relation(sx, i) == DEP_AMOD) marks |= grammar_marks(sx, i) & (MARK_BAD | MARK_GOOD);
    if (!is_accusable(t, c->subject, false) || grammar_is(sx, c->verb, "has have had")) return STANCES;
    return marks & MARK_BAD ? STANCE_CRITICISES : marks & MARK_GOOD ? STANCE_PRAISES : STANCES;
}

/* ---- Clauses ------------------------------------------------------------------------------------------------------------------ */

/* "It continued to violate", "They tried to hide it", "needs to pay": the verb that says what is done. */
static uint32_t carried(const struct telling *t, uint32_t verb)
{
    const struct grammar *sx = t->sx;
    for (unsigned down = 0; down < 2; down++) {
        if (sx->doc->words[verb].upos != UPOS_VERB && sx->doc->words[verb].upos != UPOS_AUX) break;
        uint32_t complement = grammar_first(sx, verb, DEP_XCOMP);
        if (complement == HS_NONE || complement < verb || sx->doc->words[complement].upos != UPOS_VERB) break;
        if (stance_act(t, verb) != ACT_TRIES &&
            !grammar_is(sx, verb, "continue continues continued continuing keep keeps kept need needs have has had going ought able"))
            break;
        verb = complement;
    }
    return verb;
}

/* "We ask that the road be closed", "I urge everyone to stay away": demanded in so many words. */
static bool requests(const struct grammar *sx, uint32_t verb)
{
    uint32_t subject = grammar_first(sx, verb, DEP_NSUBJ);
    if (subject == HS_NONE || !grammar_is(sx, subject, "i we") || grammar_negated(sx, verb) || grammar_modal(sx, verb) != HS_NONE) return false;
    if (!grammar_is(sx, verb, "ask urge request demand implore beg call appeal insist")) return false;
    if (grammar_is(sx, verb, "call appeal")) return verb + 1 < grammar_ends(sx, verb) && grammar_is(sx, verb + 1, "on for upon to");
    return grammar_first(sx, verb, DEP_CCOMP) != HS_NONE || grammar_first(sx, verb, DEP_XCOMP) != HS_NONE;
}

static enum stance ask_clause(const struct telling *t, uint32_t predicate)
{
    static enum stance (*const questions[])(const struct telling *, const struct clause *) = {
        emptiness, truth, own_act, wrong, own_denial, necessity, future, judgement,
    };
    const struct grammar *sx = t->sx;
    if (requests(sx, predicate)) return STANCE_DEMANDS;
    struct clause c = { .verb = carried(t, predicate) };
    c.copular = grammar_first(sx, c.verb, DEP_COP) != HS_NONE;
    c.passive = grammar_first(sx, c.verb, DEP_AUX_PASS) != HS_NONE;
    c.subject = grammar_subject(sx, c.verb);
    c.modal = grammar_modal(sx, c.verb);
    c.negated = grammar_negated(sx, c.verb) ^ (c.verb != predicate && grammar_negated(sx, predicate));
    c.own = is_own(t, c.subject);
    for (size_t i = 0; i < sizeof questions / sizeof *questions; i++) {
        enum stance s = questions[i](t, &c);
        if (s != STANCES) return s;
    }
    return STANCES;
}

static bool is_predicate(const struct word *w)
{
    return w->upos == UPOS_VERB || w->upos == UPOS_NOUN || w->upos == UPOS_ADJ || w->upos == UPOS_PROPN || w->upos == UPOS_PRON ||
           w->upos == UPOS_AUX || w->upos == UPOS_NUM || w->upos == UPOS_ADV;
}

/* The content ends in a question mark, within its quotation marks or at their edge. */
static bool ends_in_question(const struct hearsay_document *doc, struct span_list content)
{
    if (!content.n) return false;
    const struct span *last = &content.at[content.n - 1];
    for (uint32_t i = last->end; i > last->start; i--) {
        char c = doc->text[i - 1];
        if (c == '?') return true;
        if (c != '"' && c != '\'' && c != ' ' && !((unsigned char)c & 0x80)) return false;
    }
    return false;
}

enum stance stance_of_content(const struct telling *t)
{
    const struct hearsay_document *doc = t->sx->doc;
    if (t->a->quote != QUOTE_INDIRECT && ends_in_question(doc, t->a->content)) return STANCE_ASKS;
    unsigned asked = 0;
    for (uint32_t k = 0; k < t->a->content.n; k++)
        for (uint32_t w = grammar_word_at(doc, t->a->content.at[k].start); w < doc->n_words && doc->words[w].span.start < t->a->content.at[k].end;
             w++) {
            uint32_t head = doc->words[w].head;
            enum dependency r = grammar_relation(t->sx, w);
            bool top = head == HS_NONE || !grammar_inside(doc, t->a->content, head);
            bool joined = !top && (r == DEP_CONJ || r == DEP_PARATAXIS) && doc->words[w].upos == UPOS_VERB &&
                          (doc->words[head].head == HS_NONE || !grammar_inside(doc, t->a->content, doc->words[head].head));
            if ((!top && !joined) || !is_predicate(&doc->words[w])) continue;
            enum stance s = ask_clause(t, w);
            if (s != STANCES) return s;
            if (++asked == CLAUSES_MAX) return STANCE_STATES;
        }
    return STANCE_STATES;
}
