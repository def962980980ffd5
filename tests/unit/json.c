/* The JSON document: its bytes, its escapes, and the indented form that says the same. */
#include "handmade.h"

#include <jansson.h>
#include <math.h>

#include "write/write.h"

static const struct saying sayings[] = {
    { "officials", "said", "The shipments | had stopped", QUOTE_INDIRECT, 0.93f },
    { NULL, NULL, "\"No.\"", QUOTE_DIRECT, 1.0f },
};
static const char text[] = "Ships\nThe shipments, officials said, had stopped.\n\"No.\"";

static char *written(const struct hearsay_document *doc, hearsay_format format)
{
    char *out = NULL;
    size_t len = 0;
    assert_int_equal(hearsay_document_write(doc, format, NULL, &out, &len, NULL), HEARSAY_OK);
    assert_int_equal(len, strlen(out));
    return out;
}

static void test_bytes(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade(text, sayings, 2);
    doc->uri = "a/b.txt";
    doc->published = "2024-03-01";
    doc->entities = ARENA_ZARRAY(doc->arena, struct entity, 1);
    doc->entities[doc->n_entities++] = (struct entity){ .span = { 0, 5 }, .type = ENTITY_ORGANIZATION, .words = 1 };
    doc->times = ARENA_ZARRAY(doc->arena, struct time_expression, 2);
    doc->times[doc->n_times++] = (struct time_expression){ { 0, 5 }, TIME_TYPE_DATE, "2024-02-26" };
    doc->times[doc->n_times++] = (struct time_expression){ { 6, 9 }, TIME_TYPE_SET, NULL };
    char *out = written(doc, HEARSAY_JSON);
    assert_string_equal(
        out, "{\"schema\":\"hearsay/1\",\"id\":\"9f2c41d0b7e35a68\",\"uri\":\"a/b.txt\",\"canonical\":null,\"outlet\":null,\"title\":null,"
             "\"author\":null,\"published\":\"2024-03-01\",\"modified\":null,\"language\":\"en\","
             "\"text\":\"Ships\\nThe shipments, officials said, had stopped.\\n\\\"No.\\\"\","
             "\"blocks\":[{\"kind\":\"headline\",\"start\":0,\"end\":5},{\"kind\":\"paragraph\",\"start\":6,\"end\":49},"
             "{\"kind\":\"paragraph\",\"start\":50,\"end\":55}],"
             "\"sentences\":[{\"start\":0,\"end\":5,\"block\":0},{\"start\":6,\"end\":49,\"block\":1},{\"start\":50,\"end\":55,\"block\":2}],"
             "\"actors\":[],\"attributions\":["
             "{\"id\":\"t1\",\"sentence\":1,\"source\":[[21,30]],\"cue\":[[31,35]],\"content\":[[6,19],[37,48]],\"actor\":null,"
             "\"source_type\":\"named\",\"quote\":\"indirect\",\"stance\":\"states\",\"within\":null,"
             "\"chain\":[\"outlet\",null],\"links\":[\"outlet\",\"said\"],\"score\":0.93},"
             "{\"id\":\"t2\",\"sentence\":2,\"source\":[],\"cue\":[],\"content\":[[50,55]],\"actor\":null,"
             "\"source_type\":\"named\",\"quote\":\"direct\",\"stance\":\"states\",\"within\":null,"
             "\"chain\":[\"outlet\",null],\"links\":[\"outlet\",\"said\"],\"score\":1}],"
             "\"loaded\":[],\"claims\":[],\"times\":[{\"start\":0,\"end\":5,\"type\":\"date\",\"value\":\"2024-02-26\"},"
             "{\"start\":6,\"end\":9,\"type\":\"set\",\"value\":null}],\"entities\":[{\"start\":0,\"end\":5,\"type\":\"organization\"}]}\n");
    hearsay_string_free(out);
    arena_free(doc->arena);
}

static void test_pretty_says_the_same(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade(text, sayings, 2);
    doc->title = "Space  and\nline: {\"a\": [1, 2]}";
    char *compact = written(doc, HEARSAY_JSON), *pretty = written(doc, HEARSAY_JSON_PRETTY);
    json_t *a = json_loads(compact, 0, NULL), *b = json_loads(pretty, 0, NULL);
    assert_non_null(a);
    assert_true(json_equal(a, b));
    assert_string_equal(json_string_value(json_object_get(b, "title")), doc->title);
    assert_ptr_equal(strchr(compact, '\n'), compact + strlen(compact) - 1);
    assert_non_null(strstr(pretty, "\n     \"source\": [[21, 30]], \"cue\": [[31, 35]], \"content\": [[6, 19], [37, 48]],\n"));
    json_decref(a);
    json_decref(b);
    hearsay_string_free(compact);
    hearsay_string_free(pretty);
    arena_free(doc->arena);
}

static void test_escapes(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *want;
    } rows[] = {
        { __LINE__, "plain", "\"text\":\"plain\"" },
        { __LINE__, "a\"b\\c/d", "\"text\":\"a\\\"b\\\\c/d\"" },
        { __LINE__, "\b\f\r\t\n.", "\"text\":\"\\b\\f\\r\\t\\n.\"" },
        { __LINE__, "\x01\x1f\x7f", "\"text\":\"\\u0001\\u001f\x7f\"" },
        { __LINE__, "“é” 中 😀", "\"text\":\"“é” 中 😀\"" },
        { __LINE__, "\"\"", "\"text\":\"\\\"\\\"\"" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct hearsay_document *doc = handmade(rows[i].in, NULL, 0);
        char *out = written(doc, HEARSAY_JSON);
        if (!strstr(out, rows[i].want)) fail_msg("row of line %d: no %s in %s", rows[i].line, rows[i].want, out);
        json_t *back = json_loads(out, 0, NULL);
        assert_string_equal(json_string_value(json_object_get(back, "text")), rows[i].in);
        json_decref(back);
        hearsay_string_free(out);
        arena_free(doc->arena);
    }
}

static void test_scores(void **state)
{
    (void)state;
    static const struct {
        int line;
        double score;
        const char *want;
    } rows[] = {
        { __LINE__, 0, "0" },
        { __LINE__, 1, "1" },
        { __LINE__, 0.5, "0.5" },
        { __LINE__, 0.93f, "0.93" },
        { __LINE__, 0.12345, "0.1235" },
        { __LINE__, 0.0001, "0.0001" },
        { __LINE__, 0.00001, "0" },
        { __LINE__, 0.99999, "1" },
        { __LINE__, 0.9005, "0.9005" },
        { __LINE__, -1, "0" },
        { __LINE__, 7, "1" },
        { __LINE__, NAN, "0" },
        { __LINE__, INFINITY, "1" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer b = { 0 };
        write_score(&b, rows[i].score);
        if (b.len != strlen(rows[i].want) || memcmp(b.at, rows[i].want, b.len))
            fail_msg("row of line %d: %.*s, not %s", rows[i].line, (int)b.len, b.at, rows[i].want);
        buffer_free(&b);
    }
}

static void test_unknown_format(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("x", NULL, 0);
    char *out = NULL;
    hearsay_error err;
    assert_int_equal(hearsay_document_write(doc, (hearsay_format)99, NULL, &out, NULL, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    assert_null(out);
    arena_free(doc->arena);
}

/* A program and a library of different ages: of the options what both know. */
static void test_options_of_other_ages(void **state)
{
    (void)state;
    struct {
        hearsay_write_options known;
        int unknown;
    } newer = { { sizeof newer, 30, true, false, false }, 7 };
    struct hearsay_document *doc = handmade(text, sayings, 1);
    static const struct {
        int line;
        size_t size;
        bool color;
    } rows[] = {
        { __LINE__, sizeof newer, true },
        { __LINE__, sizeof(hearsay_write_options), true },
        { __LINE__, sizeof(size_t), false }, /* it knows neither of the two */
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        newer.known.size = rows[i].size;
        char *out = NULL;
        assert_int_equal(hearsay_document_write(doc, HEARSAY_TEXT, &newer.known, &out, NULL, NULL), HEARSAY_OK);
        if (rows[i].color != (strchr(out, '\x1b') != NULL)) fail_msg("row of line %d: %s", rows[i].line, out);
        hearsay_string_free(out);
    }
    newer.known.size = 0;
    char *out = NULL;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_TEXT, &newer.known, &out, NULL, NULL), HEARSAY_E_ARGUMENT);
    arena_free(doc->arena);
}

static void test_buffer_too_large(void **state)
{
    (void)state;
    struct buffer b = { 0 };
    buffer_string(&b, "kept");
    buffer_fill(&b, ' ', SIZE_MAX / 2);
    assert_true(b.failed);
    buffer_string(&b, "dropped");
    assert_int_equal(b.len, 4);
    buffer_free(&b);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_bytes),
        cmocka_unit_test(test_pretty_says_the_same),
        cmocka_unit_test(test_escapes),
        cmocka_unit_test(test_scores),
        cmocka_unit_test(test_unknown_format),
        cmocka_unit_test(test_options_of_other_ages),
        cmocka_unit_test(test_buffer_too_large),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
