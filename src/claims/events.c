/* events.c: from a frame that fits to an event.
 *
 *   inner events   AGREE, REQUEST, REJECT and THREATEN take their mode and CAMEO's third digit from what is agreed to, demanded, refused or
 *                  threatened, and their target, if they name none, from there: "refused to talk to Iran", "demanded that Iran halt the attack".
 *                  A light verb has the event of its noun, with its own subject and whatever hangs on the verb.
 *   arguments      a word stands for the actor whose mention it heads; else for who its phrase names: an owner, an adjective, "from X".
 *                  A thing that somebody did stands for him: "condemned an attack by X" accuses X.
 *   shared words   "the ambassadors of A, B and C" are A's, B's and C's; "old foes A and B" are A and B.
 *   mutual         "A and B met", "talks between A and B", "the leaders of A and B": the first is the actor, the second the target. */
#include "claims/events.h"

#include <string.h>

#include "base/character.h"
#include "claims/event_contexts.h"
#include "discourse/states.h"

enum { DEPTH_MAX = 3, PHRASE_STEPS = 4, OWNERS_MAX = 8 };

static bool event_at(const struct event_reader *r, uint32_t word, unsigned depth, struct event *out);

/* ---- Actors -------------------------------------------------------------------------------------------------------------------- */

static const struct actor *actor_at(const struct event_reader *r, uint32_t w)
{
    return w == HS_NONE || r->mention[w] == HS_NONE ? NULL : &r->doc->actors[r->doc->mentions[r->mention[w]].actor];
}

/* A person, group, organisation or state; a place only by its name: "roads" do nothing. */
static bool acts(const struct event_reader *r, uint32_t w)
{
    const struct actor *a = actor_at(r, w);
    if (!a || (event_is_noun(r, w) && (a->kind == ACTOR_PLACE || a->kind == ACTOR_OTHER))) return false;
    switch (a->kind) {
    case ACTOR_COUNTRY:
    case ACTOR_ORGANISATION:
    case ACTOR_AGENCY:
    case ACTOR_PERSON:
    case ACTOR_GROUP: return true;
    case ACTOR_PLACE: return a->code[0] || r->doc->words[w].upos == UPOS_PROPN;
    case ACTOR_OTHER: return r->doc->words[w].upos == UPOS_PROPN;
    default: return false;
    }
}

/* Who a phrase names, beside its head: the owner, the adjective of a state, "by X", "from X", "with X". HS_NONE: nobody. */
static uint32_t named_in(const struct event_reader *r, uint32_t w, unsigned depth)
{
    static const char *const by[] = { "by" };
    uint32_t c = event_prepositional(r, w, by, 1, 0);
    if (c != HS_NONE && acts(r, c)) return c;
    c = event_child(r, w, DEP_POSS);
    if (c != HS_NONE && acts(r, c)) return c;
    EVENT_CHILDREN(r, w, k)
    {
        enum dependency d = event_relation(r, k);
        if ((d == DEP_COMPOUND || d == DEP_AMOD || d == DEP_APPOS) && acts(r, k)) return k;
        if (d == DEP_COMPOUND && r->mention[k] != HS_NONE) return k;
    }
    EVENT_CHILDREN(r, w, k)
    {
        enum dependency d = event_relation(r, k);
        if (d != DEP_NMOD && d != DEP_ACL && d != DEP_OBL && d != DEP_AGENT && d != DEP_POSS && d != DEP_OBJ && d != DEP_CONJ) continue;
        if (d != DEP_ACL && acts(r, k)) return k;
        uint32_t deeper = depth ? named_in(r, k, depth - 1) : HS_NONE;
        if (deeper != HS_NONE) return deeper;
    }
    return HS_NONE;
}

/* "Old foes Peru and Chile": a common noun says what they are, the name right behind it who. HS_NONE: none. */
static uint32_t name_beside(const struct event_reader *r, uint32_t w)
{
    if (r->doc->words[w].upos != UPOS_NOUN) return HS_NONE;
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        bool name = (d == DEP_FLAT || d == DEP_APPOS) && c == w + 1 && r->doc->words[c].upos == UPOS_PROPN;
        if (name && acts(r, c) && actor_at(r, c) != actor_at(r, w)) return c;
    }
    return HS_NONE;
}

/* The word that stands for whom: itself, or who its phrase names. */
static uint32_t who(const struct event_reader *r, uint32_t w)
{
    if (w == HS_NONE) return w;
    uint32_t beside = name_beside(r, w);
    if (beside != HS_NONE) return beside;
    if (acts(r, w)) return w;
    uint32_t named = named_in(r, w, PHRASE_STEPS);
    if (named != HS_NONE) return named;
    return actor_at(r, w) ? w : HS_NONE;
}

static uint32_t actor_of(const struct event_reader *r, uint32_t w)
{
    return w == HS_NONE || r->mention[w] == HS_NONE ? HS_NONE : r->doc->mentions[r->mention[w]].actor;
}

/* The next of joined phrases: "A and B", "A, B and C"; HS_NONE: there is none. */
static uint32_t joined(const struct event_reader *r, uint32_t w)
{
    EVENT_CHILDREN(r, w, c)
    {
        if (event_relation(r, c) == DEP_CONJ && (acts(r, c) || who(r, c) != HS_NONE)) return c;
    }
    return HS_NONE;
}

/* "The leaders of A, B and C": whose they are, where several share one word for people. Returns how many, at most max; 0: they are nobody's or
 * one's. The parser hangs the later ones on the first or on the word itself, where what has a preposition of its own belongs elsewhere. */
static unsigned shared_by(const struct event_reader *r, uint32_t w, uint32_t *out, unsigned max)
{
    static const char *const classes[] = { "official", "diplomat", "troops", "police", "claimer" };
    static const char *const of[] = { "of", "from" };
    struct span s = r->doc->words[w].span;
    bool people = false;
    unsigned n = 0;
    if (r->doc->words[w].upos != UPOS_NOUN || s.end - s.start < 3 || r->doc->text[s.end - 1] != 's') return 0;
    for (unsigned i = 0; i < sizeof classes / sizeof *classes; i++) people |= event_in_class(r, w, event_words_class(r->words, classes[i]));
    if (!people) return 0;
    EVENT_CHILDREN(r, w, c)
    {
        enum dependency d = event_relation(r, c);
        bool first = !n && d == DEP_NMOD && event_has_case(r, c, of, 2);
        bool later = n && c > out[0] && (d == DEP_NMOD || d == DEP_CONJ) && !event_has_case(r, c, NULL, 0);
        if ((!first && !later) || r->doc->words[c].upos != UPOS_PROPN || !acts(r, c) || n == max) continue;
        out[n++] = c;
        EVENT_CHILDREN(r, c, k)
        {
            if (event_relation(r, k) == DEP_CONJ && r->doc->words[k].upos == UPOS_PROPN && acts(r, k) && n < max) out[n++] = k;
        }
    }
    return n > 1 ? n : 0;
}

/* ---- Parts that a frame leaves open ------------------------------------------------------------------------------------------------ */

/* The actor of an event noun: its owner or adjective; for a light verb's noun the verb's subject is asked first. */
static uint32_t noun_actor(const struct event_reader *r, uint32_t noun, uint32_t target)
{
    EVENT_CHILDREN(r, noun, k)
    {
        enum dependency d = event_relation(r, k);
        if ((d == DEP_COMPOUND || d == DEP_AMOD) && r->mention[k] != HS_NONE && k != target) return k;
        if (d == DEP_COMPOUND && r->doc->words[k].upos == UPOS_PROPN && k != target) return who(r, k);
    }
    return HS_NONE;
}

/* Prepositions that bring in whom a thing is done to, where the frame named none. */
static uint32_t other_party(const struct event_reader *r, uint32_t w)
{
    static const char *const list[] = { "against", "with", "at", "toward", "towards", "on", "upon", "between", "to", "of", "from", "in", "into" };
    for (unsigned i = 0; i < sizeof list / sizeof *list; i++) {
        uint32_t c = event_prepositional(r, w, &list[i], 1, i < 8 ? 2 : 0);
        if (c != HS_NONE && who(r, c) != HS_NONE) return who(r, c);
    }
    return HS_NONE;
}

static bool is_cooperative(enum event_code c) { return c <= EVENT_RETREAT; }

/* ---- An event inside another ---------------------------------------------------------------------------------------------------------- */

static void set_cameo(struct event *e, const char *code)
{
    memset(e->cameo, 0, sizeof e->cameo);
    memcpy(e->cameo, code, strlen(code));
}

/* Mode and CAMEO code of a verbal event by what it is about. */
static void refine(struct event *e, const struct event *inner)
{
    static const struct {
        const char *agree, *request, *request_mode, *reject, *reject_mode, *threaten, *threaten_mode;
    } by_code[EVENT_CODES] = {
        [EVENT_AGREE] = { "030", "020", NULL, "120", NULL, "130", NULL },
        [EVENT_CONSULT] = { "036", "026", "meet", "125", "meet", "134", "relations" },
        [EVENT_SUPPORT] = { "032", "022", "assist", "120", "assist", "130", NULL },
        [EVENT_CONCEDE] = { "035", "025", "yield", "124", "yield", "130", NULL },
        [EVENT_COOPERATE] = { "031", "021", "assist", "121", "assist", "130", NULL },
        [EVENT_AID] = { "033", "023", "assist", "122", "assist", "130", NULL },
        [EVENT_RETREAT] = { "035", "025", "yield", "124", "yield", "130", NULL },
        [EVENT_REQUEST] = { "030", "020", NULL, "120", NULL, "130", NULL },
        [EVENT_ACCUSE] = { "030", "020", NULL, "120", NULL, "130", NULL },
        [EVENT_REJECT] = { "030", "020", NULL, "120", NULL, "130", NULL },
        [EVENT_THREATEN] = { "030", "020", NULL, "120", NULL, "130", NULL },
        [EVENT_PROTEST] = { "030", "020", NULL, "120", NULL, "133", NULL },
        [EVENT_SANCTION] = { "030", "020", NULL, "120", NULL, "131", "relations" },
        [EVENT_MOBILIZE] = { "030", "020", NULL, "120", NULL, "138", "violence" },
        [EVENT_COERCE] = { "030", "020", NULL, "120", NULL, "132", "restrict" },
        [EVENT_ASSAULT] = { "030", "020", NULL, "120", NULL, "138", "violence" },
    };
    const char *cameo = NULL;
    switch (e->code) {
    case EVENT_AGREE:
        if (!is_cooperative(inner->code) && inner->code >= EVENT_THREATEN && inner->code != EVENT_PROTEST) { /* "vowed to attack" */
            e->code = EVENT_THREATEN;
            cameo = by_code[inner->code].threaten;
            e->mode = by_code[inner->code].threaten_mode;
        } else {
            cameo = by_code[inner->code].agree;
        }
        break;
    case EVENT_REQUEST:
        if (!e->mode) e->mode = by_code[inner->code].request_mode;
        cameo = strcmp(e->cameo, "020") == 0 ? by_code[inner->code].request : NULL;
        break;
    case EVENT_REJECT:
        if (!e->mode) e->mode = by_code[inner->code].reject_mode;
        cameo = strcmp(e->cameo, "120") == 0 ? by_code[inner->code].reject : NULL;
        break;
    case EVENT_THREATEN:
        cameo = by_code[inner->code].threaten;
        e->mode = by_code[inner->code].threaten_mode;
        break;
    default: return;
    }
    if (e->code == EVENT_THREATEN && inner->mode && (inner->code == EVENT_COERCE || inner->code == EVENT_SANCTION)) {
        static const char *const shared[] = { "ban", "arrest", "expel", "restrict" };
        for (unsigned i = 0; i < sizeof shared / sizeof *shared; i++)
            if (!strcmp(inner->mode, shared[i])) e->mode = shared[i];
        if (!strcmp(inner->mode, "confiscate") && !strcmp(inner->cameo, "192")) e->mode = "territory";
        if (!strcmp(inner->cameo, "163")) e->mode = "restrict";
    }
    if (cameo) set_cameo(e, cameo);
    e->contexts |= inner->contexts & ~(CONTEXT_BIT(CONTEXT_FUTURE) | CONTEXT_BIT(CONTEXT_HYPOTHETICAL) | CONTEXT_BIT(CONTEXT_HISTORICAL));
}

static void add_cue(struct event *e, uint32_t w)
{
    unsigned at = e->n_cue;
    for (unsigned i = 0; i < e->n_cue; i++)
        if (e->cue[i] == w) return;
    if (e->n_cue == EVENT_CUES_MAX) return;
    while (at && e->cue[at - 1] > w) at--;
    memmove(e->cue + at + 1, e->cue + at, (e->n_cue - at) * sizeof *e->cue);
    e->cue[at] = w;
    e->n_cue++;
}

/* ---- The event ---------------------------------------------------------------------------------------------------------------------------- */

/* "A and B met", "talks between A and B", "relations with A": who the two are. */
static void mutual_parties(const struct event_reader *r, const struct event_fit *fit, struct event *e)
{
    uint32_t first = fit->mutual, second, owners[2];
    bool whole = fit->mutual != fit->subject; /* "between A and B" names both */
    if (first == HS_NONE) return;
    if (name_beside(r, first) != HS_NONE) first = name_beside(r, first);
    second = joined(r, first);
    if (!whole && e->target_word != HS_NONE) return;
    if (shared_by(r, first, owners, 2)) { /* "the leaders of A and B met" */
        e->actor_word = owners[0];
        e->target_word = owners[1];
        e->mutual = true;
        return;
    }
    e->mutual = second != HS_NONE;
    if (second != HS_NONE) {
        if (whole || e->actor_word == HS_NONE || e->actor_word == who(r, first)) {
            e->actor_word = who(r, first);
            e->target_word = who(r, second);
        }
    } else if (whole && e->target_word == HS_NONE) {
        e->target_word = who(r, first);
    }
}

/* Nobody, unless it is a state, or stands there by name: what is left of a guess. */
static uint32_t by_name(const struct event_reader *r, uint32_t w)
{
    const struct actor *a = actor_at(r, w);
    return a && (a->code[0] || r->doc->words[w].upos == UPOS_PROPN) ? w : HS_NONE;
}

/* Who is done to, where the word in the slot is a deed or thing: of an accusation who did it, else whom it concerns. */
static uint32_t party_behind(const struct event_reader *r, const struct event *e, uint32_t w, unsigned depth)
{
    struct event inner;
    if (w == HS_NONE || acts(r, w)) return w;
    bool verb = r->doc->words[w].upos == UPOS_VERB;
    if (depth < DEPTH_MAX && (verb || event_is_noun(r, w)) && event_at(r, w, depth + 1, &inner)) {
        uint32_t doer = inner.actor_word, done_to = inner.target_word;
        if (doer == e->actor_word) doer = HS_NONE;
        if (doer == HS_NONE && done_to == HS_NONE) return verb ? HS_NONE : who(r, w); /* "assurances sent by X" */
        if (e->code == EVENT_ACCUSE || e->code == EVENT_REQUEST || e->code == EVENT_REJECT) return doer != HS_NONE ? doer : done_to;
        return done_to != HS_NONE ? done_to : doer;
    }
    if (verb) {
        uint32_t s = event_subject(r, w), o = event_object(r, w);
        if (s != HS_NONE && who(r, s) != e->actor_word) return who(r, s);
        return o == HS_NONE ? HS_NONE : who(r, o);
    }
    return who(r, w);
}

static bool code_light(const struct event_reader *r, uint32_t w, const struct event_fit *fit, unsigned depth, struct event *out)
{
    bool suffered = fit->row->act == EVENT_ACT_SUFFERED;
    uint32_t noun = fit->object;
    if (noun == HS_NONE || depth >= DEPTH_MAX || !event_at(r, noun, depth + 1, out)) return false;
    uint32_t subject = who(r, fit->subject);
    if (suffered) {
        static const char *const from[] = { "from", "by" };
        uint32_t by = event_prepositional(r, w, from, 2, 1);
        out->target_word = subject;
        if (by != HS_NONE && who(r, by) != HS_NONE) out->actor_word = who(r, by);
        if (out->actor_word == subject) out->actor_word = HS_NONE;
    } else {
        if (subject != HS_NONE) {
            if (out->target_word == subject) out->target_word = HS_NONE;
            if (out->actor_word != HS_NONE && out->actor_word != subject && out->target_word == HS_NONE) out->target_word = out->actor_word;
            out->actor_word = subject;
        }
        if (out->target_word == HS_NONE)
            out->target_word = event_child(r, w, DEP_IOBJ) != HS_NONE ? who(r, event_child(r, w, DEP_IOBJ)) : other_party(r, w);
        uint32_t first = fit->subject == HS_NONE ? HS_NONE : name_beside(r, fit->subject); /* "old foes A and B held talks" */
        if (first == HS_NONE) first = fit->subject;
        if (out->target_word == HS_NONE && first != HS_NONE && out->code <= EVENT_COOPERATE && joined(r, first) != HS_NONE)
            out->target_word = who(r, joined(r, first));
        if (out->target_word == out->actor_word) out->target_word = HS_NONE;
    }
    for (unsigned i = 0; i < fit->n_cue; i++) add_cue(out, fit->cue[i]);
    return true;
}

static bool event_at(const struct event_reader *r, uint32_t w, unsigned depth, struct event *out)
{
    struct event_fit fit;
    struct event inner;
    if (!event_fit_word(r, w, &fit) || fit.row->act == EVENT_ACT_NOTHING) return false;
    if (fit.row->act == EVENT_ACT_LIGHT || fit.row->act == EVENT_ACT_SUFFERED) return code_light(r, w, &fit, depth, out);
    bool has_inner = fit.inner != HS_NONE && depth < DEPTH_MAX && event_at(r, fit.inner, depth + 1, &inner);
    if (fit.row->act == EVENT_ACT_FUTURE) {
        if (!has_inner) return false;
        *out = inner;
        out->contexts |= CONTEXT_BIT(CONTEXT_FUTURE);
        add_cue(out, w);
        return true;
    }
    struct event e = { .code = (enum event_code)fit.row->act,
                       .mode = fit.row->mode,
                       .contexts = fit.row->contexts,
                       .actor = HS_NONE,
                       .target = HS_NONE,
                       .when = HS_NONE,
                       .where = HS_NONE,
                       .theme = fit.theme };
    memcpy(e.cameo, fit.row->cameo, sizeof e.cameo);
    for (unsigned i = 0; i < fit.n_cue; i++) add_cue(&e, fit.cue[i]);
    e.actor_word = who(r, fit.actor != HS_NONE ? fit.actor : fit.subject);
    e.target_word = HS_NONE;
    if (fit.target != HS_NONE) e.target_word = party_behind(r, &e, fit.target, depth);
    bool noun = r->doc->words[w].upos == UPOS_NOUN || r->doc->words[w].upos == UPOS_PROPN;
    if (noun && e.actor_word == HS_NONE) e.actor_word = noun_actor(r, w, e.target_word);
    if (e.target_word == e.actor_word) e.target_word = HS_NONE;
    mutual_parties(r, &fit, &e);
    if (has_inner) {
        refine(&e, &inner);
        if (e.target_word == HS_NONE) {
            bool of_somebody = e.code == EVENT_REQUEST || e.code == EVENT_ACCUSE;
            e.target_word = of_somebody && inner.actor_word != e.actor_word ? inner.actor_word : HS_NONE;
            if (e.target_word == HS_NONE && e.code != EVENT_ACCUSE) e.target_word = inner.target_word;
        }
        if (e.theme == HS_NONE) e.theme = inner.theme;
    } else if (fit.inner != HS_NONE && e.target_word == HS_NONE && event_relation(r, fit.inner) != DEP_CCOMP) {
        e.target_word = by_name(r, party_behind(r, &e, fit.inner, DEPTH_MAX));
    } else if (fit.inner != HS_NONE && e.target_word == HS_NONE && e.code == EVENT_REQUEST) { /* "demanded that Iran ..." */
        uint32_t s = event_subject(r, fit.inner);
        if (s != HS_NONE) e.target_word = who(r, s);
    }
    if (e.target_word == e.actor_word) e.target_word = HS_NONE;
    if (e.target_word == HS_NONE && fit.theme != HS_NONE) {
        uint32_t behind = party_behind(r, &e, fit.theme, depth);
        if (behind != fit.theme || r->doc->words[behind].upos != UPOS_NOUN) e.target_word = behind; /* whose the thing is, not the thing */
    }
    if (e.target_word == e.actor_word) e.target_word = HS_NONE;
    if (e.target_word == HS_NONE && !noun) e.target_word = other_party(r, w);
    if (e.target_word == e.actor_word) e.target_word = HS_NONE;
    *out = e;
    return true;
}

/* People of whom nothing is told but that they are people: no source of an event by PLOVER, unless they protest. */
static bool is_anybody(const struct event_reader *r, uint32_t w)
{
    const struct actor *a = actor_at(r, w);
    if (a && (a->code[0] || a->of != HS_NONE || r->doc->words[w].upos == UPOS_PROPN)) return false;
    const int class = event_words_class(r->words, "anybody");
    for (uint32_t i = 0; a && i < a->n_mentions && i < MENTIONS_ASKED; i++) {
        const struct actor_mention *m = &r->doc->mentions[a->mentions[i]];
        if (m->form == FORM_NAME) return false;
        if (m->form == FORM_NOMINAL && r->doc->words[w].upos == UPOS_PRON && !event_in_class(r, m->head, class))
            return false; /* "they": the rebels */
    }
    if (named_in(r, w, PHRASE_STEPS) != HS_NONE) return false;
    return event_in_class(r, w, class);
}

/* PLOVER wants a source that the text tells, of material cooperation and sanctions a recipient too; of a noun, which may only point at what
 * everybody knows ("the war", "talks"), both are wanted. */
static bool has_parties(const struct event_reader *r, uint32_t word, const struct event *e)
{
    if (e->actor == HS_NONE || (e->code != EVENT_PROTEST && is_anybody(r, e->actor_word))) return false;
    bool verb = false;
    for (unsigned i = 0; i < e->n_cue; i++) verb |= r->doc->words[e->cue[i]].upos == UPOS_VERB || r->doc->words[e->cue[i]].upos == UPOS_AUX;
    if (!verb && r->doc->words[word].upos != UPOS_ADJ) return e->target != HS_NONE;
    return e->target != HS_NONE || (e->code != EVENT_COOPERATE && e->code != EVENT_AID && e->code != EVENT_SANCTION);
}

/* "surrounded himself with advisers": done to nobody. */
static bool is_reflexive(const struct event_reader *r, uint32_t w)
{
    static const char *const words[] = { "himself", "herself", "itself", "themselves", "myself", "ourselves", "yourself", "oneself", NULL };
    return w != HS_NONE && word_in(r->doc, w, words);
}

bool event_of(const struct event_reader *r, uint32_t word, struct event *out)
{
    if (!event_at(r, word, 0, out)) return false;
    if (event_is_figure(r, word, out) || is_reflexive(r, event_child(r, word, DEP_OBJ))) return false;
    out->actor = actor_of(r, out->actor_word);
    out->target = actor_of(r, out->target_word);
    if (out->target == out->actor) out->target = HS_NONE; /* "surrendered its weapons" */
    if (!has_parties(r, word, out)) return false;
    event_find_contexts(r, word, out);
    event_find_when(r, word, out);
    event_find_where(r, word, out);
    return true;
}

uint32_t event_within(const struct event_reader *r, uint32_t word)
{
    struct event_fit fit;
    uint32_t up = word;
    for (unsigned steps = 0; steps < 3; steps++) {
        up = r->doc->words[up].head;
        if (up == HS_NONE) return HS_NONE;
        if (!event_fit_word(r, up, &fit)) continue;
        bool light = fit.row->act == EVENT_ACT_LIGHT || fit.row->act == EVENT_ACT_SUFFERED;
        if (light && fit.object == word) return up;
        if (fit.row->act != EVENT_ACT_NOTHING && (fit.inner == word || fit.theme == word || fit.target == word)) return up;
    }
    return HS_NONE;
}

bool event_is_ahead(const struct event_reader *r, uint32_t word)
{
    struct event_fit fit;
    return event_fit_word(r, word, &fit) && fit.row->act == EVENT_ACT_FUTURE;
}

unsigned event_joined(const struct event_reader *r, uint32_t word, uint32_t *out, unsigned max)
{
    unsigned n = 0;
    if (word == HS_NONE || !max) return 0;
    out[n++] = word;
    EVENT_CHILDREN(r, word, c)
    {
        uint32_t w = event_relation(r, c) == DEP_CONJ && r->doc->words[c].upos != UPOS_VERB ? who(r, c) : HS_NONE;
        if (w != HS_NONE && n < max) out[n++] = w;
    }
    uint32_t owners[OWNERS_MAX];
    unsigned shared = shared_by(r, word, owners, OWNERS_MAX);
    for (unsigned i = 1; i < shared && n < max; i++) { /* the ambassadors of A, and B's: B stands for his */
        bool known = false;
        for (unsigned k = 0; k < n; k++) known |= out[k] == owners[i];
        if (!known) out[n++] = owners[i];
    }
    return n;
}

/* ---- Beginning ------------------------------------------------------------------------------------------------------------------------------ */

enum { COUNTRIES_MOST = 300 }; /* the lexicon has fewer */

/* "A Russian jet" is Russia's, if the article speaks of Russia at all. */
static void find_adjectives(struct event_reader *r, const struct lexicon *lexicon)
{
    const struct hearsay_document *doc = r->doc;
    const struct actor *countries[COUNTRIES_MOST]; /* the first of each code */
    uint32_t n = 0;
    for (uint32_t i = 0; i < doc->n_actors && n < COUNTRIES_MOST; i++) {
        const struct actor *a = &doc->actors[i];
        uint32_t k = 0;
        if (a->kind != ACTOR_COUNTRY || !a->n_mentions) continue;
        while (k < n && strcmp(countries[k]->code, a->code)) k++;
        if (k == n) countries[n++] = a;
    }
    for (uint32_t w = 0; n && w < doc->n_words; w++) {
        if (doc->words[w].upos != UPOS_ADJ || r->mention[w] != HS_NONE) continue;
        const struct lexicon_sense *s = state_of_adjective(doc, lexicon, w);
        uint32_t k = 0;
        while (s && k < n && strcmp(countries[k]->code, s->code)) k++;
        if (s && k < n) r->mention[w] = countries[k]->mentions[0];
    }
}

bool event_reader_begin(struct event_reader *r, const struct hearsay_document *doc, const struct event_words *words, const struct lexicon *lexicon,
                        struct arena *scratch)
{
    *r = (struct event_reader){ .doc = doc, .words = words };
    grammar_begin(&r->grammar, doc, NULL);
    if (!syntax_make(&r->syntax, doc, scratch)) return false;
    r->mention = ARENA_ARRAY(scratch, uint32_t, doc->n_words + 1);
    r->sport = ARENA_ZARRAY(scratch, uint8_t, doc->n_sentences + 1);
    if (!r->mention || !r->sport) return false;
    for (uint32_t i = 0; i < doc->n_words; i++) r->mention[i] = HS_NONE;
    for (uint32_t i = 0; i < doc->n_mentions; i++) {
        uint32_t head = doc->mentions[i].head, *m = head < doc->n_words ? &r->mention[head] : NULL;
        if (!m) continue;
        /* "A and B" as one has A's head: whoever asks for A means A. */
        bool better = *m == HS_NONE || doc->mentions[*m].words < doc->mentions[i].words;
        if (*m != HS_NONE && doc->actors[doc->mentions[*m].actor].n_members) better = true;
        if (*m != HS_NONE && doc->actors[doc->mentions[i].actor].n_members) better = false;
        if (better) *m = i;
    }
    find_adjectives(r, lexicon);
    event_count_sport(r);
    return true;
}
