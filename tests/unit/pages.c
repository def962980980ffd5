/* The article in a page: the cases of tests/cases/pages, the same pages damaged, and pages made to be slow. */
#include "unit.h"

#include <time.h>

#include "base/utf8.h"
#include "cases.h"
#include "document.h"
#include "page/html.h"

static const struct {
    const char *file;
    int least;
} files[] = { { "tests/cases/pages/layouts.txt", 9 }, { "tests/cases/pages/around.txt", 9 } };

static unsigned failures;

/* The page as a document; NULL if it is refused. Free its arena. */
static struct hearsay_document *page_new(const char *html, size_t len, hearsay_error *err)
{
    struct arena *a = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    hearsay_options options = HEARSAY_OPTIONS_INIT;
    options.max_bytes = (size_t)64 << 20;
    assert_non_null(doc);
    doc->arena = a;
    if (page_from_html(doc, html, len, "utf-8", &options, err) == HEARSAY_OK) return doc;
    arena_free(a);
    return NULL;
}

static const char *text_of(const struct hearsay_document *doc, uint32_t i, char *out)
{
    struct span s = doc->blocks[i].span;
    size_t n = s.end - s.start < CASE_BYTES ? s.end - s.start : CASE_BYTES - 1;
    memcpy(out, doc->text + s.start, n);
    out[n] = '\0';
    return out;
}

static bool is_story(enum block_kind kind)
{
    return kind == BLOCK_PARAGRAPH || kind == BLOCK_SUBHEADING || kind == BLOCK_DEK || kind == BLOCK_DATELINE || kind == BLOCK_HEADLINE;
}

/* The blocks named by the case are there, in its order, and no block of the story holds what it forbids; nor do two of the story's blocks
 * stand there of which it names none. */
static void check_page(const struct test_case *c)
{
    struct hearsay_document *doc = page_new(c->input, strlen(c->input), NULL);
    char want[1024], got[CASE_BYTES];
    uint32_t at = 0, story = 0, named = 0;
    assert_non_null(doc);
    for (unsigned i = 0; i < c->n_rows; i++) {
        strcpy(want, c->rows[i].value);
        case_unescape(want);
        bool forbidden = !strcmp(c->rows[i].key, "not"), found = false;
        if (forbidden) {
            for (uint32_t k = 0; k < doc->n_blocks; k++) found |= is_story(doc->blocks[k].kind) && strstr(text_of(doc, k, got), want);
        } else {
            uint32_t from = at;
            for (; at < doc->n_blocks && !found; at++)
                found = !strcmp(c->rows[i].key, block_kind_names[doc->blocks[at].kind]) && !strcmp(text_of(doc, at, got), want);
            if (!found) at = from;
            named += found && is_story(doc->blocks[at - 1].kind);
        }
        if (found != !forbidden) {
            print_error("%s:%d: %s: %s: %s\n", c->file, c->rows[i].line, c->rows[i].key, want, found ? "is in the story" : "is not there");
            failures++;
        }
    }
    for (uint32_t k = 0; k < doc->n_blocks; k++) story += is_story(doc->blocks[k].kind);
    if (story > named + 1) {
        print_error("%s:%d: %u blocks of the story, the case names %u:\n", c->file, c->line, (unsigned)story, (unsigned)named);
        for (uint32_t k = 0; k < doc->n_blocks; k++) print_error("    %s: %s\n", block_kind_names[doc->blocks[k].kind], text_of(doc, k, got));
        failures++;
    }
    arena_free(doc->arena);
}

static void test_cases(void **state)
{
    (void)state;
    failures = 0;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++)
        if (cases_run(files[i].file, check_page) < files[i].least) fail_msg("%s: fewer than %d cases", files[i].file, files[i].least);
    assert_int_equal(failures, 0);
}

/* ---- Damage ------------------------------------------------------------------------------------------------------------------------ */

static uint64_t seed = 88172645463325252u;

/* What holds of every document: blocks in order inside of valid UTF-8, none of them empty. */
static void check_sound(const char *html, size_t len)
{
    char *exact = malloc(len ? len : 1); /* without a byte behind its end, so that the sanitizer sees a read too far */
    assert_non_null(exact);
    memcpy(exact, html, len);
    hearsay_error err;
    struct hearsay_document *doc = page_new(exact, len, &err);
    free(exact);
    if (!doc) {
        assert_int_equal(err.code, HEARSAY_E_BINARY);
        return;
    }
    uint32_t at = 0, i = 0;
    for (; i < doc->n_blocks && doc->blocks[i].span.start >= at && doc->blocks[i].span.start < doc->blocks[i].span.end; i++)
        at = doc->blocks[i].span.end;
    if (i < doc->n_blocks || at > doc->len || utf8_invalid_at(doc->text, doc->len) != doc->len) fail_msg("unsound document of: %.*s", (int)len, html);
    arena_free(doc->arena);
}

static void damage(const struct test_case *c)
{
    static const char *const pieces[] = { "<",        ">",         "</",     "<!--",       "-->",        "\"",         "'",       "=",
                                          "&",        "<div>",     "</div>", "<table>",    "<td>",       "</table>",   "<p>",     "<a href=x>",
                                          "<script>", "</script>", "<svg>",  "<b>",        "</b>",       "<br>",       "<title>", "<template>",
                                          "<select>", "\xE2\x80",  "\xC3",   "\xF0",       "<style>",    "<frameset>", "<body>",  "</body>",
                                          "<form>",   "<li>",      "<h1>",   "<ruby><rt>", "<plaintext>" };
    char page[2 * CASE_BYTES];
    for (unsigned round = 0; round < 40; round++) {
        size_t len = strlen(c->input);
        memcpy(page, c->input, len);
        for (unsigned k = 1 + unit_roll(&seed, 8); k > 0; k--) {
            const char *piece = pieces[unit_roll(&seed, sizeof pieces / sizeof *pieces)];
            size_t n = strlen(piece), at = unit_roll(&seed, (uint32_t)len + 1), cut = unit_roll(&seed, 60);
            switch (unit_roll(&seed, 4)) {
            case 0: page[at < len ? at : 0] = (char)(1 + unit_roll(&seed, 255)); break;
            case 1:
                cut = cut < len - at ? cut : len - at;
                memmove(page + at, page + at + cut, len - at - cut);
                len -= cut;
                break;
            default:
                memmove(page + at + n, page + at, len - at);
                memcpy(page + at, piece, n);
                len += n;
            }
        }
        if (unit_roll(&seed, 4) == 0) len = unit_roll(&seed, (uint32_t)len + 1);
        check_sound(page, len);
    }
}

static void test_damaged(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) assert_true(cases_run(files[i].file, damage) > 0);
    for (unsigned round = 0; round < 200; round++) {
        char noise[600] = "<p>";
        size_t len = unit_roll(&seed, sizeof noise - 3) + 3;
        for (size_t k = 3; k < len; k++)
            noise[k] = (char)(unit_roll(&seed, 3) ? "<>/=\"'ab p!-?& \n"[unit_roll(&seed, 16)] : (int)unit_roll(&seed, 256));
        check_sound(noise, len);
    }
}

/* ---- Limits ------------------------------------------------------------------------------------------------------------------------ */

enum { SECONDS_MAX = 20 };

static const char story[] = "<p>The council halted work on the new bridge on Monday, after engineers found cracks in two of its pillars.</p>";

/* `before`, n times `piece`, then a paragraph. */
static char *repeated(const char *before, const char *piece, size_t n, size_t *len)
{
    size_t head = strlen(before), k = strlen(piece);
    *len = head + n * k + sizeof story - 1;
    char *html = malloc(*len);
    assert_non_null(html);
    memcpy(html, before, head);
    for (size_t i = 0; i < n; i++) memcpy(html + head + i * k, piece, k);
    memcpy(html + head + n * k, story, sizeof story - 1);
    return html;
}

/* Pages that are quadratic or worse in parsers: the story is read all the same, or they are refused, and the time stays with their length: less than
 * a second without sanitizers. The bound is loose; what is quadratic takes minutes. */
static void test_limits(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *before, *piece;
        size_t n;
        hearsay_code code;
        bool left_out, empty; /* tags are left out and counted; the story is inside what swallows it */
    } rows[] = {
        { __LINE__, "", "<div>", 100000, HEARSAY_OK, true, false },
        { __LINE__, "", "<b>", 100000, HEARSAY_OK, true, false },
        { __LINE__, "", "<a href=x>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<p><b>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<b><p>x</b>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<table><tr><td>", 100000, HEARSAY_OK, true, false },
        { __LINE__, "", "<table>", 100000, HEARSAY_OK, true, false },
        { __LINE__, "", "<ul><li>", 100000, HEARSAY_OK, true, false },
        { __LINE__, "<ul>", "<li>x", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<svg><g>", 100000, HEARSAY_OK, true, false },
        { __LINE__, "", "<template>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<select><option>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<noscript>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<button>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "</div></p></br>", 100000, HEARSAY_OK, false, false },
        { __LINE__, "", "<!--", 1000000, HEARSAY_OK, false, true },
        { __LINE__, "", "<script>", 100000, HEARSAY_OK, false, true },
        { __LINE__, "<div ", "a=1 ", 1000000, HEARSAY_OK, false, false },
        { __LINE__, "<div class='", "related share ", 100000, HEARSAY_OK, false, true },
        { __LINE__, "", "<br>", 600000, HEARSAY_E_TOO_LONG, false, false },
        { __LINE__, "<p>", "word ", 10000000, HEARSAY_OK, false, false },
        { __LINE__, "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":[", "{\"@id\":\"#a\"},", 50000, HEARSAY_OK, false,
          true },
        { __LINE__, "<script type='application/ld+json'>", "[", 1000000, HEARSAY_OK, false, true },
    };
    failures = 0;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        size_t len;
        char *html = repeated(rows[i].before, rows[i].piece, rows[i].n, &len);
        hearsay_error err = { .code = HEARSAY_OK };
        clock_t before = clock();
        struct hearsay_document *doc = page_new(html, len, &err);
        double seconds = (double)(clock() - before) / CLOCKS_PER_SEC;
        free(html);
        if (err.code != rows[i].code || (doc != NULL) != (rows[i].code == HEARSAY_OK))
            fail_msg("%d: code %d: %s", rows[i].line, (int)err.code, err.msg);
        bool left_out = doc && doc->tags_left_out > 0, empty = !doc || !strstr(doc->text, "halted work");
        if (seconds > SECONDS_MAX || (doc && (left_out != rows[i].left_out || empty != rows[i].empty))) {
            print_error("line %d: %.1f s; %u tags left out; the story is %s\n", rows[i].line, seconds, doc ? (unsigned)doc->tags_left_out : 0,
                        empty ? "lost" : "there");
            failures++;
        }
        if (!doc) continue;
        arena_free(doc->arena);
    }
    assert_int_equal(failures, 0);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_cases), cmocka_unit_test(test_damaged), cmocka_unit_test(test_limits) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
