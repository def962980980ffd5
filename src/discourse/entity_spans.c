/* entity_spans.c: where a tagger's names begin and end.
 *
 *   verbs      no name runs over a finite verb: "[Iran were assisting Moscow]" are two
 *   joined     "and" or a comma parts two names if the lexicon knows one of them in full: "[Folha de S.Paulo and O Globo]"; it knows "Trinidad and
 *              Tobago" in full, too, and parts no "Ministry of Trade and Industry"
 *   overlooked a name of the lexicon's that can be nothing else, or two capitalised ones behind a title, where the tagger saw none
 *   cut short  a name of the lexicon's that goes on behind the tagger's: "[Rossiya] 24"
 *
 * The tagger (src/model) decides word by word, and sees neither a tree nor a list of names. */
#include "discourse/entity_spans.h"

#include <string.h>

struct mender {
    struct hearsay_document *doc;
    const struct lexicon *lexicon;
    struct entity *out;
    uint32_t n, room;
};

/* The words at `first` that are in full a name of somebody who acts; 0: none is known. */
static uint32_t known_name(const struct mender *m, uint32_t first, uint32_t limit, enum entity_type *type)
{
    struct lexicon_match match;
    if (!m->lexicon || first >= limit || !lexicon_match(m->lexicon, m->doc->text, &m->doc->words[first], limit - first, &match)) return 0;
    for (uint32_t i = 0; i < match.n; i++) {
        switch ((enum lexicon_kind)match.senses[i]->kind) {
        case LEXICON_COUNTRY:
        case LEXICON_CAPITAL: *type = ENTITY_PLACE; return match.words;
        case LEXICON_ORGAN:
            if (!match.senses[i]->code[0]) break; /* "foreign ministry" alone is no name */
            /* fall through */
        case LEXICON_ORGANISATION:
        case LEXICON_AGENCY: *type = ENTITY_ORGANIZATION; return match.words;
        default: break;
        }
    }
    return 0;
}

static bool add(struct mender *m, uint32_t first, uint32_t end, enum entity_type type)
{
    const struct word *w = m->doc->words;
    while (first < end && w[first].upos == UPOS_PUNCT) first++;
    while (first < end && w[end - 1].upos == UPOS_PUNCT && m->doc->text[w[end - 1].span.start] != '.') end--;
    if (first >= end) return true;
    if (!ARENA_ROOM(m->doc->arena, m->out, m->n, m->room, 16)) return false;
    m->out[m->n++] = (struct entity){ { w[first].span.start, w[end - 1].span.end }, type, first, end - first };
    return true;
}

/* A verb that a name cannot hold: in small letters, and finite or with an auxiliary of its own in front. */
static bool is_verb(const struct mender *m, uint32_t i)
{
    const struct word *w = &m->doc->words[i];
    const char first = m->doc->text[w->span.start];
    return (w->upos == UPOS_AUX || w->upos == UPOS_VERB) && first >= 'a' && first <= 'z';
}

/* The names in [first, end), which holds no verb. */
static bool add_joined(struct mender *m, uint32_t first, uint32_t end, enum entity_type type)
{
    enum entity_type known = type;
    const uint32_t whole = known_name(m, first, end, &known);
    for (uint32_t i = first + 1; i + 1 < end && whole != end - first; i++) {
        const struct word *w = &m->doc->words[i];
        if (w->upos != UPOS_CCONJ && !(w->upos == UPOS_PUNCT && m->doc->text[w->span.start] == ',')) continue;
        enum entity_type left = type, right = type;
        const bool parts = known_name(m, first, i, &left) == i - first, parts_behind = known_name(m, i + 1, end, &right) == end - i - 1;
        if (!parts && !parts_behind) continue;
        return add(m, first, i, parts ? left : type) && add_joined(m, i + 1, end, parts_behind ? right : type);
    }
    return add(m, first, end, type);
}

static bool capital(const struct mender *m, uint32_t i)
{
    const unsigned char first = (unsigned char)m->doc->text[m->doc->words[i].span.start];
    return first >= 'A' && first <= 'Z';
}

/* The words of a person's name behind a title ("Health Minister [Marta Queiroz]"): two capitalised names at least; 0: none. */
static uint32_t titled(const struct mender *m, uint32_t i, uint32_t limit)
{
    const struct word *w = m->doc->words;
    struct lexicon_match before;
    if (!i || w[i - 1].sentence != w[i].sentence || w[i - 1].upos == UPOS_VERB || !m->lexicon) return 0;
    if (!lexicon_match(m->lexicon, m->doc->text, &w[i - 1], 1, &before) || !lexicon_sense_of(&before, LEXICON_TITLE)) return 0;
    uint32_t end = i;
    while (end < limit && end - i < 4 && capital(m, end) && w[end].upos == UPOS_PROPN) end++;
    return end - i >= 2 ? end - i : 0;
}

/* The words of a name at word i that the tagger overlooked; 0: none that is sure. */
static uint32_t overlooked(const struct mender *m, uint32_t i, uint32_t limit, enum entity_type *type)
{
    struct lexicon_match match;
    if (!capital(m, i)) return 0;
    const uint32_t person = titled(m, i, limit);
    *type = ENTITY_PERSON;
    if (person) return person;
    if (!m->lexicon || !lexicon_match(m->lexicon, m->doc->text, &m->doc->words[i], limit - i, &match)) return 0;
    for (uint32_t k = 0; k < match.n; k++) {
        const struct lexicon_sense *s = match.senses[k];
        const bool sure = !(s->flags & (LEXICON_WORD_TOO | LEXICON_AMBIGUOUS));
        if ((s->kind == LEXICON_AGENCY || s->kind == LEXICON_ORGANISATION) && sure) {
            *type = ENTITY_ORGANIZATION;
            return match.words;
        }
        if (s->kind == LEXICON_COUNTRY && sure) {
            *type = ENTITY_PLACE;
            return match.words;
        }
    }
    return 0;
}

/* Names in [first, end), where the tagger saw none. */
static bool add_overlooked(struct mender *m, uint32_t first, uint32_t end)
{
    for (uint32_t i = first, words; i < end; i += words ? words : 1) {
        const struct sentence *s = &m->doc->sentences[m->doc->words[i].sentence];
        const uint32_t limit = s->first_word + s->words < end ? s->first_word + s->words : end;
        enum entity_type type;
        words = overlooked(m, i, limit, &type);
        if (words && !add(m, i, i + words, type)) return false;
    }
    return true;
}

bool entity_spans_mend(struct hearsay_document *doc, const struct lexicon *lexicon)
{
    struct mender m = { .doc = doc, .lexicon = lexicon };
    uint32_t behind = 0; /* the last name */
    for (uint32_t i = 0; i < doc->n_entities; i++) {
        const struct entity *e = &doc->entities[i];
        enum entity_type type = e->type;
        uint32_t first = e->first_word, end = first + e->words;
        const struct sentence *s = &doc->sentences[doc->words[first].sentence];
        uint32_t limit = i + 1 < doc->n_entities ? doc->entities[i + 1].first_word : doc->n_words;
        if (limit > s->first_word + s->words) limit = s->first_word + s->words;
        if (!add_overlooked(&m, behind, first)) return false;
        const uint32_t known = known_name(&m, first, limit, &type);
        if (known > e->words)
            end = first + known;
        else
            type = e->type;
        for (uint32_t from = first; from < end;) {
            uint32_t to = from;
            while (to < end && !is_verb(&m, to)) to++;
            if (to > from && !add_joined(&m, from, to, type)) return false;
            for (from = to; from < end && is_verb(&m, from); from++) {}
        }
        behind = end;
    }
    if (!add_overlooked(&m, behind, doc->n_words)) return false;
    doc->entities = m.out;
    doc->n_entities = m.n;
    return true;
}
