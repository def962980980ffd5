/* loaded.c: the words by which the outlet takes a side: from a table, and by quotation marks.
 *
 * What stands between quotation marks is the speaker's, and so is what the content of an attribution judges: only names for things
 * ("the regime") count there, since the outlet could have called them otherwise. Words beside a cue count in the outlet's voice: it is the outlet
 * that says "wrongfully".
 *
 * Scare quotes: a few words in quotation marks in the outlet's own voice, which nobody in the sentence is quoted with.
 * Names, titles and words that are
 * spoken of as words ("the term ...", "known as ...") stand in such marks too; headlines quote in them whom the article names. */
#include "discourse/loaded.h"

#include <string.h>

#include "base/error.h"

enum { SCARE_WORDS = 4 };

struct finder {
    struct hearsay_document *doc;
    struct grammar grammar;
    uint8_t *role;          /* [n_words] bits: 1 source, 2 cue, 4 content */
    uint32_t *owner, *size; /* [n_words] the smallest attribution around the word, HS_NONE; the bytes of its content */
    uint32_t room;
};

/* ---- Where words stand --------------------------------------------------------------------------------------------------------- */

static uint32_t length_of(struct span_list spans)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < spans.n; i++) n += spans.at[i].end - spans.at[i].start;
    return n;
}

/* Marks the words of one part of attribution `i`: the smallest one around a word is that where it is cue or source (size 0), else of the shortest
 * content. */
static void mark(struct finder *f, struct span_list spans, uint8_t bit, uint32_t i, uint32_t size)
{
    for (uint32_t k = 0; k < spans.n; k++)
        for (uint32_t w = grammar_word_at(f->doc, spans.at[k].start); w < f->doc->n_words && f->doc->words[w].span.start < spans.at[k].end; w++) {
            f->role[w] |= bit;
            if (f->owner[w] != HS_NONE && f->size[w] <= size) continue;
            f->owner[w] = i;
            f->size[w] = size;
        }
}

/* A word that hangs on a cue, as an adverb on its verb or an adjective on its noun, belongs to it though the model's span leaves it out. */
static uint32_t cue_beside(const struct finder *f, uint32_t word)
{
    const struct hearsay_document *doc = f->doc;
    if (f->role[word] & 2) return word;
    uint32_t head = doc->words[word].head;
    enum dependency r = grammar_relation(&f->grammar, word);
    if (head == HS_NONE || (f->role[word] & 4)) return HS_NONE;
    if ((f->role[head] & 2) && (r == DEP_ADVMOD || r == DEP_AMOD)) return head;
    return HS_NONE;
}

static bool counts(const struct finder *f, const struct loaded_form *form, uint32_t first, uint32_t *attribution)
{
    const struct hearsay_document *doc = f->doc;
    if (doc->words[first].flags & WORD_IN_QUOTE) return false;
    uint32_t cue = cue_beside(f, first);
    *attribution = f->owner[cue == HS_NONE ? first : cue];
    switch (form->place) {
    case LOADED_CUE: break;
    case LOADED_OWN: return !(f->role[first] & 4);
    default: return true;
    }
    if (cue != HS_NONE) return true;
    /* "baseless claims" where no attribution was found: an adjective of a noun that accuses or says. */
    uint32_t head = doc->words[first].head;
    if (head == HS_NONE || grammar_relation(&f->grammar, first) != DEP_AMOD || doc->words[head].upos != UPOS_NOUN) return false;
    /* In a content it is the speaker's word, but where all of it is what the cue is done to: "dismissed the baseless claims". */
    const uint32_t over = doc->words[head].head;
    if ((f->role[first] & 4) && (over == HS_NONE || !(f->role[over] & 2) || grammar_relation(&f->grammar, head) != DEP_OBJ)) return false;
    const struct cue_entry *e = grammar_entry(&f->grammar, head);
    return e && e->n_frames == 1 &&
           (e->frames[0].act == STANCE_ACCUSES || grammar_is(&f->grammar, head, "claim claims rumour rumours rumor rumors assertion assertions"));
}

/* ---- Exceptions that the table cannot tell ------------------------------------------------------------------------------------ */

/* A word of the list, a space between them. */
static bool stands_behind(const struct finder *f, const char *list, uint32_t word)
{
    return *list && word > grammar_begins(&f->grammar, word) && grammar_is(&f->grammar, word - 1, list);
}

/* "claim" casts doubt as a verb with a proposition; "claimed responsibility", "claimed the title" and "claimed 12 lives" do not. */
static bool is_neutral_claim(const struct finder *f, uint32_t w)
{
    if (!grammar_is(&f->grammar, w, "claim claims claimed claiming")) return false;
    if (f->doc->words[w].upos != UPOS_VERB) return true;
    uint32_t object = grammar_first(&f->grammar, w, DEP_OBJ);
    return object != HS_NONE && grammar_first(&f->grammar, w, DEP_CCOMP) == HS_NONE && grammar_first(&f->grammar, w, DEP_XCOMP) == HS_NONE;
}

/* The table's words are judgements as adjectives, adverbs, nouns; the part of speech keeps out "a hero" for the play's "Hero", "Butcher & Sons". */
static bool is_name(const struct finder *f, uint32_t w)
{
    const struct hearsay_document *doc = f->doc;
    if (doc->words[w].upos == UPOS_PROPN && w > grammar_begins(&f->grammar, w)) return true;
    const uint32_t e = entity_from(doc, w);
    return e < doc->n_entities && doc->entities[e].first_word <= w;
}

static bool add(struct finder *f, struct span span, enum loaded_kind kind, uint32_t attribution)
{
    struct hearsay_document *doc = f->doc;
    if (!ARENA_ROOM(doc->arena, doc->loaded, doc->n_loaded, f->room, 8)) return false;
    doc->loaded[doc->n_loaded++] = (struct loaded){ span, kind, attribution };
    return true;
}

/* ---- By the table ----------------------------------------------------------------------------------------------------------------- */

static bool by_table(struct finder *f, const struct loaded_words *lw, uint32_t w, uint32_t *behind)
{
    const struct hearsay_document *doc = f->doc;
    const struct span *s = &doc->words[w].span;
    for (const struct loaded_form *form = loaded_words_find(lw, doc->text + s->start, s->end - s->start); form; form = form->next) {
        uint32_t attribution;
        size_t len = loaded_words_match(form, doc->text, doc->len, s->start);
        if (!len || stands_behind(f, form->not_after, w) || (!strchr(form->form, ' ') && is_name(f, w))) continue;
        if (is_neutral_claim(f, w) || !counts(f, form, w, &attribution)) continue;
        *behind = s->start + (uint32_t)len;
        return add(f, (struct span){ s->start, *behind }, (enum loaded_kind)form->kind, attribution);
    }
    return true;
}

/* ---- By quotation marks ------------------------------------------------------------------------------------------------------------- */

static bool is_mark(const struct hearsay_document *doc, uint32_t w)
{
    const struct span *s = &doc->words[w].span;
    const char *t = doc->text + s->start;
    size_t len = s->end - s->start;
    return (len == 1 && (*t == '"' || *t == '\'')) ||
           (len == 2 && (!memcmp(t, "''", 2) || !memcmp(t, "``", 2) || !memcmp(t, "\xc2\xab", 2) || !memcmp(t, "\xc2\xbb", 2))) ||
           (len == 3 && t[0] == '\xe2' && t[1] == '\x80' && (unsigned char)t[2] >= 0x98 && (unsigned char)t[2] <= 0x9f);
}

static bool is_capital(const struct hearsay_document *doc, uint32_t w)
{
    char c = doc->text[doc->words[w].span.start];
    return (c >= 'A' && c <= 'Z') || (unsigned char)c == 0xC3;
}

/* Words first .. last between the marks: could they be anything but a sneer? */
static bool is_scare(const struct finder *f, uint32_t first, uint32_t last)
{
    static const char naming[] =
        "called dubbed titled entitled named nicknamed word words term terms phrase phrases slogan slogans song film movie book album "
        "episode series play novel poem nickname codenamed labelled labeled label as tagged hashtag reads reading read saying sign "
        "says said say written spelled known say told wrote describes described meaning means quote quotes quoted code-named title name "
        "single track magazine programme program show game ship boat operation project pronounced chanting chanted shouting "
        "shouted marked message line headline headlined article post tweet like caption category section option button page";
    const struct hearsay_document *doc = f->doc;
    bool content = false;
    for (uint32_t w = first; w <= last; w++) {
        uint8_t upos = doc->words[w].upos;
        if ((f->role[w] & 4) || upos == UPOS_PROPN || upos == UPOS_PRON || upos == UPOS_AUX || upos == UPOS_NUM || upos == UPOS_PUNCT ||
            upos == UPOS_INTJ)
            return upos == UPOS_PUNCT && doc->text[doc->words[w].span.start] == '-' && !(f->role[w] & 4) ? content : false;
        if (is_capital(doc, w)) return false;
        content = content || upos == UPOS_NOUN || upos == UPOS_ADJ || upos == UPOS_VERB || upos == UPOS_ADV;
    }
    if (!content) return false;
    for (uint32_t w = first - 1, n = 0; n < 4 && w-- > grammar_begins(&f->grammar, first); n++)
        if (grammar_is(&f->grammar, w, naming)) return false;
    /* Whoever speaks in the sentence may have said it: the model need not have seen that. */
    for (uint32_t w = grammar_begins(&f->grammar, first), end = grammar_ends(&f->grammar, first); w < end; w++)
        if (doc->words[w].upos == UPOS_VERB &&
            grammar_is(&f->grammar, w,
                       "said says say saying told tells added wrote writes called calls calling describe described "
                       "describes describing according dubbed"))
            return false;
    uint32_t head = doc->words[last].head;
    enum dependency r = grammar_relation(&f->grammar, last);
    bool noun = doc->words[last].upos == UPOS_NOUN && last == first;
    bool modifier =
        (doc->words[last].upos == UPOS_ADJ || doc->words[last].upos == UPOS_VERB || noun) && head != HS_NONE && (r == DEP_AMOD || r == DEP_COMPOUND);
    bool verb = doc->words[last].upos == UPOS_VERB && first == last;
    bool phrase = doc->words[last].upos == UPOS_NOUN;
    return modifier || verb || phrase;
}

static bool by_marks(struct finder *f, uint32_t open)
{
    const struct hearsay_document *doc = f->doc;
    uint32_t end = grammar_ends(&f->grammar, open), close = open + 1;
    enum block_kind kind = doc->blocks[word_block(doc, open)].kind;
    if (kind != BLOCK_PARAGRAPH && kind != BLOCK_DEK) return true;
    if (!(doc->words[open].flags & WORD_IN_QUOTE) || (doc->words[open].flags & WORD_SPACE_AFTER)) return true;
    while (close < end && !is_mark(doc, close) && close <= open + SCARE_WORDS) close++;
    if (close >= end || close == open + 1 || !is_mark(doc, close) || !is_scare(f, open + 1, close - 1)) return true;
    return add(f, (struct span){ doc->words[open].span.start, doc->words[close].span.end }, LOADED_SCARE_QUOTES, f->owner[open + 1]);
}

hearsay_code loaded_find(struct hearsay_document *doc, const struct loaded_words *lw, const struct cues *cues, struct arena *scratch,
                         hearsay_error *err)
{
    struct arena_mark before = arena_mark(scratch);
    struct finder f = { .doc = doc };
    const size_t n = (size_t)doc->n_words + 1;
    grammar_begin(&f.grammar, doc, cues);
    f.role = ARENA_ZARRAY(scratch, uint8_t, n);
    f.owner = ARENA_ARRAY(scratch, uint32_t, n);
    f.size = ARENA_ARRAY(scratch, uint32_t, n);
    bool good = f.role && f.owner && f.size;
    for (uint32_t w = 0; good && w < doc->n_words; w++) f.owner[w] = HS_NONE;
    for (uint32_t i = 0; good && i < doc->n_attributions; i++) {
        const struct attribution *a = &doc->attributions[i];
        mark(&f, a->source, 1, i, 0);
        mark(&f, a->cue, 2, i, 0);
        mark(&f, a->content, 4, i, length_of(a->content));
    }
    uint32_t behind = 0;
    for (uint32_t w = 0; good && w < doc->n_words; w++) {
        enum block_kind kind = doc->blocks[word_block(doc, w)].kind;
        if (doc->words[w].span.start < behind || kind == BLOCK_RELATED || kind == BLOCK_BOILERPLATE || kind == BLOCK_CREDIT || kind == BLOCK_BYLINE)
            continue;
        good = by_table(&f, lw, w, &behind) && (!is_mark(doc, w) || by_marks(&f, w));
    }
    arena_release(scratch, before);
    return good ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the loaded words of %u words", doc->n_words);
}
