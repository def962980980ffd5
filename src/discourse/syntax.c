/* syntax.c: trees from heads alone: each word's dependents as a list. */
#include "discourse/syntax.h"

#include <string.h>

#include "base/character.h"

static const struct {
    const char *name;
    enum relation relation;
} known[] = {
    { "root", REL_ROOT },
    { "nsubj", REL_SUBJECT },
    { "nsubj:outer", REL_SUBJECT },
    { "nsubj:pass", REL_SUBJECT_PASSIVE },
    { "obj", REL_OBJECT },
    { "iobj", REL_INDIRECT },
    { "obl", REL_OBLIQUE },
    { "obl:agent", REL_AGENT },
    { "nmod", REL_NMOD },
    { "nmod:poss", REL_POSSESSOR },
    { "nmod:desc", REL_DESCRIPTION },
    { "appos", REL_APPOSITION },
    { "compound", REL_COMPOUND },
    { "flat", REL_FLAT },
    { "amod", REL_ADJECTIVE },
    { "det", REL_DETERMINER },
    { "det:predet", REL_DETERMINER },
    { "nummod", REL_NUMBER },
    { "case", REL_CASE },
    { "cop", REL_COPULA },
    { "conj", REL_CONJUNCT },
    { "cc", REL_COORDINATOR },
    { "acl", REL_CLAUSE },
    { "acl:relcl", REL_CLAUSE },
    { "ccomp", REL_COMPLEMENT },
    { "xcomp", REL_COMPLEMENT },
    { "advcl", REL_ADVERBIAL_CLAUSE },
    { "advcl:relcl", REL_ADVERBIAL_CLAUSE },
    { "advmod", REL_ADVERB },
    { "parataxis", REL_PARATAXIS },
    { "vocative", REL_VOCATIVE },
    { "expl", REL_EXPLETIVE },
    { "punct", REL_PUNCT },
};

static enum relation relation_named(const char *name)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcmp(known[i].name, name)) return known[i].relation;
    return REL_OTHER;
}

bool syntax_make(struct syntax *s, const struct hearsay_document *doc, struct arena *a)
{
    *s = (struct syntax){ .doc = doc, .child = ARENA_ARRAY(a, uint32_t, doc->n_words), .sibling = ARENA_ARRAY(a, uint32_t, doc->n_words) };
    if (!s->child || !s->sibling) return false;
    for (size_t i = 0; doc->deprel_names && i < doc->n_deprels; i++) s->relation[i] = (uint8_t)relation_named(doc->deprel_names[i]);
    for (uint32_t i = 0; i < doc->n_words; i++) s->child[i] = HS_NONE;
    for (uint32_t i = doc->n_words; i-- > 0;) { /* backwards, so that lists are in text order */
        const uint32_t head = doc->words[i].head;
        s->sibling[i] = HS_NONE;
        if (head == HS_NONE || head >= doc->n_words) continue;
        s->sibling[i] = s->child[head];
        s->child[head] = i;
    }
    return true;
}

bool word_is(const struct hearsay_document *doc, uint32_t i, const char *word)
{
    const struct span s = doc->words[i].span;
    return ascii_equals(doc->text + s.start, s.end - s.start, word);
}

bool word_in(const struct hearsay_document *doc, uint32_t i, const char *const *list)
{
    for (; *list; list++)
        if (word_is(doc, i, *list)) return true;
    return false;
}
