/* UTF-8: well-formed and ill-formed sequences, down to the byte; the decoder against one written from the standard's prose. */
#include "unit.h"

#include "base/character.h"
#include "base/utf8.h"

static void test_decode(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in;
        unsigned bytes;
        uint32_t cp;
    } rows[] = {
        { __LINE__, "A", 1, 'A' },
        { __LINE__, "\x7f", 1, 0x7F },
        { __LINE__, "\xc2\x80", 2, 0x80 },
        { __LINE__, "\xdf\xbf", 2, 0x7FF },
        { __LINE__, "\xe0\xa0\x80", 3, 0x800 },
        { __LINE__, "\xed\x9f\xbf", 3, 0xD7FF },
        { __LINE__, "\xee\x80\x80", 3, 0xE000 },
        { __LINE__, "\xef\xbf\xbd", 3, 0xFFFD },
        { __LINE__, "\xf0\x90\x80\x80", 4, 0x10000 },
        { __LINE__, "\xf4\x8f\xbf\xbf", 4, 0x10FFFF },
        { __LINE__, "\x80", 0, 0xFFFD },     /* a continuation byte alone */
        { __LINE__, "\xc0\x80", 0, 0xFFFD }, /* overlong */
        { __LINE__, "\xc1\xbf", 0, 0xFFFD },
        { __LINE__, "\xe0\x9f\xbf", 0, 0xFFFD },
        { __LINE__, "\xf0\x8f\xbf\xbf", 0, 0xFFFD },
        { __LINE__, "\xed\xa0\x80", 0, 0xFFFD },     /* a surrogate */
        { __LINE__, "\xf4\x90\x80\x80", 0, 0xFFFD }, /* past the end of Unicode */
        { __LINE__, "\xf5\x80\x80\x80", 0, 0xFFFD },
        { __LINE__, "\xff", 0, 0xFFFD },
        { __LINE__, "\xe2\x82", 0, 0xFFFD }, /* cut */
        { __LINE__, "", 0, 0xFFFD },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        uint32_t cp;
        unsigned n = utf8_decode(rows[i].in, strlen(rows[i].in), &cp);
        if (n != rows[i].bytes || cp != rows[i].cp) fail_msg("row %d: %u bytes, U+%04X", rows[i].line, n, (unsigned)cp);
        char back[4];
        if (n && (utf8_encode(cp, back) != n || memcmp(back, rows[i].in, n))) fail_msg("row %d: not encoded back", rows[i].line);
    }
}

static void test_invalid_at(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in;
        size_t at;
    } rows[] = {
        { __LINE__, "He said \xff.", 8 },
        { __LINE__, "caf\xc3", 3 }, /* cut inside a character: points at its first byte */
        { __LINE__, "\x80", 0 },
        { __LINE__, "12345678\xe2\x82", 8 },
        { __LINE__, "1234567890123456\xe2\x82\xac\xc0", 19 },
        { __LINE__, "\xe2\x82\xac is fine", 11 },
        { __LINE__, "", 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t at = utf8_invalid_at(rows[i].in, strlen(rows[i].in));
        if (at != rows[i].at) fail_msg("row %d: %zu instead of %zu", rows[i].line, at, rows[i].at);
    }
}

/* Unicode 15, table 3-8, and its neighbours: one U+FFFD for each maximal subpart. */
static void test_repair(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *out;
        uint32_t repairs;
    } rows[] = {
        { __LINE__, "plain", "plain", 0 },
        { __LINE__, "", "", 0 },
        { __LINE__,
          "a\xff"
          "b",
          "a\xef\xbf\xbd"
          "b",
          1 },
        { __LINE__, "\xc0\xaf", "\xef\xbf\xbd\xef\xbf\xbd", 2 },
        { __LINE__, "\xe2\x82", "\xef\xbf\xbd", 1 },
        { __LINE__,
          "\xe2\x82"
          "a",
          "\xef\xbf\xbd"
          "a",
          1 },
        { __LINE__, "\xf0\x9f\x98", "\xef\xbf\xbd", 1 },
        { __LINE__, "\xed\xa0\x80", "\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd", 3 },
        { __LINE__,
          "a\xf1\x80\x80\xe1\x80\xc2"
          "b\x80"
          "c\x80\xbf"
          "d",
          "a\xef\xbf\xbd\xef\xbf\xbd\xef\xbf\xbd"
          "b\xef\xbf\xbd"
          "c\xef\xbf\xbd\xef\xbf\xbd"
          "d",
          6 },
        { __LINE__, "\xef\xbf\xbd", "\xef\xbf\xbd", 0 }, /* one that was there is no repair */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(0);
        size_t len;
        uint32_t repairs;
        const char *out = utf8_repair(a, rows[i].in, strlen(rows[i].in), &len, &repairs);
        if (!out || strcmp(out, rows[i].out) || len != strlen(rows[i].out) || repairs != rows[i].repairs)
            fail_msg("row %d: %u repairs, \"%s\"", rows[i].line, (unsigned)repairs, out ? out : "(null)");
        arena_free(a);
    }
}

/* The oracle: shift the bits together, then refuse what could have been written shorter, surrogates, and what is too large. */
static unsigned slow_decode(const unsigned char *s, size_t len, uint32_t *cp)
{
    *cp = 0xFFFD;
    if (!len) return 0;
    unsigned n = s[0] < 0x80 ? 1 : (s[0] & 0xE0) == 0xC0 ? 2 : (s[0] & 0xF0) == 0xE0 ? 3 : (s[0] & 0xF8) == 0xF0 ? 4 : 0;
    static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
    if (!n || len < n) return 0;
    uint32_t c = n == 1 ? s[0] : s[0] & (0x7Fu >> n);
    for (unsigned i = 1; i < n; i++) {
        if ((s[i] & 0xC0) != 0x80) return 0;
        c = c << 6 | (s[i] & 0x3F);
    }
    if (c < least[n] || (c >= 0xD800 && c <= 0xDFFF) || c > 0x10FFFF) return 0;
    *cp = c;
    return n;
}

static void test_against_oracle(void **state)
{
    (void)state;
    const unsigned seed = 20230207;
    srand(seed);
    for (int round = 0; round < 200000; round++) {
        unsigned char s[6];
        static const unsigned char leads[] = { 0x41, 0x80, 0xBF, 0xC0, 0xC2, 0xDF, 0xE0, 0xE1, 0xED, 0xEF, 0xF0, 0xF1, 0xF4, 0xF5 };
        for (size_t i = 0; i < sizeof s; i++) s[i] = rand() % 3 ? leads[(size_t)rand() % sizeof leads] : (unsigned char)(0x80 + rand() % 64);
        size_t len = (size_t)rand() % (sizeof s + 1);
        uint32_t fast, slow;
        unsigned a = utf8_decode((const char *)s, len, &fast), b = slow_decode(s, len, &slow);
        if (a != b || fast != slow)
            fail_msg("seed %u, round %d: %u bytes U+%04X, oracle %u U+%04X", seed, round, a, (unsigned)fast, b, (unsigned)slow);

        struct arena *arena = round % 16 ? NULL : arena_new(64);
        if (arena) {
            size_t out_len;
            uint32_t repairs;
            const char *out = utf8_repair(arena, (const char *)s, len, &out_len, &repairs);
            assert_int_equal(utf8_invalid_at(out, out_len), out_len);
            assert_int_equal(repairs == 0, utf8_invalid_at((const char *)s, len) == len);
            arena_free(arena);
        }
    }
}

static void test_count(void **state)
{
    (void)state;
    assert_int_equal(utf8_count("na\xc3\xafve \xf0\x9f\x98\x80", 11), 7);
    assert_int_equal(utf8_count("", 0), 0);
    /* Runs of each length of character, at every offset in the eight bytes that are counted at once. */
    static const char *const units[] = { "a", "\xc3\xa9", "\xe2\x82\xac", "\xf0\x9f\x98\x80" };
    for (size_t u = 0; u < 4; u++)
        for (size_t n = 0; n < 40; n++) {
            char s[200];
            for (size_t i = 0; i < n * (u + 1); i++) s[i] = units[u][i % (u + 1)];
            assert_int_equal(utf8_count(s, n * (u + 1)), n);
        }
}

static void test_white_space(void **state)
{
    (void)state;
    static const struct {
        int line;
        uint32_t cp;
        enum char_class class;
    } rows[] = {
        { __LINE__, ' ', CHAR_WHITE },      { __LINE__, '\t', CHAR_WHITE },       { __LINE__, 0x1F, CHAR_WHITE },
        { __LINE__, 0x85, CHAR_WHITE },     { __LINE__, 0xA0, CHAR_WHITE },       { __LINE__, 0x2003, CHAR_WHITE },
        { __LINE__, 0x2029, CHAR_WHITE },   { __LINE__, 0x202F, CHAR_WHITE },     { __LINE__, 0x3000, CHAR_WHITE },
        { __LINE__, 0, CHAR_IGNORABLE },    { __LINE__, 7, CHAR_IGNORABLE },      { __LINE__, 0x7F, CHAR_IGNORABLE },
        { __LINE__, 0xAD, CHAR_IGNORABLE }, { __LINE__, 0x200B, CHAR_IGNORABLE }, { __LINE__, 0xFEFF, CHAR_IGNORABLE },
        { __LINE__, 'x', CHAR_LETTER },     { __LINE__, 0xE9, CHAR_LETTER },      { __LINE__, 0x301, CHAR_LETTER },
        { __LINE__, '7', CHAR_DIGIT },      { __LINE__, 0x663, CHAR_DIGIT },      { __LINE__, 0x2019, CHAR_APOSTROPHE },
        { __LINE__, 0x201C, CHAR_QUOTE },   { __LINE__, 0x2014, CHAR_DASH },      { __LINE__, 0x1F600, CHAR_SYMBOL },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (char_class_of(rows[i].cp) != rows[i].class)
            fail_msg("row %d: U+%04X is of class %d", rows[i].line, (unsigned)rows[i].cp, (int)char_class_of(rows[i].cp));
    assert_int_equal(char_white_prefix(" \t\xc2\xa0x", 5), 4);
    assert_int_equal(char_white_suffix("x \xe3\x80\x80\r\n", 7), 6);
    assert_int_equal(char_white_suffix("\xe3\x80\x80", 3), 3);
    assert_int_equal(char_white_suffix("", 0), 0);
    assert_true(ascii_equals("ReUters", 7, "reuters"));
    assert_false(ascii_equals("Reuters x", 9, "reuters"));
    assert_false(ascii_equals("Reut", 4, "reuters"));
    assert_true(ascii_starts("Reuters x", 9, "reuters"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_decode),         cmocka_unit_test(test_invalid_at), cmocka_unit_test(test_repair),
        cmocka_unit_test(test_against_oracle), cmocka_unit_test(test_count),      cmocka_unit_test(test_white_space),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
