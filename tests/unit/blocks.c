/* Blocks: the cases of tests/cases/blocks, page_from_text()'s checks, and what a title tells. */
#include "unit.h"

#include "cases.h"
#include "page/wire.h"
#include "textual.h"

static unsigned failures;

static void check_blocks(const struct test_case *c)
{
    struct hearsay_document *doc = textual_new(c->input, strlen(c->input));
    assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
    if (doc->n_blocks != c->n_rows) {
        print_error("%s:%d: %u blocks\n", c->file, c->line, (unsigned)doc->n_blocks);
        failures++;
    }
    for (unsigned i = 0; i < c->n_rows && i < doc->n_blocks; i++) {
        char want[1024], got[CASE_BYTES];
        strcpy(want, c->rows[i].value);
        case_unescape(want);
        struct span s = doc->blocks[i].span;
        memcpy(got, doc->text + s.start, s.end - s.start);
        got[s.end - s.start] = '\0';
        for (char *p = got; *p; p++)
            if (*p == '\n') *p = ' ';
        if (strcmp(got, want) || strcmp(c->rows[i].key, block_kind_names[doc->blocks[i].kind])) {
            print_error("%s:%d: got %s: %s\n", c->file, c->rows[i].line, block_kind_names[doc->blocks[i].kind], got);
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
        { "tests/cases/blocks/heads.txt", 7 },
        { "tests/cases/blocks/datelines.txt", 13 },
        { "tests/cases/blocks/lines.txt", 4 },
        { "tests/cases/blocks/wrapped.txt", 4 },
    };
    failures = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (cases_run(files[i].file, check_blocks) < files[i].least) fail_msg("%s: fewer than %d cases", files[i].file, files[i].least);
    assert_int_equal(failures, 0);
}

static void test_title(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *title, *text;
        enum block_kind first;
    } rows[] = {
        { __LINE__, "The board has said that it would sue the builders over steel",
          "The board has said that it would sue the builders over steel.\nThe story begins here.", BLOCK_HEADLINE },
        { __LINE__, "THE BOARD HAS SAID THAT IT WOULD SUE, AT LAST - The Eastport Gazette",
          "The board has said that it would sue, at last.\nThe story begins here.", BLOCK_HEADLINE },
        { __LINE__, "The board", "The board has said that it would sue the builders over the steel of the bridge.\nThe story begins here.",
          BLOCK_PARAGRAPH },
        { __LINE__, "'The board's word': it \"would sue\" - over \u00c9tel's steel",
          "\u2018The board\u2019s word\u2019: it \u201cwould sue\u201d \u2014 over \u00e9tel\u2019s steel.\nThe story begins here.", BLOCK_HEADLINE },
        { __LINE__, "It's a board", "Its a bird that has said it would sue.\nThe story begins here.", BLOCK_PARAGRAPH },
        { __LINE__, "Sources: The board said it will sue", "Sources: The board said it will sue.\nThe story begins here.", BLOCK_HEADLINE },
        { __LINE__, "Something else", "The board has said that it would sue the builders over steel.\nThe story begins here.", BLOCK_PARAGRAPH },
        { __LINE__, NULL, "The board has said that it would sue the builders over steel.\nThe story begins here.", BLOCK_PARAGRAPH },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = textual_new(rows[i].text, strlen(rows[i].text));
        doc->title = rows[i].title;
        assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
        assert_int_equal(doc->n_blocks, 2);
        if (doc->blocks[0].kind != rows[i].first) fail_msg("row %d: %s", rows[i].line, block_kind_names[doc->blocks[0].kind]);
        textual_free(doc);
    }
}

static void test_bylines(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        bool byline;
    } rows[] = {
        { __LINE__, "By JOHN SMITH and MARY JONES", true },
        { __LINE__, "By Ann Lee | Reuters", true },
        { __LINE__, "By Ann Lee, Political Editor, and Bo Roe in Rome", true },
        { __LINE__, "By Juan de la Cruz and Omar bin Said", true },
        { __LINE__, "By The Associated Press", true },
        { __LINE__, "By J. K. Lund Jr., Staff Writer", true },
        { __LINE__, "Jane Doe, Staff Writer", true },
        { __LINE__, "Jane Doe and Bo Roe | Reuters", true },
        { __LINE__, "Jane Doe, USA TODAY", true },
        { __LINE__, "Written by Ann Lee", true },
        { __LINE__, "By Monday", false },
        { __LINE__, "By the sea", false },
        { __LINE__, "By Lund's account, it failed.", false },
        { __LINE__, "By Friday, Lund had left the town.", false },
        { __LINE__, "By The Numbers", false },
        { __LINE__, "Jane Doe, of Eastport", false },
        { __LINE__, "Jane Doe, the editor, has left.", false },
        { __LINE__, "London, Paris, Rome", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_byline(rows[i].text, strlen(rows[i].text)) != rows[i].byline) fail_msg("row %d: %s", rows[i].line, rows[i].text);
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text;
        bool date;
    } rows[] = {
        { __LINE__, "June 3, 2016", true },
        { __LINE__, "Monday, 5 May 2014", true },
        { __LINE__, "Updated at 3:30 p.m. ET, Mon May 5, 2014", true },
        { __LINE__, "2023-02-07", true },
        { __LINE__, "07.02.2023", true },
        { __LINE__, "Posted: 10/04/2016 10:35 AM EDT", true },
        { __LINE__, "Monday", false },
        { __LINE__, "May 5 was a day like any other", false },
        { __LINE__, "10:35", false },
        { __LINE__, "1984", false },
        { __LINE__, "3.5", false },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
        if (is_date_line(rows[i].text, strlen(rows[i].text)) != rows[i].date) fail_msg("row %d: %s", rows[i].line, rows[i].text);
}

/* ---- page_from_text ------------------------------------------------------------------------------------------------------------ */

static struct hearsay_document *empty(void)
{
    struct arena *a = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    doc->arena = a;
    return doc;
}

static void test_text_kept(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *out;
        uint32_t repairs;
    } rows[] = {
        { __LINE__, "One.\r\n\r\nTwo.\r\n", "One.\r\n\r\nTwo.", 0 },
        { __LINE__, "\xef\xbb\xbfOne. \n\t\xc2\xa0\n", "One.", 0 },
        { __LINE__, "  indented", "  indented", 0 },
        { __LINE__,
          "a\xff"
          "b\xe2\x82",
          "a\xef\xbf\xbd"
          "b\xef\xbf\xbd",
          2 },
        { __LINE__, " \n ", "", 0 },
        { __LINE__, "", "", 0 },
        { __LINE__, "\xef\xbb\xbf", "", 0 },
        { __LINE__, "bell \x07 and escape \x1b[1m are few", "bell \x07 and escape \x1b[1m are few", 0 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = empty();
        hearsay_error err;
        hearsay_code code = page_from_text(doc, rows[i].in, strlen(rows[i].in), NULL, &err);
        if (code != HEARSAY_OK || strcmp(doc->text, rows[i].out) || doc->len != strlen(rows[i].out) || doc->repairs != rows[i].repairs)
            fail_msg("row %d: code %d, \"%s\"", rows[i].line, (int)code, code ? err.msg : doc->text);
        textual_free(doc);
    }
    struct hearsay_document *doc = empty();
    assert_int_equal(page_from_text(doc, NULL, 0, NULL, NULL), HEARSAY_OK);
    assert_int_equal(doc->n_blocks, 0);
    /* The XXH3-64 of nothing, as its specification gives it. */
    assert_true(doc->id == 0x2D06800538D394C2u);
    textual_free(doc);
}

static void test_text_refused(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in;
        size_t len;
        bool strict;
        size_t max;
        hearsay_code code;
        size_t at;
    } rows[] = {
        { __LINE__, "ab\0c", 4, false, 100, HEARSAY_E_BINARY, 2 },
        { __LINE__,
          "\xef\xbb\xbf"
          "ab\0c",
          7, false, 100, HEARSAY_E_BINARY, 5 },
        { __LINE__, "text\x01\x02\x03\x04\x05\x06\x07\x0e\x0f", 13, false, 100, HEARSAY_E_BINARY, 4 },
        { __LINE__, "He said \xff.", 10, true, 100, HEARSAY_E_UTF8, 8 },
        { __LINE__,
          "\xef\xbb\xbf"
          "caf\xc3",
          7, true, 100, HEARSAY_E_UTF8, 6 },
        { __LINE__, "longer", 6, false, 5, HEARSAY_E_TOO_LONG, 5 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = empty();
        hearsay_options opts = HEARSAY_OPTIONS_INIT;
        hearsay_error err = { HEARSAY_OK, 0, "" };
        opts.strict = rows[i].strict;
        opts.max_bytes = rows[i].max;
        hearsay_code code = page_from_text(doc, rows[i].in, rows[i].len, &opts, &err);
        if (code != rows[i].code || err.code != code || err.at != rows[i].at || !err.msg[0])
            fail_msg("row %d: code %d at %zu: %s", rows[i].line, (int)code, err.at, err.msg);
        textual_free(doc);
    }
}

static void test_metadata(void **state)
{
    (void)state;
    struct hearsay_document *doc = empty();
    doc->title = " A title \n";
    doc->outlet = "  ";
    doc->published = "2023-02-07";
    assert_int_equal(page_from_text(doc, "text", 4, NULL, NULL), HEARSAY_OK);
    assert_string_equal(doc->title, "A title");
    assert_null(doc->outlet);
    assert_string_equal(doc->published, "2023-02-07");
    assert_null(doc->uri);
    textual_free(doc);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_cases),     cmocka_unit_test(test_title),        cmocka_unit_test(test_bylines),  cmocka_unit_test(test_dates),
        cmocka_unit_test(test_text_kept), cmocka_unit_test(test_text_refused), cmocka_unit_test(test_metadata),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
