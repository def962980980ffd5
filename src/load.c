/* load.c: from the JSON of docs/format.md back to a document that the getters and writers take: what a store keeps, and what was read elsewhere.
 *
 *   code points ──table──▶ bytes        names ──lists of document.c──▶ kinds        "a3", "t1" ──▶ indices
 *
 * It comes from outside, so each span must lie within the text, each name be one of the format's, each index that of something that is there. What
 * the
 * JSON does not have (words and their syntax) the document has not: CoNLL-U cannot be written of it. */
#include "load.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"
#include "view.h"

enum { TEXT_MOST = 1 << 30 };

struct load {
    struct hearsay_document *doc;
    struct arena *arena;
    uint32_t *byte_of; /* [n_points + 1] where each code point begins */
    uint32_t n_points;
    bool no_memory;
    char wrong[120]; /* what is wrong; "" as long as nothing is */
};

/* Always false, so that it can be returned. */
static bool fault(struct load *l, const char *what, size_t at)
{
    if (!l->wrong[0]) snprintf(l->wrong, sizeof l->wrong, "%s (number %zu)", what, at);
    return false;
}

static bool no_memory(struct load *l)
{
    l->no_memory = true;
    return false;
}

/* ---- Values ------------------------------------------------------------------------------------------------------------------ */

static bool string_at(struct load *l, const char **out, const json_t *object, const char *key)
{
    const json_t *v = json_object_get(object, key);
    *out = NULL;
    if (!v || json_is_null(v)) return true;
    if (!json_is_string(v)) return fault(l, "a string is none", 0);
    *out = arena_strdup(l->arena, json_string_value(v), json_string_length(v));
    return *out || no_memory(l);
}

/* Which of n names; false: none of them. */
static bool name_at(struct load *l, unsigned *out, const json_t *object, const char *key, const char *const *names, unsigned n, size_t at)
{
    const char *s = json_string_value(json_object_get(object, key));
    for (*out = 0; s && *out < n; ++*out)
        if (!strcmp(names[*out], s)) return true;
    return fault(l, key, at);
}

/* "a3" is 2; null is HS_NONE. */
static bool index_of(struct load *l, uint32_t *out, const json_t *v, char letter, uint32_t n, size_t at)
{
    *out = HS_NONE;
    if (!v || json_is_null(v)) return true;
    const char *s = json_string_value(v);
    char *end;
    if (!s || s[0] != letter || s[1] < '1' || s[1] > '9') return fault(l, "an id is none", at);
    const unsigned long i = strtoul(s + 1, &end, 10);
    if (*end || i > n) return fault(l, "an id of something that is not there", at);
    *out = (uint32_t)i - 1;
    return true;
}

static bool point(struct load *l, uint32_t *out, const json_t *v, size_t at)
{
    const json_int_t i = json_integer_value(v);
    if (!json_is_integer(v) || i < 0 || i > l->n_points) return fault(l, "an offset lies outside the text", at);
    *out = l->byte_of[i];
    return true;
}

static bool span_from(struct load *l, struct span *out, const json_t *start, const json_t *end, size_t at)
{
    return point(l, &out->start, start, at) && point(l, &out->end, end, at) &&
           (out->start <= out->end || fault(l, "a span ends before it begins", at));
}

static bool span_at(struct load *l, struct span *out, const json_t *object, size_t at)
{
    return span_from(l, out, json_object_get(object, "start"), json_object_get(object, "end"), at);
}

static bool spans_at(struct load *l, struct span_list *out, const json_t *object, const char *key, size_t at)
{
    const json_t *list = json_object_get(object, key);
    *out = (struct span_list){ NULL, (uint32_t)json_array_size(list) };
    out->at = ARENA_ARRAY(l->arena, struct span, out->n);
    if (!out->at) return no_memory(l);
    for (uint32_t i = 0; i < out->n; i++) {
        const json_t *pair = json_array_get(list, i);
        if (!span_from(l, &out->at[i], json_array_get(pair, 0), json_array_get(pair, 1), at)) return false;
        if (out->at[i].start == out->at[i].end) return fault(l, "a span in which nothing stands", at);
    }
    return true;
}

static bool score_at(struct load *l, float *out, const json_t *object, size_t at)
{
    const json_t *v = json_object_get(object, "score");
    *out = (float)json_number_value(v);
    return (json_is_number(v) && *out >= 0 && *out <= 1) || fault(l, "a score is none", at);
}

/* The list under a key as an array of the document; its elements are zero. */
#define LIST(l, root, key, field, n_field, type)         \
    const json_t *list = json_object_get(root, key);     \
    const uint32_t n = (uint32_t)json_array_size(list);  \
    (l)->doc->field = ARENA_ZARRAY((l)->arena, type, n); \
    if (!(l)->doc->field) return no_memory(l);           \
    (l)->doc->n_field = n

/* ---- Text -------------------------------------------------------------------------------------------------------------------- */

static bool text_from(struct load *l, const json_t *root, const char *given, size_t given_len)
{
    struct hearsay_document *doc = l->doc;
    const json_t *v = json_object_get(root, "text");
    const char *text = given ? given : json_string_value(v);
    const size_t len = given ? given_len : json_string_length(v);
    if (!text) return fault(l, "there is no text", 0);
    if (len > TEXT_MOST || utf8_invalid_at(text, len) < len) return fault(l, "the text is no UTF-8, or beyond 1 GiB", len);
    doc->text = arena_strdup(l->arena, text, len);
    l->byte_of = ARENA_ARRAY(l->arena, uint32_t, len + 1);
    if (!doc->text || !l->byte_of) return no_memory(l);
    doc->len = (uint32_t)len;
    doc->id = XXH3_64bits(text, len);
    for (uint32_t i = 0; i < len; i++)
        if (((unsigned char)text[i] & 0xC0) != 0x80) l->byte_of[l->n_points++] = i;
    l->byte_of[l->n_points] = doc->len;
    return string_at(l, &doc->uri, root, "uri") && string_at(l, &doc->canonical, root, "canonical") && string_at(l, &doc->outlet, root, "outlet") &&
           string_at(l, &doc->title, root, "title") && string_at(l, &doc->author, root, "author") &&
           string_at(l, &doc->published, root, "published") && string_at(l, &doc->modified, root, "modified") &&
           string_at(l, &doc->language, root, "language");
}

static bool blocks_from(struct load *l, const json_t *root)
{
    LIST(l, root, "blocks", blocks, n_blocks, struct block);
    for (uint32_t i = 0; i < n; i++) {
        unsigned kind;
        const json_t *o = json_array_get(list, i);
        if (!span_at(l, &l->doc->blocks[i].span, o, i) || !name_at(l, &kind, o, "kind", block_kind_names, BLOCK_KINDS, i)) return false;
        if (i && l->doc->blocks[i].span.start < l->doc->blocks[i - 1].span.end) return fault(l, "a block begins before the end of the one before", i);
        l->doc->blocks[i].kind = (enum block_kind)kind;
    }
    return true;
}

static bool sentences_from(struct load *l, const json_t *root)
{
    LIST(l, root, "sentences", sentences, n_sentences, struct sentence);
    for (uint32_t i = 0; i < n; i++) {
        const json_t *o = json_array_get(list, i), *block = json_object_get(o, "block");
        const json_int_t b = json_integer_value(block);
        if (!span_at(l, &l->doc->sentences[i].span, o, i)) return false;
        if (!json_is_integer(block) || b < 0 || b >= l->doc->n_blocks) return fault(l, "a sentence of a block that is not there", i);
        l->doc->sentences[i].block = (uint32_t)b;
    }
    return true;
}

static bool entities_from(struct load *l, const json_t *root)
{
    LIST(l, root, "entities", entities, n_entities, struct entity);
    for (uint32_t i = 0; i < n; i++) {
        unsigned type;
        const json_t *o = json_array_get(list, i);
        if (!span_at(l, &l->doc->entities[i].span, o, i) || !name_at(l, &type, o, "type", entity_type_names, ENTITY_TYPES, i)) return false;
        l->doc->entities[i].type = (enum entity_type)type;
    }
    return true;
}

static bool times_from(struct load *l, const json_t *root)
{
    LIST(l, root, "times", times, n_times, struct time_expression);
    for (uint32_t i = 0; i < n; i++) {
        unsigned type;
        const json_t *o = json_array_get(list, i);
        struct time_expression *t = &l->doc->times[i];
        if (!span_at(l, &t->span, o, i) || !name_at(l, &type, o, "type", time_type_names, TIME_TYPES, i) || !string_at(l, &t->value, o, "value"))
            return false;
        if (!t->value) return fault(l, "a time without a value", i);
        t->type = (enum time_type)type;
    }
    return true;
}

static bool loaded_from(struct load *l, const json_t *root)
{
    LIST(l, root, "loaded", loaded, n_loaded, struct loaded);
    for (uint32_t i = 0; i < n; i++) {
        unsigned kind;
        const json_t *o = json_array_get(list, i);
        if (!span_at(l, &l->doc->loaded[i].span, o, i) || !name_at(l, &kind, o, "kind", loaded_kind_names, LOADED_KINDS, i) ||
            !index_of(l, &l->doc->loaded[i].attribution, json_object_get(o, "attribution"), 't', l->doc->n_attributions, i))
            return false;
        l->doc->loaded[i].kind = (enum loaded_kind)kind;
    }
    return true;
}

/* ---- Actors ------------------------------------------------------------------------------------------------------------------ */

static int by_place(const void *x, const void *y)
{
    const struct actor_mention *a = x, *b = y;
    if (a->span.start != b->span.start) return a->span.start < b->span.start ? -1 : 1;
    return (a->span.end < b->span.end) - (a->span.end > b->span.end);
}

static bool mentions_from(struct load *l, const json_t *actors, uint32_t n_mentions)
{
    struct hearsay_document *doc = l->doc;
    doc->mentions = ARENA_ZARRAY(l->arena, struct actor_mention, n_mentions);
    if (!doc->mentions) return no_memory(l);
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        const json_t *list = json_object_get(json_array_get(actors, i), "mentions");
        for (uint32_t k = 0; k < json_array_size(list); k++) {
            unsigned form;
            const json_t *o = json_array_get(list, k);
            struct actor_mention *m = &doc->mentions[doc->n_mentions++];
            if (!span_at(l, &m->span, o, i) || !name_at(l, &form, o, "form", mention_form_names, MENTION_FORMS, i)) return false;
            m->form = (enum mention_form)form;
            m->actor = i;
        }
    }
    if (n_mentions) qsort(doc->mentions, n_mentions, sizeof *doc->mentions, by_place);
    for (uint32_t i = 0; i < n_mentions; i++) {
        struct actor *a = &doc->actors[doc->mentions[i].actor];
        a->mentions[a->n_mentions++] = i;
    }
    return true;
}

static bool actor_from(struct load *l, struct actor *a, const json_t *o, uint32_t i, uint32_t *n_mentions)
{
    unsigned kind;
    const char *code;
    const json_t *members = json_object_get(o, "members");
    const uint32_t mentions = (uint32_t)json_array_size(json_object_get(o, "mentions"));
    if (!string_at(l, &a->name, o, "name") || !string_at(l, &a->role, o, "role") || !string_at(l, &code, o, "code") ||
        !name_at(l, &kind, o, "kind", actor_kind_names, ACTOR_KINDS, i) || !index_of(l, &a->of, json_object_get(o, "of"), 'a', l->doc->n_actors, i))
        return false;
    if (!a->name || (code && strlen(code) != 3)) return fault(l, "an actor without a name, or with a code that is none", i);
    if (code) memcpy(a->code, code, sizeof a->code);
    a->kind = (enum actor_kind)kind;
    a->n_members = (uint32_t)json_array_size(members);
    a->members = ARENA_ARRAY(l->arena, uint32_t, a->n_members);
    a->mentions = ARENA_ARRAY(l->arena, uint32_t, mentions);
    if (!a->members || !a->mentions) return no_memory(l);
    for (uint32_t k = 0; k < a->n_members; k++) {
        if (!index_of(l, &a->members[k], json_array_get(members, k), 'a', l->doc->n_actors, i)) return false;
        if (a->members[k] == HS_NONE) return fault(l, "a member that is null", i);
    }
    *n_mentions += mentions;
    return true;
}

static bool actors_from(struct load *l, const json_t *root)
{
    LIST(l, root, "actors", actors, n_actors, struct actor);
    uint32_t n_mentions = 0;
    for (uint32_t i = 0; i < n; i++)
        if (!actor_from(l, &l->doc->actors[i], json_array_get(list, i), i, &n_mentions)) return false;
    return mentions_from(l, list, n_mentions);
}

/* ---- Attributions ------------------------------------------------------------------------------------------------------------ */

static bool chain_from(struct load *l, struct attribution *a, const json_t *o, uint32_t i)
{
    const json_t *chain = json_object_get(o, "chain"), *links = json_object_get(o, "links");
    const uint32_t n = (uint32_t)json_array_size(chain);
    if (n < 2 || json_array_size(links) != n) return fault(l, "a chain without a voice", i);
    a->n_voices = n - 1;
    a->voices = ARENA_ZARRAY(l->arena, struct voice, n - 1);
    if (!a->voices) return no_memory(l);
    for (uint32_t k = 0; k + 1 < n; k++) {
        const char *link = json_string_value(json_array_get(links, k + 1));
        unsigned which = 0;
        while (which < VOICE_LINKS && (!link || strcmp(link, voice_link_names[which]) != 0)) which++;
        if (which == VOICE_LINKS) return fault(l, "a link of a chain", i);
        a->voices[k].link = (enum voice_link)which;
        if (!index_of(l, &a->voices[k].actor, json_array_get(chain, k + 1), 'a', l->doc->n_actors, i)) return false;
    }
    return true;
}

static bool attribution_from(struct load *l, struct attribution *a, const json_t *o, uint32_t i)
{
    unsigned quote, stance, type;
    const json_t *sentence = json_object_get(o, "sentence");
    if (!spans_at(l, &a->source, o, "source", i) || !spans_at(l, &a->cue, o, "cue", i) || !spans_at(l, &a->content, o, "content", i) ||
        !name_at(l, &quote, o, "quote", quote_kind_names, 3, i) || !name_at(l, &stance, o, "stance", stance_names, STANCES, i) ||
        !name_at(l, &type, o, "source_type", source_type_names, SOURCE_TYPES, i) || !score_at(l, &a->score, o, i) ||
        !index_of(l, &a->actor, json_object_get(o, "actor"), 'a', l->doc->n_actors, i) ||
        !index_of(l, &a->within, json_object_get(o, "within"), 't', l->doc->n_attributions, i) || !chain_from(l, a, o, i))
        return false;
    if (!json_is_integer(sentence) || json_integer_value(sentence) < 0 || json_integer_value(sentence) >= l->doc->n_sentences)
        return fault(l, "an attribution of a sentence that is not there", i);
    if (a->voices[a->n_voices - 1].actor != a->actor) return fault(l, "a chain that does not end with its actor", i);
    a->sentence = (uint32_t)json_integer_value(sentence);
    a->quote = (enum quote_kind)quote;
    a->stance = (enum stance)stance;
    a->source_type = (enum source_type)type;
    return true;
}

/* Whoever follows `within` must come to an end. */
static bool no_cycles(struct load *l)
{
    const struct hearsay_document *doc = l->doc;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        uint32_t steps = 0;
        for (uint32_t at = i; at != HS_NONE; at = doc->attributions[at].within)
            if (steps++ > doc->n_attributions) return fault(l, "attributions within each other", i);
    }
    return true;
}

static bool attributions_from(struct load *l, const json_t *root)
{
    LIST(l, root, "attributions", attributions, n_attributions, struct attribution);
    for (uint32_t i = 0; i < n; i++)
        if (!attribution_from(l, &l->doc->attributions[i], json_array_get(list, i), i)) return false;
    return no_cycles(l);
}

/* ---- Claims ------------------------------------------------------------------------------------------------------------------ */

static bool event_from(struct load *l, struct claim *c, const json_t *o, uint32_t i)
{
    const json_t *contexts = json_object_get(o, "contexts");
    const uint32_t n_actors = l->doc->n_actors;
    struct claim_event *e = c->event = ARENA_ZARRAY(l->arena, struct claim_event, 1);
    if (!e) return no_memory(l);
    if (!string_at(l, &e->code, o, "code") || !string_at(l, &e->mode, o, "mode") || !string_at(l, &e->cameo, o, "cameo") ||
        !string_at(l, &e->when, o, "when") || !spans_at(l, &e->cue, o, "cue", i) || !spans_at(l, &e->theme, o, "theme", i) ||
        !index_of(l, &e->actor, json_object_get(o, "actor"), 'a', n_actors, i) ||
        !index_of(l, &e->target, json_object_get(o, "target"), 'a', n_actors, i) ||
        !index_of(l, &e->where, json_object_get(o, "where"), 'a', n_actors, i))
        return false;
    if (!e->code || !e->cue.n) return fault(l, "an event without a code or a cue", i);
    if (!e->cameo) e->cameo = "";
    e->n_contexts = (uint32_t)json_array_size(contexts);
    e->contexts = ARENA_ZARRAY(l->arena, const char *, e->n_contexts);
    if (!e->contexts) return no_memory(l);
    for (uint32_t k = 0; k < e->n_contexts; k++) {
        const json_t *v = json_array_get(contexts, k);
        if (!json_is_string(v)) return fault(l, "a context that is no string", i);
        e->contexts[k] = arena_strdup(l->arena, json_string_value(v), json_string_length(v));
        if (!e->contexts[k]) return no_memory(l);
    }
    return true;
}

static bool position_from(struct load *l, struct position *p, const json_t *o, uint32_t i)
{
    unsigned kind;
    const json_t *actor = json_object_get(o, "actor");
    const char *s = json_string_value(actor);
    if (s && !strcmp(s, "outlet"))
        p->actor = HS_OUTLET;
    else if (!index_of(l, &p->actor, actor, 'a', l->doc->n_actors, i))
        return false;
    if (!name_at(l, &kind, o, "position", position_kind_names, POSITION_KINDS, i) || !score_at(l, &p->score, o, i) ||
        !index_of(l, &p->attribution, json_object_get(o, "attribution"), 't', l->doc->n_attributions, i))
        return false;
    if (p->actor == HS_OUTLET && p->attribution != HS_NONE) return fault(l, "a position of the outlet within an attribution", i);
    p->kind = (enum position_kind)kind;
    return true;
}

static bool claim_from(struct load *l, struct claim *c, const json_t *o, uint32_t i)
{
    const json_t *event = json_object_get(o, "event"), *mentions = json_object_get(o, "mentions"), *positions = json_object_get(o, "positions");
    if (!string_at(l, &c->text, o, "text")) return false;
    if (!c->text || !json_array_size(mentions)) return fault(l, "a claim without a text or a mention", i);
    if (json_is_object(event) && !event_from(l, c, event, i)) return false;
    c->n_mentions = (uint32_t)json_array_size(mentions);
    c->n_positions = (uint32_t)json_array_size(positions);
    c->mentions = ARENA_ZARRAY(l->arena, struct claim_mention, c->n_mentions);
    c->positions = ARENA_ZARRAY(l->arena, struct position, c->n_positions);
    if (!c->mentions || !c->positions) return no_memory(l);
    for (uint32_t k = 0; k < c->n_mentions; k++) {
        const json_t *m = json_array_get(mentions, k);
        if (!index_of(l, &c->mentions[k].attribution, json_object_get(m, "attribution"), 't', l->doc->n_attributions, i) ||
            !spans_at(l, &c->mentions[k].spans, m, "spans", i))
            return false;
        c->mentions[k].negated = json_is_true(json_object_get(m, "negated"));
    }
    for (uint32_t k = 0; k < c->n_positions; k++)
        if (!position_from(l, &c->positions[k], json_array_get(positions, k), i)) return false;
    return true;
}

static bool claims_from(struct load *l, const json_t *root)
{
    LIST(l, root, "claims", claims, n_claims, struct claim);
    for (uint32_t i = 0; i < n; i++)
        if (!claim_from(l, &l->doc->claims[i], json_array_get(list, i), i)) return false;
    return true;
}

/* ---- All of it --------------------------------------------------------------------------------------------------------------- */

static bool load_all(struct load *l, const json_t *root, const char *text, size_t text_len)
{
    const char *schema = json_string_value(json_object_get(root, "schema"));
    if (!schema || strcmp(schema, "hearsay/1") != 0) return fault(l, "the schema is not \"hearsay/1\"", 0);
    return text_from(l, root, text, text_len) && blocks_from(l, root) && sentences_from(l, root) && actors_from(l, root) &&
           attributions_from(l, root) && loaded_from(l, root) && claims_from(l, root) && times_from(l, root) && entities_from(l, root);
}

hearsay_document *document_load(const char *json, size_t len, const char *text, size_t text_len, hearsay_error *err)
{
    json_error_t why;
    bool lacking = false;
    json_t *root = json_parse(json, len, JSON_REJECT_DUPLICATES, &why, &lacking);
    if (!root && !lacking) error_set(err, HEARSAY_E_JSON, why.position > 0 ? (size_t)why.position : 0, "no document: %s", why.text);
    struct arena *arena = root ? arena_new(0) : NULL;
    struct load l = { .arena = arena, .doc = arena ? ARENA_ZARRAY(arena, struct hearsay_document, 1) : NULL };
    bool good = false;
    if (l.doc) {
        l.doc->arena = arena;
        l.doc->engine = ""; /* read, by whom is not known */
        good = load_all(&l, root, text, text_len) && view_make(l.doc, err) == HEARSAY_OK;
    }
    if (l.wrong[0])
        error_set(err, HEARSAY_E_JSON, 0, "no document: %s", l.wrong);
    else if (!good && (root || lacking))
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a document of %zu bytes", len);
    if (root) json_decref(root);
    if (!good) arena_free(arena);
    return good ? l.doc : NULL;
}

hearsay_document *hearsay_document_load(const char *json, size_t len, hearsay_error *err)
{
    if (json) return document_load(json, len, NULL, 0, err);
    error_set(err, HEARSAY_E_ARGUMENT, 0, "the JSON is NULL");
    return NULL;
}
