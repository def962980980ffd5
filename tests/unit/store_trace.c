/* Which claims of a store a trace means, and what it gathers of them. */
#include "claimed.h"

/* The claims that are traced: "k1 k4 ". */
static const char *traced(hearsay_store *s, hearsay_trace_query query)
{
    static char found[400];
    hearsay_error err;
    char *out;
    query.size = sizeof query;
    if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    *found = '\0';
    static const char opens[] = "{\"id\":\"k";
    for (const char *at = out; (at = strstr(at, opens)); at += sizeof opens)
        snprintf(found + strlen(found), sizeof found - strlen(found), "%.*s ", (int)strcspn(at + sizeof opens - 2, "\""), at + sizeof opens - 2);
    hearsay_string_free(out);
    return found;
}

/* A query, and what is found. */
struct asked {
    int line;
    hearsay_trace_query query;
    const char *found;
};
#define Q(...) \
    __LINE__, { __VA_ARGS__ }

static void expect_all(hearsay_store *s, const struct asked *rows, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const char *found = traced(s, rows[i].query);
        if (strcmp(found, rows[i].found)) fail_msg("line %d: found %s, expected %s", rows[i].line, found, rows[i].found);
    }
}
#define EXPECT(s, rows) expect_all(s, rows, sizeof(rows) / sizeof *(rows))

/* k1 is AID in articles of March and April, k2 is AID, k3 ASSAULT, of which only the first has Ada Lind. */
static hearsay_store *news(void)
{
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS }, { "Z> 56", NULL, POSITION_ASSERTS } }, 2);
    claimed_code = "ASSAULT";
    add(s, 2, "hill", "2024-03-02", (struct said[]){ { "U>V 78", "Bo Strand", POSITION_DENIES } }, 1);
    claimed_code = "AID";
    add(s, 3, "bay", "2024-04-03", (struct said[]){ { "X>Y 12", "Bo Strand", POSITION_DENIES } }, 1);
    return s;
}

/* Every two of what a query may have: all of it must hold. */
static void test_all_holds(void **state)
{
    (void)state;
    static const struct asked rows[] = {
        { Q(.words = "12"), "k1 " },
        { Q(.words = "12 78"), "k3 " }, /* k1 has what is not so rare: less than half as good, where k3 is meant too */
        { Q(.words = "12 78", .claim = "k1"), "k1 " },
        { Q(.words = "78", .claim = "k1"), "" },
        { Q(.words = "12 78", .actor = "ada lind"), "k1 " },
        { Q(.words = "12", .actor = "Cai Dahl"), "" },
        { Q(.words = "12 78", .code = "ASSAULT"), "k3 " },
        { Q(.words = "12", .code = "ASSAULT"), "" },
        { Q(.words = "12 78", .since = "2024-04"), "k1 " },
        { Q(.words = "78", .since = "2024-04"), "" },
        { Q(.words = "12 78", .until = "2024-03-01"), "k1 " },
        { Q(.words = "12", .until = "2024-02"), "" },
        { Q(.claim = "k1", .actor = "Bo Strand"), "k1 " },
        { Q(.claim = "k1", .actor = "Z"), "" },
        { Q(.claim = "k1", .code = "AID"), "k1 " },
        { Q(.claim = "k1", .code = "ASSAULT"), "" },
        { Q(.claim = "k1", .since = "2024-04-03"), "k1 " },
        { Q(.claim = "k1", .since = "2024-04-04"), "" },
        { Q(.claim = "k1", .until = "2024-02"), "" },
        { Q(.actor = "Bo Strand"), "k1 k3 " },
        { Q(.actor = "Bo Strand", .code = "ASSAULT"), "k3 " },
        { Q(.actor = "Ada Lind", .code = "ASSAULT"), "" },
        { Q(.actor = "Bo Strand", .since = "2024-04"), "k1 " },
        { Q(.actor = "Bo Strand", .until = "2024-03"), "k3 " },
        { Q(.code = "AID", .since = "2024-04"), "k1 " },
        { Q(.code = "ASSAULT", .until = "2024-03-01"), "" },
        { Q(.since = "2024-03-02", .until = "2024-03-31", .words = "12 78"), "k3 " },
        { Q(.words = "12", .claim = "k1", .actor = "Y", .code = "AID", .since = "2024", .until = "2024"), "k1 " },
    };
    hearsay_store *s = news();
    EXPECT(s, rows);
    hearsay_store_close(s);
}

/* What is outside of the days takes no place among those that are looked at. */
static void test_days_first(void **state)
{
    (void)state;
    enum { MORE_THAN_ARE_RANKED = 302 };
    hearsay_store *s = fresh_store();
    for (unsigned i = 1; i < MORE_THAN_ARE_RANKED; i++) add(s, i, "bay", "2024-01-01", (struct said[]){ { "X>Y 12", NULL, POSITION_ASSERTS } }, 1);
    add(s, MORE_THAN_ARE_RANKED, "bay", "2024-04-01", (struct said[]){ { "V>W 12", NULL, POSITION_ASSERTS } }, 1);
    const struct asked rows[] = {
        { Q(.words = "12"), "k1 " },
        { Q(.words = "12", .since = "2024-04"), "k302 " },
        { Q(.words = "12", .actor = "W"), "k302 " },
    };
    EXPECT(s, rows);
    hearsay_store_close(s);
}

/* A word that no claim has does not stand in the way of others, however many claims these have. */
static void test_unknown_words(void **state)
{
    (void)state;
    hearsay_store *s = news();
    assert_true(store_script(s,
                             "INSERT INTO claim_search (rowid, words) WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n LIMIT 5000) "
                             "SELECT i + 1000, '12' FROM n"));
    const struct asked rows[] = {
        { Q(.words = "12"), "k1 " },
        { Q(.words = "12 zzqqx"), "k1 " },
        { Q(.words = "qqx 78 zzqqx"), "k3 " },
        { Q(.words = "zzqqx"), "" },
    };
    EXPECT(s, rows);
    hearsay_store_close(s);
}

static bool note_counts(void *context, const hearsay_linked_claim *c)
{
    if (!strcmp(c->id, "k1"))
        snprintf(context, 80, "%zu+%zu %zu/%zu/%zu", c->asserts, c->n_stands ? c->stands[0].reports : 0, c->reports, c->articles, c->outlets);
    return true;
}

/* What a trace and the list of claims count of k1, of which each report is an assertion of one actor. */
static void expect_counts(hearsay_store *s, int line, unsigned reports, unsigned articles, unsigned outlets)
{
    hearsay_error err;
    const hearsay_trace_query query = { .size = sizeof query, .claim = "k1" };
    char *out, wanted[80];
    if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    snprintf(wanted, sizeof wanted, "\"reports\":%u,\"articles\":%u,\"outlets\":%u,", reports, articles, outlets);
    if (!strstr(out, wanted)) fail_msg("line %d: no %s in %.400s", line, wanted, out);
    hearsay_string_free(out);
    char listed[80] = "";
    snprintf(wanted, sizeof wanted, "%u+%u %u/%u/%u", reports, reports, reports, articles, outlets);
    assert_int_equal(hearsay_store_claims(s, NULL, note_counts, listed, &err), HEARSAY_OK);
    if (strcmp(listed, wanted)) fail_msg("line %d: listed %s, expected %s", line, listed, wanted);
}
#define COUNTS(s, ...) expect_counts(s, __LINE__, __VA_ARGS__)

/* However many papers print a text: all are told. */
static void test_many_places(void **state)
{
    (void)state;
    enum { PAPERS = 200 };
    hearsay_store *s = fresh_store();
    for (unsigned i = 0; i < PAPERS; i++) {
        char outlet[16];
        snprintf(outlet, sizeof outlet, "paper%u", i);
        add(s, 1, outlet, "2024-03-01", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, 1);
    }
    COUNTS(s, PAPERS, PAPERS, PAPERS);
    hearsay_store_close(s);
}

/* An article that is found in a second file is there once; in another paper, twice. */
static void test_found_again(void **state)
{
    (void)state;
    static const char *const files[] = { "/news/a.jsonl", "/news/b.jsonl", "/old/a.jsonl" };
    const struct said said = { "X>Y 12", "Ada Lind", POSITION_ASSERTS };
    hearsay_error err;
    hearsay_store *s = fresh_store();
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        const hearsay_place place = { .size = sizeof place, .file = files[i] };
        struct hearsay_document *doc = claimed(1, "bay", "2024-03-01", &said, 1, &said, 1);
        if (hearsay_store_add(s, doc, &place, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        arena_free(doc->arena);
    }
    assert_int_equal(store_number(s, 0, "SELECT count(*) FROM place", ""), 3);
    COUNTS(s, 1, 1, 1);
    add(s, 1, "hill", "2024-03-02", &said, 1);
    COUNTS(s, 2, 2, 2);
    /* Without an address a text is one article, whoever has it. */
    static const char *const papers[] = { "moor", "fen" };
    for (size_t i = 0; i < sizeof papers / sizeof *papers; i++) {
        struct hearsay_document *doc = claimed(1, papers[i], "2024-03-03", &said, 1, &said, 1);
        doc->uri = papers[i];
        if (hearsay_store_add(s, doc, NULL, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        arena_free(doc->arena);
    }
    COUNTS(s, 4, 3, 4);
    hearsay_store_close(s);
}

static void expect_in_k1(hearsay_store *s, const char *wanted)
{
    hearsay_error err;
    const hearsay_trace_query query = { .size = sizeof query, .claim = "k1" };
    char *out;
    if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    if (!strstr(out, wanted)) fail_msg("no %s in %.600s", wanted, out);
    hearsay_string_free(out);
}

/* An actor's state is what any of his articles tells, or the store knows from others. */
static void test_state(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    for (unsigned i = 1; i <= 2; i++) add(s, i, "bay", "2024-03-01", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, 1);
    expect_in_k1(s, "\"name\":\"Ada Lind\",\"kind\":\"person\",\"code\":null}");
    assert_true(store_script(s, "UPDATE actor SET code = 'LVA' WHERE name = 'Ada Lind' AND text = 2"));
    expect_in_k1(s, "\"name\":\"Ada Lind\",\"kind\":\"person\",\"code\":\"LVA\"}");
    assert_true(store_script(s, "UPDATE actor SET code = NULL; UPDATE identity SET code = 'EST' WHERE name = 'Ada Lind'"));
    expect_in_k1(s, "\"name\":\"Ada Lind\",\"kind\":\"person\",\"code\":\"EST\"}");
    hearsay_store_close(s);
}

static bool none(void *context, const hearsay_linked_claim *c) { return !context && !c; }
static bool no_article(void *context, const hearsay_article *a) { return !context && !a; }
static bool no_hit(void *context, const hearsay_hit *h) { return !context && !h; }
static bool no_bytes(void *context, const char *bytes, size_t len) { return !context && !bytes && !len; }

/* What no store can have is no empty answer, whatever is asked. */
static void test_unsound(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *code, *since, *until, *why;
    } rows[] = {
        { __LINE__, "XYZ", NULL, NULL, "\"XYZ\" is no code of PLOVER: AGREE, CONSULT, SUPPORT, " },
        { __LINE__, "", NULL, NULL, "SANCTION, MOBILIZE, COERCE, ASSAULT" },
        { __LINE__, "AI", NULL, NULL, "\"AI\" is no code" },
        { __LINE__, NULL, "2024-13-77", NULL, "since: \"2024-13-77\" is no day, month or year: 2023-02-07, 2023-02, 2023" },
        { __LINE__, NULL, "2024-13", NULL, "since: " },
        { __LINE__, NULL, NULL, "2023-02-29", "until: " },
        { __LINE__, NULL, "2023", "24", "until: " },
        { __LINE__, NULL, "yesterday", NULL, "since: " },
        { __LINE__, NULL, "", NULL, "since: " },
    };
    hearsay_store *s = news();
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const hearsay_trace_query trace = { sizeof trace, "12", NULL, NULL, rows[i].code, rows[i].since, rows[i].until, 0 };
        const hearsay_claim_query claims = { .size = sizeof claims, .code = rows[i].code, .since = rows[i].since, .until = rows[i].until };
        const hearsay_article_query articles = { .size = sizeof articles, .since = rows[i].since, .until = rows[i].until };
        hearsay_error err[6];
        char *out;
        const hearsay_code codes[] = {
            hearsay_store_trace(s, NULL, &trace, HEARSAY_JSON, NULL, &out, NULL, &err[0]),
            hearsay_store_claims(s, &claims, none, NULL, &err[1]),
            hearsay_store_claims_write(s, &claims, HEARSAY_CSV, NULL, no_bytes, NULL, &err[2]),
            rows[i].code ? HEARSAY_E_ARGUMENT : hearsay_store_articles(s, &articles, no_article, NULL, &err[3]),
            rows[i].code ? HEARSAY_E_ARGUMENT : hearsay_store_search(s, "12", &articles, no_hit, NULL, &err[4]),
            rows[i].code ? HEARSAY_E_ARGUMENT : hearsay_store_export(s, "claims", &articles, HEARSAY_CSV, no_bytes, NULL, &err[5]),
        };
        for (size_t k = 0; k < sizeof codes / sizeof *codes; k++) {
            if (codes[k] != HEARSAY_E_ARGUMENT) fail_msg("line %d, %zu: %s", rows[i].line, k, hearsay_code_name(codes[k]));
            if ((k < 3 || !rows[i].code) && !strstr(err[k].msg, rows[i].why)) fail_msg("line %d, %zu: %s", rows[i].line, k, err[k].msg);
        }
    }
    const struct asked sound[] = {
        { Q(.words = "12", .code = "aid"), "k1 " },
        { Q(.code = "Assault"), "k3 " },
        { Q(.words = "12", .since = "2024-02-29", .until = "2024-03-01T10:00:00Z"), "k1 " },
    };
    EXPECT(s, sound);
    hearsay_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_all_holds),   cmocka_unit_test(test_days_first),  cmocka_unit_test(test_unknown_words),
        cmocka_unit_test(test_many_places), cmocka_unit_test(test_found_again), cmocka_unit_test(test_unsound),
        cmocka_unit_test(test_state),
    };
    return cmocka_run_group_tests(tests, claimed_open, claimed_close);
}
