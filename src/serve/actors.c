/* actors.c: who is who in all articles of the store, and what one of them has claimed, denied and said. */
#include <jansson.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "serve/article.h"
#include "serve/service.h"
#include "serve/stores.h"

/* ---- GET /api/actors ------------------------------------------------------------------------------------------------------ */

struct list {
    json_t *all;
    size_t most;
    bool more;
};

static json_t *identity_json(const hearsay_identity *i)
{
    return json_pack("{s:s, s:s, s:s, s:s?, s:I, s:I}", "id", i->id, "name", i->name, "kind", i->kind, "code", i->code, "articles",
                     (json_int_t)i->articles, "attributions", (json_int_t)i->attributions);
}

static bool add_identity(void *of, const hearsay_identity *i)
{
    struct list *list = of;
    list->more = json_array_size(list->all) == list->most;
    return !list->more && !json_array_append_new(list->all, identity_json(i));
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
    struct list list = { .all = json_array(), .most = q.limit };
    q.limit++;
    hearsay_store *store = store_of(s, res);
    if (store && hearsay_store_identities(store, &q, add_identity, &list, &err) != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (store)
        response_json(res, 200, json_pack("{s:O, s:b}", "actors", list.all, "more", (int)list.more));
    stores_give(s->stores, store);
    json_decref(list.all);
}

/* ---- GET /api/actors/{id} ------------------------------------------------------------------------------------------------- */

/* limit and offset count texts. */
enum { TEXTS_USUAL = 100, TEXTS_MOST = 500 };

/* What it has claimed and denied, and said, text by text: the earliest published first. */
struct record {
    hearsay_store *store;
    json_t *actor, *positions, *statements;
    size_t limit, offset, texts; /* texts: seen so far, those that are passed over among them */
    char text[HEARSAY_ID];       /* that is being looked at, and its document; NULL: passed over */
    hearsay_document *doc;
    bool more;
    hearsay_error err;
};

static bool this_one(void *of, const hearsay_identity *i)
{
    struct record *r = of;
    r->actor = identity_json(i);
    return false;
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

/* The sentence in which a code point lies. */
static json_t *sentence_at(const hearsay_document *doc, size_t point)
{
    for (size_t i = 0; i < hearsay_sentence_count(doc); i++) {
        const hearsay_span s = hearsay_sentence_at(doc, i).span;
        if (s.start <= point && point < s.end) return words_of(hearsay_document_text(doc, NULL), s);
    }
    return NULL;
}

static json_t *headline_of(const hearsay_document *doc)
{
    if (hearsay_document_title(doc)) return json_string(hearsay_document_title(doc));
    return hearsay_sentence_count(doc) ? words_of(hearsay_document_text(doc, NULL), hearsay_sentence_at(doc, 0).span) : NULL;
}

/* What a position and a statement have in common: where it is. attribution SIZE_MAX: in the outlet's own voice, where the claim stands. */
static json_t *place_of(const struct record *r, size_t attribution, json_t *sentence)
{
    char id[24];
    const bool own = attribution == SIZE_MAX;
    snprintf(id, sizeof id, "t%zu", attribution + 1);
    return json_pack("{s:s, s:s?, s:s?, s:o?, s:s?, s:o?}", "article", r->text, "outlet", hearsay_document_outlet(r->doc), "published",
                     hearsay_document_published(r->doc), "headline", headline_of(r->doc), "attribution", own ? NULL : id, "sentence", sentence);
}

static json_t *sentence_of(const hearsay_document *doc, size_t attribution)
{
    return words_of(hearsay_document_text(doc, NULL), hearsay_sentence_at(doc, hearsay_attribution_at(doc, attribution).sentence).span);
}

static void add_position(struct record *r, size_t c, const hearsay_position *p)
{
    char id[24];
    const hearsay_claim claim = hearsay_claim_at(r->doc, c);
    json_t *sentence = p->attribution != SIZE_MAX                      ? sentence_of(r->doc, p->attribution)
                       : claim.n_mentions && claim.mentions[0].spans.n ? sentence_at(r->doc, claim.mentions[0].spans.at[0].start)
                                                                       : NULL;
    json_t *place = place_of(r, p->attribution, sentence);
    snprintf(id, sizeof id, "c%zu", c + 1);
    json_object_set_new(place, "claim", json_pack("s", id));
    json_object_set_new(place, "text", json_pack("s", claim.text));
    json_object_set_new(place, "position", json_pack("s", p->position));
    json_array_append_new(r->positions, place);
}

/* A text in which it is, or one more of its numbers there. */
static bool add_text(void *of, const char *text_id, size_t here)
{
    struct record *r = of;
    if (strcmp(r->text, text_id)) {
        hearsay_document_free(r->doc);
        r->doc = NULL;
        r->texts++;
        snprintf(r->text, sizeof r->text, "%s", text_id);
        r->more = r->texts > r->offset + r->limit;
        if (r->more) return false;
        if (r->texts > r->offset && !(r->doc = hearsay_store_document(r->store, text_id, &r->err))) return false;
    }
    for (size_t c = 0; r->doc && c < hearsay_claim_count(r->doc); c++) {
        const hearsay_claim claim = hearsay_claim_at(r->doc, c);
        for (size_t i = 0; i < claim.n_positions; i++)
            if (claim.positions[i].actor == here) add_position(r, c, &claim.positions[i]);
    }
    for (size_t t = 0; r->doc && t < hearsay_attribution_count(r->doc); t++) {
        const hearsay_attribution a = hearsay_attribution_at(r->doc, t);
        if (a.actor != here) continue;
        json_t *place = place_of(r, t, sentence_of(r->doc, t));
        json_object_set_new(place, "stance", json_pack("s", a.stance));
        json_array_append_new(r->statements, place);
    }
    return true;
}

void answer_actor(struct service *s, const struct http_request *req, struct http_response *res)
{
    struct record r = { 0 };
    hearsay_error err;
    hearsay_identity_query q = HEARSAY_IDENTITY_QUERY_INIT;
    q.id = strrchr(req->path, '/') + 1;
    if (!query_number(req, "limit", TEXTS_USUAL, 1, TEXTS_MOST, &r.limit, res) || !query_number(req, "offset", 0, 0, 100000000, &r.offset, res))
        return;
    r.store = store_of(s, res);
    r.positions = json_array();
    r.statements = json_array();
    hearsay_code code = r.store ? hearsay_store_identities(r.store, &q, this_one, &r, &err) : HEARSAY_OK;
    if (r.actor) code = hearsay_store_sightings(r.store, q.id, add_text, &r, &err);
    if (r.err.code != HEARSAY_OK)
        response_fault(res, article_status(r.err.code), &r.err);
    else if (code != HEARSAY_OK)
        response_fault(res, article_status(err.code), &err);
    else if (r.store && !r.actor)
        response_problem(res, 404, "there is no such actor");
    else if (r.store)
        response_json(res, 200,
                      json_pack("{s:O, s:O, s:O, s:b}", "actor", r.actor, "positions", r.positions, "statements", r.statements, "more", (int)r.more));
    stores_give(s->stores, r.store);
    hearsay_document_free(r.doc);
    json_decref(r.actor);
    json_decref(r.positions);
    json_decref(r.statements);
}
