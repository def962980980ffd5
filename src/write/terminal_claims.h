/* terminal_claims.h: what the view for people leads with. */
#ifndef HS_TERMINAL_CLAIMS_H
#define HS_TERMINAL_CLAIMS_H

#include "document.h"
#include "write/flow.h"

/* The claims that lead, if there are any, and a heading for what follows. margin: columns that `f` leaves to the right. False: out of memory. */
bool terminal_claims(struct flow *f, const struct hearsay_document *doc, unsigned margin);

#endif
