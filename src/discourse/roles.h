/* roles.h: what the text says that somebody is, and for whom he acts. */
#ifndef HS_ROLES_H
#define HS_ROLES_H

#include "discourse/clusters.h"

/* A description: words of the document, both ends inside; first HS_NONE: none. */
struct description { uint32_t first, last; };

/* role_of: the description that the cluster led by `lead` is given in the text: the title before its name ("Russian Foreign Minister"), an apposition
 *   ("Kwon Jong Gun, director general of ..."), or a predicate ("Kwon is the director of ..."). */
struct description role_of(struct clusters *c, uint32_t lead);

/* apposition_of: the noun phrase set beside a name between commas, "NAME, director of X, said": the mention of its noun, HS_NONE: none. By the words
 *   alone, since parsers tear such names from their nouns. */
uint32_t apposition_of(const struct discourse *d, uint32_t name);

#endif
