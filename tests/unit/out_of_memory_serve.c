/* Out of memory in the server's handlers: a request is answered as it should be, or with 503; and the next one, with memory again, as if nothing had
 * been. */
#include "failing.h"

#ifdef FAILING_ALLOCATOR

#include "serve/service.h"

static struct serve_limits limits = SERVE_LIMITS_DEFAULTS;
static hearsay_engine *engine;
static struct service service;
static char path[64];

struct asked {
    struct http_request request;
    unsigned want;
    char *body; /* what it is answered with memory */
    size_t len;
    bool same; /* always with the same bytes */
};

static struct http_request request(const char *method, const char *at, const char *type, const char *body)
{
    struct http_request r = { .method = method, .path = at, .has_length = true, .body = body, .body_len = body ? strlen(body) : 0 };
    r.length = r.body_len;
    r.headers.content_type = type;
    r.headers.host = "localhost:8080";
    return r;
}

static void answer(const struct http_request *r, struct http_response *res)
{
    *res = (struct http_response){ 0 };
    const struct route *route = service_route(&service, r, res);
    if (route && service_admits(&service, route, r, false, res) && service_admits(&service, route, r, true, res)) route->answer(&service, r, res);
    service_finish(res);
}

static long failures(const struct asked *a)
{
    for (long n = 0;; n += 1 + n / 64) {
        struct http_response res;
        until_failure = n;
        counting = failing = true;
        answer(&a->request, &res);
        counting = failing = false;
        const unsigned status = res.status;
        if (status != a->want && status != 503) fail_msg("%s after %ld: %u %.*s", a->request.path, n, status, (int)res.len, res.body);
        if (status == a->want && a->same && (res.len != a->len || memcmp(res.body, a->body, a->len) != 0))
            fail_msg("%s after %ld: something else: %.*s", a->request.path, n, (int)res.len, res.body);
        const bool enough = until_failure >= 0;
        response_clear(&res);
        if (status == a->want && enough) return n;
        assert_true(n < 1000000);
    }
}

static void test_requests(void **state)
{
    (void)state;
    static const struct http_field query[] = { { "q", "ships", 1, 5 } };
    struct asked all[] = {
        { request("POST", "/api/read", "text/plain", "The ships had stopped, Ada Lind of the harbour board said."), 200, NULL, 0, true },
        { request("POST", "/api/read", "text/html", "<article><h1>Ships</h1><p>The ships had stopped, she said.</p></article>"), 200, NULL, 0, true },
        { request("POST", "/api/articles", "application/json", "{\"url\":\"https://a.example/b\",\"text\":\"The ships had stopped, she said.\"}"),
          200, NULL, 0, false },
        { request("GET", "/api/articles", NULL, NULL), 200, NULL, 0, true },
        { request("GET", "/api/search", NULL, NULL), 200, NULL, 0, true },
        { request("GET", "/api/actors", NULL, NULL), 200, NULL, 0, true },
        { request("GET", "/api/trace", NULL, NULL), 200, NULL, 0, true },
        { request("GET", "/api/stats", NULL, NULL), 200, NULL, 0, true },
        { request("GET", "/api/openapi.json", NULL, NULL), 200, NULL, 0, true },
        { request("GET", "/no/such/path", NULL, NULL), 404, NULL, 0, true },
    };
    for (size_t i = 0; i < sizeof all / sizeof *all; i++) {
        struct http_response res;
        const bool asks = !strcmp(all[i].request.path, "/api/search") || !strcmp(all[i].request.path, "/api/trace");
        if (asks) all[i].request.query = query, all[i].request.n_query = 1;
        answer(&all[i].request, &res);
        if (res.status != all[i].want && !(i == 2 && res.status == 201))
            fail_msg("%s: %u %.*s", all[i].request.path, res.status, (int)res.len, res.body);
        all[i].body = malloc(res.len);
        all[i].len = res.len;
        assert_non_null(all[i].body);
        memcpy(all[i].body, res.body, res.len);
        response_clear(&res);
        printf("%s: %ld\n", all[i].request.path, failures(&all[i]));
        answer(&all[i].request, &res);
        assert_int_equal(res.status, all[i].want);
        response_clear(&res);
        free(all[i].body);
    }
}

static int prepare(void **state)
{
    (void)state;
    hearsay_error err;
    snprintf(path, sizeof path, "/tmp/hearsay-memory-serve-%ld.db", (long)getpid());
    engine = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, &err);
    service = (struct service){ .engine = engine, .limits = &limits, .loopback = true, .db = path };
    return !engine || !service_open(&service, &err);
}

static int clean(void **state)
{
    (void)state;
    service_close(&service);
    hearsay_engine_close(engine);
    unit_remove_store(path);
    return 0;
}

int main(void)
{
    dl_iterate_phdr(note_spared, NULL);
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_requests) };
    return cmocka_run_group_tests(tests, prepare, clean);
}

#else

int main(void) { return 0; }

#endif
