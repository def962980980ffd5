/* Word pieces: what BERT's tokenizer makes of plain and of strange words; and the features of words. */
#include "unit.h"

#include "model/pieces.h"

/* A file of its own for each call; the caller removes it. */
static void write_file(char path[32], const char *bytes, size_t len)
{
    strcpy(path, "/tmp/hearsay-unit-XXXXXX");
    int fd = mkstemp(path);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, len), (ssize_t)len);
    close(fd);
}

static const char vocabulary_text[] =
    "[PAD]\n[UNK]\n[CLS]\nzurich\n'\ns\nun\n##hur\n##ried\n##ly\nnaive\n\xe6\x9d\xb1\n\xe4\xba\xac\na\n##b\n##c\n##bc\n-\n1\n##0\n"
    "\xe2\x80\xa6\ncafe\n##s\n$\nhe\nhello\n##llo\nstrasse\nstra\xc3\x9f"
    "e\n\xe1\x84\x92\n##\xe1\x85\xa1\n##\xe1\x86\xab\n";

static void test_pieces(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *word, *pieces;
    } rows[] = {
        { __LINE__, "Z\xc3\xbcrich's", "zurich ' s" }, /* one code point for the accented letter */
        { __LINE__, "Zu\xcc\x88rich", "zurich" },      /* a letter and a mark */
        { __LINE__, "unhurriedly", "un ##hur ##ried ##ly" },
        { __LINE__, "UNHURRIEDLY", "un ##hur ##ried ##ly" },
        { __LINE__, "unhurriedlyx", "[UNK]" },       /* one piece missing: all of it unknown */
        { __LINE__, "unhurriedlyx-a", "[UNK] - a" }, /* but only that part */
        { __LINE__, "abc", "a ##bc" },               /* the longest piece first */
        { __LINE__, "hello", "hello" },
        { __LINE__, "na\xc3\xafve", "naive" },
        { __LINE__, "CAF\xc3\x89s", "cafe ##s" },
        { __LINE__, "\xe6\x9d\xb1\xe4\xba\xac", "\xe6\x9d\xb1 \xe4\xba\xac" }, /* ideographs stand alone */
        { __LINE__,
          "a\xe6\x9d\xb1"
          "a",
          "a \xe6\x9d\xb1 a" },
        { __LINE__,
          "stra\xc3\x9f"
          "e",
          "stra\xc3\x9f"
          "e" },                                                                    /* lower case, not folded */
        { __LINE__, "\xed\x95\x9c", "\xe1\x84\x92 ##\xe1\x85\xa1 ##\xe1\x86\xab" }, /* Hangul falls apart into its letters */
        { __LINE__, "\xf0\x9f\x98\x80", "[UNK]" },
        { __LINE__,
          "a\xe2\x80\x8b"
          "b",
          "a ##b" },                           /* a space of no width is dropped */
        { __LINE__, "\xe2\x80\x8b", "[UNK]" }, /* nothing left */
        { __LINE__, "\xcc\x81", "[UNK]" },     /* a mark alone */
        { __LINE__, "\xef\xbf\xbd", "[UNK]" },
        { __LINE__,
          "10\xc2\xa0"
          "100",
          "1 ##0 1 ##0 ##0" }, /* a no-break space inside a number */
        { __LINE__, "$1", "$ 1" },
        { __LINE__, "a\xe2\x80\xa6", "a \xe2\x80\xa6" },
        { __LINE__, "--", "- -" },
        { __LINE__, "##b", "[UNK] [UNK] [UNK]" }, /* no piece is a continuation by spelling */
        { __LINE__, "", "[UNK]" },
        { __LINE__, "abcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcbcb", /* sixteen pieces, the rest dropped */
          "a ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc ##bc" },
        { __LINE__, "----------------------------------------------------------------------------------------------------",
          "- - - - - - - - - - - - - - - -" }, /* 100 bytes */
        { __LINE__, "-----------------------------------------------------------------------------------------------------", "[UNK]" },
    };
    char path[32];
    hearsay_error err;
    write_file(path, vocabulary_text, sizeof vocabulary_text - 1);
    struct vocabulary *v = vocabulary_open(path, &err);
    unlink(path);
    if (!v) fail_msg("%s", err.msg);
    assert_int_equal(vocabulary_size(v), 32);
    assert_int_equal(vocabulary_unk(v), 1);
    assert_int_equal(vocabulary_cls(v), 2);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int32_t ids[PIECES_A_WORD];
        char have[512] = "";
        unsigned n = pieces_of_word(v, rows[i].word, strlen(rows[i].word), ids);
        for (unsigned k = 0; k < n; k++) {
            const char *line = vocabulary_text;
            for (int32_t skip = ids[k]; skip > 0; skip--) line = strchr(line, '\n') + 1;
            snprintf(have + strlen(have), sizeof have - strlen(have), "%s%.*s", k ? " " : "", (int)strcspn(line, "\n"), line);
        }
        if (strcmp(have, rows[i].pieces) != 0) fail_msg("row of line %d: \"%s\" gave \"%s\"", rows[i].line, rows[i].word, have);
    }
    vocabulary_close(v);
}

static void test_bad_vocabulary(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *message;
        size_t at;
    } rows[] = {
        { __LINE__, "[UNK]\n[CLS]\na\n\nb\n", "line 4 of the vocabulary has 0 bytes", 14 },
        { __LINE__, "[UNK]\n[CLS]\na\nb\na\n", "line 5 of the vocabulary, \"a\", stands twice", 16 },
        { __LINE__, "[UNK]\n[CLS]\na\xff\n", "not UTF-8 at byte 13", 13 },
        { __LINE__, "[UNK]\na\n", "has no [CLS]", 0 },
        { __LINE__, "[CLS]\na", "has no [UNK]", 0 },
        { __LINE__, "", "has no [CLS]", 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char path[32];
        hearsay_error err = { HEARSAY_OK, 0, "" };
        write_file(path, rows[i].text, strlen(rows[i].text));
        struct vocabulary *v = vocabulary_open(path, &err);
        unlink(path);
        if (v || err.code != HEARSAY_E_MODEL || !strstr(err.msg, rows[i].message) || !strstr(err.msg, path) || err.at != rows[i].at)
            fail_msg("row of line %d: %d at %zu, %s", rows[i].line, err.code, err.at, err.msg);
    }
    hearsay_error err;
    assert_null(vocabulary_open("/nowhere/words.txt", &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    vocabulary_close(NULL);
}

static void test_shapes(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *word;
        enum word_shape shape;
    } rows[] = {
        { __LINE__, "word", SHAPE_LOWER },
        { __LINE__, "Word", SHAPE_FIRST_UPPER },
        { __LINE__, "A", SHAPE_FIRST_UPPER },
        { __LINE__, "NATO", SHAPE_UPPER },
        { __LINE__, "McDonald", SHAPE_MIXED },
        { __LINE__, "iPhone", SHAPE_MIXED },
        { __LINE__, "2023", SHAPE_NUMBER },
        { __LINE__, "4th", SHAPE_LOWER },
        { __LINE__, "B52", SHAPE_FIRST_UPPER },
        { __LINE__, "...", SHAPE_NO_LETTER },
        { __LINE__, "", SHAPE_NO_LETTER },
        { __LINE__, "\xc3\x89mile", SHAPE_FIRST_UPPER },
        { __LINE__, "\xc3\x89\xc3\x89", SHAPE_UPPER },
        { __LINE__, "\xe6\x9d\xb1", SHAPE_LOWER },
        { __LINE__, "\xc2\xbd", SHAPE_NUMBER },
        { __LINE__, "U.S.", SHAPE_UPPER },
        { __LINE__, "'Tis", SHAPE_FIRST_UPPER },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (word_shape(rows[i].word, strlen(rows[i].word)) != rows[i].shape) fail_msg("row of line %d: \"%s\"", rows[i].line, rows[i].word);
}

static void test_features(void **state)
{
    (void)state;
    const char *text = "He said\"No";
    const struct word words[] = {
        { .span = { 0, 2 }, .flags = WORD_SPACE_AFTER },
        { .span = { 3, 7 } },
        { .span = { 7, 8 }, .flags = WORD_IN_QUOTE },
        { .span = { 8, 10 }, .flags = WORD_IN_QUOTE },
    };
    assert_int_equal(word_feature(text, words, 0, 0), SHAPE_FIRST_UPPER + 6 + 12);
    assert_int_equal(word_feature(text, words, 1, 0), SHAPE_LOWER + 12);
    assert_int_equal(word_feature(text, words, 2, 0), SHAPE_NO_LETTER + 24);
    assert_int_equal(word_feature(text, words, 3, 0), SHAPE_FIRST_UPPER + 24);
    assert_int_equal(word_feature(text, words, 3, 3), SHAPE_FIRST_UPPER + 6 + 12 + 24);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces),
        cmocka_unit_test(test_bad_vocabulary),
        cmocka_unit_test(test_shapes),
        cmocka_unit_test(test_features),
    };
    return cmocka_run_group_tests_name("pieces", tests, NULL, NULL);
}
