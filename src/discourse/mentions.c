/* mentions.c: where a text names or points at somebody.
 *
 *   names      the network's entity spans, cut where one ran on over a comma or bracket, bared of article, title and "'s"
 *   pronouns   by form
 *   nouns      the words that the network takes for heads of persons, organisations and places
 *   sources    the heads of what attributions have for a source, whatever it is: "a report", "the poll"
 *
 * A word heads one mention at most. Around the head, a mention takes what stands before it in its noun phrase (determiner, possessor, adjectives,
 * title), and of what follows the rest of a name and the phrases that surely belong to it ("of ..."): relative clauses and other phrases are where
 * parsers err, and nothing is lost without them. K. Lee, L. He, M. Lewis, L. Zettlemoyer, "End-to-end neural coreference resolution", EMNLP 2017,
 * score all spans; one word a mention costs linear time. */
#include "discourse/mentions.h"

#include <stdlib.h>
#include <string.h>

#include "base/character.h"
#include "discourse/agreement.h"
#include "discourse/states.h"

/* A word is the head of an actor's mention if the network gives this much to its being one. Dev: flat between 0.35 and 0.5. */
static const float ACTOR_LEAST = 0.4f;

enum { CHUNK_MOST = 16 }; /* words that a mention takes to the left of its head */

struct finder {
    struct discourse *d;
    uint32_t room;
    uint8_t *in_name; /* [n_words] 1: the word is part of an entity's name */
};

static enum upos upos_of(const struct finder *f, uint32_t i) { return (enum upos)f->d->doc->words[i].upos; }

static char first_char(const struct finder *f, uint32_t i) { return f->d->doc->text[f->d->doc->words[i].span.start]; }

static bool is_clitic_s(const struct hearsay_document *doc, uint32_t i)
{
    const struct word *w = &doc->words[i];
    return w->upos == UPOS_PART && (word_is(doc, i, "'s") || word_is(doc, i, "’s") || word_is(doc, i, "'") || word_is(doc, i, "’"));
}

/* ---- The extent of a mention ---------------------------------------------------------------------------------------------- */

static bool fits_before_noun(const struct finder *f, uint32_t i)
{
    switch (upos_of(f, i)) {
    case UPOS_DET:
    case UPOS_ADJ:
    case UPOS_NUM:
    case UPOS_NOUN:
    case UPOS_PROPN:
    case UPOS_ADV:
    case UPOS_SYM: return true;
    case UPOS_PRON: return true;
    case UPOS_VERB: return relation_of(&f->d->syntax, i) == REL_ADJECTIVE || relation_of(&f->d->syntax, i) == REL_COMPOUND;
    case UPOS_PART: return is_clitic_s(f->d->doc, i);
    case UPOS_PUNCT: return first_char(f, i) == '-' || (unsigned char)first_char(f, i) == 0xE2;
    default: return false;
    }
}

/* The first word of the noun phrase whose head, or name, begins at `from`. */
static uint32_t left_edge(const struct finder *f, uint32_t from, uint32_t head)
{
    const struct hearsay_document *doc = f->d->doc;
    const struct sentence *s = &doc->sentences[doc->words[head].sentence];
    uint32_t i = from;
    while (i > s->first_word && from - i < CHUNK_MOST && fits_before_noun(f, i - 1) && hangs_under(&f->d->syntax, i - 1, head)) i--;
    while (i < from && (upos_of(f, i) == UPOS_PUNCT || upos_of(f, i) == UPOS_PART || upos_of(f, i) == UPOS_ADV)) i++;
    return i;
}

/* The last word of a name without entity, or of a noun with a number: "Flight 370". */
static uint32_t right_edge(const struct finder *f, uint32_t head)
{
    const struct hearsay_document *doc = f->d->doc;
    const struct sentence *s = &doc->sentences[doc->words[head].sentence];
    uint32_t i = head;
    while (i + 1 < s->first_word + s->words && !f->in_name[i + 1] &&
           (relation_of(&f->d->syntax, i + 1) == REL_FLAT || (upos_of(f, i + 1) == UPOS_PROPN && upos_of(f, i) == UPOS_PROPN)) &&
           hangs_under(&f->d->syntax, i + 1, head))
        i++;
    return i;
}

/* The end of the noun phrase that begins at i: its last noun or name; HS_NONE: none begins here. */
static uint32_t phrase_end(const struct finder *f, uint32_t i, uint32_t limit)
{
    uint32_t noun = HS_NONE;
    bool open = true; /* determiners and adjectives may still come: before the noun, and again behind "'s" */
    for (; i < limit; i++) {
        const enum upos u = upos_of(f, i);
        if (u == UPOS_NOUN || u == UPOS_PROPN || (u == UPOS_PRON && open) || f->in_name[i]) {
            noun = i;
            open = false;
        } else if (is_clitic_s(f->d->doc, i) && noun != HS_NONE) {
            open = true;
        } else if (!open || !(u == UPOS_DET || u == UPOS_ADJ || u == UPOS_NUM || u == UPOS_ADV)) {
            break;
        }
    }
    return noun;
}

static bool has_name(const struct finder *f, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        if (upos_of(f, i) == UPOS_PROPN) return true;
    return false;
}

/* A mention that ends at `last` with the phrases behind it that are part of it: "of" binds to the noun before it nearly always; of other prepositions
 * those that the parse hangs under the head, if they bring a name. */
static uint32_t with_phrases(const struct finder *f, uint32_t head, uint32_t last, bool only_of)
{
    const struct hearsay_document *doc = f->d->doc;
    const struct sentence *s = &doc->sentences[doc->words[head].sentence];
    const uint32_t limit = s->first_word + s->words;
    for (int n = 0; n < 4 && last + 2 < limit && upos_of(f, last + 1) == UPOS_ADP; n++) {
        const uint32_t end = phrase_end(f, last + 2, limit);
        if (end == HS_NONE) break;
        const bool bound =
            !only_of && has_name(f, last + 2, end) && relation_of(&f->d->syntax, end) == REL_NMOD && hangs_under(&f->d->syntax, end, head);
        if (!bound && !word_is(doc, last + 1, "of")) break;
        last = end;
    }
    return last;
}

/* ---- Names ---------------------------------------------------------------------------------------------------------------- */

static bool ends_name(const struct finder *f, uint32_t i)
{
    const char c = first_char(f, i);
    return upos_of(f, i) == UPOS_PUNCT && (c == ',' || c == '(' || c == ';' || c == ':');
}

static bool is_capitalised(const struct finder *f, uint32_t i)
{
    const struct span s = f->d->doc->words[i].span;
    uint32_t cp;
    unsigned n;
    char_at(f->d->doc->text + s.start, s.end - s.start, &cp, &n);
    return char_is_upper(cp);
}

/* The words of a title that begins at i and leaves something behind it before `end`; 0: none. */
static uint32_t title_words(const struct finder *f, uint32_t i, uint32_t end, const struct lexicon_sense **title)
{
    struct lexicon_match match;
    if (!f->d->lexicon || !lexicon_match(f->d->lexicon, f->d->doc->text, &f->d->doc->words[i], end - i, &match)) return 0;
    const struct lexicon_sense *s = lexicon_sense_of(&match, LEXICON_TITLE);
    const bool nation = lexicon_sense_of(&match, LEXICON_DEMONYM) || lexicon_sense_of(&match, LEXICON_COUNTRY);
    if ((!s && !nation) || i + match.words >= end) return 0;
    if (s) *title = s;
    return match.words;
}

/* Past an office of which the lexicon has only the last word: "Water minister Petra Lindqvist". In capitals two words must be left, since "King" may
 * also be a name. */
static uint32_t behind_office(const struct finder *f, uint32_t first, uint32_t end, const struct lexicon_sense **title)
{
    for (uint32_t i = first + 1; i + 1 < end; i++) {
        const struct lexicon_sense *s = NULL;
        const uint32_t words = title_words(f, i, end, &s);
        if (words && s && (!is_capitalised(f, i) || (s->type == LEXICON_OFFICE && i + words + 2 <= end))) {
            *title = s;
            return i + words;
        }
    }
    return first;
}

/* From an entity's words the name: without article, titles and what hangs on behind. False: nothing is left. */
static bool bare_name(const struct finder *f, const struct entity *e, struct mention *m)
{
    uint32_t first = e->first_word, end = e->first_word + e->words;
    for (uint32_t i = first + 1; i < end; i++)
        if (ends_name(f, i)) end = i;
    while (end > first && (is_clitic_s(f->d->doc, end - 1) || (upos_of(f, end - 1) == UPOS_PUNCT && first_char(f, end - 1) != '.'))) end--;
    while (first < end && (upos_of(f, first) == UPOS_DET || upos_of(f, first) == UPOS_PUNCT) && first + 1 < end) first++;
    uint32_t taken;
    while (e->type == ENTITY_PERSON && (taken = title_words(f, first, end, &m->title))) first += taken;
    if (e->type == ENTITY_PERSON) first = behind_office(f, first, end, &m->title);
    while (first + 1 < end && e->type == ENTITY_PERSON && !is_capitalised(f, first)) first++; /* "company spokeswoman Jane Doe" */
    if (first >= end) return false;
    m->name_first = first;
    m->name_last = end - 1;
    return true;
}

/* The word of a name that the rest hangs under; where the parse is torn, the one that looks most like the head of a mention. */
static uint32_t name_head(const struct finder *f, uint32_t first, uint32_t last)
{
    const struct hearsay_document *doc = f->d->doc;
    uint32_t best = first;
    float most = -2;
    for (uint32_t i = first; i <= last; i++) {
        const uint32_t head = doc->words[i].head;
        if (head != HS_NONE && head >= first && head <= last) continue;
        /* "Cole" of "Ian Cole" may hang on the title, but it is no head. */
        const bool inner = relation_of(&f->d->syntax, i) == REL_FLAT;
        const float p = f->d->reading->actor_probability[i] + (doc->words[i].upos == UPOS_PROPN ? 0.01f : 0) - inner;
        if (p > most) {
            most = p;
            best = i;
        }
    }
    return best;
}

static enum mention_class class_of_entity(enum entity_type type)
{
    switch (type) {
    case ENTITY_PERSON: return MENTION_PERSON;
    case ENTITY_ORGANIZATION: return MENTION_ORGANIZATION;
    case ENTITY_PLACE: return MENTION_PLACE;
    default: return MENTION_NONE;
    }
}

/* The network's class, if it is one of an actor's; else the likeliest guess. */
static enum mention_class class_of_word(const struct finder *f, uint32_t i)
{
    const enum mention_class c = (enum mention_class)f->d->reading->mention[i];
    return c == MENTION_NONE && f->d->reading->actor_probability[i] >= ACTOR_LEAST ? MENTION_PERSON : c;
}

/* ---- Gathering ------------------------------------------------------------------------------------------------------------ */

static bool add(struct finder *f, struct mention *m)
{
    struct mentions *all = &f->d->mentions;
    if (!ARENA_ROOM(f->d->scratch, all->at, all->n, f->room, 64)) return false;
    mention_describe(f->d, m);
    all->of_head[m->head] = all->n;
    all->at[all->n++] = *m;
    return true;
}

/* States inside longer names: "the Foreign Ministry of Japan", "DPRK's". */
static bool add_states_within(struct finder *f, const struct entity *e)
{
    const struct hearsay_document *doc = f->d->doc;
    const uint32_t end = e->first_word + e->words;
    struct lexicon_match match;
    for (uint32_t i = e->first_word, words; f->d->lexicon && i < end; i += words) {
        words = 1;
        if (!lexicon_match(f->d->lexicon, doc->text, &doc->words[i], end - i, &match)) continue;
        words = match.words;
        const struct lexicon_sense *s = lexicon_sense_of(&match, LEXICON_COUNTRY);
        const bool owns = i + words < end && upos_of(f, i + words) == UPOS_PART;
        const bool behind = i > e->first_word && (upos_of(f, i - 1) == UPOS_ADP || upos_of(f, i - 1) == UPOS_DET);
        if (!s || (!owns && !behind) || words == e->words) continue;
        struct mention m = {
            .first = i, .last = i + words - 1, .name_first = i, .name_last = i + words - 1, .form = FORM_NAME, .class = MENTION_PLACE
        };
        m.head = name_head(f, m.first, m.last);
        if (f->d->mentions.of_head[m.head] == HS_NONE && !add(f, &m)) return false;
    }
    return true;
}

/* The title behind a person's name and comma heads a mention, whatever the network says: "Kwon Jong Gun, director general of ...". */
static bool add_apposed(struct finder *f, const struct mention *name)
{
    const struct hearsay_document *doc = f->d->doc;
    const struct sentence *s = &doc->sentences[doc->words[name->head].sentence];
    const uint32_t limit = s->first_word + s->words;
    uint32_t at = name->name_last + 1;
    struct lexicon_match match;
    if (name->class != MENTION_PERSON || !f->d->lexicon || at + 1 >= limit || first_char(f, at) != ',') return true;
    for (at++; at < limit && (upos_of(f, at) == UPOS_DET || upos_of(f, at) == UPOS_ADJ || upos_of(f, at) == UPOS_NUM); at++) {}
    if (at >= limit || f->in_name[at]) return true;
    if (!lexicon_match(f->d->lexicon, doc->text, &doc->words[at], limit - at, &match) || !lexicon_sense_of(&match, LEXICON_TITLE)) return true;
    const uint32_t head = at + match.words - 1;
    if (f->d->mentions.of_head[head] != HS_NONE) return true;
    struct mention m = {
        .head = head, .first = name->name_last + 2, .name_first = HS_NONE, .name_last = HS_NONE, .form = FORM_NOMINAL, .class = MENTION_PERSON
    };
    for (uint32_t i = m.first; i <= head; i++) f->in_name[i] = 1;
    m.last = with_phrases(f, head, head, false);
    return add(f, &m);
}

/* The first word of an entity with the state before its title, which the network's span may lack: "U.S. [President Barack Obama]". Left outside,
 * the state would be a second mention, and where the tree hangs the name under it, the one who speaks. */
static uint32_t with_state_before(const struct finder *f, const struct entity *e, const struct mention *m)
{
    const struct hearsay_document *doc = f->d->doc;
    const uint32_t first = doc->sentences[doc->words[e->first_word].sentence].first_word;
    struct lexicon_match match;
    if (!m->title || m->title->type == LEXICON_HONORIFIC || m->name_first == e->first_word) return e->first_word;
    for (uint32_t words = 3; words; words--) {
        if (e->first_word < first + words || f->in_name[e->first_word - words] || f->in_name[e->first_word - 1]) continue;
        const uint32_t i = e->first_word - words;
        if (lexicon_match(f->d->lexicon, doc->text, &doc->words[i], words, &match) && match.words == words &&
            (lexicon_sense_of(&match, LEXICON_COUNTRY) || lexicon_sense_of(&match, LEXICON_DEMONYM)))
            return i;
    }
    return e->first_word;
}

static bool add_entity(struct finder *f, const struct entity *e)
{
    struct mention m = { .form = FORM_NAME, .class = class_of_entity(e->type) };
    if (!bare_name(f, e, &m)) return true;
    const uint32_t first = with_state_before(f, e, &m);
    m.head = name_head(f, m.name_first, m.name_last);
    for (uint32_t i = first; i <= m.name_last; i++) f->in_name[i] = 1;
    /* "other" is no actor, but where the network says that its head is one. */
    if (m.class == MENTION_NONE && f->d->reading->actor_probability[m.head] < ACTOR_LEAST) return true;
    if (m.class == MENTION_NONE) m.class = class_of_word(f, m.head);
    m.first = left_edge(f, m.name_first, m.head);
    if (first < m.first) m.first = first;
    m.last = with_phrases(f, m.head, m.name_last, true);
    return add(f, &m) && add_apposed(f, &m) && add_states_within(f, e);
}

/* "Director General", in capitals or not, names nobody. */
static bool is_title(const struct finder *f, uint32_t first, uint32_t last)
{
    struct lexicon_match match;
    for (uint32_t i = first; f->d->lexicon && i <= last; i++)
        if (lexicon_match(f->d->lexicon, f->d->doc->text, &f->d->doc->words[i], last - i + 1, &match) && i + match.words == last + 1)
            return lexicon_sense_of(&match, LEXICON_TITLE) || lexicon_sense_of(&match, LEXICON_GROUP);
    return false;
}

/* "state television": a medium by the lexicon where it is told something, or tells it, whatever the network makes of the noun. */
static bool is_medium(const struct finder *f, uint32_t i)
{
    static const char *const before[] = { "by", "on", "to", "told", NULL };
    static const char *const nouns[] = { "television", "tv", "radio", "agency", "broadcaster", "media", "channel", "station", NULL };
    const struct hearsay_document *doc = f->d->doc;
    struct lexicon_match match;
    uint32_t first = i;
    if (!word_in(doc, i, nouns)) return false;
    while (first > 0 && i - first < 4 && !word_in(doc, first - 1, before)) first--;
    if (!first || i - first == 4) return false;
    while (first < i && upos_of(f, first) == UPOS_DET) first++;
    for (; f->d->lexicon && first <= i; first++)
        if (lexicon_match(f->d->lexicon, doc->text, &doc->words[first], i - first + 1, &match) && first + match.words == i + 1 && match.words > 1) {
            const struct lexicon_sense *s = lexicon_sense_of(&match, LEXICON_GROUP);
            return s && !strcmp(s->name, "media");
        }
    return false;
}

static bool add_word(struct finder *f, uint32_t i, bool anything)
{
    const struct pronoun *p = pronoun_at(f->d->doc, i);
    const float actor = f->d->reading->actor_probability[i];
    /* "It" is mostly no actor; the rest is always one. */
    const bool always = p && (p->gender != GENDER_NEUTER && p->person && !(p->person == 3 && p->number == NUMBER_PLURAL));
    if (!anything && !always && actor < ACTOR_LEAST && !is_medium(f, i)) return true;
    struct mention m = { .head = i, .first = i, .last = i, .name_first = HS_NONE, .name_last = HS_NONE, .class = class_of_word(f, i) };
    if (p) {
        m.form = FORM_PRONOUN;
        if (always) m.class = MENTION_PERSON;
        if (p->gender == GENDER_NEUTER && m.class == MENTION_PERSON) m.class = MENTION_NONE; /* "it" may be anything but that */
    } else {
        m.form = FORM_NOMINAL;
        m.first = left_edge(f, i, i);
        if (upos_of(f, i) == UPOS_PROPN && !is_title(f, m.first, i)) {
            m.form = FORM_NAME;
            m.last = right_edge(f, i);
            m.name_last = m.last;
            for (m.name_first = i; m.name_first > m.first && upos_of(f, m.name_first - 1) == UPOS_PROPN && !f->in_name[m.name_first - 1];)
                m.name_first--;
        }
        m.last = with_phrases(f, i, m.last, m.form == FORM_NAME);
    }
    return add(f, &m);
}

/* ---- Sources -------------------------------------------------------------------------------------------------------------- */

bool words_of(const struct hearsay_document *doc, struct span s, uint32_t *first, uint32_t *last)
{
    *first = word_at(doc, s.start);
    *last = *first;
    while (*last + 1 < doc->n_words && doc->words[*last + 1].span.start < s.end) ++*last;
    return *first < doc->n_words && doc->words[*first].span.start < s.end;
}

/* The longest mention around m that lies in first..last. */
static uint32_t widest(const struct discourse *d, uint32_t m, uint32_t first, uint32_t last)
{
    const struct mention *at = d->mentions.at;
    for (uint32_t i = first; i <= last; i++) {
        const uint32_t k = d->mentions.of_head[i];
        if (k != HS_NONE && at[k].first <= at[m].first && at[k].last >= at[m].last && at[k].first >= first && at[k].last <= last) m = k;
    }
    return m;
}

/* Through whose hands a thing came: "a memo [seen by Reuters]". */
static bool came_through(const struct discourse *d, uint32_t word, uint32_t first)
{
    static const char *const handed[] = { "seen", "obtained", "reviewed", "viewed", "published", "leaked", "carried", "aired", "broadcast", NULL };
    const uint32_t verb = d->doc->words[word].head;
    const enum relation r = relation_of(&d->syntax, word);
    return verb != HS_NONE && verb >= first && verb < word && (r == REL_AGENT || r == REL_OBLIQUE) && word_in(d->doc, verb, handed);
}

uint32_t mention_in(const struct discourse *d, uint32_t first, uint32_t last)
{
    const struct hearsay_document *doc = d->doc;
    uint32_t best = HS_NONE;
    for (uint32_t i = first; i <= last; i++) {
        const uint32_t m = d->mentions.of_head[i], head = doc->words[i].head;
        if (m == HS_NONE || came_through(d, i, first)) continue;
        const bool top = head == HS_NONE || head < first || head > last;
        if (top && (best == HS_NONE || d->mentions.at[m].name_first != HS_NONE)) {
            best = m;
            break;
        }
        if (best == HS_NONE || (d->mentions.at[best].name_first == HS_NONE && d->mentions.at[m].name_first != HS_NONE)) best = m;
    }
    return best == HS_NONE ? HS_NONE : widest(d, best, first, last);
}

/* A state's adjective for a source: "[Danish] accusations" are Denmark's. */
static bool add_adjective(struct finder *f, uint32_t i)
{
    struct mention m = { .head = i, .first = i, .last = i, .name_first = i, .name_last = i, .form = FORM_ALIAS, .class = MENTION_PLACE };
    f->in_name[i] = 1;
    return add(f, &m);
}

/* The noun or name that a source is about, if nothing in it is a mention yet. */
static bool add_source(struct finder *f, uint32_t first, uint32_t last)
{
    const struct hearsay_document *doc = f->d->doc;
    uint32_t noun = HS_NONE;
    if (first == last && f->d->mentions.of_head[first] == HS_NONE && !f->in_name[first] && state_of_adjective(doc, f->d->lexicon, first))
        return add_adjective(f, first);
    for (uint32_t i = first; i <= last; i++) {
        const uint32_t head = doc->words[i].head;
        const bool top = head == HS_NONE || head < first || head > last;
        const enum upos u = upos_of(f, i);
        if (f->d->mentions.of_head[i] != HS_NONE && top) return true;
        if (u != UPOS_NOUN && u != UPOS_PROPN && u != UPOS_PRON && u != UPOS_NUM && u != UPOS_DET && u != UPOS_ADJ) continue;
        if (noun == HS_NONE || (top && u != UPOS_DET && u != UPOS_ADJ)) noun = i;
        if (top && (u == UPOS_NOUN || u == UPOS_PROPN || u == UPOS_PRON)) break;
    }
    if (noun == HS_NONE || f->in_name[noun] || mention_in(f->d, first, last) != HS_NONE) return true;
    return add_word(f, noun, true);
}

uint32_t antecedent_of(const struct discourse *d, uint32_t pronoun)
{
    const struct hearsay_document *doc = d->doc;
    uint32_t word = pronoun;
    for (int steps = 0; steps < 4 && word != HS_NONE && relation_of(&d->syntax, word) != REL_CLAUSE; steps++) word = doc->words[word].head;
    const uint32_t noun = word == HS_NONE ? HS_NONE : doc->words[word].head;
    if (noun != HS_NONE && noun < pronoun) return noun;
    /* A clause that the parser hung elsewhere: "a draft audit, which says". */
    if (pronoun < 2 || !word_is(doc, pronoun, "which") || doc->text[doc->words[pronoun - 1].span.start] != ',') return HS_NONE;
    return doc->words[pronoun - 2].upos == UPOS_NOUN && doc->words[pronoun - 2].sentence == doc->words[pronoun].sentence ? pronoun - 2 : HS_NONE;
}

/* What a source that is a relative pronoun stands for ("a draft audit, which says"), if it is no mention yet. */
static bool add_antecedent(struct finder *f, uint32_t first, uint32_t last)
{
    static const char *const relatives[] = { "who", "which", "that", "whom", NULL };
    if (first != last || !word_in(f->d->doc, first, relatives)) return true;
    const uint32_t noun = antecedent_of(f->d, first);
    if (noun == HS_NONE || f->d->mentions.of_head[noun] != HS_NONE || f->in_name[noun] || upos_of(f, noun) != UPOS_NOUN) return true;
    return add_word(f, noun, true);
}

static int by_place(const void *x, const void *y)
{
    const struct mention *a = x, *b = y;
    if (a->first != b->first) return a->first < b->first ? -1 : 1;
    if (a->last != b->last) return a->last > b->last ? -1 : 1;
    return a->head < b->head ? -1 : a->head > b->head;
}

bool mentions_find(struct discourse *d)
{
    const struct hearsay_document *doc = d->doc;
    struct finder f = { .d = d, .in_name = ARENA_ZARRAY(d->scratch, uint8_t, doc->n_words) };
    d->mentions = (struct mentions){ .of_head = ARENA_ARRAY(d->scratch, uint32_t, doc->n_words) };
    if (!f.in_name || !d->mentions.of_head) return false;
    for (uint32_t i = 0; i < doc->n_words; i++) d->mentions.of_head[i] = HS_NONE;
    for (uint32_t i = 0; i < doc->n_entities; i++)
        if (!add_entity(&f, &doc->entities[i])) return false;
    for (uint32_t i = 0; i < doc->n_words; i++)
        if (!f.in_name[i] && !add_word(&f, i, false)) return false;
    for (uint32_t i = 0; i < doc->n_attributions; i++)
        for (uint32_t k = 0, first, last; k < doc->attributions[i].source.n; k++)
            if (words_of(doc, doc->attributions[i].source.at[k], &first, &last) && (!add_antecedent(&f, first, last) || !add_source(&f, first, last)))
                return false;
    if (d->mentions.n) qsort(d->mentions.at, d->mentions.n, sizeof *d->mentions.at, by_place);
    for (uint32_t i = 0; i < d->mentions.n; i++) {
        d->mentions.of_head[d->mentions.at[i].head] = i;
        d->mentions.at[i].cluster = i;
    }
    return true;
}
