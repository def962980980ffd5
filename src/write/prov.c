/* prov.c: the chains of an article as PROV-JSON (W3C member submission of 24 April 2013; the model is PROV-DM, https://www.w3.org/TR/prov-dm/).
 *
 *   chain of t1: outlet, a2, a5
 *
 *      art:t1 ───── wasDerivedFrom ────▶ art:t1.1 ──── wasDerivedFrom ────▶ art:t1.2          entities: one content, as each voice has it
 *   wasAttributedTo                   wasAttributedTo                   wasAttributedTo
 *    wasGeneratedBy                    wasGeneratedBy                    wasGeneratedBy
 *    art:publication ─── used ───▶ art:t1.1   art:t1.1.act ─ used ▶ art:t1.2   art:t1.2.act     activities: printing, passing on, saying
 *    wasAssociatedWith                 wasAssociatedWith                 wasAssociatedWith
 *      art:outlet                        art:a2                            art:a5                 agents; wasQuotedFrom and actedOnBehalfOf
 *
 * A derivation is a prov:Quotation where words stand between quotation marks (what PROV-N calls wasQuotedFrom); indirect speech is none. Of an
 * attribution within another the outer voices speak in the outer one's activities: it is one act in which they say all of it. A voice without a name
 * is an agent of its own. An agent on whose behalf another acts, or who is one of joint voices, is there though it says nothing. Claims and their
 * positions are in the other formats: to deny something is no provenance of it.
 *
 * Names are qualified ones: art: is the text's name, urn:hearsay:ID#, and hs: our own terms (linked.h). */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>

#include "view.h"
#include "write/linked.h"
#include "write/write.h"

struct chains {
    struct json_tree t;
    const struct hearsay_document *doc;
    bool *speaks;       /* [n_actors] agents of this document */
    uint32_t relations; /* written so far: their names are _:r1, _:r2, ... */
};

/* ---- Names ---------------------------------------------------------------------------------------------------------------- */

/* Voice 0 is the outlet; `n` counts from 1, as in the picture. */
struct step {
    uint32_t attribution, n;
};

/* The attribution in whose activity this voice speaks: the outermost whose chain it belongs to. */
static uint32_t owner_of(const struct hearsay_document *doc, struct step s)
{
    uint32_t i = s.attribution;
    while (doc->attributions[i].within != HS_NONE && s.n <= doc->attributions[doc->attributions[i].within].n_voices) i = doc->attributions[i].within;
    return i;
}

static void name_entity(struct buffer *out, struct step s)
{
    buffer_string(out, "art:t");
    buffer_number(out, (uint64_t)s.attribution + 1);
    if (!s.n) return;
    buffer_char(out, '.');
    buffer_number(out, s.n);
}

static void name_activity(struct buffer *out, const struct hearsay_document *doc, struct step s)
{
    if (!s.n) {
        buffer_string(out, "art:publication");
        return;
    }
    name_entity(out, (struct step){ owner_of(doc, s), s.n });
    buffer_string(out, ".act");
}

static void name_actor(struct buffer *out, uint32_t actor)
{
    buffer_string(out, "art:a");
    buffer_number(out, (uint64_t)actor + 1);
}

/* The agent who speaks; nobody's name is that of his activity. */
static void name_agent(struct buffer *out, const struct hearsay_document *doc, struct step s)
{
    const uint32_t actor = s.n ? doc->attributions[s.attribution].voices[s.n - 1].actor : HS_NONE;
    if (!s.n) {
        buffer_string(out, "art:outlet");
    } else if (actor != HS_NONE) {
        name_actor(out, actor);
    } else {
        name_entity(out, (struct step){ owner_of(doc, s), s.n });
        buffer_string(out, ".voice");
    }
}

enum thing { ENTITY, ACTIVITY, AGENT };

static void name(struct chains *c, enum thing what, struct step s)
{
    if (what == ENTITY) name_entity(c->t.out, s);
    if (what == ACTIVITY) name_activity(c->t.out, c->doc, s);
    if (what == AGENT) name_agent(c->t.out, c->doc, s);
}

/* A name as a value. */
static void refer(struct chains *c, const char *key, enum thing what, struct step s)
{
    json_begin(&c->t, key);
    name(c, what, s);
    json_end(&c->t);
}

/* A record that is named: its key is its name, and what is in it follows. */
static void record(struct chains *c, enum thing what, struct step s)
{
    struct buffer key = { 0 };
    struct buffer *const out = c->t.out;
    c->t.out = &key;
    name(c, what, s);
    buffer_char(&key, '\0');
    c->t.out = out;
    if (key.failed)
        out->failed = true;
    else
        json_open(&c->t, key.at, '{');
    buffer_free(&key);
}

/* A value that is a qualified name: "prov:Quotation". */
static void qualified(struct chains *c, const char *key, const char *prefix, const char *local)
{
    json_open(&c->t, key, '{');
    json_begin(&c->t, "$");
    buffer_string(c->t.out, prefix);
    buffer_string(c->t.out, local);
    json_end(&c->t);
    json_string(&c->t, "type", "prov:QUALIFIED_NAME");
    json_close(&c->t, '}');
}

/* ---- Entities, activities, agents ------------------------------------------------------------------------------------------ */

/* Every step of every chain, as far as it has a record of this kind: passages and words are there for each, acts and nameless voices once. */
static bool has_record(const struct hearsay_document *doc, enum thing what, struct step s)
{
    if (what == ENTITY) return true;
    if (!s.n || owner_of(doc, s) != s.attribution) return false;
    return what == ACTIVITY || doc->attributions[s.attribution].voices[s.n - 1].actor == HS_NONE;
}

static void entity(struct chains *c, struct step s)
{
    const struct attribution *a = &c->doc->attributions[s.attribution];
    qualified(c, "prov:type", "hs:", s.n ? "Words" : "Passage");
    if (s.n) return;
    linked_spans(&c->t, "prov:value", c->doc, a->content);
    json_string(&c->t, "hs:quote", quote_kind_names[a->quote]);
    json_score(&c->t, "hs:score", (double)a->score);
    if (a->within != HS_NONE) {
        json_open(&c->t, "hs:within", '{');
        refer(c, "$", ENTITY, (struct step){ a->within, 0 });
        json_string(&c->t, "type", "prov:QUALIFIED_NAME");
        json_close(&c->t, '}');
    }
}

static void activity(struct chains *c, struct step s)
{
    const struct attribution *a = &c->doc->attributions[s.attribution];
    qualified(c, "prov:type", "hs:", s.n == a->n_voices ? "Saying" : "PassingOn");
    if (s.n == a->n_voices) {
        linked_spans(&c->t, "prov:label", c->doc, a->cue);
        json_string(&c->t, "hs:stance", stance_names[a->stance]);
    }
    json_string(&c->t, "hs:link", voice_link_names[a->voices[s.n - 1].link]);
}

static void nameless(struct chains *c, struct step s)
{
    const struct attribution *a = &c->doc->attributions[s.attribution];
    qualified(c, "prov:type", "hs:", "UnnamedVoice");
    if (s.n == a->n_voices) linked_spans(&c->t, "prov:label", c->doc, a->source);
}

static void all(struct chains *c, enum thing what, void (*body)(struct chains *, struct step))
{
    for (uint32_t i = 0; i < c->doc->n_attributions; i++)
        for (struct step s = { i, 0 }; s.n <= c->doc->attributions[i].n_voices; s.n++)
            if (has_record(c->doc, what, s)) {
                record(c, what, s);
                body(c, s);
                json_close(&c->t, '}');
            }
}

static void entities(struct chains *c)
{
    const struct hearsay_document *doc = c->doc;
    json_open(&c->t, "entity", '{');
    json_open(&c->t, "art:article", '{');
    qualified(c, "prov:type", "hs:", "Article");
    json_string(&c->t, "prov:label", doc->title);
    json_string(&c->t, "hs:uri", doc->uri);
    json_string(&c->t, "hs:published", doc->published);
    json_close(&c->t, '}');
    all(c, ENTITY, entity);
    json_close(&c->t, '}');
}

static void activities(struct chains *c)
{
    json_open(&c->t, "activity", '{');
    json_open(&c->t, "art:publication", '{');
    qualified(c, "prov:type", "hs:", "Publication");
    json_close(&c->t, '}');
    all(c, ACTIVITY, activity);
    json_close(&c->t, '}');
}

/* PROV's own kinds of agents; it has none for a group of people or a report. */
static const char *agent_type(enum actor_kind kind)
{
    switch (kind) {
    case ACTOR_PERSON: return "Person";
    case ACTOR_COUNTRY:
    case ACTOR_ORGANISATION:
    case ACTOR_AGENCY: return "Organization";
    default: return "Agent";
    }
}

static void agent(struct chains *c, uint32_t index)
{
    const struct actor *a = &c->doc->actors[index];
    char key[24];
    snprintf(key, sizeof key, "art:a%" PRIu64, (uint64_t)index + 1);
    json_open(&c->t, key, '{');
    qualified(c, "prov:type", "prov:", agent_type(a->kind));
    json_string(&c->t, "prov:label", a->name);
    json_string(&c->t, "hs:kind", actor_kind_names[a->kind]);
    json_string(&c->t, "hs:code", a->code[0] ? a->code : NULL);
    json_string(&c->t, "hs:role", a->role);
    if (a->n_members) {
        json_open(&c->t, "hs:member", '[');
        for (uint32_t i = 0; i < a->n_members; i++) {
            json_open(&c->t, NULL, '{');
            json_begin(&c->t, "$");
            name_actor(c->t.out, a->members[i]);
            json_end(&c->t);
            json_string(&c->t, "type", "prov:QUALIFIED_NAME");
            json_close(&c->t, '}');
        }
        json_close(&c->t, ']');
    }
    json_close(&c->t, '}');
}

static void agents(struct chains *c)
{
    json_open(&c->t, "agent", '{');
    json_open(&c->t, "art:outlet", '{');
    qualified(c, "prov:type", "prov:", "Organization");
    json_string(&c->t, "prov:label", c->doc->outlet);
    json_close(&c->t, '}');
    for (uint32_t i = 0; i < c->doc->n_actors; i++)
        if (c->speaks[i]) agent(c, i);
    all(c, AGENT, nameless);
    json_close(&c->t, '}');
}

/* One who speaks, those for whom he acts, and those of whom he is made up. */
static void mark_agent(struct chains *c, uint32_t i)
{
    while (i != HS_NONE && !c->speaks[i]) {
        const struct actor *a = &c->doc->actors[i];
        c->speaks[i] = true;
        for (uint32_t k = 0; k < a->n_members; k++) mark_agent(c, a->members[k]);
        i = a->of;
    }
}

static void mark_agents(struct chains *c)
{
    for (uint32_t i = 0; i < c->doc->n_attributions; i++) {
        const struct attribution *a = &c->doc->attributions[i];
        for (uint32_t k = 0; k < a->n_voices; k++) mark_agent(c, a->voices[k].actor);
    }
}

/* ---- Relations ------------------------------------------------------------------------------------------------------------- */

/* "_:r17": { */
static void relation(struct chains *c)
{
    char key[24];
    snprintf(key, sizeof key, "_:r%" PRIu32, ++c->relations);
    json_open(&c->t, key, '{');
}

/* One between two things of each step that `has` both; the second is that of the next voice for `next`. */
struct relation_kind {
    const char *name, *from, *to;
    enum thing what_from, what_to;
    bool acts_only; /* once for each act, not for each entity */
    bool next;
};

static void related(struct chains *c, const struct relation_kind *k)
{
    const struct hearsay_document *doc = c->doc;
    json_open(&c->t, k->name, '{');
    if (!k->next) {
        /* The article itself. */
        relation(c);
        json_string(&c->t, k->from, k->what_from == ENTITY ? "art:article" : "art:publication");
        json_string(&c->t, k->to, k->what_to == ACTIVITY ? "art:publication" : "art:outlet");
        json_close(&c->t, '}');
    }
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        for (struct step s = { i, 0 }; s.n + k->next <= doc->attributions[i].n_voices; s.n++) {
            if (k->acts_only && !has_record(doc, ACTIVITY, s)) continue;
            relation(c);
            refer(c, k->from, k->what_from, s);
            refer(c, k->to, k->what_to, (struct step){ i, s.n + k->next });
            json_close(&c->t, '}');
        }
    json_close(&c->t, '}');
}

static void derivations(struct chains *c)
{
    const struct hearsay_document *doc = c->doc;
    json_open(&c->t, "wasDerivedFrom", '{');
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        for (struct step s = { i, 0 }; s.n < doc->attributions[i].n_voices; s.n++) {
            relation(c);
            refer(c, "prov:generatedEntity", ENTITY, s);
            refer(c, "prov:usedEntity", ENTITY, (struct step){ i, s.n + 1 });
            refer(c, "prov:activity", ACTIVITY, s);
            if (doc->attributions[i].quote != QUOTE_INDIRECT) qualified(c, "prov:type", "prov:", "Quotation");
            json_close(&c->t, '}');
        }
    json_close(&c->t, '}');
}

static void delegations(struct chains *c)
{
    json_open(&c->t, "actedOnBehalfOf", '{');
    for (uint32_t i = 0; i < c->doc->n_actors; i++) {
        if (!c->speaks[i] || c->doc->actors[i].of == HS_NONE) continue;
        relation(c);
        json_begin(&c->t, "prov:delegate");
        name_actor(c->t.out, i);
        json_end(&c->t);
        json_begin(&c->t, "prov:responsible");
        name_actor(c->t.out, c->doc->actors[i].of);
        json_end(&c->t);
        json_close(&c->t, '}');
    }
    json_close(&c->t, '}');
}

static void prefixes(struct chains *c)
{
    json_open(&c->t, "prefix", '{');
    json_string(&c->t, "hs", LINKED_NAMESPACE);
    json_begin(&c->t, "art");
    buffer_string(c->t.out, "urn:hearsay:");
    buffer_string(c->t.out, c->doc->view->id);
    buffer_char(c->t.out, '#');
    json_end(&c->t);
    json_close(&c->t, '}');
}

void write_prov(struct buffer *out, const struct hearsay_document *doc, bool pretty)
{
    static const struct relation_kind kinds[] = {
        { "wasGeneratedBy", "prov:entity", "prov:activity", ENTITY, ACTIVITY, false, false },
        { "wasAttributedTo", "prov:entity", "prov:agent", ENTITY, AGENT, false, false },
        { "wasAssociatedWith", "prov:activity", "prov:agent", ACTIVITY, AGENT, true, false },
        { "used", "prov:activity", "prov:entity", ACTIVITY, ENTITY, false, true },
    };
    struct chains c = { .t = { .out = out, .pretty = pretty }, .doc = doc, .speaks = calloc((size_t)doc->n_actors + 1, 1) };
    if (!c.speaks) {
        out->failed = true;
        return;
    }
    mark_agents(&c);
    json_open(&c.t, NULL, '{');
    prefixes(&c);
    entities(&c);
    activities(&c);
    agents(&c);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) related(&c, &kinds[i]);
    derivations(&c);
    delegations(&c);
    json_close(&c.t, '}');
    buffer_char(out, '\n');
    free(c.speaks);
}
