/* claims.c: the claims of the store as a list, those in most articles first; programs/claims.c prints the same. One of them with all its evidence is
 * trace.c's. */
#include <jansson.h>
#include <string.h>

#include "serve/article.h"
#include "serve/service.h"
#include "serve/stores.h"

enum { STANDS_SHOWN = 12 };

struct list {
    json_t *claims;
    size_t most;
    bool more;
};

static json_t *stands_of(const hearsay_linked_claim *c)
{
    json_t *all = json_array();
    for (size_t i = 0; i < c->n_stands && i < STANDS_SHOWN; i++)
        json_array_append_new(all, json_pack("{s:s?, s:s?, s:s?, s:s, s:I}", "actor", c->stands[i].actor, "name", c->stands[i].name, "code",
                                             c->stands[i].code, "position", c->stands[i].position, "reports", (json_int_t)c->stands[i].reports));
    return all;
}

static json_t *event_of(const hearsay_linked_claim *c)
{
    if (!c->code) return NULL;
    return json_pack("{s:s, s:s?, s:s?, s:s?, s:s?, s:s?, s:s?}", "code", c->code, "mode", c->mode, "when", c->when, "actor", c->actor, "actor_id",
                     c->actor_id, "target", c->target, "target_id", c->target_id);
}

static bool add_claim(void *of, const hearsay_linked_claim *c)
{
    struct list *list = of;
    list->more = json_array_size(list->claims) == list->most;
    if (list->more) return false;
    return !json_array_append_new(list->claims,
                                  json_pack("{s:s, s:s, s:o?, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o, s:s?, s:s?}", "id", c->id, "text", c->text,
                                            "event", event_of(c), "reports", (json_int_t)c->reports, "articles", (json_int_t)c->articles, "outlets",
                                            (json_int_t)c->outlets, "asserts", (json_int_t)c->asserts, "denies", (json_int_t)c->denies, "doubts",
                                            (json_int_t)c->doubts, "no_evidence", (json_int_t)c->no_evidence, "stands", stands_of(c), "first",
                                            c->first, "last", c->last));
}

/* GET /api/claims */
void answer_claims(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_claim_query q = HEARSAY_CLAIM_QUERY_INIT;
    hearsay_article_query days;
    hearsay_error err;
    if (!article_query(req, &days, res) || !query_number(req, "min_articles", 1, 1, 1000000, &q.min_articles, res) ||
        !query_truth(req, "disputed", &q.disputed, res))
        return;
    const char *sort = query_value(req, "sort");
    q.latest_first = sort && !strcmp(sort, "latest");
    if (sort && !q.latest_first && strcmp(sort, "articles")) {
        response_problem(res, 400, "sort is neither articles nor latest");
        return;
    }
    q.words = query_value(req, "q");
    q.actor = query_value(req, "actor");
    q.code = query_value(req, "code");
    q.outlet = days.outlet;
    q.since = days.since;
    q.until = days.until;
    q.offset = days.offset;
    q.limit = days.limit + 1; /* to see whether there is more */
    struct list list = { .claims = json_array(), .most = days.limit };
    hearsay_store *store = store_of(s, res);
    if (store && hearsay_store_claims(store, &q, add_claim, &list, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200, json_pack("{s:O, s:b}", "claims", list.claims, "more", (int)list.more));
    stores_give(s->stores, store);
    json_decref(list.claims);
}
