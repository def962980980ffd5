/* articles.c: what is in the store: its articles, one by one and as a list, and how many there are. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/article.h"
#include "serve/formats.h"
#include "serve/service.h"
#include "serve/stores.h"

enum { LIST_USUAL = 50, LIST_MOST = 500 };

static const char *const stored_names[] = {
    [HEARSAY_STORED_NOTHING] = "known",
    [HEARSAY_STORED_ARTICLE] = "article",
    [HEARSAY_STORED_VERSION] = "version",
    [HEARSAY_STORED_PLACE] = "place",
};

void response_json(struct http_response *res, unsigned status, struct json_t *value)
{
    char *text = value ? json_dumps(value, JSON_COMPACT) : NULL;
    json_decref(value);
    if (!text) {
        response_problem(res, 503, "out of memory");
        return;
    }
    response_owned(res, status, "application/json", text, strlen(text));
    response_header(res, "Cache-Control", "no-store");
}

hearsay_store *store_of(struct service *s, struct http_response *res)
{
    hearsay_error err;
    hearsay_store *store = stores_take(s->stores, &err);
    if (!store) response_fault(res, article_status(err.code), &err);
    return store;
}

/* A whole number of the query, in its bounds; the usual one where it is absent. */
bool query_number(const struct http_request *req, const char *name, size_t usual, size_t least, size_t most, size_t *value, struct http_response *res)
{
    const char *text = query_value(req, name);
    *value = usual;
    if (!text) return true;
    const size_t n = strlen(text);
    *value = n && n <= 9 && strspn(text, "0123456789") == n ? strtoul(text, NULL, 10) : most + 1;
    if (*value >= least && *value <= most) return true;
    response_problem(res, 400, "%s is no whole number between %zu and %zu", name, least, most);
    return false;
}

/* ---- POST /api/articles --------------------------------------------------------------------------------------------------- */

void answer_add(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_options o;
    hearsay_error err;
    hearsay_stored stored;
    if (!article_options(s, req, &o, res)) return;
    hearsay_document *doc = article_read(s, req, &o, res);
    hearsay_store *store = doc ? store_of(s, res) : NULL;
    if (store && hearsay_store_add(store, doc, NULL, &stored, &err) != HEARSAY_OK) {
        response_fault(res, article_status(err.code), &err);
    } else if (store) {
        const bool created = stored != HEARSAY_STORED_NOTHING;
        response_json(res, created ? 201 : 200, json_pack("{s:s, s:s}", "id", hearsay_document_id(doc), "stored", stored_names[stored]));
        if (created && res->status == 201) response_header(res, "Location", "/api/articles/%s", hearsay_document_id(doc));
    }
    stores_give(s->stores, store);
    hearsay_document_free(doc);
}

/* ---- GET /api/articles/{id} ----------------------------------------------------------------------------------------------- */

void answer_article(struct service *s, const struct http_request *req, struct http_response *res)
{
    const char *id = strrchr(req->path, '/') + 1;
    hearsay_error err;
    if (strlen(id) != 16 || strspn(id, "0123456789abcdef") != 16) {
        response_problem(res, 404, "an article's id is 16 hexadecimal digits");
        return;
    }
    const struct format *f = format_wanted(req, FORMAT_OF_STORED, res);
    hearsay_store *store = f ? store_of(s, res) : NULL;
    hearsay_document *doc = store ? hearsay_store_document(store, id, &err) : NULL;
    if (doc)
        response_document(res, doc, f);
    else if (store)
        response_fault(res, article_status(err.code), &err);
    stores_give(s->stores, store);
    hearsay_document_free(doc);
}

/* ---- GET /api/articles ---------------------------------------------------------------------------------------------------- */

struct list {
    json_t *articles;
    size_t most;
    bool more;
};

static bool add_article(void *of, const hearsay_article *a)
{
    struct list *list = of;
    list->more = json_array_size(list->articles) == list->most;
    if (list->more) return false;
    return !json_array_append_new(list->articles,
                                  json_pack("{s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s, s:s, s:I, s:I, s:I, s:I, s:I}", "id", a->id, "address",
                                            a->address, "outlet", a->outlet, "title", a->title, "author", a->author, "published", a->published,
                                            "headline", a->headline, "seen", a->seen, "words", (json_int_t)a->words, "versions",
                                            (json_int_t)a->versions, "places", (json_int_t)a->places, "attributions", (json_int_t)a->attributions,
                                            "claims", (json_int_t)a->claims));
}

bool article_query(const struct http_request *req, hearsay_article_query *q, struct http_response *res)
{
    *q = (hearsay_article_query)HEARSAY_ARTICLE_QUERY_INIT;
    q->outlet = query_value(req, "outlet");
    q->since = query_value(req, "since");
    q->until = query_value(req, "until");
    const char *const days[] = { q->since, q->until };
    for (unsigned i = 0; i < 2; i++) {
        char day[11] = "2000-01-01";
        const size_t n = days[i] ? strlen(days[i]) : 10;
        if (days[i] && n <= 10) memcpy(day, days[i], n);
        if ((n != 4 && n != 7 && n != 10) || !hearsay_date_valid(day))
            return response_problem(res, 400, "%s is no day, month or year: 2023-02-07, 2023-02, 2023", i ? "until" : "since"), false;
    }
    return query_number(req, "limit", LIST_USUAL, 1, LIST_MOST, &q->limit, res) && query_number(req, "offset", 0, 0, 100000000, &q->offset, res);
}

void answer_articles(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_article_query q;
    hearsay_error err;
    if (!article_query(req, &q, res)) return;
    struct list list = { .articles = json_array(), .most = q.limit };
    q.limit++; /* to see whether there is more */
    hearsay_store *store = store_of(s, res);
    if (store && hearsay_store_articles(store, &q, add_article, &list, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200, json_pack("{s:O, s:b}", "articles", list.articles, "more", (int)list.more));
    stores_give(s->stores, store);
    json_decref(list.articles);
}

/* ---- GET /api/stats ------------------------------------------------------------------------------------------------------- */

void answer_stats(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_store_stats n;
    hearsay_error err;
    (void)req;
    hearsay_store *store = store_of(s, res);
    if (store && hearsay_store_stats_get(store, &n, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200,
                      json_pack("{s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I}", "articles", (json_int_t)n.articles, "texts", (json_int_t)n.texts,
                                "places", (json_int_t)n.places, "outlets", (json_int_t)n.outlets, "words", (json_int_t)n.words, "actors",
                                (json_int_t)n.actors, "attributions", (json_int_t)n.attributions, "claims", (json_int_t)n.claims));
    stores_give(s->stores, store);
}
