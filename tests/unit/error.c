/* Messages are one line of UTF-8, whatever they quote; codes keep their names and numbers. */
#include "unit.h"

#include "base/error.h"
#include "base/utf8.h"

static void test_message(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *quoted, *message;
    } rows[] = {
        { __LINE__, "a.txt", "file a.txt" },
        { __LINE__, "a\nb\x1b[1m", "file a?b?[1m" },
        { __LINE__, "caf\xc3\xa9", "file caf\xc3\xa9" },
        { __LINE__, "caf\xe9", "file caf?" },
        { __LINE__,
          "a\xc2\x9b"
          "2J",
          "file a??2J" },
        { __LINE__, "a\xe2\x80\xaetxt.b\xd8\x9c\xe2\x81\xa9", "file a???txt.b?????" },
        { __LINE__, "\xe2\x80\x9c\xc2\xa0", "file \xe2\x80\x9c\xc2\xa0" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err;
        assert_int_equal(error_set(&err, HEARSAY_E_IO, 7, "file %s", rows[i].quoted), HEARSAY_E_IO);
        if (err.code != HEARSAY_E_IO || err.at != 7 || strcmp(err.msg, rows[i].message)) fail_msg("row %d: \"%s\"", rows[i].line, err.msg);
    }
    assert_int_equal(error_set(NULL, HEARSAY_E_NOMEM, 0, "nobody listens"), HEARSAY_E_NOMEM);
}

/* A long message is cut between characters, wherever the cut falls. */
static void test_cut(void **state)
{
    (void)state;
    char word[600];
    for (unsigned shift = 0; shift < 4; shift++) {
        memset(word, 'x', sizeof word);
        for (size_t i = shift; i + 4 < sizeof word; i += 4) memcpy(word + i, "\xf0\x9f\x98\x80", 4);
        word[sizeof word - 1] = '\0';
        hearsay_error err;
        error_set(&err, HEARSAY_E_IO, 0, "%s", word);
        size_t len = strlen(err.msg);
        assert_in_range(len, sizeof err.msg - 5, sizeof err.msg - 1);
        assert_int_equal(utf8_invalid_at(err.msg, len), len);
        assert_null(strchr(err.msg, '?'));
    }
}

static void test_codes(void **state)
{
    (void)state;
    static const struct {
        int line, number;
        hearsay_code code;
        const char *name;
    } rows[] = {
        { __LINE__, 0, HEARSAY_OK, "HEARSAY_OK" },
        { __LINE__, 1, HEARSAY_E_NOMEM, "HEARSAY_E_NOMEM" },
        { __LINE__, 2, HEARSAY_E_ARGUMENT, "HEARSAY_E_ARGUMENT" },
        { __LINE__, 10, HEARSAY_E_IO, "HEARSAY_E_IO" },
        { __LINE__, 20, HEARSAY_E_UTF8, "HEARSAY_E_UTF8" },
        { __LINE__, 21, HEARSAY_E_TOO_LONG, "HEARSAY_E_TOO_LONG" },
        { __LINE__, 22, HEARSAY_E_BINARY, "HEARSAY_E_BINARY" },
        { __LINE__, 23, HEARSAY_E_JSON, "HEARSAY_E_JSON" },
        { __LINE__, 24, HEARSAY_E_LANGUAGE, "HEARSAY_E_LANGUAGE" },
        { __LINE__, 25, HEARSAY_E_ARCHIVE, "HEARSAY_E_ARCHIVE" },
        { __LINE__, 30, HEARSAY_E_MODEL, "HEARSAY_E_MODEL" },
        { __LINE__, 31, HEARSAY_E_COMPUTE, "HEARSAY_E_COMPUTE" },
        { __LINE__, 32, HEARSAY_E_LEXICON, "HEARSAY_E_LEXICON" },
        { __LINE__, 40, HEARSAY_E_STORE, "HEARSAY_E_STORE" },
        { __LINE__, 41, HEARSAY_E_BUSY, "HEARSAY_E_BUSY" },
        { __LINE__, 42, HEARSAY_E_NOT_FOUND, "HEARSAY_E_NOT_FOUND" },
        { __LINE__, 99, (hearsay_code)99, "?" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if ((int)rows[i].code != rows[i].number || strcmp(hearsay_code_name(rows[i].code), rows[i].name))
            fail_msg("row %d: %d is %s", rows[i].line, (int)rows[i].code, hearsay_code_name(rows[i].code));
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_message), cmocka_unit_test(test_cut), cmocka_unit_test(test_codes) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
