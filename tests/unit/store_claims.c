/* Claims across articles in the store: the list of them, against what the articles are made to say. */
#include "claimed.h"

#include "base/error.h"

/* ---- The list ------------------------------------------------------------------------------------------------------------------- */

static char listed[4096];

/* "k1 3/2/4 a2 d1 2024-03-01..2024-03-03 +Ada Lind -Bo Strand": articles, outlets, reports, positions, days, stands. */
static bool note(void *context, const hearsay_linked_claim *c)
{
    size_t *left = context, at = strlen(listed);
    char *const out = listed + at;
    const size_t room = sizeof listed - at;
    int n =
        snprintf(out, room, "%s %zu/%zu/%zu a%zu d%zu %s..%s", c->id, c->articles, c->outlets, c->reports, c->asserts, c->denies, c->first, c->last);
    for (size_t i = 0; i < c->n_stands; i++)
        n += snprintf(out + n, room - (size_t)n, " %s%s*%zu", strcmp(c->stands[i].position, "denies") ? "+" : "-", c->stands[i].name,
                      c->stands[i].reports);
    snprintf(out + n, room - (size_t)n, "\n");
    return !left || --*left;
}

static void expect(hearsay_store *s, hearsay_claim_query query, const char *wanted)
{
    hearsay_error err;
    *listed = '\0';
    if (hearsay_store_claims(s, &query, note, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    assert_string_equal(listed, wanted);
}

#define QUERY(...) ((hearsay_claim_query){ .size = sizeof(hearsay_claim_query), __VA_ARGS__ })

static hearsay_store *news(void)
{
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS }, { "Z> 56", NULL, POSITION_ASSERTS } }, 2);
    add(s, 2, "hill", "2024-03-02", (struct said[]){ { "X>Y 12", "Bo Strand", POSITION_DENIES } }, 1);
    add(s, 3, "bay", "2024-03-03", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, 1);
    add(s, 4, "dale", "2024-03-09", (struct said[]){ { "Z> 56", "Cai Dahl", POSITION_DOUBTS }, { "V>W 78", NULL, POSITION_ASSERTS } }, 2);
    add(s, 2, "moor", "2024-03-05", (struct said[]){ { "X>Y 12", "Bo Strand", POSITION_DENIES } }, 1); /* the text of 2 in another paper */
    return s;
}

static void test_list(void **state)
{
    (void)state;
    hearsay_store *s = news();
#define K1 "k1 4/3/4 a2 d2 2024-03-01..2024-03-05 -Bo Strand*2 +Ada Lind*1 +Ada Lind*1\n" /* one Ada Lind or two: nothing tells */
#define K2 "k2 2/2/2 a1 d0 2024-03-01..2024-03-09 +Cai Dahl*1\n"
#define K6 "k6 1/1/1 a1 d0 2024-03-09..2024-03-09\n"
    expect(s, QUERY(0), K1 K2 K6);
    expect(s, QUERY(.latest_first = true), K2 K6 K1);
    expect(s, QUERY(.limit = 1, .offset = 1), K2);
    expect(s, QUERY(.offset = 9), "");
    expect(s, QUERY(.min_articles = 2), K1 K2);
    expect(s, QUERY(.disputed = true), K1);
    expect(s, QUERY(.disputed = true, .offset = 1), "");
    expect(s, QUERY(.code = "AID"), K1 K2 K6);
    expect(s, QUERY(.code = "ASSAULT"), "");
    expect(s, QUERY(.actor = "ada lind"), K1);
    expect(s, QUERY(.actor = "Y"), K1);
    expect(s, QUERY(.actor = "nobody"), "");
    expect(s, QUERY(.words = "V W"), K6);
    expect(s, QUERY(.words = "V -W"), "");
    expect(s, QUERY(.words = "V", .code = "AID"), K6);
    expect(s, QUERY(.words = ""), "");
    /* What is chosen is all that is counted. */
    expect(s, QUERY(.outlet = "BAY"), "k1 2/1/2 a2 d0 2024-03-01..2024-03-03 +Ada Lind*1 +Ada Lind*1\nk2 1/1/1 a1 d0 2024-03-01..2024-03-01\n");
    expect(s, QUERY(.outlet = "bay", .disputed = true), "");
    expect(s, QUERY(.since = "2024-03-02", .until = "2024-03-05"), "k1 3/3/3 a1 d2 2024-03-02..2024-03-05 -Bo Strand*2 +Ada Lind*1\n");
    size_t one = 1;
    *listed = '\0';
    assert_int_equal(hearsay_store_claims(s, NULL, note, &one, NULL), HEARSAY_OK);
    assert_string_equal(listed, K1);
    assert_int_equal(hearsay_store_claims(s, NULL, NULL, NULL, NULL), HEARSAY_E_ARGUMENT);
    hearsay_store_close(s);
}

static bool collect(void *context, const char *bytes, size_t len)
{
    (void)context;
    assert_true(strlen(listed) + len < sizeof listed);
    strncat(listed, bytes, len);
    return true;
}

static void test_written(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = news();
    const hearsay_claim_query query = QUERY(.limit = 1);
    *listed = '\0';
    assert_int_equal(hearsay_store_claims_write(s, &query, HEARSAY_CSV, NULL, collect, NULL, &err), HEARSAY_OK);
    assert_non_null(strstr(listed, "\r\n\"k1\",\"X Y 12\",\"AID\",\"\",\"\",\"\",\"X\",\"s"));
    assert_non_null(strstr(listed, ",4,4,3,\"2024-03-01\",\"2024-03-05\",2,2,0,0,\"Ada Lind\",\"Bo Strand\",\"\",\"\"\r\n"));
    *listed = '\0';
    assert_int_equal(hearsay_store_claims_write(s, &query, HEARSAY_TEXT, NULL, collect, NULL, &err), HEARSAY_OK);
    assert_string_equal(listed, "k1 X Y 12 AID\n    4 articles, 3 outlets, 4 reports; 2024-03-01 to 2024-03-05\n"
                                "    asserts 2: Ada Lind; denies 2: Bo Strand\n");
    assert_int_equal(hearsay_store_claims_write(s, &query, HEARSAY_SVG, NULL, collect, NULL, &err), HEARSAY_E_ARGUMENT);
    hearsay_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_list), cmocka_unit_test(test_written) };
    return cmocka_run_group_tests(tests, claimed_open, claimed_close);
}
