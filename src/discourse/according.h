/* according.h: "according to" where the network has overlooked it. */
#ifndef HS_ACCORDING_H
#define HS_ACCORDING_H

#include "document.h"

/* according_add: an attribution for each "according to" that no attribution has for a cue: its object as source, the rest of its sentence, or of the
 *   content that it stands in, as content.
 *   outermost  only where nothing else is attributed in that sentence.      min_score  none if theirs is below it.
 * Returns  false: out of memory. */
bool according_add(struct hearsay_document *doc, bool outermost, double min_score, struct arena *scratch);

#endif
