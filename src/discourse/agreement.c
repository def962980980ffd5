/* agreement.c: person, number, gender: what English shows of them.
 *
 * Pronouns say it themselves. Nouns show number by their ending, and gender by their meaning, which lexicon/ tells ("spokeswoman", "king");
 * a person's name by the title before it ("Mrs. May") or by its given name. What cannot be told stays unknown and goes with anything. */
#include "discourse/agreement.h"

#include <string.h>

#include "base/character.h"
#include "discourse/states.h"

static const struct pronoun pronouns[] = {
    { "i", 1, NUMBER_SINGULAR, GENDER_UNKNOWN, false, false },       { "me", 1, NUMBER_SINGULAR, GENDER_UNKNOWN, false, false },
    { "my", 1, NUMBER_SINGULAR, GENDER_UNKNOWN, true, false },       { "mine", 1, NUMBER_SINGULAR, GENDER_UNKNOWN, false, false },
    { "myself", 1, NUMBER_SINGULAR, GENDER_UNKNOWN, false, true },   { "we", 1, NUMBER_PLURAL, GENDER_UNKNOWN, false, false },
    { "us", 1, NUMBER_PLURAL, GENDER_UNKNOWN, false, false },        { "our", 1, NUMBER_PLURAL, GENDER_UNKNOWN, true, false },
    { "ours", 1, NUMBER_PLURAL, GENDER_UNKNOWN, false, false },      { "ourselves", 1, NUMBER_PLURAL, GENDER_UNKNOWN, false, true },
    { "you", 2, NUMBER_UNKNOWN, GENDER_UNKNOWN, false, false },      { "your", 2, NUMBER_UNKNOWN, GENDER_UNKNOWN, true, false },
    { "yours", 2, NUMBER_UNKNOWN, GENDER_UNKNOWN, false, false },    { "yourself", 2, NUMBER_SINGULAR, GENDER_UNKNOWN, false, true },
    { "yourselves", 2, NUMBER_PLURAL, GENDER_UNKNOWN, false, true }, { "he", 3, NUMBER_SINGULAR, GENDER_MALE, false, false },
    { "him", 3, NUMBER_SINGULAR, GENDER_MALE, false, false },        { "his", 3, NUMBER_SINGULAR, GENDER_MALE, true, false },
    { "himself", 3, NUMBER_SINGULAR, GENDER_MALE, false, true },     { "she", 3, NUMBER_SINGULAR, GENDER_FEMALE, false, false },
    { "her", 3, NUMBER_SINGULAR, GENDER_FEMALE, true, false },       { "hers", 3, NUMBER_SINGULAR, GENDER_FEMALE, false, false },
    { "herself", 3, NUMBER_SINGULAR, GENDER_FEMALE, false, true },   { "it", 3, NUMBER_SINGULAR, GENDER_NEUTER, false, false },
    { "its", 3, NUMBER_SINGULAR, GENDER_NEUTER, true, false },       { "itself", 3, NUMBER_SINGULAR, GENDER_NEUTER, false, true },
    { "they", 3, NUMBER_PLURAL, GENDER_UNKNOWN, false, false },      { "them", 3, NUMBER_PLURAL, GENDER_UNKNOWN, false, false },
    { "their", 3, NUMBER_PLURAL, GENDER_UNKNOWN, true, false },      { "theirs", 3, NUMBER_PLURAL, GENDER_UNKNOWN, false, false },
    { "themselves", 3, NUMBER_PLURAL, GENDER_UNKNOWN, false, true },
};

const struct pronoun *pronoun_at(const struct hearsay_document *doc, uint32_t word)
{
    const struct word *w = &doc->words[word];
    const uint32_t len = w->span.end - w->span.start;
    if (len > 10 || (w->upos != UPOS_PRON && w->upos != UPOS_DET)) return NULL;
    /* "US" and "IT" in capitals are names. */
    if (len == 2 && char_is_upper((unsigned char)doc->text[w->span.start + 1])) return NULL;
    for (size_t i = 0; i < sizeof pronouns / sizeof *pronouns; i++)
        if (word_is(doc, word, pronouns[i].word)) return &pronouns[i];
    return NULL;
}

/* ---- Nouns --------------------------------------------------------------------------------------------------------------- */

static bool ends_in(const struct hearsay_document *doc, uint32_t word, const char *ending)
{
    const struct span s = doc->words[word].span;
    const size_t n = strlen(ending);
    return s.end - s.start > n && ascii_equals(doc->text + s.end - n, n, ending);
}

/* Number from a noun's form: an -s that is no -ss, -us, -is, and the plurals that English forms otherwise. */
static enum number number_of_noun(const struct hearsay_document *doc, uint32_t word)
{
    static const char *const plurals[] = { "people",   "men",    "women", "children", "police", "feet",    "media", "data",
                                           "criteria", "alumni", "staff", "youth",    "elite",  "others",  "many",  "most",
                                           "some",     "those",  "these", "both",     "few",    "several", NULL };
    static const char *const singulars[] = { "news",  "series", "headquarters", "politics", "economics", "species",
                                             "means", "gas",    "bus",          "campus",   NULL };
    if (word_in(doc, word, plurals)) return NUMBER_PLURAL;
    if (word_in(doc, word, singulars)) return NUMBER_SINGULAR;
    if (ends_in(doc, word, "men")) return NUMBER_PLURAL; /* "lawmen", "spokeswomen" */
    if (ends_in(doc, word, "s") && !ends_in(doc, word, "ss") && !ends_in(doc, word, "us") && !ends_in(doc, word, "is")) return NUMBER_PLURAL;
    return NUMBER_SINGULAR;
}

static enum gender gender_of_noun(const struct hearsay_document *doc, uint32_t word)
{
    static const char *const male[] = { "man",         "boy",       "father", "son",    "brother",     "husband", "uncle",    "king",
                                        "prince",      "gentleman", "guy",    "dad",    "grandfather", "nephew",  "grandson", "actor",
                                        "businessman", "duke",      "lord",   "priest", "mr",          "mr.",     "sir",      NULL };
    static const char *const female[] = { "woman",         "girl",     "mother",        "daughter", "sister",  "wife",        "aunt",
                                          "queen",         "princess", "lady",          "mom",      "mum",     "grandmother", "niece",
                                          "granddaughter", "actress",  "businesswoman", "hostess",  "duchess", "nun",         "mrs",
                                          "mrs.",          "ms",       "ms.",           "miss",     "madam",   NULL };
    if (word_in(doc, word, male)) return GENDER_MALE;
    if (word_in(doc, word, female)) return GENDER_FEMALE;
    if (ends_in(doc, word, "woman")) return GENDER_FEMALE;
    if (ends_in(doc, word, "man") && !ends_in(doc, word, "human")) return GENDER_MALE;
    return GENDER_UNKNOWN;
}

static enum gender gender_of_sense(const struct lexicon_sense *s)
{
    const bool male = s->flags & LEXICON_MALE, female = s->flags & LEXICON_FEMALE;
    return male == female ? GENDER_UNKNOWN : male ? GENDER_MALE : GENDER_FEMALE;
}

static enum article article_of(const struct discourse *d, const struct mention *m)
{
    static const char *const indefinite[] = { "a", "an", "another", NULL };
    static const char *const demonstrative[] = { "this", "that", "these", "those", NULL };
    static const char *const quantifying[] = { "some", "any",     "no",  "every", "each", "many", "most",
                                               "few",  "several", "all", "other", "more", "both", NULL };
    const struct hearsay_document *doc = d->doc;
    enum article found = ARTICLE_NONE;
    for (uint32_t i = m->first; i < m->head && found == ARTICLE_NONE; i++) {
        if (word_is(doc, i, "the"))
            found = ARTICLE_DEFINITE;
        else if (word_in(doc, i, indefinite))
            found = ARTICLE_INDEFINITE;
        else if (word_in(doc, i, demonstrative))
            found = ARTICLE_DEMONSTRATIVE;
        else if (word_in(doc, i, quantifying))
            found = ARTICLE_QUANTIFIED;
        else if (relation_of(&d->syntax, i) == REL_POSSESSOR && doc->words[i].head == m->head)
            found = ARTICLE_POSSESSIVE;
    }
    return found;
}

/* "both", "three" before a noun, or two joined: plural. */
static bool counts_several(const struct discourse *d, const struct mention *m)
{
    for (uint32_t c = d->syntax.child[m->head]; c != HS_NONE && c < m->head; c = d->syntax.sibling[c])
        if (relation_of(&d->syntax, c) == REL_NUMBER && !word_is(d->doc, c, "one") && !word_is(d->doc, c, "1")) return true;
    return false;
}

/* Whether the words, all of them, are a form of the lexicon. */
static bool look_up(const struct discourse *d, uint32_t first, uint32_t last, struct lexicon_match *match)
{
    return d->lexicon && lexicon_match(d->lexicon, d->doc->text, &d->doc->words[first], last - first + 1, match) && match->words == last - first + 1;
}

static enum mention_class class_of_sense(const struct lexicon_sense *s)
{
    switch ((enum lexicon_kind)s->kind) {
    case LEXICON_COUNTRY:
    case LEXICON_TERRITORY:
    case LEXICON_CAPITAL:
    case LEXICON_PLACE: return MENTION_PLACE;
    case LEXICON_ORGAN:
    case LEXICON_ORGANISATION:
    case LEXICON_AGENCY: return MENTION_ORGANIZATION;
    default: return MENTION_PERSON;
    }
}

/* The sense of a noun: of the longest words that end in it. */
static const struct lexicon_sense *sense_of_noun(const struct discourse *d, const struct mention *m)
{
    struct lexicon_match match;
    for (uint32_t i = m->first; i <= m->head; i++) {
        if (!look_up(d, i, m->head, &match)) continue;
        for (uint32_t k = 0; k < match.n; k++) {
            const uint8_t kind = match.senses[k]->kind;
            if (kind != LEXICON_GIVEN_NAME && kind != LEXICON_PLACE && kind != LEXICON_CAPITAL) return match.senses[k];
        }
    }
    return NULL;
}

/* The first word of a person's name that is a given name of one gender. */
static enum gender gender_of_name(const struct discourse *d, const struct mention *m)
{
    for (uint32_t i = m->name_first; i <= m->name_last; i++) {
        struct lexicon_match match;
        if (!look_up(d, i, i, &match)) continue;
        const struct lexicon_sense *given = lexicon_sense_of(&match, LEXICON_GIVEN_NAME);
        if (given && i < m->name_last) return gender_of_sense(given);
    }
    return GENDER_UNKNOWN;
}

static void describe_pronoun(const struct discourse *d, const struct pronoun *p, struct mention *m)
{
    const enum relation r = relation_of(&d->syntax, m->head); /* "her" may be an object, too */
    m->person = p->person;
    m->number = p->number;
    m->gender = p->gender;
    m->possessive = p->possessive && r != REL_OBJECT && r != REL_INDIRECT && r != REL_OBLIQUE;
    m->reflexive = p->reflexive;
}

static const char *const media_nouns[] = { "agency", "broadcaster", "newspaper", "daily",   "channel", "network", "magazine", "tabloid",
                                           "outlet", "website",     "site",      "station", "service", "paper",   "weekly",   NULL };

static void describe_name(const struct discourse *d, struct mention *m)
{
    struct lexicon_match match;
    if (look_up(d, m->name_first, m->name_last, &match)) m->sense = sense_of_name(&match, m->class);
    /* "the Tanjug agency": a medium by the name before the noun. */
    if (!m->sense && m->name_first < m->name_last && word_in(d->doc, m->name_last, media_nouns)) {
        uint32_t last = m->name_last - 1;
        if (last > m->name_first && word_in(d->doc, last, (const char *const[]){ "news", "press", NULL })) last--;
        if (look_up(d, m->name_first, last, &match)) m->sense = lexicon_sense_of(&match, LEXICON_AGENCY);
    }
    if (m->sense) m->class = class_of_sense(m->sense);
    m->state = state_of_name(d, m);
    if (!m->sense && m->form == FORM_ALIAS) { /* "Danish accusations" */
        m->sense = state_of_adjective(d->doc, d->lexicon, m->head);
        if (m->sense) m->state = m->sense->code;
    }
    m->number = NUMBER_SINGULAR;
    if (m->sense && (m->sense->flags & (LEXICON_PLURAL | LEXICON_SINGULAR)) == LEXICON_PLURAL) m->number = NUMBER_PLURAL;
    if (m->class != MENTION_PERSON) {
        /* A team or a firm may be "they", and a state may, too. */
        if (m->class == MENTION_ORGANIZATION) m->number = NUMBER_UNKNOWN;
        m->gender = GENDER_NEUTER;
        return;
    }
    for (uint32_t i = m->first; i < m->name_first && m->gender == GENDER_UNKNOWN; i++) m->gender = gender_of_noun(d->doc, i);
    if (m->gender == GENDER_UNKNOWN && m->title) m->gender = gender_of_sense(m->title);
    if (m->gender == GENDER_UNKNOWN) m->gender = gender_of_name(d, m);
    if (m->name_first == m->name_last && m->number == NUMBER_SINGULAR && m->article == ARTICLE_DEFINITE &&
        number_of_noun(d->doc, m->head) == NUMBER_PLURAL)
        m->number = NUMBER_PLURAL; /* "the Americans", "the Rohingyas" */
}

static void describe_noun(const struct discourse *d, struct mention *m)
{
    m->sense = sense_of_noun(d, m);
    if (m->sense && m->sense->kind == LEXICON_TITLE) m->class = MENTION_PERSON;
    if (m->sense && m->sense->kind == LEXICON_DOCUMENT && m->class == MENTION_NONE) m->class = MENTION_ABSTRACT;
    m->number = number_of_noun(d->doc, m->head);
    if (m->sense && (m->sense->flags & (LEXICON_PLURAL | LEXICON_SINGULAR)) == LEXICON_PLURAL) m->number = NUMBER_PLURAL;
    if (counts_several(d, m)) m->number = NUMBER_PLURAL;
    if (m->class == MENTION_ORGANIZATION && m->number == NUMBER_SINGULAR) m->number = NUMBER_UNKNOWN;
    if (m->class != MENTION_PERSON) {
        m->gender = GENDER_NEUTER;
        return;
    }
    m->gender = gender_of_noun(d->doc, m->head);
    if (m->gender == GENDER_UNKNOWN && m->sense) m->gender = gender_of_sense(m->sense);
}

void mention_describe(const struct discourse *d, struct mention *m)
{
    const struct pronoun *p = m->form == FORM_PRONOUN ? pronoun_at(d->doc, m->head) : NULL;
    if (p) {
        describe_pronoun(d, p, m);
        return;
    }
    /* A relative pronoun shows nothing of itself, but that "who" is somebody. */
    if (m->name_first == HS_NONE && d->doc->words[m->head].upos == UPOS_PRON) {
        if (m->class == MENTION_NONE && (word_is(d->doc, m->head, "who") || word_is(d->doc, m->head, "whom"))) m->class = MENTION_PERSON;
        return;
    }
    m->article = article_of(d, m);
    if (m->name_first != HS_NONE)
        describe_name(d, m);
    else
        describe_noun(d, m);
}

/* ---- Agreement ----------------------------------------------------------------------------------------------------------- */

bool numbers_agree(enum number a, enum number b) { return a == NUMBER_UNKNOWN || b == NUMBER_UNKNOWN || a == b; }

bool genders_agree(enum gender a, enum gender b) { return a == GENDER_UNKNOWN || b == GENDER_UNKNOWN || a == b; }

/* A place may be an organisation: "the university", "Russia". */
bool classes_agree(enum mention_class a, enum mention_class b)
{
    if (a == MENTION_NONE || b == MENTION_NONE || a == b) return true;
    return (a == MENTION_PLACE && b == MENTION_ORGANIZATION) || (a == MENTION_ORGANIZATION && b == MENTION_PLACE);
}
