/* brat's stand-off annotations: rows as written, and every T says what stands at its offsets. */
#include "handmade.h"

#include "base/utf8.h"
#include "write/write.h"

static char *annotations(const struct hearsay_document *doc)
{
    char *out = NULL;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_BRAT_ANN, NULL, &out, NULL, NULL), HEARSAY_OK);
    return out;
}

static void test_rows(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        struct saying sayings[2];
        uint32_t n;
        const char *want;
    } rows[] = {
        { __LINE__,
          "The shipments, officials said, had stopped.",
          { { "officials", "said", "The shipments | had stopped", QUOTE_INDIRECT, 0.93f } },
          1,
          "T1\tSource 15 24\tofficials\nT2\tCue 25 29\tsaid\nT3\tContent 0 13;31 42\tThe shipments had stopped\n"
          "R1\tSourceOf Arg1:T1 Arg2:T2\nR2\tContentOf Arg1:T3 Arg2:T2\nA1\tQuote T3 indirect\nA2\tStance T2 states\n"
          "A3\tSourceType T1 named\n#1\tAnnotatorNotes T2\tt1 0.93\n" },
        /* One speaker, two cues: one T. */
        { __LINE__,
          "Zoë denied it and called it “rubbish”.",
          { { "Zoë", "denied", "it", QUOTE_INDIRECT, 0.5f }, { "Zoë", "called", "“rubbish”", QUOTE_DIRECT, 1 } },
          2,
          "T1\tSource 0 3\tZoë\nT2\tCue 4 10\tdenied\nT3\tContent 11 13\tit\nT4\tCue 18 24\tcalled\n"
          "T5\tContent 28 37\t“rubbish”\nR1\tSourceOf Arg1:T1 Arg2:T2\nR2\tContentOf Arg1:T3 Arg2:T2\n"
          "A1\tQuote T3 indirect\nA2\tStance T2 states\nA3\tSourceType T1 named\n#1\tAnnotatorNotes T2\tt1 0.5\n"
          "R3\tSourceOf Arg1:T1 Arg2:T4\nR4\tContentOf Arg1:T5 Arg2:T4\nA4\tQuote T5 direct\nA5\tStance T4 states\n"
          "#2\tAnnotatorNotes T4\tt2 1\n" },
        /* No cue; no source either. */
        { __LINE__,
          "Iran: talks possible",
          { { "Iran", NULL, "talks possible", QUOTE_INDIRECT, 0.5f } },
          1,
          "T1\tSource 0 4\tIran\nT2\tContent 6 20\ttalks possible\nR1\tSourceOf Arg1:T1 Arg2:T2\nA1\tQuote T2 indirect\n"
          "A2\tStance T2 states\nA3\tSourceType T1 named\n#1\tAnnotatorNotes T2\tt1 0.5\n" },
        { __LINE__,
          "\"Never.\"",
          { { NULL, NULL, "\"Never.\"", QUOTE_DIRECT, 0.5f } },
          1,
          "T1\tContent 0 8\t\"Never.\"\nA1\tQuote T1 direct\nA2\tStance T1 states\n#1\tAnnotatorNotes T1\tt1 0.5\n" },
        { __LINE__,
          "He spoke.",
          { { "He", "spoke", NULL, QUOTE_INDIRECT, 0.5f } },
          1,
          "T1\tSource 0 2\tHe\nT2\tCue 3 8\tspoke\nR1\tSourceOf Arg1:T1 Arg2:T2\nA1\tStance T2 states\n"
          "A2\tSourceType T1 named\n#1\tAnnotatorNotes T2\tt1 0.5\n" },
        /* A row has no line end and no tab inside. */
        { __LINE__,
          "\"One. \r\n\r\n Two\tthree.\xe2\x80\xa8"
          "Four\"",
          { { NULL, NULL,
              "\"One. \r\n\r\n Two\tthree.\xe2\x80\xa8"
              "Four\"",
              QUOTE_DIRECT, 0.5f } },
          1,
          "T1\tContent 0 5;11 14;15 21;22 27\t\"One. Two three. Four\"\nA1\tQuote T1 direct\nA2\tStance T1 states\n"
          "#1\tAnnotatorNotes T1\tt1 0.5\n" },
        { __LINE__, "Nothing said.", { { 0 } }, 0, "" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = handmade(rows[i].text, rows[i].sayings, rows[i].n);
        char *out = annotations(doc);
        if (strcmp(out, rows[i].want)) fail_msg("row of line %d:\n%s\nnot\n%s", rows[i].line, out, rows[i].want);
        hearsay_string_free(out);
        arena_free(doc->arena);
    }
}

/* The bytes of code points [start, end) of a text. */
static const char *characters(const char *text, size_t start, size_t end, size_t *len)
{
    size_t from = 0, to;
    uint32_t cp;
    for (size_t i = 0; i < start; i++) from += utf8_decode(text + from, strlen(text + from), &cp);
    to = from;
    for (size_t i = start; i < end; i++) to += utf8_decode(text + to, strlen(text + to), &cp);
    *len = to - from;
    return text + from;
}

/* What brat itself checks when it loads a document. */
static void test_offsets_spell_the_text(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "Łukasz 中", "сказал", "“où”\n | 😀 et\nça", QUOTE_MIXED, 0.5f } };
    const char *text = "é\n“où”\n, Łukasz 中 сказал, 😀 et\nça va";
    struct hearsay_document *doc = handmade(text, sayings, 1);
    char *out = annotations(doc), *rest = out;
    int checked = 0;
    for (char *row; (row = strsep(&rest, "\n"));) {
        if (*row != 'T') continue;
        strsep(&row, "\t");
        char *place = strsep(&row, "\t"), joined[200] = "";
        strsep(&place, " ");
        for (char *span; (span = strsep(&place, ";"));) {
            char *end;
            size_t len, from = strtoul(span, &end, 10);
            const char *at = characters(text, from, strtoul(end, NULL, 10), &len);
            if (*joined) strcat(joined, " ");
            strncat(joined, at, len);
        }
        assert_string_equal(joined, row);
        checked++;
    }
    assert_int_equal(checked, 3);
    hearsay_string_free(out);
    arena_free(doc->arena);
}

static void test_text_is_the_text(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("a\r\n\tb “c”\n", NULL, 0);
    char *out = NULL;
    size_t len;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_BRAT_TEXT, NULL, &out, &len, NULL), HEARSAY_OK);
    assert_string_equal(out, doc->text);
    hearsay_string_free(out);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_offsets_spell_the_text),
                                        cmocka_unit_test(test_text_is_the_text) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
