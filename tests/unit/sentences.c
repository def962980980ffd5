/* Sentences: the cases of tests/cases/words/sentences.txt, and sentences from given starts. */
#include "unit.h"

#include "cases.h"
#include "textual.h"

static unsigned failures;

static void check_sentences(const struct test_case *c)
{
    struct hearsay_document *doc = textual_new(c->input, strlen(c->input));
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    if (doc->n_sentences != c->n_rows) {
        print_error("%s:%d: %u sentences\n", c->file, c->line, (unsigned)doc->n_sentences);
        failures++;
    }
    for (unsigned i = 0; i < c->n_rows && i < doc->n_sentences; i++) {
        struct span s = doc->sentences[i].span;
        assert_string_equal(c->rows[i].key, "sentence");
        if (strlen(c->rows[i].value) != s.end - s.start || memcmp(c->rows[i].value, doc->text + s.start, s.end - s.start)) {
            print_error("%s:%d: got %.*s\n", c->file, c->rows[i].line, (int)(s.end - s.start), doc->text + s.start);
            failures++;
        }
    }
    textual_free(doc);
}

static void test_cases(void **state)
{
    (void)state;
    failures = 0;
    assert_in_range(cases_run("tests/cases/words/sentences.txt", check_sentences), 10, 1000);
    assert_int_equal(failures, 0);
}

/* Starts from elsewhere are taken as they are, but a block's first word always starts one. */
static void test_given_starts(void **state)
{
    (void)state;
    const char *text = "One two. Three\nfour five";
    static const uint8_t starts[] = { 0, 1, 0, 0, 0, 0 }; /* One | two . Three | four five */
    static const uint32_t sentence[] = { 0, 1, 1, 1, 2, 2 };
    static const struct sentence want[] = { { { 0, 3 }, 0, 0, 1 }, { { 4, 14 }, 0, 1, 3 }, { { 15, 24 }, 1, 4, 2 } };
    struct hearsay_document *doc = textual_new(text, strlen(text));
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(doc->n_words, 6);
    assert_int_equal(text_sentences(doc, starts, NULL), HEARSAY_OK);
    assert_int_equal(doc->n_sentences, 3);
    for (uint32_t i = 0; i < 3; i++) {
        assert_int_equal(doc->sentences[i].span.start, want[i].span.start);
        assert_int_equal(doc->sentences[i].span.end, want[i].span.end);
        assert_int_equal(doc->sentences[i].block, want[i].block);
        assert_int_equal(doc->sentences[i].first_word, want[i].first_word);
        assert_int_equal(doc->sentences[i].words, want[i].words);
    }
    for (uint32_t i = 0; i < 6; i++) assert_int_equal(doc->words[i].sentence, sentence[i]);
    textual_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_given_starts) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
