/* claim_text.c: a proposition in the words of the text, stated positively and able to stand alone.
 *
 *   out    negations, with "some" where "no" stood, and the "yet" and "ever" that go with them; what introduces the clause ("that", "of" of
 *          "accused X of doing"); quotation marks; punctuation and white space at the ends
 *   cut    what is longer than 1,200 bytes ends in "..." (one character)
 *   in     who does it, where that stands outside: "denied | supplying weapons" becomes "North Korea supplying weapons" */
#include <string.h>

#include "base/character.h"
#include "claims/propositions.h"

enum { ROOM = 1200 };
static const char cut[] = " \xe2\x80\xa6"; /* a longer one ends so */

struct text {
    char at[ROOM];
    size_t n;
    bool full; /* nothing more goes in: no word is left out from the middle */
};

static void put(struct text *t, const char *s, size_t n)
{
    t->full |= n > ROOM - sizeof cut - t->n;
    if (t->full) return;
    memcpy(t->at + t->n, s, n);
    t->n += n;
}

static bool is_quote(const struct hearsay_document *doc, uint32_t w)
{
    const struct span s = doc->words[w].span;
    const char *t = doc->text + s.start;
    size_t n = s.end - s.start;
    if (doc->words[w].upos != UPOS_PUNCT) return false;
    return (n == 1 && *t == '"') || (n == 2 && (!memcmp(t, "''", 2) || !memcmp(t, "``", 2))) ||
           (n == 3 && t[0] == '\xe2' && t[1] == '\x80' && ((unsigned char)t[2] == 0x9c || (unsigned char)t[2] == 0x9d));
}

/* What stands for a negation: NULL: nothing, leave the word out. Returns false: the word is none, or not this proposition's. */
static bool positive(const struct claim_reader *r, const struct proposition *p, uint32_t w, const char **instead)
{
    static const struct {
        const char *word, *instead;
    } words[] = { { "not", NULL },     { "n't", NULL },          { "n\xe2\x80\x99t", NULL }, { "never", NULL },
                  { "no", "some" },    { "yet", NULL },          { "ever", NULL },           { "nor", "or" },
                  { "neither", NULL }, { "nobody", "somebody" }, { "nothing", "something" }, { "none", "some" } };
    if (!p->embedding.negated && !p->embedding.no_evidence) return false;
    /* "No longer", "no one" are one word each, told at the first. */
    if (w > 0 && word_is(r->doc, w - 1, "no") && (word_is(r->doc, w, "longer") || word_is(r->doc, w, "one")) && positive(r, p, w - 1, instead)) {
        *instead = NULL;
        return true;
    }
    uint32_t head = r->doc->words[w].head;
    bool near = head == p->predicate || w == p->predicate || (head != HS_NONE && r->doc->words[head].head == p->predicate) ||
                (r->doc->words[p->predicate].head == head && head != HS_NONE);
    for (size_t i = 0; near && i < sizeof words / sizeof *words; i++)
        if (word_is(r->doc, w, words[i].word)) {
            *instead = words[i].instead;
            if (w + 1 < r->doc->n_words && word_is(r->doc, w, "no")) {
                if (word_is(r->doc, w + 1, "longer")) *instead = NULL;
                if (word_is(r->doc, w + 1, "one")) *instead = "someone";
            }
            return true;
        }
    return false;
}

/* "that", "of", "whether" before the clause; first of all words also "while", "where", "by" before who does it. */
static bool introduces(const struct claim_reader *r, const struct proposition *p, uint32_t w, bool first)
{
    const enum dependency d = event_relation(&r->events, w);
    const uint32_t head = r->doc->words[w].head;
    if (w > p->predicate) return false;
    if (first && head != HS_NONE) {
        const bool agent = p->coded && head == p->event.actor_word;
        if (d == DEP_MARK && head == p->predicate) return true;
        if (d == DEP_CASE && agent && r->doc->words[p->predicate].head == head) return true;
        if (d == DEP_ADVMOD && head == p->predicate && grammar_is(&r->grammar, w, "where when whereupon")) return true;
    }
    if ((d != DEP_MARK && d != DEP_CASE) || (w > 0 && d == DEP_CASE && r->doc->words[w - 1].upos == UPOS_ADP)) return false;
    return head == p->predicate || head == HS_NONE ? grammar_is(&r->grammar, w, "that of for whether if with from")
                                                   : grammar_is(&r->grammar, w, "that whether") && head < p->predicate + 16;
}

/* The pronoun of a relative clause whose antecedent stands outside: "that | killed two". HS_NONE: there is none. */
static uint32_t relative_subject(const struct claim_reader *r, const struct proposition *p)
{
    if (!p->coded || p->event.actor == HS_NONE || p->event.actor_word == HS_NONE || grammar_inside(r->doc, p->spans, p->event.actor_word))
        return HS_NONE;
    const uint32_t subject = event_child(&r->events, p->predicate, DEP_NSUBJ);
    if (event_relation(&r->events, p->predicate) != DEP_RELATIVE || subject == HS_NONE) return HS_NONE;
    return grammar_is(&r->grammar, subject, "who which that") ? subject : HS_NONE;
}

static bool has_subject(const struct claim_reader *r, const struct proposition *p)
{
    uint8_t upos = r->doc->words[p->predicate].upos;
    if (upos != UPOS_VERB) return true;
    const struct event_reader *e = &r->events;
    if (relative_subject(r, p) != HS_NONE) return false;
    if (event_child(e, p->predicate, DEP_NSUBJ) != HS_NONE || event_child(e, p->predicate, DEP_NSUBJ_PASS) != HS_NONE ||
        event_passive(e, p->predicate))
        return true;
    if (!p->coded || p->event.actor_word == HS_NONE) return true;
    return grammar_inside(r->doc, p->spans, p->event.actor_word);
}

static size_t trimmed(const char *s, size_t n)
{
    while (n && strchr(" ,;:-\n\t", s[n - 1])) n--;
    while (n && s[n - 1] == '.' && !(n > 2 && s[n - 3] == '.')) n--;
    return n;
}

const char *proposition_text(const struct claim_reader *r, const struct proposition *p)
{
    const struct hearsay_document *doc = r->doc;
    struct text t = { .n = 0 };
    if (!has_subject(r, p)) {
        const char *name = doc->actors[p->event.actor].name;
        put(&t, name, strlen(name));
    }
    const size_t named = t.n;
    const uint32_t relative = relative_subject(r, p);
    bool introduced = false; /* the word before was left out */
    SPAN_WORDS(doc, p->spans, w)
    {
        const struct word *x = &doc->words[w];
        const char *s = doc->text + x->span.start, *instead;
        size_t n = x->span.end - x->span.start;
        const bool before = introduced;
        introduced = w == relative || introduces(r, p, w, t.n == named);
        if (is_quote(doc, w) || introduced) continue;
        if (positive(r, p, w, &instead)) {
            if (!instead) continue;
            s = instead;
            n = strlen(s);
        } else if (p->embedding.negated && w + 1 < doc->n_words && (word_is(doc, w + 1, "n't") || word_is(doc, w + 1, "n\xe2\x80\x99t"))) {
            if (word_is(doc, w, "ai")) continue; /* "ain't": is, has, or neither */
            if (word_is(doc, w, "ca")) s = "can", n = 3;
            if (word_is(doc, w, "wo")) s = "will", n = 4;
        }
        if (t.n == named && (x->upos == UPOS_PUNCT || x->upos == UPOS_CCONJ)) continue;
        bool space = w > 0 && ((doc->words[w - 1].flags & WORD_SPACE_AFTER) || is_quote(doc, w - 1) || before) && x->upos != UPOS_PUNCT;
        if (w > 0 && (doc->words[w - 1].flags & WORD_SPACE_AFTER)) space = true;
        if (w > 0 && positive(r, p, w - 1, &instead)) space = true;
        if (w > 0 && !(doc->words[w - 1].flags & WORD_SPACE_AFTER) && is_quote(doc, w - 1) && x->upos == UPOS_PUNCT) space = false;
        if (t.n && space) put(&t, " ", 1);
        put(&t, s, n);
    }
    t.n = trimmed(t.at, t.n);
    if (t.full) {
        memcpy(t.at + t.n, cut, sizeof cut - 1);
        t.n += sizeof cut - 1;
    }
    for (size_t i = 0; i < t.n; i++)
        if (t.at[i] == '\n' || t.at[i] == '\t') t.at[i] = ' ';
    return arena_strdup(doc->arena, t.at, t.n);
}
