/* coreference.h: which mentions stand for one thing. */
#ifndef HS_COREFERENCE_H
#define HS_COREFERENCE_H

#include "discourse/clusters.h"

/* coreference_resolve: joins the mentions of d, by name, by construction, then nouns and pronouns to what stands before them.
 *   Needs attributions, for who speaks in a quotation. False: out of memory. Linear: a mention looks at a bounded number of others. */
bool coreference_resolve(struct clusters *c);

#endif
