/* A trace drawn and as a page: nothing of it becomes markup, what has no room is counted, copies are one box. For Graphviz: nodes by ids. */
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

/* The words stay inside the strings. */
static void harmless_graph(const struct buffer *b)
{
    bool inside = false;
    for (const char *s = b->at; *s; s++) {
        if (inside && *s == '\\' && s[1])
            s++;
        else if (*s == '"')
            inside ^= true;
        else if (!inside && *s == '<')
            fail_msg("outside of a string: %.60s", s);
    }
    assert_false(inside);
    assert_null(strstr(b->at, "\xe2\x80\xae"));
}

static void test_hostile(void **state)
{
    (void)state;
    static struct trace_report reports[REPORTS];
    struct trace_claim c;
    struct trace_origin o;
    struct trace_actor actor;
    const struct trace t = made(&c, reports, &o, &actor);
    struct buffer svg = { 0 }, html = { 0 }, dot = { 0 };
    write_trace_dot(&dot, &t);
    buffer_char(&dot, '\0');
    assert_false(dot.failed);
    harmless_graph(&dot);
    buffer_free(&dot);
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

/* An agency and a paper of one name; officials of two articles; one who asserts and then denies; a voice whom nobody names; the outlet's own. */
static void test_graph(void **state)
{
    (void)state;
    static struct trace_actor actors[] = { { .name = "Reuters", .kind = "agency", .named = true, .identity = 3 },
                                           { .name = "Officials", .kind = "group", .identity = 4 },
                                           { .name = "Officials", .kind = "group", .identity = 5 },
                                           { .name = "Ada \\N \"Lind\"", .kind = "person", .code = "SWE", .named = true } };
    static uint32_t heard[] = { 0, HS_NONE }, first[] = { 1 }, second[] = { 2 }, lind[] = { 3 };
    static struct trace_report reports[] = {
        { .id = "a0", .outlet = "Reuters", .date = "2024-04-01", .attribution = 1, .chain = heard, .n_chain = 2, .actor = HS_NONE },
        { .id = "a1", .outlet = "Bay", .date = "2024-04-02", .attribution = 1, .chain = first, .n_chain = 1, .actor = 1, .origin = 1 },
        { .id = "a2", .outlet = "Hill", .date = "2024-04-02", .attribution = 2, .chain = second, .n_chain = 1, .actor = 2, .origin = 2 },
        { .id = "a3", .outlet = "Hill", .date = "2024-04-03", .attribution = 1, .chain = lind, .n_chain = 1, .actor = 3, .origin = 3 },
        { .id = "a4",
          .outlet = "Lake",
          .date = "2024-04-04",
          .attribution = 1,
          .chain = lind,
          .n_chain = 1,
          .actor = 3,
          .origin = 4,
          .position = TRACE_DENIES },
        { .id = "a5", .date = "2024-04-05", .actor = HS_OUTLET, .because = "same text" },
        { .id = "a6", .outlet = "Lake", .date = "2024-04-06", .actor = 3, .chain = lind, .n_chain = 1, .origin = HS_NONE, .position = TRACE_REPORTS },
        { .id = "a7",
          .outlet = "Reuters",
          .date = "2024-04-06",
          .actor = 0,
          .chain = heard,
          .n_chain = 1,
          .origin = HS_NONE,
          .position = TRACE_REPORTS },
    };
    static uint32_t related[] = { 2 };
    static struct trace_origin origins[] = { { .actor = HS_NONE, .first = "2024-04-01", .articles = 2, .copies = 1 },
                                             { .actor = 1, .first = "2024-04-02", .articles = 1, .related = related, .n_related = 1 },
                                             { .actor = 2, .first = "2024-04-02", .articles = 1 },
                                             { .actor = 3, .first = "2024-04-03", .articles = 1 },
                                             { .actor = 3, .first = "2024-04-04", .articles = 1 } };
    static struct trace_claim claim = { .linked = 7, .text = "It fell", .reports = reports, .n_reports = 8, .origins = origins, .n_origins = 5 };
    const struct trace t = { .query = "it", .actors = actors, .n_actors = 4, .claims = &claim, .n_claims = 1 };
    static const struct {
        int line, times;
        const char *words;
    } rows[] = {
        { __LINE__, 1, "\"k7\" [label=\"It fell\"" },
        { __LINE__, 1, "\"k7o0\" [label=\"origin 1\\n2 articles, 1 copy\\nsince 2024-04-01\"" },
        { __LINE__, 1, "\"k7\" -> \"k7o3\" [class=\"asserts\", label=\"asserts\"" },
        { __LINE__, 1, "\"k7\" -> \"k7o4\" [class=\"denies\", label=\"denies\"" },
        { __LINE__, 1, "\"k7o3\" -> \"s04\"" },
        { __LINE__, 1, "\"k7o4\" -> \"s04\"" },
        { __LINE__, 1, "\"s04\" [label=\"Ada \\\\N \\\"Lind\\\"\", class=\"voice\", shape=ellipse, kind=\"person\", code=\"SWE\"]" },
        { __LINE__, 1, "\"k7o0\" -> \"k7o0n2\"" },
        { __LINE__, 1, "\"k7o0n2\" [label=\"(nobody named)\"" },
        { __LINE__, 1, "\"k7o0n2\" -> \"s3\"" },
        { __LINE__, 1, "\"s3\" -> \"outlet:Reuters\" [class=\"report\", origin=\"k7o0\", position=\"asserts\", article=\"a0\", attribution=\"t1\"" },
        { __LINE__, 1, "\"s3\" [label=\"Reuters\", class=\"voice\"" },
        { __LINE__, 1, "\"outlet:Reuters\" [label=\"Reuters\", class=\"outlet\"" },
        { __LINE__, 1, "\"s4\" [label=\"Officials\"" },
        { __LINE__, 1, "\"s5\" [label=\"Officials\"" },
        { __LINE__, 1, "\"k7o1\" -> \"k7o2\" [class=\"related\"" },
        { __LINE__, 1, "\"k7o0\" -> \"outlet\" [class=\"report\"" },
        { __LINE__, 1, "because=\"same text\", label=\"2024-04-05\\nsame text\"" },
        { __LINE__, 1, "\"outlet\" [label=\"(the outlet)\"" },
        { __LINE__, 2, "-> \"outlet:Hill\"" },
        { __LINE__, 1, "  \"outlet:Hill\" [" },
        { __LINE__, 0, "a6" }, /* passes it on, and takes no position */
        { __LINE__, 0, "strict" },
    };
    struct buffer dot = { 0 };
    write_trace_dot(&dot, &t);
    buffer_char(&dot, '\0');
    assert_false(dot.failed);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        int times = 0;
        for (const char *s = dot.at; (s = strstr(s, rows[i].words)); s++) times++;
        if (times != rows[i].times) fail_msg("row of line %d stands there %d times:\n%s", rows[i].line, times, dot.at);
    }
    buffer_free(&dot);
    /* Drawn, the outlet's bold name has more room than the agency's; and of the two who pass it on the agency is there. */
    struct buffer svg = { 0 };
    double of_agency = 0, of_outlet = 0;
    write_trace_svg(&svg, &t);
    buffer_char(&svg, '\0');
    assert_false(svg.failed);
    const char *agency = strstr(svg.at, "<g class=\"voice\"><title>Reuters</title>"),
               *outlet = strstr(svg.at, "<g class=\"outlet\"><title>Reuters</title>");
    assert_non_null(agency);
    assert_non_null(outlet);
    assert_int_equal(sscanf(strstr(agency, "width="), "width=\"%lf\"", &of_agency), 1);
    assert_int_equal(sscanf(strstr(outlet, "width="), "width=\"%lf\"", &of_outlet), 1);
    assert_true(of_outlet > of_agency + 5);
    assert_non_null(strstr(svg.at, "not drawn: 1 report that only passes it on<"));
    buffer_free(&svg);
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
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_hostile), cmocka_unit_test(test_graph), cmocka_unit_test(test_empty) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
