/* grammar.h: questions that rules ask of a sentence's tree: who depends on whom, what negates a word, what a word is called.
 *
 * Relations are numbers here, so that a rule compares no strings; subtypes that no rule
 * asks for fall together with their type ("nmod:desc": DEP_NMOD).
 * All answers hold for trees that the parser got wrong, too: nothing assumes that a head comes before, or exists. */
#ifndef HS_GRAMMAR_H
#define HS_GRAMMAR_H

#include "document.h"
#include "lexicon/cues.h"

enum dependency {
    DEP_OTHER, DEP_ACL, DEP_RELATIVE, DEP_ADVCL, DEP_ADVMOD, DEP_AMOD, DEP_APPOS, DEP_AUX, DEP_AUX_PASS, DEP_CASE,
    DEP_CC, DEP_CCOMP, DEP_COMPOUND, DEP_CONJ,
    DEP_COP, DEP_CSUBJ, DEP_DET, DEP_EXPL, DEP_FLAT, DEP_IOBJ, DEP_MARK, DEP_NMOD, DEP_POSS, DEP_NSUBJ, DEP_NSUBJ_PASS, DEP_OBJ, DEP_OBL, DEP_AGENT,
    DEP_PARATAXIS, DEP_PARTICLE, DEP_PUNCT, DEP_ROOT, DEP_XCOMP
};

struct grammar {
    const struct hearsay_document *doc;
    const struct cues *cues;
    uint8_t relation[256];                     /* word.deprel -> enum dependency */
};

/* grammar_begin: for a document with its sentences; allocates nothing. */
void grammar_begin(struct grammar *sx, const struct hearsay_document *doc, const struct cues *cues);

static inline enum dependency grammar_relation(const struct grammar *sx, uint32_t w)
{
    return sx->doc->words[w].head == HS_NONE ? DEP_ROOT : (enum dependency)sx->relation[sx->doc->words[w].deprel];
}

/* The first and the end of the words of w's sentence. */
static inline uint32_t grammar_begins(const struct grammar *sx, uint32_t w) { return sx->doc->sentences[sx->doc->words[w].sentence].first_word; }
static inline uint32_t grammar_ends(const struct grammar *sx, uint32_t w)
{
    const struct sentence *s = &sx->doc->sentences[sx->doc->words[w].sentence];
    return s->first_word + s->words;
}

/* grammar_child: the first dependent of w with that relation at or after word `from`, HS_NONE if there is none. */
uint32_t grammar_child(const struct grammar *sx, uint32_t w, enum dependency relation, uint32_t from);
static inline uint32_t grammar_first(const struct grammar *sx, uint32_t w, enum dependency relation)
{
    return grammar_child(sx, w, relation, grammar_begins(sx, w));
}

/* grammar_is: is that word one of these, in whatever case? `words` is in small letters, a space between them and none elsewhere. */
bool grammar_is(const struct grammar *sx, uint32_t w, const char *words);

/* grammar_negated: is what this word says negated at the word itself: "did not find", "no evidence", "nobody said", "without saying"?
 *   Twice negated is not negated. */
bool grammar_negated(const struct grammar *sx, uint32_t w);

/* grammar_empty: does a noun or pronoun stand for nothing: "no official", "nobody", "neither of them", "little evidence"? */
bool grammar_empty(const struct grammar *sx, uint32_t noun);

/* grammar_modal: the auxiliary of w, or of the verb that it is the complement of ("has to be"), that is a modal; HS_NONE if there is none. */
uint32_t grammar_modal(const struct grammar *sx, uint32_t w);

/* grammar_subject: the subject of w, or of the verb that it hangs on by an infinitive or coordination; HS_NONE if there is none. */
uint32_t grammar_subject(const struct grammar *sx, uint32_t w);

/* grammar_entry: what the table of cues knows of a word, by its part of speech first; NULL if nothing. */
const struct cue_entry *grammar_entry(const struct grammar *sx, uint32_t w);

/* grammar_marks: enum cue_mark of a word, by its part of speech alone. */
unsigned grammar_marks(const struct grammar *sx, uint32_t w);

/* grammar_word_at: the word that begins at or after a byte; doc->n_words if none does. */
uint32_t grammar_word_at(const struct hearsay_document *doc, uint32_t byte);

/* grammar_span_at: the first of these spans, which are in text order, that ends behind a byte; spans.n if none does. */
uint32_t grammar_span_at(struct span_list spans, uint32_t byte);

/* grammar_inside: does the word begin in one of these spans? */
bool grammar_inside(const struct hearsay_document *doc, struct span_list spans, uint32_t w);

#endif
