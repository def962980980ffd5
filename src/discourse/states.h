/* states.h: which state a name stands for, and which one a description speaks of. */
#ifndef HS_STATES_H
#define HS_STATES_H

#include "discourse/mentions.h"

/* state_of_name: the alpha-3 code of the state that a named mention stands for, by its sense: of a country always, of a capital where it acts
 *   ("Beijing denied it", "Washington's claims", "talks with Moscow") and is no mere place ("in Washington"). NULL: none. */
const char *state_of_name(const struct discourse *d, const struct mention *m);

/* state_of_words: the code of the state that a description belongs to: "Russian foreign minister", "the Department of US Affairs of DPRK's Foreign
 *   Ministry" (PRK: who owns or comes first, else who comes last behind "of"). NULL: none. */
const char *state_of_words(const struct discourse *d, uint32_t first, uint32_t last);

/* state_of_adjective: the sense of a word that is the adjective of a state or its people ("Danish"), NULL: it is none. `lexicon` may be NULL. */
const struct lexicon_sense *state_of_adjective(const struct hearsay_document *doc, const struct lexicon *lexicon, uint32_t word);

/* The sense that a lexicon match has where a name is meant, NULL: none. */
const struct lexicon_sense *sense_of_name(const struct lexicon_match *match, enum mention_class class);

#endif
