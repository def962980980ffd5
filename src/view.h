/* view.h: a document as those outside see it: the last stage of reading. */
#ifndef HS_VIEW_H
#define HS_VIEW_H

#include "document.h"
#include "write/codepoints.h"

struct view {
    struct codepoints codepoints;
    const hearsay_attribution *attributions;   /* [doc->n_attributions], in doc's order, spans in code points */
    const hearsay_actor *actors;               /* [doc->n_actors] */
    const hearsay_claim *claims;               /* [doc->n_claims] */
    char id[17];                               /* doc->id in hexadecimal */
};

/* view_make: doc->view of a finished document, in its arena; nothing of the document may change afterwards.
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code view_make(struct hearsay_document *doc, hearsay_error *err);

#endif
