/* address.c: what of an address names an article.
 *
 * A page's own (canonical) address goes before the one it was fetched from, but only on the same host: a portal that prints an agency's story and
 * names the agency's address has a copy, not a version. Nor is a front page's address that of an article: sites that give it on every page would make
 * all their articles one. */
#include "store/address.h"

#include <string.h>
#include <strings.h>

static const char *const tracking[] = { "utm_",  "fbclid", "gclid", "mc_cid",    "mc_eid",      "igshid",
                                        "yclid", "cmpid",  "ocid",  "at_medium", "at_campaign", NULL };

static size_t scheme_len(const char *uri)
{
    if (!strncasecmp(uri, "http://", 7)) return 7;
    return !strncasecmp(uri, "https://", 8) ? 8 : 0;
}

static bool is_tracking(const char *parameter)
{
    for (size_t i = 0; tracking[i]; i++)
        if (!strncmp(parameter, tracking[i], strlen(tracking[i]))) return true;
    return false;
}

/* The parameters behind "?", without those that only say where the reader came from. */
static char *write_parameters(char *to, const char *from, const char *end)
{
    char *const begin = to;
    while (from < end) {
        const char *next = memchr(from, '&', (size_t)(end - from));
        if (!next) next = end;
        if (next > from && !is_tracking(from)) {
            *to = to == begin ? '?' : '&';
            to++;
            memcpy(to, from, (size_t)(next - from));
            to += next - from;
        }
        from = next + 1;
    }
    return to;
}

const char *address_written(const char *uri, struct arena *a)
{
    const size_t skip = uri ? scheme_len(uri) : 0;
    if (!skip) return NULL;
    const char *host = uri + skip, *path = host + strcspn(host, "/?#"), *end = path + strcspn(path, "#"), *query = path + strcspn(path, "?#");
    if (!strncasecmp(host, "www.", 4)) host += 4;
    size_t host_len = (size_t)(path - host);
    if (skip == 7 && host_len > 3 && !memcmp(path - 3, ":80", 3)) host_len -= 3;
    if (skip == 8 && host_len > 4 && !memcmp(path - 4, ":443", 4)) host_len -= 4;
    if (!host_len) return NULL;
    char *out = ARENA_ARRAY(a, char, strlen(uri) + 12), *to = out;
    if (!out) return NULL;
    memcpy(to, "https://", 8);
    to += 8;
    for (size_t i = 0; i < host_len; i++) *to++ = host[i] >= 'A' && host[i] <= 'Z' ? (char)(host[i] + 'a' - 'A') : host[i];
    char *const behind_host = to;
    memcpy(to, path, (size_t)(query - path));
    to += query - path;
    while (to > behind_host && to[-1] == '/') to--;
    if (query < end) to = write_parameters(to, query + 1, end);
    *to = '\0';
    return out;
}

/* The host of a written address. */
static size_t host_of(const char *address) { return strcspn(address + 8, "/?"); }

const char *address_of(const struct hearsay_document *doc, struct arena *a)
{
    const char *fetched = address_written(doc->uri, a), *own = address_written(doc->canonical, a);
    if (!own || !own[8 + host_of(own)]) return fetched;
    if (!fetched) return own;
    const size_t n = host_of(own);
    return n == host_of(fetched) && !memcmp(own, fetched, 8 + n) ? own : fetched;
}
