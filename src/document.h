/* document.h: one article on its way from bytes to attributions; the value that every stage fills in.
 *
 *   page        text, metadata, blocks
 *   text        words (spans and flags) and, by rule, where a sentence may end
 *   model       sentences, syntax, entities, mentions, and the raw spans and links of attributions
 *   discourse   attributions, actors, times
 *   claims      what is claimed, as events where a code fits, and who takes which position
 *   view        the spans once more, in code points
 *
 * Each stage reads what stands to its left and never reaches back. All of it lives in the document's arena.
 * OFFSETS  are bytes into `text`, half-open, in 32 bits: an article is at most 2^31 bytes. They become code points in one place,
 *          src/write/codepoints.h, for the view. */
#ifndef HS_DOCUMENT_H
#define HS_DOCUMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "hearsay.h"

#define HS_NONE UINT32_MAX                     /* an index that points nowhere */

struct span { uint32_t start, end; };
struct span_list { struct span *at; uint32_t n; };

/* The order is that of block_kind_names[] in document.c and of format.md. */
enum block_kind {
    BLOCK_HEADLINE, BLOCK_DEK, BLOCK_BYLINE, BLOCK_DATELINE, BLOCK_SUBHEADING, BLOCK_PARAGRAPH, BLOCK_CAPTION, BLOCK_CREDIT,
    BLOCK_RELATED, BLOCK_BOILERPLATE, BLOCK_KINDS
};

struct block {
    struct span span;
    enum block_kind kind;
    uint32_t first_word, words;                /* filled by src/text */
};

enum word_flag {
    WORD_SPACE_AFTER = 1,                      /* white space (or the block's end) follows */
    WORD_JOINED = 2,                           /* the next word belongs to the same surface token: "do" of "don't" (a UD multi-word token) */
    WORD_MAY_START = 4,                        /* by rule, a sentence may start here (first word of a block: always) */
    WORD_IN_QUOTE = 8,                         /* between quotation marks, the marks themselves included */
};

/* Universal parts of speech, in the order of the model's rows and of upos_names[]. */
enum upos {
    UPOS_ADJ, UPOS_ADP, UPOS_ADV, UPOS_AUX, UPOS_CCONJ, UPOS_DET, UPOS_INTJ, UPOS_NOUN, UPOS_NUM, UPOS_PART, UPOS_PRON, UPOS_PROPN, UPOS_PUNCT,
    UPOS_SCONJ, UPOS_SYM, UPOS_VERB, UPOS_X, UPOS_COUNT
};

/* A syntactic word of Universal Dependencies. */
struct word {
    struct span span;
    uint8_t flags;                             /* enum word_flag */
    uint8_t upos;                              /* enum upos */
    uint8_t deprel;                            /* index into the model's relation names */
    uint32_t head;                             /* index of the head word in doc->words, HS_NONE for a root */
    uint32_t sentence;                         /* index into doc->sentences */
};

struct sentence {
    struct span span;
    uint32_t block, first_word, words;
};

enum entity_type { ENTITY_PERSON, ENTITY_ORGANIZATION, ENTITY_PLACE, ENTITY_OTHER, ENTITY_TYPES };

/* A named entity: not nested, whole words. */
struct entity { struct span span; enum entity_type type; uint32_t first_word, words; };

/* What a source does with a content. The order is that of stance_names[] in document.c. */
enum stance {
    STANCE_STATES, STANCE_ACCUSES, STANCE_DENIES, STANCE_CONFIRMS, STANCE_DOUBTS, STANCE_WARNS, STANCE_DEMANDS, STANCE_PROMISES,
    STANCE_CRITICISES, STANCE_PRAISES, STANCE_ASKS, STANCE_BELIEVES, STANCES
};

enum source_type { SOURCE_NAMED, SOURCE_UNNAMED, SOURCE_DOCUMENT, SOURCE_AGENCY, SOURCE_GROUP, SOURCE_NONE, SOURCE_TYPES };

enum quote_kind { QUOTE_DIRECT, QUOTE_MIXED, QUOTE_INDIRECT };

/* What the score of an attribution is made of: log-probabilities, 0 where there is nothing to judge; SURE_*: the same as probabilities, since
 * what is hardly sure and what is quite unsure differ by more than their logarithms say. */
enum evidence {
    EVIDENCE_SOURCE, EVIDENCE_CUE, EVIDENCE_CONTENT,             /* of the spans: the worst of each role */
    EVIDENCE_SOURCE_LINK, EVIDENCE_CUE_LINK,                     /* of the pointers that join them */
    EVIDENCE_NO_SOURCE, EVIDENCE_NO_CUE, EVIDENCE_PIECES,        /* 1 or 0; how many content spans beyond the first */
    EVIDENCE_SURE_SOURCE, EVIDENCE_SURE_CUE, EVIDENCE_SURE_CONTENT, EVIDENCE_SURE_SOURCE_LINK, EVIDENCE_SURE_CUE_LINK,
    EVIDENCE_DIRECT, EVIDENCE_MIXED, EVIDENCE_LENGTH,            /* 1 or 0: the kind of quotation; the logarithm of the content's words */
    EVIDENCES
};

/* The three kinds of spans that an attribution has; the order of the model's labels. */
enum role { ROLE_SOURCE, ROLE_CUE, ROLE_CONTENT, ROLES };

/* How a voice comes into a chain; the order of voice_link_names[]. */
enum voice_link { VOICE_SAID, VOICE_HEARD, VOICE_INHERITED, VOICE_LINKS };
struct voice { uint32_t actor; enum voice_link link; };          /* actor: HS_NONE for one that the text does not name */

struct attribution {
    uint32_t sentence;
    struct span_list source, cue, content;
    enum quote_kind quote;
    enum stance stance;
    enum source_type source_type;
    uint32_t within;                           /* the attribution whose content it stands in, HS_NONE for none */
    struct voice *voices; uint32_t n_voices;   /* from just inside the outlet to its own source, at least that */
    float evidence[EVIDENCES];
    float score;                               /* calibrated probability that source and content are right */
    uint32_t actor;                            /* whose word it is: index into doc->actors, HS_NONE where the text names nobody */
};

/* A time expression; value: TIMEX3's, NUL-terminated. */
enum time_type { TIME_TYPE_DATE, TIME_TYPE_TIME, TIME_TYPE_DURATION, TIME_TYPE_SET, TIME_TYPES };
struct time_expression { struct span span; enum time_type type; const char *value; };

/* The order is that of actor_kind_names[] in document.c and of format.md. */
enum actor_kind {
    ACTOR_COUNTRY, ACTOR_ORGANISATION, ACTOR_AGENCY, ACTOR_PERSON, ACTOR_GROUP, ACTOR_DOCUMENT, ACTOR_PLACE, ACTOR_OTHER, ACTOR_KINDS
};

enum mention_form { FORM_NAME, FORM_ALIAS, FORM_NOMINAL, FORM_PRONOUN, MENTION_FORMS };

/* A place where an actor is named or stood for. Mentions may nest ("its foreign ministry"), but no two have the same span. */
struct actor_mention {
    struct span span;
    enum mention_form form;
    uint32_t first_word, words;
    uint32_t head;                             /* the word that heads it */
    uint32_t actor;                            /* index into doc->actors */
};

/* What an actor is called is asked of its first mentions only, again and again: a text may have a hundred thousand "we", each of which asks. */
enum { MENTIONS_ASKED = 256 };

/* Somebody or something that is spoken of, or speaks. */
struct actor {
    const char *name;                          /* as the text has it at its fullest; of a state, by the lexicon; NUL-terminated */
    enum actor_kind kind;
    char code[4];                              /* ISO 3166-1 alpha-3 of the state that it is, or whose organ it is; "" where there is none */
    const char *role;                          /* its description in the text; NULL */
    uint32_t of;                               /* index of the actor for which it acts, HS_NONE */
    uint32_t *members, n_members;              /* of joint voices: indices of actors */
    uint32_t *mentions, n_mentions;            /* indices into doc->mentions, in text order; a group of members may have none */
};
/* Words by which the outlet takes a side; attribution: in which they stand, HS_NONE for its own voice. */
enum loaded_kind { LOADED_EVALUATIVE, LOADED_DOUBTING, LOADED_SCARE_QUOTES, LOADED_SIDE_TERM, LOADED_KINDS };
struct loaded { struct span span; enum loaded_kind kind; uint32_t attribution; };

/* What somebody holds, stated positively. */
enum position_kind { POSITION_ASSERTS, POSITION_DENIES, POSITION_DOUBTS, POSITION_NO_EVIDENCE, POSITION_REPORTS, POSITION_KINDS };

#define HS_OUTLET (UINT32_MAX - 1)             /* of a position: the outlet itself, in its own voice */

/* The event that a claim says: strings live as long as the library, or as the document. */
struct claim_event {
    const char *code, *mode, *cameo;           /* PLOVER's code and mode (NULL: none), CAMEO's code ("": none) */
    const char **contexts; uint32_t n_contexts;
    struct span_list cue, theme;
    uint32_t actor, target, where;             /* indices into doc->actors, HS_NONE */
    const char *when;                          /* a TIMEX3 value, NULL: the text does not tell */
};
struct claim_mention { uint32_t attribution; struct span_list spans; bool negated; };      /* attribution: HS_NONE for the outlet's own voice */
/* actor: HS_OUTLET, or HS_NONE for a voice that the text does not name. */
struct position { uint32_t actor; enum position_kind kind; uint32_t attribution; float score; };

struct claim {
    const char *text;                          /* the proposition in the words of its first mention, without its negation */
    struct claim_event *event;                 /* NULL: no code fits */
    struct claim_mention *mentions; uint32_t n_mentions;           /* in text order, one at least */
    struct position *positions; uint32_t n_positions;              /* one for each actor and attribution, in text order */
};

struct view;
struct claim_sighting;

struct hearsay_document {
    struct arena *arena;                       /* owns everything below, this struct too */
    const char *text;                          /* valid UTF-8, NUL after its end */
    uint32_t len;                              /* bytes */
    uint32_t repairs;                          /* invalid byte sequences replaced by U+FFFD */
    uint32_t tags_left_out;                    /* of a web page: start tags that found too many elements open */
    uint64_t id;                               /* XXH3-64 of text */
    const char *uri, *outlet, *title, *published, *language;   /* NUL-terminated, NULL where unknown */
    const char *author, *modified, *canonical; /* the same; only of web pages */
    const char *engine;                        /* hearsay_engine_id() of what read it; NULL: only its page was looked at */

    struct block *blocks;             uint32_t n_blocks;
    struct word *words;               uint32_t n_words;
    struct sentence *sentences;       uint32_t n_sentences;
    struct entity *entities;          uint32_t n_entities;
    struct attribution *attributions; uint32_t n_attributions;
    struct time_expression *times;    uint32_t n_times;
    struct actor_mention *mentions;   uint32_t n_mentions;         /* in text order; of two that begin together the longer first */
    struct actor *actors;             uint32_t n_actors;           /* in the order of their first mentions */

    struct loaded *loaded;            uint32_t n_loaded;
    struct claim *claims;             uint32_t n_claims;           /* in the order of their first mentions */
    struct claim_sighting *sightings;          /* [n_claims] as src/trace links them across articles; NULL where the words are not at hand */

    const char *const *deprel_names;           /* the engine's; index: word.deprel */
    uint32_t n_deprels;

    const struct view *view;                   /* the above in code points, for the public header and the writers: src/view.h */
};

extern const char *const block_kind_names[BLOCK_KINDS];
extern const char *const upos_names[];         /* [UPOS_COUNT] */
extern const char *const entity_type_names[ENTITY_TYPES];
extern const char *const quote_kind_names[];
extern const char *const stance_names[STANCES];
extern const char *const source_type_names[SOURCE_TYPES];
extern const char *const loaded_kind_names[LOADED_KINDS];
extern const char *const time_type_names[TIME_TYPES];
extern const char *const actor_kind_names[ACTOR_KINDS];
extern const char *const mention_form_names[MENTION_FORMS];
extern const char *const voice_link_names[VOICE_LINKS];
extern const char *const position_kind_names[POSITION_KINDS];

/* The first word that ends behind a byte; n_words if none does. */
uint32_t word_at(const struct hearsay_document *doc, uint32_t byte);

/* entity_from: the first entity that ends behind a word, which it holds if it does not begin behind it; doc->n_entities if none does. */
uint32_t entity_from(const struct hearsay_document *doc, uint32_t word);

/* The block that a word stands in; for documents that have their sentences. */
static inline uint32_t word_block(const struct hearsay_document *doc, uint32_t word)
{
    return doc->sentences[doc->words[word].sentence].block;
}

#endif
