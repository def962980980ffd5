/* times_tense.c: the tense of the verb that governs a time expression, from the words near by.
 *
 * English marks it on the first word of the verb group: an auxiliary ("will", "had"), an -ed, an irregular past (those
 * that look like the present, "put" or "cut", are left out). The nearest
 * such word to the left is taken, or to the right where the expression opens its clause ("On Tuesday, the two sides met"). Infinitives and
 * participles look ahead behind words of planning ("scheduled for Friday", "plans to meet Friday"), else they say nothing and the search goes
 * on. Where the parser has been at work only verbs and auxiliaries count. */
#include "discourse/times_tense.h"

#include <string.h>

#include "base/character.h"

enum { LEFT_WORDS = 24, MODIFIER_WORDS = 6, RIGHT_WORDS = 16, NEAR_WORDS = 6, FORM_MOST = 14 };

/* One space before and behind each word, so that strstr() finds whole ones. */
static const char auxiliaries_ahead[] = " will shall 'll wo would should could may might must can ca ";
static const char planned[] = " scheduled expected due slated planned postponed adjourned rescheduled delayed upcoming ";
static const char planning[] =
    " expected scheduled due set slated plan plans planned planning intend intends intended hope hopes hoped hoping agreed vow vows "
    "vowed promise promises promised is are am 's 're were has have going want wants wanted ready about likely prepare prepares preparing "
    "prepared decided supposed ";
static const char determiners[] = " the a an my his her its their our your this that these those ";
static const char timetable[] = " begins starts ends opens closes expires arrives meets returns leaves concludes resumes ";
static const char present[] = " is are am 're says ";
static const char irregular_pasts[] =
    " was were had has have 've did arose ate became began bent bit bled blew bought broke brought built burnt came caught chose clung "
    "crept dealt died drank drew drove dug fed fell felt fled flew forbade forgot fought found froze gave got grew heard held hid hung "
    "kept knew laid led left lent lit lost made meant met overcame overthrew paid ran rang read rode rose said sang sank sat saw sent "
    "shook shot slept slid sold sought spent spoke sprang stole stood stuck struck swam swept swore taught threw took told thought "
    "understood undertook undid upheld went wept withdrew woke won wore wound wrote done gone taken given seen known shown spoken written begun "
    "broken chosen driven fallen flown forgotten frozen grown hidden ridden risen shaken stolen sworn thrown torn woken worn ";

/* The word in lower case between two spaces; false if it is longer than any in the lists. */
static bool fold(const struct hearsay_document *doc, uint32_t i, char out[FORM_MOST + 3])
{
    struct span s = doc->words[i].span;
    const char *text = doc->text + s.start;
    size_t len = s.end - s.start, n = 0;
    out[n++] = ' ';
    for (size_t k = 0; k < len; k++) {
        if (n > FORM_MOST) return false;
        if (len - k >= 3 && memcmp(text + k, "\xe2\x80\x99", 3) == 0) {
            out[n++] = '\'';
            k += 2;
        } else {
            out[n++] = ascii_lower(text[k]);
        }
    }
    out[n++] = ' ';
    out[n] = '\0';
    return true;
}

static bool is_one_of(const struct hearsay_document *doc, uint32_t i, const char *list)
{
    char form[FORM_MOST + 3];
    return fold(doc, i, form) && strstr(list, form) != NULL;
}

static bool ends_in(const struct hearsay_document *doc, uint32_t i, const char *end)
{
    struct span s = doc->words[i].span;
    size_t n = strlen(end), len = s.end - s.start;
    return len > n + 2 && memcmp(doc->text + s.end - n, end, n) == 0;
}

static bool is_capital(const struct hearsay_document *doc, uint32_t i)
{
    char c = doc->text[doc->words[i].span.start];
    return c >= 'A' && c <= 'Z';
}

/* The words before first that may govern an infinitive. */
static bool is_planned(const struct hearsay_document *doc, uint32_t to, uint32_t first)
{
    for (uint32_t k = to; k > first && to - k < 3; k--)
        if (is_one_of(doc, k - 1, planning)) return true;
    return false;
}

/* What word i of the sentence [first, end) says. "Is meeting" looks ahead only close to its time; elsewhere it is what goes on. */
static enum tense tense_of(const struct hearsay_document *doc, uint32_t i, uint32_t first, uint32_t end, bool near)
{
    bool parsed = doc->words[i].head != HS_NONE, verb = doc->words[i].upos == UPOS_VERB || doc->words[i].upos == UPOS_AUX;
    char form[FORM_MOST + 3];
    bool known = fold(doc, i, form);
    if (known && strcmp(form, " to ") == 0) {
        bool verb_follows = i + 1 < end && !is_capital(doc, i + 1) && !is_one_of(doc, i + 1, determiners);
        return verb_follows && is_planned(doc, i, first) ? TENSE_FUTURE : TENSE_NONE;
    }
    if (known && strstr(planned, form) && !is_capital(doc, i)) return TENSE_FUTURE;
    if (known && strcmp(form, " set ") == 0) return i + 1 < end && is_one_of(doc, i + 1, " for to ") ? TENSE_FUTURE : TENSE_NONE;
    if (parsed && !verb) return TENSE_NONE;
    if (known && strstr(auxiliaries_ahead, form) && !is_capital(doc, i))
        return i + 1 < end && is_one_of(doc, i + 1, " have ") ? TENSE_PAST : TENSE_FUTURE;
    if (known && strstr(present, form)) {
        bool progressive = (i + 1 < end && ends_in(doc, i + 1, "ing")) || (i + 2 < end && ends_in(doc, i + 2, "ing"));
        return progressive && near ? TENSE_FUTURE : TENSE_PRESENT;
    }
    if (known && strstr(" has have ", form) && i + 1 < end && is_one_of(doc, i + 1, " to ")) return TENSE_FUTURE;
    if (near && known && strstr(timetable, form)) return TENSE_FUTURE;
    if (i > first && is_one_of(doc, i - 1, " be been being is are ")) return TENSE_NONE; /* a participle: the auxiliary says it */
    if (known && strstr(irregular_pasts, form)) return TENSE_PAST;
    return ends_in(doc, i, "ed") && !ends_in(doc, i, "eed") && !is_capital(doc, i) ? TENSE_PAST : TENSE_NONE;
}

static bool is_stop(const struct hearsay_document *doc, uint32_t i)
{
    struct span s = doc->words[i].span;
    char c = doc->text[s.start];
    return s.end - s.start == 1 && (c == ';' || c == ':' || c == '(' || c == ')');
}

static struct tense_found look_left(const struct hearsay_document *doc, uint32_t from, uint32_t first, uint32_t end, uint32_t words)
{
    uint32_t least = from > first + words ? from - words : first;
    for (uint32_t i = from; i-- > least && !is_stop(doc, i);) {
        enum tense t = tense_of(doc, i, first, end, from - i <= NEAR_WORDS);
        if (t != TENSE_NONE) return (struct tense_found){ t, from - i };
    }
    return (struct tense_found){ TENSE_NONE, 0 };
}

static struct tense_found look_right(const struct hearsay_document *doc, uint32_t from, uint32_t first, uint32_t end)
{
    uint32_t most = end > from + RIGHT_WORDS ? from + RIGHT_WORDS : end;
    for (uint32_t i = from; i < most && !is_stop(doc, i); i++) {
        enum tense t = tense_of(doc, i, first, end, i - from < NEAR_WORDS);
        if (t != TENSE_NONE) return (struct tense_found){ t, i - from + 1 };
    }
    return (struct tense_found){ TENSE_NONE, 0 };
}

struct tense_found time_tense(const struct hearsay_document *doc, uint32_t first, uint32_t end, bool modifier)
{
    const struct sentence *s = &doc->sentences[doc->words[first].sentence];
    uint32_t begin = s->first_word, stop = s->first_word + s->words;
    if (modifier && first > begin + 1 && is_one_of(doc, first - 2, " ahead ")) return (struct tense_found){ TENSE_FUTURE, 1 };
    if (modifier) return look_left(doc, first, begin, stop, MODIFIER_WORDS);
    /* "On Tuesday, ..." and "..., but in January" open a clause: at most a preposition and a determiner stand before them in it. */
    uint32_t before = first;
    while (before > begin && first - before < 2 && is_one_of(doc, before - 1, " on in by at since until the late early but and ")) before--;
    char c = before > begin ? doc->text[doc->words[before - 1].span.start] : ',';
    bool opens = c == ',' || c == '"' || c == '`';
    if (first > begin && is_one_of(doc, first - 1, " since ")) return (struct tense_found){ TENSE_PAST, 1 };
    struct tense_found near = opens ? look_right(doc, end, begin, stop) : look_left(doc, first, begin, stop, LEFT_WORDS);
    if (opens && near.tense != TENSE_NONE) near.distance = 1; /* whatever stands between: it is the verb of this clause */
    if (near.tense != TENSE_NONE) return near;
    return opens ? look_left(doc, first, begin, stop, LEFT_WORDS) : look_right(doc, end, begin, stop);
}
