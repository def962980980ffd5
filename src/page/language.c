/* language.c: languages by their function words, scripts by their letters.
 *
 * A third to a half of any running text is made of a few dozen words: articles, prepositions, pronouns, auxiliaries (language_words.c). Each word of
 * the text counts for the lists that hold it, by an equal part for each, so that neighbours (Danish and Norwegian, Spanish and Portuguese)
 * are told apart by what they do not share; the list with the most wins. As good as trigrams from a sentence on (G. Grefenstette, "Comparing two
 * language identification schemes", JADT 1995), and each answer can be read off the words.
 *
 * To refuse an English text is worse than to read another, so a language other than English must be sure: its list holds enough of the text's
 * words, and much more than English's. Texts in other scripts than Latin are named by their script, or by letters that of its languages
 * only one has. */
#include "page/language.h"

#include <stdint.h>
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "hearsay.h"

enum { WORD_B = 24, WORDS_MIN = 12, LETTERS_MIN = 30, LONG_WORDS = 60, HITS_MIN = 4, LISTS_MAX = 64, TABLE = 8192 };

/* The least share of a text's words that its language's list holds: Turkish has 0.12 and more,
      German 0.4; English names and figures have 0.05 of any. */
static const double share_long = 0.08, share_short = 0.15;
/* The least that English has of another language's count to be taken for the text's language, half of it quoted. */
static const double english_part = 0.6;

/* ---- The table of words -------------------------------------------------------------------------------------------------------- */

static uint32_t hash_word(const char *s, size_t len)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < len; i++) h = (h ^ (unsigned char)s[i]) * 16777619u;
    return h ^ h >> 15;
}

/* Open addressing; in: a bit for each list. */
struct table {
    struct {
        const char *word;
        size_t len;
        uint64_t in;
    } at[TABLE];
};

static uint32_t place_of(const struct table *t, const char *s, size_t len)
{
    uint32_t i = hash_word(s, len) % TABLE;
    while (t->at[i].word && !(t->at[i].len == len && !memcmp(t->at[i].word, s, len))) i = (i + 1) % TABLE;
    return i;
}

/* Made anew for each text: some 2,000 words, less work than the text itself. */
static void fill_table(struct table *t)
{
    memset(t, 0, sizeof *t);
    for (unsigned l = 0; l < n_language_words && l < LISTS_MAX; l++)
        for (const char *p = language_words[l].words; *p;) {
            size_t n = strcspn(p, " ");
            uint32_t i = place_of(t, p, n);
            t->at[i].word = p;
            t->at[i].len = n;
            t->at[i].in |= (uint64_t)1 << l;
            p += n + (p[n] == ' ');
        }
}

/* ---- Scripts ------------------------------------------------------------------------------------------------------------------- */

static const struct script {
    uint32_t low, high;
    const char *code, *name;
} scripts[] = {
    { 0x370, 0x3FF, "el", "Greek" },     { 0x400, 0x52F, "ru", "Russian" },   { 0x531, 0x58F, "hy", "Armenian" },
    { 0x590, 0x5FF, "he", "Hebrew" },    { 0x600, 0x77F, "ar", "Arabic" },    { 0x780, 0x7BF, "dv", "Divehi" },
    { 0x900, 0x97F, "hi", "Hindi" },     { 0x980, 0x9FF, "bn", "Bengali" },   { 0xA00, 0xA7F, "pa", "Punjabi" },
    { 0xA80, 0xAFF, "gu", "Gujarati" },  { 0xB00, 0xB7F, "or", "Odia" },      { 0xB80, 0xBFF, "ta", "Tamil" },
    { 0xC00, 0xC7F, "te", "Telugu" },    { 0xC80, 0xCFF, "kn", "Kannada" },   { 0xD00, 0xD7F, "ml", "Malayalam" },
    { 0xD80, 0xDFF, "si", "Sinhala" },   { 0xE00, 0xE7F, "th", "Thai" },      { 0xE80, 0xEFF, "lo", "Lao" },
    { 0xF00, 0xFFF, "bo", "Tibetan" },   { 0x1000, 0x109F, "my", "Burmese" }, { 0x10A0, 0x10FF, "ka", "Georgian" },
    { 0x1200, 0x137F, "am", "Amharic" }, { 0x1780, 0x17FF, "km", "Khmer" },   { 0x3040, 0x30FF, "ja", "Japanese" },
    { 0xAC00, 0xD7A3, "ko", "Korean" },  { 0x3400, 0x9FFF, "zh", "Chinese" },
};
enum { SCRIPTS = sizeof scripts / sizeof *scripts };

/* Letters that tell a language from the one its script is named by, in the order in which they are asked: the first of which there are
 * `per_mille` among the script's letters. Ukrainian and Belarusian share one; Bulgarian has one that Russian hardly uses. */
static const struct letter {
    uint32_t cp, per_mille;
    const char *code, *name;
} letters[] = {
    { 0x45E, 3, "be", "Belarusian" }, { 0x49B, 3, "kk", "Kazakh" },     { 0x4E9, 3, "mn", "Mongolian" }, { 0x45C, 1, "mk", "Macedonian" },
    { 0x453, 1, "mk", "Macedonian" }, { 0x455, 2, "mk", "Macedonian" }, { 0x458, 10, "sr", "Serbian" },  { 0x456, 10, "uk", "Ukrainian" },
    { 0x44A, 6, "bg", "Bulgarian" },  { 0x6D0, 5, "ps", "Pashto" },     { 0x6CE, 5, "ku", "Kurdish" },   { 0x6D5, 20, "ug", "Uyghur" },
    { 0x6D2, 5, "ur", "Urdu" },       { 0x679, 3, "ur", "Urdu" },       { 0x6CC, 10, "fa", "Persian" },  { 0x67E, 5, "fa", "Persian" },
    { 0x933, 5, "mr", "Marathi" },    { 0x9F0, 5, "as", "Assamese" },
};
enum { LETTERS = sizeof letters / sizeof *letters };

struct count {
    uint32_t latin, script[SCRIPTS], letter[LETTERS];
};

static void count_letter(struct count *c, uint32_t cp)
{
    if (cp < 0x250 || (cp >= 0x1E00 && cp < 0x1F00)) {
        c->latin++;
        return;
    }
    for (unsigned i = 0; i < LETTERS; i++) c->letter[i] += letters[i].cp == cp;
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (cp >= scripts[i].low && cp <= scripts[i].high) {
            c->script[i]++;
            return;
        }
}

static struct language by_script(const struct count *c)
{
    unsigned best = 0;
    for (unsigned i = 1; i < SCRIPTS; i++)
        if (c->script[i] > c->script[best]) best = i;
    /* A Japanese text has more Chinese characters than its own. */
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (!strcmp(scripts[i].code, "ja") && !strcmp(scripts[best].code, "zh") && 10 * c->script[i] > c->script[best]) best = i;
    for (unsigned i = 0; i < LETTERS; i++)
        if (letters[i].cp >= scripts[best].low && letters[i].cp <= scripts[best].high &&
            1000 * (uint64_t)c->letter[i] >= letters[i].per_mille * (uint64_t)c->script[best])
            return (struct language){ letters[i].code, letters[i].name };
    return (struct language){ scripts[best].code, scripts[best].name };
}

/* ---- The text ------------------------------------------------------------------------------------------------------------------ */

struct tally {
    struct table table;
    struct count letters;
    unsigned words, held[LISTS_MAX]; /* of the text's words, how many each list holds */
    double hits[LISTS_MAX];          /* the same, a word of several lists parted among them */
};

static void count_word(struct tally *t, const char *word, size_t len)
{
    uint64_t in = t->table.at[place_of(&t->table, word, len)].in;
    unsigned shared = (unsigned)__builtin_popcountll(in);
    t->words++;
    for (unsigned l = 0; l < LISTS_MAX && in >> l; l++)
        if (in >> l & 1) {
            t->held[l]++;
            t->hits[l] += 1.0 / shared;
        }
}

static bool is_letter(uint32_t cp)
{
    utf8proc_category_t k = utf8proc_category((utf8proc_int32_t)cp);
    return k >= UTF8PROC_CATEGORY_LU && k <= UTF8PROC_CATEGORY_MC;
}

/* Words are runs of letters, apostrophes inside them: "c'est". */
static void count_text(struct tally *t, const char *text, size_t len)
{
    char word[WORD_B + 4];
    size_t n = 0;
    bool fits = true;
    for (size_t i = 0; i <= len;) {
        uint32_t cp = ' ';
        unsigned bytes = i < len ? utf8_decode(text + i, len - i, &cp) : 0;
        if (bytes && is_letter(cp)) {
            count_letter(&t->letters, cp);
            fits &= n < WORD_B;
            if (fits) n += utf8_encode((uint32_t)utf8proc_tolower((utf8proc_int32_t)cp), word + n);
        } else if (bytes && n && (cp == '\'' || cp == 0x2019) && fits && n < WORD_B) {
            word[n++] = '\'';
        } else if (n) {
            while (n && word[n - 1] == '\'') n--;
            count_word(t, word, fits ? n : 0);
            n = 0;
            fits = true;
        }
        i += bytes ? bytes : 1;
    }
}

static struct language by_words(const struct tally *t)
{
    const struct language unknown = { NULL, NULL };
    unsigned best = 0, english = 0;
    for (unsigned l = 1; l < n_language_words && l < LISTS_MAX; l++) {
        if (t->hits[l] > t->hits[best]) best = l;
        if (!strcmp(language_words[l].code, "en")) english = l;
    }
    if (t->words < WORDS_MIN || t->held[best] < HITS_MIN) return unknown;
    if (t->hits[english] >= english_part * t->hits[best]) best = english;
    double share = t->words < LONG_WORDS ? share_short : share_long;
    return t->held[best] < share * t->words ? unknown : (struct language){ language_words[best].code, language_words[best].name };
}

struct language language_of(const char *text, size_t len)
{
    struct tally t = { .words = 0 };
    uint32_t others = 0;
    fill_table(&t.table);
    count_text(&t, text, len < LANGUAGE_BYTES ? len : LANGUAGE_BYTES);
    for (unsigned k = 0; k < SCRIPTS; k++) others += t.letters.script[k];
    if (others <= t.letters.latin) return by_words(&t);
    return others >= LETTERS_MIN ? by_script(&t.letters) : (struct language){ NULL, NULL };
}

const char *hearsay_language_name(const char *code)
{
    for (unsigned l = 0; l < n_language_words; l++)
        if (!strcmp(language_words[l].code, code)) return language_words[l].name;
    for (unsigned i = 0; i < SCRIPTS; i++)
        if (!strcmp(scripts[i].code, code)) return scripts[i].name;
    for (unsigned i = 0; i < LETTERS; i++)
        if (!strcmp(letters[i].code, code)) return letters[i].name;
    return NULL;
}
