/* A trace drawn and as a page: nothing of it becomes markup, what has no room is counted, copies are one box. */
#include "unit.h"

#include "trace/trace.h"
#include "write/buffer.h"

#define HOSTILE "<script>alert(1)</script>\"'&\xe2\x80\xae]]>"

enum { REPORTS = 90 };

/* Ninety outlets: the first ten have one text, the others their own. */
static struct trace made(struct trace_claim *c, struct trace_report *reports, struct trace_origin *o, struct trace_actor *actor)
{
    static char outlets[REPORTS][80];
    static uint32_t chain[1] = { 0 };
    *actor = (struct trace_actor){ .name = HOSTILE, .kind = "person", .named = true };
    *o = (struct trace_origin){ .outlet = HOSTILE, .first = "2024-04-02", .articles = REPORTS, .copies = 9 };
    for (uint32_t i = 0; i < REPORTS; i++) {
        snprintf(outlets[i], sizeof outlets[i], "%u " HOSTILE, i);
        reports[i] = (struct trace_report){ .id = "a",
                                            .uri = i % 2 ? "javascript:alert(1)" : "https://e.example/\"onclick=\"x",
                                            .outlet = outlets[i],
                                            .wording = HOSTILE,
                                            .title = HOSTILE,
                                            .words = HOSTILE,
                                            .marked = 3,
                                            .marked_end = 9,
                                            .fellow = i + 1 < REPORTS ? i + 1 : HS_NONE,
                                            .stand = i == 89 ? 89 : 0,
                                            .next = i < 88 ? i + 1 : HS_NONE,
                                            .date = i < 50 ? "2024-04-02" : "2024-05-01",
                                            .attribution = 1,
                                            .chain = chain,
                                            .n_chain = 1,
                                            .position = i == 89 ? TRACE_DENIES : TRACE_ASSERTS,
                                            .because = i == 0   ? NULL
                                                       : i < 10 ? "same text"
                                                                : "same actor" };
    }
    *c = (struct trace_claim){ .linked = 7,
                               .text = HOSTILE,
                               .code = "AID",
                               .event_actor = HS_NONE,
                               .event_target = HS_NONE,
                               .reports = reports,
                               .n_reports = REPORTS,
                               .n_mentions = REPORTS,
                               .n_articles = REPORTS,
                               .n_outlets = REPORTS,
                               .independent = 1,
                               .origins = o,
                               .n_origins = 1 };
    return (struct trace){ .query = HOSTILE, .actors = actor, .n_actors = 1, .claims = c, .n_claims = 1 };
}

static void harmless(struct buffer *b)
{
    buffer_char(b, '\0');
    assert_false(b->failed);
    assert_null(strstr(b->at, "<script"));
    assert_null(strstr(b->at, "]]>"));
    assert_null(strstr(b->at, "href=\"javascript"));
    assert_null(strstr(b->at, "\"onclick"));
    assert_non_null(strstr(b->at, "&lt;script&gt;alert(1)&lt;/script&gt;&quot;&#39;&amp;"));
    /* The origin, the box of copies and 58 outlets. */
    assert_non_null(strstr(b->at, "and 23 more reports"));
    assert_non_null(strstr(b->at, "9 copies, the first in"));
}

static void test_hostile(void **state)
{
    (void)state;
    static struct trace_report reports[REPORTS];
    struct trace_claim c;
    struct trace_origin o;
    struct trace_actor actor;
    const struct trace t = made(&c, reports, &o, &actor);
    struct buffer svg = { 0 }, html = { 0 };
    write_trace_svg(&svg, &t);
    harmless(&svg);
    assert_non_null(strstr(svg.at, "1 independent origin<"));
    write_trace_html(&html, &t);
    harmless(&html);
    assert_non_null(strstr(html.at, "90 reports · 1 independent origin<"));
    assert_non_null(strstr(html.at, "counted as one: same text (9), same actor (80)"));
    assert_non_null(strstr(html.at, "default-src 'none'; style-src 'unsafe-inline'\""));
    assert_non_null(strstr(html.at, "9 copies of the same text"));
    buffer_free(&svg);
    buffer_free(&html);
}

static void test_empty(void **state)
{
    (void)state;
    const struct trace t = { .query = "nothing" };
    struct buffer svg = { 0 }, html = { 0 };
    write_trace_svg(&svg, &t);
    write_trace_html(&html, &t);
    buffer_char(&svg, '\0');
    buffer_char(&html, '\0');
    assert_non_null(strstr(svg.at, "No claim is found."));
    assert_non_null(strstr(html.at, "No claim is found."));
    buffer_free(&svg);
    buffer_free(&html);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_hostile), cmocka_unit_test(test_empty) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
