/* times_tense.h: whether the verb that a time belongs to looks back or ahead. */
#ifndef HS_TIMES_TENSE_H
#define HS_TIMES_TENSE_H

#include "document.h"

enum tense { TENSE_NONE, TENSE_PAST, TENSE_PRESENT, TENSE_FUTURE };

/* What the verb says, and how many words away it stands. */
struct tense_found { enum tense tense; uint32_t distance; };

/* time_tense: of the words around [first, end), indices into doc->words, in their sentence; a number of words that is bounded.
 *   modifier  the expression describes a noun ("Monday's debate"), which need not have the time of the verb: only a verb close before it counts. */
struct tense_found time_tense(const struct hearsay_document *doc, uint32_t first, uint32_t end, bool modifier);

#endif
