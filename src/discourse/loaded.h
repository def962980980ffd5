/* loaded.h: the words by which the outlet takes a side (docs/format.md). */
#ifndef HS_LOADED_H
#define HS_LOADED_H

#include "discourse/grammar.h"
#include "lexicon/loaded_words.h"

/* loaded_find: doc->loaded, in text order, of a document that has its sentences and attributions. Of overlapping ones the longer.
 *   lw    the table      cues  for what a word does as a cue      scratch  given back as it was
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code loaded_find(struct hearsay_document *doc, const struct loaded_words *lw, const struct cues *cues, struct arena *scratch,
                         hearsay_error *err);

#endif
