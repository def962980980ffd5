/* propositions.c: which places of a text say something that somebody may hold.
 *
 *   events      each predicate that codes, wherever it stands; but what a coded predicate takes in is its own business ("refused to meet", "condemned
 *               an attack"), unless it is an accused deed: that is said apart, by the accuser
 *   contents    of an attribution whose main clause codes nothing, as a whole: clauses only, and none that merely holds what another one says
 *   nothing     credits, bylines, links to other articles; questions and demands that code nothing, since nobody holds them */
#include "claims/propositions.h"

#include <stdlib.h>
#include <string.h>

#include "base/character.h"
#include "discourse/citing.h"

enum { PARTIES_MAX = 6, PAIRS_MAX = 12 };

struct party {
    uint32_t actor, word;
};

/* ---- Where words stand ------------------------------------------------------------------------------------------------------- */

static uint32_t length_of(struct span_list spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans.n; i++) n += spans.at[i].end - spans.at[i].start;
    return n;
}

struct sized {
    uint32_t index, length, voices;
};

static int longest_first(const void *x, const void *y)
{
    const struct sized *a = x, *b = y;
    if (a->length != b->length) return a->length > b->length ? -1 : 1;
    /* Of two that share a content, that of the inner voice comes last, whose it is: "Tass said, citing a source, that ...". */
    if (a->voices != b->voices) return a->voices < b->voices ? -1 : 1;
    return (a->index > b->index) - (a->index < b->index);
}

static void paint(const struct claim_reader *r, uint32_t *map, struct span_list spans, uint32_t value)
{
    SPAN_WORDS(r->doc, spans, w) { map[w] = value; }
}

/* No word of its cue says anything, and nobody is behind it: "no evidence | was found regarding | the alleged supply". */
static bool is_silent(const struct claim_reader *r, uint32_t i)
{
    const struct attribution *a = &r->doc->attributions[i];
    struct telling t = { &r->grammar, a, HS_NONE };
    if (a->source.n || !a->cue.n || (r->by_cue[i] != STANCES && r->by_cue[i] != STANCE_STATES)) return false;
    SPAN_WORDS(r->doc, a->cue, w)
    {
        unsigned act = stance_act(&t, w);
        if (act != ACTS && act != ACT_EVIDENCE && act != ACT_LIGHT && act != ACT_TRIES) return false;
    }
    return true;
}

static bool find_owners(struct claim_reader *r)
{
    struct hearsay_document *doc = r->doc;
    const uint32_t n = doc->n_attributions;
    struct sized *order = ARENA_ARRAY(r->scratch, struct sized, n + 1);
    r->owner = ARENA_ARRAY(r->scratch, uint32_t, doc->n_words + 1);
    r->cue_of = ARENA_ARRAY(r->scratch, uint32_t, doc->n_words + 1);
    r->by_cue = ARENA_ARRAY(r->scratch, enum stance, n + 1);
    r->silent = ARENA_ZARRAY(r->scratch, bool, n + 1);
    r->nested = ARENA_ARRAY(r->scratch, uint32_t, n + 1);
    r->next_nested = ARENA_ARRAY(r->scratch, uint32_t, n + 1);
    r->tells = ARENA_ZARRAY(r->scratch, bool, n + 1);
    r->coded_in = ARENA_ZARRAY(r->scratch, bool, n + 1);
    r->evidence_in = ARENA_ZARRAY(r->scratch, bool, n + 1);
    r->passed_on = ARENA_ZARRAY(r->scratch, bool, n + 1);
    if (!r->passed_on || !r->tells || !r->coded_in || !r->evidence_in || !order || !r->owner || !r->cue_of || !r->by_cue || !r->silent ||
        !r->nested || !r->next_nested)
        return false;
    for (uint32_t w = 0; w < doc->n_words; w++) r->owner[w] = r->cue_of[w] = HS_NONE;
    for (uint32_t i = 0; i < n; i++) {
        const struct attribution *a = &doc->attributions[i];
        struct telling t = { &r->grammar, a, stance_source_head(doc, a->source) };
        r->by_cue[i] = stance_by_cue(&t);
        r->silent[i] = is_silent(r, i);
        r->nested[i] = r->next_nested[i] = HS_NONE;
        const uint32_t carrier = citing_carrier(doc, i);
        if (carrier != HS_NONE) r->passed_on[carrier] = true;
        order[i] = (struct sized){ i, length_of(a->content), a->n_voices };
    }
    for (uint32_t i = n; i-- > 0;) {
        uint32_t in = doc->attributions[i].within;
        if (in == HS_NONE) continue;
        r->next_nested[i] = r->nested[in];
        r->nested[in] = i;
    }
    qsort(order, n, sizeof *order, longest_first);
    for (uint32_t k = 0; k < n; k++) {
        uint32_t i = order[k].index;
        if (!r->silent[i]) paint(r, r->owner, doc->attributions[i].content, i);
        paint(r, r->cue_of, doc->attributions[i].cue, i);
    }
    return true;
}

/* Who the pronouns of a content may mean beside who is named: the speaker; in what others hold against somebody, he who answers ("Iran denied Oman's
 * claims that it had ..."). */
static uint32_t speaker_of(const struct claim_reader *r, uint32_t i)
{
    const struct hearsay_document *doc = r->doc;
    const struct attribution *a = &doc->attributions[i];
    const bool charge = a->within != HS_NONE && a->cue.n && claim_is_charge(r, grammar_word_at(doc, a->cue.at[0].start));
    uint32_t actor = charge || a->actor == HS_NONE ? HS_NONE : a->actor;
    if (actor == HS_NONE && a->within != HS_NONE) actor = doc->attributions[a->within].actor;
    return actor == HS_NONE ? a->actor : actor;
}

static bool is_we(const struct claim_reader *r, uint32_t w)
{
    if (!grammar_is(&r->grammar, w, "we our us")) return false;
    const uint32_t m = r->events.mention[w];
    if (m == HS_NONE) return true;
    const struct actor *a = &r->doc->actors[r->doc->mentions[m].actor];
    for (uint32_t i = 0; i < a->n_mentions && i < MENTIONS_ASKED; i++)
        if (r->doc->mentions[a->mentions[i]].form != FORM_PRONOUN) return false;
    return true;
}

/* "Iran said it had not attacked": where coreference left the subject of a content open, it is who speaks, if it can be. "We" is the side that the
 * speaker speaks for. */
static void resolve_subjects(const struct claim_reader *r)
{
    const struct hearsay_document *doc = r->doc;
    for (uint32_t w = 0; w < doc->n_words; w++) {
        if (doc->words[w].upos != UPOS_PRON || r->owner[w] == HS_NONE) continue;
        const bool we = is_we(r, w);
        if (!we && (r->events.mention[w] != HS_NONE || (doc->words[w].flags & WORD_IN_QUOTE))) continue;
        uint32_t actor = speaker_of(r, r->owner[w]);
        enum dependency d = event_relation(&r->events, w);
        if (we && actor != HS_NONE && doc->actors[actor].of != HS_NONE && doc->actors[actor].kind == ACTOR_PERSON) actor = doc->actors[actor].of;
        if (actor == HS_NONE || !doc->actors[actor].n_mentions || (d != DEP_NSUBJ && d != DEP_NSUBJ_PASS && d != DEP_POSS)) continue;
        if (d != DEP_POSS && event_child(&r->events, doc->words[w].head, DEP_EXPL) != HS_NONE) continue;
        const enum actor_kind kind = doc->actors[actor].kind;
        bool body = kind == ACTOR_COUNTRY || kind == ACTOR_ORGANISATION || kind == ACTOR_AGENCY, group = kind == ACTOR_GROUP || body;
        bool fits = grammar_is(&r->grammar, w, "it its")           ? body
                    : grammar_is(&r->grammar, w, "they their")     ? group
                    : grammar_is(&r->grammar, w, "he she his her") ? kind == ACTOR_PERSON
                                                                   : false;
        if (fits || we) r->events.mention[w] = doc->actors[actor].mentions[0];
    }
}

static bool tells_story(const struct hearsay_document *doc, uint32_t word)
{
    enum block_kind kind = doc->blocks[word_block(doc, word)].kind;
    return kind == BLOCK_HEADLINE || kind == BLOCK_DEK || kind == BLOCK_SUBHEADING || kind == BLOCK_PARAGRAPH || kind == BLOCK_CAPTION;
}

struct proposition *proposition_add(struct claim_reader *r, const struct proposition *p)
{
    if (!ARENA_ROOM(r->scratch, r->at, r->n, r->room, 32)) return NULL;
    r->at[r->n] = *p;
    return &r->at[r->n++];
}

/* ---- How far it reaches -------------------------------------------------------------------------------------------------------- */

static void reach(const struct claim_reader *r, uint32_t w, uint32_t *first, uint32_t *last, unsigned depth)
{
    if (w < *first) *first = w;
    if (w > *last) *last = w;
    if (depth == 0) return;
    EVENT_CHILDREN(&r->events, w, c) { reach(r, c, first, last, depth - 1); }
}

/* The words of the clause, without clauses joined to it that have a subject of their own, or that somebody is said to say. */
static void clause_reach(const struct claim_reader *r, uint32_t w, uint32_t *first, uint32_t *last)
{
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if (d == DEP_PARATAXIS || d == DEP_PUNCT || (d == DEP_CC && c > w)) continue;
        if (d == DEP_CONJ && r->doc->words[c].upos == UPOS_VERB && r->doc->words[w].upos == UPOS_VERB) continue;
        reach(r, c, first, last, 24);
    }
}

/* What of words first .. last stands in the owner's content, or in the outlet's own words: in as many pieces as that has. */
static struct span_list spans_between(const struct claim_reader *r, uint32_t first, uint32_t last, uint32_t owner)
{
    const struct hearsay_document *doc = r->doc;
    struct span whole = { doc->words[first].span.start, doc->words[last].span.end };
    const struct span_list content = owner == HS_NONE ? (struct span_list){ NULL, 0 } : doc->attributions[owner].content;
    /* Speech that runs on has thousands of pieces, of which a clause touches a few. */
    const uint32_t from = grammar_span_at(content, whole.start);
    uint32_t to = from;
    while (to < content.n && content.at[to].start < whole.end) to++;
    struct span_list out = { ARENA_ARRAY(r->scratch, struct span, to - from + 1), 0 };
    if (!out.at) return out;
    for (uint32_t i = from; i < to; i++) {
        struct span s = content.at[i];
        if (s.start < whole.start) s.start = whole.start;
        if (s.end > whole.end) s.end = whole.end;
        if (s.start < s.end) out.at[out.n++] = s;
    }
    if (!out.n) out.at[out.n++] = whole;
    return out;
}

static struct span_list event_spans(const struct claim_reader *r, uint32_t predicate, const struct event *e, uint32_t owner)
{
    const uint32_t begin = grammar_begins(&r->grammar, predicate), end = grammar_ends(&r->grammar, predicate);
    uint32_t first = predicate, last = predicate;
    clause_reach(r, predicate, &first, &last);
    /* Who does it may stand outside the clause: "accused Peru | of selling arms". */
    if (e->actor_word != HS_NONE && e->actor_word >= begin && e->actor_word < first && r->owner[e->actor_word] == owner) {
        uint32_t a = e->actor_word, b = a;
        EVENT_CHILDREN(&r->events, e->actor_word, c)
        {
            if (c < e->actor_word) reach(r, c, &a, &b, 4);
        }
        if (a >= begin && first - e->actor_word < 12) first = a;
    }
    if (first < begin) first = begin;
    if (last >= end) last = end - 1;
    return spans_between(r, first, last, owner);
}

/* ---- Events ------------------------------------------------------------------------------------------------------------------- */

/* What a coded predicate takes in is its own business, but for a deed that somebody is accused of. */
static bool is_taken_in(const struct claim_reader *r, uint32_t w)
{
    struct event outer;
    uint32_t up = event_within(&r->events, w);
    if (up == HS_NONE) return false;
    if (r->doc->words[w].upos != UPOS_VERB && r->doc->words[w].upos != UPOS_NOUN) return true;
    if (!event_of(&r->events, up, &outer)) return r->owner[w] == r->owner[up];
    if (outer.code != EVENT_ACCUSE) return true;
    return r->doc->words[w].upos != UPOS_VERB && !(outer.mode && !strcmp(outer.mode, "allege"));
}

/* Those joined to a party, one actor each; of nobody one that is nobody. */
static unsigned joined_parties(const struct claim_reader *r, uint32_t actor, uint32_t word, struct party *out)
{
    uint32_t words[PARTIES_MAX];
    unsigned n = 0, found = event_joined(&r->events, word, words, PARTIES_MAX);
    out[n++] = (struct party){ actor, word };
    for (unsigned i = 1; i < found; i++) {
        uint32_t m = r->events.mention[words[i]], who = m == HS_NONE ? HS_NONE : r->doc->mentions[m].actor;
        bool known = who == HS_NONE;
        for (unsigned k = 0; k < n; k++) known |= out[k].actor == who;
        if (!known) out[n++] = (struct party){ who, words[i] };
    }
    return n;
}

/* One proposition for each pair of parties: "A and B praised C and D" is four, of which each may be denied for itself. */
static bool add_pairs(struct claim_reader *r, struct proposition *p)
{
    struct party actors[PARTIES_MAX], targets[PARTIES_MAX];
    const struct event e = p->event;
    unsigned n = joined_parties(r, e.actor, e.actor_word, actors), m = joined_parties(r, e.target, e.target_word, targets), added = 0;
    if (e.mutual) { /* "A, B and C met": the first with each of the others */
        for (unsigned i = 1; i < n; i++)
            if (actors[i].actor != e.target && m < PARTIES_MAX) targets[m++] = actors[i];
        n = 1;
    }
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < m && added < PAIRS_MAX; k++) {
            if (actors[i].actor == targets[k].actor) continue;
            p->event.actor = actors[i].actor;
            p->event.actor_word = actors[i].word;
            p->event.target = targets[k].actor;
            p->event.target_word = targets[k].word;
            if (!proposition_add(r, p)) return false;
            added++;
        }
    return true;
}

static bool find_events(struct claim_reader *r)
{
    for (uint32_t w = 0; w < r->doc->n_words; w++) {
        struct proposition p = { .predicate = w, .coded = true, .same_as = HS_NONE, .claim = HS_NONE };
        if (r->doc->words[w].upos == UPOS_PROPN && event_relation(&r->events, w) == DEP_COMPOUND) continue; /* "the Test Ban Treaty" */
        if (!tells_story(r->doc, w) || !event_of(&r->events, w, &p.event) || is_taken_in(r, w)) continue;
        p.owner = r->owner[w];
        p.embedding = embedding_of(r, w, &p.event, p.owner);
        p.embedding.modal |= event_is_ahead(&r->events, w);
        if (p.embedding.unreal) continue; /* a purpose, an attempt: what is told is that, not the deed */
        p.spans = event_spans(r, w, &p.event, p.owner);
        if (!p.spans.at || !add_pairs(r, &p)) return false;
    }
    return true;
}

/* ---- Contents ------------------------------------------------------------------------------------------------------------------ */

/* A clause that says that something is so: with a subject of its own, no infinitive ("plans to pay"), relative ("a man who pays") or question in
 * it ("said who pays"). */
static bool is_clause(const struct claim_reader *r, uint32_t w)
{
    static const char question[] = "who what which how where when why whom whose";
    bool subject = false;
    if (event_relation(&r->events, w) == DEP_RELATIVE) return false;
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if (d == DEP_MARK && grammar_is(&r->grammar, c, "to than as like when while until")) return false;
        if (c < w && grammar_is(&r->grammar, c, question) && !(r->doc->words[c].flags & WORD_IN_QUOTE)) return false;
        subject |= d == DEP_NSUBJ || d == DEP_NSUBJ_PASS || d == DEP_EXPL || d == DEP_CSUBJ || d == DEP_COP || d == DEP_AUX_PASS ||
                   (d == DEP_AUX && !grammar_is(&r->grammar, c, "do")); /* "do not call" is an order */
    }
    return subject;
}

/* The clause that a noun has: "proof | that he paid". */
static uint32_t clause_of(const struct claim_reader *r, uint32_t noun)
{
    EVENT_CHILDREN(&r->events, noun, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if (d == DEP_ACL || d == DEP_CCOMP) return c;
    }
    return HS_NONE;
}

/* Whether an attribution's content says that something is so, or points at what does; "had lied about | the comet" says nothing more. */
static bool says_clause(const struct claim_reader *r, uint32_t i)
{
    const struct attribution *a = &r->doc->attributions[i];
    if (r->coded_in[i] || r->by_cue[i] != STANCES) return true;
    SPAN_WORDS(r->doc, a->content, w)
    {
        if (claim_top(r, i, w) && (is_clause(r, w) || claim_is_charge(r, w))) return true;
    }
    return false;
}

/* Some attribution within it has that word as its cue or its source: what it says is told there. */
static bool is_told_within(const struct claim_reader *r, uint32_t attribution, uint32_t w)
{
    for (uint32_t b = r->nested[attribution]; b != HS_NONE; b = r->next_nested[b]) {
        const struct attribution *in = &r->doc->attributions[b];
        if (r->silent[b]) continue;
        if ((grammar_inside(r->doc, in->cue, w) && says_clause(r, b)) || (in->source.n && grammar_inside(r->doc, in->source, w))) return true;
    }
    return false;
}

static int by_predicate(const void *key, const void *member)
{
    uint32_t w = *(const uint32_t *)key, p = ((const struct proposition *)member)->predicate;
    return (w > p) - (w < p);
}

/* Whether the word is the predicate of one of the first events, which are sorted by theirs. */
static bool is_coded(const struct claim_reader *r, uint32_t w, uint32_t n_events)
{
    return n_events && bsearch(&w, r->at, n_events, sizeof *r->at, by_predicate);
}

/* What one sentence of a content comes to. */
struct saying {
    uint32_t sentence, predicate; /* HS_NONE: nothing yet */
    bool clause, told;            /* says that something is so; coded or told elsewhere */
};

/* The gerund behind "of" or "with" that says what somebody is accused of; HS_NONE: none. */
static uint32_t deed_of(const struct claim_reader *r, uint32_t w)
{
    static const char *const of[] = { "of", "for", "with" };
    if (r->doc->words[w].upos == UPOS_VERB && event_has_case(&r->events, w, of, 3)) return w;
    EVENT_CHILDREN(&r->events, w, c)
    {
        enum dependency d = event_relation(&r->events, c);
        if ((d == DEP_ACL || d == DEP_ADVCL) && r->doc->words[c].upos == UPOS_VERB && event_has_case(&r->events, c, of, 3)) return c;
    }
    return HS_NONE;
}

static void look_at_top(const struct claim_reader *r, uint32_t i, uint32_t w, uint32_t n_events, struct saying *s)
{
    s->told |= is_coded(r, w, n_events) || is_told_within(r, i, w);
    s->told |= embedding_truth(r, w) && r->coded_in[i]; /* "it is false that" */
    s->told |= claim_is_charge(r, w) && event_child(&r->events, w, DEP_COP) == HS_NONE;
    EVENT_CHILDREN(&r->events, w, c) /* "went there and met X": its event tells it all */
    {
        s->told |= event_relation(&r->events, c) == DEP_CONJ && is_coded(r, c, n_events);
    }
    uint32_t inner = grammar_is(&r->grammar, w, "evidence proof indication indications sign signs") ? clause_of(r, w) : HS_NONE;
    if (inner == HS_NONE && r->by_cue[i] == STANCE_ACCUSES) inner = deed_of(r, w);
    if (inner == HS_NONE && is_clause(r, w)) inner = w;
    if (inner != HS_NONE && !s->clause) s->predicate = inner;
    s->clause |= inner != HS_NONE;
    if (s->predicate == HS_NONE) s->predicate = w;
}

/* "Called it a farce": a judgement without a verb. */
static bool judges(const struct claim_reader *r, const struct attribution *a)
{
    struct telling t = { &r->grammar, a, HS_NONE };
    SPAN_WORDS(r->doc, a->cue, w)
    {
        if (stance_act(&t, w) == ACT_JUDGES) return true;
    }
    return false;
}

static bool cue_is_coded(const struct claim_reader *r, uint32_t i, uint32_t n_events)
{
    const struct attribution *a = &r->doc->attributions[i];
    SPAN_WORDS(r->doc, a->cue, w)
    {
        if (is_coded(r, w, n_events)) return true;
    }
    return false;
}

/* A sentence of a content that nothing else tells. */
static bool add_saying(struct claim_reader *r, uint32_t i, const struct saying *s)
{
    const struct attribution *a = &r->doc->attributions[i];
    struct proposition p = { .predicate = s->predicate, .owner = i, .same_as = HS_NONE, .claim = HS_NONE };
    if (s->predicate == HS_NONE || s->told || r->evidence_in[i] || !tells_story(r->doc, s->predicate)) return true;
    if (!s->clause && (!judges(r, a) || grammar_is(&r->grammar, grammar_word_at(r->doc, a->content.at[0].start), "which who that whom as")))
        return true;
    p.embedding = embedding_of(r, p.predicate, NULL, i);
    uint32_t begin = grammar_begins(&r->grammar, p.predicate), end = grammar_ends(&r->grammar, p.predicate) - 1;
    if (p.embedding.no_evidence) { /* "no proof | that he paid": what there is none of is no part of it */
        begin = end = p.predicate;
        clause_reach(r, p.predicate, &begin, &end);
    }
    p.spans = spans_between(r, begin, end, i);
    return p.spans.at && proposition_add(r, &p);
}

/* Contents that code nothing, one proposition a sentence. The events found so far are sorted by their predicates. */
static bool find_contents(struct claim_reader *r)
{
    const uint32_t n_events = r->n;
    for (uint32_t k = 0; k < n_events; k++) {
        const struct proposition *p = &r->at[k];
        if (p->owner == HS_NONE) continue;
        r->coded_in[p->owner] = true;
        r->evidence_in[p->owner] |= p->embedding.no_evidence; /* "no evidence was found of the sale": told with the sale */
    }
    for (uint32_t i = 0; i < r->doc->n_attributions; i++) {
        const struct attribution *a = &r->doc->attributions[i];
        struct saying s = { .sentence = HS_NONE, .predicate = HS_NONE };
        if (r->silent[i] || r->passed_on[i] || a->stance == STANCE_ASKS || r->by_cue[i] == STANCE_DEMANDS) continue;
        bool bare = r->by_cue[i] == STANCE_PROMISES || r->by_cue[i] == STANCE_CRITICISES || r->by_cue[i] == STANCE_PRAISES;
        if (bare && cue_is_coded(r, i, n_events)) continue; /* "vowed to attack" is told by its own event */
        for (uint32_t k = 0; k < a->content.n; k++)
            for (uint32_t w = grammar_word_at(r->doc, a->content.at[k].start);
                 w < r->doc->n_words && r->doc->words[w].span.start < a->content.at[k].end; w++) {
                if (r->doc->words[w].sentence != s.sentence) {
                    if (!add_saying(r, i, &s)) return false;
                    s = (struct saying){ .sentence = r->doc->words[w].sentence, .predicate = HS_NONE };
                }
                if (r->doc->words[w].upos != UPOS_PUNCT && claim_top(r, i, w)) look_at_top(r, i, w, n_events, &s);
            }
        if (!add_saying(r, i, &s)) return false;
    }
    return true;
}

static int in_text_order(const void *x, const void *y)
{
    const struct proposition *a = x, *b = y;
    if (a->predicate != b->predicate) return a->predicate < b->predicate ? -1 : 1;
    return (a->owner > b->owner) - (a->owner < b->owner);
}

bool propositions_find(struct claim_reader *r)
{
    if (!find_owners(r)) return false;
    resolve_subjects(r);
    if (!find_events(r) || !find_contents(r)) return false;
    for (uint32_t i = 0; i < r->n; i++)
        if (r->at[i].owner != HS_NONE) r->tells[r->at[i].owner] = true;
    if (r->n) qsort(r->at, r->n, sizeof *r->at, in_text_order);
    return true;
}
