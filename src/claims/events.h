/* events.h: what a predicate says as an event: PLOVER's code, mode and contexts, CAMEO's code, who does it to whom, when and where.
 *
 *   The table lexicon/events.tsv says what a word means in a frame (event_frames.c); here its arguments become actors of the document, an
 *   event inside another ("refused to meet", "demanded the release") sharpens mode and code, and tense and the words around give contexts.
 *   docs/events.md pins the codebooks. Whose word the event is, and whether it is denied, is no question of this part: an event is what the
 *   proposition says, stated positively. */
#ifndef HS_EVENTS_H
#define HS_EVENTS_H

#include "claims/event_frames.h"

struct lexicon;

enum { EVENT_CUES_MAX = 8 };

struct event {
    enum event_code code;
    const char *mode;                          /* NULL: none */
    char cameo[5];                             /* two digits at least, three or four where sure; "": CAMEO has none */
    uint64_t contexts;                         /* CONTEXT_BIT(enum event_context) */
    uint32_t cue[EVENT_CUES_MAX]; unsigned n_cue;   /* words, in text order */
    uint32_t actor, target;                    /* indices into doc->actors, HS_NONE */
    uint32_t actor_word, target_word, theme;   /* the words that head them in this sentence, HS_NONE */
    uint32_t when;                             /* index into doc->times, HS_NONE */
    uint32_t where;                            /* index into doc->actors: a place or state, HS_NONE */
    bool mutual;                               /* joined parties do it to each other, so that actor and target may change places: "A and B met" */
};

/* event_reader_begin: for a document with words, parse, actors and times; in the scratch arena. `lexicon` may be NULL: then no adjective is a
 *   state's. False: out of memory. */
bool event_reader_begin(struct event_reader *r, const struct hearsay_document *doc, const struct event_words *words, const struct lexicon *lexicon,
                        struct arena *scratch);

/* event_of: the event of which a word is the predicate: a verb, an event noun, an adjective. False: none, no code fits. */
bool event_of(const struct event_reader *r, uint32_t word, struct event *out);

/* event_within: the word whose event takes this one in: the light verb of "carry out an attack", "refused" of "refused to meet"; what would be
 *   reported twice is then left out by the caller. HS_NONE: none. */
uint32_t event_within(const struct event_reader *r, uint32_t word);

/* event_is_ahead: is the word's event only meant: "planned to attack"? */
bool event_is_ahead(const struct event_reader *r, uint32_t word);

/* event_joined: the words that stand for those who are joined to an event's actor or target, it first: "A, B and C".
 *   Returns how many, at most max. */
unsigned event_joined(const struct event_reader *r, uint32_t word, uint32_t *out, unsigned max);

#endif
