/* trace.c: claims across the articles of the store, by the library's own writer (hearsay-trace/1, docs/format.md). */
#include <stdlib.h>
#include <string.h>

#include "serve/article.h"
#include "serve/formats.h"
#include "serve/service.h"
#include "serve/stores.h"

/* name: of the file that is saved. */
static void trace(struct service *s, const struct http_request *req, const hearsay_trace_query *q, const char *name, struct http_response *res)
{
    hearsay_error err;
    char *text;
    size_t len;
    const struct format *f = format_wanted(req, FORMAT_OF_TRACE, res);
    hearsay_store *store = f ? store_of(s, res) : NULL;
    if (store && hearsay_store_trace(store, s->engine, q, f->format, NULL, &text, &len, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_written(res, f, name, text, len);
    stores_give(s->stores, store);
}

/* What a trace may be narrowed down by. */
static bool narrowed(const struct http_request *req, hearsay_trace_query *q, struct http_response *res)
{
    hearsay_article_query days;
    *q = (hearsay_trace_query)HEARSAY_TRACE_QUERY_INIT;
    if (!article_query(req, &days, res)) return false;
    q->since = days.since;
    q->until = days.until;
    q->actor = query_value(req, "actor");
    q->code = query_value(req, "code");
    return query_number(req, "limit", 10, 1, 500, &q->limit, res);
}

/* GET /api/trace?q= */
void answer_trace(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_trace_query q;
    if (!query_value(req, "q")) {
        response_problem(res, 400, "q is missing: a claim, in a sentence or in words");
        return;
    }
    if (!narrowed(req, &q, res)) return;
    q.words = query_value(req, "q");
    trace(s, req, &q, "trace", res);
}

/* GET /api/claims/{id} */
void answer_claim(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_trace_query q = HEARSAY_TRACE_QUERY_INIT;
    q.claim = strrchr(req->path, '/') + 1;
    const size_t n = strlen(q.claim);
    if (q.claim[0] != 'k' || n < 2 || n > 19 || strspn(q.claim + 1, "0123456789") != n - 1) {
        response_problem(res, 404, "a claim's id is k and a number");
        return;
    }
    trace(s, req, &q, q.claim, res);
}
