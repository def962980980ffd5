/* article.h: an article that comes in a request, for the handlers that read one. */
#ifndef HEARSAY_SERVE_ARTICLE_H
#define HEARSAY_SERVE_ARTICLE_H

#include "serve/service.h"

/* What the query says of the article. False: res says what is wrong (400). */
bool article_options(const struct service *s, const struct http_request *req, hearsay_options *o, struct http_response *res);

/* The body, read by its Content-Type. NULL: res says why not. */
hearsay_document *article_read(struct service *s, const struct http_request *req, hearsay_options *o, struct http_response *res);

/* The document as a response, in a format that is there for it. */
struct format;
void response_document(struct http_response *res, const hearsay_document *doc, const struct format *f);

/* The status of a fault of the library. */
unsigned article_status(hearsay_code code);

/* JSON as a response; takes the reference. NULL: out of memory. */
struct json_t;
void response_json(struct http_response *res, unsigned status, struct json_t *value);

/* A store for this request, to be given back; NULL: res says why not. */
hearsay_store *store_of(struct service *s, struct http_response *res);

/* A whole number of the query; `usual` where it is absent. False: 400. */
bool query_number(const struct http_request *req, const char *name, size_t usual, size_t least, size_t most, size_t *value,
                  struct http_response *res);

/* A parameter that is true or false; as it is where it is absent. False: 400. */
bool query_truth(const struct http_request *req, const char *name, bool *value, struct http_response *res);

/* outlet, since, until, limit and offset. False: 400. */
bool article_query(const struct http_request *req, hearsay_article_query *q, struct http_response *res);

#endif
