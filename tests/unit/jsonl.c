/* Records of JSON Lines: what they say, what is mended, and what is refused, down to the byte. */
#include "unit.h"

#include "page/jsonl.h"

#define FFFD "\xef\xbf\xbd"

static bool same(const char *a, const char *b) { return a && b ? !strcmp(a, b) : a == b; }

static void test_good(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *text, *id, *url, *title, *outlet, *published;
        uint32_t repairs;
    } rows[] = {
        { __LINE__, "{\"text\":\"Hello.\"}", "Hello.", NULL, NULL, NULL, NULL, NULL, 0 },
        { __LINE__, " {\"text\": \"\", \"other\": [1, {}]} \r", "", NULL, NULL, NULL, NULL, NULL, 0 },
        { __LINE__, "{\"text\":\"T\",\"id\":\"7a\",\"url\":\"http://x/y\",\"title\":\"Ti\",\"outlet\":\"O\",\"published\":\"2024-01-02\"}", "T", "7a",
          "http://x/y", "Ti", "O", "2024-01-02", 0 },
        { __LINE__, "{\"text\":\"T\",\"id\":12345678901234,\"url\":null,\"title\":7,\"outlet\":\"\",\"published\":{}}", "T", "12345678901234", NULL,
          NULL, NULL, NULL, 0 },
        { __LINE__, "{\"text\":\"T\",\"title\":\"a\\u0000b\"}", "T", NULL, NULL, NULL, NULL, NULL, 0 },
        { __LINE__, "{\"text\":\"one\",\"text\":\"two\"}", "two", NULL, NULL, NULL, NULL, NULL, 0 },
        { __LINE__, "{\"text\":\"\\u00e9\\ud83d\\ude00\\n\"}", "é😀\n", NULL, NULL, NULL, NULL, NULL, 0 },
        { __LINE__,
          "{\"text\":\"a\xff"
          "b\",\"title\":\"\xc3\"}",
          "a" FFFD "b", NULL, NULL, FFFD, NULL, NULL, 2 },
        { __LINE__, "{\"text\":\"a\\ud83db\"}", "a" FFFD "b", NULL, NULL, NULL, NULL, NULL, 1 },
        { __LINE__, "{\"text\":\"\\uDE00\\uD83D\\uD83D\\uDE00\"}", FFFD FFFD "😀", NULL, NULL, NULL, NULL, NULL, 2 },
        { __LINE__, "{\"text\":\"\\uD83D\xff\"}", FFFD FFFD, NULL, NULL, NULL, NULL, NULL, 2 },
        { __LINE__, "{\"text\":\"\\\\ud83d \\\\\\ud83d\"}", "\\ud83d \\" FFFD, NULL, NULL, NULL, NULL, NULL, 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jsonl_record r;
        hearsay_error err = { 0 };
        size_t len = strlen(rows[i].in);
        char *line = unit_copy(rows[i].in, len);
        if (jsonl_read(&r, line, len, false, &err) != HEARSAY_OK) fail_msg("row of line %d: %s", rows[i].line, err.msg);
        if (!same(r.text, rows[i].text) || r.len != strlen(rows[i].text) || !same(r.id, rows[i].id) || !same(r.url, rows[i].url) ||
            !same(r.title, rows[i].title) || !same(r.outlet, rows[i].outlet) || !same(r.published, rows[i].published) || r.repairs != rows[i].repairs)
            fail_msg("row of line %d: \"%s\", %u repairs", rows[i].line, r.text, r.repairs);
        jsonl_free(&r);
        free(line);
    }
}

static void test_bad(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in;
        bool strict;
        hearsay_code code;
        size_t at;
        const char *says;
    } rows[] = {
        { __LINE__, "", false, HEARSAY_E_JSON, 0, "broken JSON" },
        { __LINE__, "{\"text\":\"a\"", false, HEARSAY_E_JSON, 11, "broken JSON" },
        { __LINE__, "{\"text\":\"a", false, HEARSAY_E_JSON, 10, "broken JSON" },
        { __LINE__, "{\"text\":\"a\"} x", false, HEARSAY_E_JSON, 14, "end of file expected" },
        { __LINE__, "{\"text\":'a'}", false, HEARSAY_E_JSON, 9, "broken JSON" },
        { __LINE__, "{\"text\":\"a\\q\"}", false, HEARSAY_E_JSON, 12, "invalid escape" },
        { __LINE__, "{\"text\":\"a\\u12\"}", false, HEARSAY_E_JSON, 15, "invalid escape" },
        { __LINE__, "{\"text\":\"a\\", false, HEARSAY_E_JSON, 11, "broken JSON" },
        { __LINE__, "{\"text\":\"a\tb\"}", false, HEARSAY_E_JSON, 10, "control character" },
        { __LINE__, "{\"text\":\"a\",\"n\":1e999}", false, HEARSAY_E_JSON, 21, "overflow" },
        { __LINE__, "[\"text\"]", false, HEARSAY_E_JSON, 0, "the record is an array" },
        { __LINE__, "\"text\"", false, HEARSAY_E_JSON, 6, "'{' expected" },
        { __LINE__, "{\"body\":\"a\"}", false, HEARSAY_E_JSON, 0, "no \"text\"" },
        { __LINE__, "{\"text\":null}", false, HEARSAY_E_JSON, 0, "\"text\" is null" },
        { __LINE__, "{\"text\":[\"a\"]}", false, HEARSAY_E_JSON, 0, "\"text\" is an array" },
        { __LINE__, "{\"text\":\"a\xff\"}", true, HEARSAY_E_UTF8, 10, "byte 10 is not UTF-8" },
        { __LINE__, "{\"text\":\"a\\ud800\"}", true, HEARSAY_E_UTF8, 10, "surrogate" },
        { __LINE__, "{\"text\":\"\\ud800\xff\"}", true, HEARSAY_E_UTF8, 9, "surrogate" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct jsonl_record r;
        hearsay_error err = { 0 };
        size_t len = strlen(rows[i].in);
        char *line = unit_copy(rows[i].in, len);
        hearsay_code code = jsonl_read(&r, line, len, rows[i].strict, &err);
        if (code != rows[i].code || err.code != code || err.at != rows[i].at || !strstr(err.msg, rows[i].says))
            fail_msg("row of line %d: %s at %zu: %s", rows[i].line, hearsay_code_name(code), err.at, err.msg);
        free(line);
    }
}

static void test_deep(void **state)
{
    (void)state;
    enum { DEPTH = 200000 };
    char *line = malloc(DEPTH);
    assert_non_null(line);
    memset(line, '[', DEPTH);
    struct jsonl_record r;
    hearsay_error err = { 0 };
    assert_int_equal(jsonl_read(&r, line, DEPTH, false, &err), HEARSAY_E_JSON);
    assert_non_null(strstr(err.msg, "maximum parsing depth"));
    free(line);
}

static void test_nul_in_text(void **state)
{
    (void)state;
    static const char line[] = "{\"text\":\"a\\u0000b\"}";
    struct jsonl_record r;
    assert_int_equal(jsonl_read(&r, line, sizeof line - 1, true, NULL), HEARSAY_OK);
    assert_int_equal(r.len, 3);
    assert_memory_equal(r.text, "a\0b", 3);
    jsonl_free(&r);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_bad), cmocka_unit_test(test_deep),
                                        cmocka_unit_test(test_nul_in_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
