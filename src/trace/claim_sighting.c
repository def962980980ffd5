/* claim_sighting.c: from a claim, or a sentence, to what is compared. */
#include "trace/claim_sighting.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/bisect.h"
#include "base/calendar.h"
#include "discourse/states.h"
#include "discourse/times_phrases.h"

enum { WORDS_MAX = 96 };

/* The words of a claim, and those that matter in it. */
struct phrase {
    uint32_t words[WORDS_MAX], n;
    uint32_t predicate, actor, target, object; /* words; HS_NONE */
};

static uint32_t hash_code(const char *code) { return (uint32_t)XXH3_64bits(code, 3) | 1; }

static uint32_t stem_of_word(const struct hearsay_document *doc, uint32_t w)
{
    return stem_hash(doc->text + doc->words[w].span.start, doc->words[w].span.end - doc->words[w].span.start);
}

/* ---- Days ----------------------------------------------------------------------------------------------------------------------- */

/* A TIMEX3 date as the days that it covers: "2023", "2023-02", "2023-02-07T18:30", "2023-W06". False: it is no such date. */
static bool days_of(const char *value, int32_t *from, int32_t *to)
{
    int year, month, day, week;
    if (!value || !isdigit((unsigned char)value[0])) return false;
    if (sscanf(value, "%4d-W%2d", &year, &week) == 2) {
        *from = calendar_week_start((struct calendar_week){ year, week });
        *to = *from + 6;
    } else if (sscanf(value, "%4d-%2d-%2d", &year, &month, &day) == 3 && month >= 1 && month <= 12 && day >= 1 && day <= 31) {
        *from = *to = calendar_day(year, month, day);
    } else if (sscanf(value, "%4d-%2d", &year, &month) == 2 && month >= 1 && month <= 12) {
        *from = calendar_day(year, month, 1);
        *to = *from + calendar_month_days(year, month) - 1;
    } else if (strlen(value) == 4 && sscanf(value, "%4d", &year) == 1) {
        *from = calendar_day(year, 1, 1);
        *to = calendar_day(year, 12, 31);
    } else {
        return false;
    }
    return true;
}

/* ---- Numbers ---------------------------------------------------------------------------------------------------------------------- */

enum { INSIDE_A_NUMBER = 1 };

/* Numbers by their value, in figures or words, those of dates and durations aside: they are compared as days. */
static bool read_numbers(struct sighting_reader *r, struct arena *a)
{
    const struct hearsay_document *doc = r->doc;
    const struct time_lexicon *lexicon = time_lexicon_make(a);
    uint32_t most = 0;
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        const uint32_t n = time_words_count(doc, &doc->blocks[b]);
        if (n > most) most = n;
    }
    struct time_words words = { .at = ARENA_ARRAY(a, struct time_word, (size_t)most + 1) };
    r->number = ARENA_ZARRAY(a, uint32_t, (size_t)doc->n_words + 1);
    if (!lexicon || !words.at || !r->number) return false;
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        int64_t milli;
        time_words_read(&words, doc, &doc->blocks[b], lexicon);
        for (uint32_t i = 0, end; i < words.n; i = end ? end : i + 1) {
            end = time_number_read(&words, i, &milli);
            for (uint32_t k = i; k < end; k++) r->number[words.at[k].word] = INSIDE_A_NUMBER;
            if (end) r->number[words.at[i].word] = (uint32_t)XXH3_64bits(&milli, sizeof milli) | 2;
        }
    }
    for (uint32_t t = 0; t < doc->n_times; t++)
        for (uint32_t w = grammar_word_at(doc, doc->times[t].span.start); w < doc->n_words && doc->words[w].span.start < doc->times[t].span.end; w++)
            r->number[w] = 0;
    return true;
}

/* ---- Parties --------------------------------------------------------------------------------------------------------------------- */

/* The last words of a name, or of the noun phrase that a word heads: its stems. */
static void party_names(struct claim_party *p, const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t w = last + 1; w-- > first && p->n_names < PARTY_NAMES;) {
        const uint8_t upos = doc->words[w].upos;
        if (upos != UPOS_NOUN && upos != UPOS_PROPN && upos != UPOS_ADJ && upos != UPOS_NUM && upos != UPOS_VERB) continue;
        const uint32_t stem = stem_of_word(doc, w);
        if (stem) p->names[p->n_names++] = stem;
    }
}

static void find_party(struct claim_party *p, const struct sighting_reader *r, uint32_t actor)
{
    const struct hearsay_document *doc = r->doc;
    const struct actor *a = &doc->actors[actor];
    const struct actor_mention *best = NULL;
    memset(p, 0, sizeof *p);
    if (a->code[0]) p->state = hash_code(a->code);
    p->country = a->kind == ACTOR_COUNTRY;
    /* As a party a capital is its state, though the reading took it for a place: "handed them over to Moscow". */
    struct lexicon_match match;
    if (a->kind == ACTOR_PLACE && r->lexicon && lexicon_find(r->lexicon, a->name, strlen(a->name), &match)) {
        const struct lexicon_sense *capital = lexicon_sense_of(&match, LEXICON_CAPITAL);
        if (capital && capital->code[0]) {
            p->state = hash_code(capital->code);
            p->country = true;
        }
    }
    p->person = a->kind == ACTOR_PERSON;
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        const struct actor_mention *m = &doc->mentions[a->mentions[i]];
        if (m->form == FORM_PRONOUN) continue;
        p->named |= m->form == FORM_NAME || m->form == FORM_ALIAS;
        /* The fullest name, else the first description. */
        const bool name = m->form == FORM_NAME, best_name = best && best->form == FORM_NAME;
        if (!best || (name && (!best_name || m->words > best->words))) best = m;
    }
    if (p->country || !best) return;
    for (uint32_t w = best->first_word; w < best->first_word + best->words && !p->state; w++) {
        const struct lexicon_sense *sense = state_of_adjective(doc, r->lexicon, w);
        if (sense && sense->code[0]) p->state = hash_code(sense->code);
    }
    const uint32_t last = best->form == FORM_NAME ? best->first_word + best->words - 1 : best->head;
    party_names(p, doc, best->form == FORM_NAME ? best->first_word : best->head > best->first_word + 2 ? best->head - 2 : best->first_word, last);
}

/* Each actor is looked at once, however many claims are his. */
static void party_of_actor(struct claim_party *p, const struct sighting_reader *r, uint32_t actor)
{
    if (!r->party_known[actor]) {
        find_party(&r->party[actor], r, actor);
        r->party_known[actor] = true;
    }
    *p = r->party[actor];
}

/* What a word heads, where no actor of the document is meant. */
static void party_of_word(struct claim_party *p, const struct sighting_reader *r, uint32_t w)
{
    const struct hearsay_document *doc = r->doc;
    memset(p, 0, sizeof *p);
    if (w == HS_NONE) return;
    if (r->mention[w] != HS_NONE) {
        party_of_actor(p, r, doc->mentions[r->mention[w]].actor);
        return;
    }
    if (doc->words[w].upos == UPOS_PRON) return;
    uint32_t first = w;
    for (uint32_t c = grammar_begins(&r->grammar, w); c < w; c++) {
        if (doc->words[c].head != w) continue;
        const struct lexicon_sense *sense = state_of_adjective(doc, r->lexicon, c);
        if (sense && sense->code[0] && !p->state) p->state = hash_code(sense->code);
        const enum dependency d = grammar_relation(&r->grammar, c);
        if ((d == DEP_AMOD || d == DEP_COMPOUND) && !sense && c < first) first = c;
    }
    party_names(p, doc, first, w);
    p->named = doc->words[w].upos == UPOS_PROPN;
}

static bool is_party_word(const struct sighting_reader *r, uint32_t w) { return r->mention[w] != HS_NONE; }

/* ---- The sentence ------------------------------------------------------------------------------------------------------------------ */

static bool in_phrase(const struct phrase *p, uint32_t w)
{
    for (uint32_t i = 0; i < p->n; i++)
        if (p->words[i] == w) return true;
    return false;
}

/* The word of the phrase under which the others hang: its main verb, else the highest. */
static uint32_t top_of(const struct hearsay_document *doc, const struct phrase *p)
{
    uint32_t best = HS_NONE;
    unsigned best_depth = UINT32_MAX;
    for (uint32_t i = 0; i < p->n; i++) {
        const uint32_t w = p->words[i];
        unsigned depth = 0;
        if (doc->words[w].upos == UPOS_PUNCT) continue;
        for (uint32_t h = doc->words[w].head; h != HS_NONE && depth < 40; h = doc->words[h].head) depth++;
        if (doc->words[w].upos != UPOS_VERB) depth += 1;
        if (depth < best_depth) {
            best = w;
            best_depth = depth;
        }
    }
    return best;
}

static const char *const goal_cases = "at against to toward towards for with on over into";

static bool has_case(const struct sighting_reader *r, uint32_t w, const char *words)
{
    for (uint32_t c = grammar_begins(&r->grammar, w); c < w; c++)
        if (r->doc->words[c].head == w && grammar_relation(&r->grammar, c) == DEP_CASE && grammar_is(&r->grammar, c, words)) return true;
    return false;
}

/* Subject and object of the predicate, active or passive. */
static void read_frame(struct phrase *p, const struct sighting_reader *r)
{
    const struct grammar *g = &r->grammar;
    const uint32_t v = p->predicate;
    uint32_t passive, agent;
    if (v == HS_NONE) return;
    passive = grammar_first(g, v, DEP_NSUBJ_PASS);
    agent = grammar_first(g, v, DEP_AGENT);
    for (uint32_t c = grammar_begins(g, v); agent == HS_NONE && c < grammar_ends(g, v); c++)
        if (r->doc->words[c].head == v && grammar_relation(g, c) == DEP_OBL && has_case(r, c, "by")) agent = c;
    /* "Troops were moved to the border with Norway by Poland": the parser hangs it lower. */
    for (uint32_t c = grammar_ends(g, v); passive != HS_NONE && agent == HS_NONE && c-- > grammar_begins(g, v);)
        if (is_party_word(r, c) && has_case(r, c, "by")) agent = c;
    p->object = passive != HS_NONE ? passive : grammar_first(g, v, DEP_OBJ);
    if (p->actor == HS_NONE) p->actor = passive != HS_NONE ? agent : grammar_subject(g, v);
    /* What is "given" has its receiver behind "to", and that is the other party; what is done otherwise has it in its object. */
    uint32_t goal = grammar_first(g, v, DEP_IOBJ);
    for (uint32_t c = grammar_begins(g, v); goal == HS_NONE && c < grammar_ends(g, v); c++) {
        uint32_t h = r->doc->words[c].head;
        const enum dependency d = grammar_relation(g, c);
        if ((d != DEP_OBL && d != DEP_NMOD) || !has_case(r, c, goal_cases) || !is_party_word(r, c)) continue;
        for (unsigned up = 0; h != HS_NONE && h != v && up < 3; up++) h = r->doc->words[h].head;
        if (h == v) goal = c;
    }
    if (p->target == HS_NONE) p->target = goal != HS_NONE ? goal : p->object;
}

static void keep_meaning(int8_t *out, const float *vector)
{
    float norm = 0;
    for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) norm += vector[d] * vector[d];
    for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) out[d] = norm > 0 ? (int8_t)lrintf(127 * vector[d] / sqrtf(norm)) : 0;
}

static const struct term *term_at(const struct sighting_reader *r, uint32_t word)
{
    uint32_t first;
    BISECT(first, r->terms.n, r->terms.at[first].word < word);
    return first < r->terms.n && r->terms.at[first].word == word ? &r->terms.at[first] : NULL;
}

static void keep_word(const struct sighting_reader *r, uint32_t word, int8_t *meaning, uint32_t *stem)
{
    const struct term *t = word == HS_NONE ? NULL : term_at(r, word);
    if (!t) return;
    keep_meaning(meaning, t->vector);
    if (stem) *stem = t->stem;
}

/* A name that is neither party's: a place, somebody else. */
static bool is_other_name(const struct sighting_reader *r, const struct phrase *p, uint32_t w)
{
    if (r->mention[w] == HS_NONE) return false;
    const struct actor_mention *m = &r->doc->mentions[r->mention[w]];
    if (m->form != FORM_NAME && m->form != FORM_ALIAS) return false;
    const uint32_t parties[] = { p->actor, p->target };
    for (unsigned i = 0; i < 2; i++)
        if (parties[i] != HS_NONE && r->mention[parties[i]] != HS_NONE && r->doc->mentions[r->mention[parties[i]]].actor == m->actor) return false;
    return true;
}

static void keep_terms(struct claim_sighting *s, const struct sighting_reader *r, const struct phrase *p)
{
    float sum[MEANING_DIMENSIONS] = { 0 };
    for (uint32_t i = 0; i < p->n; i++) {
        const struct term *t = term_at(r, p->words[i]);
        const uint32_t number = r->number[p->words[i]];
        if (!t || number == INSIDE_A_NUMBER) continue;
        for (unsigned d = 0; d < MEANING_DIMENSIONS && !t->name; d++) sum[d] += t->weight * t->vector[d];
        const uint32_t stem = number ? number : t->stem;
        uint32_t k = 0;
        while (k < s->n_terms && s->terms[k].stem != stem) k++;
        if (k < s->n_terms) continue;
        if (s->n_terms == CLAIM_TERMS) {
            /* The lightest makes room. */
            uint32_t lightest = 0;
            for (k = 1; k < CLAIM_TERMS; k++)
                if (s->terms[k].weight < s->terms[lightest].weight) lightest = k;
            if (s->terms[lightest].weight >= t->weight) continue;
            k = lightest;
        } else {
            k = s->n_terms++;
        }
        s->terms[k] = (struct claim_term){ stem, t->weight, number != 0, is_other_name(r, p, t->word) };
    }
    keep_meaning(s->meaning, sum);
}

/* Who stands behind a preposition that no doer stands behind. */
static void keep_goals(struct claim_sighting *s, const struct sighting_reader *r, const struct phrase *p)
{
    for (uint32_t i = 0; i < p->n && s->n_goals < CLAIM_OTHERS; i++) {
        const uint32_t w = p->words[i];
        if (r->mention[w] == HS_NONE || !has_case(r, w, "at against to toward towards on")) continue;
        struct claim_party party;
        party_of_word(&party, r, w);
        if (party.state)
            s->goals[s->n_goals++] = party.state;
        else if (party.named && party.n_names)
            s->goals[s->n_goals++] = party.names[0];
    }
}

static void keep_time(struct claim_sighting *s, const struct sighting_reader *r, const struct phrase *p, const char *when)
{
    s->from = s->to = CLAIM_NO_DAY;
    if (days_of(when, &s->from, &s->to) || !p->n) return;
    const struct hearsay_document *doc = r->doc;
    uint32_t first = p->words[0], last = p->words[0], at;
    for (uint32_t i = 1; i < p->n; i++) {
        if (p->words[i] < first) first = p->words[i];
        if (p->words[i] > last) last = p->words[i];
    }
    BISECT(at, doc->n_times, doc->times[at].span.start < doc->words[first].span.start);
    for (uint32_t t = at; t < doc->n_times && doc->times[t].span.start < doc->words[last].span.end; t++) {
        const struct time_expression *x = &doc->times[t];
        const uint32_t w = grammar_word_at(doc, x->span.start);
        if (w < doc->n_words && in_phrase(p, w) && (x->type == TIME_TYPE_DATE || x->type == TIME_TYPE_TIME) && days_of(x->value, &s->from, &s->to))
            return;
    }
}

static void finish(struct claim_sighting *s, const struct sighting_reader *r, const struct phrase *p, const char *when)
{
    /* "A and B signed": what the one does to the other, the other does to it. */
    s->mutual |= p->actor != HS_NONE && p->target != HS_NONE && r->doc->words[p->target].head == p->actor &&
                 grammar_relation(&r->grammar, p->target) == DEP_CONJ;
    keep_word(r, p->predicate, s->predicate, &s->predicate_stem);
    keep_word(r, p->object, s->object_noun, &s->object_stem);
    keep_word(r, p->actor, s->actor_noun, NULL);
    keep_terms(s, r, p);
    keep_goals(s, r, p);
    keep_time(s, r, p, when);
}

static void begin(struct claim_sighting *s, const struct sighting_reader *r)
{
    memset(s, 0, sizeof *s);
    s->article = r->doc->id;
    s->code = CLAIM_NO_CODE;
    s->published = r->published;
}

/* ---- Entry points -------------------------------------------------------------------------------------------------------------------- */

bool sighting_begin(struct sighting_reader *r, const struct hearsay_document *doc, const struct lexicon *lexicon, const struct similarity *similarity,
                    const struct cues *cues, struct arena *a)
{
    int32_t to;
    *r = (struct sighting_reader){ .doc = doc,
                                   .lexicon = lexicon,
                                   .published = CLAIM_NO_DAY,
                                   .mention = ARENA_ARRAY(a, uint32_t, doc->n_words + 1),
                                   .party = ARENA_ARRAY(a, struct claim_party, doc->n_actors + 1),
                                   .party_known = ARENA_ZARRAY(a, bool, doc->n_actors + 1) };
    if (!r->mention || !r->party || !r->party_known || !read_numbers(r, a) || !terms_of(&r->terms, doc, 0, doc->n_words, lexicon, similarity, a))
        return false;
    grammar_begin(&r->grammar, doc, cues);
    if (doc->published) days_of(doc->published, &r->published, &to);
    for (uint32_t w = 0; w < doc->n_words; w++) r->mention[w] = HS_NONE;
    for (uint32_t m = 0; m < doc->n_mentions; m++) {
        const struct actor_mention *am = &doc->mentions[m];
        if (am->form == FORM_NAME || am->form == FORM_ALIAS)
            for (uint32_t i = 0; i < am->words; i++) r->mention[am->first_word + i] = m;
        else if (r->mention[am->head] == HS_NONE)
            r->mention[am->head] = m;
    }
    return true;
}

static void gather_words(struct phrase *p, const struct hearsay_document *doc, struct span_list spans)
{
    for (uint32_t k = 0; k < spans.n; k++)
        for (uint32_t w = grammar_word_at(doc, spans.at[k].start); w < doc->n_words && doc->words[w].span.start < spans.at[k].end && p->n < WORDS_MAX;
             w++)
            p->words[p->n++] = w;
}

/* The word of the phrase that names an actor, so that it has a meaning; HS_NONE. */
static uint32_t word_of_actor(const struct sighting_reader *r, const struct phrase *p, uint32_t actor)
{
    for (uint32_t i = 0; i < p->n && actor != HS_NONE; i++)
        if (r->mention[p->words[i]] != HS_NONE && r->doc->mentions[r->mention[p->words[i]]].actor == actor) return p->words[i];
    return HS_NONE;
}

static bool is_mutual(uint8_t code) { return code == EVENT_CONSULT || code == EVENT_AGREE || code == EVENT_COOPERATE; }

void sighting_of_claim(struct claim_sighting *out, const struct sighting_reader *r, uint32_t claim)
{
    const struct hearsay_document *doc = r->doc;
    const struct claim *c = &doc->claims[claim];
    const struct claim_event *e = c->event;
    struct phrase p = { .predicate = HS_NONE, .actor = HS_NONE, .target = HS_NONE, .object = HS_NONE };
    begin(out, r);
    if (c->n_mentions) gather_words(&p, doc, c->mentions[0].spans);
    if (!e) {
        p.predicate = top_of(doc, &p);
        read_frame(&p, r);
        party_of_word(&out->actor, r, p.actor);
        party_of_word(&out->target, r, p.target);
        finish(out, r, &p, NULL);
        return;
    }
    for (unsigned i = 0; i < EVENT_CODES; i++)
        if (!strcmp(event_code_names[i], e->code)) out->code = (uint8_t)i;
    for (uint32_t i = 0; i < e->n_contexts; i++) out->future |= !strcmp(e->contexts[i], event_context_names[CONTEXT_FUTURE]);
    p.predicate = e->cue.n ? grammar_word_at(doc, e->cue.at[0].start) : top_of(doc, &p);
    p.actor = word_of_actor(r, &p, e->actor);
    p.target = word_of_actor(r, &p, e->target);
    /* "Agreed to sell tanks to" has a direction, "agreed with" none. */
    out->mutual = is_mutual(out->code) && (p.target == HS_NONE || !has_case(r, p.target, "to toward towards from against for at on into"));
    read_frame(&p, r);
    if (e->theme.n) p.object = grammar_word_at(doc, e->theme.at[e->theme.n - 1].start);
    if (e->actor != HS_NONE)
        party_of_actor(&out->actor, r, e->actor);
    else
        party_of_word(&out->actor, r, p.actor);
    if (e->target != HS_NONE)
        party_of_actor(&out->target, r, e->target);
    else
        party_of_word(&out->target, r, p.target);
    if (e->where != HS_NONE) {
        struct claim_party place;
        party_of_actor(&place, r, e->where);
        out->place = place.n_names ? place.names[0] : place.state;
    }
    finish(out, r, &p, e->when);
}

void sighting_of_sentence(struct claim_sighting *out, const struct sighting_reader *r, uint32_t sentence)
{
    const struct hearsay_document *doc = r->doc;
    const struct sentence *s = &doc->sentences[sentence];
    struct phrase p = { .predicate = HS_NONE, .actor = HS_NONE, .target = HS_NONE, .object = HS_NONE };
    begin(out, r);
    for (uint32_t w = s->first_word; w < s->first_word + s->words && p.n < WORDS_MAX; w++) p.words[p.n++] = w;
    p.predicate = top_of(doc, &p);
    read_frame(&p, r);
    party_of_word(&out->actor, r, p.actor);
    party_of_word(&out->target, r, p.target);
    out->negated = p.predicate != HS_NONE && grammar_negated(&r->grammar, p.predicate);
    finish(out, r, &p, NULL);
}

bool sightings_make(struct hearsay_document *doc, const struct lexicon *lexicon, const struct similarity *similarity, const struct cues *cues,
                    struct arena *scratch)
{
    const struct arena_mark mark = arena_mark(scratch);
    struct sighting_reader r;
    doc->sightings = ARENA_ARRAY(doc->arena, struct claim_sighting, doc->n_claims + 1);
    const bool good = doc->sightings && (!doc->n_claims || sighting_begin(&r, doc, lexicon, similarity, cues, scratch));
    for (uint32_t i = 0; good && i < doc->n_claims; i++) sighting_of_claim(&doc->sightings[i], &r, i);
    arena_release(scratch, mark);
    return good;
}

/* ---- From outside ----------------------------------------------------------------------------------------------------------------- */

/* Days are subtracted from each other. */
enum { DAY_MOST = 100000000 };

static bool is_day(int32_t day) { return day == CLAIM_NO_DAY || (day >= -DAY_MOST && day <= DAY_MOST); }

/* A bool of memory that somebody else has written may be neither true nor false, and must not be read as one. */
static bool is_bool(const void *at) { return *(const unsigned char *)at <= 1; }

static bool is_party(const struct claim_party *p)
{
    return p->n_names <= PARTY_NAMES && is_bool(&p->named) && is_bool(&p->person) && is_bool(&p->country);
}

bool sighting_from(struct claim_sighting *out, const void *bytes, size_t len)
{
    if (!bytes || len != sizeof *out) return false;
    memcpy(out, bytes, sizeof *out);
    const struct claim_sighting *s = out;
    bool good = (s->code < EVENT_CODES || s->code == CLAIM_NO_CODE) && is_bool(&s->future) && is_bool(&s->mutual) && is_bool(&s->negated) &&
                is_party(&s->actor) && is_party(&s->target) && s->n_goals <= CLAIM_OTHERS && s->n_terms <= CLAIM_TERMS && is_day(s->published) &&
                is_day(s->from) && is_day(s->to) && (s->from == CLAIM_NO_DAY) == (s->to == CLAIM_NO_DAY);
    for (uint32_t i = 0; good && i < s->n_terms; i++) {
        const struct claim_term *t = &s->terms[i];
        good = t->weight >= 0 && t->weight < 1e6F && is_bool(&t->number) && is_bool(&t->other_name);
    }
    return good;
}
