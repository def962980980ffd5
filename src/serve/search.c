/* search.c: words in the articles of the store. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/article.h"
#include "serve/service.h"
#include "serve/stores.h"

struct hits {
    json_t *list;
    size_t most;
    bool more;
};

static bool add_hit(void *of, const hearsay_hit *hit)
{
    struct hits *hits = of;
    hits->more = json_array_size(hits->list) == hits->most;
    if (hits->more) return false;
    json_t *found = json_array();
    for (size_t i = 0; i < hit->found.n; i++)
        json_array_append_new(found, json_pack("[I, I]", (json_int_t)hit->found.at[i].start, (json_int_t)hit->found.at[i].end));
    return !json_array_append_new(hits->list, json_pack("{s:s, s:s?, s:s?, s:s?, s:s, s:s, s:o, s:f}", "id", hit->id, "uri", hit->uri, "outlet",
                                                        hit->outlet, "published", hit->published, "headline", hit->headline, "snippet", hit->snippet,
                                                        "found", found, "score", hit->score));
}

void answer_search(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_article_query q;
    hearsay_error err;
    const char *words = query_value(req, "q");
    if (!words) {
        response_problem(res, 400, "q is missing: the words to look for");
        return;
    }
    if (!article_query(req, &q, res)) return;
    struct hits hits = { .list = json_array(), .most = q.limit };
    q.limit++; /* to see whether there is more */
    hearsay_store *store = store_of(s, res);
    if (store && hearsay_store_search(store, words, &q, add_hit, &hits, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200, json_pack("{s:O, s:b}", "hits", hits.list, "more", (int)hits.more));
    stores_give(s->stores, store);
    json_decref(hits.list);
}
