/* mentions.h: the places of a text that may stand for an actor, and what each shows of it. */
#ifndef HS_MENTIONS_H
#define HS_MENTIONS_H

#include "discourse/syntax.h"
#include "lexicon/lexicon.h"
#include "model/model.h"

enum number { NUMBER_UNKNOWN, NUMBER_SINGULAR, NUMBER_PLURAL };
enum gender { GENDER_UNKNOWN, GENDER_MALE, GENDER_FEMALE, GENDER_NEUTER };
enum article { ARTICLE_NONE, ARTICLE_INDEFINITE, ARTICLE_DEFINITE, ARTICLE_DEMONSTRATIVE, ARTICLE_POSSESSIVE, ARTICLE_QUANTIFIED };

/* A mention in the making. Words are of the document; both ends inside. */
struct mention {
    uint32_t first, last, head;
    uint32_t name_first, name_last;            /* the name in it, without title, article and "'s"; HS_NONE: none */
    enum mention_form form;
    enum mention_class class;                  /* what sort of thing; MENTION_NONE where nothing tells */
    enum number number;
    enum gender gender;
    enum article article;
    uint8_t person;                            /* of a pronoun: 1, 2, 3; else 0 */
    bool possessive, reflexive;                /* of a pronoun */
    bool speaks;                               /* is, or stands in, the source of an attribution */
    const struct lexicon_sense *sense;         /* of its name, or of its noun; NULL: unknown */
    const struct lexicon_sense *title;         /* that stands before its name; NULL */
    const char *state;                         /* code of the state that it stands for by itself; NULL: none */
    uint32_t cluster;                          /* coreference.c: the mention that leads its cluster */
};

struct mentions {
    struct mention *at; uint32_t n;            /* by first word; of two that begin together the longer first */
    uint32_t *of_head;                         /* [n_words] the mention that a word heads, HS_NONE */
};

/* What the stages between mentions and actors look at. */
struct discourse {
    struct hearsay_document *doc;
    const struct reading *reading;
    const struct lexicon *lexicon;             /* NULL: none */
    struct syntax syntax;
    struct mentions mentions;
    const uint32_t *carried;                   /* [n attributions] whose source speaks it as well, HS_NONE: carried.h */
    struct arena *scratch;
};

/* mentions_find: d->mentions, from names, nouns, pronouns and the sources of attributions. False: out of memory. Linear. */
bool mentions_find(struct discourse *d);

/* The mention that a span of words is about: that of its head word, else the longest in it; HS_NONE: none. */
uint32_t mention_in(const struct discourse *d, uint32_t first, uint32_t last);

/* antecedent_of: the noun that a relative pronoun stands for, by the tree ("an official who rejected ..."), else the one before its comma; HS_NONE:
 * none. */
uint32_t antecedent_of(const struct discourse *d, uint32_t pronoun);

/* The words that a span of bytes touches. False: none. */
bool words_of(const struct hearsay_document *doc, struct span s, uint32_t *first, uint32_t *last);

#endif
