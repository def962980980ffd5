/* stands.c: from lexicon/stands.tsv to a hash of phrases. A phrase is the hash of its words in small letters, one space between them, so that a
 * lookup makes at most STAND_WORDS_MOST of them and compares no strings. That two of the table's thousand phrases share 64 bits with each other is
 * refused when it is read; that some other text does is less likely than a broken memory. */
#include "trace/stands.h"

#include <string.h>

#include <xxhash.h>

#include "base/arena.h"
#include "base/character.h"
#include "lexicon/index.h"
#include "lexicon/table.h"

enum { SLOTS = 1 << 12, PHRASE_BYTES = 80, WEIGHT_MOST = 3 };

struct slot {
    uint64_t phrase; /* 0: empty */
    uint8_t kind, weight;
};

struct stands {
    struct arena *arena; /* owns everything */
    struct slot *slots;  /* [SLOTS] */
    uint32_t n;
};

static const char *const kind_names[STANDS] = { "refutes", "hedges", "confirms" };

static struct slot *slot_of(const struct stands *s, uint64_t phrase)
{
    size_t at = phrase % SLOTS;
    while (s->slots[at].phrase && s->slots[at].phrase != phrase) at = (at + 1) % SLOTS;
    return &s->slots[at];
}

static const char *add_form(struct stands *s, enum stand kind, unsigned weight, const char *form, size_t len)
{
    unsigned words = 1;
    for (size_t i = 0; i < len; i++) {
        if (form[i] >= 'A' && form[i] <= 'Z') return "a form with a capital";
        words += form[i] == ' ';
    }
    if (!len || form[0] == ' ' || form[len - 1] == ' ') return "an empty form, or one with a space at its end";
    if (words > STAND_WORDS_MOST || len > PHRASE_BYTES || s->n++ >= SLOTS / 2) return "a form of too many words, or too many forms";
    const uint64_t phrase = XXH3_64bits(form, len);
    struct slot *slot = slot_of(s, phrase);
    if (slot->phrase || !phrase) return "a form that stands there twice";
    *slot = (struct slot){ phrase, (uint8_t)kind, (uint8_t)weight };
    return NULL;
}

/* One line; NULL: well, else what is wrong. */
static const char *read_line(void *table, struct text line)
{
    struct stands *s = table;
    const char *at = line.at, *end = line.at + line.len;
    static const char expected[] = "expected are kind, weight and forms, separated by tabs";
    const char *tab = memchr(at, '\t', (size_t)(end - at));
    unsigned kind = 0;
    while (tab && kind < STANDS && (strlen(kind_names[kind]) != (size_t)(tab - at) || memcmp(kind_names[kind], at, (size_t)(tab - at)))) kind++;
    if (!tab || kind == STANDS || end - tab < 4 || tab[2] != '\t' || tab[1] < '1' || tab[1] > '0' + WEIGHT_MOST) return expected;
    const unsigned weight = (unsigned)(tab[1] - '0');
    const char *why = NULL;
    for (at = tab + 3; !why && at <= end;) {
        const char *bar = memchr(at, '|', (size_t)(end - at));
        const size_t len = (size_t)((bar ? bar : end) - at);
        why = add_form(s, (enum stand)kind, weight, at, len);
        at += len + 1;
    }
    return why;
}

struct stands *stands_read(const char *name, const char *text, size_t len, hearsay_error *err)
{
    struct arena *arena = arena_new(0);
    struct stands *s = arena ? ARENA_ZARRAY(arena, struct stands, 1) : NULL;
    if (s && !(s->slots = ARENA_ZARRAY(arena, struct slot, SLOTS))) s = NULL;
    if (s) s->arena = arena;
    if (table_read(name, text, len, read_line, s, err)) return s;
    arena_free(arena);
    return NULL;
}

struct stands *stands_open(hearsay_error *err) { return stands_read(word_tables[3].name, word_tables[3].text, word_tables[3].len, err); }

void stands_close(struct stands *s)
{
    if (s) arena_free(s->arena);
}

unsigned stands_match(const struct stands *s, const struct hearsay_document *doc, uint32_t word, enum stand *kind, unsigned *weight)
{
    char phrase[PHRASE_BYTES];
    size_t len = 0;
    unsigned found = 0;
    for (unsigned n = 0; n < STAND_WORDS_MOST && word + n < doc->n_words; n++) {
        const struct word *w = &doc->words[word + n];
        const size_t bytes = w->span.end - w->span.start;
        if (w->sentence != doc->words[word].sentence || len + bytes + 1 > sizeof phrase) break;
        if (n) phrase[len++] = ' ';
        for (size_t i = 0; i < bytes; i++) {
            /* "n’t" with a curly apostrophe is "n't". */
            if (!strncmp(doc->text + w->span.start + i, "\xE2\x80\x99", 3)) {
                phrase[len++] = '\'';
                i += 2;
            } else {
                phrase[len++] = ascii_lower(doc->text[w->span.start + i]);
            }
        }
        const struct slot *slot = slot_of(s, XXH3_64bits(phrase, len));
        if (!slot->phrase) continue;
        *kind = (enum stand)slot->kind;
        *weight = slot->weight;
        found = n + 1;
    }
    return found;
}
