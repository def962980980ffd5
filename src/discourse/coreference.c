/* coreference.c: nouns and pronouns find what they stand for.
 *
 *   1. Names (names.c), all over the text.
 *   2. Constructions of a sentence: apposition ("Kwon, director general of ..."), predicate ("Kwon is the director"), title before a name,
 *      brackets.
 *   3. From left to right each pronoun and noun is given the best antecedent among the CANDIDATES mentions before it:
 *        s(i, j) = the network's score of the pair (src/model/coref.c) + what agreement, syntax and wording say
 *      and joins its cluster if s is above the threshold of its kind. What is known of a cluster (number, gender, class) counts for all its mentions.
 *
 * Order of the sieves and agreement by cluster: H. Lee et al., "Deterministic coreference resolution based on entity-centric, precision-ranked
 * rules", Computational Linguistics 39(4), 2013. */
#include "discourse/coreference.h"

#include <stdlib.h>
#include <string.h>

#include "discourse/agreement.h"
#include "discourse/names.h"
#include "discourse/roles.h"
#include "discourse/states.h"

enum { CANDIDATES = 60, ALIKE_MOST = 4, INTRODUCED_WITHIN = 3, WORDS_SHARED = 16, SUBJECTS_ABOVE = 4 };

/* In the units of the network's score, of which 0 means "as likely as something new". On dev all of them are flat: a step of 1 changes
 * the CoNLL average by 0.3 at most. */
static const float SAME_NOUN = 3, SAME_POSSESSOR = 3, SAME_PRONOUN = 0.5f, SUBJECT_ABOVE = 5;
static const float RENAMED = 3; /* that a person with a name is called by a new noun */
static const float PRONOUN_LEAST = -4, DEFINITE_LEAST = 0, BARE_LEAST = 1, INDEFINITE_LEAST = 3;

struct resolver {
    struct clusters *c;
    struct discourse *d;
    const struct hearsay_document *doc;
    const struct mention *at;
    uint32_t *speaker;              /* [n mentions] the mention that speaks where this one stands, HS_NONE outside quotations */
    uint8_t *speaks;                /* [n mentions] 1: to the outlet itself, not inside what another says */
    const char *state;              /* of which the noun now being resolved speaks, NULL */
    uint32_t above[SUBJECTS_ABOVE]; /* of a noun that owns something: the subjects of the verbs over it, as mentions */
    int n_above;
    uint32_t *alike; /* [n mentions] the last mention before it whose head is the same word, HS_NONE */
};

/* ---- Constructions -------------------------------------------------------------------------------------------------------- */

static bool may_be_one(struct resolver *r, uint32_t a, uint32_t b) { return clusters_agree(r->c, a, b); }

/* What a relative pronoun stands for: the mention that its clause describes ("an official who rejected ..."); HS_NONE for another word. */
static uint32_t described_by(const struct resolver *r, const struct mention *m)
{
    static const char *const relatives[] = { "who", "which", "that", "whom", NULL };
    if (m->first != m->last || !word_in(r->doc, m->first, relatives)) return HS_NONE;
    const uint32_t noun = antecedent_of(r->d, m->first);
    return noun == HS_NONE ? HS_NONE : r->d->mentions.of_head[noun];
}

/* The noun that a medium's name follows without a comma ("the broadcaster RUV", "state news agency Telam"), as a mention; HS_NONE for any other
 * name. */
static uint32_t medium_before(const struct resolver *r, const struct mention *m)
{
    static const char *const media[] = { "agency", "broadcaster", "newspaper", "daily",   "channel", "network", "magazine", "tabloid",
                                         "outlet", "website",     "site",      "station", "service", "paper",   "weekly",   NULL };
    if (m->form != FORM_NAME || !m->sense || m->sense->kind != LEXICON_AGENCY || !m->first || !word_in(r->doc, m->first - 1, media)) return HS_NONE;
    return r->d->mentions.of_head[m->first - 1];
}

static void join_constructions(struct resolver *r)
{
    const struct syntax *s = &r->d->syntax;
    for (uint32_t i = 0; i < r->d->mentions.n; i++) {
        const struct mention *m = &r->at[i];
        const uint32_t apposed = m->form == FORM_NAME && m->class == MENTION_PERSON ? apposition_of(r->d, i) : HS_NONE;
        if (apposed != HS_NONE && may_be_one(r, i, apposed)) clusters_join(r->c, i, apposed);
        const uint32_t head = r->doc->words[m->head].head, described = described_by(r, m);
        const uint32_t medium = medium_before(r, m);
        if (described != HS_NONE && described != i) clusters_join(r->c, described, i);
        if (medium != HS_NONE && medium != i) clusters_join(r->c, medium, i);
        if (head == HS_NONE || described != HS_NONE) continue;
        const uint32_t other = r->d->mentions.of_head[head];
        /* Two names are one only by their words: "HALDEN (Northern Wire)" are two. */
        const bool names = other != HS_NONE && m->form == FORM_NAME && r->at[other].form == FORM_NAME;
        if (relation_of(s, m->head) == REL_APPOSITION && other != HS_NONE && !names && may_be_one(r, i, other)) clusters_join(r->c, i, other);
        if (relation_of(s, m->head) == REL_SUBJECT && other != HS_NONE && dependent_of(s, head, REL_COPULA) != HS_NONE && may_be_one(r, i, other) &&
            m->person != 1 && m->person != 2)
            clusters_join(r->c, i, other);
    }
}

/* ---- Who speaks ----------------------------------------------------------------------------------------------------------- */

static bool find_speakers(struct resolver *r)
{
    const uint32_t n = r->d->mentions.n;
    r->speaker = ARENA_ARRAY(r->d->scratch, uint32_t, (size_t)n + 1);
    r->speaks = ARENA_ZARRAY(r->d->scratch, uint8_t, (size_t)n + 1);
    if (!r->speaker || !r->speaks) return false;
    for (uint32_t i = 0; i < n; i++) r->speaker[i] = HS_NONE;
    for (uint32_t i = 0; i < r->doc->n_attributions; i++) {
        const struct attribution *a = &r->doc->attributions[i];
        const struct span_list by = r->d->carried[i] == HS_NONE ? a->source : r->doc->attributions[r->d->carried[i]].source;
        uint32_t first, last;
        if (!by.n || !words_of(r->doc, by.at[0], &first, &last)) continue;
        const uint32_t source = mention_in(r->d, first, last);
        if (source == HS_NONE) continue;
        r->speaks[source] |= a->within == HS_NONE;
        for (uint32_t k = 0; k < a->content.n; k++) {
            if (!words_of(r->doc, a->content.at[k], &first, &last)) continue;
            for (uint32_t w = first; w <= last; w++)
                if (r->d->mentions.of_head[w] != HS_NONE && (r->doc->words[w].flags & WORD_IN_QUOTE)) r->speaker[r->d->mentions.of_head[w]] = source;
        }
    }
    return true;
}

/* ---- The same noun -------------------------------------------------------------------------------------------------------- */

struct noun {
    uint64_t key;
    uint32_t mention;
};

static int by_noun(const void *x, const void *y)
{
    const struct noun *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->mention > b->mention) - (a->mention < b->mention);
}

static bool find_alike(struct resolver *r)
{
    const uint32_t n = r->d->mentions.n;
    struct noun *nouns = ARENA_ARRAY(r->d->scratch, struct noun, (size_t)n + 1);
    r->alike = ARENA_ARRAY(r->d->scratch, uint32_t, (size_t)n + 1);
    if (!nouns || !r->alike) return false;
    for (uint32_t i = 0; i < n; i++) nouns[i] = (struct noun){ words_key(r->doc, r->at[i].head, r->at[i].head), i };
    qsort(nouns, n, sizeof *nouns, by_noun);
    for (uint32_t i = 0; i < n; i++) r->alike[nouns[i].mention] = i && nouns[i - 1].key == nouns[i].key ? nouns[i - 1].mention : HS_NONE;
    return true;
}

/* ---- Antecedents ---------------------------------------------------------------------------------------------------------- */

/* Whether one stands inside the other: "the mayor of his town" is not his. */
static bool nested(const struct mention *a, const struct mention *b) { return a->first <= b->last && b->first <= a->last; }

/* Both arguments of one verb: "she saw her" are two, "she saw herself" one. */
static bool coarguments(const struct resolver *r, const struct mention *a, const struct mention *b)
{
    const uint32_t x = r->doc->words[a->head].head, y = r->doc->words[b->head].head;
    return x == y && x != HS_NONE && !a->possessive && !b->possessive;
}

static bool same_word(const struct resolver *r, uint32_t a, uint32_t b)
{
    const struct span x = r->doc->words[a].span, y = r->doc->words[b].span;
    if (x.end - x.start != y.end - y.start) return false;
    for (uint32_t i = 0; i < x.end - x.start; i++)
        if ((r->doc->text[x.start + i] | 32) != (r->doc->text[y.start + i] | 32)) return false;
    return true;
}

/* The state that somebody serves or is, by any of the mentions. */
static const char *state_served(struct resolver *r, uint32_t m)
{
    const char *state = NULL;
    uint32_t looked = 0;
    for (uint32_t i = cluster_of(r->c, m); i != HS_NONE && !state && looked++ < ALIKE_MOST * 4; i = r->c->next[i])
        state = state_of_words(r->d, r->at[i].first, r->at[i].last);
    return state;
}

/* Whether a is the subject of a verb that the clause of m hangs on: "[Cole] told them ..., when [he] was asked". */
static bool is_subject_above(const struct resolver *r, const struct mention *m, const struct mention *a)
{
    const enum relation is = relation_of(&r->d->syntax, a->head);
    const uint32_t verb = r->doc->words[a->head].head;
    return (is == REL_SUBJECT || is == REL_SUBJECT_PASSIVE) && verb != HS_NONE && a->head < m->head && r->doc->words[m->head].head != verb &&
           hangs_under(&r->d->syntax, m->head, verb);
}

static bool allowed(struct resolver *r, uint32_t i, uint32_t j)
{
    const struct mention *m = &r->at[i], *a = &r->at[j];
    if (nested(m, a) && !m->possessive) return false;
    if (nested(m, a) && m->possessive && a->head > m->head) return false;
    if (coarguments(r, m, a) && !m->reflexive) return false;
    /* "The company denied the union's claim", "the lawyer said her client knew": who is a subject is not described anew below (binding, condition C).
     */
    if (!m->person && is_subject_above(r, m, a) && !same_word(r, m->head, a->head)) return false;
    for (int k = 0; k < r->n_above; k++)
        if (cluster_of(r->c, j) == cluster_of(r->c, r->above[k]) && !same_word(r, m->head, r->at[r->above[k]].head)) return false;
    if (m->person && a->person && m->person != a->person) return false;
    if (m->person && a->person && m->person == a->person && (m->number != a->number || m->gender != a->gender)) return false;
    if ((m->person == 1 || m->person == 2) && !a->person) return false;
    if (!m->person && (a->person == 1 || a->person == 2)) return false;
    if (m->person && m->person < 3 && r->speaker[i] != r->speaker[j]) return false;
    if (m->person == 3 && r->speaker[j] == i) return false; /* "Bale is ready," he said: nobody names himself */
    if (!clusters_agree(r->c, i, j)) return false;
    if (m->person == 3 && m->gender == GENDER_NEUTER && cluster_at(r->c, j)->class == MENTION_PERSON) return false;
    /* "The Libyan government" and "Egypt's government" are two. */
    const char *state = !m->person && r->state ? state_served(r, j) : NULL;
    return !state || !strcmp(state, r->state);
}

/* The possessors of two are one: "his mother" and "Byron's mother". */
static bool same_possessor(struct resolver *r, uint32_t i, uint32_t j)
{
    const uint32_t x = dependent_of(&r->d->syntax, r->at[i].head, REL_POSSESSOR), y = dependent_of(&r->d->syntax, r->at[j].head, REL_POSSESSOR);
    if (x == HS_NONE || y == HS_NONE) return false;
    const uint32_t a = r->d->mentions.of_head[x], b = r->d->mentions.of_head[y];
    return a != HS_NONE && b != HS_NONE && cluster_of(r->c, a) == cluster_of(r->c, b);
}

static float bonus(struct resolver *r, uint32_t i, uint32_t j)
{
    const struct mention *m = &r->at[i], *a = &r->at[j];
    float s = 0;
    if (!m->person && !a->person && same_word(r, m->head, a->head)) s += same_possessor(r, i, j) ? SAME_POSSESSOR : SAME_NOUN;
    if (m->person && m->person == a->person) s += SAME_PRONOUN;
    if (m->person == 3 && !a->person && is_subject_above(r, m, a)) s += SUBJECT_ABOVE;
    return s;
}

static float threshold(const struct mention *m)
{
    if (m->person) return PRONOUN_LEAST;
    if (m->article == ARTICLE_INDEFINITE) return INDEFINITE_LEAST;
    return m->article == ARTICLE_NONE || m->article == ARTICLE_QUANTIFIED ? BARE_LEAST : DEFINITE_LEAST;
}

static float score(struct resolver *r, uint32_t i, uint32_t j) { return coref_score(r->d->reading, r->at[i].head, r->at[j].head) + bonus(r, i, j); }

/* "The official" right after somebody with a name has spoken: papers call him so the second time. */
static bool speaks_again(struct resolver *r, uint32_t i, uint32_t j)
{
    const struct mention *m = &r->at[i];
    if (!r->speaks[i] || m->article != ARTICLE_DEFINITE || m->last != m->head || m->head - m->first > 2) return false;
    for (uint32_t k = i; k-- > 0 && i - k <= CANDIDATES;)
        if (r->speaks[k] && !nested(m, &r->at[k])) return cluster_of(r->c, k) == cluster_of(r->c, j);
    return false;
}

/* Whether a mention would give a person with a name a noun that he has not been called by, out of place: "the executioner" after a hostage's name is
 * mostly another man. */
static bool renames(struct resolver *r, uint32_t i, uint32_t j)
{
    const struct mention *m = &r->at[i];
    const struct cluster *c = cluster_at(r->c, j);
    if (m->person || m->article == ARTICLE_DEMONSTRATIVE || c->class != MENTION_PERSON || c->name == HS_NONE) return false;
    return !same_word(r, m->head, r->at[j].head) && !speaks_again(r, i, j);
}

struct choice {
    uint32_t best;
    float most;
};

static void consider(struct resolver *r, uint32_t i, uint32_t j, struct choice *c)
{
    if (cluster_of(r->c, j) == cluster_of(r->c, i) || !allowed(r, i, j)) return;
    const float s = score(r, i, j) - (renames(r, i, j) ? RENAMED : 0);
    if (s > c->most) *c = (struct choice){ j, s };
}

/* The subjects of the verbs that an owner's clause hangs on, its own aside: whom these stand for owns nothing by a new description. For all nouns it
 * costs 0.2 of the CoNLL average on GUM's dev part. */
static void find_subjects_above(struct resolver *r, const struct mention *m)
{
    r->n_above = 0;
    if (m->person || relation_of(&r->d->syntax, m->head) != REL_POSSESSOR) return;
    uint32_t verb = r->doc->words[m->head].head;
    for (int steps = 0; verb != HS_NONE && steps < 16; steps++, verb = r->doc->words[verb].head)
        for (int passive = 0; passive < 2 && r->n_above < SUBJECTS_ABOVE; passive++) {
            const uint32_t subject = dependent_of(&r->d->syntax, verb, passive ? REL_SUBJECT_PASSIVE : REL_SUBJECT);
            const uint32_t a = subject == HS_NONE ? HS_NONE : r->d->mentions.of_head[subject];
            if (a != HS_NONE && is_subject_above(r, m, &r->at[a])) r->above[r->n_above++] = a;
        }
}

static void resolve(struct resolver *r, uint32_t i)
{
    const struct mention *m = &r->at[i];
    struct choice choice = { HS_NONE, threshold(m) };
    find_subjects_above(r, m);
    r->state = m->person ? NULL : state_of_words(r->d, m->first, m->last);
    for (uint32_t j = i; j-- > 0 && i - j <= CANDIDATES;) consider(r, i, j, &choice);
    if (!m->person) {
        uint32_t j = r->alike[i];
        for (int n = 0; n < ALIKE_MOST && j != HS_NONE; n++, j = r->alike[j])
            if (i - j > CANDIDATES) consider(r, i, j, &choice);
    }
    if (choice.best != HS_NONE) clusters_join(r->c, choice.best, i);
}

/* "I" in a quotation is who speaks it. Its speaker often comes after it and must have found his antecedent first: a pronoun that already
 * stands with its own "I" would look resolved, and "I saw it," he said would leave a somebody called "I". */
static bool is_own_speaker(const struct resolver *r, uint32_t i)
{
    return r->at[i].person == 1 && r->at[i].number == NUMBER_SINGULAR && r->speaker[i] != HS_NONE;
}

/* ---- Introductions -------------------------------------------------------------------------------------------------------- */

/* Whether two descriptions name the same body by a noun that is no title: "a union official", "general secretary of the Steelworkers' Union". */
static bool share_body(const struct resolver *r, const struct mention *a, const struct mention *b)
{
    const uint32_t end_a = a->last < a->first + WORDS_SHARED ? a->last : a->first + WORDS_SHARED,
                   end_b = b->last < b->first + WORDS_SHARED ? b->last : b->first + WORDS_SHARED;
    for (uint32_t i = a->first; i <= end_a; i++) {
        if (i == a->head || (r->doc->words[i].upos != UPOS_NOUN && r->doc->words[i].upos != UPOS_PROPN)) continue;
        for (uint32_t k = b->first; k <= end_b; k++)
            if (k != b->head && words_key(r->doc, i, i) == words_key(r->doc, k, k)) return true;
    }
    return false;
}

static bool shares_body(const struct resolver *r, uint32_t m, const struct mention *b)
{
    uint32_t looked = 0;
    for (uint32_t i = cluster_of(r->c, m); i != HS_NONE && looked++ < ALIKE_MOST * 4; i = r->c->next[i])
        if (share_body(r, &r->at[i], b)) return true;
    return false;
}

/* "A senior DPRK official rejected ... the official warned ... said Kwon, director of ... DPRK's Foreign Ministry": who speaks on for paragraphs
 * without a name, and is named when his own words come. He must be called an official, be of the same state or
 * body, and have no name before. */
static void join_introductions(struct resolver *r)
{
    uint32_t unnamed = HS_NONE, block = 0;
    for (uint32_t i = 0; i < r->doc->n_attributions; i++) {
        const struct attribution *a = &r->doc->attributions[i];
        const struct span_list by = r->d->carried[i] == HS_NONE ? a->source : r->doc->attributions[r->d->carried[i]].source;
        uint32_t first, last;
        if (!by.n || !words_of(r->doc, by.at[0], &first, &last)) continue;
        const uint32_t m = mention_in(r->d, first, last), here = r->doc->sentences[r->doc->words[first].sentence].block;
        if (m == HS_NONE) continue;
        const struct mention *s = &r->at[m];
        const bool official = s->sense && s->sense->kind == LEXICON_TITLE && s->number == NUMBER_SINGULAR;
        if (s->form == FORM_NOMINAL && official && cluster_at(r->c, m)->name == HS_NONE) {
            unnamed = m;
            block = here;
        } else if (s->form == FORM_NAME && s->class == MENTION_PERSON) {
            const uint32_t role = apposition_of(r->d, m);
            const char *state = role != HS_NONE ? state_of_words(r->d, r->at[role].first, r->at[role].last) : NULL;
            const bool near = unnamed != HS_NONE && role != HS_NONE && here - block <= INTRODUCED_WITHIN;
            const char *other = near ? state_served(r, unnamed) : NULL;
            const bool same = state && other ? !strcmp(state, other) : near && !state && !other && shares_body(r, unnamed, &r->at[role]);
            if (same && cluster_of(r->c, m) == m && clusters_agree(r->c, m, unnamed)) clusters_join(r->c, m, unnamed);
            unnamed = HS_NONE;
        }
    }
}

bool coreference_resolve(struct clusters *c)
{
    struct resolver r = { .c = c, .d = c->d, .doc = c->d->doc, .at = c->d->mentions.at };
    if (!names_join(c) || !find_speakers(&r) || !find_alike(&r)) return false;
    join_constructions(&r);
    for (uint32_t i = 0; i < c->d->mentions.n; i++)
        if (r.at[i].form != FORM_NAME && cluster_of(c, i) == i && c->at[i].size == 1 && !is_own_speaker(&r, i)) resolve(&r, i);
    for (uint32_t i = 0; i < c->d->mentions.n; i++)
        if (is_own_speaker(&r, i)) clusters_join(c, i, r.speaker[i]);
    join_introductions(&r);
    return true;
}
