/* voiceless.h: what the network takes for a nested attribution and nobody says. */
#ifndef HS_VOICELESS_H
#define HS_VOICELESS_H

#include "document.h"
#include "lexicon/cues.h"

/* voiceless_drop: takes out of doc->attributions those inside others that have no source or a low score, unless a word of their cue is one by which
 * people say, think or
 *   show something ("was told", "allegations"; not "was signed", "measures"). What stood within one of them stands within the one around it.
 *   scratch  for the new places. Returns  false: out of memory. */
bool voiceless_drop(struct hearsay_document *doc, const struct cues *cues, struct arena *scratch);

#endif
