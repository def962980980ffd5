/* chains.c: the voices from the outlet inward.
 *
 *   said        each attribution's own source, inside the chain of the attribution that it stands within
 *   heard       a news organisation that was told ("told Sputnik", "in an interview with the BBC", "was quoted by Tass as saying", "a letter seen by
 *               Reuters"): the outlet has the words through it, so it stands just outside the source
 *               who cites another for what he says is such a voice, too (citing.c): "heard" if he is a news organisation, else "said"
 *   inherited   a person or a nameless source keeps the agencies through which his words came first, until he is given others or speaks to
 *               the outlet itself ("told us")
 *
 * A voice that the text does not name is HS_NONE, never a guess. */
#include "discourse/chains.h"

#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "base/error.h"
#include "discourse/citing.h"
#include "discourse/syntax.h"

enum { HEARERS_MAX = 8, DEPTH_MAX = 64, GROUPS_ASKED = 256 };

struct chains {
    struct hearsay_document *doc;
    struct arena *scratch;
    struct syntax syntax;
    uint32_t *route;         /* [n_actors] the attribution by whose route an actor's words came last, HS_NONE */
    uint32_t n_actors, room; /* of doc->actors */
    bool failed;
};

/* ---- Words ---------------------------------------------------------------------------------------------------------------- */

static bool lies_in(const struct span_list *list, struct span s)
{
    for (uint32_t i = 0; i < list->n; i++)
        if (list->at[i].start <= s.start && s.end <= list->at[i].end) return true;
    return false;
}

/* The first mention that begins at the word or behind it. */
static uint32_t mention_from(const struct hearsay_document *doc, uint32_t word)
{
    uint32_t i;
    BISECT(i, doc->n_mentions, doc->mentions[i].first_word < word);
    return i;
}

/* ---- Hearers -------------------------------------------------------------------------------------------------------------- */

static const char *const telling[] = { "tell", "tells", "told", "telling", "inform", "informed", "informs", "assured", NULL };
static const char *const to_hearers[] = { "to", "with", "on", "by", "through", "via", NULL };
static const char *const occasions[] = { "interview", "interviews", "statement",  "statements",   "comment", "comments",
                                         "remark",    "remarks",    "briefing",   "conversation", "message", "email",
                                         "e-mail",    "letter",     "appearance", "call",         NULL };
static const char *const passing_on[] = { "quoted", "cited",    "carried", "seen",      "obtained",  "reviewed", "viewed",
                                          "shown",  "reported", "aired",   "published", "broadcast", NULL };
static const char *const speaking[] = { "speaking", "talking", NULL };
static const char *const ourselves[] = { "us", "me", NULL };

/* The word at which a chain of conjuncts hangs ("the BBC and Reuters": the BBC). */
static uint32_t first_conjunct(const struct chains *c, uint32_t word)
{
    while (relation_of(&c->syntax, word) == REL_CONJUNCT && c->doc->words[word].head != HS_NONE) word = c->doc->words[word].head;
    return word;
}

static bool has_case(const struct chains *c, uint32_t word, const char *const *list)
{
    const uint32_t at = dependent_of(&c->syntax, word, REL_CASE);
    return at != HS_NONE && word_in(c->doc, at, list);
}

/* Whether the word, under the verb or noun of a cue, stands where the hearer stands. */
static bool is_hearer(const struct chains *c, uint32_t word, uint32_t cue_first, uint32_t cue_last)
{
    const uint32_t head = c->doc->words[word].head;
    const enum relation r = relation_of(&c->syntax, word);
    if (head == HS_NONE) return false;
    if (r == REL_AGENT || ((r == REL_OBLIQUE || r == REL_NMOD) && has_case(c, word, (const char *const[]){ "by", NULL })))
        return word_in(c->doc, head, passing_on);
    if (r == REL_OBJECT || r == REL_INDIRECT) return head >= cue_first && head <= cue_last && word_in(c->doc, head, telling);
    if ((r != REL_OBLIQUE && r != REL_NMOD) || !has_case(c, word, to_hearers)) return false;
    if (has_case(c, word, (const char *const[]){ "on", NULL }) && word_in(c->doc, head, passing_on)) return true;
    if (head >= cue_first && head <= cue_last) return c->doc->words[head].upos == UPOS_VERB || word_in(c->doc, head, occasions);
    /* "Speaking to the BBC, she said ..." */
    if (word_in(c->doc, head, speaking) && relation_of(&c->syntax, head) == REL_ADVERBIAL_CLAUSE) return hangs_under(&c->syntax, head, cue_first);
    /* "said in an interview with the BBC" */
    const uint32_t above = c->doc->words[head].head;
    return word_in(c->doc, head, occasions) && above != HS_NONE &&
           hangs_under(&c->syntax, head, c->doc->words[cue_first].head == above ? above : cue_first);
}

/* Whether a mention stands right behind the cue's "told", or behind "and" or a comma and one that was told: where parsers err ("told Rossiya 24 and
 * RIA Novosti that ..."). `heard_until`: the end of the last who was, HS_NONE. */
static bool follows_telling(const struct chains *c, const struct actor_mention *mention, uint32_t cue_last, uint32_t heard_until)
{
    const struct hearsay_document *doc = c->doc;
    uint32_t before = mention->first_word;
    while (before > cue_last + 1 && doc->words[before - 1].upos == UPOS_DET) before--;
    if (before == cue_last + 1) return word_in(doc, cue_last, telling);
    if (heard_until == HS_NONE || before <= heard_until) return false;
    for (uint32_t i = heard_until; i < before; i++)
        if (doc->words[i].upos != UPOS_CCONJ && doc->words[i].upos != UPOS_PUNCT) return false;
    return true;
}

/* Whether a word hangs under the cue's words, or under the source's ("the minister, in remarks carried by state television, said"). */
static bool belongs_to_cue(const struct chains *c, const struct attribution *a, uint32_t word, uint32_t cue_first, uint32_t cue_last)
{
    for (int steps = 0; word != HS_NONE && steps < 8; steps++) {
        if ((word >= cue_first && word <= cue_last) || lies_in(&a->source, c->doc->words[word].span)) return true;
        word = c->doc->words[word].head;
    }
    return false;
}

static uint32_t add_hearer(uint32_t *hearers, uint32_t n, uint32_t actor)
{
    for (uint32_t i = 0; i < n; i++)
        if (hearers[i] == actor) return n;
    if (n < HEARERS_MAX) hearers[n++] = actor;
    return n;
}

/* The news organisations that an attribution says were told; how many. Sets *ours if it says that the outlet was. */
static uint32_t hearers_of(const struct chains *c, const struct attribution *a, uint32_t hearers[HEARERS_MAX], bool *ours)
{
    const struct hearsay_document *doc = c->doc;
    uint32_t n = 0, heard_until = HS_NONE;
    *ours = false;
    if (!a->cue.n || !doc->n_words) return 0;
    const uint32_t cue_first = word_at(doc, a->cue.at[0].start), cue_last = word_at(doc, a->cue.at[a->cue.n - 1].end - 1);
    const struct sentence *s = &doc->sentences[doc->words[cue_first].sentence];
    const uint32_t end = s->first_word + s->words;
    for (uint32_t m = mention_from(doc, s->first_word); m < doc->n_mentions && doc->mentions[m].first_word < end; m++) {
        const struct actor_mention *mention = &doc->mentions[m];
        const bool us = word_in(doc, mention->head, ourselves);
        if (mention->actor == a->actor || lies_in(&a->content, mention->span) || (!us && doc->actors[mention->actor].kind != ACTOR_AGENCY)) continue;
        const uint32_t at = first_conjunct(c, mention->head);
        if (!follows_telling(c, mention, cue_last, heard_until)) {
            if (!is_hearer(c, at, cue_first, cue_last)) continue;
            if (!lies_in(&a->source, mention->span) && !belongs_to_cue(c, a, at, cue_first, cue_last)) continue;
        }
        heard_until = word_at(doc, mention->span.end - 1) + 1;
        if (us)
            *ours = true;
        else if (!doc->actors[mention->actor].n_members)
            n = add_hearer(hearers, n, mention->actor);
    }
    return n;
}

/* One actor for several who were told at once. */
static uint32_t joined(struct chains *c, const uint32_t *hearers, uint32_t n)
{
    struct hearsay_document *doc = c->doc;
    for (uint32_t i = doc->n_actors > GROUPS_ASKED ? doc->n_actors - GROUPS_ASKED : 0; i < doc->n_actors; i++) /* groups come last */
        if (doc->actors[i].n_members == n && !memcmp(doc->actors[i].members, hearers, n * sizeof *hearers)) return i;
    const bool room = ARENA_ROOM(doc->arena, doc->actors, doc->n_actors, c->room, 8);
    uint32_t *members = ARENA_ARRAY(doc->arena, uint32_t, n);
    size_t len = 0;
    for (uint32_t i = 0; i < n; i++) len += strlen(doc->actors[hearers[i]].name) + 5;
    char *name = ARENA_ARRAY(doc->arena, char, len + 1);
    if (!room || !members || !name) {
        c->failed = true;
        return HS_NONE;
    }
    memcpy(members, hearers, n * sizeof *members);
    *name = '\0';
    for (uint32_t i = 0; i < n; i++) {
        strcat(name, doc->actors[hearers[i]].name);
        if (i + 1 < n) strcat(name, i + 2 == n ? " and " : ", ");
    }
    doc->actors[doc->n_actors] = (struct actor){ .name = name, .kind = ACTOR_GROUP, .of = HS_NONE, .members = members, .n_members = n };
    return doc->n_actors++;
}

/* ---- Chains --------------------------------------------------------------------------------------------------------------- */

/* Who may inherit a route: a person, a nameless source or group, a document. States and organisations speak through many mouths. */
static bool inherits(const struct actor *a)
{
    return a->kind == ACTOR_PERSON || a->kind == ACTOR_GROUP || a->kind == ACTOR_DOCUMENT || a->kind == ACTOR_OTHER;
}

/* How many of an attribution's voices, its own aside, stand outside its source and are news organisations all; 0 if one is not. */
static uint32_t route_length(const struct hearsay_document *doc, const struct attribution *a)
{
    for (uint32_t i = 0; i + 1 < a->n_voices; i++) {
        const uint32_t actor = a->voices[i].actor;
        if (actor == HS_NONE) return 0;
        const struct actor *v = &doc->actors[actor];
        if (v->kind != ACTOR_AGENCY && !(v->n_members && doc->actors[v->members[0]].kind == ACTOR_AGENCY)) return 0;
    }
    return a->n_voices - 1;
}

/* The chain of one whom the sayer of another attribution cites: that one's, then the cited one. */
static void make_cited_chain(struct chains *c, uint32_t index, uint32_t carrier)
{
    struct hearsay_document *doc = c->doc;
    struct attribution *a = &doc->attributions[index];
    const struct attribution *m = &doc->attributions[carrier];
    a->voices = ARENA_ARRAY(doc->arena, struct voice, (size_t)m->n_voices + 1);
    if (!a->voices) {
        c->failed = true;
        return;
    }
    memcpy(a->voices, m->voices, m->n_voices * sizeof *m->voices);
    struct voice *last = &a->voices[m->n_voices - 1];
    if (last->actor != HS_NONE && doc->actors[last->actor].kind == ACTOR_AGENCY) last->link = VOICE_HEARD;
    a->voices[m->n_voices] = (struct voice){ a->actor, VOICE_SAID };
    a->n_voices = m->n_voices + 1;
    if (a->actor != HS_NONE && a->actor < c->n_actors && inherits(&doc->actors[a->actor]) && route_length(doc, a)) c->route[a->actor] = index;
}

/* The chain of one attribution; that of the one around it is there. */
static void make_chain(struct chains *c, uint32_t index)
{
    struct hearsay_document *doc = c->doc;
    const uint32_t carrier = citing_carrier(doc, index);
    if (carrier != HS_NONE && citing_carrier(doc, carrier) == HS_NONE) {
        if (!doc->attributions[carrier].n_voices) make_chain(c, carrier);
        if (!c->failed) make_cited_chain(c, index, carrier);
        return;
    }
    struct attribution *a = &doc->attributions[index];
    const struct attribution *around = a->within == HS_NONE ? NULL : &doc->attributions[a->within], *before = NULL;
    uint32_t hearers[HEARERS_MAX], n = 0;
    bool ours;
    const uint32_t told = hearers_of(c, a, hearers, &ours);
    const bool may_inherit = a->actor != HS_NONE && a->actor < c->n_actors && inherits(&doc->actors[a->actor]);
    if (!around && !told && !ours && may_inherit && c->route[a->actor] != HS_NONE) before = &doc->attributions[c->route[a->actor]];
    const uint32_t outer = around ? around->n_voices : before ? before->n_voices - 1 : 0;
    a->voices = ARENA_ARRAY(doc->arena, struct voice, (size_t)outer + 2);
    if (!a->voices) {
        c->failed = true;
        return;
    }
    for (uint32_t i = 0; i < outer; i++) a->voices[n++] = around ? around->voices[i] : (struct voice){ before->voices[i].actor, VOICE_INHERITED };
    if (told) a->voices[n++] = (struct voice){ told == 1 ? hearers[0] : joined(c, hearers, told), VOICE_HEARD };
    a->voices[n++] = (struct voice){ a->actor, VOICE_SAID };
    a->n_voices = n;
    if (!may_inherit) return;
    if (ours)
        c->route[a->actor] = HS_NONE;
    else if (route_length(doc, a))
        c->route[a->actor] = index;
}

static void build(struct chains *c)
{
    struct hearsay_document *doc = c->doc;
    uint32_t path[DEPTH_MAX];
    for (uint32_t i = 0; i < doc->n_attributions; i++) doc->attributions[i].n_voices = 0;
    for (uint32_t i = 0; i < doc->n_attributions && !c->failed; i++) {
        uint32_t depth = 0;
        for (uint32_t k = i; k != HS_NONE && !doc->attributions[k].n_voices && depth < DEPTH_MAX; k = doc->attributions[k].within) path[depth++] = k;
        /* Deeper than anybody speaks: cut, so that chains stay short. */
        if (depth == DEPTH_MAX) doc->attributions[path[depth - 1]].within = HS_NONE;
        while (depth-- > 0 && !c->failed) make_chain(c, path[depth]);
    }
}

hearsay_code chains_build(struct hearsay_document *doc, struct arena *scratch, hearsay_error *err)
{
    struct arena_mark mark = arena_mark(scratch);
    struct chains c = { .doc = doc, .scratch = scratch, .n_actors = doc->n_actors, .room = doc->n_actors };
    c.route = ARENA_ARRAY(scratch, uint32_t, (size_t)doc->n_actors + 1);
    c.failed = !c.route || !syntax_make(&c.syntax, doc, scratch);
    for (uint32_t i = 0; !c.failed && i < doc->n_actors; i++) c.route[i] = HS_NONE;
    if (!c.failed) build(&c);
    arena_release(scratch, mark);
    return c.failed ? error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the chains of an article") : HEARSAY_OK;
}
