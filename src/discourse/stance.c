/* stance.c: from the words of a cue to a stance.
 *
 *   1. Each word of the cue acts by its frame (lexicon/cues.tsv): "called for" demands, "called off" does not.
 *   2. The first verb or adjective that is more than plain speech decides; a noun does where only plain verbs carry it: "issued a denial", but not
 *      "responded to criticism".
 *   3. What negates the deciding word, or a verb that carries it, turns it round: "did not find any evidence" doubts, "refused to deny" confirms.
 *   4. Where the cue is plain ("said", "according to", no cue at all), the content tells (stance_content.c).
 *
 * Negation is read off the tree, since it may stand far from the cue ("No official of the two ministries would confirm ..."), and off verbs that turn
 * round what hangs on them ("declined to", "stopped short of"). Not to support something is to criticise it, not to
 * deny is to grant; not to accuse is
 * nothing, and stays a statement. */
#include "discourse/stance.h"

#include <string.h>

enum { WAY_UP = 3 }; /* carrying verbs between a negation and the word: "did not seem to want to say" */

/* ---- Frames ---------------------------------------------------------------------------------------------------------------- */

/* "issue" for "issue", "issues"; "responsibility" for "responsibilities". */
static bool has_lemma(const struct grammar *sx, uint32_t w, const char *lemma)
{
    const struct span *s = &sx->doc->words[w].span;
    size_t n = strlen(lemma), len = s->end - s->start;
    if (grammar_is(sx, w, lemma)) return true;
    if (sx->doc->words[w].upos != UPOS_NOUN || len < n) return false;
    const struct cue_entry *e = cues_find(sx->cues, CUE_NOUN, sx->doc->text + s->start, len);
    return e && e->lemma && !strcmp(e->lemma, lemma);
}

/* Does a word stand near w: depend on it, mark what depends on it, or follow it? */
static bool near_word(const struct grammar *sx, uint32_t w, const char *word)
{
    const struct word *words = sx->doc->words;
    uint32_t end = grammar_ends(sx, w);
    for (uint32_t i = w + 1; i < end && i < w + 3; i++) {
        if (has_lemma(sx, i, word)) return true;
        if (words[i].upos != UPOS_ADV && words[i].upos != UPOS_PRON) break;
    }
    for (uint32_t i = grammar_begins(sx, w); i < end; i++) {
        if (words[i].head == HS_NONE || i == w || !has_lemma(sx, i, word)) continue;
        if (words[i].head == w) return true;
        enum dependency r = grammar_relation(sx, i);
        if (i > w && (r == DEP_CASE || r == DEP_MARK) && words[words[i].head].head == w) return true;
    }
    return false;
}

/* The first word of the content behind w, HS_NONE if it stands before or in another sentence. */
static uint32_t content_behind(const struct telling *t, uint32_t w)
{
    const struct hearsay_document *doc = t->sx->doc;
    for (uint32_t i = 0; i < t->a->content.n; i++) {
        uint32_t first = grammar_word_at(doc, t->a->content.at[i].start);
        if (first > w) return first < doc->n_words && doc->words[first].sentence == doc->words[w].sentence ? first : HS_NONE;
    }
    return HS_NONE;
}

static bool is_clause(enum dependency r) { return r == DEP_XCOMP || r == DEP_CCOMP || r == DEP_ADVCL || r == DEP_ACL; }

/* The infinitive that w governs, HS_NONE if there is none. */
static uint32_t infinitive(const struct grammar *sx, uint32_t w)
{
    for (uint32_t i = w + 1, end = grammar_ends(sx, w); i < end; i++) {
        if (sx->doc->words[i].head != w || !is_clause(grammar_relation(sx, i))) continue;
        uint32_t mark = grammar_first(sx, i, DEP_MARK);
        if (mark != HS_NONE && grammar_is(sx, mark, "to")) return i;
    }
    return HS_NONE;
}

static bool is_passive(const struct grammar *sx, uint32_t w) { return grammar_first(sx, w, DEP_AUX_PASS) != HS_NONE; }

static bool has_object(const struct grammar *sx, uint32_t w)
{
    return grammar_first(sx, w, DEP_OBJ) != HS_NONE || grammar_first(sx, w, DEP_IOBJ) != HS_NONE;
}

/* "urged them to pay", "was told to pay", "told the men to pay". */
static bool frame_object_to(const struct telling *t, uint32_t w)
{
    const struct grammar *sx = t->sx;
    uint32_t verb = infinitive(sx, w), content = content_behind(t, w);
    if (verb != HS_NONE) return has_object(sx, w) || is_passive(sx, w) || grammar_first(sx, verb, DEP_NSUBJ) != HS_NONE || near_word(sx, w, "on");
    if (content == HS_NONE || !grammar_is(sx, content, "to") || sx->doc->words[content].upos != UPOS_PART) return false;
    return has_object(sx, w) || is_passive(sx, w);
}

static bool frame_to(const struct telling *t, uint32_t w)
{
    uint32_t content = content_behind(t, w);
    if (infinitive(t->sx, w) != HS_NONE) return !has_object(t->sx, w);
    return content != HS_NONE && grammar_is(t->sx, content, "to") && t->sx->doc->words[content].upos == UPOS_PART;
}

static bool frame_whether(const struct telling *t, uint32_t w)
{
    static const char question[] = "whether if why how what when where who which";
    const struct grammar *sx = t->sx;
    uint32_t content = content_behind(t, w);
    if (content != HS_NONE && grammar_is(sx, content, question)) return true;
    uint32_t clause = grammar_first(sx, w, DEP_CCOMP);
    if (clause == HS_NONE || clause < w) return false;
    uint32_t mark = grammar_first(sx, clause, DEP_MARK), adverb = grammar_first(sx, clause, DEP_ADVMOD);
    return (mark != HS_NONE && grammar_is(sx, mark, question)) || (adverb != HS_NONE && grammar_is(sx, adverb, question));
}

static bool frame_fits(const struct telling *t, uint32_t w, const struct cue_frame *f)
{
    switch (f->kind) {
    case FRAME_ELSE: return true;
    case FRAME_TO: return frame_to(t, w);
    case FRAME_OBJECT_TO: return frame_object_to(t, w);
    case FRAME_WHETHER: return frame_whether(t, w);
    case FRAME_THAT: return !frame_whether(t, w) && grammar_first(t->sx, w, DEP_CCOMP) != HS_NONE && t->a->quote != QUOTE_DIRECT;
    case FRAME_OBJECT: return has_object(t->sx, w) && grammar_first(t->sx, w, DEP_CCOMP) == HS_NONE;
    case FRAME_QUOTE: return t->a->quote == QUOTE_DIRECT;
    case FRAME_WORD: return near_word(t->sx, w, f->word);
    default: return false;
    }
}

static unsigned act_of_entry(const struct telling *t, uint32_t w, const struct cue_entry *e)
{
    for (unsigned i = 0; e && i < e->n_frames; i++)
        if (frame_fits(t, w, &e->frames[i])) return e->frames[i].act;
    return e ? ACT_SAYS : ACTS;
}

unsigned stance_act(const struct telling *t, uint32_t w) { return act_of_entry(t, w, grammar_entry(t->sx, w)); }

/* ---- What turns it round --------------------------------------------------------------------------------------------------- */

struct turning {
    bool negated, refused; /* refused: by one who would not say, which tells nothing of the matter */
    bool impossible;       /* "could not" */
};

static bool is_impossible(const struct grammar *sx, uint32_t w)
{
    uint32_t modal = grammar_modal(sx, w);
    return modal != HS_NONE && grammar_is(sx, modal, "can ca could");
}

/* The second of two verbs under one negation: "did not confirm or deny". */
static bool shares_negation(const struct grammar *sx, uint32_t w)
{
    return grammar_relation(sx, w) == DEP_CONJ && grammar_first(sx, w, DEP_NSUBJ) == HS_NONE && grammar_first(sx, w, DEP_AUX) == HS_NONE &&
           grammar_first(sx, w, DEP_ADVMOD) == HS_NONE;
}

/* As grammar_negated(), but "No trace of her, he said" says something: a subject in the content is none of the cue's. */
static bool is_negated(const struct telling *t, uint32_t w)
{
    bool negated = grammar_negated(t->sx, w);
    for (uint32_t i = grammar_begins(t->sx, w), end = grammar_ends(t->sx, w); i < end; i++) {
        enum dependency r = grammar_relation(t->sx, i);
        if (t->sx->doc->words[i].head == w && (r == DEP_NSUBJ || r == DEP_NSUBJ_PASS) && grammar_inside(t->sx->doc, t->a->content, i) &&
            !grammar_inside(t->sx->doc, t->a->content, w))
            negated ^= grammar_empty(t->sx, i);
    }
    /* "have yet to confirm" */
    const uint32_t to = grammar_first(t->sx, w, DEP_MARK);
    return negated ^ (to != HS_NONE && to > grammar_begins(t->sx, w) && grammar_is(t->sx, to, "to") && grammar_is(t->sx, to - 1, "yet"));
}

static struct turning turning_of(const struct telling *t, uint32_t w)
{
    const struct grammar *sx = t->sx;
    struct turning out = { is_negated(t, w), false, is_impossible(sx, w) };
    for (unsigned up = 0; up < WAY_UP; up++) {
        enum dependency r = grammar_relation(sx, w);
        uint32_t head = sx->doc->words[w].head;
        if (head == HS_NONE || r == DEP_NSUBJ) break;
        bool carried = r == DEP_XCOMP || (grammar_inside(sx->doc, t->a->cue, head) && r != DEP_PARATAXIS && r != DEP_CCOMP && r != DEP_RELATIVE);
        unsigned act = stance_act(t, head);
        bool turns = act == ACT_NOT && (carried || r == DEP_ADVCL || r == DEP_OBL || r == DEP_OBJ);
        if (!turns && !(carried && (act >= ACT_SAYS || act == ACTS))) break;
        if (r == DEP_CONJ && !shares_negation(sx, w)) break;
        out.negated ^= is_negated(t, head);
        if (turns) out.negated ^= true;
        out.refused |= turns && grammar_is(sx, head, "refuse refused refuses refusing decline declined declines declining unwilling reluctant");
        out.impossible |= is_impossible(sx, head) || grammar_is(sx, head, "unable fail failed fails failing");
        w = head;
    }
    return out;
}

/* "would neither confirm nor deny": two that cancel each other under one negation, a word or two apart. */
static bool is_both_ways(const struct telling *t, uint32_t w)
{
    uint32_t begin = grammar_begins(t->sx, w), end = grammar_ends(t->sx, w);
    for (uint32_t i = w > begin + 3 ? w - 3 : begin; i < end && i <= w + 3; i++) {
        if (i == w) continue;
        unsigned a = stance_act(t, w), b = stance_act(t, i);
        if ((a == STANCE_CONFIRMS && b == STANCE_DENIES) || (a == STANCE_DENIES && b == STANCE_CONFIRMS)) return true;
    }
    return false;
}

static enum stance turned(const struct telling *t, uint32_t w, unsigned act, const struct turning *turning)
{
    uint32_t modal = grammar_modal(t->sx, w);
    switch (act) {
    case STANCE_DENIES: return STANCE_CONFIRMS;
    case STANCE_CONFIRMS: /* who will not accept or admit a thing denies it; who does not confirm it may not know */
        if (!grammar_is(t->sx, w,
                        "confirm confirmed confirming verify verified authenticate authenticated corroborate corroborated substantiate "
                        "substantiated validate validated certify certified confirmation"))
            return STANCE_DENIES;
        return (turning->refused || (modal != HS_NONE && grammar_is(t->sx, modal, "would will wo"))) && !turning->impossible ? STANCE_STATES
                                                                                                                             : STANCE_DOUBTS;
    case STANCE_DOUBTS: return STANCE_BELIEVES;
    case STANCE_PRAISES: return turning->refused ? STANCE_STATES : STANCE_CRITICISES;
    case STANCE_BELIEVES: return STANCE_BELIEVES;
    case ACT_THINKS: return STANCE_DOUBTS;
    case ACT_EVIDENCE: return STANCE_DOUBTS;
    default: return STANCE_STATES;
    }
}

enum stance stance_resolve(const struct telling *t, uint32_t w, unsigned act)
{
    struct turning turning = turning_of(t, w);
    if (act == ACT_WANTS) return frame_object_to(t, w) ? STANCE_DEMANDS : STANCE_BELIEVES;
    if (turning.negated && is_both_ways(t, w)) return STANCE_STATES;
    if (turning.negated && grammar_is(t->sx, w, "rule rules ruled ruling")) return STANCE_STATES; /* "did not rule out" leaves it open */
    if (turning.negated) return turned(t, w, act, &turning);
    switch (act) {
    case ACT_THINKS: return STANCE_BELIEVES;
    case ACT_EVIDENCE: return STANCE_STATES;
    case ACT_JUDGES: return stance_judgement(t);
    case ACT_SAYS:
    case ACT_LIGHT:
    case ACT_TRIES:
    case ACT_NOT:
    case ACTS: return STANCES;
    default: return (enum stance)act;
    }
}

/* ---- The word that decides -------------------------------------------------------------------------------------------------- */

static bool is_plain(unsigned act) { return act == ACT_SAYS || act == ACT_LIGHT || act == ACT_TRIES || act == ACTS || act == ACT_NOT; }

/* A noun counts where it is the cue, or where only plain words carry it: "issued a denial", "in a statement of support". */
static bool noun_decides(const struct telling *t, uint32_t w)
{
    for (unsigned up = 0; up < WAY_UP; up++) {
        uint32_t head = t->sx->doc->words[w].head;
        enum dependency r = grammar_relation(t->sx, w);
        if (head == HS_NONE || !grammar_inside(t->sx->doc, t->a->cue, head)) return true;
        unsigned act = stance_act(t, head);
        if (r == DEP_OBL ? act == ACT_SAYS
                         : act != ACT_LIGHT && act != ACTS && act != ACT_TRIES && r != DEP_NMOD && r != DEP_CONJ && r != DEP_COMPOUND)
            return false;
        if (!is_plain(act)) return false;
        w = head;
    }
    return true;
}

/* A noun object of a plain verb that stands in the content: "expressed | support for the plan". */
static uint32_t carried_object(const struct telling *t, uint32_t w)
{
    for (uint32_t i = w + 1, end = grammar_ends(t->sx, w); i < end; i++)
        if (t->sx->doc->words[i].head == w && grammar_relation(t->sx, i) == DEP_OBJ && t->sx->doc->words[i].upos == UPOS_NOUN) return i;
    return HS_NONE;
}

/* Claims that are denied are accusations if they speak of who denies them: "denied Washington's claims that it had paid". */
static bool is_denied_claim(const struct telling *t, uint32_t w)
{
    const struct grammar *sx = t->sx;
    if (sx->doc->words[w].upos != UPOS_NOUN || !grammar_is(sx, w, "claim claims suggestion suggestions assertion assertions report reports"))
        return false;
    uint32_t head = sx->doc->words[w].head;
    if (head == HS_NONE || stance_act(t, head) != STANCE_DENIES) return false;
    for (uint32_t i = w + 1, end = grammar_ends(sx, w); i < end; i++) {
        if (!grammar_inside(sx->doc, t->a->content, i)) continue;
        if (sx->doc->words[i].upos == UPOS_PRON && grammar_is(sx, i, "it he she they")) return grammar_relation(sx, i) == DEP_NSUBJ;
        if (sx->doc->words[i].upos == UPOS_VERB || sx->doc->words[i].upos == UPOS_NOUN || sx->doc->words[i].upos == UPOS_PROPN) return false;
    }
    return false;
}

/* "refused to hand over the files": a denial of what was asked; "declined to comment": nothing. */
static enum stance refusal(const struct telling *t, uint32_t w)
{
    uint32_t verb = infinitive(t->sx, w);
    unsigned act = verb == HS_NONE ? ACTS : stance_act(t, verb);
    if (verb != HS_NONE && act != ACTS && act != ACT_LIGHT && act != ACT_TRIES) {
        enum stance s = stance_resolve(t, verb, act);
        return s == STANCES ? STANCE_STATES : s;
    }
    return grammar_is(t->sx, w, "refuse refuses refused refusing") ? STANCE_DENIES : STANCE_STATES;
}

enum stance stance_by_cue(const struct telling *t)
{
    const struct grammar *sx = t->sx;
    uint32_t plain = HS_NONE; /* the last plain word that may carry an object outside the cue */
    uint32_t refused = HS_NONE;
    bool silent = false; /* "did not say" */
    for (uint32_t k = 0; k < t->a->cue.n; k++) {
        for (uint32_t w = grammar_word_at(sx->doc, t->a->cue.at[k].start); w < sx->doc->n_words && sx->doc->words[w].span.start < t->a->cue.at[k].end;
             w++) {
            unsigned act = stance_act(t, w);
            if (act == ACTS) continue;
            bool noun = sx->doc->words[w].upos == UPOS_NOUN;
            if (act == ACT_EVIDENCE && stance_resolve(t, w, act) == STANCE_STATES) continue;
            if (is_plain(act)) {
                if (act == ACT_NOT) refused = w;
                if (!noun && act != ACT_NOT) {
                    struct turning turning = turning_of(t, w);
                    silent = silent || (act != ACT_TRIES && turning.negated);
                    plain = w;
                }
                if (is_denied_claim(t, w)) return STANCE_ACCUSES;
                continue;
            }
            if (noun && !noun_decides(t, w)) continue;
            if (grammar_relation(sx, w) == DEP_AMOD && plain != HS_NONE) continue;
            return stance_resolve(t, w, act);
        }
    }
    if (refused != HS_NONE && plain == HS_NONE) return refusal(t, refused);
    if (plain != HS_NONE && stance_act(t, plain) == ACT_LIGHT) {
        uint32_t noun = carried_object(t, plain);
        unsigned act = noun == HS_NONE ? ACTS : stance_act(t, noun);
        if (!is_plain(act)) return stance_resolve(t, noun, act);
    }
    return silent || refused != HS_NONE ? STANCE_STATES : STANCES;
}

/* ---- All of them ------------------------------------------------------------------------------------------------------------ */

/* The word of a source that depends on none of the others. */
uint32_t stance_source_head(const struct hearsay_document *doc, struct span_list source)
{
    for (uint32_t i = 0; i < source.n; i++)
        for (uint32_t w = grammar_word_at(doc, source.at[i].start); w < doc->n_words && doc->words[w].span.start < source.at[i].end; w++)
            if (doc->words[w].upos != UPOS_PUNCT && !(w + 1 < doc->n_words && doc->words[w + 1].upos == UPOS_PART && doc->words[w + 1].head == w) &&
                (doc->words[w].head == HS_NONE || !grammar_inside(doc, source, doc->words[w].head)))
                return w;
    return HS_NONE;
}

void stances_find(struct hearsay_document *doc, const struct cues *cues)
{
    struct grammar sx;
    grammar_begin(&sx, doc, cues);
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        struct attribution *a = &doc->attributions[i];
        struct telling t = { &sx, a, stance_source_head(doc, a->source) };
        enum stance s = stance_by_cue(&t);
        a->stance = s == STANCES ? stance_of_content(&t) : s;
    }
}
