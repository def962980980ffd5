/* The scan before the parser: what it leaves out and hands on, and that gumbo, given what it wrote, opens no more elements than it may. */
#include "unit.h"

#include "page/openstack.h"
#include "page/parse.h"
#include "page/prescan.h"

static void test_rewrites(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *out;
    } rows[] = {
        { __LINE__, "<p>Hello <b>you</b></p>", "<p>Hello <b>you</b></p>" },
        { __LINE__, "a < b <3 </> <!doctype html>", "a < b <3  " },
        { __LINE__, "x<!-- <p> --><!-->y<!--->z<!-- --!>w", "xyzw" },
        { __LINE__, "<<!-- -->p>", "< p>" },
        { __LINE__, "<script>if (a<b) '</scr' + '<p>'</script>x", "x" },
        { __LINE__, "<script>never closed <p>x", "" },
        { __LINE__, "<style>p > a</style><STYLE>b</StYlE >x", "x" },
        { __LINE__, "<iframe>never closed <p>x", "never closed <p>x" },
        { __LINE__, "<svg><g><text>t</text></svg>x<svg/>y", "xy" },
        { __LINE__, "<noscript><img></noscript>x<template><p>y</template>", "x" },
        { __LINE__, "<title>a <b> c</title>", "<title>a <b> c</title>" },
        { __LINE__, "<div CLASS='a' onclick=\"f('>')\" id=b class=c>x</div>", "<div CLASS='a' id=b>x</div>" },
        { __LINE__, "<div id=\"a\"class=\"b\">", "<div class=\"b\" id=\"a\">" },
        { __LINE__, "<p id=/x/>y</p>", "<p id=/x/ >y</p>" },
        { __LINE__, "<a href='/x' class=z>y</a>", "<a class=z href>y</a>" },
        { __LINE__, "<i style='color:red'>y</i><p style='Display:None' style=x>", "<i>y</i><p style='Display:None'>" },
        { __LINE__, "<link rel=x href=y><link rel='canonical' href=z>", "<link href=z rel='canonical'>" },
        { __LINE__, "a \t \r\n b<img src=x alt=y>c<wbr>d", "a\nbcd" },
        { __LINE__, "<b class=x>y</b></i></div>", "<b>y</b>" },
        { __LINE__, "<td>x</td><table><td>y</table>", "x<table><td>y</table>" },
        { __LINE__, "x</br>y<br/>z", "x<br>y<br>z" },
        { __LINE__, "<p>cut <a href=\"", "<p>cut " },
        { __LINE__, "<frameset><frame></frameset>x", "x" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct arena *a = arena_new(0);
        struct prescan p;
        size_t len = strlen(rows[i].in);
        char *exact = malloc(len);
        assert_non_null(exact);
        memcpy(exact, rows[i].in, len);
        assert_int_equal(prescan(a, exact, len, &p, NULL), HEARSAY_OK);
        if (p.len != strlen(rows[i].out) || memcmp(p.html, rows[i].out, p.len) != 0) fail_msg("line %d: %.*s", rows[i].line, (int)p.len, p.html);
        free(exact);
        arena_free(a);
    }
}

static void test_data(void **state)
{
    (void)state;
    static const char in[] =
        "<script type=\"application/ld+json\">{\"a\": 1}</script><script>x</script><script type='Application/LD+JSON; charset=utf-8'>[</script>";
    struct arena *a = arena_new(0);
    struct prescan p;
    assert_int_equal(prescan(a, in, sizeof in - 1, &p, NULL), HEARSAY_OK);
    assert_int_equal(p.n_data, 2);
    assert_memory_equal(p.data[0].at, "{\"a\": 1}", p.data[0].len);
    assert_memory_equal(p.data[1].at, "[", p.data[1].len);
    assert_int_equal(p.len, 0);
    arena_free(a);
}

static void test_too_many(void **state)
{
    (void)state;
    size_t n = PRESCAN_TAGS_MAX + 1;
    char *in = malloc(3 * n);
    struct arena *a = arena_new(0);
    struct prescan p;
    hearsay_error err;
    assert_non_null(in);
    for (size_t i = 0; i < n; i++) memcpy(in + 3 * i, "<p>", 3);
    assert_int_equal(prescan(a, in, 3 * n, &p, &err), HEARSAY_E_TOO_LONG);
    assert_int_equal(err.at, 3 * (n - 1));
    arena_free(a);
    free(in);
}

/* ---- Depth ------------------------------------------------------------------------------------------------------------------------- */

static uint64_t seed = 88172645463325252u;

static unsigned depth_of(const GumboNode *node, unsigned depth)
{
    unsigned most = depth;
    const GumboVector *children = &node->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *c = children->data[i];
        unsigned d = c->type == GUMBO_NODE_ELEMENT ? depth_of(c, depth + 1) : depth;
        most = d > most ? d : most;
    }
    return most;
}

/* Formatting elements that are never closed are opened anew in each block, three alike of each name at most, and in nested tables in each cell:
 * the model does not count these. */
enum { ROUNDS = 60, TAGS = 4000, DEPTH_MAX = 3 * OPENSTACK_MAX };

/* Start and end tags at random, more of the former: the tree gets hardly deeper than the model's stack, without the scan it has up to TAGS levels. */
static void test_depth(void **state)
{
    (void)state;
    static const char *const names[] = { "div",        "p",       "b",    "i",      "a",    "span",   "table",  "tbody",  "tr",
                                         "td",         "ul",      "ol",   "li",     "dl",   "dt",     "dd",     "h1",     "h2",
                                         "em",         "u",       "tt",   "my-tag", "form", "button", "ruby",   "center", "font",
                                         "blockquote", "caption", "code", "nobr",   "th",   "thead",  "section" };
    unsigned most = 0;
    for (unsigned round = 0; round < ROUNDS; round++) {
        char *in = malloc((size_t)TAGS * 16), *at = in;
        unsigned kinds = 2 + unit_roll(&seed, sizeof names / sizeof *names - 1), closing = unit_roll(&seed, 50);
        assert_non_null(in);
        for (unsigned k = 0; k < TAGS; k++) {
            const char *name = names[unit_roll(&seed, kinds)];
            at += sprintf(at, "<%s%s>%s", unit_roll(&seed, 100) < closing ? "/" : "", name, unit_roll(&seed, 4) ? "" : "x");
        }
        struct arena *a = arena_new(0);
        struct prescan p;
        const GumboNode *tree;
        uint64_t used = seed;
        assert_int_equal(prescan(a, in, (size_t)(at - in), &p, NULL), HEARSAY_OK);
        assert_int_equal(parse_html(a, p.html, p.len, &tree, NULL), HEARSAY_OK);
        unsigned depth = depth_of(tree, 0);
        most = depth > most ? depth : most;
        if (depth > DEPTH_MAX) fail_msg("depth %u in round %u, seed %llu", depth, round, (unsigned long long)used);
        arena_free(a);
        free(in);
    }
    assert_true(most >= OPENSTACK_MAX); /* the limit was reached, so this has tested it */
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rewrites), cmocka_unit_test(test_data), cmocka_unit_test(test_too_many),
                                        cmocka_unit_test(test_depth) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
