/* roles.c: titles, appositions and predicates that say what somebody is.
 *
 *   Russian Foreign Minister Sergey Lavrov          the words of the mention before the name
 *   Kwon Jong Gun, director general of ...          a noun for a person behind name and comma, as far as its phrases go
 *   the president of France, Emmanuel Macron        the same the other way round
 *   Macron is the president of France               the predicate
 *
 * The first of these that the text has is the role; an apposition, which is written to tell it, comes before a title. */
#include "discourse/roles.h"

#include <string.h>

static bool is_comma(const struct hearsay_document *doc, uint32_t i) { return doc->text[doc->words[i].span.start] == ','; }

/* A mention of one person by a noun. */
static bool describes(const struct mention *m)
{
    return m->form == FORM_NOMINAL && m->number != NUMBER_PLURAL && (m->class == MENTION_PERSON || (m->sense && m->sense->kind == LEXICON_TITLE));
}

static bool same_sentence(const struct hearsay_document *doc, uint32_t a, uint32_t b) { return doc->words[a].sentence == doc->words[b].sentence; }

uint32_t apposition_of(const struct discourse *d, uint32_t name)
{
    const struct hearsay_document *doc = d->doc;
    const struct mention *m = &d->mentions.at[name];
    uint32_t at = m->name_last + 1;
    if (at + 1 >= doc->n_words || !is_comma(doc, at) || !same_sentence(doc, at + 1, m->head)) return HS_NONE;
    at++;
    if (doc->words[at].upos == UPOS_NUM && at + 2 < doc->n_words && is_comma(doc, at + 1)) at += 2; /* "John Smith, 45, a farmer" */
    for (uint32_t i = name + 1; i < d->mentions.n && d->mentions.at[i].first <= at; i++) {
        const struct mention *n = &d->mentions.at[i];
        if (n->first == at && describes(n) && same_sentence(doc, at, n->head)) return i;
    }
    return HS_NONE;
}

/* The words of a description, without the article. */
static struct description without_article(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    static const char *const articles[] = { "the", "a", "an", NULL };
    while (first < last && word_in(doc, first, articles)) first++;
    return (struct description){ first, last };
}

static struct description title_of(const struct discourse *d, const struct mention *m)
{
    const struct description none = { HS_NONE, HS_NONE };
    if (m->name_first == HS_NONE || m->class != MENTION_PERSON || m->first >= m->name_first) return none;
    struct description r = without_article(d->doc, m->first, m->name_first - 1);
    const bool honorific = r.first == r.last && m->title && m->title->type == LEXICON_HONORIFIC;
    if (honorific || d->doc->words[r.first].upos == UPOS_DET || d->doc->words[r.last].upos == UPOS_PUNCT) return none;
    return r;
}

struct description role_of(struct clusters *c, uint32_t lead)
{
    const struct discourse *d = c->d;
    struct description title = { HS_NONE, HS_NONE }, noun = title;
    for (uint32_t i = lead; i != HS_NONE; i = c->next[i]) {
        const struct mention *m = &d->mentions.at[i];
        if (m->form == FORM_NAME && title.first == HS_NONE) title = title_of(d, m);
        const uint32_t apposed = m->form == FORM_NAME && m->class == MENTION_PERSON ? apposition_of(d, i) : HS_NONE;
        if (apposed != HS_NONE && cluster_of(c, apposed) == lead)
            return without_article(d->doc, d->mentions.at[apposed].first, d->mentions.at[apposed].last);
        const enum relation r = relation_of(&d->syntax, m->head);
        const bool beside = r == REL_APPOSITION || dependent_of(&d->syntax, m->head, REL_APPOSITION) != HS_NONE ||
                            dependent_of(&d->syntax, m->head, REL_COPULA) != HS_NONE;
        if (noun.first == HS_NONE && describes(m) && beside) noun = without_article(d->doc, m->first, m->last);
    }
    if (c->at[lead].name == HS_NONE || c->at[lead].class != MENTION_PERSON) return (struct description){ HS_NONE, HS_NONE };
    return title.first != HS_NONE ? title : noun;
}
