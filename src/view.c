/* view.c: the getters of hearsay.h. What they lend is made once, when the article has been read, so that none of them can fail. */
#include "view.h"

#include <assert.h>
#include <inttypes.h>
#include <stdio.h>

#include "base/error.h"

const char *hearsay_version(void) { return HEARSAY_VERSION; }

/* Takes its place from *next, which moves on. */
static hearsay_spans spans_of(const struct codepoints *cp, struct span_list list, hearsay_span **next)
{
    hearsay_span *at = *next;
    for (uint32_t i = 0; i < list.n; i++) at[i] = codepoints_span(cp, list.at[i]);
    *next += list.n;
    return (hearsay_spans){ list.n ? at : NULL, list.n };
}

static size_t index_of(uint32_t actor) { return actor == HS_NONE ? HEARSAY_NO_ACTOR : actor; }

static bool fill_attributions(struct view *v, const struct hearsay_document *doc)
{
    size_t n_spans = 0, n_voices = 0;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const struct attribution *a = &doc->attributions[i];
        n_spans += (size_t)a->source.n + a->cue.n + a->content.n;
        n_voices += a->n_voices;
    }
    hearsay_attribution *out = ARENA_ARRAY(doc->arena, hearsay_attribution, doc->n_attributions);
    hearsay_span *next = ARENA_ARRAY(doc->arena, hearsay_span, n_spans);
    hearsay_voice *voices = ARENA_ARRAY(doc->arena, hearsay_voice, n_voices);
    if (!out || !next || !voices) return false;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const struct attribution *a = &doc->attributions[i];
        out[i].source = spans_of(&v->codepoints, a->source, &next);
        out[i].cue = spans_of(&v->codepoints, a->cue, &next);
        out[i].content = spans_of(&v->codepoints, a->content, &next);
        out[i].sentence = a->sentence;
        out[i].quote = quote_kind_names[a->quote];
        out[i].score = a->score;
        out[i].actor = index_of(a->actor);
        out[i].stance = stance_names[a->stance];
        out[i].source_type = source_type_names[a->source_type];
        out[i].within = a->within == HS_NONE ? HEARSAY_OUTERMOST : a->within;
        out[i].voices = voices;
        out[i].n_voices = a->n_voices;
        for (uint32_t k = 0; k < a->n_voices; k++) *voices++ = (hearsay_voice){ index_of(a->voices[k].actor), voice_link_names[a->voices[k].link] };
    }
    v->attributions = out;
    return true;
}

static bool fill_actors(struct view *v, const struct hearsay_document *doc)
{
    size_t n_mentions = 0, n_members = 0;
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        n_mentions += doc->actors[i].n_mentions;
        n_members += doc->actors[i].n_members;
    }
    hearsay_actor *out = ARENA_ARRAY(doc->arena, hearsay_actor, doc->n_actors);
    hearsay_mention *mention = ARENA_ARRAY(doc->arena, hearsay_mention, n_mentions);
    size_t *member = ARENA_ARRAY(doc->arena, size_t, n_members);
    if (!out || !mention || !member) return false;
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        const struct actor *a = &doc->actors[i];
        out[i] = (hearsay_actor){ a->name,
                                  actor_kind_names[a->kind],
                                  a->code[0] ? a->code : NULL,
                                  a->role,
                                  index_of(a->of),
                                  a->n_members ? member : NULL,
                                  a->n_members,
                                  a->n_mentions ? mention : NULL,
                                  a->n_mentions };
        for (uint32_t k = 0; k < a->n_members; k++) *member++ = a->members[k];
        for (uint32_t k = 0; k < a->n_mentions; k++) {
            const struct actor_mention *m = &doc->mentions[a->mentions[k]];
            *mention++ = (hearsay_mention){ codepoints_span(&v->codepoints, m->span), mention_form_names[m->form] };
        }
    }
    v->actors = out;
    return true;
}

static size_t voice_of(uint32_t attribution) { return attribution == HS_NONE ? SIZE_MAX : attribution; }

static hearsay_event event_of(const struct claim_event *e, const struct codepoints *cp, hearsay_span **next)
{
    hearsay_event out = { .code = e->code, .mode = e->mode, .cameo = e->cameo && e->cameo[0] ? e->cameo : NULL, .when = e->when };
    out.contexts = e->contexts;
    out.n_contexts = e->n_contexts;
    out.cue = spans_of(cp, e->cue, next);
    out.theme = spans_of(cp, e->theme, next);
    out.actor = index_of(e->actor);
    out.target = index_of(e->target);
    out.where = index_of(e->where);
    return out;
}

static bool fill_claims(struct view *v, const struct hearsay_document *doc)
{
    size_t n_spans = 0, n_mentions = 0, n_positions = 0;
    for (uint32_t i = 0; i < doc->n_claims; i++) {
        const struct claim *c = &doc->claims[i];
        for (uint32_t k = 0; k < c->n_mentions; k++) n_spans += c->mentions[k].spans.n;
        if (c->event) n_spans += (size_t)c->event->cue.n + c->event->theme.n;
        n_mentions += c->n_mentions;
        n_positions += c->n_positions;
    }
    hearsay_claim *out = ARENA_ARRAY(doc->arena, hearsay_claim, doc->n_claims);
    hearsay_event *event = ARENA_ARRAY(doc->arena, hearsay_event, doc->n_claims);
    hearsay_claim_mention *mention = ARENA_ARRAY(doc->arena, hearsay_claim_mention, n_mentions);
    hearsay_position *position = ARENA_ARRAY(doc->arena, hearsay_position, n_positions);
    hearsay_span *next = ARENA_ARRAY(doc->arena, hearsay_span, n_spans);
    if (!out || !event || !mention || !position || !next) return false;
    for (uint32_t i = 0; i < doc->n_claims; i++) {
        const struct claim *c = &doc->claims[i];
        out[i] = (hearsay_claim){ c->text, NULL, mention, c->n_mentions, position, c->n_positions };
        if (c->event) {
            *event = event_of(c->event, &v->codepoints, &next);
            out[i].event = event++;
        }
        for (uint32_t k = 0; k < c->n_mentions; k++) {
            const struct claim_mention *m = &c->mentions[k];
            *mention++ = (hearsay_claim_mention){ voice_of(m->attribution), spans_of(&v->codepoints, m->spans, &next), m->negated };
        }
        for (uint32_t k = 0; k < c->n_positions; k++) {
            const struct position *p = &c->positions[k];
            *position++ = (hearsay_position){ p->actor == HS_OUTLET ? HEARSAY_OUTLET : index_of(p->actor), position_kind_names[p->kind],
                                              voice_of(p->attribution), p->score };
        }
    }
    v->claims = out;
    return true;
}

hearsay_code view_make(struct hearsay_document *doc, hearsay_error *err)
{
    struct view *v = ARENA_ZARRAY(doc->arena, struct view, 1);
    if (!v || !codepoints_make(&v->codepoints, doc->arena, doc->text, doc->len) || !fill_attributions(v, doc) || !fill_actors(v, doc) ||
        !fill_claims(v, doc))
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the spans of %" PRIu32 " attributions", doc->n_attributions);
    snprintf(v->id, sizeof v->id, "%016" PRIx64, doc->id);
    doc->view = v;
    return HEARSAY_OK;
}

const char *hearsay_document_text(const hearsay_document *doc, size_t *len)
{
    if (len) *len = doc->len;
    return doc->text;
}

const char *hearsay_document_id(const hearsay_document *doc) { return doc->view->id; }

size_t hearsay_document_repairs(const hearsay_document *doc) { return (size_t)doc->repairs + doc->tags_left_out; }

const char *hearsay_document_uri(const hearsay_document *doc) { return doc->uri; }
const char *hearsay_document_canonical(const hearsay_document *doc) { return doc->canonical; }
const char *hearsay_document_outlet(const hearsay_document *doc) { return doc->outlet; }
const char *hearsay_document_title(const hearsay_document *doc) { return doc->title; }
const char *hearsay_document_author(const hearsay_document *doc) { return doc->author; }
const char *hearsay_document_published(const hearsay_document *doc) { return doc->published; }
const char *hearsay_document_modified(const hearsay_document *doc) { return doc->modified; }
const char *hearsay_document_language(const hearsay_document *doc) { return doc->language; }

const char *hearsay_document_engine(const hearsay_document *doc) { return doc->engine; }

size_t hearsay_block_count(const hearsay_document *doc) { return doc->n_blocks; }

hearsay_block hearsay_block_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_blocks);
    return (hearsay_block){ block_kind_names[doc->blocks[i].kind], codepoints_span(&doc->view->codepoints, doc->blocks[i].span) };
}

size_t hearsay_sentence_count(const hearsay_document *doc) { return doc->n_sentences; }

hearsay_sentence hearsay_sentence_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_sentences);
    return (hearsay_sentence){ codepoints_span(&doc->view->codepoints, doc->sentences[i].span), doc->sentences[i].block };
}

size_t hearsay_attribution_count(const hearsay_document *doc) { return doc->n_attributions; }

hearsay_attribution hearsay_attribution_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_attributions);
    return doc->view->attributions[i];
}

size_t hearsay_actor_count(const hearsay_document *doc) { return doc->n_actors; }

hearsay_actor hearsay_actor_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_actors);
    return doc->view->actors[i];
}

size_t hearsay_claim_count(const hearsay_document *doc) { return doc->n_claims; }

hearsay_claim hearsay_claim_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_claims);
    return doc->view->claims[i];
}

size_t hearsay_loaded_count(const hearsay_document *doc) { return doc->n_loaded; }

hearsay_loaded hearsay_loaded_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_loaded);
    const struct loaded *l = &doc->loaded[i];
    return (hearsay_loaded){ codepoints_span(&doc->view->codepoints, l->span), loaded_kind_names[l->kind], voice_of(l->attribution) };
}

size_t hearsay_time_count(const hearsay_document *doc) { return doc->n_times; }

hearsay_time hearsay_time_at(const hearsay_document *doc, size_t i)
{
    assert(i < doc->n_times);
    const struct time_expression *t = &doc->times[i];
    return (hearsay_time){ codepoints_span(&doc->view->codepoints, t->span), time_type_names[t->type], t->value };
}
