/* webanno.c: W3C Web Annotation, as JSON-LD: one AnnotationCollection an article, https://www.w3.org/TR/annotation-model/.
 *
 *   attribution   describing    body: stance, source type, chain, ...     targets: each span of source, cue and content, with its role
 *   actor         identifying   body: name, kind, code, ...               targets: its mentions
 *   claim         describing    body: text, event, positions              targets: its mentions
 *   loaded words  tagging       body: the kind, as text                   target: the words
 *   time          tagging       body: the TIMEX3 value, as text           target: the words
 *
 * What is annotated is the text, by its id, since its offsets count there: in code points, end excluded, as the model demands, and as ours do. The
 * page that it came from, where that has an address, is each target's scope: there the quotation with its surroundings finds the place.
 *
 * CONTEXT  stands in the document, and means what http://www.w3.org/ns/anno.jsonld means; it holds what is used here and no more. The model wants
 *          that address in @context; but whoever reads it has to fetch it, and an archive that is read without a network cannot. */
#include <string.h>

#include "view.h"
#include "write/linked.h"
#include "write/write.h"

static const char context[] = "{\n"
                              "    \"oa\": \"http://www.w3.org/ns/oa#\",\n"
                              "    \"as\": \"http://www.w3.org/ns/activitystreams#\",\n"
                              "    \"dc\": \"http://purl.org/dc/elements/1.1/\",\n"
                              "    \"dcterms\": \"http://purl.org/dc/terms/\",\n"
                              "    \"dctypes\": \"http://purl.org/dc/dcmitype/\",\n"
                              "    \"rdf\": \"http://www.w3.org/1999/02/22-rdf-syntax-ns#\",\n"
                              "    \"rdfs\": \"http://www.w3.org/2000/01/rdf-schema#\",\n"
                              "    \"hs\": \"" LINKED_NAMESPACE "\",\n"
                              "    \"id\": \"@id\",\n"
                              "    \"type\": \"@type\",\n"
                              "    \"AnnotationCollection\": \"as:OrderedCollection\",\n"
                              "    \"AnnotationPage\": \"as:OrderedCollectionPage\",\n"
                              "    \"Annotation\": \"oa:Annotation\",\n"
                              "    \"SpecificResource\": \"oa:SpecificResource\",\n"
                              "    \"TextQuoteSelector\": \"oa:TextQuoteSelector\",\n"
                              "    \"TextPositionSelector\": \"oa:TextPositionSelector\",\n"
                              "    \"TextualBody\": \"oa:TextualBody\",\n"
                              "    \"Text\": \"dctypes:Text\",\n"
                              "    \"describing\": \"oa:describing\",\n"
                              "    \"identifying\": \"oa:identifying\",\n"
                              "    \"classifying\": \"oa:classifying\",\n"
                              "    \"tagging\": \"oa:tagging\",\n"
                              "    \"label\": \"rdfs:label\",\n"
                              "    \"total\": \"as:totalItems\",\n"
                              "    \"startIndex\": \"as:startIndex\",\n"
                              "    \"first\": {\"@id\": \"as:first\", \"@type\": \"@id\"},\n"
                              "    \"partOf\": {\"@id\": \"as:partOf\", \"@type\": \"@id\"},\n"
                              "    \"items\": {\"@id\": \"as:items\", \"@type\": \"@id\", \"@container\": \"@list\"},\n"
                              "    \"motivation\": {\"@id\": \"oa:motivatedBy\", \"@type\": \"@vocab\"},\n"
                              "    \"purpose\": {\"@id\": \"oa:hasPurpose\", \"@type\": \"@vocab\"},\n"
                              "    \"body\": {\"@id\": \"oa:hasBody\", \"@type\": \"@id\"},\n"
                              "    \"target\": {\"@id\": \"oa:hasTarget\", \"@type\": \"@id\"},\n"
                              "    \"source\": {\"@id\": \"oa:hasSource\", \"@type\": \"@id\"},\n"
                              "    \"scope\": {\"@id\": \"oa:hasScope\", \"@type\": \"@id\"},\n"
                              "    \"selector\": {\"@id\": \"oa:hasSelector\", \"@type\": \"@id\"},\n"
                              "    \"exact\": \"oa:exact\",\n"
                              "    \"prefix\": \"oa:prefix\",\n"
                              "    \"suffix\": \"oa:suffix\",\n"
                              "    \"start\": \"oa:start\",\n"
                              "    \"end\": \"oa:end\",\n"
                              "    \"value\": \"rdf:value\",\n"
                              "    \"format\": \"dc:format\",\n"
                              "    \"language\": \"dc:language\",\n"
                              "    \"title\": \"dcterms:title\",\n"
                              "    \"published\": \"dcterms:issued\",\n"
                              "    \"publisher\": {\"@id\": \"dcterms:publisher\", \"@type\": \"@id\"},\n"
                              "    \"annotates\": {\"@id\": \"hs:annotates\", \"@type\": \"@id\"},\n"
                              "    \"Attribution\": \"hs:Attribution\",\n"
                              "    \"Actor\": \"hs:Actor\",\n"
                              "    \"Voice\": \"hs:Voice\",\n"
                              "    \"Claim\": \"hs:Claim\",\n"
                              "    \"Event\": \"hs:Event\",\n"
                              "    \"Position\": \"hs:Position\",\n"
                              "    \"role\": \"hs:role\",\n"
                              "    \"stance\": \"hs:stance\",\n"
                              "    \"quote\": \"hs:quote\",\n"
                              "    \"sourceType\": \"hs:sourceType\",\n"
                              "    \"score\": \"hs:score\",\n"
                              "    \"within\": {\"@id\": \"hs:within\", \"@type\": \"@id\"},\n"
                              "    \"actor\": {\"@id\": \"hs:actor\", \"@type\": \"@id\"},\n"
                              "    \"chain\": {\"@id\": \"hs:chain\", \"@type\": \"@id\", \"@container\": \"@list\"},\n"
                              "    \"link\": \"hs:link\",\n"
                              "    \"kind\": \"hs:kind\",\n"
                              "    \"code\": \"hs:code\",\n"
                              "    \"description\": \"hs:description\",\n"
                              "    \"actsFor\": {\"@id\": \"hs:actsFor\", \"@type\": \"@id\"},\n"
                              "    \"members\": {\"@id\": \"hs:members\", \"@type\": \"@id\"},\n"
                              "    \"form\": \"hs:form\",\n"
                              "    \"negated\": \"hs:negated\",\n"
                              "    \"attribution\": {\"@id\": \"hs:attribution\", \"@type\": \"@id\"},\n"
                              "    \"positions\": {\"@id\": \"hs:positions\", \"@type\": \"@id\", \"@container\": \"@list\"},\n"
                              "    \"position\": \"hs:position\",\n"
                              "    \"event\": {\"@id\": \"hs:event\", \"@type\": \"@id\"},\n"
                              "    \"mode\": \"hs:mode\",\n"
                              "    \"cameo\": \"hs:cameo\",\n"
                              "    \"contexts\": \"hs:contexts\",\n"
                              "    \"recipient\": {\"@id\": \"hs:recipient\", \"@type\": \"@id\"},\n"
                              "    \"place\": {\"@id\": \"hs:place\", \"@type\": \"@id\"},\n"
                              "    \"when\": \"hs:when\"\n"
                              "  }";

struct annotations {
    struct json_tree t;
    const struct hearsay_document *doc;
    const char *address;
};

/* ---- Selectors ------------------------------------------------------------------------------------------------------------ */

/* Code points before and behind a quotation: enough to tell two places apart, little enough to survive an edit nearby. */
enum { SURROUNDINGS = 32 };

static bool inside_character(char c) { return ((unsigned char)c & 0xC0) == 0x80; }

static uint32_t some_before(const struct hearsay_document *doc, uint32_t at)
{
    for (unsigned n = 0; n < SURROUNDINGS && at; n++) {
        at--;
        while (at && inside_character(doc->text[at])) at--;
    }
    return at;
}

static uint32_t some_behind(const struct hearsay_document *doc, uint32_t at)
{
    for (unsigned n = 0; n < SURROUNDINGS && at < doc->len; n++) {
        at++;
        while (at < doc->len && inside_character(doc->text[at])) at++;
    }
    return at;
}

static void selectors(struct annotations *w, struct span s)
{
    const struct hearsay_document *doc = w->doc;
    const uint32_t from = some_before(doc, s.start), to = some_behind(doc, s.end);
    const hearsay_span in_text = codepoints_span(&doc->view->codepoints, s);
    json_open(&w->t, "selector", '[');
    json_open(&w->t, NULL, '{');
    json_string(&w->t, "type", "TextQuoteSelector");
    json_text(&w->t, "exact", doc->text + s.start, s.end - s.start);
    json_text(&w->t, "prefix", doc->text + from, s.start - from);
    json_text(&w->t, "suffix", doc->text + s.end, to - s.end);
    json_close(&w->t, '}');
    json_open(&w->t, NULL, '{');
    json_string(&w->t, "type", "TextPositionSelector");
    json_integer(&w->t, "start", in_text.start);
    json_integer(&w->t, "end", in_text.end);
    json_close(&w->t, '}');
    json_close(&w->t, ']');
}

/* A span as a target; name, value: what it is to the annotation. */
static void target_open(struct annotations *w)
{
    json_open(&w->t, NULL, '{');
    json_string(&w->t, "type", "SpecificResource");
    linked_part(&w->t, "source", w->doc, NULL);
    json_string(&w->t, "scope", w->address);
}

static void target_close(struct annotations *w, struct span s)
{
    selectors(w, s);
    json_close(&w->t, '}');
}

static void target(struct annotations *w, struct span s, const char *name, const char *value)
{
    target_open(w);
    if (name) json_string(&w->t, name, value);
    target_close(w, s);
}

/* ---- Annotations ---------------------------------------------------------------------------------------------------------- */

static void annotation_open(struct annotations *w, char letter, uint32_t index, const char *motivation)
{
    json_open(&w->t, NULL, '{');
    linked_id(&w->t, "id", w->doc, "annotation-", letter, index);
    json_string(&w->t, "type", "Annotation");
    json_string(&w->t, "motivation", motivation);
}

static void textual_body(struct annotations *w, const char *value)
{
    json_open(&w->t, "body", '{');
    json_string(&w->t, "type", "TextualBody");
    json_string(&w->t, "value", value);
    json_string(&w->t, "format", "text/plain");
    json_string(&w->t, "purpose", "tagging");
    json_close(&w->t, '}');
}

/* A voice that the text does not name has no actor. */
static void voice(struct annotations *w, const struct voice *v)
{
    json_open(&w->t, NULL, '{');
    json_string(&w->t, "type", "Voice");
    json_string(&w->t, "link", v ? voice_link_names[v->link] : "outlet");
    if (!v)
        linked_part(&w->t, "actor", w->doc, "outlet");
    else if (v->actor != HS_NONE)
        linked_id(&w->t, "actor", w->doc, "", 'a', v->actor);
    json_close(&w->t, '}');
}

static void attribution(struct annotations *w, uint32_t index)
{
    const struct attribution *a = &w->doc->attributions[index];
    static const char *const roles[ROLES] = { [ROLE_SOURCE] = "source", [ROLE_CUE] = "cue", [ROLE_CONTENT] = "content" };
    annotation_open(w, 't', index, "describing");
    json_open(&w->t, "body", '{');
    linked_id(&w->t, "id", w->doc, "", 't', index);
    json_string(&w->t, "type", "Attribution");
    json_string(&w->t, "stance", stance_names[a->stance]);
    json_string(&w->t, "quote", quote_kind_names[a->quote]);
    json_string(&w->t, "sourceType", source_type_names[a->source_type]);
    if (a->actor != HS_NONE) linked_id(&w->t, "actor", w->doc, "", 'a', a->actor);
    if (a->within != HS_NONE) linked_id(&w->t, "within", w->doc, "", 't', a->within);
    json_open(&w->t, "chain", '[');
    voice(w, NULL);
    for (uint32_t i = 0; i < a->n_voices; i++) voice(w, &a->voices[i]);
    json_close(&w->t, ']');
    json_score(&w->t, "score", (double)a->score);
    json_close(&w->t, '}');
    json_open(&w->t, "target", '[');
    for (enum role r = ROLE_SOURCE; r < ROLES; r++) {
        const struct span_list list = role_spans(a, r);
        for (uint32_t i = 0; i < list.n; i++) target(w, list.at[i], "role", roles[r]);
    }
    json_close(&w->t, ']');
    json_close(&w->t, '}');
}

/* Joint voices that are mentioned only one by one are spoken of by the text as a whole. */
static void actor(struct annotations *w, uint32_t index)
{
    const struct actor *a = &w->doc->actors[index];
    annotation_open(w, 'a', index, "identifying");
    json_open(&w->t, "body", '{');
    linked_id(&w->t, "id", w->doc, "", 'a', index);
    json_string(&w->t, "type", "Actor");
    json_string(&w->t, "label", a->name);
    json_string(&w->t, "kind", actor_kind_names[a->kind]);
    json_string(&w->t, "code", a->code[0] ? a->code : NULL);
    json_string(&w->t, "description", a->role);
    if (a->of != HS_NONE) linked_id(&w->t, "actsFor", w->doc, "", 'a', a->of);
    if (a->n_members) {
        json_open(&w->t, "members", '[');
        for (uint32_t i = 0; i < a->n_members; i++) linked_id(&w->t, NULL, w->doc, "", 'a', a->members[i]);
        json_close(&w->t, ']');
    }
    json_close(&w->t, '}');
    json_open(&w->t, "target", '[');
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        const struct actor_mention *m = &w->doc->mentions[a->mentions[i]];
        target(w, m->span, "form", mention_form_names[m->form]);
    }
    if (!a->n_mentions) linked_part(&w->t, NULL, w->doc, NULL);
    json_close(&w->t, ']');
    json_close(&w->t, '}');
}

static void event(struct annotations *w, uint32_t index, const struct claim_event *e)
{
    json_open(&w->t, "event", '{');
    json_string(&w->t, "type", "Event");
    json_string(&w->t, "code", e->code);
    json_string(&w->t, "mode", e->mode);
    json_string(&w->t, "cameo", w->doc->view->claims[index].event->cameo);
    if (e->n_contexts) {
        json_open(&w->t, "contexts", '[');
        for (uint32_t i = 0; i < e->n_contexts; i++) json_string(&w->t, NULL, e->contexts[i]);
        json_close(&w->t, ']');
    }
    if (e->actor != HS_NONE) linked_id(&w->t, "actor", w->doc, "", 'a', e->actor);
    if (e->target != HS_NONE) linked_id(&w->t, "recipient", w->doc, "", 'a', e->target);
    if (e->where != HS_NONE) linked_id(&w->t, "place", w->doc, "", 'a', e->where);
    json_string(&w->t, "when", e->when);
    json_close(&w->t, '}');
}

static void positions(struct annotations *w, const struct claim *c)
{
    json_open(&w->t, "positions", '[');
    for (uint32_t i = 0; i < c->n_positions; i++) {
        const struct position *p = &c->positions[i];
        json_open(&w->t, NULL, '{');
        json_string(&w->t, "type", "Position");
        if (p->actor == HS_OUTLET)
            linked_part(&w->t, "actor", w->doc, "outlet");
        else if (p->actor != HS_NONE)
            linked_id(&w->t, "actor", w->doc, "", 'a', p->actor);
        json_string(&w->t, "position", position_kind_names[p->kind]);
        if (p->attribution != HS_NONE) linked_id(&w->t, "attribution", w->doc, "", 't', p->attribution);
        json_score(&w->t, "score", (double)p->score);
        json_close(&w->t, '}');
    }
    json_close(&w->t, ']');
}

/* Each span of a mention is a target that says whose words it stands in; a negated one that there it is said not to be so. */
static void claim(struct annotations *w, uint32_t index)
{
    const struct claim *c = &w->doc->claims[index];
    annotation_open(w, 'c', index, "describing");
    json_open(&w->t, "body", '{');
    linked_id(&w->t, "id", w->doc, "", 'c', index);
    json_string(&w->t, "type", "Claim");
    json_string(&w->t, "label", c->text);
    if (c->event) event(w, index, c->event);
    positions(w, c);
    json_close(&w->t, '}');
    json_open(&w->t, "target", '[');
    for (uint32_t i = 0; i < c->n_mentions; i++)
        for (uint32_t k = 0; k < c->mentions[i].spans.n; k++) {
            target_open(w);
            if (c->mentions[i].attribution != HS_NONE) linked_id(&w->t, "attribution", w->doc, "", 't', c->mentions[i].attribution);
            json_boolean(&w->t, "negated", c->mentions[i].negated);
            target_close(w, c->mentions[i].spans.at[k]);
        }
    json_close(&w->t, ']');
    json_close(&w->t, '}');
}

static void tag(struct annotations *w, char letter, uint32_t index, const char *value, struct span s)
{
    annotation_open(w, letter, index, "tagging");
    textual_body(w, value);
    json_open(&w->t, "target", '[');
    target(w, s, NULL, NULL);
    json_close(&w->t, ']');
    json_close(&w->t, '}');
}

/* ---- The collection ------------------------------------------------------------------------------------------------------- */

static void article(struct annotations *w)
{
    const struct hearsay_document *doc = w->doc;
    json_open(&w->t, "annotates", '{');
    linked_part(&w->t, "id", doc, NULL);
    json_string(&w->t, "type", "Text");
    json_string(&w->t, "format", "text/plain");
    json_string(&w->t, "language", doc->language);
    json_string(&w->t, "title", doc->title);
    json_string(&w->t, "published", doc->published);
    json_open(&w->t, "publisher", '{');
    linked_part(&w->t, "id", doc, "outlet");
    json_string(&w->t, "label", doc->outlet);
    json_close(&w->t, '}');
    json_close(&w->t, '}');
}

static void page(struct annotations *w)
{
    const struct hearsay_document *doc = w->doc;
    json_open(&w->t, "first", '{');
    linked_part(&w->t, "id", doc, "annotations-page");
    json_string(&w->t, "type", "AnnotationPage");
    linked_part(&w->t, "partOf", doc, "annotations");
    json_integer(&w->t, "startIndex", 0);
    json_open(&w->t, "items", '[');
    for (uint32_t i = 0; i < doc->n_attributions; i++) attribution(w, i);
    for (uint32_t i = 0; i < doc->n_actors; i++) actor(w, i);
    for (uint32_t i = 0; i < doc->n_claims; i++) claim(w, i);
    for (uint32_t i = 0; i < doc->n_loaded; i++) tag(w, 'l', i, loaded_kind_names[doc->loaded[i].kind], doc->loaded[i].span);
    for (uint32_t i = 0; i < doc->n_times; i++) tag(w, 'd', i, doc->times[i].value, doc->times[i].span);
    json_close(&w->t, ']');
    json_close(&w->t, '}');
}

void write_webanno(struct buffer *out, const struct hearsay_document *doc, bool pretty)
{
    struct annotations w = { .t = { .out = out, .pretty = pretty }, .doc = doc, .address = linked_address(doc) };
    const uint32_t total = doc->n_attributions + doc->n_actors + doc->n_claims + doc->n_loaded + doc->n_times;
    json_open(&w.t, NULL, '{');
    json_literal(&w.t, "@context", context);
    linked_part(&w.t, "id", doc, "annotations");
    json_string(&w.t, "type", "AnnotationCollection");
    json_string(&w.t, "label", doc->title ? doc->title : doc->uri);
    json_integer(&w.t, "total", total);
    article(&w);
    if (total) page(&w); /* a page without items is none, says the model */
    json_close(&w.t, '}');
    buffer_char(out, '\n');
}
