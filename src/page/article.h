/* article.h: from judged lines to the article: what belongs to it, and which part of it each line is. */
#ifndef HS_ARTICLE_H
#define HS_ARTICLE_H

#include "page/judge.h"
#include "page/metadata.h"

/* article_build: sets doc->text, len, id and blocks, in doc->arena. meta gains what only the head of the article says; its title is
 * set if it had none. scratch: for what is needed on the way.
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code article_build(struct hearsay_document *doc, struct arena *scratch, const struct judge *j, struct page_metadata *meta,
                           hearsay_error *err);

#endif
