/* schema_org.c: the claims of an article as schema.org's Claim, in JSON-LD; for search, knowledge graphs, and ClaimReviews to point at. A Claim is
 * what somebody says; it is no verdict, and none is given.
 *
 *   Claim ─ author ──────────▶ Person, Organization, Country     who asserts it; the outlet where it does so in its own voice
 *         ─ isBasedOn ───────▶ Report                            a document that asserts it
 *         ─ appearance ──────▶ Quotation, CreativeWork           each place where it stands, with whose words it stands in; isPartOf the NewsArticle
 *         ─ firstAppearance ─▶ ...                               the first of them
 *         ─ about ───────────▶ who does it, to whom
 *         ─ keywords ────────▶ DefinedTerm                       PLOVER's and CAMEO's codes
 *         ─ hs:position ─────▶ hs:Position                       all positions: of who denies a claim, schema.org has no notion
 *
 * claimInterpreter is left out: it is a person's or an organisation's. What the ranges of author and creator do not allow (a place, a thing) is in
 * hs:position only. The context is schema.org's as far as it is needed: its vocabulary, under http as in the context that it publishes. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "view.h"
#include "write/leading.h"
#include "write/linked.h"
#include "write/write.h"

static const char context[] = "{\n"
                              "    \"@vocab\": \"http://schema.org/\",\n"
                              "    \"hs\": \"" LINKED_NAMESPACE "\"\n"
                              "  }";

struct graph {
    struct json_tree t;
    const struct hearsay_document *doc;
    bool *named; /* [n_actors] something refers to it */
};

/* Types of actors, one or two; those that may be an author. */
static const struct {
    const char *type, *more;
    bool author;
} kinds[ACTOR_KINDS] = {
    [ACTOR_COUNTRY] = { "Country", "GovernmentOrganization", true },
    [ACTOR_ORGANISATION] = { "Organization", NULL, true },
    [ACTOR_AGENCY] = { "NewsMediaOrganization", NULL, true },
    [ACTOR_PERSON] = { "Person", NULL, true },
    [ACTOR_GROUP] = { "Organization", NULL, true },
    [ACTOR_DOCUMENT] = { "Report", NULL, false },
    [ACTOR_PLACE] = { "Place", NULL, false },
    [ACTOR_OTHER] = { "Thing", NULL, false },
};

/* ---- References ------------------------------------------------------------------------------------------------------------ */

static void refer(struct graph *g, const char *key, const char *part)
{
    json_open(&g->t, key, '{');
    linked_part(&g->t, "@id", g->doc, part);
    json_close(&g->t, '}');
}

static void refer_actor(struct graph *g, const char *key, uint32_t actor)
{
    if (actor == HS_OUTLET) {
        refer(g, key, "outlet");
        return;
    }
    g->named[actor] = true;
    json_open(&g->t, key, '{');
    linked_id(&g->t, "@id", g->doc, "", 'a', actor);
    json_close(&g->t, '}');
}

static bool may_be_author(const struct graph *g, uint32_t actor)
{
    return actor == HS_OUTLET || (actor != HS_NONE && kinds[g->doc->actors[actor].kind].author);
}

/* ---- A claim --------------------------------------------------------------------------------------------------------------- */

/* Those who assert it, each once; `documents`: not persons and organisations, but what they write. */
static void asserting(struct graph *g, const struct claim *c, const char *key, bool documents)
{
    bool any = false;
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        if (p->kind != POSITION_ASSERTS || p->actor == HS_NONE || position_again(c, i)) continue;
        if (documents ? p->actor == HS_OUTLET || g->doc->actors[p->actor].kind != ACTOR_DOCUMENT : !may_be_author(g, p->actor)) continue;
        if (!any) json_open(&g->t, key, '[');
        any = true;
        refer_actor(g, NULL, p->actor);
    }
    if (any) json_close(&g->t, ']');
}

/* "c2.1": the first mention of the second claim. */
static void mention_part(char out[32], uint32_t claim, uint32_t mention) { snprintf(out, 32, "c%u.%u", claim + 1, mention + 1); }

static void appearances(struct graph *g, uint32_t index, const struct claim *c)
{
    char part[32];
    json_open(&g->t, "appearance", '[');
    for (uint32_t i = 0; i < c->n_mentions; i++) {
        const struct claim_mention *m = &c->mentions[i];
        const struct attribution *a = m->attribution == HS_NONE ? NULL : &g->doc->attributions[m->attribution];
        const uint32_t voice = a ? a->actor : HS_OUTLET;
        mention_part(part, index, i);
        json_open(&g->t, NULL, '{');
        linked_part(&g->t, "@id", g->doc, part);
        json_string(&g->t, "@type", a && a->quote == QUOTE_DIRECT ? "Quotation" : "CreativeWork");
        linked_spans(&g->t, "text", g->doc, m->spans);
        if (may_be_author(g, voice)) refer_actor(g, "creator", voice);
        refer(g, "isPartOf", NULL);
        if (a) {
            json_open(&g->t, "hs:attribution", '{');
            linked_id(&g->t, "@id", g->doc, "", 't', m->attribution);
            json_close(&g->t, '}');
        }
        json_boolean(&g->t, "hs:negated", m->negated);
        json_close(&g->t, '}');
    }
    json_close(&g->t, ']');
    mention_part(part, index, 0);
    refer(g, "firstAppearance", part);
}

static void positions(struct graph *g, const struct claim *c)
{
    if (!c->n_positions) return;
    json_open(&g->t, "hs:position", '[');
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        json_open(&g->t, NULL, '{');
        json_string(&g->t, "@type", "hs:Position");
        json_string(&g->t, "hs:stand", position_kind_names[p->kind]);
        if (p->actor != HS_NONE) refer_actor(g, "hs:actor", p->actor);
        if (p->attribution != HS_NONE) {
            json_open(&g->t, "hs:attribution", '{');
            linked_id(&g->t, "@id", g->doc, "", 't', p->attribution);
            json_close(&g->t, '}');
        }
        json_score(&g->t, "hs:score", (double)p->score);
        json_close(&g->t, '}');
    }
    json_close(&g->t, ']');
}

static void term(struct graph *g, const char *set, const char *code)
{
    if (!code || !*code) return;
    json_open(&g->t, NULL, '{');
    json_string(&g->t, "@type", "DefinedTerm");
    json_string(&g->t, "termCode", code);
    json_string(&g->t, "inDefinedTermSet", set);
    json_close(&g->t, '}');
}

static void event(struct graph *g, const struct claim_event *e)
{
    if (e->actor != HS_NONE || e->target != HS_NONE) {
        json_open(&g->t, "about", '[');
        if (e->actor != HS_NONE) refer_actor(g, NULL, e->actor);
        if (e->target != HS_NONE && e->target != e->actor) refer_actor(g, NULL, e->target);
        json_close(&g->t, ']');
    }
    json_open(&g->t, "keywords", '[');
    term(g, "PLOVER event type", e->code);
    term(g, "PLOVER event mode", e->mode);
    for (uint32_t i = 0; i < e->n_contexts; i++) term(g, "PLOVER context", e->contexts[i]);
    term(g, "CAMEO", e->cameo);
    json_close(&g->t, ']');
    /* A place: states are both to schema.org, places and organisations. */
    if (e->where != HS_NONE && (g->doc->actors[e->where].kind == ACTOR_PLACE || g->doc->actors[e->where].kind == ACTOR_COUNTRY))
        refer_actor(g, "contentLocation", e->where);
    json_string(&g->t, "temporalCoverage", e->when);
}

static void claim(struct graph *g, uint32_t index)
{
    const struct claim *c = &g->doc->claims[index];
    json_open(&g->t, NULL, '{');
    linked_id(&g->t, "@id", g->doc, "", 'c', index);
    json_string(&g->t, "@type", "Claim");
    json_string(&g->t, "text", c->text);
    json_string(&g->t, "inLanguage", g->doc->language);
    asserting(g, c, "author", false);
    asserting(g, c, "isBasedOn", true);
    if (c->event) event(g, c->event);
    appearances(g, index, c);
    positions(g, c);
    json_close(&g->t, '}');
}

/* ---- What claims refer to -------------------------------------------------------------------------------------------------- */

static void article(struct graph *g)
{
    const struct hearsay_document *doc = g->doc;
    json_open(&g->t, NULL, '{');
    linked_part(&g->t, "@id", doc, NULL);
    json_string(&g->t, "@type", "NewsArticle");
    json_string(&g->t, "headline", doc->title);
    json_string(&g->t, "url", linked_address(doc));
    json_string(&g->t, "datePublished", doc->published);
    json_string(&g->t, "dateModified", doc->modified);
    json_string(&g->t, "inLanguage", doc->language);
    refer(g, "publisher", "outlet");
    json_close(&g->t, '}');
    json_open(&g->t, NULL, '{');
    linked_part(&g->t, "@id", doc, "outlet");
    json_string(&g->t, "@type", "NewsMediaOrganization");
    json_string(&g->t, "name", doc->outlet);
    json_close(&g->t, '}');
}

static void actor(struct graph *g, uint32_t index)
{
    const struct actor *a = &g->doc->actors[index];
    json_open(&g->t, NULL, '{');
    linked_id(&g->t, "@id", g->doc, "", 'a', index);
    if (kinds[a->kind].more) {
        json_open(&g->t, "@type", '[');
        json_string(&g->t, NULL, kinds[a->kind].type);
        json_string(&g->t, NULL, kinds[a->kind].more);
        json_close(&g->t, ']');
    } else
        json_string(&g->t, "@type", kinds[a->kind].type);
    json_string(&g->t, "name", a->name);
    json_string(&g->t, "description", a->role);
    json_string(&g->t, "hs:kind", actor_kind_names[a->kind]);
    json_string(&g->t, "hs:code", a->code[0] ? a->code : NULL);
    if (a->of != HS_NONE) refer_actor(g, "hs:actsFor", a->of);
    if (a->n_members) {
        json_open(&g->t, "hs:member", '[');
        for (uint32_t i = 0; i < a->n_members; i++) refer_actor(g, NULL, a->members[i]);
        json_close(&g->t, ']');
    }
    json_close(&g->t, '}');
}

/* Whoever is referred to, and those to whom they refer, until nobody is new. */
static void actors(struct graph *g, bool *written)
{
    for (bool any = true; any;) {
        any = false;
        for (uint32_t i = 0; i < g->doc->n_actors; i++) {
            if (!g->named[i] || written[i]) continue;
            actor(g, i);
            any = written[i] = true;
        }
    }
}

void write_schema_org(struct buffer *out, const struct hearsay_document *doc, bool pretty)
{
    struct graph g = { .t = { .out = out, .pretty = pretty }, .doc = doc };
    g.named = calloc(2 * (size_t)doc->n_actors + 1, sizeof *g.named);
    if (!g.named) {
        out->failed = true;
        return;
    }
    json_open(&g.t, NULL, '{');
    json_literal(&g.t, "@context", context);
    json_open(&g.t, "@graph", '[');
    article(&g);
    for (uint32_t i = 0; i < doc->n_claims; i++) claim(&g, i);
    actors(&g, g.named + doc->n_actors);
    json_close(&g.t, ']');
    json_close(&g.t, '}');
    buffer_char(out, '\n');
    free(g.named);
}
