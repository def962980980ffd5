/* Out of memory in the rest of the library that needs no store: pages and records, documents from their JSON and read further, WARC files, copies and
 * keys, differences, checks. */
#include "failing.h"

#ifdef FAILING_ALLOCATOR

#include <zlib.h>

#include "base/error.h"
#include "hearsay.h"

static hearsay_engine *engine;

#define ARTICLE                                                                                                                 \
    "Harbour to close\n"                                                                                                        \
    "EASTPORT - The ships had stopped on May 3, Ada Lind of the harbour board said on Tuesday. \"It was late,\" she told us.\n" \
    "Officials in Eastport denied it. They said that nobody had asked them.\n"

/* ---- Pages, records -------------------------------------------------------------------------------------------------------------- */

typedef hearsay_document *reading(const char *bytes, size_t len, const hearsay_options *opts, hearsay_error *err);

static hearsay_document *read_html(const char *bytes, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return hearsay_read_html(engine, bytes, len, opts, err);
}

static hearsay_document *read_record(const char *bytes, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return hearsay_read_record(engine, bytes, len, opts, err);
}

static hearsay_document *load(const char *bytes, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    (void)opts;
    return hearsay_document_load(bytes, len, err);
}

struct input {
    reading *read;
    const char *bytes;
    char *expected; /* the JSON of what comes out */
};

/* What comes out with too little memory is nothing, never less than with enough. */
static hearsay_code read_once(void *context, hearsay_error *err)
{
    const struct input *in = context;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    opts.uri = "https://www.baypost.example/2024/03/01/a";
    hearsay_document *doc = in->read(in->bytes, strlen(in->bytes), &opts, err);
    if (!doc) return err->code;
    failing = false;
    char *json = NULL;
    hearsay_code code = hearsay_document_write(doc, HEARSAY_JSON, NULL, &json, NULL, err);
    if (code == HEARSAY_OK && in->expected && strcmp(json, in->expected) != 0) code = HEARSAY_E_ARGUMENT;
    hearsay_string_free(json);
    hearsay_document_free(doc);
    return code;
}

static char *json_of(const char *text)
{
    char *json = NULL;
    hearsay_document *doc = hearsay_read(engine, text, strlen(text), NULL, NULL);
    assert_non_null(doc);
    assert_int_equal(hearsay_document_write(doc, HEARSAY_JSON, NULL, &json, NULL, NULL), HEARSAY_OK);
    hearsay_document_free(doc);
    return json;
}

static void test_reading(void **state)
{
    (void)state;
    static const char html[] =
        "<html><head><title>Harbour to close</title><meta name=author content=\"Zo\xC3\xAB Lind\">"
        "<script type=\"application/ld+json\">{\"@type\":\"NewsArticle\",\"headline\":\"Harbour to close\",\"datePublished\":\"2024-03-01\"}</script>"
        "</head>"
        "<body><article><h1>Harbour to close</h1><p>The ships had stopped on May 3, Ada Lind of the harbour board said on Tuesday.</p>"
        "<p>Officials in Eastport denied it. They said that nobody had asked them.</p></article></body></html>";
    static const char record[] =
        "{\"id\":7,\"title\":\"Ships\",\"published\":\"2024-03-01\",\"text\":\"Ships\\nThe ships, Ada Lind said, had stopped.\\n\"}";
    static const char page[] =
        "{\"url\":\"https://a.example/b\",\"charset\":\"utf-8\",\"html\":\"<article><h1>Ships</h1><p>The ships, she said, stopped.</p>\"}";
    char *json = json_of(ARTICLE);
    struct input rows[] = { { hearsay_page_text, ARTICLE, NULL },
                            { hearsay_page_html, html, NULL },
                            { hearsay_page_record, record, NULL },
                            { hearsay_page_record, page, NULL },
                            { read_html, html, NULL },
                            { read_record, page, NULL },
                            { load, json, NULL } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err;
        hearsay_options opts = HEARSAY_OPTIONS_INIT;
        opts.any_language = true;
        opts.uri = "https://www.baypost.example/2024/03/01/a";
        hearsay_document *doc = rows[i].read(rows[i].bytes, strlen(rows[i].bytes), &opts, &err);
        if (!doc) fail_msg("row %zu: %s", i, err.msg);
        assert_int_equal(hearsay_document_write(doc, HEARSAY_JSON, NULL, &rows[i].expected, NULL, NULL), HEARSAY_OK);
        hearsay_document_free(doc);
        if (failures_of(read_once, &rows[i]) < 4) fail_msg("row %zu", i);
        hearsay_string_free(rows[i].expected);
    }
    hearsay_string_free(json);
}

/* ---- Read further ---------------------------------------------------------------------------------------------------------------- */

static hearsay_code read_further(void *context, hearsay_error *err)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    failing = false;
    hearsay_document *doc = hearsay_page_text(context, strlen(context), NULL, NULL);
    if (!doc) return HEARSAY_E_ARGUMENT;
    failing = true;
    const hearsay_code code = hearsay_document_read(doc, engine, &opts, err);
    failing = false;
    hearsay_document_free(doc); /* it can always be freed */
    return code;
}

static void test_reading_further(void **state)
{
    (void)state;
    char text[] = ARTICLE;
    hearsay_error err;
    assert_int_equal(read_further(text, &err), HEARSAY_OK);
    assert_true(failures_of(read_further, text) > 0);
}

/* ---- WARC files ------------------------------------------------------------------------------------------------------------------ */

struct bytes {
    const unsigned char *at;
    size_t n, done;
};

static ptrdiff_t next(void *context, void *to, size_t room)
{
    struct bytes *b = context;
    const size_t n = b->n - b->done < room ? b->n - b->done : room;
    memcpy(to, b->at + b->done, n);
    b->done += n;
    return (ptrdiff_t)n;
}

/* Out of memory for one record is an error of that record; here it is the end. */
static hearsay_code walk(hearsay_warc *w, hearsay_error *err)
{
    for (size_t records = 0;; records++) {
        const hearsay_warc_record *r;
        const char *body;
        size_t len;
        hearsay_code code = hearsay_warc_next(w, &r, err);
        if (code == HEARSAY_OK && !r) return records == 2 ? HEARSAY_OK : HEARSAY_E_ARGUMENT;
        if (code == HEARSAY_OK) code = hearsay_warc_body(w, 1 << 16, &body, &len, err);
        if (code == HEARSAY_OK && len != strlen("The ships had stopped.")) code = HEARSAY_E_ARGUMENT;
        if (code != HEARSAY_OK) return code;
    }
}

static hearsay_code read_archive(void *context, hearsay_error *err)
{
    struct bytes b = *(struct bytes *)context;
    const hearsay_warc_input input = { sizeof input, &b, next, NULL };
    hearsay_warc *w = hearsay_warc_open_input(&input, NULL, err);
    const hearsay_code code = w ? walk(w, err) : err->code;
    hearsay_warc_close(w);
    return code;
}

static hearsay_code read_archive_file(void *context, hearsay_error *err)
{
    hearsay_warc *w = hearsay_warc_open(context, NULL, err);
    const hearsay_code code = w ? walk(w, err) : err->code;
    hearsay_warc_close(w);
    return code;
}

static size_t pack(const unsigned char *from, size_t n, unsigned char *to, size_t room)
{
    z_stream z = { .next_in = (unsigned char *)(uintptr_t)from, .avail_in = (uInt)n, .next_out = to, .avail_out = (uInt)room };
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    deflateEnd(&z);
    return room - z.avail_out;
}

static void test_archives(void **state)
{
    (void)state;
    unsigned char body[200], plain[2000], packed[2000];
    size_t n = pack((const unsigned char *)"The ships had stopped.", 22, body, sizeof body), len = 0;
    const char *head = "HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Encoding: gzip\r\n\r\n";
    for (int i = 0; i < 2; i++) {
        len += (size_t)sprintf((char *)plain + len,
                               "WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/%d\r\nWARC-Date: 2024-03-01T00:00:00Z\r\n"
                               "Content-Type: application/http\r\nContent-Length: %zu\r\n\r\n%s",
                               i, strlen(head) + n, head);
        memcpy(plain + len, body, n);
        memcpy(plain + len + n, "\r\n\r\n", 4);
        len += n + 4;
    }
    struct bytes rows[] = { { plain, len, 0 }, { packed, pack(plain, len, packed, sizeof packed), 0 } };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) assert_true(failures_of(read_archive, &rows[i]) > 3);
    char path[] = "/tmp/hearsay-memory-XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0 && write(fd, packed, rows[1].n) == (ssize_t)rows[1].n);
    close(fd);
    assert_true(failures_of(read_archive_file, path) > 3);
    unlink(path);
}

/* ---- Several documents ----------------------------------------------------------------------------------------------------------- */

struct pair {
    hearsay_document *a, *b;
    hearsay_format format;
};

static hearsay_code take_keys(void *context, hearsay_error *err)
{
    uint64_t *keys = NULL;
    size_t n;
    const hearsay_code code = hearsay_document_keys(((struct pair *)context)->b, &keys, &n, err);
    hearsay_keys_free(keys);
    return code;
}

static hearsay_code stop_keys(void *context, hearsay_error *err)
{
    static const uint64_t keys[] = { 3, 1, 2 };
    (void)context;
    hearsay_copies *set = hearsay_copies_new(err);
    if (!set) return err->code;
    hearsay_code code = hearsay_copies_stop(set, keys, 3, err);
    if (code == HEARSAY_OK) code = hearsay_copies_add(set, ((struct pair *)context)->b, err);
    hearsay_copies_free(set);
    return code;
}

static hearsay_code write_difference(void *context, hearsay_error *err)
{
    const struct pair *p = context;
    char *out = NULL;
    const hearsay_code code = hearsay_diff_write(p->a, p->b, p->format, NULL, &out, NULL, err);
    hearsay_string_free(out);
    return code;
}

static hearsay_code check_claim(void *context, hearsay_error *err)
{
    const struct pair *p = context;
    hearsay_verdict *v = hearsay_check(engine, p->a, p->b, err);
    if (!v) return err->code;
    char *out = NULL;
    const hearsay_code code = hearsay_verdict_write(v, p->format, NULL, &out, NULL, err);
    hearsay_string_free(out);
    hearsay_verdict_free(v);
    return code;
}

static void test_documents(void **state)
{
    (void)state;
    char text[6000], *at = text;
    at += sprintf(at, "%s", ARTICLE);
    for (int i = 0; i < 300; i++) at += sprintf(at, "w%d%s", i, i % 20 == 19 ? ".\n\n" : " ");
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    struct pair p = { hearsay_read(engine, ARTICLE, strlen(ARTICLE), &opts, NULL), hearsay_read(engine, text, strlen(text), &opts, NULL),
                      HEARSAY_TEXT };
    assert_true(p.a && p.b);
    assert_true(failures_of(take_keys, &p) > 2);
    assert_true(failures_of(stop_keys, &p) > 3);
    for (int json = 0; json < 2; json++) {
        p.format = json ? HEARSAY_JSON : HEARSAY_TEXT;
        assert_true(failures_of(write_difference, &p) > 2);
        assert_true(failures_of(check_claim, &p) > 2);
    }
    hearsay_document_free(p.a);
    hearsay_document_free(p.b);
}

/* A line for which there is not enough memory must not become a line that is wrong. */
static void no_report(void *context, const hearsay_error *why) { *(hearsay_error *)context = *why; }

static hearsay_code check_pairs(void *context, hearsay_error *err)
{
    static const char pairs[] = "{\"headline\":\"Harbour board stopped ships\",\"body_id\":7}\n{\"headline\":\"Ships sail\",\"body_id\":8}\n";
    static const char bodies[] = "{\"body_id\":7,\"text\":\"The ships had stopped, Ada Lind said.\"}\n{\"body_id\":8,\"text\":\"They deny it.\"}\n";
    char *out = NULL;
    size_t failed = 0;
    hearsay_error reported = { 0 };
    (void)context;
    hearsay_code code =
        hearsay_check_pairs(engine, pairs, sizeof pairs - 1, bodies, sizeof bodies - 1, no_report, &reported, &out, NULL, &failed, err);
    if (code == HEARSAY_OK && (failed || reported.code)) code = error_set(err, HEARSAY_E_ARGUMENT, 0, "%.200s", reported.msg);
    hearsay_string_free(out);
    return code;
}

static void test_pairs(void **state)
{
    (void)state;
    hearsay_error err;
    if (check_pairs(NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    assert_true(failures_of(check_pairs, NULL) > 3);
}

static int open_engine(void **state)
{
    (void)state;
    engine = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, NULL);
    return !engine;
}

static int close_engine(void **state)
{
    (void)state;
    hearsay_engine_close(engine);
    return 0;
}

int main(void)
{
    dl_iterate_phdr(note_spared, NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reading),   cmocka_unit_test(test_reading_further), cmocka_unit_test(test_archives),
        cmocka_unit_test(test_documents), cmocka_unit_test(test_pairs),
    };
    const int failed = cmocka_run_group_tests(tests, open_engine, close_engine);
    printf("memory failed %ld times\n", injected);
    return failed;
}

#else

int main(void) { return 0; }

#endif
