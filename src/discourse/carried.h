/* carried.h: who speaks a quotation that says nothing of its speaker. */
#ifndef HS_CARRIED_H
#define HS_CARRIED_H

#include "base/arena.h"
#include "document.h"

/* carried_find: of each attribution that is a quotation without source and cue, the earlier attribution whose source speaks it as well.
 *   scratch  owns the result.
 * Returns  [doc->n_attributions] indices, each below its own place and of an attribution with a source; HS_NONE: of others, and where nothing tells.
 *          NULL: out of memory. Linear. */
uint32_t *carried_find(const struct hearsay_document *doc, struct arena *scratch);

#endif
