/* citing.c: on whose word a sayer has what he says.
 *
 *     [Tass], {citing} a military source, {said} <the jet was shot down>        two attributions of one content:
 *     <The jet was shot down>, according to [Reuters], which {cited} officials  Tass said it; so did the source, through Tass
 *
 * A paper cites many things for what it says: reasons, figures, the storm. Only who or what has words of its own counts: persons and bodies by their
 * class, documents by the lexicon, sources by their name. "Quoted him as saying" is another frame (quoted.c). */
#include "discourse/citing.h"

#include <string.h>

#include "discourse/attributions.h"
#include "discourse/nested.h"
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
    struct attribution *all;
    uint32_t n, room;
};

struct range {
    uint32_t first, last; /* words */
};

static bool is_citing(const struct hearsay_document *doc, uint32_t w) { return word_in(doc, w, participles) || word_in(doc, w, finite); }

static bool holds(const struct hearsay_document *doc, struct span_list list, uint32_t w)
{
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].start <= doc->words[w].span.start && doc->words[w].span.end <= list.at[i].end) return true;
    return false;
}

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
    const struct attribution *a = &f->all[k];
    if (!a->cue.n || !a->content.n || !a->source.n || !passes_on(f->doc, a->cue) || a->sentence != f->doc->words[verb].sentence) return false;
    return !holds(f->doc, a->cue, verb) && !holds(f->doc, a->content, verb) && !holds(f->doc, a->content, cited->first) &&
           !holds(f->doc, a->source, cited->first);
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
        if (may_carry(f, k, verb, cited) && holds(doc, participle ? f->all[k].cue : f->all[k].source, head)) return k;
    if (!participle) return HS_NONE;
    for (uint32_t k = from; k < end; k++) {
        if (k == own || !may_carry(f, k, verb, cited)) continue;
        const struct span s = f->all[k].source.at[0];
        if (own != HS_NONE && f->all[own].source.n && f->all[own].source.at[0].start == s.start) return k;
        if (verb && s.end == doc->words[verb - 1].span.start) return k;
    }
    return HS_NONE;
}

static bool one_span(struct hearsay_document *doc, struct range r, struct span_list *out)
{
    struct span *at = ARENA_ARRAY(doc->arena, struct span, 1);
    if (!at) return false;
    *at = (struct span){ doc->words[r.first].span.start, doc->words[r.last].span.end };
    *out = (struct span_list){ at, 1 };
    return true;
}

/* Whether somebody is quoted "as saying" behind the verb: quoted.c. */
static bool is_quoting_frame(const struct finder *f, uint32_t verb)
{
    const struct sentence *s = &f->doc->sentences[f->doc->words[verb].sentence];
    for (uint32_t w = verb + 1; w + 1 < s->first_word + s->words && w <= verb + PHRASE_MOST; w++)
        if (word_is(f->doc, w, "as") && f->doc->words[w + 1].upos == UPOS_VERB) return true;
    return false;
}

/* The end of a content that begins with who is cited and goes on behind a comma with what is said ("reported, citing officials, that ..."), as words;
 * false: it does not. */
static bool said_behind(const struct finder *f, uint32_t own, const struct range *cited, struct range *said)
{
    const struct hearsay_document *doc = f->doc;
    const struct span_list content = f->all[own].content;
    if (content.n != 1 || !holds(doc, content, cited->first) || cited->last + 2 >= doc->n_words) return false;
    if (!word_is(doc, cited->last + 1, ",") || !holds(doc, content, cited->last + 2)) return false;
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
    return !*done || (one_span(doc, (struct range){ head, head }, &f->all[own].cue) && one_span(doc, said, &f->all[own].content));
}

static bool append(struct finder *f, const struct attribution *c)
{
    if (f->n == f->room) {
        struct attribution *more = ARENA_ARRAY(f->doc->arena, struct attribution, 2 * (size_t)f->room + 8);
        if (!more) return false;
        memcpy(more, f->all, f->n * sizeof *more);
        f->all = more;
        f->room = 2 * f->room + 8;
    }
    f->all[f->n++] = *c;
    return true;
}

static bool look_at(struct finder *f, uint32_t n, uint32_t verb, uint32_t near, bool *changed)
{
    struct hearsay_document *doc = f->doc;
    struct range cited;
    uint32_t own = HS_NONE;
    if (is_quoting_frame(f, verb) || !cited_by(f, verb, &cited)) return true;
    for (uint32_t k = near > NEAR ? near - NEAR : 0; k < n && k < near + NEAR; k++)
        if (holds(doc, f->all[k].cue, verb)) own = k;
    uint32_t carrier = carrier_of(f, n, near, verb, own, &cited);
    if (carrier == HS_NONE && own != HS_NONE) {
        bool done;
        if (!split(f, own, verb, &cited, &done)) return false;
        if (done) {
            carrier = own;
            own = HS_NONE;
        }
    }
    if (carrier == HS_NONE) return true;
    const struct attribution *m = &f->all[carrier];
    struct attribution c = { .sentence = m->sentence, .content = m->content, .quote = m->quote, .within = HS_NONE, .score = m->score };
    if (own != HS_NONE && f->all[own].score < c.score) c.score = f->all[own].score;
    memcpy(c.evidence, m->evidence, sizeof c.evidence);
    if (!one_span(doc, cited, &c.source) || !one_span(doc, (struct range){ verb, verb }, &c.cue)) return false;
    *changed = true;
    if (own == HS_NONE) return append(f, &c);
    f->all[own] = c;
    return true;
}

/* The first attribution whose sentence is not before that of the word. */
static uint32_t attributions_near(const struct hearsay_document *doc, uint32_t n, uint32_t sentence)
{
    uint32_t low = 0, high = n;
    while (low < high) {
        const uint32_t middle = low + (high - low) / 2;
        if (doc->attributions[middle].sentence < sentence)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

bool citing_add(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch)
{
    struct arena_mark mark = arena_mark(scratch);
    struct finder f = { .doc = doc, .reading = reading, .lexicon = lexicon, .all = doc->attributions, .n = doc->n_attributions };
    const uint32_t n = f.room = f.n;
    bool good = true, changed = false;
    for (uint32_t w = 0; w < doc->n_words && good; w++) {
        if (doc->words[w].upos != UPOS_VERB || !is_citing(doc, w)) continue;
        if (!f.syntax.child && !(good = syntax_make(&f.syntax, doc, scratch))) break;
        good = look_at(&f, n, w, attributions_near(doc, n, doc->words[w].sentence), &changed);
    }
    doc->attributions = f.all;
    doc->n_attributions = f.n;
    if (changed) attributions_sort(doc);
    good = good && (!changed || nested_within(doc, scratch));
    arena_release(scratch, mark);
    return good;
}

static bool same_spans(struct span_list a, struct span_list b) { return a.n == b.n && !memcmp(a.at, b.at, a.n * sizeof *a.at); }

uint32_t citing_carrier(const struct hearsay_document *doc, uint32_t index)
{
    const struct attribution *a = &doc->attributions[index];
    if (a->cue.n != 1 || !a->content.n || !a->source.n || !is_citing(doc, word_at(doc, a->cue.at[0].start))) return HS_NONE;
    for (uint32_t k = index > NEAR ? index - NEAR : 0; k < doc->n_attributions && k <= index + NEAR; k++) {
        const struct attribution *m = &doc->attributions[k];
        if (k != index && m->within == a->within && same_spans(m->content, a->content) && !same_spans(m->cue, a->cue)) return k;
    }
    return HS_NONE;
}
