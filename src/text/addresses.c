/* addresses.c: URLs after RFC 3986 and e-mail addresses after RFC 5322, as far as running text needs them.
 * Text is not mark-up: a full stop or bracket behind an address belongs to the sentence, so a URL gives back the punctuation at its end. */
#include "text/addresses.h"

#include <stdint.h>
#include <string.h>

#include "base/character.h"

static bool is_alnum(char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/* strchr() finds the NUL of its list too, which a text may hold. */
static bool one_of(char c, const char *list) { return c && strchr(list, c); }

size_t url_length(const char *s, size_t len)
{
    static const char *const prefixes[] = { "http://", "https://", "www.", "ftp://", "mailto:", "doi:" };
    bool url = false;
    switch (s[0] | 0x20) {
    case 'h':
    case 'w':
    case 'f':
    case 'm':
    case 'd':
        for (size_t i = 0; i < sizeof prefixes / sizeof *prefixes && !url; i++)
            url = ascii_starts(s, len, prefixes[i]) && strlen(prefixes[i]) < len && is_alnum(s[strlen(prefixes[i])]);
        break;
    default: break;
    }
    if (!url) return 0;
    size_t n = 0;
    int round = 0;
    while (n < len && (unsigned char)s[n] > ' ' && !one_of(s[n], "<>\"|")) {
        /* Dashes, curly quotation marks and the ellipsis, U+2010 to U+2027, end an address; letters past ASCII are common in it. */
        if (len - n >= 3 && s[n] == '\xE2' && s[n + 1] == '\x80' && (unsigned char)s[n + 2] >= 0x90 && (unsigned char)s[n + 2] <= 0xA7) break;
        round += (s[n] == '(') - (s[n] == ')');
        n++;
    }
    while (n > 0 && (one_of(s[n - 1], ".,;:!?'*_") || (s[n - 1] == ')' && round < 0) || s[n - 1] == ']')) {
        round += s[n - 1] == ')';
        n--;
    }
    return n;
}

/* LOCAL_MAX and HOST_MAX are those of RFC 5321; they also keep the look ahead bounded. */
#define LOCAL_MAX 64
#define HOST_MAX 255

size_t email_length(const char *s, size_t len)
{
    size_t n = 0;
    while (n < len && n <= LOCAL_MAX && (is_alnum(s[n]) || one_of(s[n], "._%+-"))) n++;
    if (n == 0 || n >= len || s[n] != '@') return 0;
    size_t host = ++n;
    while (n < len && n - host < HOST_MAX && (is_alnum(s[n]) || one_of(s[n], "._-"))) n++;
    while (n > host && !is_alnum(s[n - 1])) n--;
    return n > host ? n : 0;
}

bool is_name_ending(const char *s, size_t len)
{
    /* Common top-level domains and file types, but no word that a sentence might open with after a stop without space ("ask them.In ..."). */
    static const char *const endings[] = {
        "com",  "org", "net", "edu",  "gov", "mil",  "int", "info", "biz", "uk",  "us",  "ca",  "de",   "fr",  "ru",   "cn",
        "au",   "eu",  "io",  "tv",   "co",  "nz",   "jp",  "ie",   "mx",  "br",  "ch",  "nl",  "se",   "es",  "il",   "ir",
        "za",   "pdf", "doc", "docx", "xls", "xlsx", "ppt", "pptx", "txt", "rtf", "csv", "htm", "html", "php", "asp",  "jpg",
        "jpeg", "gif", "png", "mp3",  "mp4", "mpg",  "wav", "avi",  "zip", "exe", "js",  "py",  "unix", "xml", "json",
    };
    size_t n = 0;
    while (n < len && n < 8 && is_alnum(s[n])) n++;
    if (n < len && is_alnum(s[n])) return false;
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ascii_equals(s, n, endings[i])) return true;
    return false;
}

size_t emoticon_length(const char *s, size_t len)
{
    static const char *const faces[] = {
        ":-)", ":-(", ";-)", ";-(", ":-D", ":-P", ":-p", ":-/", ":-|", ":-*", ":'(", ":')", ">:(", "^_^", "-_-",
        "o_O", "O_o", "T_T", "=-)", "8-)", "XD",  ":)",  ":(",  ";)",  ";(",  ":D",  ":P",  ":p",  ":/",  ":|",
        ":*",  ":O",  ":o",  "=)",  "=(",  "=D",  "=P",  "<3",  "(:",  ":]",  ":[",  "D:",  ";D",  ";P",
    };
    if (!one_of(s[0], ":;>^-oOT=8X<(D")) return 0;
    for (size_t i = 0; i < sizeof faces / sizeof *faces; i++) {
        size_t n = strlen(faces[i]);
        if (n <= len && !memcmp(s, faces[i], n) && (n == len || !is_alnum(s[n]))) return n;
    }
    return 0;
}
