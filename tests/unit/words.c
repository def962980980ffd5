/* Words and quotation marks: the cases of tests/cases/words, and what must hold of any text at all. */
#include "unit.h"

#include "base/character.h"
#include "cases.h"
#include "textual.h"

static unsigned failures;

/* The words with a flag (0: all), "+" behind a joined one; `gap` between those that are not neighbours. */
static void show(const struct hearsay_document *doc, uint8_t flag, const char *gap, char *out, size_t size)
{
    size_t n = 0;
    uint32_t last = HS_NONE;
    out[0] = '\0';
    for (uint32_t i = 0; i < doc->n_words; i++) {
        const struct word *w = &doc->words[i];
        if (flag && !(w->flags & flag)) continue;
        const char *between = last == HS_NONE ? "" : last + 1 != i ? gap : doc->words[last].flags & WORD_JOINED ? "+" : " ";
        n += (size_t)snprintf(out + n, size - n, "%s%.*s", between, (int)(w->span.end - w->span.start), doc->text + w->span.start);
        assert_true(n < size);
        last = i;
    }
    if (!out[0]) strcpy(out, "-");
}

static void check_words(const struct test_case *c)
{
    struct hearsay_document *doc = textual_new(c->input, strlen(c->input));
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    for (unsigned i = 0; i < c->n_rows; i++) {
        char got[4096], want[1024];
        strcpy(want, c->rows[i].value);
        case_unescape(want);
        if (!strcmp(c->rows[i].key, "words"))
            show(doc, 0, " ", got, sizeof got);
        else if (!strcmp(c->rows[i].key, "quoted"))
            show(doc, WORD_IN_QUOTE, " | ", got, sizeof got);
        else
            snprintf(got, sizeof got, "(no such key)");
        if (strcmp(got, want)) {
            print_error("%s:%d: %s\n  got  %s\n  want %s\n", c->file, c->rows[i].line, c->rows[i].key, got, want);
            failures++;
        }
    }
    textual_free(doc);
}

static void test_cases(void **state)
{
    (void)state;
    static const struct {
        const char *file;
        int least;
    } files[] = {
        { "tests/cases/words/clitics.txt", 15 },   { "tests/cases/words/abbreviations.txt", 10 }, { "tests/cases/words/numbers.txt", 6 },
        { "tests/cases/words/hyphens.txt", 5 },    { "tests/cases/words/addresses.txt", 6 },      { "tests/cases/words/characters.txt", 5 },
        { "tests/cases/words/quotations.txt", 9 },
    };
    failures = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (cases_run(files[i].file, check_words) < files[i].least) fail_msg("%s: fewer than %d cases", files[i].file, files[i].least);
    assert_int_equal(failures, 0);
}

static void test_space_after(void **state)
{
    (void)state;
    const char *text = "No, no\nyes.";
    static const uint8_t space[] = { 0, WORD_SPACE_AFTER, WORD_SPACE_AFTER, 0, WORD_SPACE_AFTER };
    struct hearsay_document *doc = textual_new(text, strlen(text));
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(doc->n_words, 5);
    for (uint32_t i = 0; i < 5; i++) {
        assert_int_equal(doc->words[i].flags & WORD_SPACE_AFTER, space[i]);
        assert_true(doc->words[i].head == HS_NONE);
    }
    assert_int_equal(doc->blocks[1].first_word, 3);
    assert_int_equal(doc->blocks[1].words, 2);
    textual_free(doc);
}

/* ---- Any text ---------------------------------------------------------------------------------------------------------------- */

/* Words are in order, never empty or overlapping, on character boundaries, inside their block, without white space, and cover all else. */
static void check_coverage(const struct hearsay_document *doc, const char *what, unsigned round)
{
    uint32_t word = 0, at = 0;
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        const struct block *block = &doc->blocks[b];
        if (block->first_word != word || !block->words || block->span.start < at || block->span.end <= block->span.start)
            fail_msg("%s %u: block %u is out of place", what, round, (unsigned)b);
        if (char_white_prefix(doc->text + at, block->span.start - at) != block->span.start - at)
            fail_msg("%s %u: text before block %u is in none", what, round, (unsigned)b);
        at = block->span.start;
        for (uint32_t k = 0; k < block->words; k++, word++) {
            const struct word *w = &doc->words[word];
            if (w->span.start < at || w->span.end <= w->span.start || w->span.end > block->span.end)
                fail_msg("%s %u: word %u is out of place", what, round, (unsigned)word);
            if (char_white_prefix(doc->text + at, w->span.start - at) != w->span.start - at)
                fail_msg("%s %u: text before word %u is in none", what, round, (unsigned)word);
            if (((unsigned char)doc->text[w->span.start] & 0xC0) == 0x80)
                fail_msg("%s %u: word %u starts inside a character", what, round, (unsigned)word);
            for (uint32_t i = w->span.start; i < w->span.end;) {
                uint32_t cp;
                unsigned n;
                if (char_at(doc->text + i, w->span.end - i, &cp, &n) == CHAR_WHITE)
                    fail_msg("%s %u: white space in word %u", what, round, (unsigned)word);
                i += n;
            }
            at = w->span.end;
            if (k + 1 == block->words && (w->flags & WORD_JOINED)) fail_msg("%s %u: block %u ends inside a token", what, round, (unsigned)b);
            if ((k == 0) != 0 && !(w->flags & WORD_MAY_START)) fail_msg("%s %u: block %u does not start a sentence", what, round, (unsigned)b);
            if ((w->flags & WORD_JOINED) && (w->flags & WORD_SPACE_AFTER))
                fail_msg("%s %u: word %u is joined over a space", what, round, (unsigned)word);
        }
        if (at != block->span.end) fail_msg("%s %u: block %u goes on behind its last word", what, round, (unsigned)b);
    }
    if (word != doc->n_words || char_white_prefix(doc->text + at, doc->len - at) != doc->len - at)
        fail_msg("%s %u: text behind the last block is in none", what, round);
    for (uint32_t s = 0, next = 0; s < doc->n_sentences; next += doc->sentences[s++].words)
        if (doc->sentences[s].first_word != next || !doc->sentences[s].words)
            fail_msg("%s %u: sentence %u is out of place", what, round, (unsigned)s);
}

static void read_and_check(const char *bytes, size_t len, const char *what, unsigned round)
{
    struct arena *a = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    doc->arena = a;
    size_t text_len;
    doc->text = utf8_repair(a, bytes, len, &text_len, &doc->repairs);
    doc->len = (uint32_t)text_len;
    assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    check_coverage(doc, what, round);
    arena_free(a);
}

static const unsigned seed = 1809;

static void test_random_bytes(void **state)
{
    (void)state;
    srand(seed);
    for (unsigned round = 0; round < 3000; round++) {
        char s[200];
        size_t len = (size_t)rand() % sizeof s;
        for (size_t i = 0; i < len; i++) s[i] = (char)(rand() % 256);
        /* Behind the exact end of a block of its own, a byte too far is seen by ASan. */
        char *exact = malloc(len ? len : 1);
        memcpy(exact, s, len);
        read_and_check(exact, len, "random bytes, round", round);
        free(exact);
    }
}

/* Pieces that have meaning for the rules, in any order: more of their branches are reached than by bytes. */
static void test_random_pieces(void **state)
{
    (void)state;
    static const char *const pieces[] = { " ",           " ",          "\n",         "\n\n",   "\r\n",        "  ",      "\t",
                                          ".",           ".",          ",",          "'",      "’",           "“",       "”",
                                          "\"",          "‘",          "''",         "``",     "-",           "—",       "--",
                                          "...",         "…",          "!",          "?",      ":",           ";",       "(",
                                          ")",           "[",          "]",          "/",      "@",           "#",       "$",
                                          "%",           "&",          "*",          "_",      "+",           "=",       "a",
                                          "I",           "The",        "the",        "Mr",     "U",           "S",       "s",
                                          "t",           "n",          "don",        "cannot", "gonna",       "1",       "12",
                                          "1980",        "555",        "0134",       "000",    "pm",          "com",     "www",
                                          "http://",     "e",          "co",         "post",   "St",          "Inc",     "No",
                                          "\u00a0",      "\u200b",     "\ufeff",     "\u0301", "\u2764",      "\ufe0f",  "\u200d",
                                          "\U0001F1E9",  "\U0001F600", "é",          "中",     "\x01",        "\xc3",    "By",
                                          "Ann Lee",     "(AP)",       "WASHINGTON", " — ",    "Read more: ", "Photo: ", "June 3, 2016",
                                          "(Reuters) -", "Copyright ", ":)",         "[4]",    "°",           "½",       "\u2028",
                                          "\v" };
    const size_t n_pieces = sizeof pieces / sizeof *pieces;
    srand(seed);
    for (unsigned round = 0; round < 8000; round++) {
        char s[400];
        size_t len = 0;
        for (int k = rand() % 40; k >= 0; k--) {
            const char *p = pieces[(size_t)rand() % n_pieces];
            if (len + strlen(p) <= sizeof s) {
                memcpy(s + len, p, strlen(p));
                len += strlen(p);
            }
        }
        char *exact = malloc(len ? len : 1);
        memcpy(exact, s, len);
        read_and_check(exact, len, "pieces, round", round);
        free(exact);
    }
}

/* One chunk without white space, and one line without end: the time stays linear, or this test does not end. */
static void test_long_chunks(void **state)
{
    (void)state;
    static const char *const units[] = { "a", ".",    "a.", "a.b@", "'",      "n't",          "-",  "co-", "1,", "1-", "1/",  "(",   "[",  "\"",
                                         "“", "www.", "@a", ":",    "\u200b", "\u200d\u2764", "a'", ". ",  "[ ", "( ", "A. ", "“a ", "5' " };
    const size_t len = 1 << 18;
    char *s = malloc(len);
    for (size_t u = 0; u < sizeof units / sizeof *units; u++) {
        size_t n = strlen(units[u]);
        for (size_t i = 0; i < len; i++) s[i] = units[u][i % n];
        read_and_check(s, len, units[u], (unsigned)u);
    }
    free(s);
}

static void test_empty(void **state)
{
    (void)state;
    read_and_check("", 0, "empty text", 0);
    read_and_check(" \n\t\xc2\xa0 ", 6, "white text", 0);
    read_and_check("\xe2\x80\x8b", 3, "zero-width space alone", 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),         cmocka_unit_test(test_space_after), cmocka_unit_test(test_random_bytes),
        cmocka_unit_test(test_random_pieces), cmocka_unit_test(test_long_chunks), cmocka_unit_test(test_empty),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
