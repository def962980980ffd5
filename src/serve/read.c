/* read.c: POST /api/read: one article in, what `hearsay read` prints of it out, by the same writers. Nothing is kept. */
#include <stdlib.h>
#include <string.h>

#include "serve/article.h"
#include "serve/formats.h"
#include "serve/metrics.h"
#include "serve/service.h"

unsigned article_status(hearsay_code code)
{
    switch (code) {
    case HEARSAY_E_TOO_LONG: return 413;
    case HEARSAY_E_JSON:
    case HEARSAY_E_ARGUMENT: return 400;
    case HEARSAY_E_BINARY:
    case HEARSAY_E_UTF8:
    case HEARSAY_E_LANGUAGE: return 422;
    case HEARSAY_E_NOT_FOUND: return 404;
    case HEARSAY_E_BUSY:
    case HEARSAY_E_NOMEM: return 503;
    default: return 500;
    }
}

bool query_truth(const struct http_request *req, const char *name, bool *value, struct http_response *res)
{
    const char *text = query_value(req, name);
    if (!text) return true;
    *value = !strcmp(text, "true");
    if (*value || !strcmp(text, "false")) return true;
    response_problem(res, 400, "%s is neither true nor false", name);
    return false;
}

bool article_options(const struct service *s, const struct http_request *req, hearsay_options *o, struct http_response *res)
{
    *o = (hearsay_options)HEARSAY_OPTIONS_INIT;
    o->max_bytes = s->limits->body;
    o->outlet = query_value(req, "outlet");
    o->title = query_value(req, "title");
    o->uri = query_value(req, "url");
    o->published = query_value(req, "published");
    if (o->published && !hearsay_date_valid(o->published))
        return response_problem(res, 400, "published is no date such as 2023-02-07 or 2023-02-07T18:30:00Z"), false;
    const char *least = query_value(req, "min_score");
    if (least) {
        char *end;
        o->min_score = strtod(least, &end);
        if (!*least || strspn(least, "0123456789.eE+-") != strlen(least) || *end || !(o->min_score >= 0 && o->min_score <= 1))
            return response_problem(res, 400, "min_score is no number between 0 and 1"), false;
    }
    return query_truth(req, "any_language", &o->any_language, res) && query_truth(req, "outermost", &o->outermost, res);
}

hearsay_document *article_read(struct service *s, const struct http_request *req, hearsay_options *o, struct http_response *res)
{
    char type[80], charset[48];
    hearsay_error err = { 0 };
    hearsay_document *doc;
    media_type(req->headers.content_type, type, sizeof type, charset, sizeof charset);
    if (!strcmp(type, "application/json")) {
        doc = hearsay_read_record(s->engine, req->body, req->body_len, o, &err);
    } else if (!strcmp(type, "text/html")) {
        if (hearsay_charset_valid(charset)) o->charset = charset;
        doc = hearsay_read_html(s->engine, req->body, req->body_len, o, &err);
        o->charset = NULL;
    } else {
        doc = hearsay_read(s->engine, req->body, req->body_len, o, &err);
    }
    if (!doc) response_fault(res, article_status(err.code), &err);
    metrics_article(s->metrics, req->body_len, doc != NULL);
    return doc;
}

void response_document(struct http_response *res, const hearsay_document *doc, const struct format *f)
{
    hearsay_error err;
    char *text;
    size_t len;
    if (hearsay_document_write(doc, f->format, NULL, &text, &len, &err) == HEARSAY_OK)
        response_written(res, f, hearsay_document_id(doc), text, len);
    else
        response_fault(res, article_status(err.code), &err);
}

void answer_read(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_options o;
    if (!article_options(s, req, &o, res)) return;
    const struct format *f = format_wanted(req, FORMAT_OF_READING, res);
    hearsay_document *doc = f ? article_read(s, req, &o, res) : NULL;
    if (doc) response_document(res, doc, f);
    hearsay_document_free(doc);
}
