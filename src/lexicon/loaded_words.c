/* loaded_words.c: from lexicon/loaded.tsv to a hash of first words.
 *
 * A first word is what the tokeniser would make of a form's beginning, as far as the table cares: letters up to the first other character
 * ("so" of "so-called"). The rest is compared byte by byte, so that it does not matter how hyphens are cut. */
#include "lexicon/loaded_words.h"

#include <string.h>

#include <xxhash.h>

#include "base/arena.h"
#include "base/character.h"
#include "lexicon/index.h"
#include "lexicon/table.h"

enum { SLOTS = 1 << 12, WORD_BYTES = 32 };

struct slot {
    const struct loaded_form *first;
    uint32_t len; /* of the first word */
};

struct loaded_words {
    struct arena *arena; /* owns everything */
    struct slot *slots;  /* [SLOTS] */
    uint32_t n;
};

static const char *const place_names[LOADED_PLACES] = { "cue", "own", "any" };

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || ((unsigned char)c & 0x80); }

static size_t first_word(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && is_letter(s[n])) n++;
    return n;
}

static struct slot *slot_of(const struct loaded_words *lw, const char *lower, size_t len)
{
    size_t at = XXH3_64bits(lower, len) % SLOTS;
    while (lw->slots[at].first && (lw->slots[at].len != len || memcmp(lw->slots[at].first->form, lower, len))) at = (at + 1) % SLOTS;
    return &lw->slots[at];
}

static const char *add_form(struct loaded_words *lw, struct loaded_form row, const char *form, size_t len)
{
    size_t word = first_word(form, len);
    struct loaded_form *f = ARENA_ARRAY(lw->arena, struct loaded_form, 1);
    *(f ? f : &row) = row;
    if (!f || !(f->form = arena_strdup(lw->arena, form, len))) return "";
    if (!word || word > WORD_BYTES || lw->n++ >= SLOTS / 2) return "a form that begins with no letter, or too many forms";
    for (size_t i = 0; i < len; i++)
        if (form[i] >= 'A' && form[i] <= 'Z') return "a form with a capital";
    struct slot *s = slot_of(lw, form, word);
    const struct loaded_form **at = &s->first;
    while (*at && strlen((*at)->form) >= len) at = (const struct loaded_form **)&((struct loaded_form *)*at)->next;
    f->next = *at;
    *at = f;
    s->len = (uint32_t)word;
    return NULL;
}

/* One line; NULL: well, "": out of memory, else what is wrong. */
static const char *read_line(void *table, struct text line)
{
    struct loaded_words *lw = table;
    const char *s = line.at, *end = line.at + line.len;
    const char *column[4] = { s, end, end, end };
    size_t len[4] = { 0 };
    unsigned n = 0;
    for (const char *at = s; n < 4; n++) {
        const char *tab = memchr(at, '\t', (size_t)(end - at));
        column[n] = at;
        len[n] = (size_t)((tab ? tab : end) - at);
        if (!tab) {
            n++;
            break;
        }
        at = tab + 1;
    }
    struct loaded_form row = { .kind = LOADED_KINDS, .place = LOADED_PLACES };
    for (unsigned i = 0; i < LOADED_KINDS; i++)
        if (strlen(loaded_kind_names[i]) == len[0] && !memcmp(column[0], loaded_kind_names[i], len[0])) row.kind = (uint8_t)i;
    for (unsigned i = 0; i < LOADED_PLACES; i++)
        if (strlen(place_names[i]) == len[2] && !memcmp(column[2], place_names[i], len[2])) row.place = (uint8_t)i;
    if (n < 3 || row.kind == LOADED_KINDS || row.place == LOADED_PLACES || !len[1])
        return "expected are kind, forms, where and not, separated by tabs";
    if (!(row.not_after = arena_strdup(lw->arena, column[3], len[3]))) return "";
    const char *why = NULL;
    for (const char *at = column[1], *stop = at + len[1]; !why && at <= stop;) {
        const char *bar = memchr(at, '|', (size_t)(stop - at));
        size_t form = (size_t)((bar ? bar : stop) - at);
        why = form ? add_form(lw, row, at, form) : "an empty form";
        at += form + 1;
    }
    return why;
}

struct loaded_words *loaded_words_read(const char *name, const char *text, size_t len, hearsay_error *err)
{
    struct arena *arena = arena_new(0);
    struct loaded_words *lw = arena ? ARENA_ZARRAY(arena, struct loaded_words, 1) : NULL;
    if (lw && !(lw->slots = ARENA_ZARRAY(arena, struct slot, SLOTS))) lw = NULL;
    if (lw) lw->arena = arena;
    if (table_read(name, text, len, read_line, lw, err)) return lw;
    arena_free(arena);
    return NULL;
}

struct loaded_words *loaded_words_open(hearsay_error *err)
{
    return loaded_words_read(word_tables[1].name, word_tables[1].text, word_tables[1].len, err);
}

void loaded_words_close(struct loaded_words *lw)
{
    if (lw) arena_free(lw->arena);
}

const struct loaded_form *loaded_words_find(const struct loaded_words *lw, const char *word, size_t len)
{
    char lower[WORD_BYTES];
    len = first_word(word, len);
    if (!len || len > WORD_BYTES) return NULL;
    for (size_t i = 0; i < len; i++) lower[i] = ascii_lower(word[i]);
    return slot_of(lw, lower, len)->first;
}

size_t loaded_words_match(const struct loaded_form *f, const char *text, size_t len, size_t start)
{
    size_t at = start;
    for (const char *s = f->form; *s; s++) {
        if (*s == ' ') {
            size_t white = char_white_prefix(text + at, len - at);
            if (!white) return 0;
            at += white;
        } else if (at < len && ascii_lower(text[at]) == *s) {
            at++;
        } else {
            return 0;
        }
    }
    return at < len && (is_letter(text[at]) || (text[at] == '-' && at + 1 < len && is_letter(text[at + 1]))) ? 0 : at - start;
}
