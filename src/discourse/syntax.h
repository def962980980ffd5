/* syntax.h: the trees of a document, ready to be walked downwards, with relations as an enumeration. */
#ifndef HS_SYNTAX_H
#define HS_SYNTAX_H

#include "document.h"

/* Relations of Universal Dependencies that discourse looks at; subtypes that make no difference here share one. */
enum relation {
    REL_OTHER, REL_ROOT, REL_SUBJECT, REL_SUBJECT_PASSIVE, REL_OBJECT, REL_INDIRECT, REL_OBLIQUE, REL_AGENT, REL_NMOD, REL_POSSESSOR,
    REL_DESCRIPTION,                           /* nmod:desc: "Mr." of "Mr. Blinken" */
    REL_APPOSITION, REL_COMPOUND, REL_FLAT, REL_ADJECTIVE, REL_DETERMINER, REL_NUMBER, REL_CASE, REL_COPULA, REL_CONJUNCT, REL_COORDINATOR,
    REL_CLAUSE,                                /* acl, acl:relcl: of a noun */
    REL_COMPLEMENT,                            /* ccomp, xcomp */
    REL_ADVERBIAL_CLAUSE, REL_ADVERB, REL_PARATAXIS, REL_VOCATIVE, REL_EXPLETIVE, REL_PUNCT, RELATIONS
};

struct syntax {
    const struct hearsay_document *doc;
    uint8_t relation[256];                     /* by word.deprel */
    uint32_t *child, *sibling;                 /* [n_words] a word's first dependent; the next of the same head; HS_NONE: none. In text order */
};

/* syntax_make: in the arena; linear. False: out of memory. */
bool syntax_make(struct syntax *s, const struct hearsay_document *doc, struct arena *a);

static inline enum relation relation_of(const struct syntax *s, uint32_t word)
{
    return (enum relation)s->relation[s->doc->words[word].deprel];
}

/* The first dependent of that relation, HS_NONE: there is none. */
static inline uint32_t dependent_of(const struct syntax *s, uint32_t word, enum relation r)
{
    uint32_t c = s->child[word];
    while (c != HS_NONE && relation_of(s, c) != r) c = s->sibling[c];
    return c;
}

/* Whether `word` is `ancestor` or hangs under it; looks up at most 32 steps. */
static inline bool hangs_under(const struct syntax *s, uint32_t word, uint32_t ancestor)
{
    for (int steps = 0; word != HS_NONE && steps < 32; steps++) {
        if (word == ancestor) return true;
        word = s->doc->words[word].head;
    }
    return false;
}

/* Whether the word is that one, whatever its case; `word` in lower case. */
bool word_is(const struct hearsay_document *doc, uint32_t i, const char *word);

/* Whether it is one of a list that ends with NULL. */
bool word_in(const struct hearsay_document *doc, uint32_t i, const char *const *list);

#endif
