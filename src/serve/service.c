/* service.c: which handler answers, and whether it may.
 *
 * The order of the questions is fixed, since the first "no" is what the client hears: is there such a path (404), may it be asked so (405), does the
 * request come from where it should (403), is there a token (401), is it small enough (413), of a type that is read (415), are the parameters known
 * (400). Size comes before type, so that nobody uploads twice to hear of one fault after the other.
 *
 * WHO MAY ASK  A web page anywhere can make its visitor's browser send requests to a server on that visitor's own machine. Reading the answers is
 * forbidden to it by the browser, as long as this server grants nothing (no CORS headers). Two ways remain, and are shut here: a name of its own that
 * resolves to 127.0.0.1 ("DNS rebinding"; Host must be a name of this machine) and a POST that changes something and whose answer nobody
 * needs to see (Origin and Sec-Fetch-Site must be ours). */
#include "serve/service.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "serve/article.h"
#include "serve/assets.h"
#include "serve/imports.h"
#include "serve/metrics.h"
#include "serve/openapi.h"
#include "serve/stores.h"

/* clang-format off */
#define CLAIMS "q actor code outlet since until min_articles disputed sort limit offset"
#define ARTICLE "outlet published title url any_language outermost min_score"
const struct route routes[] = {
    { "/api/read", "POST", false, true, NEEDS_NOTHING, "application/json text/plain text/html", ARTICLE " format", answer_read },
    { "/api/articles", "POST", false, true, NEEDS_WRITING, "application/json text/plain text/html", ARTICLE, answer_add },
    { "/api/articles", "GET", false, true, NEEDS_STORE, NULL, "outlet since until limit offset", answer_articles },
    { "/api/articles/{id}", "GET", false, true, NEEDS_STORE, NULL, "format", answer_article },
    { "/api/search", "GET", false, true, NEEDS_STORE, NULL, "q outlet since until limit offset", answer_search },
    { "/api/actors", "GET", false, true, NEEDS_STORE, NULL, "name kind code limit", answer_actors },
    { "/api/actors/{id}", "GET", false, true, NEEDS_STORE, NULL, "limit offset", answer_actor },
    { "/api/trace", "GET", false, true, NEEDS_STORE, NULL, "q actor code since until limit format", answer_trace },
    { "/api/claims", "GET", false, true, NEEDS_STORE, NULL, CLAIMS, answer_claims },
    { "/api/claims/{id}", "GET", false, true, NEEDS_STORE, NULL, "format", answer_claim },
    { "/api/stats", "GET", false, true, NEEDS_STORE, NULL, NULL, answer_stats },
    { "/api/imports", "POST", false, false, NEEDS_WRITING, "application/x-ndjson", NULL, answer_import },
    { "/api/imports/{id}", "GET", false, false, NEEDS_WRITING, NULL, NULL, answer_import_state },
    { "/api/imports/{id}/events", "GET", false, false, NEEDS_WRITING, NULL, NULL, answer_import_events },
    { "/api/openapi.json", "GET", true, false, NEEDS_NOTHING, NULL, NULL, answer_openapi },
    { "/healthz", "GET", true, false, NEEDS_NOTHING, NULL, NULL, answer_health },
    { "/metrics", "GET", false, false, NEEDS_NOTHING, NULL, NULL, answer_metrics },
    { NULL, NULL, false, false, NEEDS_NOTHING, NULL, NULL, NULL },
};
#undef ARTICLE
#undef CLAIMS
/* Every file of the page; answer_asset() finds it by its path. */
static const struct route page = { "/", "GET", true, false, NEEDS_NOTHING, NULL, NULL, answer_asset };
/* clang-format on */

bool service_open(struct service *s, hearsay_error *err)
{
    *err = (hearsay_error){ .code = HEARSAY_E_NOMEM, .msg = "out of memory or threads" };
    s->assets = assets_new();
    s->metrics = metrics_new();
    s->openapi = openapi_text(s, &s->openapi_len);
    s->stores = s->db ? stores_new(s->db, s->read_only, err) : NULL;
    s->imports = s->stores && !s->read_only ? imports_new(s) : NULL;
    if (s->assets && s->metrics && s->openapi && !s->stores == !s->db && !s->imports == (!s->db || s->read_only)) return true;
    service_close(s);
    return false;
}

void service_close(struct service *s)
{
    imports_free(s->imports);
    stores_free(s->stores);
    s->imports = NULL;
    s->stores = NULL;
    assets_free(s->assets);
    metrics_free(s->metrics);
    free(s->openapi);
    s->assets = NULL;
    s->metrics = NULL;
    s->openapi = NULL;
}

/* ---- Which ---------------------------------------------------------------------------------------------------------------- */

static bool path_matches(const char *pattern, const char *path)
{
    for (; *pattern; pattern++) {
        if (*pattern == '{') {
            size_t n = strcspn(path, "/");
            if (!n) return false;
            path += n;
            pattern = strchr(pattern, '}');
        } else if (*pattern != *path++) {
            return false;
        }
    }
    return !*path;
}

static bool is_get(const char *method) { return !strcmp(method, "GET") || !strcmp(method, "HEAD"); }

bool service_has(const struct service *s, const struct route *r)
{
    return r->needs == NEEDS_NOTHING || (s->db && (r->needs == NEEDS_STORE || !s->read_only));
}

size_t service_body(const struct service *s, const struct route *r) { return r->answer == answer_import ? s->limits->import : s->limits->body; }

const struct route *service_route(struct service *s, const struct http_request *req, struct http_response *res)
{
    const struct route *found = NULL;
    bool get = false, post = false;
    for (const struct route *r = routes; r->path; r++) {
        if (!service_has(s, r) || !path_matches(r->path, req->path)) continue;
        bool is = !strcmp(r->method, "GET");
        get |= is;
        post |= !is;
        if (is ? is_get(req->method) : !strcmp(req->method, r->method)) found = r;
    }
    if (!get && !post && asset_find(s->assets, req->path)) {
        get = true;
        if (is_get(req->method)) found = &page;
    }
    if (found) return found;
    if (!get && !post) {
        response_problem(res, 404, "there is nothing here; /api/openapi.json says what there is");
    } else {
        response_problem(res, 405, "this can only be asked for by %s", get && post ? "GET, HEAD and POST" : get ? "GET and HEAD" : "POST");
        response_header(res, "Allow", "%s", get && post ? "GET, HEAD, POST" : get ? "GET, HEAD" : "POST");
    }
    return NULL;
}

/* ---- Whether -------------------------------------------------------------------------------------------------------------- */

/* The host of "localhost:8080", "[::1]:8080". */
static size_t host_length(const char *s)
{
    if (*s == '[') {
        const char *end = strchr(s, ']');
        return end ? (size_t)(end + 1 - s) : 0;
    }
    return strcspn(s, ":/");
}

static bool names_this_machine(const char *host)
{
    static const char *const names[] = { "localhost", "127.0.0.1", "[::1]" };
    size_t n = host_length(host);
    for (size_t i = 0; i < sizeof names / sizeof *names; i++)
        if (strlen(names[i]) == n && !strncasecmp(names[i], host, n)) return true;
    return n > 10 && !strncasecmp(host + n - 10, ".localhost", 10); /* RFC 6761: nobody can own such a name */
}

static bool from_elsewhere(const struct http_headers *h)
{
    if (h->fetch_site && strcmp(h->fetch_site, "same-origin") && strcmp(h->fetch_site, "none")) return true;
    if (!h->origin) return false;
    const char *origin = strstr(h->origin, "://");
    return !origin || !h->host || strcasecmp(origin + 3, h->host);
}

/* In a time that does not tell how much of it is right. */
static bool token_right(const char *token, const char *header)
{
    if (!header || strncasecmp(header, "Bearer ", 7)) return false;
    header += 7 + strspn(header + 7, " ");
    size_t n = strlen(token), given = strlen(header);
    unsigned char wrong = n != given;
    for (size_t i = 0; i < given; i++) wrong |= (unsigned char)(header[i] ^ token[n ? i % n : 0]);
    return !wrong;
}

/* Is this one of the words of "text/plain text/html"? */
static bool among(const char *words, const char *word, size_t len)
{
    for (const char *p = words; p && *p;) {
        size_t n = strcspn(p, " ");
        if (n == len && !memcmp(p, word, n)) return true;
        p += n + (p[n] == ' ');
    }
    return false;
}

static bool type_admitted(const struct route *r, const struct http_request *req, struct http_response *res)
{
    char type[80], charset[48];
    if (!media_type(req->headers.content_type, type, sizeof type, charset, sizeof charset))
        return response_problem(res, 415, "there is no Content-Type; this reads %s", r->types), false;
    if (!among(r->types, type, strlen(type))) return response_problem(res, 415, "Content-Type is %s; this reads %s", type, r->types), false;
    if (*charset && strcmp(type, "text/html") && strcmp(charset, "utf-8") && strcmp(charset, "utf8") && strcmp(charset, "us-ascii"))
        return response_problem(res, 415, "%s is read as UTF-8 only, not as %s", type, charset), false;
    return true;
}

static bool query_admitted(const struct route *r, const struct http_request *req, struct http_response *res)
{
    for (size_t i = 0; i < req->n_query; i++) {
        const struct http_field *f = &req->query[i];
        if (!among(r->parameters, f->name, f->name_len))
            return response_problem(res, 400, "there is no parameter %.*s here", (int)(f->name_len < 60 ? f->name_len : 60), f->name), false;
        if (strlen(f->value) != f->value_len) return response_problem(res, 400, "the parameter %s holds a NUL", f->name), false;
        for (size_t k = 0; k < i; k++)
            if (!strcmp(req->query[k].name, f->name)) return response_problem(res, 400, "the parameter %s is given twice", f->name), false;
    }
    return true;
}

bool service_admits(struct service *s, const struct route *r, const struct http_request *req, bool whole, struct http_response *res)
{
    bool post = !strcmp(r->method, "POST");
    uint64_t size = whole ? req->body_len : req->length;
    if (!whole) {
        if (s->loopback && !s->token && !(req->headers.host && names_this_machine(req->headers.host)))
            return response_problem(res, 403, "Host is no name of this machine: without a token only localhost, 127.0.0.1 and [::1] are answered"),
                   false;
        if (post && from_elsewhere(&req->headers)) return response_problem(res, 403, "the request comes from another site's page"), false;
        if (s->token && !r->open && !token_right(s->token, req->headers.authorization))
            return response_problem(res, 401, "Authorization: Bearer TOKEN is missing or wrong"), false;
    }
    if (post && (whole || req->has_length) && size > service_body(s, r))
        return response_problem(res, 413, "the body has more than %zu bytes", service_body(s, r)), false;
    if (post && whole != req->has_length && !type_admitted(r, req, res)) return false;
    return whole || query_admitted(r, req, res);
}

/* ---- What is on every response -------------------------------------------------------------------------------------------- */

void service_finish(struct http_response *res)
{
    response_header(res, "X-Content-Type-Options", "nosniff");
    if (res->status >= 400) response_header(res, "Cache-Control", "no-store");
}

void answer_health(struct service *s, const struct http_request *req, struct http_response *res)
{
    (void)req;
    response_json(res, 200,
                  json_pack("{s:s, s:s, s:b, s:b}", "status", "ok", "version", hearsay_version(), "store", s->db != NULL, "read_only",
                            !s->db || s->read_only));
}

void answer_openapi(struct service *s, const struct http_request *req, struct http_response *res)
{
    (void)req;
    response_constant(res, 200, "application/json", s->openapi, s->openapi_len);
    response_header(res, "Cache-Control", "no-cache");
}
