/* request: an HTTP request as values, through routes, admission and handlers, with a store that is written to; no socket.
 *
 *   POST /api/read?outlet=The%20Marlow%20Mail        method, path, query
 *   Host: localhost                                  the headers that decide something, as src/serve/http.h has them
 *   Content-Type: text/plain
 *                                                    an empty line; what stands below is the body
 *   "We were never asked," she said. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "fuzz.h"
#include "serve/service.h"

enum { FIELDS = 16, WRITES_MOST = 60 };

static struct serve_limits limits = SERVE_LIMITS_DEFAULTS;

/* A service over a store of ours, made anew when requests have written so much that one run would be no longer like another. */
static struct service *service(bool writes)
{
    static struct service s;
    static unsigned written;
    if (s.engine && (!writes || written++ < WRITES_MOST)) return &s;
    if (s.engine) service_close(&s);
    size_t n;
    const uint8_t *base = fuzz_store(&n);
    hearsay_error err;
    limits.body = limits.import = 64 << 10;
    s = (struct service){ .engine = fuzz_tiny(), .limits = &limits, .loopback = true, .db = fuzz_store_file(base, n) };
    if (!service_open(&s, &err)) {
        fprintf(stderr, "fuzz: %s\n", err.msg);
        abort();
    }
    written = 0;
    return &s;
}

static int hex(char c)
{
    static const char digits[] = "0123456789abcdef";
    const char *at = c ? strchr(digits, c | ' ') : NULL;
    return at ? (int)(at - digits) : -1;
}

/* In place; a NUL is written behind it, for which there is room. */
static size_t decode(char *s, size_t len)
{
    size_t n = 0;
    for (size_t i = 0; i < len; i++, n++) {
        const bool escaped = s[i] == '%' && i + 2 < len && hex(s[i + 1]) >= 0 && hex(s[i + 2]) >= 0;
        s[n] = escaped ? (char)(hex(s[i + 1]) << 4 | hex(s[i + 2])) : s[i];
        if (escaped) i += 2;
    }
    s[n] = '\0';
    return n;
}

static char *take_line(char **at, char *end)
{
    char *line = *at, *newline = memchr(line, '\n', (size_t)(end - line));
    *at = newline ? newline + 1 : end;
    if (newline && newline > line && newline[-1] == '\r') newline[-1] = '\0';
    *(newline ? newline : end) = '\0';
    return line;
}

static size_t parse_query(char *s, struct http_field *fields)
{
    size_t n = 0;
    for (char *part; s && n < FIELDS; n++) {
        part = strsep(&s, "&");
        char *value = strchr(part, '=');
        if (value) *value++ = '\0';
        fields[n] = (struct http_field){ part, value ? value : "", decode(part, strlen(part)), 0 };
        if (value) fields[n].value_len = decode(value, strlen(value));
    }
    return n;
}

static void parse_header(struct http_request *r, char *line)
{
    const struct {
        const char *name;
        const char **to;
    } known[] = {
        { "Content-Type", &r->headers.content_type },
        { "Accept-Encoding", &r->headers.accept_encoding },
        { "If-None-Match", &r->headers.if_none_match },
        { "Authorization", &r->headers.authorization },
        { "Host", &r->headers.host },
        { "Origin", &r->headers.origin },
        { "Sec-Fetch-Site", &r->headers.fetch_site },
        { "Expect", &r->headers.expect },
    };
    char *value = strchr(line, ':');
    if (!value) return;
    *value++ = '\0';
    value += strspn(value, " \t");
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (!strcasecmp(line, known[i].name)) *known[i].to = value;
    if (!strcasecmp(line, "Transfer-Encoding")) r->has_length = false;
}

static void no_wait(void *of) { (void)of; }

static void drain(struct http_stream *stream)
{
    char room[8192];
    stream->wait = no_wait;
    stream->wake = no_wait;
    for (int i = 0; i < 4; i++) {
        const ptrdiff_t n = stream->read(stream, room, sizeof room);
        if (n < 0) break;
        if ((size_t)n > sizeof room) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    char *copy = malloc(size + 1), *at = copy, *end = copy + size;
    struct http_field fields[FIELDS];
    if (!copy) return 0;
    memcpy(copy, data, size);
    *end = '\0';
    struct http_request r = { .has_length = true, .query = fields };
    char *line = take_line(&at, end);
    r.method = strsep(&line, " ");
    char *path = line ? line : (char[]){ "" };
    path[strcspn(path, " ")] = '\0';
    char *query = strchr(path, '?');
    if (query) *query++ = '\0';
    r.n_query = parse_query(query, fields);
    if (!strstr(path, "%00")) decode(path, strlen(path));
    r.path = path;
    while (at < end && *(line = take_line(&at, end))) parse_header(&r, line);
    /* As of the server: no body has no address. An exact copy of one, so that the sanitizers see a byte beyond it. */
    char *body = at < end ? malloc((size_t)(end - at)) : NULL;
    r.body_len = body ? (size_t)(end - at) : 0;
    if (body) memcpy(body, at, r.body_len);
    r.body = body;
    r.length = r.has_length ? r.body_len : 0;

    struct service *s = service(!strcmp(r.method, "POST"));
    struct http_response res = { 0 };
    const struct route *route = service_route(s, &r, &res);
    if (route && service_admits(s, route, &r, false, &res) && service_admits(s, route, &r, true, &res)) route->answer(s, &r, &res);
    service_finish(&res);
    if (res.status < 200 || res.status > 503 || (!res.stream && !res.type && res.status != 304)) abort();
    if (res.status == 500) {
        fprintf(stderr, "fuzz: %.*s\n", (int)res.len, res.body);
        abort();
    }
    if (res.stream) drain(res.stream);
    response_clear(&res);
    free(body);
    free(copy);
    return 0;
}
