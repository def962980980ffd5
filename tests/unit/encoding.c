/* Encodings of pages: which one is taken, what comes out, what is mended and what is refused. */
#include "unit.h"

#include "page/encoding.h"

#define FFFD "\xef\xbf\xbd"
#define BYTES(s) s, sizeof(s) - 1

/* clang-format off */
static const struct { int line; const char *in; size_t len; const char *charset, *encoding, *out; uint32_t repairs; } good[] = {
    { __LINE__, BYTES("<p>plain"), NULL, "UTF-8", "<p>plain", 0 },
    { __LINE__, BYTES("<p>caf\xc3\xa9"), NULL, "UTF-8", "<p>caf\xc3\xa9", 0 },
    { __LINE__, BYTES("<p>caf\xe9"), NULL, "windows-1252", "<p>caf\xc3\xa9", 0 },
    { __LINE__, BYTES("<p>\x93Yes,\x94 she said \x96 it\x92s \x80" "5"), NULL, "windows-1252", "<p>“Yes,” she said – it’s €5", 0 },
    /* Byte order marks go before everything. */
    { __LINE__, BYTES("\xef\xbb\xbf<p>caf\xc3\xa9"), "iso-8859-1", "UTF-8", "<p>caf\xc3\xa9", 0 },
    { __LINE__, BYTES("\xff\xfe<\0p\0>\0\xe9\0"), "utf-8", "UTF-16LE", "<p>é", 0 },
    { __LINE__, BYTES("\xfe\xff\0<\0p\0>\0\xe9"), NULL, "UTF-16BE", "<p>é", 0 },
    { __LINE__, BYTES("<\0p\0>\0\xe9\0"), NULL, "UTF-16LE", "<p>é", 0 },
    { __LINE__, BYTES("\0<\0p\0>\0\xe9"), NULL, "UTF-16BE", "<p>é", 0 },
    /* The server before the page, the page before the guess; labels as the Encoding Standard has them. */
    { __LINE__, BYTES("<meta charset=utf-8><p>\xf1"), "iso-8859-2", "ISO-8859-2", "<meta charset=utf-8><p>ń", 0 },
    { __LINE__, BYTES("<meta charset='ISO-8859-2'><p>\xf1"), NULL, "ISO-8859-2", "<meta charset='ISO-8859-2'><p>ń", 0 },
    { __LINE__, BYTES("<META http-equiv=Content-Type content=\"text/html; charset=Windows-1251\"><p>\xcf\xe0"), NULL, "windows-1251",
      "<META http-equiv=Content-Type content=\"text/html; charset=Windows-1251\"><p>Па", 0 },
    { __LINE__, BYTES("<?xml version='1.0' encoding='ISO-8859-15'?><p>\xa4"), NULL, "ISO-8859-15",
      "<?xml version='1.0' encoding='ISO-8859-15'?><p>€", 0 },
    { __LINE__, BYTES("<p>\xf1"), "text/html; charset=ISO-8859-2", "ISO-8859-2", "<p>ń", 0 },
    { __LINE__, BYTES("<p>\x93"), "\"latin1\"", "windows-1252", "<p>“", 0 },
    { __LINE__, BYTES("<p>\x82\xa0\x82\xa2"), "Shift_JIS", "CP932", "<p>あい", 0 },
    { __LINE__, BYTES("<p>\xa4\xa2"), "EUC-JP", "EUC-JP", "<p>あ", 0 },
    { __LINE__, BYTES("<p>\xd6\xd0\xce\xc4"), "gb2312", "GB18030", "<p>中文", 0 },
    { __LINE__, BYTES("<p>\xf0\xd2"), "koi8-r", "KOI8-R", "<p>Пр", 0 },
    /* Wrong declarations. */
    { __LINE__, BYTES("<meta charset=iso-8859-1><p>It\xe2\x80\x99s caf\xc3\xa9"), NULL, "UTF-8", "<meta charset=iso-8859-1><p>It’s café", 0 },
    { __LINE__, BYTES("<meta charset=utf-8><p>It\x92s caf\xe9"), NULL, "windows-1252", "<meta charset=utf-8><p>It’s café", 0 },
    { __LINE__, BYTES("<meta charset=utf-16><p>caf\xc3\xa9"), NULL, "UTF-8", "<meta charset=utf-16><p>café", 0 },
    { __LINE__, BYTES("<p>caf\xc3\xa9"), "klingon-7", "UTF-8", "<p>café", 0 },
    { __LINE__, BYTES("<meta charset=klingon-7><p>caf\xe9"), NULL, "windows-1252", "<meta charset=klingon-7><p>café", 0 },
    { __LINE__, BYTES("<p>charset=iso-8859-2 \xf1"), NULL, "windows-1252", "<p>charset=iso-8859-2 ñ", 0 },
    /* Broken sequences among good ones. */
    { __LINE__, BYTES("<p>\xc3\xa9\xc3\xa9\xff"), NULL, "UTF-8", "<p>éé" FFFD, 1 },
    { __LINE__, BYTES("<p>\xe2\x80\x99 \xe2\x80"), "utf-8", "UTF-8", "<p>’ " FFFD, 1 },
    { __LINE__, BYTES("<p>\x82\xa0\x82"), "Shift_JIS", "CP932", "<p>あ" FFFD, 1 },
    { __LINE__, BYTES(""), NULL, "UTF-8", "", 0 },
};
static const struct { int line; const char *in; size_t len; const char *charset; bool strict; hearsay_code code; size_t at; } bad[] = {
    { __LINE__, BYTES("GIF89a\0\1"), NULL, false, HEARSAY_E_BINARY, 6 },
    { __LINE__, BYTES("a\x01\x02\x03\x04\x05\x06\x07\x0e\x0f\x10"), NULL, false, HEARSAY_E_BINARY, 1 },
    { __LINE__, BYTES("<p>\xc3\xa9\xc3\xa9\xff"), NULL, true, HEARSAY_E_UTF8, 7 },
    { __LINE__, BYTES("\xef\xbb\xbf<p>\xff"), NULL, true, HEARSAY_E_UTF8, 6 },
    { __LINE__, BYTES("<p>\x82\xa0\x82"), "Shift_JIS", true, HEARSAY_E_UTF8, 5 },
};
/* clang-format on */

static void test_good(void **state)
{
    (void)state;
    unsigned wrong = 0;
    for (size_t i = 0; i < sizeof good / sizeof *good; i++) {
        struct arena *a = arena_new(0);
        struct decoded d;
        hearsay_error err;
        char *in = unit_copy(good[i].in, good[i].len);
        if (encoding_decode(a, in, good[i].len, good[i].charset, false, &d, &err) != HEARSAY_OK)
            fail_msg("row of line %d: %s", good[i].line, err.msg);
        if (strcmp(d.encoding, good[i].encoding) || d.len != strlen(good[i].out) || memcmp(d.text, good[i].out, d.len) ||
            d.repairs != good[i].repairs) {
            print_error("row of line %d: %s, \"%.*s\", %u repairs\n", good[i].line, d.encoding, (int)d.len, d.text, d.repairs);
            wrong++;
        }
        free(in);
        arena_free(a);
    }
    assert_int_equal(wrong, 0);
}

static void test_bad(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
        struct arena *a = arena_new(0);
        struct decoded d;
        hearsay_error err = { 0 };
        char *in = unit_copy(bad[i].in, bad[i].len);
        hearsay_code code = encoding_decode(a, in, bad[i].len, bad[i].charset, bad[i].strict, &d, &err);
        if (code != bad[i].code || err.at != bad[i].at) fail_msg("row of line %d: %d at %zu: %s", bad[i].line, (int)code, err.at, err.msg);
        free(in);
        arena_free(a);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_good), cmocka_unit_test(test_bad) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
