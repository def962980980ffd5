/* states.c: states behind names.
 *
 * A capital stands for its government where it does what only people do: as the subject of a verb, as an owner of what is no place, beside "with",
 * "between", "against", "by", or where something is aimed "at" it. Else after "in", "at", "from", "near" it is a town. Metonymy of place names: K.
 * Markert, M. Nissim, "SemEval-2007 task 8: metonymy resolution", 2007, of whose patterns these are the commonest. */
#include "discourse/states.h"

#include <stddef.h>

const struct lexicon_sense *sense_of_name(const struct lexicon_match *match, enum mention_class class)
{
    for (uint32_t i = 0; i < match->n; i++) {
        const struct lexicon_sense *s = match->senses[i];
        switch ((enum lexicon_kind)s->kind) {
        case LEXICON_COUNTRY:
        case LEXICON_CAPITAL:
        case LEXICON_ORGAN:
        case LEXICON_ORGANISATION:
        case LEXICON_AGENCY: return s;
        case LEXICON_TERRITORY:
        case LEXICON_PLACE:
            if (class != MENTION_PERSON) return s;
            break;
        case LEXICON_DEMONYM:
            if (s->flags & LEXICON_PLURAL) return s;
            break;
        default: break;
        }
    }
    return NULL;
}

/* Verbs that take somebody to a place, or away from it. */
static bool is_motion(const struct hearsay_document *doc, uint32_t verb)
{
    static const char *const motion[] = { "visit",   "visited",   "visiting", "visits",  "left",     "leave",  "leaving", "leaves",
                                          "reached", "reach",     "enter",    "entered", "entering", "toured", "tour",    "touring",
                                          "hit",     "shelled",   "bombed",   "struck",  "strike",   "attack", "bomb",    "stormed",
                                          "flooded", "destroyed", "captured", "seized",  "capture",  "shook",  NULL };
    return word_in(doc, verb, motion);
}

/* "Fired rockets at Seoul", "angry at Beijing": what is meant is the state. */
static bool is_aimed(const struct hearsay_document *doc, uint32_t at, uint32_t head)
{
    static const char *const aims[] = { "fire",     "fired",    "fires",   "firing", "aim",     "aimed",   "aims",     "aiming",
                                        "directed", "levelled", "leveled", "hurled", "hurling", "lash",    "lashed",   "lashes",
                                        "lashing",  "swipe",    "swiped",  "angry",  "anger",   "rage",    "fury",     "furious",
                                        "outrage",  "outraged", "shells",  "rocket", "rockets", "missile", "missiles", NULL };
    return word_is(doc, at, "at") && word_in(doc, head, aims);
}

/* Whether a mention of a capital stands where its government would. */
static bool acts(const struct discourse *d, const struct mention *m)
{
    static const char *const political[] = { "with", "between", "against", "by", "for", "among", "versus", "vs", "v.", NULL };
    const struct hearsay_document *doc = d->doc;
    const uint32_t head = doc->words[m->head].head, preposition = dependent_of(&d->syntax, m->head, REL_CASE);
    const enum relation r = relation_of(&d->syntax, m->head);
    if (head == HS_NONE || head == m->head) return false;
    switch (r) {
    case REL_SUBJECT:
        return dependent_of(&d->syntax, head, REL_COPULA) == HS_NONE || doc->words[head].upos == UPOS_VERB || doc->words[head].upos == UPOS_ADJ;
    case REL_AGENT: return true;
    case REL_OBJECT:
    case REL_INDIRECT:
    case REL_SUBJECT_PASSIVE: return !is_motion(doc, head);
    case REL_POSSESSOR: return d->reading->mention[head] != MENTION_PLACE;
    case REL_NMOD:
    case REL_OBLIQUE:
    case REL_CONJUNCT: return preposition != HS_NONE && (word_in(doc, preposition, political) || is_aimed(doc, preposition, head));
    default: return false;
    }
}

const char *state_of_name(const struct discourse *d, const struct mention *m)
{
    if (!m->sense || !m->sense->code[0]) return NULL;
    switch ((enum lexicon_kind)m->sense->kind) {
    case LEXICON_COUNTRY:
    case LEXICON_TERRITORY: return m->sense->code;
    case LEXICON_CAPITAL: return !m->title && acts(d, m) ? m->sense->code : NULL;
    default: return NULL;
    }
}

static const struct lexicon_sense *state_sense(const struct lexicon_match *match)
{
    for (uint32_t i = 0; i < match->n; i++) {
        const struct lexicon_sense *s = match->senses[i];
        const bool tells = s->kind == LEXICON_COUNTRY || s->kind == LEXICON_DEMONYM || s->kind == LEXICON_ORGAN || s->kind == LEXICON_CAPITAL ||
                           s->kind == LEXICON_TERRITORY || (s->kind == LEXICON_AGENCY && (s->flags & LEXICON_STATE_MEDIA));
        if (tells && s->code[0]) return s;
    }
    return NULL;
}

const struct lexicon_sense *state_of_adjective(const struct hearsay_document *doc, const struct lexicon *lexicon, uint32_t word)
{
    struct lexicon_match match;
    const enum upos upos = (enum upos)doc->words[word].upos;
    if (!lexicon || (upos != UPOS_ADJ && upos != UPOS_PROPN) || !lexicon_match(lexicon, doc->text, &doc->words[word], 1, &match)) return NULL;
    const struct lexicon_sense *s = lexicon_sense_of(&match, LEXICON_DEMONYM);
    return s && s->code[0] && s->flags & LEXICON_ADJECTIVE ? s : NULL;
}

const char *state_of_words(const struct discourse *d, uint32_t first, uint32_t last)
{
    const struct hearsay_document *doc = d->doc;
    const char *leading = NULL, *behind = NULL;
    if (!d->lexicon) return NULL;
    for (uint32_t i = first, words; i <= last; i += words) {
        struct lexicon_match match;
        words = 1;
        if (!lexicon_match(d->lexicon, doc->text, &doc->words[i], last - i + 1, &match)) continue;
        const struct lexicon_sense *s = state_sense(&match);
        if (!s) continue;
        words = match.words;
        const uint32_t mention = d->mentions.of_head[i + words - 1]; /* where a form has several states, the text has settled it */
        const char *code = mention != HS_NONE && d->mentions.at[mention].state ? d->mentions.at[mention].state : s->code;
        const uint32_t next = i + words;
        if (next <= last && doc->words[next].upos == UPOS_PART) return code; /* "DPRK's Foreign Ministry" */
        if (i > first && word_in(doc, i - 1, (const char *const[]){ "of", "to", "the", NULL }))
            behind = code;
        else if (!leading)
            leading = code;
    }
    return leading ? leading : behind;
}
