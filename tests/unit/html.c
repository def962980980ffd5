/* Pages through the public functions: what begins as one, what is refused and counted, and what the page stage alone gives. */
#include "unit.h"

#include "hearsay.h"

#define STORY                                                                                                                                        \
    "<p>The ferries of the bay will stop running in April, the operator said on Monday, after a winter in which few people travelled with them.</p>" \
    "<p>The mayor's office denied that it had known of the plan, and said that talks with the operator would begin next week in the town hall.</p>"
#define GERMAN \
    "<p>Der Bürgermeister sagte am Montag, dass die Fähren im April nicht mehr fahren und dass niemand die Leute auf der Insel gefragt habe.</p>"

static void test_looks(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in;
        bool want;
    } rows[] = {
        { __LINE__, "<!DOCTYPE html><html>", true },
        { __LINE__, "<!doctype HTML PUBLIC", true },
        { __LINE__, "\n\t <html lang=en>", true },
        { __LINE__, "\xef\xbb\xbf<HTML>", true },
        { __LINE__, "<!-- saved --> <!--again-->\n<body>", true },
        { __LINE__, "<?xml version='1.0'?>\n<html xmlns='x'>", true },
        { __LINE__, "<p>Word", true },
        { __LINE__, "<?xml version='1.0'?><rss>", false },
        { __LINE__, "<3 the new mayor", false },
        { __LINE__, "{\"html\":\"<html>\"}", false },
        { __LINE__, "He said: <html> is a tag.", false },
        { __LINE__, "<!-- never closed <html>", false },
        { __LINE__, "<!--", false },
        { __LINE__, "<?xml", false },
        { __LINE__, "", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len = strlen(rows[i].in);
        char *copy = malloc(len + 1); /* no NUL behind it */
        assert_non_null(copy);
        memcpy(copy, rows[i].in, len);
        if (hearsay_looks_like_html(copy, len) != rows[i].want) fail_msg("row of line %d", rows[i].line);
        free(copy);
    }
}

static void test_refused(void **state)
{
    (void)state;
    hearsay_options small = HEARSAY_OPTIONS_INIT, strict = HEARSAY_OPTIONS_INIT;
    small.max_bytes = 10;
    strict.strict = true;
    const struct {
        int line;
        const char *in;
        size_t len;
        const hearsay_options *opts;
        hearsay_code code;
        size_t at;
    } rows[] = {
        { __LINE__, "<p>0123456789", 13, &small, HEARSAY_E_TOO_LONG, 10 },
        { __LINE__, "<p>a\0b", 6, NULL, HEARSAY_E_BINARY, 4 },
        { __LINE__, "<p>\xc3\xa9 \xff", 7, &strict, HEARSAY_E_UTF8, 6 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err = { 0 };
        assert_null(hearsay_page_html(rows[i].in, rows[i].len, rows[i].opts, &err));
        if (err.code != rows[i].code || err.at != rows[i].at) fail_msg("row of line %d: %d at %zu: %s", rows[i].line, (int)err.code, err.at, err.msg);
    }
    hearsay_error err = { 0 };
    assert_null(hearsay_read_html(NULL, STORY, strlen(STORY), NULL, &err)); /* an engine that was not opened is no wish for the page alone */
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
}

static void test_language(void **state)
{
    (void)state;
    hearsay_error err = { 0 };
    hearsay_options any = HEARSAY_OPTIONS_INIT;
    any.any_language = true;
    hearsay_engine *eng = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, &err);
    if (!eng) fail_msg("%s", err.msg);
    assert_null(hearsay_read_html(eng, GERMAN, strlen(GERMAN), NULL, &err));
    assert_int_equal(err.code, HEARSAY_E_LANGUAGE);
    assert_non_null(strstr(err.msg, "German (de)"));
    hearsay_document *docs[] = { hearsay_read_html(eng, GERMAN, strlen(GERMAN), &any, &err), hearsay_page_html(GERMAN, strlen(GERMAN), NULL, &err) };
    for (size_t i = 0; i < 2; i++) {
        if (!docs[i]) fail_msg("%s", err.msg);
        assert_string_equal(hearsay_document_language(docs[i]), "de");
        assert_int_equal(hearsay_sentence_count(docs[i]) > 0, i == 0);
        hearsay_document_free(docs[i]);
    }
    /* Too short to tell: what the page declares, and nothing is refused. */
    static const char title[] = "<html lang='de-AT'><h1>Die Fähren</h1><p>Die Fähren fahren nicht.</p>";
    hearsay_document *doc = hearsay_read_html(eng, title, strlen(title), NULL, &err);
    if (!doc) fail_msg("%s", err.msg);
    assert_string_equal(hearsay_document_language(doc), "de");
    hearsay_document_free(doc);
    hearsay_engine_close(eng);
}

static void test_page_alone(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_document *empty = hearsay_page_html(NULL, 0, NULL, &err);
    size_t len = 1;
    assert_non_null(empty);
    assert_string_equal(hearsay_document_text(empty, &len), "");
    assert_true(len == 0 && hearsay_block_count(empty) == 0 && !hearsay_document_title(empty));
    hearsay_document_free(empty);

    static char deep[1 << 14];
    size_t n = 0;
    for (unsigned i = 0; i < 300; i++) n += (size_t)sprintf(deep + n, "<div>");
    n += (size_t)sprintf(deep + n, "Caf\xc3\xa9 \xff %s", STORY);
    hearsay_document *doc = hearsay_page_html(deep, n, NULL, &err);
    if (!doc) fail_msg("%s", err.msg);
    assert_in_range(hearsay_document_repairs(doc), 40, 60); /* the byte, and the tags beyond 256 */
    assert_int_equal(hearsay_sentence_count(doc) + hearsay_attribution_count(doc) + hearsay_time_count(doc), 0);
    char *out;
    for (hearsay_format f = HEARSAY_JSON; f <= HEARSAY_BLOCKS; f++) {
        assert_int_equal(hearsay_document_write(doc, f, NULL, &out, &len, &err), HEARSAY_OK);
        assert_int_equal(strlen(out), len);
        hearsay_string_free(out);
    }
    hearsay_document_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_looks),
        cmocka_unit_test(test_refused),
        cmocka_unit_test(test_language),
        cmocka_unit_test(test_page_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
