/* article.h: an article that comes in a request, for the handlers that read one. */
#ifndef HEARSAY_SERVE_ARTICLE_H
#define HEARSAY_SERVE_ARTICLE_H

#include "serve/service.h"

/* What the query says of the article. False: res says what is wrong (400). */
bool article_options(const struct service *s, const struct http_request *req, hearsay_options *o, struct http_response *res);

/* The body, read by its Content-Type. NULL: res says why not. */
hearsay_document *article_read(struct service *s, const struct http_request *req, hearsay_options *o, struct http_response *res);

/* The status of a fault of the library. */
unsigned article_status(hearsay_code code);

#endif
