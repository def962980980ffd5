/* cues.h: the table of lexicon/cues.tsv: what a word does as a cue, by the frame it stands in, and what it means in a content.
 *
 *   a form    "called"; every inflection of a lemma is one, so that a lookup is one hash
 *   a frame   a condition and an act: `for` = demands, else judges
 *   a mark    what the word means in a content: a wrong, a harm, not so, a judgement
 *
 * MEMORY  Read-only once made, so any number of threads may ask at once; a lookup allocates nothing. Entries live as long as the table. */
#ifndef HS_CUES_H
#define HS_CUES_H

#include "document.h"

enum cue_kind { CUE_VERB, CUE_NOUN, CUE_ADJECTIVE, CUE_KINDS };

/* What a cue does: a stance, or one of these. The stances come first and keep their numbers. */
enum cue_act {
    ACT_SAYS = STANCES,                        /* states, unless the content tells more */
    ACT_LIGHT,                                 /* the same, but an object that is a cue itself goes first: "made accusations" */
    ACT_THINKS,                                /* believes; negated it doubts */
    ACT_WANTS,                                 /* demands of the object that is to do it, else believes */
    ACT_JUDGES,                                /* criticises, praises or denies by what it calls the thing */
    ACT_EVIDENCE,                              /* states; negated it doubts */
    ACT_NOT,                                   /* turns round the cue that hangs on it */
    ACT_TRIES,                                 /* nothing by itself */
    ACTS
};

enum cue_frame_kind { FRAME_ELSE, FRAME_TO, FRAME_OBJECT_TO, FRAME_WHETHER, FRAME_THAT, FRAME_OBJECT, FRAME_QUOTE, FRAME_WORD };

struct cue_frame {
    const char *word;                          /* of FRAME_WORD, in lower case */
    uint8_t kind, act;
};

enum cue_mark { MARK_WRONG = 1, MARK_HARM = 2, MARK_THING = 4, MARK_FALSE = 8, MARK_BAD = 16, MARK_GOOD = 32 };

struct cue_entry {
    const struct cue_frame *frames;            /* NULL: the word is no cue, it only has marks */
    const char *lemma;
    uint8_t n_frames, marks;
};

struct cues;

/* cues_open: the built-in table. NULL on failure; close it with cues_close().
 * Errors  HEARSAY_E_LEXICON (the table's line and the reason; at: the line's first byte), HEARSAY_E_NOMEM. */
struct cues *cues_open(hearsay_error *err);
void cues_close(struct cues *cues);                                             /* NULL is allowed */

/* cues_read: the same from a text in the form that lexicon/cues.tsv describes; `name` is for messages. */
struct cues *cues_read(const char *name, const char *text, size_t len, hearsay_error *err);

/* cues_find: the entry of a form, whatever its case; NULL if there is none. */
const struct cue_entry *cues_find(const struct cues *cues, enum cue_kind kind, const char *form, size_t len);

#endif
