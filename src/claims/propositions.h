/* propositions.h: what is said, place by place, before it is known which places say the same.
 *
 *   An event of which somebody tells, or a content that is no event: each with the attribution in whose content it stands, with what its sentence
 *   makes of it on the way up (embedding.c), and with everybody's position on it (positions.c). claims.c puts those together that say the same. */
#ifndef HS_PROPOSITIONS_H
#define HS_PROPOSITIONS_H

#include "claims/events.h"
#include "discourse/stance.h"

/* What the words above a predicate make of it. */
struct embedding {
    bool negated;                              /* "did not", "failed to", "it is false that"; twice is not */
    bool no_evidence, doubted;                 /* "there is no evidence that", "it is unclear whether" */
    bool alleged;                              /* "alleged", "reportedly": somebody who is not named says so */
    bool open;                                 /* "if", a question, a hope: held to be so by nobody */
    bool unreal;                               /* planned, prevented, meant: no deed at all */
    bool modal;                                /* "may have", "probably": whoever says it holds that it may be; no fact of the outlet's */
    bool aside;                                /* in a clause of its own inside another: what is said of that does not touch it */
    uint32_t cue;                              /* the word by which somebody says it though no attribution was found: "accused", HS_NONE */
};

struct proposition {
    uint32_t predicate;                        /* a word */
    bool coded;                                /* whether there is an event */
    struct event event;
    uint32_t owner;                            /* the attribution in whose content it stands, HS_NONE: the outlet's own words */
    struct embedding embedding;
    struct span_list spans;                    /* in the scratch arena, like positions */
    struct position *positions; uint32_t n_positions;
    uint32_t same_as;                          /* the proposition that "the accusations" or "it" stands for; HS_NONE: it stands for itself */
    uint32_t claim;
    bool dropped;                              /* told by another one */
};

/* The words that begin in a list of spans, in text order. */
#define SPAN_WORDS(doc, spans, w)                                                                                                        \
    for (uint32_t span_ = 0; span_ < (spans).n; span_++)                                                                                 \
        for (uint32_t w = grammar_word_at((doc), (spans).at[span_].start);                                                               \
             w < (doc)->n_words && (doc)->words[w].span.start < (spans).at[span_].end; w++)

struct claim_reader {
    struct hearsay_document *doc;
    struct event_reader events;
    struct grammar grammar;                    /* with the table of cues */
    struct arena *scratch;
    uint32_t *owner;                           /* [n_words] the innermost attribution in whose content a word stands, HS_NONE */
    uint32_t *cue_of;                          /* [n_words] the attribution of whose cue it is a part, HS_NONE */
    enum stance *by_cue;                       /* [n_attributions] what the cue alone decides, STANCES: nothing */
    bool *silent;                              /* [n_attributions] passed over: no word of it says anything ("was found regarding") */
    bool *passed_on;                           /* [n_attributions] its sayer cites another for it, whose attribution has the same content */
    uint32_t *nested;                          /* [n_attributions] the first attribution within it, HS_NONE */
    bool *coded_in;                            /* [n_attributions] whether an event is its own */
    bool *evidence_in;                         /* [n_attributions] whether it says of an event that there is no evidence of it */
    bool *tells;                               /* [n_attributions] whether some proposition is its own */
    uint32_t *next_nested;                     /* [n_attributions] the next one within the same */
    struct proposition *at; uint32_t n, room;
};

/* propositions_find: r->at, in text order, without positions. False: out of memory. */
bool propositions_find(struct claim_reader *r);

/* proposition_add: NULL: out of memory. */
struct proposition *proposition_add(struct claim_reader *r, const struct proposition *p);

/* embedding_of: what the words above a predicate make of it, up to the edge of its owner's content or of its clause. */
struct embedding embedding_of(const struct claim_reader *r, uint32_t predicate, const struct event *event, uint32_t owner);

/* embedding_truth: 1 where a predicate says of its subject that it is so ("are true", "have some basis"), -1 that it is not, 0: neither. */
int embedding_truth(const struct claim_reader *r, uint32_t predicate);

/* A fake attribution around a word, to ask what it does as a cue. */
struct telling claim_telling(const struct claim_reader *r);

/* claim_is_charge: is the word a noun for what was said against somebody, or at all: "accusations", "claims", "reports"? */
bool claim_is_charge(const struct claim_reader *r, uint32_t word);

/* claim_holder: the actor whose saying a verb or noun is: its subject, its owner; HS_NONE: the text names nobody. */
uint32_t claim_holder(const struct claim_reader *r, uint32_t word);

/* claim_top: is that word of a content the head of it, or of one of its pieces? */
bool claim_top(const struct claim_reader *r, uint32_t attribution, uint32_t word);

/* positions_find: the positions of each proposition. False: out of memory. */
bool positions_find(struct claim_reader *r);

/* anaphora_find: adds a proposition for each content that only points at an earlier one ("rejected the accusations", "called it a lie").
 *   Returns  false: out of memory. */
bool anaphora_find(struct claim_reader *r);

/* position_towards: what an attribution's source thinks of what somebody said, where `noun` stands for it in its content; POSITION_KINDS: nothing. */
enum position_kind position_towards(const struct claim_reader *r, uint32_t attribution, uint32_t noun);

/* proposition_same: whether two say the same, polarity aside. */
bool proposition_same(const struct claim_reader *r, const struct proposition *a, const struct proposition *b);

/* parties_same: whether two actors may be taken for one as parties of an event: the same, or a state and its organ. */
bool parties_same(const struct hearsay_document *doc, uint32_t a, uint32_t b);

/* proposition_text: in the words of the text, stated positively; in the document's arena. NULL: out of memory. */
const char *proposition_text(const struct claim_reader *r, const struct proposition *p);

#endif
