/* kind.c: names and first bytes. A name goes first, since it was chosen; bytes decide where it says nothing. */
#include "kind.h"

#include <string.h>
#include <strings.h>
#include <zlib.h>

#include "hearsay.h"

/* ---- Names --------------------------------------------------------------------------------------------------------------- */

static bool ends_with(const char *path, const char *ending)
{
    size_t n = strlen(path), m = strlen(ending);
    return n > m && !strcasecmp(path + n - m, ending);
}

enum input_from kind_named(const char *path)
{
    static const struct {
        const char *ending;
        enum input_from from;
    } endings[] = {
        { ".txt", FROM_TEXT },  { ".jsonl", FROM_JSONL }, { ".ndjson", FROM_JSONL },
        { ".html", FROM_HTML }, { ".htm", FROM_HTML },    { ".xhtml", FROM_HTML },
    };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(path, endings[i].ending)) return endings[i].from;
    return FROM_AUTO;
}

size_t kind_packed_ending(const char *path)
{
    static const char *const endings[] = { ".gz", ".bz2", ".xz", ".zst" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(path, endings[i])) return strlen(endings[i]);
    return 0;
}

bool kind_archive_named(const char *path)
{
    static const char *const endings[] = { ".zip",  ".tar", ".tgz", ".tbz2",   ".txz",     ".tzst",   ".warc",   ".warc.gz",
                                           ".wacz", ".7z",  ".rar", ".tar.gz", ".tar.bz2", ".tar.xz", ".tar.zst" };
    for (size_t i = 0; i < sizeof endings / sizeof *endings; i++)
        if (ends_with(path, endings[i])) return true;
    return false;
}

bool kind_is_for_machines(const char *path)
{
    static const char *const names[] = { "robots.txt", "ads.txt", "app-ads.txt", "humans.txt", "security.txt", "llms.txt" };
    size_t n = strcspn(path, "?#"), at = n;
    while (at && path[at - 1] != '/') at--;
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n - at && !strncasecmp(path + at, names[i], n - at)) return true;
    return false;
}

bool kind_belongs(const char *path)
{
    char bare[4096];
    size_t n = strlen(path), ending = kind_packed_ending(path);
    if (kind_named(path) != FROM_AUTO) return true;
    if (kind_archive_named(path)) return !ends_with(path, ".7z") && !ends_with(path, ".rar") && !ends_with(path, ".wacz");
    if (!ending || n - ending >= sizeof bare) return false;
    memcpy(bare, path, n - ending);
    bare[n - ending] = '\0';
    return kind_named(bare) != FROM_AUTO;
}

/* ---- First bytes --------------------------------------------------------------------------------------------------------- */

static bool begins(const struct infile *s, const char *magic, size_t n) { return s->end - s->at >= n && !memcmp(s->window + s->at, magic, n); }

/* Does what is gzip in the window unpack to the head of a WARC record? */
static bool holds_warc(const struct infile *s)
{
    unsigned char head[7] = { 0 };
    z_stream z = { .next_in = (unsigned char *)s->window + s->at, .avail_in = (uInt)(s->end - s->at), .next_out = head, .avail_out = sizeof head };
    if (inflateInit2(&z, 15 + 16) != Z_OK) return false;
    inflate(&z, Z_SYNC_FLUSH);
    bool holds = !z.avail_out && !memcmp(head, "WARC/1.", 7);
    inflateEnd(&z);
    return holds;
}

enum kind_container kind_container(struct infile *s)
{
    /* A pipe may give a byte first; what does not begin as any of these is not waited for. */
    while (s->end - s->at < 512 &&
           (s->at == s->end || memchr("WP\x1f"
                                      "B\xfd\x28",
                                      s->window[s->at], 6)) &&
           infile_more(s))
        continue;
    if (begins(s, "WARC/1.", 7)) return CONTAINER_WARC;
    if (begins(s, "\x1f\x8b\x08", 3)) return holds_warc(s) ? CONTAINER_WARC : CONTAINER_ARCHIVE;
    if (begins(s, "PK\3\4", 4) || begins(s, "PK\5\6", 4)) return CONTAINER_ARCHIVE; /* the second: an empty zip */
    if (begins(s, "BZh", 3) && s->end - s->at > 4 && memchr("1\x17", s->window[s->at + 4], 2)) return CONTAINER_ARCHIVE;
    if (begins(s,
               "\xfd"
               "7zXZ\0",
               6) ||
        begins(s, "\x28\xb5\x2f\xfd", 4))
        return CONTAINER_ARCHIVE;
    if (s->end - s->at >= 512 && !memcmp(s->window + s->at + 257, "ustar", 5)) return CONTAINER_ARCHIVE;
    return !s->reader.read && ends_with(s->path, ".tar") ? CONTAINER_ARCHIVE : CONTAINER_NONE; /* one of before POSIX, or of nothing but zeros */
}

enum input_from kind_looked_at(struct infile *s)
{
    enum { ENOUGH = 4096 };
    const char *at, *end;
    /* A pipe may give white space, or part of the mark, before the rest is written. */
    do {
        at = s->window + s->at;
        end = s->window + s->end;
        size_t mark = end - at < 3 ? (size_t)(end - at) : 3;
        if (!memcmp(at, "\xef\xbb\xbf", mark)) at += mark;
        while (at < end && strchr(" \t\r\n", *at) && *at) at++;
    } while ((at == end || (*at == '<' && end - at < ENOUGH)) && infile_more(s));
    if (at < end && *at == '{') return FROM_JSONL;
    return hearsay_looks_like_html(at, (size_t)(end - at)) ? FROM_HTML : FROM_TEXT;
}
