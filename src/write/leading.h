/* leading.h: which claims of an article a reader should see first.
 *
 *   contested   somebody denies or doubts it, or found no evidence for it
 *   an event that a named voice holds; what else such a voice holds; another event, most often told in the outlet's own voice
 *   else        not among them: the attributions say it all
 *
 * Of one rank the claim that is mentioned more often goes first, then the one that stands first. */
#ifndef HS_LEADING_H
#define HS_LEADING_H

#include "document.h"

struct leading {
    uint32_t *claims; uint32_t n;              /* indices into doc->claims, the first ones first */
    uint32_t more;                             /* how many others there are, of any rank */
};

/* leading_find: at most so many. The caller frees l->claims with free(). False: out of memory. */
bool leading_find(struct leading *l, const struct hearsay_document *doc, uint32_t most);

bool claim_contested(const struct claim *c);

/* Whether the holder of position i is the one of an earlier position of the same kind; voices without a name are always others. */
bool position_again(const struct claim *c, uint32_t i);

#endif
