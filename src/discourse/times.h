/* times.h: dates, times, durations and sets of a document. */
#ifndef HS_TIMES_H
#define HS_TIMES_H

#include "document.h"

/* times_find: doc->times, in text order, without overlap, values resolved against doc->published.
 *   Needs words and sentences; uses parts of speech and entities where the model has been at work. scratch is released to where it was.
 * Errors  HEARSAY_E_NOMEM.     Cost  linear. */
hearsay_code times_find(struct hearsay_document *doc, struct arena *scratch, hearsay_error *err);

#endif
