/* The server's handlers without a socket: who answers what, what is refused and in which order, and that the description says what is there. */
#include "unit.h"

#include <stdatomic.h>

#include <jansson.h>
#include <zlib.h>

#include "serve/assets.h"
#include "serve/service.h"

static struct serve_limits limits = SERVE_LIMITS_DEFAULTS;
static hearsay_engine *engine;

static void open_store_service(struct service *s, const char *token, const char *db, bool read_only)
{
    hearsay_error err;
    *s = (struct service){ .engine = engine, .limits = &limits, .token = token, .loopback = true, .db = db, .read_only = read_only };
    if (!service_open(s, &err)) fail_msg("%s", err.msg);
}

static void open_service(struct service *s, const char *token) { open_store_service(s, token, NULL, false); }

/* A request as the server makes it. Its length is that of the body, unless `chunked`. */
static struct http_request request(const char *method, const char *path, const char *type, const char *body)
{
    struct http_request r = { .method = method, .path = path, .has_length = true, .body = body, .body_len = body ? strlen(body) : 0 };
    r.length = r.body_len;
    r.headers.content_type = type;
    r.headers.host = "localhost:8080";
    return r;
}

/* All that the server does with it. */
static struct http_response answer(struct service *s, const struct http_request *r)
{
    struct http_response res = { 0 };
    const struct route *route = service_route(s, r, &res);
    if (route && service_admits(s, route, r, false, &res) && service_admits(s, route, r, true, &res)) route->answer(s, r, &res);
    service_finish(&res);
    return res;
}

static const char *header_of(const struct http_response *res, const char *name)
{
    for (unsigned i = 0; i < res->n_headers; i++)
        if (!strcmp(res->headers[i].name, name)) return res->headers[i].value;
    return NULL;
}

static json_t *json_of(const struct http_response *res) { return json_loadb(res->body, res->len, 0, NULL); }

#define SAID "\"We were never asked,\" Ada Lind said on Monday."
#define RECORD "{\"text\":\"Ada Lind said that nobody had asked her.\",\"outlet\":\"The Bay Post\"}"

static void test_status(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *method, *path, *type, *body;
        unsigned status;
    } rows[] = {
        { __LINE__, "GET", "/", NULL, NULL, 200 },
        { __LINE__, "HEAD", "/", NULL, NULL, 200 },
        { __LINE__, "GET", "/index.html", NULL, NULL, 200 },
        { __LINE__, "GET", "/app.js", NULL, NULL, 200 },
        { __LINE__, "GET", "/healthz", NULL, NULL, 200 },
        { __LINE__, "HEAD", "/metrics", NULL, NULL, 200 },
        { __LINE__, "GET", "/api/openapi.json", NULL, NULL, 200 },
        { __LINE__, "POST", "/api/read", "text/plain", SAID, 200 },
        { __LINE__, "POST", "/api/read", "Text/Plain; charset=\"UTF-8\"", SAID, 200 },
        { __LINE__, "POST", "/api/read", "application/json", RECORD, 200 },
        { __LINE__, "POST", "/api/read", "text/html", "<article><h1>Pier to close</h1><p>Ada Lind said no.</p></article>", 200 },
        { __LINE__, "POST", "/api/read", "text/plain", "", 200 },
        { __LINE__, "GET", "/api", NULL, NULL, 404 },
        { __LINE__, "GET", "/api/read/", NULL, NULL, 404 },
        { __LINE__, "GET", "//", NULL, NULL, 404 },
        { __LINE__, "GET", "/../README.md", NULL, NULL, 404 },
        { __LINE__, "GET", "/etc/passwd", NULL, NULL, 404 },
        { __LINE__, "GET", "/%00", NULL, NULL, 404 },
        { __LINE__, "GET", "", NULL, NULL, 404 },
        { __LINE__, "OPTIONS", "*", NULL, NULL, 404 },
        { __LINE__, "GET", "/api/read", NULL, NULL, 405 },
        { __LINE__, "PUT", "/", NULL, NULL, 405 },
        { __LINE__, "get", "/", NULL, NULL, 405 },
        { __LINE__, "DELETE", "/metrics", NULL, NULL, 405 },
        { __LINE__, "POST", "/api/read", NULL, SAID, 415 },
        { __LINE__, "POST", "/api/read", "text", SAID, 415 },
        { __LINE__, "POST", "/api/read", "application/xml", SAID, 415 },
        { __LINE__, "POST", "/api/read", "text/plain; charset=latin1", SAID, 415 },
        { __LINE__, "POST", "/api/read", "application/json", "{\"text\":", 400 },
        { __LINE__, "POST", "/api/read", "application/json", "[]", 400 },
        { __LINE__, "POST", "/api/read", "application/json", "{\"title\":\"no text\"}", 400 },
        { __LINE__, "POST", "/api/read", "text/plain",
          "Der Minister sagte am Montag, dass die Fähren nicht mehr fahren und dass niemand die Leute auf der Insel gefragt habe.", 422 },
        { __LINE__, "POST", "/api/read", "text/plain", "\x01\x02\x03\x04\x05\x06\x07\x01\x02\x03", 422 },
    };
    struct service s;
    open_service(&s, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct http_request r = request(rows[i].method, rows[i].path, rows[i].type, rows[i].body);
        struct http_response res = answer(&s, &r);
        if (res.status != rows[i].status) fail_msg("row of line %d: %u %.*s", rows[i].line, res.status, (int)res.len, res.body);
        assert_string_equal(header_of(&res, "X-Content-Type-Options"), "nosniff");
        if (res.status >= 400) {
            json_t *problem = json_of(&res);
            assert_string_equal(res.type, "application/problem+json");
            assert_int_equal(json_integer_value(json_object_get(problem, "status")), res.status);
            assert_true(json_string_length(json_object_get(problem, "detail")) > 0);
            assert_int_equal(header_of(&res, "Allow") != NULL, res.status == 405);
            json_decref(problem);
        }
        response_clear(&res);
    }
    service_close(&s);
}

/* What comes first where several things are wrong. */
static void test_order(void **state)
{
    (void)state;
    struct service s;
    open_service(&s, "a token of 16 or more");
    struct http_request r = request("POST", "/api/read", "application/xml", "x");
    struct http_response res = { 0 };
    const struct http_field query[] = { { "colour", "red", 6, 3 } };
    r.query = query;
    r.n_query = 1;
    r.length = limits.body + 1;
    r.headers.origin = "http://evil.example";
    static const unsigned order[] = { 403, 401, 413, 415, 400 };
    for (size_t i = 0; i < sizeof order / sizeof *order; i++) {
        const struct route *route = service_route(&s, &r, &res);
        assert_non_null(route);
        assert_false(service_admits(&s, route, &r, false, &res));
        assert_int_equal(res.status, order[i]);
        assert_int_equal(header_of(&res, "WWW-Authenticate") != NULL, order[i] == 401);
        response_clear(&res);
        if (order[i] == 403) r.headers.origin = "http://localhost:8080";
        if (order[i] == 401) r.headers.authorization = "Bearer a token of 16 or more";
        if (order[i] == 413) r.length = 1;
        if (order[i] == 415) r.headers.content_type = "text/plain";
    }
    /* A chunked body: its size is known when it is whole, and still comes before its type. */
    r.n_query = 0;
    r.has_length = false;
    r.length = 0;
    r.headers.content_type = "application/xml";
    const struct route *route = service_route(&s, &r, &res);
    assert_true(service_admits(&s, route, &r, false, &res));
    r.body_len = limits.body + 1;
    assert_false(service_admits(&s, route, &r, true, &res));
    assert_int_equal(res.status, 413);
    r.body_len = 1;
    assert_false(service_admits(&s, route, &r, true, &res));
    assert_int_equal(res.status, 415);
    response_clear(&res);
    service_close(&s);
}

static void test_who(void **state)
{
    (void)state;
    static const char token[] = "correct-horse-battery";
    static const struct {
        int line;
        const char *method, *path, *host, *origin, *site, *token, *given;
        unsigned status;
    } rows[] = {
        { __LINE__, "GET", "/", "localhost", NULL, NULL, NULL, NULL, 200 },
        { __LINE__, "GET", "/", "LOCALHOST:1", NULL, NULL, NULL, NULL, 200 },
        { __LINE__, "GET", "/", "127.0.0.1:8080", NULL, NULL, NULL, NULL, 200 },
        { __LINE__, "GET", "/", "[::1]:8080", NULL, NULL, NULL, NULL, 200 },
        { __LINE__, "GET", "/", "hearsay.localhost", NULL, NULL, NULL, NULL, 200 },
        { __LINE__, "GET", "/", "evil.example", NULL, NULL, NULL, NULL, 403 },
        { __LINE__, "GET", "/", "localhost.evil.example", NULL, NULL, NULL, NULL, 403 },
        { __LINE__, "GET", "/", "127.0.0.1.evil.example:8080", NULL, NULL, NULL, NULL, 403 },
        { __LINE__, "GET", "/", "[::1", NULL, NULL, NULL, NULL, 403 },
        { __LINE__, "GET", "/", "", NULL, NULL, NULL, NULL, 403 },
        { __LINE__, "GET", "/", NULL, NULL, NULL, NULL, NULL, 403 },
        { __LINE__, "GET", "/", "proxy.example", NULL, NULL, token, NULL, 200 },
        { __LINE__, "POST", "/api/read", "localhost:8080", "http://localhost:8080", "same-origin", NULL, NULL, 200 },
        { __LINE__, "POST", "/api/read", "localhost:8080", NULL, "none", NULL, NULL, 200 },
        { __LINE__, "POST", "/api/read", "localhost:8080", "http://localhost:9090", NULL, NULL, NULL, 403 },
        { __LINE__, "POST", "/api/read", "localhost:8080", "null", NULL, NULL, NULL, 403 },
        { __LINE__, "POST", "/api/read", "localhost:8080", "https://evil.example", "cross-site", NULL, NULL, 403 },
        { __LINE__, "POST", "/api/read", "localhost:8080", NULL, "same-site", NULL, NULL, 403 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, NULL, 401 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, "Bearer correct-horse-batterz", 401 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, "Bearer correct-horse-battery2", 401 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, "Bearer correct-horse-batter", 401 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, "Bearer ", 401 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, "Basic correct-horse-battery", 401 },
        { __LINE__, "POST", "/api/read", "localhost", NULL, NULL, token, "bearer correct-horse-battery", 200 },
        { __LINE__, "GET", "/metrics", "localhost", NULL, NULL, token, NULL, 401 },
        { __LINE__, "GET", "/healthz", "localhost", NULL, NULL, token, NULL, 200 },
        { __LINE__, "GET", "/style.css", "localhost", NULL, NULL, token, NULL, 200 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct service s;
        open_service(&s, rows[i].token);
        struct http_request r = request(rows[i].method, rows[i].path, "text/plain", SAID);
        r.headers.host = rows[i].host;
        r.headers.origin = rows[i].origin;
        r.headers.fetch_site = rows[i].site;
        r.headers.authorization = rows[i].given;
        struct http_response res = answer(&s, &r);
        if (res.status != rows[i].status) fail_msg("row of line %d: %u %.*s", rows[i].line, res.status, (int)res.len, res.body);
        response_clear(&res);
        service_close(&s);
    }
}

static void test_parameters(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *name, *value;
        size_t value_len; /* 0: strlen() */
        unsigned status;
        const char *type;
    } rows[] = {
        { __LINE__, "outlet", "The Bay Post", 0, 200, "application/json" },
        { __LINE__, "published", "2024-03-01", 0, 200, "application/json" },
        { __LINE__, "published", "2024-02-31", 0, 400, NULL },
        { __LINE__, "published", "yesterday", 0, 400, NULL },
        { __LINE__, "min_score", "0.5", 0, 200, "application/json" },
        { __LINE__, "min_score", "1.5", 0, 400, NULL },
        { __LINE__, "min_score", "nan", 0, 400, NULL },
        { __LINE__, "min_score", "", 0, 400, NULL },
        { __LINE__, "outermost", "true", 0, 200, "application/json" },
        { __LINE__, "outermost", "yes", 0, 400, NULL },
        { __LINE__, "any_language", "false", 0, 200, "application/json" },
        { __LINE__, "format", "json", 0, 200, "application/json" },
        { __LINE__, "format", "csv", 0, 200, "text/csv; charset=utf-8" },
        { __LINE__, "format", "html", 0, 200, "text/html; charset=utf-8" },
        { __LINE__, "format", "webanno", 0, 200, "application/ld+json" },
        { __LINE__, "format", "svg", 0, 200, "image/svg+xml" },
        { __LINE__, "format", "schema-org", 0, 200, "application/ld+json" },
        { __LINE__, "format", "brat", 0, 200, "text/plain; charset=utf-8" },
        { __LINE__, "format", "pdf", 0, 400, NULL },
        { __LINE__, "outlet", "a\0b", 3, 400, NULL },
        { __LINE__, "colour", "red", 0, 400, NULL },
        { __LINE__, "", "", 0, 400, NULL },
    };
    struct service s;
    open_service(&s, NULL);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const size_t len = rows[i].value_len ? rows[i].value_len : strlen(rows[i].value);
        const struct http_field query[] = { { rows[i].name, rows[i].value, strlen(rows[i].name), len } };
        struct http_request r = request("POST", "/api/read", "text/plain", SAID);
        r.query = query;
        r.n_query = 1;
        struct http_response res = answer(&s, &r);
        if (res.status != rows[i].status) fail_msg("row of line %d: %u %.*s", rows[i].line, res.status, (int)res.len, res.body);
        if (rows[i].type) assert_string_equal(res.type, rows[i].type);
        /* What a browser would show as a page of ours is a download. */
        if (rows[i].type && strcmp(rows[i].type, "application/json")) assert_non_null(strstr(header_of(&res, "Content-Disposition"), "attachment"));
        response_clear(&res);
    }
    const struct http_field twice[] = { { "outlet", "A", 6, 1 }, { "outlet", "B", 6, 1 } };
    struct http_request r = request("POST", "/api/read", "text/plain", SAID);
    r.query = twice;
    r.n_query = 2;
    struct http_response res = answer(&s, &r);
    assert_int_equal(res.status, 400);
    response_clear(&res);
    service_close(&s);
}

/* What is answered is what the library writes. */
static void test_same_as_library(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_document *doc = hearsay_read_record(engine, RECORD, strlen(RECORD), NULL, &err);
    char *text;
    size_t len;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_JSON, NULL, &text, &len, &err), HEARSAY_OK);
    struct service s;
    open_service(&s, NULL);
    const struct http_request r = request("POST", "/api/read", "application/json", RECORD);
    struct http_response res = answer(&s, &r);
    assert_int_equal(res.len, len);
    assert_memory_equal(res.body, text, len);
    response_clear(&res);
    service_close(&s);
    hearsay_string_free(text);
    hearsay_document_free(doc);
}

/* Every file of the page: unpacked it is itself, its ETag answers 304, and no page has a script or style of its own inside. */
static void test_assets(void **state)
{
    (void)state;
    struct service s;
    open_service(&s, NULL);
    assert_true(asset_count(s.assets) > 5);
    for (size_t i = 0; i < asset_count(s.assets); i++) {
        const struct asset *a = asset_at(s.assets, i);
        char path[200];
        snprintf(path, sizeof path, "/%s", a->path);
        struct http_request r = request("GET", path, NULL, NULL);
        r.headers.accept_encoding = "br, gzip;q=0.8";
        struct http_response res = answer(&s, &r);
        assert_int_equal(res.status, 200);
        assert_non_null(strstr(res.policy, "script-src 'self';"));
        if (a->gzip) {
            static unsigned char plain[1 << 18];
            z_stream z = { .next_in = (Bytef *)res.body, .avail_in = (uInt)res.len, .next_out = plain, .avail_out = sizeof plain };
            assert_string_equal(header_of(&res, "Content-Encoding"), "gzip");
            assert_true(res.len < a->len);
            assert_int_equal(inflateInit2(&z, 31), Z_OK);
            assert_int_equal(inflate(&z, Z_FINISH), Z_STREAM_END);
            assert_int_equal(z.total_out, a->len);
            assert_memory_equal(plain, a->text, a->len);
            inflateEnd(&z);
        }
        response_clear(&res);
        r.headers.if_none_match = a->etag;
        res = answer(&s, &r);
        assert_int_equal(res.status, 304);
        assert_int_equal(res.len, 0);
        response_clear(&res);
        if (strstr(a->path, ".html")) {
            assert_null(strstr(a->text, "<style"));
            assert_null(strstr(a->text, " style="));
            assert_null(strstr(a->text, "http://"));
            assert_null(strstr(a->text, "https://"));
            for (const char *p = a->text; (p = strstr(p, "<script")); p++) assert_int_equal(strncmp(strchr(p, '>') + 1, "</script>", 9), 0);
        }
    }
    service_close(&s);
}

static void test_headers(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *header;
        bool gzip;
    } rows[] = {
        { __LINE__, NULL, false },          { __LINE__, "", false },        { __LINE__, "gzip", true },
        { __LINE__, "GZIP", true },         { __LINE__, "br,gzip", true },  { __LINE__, "gzip;q=0", false },
        { __LINE__, "gzip; q=0.0", false }, { __LINE__, "gzipped", false }, { __LINE__, "deflate, gzip;q=1.0, *;q=0.5", true },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (accepts_gzip(rows[i].header) != rows[i].gzip) fail_msg("row of line %d", rows[i].line);
    assert_true(etag_matches("W/\"a\", \"b\"", "\"a\""));
    assert_true(etag_matches("\"a\",\"b\"", "\"b\""));
    assert_true(etag_matches("*", "\"b\""));
    assert_false(etag_matches("\"bb\"", "\"b\""));
    assert_false(etag_matches(NULL, "\"b\""));
    char type[80], charset[48];
    assert_true(media_type(" Text/HTML ; x=1; charset=\"Latin1\"", type, sizeof type, charset, sizeof charset));
    assert_string_equal(type, "text/html");
    assert_string_equal(charset, "latin1");
    assert_false(media_type("nonsense", type, sizeof type, charset, sizeof charset));
    assert_true(media_type("text/plain; charset=\"never closed", type, sizeof type, charset, sizeof charset));
}

/* The description names every route that is there, and nothing else. */
static void compare_description(const struct service *s)
{
    json_t *api = json_loadb(s->openapi, s->openapi_len, 0, NULL), *paths = json_object_get(api, "paths"), *of_path, *operation;
    const char *path, *method;
    assert_string_equal(json_string_value(json_object_get(api, "openapi")), "3.1.0");
    size_t described = 0, there = 0;
    json_object_foreach(paths, path, of_path) json_object_foreach(of_path, method, operation) described++;
    for (const struct route *r = routes; r->path; r++) {
        if (!service_has(s, r)) continue;
        there++;
        json_t *o = json_object_get(json_object_get(paths, r->path), strcmp(r->method, "GET") ? "post" : "get");
        if (!o) fail_msg("%s %s is not described", r->method, r->path);
        /* Its parameters are those that are let in. */
        json_t *parameter;
        size_t i, n = 0;
        json_array_foreach(json_object_get(o, "parameters"), i, parameter)
        {
            if (strcmp(json_string_value(json_object_get(parameter, "in")), "query")) continue;
            if (!strstr(r->parameters, json_string_value(json_object_get(parameter, "name")))) fail_msg("%s: a parameter too much", r->path);
            n++;
        }
        size_t words = r->parameters != NULL;
        for (const char *p = r->parameters; p && *p; p++) words += *p == ' ';
        assert_int_equal(n, words);
        const char *type;
        json_object_foreach(json_object_get(json_object_get(o, "requestBody"), "content"), type, parameter) assert_non_null(strstr(r->types, type));
    }
    assert_int_equal(described, there);
    assert_non_null(json_object_get(json_object_get(json_object_get(api, "components"), "schemas"), "document"));
    json_decref(api);
}

static char folder[] = "/tmp/hearsay-serve-XXXXXX", db[64];

static void test_openapi(void **state)
{
    (void)state;
    struct service s;
    open_service(&s, NULL);
    compare_description(&s);
    service_close(&s);
    for (int read_only = 0; read_only < 2; read_only++) {
        open_store_service(&s, NULL, db, read_only);
        compare_description(&s);
        service_close(&s);
    }
}

/* The value of a member of a JSON answer; the answer is cleared. */
static json_t *taken(struct http_response *res)
{
    json_t *value = json_of(res);
    if (!value) fail_msg("%u %.*s", res->status, (int)res->len, res->body);
    response_clear(res);
    return value;
}

static void test_store(void **state)
{
    (void)state;
    struct service s;
    open_store_service(&s, NULL, db, false);
    struct http_request r = request("POST", "/api/articles", "application/json", RECORD);
    struct http_response res = answer(&s, &r);
    assert_int_equal(res.status, 201);
    const char *where = header_of(&res, "Location");
    assert_non_null(where);
    char path[64];
    snprintf(path, sizeof path, "%s", where);
    json_t *value = taken(&res);
    assert_string_equal(json_string_value(json_object_get(value, "stored")), "article");
    json_decref(value);
    res = answer(&s, &r);
    assert_int_equal(res.status, 200); /* once more is nothing new */
    value = taken(&res);
    assert_string_equal(json_string_value(json_object_get(value, "stored")), "known");
    json_decref(value);

    r = request("GET", path, NULL, NULL);
    res = answer(&s, &r);
    assert_int_equal(res.status, 200);
    value = taken(&res);
    assert_string_equal(json_string_value(json_object_get(value, "outlet")), "The Bay Post");
    json_decref(value);

    static const struct {
        int line;
        const char *path, *name, *value;
        unsigned status;
        int articles;
    } rows[] = {
        { __LINE__, "/api/articles", "outlet", "the bay post", 200, 1 },
        { __LINE__, "/api/articles", "outlet", "Another", 200, 0 },
        { __LINE__, "/api/articles", "limit", "1", 200, 1 },
        { __LINE__, "/api/articles", "limit", "0", 400, -1 },
        { __LINE__, "/api/articles", "limit", "501", 400, -1 },
        { __LINE__, "/api/articles", "limit", "1x", 400, -1 },
        { __LINE__, "/api/articles", "offset", "1", 200, 0 },
        { __LINE__, "/api/articles", "since", "2024-13", 400, -1 },
        { __LINE__, "/api/articles", "since", "2024-01", 200, 0 },
        { __LINE__, "/api/articles", "until", "202", 400, -1 },
        { __LINE__, "/api/articles/0123456789abcdef", NULL, NULL, 404, -1 },
        { __LINE__, "/api/articles/0123456789ABCDEF", NULL, NULL, 404, -1 },
        { __LINE__, "/api/articles/..", NULL, NULL, 404, -1 },
        { __LINE__, "/api/articles/", NULL, NULL, 404, -1 },
        { __LINE__, "/api/search", "q", "asked", 200, -1 },
        { __LINE__, "/api/search", "q", "\"", 200, -1 },
        { __LINE__, "/api/search", "limit", "1", 400, -1 },
        { __LINE__, "/api/actors", "name", "lind", 200, -1 },
        { __LINE__, "/api/actors/s0", NULL, NULL, 404, -1 },
        { __LINE__, "/api/actors/1", NULL, NULL, 404, -1 },
        { __LINE__, "/api/actors/s1", "limit", "0", 400, -1 },
        { __LINE__, "/api/articles/0123456789abcdef", "format", "conllu", 400, -1 },
        { __LINE__, "/api/claims/k999999", "format", "prov", 400, -1 },
        { __LINE__, "/api/trace", "q", "asked her", 200, -1 },
        { __LINE__, "/api/trace", "limit", "1", 400, -1 },
        { __LINE__, "/api/claims", NULL, NULL, 200, -1 },
        { __LINE__, "/api/claims", "actor", "Ada Lind", 200, -1 },
        { __LINE__, "/api/claims", "disputed", "true", 200, -1 },
        { __LINE__, "/api/claims", "disputed", "maybe", 400, -1 },
        { __LINE__, "/api/claims", "sort", "latest", 200, -1 },
        { __LINE__, "/api/claims", "sort", "size", 400, -1 },
        { __LINE__, "/api/claims", "min_articles", "0", 400, -1 },
        { __LINE__, "/api/claims", "limit", "501", 400, -1 },
        { __LINE__, "/api/claims", "since", "2024-1", 400, -1 },
        { __LINE__, "/api/claims/k999999", NULL, NULL, 404, -1 },
        { __LINE__, "/api/claims/1", NULL, NULL, 404, -1 },
        { __LINE__, "/api/stats", NULL, NULL, 200, -1 },
        { __LINE__, "/api/imports/7", NULL, NULL, 404, -1 },
        { __LINE__, "/api/imports/0", NULL, NULL, 404, -1 },
        { __LINE__, "/api/imports/x/events", NULL, NULL, 404, -1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct http_field query[] = { { rows[i].name, rows[i].value, rows[i].name ? strlen(rows[i].name) : 0,
                                              rows[i].value ? strlen(rows[i].value) : 0 } };
        r = request("GET", rows[i].path, NULL, NULL);
        r.query = query;
        r.n_query = rows[i].name != NULL;
        res = answer(&s, &r);
        if (res.status != rows[i].status) fail_msg("row of line %d: %u %.*s", rows[i].line, res.status, (int)res.len, res.body);
        value = taken(&res);
        if (rows[i].articles >= 0) assert_int_equal(json_array_size(json_object_get(value, "articles")), rows[i].articles);
        json_decref(value);
    }
    service_close(&s);

    /* Read only: what writes is not there. */
    open_store_service(&s, NULL, db, true);
    r = request("POST", "/api/articles", "application/json", RECORD);
    res = answer(&s, &r);
    assert_int_equal(res.status, 405);
    response_clear(&res);
    r = request("POST", "/api/imports", "application/x-ndjson", RECORD);
    res = answer(&s, &r);
    assert_int_equal(res.status, 404);
    response_clear(&res);
    r = request("GET", path, NULL, NULL);
    res = answer(&s, &r);
    assert_int_equal(res.status, 200);
    response_clear(&res);
    service_close(&s);
    /* And without a store nothing of it. */
    open_service(&s, NULL);
    res = answer(&s, &r);
    assert_int_equal(res.status, 404);
    response_clear(&res);
    service_close(&s);
}

static atomic_int woken;
static void wait_stream(void *of) { (void)of; }
static void wake_stream(void *of)
{
    (void)of;
    atomic_fetch_add(&woken, 1);
}

/* An import: two articles, one that is known, one line that is none; its events end with the same state that can be asked for. */
static void test_import(void **state)
{
    (void)state;
    static const char lines[] = RECORD "\n\n{\"text\":\"Bo Berg denied it on Monday.\",\"url\":\"https://post.example/1\"}\r\n{\"text\":\n"
                                       "{\"html\":\"<p>Cy Dahl said that he had seen nothing.</p>\"}";
    struct service s;
    open_store_service(&s, NULL, db, false);
    struct http_request r = request("POST", "/api/imports", "application/x-ndjson", lines);
    struct http_response res = answer(&s, &r);
    assert_int_equal(res.status, 202);
    char path[64], events[80];
    snprintf(path, sizeof path, "%s", header_of(&res, "Location"));
    snprintf(events, sizeof events, "%s/events", path);
    response_clear(&res);
    r = request("GET", events, NULL, NULL);
    res = answer(&s, &r);
    assert_int_equal(res.status, 200);
    assert_string_equal(res.type, "text/event-stream");
    struct http_stream *stream = res.stream;
    assert_non_null(stream);
    stream->wait = wait_stream;
    stream->wake = wake_stream;
    char text[8192], last[8192] = "";
    for (unsigned tries = 0;; tries++) {
        const int before = atomic_load(&woken);
        const ptrdiff_t n = stream->read(stream, text, sizeof text - 1);
        if (n < 0) break;
        text[n] = '\0';
        if (n)
            strcpy(last, text);
        else
            for (unsigned i = 0; i < 10000 && atomic_load(&woken) == before; i++) usleep(1000);
        assert_true(tries < 1000);
    }
    response_clear(&res);
    assert_int_equal(strncmp(last, "event: end\ndata: {", 18), 0);
    json_t *end = json_loads(last + 17, JSON_DISABLE_EOF_CHECK, NULL);
    r = request("GET", path, NULL, NULL);
    res = answer(&s, &r);
    json_t *now = taken(&res);
    assert_true(json_equal(end, now));
    assert_string_equal(json_string_value(json_object_get(now, "state")), "done");
    static const struct {
        const char *name;
        int n;
    } counts[] = { { "articles", 3 }, { "new", 2 }, { "known", 1 }, { "failed", 1 } };
    for (size_t i = 0; i < 4; i++) assert_int_equal(json_integer_value(json_object_get(now, counts[i].name)), counts[i].n);
    json_t *fault = json_array_get(json_object_get(now, "faults"), 0);
    assert_int_equal(json_integer_value(json_object_get(fault, "line")), 4);
    json_decref(now);
    json_decref(end);
    service_close(&s);
}

static void test_metrics(void **state)
{
    (void)state;
    struct service s;
    open_service(&s, NULL);
    struct http_request r = request("POST", "/api/read", "text/plain", SAID);
    struct http_response res = answer(&s, &r);
    response_clear(&res);
    r = request("GET", "/metrics", NULL, NULL);
    res = answer(&s, &r);
    char *text = malloc(res.len + 1);
    memcpy(text, res.body, res.len);
    text[res.len] = '\0';
    assert_non_null(strstr(text, "\nhearsay_articles_read_total 1\n"));
    assert_non_null(strstr(text, "\nhearsay_article_bytes_total 47\n"));
    free(text);
    response_clear(&res);
    service_close(&s);
}

static int open_engine(void **state)
{
    (void)state;
    hearsay_engine_options options = HEARSAY_ENGINE_OPTIONS_INIT;
    options.compute = HEARSAY_COMPUTE_FP32; /* the same on every machine */
    engine = hearsay_engine_open("tests/golden/tiny.safetensors", &options, NULL);
    if (!engine || !mkdtemp(folder)) return -1;
    snprintf(db, sizeof db, "%s/a.db", folder);
    return 0;
}

static int close_engine(void **state)
{
    (void)state;
    hearsay_engine_close(engine);
    static const char *const files[] = { "a.db", "a.db-wal", "a.db-shm" };
    for (size_t i = 0; i < 3; i++) {
        char path[80];
        snprintf(path, sizeof path, "%s/%s", folder, files[i]);
        unlink(path);
    }
    return rmdir(folder);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_status),          cmocka_unit_test(test_order),   cmocka_unit_test(test_who),     cmocka_unit_test(test_parameters),
        cmocka_unit_test(test_same_as_library), cmocka_unit_test(test_assets),  cmocka_unit_test(test_headers), cmocka_unit_test(test_store),
        cmocka_unit_test(test_import),          cmocka_unit_test(test_openapi), cmocka_unit_test(test_metrics),
    };
    return cmocka_run_group_tests(tests, open_engine, close_engine);
}
