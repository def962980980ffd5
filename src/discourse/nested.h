/* nested.h: attributions inside the contents of others. */
#ifndef HS_NESTED_H
#define HS_NESTED_H

#include "document.h"
#include "model/model.h"

/* nested_fill: the attribution that a cue inside a content makes: its evidence, then, in the document's arena, its spans.
 * Returns  false: it says nothing (its content is punctuation, or no part of the story) or makes no sense. If out of memory, the arena has failed. */
bool nested_fill(struct hearsay_document *doc, const struct nested_cue *cue, struct attribution *out);

/* nested_within: sets `within` of all of the document's attributions: the innermost one whose content holds the first cue span (without a cue the
 * source,
 *   else the content), HS_NONE for none. There are no cycles: an attribution stands within one with more content only.
 * Cost     n log n, and for each attribution the number of contents that are open where it stands.
 * Returns  false: out of memory. */
bool nested_within(struct hearsay_document *doc, struct arena *scratch);

#endif
