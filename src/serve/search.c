/* search.c: words in the articles of the store, and who is who in all of them. */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/article.h"
#include "serve/service.h"
#include "serve/stores.h"

/* ---- GET /api/search ------------------------------------------------------------------------------------------------------ */

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

/* ---- GET /api/actors ------------------------------------------------------------------------------------------------------ */

static json_t *identity_json(const hearsay_identity *i)
{
    return json_pack("{s:s, s:s, s:s, s:s?, s:I, s:I}", "id", i->id, "name", i->name, "kind", i->kind, "code", i->code, "articles",
                     (json_int_t)i->articles, "attributions", (json_int_t)i->attributions);
}

static bool add_identity(void *of, const hearsay_identity *i)
{
    struct hits *hits = of;
    hits->more = json_array_size(hits->list) == hits->most;
    return !hits->more && !json_array_append_new(hits->list, identity_json(i));
}

void answer_actors(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_identity_query q = HEARSAY_IDENTITY_QUERY_INIT;
    hearsay_error err;
    q.name = query_value(req, "name");
    q.kind = query_value(req, "kind");
    q.code = query_value(req, "code");
    static const char *const kinds[] = { "country", "organisation", "agency", "person", "group", "document", "place", "other" };
    size_t k = 0;
    while (q.kind && k < 8 && strcmp(kinds[k], q.kind)) k++;
    if (k == 8) {
        response_problem(res, 400, "kind is none of country, organisation, agency, person, group, document, place, other");
        return;
    }
    if (!query_number(req, "limit", 50, 1, 500, &q.limit, res)) return;
    struct hits hits = { .list = json_array(), .most = q.limit };
    q.limit++;
    hearsay_store *store = store_of(s, res);
    if (store && hearsay_store_identities(store, &q, add_identity, &hits, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200, json_pack("{s:O, s:b}", "actors", hits.list, "more", (int)hits.more));
    stores_give(s->stores, store);
    json_decref(hits.list);
}

/* ---- GET /api/actors/{id} ------------------------------------------------------------------------------------------------- */

enum { TEXTS_READ = 200 };

struct record {
    hearsay_store *store;
    const char *id;
    char *name;
    json_t *actor, *positions, *statements;
    char texts[TEXTS_READ][HEARSAY_ID];
    char *headlines[TEXTS_READ];
    size_t n;
    bool more;
};

static bool same_identity(void *of, const hearsay_identity *i)
{
    struct record *r = of;
    if (strcmp(i->id, r->id)) return true;
    r->actor = identity_json(i);
    r->name = strdup(i->name);
    return false;
}

static bool add_text(void *of, const hearsay_hit *hit)
{
    struct record *r = of;
    r->more = r->n == TEXTS_READ;
    if (r->more) return false;
    r->headlines[r->n] = strdup(hit->headline);
    snprintf(r->texts[r->n++], HEARSAY_ID, "%s", hit->id);
    return true;
}

/* The bytes of a span of code points, as a JSON string. */
static json_t *words_of(const char *text, hearsay_span span)
{
    size_t point = 0, from = 0;
    const char *p = text;
    for (; *p; p++) {
        if (((unsigned char)*p & 0xC0) == 0x80) continue;
        if (point == span.start) from = (size_t)(p - text);
        if (point++ == span.end) break;
    }
    return json_stringn(text + from, (size_t)(p - text) - from);
}

static json_t *sentence_of(const hearsay_document *doc, size_t attribution)
{
    const hearsay_attribution a = hearsay_attribution_at(doc, attribution);
    return words_of(hearsay_document_text(doc, NULL), hearsay_sentence_at(doc, a.sentence).span);
}

/* What a position and a statement have in common: where it is. */
static json_t *place_of(const struct record *r, const hearsay_document *doc, size_t index, size_t attribution)
{
    char id[24];
    const bool own = attribution == SIZE_MAX;
    snprintf(id, sizeof id, "t%zu", attribution + 1);
    return json_pack("{s:s, s:s?, s:s?, s:s?, s:s?, s:o?}", "article", r->texts[index], "outlet", hearsay_document_outlet(doc), "published",
                     hearsay_document_published(doc), "headline", r->headlines[index], "attribution", own ? NULL : id, "sentence",
                     own ? NULL : sentence_of(doc, attribution));
}

static void add_position(struct record *r, const hearsay_document *doc, size_t index, size_t c, const hearsay_position *p)
{
    char claim[24];
    snprintf(claim, sizeof claim, "c%zu", c + 1);
    json_t *place = place_of(r, doc, index, p->attribution);
    json_object_set_new(place, "claim", json_pack("s", claim));
    json_object_set_new(place, "text", json_pack("s", hearsay_claim_at(doc, c).text));
    json_object_set_new(place, "position", json_pack("s", p->position));
    json_array_append_new(r->positions, place);
}

/* Where this actor, whatever its number is in the text, takes a position or says something. */
static bool read_text(struct record *r, size_t index, hearsay_error *err)
{
    hearsay_document *doc = hearsay_store_document(r->store, r->texts[index], err);
    if (!doc) return false;
    bool good = true;
    const size_t actors = hearsay_actor_count(doc);
    size_t here = HEARSAY_NO_ACTOR;
    for (size_t i = 0; good && here == HEARSAY_NO_ACTOR && i < actors; i++) {
        char id[HEARSAY_IDENTITY_ID];
        good = hearsay_store_identity(r->store, r->texts[index], i, id, err) == HEARSAY_OK;
        if (good && !strcmp(id, r->id)) here = i;
    }
    for (size_t c = 0; good && here != HEARSAY_NO_ACTOR && c < hearsay_claim_count(doc); c++) {
        const hearsay_claim claim = hearsay_claim_at(doc, c);
        for (size_t i = 0; i < claim.n_positions; i++)
            if (claim.positions[i].actor == here) add_position(r, doc, index, c, &claim.positions[i]);
    }
    for (size_t t = 0; good && here != HEARSAY_NO_ACTOR && t < hearsay_attribution_count(doc); t++) {
        const hearsay_attribution a = hearsay_attribution_at(doc, t);
        if (a.actor != here) continue;
        json_t *place = place_of(r, doc, index, t);
        json_object_set_new(place, "stance", json_pack("s", a.stance));
        json_array_append_new(r->statements, place);
    }
    hearsay_document_free(doc);
    return good;
}

/* What it has claimed and denied, in the texts that name it: the best matches first, so that the limit costs the least. */
static bool read_record(struct record *r, hearsay_error *err)
{
    char words[300];
    size_t n = 0;
    words[n++] = '"';
    for (const char *p = r->name; *p && n < sizeof words - 2; p++) words[n++] = *p == '"' ? ' ' : *p;
    words[n++] = '"';
    words[n] = '\0';
    bool good = hearsay_store_search(r->store, words, NULL, add_text, r, err) == HEARSAY_OK;
    for (size_t i = 0; good && i < r->n; i++) good = read_text(r, i, err);
    return good;
}

void answer_actor(struct service *s, const struct http_request *req, struct http_response *res)
{
    hearsay_error err;
    struct record *r = calloc(1, sizeof *r);
    hearsay_store *store = r ? store_of(s, res) : NULL;
    if (!r) {
        response_problem(res, 503, "out of memory");
        return;
    }
    r->store = store;
    r->id = strrchr(req->path, '/') + 1;
    r->positions = json_array();
    r->statements = json_array();
    if (store && hearsay_store_identities(store, NULL, same_identity, r, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store && !r->actor)
        response_problem(res, 404, "there is no such actor");
    else if (store && (!r->name || !read_record(r, &err)))
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200,
                      json_pack("{s:O, s:O, s:O, s:b}", "actor", r->actor, "positions", r->positions, "statements", r->statements, "more",
                                (int)r->more));
    stores_give(s->stores, store);
    for (size_t i = 0; i < r->n; i++) free(r->headlines[i]);
    json_decref(r->actor);
    json_decref(r->positions);
    json_decref(r->statements);
    free(r->name);
    free(r);
}
