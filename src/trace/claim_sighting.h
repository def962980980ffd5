/* claim_sighting.h: a claim of one article as the linking sees it: hashed and in numbers, without a pointer, so that a store can keep it and Spark
 * carry it.
 *
 * A claim has its event's code, parties and day where it has an event; else they are read from the parse of its first mention: the predicate, who
 * does it and to whom, through passives. A whole sentence can be sighted in the same way: what somebody searches for. */
#ifndef HS_CLAIM_SIGHTING_H
#define HS_CLAIM_SIGHTING_H

#include "discourse/grammar.h"
#include "lexicon/event_words.h"
#include "trace/terms.h"

enum { CLAIM_TERMS = 14, PARTY_NAMES = 3, CLAIM_OTHERS = 4 };
enum { CLAIM_NO_CODE = 255 };
#define CLAIM_NO_DAY INT32_MIN

/* Who does it, or to whom. All hashes 0 where nobody is told. */
struct claim_party {
    uint32_t state;                            /* hash of the code of the state that it is or acts for; 0: none */
    uint32_t names[PARTY_NAMES];               /* stems of its name, or of the noun that heads it; the last word first */
    uint8_t n_names;
    bool named, person, country;               /* called by a name; a person; a state itself */
};

/* number: a count, by its value ("two hundred", "200"), not a date's; other_name: of neither party */
struct claim_term { uint32_t stem; float weight; bool number, other_name; };

struct claim_sighting {
    uint64_t article;                          /* its id: two claims of one article are two */
    uint8_t code;                              /* enum event_code, CLAIM_NO_CODE */
    bool future, mutual, negated;              /* negated: of a sentence that is searched for; a claim is stated positively */
    struct claim_party actor, target;
    uint32_t goals[CLAIM_OTHERS]; uint8_t n_goals;   /* states and names behind "at", "against", "to": they are not the actor */
    uint32_t place;                            /* stem of the place, 0: not told */
    int32_t from, to;                          /* days since 1970 within which it was, CLAIM_NO_DAY: not told */
    int32_t published;                         /* the article's day, CLAIM_NO_DAY: unknown */
    uint32_t n_terms;
    struct claim_term terms[CLAIM_TERMS];      /* the heaviest, by weight */
    int8_t meaning[MEANING_DIMENSIONS];        /* of all its words but the names, as long as 127; zero: nothing is known */
    int8_t predicate[MEANING_DIMENSIONS], actor_noun[MEANING_DIMENSIONS], object_noun[MEANING_DIMENSIONS];   /* of single words */
    uint32_t predicate_stem, object_stem;
};

/* sighting_from: what a store or another machine gives back. False: these bytes are no sighting. */
bool sighting_from(struct claim_sighting *out, const void *bytes, size_t len);

/* A document's words as terms, made once for all its claims. */
struct sighting_reader {
    const struct hearsay_document *doc;
    const struct lexicon *lexicon;
    struct grammar grammar;
    struct terms terms;
    int32_t published;
    uint32_t *number;                          /* [n_words] of the first word of a number: its value's hash; 1: of its other words; 0: of the rest */
    uint32_t *mention;                         /* [n_words] the mention that stands there by a name or headed by the word; HS_NONE */
    struct claim_party *party; bool *party_known;                  /* [n_actors] what each is as a party, once it has been asked for */
};

/* sighting_begin: False: out of memory. */
bool sighting_begin(struct sighting_reader *r, const struct hearsay_document *doc, const struct lexicon *lexicon, const struct similarity *similarity,
                    const struct cues *cues, struct arena *a);

/* sighting_of_claim: of doc->claims[claim]. */
void sighting_of_claim(struct claim_sighting *out, const struct sighting_reader *r, uint32_t claim);

/* sighting_of_sentence: of a sentence as a whole. */
void sighting_of_sentence(struct claim_sighting *out, const struct sighting_reader *r, uint32_t sentence);

/* sightings_make: doc->sightings, in the document's arena. scratch: given back as it was. False: out of memory. */
bool sightings_make(struct hearsay_document *doc, const struct lexicon *lexicon, const struct similarity *similarity, const struct cues *cues,
                    struct arena *scratch);

#endif
