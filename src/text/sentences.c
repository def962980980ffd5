/* sentences.c: sentences from full stops and what stands behind them.
 *
 * A word may start a sentence if a terminator stands before it, with closing quotation marks and brackets in between:
 *
 *   .          that words.c left apart: a new sentence, unless a quotation closed and a small letter goes on ("..." he said)
 *   ! ?        the same
 *   ...        only before a capital; stops with spaces between them (". . .") count as one
 *   abbr.      a title or initial never ends one; others do before a capitalised word that seldom stands inside a sentence ("The", "He")
 *
 * The network (src/model) decides in the end; these starts are what it is given, and the answer where it is not asked. */
#include "text/sentences.h"

#include "base/character.h"
#include "base/error.h"
#include "text/abbreviations.h"
#include "text/quotations.h"
#include "text/text.h"

enum terminator { END_NONE, END_STOP, END_STRONG, END_ELLIPSIS, END_ABBREVIATION };

enum letter_case { CASE_NONE, CASE_LOWER, CASE_UPPER, CASE_DIGIT };

static enum letter_case first_case(const struct hearsay_document *doc, uint32_t i)
{
    const struct span *w = &doc->words[i].span;
    for (uint32_t at = w->start; at < w->end;) {
        uint32_t cp;
        unsigned n;
        switch (char_at(doc->text + at, w->end - at, &cp, &n)) {
        case CHAR_LETTER: return char_is_upper(cp) ? CASE_UPPER : CASE_LOWER;
        case CHAR_DIGIT: return CASE_DIGIT;
        case CHAR_APOSTROPHE:
        case CHAR_IGNORABLE:
        case CHAR_PUNCTUATION:
        case CHAR_SYMBOL: at += n; break;
        default: return CASE_NONE;
        }
    }
    return CASE_NONE;
}

bool is_opener(const char *s, size_t len)
{
    static const char *const openers[] = {
        "a",         "after",  "all",  "although", "an",    "and",   "any",    "as",        "at",     "because", "both",  "but",    "by",
        "despite",   "during", "each", "even",     "every", "few",   "for",    "from",      "he",     "her",     "here",  "his",    "how",
        "however",   "if",     "in",   "it",       "its",   "last",  "many",   "meanwhile", "more",   "most",    "my",    "no",     "now",
        "officials", "on",     "once", "one",      "only",  "other", "others", "our",       "people", "she",     "since", "so",     "some",
        "still",     "such",   "that", "the",      "their", "then",  "there",  "these",     "they",   "this",    "those", "though", "to",
        "under",     "until",  "we",   "what",     "when",  "where", "while",  "who",       "why",    "with",    "yet",   "you",
    };
    if (len > 9) return false;
    for (size_t i = 0; i < sizeof openers / sizeof *openers; i++)
        if (ascii_equals(s, len, openers[i])) return true;
    return false;
}

static enum terminator terminator_of(const struct hearsay_document *doc, uint32_t i)
{
    const struct span *w = &doc->words[i].span;
    const char *s = doc->text + w->start;
    uint32_t len = w->end - w->start;
    char last = s[len - 1];
    if (last == '.') {
        if (s[0] == '.') return len == 1 ? END_STOP : END_ELLIPSIS;
        return END_ABBREVIATION;
    }
    if (last == '!' || last == '?') return s[0] == '!' || s[0] == '?' ? END_STRONG : END_NONE;
    if (!(last & '\x80') || len > 4) return END_NONE;
    uint32_t cp;
    unsigned n;
    enum char_class c = char_at(s, len, &cp, &n);
    return n != len ? END_NONE : c == CHAR_END ? END_STRONG : cp == 0x2026 ? END_ELLIPSIS : END_NONE;
}

/* Whether the abbreviation at i may end a sentence at all: not a title, and not an initial; but a street may ("21st St."). */
static bool may_end(const struct hearsay_document *doc, uint32_t i)
{
    const struct span *w = &doc->words[i].span;
    uint32_t len = w->end - w->start - 1;
    enum abbreviation a = abbreviation_find(doc->text + w->start, len);
    if (len == 2 && ascii_equals(doc->text + w->start, 2, "st")) return true;
    return len > 1 && a != ABBREVIATION_TITLE && a != ABBREVIATION_INNER && a != ABBREVIATION_NUMBER;
}

/* "etc.", but not "p.m." or "Inc." */
static bool is_lower_word(const struct hearsay_document *doc, uint32_t i)
{
    const struct span *w = &doc->words[i].span;
    for (uint32_t at = w->start; at + 1 < w->end; at++)
        if (doc->text[at] < 'a' || doc->text[at] > 'z') return false;
    return true;
}

/* Whether word i, behind a terminator at `end` and perhaps a closing mark, opens a sentence. */
static bool opens(const struct hearsay_document *doc, const struct block *block, uint32_t i, uint32_t end, enum terminator t, bool closed)
{
    uint32_t last = block->first_word + block->words;
    bool single, spaced = doc->words[i - 1].flags & WORD_SPACE_AFTER;
    uint32_t at = i;
    char c = doc->text[doc->words[i].span.start];
    if (c == ',' || c == ';' || c == ':' || c == '.') return false;
    while (at + 1 < last && (quote_side(doc, block, at, &single) == QUOTE_OPENS || doc->text[doc->words[at].span.start] == '(' ||
                             doc->text[doc->words[at].span.start] == '['))
        at++;
    enum letter_case k = first_case(doc, at);
    const struct span *w = &doc->words[at].span;
    switch (t) {
    case END_STOP:
        if (!spaced) return k == CASE_UPPER;
        /* "1. Wash": the number of an item is no sentence. */
        if (end > block->first_word && (doc->words[end - 1].flags & WORD_MAY_START) && first_case(doc, end - 1) == CASE_DIGIT) return false;
        return !(closed && k == CASE_LOWER);
    case END_STRONG:
        /* "... why?" Lee asked: a name behind the quotation is its speaker's more often than a new sentence. */
        if (closed && at == i && !is_opener(doc->text + w->start, w->end - w->start)) return k == CASE_DIGIT;
        return spaced ? k != CASE_NONE && !(closed && k == CASE_LOWER) : k == CASE_UPPER;
    case END_ELLIPSIS: return spaced && k == CASE_UPPER;
    case END_ABBREVIATION:
        if (!spaced || k != CASE_UPPER || !may_end(doc, end)) return false;
        /* "etc. Lorries", but "Acme Inc. Chairman" and "3 p.m. Eastern". */
        return at > i || closed || is_lower_word(doc, end) || is_opener(doc->text + w->start, w->end - w->start);
    default: return false;
    }
}

/* The end of a reference ("[7]", "[citation needed]") whose bracket is word i; i if it is none. It stands behind the stop of its sentence. */
static uint32_t reference_end(const struct hearsay_document *doc, const struct block *block, uint32_t i)
{
    uint32_t last = block->first_word + block->words;
    if (doc->text[doc->words[i].span.start] != '[' || i + 2 >= last) return i;
    /* "[He] told us" is an editor's word, with which a sentence goes on. */
    enum letter_case k = first_case(doc, i + 1);
    if (k != CASE_DIGIT && (k != CASE_LOWER || doc->text[doc->words[i + 2].span.start] == ']')) return i;
    for (uint32_t j = i + 2; j < last && j <= i + 4; j++)
        if (doc->text[doc->words[j].span.start] == ']') return j + 1;
    return i;
}

void mark_starts(struct hearsay_document *doc)
{
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        const struct block *block = &doc->blocks[b];
        enum terminator t = END_NONE;
        uint32_t end = 0;
        bool closed = false;
        for (uint32_t i = block->first_word; i < block->first_word + block->words; i++) {
            if (i == block->first_word) doc->words[i].flags |= WORD_MAY_START;
            if (t != END_NONE) {
                bool single, attached = !(doc->words[i - 1].flags & WORD_SPACE_AFTER);
                char c = doc->text[doc->words[i].span.start];
                if (c == ')' || c == ']' || quote_side(doc, block, i, &single) == QUOTE_CLOSES) {
                    closed = true;
                    continue;
                }
                uint32_t behind = reference_end(doc, block, i);
                if (behind > i) {
                    i = behind - 1;
                    continue;
                }
                enum terminator next = terminator_of(doc, i);
                if (next == END_STOP && !attached && t == END_STOP)
                    next = END_ELLIPSIS;
                else if (next == END_ABBREVIATION || !attached)
                    next = END_NONE;
                if (next != END_NONE) {
                    t = next;
                    end = i;
                    continue;
                }
                if (opens(doc, block, i, end, t, closed)) doc->words[i].flags |= WORD_MAY_START;
            }
            t = terminator_of(doc, i);
            end = i;
            closed = false;
        }
    }
}

static bool starts_at(const struct hearsay_document *doc, const struct block *block, const uint8_t *starts, uint32_t i)
{
    return i == block->first_word || (starts ? starts[i] != 0 : (doc->words[i].flags & WORD_MAY_START) != 0);
}

hearsay_code text_sentences(struct hearsay_document *doc, const uint8_t *starts, hearsay_error *err)
{
    uint32_t n = 0;
    for (uint32_t b = 0; b < doc->n_blocks; b++)
        for (uint32_t i = doc->blocks[b].first_word; i < doc->blocks[b].first_word + doc->blocks[b].words; i++)
            n += starts_at(doc, &doc->blocks[b], starts, i);
    doc->n_sentences = 0;
    doc->sentences = ARENA_ARRAY(doc->arena, struct sentence, n);
    if (!doc->sentences) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %lu sentences", (unsigned long)n);
    struct sentence *s = NULL;
    for (uint32_t b = 0; b < doc->n_blocks; b++)
        for (uint32_t i = doc->blocks[b].first_word; i < doc->blocks[b].first_word + doc->blocks[b].words; i++) {
            struct word *w = &doc->words[i];
            if (starts_at(doc, &doc->blocks[b], starts, i)) {
                s = &doc->sentences[doc->n_sentences++];
                *s = (struct sentence){ w->span, b, i, 0 };
            }
            s->span.end = w->span.end;
            s->words++;
            w->sentence = doc->n_sentences - 1;
        }
    return HEARSAY_OK;
}
