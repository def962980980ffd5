/* actors.c: clusters of mentions become actors with a name and a kind, and attributions get theirs. */
#include "discourse/actors.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "discourse/carried.h"
#include "discourse/coreference.h"
#include "discourse/entity_spans.h"
#include "discourse/roles.h"
#include "discourse/states.h"
#include "discourse/voices.h"

/* A group is looked for among the last ones only, so that time stays linear where every paragraph joins others. */
enum { STATES_MOST = 300, GROUPS_LOOKED_AT = 64 };

struct maker {
    struct hearsay_document *doc;
    struct discourse *d;
    struct clusters *c;
    uint32_t *actor;            /* [n mentions] of a leading mention: its actor, HS_NONE */
    uint32_t first_group;       /* index of the first actor that is a group of members */
    uint32_t *states, n_states; /* actors that are states: at most as many as the world has */
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

/* The sense that tells most of a cluster: of a name before that of a noun. */
static const struct lexicon_sense *sense_of(const struct maker *k, uint32_t lead)
{
    const struct lexicon_sense *found = NULL;
    for (uint32_t i = lead; i != HS_NONE; i = k->c->next[i]) {
        const struct mention *m = &k->d->mentions.at[i];
        if (m->sense && m->form == FORM_NAME) return m->sense;
        if (m->sense && !found) found = m->sense;
    }
    return found;
}

static enum actor_kind kind_of_class(const struct cluster *c)
{
    switch (c->class) {
    case MENTION_PERSON: return c->number == NUMBER_PLURAL ? ACTOR_GROUP : ACTOR_PERSON;
    case MENTION_ORGANIZATION: return ACTOR_ORGANISATION;
    case MENTION_PLACE: return ACTOR_PLACE;
    default: return ACTOR_OTHER;
    }
}

/* "Yonhap News Agency", "Bay Radio": what no lexicon has says itself what it is. */
static bool is_medium(const struct maker *k, uint32_t lead)
{
    static const char *const endings[] = { "radio",  "television", "tv",       "newspaper", "broadcasting", "telegraph",
                                           "herald", "gazette",    "tribune",  "chronicle", "times",        "daily",
                                           "news",   "inquirer",   "examiner", "journal",   "observer",     NULL };
    const uint32_t name = k->c->at[lead].name;
    if (name == HS_NONE || k->c->at[lead].class != MENTION_ORGANIZATION) return false;
    const struct mention *m = &k->d->mentions.at[name];
    if (m->name_first == m->name_last) return false;
    const bool agency = word_is(k->doc, m->name_last, "agency");
    return agency ? word_is(k->doc, m->name_last - 1, "news") || word_is(k->doc, m->name_last - 1, "press") : word_in(k->doc, m->name_last, endings);
}

static enum actor_kind kind_of(const struct maker *k, uint32_t lead)
{
    const struct cluster *c = &k->c->at[lead];
    const struct lexicon_sense *s = sense_of(k, lead);
    if (c->code) return ACTOR_COUNTRY;
    if (!s) return is_medium(k, lead) ? ACTOR_AGENCY : kind_of_class(c);
    switch ((enum lexicon_kind)s->kind) {
    case LEXICON_AGENCY: return ACTOR_AGENCY;
    case LEXICON_ORGAN:
    case LEXICON_ORGANISATION: return ACTOR_ORGANISATION;
    case LEXICON_DOCUMENT: return ACTOR_DOCUMENT;
    case LEXICON_CAPITAL:
    case LEXICON_PLACE: return ACTOR_PLACE;
    case LEXICON_DEMONYM: return s->flags & LEXICON_PLURAL ? ACTOR_GROUP : kind_of_class(c);
    case LEXICON_GROUP:
        if (!strcmp(s->name, "media")) return ACTOR_AGENCY; /* "the state broadcaster", "local media": lexicon/nouns.tsv */
        return c->class == MENTION_ORGANIZATION && c->number != NUMBER_PLURAL ? ACTOR_ORGANISATION : ACTOR_GROUP;
    case LEXICON_TITLE: return c->number == NUMBER_PLURAL ? ACTOR_GROUP : ACTOR_PERSON;
    default: return kind_of_class(c);
    }
}

/* ---- State and office ---------------------------------------------------------------------------------------------------- */

static bool is_official(const struct lexicon_sense *s)
{
    return s && ((s->kind == LEXICON_TITLE && s->type == LEXICON_OFFICE) || s->kind == LEXICON_ORGAN ||
                 (s->kind == LEXICON_TITLE && !strcmp(s->cameo, "GOV")));
}

/* The state whose organ, office or agency the words of a mention name; NULL: none. */
static const char *state_served(const struct maker *k, const struct mention *m)
{
    const struct lexicon_sense *s = m->sense;
    if (s && s->code[0] && (s->kind == LEXICON_ORGAN || (s->kind == LEXICON_AGENCY && (s->flags & LEXICON_STATE_MEDIA)))) return s->code;
    const bool organ = s && (s->kind == LEXICON_ORGAN || s->kind == LEXICON_AGENCY);
    if (m->form == FORM_NOMINAL && (is_official(s) || organ)) return state_of_words(k->d, m->first, m->last);
    if (m->form == FORM_NAME && m->class == MENTION_ORGANIZATION && (organ || !s)) return state_of_words(k->d, m->first, m->last);
    return NULL;
}

static const char *state_of_cluster(struct maker *k, uint32_t lead, struct description role)
{
    if (role.first != HS_NONE) {
        const char *code = state_of_words(k->d, role.first, role.last);
        if (code) return code;
    }
    for (uint32_t i = lead; i != HS_NONE; i = k->c->next[i]) {
        const char *code = state_served(k, &k->d->mentions.at[i]);
        if (code) return code;
    }
    return NULL;
}

/* The actor of the state with that code, HS_NONE: the text names it not. */
static uint32_t state_actor(const struct maker *k, const char *code)
{
    for (uint32_t i = 0; i < k->n_states; i++)
        if (!strcmp(k->doc->actors[k->states[i]].code, code)) return k->states[i];
    return HS_NONE;
}

/* Whether a noun hangs on another as what it belongs to: "Ford's spokesman", "a spokesman for Ford", "officials at the ministry". */
static bool is_of(const struct maker *k, uint32_t word)
{
    static const char *const prepositions[] = { "of", "for", "at", "from", "with", NULL };
    const enum relation r = relation_of(&k->d->syntax, word);
    const uint32_t preposition = dependent_of(&k->d->syntax, word, REL_CASE);
    return r == REL_POSSESSOR || (r == REL_NMOD && preposition != HS_NONE && word_in(k->doc, preposition, prepositions));
}

/* The body that the words of a description name as what somebody belongs to; HS_NONE: none. */
static uint32_t body_of(const struct maker *k, uint32_t self, uint32_t mention)
{
    /* Who does not act for whom he belongs to; and parts of a thing. */
    static const char *const apart[] = { "victim",   "victims",   "customer", "customers", "client",    "clients",    "user",     "users",
                                         "critic",   "critics",   "opponent", "opponents", "enemy",     "enemies",    "rival",    "rivals",
                                         "patient",  "patients",  "viewer",   "viewers",   "hostage",   "hostages",   "prisoner", "prisoners",
                                         "detainee", "detainees", "target",   "targets",   "people",    "number",     "part",     "lot",
                                         "face",     "host",      "ally",     "allies",    "supporter", "supporters", NULL };
    const struct mention *m = &k->d->mentions.at[mention];
    if (m->form != FORM_NOMINAL || m->class != MENTION_PERSON || k->doc->words[m->head].upos != UPOS_NOUN || word_in(k->doc, m->head, apart))
        return HS_NONE;
    for (uint32_t w = k->d->syntax.child[m->head]; w != HS_NONE; w = k->d->syntax.sibling[w]) {
        const uint32_t at = k->d->mentions.of_head[w];
        if (at == HS_NONE || !is_of(k, w)) continue;
        const uint32_t actor = k->actor[cluster_of(k->c, at)];
        if (actor == HS_NONE || actor == self) continue;
        const enum actor_kind kind = k->doc->actors[actor].kind;
        if (kind == ACTOR_ORGANISATION || kind == ACTOR_AGENCY) return actor;
    }
    return HS_NONE;
}

/* For whom somebody acts: the organisation that his role names first, or what he is called by, else the state. */
static uint32_t principal_of(struct maker *k, uint32_t self, uint32_t lead, struct description role, const char *code)
{
    for (uint32_t w = role.first; role.first != HS_NONE && w <= role.last; w++) {
        const uint32_t m = k->d->mentions.of_head[w];
        if (m == HS_NONE || k->d->mentions.at[m].class != MENTION_ORGANIZATION) continue;
        const uint32_t actor = k->actor[cluster_of(k->c, m)];
        if (actor != self && actor != HS_NONE) return actor;
    }
    const uint32_t body = body_of(k, self, best_mention(k, lead));
    if (body != HS_NONE) return body;
    return code ? state_actor(k, code) : HS_NONE;
}

static bool describe(struct maker *k, uint32_t lead)
{
    struct actor *a = &k->doc->actors[k->actor[lead]];
    const struct description role = role_of(k->c, lead);
    if (a->kind == ACTOR_COUNTRY || a->kind == ACTOR_PLACE || a->kind == ACTOR_DOCUMENT) return true;
    const char *code = state_of_cluster(k, lead, role);
    if (role.first != HS_NONE) {
        const struct span s = bytes_of(k->doc, role.first, role.last);
        a->role = arena_strdup(k->doc->arena, k->doc->text + s.start, s.end - s.start);
        if (!a->role) return false;
    }
    if (code) memcpy(a->code, code, 3);
    a->of = principal_of(k, k->actor[lead], lead, role, code);
    if (a->of == k->actor[lead]) a->of = HS_NONE;
    return true;
}

/* An acronym, or a capital for its state: what is called so has another name. */
static bool is_alias(const struct maker *k, uint32_t i)
{
    const struct mention *m = &k->d->mentions.at[i];
    if (m->form != FORM_NAME) return false;
    if (m->sense && m->sense->kind == LEXICON_CAPITAL) return m->state != NULL;
    if (m->sense && (m->sense->kind == LEXICON_COUNTRY || m->sense->kind == LEXICON_ORGANISATION)) return m->sense->flags & LEXICON_ACRONYM;
    const uint32_t name = cluster_at(k->c, i)->name;
    if (m->name_first != m->name_last || k->d->mentions.at[name].name_first == k->d->mentions.at[name].name_last) return false;
    const struct span s = k->doc->words[m->name_first].span;
    uint32_t capitals = 0;
    for (uint32_t b = s.start; b < s.end; b++)
        if (k->doc->text[b] >= 'A' && k->doc->text[b] <= 'Z')
            capitals++;
        else if (k->doc->text[b] != '.')
            return false;
    return capitals >= 2 && m->class != MENTION_PERSON;
}

/* ---- Joint voices --------------------------------------------------------------------------------------------------------- */

/* The group of those members, an old one or a new one; HS_NONE: out of memory. */
static uint32_t group_of(struct maker *k, const uint32_t *members, uint32_t n)
{
    struct hearsay_document *doc = k->doc;
    const uint32_t groups = doc->n_actors - k->first_group;
    for (uint32_t i = doc->n_actors - (groups < GROUPS_LOOKED_AT ? groups : GROUPS_LOOKED_AT); i < doc->n_actors; i++)
        if (doc->actors[i].n_members == n && !memcmp(doc->actors[i].members, members, n * sizeof *members)) return i;
    uint32_t *own = ARENA_ARRAY(doc->arena, uint32_t, n);
    if (!own) return HS_NONE;
    memcpy(own, members, n * sizeof *own);
    doc->actors[doc->n_actors] = (struct actor){ .kind = ACTOR_GROUP, .of = HS_NONE, .members = own, .n_members = n };
    return doc->n_actors++;
}

static int by_number(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* The actor of several voices, and a mention of it. Two voices of one actor are that actor. */
static bool join_voices(struct maker *k, const struct voices *v, uint32_t *actor)
{
    struct hearsay_document *doc = k->doc;
    uint32_t members[VOICES_MOST] = { 0 }, n = 0;
    for (uint32_t i = 0; i < v->n; i++) members[i] = k->actor[cluster_of(k->c, v->mentions[i])];
    qsort(members, v->n, sizeof *members, by_number);
    for (uint32_t i = 0; i < v->n; i++)
        if (!n || members[i] != members[n - 1]) members[n++] = members[i];
    *actor = members[0];
    if (n == 1) return true;
    const uint32_t before = doc->n_actors;
    *actor = group_of(k, members, n);
    if (*actor == HS_NONE) return false;
    const struct span s = bytes_of(doc, v->first, v->last);
    if (*actor == before && !(doc->actors[before].name = arena_strdup(doc->arena, doc->text + s.start, s.end - s.start))) return false;
    doc->mentions[doc->n_mentions++] =
        (struct actor_mention){ s, FORM_NAME, v->first, v->last - v->first + 1, k->d->mentions.at[v->mentions[0]].head, *actor };
    if (k->d->mentions.at[v->mentions[0]].form != FORM_NAME) doc->mentions[doc->n_mentions - 1].form = FORM_NOMINAL;
    return true;
}

/* ---- Mentions ------------------------------------------------------------------------------------------------------------- */

static int by_place(const void *x, const void *y)
{
    const struct actor_mention *a = x, *b = y;
    if (a->first_word != b->first_word) return a->first_word < b->first_word ? -1 : 1;
    if (a->words != b->words) return a->words > b->words ? -1 : 1;
    return (a->actor > b->actor) - (a->actor < b->actor);
}

/* In text order, no span twice; each actor with the list of its own. */
static bool list_mentions(struct hearsay_document *doc)
{
    uint32_t n = 0;
    qsort(doc->mentions, doc->n_mentions, sizeof *doc->mentions, by_place);
    for (uint32_t i = 0; i < doc->n_mentions; i++)
        if (!n || doc->mentions[i].first_word != doc->mentions[n - 1].first_word || doc->mentions[i].words != doc->mentions[n - 1].words)
            doc->mentions[n++] = doc->mentions[i];
    doc->n_mentions = n;
    uint32_t *lists = ARENA_ARRAY(doc->arena, uint32_t, (size_t)n + 1);
    if (!lists) return false;
    for (uint32_t i = 0; i < n; i++) doc->actors[doc->mentions[i].actor].n_mentions++;
    for (uint32_t i = 0; i < doc->n_actors; i++) {
        doc->actors[i].mentions = lists;
        lists += doc->actors[i].n_mentions;
        doc->actors[i].n_mentions = 0;
    }
    for (uint32_t i = 0; i < n; i++) {
        struct actor *a = &doc->actors[doc->mentions[i].actor];
        a->mentions[a->n_mentions++] = i;
    }
    return true;
}

static bool make_mentions(struct maker *k)
{
    const uint32_t n = k->d->mentions.n;
    k->doc->mentions = ARENA_ARRAY(k->doc->arena, struct actor_mention, (size_t)n + k->doc->n_attributions + 1);
    if (!k->doc->mentions) return false;
    for (uint32_t i = 0; i < n; i++) {
        const struct mention *m = &k->d->mentions.at[i];
        const uint32_t actor = k->actor[cluster_of(k->c, i)];
        if (actor == HS_NONE) continue;
        k->doc->mentions[k->doc->n_mentions++] = (struct actor_mention){
            bytes_of(k->doc, m->first, m->last), is_alias(k, i) ? FORM_ALIAS : m->form, m->first, m->last - m->first + 1, m->head, actor
        };
    }
    return true;
}

/* ---- Actors --------------------------------------------------------------------------------------------------------------- */

/* Pronouns of the third person that stand for nothing the text names are nobody; "I" and "you" alone are those who talk. '"I saw it," he said' has
 * both, of one who is named nowhere: nobody, and no actor called "I". */
static bool is_somebody(const struct maker *k, uint32_t lead)
{
    bool talks = false, third = false;
    for (uint32_t i = lead; i != HS_NONE; i = k->c->next[i]) {
        const struct mention *m = &k->d->mentions.at[i];
        if (!m->person) return true;
        if (m->person == 3)
            third = true;
        else
            talks = true;
    }
    return talks && !third;
}

static bool make_actors(struct maker *k)
{
    struct hearsay_document *doc = k->doc;
    const uint32_t n = k->d->mentions.n;
    for (uint32_t i = 0; i < n; i++) k->actor[i] = cluster_of(k->c, i) == i && is_somebody(k, i) ? doc->n_actors++ : HS_NONE;
    k->first_group = doc->n_actors;
    doc->actors = ARENA_ARRAY(doc->arena, struct actor, (size_t)doc->n_actors + doc->n_attributions + 1);
    if (!doc->actors) return false;
    for (uint32_t i = 0; i < n; i++) {
        if (k->actor[i] == HS_NONE) continue;
        struct actor *a = &doc->actors[k->actor[i]];
        *a = (struct actor){ .name = name_of(k, best_mention(k, i)), .kind = kind_of(k, i), .of = HS_NONE };
        if (!a->name) return false;
        if (!k->c->at[i].code) continue;
        memcpy(a->code, k->c->at[i].code, sizeof a->code - 1);
        if (state_actor(k, a->code) == HS_NONE && k->n_states < STATES_MOST) k->states[k->n_states++] = k->actor[i];
        const struct lexicon_sense *state = k->d->lexicon ? lexicon_state(k->d->lexicon, a->code) : NULL;
        if (state) a->name = state->name;
    }
    for (uint32_t i = 0; i < n; i++)
        if (k->actor[i] != HS_NONE && !describe(k, i)) return false;
    /* "A spokesman for the Iraqi defence ministry" serves Iraq, since the ministry does. */
    for (uint32_t i = 0; i < k->first_group; i++) {
        struct actor *a = &doc->actors[i];
        if (a->code[0] || a->of == HS_NONE || (a->kind != ACTOR_PERSON && a->kind != ACTOR_GROUP)) continue;
        const struct actor *of = &doc->actors[a->of];
        if (of->kind == ACTOR_ORGANISATION || of->kind == ACTOR_COUNTRY) memcpy(a->code, of->code, sizeof a->code);
    }
    return true;
}

static bool attribute(struct maker *k)
{
    for (uint32_t i = 0; i < k->doc->n_attributions; i++) {
        struct attribution *a = &k->doc->attributions[i];
        a->actor = HS_NONE;
        for (uint32_t s = 0; s < a->source.n && a->actor == HS_NONE; s++) {
            const struct voices v = voices_of(k->d, a->source.at[s]);
            uint32_t known = 0;
            for (uint32_t m = 0; m < v.n; m++) known += k->actor[cluster_of(k->c, v.mentions[m])] != HS_NONE;
            if (known && known == v.n && !join_voices(k, &v, &a->actor)) return false;
        }
        if (k->d->carried[i] != HS_NONE) a->actor = k->doc->attributions[k->d->carried[i]].actor;
    }
    return true;
}

static bool build(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch)
{
    struct discourse d = { .doc = doc, .reading = reading, .lexicon = lexicon, .carried = carried_find(doc, scratch), .scratch = scratch };
    struct clusters c;
    if (!d.carried || !entity_spans_mend(doc, lexicon) || !syntax_make(&d.syntax, doc, scratch) || !mentions_find(&d) || !clusters_make(&c, &d) ||
        !coreference_resolve(&c))
        return false;
    struct maker k = { doc, &d, &c, ARENA_ARRAY(scratch, uint32_t, (size_t)d.mentions.n + 1), 0, ARENA_ARRAY(scratch, uint32_t, STATES_MOST), 0 };
    return k.actor && k.states && make_actors(&k) && make_mentions(&k) && attribute(&k) && list_mentions(doc);
}

hearsay_code actors_build(struct hearsay_document *doc, const struct reading *reading, const struct lexicon *lexicon, struct arena *scratch,
                          hearsay_error *err)
{
    struct arena_mark mark = arena_mark(scratch);
    const bool built = build(doc, reading, lexicon, scratch);
    arena_release(scratch, mark);
    return built ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the actors of an article");
}
