/* actors.c: clusters of mentions become actors with a name and a kind, and attributions get theirs. */
#include "discourse/actors.h"

#include <string.h>

#include "base/error.h"
#include "discourse/coreference.h"

struct maker {
    struct hearsay_document *doc;
    struct discourse *d;
    struct clusters *c;
    uint32_t *actor; /* [n mentions] of a leading mention: its actor, HS_NONE */
};

static struct span bytes_of(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    return (struct span){ doc->words[first].span.start, doc->words[last].span.end };
}

/* ---- Name and kind -------------------------------------------------------------------------------------------------------- */

/* The mention by which an actor is called: of names the fullest, else the first noun, else the first. */
static uint32_t best_mention(const struct maker *k, uint32_t lead)
{
    if (k->c->at[lead].name != HS_NONE) return k->c->at[lead].name;
    uint32_t best = lead;
    for (uint32_t i = lead; i != HS_NONE; i = k->c->next[i])
        if (k->d->mentions.at[i].form != FORM_PRONOUN && (k->d->mentions.at[best].form == FORM_PRONOUN || i < best)) best = i;
    return best;
}

static const char *name_of(const struct maker *k, uint32_t mention)
{
    const struct mention *m = &k->d->mentions.at[mention];
    const struct span s = m->name_first != HS_NONE ? bytes_of(k->doc, m->name_first, m->name_last) : bytes_of(k->doc, m->first, m->last);
    return arena_strdup(k->doc->arena, k->doc->text + s.start, s.end - s.start);
}

static enum actor_kind kind_of(const struct maker *k, uint32_t lead)
{
    const struct cluster *c = &k->c->at[lead];
    if (c->code) return ACTOR_COUNTRY;
    switch (c->class) {
    case MENTION_PERSON: return c->number == NUMBER_PLURAL ? ACTOR_GROUP : ACTOR_PERSON;
    case MENTION_ORGANIZATION: return ACTOR_ORGANISATION;
    case MENTION_PLACE: return ACTOR_PLACE;
    case MENTION_ABSTRACT:
    case MENTION_OBJECT: return ACTOR_DOCUMENT;
    default: return ACTOR_OTHER;
    }
}

static bool make_mentions(struct maker *k)
{
    const uint32_t n = k->d->mentions.n;
    k->doc->mentions = ARENA_ARRAY(k->doc->arena, struct actor_mention, (size_t)n + 1);
    if (!k->doc->mentions) return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct mention *m = &k->d->mentions.at[i];
        k->doc->mentions[i] = (struct actor_mention){ bytes_of(k->doc, m->first, m->last), m->form, m->first, m->last - m->first + 1, m->head,
                                                      k->actor[cluster_of(k->c, i)] };
    }
    k->doc->n_mentions = n;
    return true;
}

static bool make_actors(struct maker *k)
{
    struct hearsay_document *doc = k->doc;
    const uint32_t n = k->d->mentions.n;
    for (uint32_t i = 0; i < n; i++) k->actor[i] = cluster_of(k->c, i) == i ? doc->n_actors++ : HS_NONE;
    doc->actors = ARENA_ARRAY(doc->arena, struct actor, (size_t)doc->n_actors + 1);
    uint32_t *lists = ARENA_ARRAY(doc->arena, uint32_t, (size_t)n + 1);
    if (!doc->actors || !lists) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (k->actor[i] == HS_NONE) continue;
        struct actor *a = &doc->actors[k->actor[i]];
        *a = (struct actor){ .name = name_of(k, best_mention(k, i)), .kind = kind_of(k, i), .of = HS_NONE, .mentions = lists };
        lists += k->c->at[i].size;
        if (!a->name) return false;
        if (k->c->at[i].code) memcpy(a->code, k->c->at[i].code, sizeof a->code - 1);
    }
    if (!make_mentions(k)) return false;
    for (uint32_t i = 0; i < n; i++) {
        struct actor *a = &doc->actors[doc->mentions[i].actor];
        a->mentions[a->n_mentions++] = i;
    }
    return true;
}

static void attribute(struct maker *k)
{
    for (uint32_t i = 0; i < k->doc->n_attributions; i++) {
        struct attribution *a = &k->doc->attributions[i];
        uint32_t first, last;
        a->actor = HS_NONE;
        for (uint32_t s = 0; s < a->source.n && a->actor == HS_NONE; s++) {
            if (!words_of(k->doc, a->source.at[s], &first, &last)) continue;
            const uint32_t m = mention_in(k->d, first, last);
            if (m != HS_NONE) a->actor = k->doc->mentions[m].actor;
        }
    }
}

static bool build(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch)
{
    struct discourse d = { .doc = doc, .reading = reading, .lexicon = lexicon, .scratch = scratch };
    struct clusters c;
    if (!syntax_make(&d.syntax, doc, scratch) || !mentions_find(&d) || !clusters_make(&c, &d) || !coreference_resolve(&c)) return false;
    struct maker k = { doc, &d, &c, ARENA_ARRAY(scratch, uint32_t, (size_t)d.mentions.n + 1) };
    if (!k.actor || !make_actors(&k)) return false;
    attribute(&k);
    return true;
}

hearsay_code actors_build(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch,
                          hearsay_error *err)
{
    struct arena_mark mark = arena_mark(scratch);
    const bool built = build(doc, reading, lexicon, scratch);
    arena_release(scratch, mark);
    return built ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the actors of an article");
}
