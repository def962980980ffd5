/* Event data: a row an event, whose lists belong together, and no cell that a spreadsheet would take for a formula. */
#include "handmade.h"

#include "lexicon/event_words.h"
#include "write/write.h"

static char *written(const struct hearsay_document *doc, bool no_header)
{
    char *out = NULL;
    hearsay_write_options opts = HEARSAY_WRITE_OPTIONS_INIT;
    opts.no_header = no_header;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_PLOVER, &opts, &out, NULL, NULL), HEARSAY_OK);
    return out;
}

/* A state is accused by another through an agency, denies it; experts found nothing; a claim without an event is no row. */
static struct hearsay_document *disputed(void)
{
    static const struct saying sayings[] = {
        { "A diplomat", "told", "Denmark had shelled the port", QUOTE_INDIRECT, 0.9f },
        { "Denmark", "denied", "it", QUOTE_INDIRECT, 0.8f },
        { "Experts", "found no evidence", "it", QUOTE_INDIRECT, 0.7f },
    };
    struct hearsay_document *doc =
        handmade("A diplomat told Reuters; Denmark had shelled the port.\nDenmark denied it.\nExperts found no evidence for it.", sayings, 3);
    handmade_actor(doc, "Denmark", ACTOR_COUNTRY, "DNK");
    handmade_actor(doc, "A diplomat; retired", ACTOR_PERSON, "");
    handmade_actor(doc, "=Reuters > agency", ACTOR_AGENCY, "");
    handmade_actor(doc, "Experts", ACTOR_GROUP, "");
    handmade_actor(doc, "Reykjavik", ACTOR_PLACE, "ISL");
    const struct voice diplomat[] = { { 2, VOICE_HEARD }, { 1, VOICE_SAID } }, denmark[] = { { 0, VOICE_SAID } }, experts[] = { { 3, VOICE_SAID } };
    handmade_voices(doc, 0, diplomat, 2);
    handmade_voices(doc, 1, denmark, 1);
    handmade_voices(doc, 2, experts, 1);
    const struct position positions[] = { { 2, POSITION_REPORTS, 0, 0.9f },
                                          { 1, POSITION_ASSERTS, 0, 0.9f },
                                          { 0, POSITION_DENIES, 1, 0.8f },
                                          { 3, POSITION_NO_EVIDENCE, 2, 0.7f },
                                          { HS_NONE, POSITION_DOUBTS, 2, 0.5f } };
    struct claim *c = handmade_claim(doc, "ASSAULT", 0, HS_NONE, "Denmark had shelled the port", 0, positions, 5);
    static const char *contexts[] = { "historical", "military" };
    c->event->mode = "heavy-weapons";
    c->event->cameo = "194";
    c->event->contexts = contexts;
    c->event->n_contexts = 2;
    c->event->where = 4;
    handmade_claim(doc, NULL, 0, 0, "Denmark denied it", 1, positions + 2, 1);
    doc->outlet = "The Post";
    doc->published = "2024-03-01T09:30:00Z";
    handmade_done(doc);
    return doc;
}

static void test_rows(void **state)
{
    (void)state;
    struct hearsay_document *doc = disputed();
    char *rows = written(doc, true), *all = written(doc, false);
    assert_string_equal(
        rows, "\"9f2c41d0b7e35a68-c1\",\"2024-03-01\",\"ASSAULT\",\"heavy-weapons\",\"MATERIAL CONFLICT\",\"historical; military\",\"194\","
              "\"Denmark\",\"DNK\",\"country\",\"\",\"\",\"\",\"\",\"\",\"Reykjavik\",\"ISL\",\"\",\"The Post\",\"2024-03-01T09:30:00Z\",\"\","
              "\"9f2c41d0b7e35a68\",\"\",FALSE,\"A diplomat, retired\",\"Denmark\",\"Experts; (nobody named)\","
              "\"A diplomat, retired; Denmark; Experts; (nobody named)\",\"asserts; denies; no-evidence; doubts\","
              "\"The Post > =Reuters › agency > A diplomat, retired; The Post > Denmark; The Post > Experts; The Post > Experts\",\"t1; t2; t3; t3\","
              "\"0.9; 0.8; 0.7; 0.5\",\"Denmark had shelled the port\",\"A diplomat told Reuters; Denmark had shelled the port.\",1\r\n");
    assert_true(!strncmp(all, hearsay_plover_header(), strlen(hearsay_plover_header())));
    assert_string_equal(all + strlen(hearsay_plover_header()), rows);
    hearsay_string_free(rows);
    hearsay_string_free(all);
    arena_free(doc->arena);
}

/* Cell n of the only row, with its quotation marks. */
static void assert_cell(const struct hearsay_document *doc, unsigned n, const char *want)
{
    char *row = written(doc, true), *at = row;
    for (bool quoted = false; n; at++) {
        quoted ^= *at == '"';
        n -= *at == ',' && !quoted;
    }
    if (strncmp(at, want, strlen(want)) || !strchr(",\r", at[strlen(want)])) fail_msg("%s, not %s", at, want);
    hearsay_string_free(row);
}

static void test_dates(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *when, *published, *want;
    } rows[] = {
        { __LINE__, "2024-02-26", "2024-03-01", "\"2024-02-26\"" }, { __LINE__, "2024-02-26T19:15", NULL, "\"2024-02-26\"" },
        { __LINE__, "2024-02", "2024-03-01", "\"2024-03-01\"" },    { __LINE__, "XXXX-WXX-1", NULL, "\"\"" },
        { __LINE__, "PAST_REF", "2024-03-01", "\"2024-03-01\"" },   { __LINE__, NULL, NULL, "\"\"" },
    };
    struct hearsay_document *doc = disputed();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        doc->claims[0].event->when = rows[i].when;
        doc->published = rows[i].published;
        assert_cell(doc, 1, rows[i].want);
    }
    arena_free(doc->arena);
}

static void test_formulas(void **state)
{
    (void)state;
    enum { ACTOR_NAME = 7, SOURCE = 18, OUTLET_ASSERTS = 23, ASSERTED_BY = 24, ATTRIBUTIONS = 30 };
    struct hearsay_document *doc = disputed();
    const struct position outlet = { HS_OUTLET, POSITION_ASSERTS, HS_NONE, 0.75f };
    doc->outlet = "=cmd|' /C calc'!A0";
    doc->actors[0].name = "\t@SUM(A1), \"Ltd\"";
    doc->claims[0].positions[1] = outlet;
    assert_cell(doc, ACTOR_NAME, "\"'@SUM(A1), \"\"Ltd\"\"\"");
    assert_cell(doc, SOURCE, "\"'=cmd|' /C calc'!A0\"");
    assert_cell(doc, OUTLET_ASSERTS, "TRUE");
    assert_cell(doc, ASSERTED_BY, "\"'=cmd|' /C calc'!A0\"");
    assert_cell(doc, ATTRIBUTIONS, "\"outlet; t2; t3; t3\"");
    arena_free(doc->arena);
}

/* Each of the codebook's types has its quarter. */
static void test_quads(void **state)
{
    (void)state;
    static const char *const quads[] = { "\"VERBAL COOPERATION\"", "\"MATERIAL COOPERATION\"", "\"VERBAL CONFLICT\"", "\"MATERIAL CONFLICT\"" };
    static const char of[] = "0000111222233333";
    struct hearsay_document *doc = disputed();
    for (unsigned i = 0; i < EVENT_CODES; i++) {
        doc->claims[0].event->code = event_code_names[i];
        assert_cell(doc, 4, quads[of[i] - '0']);
    }
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_rows), cmocka_unit_test(test_dates), cmocka_unit_test(test_formulas),
                                        cmocka_unit_test(test_quads) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
