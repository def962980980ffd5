/* event_words.h: the table of lexicon/events.tsv: what verbs, nouns and adjectives mean as events of PLOVER and CAMEO, by the frame they stand in.
 *
 *   a row     forms that mean the same, a frame, what it is: "fire" with "at" is ASSAULT, with an official as its object it is not
 *   a sense   one form's place in the list of its rows, which are tried in the order of the table
 *   a slot    a place of the frame: subject, object, a preposition, an infinitive; what may stand there, and what it is to the event
 *   a class   words that a slot may ask for: @weapon; every filter is one, so that asking is one bit
 *
 * MEMORY  Read-only once made, so any number of threads may ask at once; a lookup allocates nothing. All pointers live as long as the table. */
#ifndef HS_EVENT_WORDS_H
#define HS_EVENT_WORDS_H

#include "document.h"

/* PLOVER's event types; where its newer versions have DEMAND it is REQUEST. The order is that of event_code_names[]. */
enum event_code {
    EVENT_AGREE, EVENT_CONSULT, EVENT_SUPPORT, EVENT_CONCEDE, EVENT_COOPERATE, EVENT_AID, EVENT_RETREAT, EVENT_REQUEST, EVENT_ACCUSE, EVENT_REJECT,
    EVENT_THREATEN, EVENT_PROTEST, EVENT_SANCTION, EVENT_MOBILIZE, EVENT_COERCE, EVENT_ASSAULT, EVENT_CODES
};

/* What a row may do instead of coding. */
enum event_act {
    EVENT_ACT_NOTHING = EVENT_CODES,           /* "-": the frame is a figure of speech, or no event */
    EVENT_ACT_LIGHT,                           /* the noun in its object decides: "carry out an attack" */
    EVENT_ACT_SUFFERED,                        /* the same, and its subject is the target: "come under attack" */
    EVENT_ACT_FUTURE                           /* the verb in its infinitive decides, and lies ahead: "plan to attack" */
};

enum event_part { EVENT_VERB, EVENT_NOUN, EVENT_ADJECTIVE, EVENT_PARTS };

/* Contexts, as PLOVER names them; bits of a set. The first three come from tense, dates and modality. PLOVER's "negation" is left out: an event is
 * stated positively here, and who denies it is the claim's to say. The order is that of event_context_names[]. */
enum event_context {
    CONTEXT_HISTORICAL, CONTEXT_FUTURE, CONTEXT_HYPOTHETICAL, CONTEXT_POLITICAL, CONTEXT_MILITARY, CONTEXT_INTELLIGENCE,
    CONTEXT_PEACEKEEPING, CONTEXT_ECONOMIC, CONTEXT_DIPLOMATIC, CONTEXT_RESOURCE, CONTEXT_CULTURE, CONTEXT_DISEASE, CONTEXT_ENVIRO_DISASTER,
    CONTEXT_MIGRATION, CONTEXT_HUMANITARIAN, CONTEXT_LEGAL, CONTEXT_HUMAN_RIGHTS, CONTEXT_RIGHTS_FREEDOMS, CONTEXT_GENDER, CONTEXT_LGBT,
    CONTEXT_TERRORISM, CONTEXT_HUMAN_SECURITY, CONTEXT_RELIGION_ETHNICITY, CONTEXT_GOVERNMENT, CONTEXT_ELECTION, CONTEXT_LEGISLATIVE, CONTEXT_CBRN,
    CONTEXT_CYBER, CONTEXT_POLITICAL_INSTITUTIONS, CONTEXT_CORRUPTION, CONTEXT_CRIME, CONTEXT_CRIME_MURDER, CONTEXT_CRIME_THEFT,
    CONTEXT_CRIME_DRUGS, CONTEXT_CRIME_SEXUAL, EVENT_CONTEXTS
};
#define CONTEXT_BIT(c) ((uint64_t)1 << (c))

extern const char *const event_code_names[EVENT_CODES];
extern const char *const event_context_names[EVENT_CONTEXTS];

enum event_slot_kind {
    SLOT_SUBJECT, SLOT_OBJECT, SLOT_INDIRECT, SLOT_INFINITIVE, SLOT_CLAUSE, SLOT_PREDICATE, SLOT_MODIFIER, SLOT_OWNER, SLOT_PREPOSITION,
    SLOT_INNER,                                /* an event inside it: its infinitive's, its clause's or its theme's, from which missing parts come */
    SLOT_MUTUAL                                /* its actors do it to each other: "A and B met" */
};

enum event_role { EVENT_ROLE_DEFAULT, EVENT_ROLE_ACTOR, EVENT_ROLE_TARGET, EVENT_ROLE_THEME, EVENT_ROLE_MUTUAL, EVENT_ROLE_NONE };

/* What else a filter asks for, beside its words. */
enum {
    FILTER_ACTOR = 1, FILTER_PERSON = 2, FILTER_PLACE = 4, FILTER_EVENT = 8, FILTER_OFFICIAL = 16, FILTER_NAME = 32, FILTER_MEDIA = 64, FILTERS = 7
};

enum { EVENT_CLASSES_MAX = 512, EVENT_FILTER_CLASSES = 6, EVENT_PREPOSITIONS_MAX = 12, EVENT_SLOTS_MAX = 8, EVENT_EXTRAS_MAX = 3 };

struct event_slot {
    uint8_t kind, role;                        /* enum event_slot_kind, event_role */
    bool optional, absent;                     /* "?": may be missing; "!": must be */
    uint8_t n_prepositions, n_classes, kinds;  /* kinds: FILTER_* */
    uint16_t classes[EVENT_FILTER_CLASSES];
    const char *prepositions[EVENT_PREPOSITIONS_MAX];
};

struct event_row {
    uint8_t act;                               /* enum event_code, or event_act */
    uint8_t n_slots;
    const char *mode;                          /* NULL: none */
    char cameo[5];                             /* two to four digits; "" where it has no code */
    uint64_t contexts;
    const struct event_slot *slots;
};

/* extras: the form's other words: "off" of "call off", "hunger" of "hunger strike" (before it: of nouns). */
struct event_sense {
    const struct event_row *row;
    const char *extras[EVENT_EXTRAS_MAX];
    const struct event_sense *next;            /* the next row of this form, NULL: it was the last */
    uint8_t n_extras;
};

/* A word that stands in a class or tells a context. */
struct event_term { uint64_t classes[EVENT_CLASSES_MAX / 64], contexts; };

struct event_words;

/* event_words_open: the built-in table. NULL on failure; close it with event_words_close().
 * Errors  HEARSAY_E_LEXICON (the table's line and the reason; at: the line's first byte), HEARSAY_E_NOMEM. */
struct event_words *event_words_open(hearsay_error *err);
void event_words_close(struct event_words *words);                              /* NULL is allowed */

/* event_words_read: the same from a text in the form that lexicon/README.md describes; `name` is for messages. */
struct event_words *event_words_read(const char *name, const char *text, size_t len, hearsay_error *err);

/* event_words_find: the first sense of a form, whatever its case; NULL if there is none. */
const struct event_sense *event_words_find(const struct event_words *words, enum event_part part, const char *form, size_t len);

/* event_words_term: what is known of a word as a filter or context; NULL: nothing. */
const struct event_term *event_words_term(const struct event_words *words, const char *form, size_t len);

/* event_words_class: the number of a class by its name, which must stand in the table; -1: it does not. For rules that ask for one. */
int event_words_class(const struct event_words *words, const char *name);

static inline bool event_term_in(const struct event_term *t, unsigned c) { return t && t->classes[c / 64] >> (c % 64) & 1; }

#endif
