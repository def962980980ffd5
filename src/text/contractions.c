/* contractions.c: clitics with an apostrophe, and the closed list of contractions written without one.
 * Of the spellings without apostrophe only those are taken that are not words themselves: "dont", but not "its", "were", "lets" or "ill". */
#include "text/contractions.h"

#include <stdbool.h>
#include <stdint.h>

#include "base/character.h"

#define LONGEST 8

/* By first letter, so that most words are turned away after one comparison. */
static const struct {
    char word[LONGEST + 1];
    uint8_t cut[CONTRACTION_CUTS];
} table[] = {
    { "aint", { 2 } },    { "arent", { 3 } },                                                                   /* a */
    { "cannot", { 3 } },  { "cant", { 2 } },     { "couldnt", { 5 } },                                          /* c */
    { "didnt", { 3 } },   { "doesnt", { 4 } },   { "dont", { 2 } },    { "dunno", { 2, 3 } },                   /* d */
    { "gimme", { 3 } },   { "gonna", { 3 } },    { "gotta", { 3 } },                                            /* g */
    { "hadnt", { 3 } },   { "hasnt", { 3 } },    { "havent", { 4 } },  { "heres", { 4 } },    { "hes", { 2 } }, /* h */
    { "im", { 1 } },      { "isnt", { 2 } },     { "ive", { 1 } },                                              /* i */
    { "lemme", { 3 } },                                                                                         /* l */
    { "shes", { 3 } },    { "shouldnt", { 6 } },                                                                /* s */
    { "thats", { 4 } },   { "theres", { 5 } },   { "theyll", { 4 } },  { "theyre", { 4 } },                     /* t */
    { "wanna", { 3 } },   { "wasnt", { 3 } },    { "werent", { 4 } },  { "whats", { 4 } },    { "wont", { 2 } },
    { "wouldnt", { 5 } }, { "youll", { 3 } },    { "youre", { 3 } },   { "youve", { 3 } }, /* w, y */
};
#define ENTRIES (sizeof table / sizeof *table)

/* The first entry of each letter, a to z, and the end. */
static const uint8_t first[27] = { 0, 2, 2, 5, 9, 9, 9, 12, 17, 20, 20, 20, 21, 21, 21, 21, 21, 21, 21, 23, 27, 27, 27, 33, 33, 36, 36 };

unsigned contraction_cuts(const char *s, size_t len, unsigned cut[CONTRACTION_CUTS])
{
    if (len < 2 || len > LONGEST) return 0;
    unsigned letter = (unsigned)(ascii_lower(s[0]) - 'a');
    if (letter > 25) return 0;
    for (size_t i = first[letter]; i < first[letter + 1] && i < ENTRIES; i++)
        if (ascii_equals(s, len, table[i].word)) {
            /* "IM" and "HES" in capitals are acronyms. */
            if (len <= 3 && !(s[1] >= 'a' && s[1] <= 'z')) return 0;
            unsigned n = 0;
            while (n < CONTRACTION_CUTS && table[i].cut[n]) {
                cut[n] = table[i].cut[n];
                n++;
            }
            return n;
        }
    return 0;
}

static size_t letters(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && ((s[n] >= 'a' && s[n] <= 'z') || (s[n] >= 'A' && s[n] <= 'Z') || (s[n] & '\x80'))) n++;
    return n;
}

static size_t listed(const char *s, size_t len, size_t mark_b, const char *const *list, size_t n_list)
{
    /* A byte past ASCII may begin another apostrophe ("I’d’ve"), so that only the ASCII letters are compared. */
    size_t n = 0;
    while (mark_b + n < len && n < LONGEST && ((s[mark_b + n] | 0x20) >= 'a' && (s[mark_b + n] | 0x20) <= 'z')) n++;
    for (size_t i = 0; i < n_list; i++)
        if (ascii_equals(s + mark_b, n, list[i])) return mark_b + n;
    return 0;
}

size_t clitic_length(const char *s, size_t len, size_t mark_b)
{
    static const char *const clitics[] = { "s", "m", "d", "re", "ve", "ll" };
    return listed(s, len, mark_b, clitics, sizeof clitics / sizeof *clitics);
}

size_t aphaeresis_length(const char *s, size_t len, size_t mark_b)
{
    static const char *const words[] = { "em", "til", "till", "tis", "twas", "cause", "cuz", "cos", "coz", "bout", "round", "n", "neath", "nuff" };
    const char *d = s + mark_b;
    size_t n = len - mark_b;
    if (n >= 2 && d[0] >= '0' && d[0] <= '9' && d[1] >= '0' && d[1] <= '9') {
        size_t end = mark_b + 2;
        if (end < len && s[end] == 's') end++;
        return end < len && (letters(s + end, 1) || (s[end] >= '0' && s[end] <= '9')) && !(s[end] & '\x80') ? 0 : end;
    }
    return listed(s, len, mark_b, words, sizeof words / sizeof *words);
}
