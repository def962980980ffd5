/* names.c: names without what templates put around them.
 *
 *   author   [ "By" | "Written by" | ... ] NAMES [ ("|" | "•" | "@handle" | an address | a date) whatever follows ]
 *   outlet   NAME [ ("|" | " - " | ...) its motto ]
 *
 * A name has no digits, so that the first one begins a date, an age, or a telephone number; weekdays, months and "on" before it go too. */
#include "page/names.h"

#include <string.h>

#include "base/character.h"
#include "page/phrases.h"

enum { AUTHOR_BYTES = 300, AUTHOR_WORDS = 8, OUTLET_BYTES = 60 };

static const char *const marks[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " // ", " \xC2\xB7 ", " \xE2\x80\xA2 " };
enum { MARKS = sizeof marks / sizeof *marks };

bool names_is_address(const char *s) { return !strncmp(s, "http://", 7) || !strncmp(s, "https://", 8); }

size_t names_key(const char *s, size_t len, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n < room; i++) {
        unsigned char c = (unsigned char)ascii_lower(s[i]);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0x80 && c != 0xE2 && c != 0xC2))
            out[n++] = (char)c;
        else if (c == 0xC2 && i + 1 < len) /* U+0080 to U+00BF: marks */
            i++;
        else if (c == 0xE2 && i + 2 < len) /* typographic marks */
            i += 2;
    }
    return n;
}

const char *names_last_mark(const char *s, const char *end, size_t *len)
{
    const char *last = NULL;
    for (size_t m = 0; m < MARKS; m++)
        for (const char *p = s; (p = strstr(p, marks[m])) && p < end; p++)
            if (!last || p > last) {
                last = p;
                *len = strlen(marks[m]);
            }
    return last;
}

static const char *first_mark(const char *s, size_t *len)
{
    const char *first = NULL;
    for (size_t m = 0; m < MARKS; m++) {
        const char *p = strstr(s, marks[m]);
        if (p && (!first || p < first)) {
            first = p;
            *len = strlen(marks[m]);
        }
    }
    return first;
}

static bool listed(const char *s, size_t len, const char *const *list)
{
    for (const char *const *p = list; *p; p++)
        if (ascii_equals(s, len, *p)) return true;
    return false;
}

/* ---- Authors ----------------------------------------------------------------------------------------------------------------- */

static size_t label_length(const char *s, size_t len)
{
    static const char *const labels[] = { "written by",  "posted by", "reported by", "published by", "story by", "report by", "words by",
                                          "authored by", "edited by", "author",      "authors",      "by",       NULL };
    for (const char *const *p = labels; *p; p++) {
        size_t n = strlen(*p);
        if (!ascii_starts(s, len, *p) || n >= len) continue;
        size_t white = char_white_prefix(s + n, len - n);
        if (s[n] == ':') return n + 1;
        if (white && strcmp(*p, "author") && strcmp(*p, "authors")) return n + white;
    }
    return 0;
}

/* Where the names end: before a mark, a handle, an address or a digit, and the word that it stands in. */
static size_t names_end(const char *s, size_t len)
{
    size_t word = 0;
    for (size_t i = 0; i < len; i++) {
        unsigned char c = (unsigned char)s[i];
        if (c == ' ') word = i + 1;
        if (c == '|' || c == '\n' || c == '\t') return i;
        if (c == '@' || (c >= '0' && c <= '9') || ascii_starts(s + i, len - i, "http")) return word;
        for (size_t m = 0; c == ' ' && m < MARKS; m++)
            if (ascii_starts(s + i, len - i, marks[m])) return i;
        /* The bullet and the dot without white space around them. */
        if (ascii_starts(s + i, len - i, "\xE2\x80\xA2") || ascii_starts(s + i, len - i, "\xC2\xB7")) return i;
    }
    return len;
}

/* The same without what leads to a date: "on Monday, November". */
static size_t without_date_words(const char *s, size_t len)
{
    for (;;) {
        size_t end = len - char_white_suffix(s, len);
        while (end && strchr(",;:-(", s[end - 1])) end--;
        end -= char_white_suffix(s, end);
        size_t start = end;
        while (start && s[start - 1] != ' ') start--;
        size_t word = end - start;
        if (word && s[end - 1] == '.') word--;
        if (!start || !(listed(s + start, word, phrases_calendar_words) || listed(s + start, word, phrases_date_words))) return end;
        len = start;
    }
}

static bool is_nobody(const char *s, size_t len)
{
    static const char *const nobody[] = { "admin",   "administrator", "root",      "webmaster", "wordpress", "guest",
                                          "user",    "author",        "unknown",   "none",      "null",      "undefined",
                                          "default", "superadmin",    "siteadmin", "n/a",       "anonymous", NULL };
    return listed(s, len, nobody);
}

/* Words of one to 4 with capitals: "Ann Lee", and not "Health" of "Health and Human Services". */
static bool is_full_name(const char *s, size_t len)
{
    unsigned words = 0;
    for (size_t i = 0; i < len;) {
        while (i < len && s[i] == ' ') i++;
        if (i == len) break;
        if (s[i] >= 'a' && s[i] <= 'z') return false;
        words++;
        while (i < len && s[i] != ' ') i++;
    }
    return words >= 2 && words <= 4;
}

/* Copies s, a list of names, with ", " for " and ", "&" and ";" between full names. Returns the length. */
static size_t join_names(char *out, const char *s, size_t len)
{
    static const char *const ands[] = { " and ", " & ", "; ", ";", ", and ", " , ", " ,", ", & " };
    size_t n = 0, from = 0; /* where the last name begins, in out */
    for (size_t i = 0; i < len;) {
        size_t skip = 0;
        bool sure = false;
        for (size_t k = 0; k < sizeof ands / sizeof *ands; k++)
            if (ascii_starts(s + i, len - i, ands[k]) && strlen(ands[k]) > skip) {
                skip = strlen(ands[k]);
                sure = !strchr(ands[k], 'a') && !strchr(ands[k], '&');
            }
        size_t next = i + skip, end = next;
        while (end < len && s[end] != ',' && s[end] != ';' && !ascii_starts(s + end, len - end, " and ") && !ascii_starts(s + end, len - end, " & "))
            end++;
        if (skip && (sure || (is_full_name(out + from, n - from) && is_full_name(s + next, end - next)))) {
            memcpy(out + n, ", ", 2);
            n += 2;
            from = n;
            i = next;
            continue;
        }
        bool comma = s[i] == ',';
        out[n++] = s[i++];
        if (comma) from = n;
    }
    return n;
}

const char *names_author(struct arena *a, const char *said)
{
    char plain[4 * AUTHOR_BYTES];
    const char *s = plain;
    size_t len = 0, all = strlen(said), white, label;
    for (size_t i = 0; i < all;) { /* white space of any kind as single spaces */
        white = char_white_prefix(said + i, all - i);
        if (len == sizeof plain) return NULL;
        if (white && len && i + white < all) plain[len++] = ' ';
        if (!white) plain[len++] = said[i];
        i += white ? white : 1;
    }
    while ((label = label_length(s, len))) {
        s += label;
        len -= label;
        white = char_white_prefix(s, len);
        s += white;
        len -= white;
    }
    if (ascii_starts(s, len, "http:") || ascii_starts(s, len, "https:")) return NULL;
    len = without_date_words(s, names_end(s, len));
    if (len < 2 || len > AUTHOR_BYTES || is_nobody(s, len)) return NULL;
    char names[2 * AUTHOR_BYTES + 8];
    len = join_names(names, s, len);
    len = without_date_words(names, len);
    unsigned words = 1, letters = 0;
    for (size_t i = 0; i < len; i++) {
        words = names[i] == ',' ? 0 : words + (names[i] == ' ');
        letters += (unsigned char)names[i] >= 0x80 || (ascii_lower(names[i]) >= 'a' && ascii_lower(names[i]) <= 'z');
        if (words > AUTHOR_WORDS) return NULL; /* a sentence about somebody */
    }
    return letters >= 2 ? arena_strdup(a, names, len) : NULL;
}

/* ---- Outlets ----------------------------------------------------------------------------------------------------------------- */

const char *names_outlet(struct arena *a, const char *said)
{
    static const char *const generic[] = { "blogger", "wordpress", "home", "homepage", "home page", "website",
                                           "site",    "news",      "blog", "untitled", "my site",   NULL };
    size_t len = strlen(said), white = char_white_prefix(said, len), mark_len;
    const char *s = said + white;
    if (*s == '@') s++;
    if (names_is_address(s)) return NULL;
    const char *mark = first_mark(s, &mark_len);
    len = mark && mark > s + 1 ? (size_t)(mark - s) : strlen(s);
    len -= char_white_suffix(s, len);
    if (len < 2 || len > OUTLET_BYTES || listed(s, len, generic)) return NULL;
    return arena_strdup(a, s, len);
}
