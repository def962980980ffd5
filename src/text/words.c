/* words.c: the syntactic words of Universal Dependencies, as its English treebanks EWT and GUM cut them.
 *
 * A block is cut at white space into chunks, and a chunk from left to right by what stands at its head:
 *
 *   letter, digit   an address, number, abbreviation or word; clitics are cut off ("do|n't"), hyphens too unless a prefix stands before ("co-owner")
 *   apostrophe      a quotation mark, or the start of "'90s", "'em"
 *   . - ! * = ...   a run of the same mark is one word ("...", "--")
 *   the rest        one character, a whole cluster of an emoji
 *
 * Zero-width characters are taken up by the word before them, or behind them at the start of a chunk: see base/character.c.
 * The look ahead is bounded everywhere, so that the time is linear in the text, even if it is one chunk of a hundred megabytes.
 * M.-C. de Marneffe et al., "Universal Dependencies", Computational Linguistics 47(2), 2021. */
#include <stdlib.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "text/abbreviations.h"
#include "text/addresses.h"
#include "text/contractions.h"
#include "text/quotations.h"
#include "text/sentences.h"
#include "text/text.h"

struct lexer {
    const char *s;
    uint32_t block_end;
    uint32_t chunk, end; /* the chunk being cut */
    uint32_t lead;       /* where the next word begins, if zero-width characters stand before it; else HS_NONE */
    bool at_sign;        /* the chunk holds a '@' */
    bool single_open;    /* a single quotation mark was opened in this block */
    struct word *words;
    size_t n, capacity;
    bool failed;
};

static void emit(struct lexer *x, uint32_t start, uint32_t end, uint8_t flags)
{
    if (x->n == x->capacity) {
        size_t capacity = x->capacity ? x->capacity * 2 : 1024;
        struct word *p = x->failed ? NULL : realloc(x->words, capacity * sizeof *p);
        if (!p) {
            x->failed = true;
            return;
        }
        x->words = p;
        x->capacity = capacity;
    }
    if (x->lead != HS_NONE) {
        start = x->lead;
        x->lead = HS_NONE;
    }
    x->words[x->n++] = (struct word){ { start, end }, flags, 0, 0, HS_NONE, 0 };
}

/* ---- What stands where ------------------------------------------------------------------------------------------------- */

/* The class at i; past the chunk's end that is white space. */
static enum char_class class_at(const struct lexer *x, uint32_t i, uint32_t *cp, unsigned *n)
{
    if (i >= x->end) {
        *cp = ' ';
        *n = 0;
        return CHAR_WHITE;
    }
    return char_at(x->s + i, x->end - i, cp, n);
}

static bool is_alnum_at(const struct lexer *x, uint32_t i)
{
    uint32_t cp;
    unsigned n;
    enum char_class c = class_at(x, i, &cp, &n);
    return c == CHAR_LETTER || c == CHAR_DIGIT;
}

static bool is_digit_at(const struct lexer *x, uint32_t i) { return i < x->end && x->s[i] >= '0' && x->s[i] <= '9'; }

static bool is_upper_at(const struct lexer *x, uint32_t i)
{
    uint32_t cp;
    unsigned n;
    return class_at(x, i, &cp, &n) == CHAR_LETTER && char_is_upper(cp);
}

static bool is_letter_ascii(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* The class of the first character of the next chunk, white space if the block ends before; *opener: a word that opens a sentence. */
static enum char_class after_chunk(const struct lexer *x, uint32_t *cp, bool *opener)
{
    uint32_t i = x->end + (uint32_t)char_white_prefix(x->s + x->end, x->block_end - x->end), e = i;
    unsigned n;
    *cp = ' ';
    while (e < x->block_end && e - i < 12 && is_letter_ascii(x->s[e])) e++;
    *opener = is_opener(x->s + i, e - i) && (e == x->block_end || x->s[e] != '.');
    return i < x->block_end ? char_at(x->s + i, x->block_end - i, cp, &n) : CHAR_WHITE;
}

/* ---- Numbers ----------------------------------------------------------------------------------------------------------- */

static uint32_t digits_end(const struct lexer *x, uint32_t i)
{
    while (is_digit_at(x, i)) i++;
    return i;
}

/* Groups of digits with hyphens that are one word: telephone numbers, dates, postal codes (three groups, or 3-4 and 5-4 digits). A range of two
 * numbers or years is three words. Returns the end, or i. */
static uint32_t hyphenated_number_end(const struct lexer *x, uint32_t i)
{
    uint32_t size[2] = { 0, 0 }, groups = 0, at = i, end = i;
    for (;;) {
        uint32_t e = digits_end(x, at);
        if (e == at || e - at > 5) break;
        if (groups < 2) size[groups] = e - at;
        groups++;
        end = e;
        if (groups == 5 || e >= x->end || x->s[e] != '-') break;
        at = e + 1;
    }
    if (end >= x->end || !is_alnum_at(x, end))
        if ((groups > 2 && end - i >= 6) || (groups == 2 && size[1] == 4 && (size[0] == 3 || size[0] == 5))) return end;
    return i;
}

/* 1,000.50, 9/11, 3:30, 10.0.0.1 */
static uint32_t number_end(const struct lexer *x, uint32_t i)
{
    uint32_t whole = hyphenated_number_end(x, i);
    if (whole > i) return whole;
    uint32_t e = digits_end(x, i);
    while (e < x->end && strchr(".,:/", x->s[e]) && x->s[e] && is_digit_at(x, e + 1)) {
        uint32_t next = digits_end(x, e + 1);
        if (x->s[e] == ',' && next - e != 4) break;
        e = next;
    }
    return e;
}

/* A unit that is written to its number is a word of its own: "5pm", "35mm". An ordinal's ending and a lone letter ("4G") are not. */
static bool is_unit(const char *s, size_t len)
{
    static const char *const units[] = {
        "am",  "pm", "AM", "PM", "k",   "K",   "m",    "M",   "b",    "bn", "B",   "mm",  "cm",  "km",  "kg",      "mg",      "lb",
        "lbs", "oz", "ft", "hr", "hrs", "min", "mins", "sec", "secs", "yr", "yrs", "mph", "mpg", "kph", "mb",      "MB",      "gb",
        "GB",  "kb", "KB", "TB", "kW",  "MW",  "GW",   "kWh", "MWh",  "Hz", "MHz", "GHz", "ml",  "tn",  "million", "billion", "trillion",
    };
    for (size_t i = 0; i < sizeof units / sizeof *units; i++)
        if (strlen(units[i]) == len && !memcmp(units[i], s, len)) return true;
    return false;
}

static uint32_t letters_end(const struct lexer *x, uint32_t i)
{
    while (i < x->end && is_letter_ascii(x->s[i])) i++;
    return i;
}

/* ---- Words with full stops ----------------------------------------------------------------------------------------------- */

/* "U.S.", "a.m", "Ph.D.": pieces of one letter (or two, opened by a capital) with stops between. Returns the end, or the stop's own place. */
static uint32_t initialism_end(const struct lexer *x, uint32_t start, uint32_t stop)
{
    bool capital = is_upper_at(x, start);
    if (stop - start > (capital ? 2u : 1u) || !is_letter_ascii(x->s[start]) || !is_letter_ascii(x->s[stop - 1])) return stop;
    uint32_t end = stop;
    for (;;) {
        uint32_t piece = end + 1, e = letters_end(x, piece);
        uint32_t n = e - piece;
        if (n == 0 || n > (is_upper_at(x, piece) && capital ? 2u : 1u) || is_digit_at(x, e)) break;
        bool stopped = e < x->end && x->s[e] == '.';
        if (n == 2 && !stopped) break;
        if (!stopped && is_alnum_at(x, e)) break;
        end = e;
        if (!stopped) return end;
    }
    return end == stop ? stop : end + 1;
}

/* Host and file names: "galaxy.co.uk/news", "notes.doc". Returns the end, or the stop's own place. */
static uint32_t name_end(const struct lexer *x, uint32_t stop)
{
    uint32_t limit = x->end - stop > 255 ? stop + 255 : x->end, i = stop, end = stop;
    while (i < limit && (is_letter_ascii(x->s[i]) || is_digit_at(x, i) || x->s[i] == '-' || x->s[i] == '_' || x->s[i] == '.')) {
        if (x->s[i] == '.' && is_name_ending(x->s + i + 1, x->end - i - 1)) {
            end = i + 1;
            while (end < x->end && (is_letter_ascii(x->s[end]) || is_digit_at(x, end))) end++;
        }
        i++;
    }
    if (end == stop || end >= x->end || x->s[end] != '/') return end;
    while (end < x->end && !strchr("<>\"'()[],;", x->s[end])) end++;
    while (strchr(".!?:/", x->s[end - 1])) end--;
    return end;
}

/* Whether the stop behind the letters [start, stop) is part of them, when no letter follows it. */
static bool stop_belongs(const struct lexer *x, uint32_t start, uint32_t stop)
{
    uint32_t cp, next_cp;
    unsigned n;
    class_at(x, start, &cp, &n);
    bool at_end = stop + 1 >= x->end, opener = false;
    enum char_class next = at_end ? after_chunk(x, &next_cp, &opener) : class_at(x, stop + 1, &next_cp, &n);
    if (!at_end && x->s[stop + 1] == '.') return false;
    if (start + n == stop) {
        /* "p. 5", "(b. 1950)" */
        if (cp < 128 && strchr("bcdmpv", (int)cp)) return next == CHAR_DIGIT || (x->n > 0 && x->s[x->words[x->n - 1].span.start] == '(');
        /* "I." closes a sentence more often than it stands in a name. */
        if (!char_is_upper(cp) || cp == 'I') return false;
        return at_end ? next == CHAR_LETTER && char_is_upper(next_cp) && !opener : next == CHAR_PUNCTUATION || next == CHAR_HYPHEN;
    }
    switch (abbreviation_find(x->s + start, stop - start)) {
    case ABBREVIATION_TITLE: return char_is_upper(cp) || next == CHAR_LETTER;
    case ABBREVIATION_NUMBER: return next == CHAR_DIGIT;
    case ABBREVIATION_PLACE: return x->n > 0 && x->s[x->words[x->n - 1].span.start] == ',';
    case ABBREVIATION_INNER:
    case ABBREVIATION_FINAL:
    case ABBREVIATION_MONTH: return true;
    default: return false;
    }
}

/* ---- Words --------------------------------------------------------------------------------------------------------------- */

/* Whether [start, end) is a prefix that keeps its hyphen, with `next` behind it. These do in EWT and GUM in nine of ten cases; "self-", "all-",
 * "half-" do not. */
static bool keeps_hyphen(const struct lexer *x, uint32_t start, uint32_t end, uint32_t next)
{
    const char *s = x->s + start;
    size_t len = end - start;
    static const char *const prefixes[] = {
        "anti",   "arch",   "co",    "counter", "cross", "e",    "ex",    "inter", "intra", "meta", "micro",
        "mid",    "mini",   "multi", "neo",     "non",   "over", "pan",   "post",  "pre",   "pro",  "proto",
        "pseudo", "psycho", "re",    "semi",    "socio", "sub",  "super", "trans", "ultra", "un",   "under",
    };
    if (len > 7) return false;
    char key[8] = { 0 };
    for (size_t i = 0; i < len; i++) key[i] = ascii_lower(s[i]);
    if (s[0] == 'P' && !strcmp(key, "post") && is_upper_at(x, next)) return false; /* two papers or firms: "Post-ABC" */
    for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes; i++)
        if (!strcmp(key, prefixes[i])) return true;
    return false;
}

/* "'s" behind a round number is a plural of decades: "the 1980's". */
static bool is_decade(const struct lexer *x, uint32_t start, uint32_t end)
{
    return (end - start == 2 || end - start == 4) && x->s[end - 1] == '0' && digits_end(x, start) == end;
}

/* The words of [start, end): a contraction's parts, or one. */
static void emit_word(struct lexer *x, uint32_t start, uint32_t end, uint8_t flags)
{
    unsigned cut[CONTRACTION_CUTS];
    unsigned n = contraction_cuts(x->s + start, end - start, cut);
    uint32_t at = start;
    for (unsigned i = 0; i < n; i++) {
        emit(x, at, start + cut[i], WORD_JOINED);
        at = start + cut[i];
    }
    emit(x, at, end, flags);
}

/* The apostrophe at q, behind the letters [start, q). Returns true if the word goes on behind it; else emits all up to *end. */
static bool apostrophe_continues(struct lexer *x, uint32_t start, uint32_t q, unsigned mark_b, uint32_t *end)
{
    const char *s = x->s;
    uint32_t next = q + mark_b;
    char last = s[q - 1];
    if (is_digit_at(x, next) && digits_end(x, start) == q) {
        emit(x, start, q, 0); /* feet and inches, minutes: 5'10 */
        *end = q;
        return false;
    }
    if (is_alnum_at(x, next)) {
        if ((s[next] | 0x20) == 't' && (last | 0x20) == 'n' && !is_alnum_at(x, next + 1) && q - start > 1) {
            emit(x, start, q - 1, WORD_JOINED);
            *end = next + 1;
            start = q - 1;
        } else {
            size_t n = clitic_length(s + q, x->end - q, mark_b);
            if (!n || is_alnum_at(x, q + (uint32_t)n) || is_decade(x, start, q)) return true;
            emit(x, start, q, WORD_JOINED);
            *end = q + (uint32_t)n;
            start = q;
        }
        /* "wouldn't've" */
        uint32_t cp;
        unsigned mark;
        while (class_at(x, *end, &cp, &mark) == CHAR_APOSTROPHE) {
            size_t n = clitic_length(s + *end, x->end - *end, mark);
            if (!n || is_alnum_at(x, *end + (uint32_t)n)) break;
            emit(x, start, *end, WORD_JOINED);
            start = *end;
            *end += (uint32_t)n;
        }
        emit(x, start, *end, 0);
        return false;
    }
    *end = q;
    uint32_t cp;
    unsigned n;
    bool again = class_at(x, next, &cp, &n) == CHAR_APOSTROPHE;
    if (x->single_open || again || cp == '"' || (s[q] == '`' && mark_b == 1)) {
        emit_word(x, start, q, 0);
    } else if ((last | 0x20) == 's') {
        emit(x, start, q, WORD_JOINED);
        emit(x, q, next, 0);
        *end = next;
    } else if (last == 'n' && q - start > 3 && s[q - 2] == 'i') {
        /* "goin'" */
        emit(x, start, next, 0);
        *end = next;
    } else {
        emit_word(x, start, q, 0);
    }
    return false;
}

/* The stop at q, behind [start, q). Returns the end of a word that holds it, or q. */
static uint32_t stop_end(const struct lexer *x, uint32_t start, uint32_t q)
{
    if (!is_alnum_at(x, q + 1)) return stop_belongs(x, start, q) ? q + 1 : q;
    uint32_t e = name_end(x, q);
    if (e > q) return e;
    e = initialism_end(x, start, q);
    if (e > q) return e;
    if (q - start == 1 && is_upper_at(x, start) && is_upper_at(x, q + 1)) return q + 1; /* "J.Smith" */
    enum abbreviation a = abbreviation_find(x->s + start, q - start);
    if ((a == ABBREVIATION_TITLE && is_upper_at(x, start)) || (a == ABBREVIATION_NUMBER && is_digit_at(x, q + 1))) return q + 1;
    return q;
}

/* A word whose first letter or digit stands at q; before it, from start, at most a sign of its number. Emits it and returns its end. */
static uint32_t lex_word(struct lexer *x, uint32_t start, uint32_t q)
{
    const char *s = x->s;
    size_t n = url_length(s + start, x->end - start);
    if (!n && x->at_sign) n = email_length(s + start, x->end - start);
    if (n) {
        emit(x, start, start + (uint32_t)n, 0);
        return start + (uint32_t)n;
    }
    if (is_digit_at(x, q)) {
        q = number_end(x, q);
        uint32_t e = letters_end(x, q);
        if (e > q && !is_alnum_at(x, e) && is_unit(s + q, e - q)) {
            emit(x, start, q, 0);
            return q;
        }
    }
    for (;;) {
        uint32_t cp, end;
        unsigned b;
        enum char_class c = class_at(x, q, &cp, &b);
        if (c == CHAR_LETTER || c == CHAR_DIGIT || c == CHAR_IGNORABLE) {
            q += b;
            continue;
        }
        if (c == CHAR_APOSTROPHE) {
            if (!apostrophe_continues(x, start, q, b, &end)) return end;
            q += b;
            continue;
        }
        if (c == CHAR_PERIOD) {
            end = stop_end(x, start, q);
            if (end > q) {
                emit(x, start, end, 0);
                return end;
            }
            if (!(is_digit_at(x, q - 1) && is_digit_at(x, q + 1))) break;
            q = number_end(x, q + 1);
            continue;
        }
        if (!is_alnum_at(x, q + b)) break;
        if (c == CHAR_HYPHEN && keeps_hyphen(x, start, q, q + b)) {
            q = number_end(x, q + b);
            continue;
        }
        if (cp == '_' || (cp == '&' && is_upper_at(x, q + 1) && is_upper_at(x, q - 1))) {
            q++;
            continue;
        }
        break;
    }
    emit_word(x, start, q, 0);
    return q;
}

/* ---- Marks --------------------------------------------------------------------------------------------------------------- */

static uint32_t run_end(const struct lexer *x, uint32_t i, char a, char b)
{
    while (i < x->end && (x->s[i] == a || x->s[i] == b)) i++;
    return i;
}

/* A symbol and what Unicode joins to it: variation selectors, skin tones, keycaps, ZWJ sequences, pairs of regional indicators (UAX #29). */
static uint32_t cluster_end(const struct lexer *x, uint32_t i)
{
    uint32_t cp, next_cp;
    unsigned n, m;
    class_at(x, i, &cp, &n);
    i += n;
    bool regional = cp >= 0x1F1E6 && cp <= 0x1F1FF;
    for (;;) {
        enum char_class c = class_at(x, i, &cp, &n);
        if (regional && cp >= 0x1F1E6 && cp <= 0x1F1FF) {
            regional = false;
        } else if (cp == 0x200D) {
            if (class_at(x, i + n, &next_cp, &m) == CHAR_SYMBOL) n += m;
        } else if (!(cp == 0xFE0E || cp == 0xFE0F || cp == 0x20E3 || (cp >= 0x1F3FB && cp <= 0x1F3FF)) && c != CHAR_IGNORABLE) {
            return i;
        }
        i += n;
    }
}

static uint32_t lex_apostrophe(struct lexer *x, uint32_t i, unsigned b)
{
    const char *s = x->s;
    uint32_t end = i + b, cp;
    unsigned n;
    bool first = i == x->chunk, inside = !first && is_alnum_at(x, i - 1);
    size_t clitic = clitic_length(s + i, x->end - i, b);
    if (clitic && first && i + clitic == x->end) {
        emit(x, i, x->end, 0); /* a clitic that stands apart: "dog 's" */
        return x->end;
    }
    if (clitic && !first && !x->single_open && x->n && strchr(".!?)\"%", s[i - 1]) && !is_alnum_at(x, i + (uint32_t)clitic)) {
        x->words[x->n - 1].flags |= WORD_JOINED; /* "the U.N.'s", "Yahoo!'s" */
        emit(x, i, i + (uint32_t)clitic, 0);
        return i + (uint32_t)clitic;
    }
    size_t a = inside ? 0 : aphaeresis_length(s + i, x->end - i, b);
    if (a && !is_alnum_at(x, i + (uint32_t)a)) {
        end = i + (uint32_t)a;
        if (a == b + 1u && class_at(x, end, &cp, &n) == CHAR_APOSTROPHE) end += n; /* rock 'n' roll */
        if (a > b + 1u || end > i + a) {
            emit(x, i, end, 0);
            return end;
        }
        end = i + b;
    }
    if (class_at(x, end, &cp, &n) == CHAR_APOSTROPHE && n == b)
        end += n;
    else
        x->single_open = end < x->end && !inside;
    emit(x, i, end, 0);
    return end;
}

/* Anything but a letter, digit or ignorable character. Emits one word and returns its end. */
static uint32_t lex_mark(struct lexer *x, uint32_t i, enum char_class c, uint32_t cp, unsigned b)
{
    const char *s = x->s;
    uint32_t end = i + b;
    bool inside = i > x->chunk && is_alnum_at(x, i - 1);
    if (!inside || cp == ':' || cp == ';') {
        size_t n = cp < 128 ? emoticon_length(s + i, x->end - i) : 0;
        if (n && (!inside || i + n == x->end)) {
            emit(x, i, i + (uint32_t)n, 0);
            return i + (uint32_t)n;
        }
    }
    switch (c) {
    case CHAR_APOSTROPHE: return lex_apostrophe(x, i, b);
    case CHAR_PERIOD:
        end = run_end(x, i, '.', '.');
        if (end == i + 1 && !inside && is_digit_at(x, end)) return lex_word(x, i, i + 1);
        break;
    case CHAR_END:
        if (cp < 128) end = run_end(x, i, '!', '?');
        break;
    case CHAR_OPEN:
        if (cp == '[' && x->end - i >= 5 && !memcmp(s + i, "[...]", 5)) end = i + 5;
        break;
    case CHAR_DASH:
        while (class_at(x, end, &cp, &b) == CHAR_DASH) end += b;
        break;
    case CHAR_HYPHEN:
    case CHAR_PUNCTUATION:
    case CHAR_SYMBOL:
        if ((cp == '@' || cp == '#') && !inside && end < x->end && is_letter_ascii(s[end])) {
            while (end < x->end && (is_letter_ascii(s[end]) || is_digit_at(x, end) || s[end] == '_')) end++;
        } else if (cp == '+' && !inside && is_digit_at(x, end)) {
            return lex_word(x, i, i + 1);
        } else if (cp < 128 && strchr("-*=_~#+<>", s[i])) {
            end = run_end(x, i, s[i], s[i]);
        } else if (c == CHAR_SYMBOL && cp >= 128) {
            end = cluster_end(x, i);
        }
        break;
    default: break;
    }
    emit(x, i, end, 0);
    return end;
}

/* ---- Chunks and blocks ------------------------------------------------------------------------------------------------- */

static void lex_chunk(struct lexer *x)
{
    uint32_t i = x->chunk;
    while (i < x->end) {
        uint32_t cp;
        unsigned b;
        enum char_class c = char_at(x->s + i, x->end - i, &cp, &b);
        if (c == CHAR_IGNORABLE) {
            if (i > x->chunk && x->lead == HS_NONE) {
                if (x->n) x->words[x->n - 1].span.end = i + b;
            } else if (x->lead == HS_NONE) {
                x->lead = i;
            }
            i += b;
        } else if (c == CHAR_LETTER || c == CHAR_DIGIT) {
            i = lex_word(x, i, i);
        } else {
            i = lex_mark(x, i, c, cp, b);
        }
    }
    if (x->lead != HS_NONE) emit(x, x->lead, x->end, 0);
    if (x->n) x->words[x->n - 1].flags |= WORD_SPACE_AFTER;
}

/* The next chunk from i on: false if only white space is left. letters: it holds nothing but ASCII letters. */
static bool next_chunk(struct lexer *x, uint32_t i, bool *letters)
{
    const char *s = x->s;
    i += (uint32_t)char_white_prefix(s + i, x->block_end - i);
    if (i >= x->block_end) return false;
    x->chunk = i;
    x->at_sign = false;
    *letters = true;
    while (i < x->block_end) {
        unsigned char c = (unsigned char)s[i];
        if (c < 128) {
            if (char_ascii_class[c] == CHAR_WHITE) break;
            *letters &= char_ascii_class[c] == CHAR_LETTER;
            x->at_sign |= c == '@';
            i++;
            continue;
        }
        uint32_t cp;
        unsigned n;
        if (char_at(s + i, x->block_end - i, &cp, &n) == CHAR_WHITE) break;
        *letters = false;
        i += n;
    }
    x->end = i;
    return true;
}

hearsay_code text_words(struct hearsay_document *doc, hearsay_error *err)
{
    struct lexer x = { .s = doc->text, .lead = HS_NONE };
    for (uint32_t k = 0; k < doc->n_blocks; k++) {
        struct block *block = &doc->blocks[k];
        bool letters;
        x.block_end = block->span.end;
        x.single_open = false;
        block->first_word = (uint32_t)x.n;
        for (uint32_t i = block->span.start; next_chunk(&x, i, &letters); i = x.end) {
            if (letters)
                emit_word(&x, x.chunk, x.end, WORD_SPACE_AFTER);
            else
                lex_chunk(&x);
        }
        block->words = (uint32_t)x.n - block->first_word;
    }
    doc->n_words = 0;
    doc->words = x.failed ? NULL : ARENA_ARRAY(doc->arena, struct word, x.n);
    if (doc->words) {
        if (x.n) memcpy(doc->words, x.words, x.n * sizeof *x.words);
        doc->n_words = (uint32_t)x.n;
    }
    free(x.words);
    if (!doc->words) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the words of the text");
    mark_quotations(doc);
    mark_starts(doc);
    return HEARSAY_OK;
}
