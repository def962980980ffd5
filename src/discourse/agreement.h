/* agreement.h: person, number, gender and article of a mention, and whether two may go together. */
#ifndef HS_AGREEMENT_H
#define HS_AGREEMENT_H

#include "discourse/mentions.h"

/* A pronoun that stands for somebody; possessives and reflexives too. */
struct pronoun {
    const char *word;
    uint8_t person;
    enum number number;
    enum gender gender;
    bool possessive, reflexive;
};

/* The pronoun that a word is, NULL for any other word. Relative and interrogative pronouns are none. */
const struct pronoun *pronoun_at(const struct hearsay_document *doc, uint32_t word);

/* mention_describe: fills in sense, title, number, gender, article of a mention whose spans, form and class are there; of a pronoun all. */
void mention_describe(const struct discourse *d, struct mention *m);

/* Whether numbers, genders, classes can be those of one thing. Unknown goes with anything. */
bool numbers_agree(enum number a, enum number b);
bool genders_agree(enum gender a, enum gender b);
bool classes_agree(enum mention_class a, enum mention_class b);

#endif
