/* event_frames.h: the arguments of a predicate, by the parse, and which row of lexicon/events.tsv its frame fits. */
#ifndef HS_EVENT_FRAMES_H
#define HS_EVENT_FRAMES_H

#include "discourse/grammar.h"
#include "discourse/syntax.h"
#include "lexicon/event_words.h"

/* What events are read from; made once an article. */
struct event_reader {
    const struct hearsay_document *doc;
    const struct event_words *words;
    struct grammar grammar;
    struct syntax syntax;
    uint32_t *mention;                         /* [n_words] the mention that a word heads, the longest; of a state's adjective one of the state's;
                                                  HS_NONE: none */
    uint8_t *sport;                            /* [n_sentences] how much a sentence sounds of a game: 0 to 255 */
};

/* A row that fits, and the words that fill its slots; HS_NONE: none. */
struct event_fit {
    const struct event_row *row;
    uint32_t subject, object;                  /* who does it, what it is done to, active or passive */
    uint32_t actor, target, theme, mutual, inner;
    uint32_t cue[6]; unsigned n_cue;           /* the predicate and its extras, in no order */
    bool passive;
};

static inline enum dependency event_relation(const struct event_reader *r, uint32_t w) { return grammar_relation(&r->grammar, w); }

/* Dependents of a word, in text order. */
#define EVENT_CHILDREN(r, w, c) for (uint32_t c = (r)->syntax.child[w]; c != HS_NONE; c = (r)->syntax.sibling[c])

/* The first dependent with that relation, HS_NONE: there is none. */
uint32_t event_child(const struct event_reader *r, uint32_t w, enum dependency relation);

/* Whether a verb is passive, an auxiliary or none: "was arrested", "the man arrested by police". */
bool event_passive(const struct event_reader *r, uint32_t verb);

/* Who does what a verb says and to whom, through passives, relative clauses, coordination and control; HS_NONE: nobody is told. */
uint32_t event_subject(const struct event_reader *r, uint32_t verb);
uint32_t event_object(const struct event_reader *r, uint32_t verb);

/* The preposition of a word is one of them; NULL: it has any. `list` is n words. */
bool event_has_case(const struct event_reader *r, uint32_t w, const char *const *list, unsigned n);

/* A dependent of `w` with one of these prepositions, or one of its nouns' down to `depth` steps: "talks on the return of prisoners to X". */
uint32_t event_prepositional(const struct event_reader *r, uint32_t w, const char *const *list, unsigned n, unsigned depth);

/* Whether a word, or what it counts ("dozens of rockets"), stands in a class of the table. */
bool event_in_class(const struct event_reader *r, uint32_t w, int class);

/* The first row whose frame fits the word as a predicate. False: none. */
bool event_fit_word(const struct event_reader *r, uint32_t w, struct event_fit *out);

/* Whether the word heads an event noun of the table: the frame is not asked. */
bool event_is_noun(const struct event_reader *r, uint32_t w);

#endif
