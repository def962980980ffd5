/* inflect.c: regular English inflection, by spelling alone. */
#include "lexicon/inflect.h"

#include <string.h>

static bool is_vowel(char c) { return c && strchr("aeiou", c); }

static bool hisses(const char *s, size_t len)
{
    char last = s[len - 1], before = len > 1 ? s[len - 2] : ' ';
    return strchr("sxzo", last) || (last == 'h' && (before == 'c' || before == 's'));
}

/* "cry" becomes "crie-", "play" stays. */
static bool turns_y(const char *s, size_t len) { return len > 1 && s[len - 1] == 'y' && !is_vowel(s[len - 2]); }

static bool give_s(const char *s, size_t len, inflect_take *take, void *context)
{
    if (turns_y(s, len)) return take(context, s, len - 1, "ies");
    return take(context, s, len, hisses(s, len) ? "es" : "s") && (s[len - 1] != 'o' || take(context, s, len, "s"));
}

/* -ed and -ing, with and without a doubled consonant where one may be doubled. */
static bool give_endings(const char *s, size_t len, bool regular, inflect_take *take, void *context)
{
    static const char *const doubled[] = { "bb", "dd", "gg", "ll", "mm", "nn", "pp", "rr", "tt" };
    char last = s[len - 1];
    bool e = last == 'e';
    size_t cut_e = e && !(len > 1 && s[len - 2] == 'e') ? len - 1 : len;
    if (!take(context, s, cut_e, "ing")) return false;
    if (regular && !(turns_y(s, len) ? take(context, s, len - 1, "ied") : take(context, s, e ? len - 1 : len, "ed"))) return false;
    if (len < 3 || !is_vowel(s[len - 2])) return true;
    for (size_t i = 0; i < sizeof doubled / sizeof *doubled; i++)
        if (doubled[i][0] == last)
            return take(context, s, len, (char[]){ last, 'i', 'n', 'g', 0 }) && (!regular || take(context, s, len, (char[]){ last, 'e', 'd', 0 }));
    return true;
}

bool inflect(const char *lemma, size_t len, const char *irregular, size_t n_irregular, enum inflection how, inflect_take *take, void *context)
{
    bool good = take(context, lemma, len, "");
    if (how != INFLECT_NOT) good = good && give_s(lemma, len, take, context);
    if (how == INFLECT_VERB) good = good && give_endings(lemma, len, n_irregular == 0, take, context);
    while (good && n_irregular) {
        const char *comma = memchr(irregular, ',', n_irregular);
        size_t n = comma ? (size_t)(comma - irregular) : n_irregular;
        good = take(context, irregular, n, "");
        irregular += n + (comma != NULL);
        n_irregular -= n + (comma != NULL);
    }
    return good;
}
