/* event_contexts.c: future, hypothetical, historical from the verb and the clause; military, diplomatic and the like from the words of the clause.
 *
 *   future        "will", "is going to", "about to"; a date behind the article's own
 *   hypothetical  "would", "could", "may", ...; a clause with "if", "unless", "whether"; a question
 *   historical    a date more than a year before the article's own, or a century or decade that is over
 * A context of substance comes from the nearest clause only: PLOVER codes the event's own context, not its article's topic. */
#include "claims/event_contexts.h"

#include <stdlib.h>
#include <string.h>

#include "base/character.h"

enum { STEPS_MAX = 8 };

static const struct event_term *term(const struct event_reader *r, uint32_t w)
{
    struct span s = r->doc->words[w].span;
    return event_words_term(r->words, r->doc->text + s.start, s.end - s.start);
}

/* ---- Figures of speech ------------------------------------------------------------------------------------------------------------ */

void event_count_sport(struct event_reader *r)
{
    int sport = event_words_class(r->words, "sport"), game = event_words_class(r->words, "game");
    for (uint32_t i = 0; i < r->doc->n_words; i++) {
        const struct event_term *t = term(r, i);
        uint8_t *n = &r->sport[r->doc->words[i].sentence];
        unsigned more = sport >= 0 && event_term_in(t, (unsigned)sport) ? 2 : game >= 0 && event_term_in(t, (unsigned)game) ? 1 : 0;
        *n = (uint8_t)(*n + more > 255 ? 255 : *n + more);
    }
}

/* Deeds that are what they are, in a report of a game as well. */
static bool is_literal(const struct event *e)
{
    static const char *const modes[] = { "arrest",      "deport",         "execute",    "torture", "sexual",      "abduct",
                                         "assassinate", "suicide-attack", "explosives", "convict", "investigate", "allege",
                                         "disapprove",  "boycott",        "demo",       "riot",    "ban",         NULL };
    for (unsigned i = 0; e->mode && modes[i]; i++)
        if (!strcmp(e->mode, modes[i])) return true;
    return e->code == EVENT_ACCUSE || e->code == EVENT_REQUEST || e->code == EVENT_SUPPORT || e->code == EVENT_AID || e->code == EVENT_PROTEST;
}

bool event_is_figure(const struct event_reader *r, uint32_t word, const struct event *e)
{
    static const char *const literal[] = {
        "kill", "killed", "kills", "killing", "murder", "murdered", "shot", "wounded", "injured", "massacre", NULL
    };
    bool physical = e->code == EVENT_ASSAULT || e->code == EVENT_COERCE || e->code == EVENT_MOBILIZE || e->code == EVENT_THREATEN;
    if (physical && e->actor_word != HS_NONE && r->doc->words[e->actor_word].upos == UPOS_NOUN &&
        event_in_class(r, e->actor_word, event_words_class(r->words, "nature")) &&
        (r->mention[e->actor_word] == HS_NONE || e->target_word != HS_NONE))
        return true;
    return r->sport[r->doc->words[word].sentence] >= 2 && !is_literal(e) && !word_in(r->doc, word, literal);
}

/* ---- When, where ---------------------------------------------------------------------------------------------------------------- */

/* The clause that a word belongs to: the nearest verb above it that is none of its complements. */
static uint32_t clause_of(const struct event_reader *r, uint32_t w)
{
    for (unsigned steps = 0; steps < STEPS_MAX && r->doc->words[w].upos != UPOS_VERB; steps++) {
        uint32_t head = r->doc->words[w].head;
        if (head == HS_NONE) break;
        w = head;
    }
    return w;
}

void event_find_when(const struct event_reader *r, uint32_t word, struct event *e)
{
    const struct sentence *s = &r->doc->sentences[r->doc->words[word].sentence];
    uint32_t lo = 0, hi = r->doc->n_times;
    while (lo < hi) {
        uint32_t mid = lo + (hi - lo) / 2;
        if (r->doc->times[mid].span.start < s->span.start)
            lo = mid + 1;
        else
            hi = mid;
    }
    uint32_t best = HS_NONE, clause = clause_of(r, word), distance = 0;
    for (uint32_t i = lo; i < r->doc->n_times && r->doc->times[i].span.start < s->span.end; i++) {
        const struct time_expression *t = &r->doc->times[i];
        if (t->type != TIME_TYPE_DATE && t->type != TIME_TYPE_TIME) continue;
        uint32_t w = word_at(r->doc, t->span.start), up = w;
        unsigned steps = 0;
        bool own = false;
        for (; up != HS_NONE && steps < STEPS_MAX; steps++, up = r->doc->words[up].head) {
            if (up == word || up == clause) {
                own = true;
                break;
            }
            if (up != w && r->doc->words[up].upos == UPOS_VERB) break;
        }
        uint32_t d = steps * 64 + (w > word ? w - word : word - w);
        if (own && (best == HS_NONE || d < distance)) {
            best = i;
            distance = d;
        }
    }
    e->when = best;
    const char *value = best == HS_NONE ? NULL : r->doc->times[best].value, *published = r->doc->published;
    if (!value || !published || strlen(published) < 10 || !(value[0] >= '0' && value[0] <= '9')) {
        if (value && !strcmp(value, "FUTURE_REF")) e->contexts |= CONTEXT_BIT(CONTEXT_FUTURE);
        return;
    }
    size_t digits = strspn(value, "0123456789");
    int now = atoi(published), then = atoi(value);
    if (digits == 3) then = then * 10 + 9;
    if (digits == 2) then = then * 100 + 99;
    if (then < now - 1 || (then == now - 1 && strlen(value) >= 7 && value[4] == '-' && value[5] != 'W' && strncmp(value + 5, published + 5, 2) < 0))
        e->contexts |= CONTEXT_BIT(CONTEXT_HISTORICAL);
    else if (then > now || (strlen(value) >= 10 && value[5] != 'W' && strncmp(value, published, 10) > 0))
        e->contexts |= CONTEXT_BIT(CONTEXT_FUTURE);
}

static bool is_place(const struct event_reader *r, uint32_t w)
{
    if (r->mention[w] == HS_NONE) return false;
    enum actor_kind kind = r->doc->actors[r->doc->mentions[r->mention[w]].actor].kind;
    return kind == ACTOR_PLACE || kind == ACTOR_COUNTRY;
}

void event_find_where(const struct event_reader *r, uint32_t word, struct event *e)
{
    static const char *const in[] = { "in", "at", "near", "outside", "inside", "across", "around", "off", "throughout" };
    uint32_t clause = clause_of(r, word), heads[3] = { word, clause, HS_NONE };
    for (unsigned i = 0; i < 2 && heads[i] != HS_NONE; i++) {
        EVENT_CHILDREN(r, heads[i], c)
        {
            enum dependency d = event_relation(r, c);
            if ((d == DEP_OBL || d == DEP_NMOD) && is_place(r, c) && event_has_case(r, c, in, sizeof in / sizeof *in)) {
                e->where = r->doc->mentions[r->mention[c]].actor;
                return;
            }
        }
        uint32_t object = event_child(r, heads[i], DEP_OBJ);
        if (object == HS_NONE) continue;
        EVENT_CHILDREN(r, object, c)
        {
            if (event_relation(r, c) == DEP_NMOD && is_place(r, c) && event_has_case(r, c, in, sizeof in / sizeof *in)) {
                e->where = r->doc->mentions[r->mention[c]].actor;
                return;
            }
        }
    }
}

/* ---- Contexts --------------------------------------------------------------------------------------------------------------------- */

static const char *const modals_future[] = { "will", "wo", "'ll", "\xe2\x80\x99ll", "shall", NULL };
static const char *const modals_other[] = { "would", "could", "may", "might", "should", "can", "ca", "'d", "ought", "must", NULL };
static const char *const conditions[] = { "if", "unless", "whether", "lest", "provided", NULL };

/* Of the verb itself and the clauses it stands in, up to where somebody says it. */
static uint64_t modality(const struct event_reader *r, uint32_t word)
{
    uint64_t found = 0;
    uint32_t w = word;
    for (unsigned steps = 0; steps < STEPS_MAX; steps++) {
        EVENT_CHILDREN(r, w, c)
        {
            enum dependency d = event_relation(r, c);
            if (d == DEP_AUX || d == DEP_AUX_PASS) {
                if (word_in(r->doc, c, modals_future)) found |= CONTEXT_BIT(CONTEXT_FUTURE);
                if (word_in(r->doc, c, modals_other)) found |= CONTEXT_BIT(CONTEXT_HYPOTHETICAL);
            }
            if (d == DEP_MARK && word_in(r->doc, c, conditions)) found |= CONTEXT_BIT(CONTEXT_HYPOTHETICAL);
        }
        enum dependency up = event_relation(r, w);
        uint32_t head = r->doc->words[w].head;
        if (head == HS_NONE) break;
        if (up == DEP_XCOMP) {
            static const char *const ahead[] = { "going", "about", "set", "due", "expected", "likely", "scheduled", "poised", NULL };
            if (word_in(r->doc, head, ahead)) found |= CONTEXT_BIT(CONTEXT_FUTURE);
            w = head;
            continue;
        }
        if (up == DEP_CONJ && r->doc->words[w].upos == UPOS_VERB && event_child(r, w, DEP_NSUBJ) == HS_NONE) {
            w = head;
            continue;
        }
        if (r->doc->words[w].upos != UPOS_VERB && (up == DEP_OBJ || up == DEP_OBL || up == DEP_NMOD || up == DEP_NSUBJ || up == DEP_NSUBJ_PASS)) {
            w = head;
            continue;
        }
        break;
    }
    const struct sentence *s = &r->doc->sentences[r->doc->words[word].sentence];
    if (s->words && word_is(r->doc, s->first_word + s->words - 1, "?")) found |= CONTEXT_BIT(CONTEXT_HYPOTHETICAL);
    return found;
}

/* The words of the clause, and of the phrases of those who take part. Linear in the clause; one look at the table a word. */
static uint64_t substance(const struct event_reader *r, uint32_t word)
{
    const struct sentence *s = &r->doc->sentences[r->doc->words[word].sentence];
    uint32_t first = word > s->first_word + 24 ? word - 24 : s->first_word, last = word + 24;
    uint64_t found = 0;
    if (last > s->first_word + s->words) last = s->first_word + s->words;
    for (uint32_t i = first; i < last; i++) {
        const struct event_term *t = term(r, i);
        if (!t || !t->contexts) continue;
        uint32_t up = i;
        for (unsigned steps = 0; up != HS_NONE && steps < STEPS_MAX; steps++, up = r->doc->words[up].head) {
            if (up == word) {
                found |= t->contexts;
                break;
            }
            enum dependency d = event_relation(r, up);
            if (d == DEP_ADVCL || d == DEP_PARATAXIS || d == DEP_CCOMP || (d == DEP_CONJ && r->doc->words[up].upos == UPOS_VERB)) break;
        }
    }
    return found;
}

void event_find_contexts(const struct event_reader *r, uint32_t word, struct event *e)
{
    e->contexts |= modality(r, word) | substance(r, word);
    uint32_t clause = clause_of(r, word);
    if (clause != word && event_relation(r, word) == DEP_OBJ) e->contexts |= substance(r, clause);
}
