/* source_type.c: a source's type, from its words first and from its actor where the words do not tell.
 *
 * The words first, since they are what the reader of the article sees: "a source close to the talks" is unnamed, whoever else is. Their
 * questions, in this order:
 *
 *   1. anonymity    "on condition of anonymity", "who asked not to be named", "a source": unnamed
 *   2. news         a name or noun of the lexicon's news organisations, "reporters", "local media": agency
 *   3. documents    "a report by the auditors": document, whoever wrote it
 *   4. names        a proper name that heads the source or stands beside its head: named
 *   5. plurals      "experts", "many voters", "two officials", "a group of residents": group
 *   6. the rest     "an official" is unnamed; "the official", "he" and "its author" are what the actor is whom they stand for, if he has a name
 *
 * What is definite and stands for nobody in the text is a body that everybody knows ("the government"): named. */
#include "discourse/source_type.h"

#include <string.h>

#include "base/bisect.h"
#include "base/character.h"

/* The words of a source and what heads them. */
struct source {
    const struct hearsay_document *doc;
    const struct lexicon *lexicon;
    const struct attribution *a;
    uint32_t first, last, head; /* of its first span; words, both inside */
};

/* `list` in small letters, a space between them. */
static bool is(const struct hearsay_document *doc, uint32_t w, const char *list)
{
    const struct span *s = &doc->words[w].span;
    for (const char *at = list; *at;) {
        size_t n = strcspn(at, " ");
        if (n == s->end - s->start) {
            size_t i = 0;
            while (i < n && ascii_lower(doc->text[s->start + i]) == at[i]) i++;
            if (i == n) return true;
        }
        at += n + (at[n] == ' ');
    }
    return false;
}

static bool has(const struct source *s, const char *list)
{
    for (uint32_t w = s->first; w <= s->last; w++)
        if (is(s->doc, w, list)) return true;
    return false;
}

static const char *relation(const struct hearsay_document *doc, uint32_t w)
{
    return doc->deprel_names && doc->words[w].head != HS_NONE ? doc->deprel_names[doc->words[w].deprel] : "";
}

/* The words that a span of bytes covers; false if none. */
static bool words_in(const struct hearsay_document *doc, struct span span, uint32_t *first, uint32_t *last)
{
    uint32_t i;
    BISECT(i, doc->n_words, doc->words[i].span.start < span.start);
    *first = *last = i;
    while (*last + 1 < doc->n_words && doc->words[*last + 1].span.start < span.end) (*last)++;
    return i < doc->n_words && doc->words[i].span.start < span.end;
}

/* The word that depends on none of the others. */
static uint32_t head_of(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t w = first; w <= last; w++) {
        uint32_t head = doc->words[w].head;
        if (w < last && doc->words[w + 1].upos == UPOS_PART && doc->words[w + 1].head == w) continue; /* "Korea's" */
        if (doc->words[w].upos != UPOS_PUNCT && doc->words[w].upos != UPOS_ADP && (head == HS_NONE || head < first || head > last)) return w;
    }
    return first;
}

/* ---- The questions --------------------------------------------------------------------------------------------------------- */

static bool same_word(const struct hearsay_document *doc, uint32_t i, const char *word) { return is(doc, i, word); }

/* "condition of anonymity", "asked not to be named", "not authorised to speak": in the source, or in the rest of its sentence. */
static bool is_anonymous(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    for (uint32_t w = s->first; w <= s->last; w++)
        if (doc->words[w].head == s->head && is(doc, w, "anonymous unnamed unidentified")) return true;
    const struct sentence *sentence = &doc->sentences[doc->words[s->head].sentence];
    for (uint32_t w = sentence->first_word, end = w + sentence->words; w < end; w++) {
        if (same_word(doc, w, "anonymity")) return true;
        bool no = same_word(doc, w, "not n't without declined refused");
        for (uint32_t k = w + 1; no && k < end && k < w + 5; k++)
            if (same_word(doc, k, "named identified quoted authorized authorised") && (k + 1 >= end || !same_word(doc, k + 1, "the"))) return true;
    }
    return false;
}

/* "a source", "sources", "a person familiar with the matter", "an insider"; not "Source Interlink". */
static bool is_source_noun(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    if (doc->words[s->head].upos == UPOS_NOUN && is(doc, s->head, "source sources insider insiders whistleblower tipster leaker")) return true;
    return is(doc, s->head, "person people one someone somebody those official officials") &&
           has(s, "familiar briefed knowledge close aware involved") && !is(doc, s->head, "involved");
}

/* The sense of the words from w on, of a kind, if its form ends at or before the source's end. */
static const struct lexicon_sense *sense_at(const struct source *s, uint32_t w, uint32_t *words)
{
    struct lexicon_match m;
    if (!s->lexicon || !lexicon_match(s->lexicon, s->doc->text, s->doc->words + w, s->last - w + 1, &m)) return NULL;
    *words = m.words;
    return m.senses[0];
}

/* A sense whose form takes in the head, or a name beside it. */
static const struct lexicon_sense *sense_of_head(const struct source *s, enum lexicon_kind kind)
{
    for (uint32_t w = s->first; w <= s->head; w++) {
        uint32_t words = 1;
        const struct lexicon_sense *sense = sense_at(s, w, &words);
        if (!sense) continue;
        if (w + words > s->head && sense->kind == kind) return sense;
    }
    return NULL;
}

static bool is_plural_noun(const struct source *s);

static bool is_news(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    const struct lexicon_sense *agency = sense_of_head(s, LEXICON_AGENCY);
    if (agency) return !is(doc, s->head, "source sources");
    if (is(doc, s->head,
           "reporter reporters correspondent correspondents journalist journalists media newspaper newspapers outlet outlets broadcaster "
           "broadcasters tabloid tabloids newsroom press magazine channel television tv radio"))
        return true;
    /* "the BBC's John Smith", "a reporter of Le Monde": its reporters speak for it only if nobody is named. */
    return is(doc, s->head, "agency website paper station network") && has(s, "news television tv radio media");
}

static bool is_document(const struct source *s)
{
    if (s->doc->words[s->head].upos == UPOS_PRON) return false;
    return sense_of_head(s, LEXICON_DOCUMENT) != NULL ||
           is(s->doc, s->head,
              "report reports study studies poll polls survey surveys letter letters statement statements document documents data figures records "
              "law video footage email emails memo transcript article research filing lawsuit indictment");
}

/* A proper name that heads the source, or is apposed to its head, or heads what its title stands before. */
static bool has_name(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    for (uint32_t i = entity_from(doc, s->first); i < doc->n_entities; i++) {
        const struct entity *e = &doc->entities[i];
        uint32_t end = e->first_word + e->words;
        if (e->first_word > s->last) break;
        if (s->head >= e->first_word && s->head < end) return true;
        for (uint32_t w = e->first_word; w < end && w <= s->last; w++) {
            const char *r = relation(doc, w);
            if (doc->words[w].head == s->head && (!strcmp(r, "appos") || !strcmp(r, "flat") || !strcmp(r, "conj"))) return true;
            if (doc->words[w].head == s->head && e->type == ENTITY_PERSON && (!strcmp(r, "nmod:desc") || !strcmp(r, "nmod"))) return true;
        }
    }
    return doc->words[s->head].upos == UPOS_PROPN;
}

/* "Republicans", "Germans", "Kurds": a people or party in the plural. */
static bool is_people_name(const struct source *s)
{
    const struct span *w = &s->doc->words[s->head].span;
    const struct lexicon_sense *sense = sense_of_head(s, LEXICON_DEMONYM);
    if (s->first != s->head && is(s->doc, s->first, "the") == false && s->doc->words[s->first].upos == UPOS_PROPN) return false;
    if (sense) return (sense->flags & LEXICON_PLURAL) != 0;
    return is(s->doc, s->head,
              "republicans democrats conservatives liberals tories labourites socialists communists muslims christians jews catholics "
              "protestants hindus sikhs sunnis shiites kurds palestinians taliban") &&
           w->end - w->start > 3;
}

static bool is_plural_noun(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    const struct span *w = &doc->words[s->head].span;
    const struct lexicon_sense *group = sense_of_head(s, LEXICON_GROUP), *title = sense_of_head(s, LEXICON_TITLE);
    if (group && (group->flags & LEXICON_PLURAL)) return true;
    if (title) return lexicon_is_group(title);
    if (is(doc, s->head,
           "people police many some others most few several both all half majority minority public everyone everybody those women men children "
           "families residents group couple crowd thousands hundreds dozens millions number lot others staff crew youth critics"))
        return true;
    if (doc->words[s->head].upos == UPOS_NUM || is(doc, s->head, "percent %")) return true;
    size_t len = w->end - w->start;
    if (doc->words[s->head].upos != UPOS_NOUN || len < 4 || doc->text[w->end - 1] != 's') return false;
    return doc->text[w->end - 2] != 's' && doc->text[w->end - 2] != 'u' && doc->text[w->end - 2] != 'i' &&
           !is(doc, s->head, "news series headquarters politics economics gas bus forces");
}

static bool is_indefinite(const struct source *s)
{
    return is(s->doc, s->first, "a an one another somebody someone nobody anyone") || is(s->doc, s->head, "somebody someone");
}

/* ---- Whom it stands for ---------------------------------------------------------------------------------------------------- */

/* What the actor's other mentions are; SOURCE_TYPES where the text never names him. */
static enum source_type type_of_actor(const struct hearsay_document *doc, uint32_t index)
{
    if (index == HS_NONE || index >= doc->n_actors) return SOURCE_TYPES;
    const struct actor *actor = &doc->actors[index];
    if (actor->kind == ACTOR_AGENCY) return SOURCE_AGENCY;
    if (actor->kind == ACTOR_DOCUMENT) return SOURCE_DOCUMENT;
    for (uint32_t i = 0; i < actor->n_mentions && i < MENTIONS_ASKED; i++) {
        enum mention_form form = doc->mentions[actor->mentions[i]].form;
        if (form == FORM_NAME || form == FORM_ALIAS) return SOURCE_NAMED;
    }
    return SOURCE_TYPES;
}

/* How many attributions before this one are asked what it stands for: more than articles have, so that time grows with the text and not with its
 * square. */
enum { EARLIER_MOST = 500 };

static uint32_t earliest(const struct hearsay_document *doc, const struct attribution *a)
{
    const uint32_t i = (uint32_t)(a - doc->attributions);
    return i > EARLIER_MOST ? i - EARLIER_MOST : 0;
}

/* The type that an earlier attribution of the same actor has by its own words: "a diplomat", then "he". */
static enum source_type earlier_type(const struct hearsay_document *doc, const struct attribution *a)
{
    for (uint32_t i = (uint32_t)(a - doc->attributions), from = earliest(doc, a); a->actor != HS_NONE && i-- > from;)
        if (doc->attributions[i].actor == a->actor && doc->attributions[i].source.n) return doc->attributions[i].source_type;
    return SOURCE_TYPES;
}

/* The same noun in an earlier source: "a diplomatic source", then "the source". */
static enum source_type type_of_noun(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    const struct span *w = &doc->words[s->head].span;
    for (uint32_t i = (uint32_t)(s->a - doc->attributions), from = earliest(doc, s->a); i-- > from;) {
        uint32_t first, last;
        const struct attribution *b = &doc->attributions[i];
        if (!b->source.n || !words_in(doc, b->source.at[0], &first, &last)) continue;
        for (uint32_t k = first; k <= last; k++) {
            const struct span *v = &doc->words[k].span;
            if (doc->words[k].upos == UPOS_NOUN && v->end - v->start == w->end - w->start &&
                !memcmp(doc->text + v->start, doc->text + w->start, w->end - w->start))
                return b->source_type;
        }
    }
    return SOURCE_TYPES;
}

static enum source_type type_of_stand_in(const struct source *s, enum source_type otherwise)
{
    enum source_type type = type_of_actor(s->doc, s->a->actor);
    if (type == SOURCE_TYPES) type = earlier_type(s->doc, s->a);
    if (type == SOURCE_TYPES && s->doc->words[s->head].upos == UPOS_NOUN) type = type_of_noun(s);
    return type == SOURCE_TYPES ? otherwise : type;
}

static enum source_type type_of_pronoun(const struct source *s)
{
    if (is(s->doc, s->head, "many some others most few several both all everyone everybody those these none nobody")) return SOURCE_GROUP;
    if (is(s->doc, s->head, "someone somebody one")) return SOURCE_UNNAMED;
    return type_of_stand_in(s, is(s->doc, s->head, "they them their we you") ? SOURCE_GROUP : SOURCE_NAMED);
}

/* "one of her reports", "one of the witnesses". */
static enum source_type type_of_one(const struct source *s)
{
    struct source of = *s;
    for (of.head = s->head + 1; of.head <= s->last; of.head++)
        if (s->doc->words[of.head].head == s->head && !strcmp(relation(s->doc, of.head), "nmod")) break;
    if (of.head > s->last) return SOURCE_UNNAMED;
    return is_document(&of) ? SOURCE_DOCUMENT : is_news(&of) ? SOURCE_AGENCY : SOURCE_UNNAMED;
}

static enum source_type type_of(const struct source *s)
{
    const struct hearsay_document *doc = s->doc;
    if (is(doc, s->head, "one") && !is(doc, s->first, "no")) return type_of_one(s);
    bool named = has_name(s), plural = is_plural_noun(s);
    if (doc->words[s->head].upos == UPOS_PRON || doc->words[s->head].upos == UPOS_DET) return type_of_pronoun(s);
    if (is_source_noun(s)) return SOURCE_UNNAMED;
    if (!named && is_anonymous(s)) return SOURCE_UNNAMED;
    if (is_news(s)) return SOURCE_AGENCY;
    if (is_document(s)) return SOURCE_DOCUMENT;
    if (is_people_name(s)) return SOURCE_GROUP;
    if (named) return SOURCE_NAMED;
    if (plural) return SOURCE_GROUP;
    if (is_indefinite(s)) return SOURCE_UNNAMED;
    const struct lexicon_sense *title = sense_of_head(s, LEXICON_TITLE);
    if (!is(doc, s->first, "the this that")) return type_of_stand_in(s, title ? SOURCE_UNNAMED : SOURCE_NAMED);
    return type_of_stand_in(s, SOURCE_NAMED);
}

void source_types_find(struct hearsay_document *doc, const struct lexicon *lexicon)
{
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        struct attribution *a = &doc->attributions[i];
        struct source s = { .doc = doc, .lexicon = lexicon, .a = a };
        a->source_type = SOURCE_NONE;
        if (!a->source.n && a->actor != HS_NONE) { /* carried on: carried.c */
            const enum source_type type = earlier_type(doc, a);
            if (type != SOURCE_TYPES) a->source_type = type;
        }
        if (!a->source.n || !words_in(doc, a->source.at[0], &s.first, &s.last)) continue;
        s.head = head_of(doc, s.first, s.last);
        a->source_type = type_of(&s);
    }
}
