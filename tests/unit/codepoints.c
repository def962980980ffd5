/* Offsets in code points, and the getters that give them: against counting from the text's start. */
#include "handmade.h"

#include <stdio.h>

#include "base/utf8.h"

static void test_every_byte(void **state)
{
    (void)state;
    static const uint32_t alphabet[] = { 'a', ' ', '\n', 0xE9, 0x2019, 0x4E2D, 0x1F600 };
    for (uint32_t seed = 1; seed <= 40; seed++) {
        uint64_t dice = seed;
        uint32_t n_letters = 1 + seed % 7; /* seed % 7 == 0: nothing but ASCII */
        char text[1200];
        uint32_t len = 0, want = unit_roll(&dice, 1000);
        while (len < want) len += utf8_encode(alphabet[unit_roll(&dice, n_letters)], text + len);
        struct arena *a = arena_new(0);
        struct codepoints cp;
        assert_true(codepoints_make(&cp, a, text, len));
        for (uint32_t i = 0, starts = 0; i <= len; i++) {
            if (codepoints_at(&cp, i) != starts)
                fail_msg("seed %u: byte %u of %u: %u code points, not %u", seed, i, len, codepoints_at(&cp, i), starts);
            starts += i < len && ((unsigned char)text[i] & 0xC0) != 0x80;
        }
        arena_free(a);
    }
}

static void test_line_borders(void **state)
{
    (void)state;
    char text[256];
    for (uint32_t len = 62; len <= 66; len++) {
        for (uint32_t at = 0; at + 3 <= len; at++) { /* one sign of three bytes, everywhere */
            memset(text, 'x', len);
            memcpy(text + at, "\xe2\x80\x9c", 3);
            struct arena *a = arena_new(0);
            struct codepoints cp;
            assert_true(codepoints_make(&cp, a, text, len));
            assert_int_equal(codepoints_at(&cp, at), at);
            assert_int_equal(codepoints_at(&cp, at + 3), at + 1);
            assert_int_equal(codepoints_at(&cp, len), len - 2);
            arena_free(a);
        }
    }
}

static void test_getters(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "Zoë Brandt", "said", "“We know” | “and so do you.”", QUOTE_DIRECT, 0.75f },
                                             { NULL, NULL, "Café", QUOTE_INDIRECT, 0.25f } };
    const char *text = "Café\n“We know”, Zoë Brandt said, “and so do you.”";
    struct hearsay_document *doc = handmade(text, sayings, 2);
    size_t len;
    assert_string_equal(hearsay_document_text(doc, &len), text);
    assert_int_equal(len, strlen(text));
    assert_string_equal(hearsay_document_id(doc), "9f2c41d0b7e35a68");
    assert_int_equal(hearsay_document_repairs(doc), 0);

    assert_int_equal(hearsay_block_count(doc), 2);
    assert_string_equal(hearsay_block_at(doc, 0).kind, "headline");
    assert_int_equal(hearsay_block_at(doc, 0).span.end, 4);
    assert_int_equal(hearsay_block_at(doc, 1).span.start, 5);
    assert_int_equal(hearsay_sentence_count(doc), 2);
    assert_int_equal(hearsay_sentence_at(doc, 1).block, 1);
    assert_int_equal(hearsay_sentence_at(doc, 1).span.end, utf8_count(text, len));

    assert_int_equal(hearsay_attribution_count(doc), 2);
    hearsay_attribution a = hearsay_attribution_at(doc, 0);
    assert_int_equal(a.source.n, 1);
    assert_int_equal(a.source.at[0].start, 16);
    assert_int_equal(a.source.at[0].end, 26);
    assert_int_equal(a.content.n, 2);
    assert_int_equal(a.content.at[1].start, 33);
    assert_int_equal(a.sentence, 1);
    assert_string_equal(a.quote, "direct");
    assert_true(a.score == 0.75);
    hearsay_attribution b = hearsay_attribution_at(doc, 1);
    assert_int_equal(b.source.n, 0);
    assert_null(b.source.at);
    assert_int_equal(b.cue.n, 0);
    assert_int_equal(b.content.at[0].end, 4);
    arena_free(doc->arena);
}

static void test_empty(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("", NULL, 0);
    size_t len = 1;
    assert_string_equal(hearsay_document_text(doc, &len), "");
    assert_int_equal(len, 0);
    assert_int_equal(hearsay_attribution_count(doc), 0);
    assert_int_equal(codepoints_at(&doc->view->codepoints, 0), 0);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_every_byte), cmocka_unit_test(test_line_borders), cmocka_unit_test(test_getters),
                                        cmocka_unit_test(test_empty) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
