/* The net of voices and claims: which claims lead, who speaks through whom; its drawing, and lines of type. */
#include "handmade.h"

#include "write/leading.h"
#include "write/lines.h"
#include "write/net.h"
#include "write/write.h"

enum { DENMARK, REUTERS, DIPLOMAT };

static const struct saying sayings[] = {
    { "A diplomat", "told", "the cable was cut", QUOTE_INDIRECT, 0.9f }, /* outlet > Reuters > diplomat */
    { "Denmark", "denied", "it", QUOTE_INDIRECT, 0.8f },                 /* outlet > Denmark */
    { NULL, "It was said", "rain fell", QUOTE_INDIRECT, 0.3f },          /* outlet > Reuters > nobody */
};

static struct hearsay_document *made(const struct position *held, uint32_t n)
{
    struct hearsay_document *doc =
        handmade("Cables\nA diplomat told Reuters; the cable was cut.\nDenmark denied it.\nIt was said that rain fell.", sayings, 3);
    handmade_actor(doc, "Denmark", ACTOR_COUNTRY, "DNK");
    handmade_actor(doc, "Reuters", ACTOR_AGENCY, "");
    handmade_actor(doc, "A diplomat", ACTOR_PERSON, "");
    const struct voice diplomat[] = { { REUTERS, VOICE_HEARD }, { DIPLOMAT, VOICE_SAID } }, denmark[] = { { DENMARK, VOICE_SAID } },
                       nobody[] = { { REUTERS, VOICE_HEARD }, { HS_NONE, VOICE_SAID } };
    handmade_voices(doc, 0, diplomat, 2);
    handmade_voices(doc, 1, denmark, 1);
    handmade_voices(doc, 2, nobody, 2);
    handmade_claim(doc, "ASSAULT", DENMARK, HS_NONE, "the cable was cut", 0, held, n);
    handmade_done(doc);
    return doc;
}

static void assert_edge(const struct net *net, uint32_t i, uint32_t from, uint32_t to, unsigned kind)
{
    assert_true(i < net->n_edges);
    const struct net_edge *e = &net->edges[i];
    if (e->from != from || e->to != to || e->kind != kind) fail_msg("edge %u: %u > %u, %u", i, e->from, e->to, e->kind);
}

/* A reporter has no edge to a claim that somebody holds; a voice twice on one path, and two positions alike, are one edge. */
static void test_edges(void **state)
{
    (void)state;
    const struct position held[] = { { REUTERS, POSITION_REPORTS, 0, 0.9f },     { DIPLOMAT, POSITION_ASSERTS, 0, 0.5f },
                                     { DIPLOMAT, POSITION_ASSERTS, 0, 0.9f },    { DENMARK, POSITION_DENIES, 1, 0.8f },
                                     { HS_OUTLET, POSITION_DOUBTS, HS_NONE, 1 }, { HS_NONE, POSITION_NO_EVIDENCE, 2, 0.3f } };
    struct hearsay_document *doc = made(held, 6);
    const uint32_t first = 0;
    struct net net;
    assert_true(net_make(&net, doc, &first, 1));
    enum { OUTLET, CLAIM, N_REUTERS, N_DIPLOMAT, N_DENMARK, N_NOBODY };
    assert_int_equal(net.n_nodes, 6);
    assert_int_equal(net.nodes[N_NOBODY].kind, NET_NAMELESS);
    assert_int_equal(net.nodes[N_NOBODY].index, N_REUTERS);
    assert_int_equal(net.n_edges, 8);
    assert_edge(&net, 0, OUTLET, CLAIM, POSITION_DOUBTS);
    assert_edge(&net, 1, OUTLET, N_REUTERS, NET_THROUGH);
    assert_edge(&net, 2, OUTLET, N_DENMARK, NET_THROUGH);
    assert_edge(&net, 3, N_REUTERS, N_DIPLOMAT, NET_THROUGH);
    assert_edge(&net, 4, N_REUTERS, N_NOBODY, NET_THROUGH);
    assert_edge(&net, 5, N_DIPLOMAT, CLAIM, POSITION_ASSERTS);
    assert_edge(&net, 6, N_DENMARK, CLAIM, POSITION_DENIES);
    assert_edge(&net, 7, N_NOBODY, CLAIM, POSITION_NO_EVIDENCE);
    assert_true(net.edges[5].score > 0.8f);
    net_free(&net);
    arena_free(doc->arena);

    /* Nobody but a reporter: then his edge is there. */
    doc = made(held, 1);
    assert_true(net_make(&net, doc, &first, 1));
    assert_int_equal(net.n_edges, 2);
    assert_edge(&net, 1, N_REUTERS, CLAIM, POSITION_REPORTS);
    net_free(&net);
    arena_free(doc->arena);
}

static void test_leading(void **state)
{
    (void)state;
    const struct position named = { DENMARK, POSITION_ASSERTS, 1, 0.8f }, nameless = { HS_NONE, POSITION_ASSERTS, 2, 0.3f },
                          denies = { DENMARK, POSITION_DENIES, 1, 0.8f }, twice[] = { named, named, nameless, nameless };
    struct hearsay_document *doc = made(&nameless, 1); /* 0: an event that nobody with a name holds */
    doc->attributions[1].source_type = SOURCE_NAMED;
    doc->attributions[2].source_type = SOURCE_UNNAMED;
    handmade_claim(doc, NULL, 0, 0, "rain fell", 2, &nameless, 1); /* 1: leads nowhere */
    handmade_claim(doc, NULL, 0, 0, "rain fell", 2, &named, 1);    /* 2 */
    handmade_claim(doc, "AID", 0, 0, "rain fell", 2, &named, 1);   /* 3 */
    handmade_claim(doc, NULL, 0, 0, "rain fell", 2, &denies, 1);   /* 4 */
    handmade_claim(doc, "AID", 0, 0, "rain fell", 2, twice, 4);    /* 5: mentioned more often than 3 */
    doc->claims[5].n_mentions = 2;
    struct leading l;
    assert_true(leading_find(&l, doc, 10));
    static const uint32_t want[] = { 4, 5, 3, 2, 0 };
    assert_int_equal(l.n, 5);
    assert_int_equal(l.more, 1);
    assert_memory_equal(l.claims, want, sizeof want);
    free(l.claims);
    assert_true(leading_find(&l, doc, 2));
    assert_int_equal(l.n, 2);
    assert_int_equal(l.more, 4);
    free(l.claims);
    assert_false(position_again(&doc->claims[5], 0));
    assert_true(position_again(&doc->claims[5], 1));
    assert_false(position_again(&doc->claims[5], 3));
    arena_free(doc->arena);
}

static void test_lines(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *text, *want;
        unsigned most;
    } rows[] = {
        { __LINE__, "", "", 3 },
        { __LINE__, " \n ", "", 3 },
        { __LINE__, "one two", "one two", 3 },
        { __LINE__, "  several words  \n that need more lines \n", "several words|that need more|lines", 3 },
        { __LINE__, "several words that need more lines", "several words|that need more…", 2 },
        { __LINE__, "Donaudampfschifffahrtsgesellschaft", "Donaudampfschiff|fahrtsgesellschaft", 3 },
        { __LINE__, "Donaudampfschifffahrtsgesellschaft", "Donaudampfschi…", 1 },
        { __LINE__, "交通部長表示新的渡輪將於明年啟航", "交通部長表示新的渡|輪將於明年啟航", 3 },
        { __LINE__, "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81",
          "e\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81\xcc\x81", 1 },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct lines l;
        struct buffer out = { 0 };
        lines_break(&l, rows[i].text, strlen(rows[i].text), 10, 100, rows[i].most);
        for (unsigned k = 0; k < l.n; k++) {
            if (k) buffer_char(&out, '|');
            buffer_bytes(&out, l.line[k].at, l.line[k].len);
            assert_true(l.line[k].width <= 100.01);
        }
        buffer_string(&out, l.cut ? "…" : "");
        buffer_char(&out, '\0');
        if (strcmp(out.at, rows[i].want)) fail_msg("line %d: %s", rows[i].line, out.at);
        buffer_free(&out);
    }
}

/* An article that would write its own drawing. */
static void test_hostile(void **state)
{
    (void)state;
    const struct position held[] = { { DIPLOMAT, POSITION_ASSERTS, 0, 0.5f } };
    struct hearsay_document *doc = made(held, 1);
    doc->outlet = "</text><script>alert(1)</script>";
    doc->actors[DIPLOMAT].name = "a\"]; evil [label=\"\\N \\\" &lt;\x01\xef\xbf\xbf\n";
    doc->claims[0].text = "]]></style><svg onload=alert(1)> \"}; digraph {";
    struct buffer out = { 0 };
    write_svg(&out, doc);
    buffer_char(&out, '\0');
    assert_false(out.failed);
    assert_null(strstr(out.at, "<script"));
    assert_null(strstr(out.at + 4, "<svg"));
    assert_null(strchr(out.at, 1));
    assert_null(strstr(out.at, "\xef\xbf\xbf"));
    assert_non_null(strstr(out.at, "&lt;/text&gt;&lt;script&gt;"));
    buffer_free(&out);
    out = (struct buffer){ 0 };
    write_dot(&out, doc);
    buffer_char(&out, '\0');
    assert_non_null(strstr(out.at, "  a3 [label=\"a\\\"]; evil [label=\\\"\\\\N \\\\\\\" &amp;lt; \xef\xbf\xbf \", class=\"voice\""));
    assert_non_null(strstr(out.at, "  c1 [label=\"]]></style><svg onload=alert(1)> \\\"}; digraph {\", class=\"claim\""));
    buffer_free(&out);
    arena_free(doc->arena);
}

/* A thousand claims of a thousand voices: some are drawn, and the rest is counted. */
static void test_many(void **state)
{
    (void)state;
    enum { MANY = 1000 };
    struct hearsay_document *doc = made(NULL, 0);
    struct claim *claims = ARENA_ZARRAY(doc->arena, struct claim, MANY);
    struct actor *actors = ARENA_ZARRAY(doc->arena, struct actor, MANY);
    struct position *positions = ARENA_ZARRAY(doc->arena, struct position, MANY);
    assert_true(claims && actors && positions);
    for (uint32_t i = 0; i < MANY; i++) {
        positions[i] = (struct position){ i, POSITION_DENIES, 1, 0.5f };
        actors[i] = (struct actor){ .name = "Somebody", .of = HS_NONE };
        claims[i] = doc->claims[0];
        claims[i].positions = &positions[i];
        claims[i].n_positions = 1;
    }
    doc->claims = claims;
    doc->actors = actors;
    doc->n_claims = doc->n_actors = MANY;
    struct buffer out = { 0 };
    write_svg(&out, doc);
    buffer_char(&out, '\0');
    assert_false(out.failed);
    assert_non_null(strstr(out.at, "24 of 1000 claims"));
    unsigned boxes = 0;
    for (const char *at = out.at; (at = strstr(at, "class=\"claim contested\"")); at++) boxes++;
    assert_int_equal(boxes, 24);
    buffer_free(&out);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_edges), cmocka_unit_test(test_leading), cmocka_unit_test(test_lines),
                                        cmocka_unit_test(test_hostile), cmocka_unit_test(test_many) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
