/* matching.c: which propositions say the same.
 *
 *   events    the same code; the same parties (mutual ones both ways); modes, times and things that do not contradict each other
 *   contents  of their content words at least four fifths in common, and three
 *   parties   one actor; or a state and an organ, force or group of that state's, since "Moscow" and "the Russian army" take each other's place in
 *             what newspapers report; never a person and a state: an official may have been on his own */
#include <string.h>

#include "base/character.h"
#include "claims/propositions.h"

enum { WORDS_MAX = 48 };

/* ---- Parties --------------------------------------------------------------------------------------------------------------- */

static bool is_organ(const struct actor *a) { return a->kind == ACTOR_ORGANISATION || a->kind == ACTOR_GROUP || a->kind == ACTOR_PLACE; }

bool parties_same(const struct hearsay_document *doc, uint32_t a, uint32_t b)
{
    if (a == b) return a != HS_NONE;
    if (a == HS_NONE || b == HS_NONE) return false;
    const struct actor *x = &doc->actors[a], *y = &doc->actors[b];
    /* "Russia's Wagner group": an organisation of a state's, code or none. */
    if ((x->of == b && is_organ(x)) || (y->of == a && is_organ(y))) return true;
    if (x->n_members || y->n_members) {
        for (uint32_t i = 0; i < x->n_members; i++)
            if (x->members[i] == b) return true;
        for (uint32_t i = 0; i < y->n_members; i++)
            if (y->members[i] == a) return true;
    }
    if (!x->code[0] || strcmp(x->code, y->code)) return false;
    if (x->kind == ACTOR_COUNTRY) return y->kind == ACTOR_COUNTRY || is_organ(y);
    return y->kind == ACTOR_COUNTRY && is_organ(x);
}

/* ---- Words ------------------------------------------------------------------------------------------------------------------- */

/* The first letters of a word without its ending, so that "weapons" and "weapon", "supplied" and "supplying" are one. */
static uint32_t stem_of(const struct hearsay_document *doc, uint32_t w)
{
    const struct span s = doc->words[w].span;
    const char *t = doc->text + s.start;
    size_t n = s.end - s.start;
    if (n > 5 && ascii_equals(t + n - 3, 3, "ing"))
        n -= 3;
    else if (n > 4 && (ascii_equals(t + n - 2, 2, "ed") || ascii_equals(t + n - 2, 2, "es")))
        n -= 2;
    else if (n > 3 && (t[n - 1] == 's' || t[n - 1] == 'e') && t[n - 2] != 's')
        n -= 1;
    if (n > 3 && t[n - 1] == t[n - 2]) n--;
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < n; i++) h = (h ^ (unsigned char)ascii_lower(t[i])) * 16777619u;
    return h;
}

static uint32_t content_words(const struct hearsay_document *doc, struct span_list spans, uint32_t *out)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < spans.n; k++)
        for (uint32_t w = grammar_word_at(doc, spans.at[k].start); w < doc->n_words && doc->words[w].span.start < spans.at[k].end && n < WORDS_MAX;
             w++) {
            uint8_t upos = doc->words[w].upos;
            if (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_VERB && upos != UPOS_ADJ && upos != UPOS_NUM) continue;
            uint32_t stem = stem_of(doc, w), i = 0;
            while (i < n && out[i] != stem) i++;
            if (i == n) out[n++] = stem;
        }
    return n;
}

static bool contents_same(const struct hearsay_document *doc, struct span_list a, struct span_list b)
{
    uint32_t x[WORDS_MAX], y[WORDS_MAX], common = 0, n = content_words(doc, a, x), m = content_words(doc, b, y);
    for (uint32_t i = 0; i < n; i++)
        for (uint32_t k = 0; k < m; k++) common += x[i] == y[k];
    return common >= 3 && 5 * common >= 4 * (n > m ? n : m);
}

/* ---- Events ----------------------------------------------------------------------------------------------------------------------- */

static bool themes_same(const struct claim_reader *r, uint32_t a, uint32_t b)
{
    if (a == HS_NONE || b == HS_NONE) return true;
    if (stem_of(r->doc, a) == stem_of(r->doc, b)) return true;
    static const char *const kinds[] = { "weapon", "aid", "money", "troops", "agreement", "talks", "sanctions" };
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
        int class = event_words_class(r->events.words, kinds[i]);
        if (event_in_class(&r->events, a, class) && event_in_class(&r->events, b, class)) return true;
    }
    return false;
}

/* One day, or one holds the other: "2023-01" and "2023-01-29". */
static bool times_agree(const struct hearsay_document *doc, uint32_t a, uint32_t b)
{
    if (a == HS_NONE || b == HS_NONE || a == b) return true;
    const char *x = doc->times[a].value, *y = doc->times[b].value;
    size_t n = strlen(x), m = strlen(y);
    if (!(x[0] >= '0' && x[0] <= '9') || !(y[0] >= '0' && y[0] <= '9')) return true;
    return !strncmp(x, y, n < m ? n : m);
}

/* Weapons sold are weapons supplied, to those who quarrel over whether they were. */
static bool codes_agree(const struct event *a, const struct event *b)
{
    if (a->code == b->code) return !a->mode || !b->mode || !strcmp(a->mode, b->mode);
    bool arms_a = (a->contexts & CONTEXT_BIT(CONTEXT_MILITARY)) != 0, arms_b = (b->contexts & CONTEXT_BIT(CONTEXT_MILITARY)) != 0;
    bool aid_a = a->code == EVENT_AID, aid_b = b->code == EVENT_AID;
    return arms_a && arms_b && aid_a != aid_b && (aid_a ? b : a)->code == EVENT_COOPERATE && !strncmp((aid_a ? b : a)->cameo, "062", 3);
}

/* The actor behind a party, where its phrase names a state as the owner: "Russia's Wagner group". */
static uint32_t owner_of(const struct claim_reader *r, uint32_t word)
{
    uint32_t poss = word == HS_NONE ? HS_NONE : event_child(&r->events, word, DEP_POSS);
    return poss == HS_NONE || r->events.mention[poss] == HS_NONE ? HS_NONE : r->doc->mentions[r->events.mention[poss]].actor;
}

static bool targets_same(const struct claim_reader *r, const struct event *a, const struct event *b)
{
    if (parties_same(r->doc, a->target, b->target)) return true;
    return parties_same(r->doc, owner_of(r, a->target_word), b->target) || parties_same(r->doc, a->target, owner_of(r, b->target_word));
}

static bool events_same(const struct claim_reader *r, const struct event *a, const struct event *b)
{
    const struct hearsay_document *doc = r->doc;
    const uint64_t future = CONTEXT_BIT(CONTEXT_FUTURE);
    if (!codes_agree(a, b) || (a->contexts & future) != (b->contexts & future) || !times_agree(doc, a->when, b->when)) return false;
    if (!themes_same(r, a->theme, b->theme)) return false;
    bool none = a->target == HS_NONE && b->target == HS_NONE;
    if (parties_same(doc, a->actor, b->actor) && (targets_same(r, a, b) || (none && a->theme != HS_NONE && b->theme != HS_NONE))) return true;
    const bool meeting = a->code == EVENT_CONSULT && !(a->mode && !strcmp(a->mode, "visit"));
    return ((a->mutual && b->mutual) || meeting) && parties_same(doc, a->actor, b->target) && parties_same(doc, a->target, b->actor);
}

bool proposition_same(const struct claim_reader *r, const struct proposition *a, const struct proposition *b)
{
    if (a->coded != b->coded) return false;
    if (a->coded && events_same(r, &a->event, &b->event)) return true;
    if (a->coded && (a->event.code != b->event.code || a->event.actor != b->event.actor || a->event.target != b->event.target)) return false;
    return contents_same(r->doc, a->spans, b->spans);
}
