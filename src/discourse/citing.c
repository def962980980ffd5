/* citing.c: on whose word a sayer has what he says.
 *
 *     [Tass], {citing} a military source, {said} <the jet was shot down>        two attributions of one content:
 *     [State television] {quoted} the minister: <"We have retaken the town.">
 *     <The jet was shot down>, according to [Reuters], which {cited} officials  Tass said it; so did the source, through Tass
 *
 * A paper cites many things for what it says: reasons, figures, the storm. Only who or what has words of its own counts: persons and bodies by their
 * class, documents by the lexicon, sources by their name. "Quoted him as saying" is another frame (quoted.c). */
#include "discourse/citing.h"

#include <string.h>

#include "base/bisect.h"
#include "discourse/adding.h"
#include "discourse/syntax.h"

enum { PHRASE_MOST = 24, NEAR = 12 }; /* words of the phrase that is cited; attributions before and behind that may share its sentence */

static const char *const participles[] = { "citing", "quoting", NULL };
static const char *const finite[] = { "cited", "cites", "quoted", "quotes", NULL };
/* What passes on: who denies a thing and cites a report for it does not have the thing from the report. */
static const char *const passing_on[] = { "said",      "says",      "say",       "saying",  "reported", "reports",   "report",   "reporting",
                                          "according", "claimed",   "claims",    "claim",   "claiming", "wrote",     "writes",   "told",
                                          "tells",     "revealed",  "reveals",   "added",   "adds",     "adding",    "stated",   "states",
                                          "announced", "noted",     "tweeted",   "alleged", "alleges",  "confirmed", "confirms", "identified",
                                          "described", "suggested", "explained", NULL };
static const char *const relative[] = { "which", "that", "who", NULL };

struct finder {
    struct hearsay_document *doc;
    const struct reading *reading;
    const struct lexicon *lexicon;
    struct syntax syntax;
    struct adding add;
};

struct range {
    uint32_t first, last; /* words */
};

static bool is_citing(const struct hearsay_document *doc, uint32_t w) { return word_in(doc, w, participles) || word_in(doc, w, finite); }

static bool passes_on(const struct hearsay_document *doc, struct span_list cue)
{
    for (uint32_t i = 0; i < cue.n; i++)
        for (uint32_t w = word_at(doc, cue.at[i].start); w < doc->n_words && doc->words[w].span.start < cue.at[i].end; w++)
            if (word_in(doc, w, passing_on)) return true;
    return false;
}

/* Whether the noun has words of its own. */
static bool can_speak(const struct finder *f, uint32_t noun)
{
    static const char *const sources[] = { "source", "sources", "testimony", "testimonies", NULL };
    const uint8_t class = f->reading->mention[noun];
    struct lexicon_match match;
    if (f->doc->words[noun].upos != UPOS_NOUN && f->doc->words[noun].upos != UPOS_PROPN) return false;
    if (class == MENTION_PERSON || class == MENTION_ORGANIZATION || word_in(f->doc, noun, sources)) return true;
    return f->lexicon && lexicon_match(f->lexicon, f->doc->text, &f->doc->words[noun], 1, &match) && lexicon_sense_of(&match, LEXICON_DOCUMENT);
}

/* "information from a source", "a statement by the ministry": who gave it; HS_NONE. */
static uint32_t giver_of(const struct finder *f, uint32_t noun)
{
    static const char *const by[] = { "from", "by", NULL };
    for (uint32_t c = f->syntax.child[noun]; c != HS_NONE; c = f->syntax.sibling[c]) {
        if (c < noun || relation_of(&f->syntax, c) != REL_NMOD || !can_speak(f, c)) continue;
        const uint32_t preposition = dependent_of(&f->syntax, c, REL_CASE);
        if (preposition != HS_NONE && word_in(f->doc, preposition, by)) return c;
    }
    return HS_NONE;
}

/* Who is cited: the object of the verb, or of its "from", with what hangs on it up to a comma. */
static bool cited_by(const struct finder *f, uint32_t verb, struct range *cited)
{
    const struct hearsay_document *doc = f->doc;
    uint32_t noun = dependent_of(&f->syntax, verb, REL_OBJECT);
    if (noun == HS_NONE) noun = dependent_of(&f->syntax, verb, REL_INDIRECT);
    if (noun == HS_NONE && verb + 1 < doc->n_words && word_is(doc, verb + 1, "from")) noun = dependent_of(&f->syntax, verb, REL_OBLIQUE);
    if (noun == HS_NONE || noun < verb) return false;
    const uint32_t from = giver_of(f, noun);
    if (from != HS_NONE) noun = from;
    if (!can_speak(f, noun)) return false;
    /* "citing its own report": no other voice. */
    const uint32_t owner = dependent_of(&f->syntax, noun, REL_POSSESSOR);
    if (owner != HS_NONE && doc->words[owner].upos == UPOS_PRON && f->reading->mention[noun] != MENTION_PERSON) return false;
    cited->first = noun;
    while (cited->first > verb + 1 && hangs_under(&f->syntax, cited->first - 1, noun) && doc->words[cited->first - 1].upos != UPOS_ADP)
        cited->first--;
    cited->last = noun;
    while (cited->last + 1 < doc->n_words && cited->last - cited->first < PHRASE_MOST && doc->words[cited->last + 1].upos != UPOS_PUNCT &&
           hangs_under(&f->syntax, cited->last + 1, noun))
        cited->last++;
    return true;
}

/* Whether an attribution says something in the sentence of the verb, and neither by it nor around it. */
static bool may_carry(const struct finder *f, uint32_t k, uint32_t verb, const struct range *cited)
{
    const struct attribution *a = &f->add.all[k];
    if (!a->cue.n || !a->content.n || !a->source.n || !passes_on(f->doc, a->cue) || a->sentence != f->doc->words[verb].sentence) return false;
    return !spans_hold(f->doc, a->cue, verb) && !spans_hold(f->doc, a->content, verb) && !spans_hold(f->doc, a->content, cited->first) &&
           !spans_hold(f->doc, a->source, cited->first);
}

/* The attribution whose sayer cites: by the tree, the one whose cue the participle hangs on, or whose source the relative clause describes; else the
 * one that has the source of the verb's own attribution (`own`), or whose source stands right before. HS_NONE: none. */
static uint32_t carrier_of(const struct finder *f, uint32_t n, uint32_t near, uint32_t verb, uint32_t own, const struct range *cited)
{
    const struct hearsay_document *doc = f->doc;
    const bool participle = word_in(doc, verb, participles);
    const uint32_t head = doc->words[verb].head, from = near > NEAR ? near - NEAR : 0, end = near + NEAR < n ? near + NEAR : n;
    if (!participle) {
        const uint32_t subject = dependent_of(&f->syntax, verb, REL_SUBJECT);
        if (subject == HS_NONE || !word_in(doc, subject, relative) || relation_of(&f->syntax, verb) != REL_CLAUSE) return HS_NONE;
    }
    for (uint32_t k = from; k < end && head != HS_NONE; k++)
        if (may_carry(f, k, verb, cited) && spans_hold(doc, participle ? f->add.all[k].cue : f->add.all[k].source, head)) return k;
    if (!participle) return HS_NONE;
    for (uint32_t k = from; k < end; k++) {
        if (k == own || !may_carry(f, k, verb, cited)) continue;
        const struct span s = f->add.all[k].source.at[0];
        if (own != HS_NONE && f->add.all[own].source.n && f->add.all[own].source.at[0].start == s.start) return k;
        if (verb && s.end == doc->words[verb - 1].span.start) return k;
    }
    return HS_NONE;
}

/* Whether somebody is quoted "as saying" behind the verb: quoted.c. */
static bool is_quoting_frame(const struct finder *f, uint32_t verb)
{
    const struct sentence *s = &f->doc->sentences[f->doc->words[verb].sentence];
    for (uint32_t w = verb + 1; w + 1 < s->first_word + s->words && w <= verb + PHRASE_MOST; w++)
        if (word_is(f->doc, w, "as") && f->doc->words[w + 1].upos == UPOS_VERB) return true;
    return false;
}

/* Whether the verb's own attribution is a quotation behind who is quoted: 'quoted the minister: "..."'. */
static bool is_quotation_of(const struct finder *f, uint32_t own, uint32_t verb, const struct range *cited)
{
    const struct attribution *a = &f->add.all[own];
    return word_in(f->doc, verb, finite) && a->quote == QUOTE_DIRECT && a->source.n && a->content.n &&
           a->content.at[0].start >= f->doc->words[cited->last].span.end;
}

/* The end of a content that begins with who is cited and goes on behind a comma with what is said ("reported, citing officials, that ..."), as words;
 * false: it does not. */
static bool said_behind(const struct finder *f, uint32_t own, const struct range *cited, struct range *said)
{
    const struct hearsay_document *doc = f->doc;
    const struct span_list content = f->add.all[own].content;
    if (content.n != 1 || !spans_hold(doc, content, cited->first) || cited->last + 2 >= doc->n_words) return false;
    if (!word_is(doc, cited->last + 1, ",") || !spans_hold(doc, content, cited->last + 2)) return false;
    *said = (struct range){ cited->last + 2, word_at(doc, content.at[0].end - 1) };
    return true;
}

/* Gives the network's attribution by "citing" its verb of saying and what was said: then it may carry. False: out of memory. */
static bool split(struct finder *f, uint32_t own, uint32_t verb, const struct range *cited, bool *done)
{
    struct hearsay_document *doc = f->doc;
    const uint32_t head = doc->words[verb].head;
    struct range said;
    *done = head != HS_NONE && head < verb && word_in(doc, head, passing_on) && doc->words[head].sentence == doc->words[verb].sentence &&
            said_behind(f, own, cited, &said);
    return !*done || (adding_span(doc, head, head, &f->add.all[own].cue) && adding_span(doc, said.first, said.last, &f->add.all[own].content));
}

static bool look_at(struct finder *f, uint32_t n, uint32_t verb, uint32_t near)
{
    struct hearsay_document *doc = f->doc;
    struct range cited;
    uint32_t own = HS_NONE;
    if (is_quoting_frame(f, verb) || !cited_by(f, verb, &cited)) return true;
    for (uint32_t k = near > NEAR ? near - NEAR : 0; k < n && k < near + NEAR; k++)
        if (spans_hold(doc, f->add.all[k].cue, verb)) own = k;
    uint32_t carrier = own != HS_NONE && is_quotation_of(f, own, verb, &cited) ? own : carrier_of(f, n, near, verb, own, &cited);
    const bool quotation = carrier != HS_NONE && carrier == own;
    if (carrier == HS_NONE && own != HS_NONE) {
        bool done;
        if (!split(f, own, verb, &cited, &done)) return false;
        if (done) {
            carrier = own;
            own = HS_NONE;
        }
    }
    if (carrier == HS_NONE) return true;
    const struct attribution *m = &f->add.all[carrier];
    struct attribution c = { .sentence = m->sentence, .content = m->content, .quote = m->quote, .within = HS_NONE, .score = m->score };
    if (quotation) { /* "quoted" is the cue of who quotes; the other has none */
        if (!adding_span(doc, cited.first, cited.last, &c.source)) return false;
        return adding_append(&f->add, &c);
    }
    if (own != HS_NONE && f->add.all[own].score < c.score) c.score = f->add.all[own].score;
    memcpy(c.evidence, m->evidence, sizeof c.evidence);
    if (!adding_span(doc, cited.first, cited.last, &c.source) || !adding_span(doc, verb, verb, &c.cue)) return false;
    f->add.changed = true;
    if (own == HS_NONE) return adding_append(&f->add, &c);
    f->add.all[own] = c;
    return true;
}

/* The first attribution whose sentence is not before that of the word. */
static uint32_t attributions_near(const struct hearsay_document *doc, uint32_t n, uint32_t sentence)
{
    uint32_t i;
    BISECT(i, n, doc->attributions[i].sentence < sentence);
    return i;
}

bool citing_add(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct finder f = { .doc = doc, .reading = reading, .lexicon = lexicon, .add = adding_begin(doc) };
    bool good = true;
    for (uint32_t w = 0; w < doc->n_words && good; w++) {
        if (doc->words[w].upos != UPOS_VERB || !is_citing(doc, w)) continue;
        if (!f.syntax.child && !(good = syntax_make(&f.syntax, doc, scratch))) break;
        good = look_at(&f, f.add.n_before, w, attributions_near(doc, f.add.n_before, doc->words[w].sentence));
    }
    good = adding_end(&f.add, scratch) && good;
    arena_release(scratch, mark);
    return good;
}

static bool same_spans(struct span_list a, struct span_list b) { return a.n == b.n && !memcmp(a.at, b.at, a.n * sizeof *a.at); }

uint32_t citing_carrier(const struct hearsay_document *doc, uint32_t index)
{
    const struct attribution *a = &doc->attributions[index];
    if (a->cue.n > 1 || !a->content.n || !a->source.n || (a->cue.n && !is_citing(doc, word_at(doc, a->cue.at[0].start)))) return HS_NONE;
    for (uint32_t k = index > NEAR ? index - NEAR : 0; k < doc->n_attributions && k <= index + NEAR; k++) {
        const struct attribution *m = &doc->attributions[k];
        if (k == index || m->within != a->within || !m->cue.n || !same_spans(m->content, a->content) || same_spans(m->cue, a->cue)) continue;
        if (a->cue.n || is_citing(doc, word_at(doc, m->cue.at[0].start))) return k;
    }
    return HS_NONE;
}
