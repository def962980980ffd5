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

/* What the store keeps of each claim is what its rows say, and nothing waits to be counted. */
static void counts_are_right(hearsay_store *s)
{
    static const char counted[] = "WITH found AS (SELECT l.linked, count(DISTINCT p.article), max(substr(coalesce(p.published, p.seen), 1, 10)), "
                                  "max(x.position = 'asserts'), max(x.position = 'denies') FROM claim_link l JOIN place p ON p.text = l.text "
                                  "JOIN position x ON x.text = l.text AND x.claim = l.claim GROUP BY l.linked), kept AS (SELECT * FROM claim_count) "
                                  "SELECT (SELECT count(*) FROM (SELECT * FROM found EXCEPT SELECT * FROM kept)) + "
                                  "(SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM found)) + (SELECT count(*) FROM claim_change)";
    assert_int_equal(store_number(s, -1, counted, ""), 0);
}

static void expect(hearsay_store *s, hearsay_claim_query query, const char *wanted)
{
    hearsay_error err;
    counts_are_right(s);
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
    expect(s, QUERY(.disputed = true, .since = "1999"), K1);
    expect(s, QUERY(.disputed = true, .latest_first = true, .min_articles = 4), K1);
    expect(s, QUERY(.disputed = true, .latest_first = true, .min_articles = 5), "");
    expect(s, QUERY(.latest_first = true, .min_articles = 2), K2 K1);
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

/* The first ones of a list are those of the whole list, whatever is left out on the way. */
static void test_first_ones(void **state)
{
    (void)state;
    enum { CLAIMS = 12 };
    hearsay_store *s = fresh_store();
    for (unsigned i = 0, number = 1; i < CLAIMS; i++) {
        char what[8], date[16];
        snprintf(what, sizeof what, "%c>%c %c%c", 'A' + 2 * (int)i, 'B' + 2 * (int)i, 'a' + 2 * (int)i, 'b' + 2 * (int)i);
        snprintf(date, sizeof date, "2024-03-%02u", 1 + i * 5 % 7);
        for (unsigned k = 0; k < 1 + i * 7 % 5; k++) add(s, number++, "bay", date, (struct said[]){ { what, NULL, POSITION_ASSERTS } }, 1);
    }
    for (unsigned by_day = 0; by_day < 2; by_day++) {
        hearsay_error err;
        char all[sizeof listed];
        *listed = '\0';
        const hearsay_claim_query whole = QUERY(.latest_first = by_day);
        assert_int_equal(hearsay_store_claims(s, &whole, note, NULL, &err), HEARSAY_OK);
        strcpy(all, listed);
        /* By the counts that the store keeps as by those of the articles that are chosen. */
        expect(s, QUERY(.latest_first = by_day, .since = "1999"), all);
        assert_true(strlen(all) > 100);
        for (unsigned offset = 0; offset < CLAIMS; offset++)
            for (unsigned limit = 1; limit < CLAIMS - offset; limit++) {
                char *from = all, *to;
                for (unsigned i = 0; i < offset; i++) from = strchr(from, '\n') + 1;
                to = from;
                for (unsigned i = 0; i < limit; i++) to = strchr(to, '\n') + 1;
                const char kept = *to;
                *to = '\0';
                expect(s, QUERY(.latest_first = by_day, .limit = limit, .offset = offset), from);
                *to = kept;
            }
    }
    hearsay_store_close(s);
}

/* An article that says it in each of its versions says it once. */
static void test_versions(void **state)
{
    (void)state;
    static const struct said said[] = { { "X>Y 12", NULL, POSITION_ASSERTS },
                                        { "Z> 56", NULL, POSITION_ASSERTS },
                                        { "V>W 78", NULL, POSITION_DENIES } };
    hearsay_store *s = fresh_store();
    for (uint32_t n = 1; n <= 3; n++) {
        char date[16];
        snprintf(date, sizeof date, "2024-03-%02u", n);
        add(s, 1, "bay", date, said, n);
    }
    add(s, 2, "hill", "2024-03-02", said, 1);
    expect(s, QUERY(.limit = 2), "k1 2/2/4 a4 d0 2024-03-01..2024-03-03\nk3 1/1/2 a2 d0 2024-03-02..2024-03-03\n");
    expect(s, QUERY(.since = "1999", .limit = 2), "k1 2/2/4 a4 d0 2024-03-01..2024-03-03\nk3 1/1/2 a2 d0 2024-03-02..2024-03-03\n");
    hearsay_store_close(s);
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

/* ---- Which are one --------------------------------------------------------------------------------------------------------------- */

/* Does the store part its claims as these letters do, one a claim in the order of texts and of claims in them? */
static void expect_parted(hearsay_store *s, int line, const char *letters)
{
    char found[32] = "";
    int64_t of[26] = { 0 };
    size_t n = 0;
    sqlite3_stmt *q = store_query(s, "SELECT linked FROM claim_link ORDER BY text, claim", "");
    while (store_row(s, q) && n < sizeof found - 1) {
        const int64_t linked = sqlite3_column_int64(q, 0);
        int k = 0;
        while (k < 25 && of[k] && of[k] != linked) k++;
        of[k] = linked;
        found[n++] = (char)('a' + k);
    }
    store_done(q);
    if (s->failed || strcmp(found, letters) != 0) fail_msg("line %d: found %s, expected %s (%s)", line, found, letters, s->failed ? s->why : "");
    counts_are_right(s);
    /* Whatever was done: no key without its claim, each number one that its claims had; what is gone is found by no word and counts for none. */
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM claim_search_docsize", ""), n);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM claim_link WHERE link NOT IN (SELECT id FROM claim_search_docsize)", ""), 0);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM claim_search WHERE claim_search MATCH '12 OR 34 OR 1234 OR 56 OR 78'", ""), n);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM claim_key WHERE link NOT IN (SELECT link FROM claim_link)", ""), 0);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM claim_link WHERE claim < 1 OR linked > link", ""), 0);
}
#define PARTED(s, letters) expect_parted(s, __LINE__, letters)

/* The same text, read as saying something else. */
static void read_again(hearsay_store *s, unsigned number, const struct said *written, const struct said *said, uint32_t n)
{
    hearsay_error err;
    struct hearsay_document *doc = claimed(number, "bay", "2024-03-01", written, n ? n : 1, said, n);
    hearsay_entry *e = hearsay_entry_new(doc, NULL, &err);
    if (hearsay_store_renew(s, &e, 1, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    hearsay_entry_free(e);
    arena_free(doc->arena);
}

static void id_of_claim(hearsay_store *s, unsigned text, unsigned claim, char id[24])
{
    snprintf(id, 24, "k%lld",
             (long long)store_number(s, 0, "SELECT linked FROM claim_link WHERE text = ? AND claim = ?", "ii", (int64_t)text, (int64_t)claim));
}

static hearsay_code split(hearsay_store *s, unsigned text, unsigned claim)
{
    char id[24], text_id[HEARSAY_ID];
    hearsay_error err;
    id_of_claim(s, text, claim, id);
    sqlite3_stmt *q = store_query(s, "SELECT id FROM text WHERE text = ?", "i", (int64_t)text);
    assert_true(store_row(s, q));
    snprintf(text_id, sizeof text_id, "%s", store_text(q, 0));
    store_done(q);
    const char *const texts[] = { text_id };
    return hearsay_store_split(s, id, texts, 1, &err);
}

static hearsay_code merge(hearsay_store *s, unsigned a, unsigned b)
{
    char x[24], y[24];
    hearsay_error err;
    id_of_claim(s, a, 1, x);
    id_of_claim(s, b, 1, y);
    return hearsay_store_merge(s, x, y, &err);
}

static const struct said first = { "X> 12", "Ada Lind", POSITION_ASSERTS }, bridge = { "X>Y 1234", "Bo Strand", POSITION_ASSERTS },
                         last = { ">Y 34", "Cai Dahl", POSITION_ASSERTS }, other = { "V>W 78", "Dag Holm", POSITION_ASSERTS };

/* One that joins two goes: these part. */
static void test_bridge(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", &first, 1);
    add(s, 2, "bay", "2024-03-01", &last, 1);
    PARTED(s, "ab");
    add(s, 3, "bay", "2024-03-01", &bridge, 1);
    PARTED(s, "aaa");
    read_again(s, 3, &bridge, &bridge, 1);
    PARTED(s, "aaa");
    assert_int_equal(store_number(s, 0, "SELECT link FROM claim_link WHERE text = 3", ""), 3); /* it is read as it was */
    read_again(s, 3, &bridge, &other, 1);
    PARTED(s, "abc");
    read_again(s, 3, &bridge, &bridge, 1);
    PARTED(s, "aaa");
    read_again(s, 3, &bridge, NULL, 0);
    PARTED(s, "ab");
    /* Of two that join them one may go. */
    read_again(s, 3, &bridge, &bridge, 1);
    add(s, 4, "bay", "2024-03-01", &bridge, 1);
    PARTED(s, "aaaa");
    read_again(s, 3, &bridge, &other, 1);
    PARTED(s, "aaba");
    read_again(s, 4, &bridge, &other, 1);
    PARTED(s, "abcc");
    hearsay_store_close(s);
}

/* Claims change their numbers in a text. */
static void test_numbers(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    const struct said both[] = { first, other }, turned[] = { other, first };
    add(s, 1, "bay", "2024-03-01", both, 2);
    add(s, 2, "bay", "2024-03-01", &other, 1);
    PARTED(s, "abb");
    read_again(s, 1, both, turned, 2);
    PARTED(s, "aba");
    assert_int_equal(store_number(s, 0, "SELECT max(link) FROM claim_link", ""), 3);
    hearsay_store_close(s);
}

static void test_corrections(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    for (unsigned i = 1; i <= 3; i++) add(s, i, "bay", "2024-03-01", &bridge, 1);
    add(s, 4, "bay", "2024-03-01", &other, 1);
    PARTED(s, "aaab");
    assert_int_equal(split(s, 2, 1), HEARSAY_OK);
    PARTED(s, "abac");
    /* It holds when the text is read anew, in any way, and when another one comes that is one with both. */
    read_again(s, 2, &bridge, &bridge, 1);
    PARTED(s, "abac");
    read_again(s, 2, &bridge, &last, 1);
    read_again(s, 2, &bridge, &bridge, 1);
    read_again(s, 1, &bridge, &first, 1);
    PARTED(s, "abac");
    read_again(s, 1, &bridge, &bridge, 1);
    add(s, 5, "bay", "2024-03-01", &bridge, 1);
    PARTED(s, "abaca");

    /* What nothing joins is one, because somebody says so; also with a rebuild in between. */
    assert_int_equal(merge(s, 2, 4), HEARSAY_OK);
    PARTED(s, "ababa");
    read_again(s, 4, &other, &other, 1);
    read_again(s, 2, &bridge, &last, 1);
    PARTED(s, "ababa");
    read_again(s, 2, &bridge, &bridge, 1);
    PARTED(s, "ababa");

    /* The last word counts: a merge takes the split back. */
    assert_int_equal(merge(s, 1, 2), HEARSAY_OK);
    PARTED(s, "aaaaa");
    for (unsigned i = 1; i <= 3; i++) {
        read_again(s, i, &bridge, &last, 1);
        read_again(s, i, &bridge, &bridge, 1);
    }
    PARTED(s, "aaaaa");
    assert_int_equal(merge(s, 1, 2), HEARSAY_E_ARGUMENT);

    /* ... and a split a merge. */
    assert_int_equal(split(s, 4, 1), HEARSAY_OK);
    PARTED(s, "aaaba");
    read_again(s, 4, &other, &last, 1);
    read_again(s, 4, &other, &other, 1);
    PARTED(s, "aaaba");
    assert_int_equal(split(s, 4, 1), HEARSAY_E_ARGUMENT); /* nothing would be left */
    hearsay_store_close(s);

    /* All of that is kept in the file. */
    s = hearsay_store_open(claimed_path, 0, NULL);
    read_again(s, 4, &other, &first, 1);
    PARTED(s, "aaaba");
    hearsay_store_close(s);
}

/* What one article joined parts with it, and stays where it was. */
static void test_split_bridge(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", &first, 1);
    add(s, 2, "bay", "2024-03-01", &bridge, 1);
    add(s, 3, "bay", "2024-03-01", &last, 1);
    PARTED(s, "aaa");
    assert_int_equal(split(s, 2, 1), HEARSAY_OK);
    PARTED(s, "abc");
    hearsay_store_close(s);
}

static void test_wrong_corrections(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = news();
    static const struct {
        int line;
        const char *a, *b, *why;
        hearsay_code code;
    } wrong[] = {
        { __LINE__, "k1", "k999", "there is no claim k999", HEARSAY_E_NOT_FOUND },
        { __LINE__, "k1", "k3", "there is no claim k3", HEARSAY_E_NOT_FOUND }, /* of a number that became another's */
        { __LINE__, "k1x", "k2", "there is no claim k1x", HEARSAY_E_NOT_FOUND },
        { __LINE__, "k1", "k1", "k1 and k1 are one already", HEARSAY_E_ARGUMENT },
        { __LINE__, "k1", "s1", "k1 is a claim and s1 an actor", HEARSAY_E_ARGUMENT },
        { __LINE__, "s1", "k1", "s1 is an actor and k1 a claim", HEARSAY_E_ARGUMENT },
        { __LINE__, "k1", "x", "x is neither an actor (s12) nor a claim (k12)", HEARSAY_E_NOT_FOUND },
        { __LINE__, "", "k1", "is neither", HEARSAY_E_NOT_FOUND },
    };
    for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
        const hearsay_code code = hearsay_store_merge(s, wrong[i].a, wrong[i].b, &err);
        if (code != wrong[i].code || !strstr(err.msg, wrong[i].why)) fail_msg("line %d: %s: %s", wrong[i].line, hearsay_code_name(code), err.msg);
    }
    /* A number is written in one way, for a trace too. */
    static const char *const odd[] = { "k01", "k+1", "k 1", "k1 ", "k", "K1", "1" };
    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++) {
        const hearsay_trace_query query = { .size = sizeof query, .claim = odd[i] };
        char *out;
        if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_E_NOT_FOUND) fail_msg("%s is traced", odd[i]);
    }
    assert_int_equal(split(s, 4, 2), HEARSAY_E_ARGUMENT);
    const char *const nowhere[] = { "0123456789abcdef" };
    assert_int_equal(hearsay_store_split(s, "k1", nowhere, 1, &err), HEARSAY_E_NOT_FOUND);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM claim_correction", ""), 0);
    hearsay_store_close(s);
}

/* ---- Actors of a trace -------------------------------------------------------------------------------------------------------------- */

/* The ids under which k1's trace lists this name: "s1 s4 ". */
static const char *traced_ids(hearsay_store *s, const char *name)
{
    static char ids[100];
    hearsay_error err;
    const hearsay_trace_query query = { .size = sizeof query, .claim = "k1" };
    char *out, listed_as[60];
    size_t len;
    if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, &len, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    snprintf(listed_as, sizeof listed_as, "\",\"name\":\"%s\"", name);
    *ids = '\0';
    for (char *at = out; (at = strstr(at, listed_as)); at++) {
        const char *id = at;
        while (id[-1] != '"') id--;
        snprintf(ids + strlen(ids), sizeof ids - strlen(ids), "%.*s ", (int)(at - id), id);
    }
    hearsay_string_free(out);
    return ids;
}

/* Two claims of one article that stand in one sentence, as of joined parties, and are one with another article's: one report, one stand. */
static void test_told_once(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, 1);
    add(s, 2, "hill", "2024-03-02",
        (struct said[]){
            { "X>Y 12", "Bo Strand", POSITION_DENIES }, { "X>Y 12", "Bo Strand", POSITION_DENIES }, { "X>Y 21", NULL, POSITION_ASSERTS } },
        3);
    expect(s, QUERY(0), "k1 2/2/3 a2 d1 2024-03-01..2024-03-02 +Ada Lind*1 -Bo Strand*1\n");
    const hearsay_trace_query query = { .size = sizeof query, .claim = "k1" };
    char *out;
    if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    assert_non_null(strstr(out, "\"reports\":3,\"articles\":2,\"outlets\":2,"));
    unsigned evidence = 0;
    for (const char *at = out; (at = strstr(at, "\"chain\":")); at++) evidence++;
    assert_int_equal(evidence, 3);
    hearsay_string_free(out);
    hearsay_store_close(s);
}

/* They have the store's numbers, each actor its own. */
static void test_trace_actors(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = news();
    char in_first[HEARSAY_IDENTITY_ID], in_third[HEARSAY_IDENTITY_ID], both[2 * HEARSAY_IDENTITY_ID + 2];
    static const char identity[] = "SELECT identity FROM actor WHERE name = 'Ada Lind' AND text = ?";
    snprintf(in_first, sizeof in_first, "s%d ", (int)store_number(s, 0, identity, "i", INT64_C(1)));
    snprintf(in_third, sizeof in_third, "s%d ", (int)store_number(s, 0, identity, "i", INT64_C(3)));
    snprintf(both, sizeof both, "%s%s", in_first, in_third);
    assert_string_not_equal(in_first, in_third);
    assert_string_equal(traced_ids(s, "Ada Lind"), in_first); /* by the whole name she is one */
    assert_true(store_script(s, "UPDATE mention SET form = 'nominal'"));
    assert_string_equal(traced_ids(s, "Ada Lind"), both); /* without a name there are two */
    *strchr(in_first, ' ') = *strchr(in_third, ' ') = '\0';
    assert_int_equal(hearsay_store_merge(s, in_first, in_third, &err), HEARSAY_OK);
    strcat(in_first, " ");
    assert_string_equal(traced_ids(s, "Ada Lind"), in_first); /* but where somebody says that they are one */
    assert_true(store_script(s, "UPDATE mention SET form = 'name' WHERE text = 3"));
    assert_string_equal(traced_ids(s, "Ada Lind"), in_first);
    /* Whom a person told apart are two, also by one name; a third of that name is the first. */
    char text_id[HEARSAY_ID];
    add(s, 9, "fen", "2024-03-10", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, 1);
    add(s, 10, "fen", "2024-03-10", (struct said[]){ { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, 1);
    assert_true(store_script(s, "UPDATE mention SET form = 'name'"));
    const int64_t text = store_number(s, 0, "SELECT max(text) - 1 FROM text", "");
    sqlite3_stmt *q = store_query(s, "SELECT id FROM text WHERE text = ?", "i", text);
    assert_true(store_row(s, q));
    snprintf(text_id, sizeof text_id, "%s", store_text(q, 0));
    store_done(q);
    *strchr(in_first, ' ') = '\0';
    snprintf(in_third, sizeof in_third, "s%d", (int)store_number(s, 0, identity, "i", text));
    if (strcmp(in_first, in_third)) assert_int_equal(hearsay_store_merge(s, in_first, in_third, &err), HEARSAY_OK);
    assert_string_equal(traced_ids(s, "Ada Lind"), strcat(in_first, " "));
    *strchr(in_first, ' ') = '\0';
    assert_int_equal(hearsay_store_split(s, in_first, (const char *const[]){ text_id }, 1, &err), HEARSAY_OK);
    snprintf(both, sizeof both, "%s s%d ", in_first, (int)store_number(s, 0, identity, "i", text));
    assert_string_equal(traced_ids(s, "Ada Lind"), both);
    /* As in a store of schema 1 that has not been rebuilt: each has a number that is nobody's. */
    assert_true(store_script(s, "UPDATE actor SET identity = NULL; UPDATE mention SET form = 'name'"));
    const char *none = traced_ids(s, "Ada Lind");
    assert_int_equal(strlen(none), 4);
    assert_memory_equal(none, "s0", 2);
    hearsay_store_close(s);
}

/* A store of an older schema is brought up to date, with all that it holds. */
static void test_older_schemas(void **state)
{
    (void)state;
    static const char *const back[] = {
#define SEVEN "DROP INDEX claim_actor; DROP INDEX claim_target; DROP INDEX position_actor; "
#define SIX                                                                                                                    \
    SEVEN "DROP TABLE claim_count; DROP TABLE claim_change; DROP TRIGGER claim_link_added; DROP TRIGGER claim_link_numbered; " \
          "DROP TRIGGER claim_link_moved; DROP TRIGGER claim_link_gone; DROP TRIGGER claim_placed; "
        SEVEN "PRAGMA user_version = 6;",
        SIX "PRAGMA user_version = 5;",
        SIX "DROP INDEX identity_name; PRAGMA user_version = 4;",
        SIX "DROP TABLE claim_correction; DROP INDEX position_denied; DROP INDEX claim_link_linked; "
            "CREATE INDEX claim_link_linked ON claim_link (linked); DROP INDEX identity_name; PRAGMA user_version = 3;",
    };
    for (size_t i = 0; i < sizeof back / sizeof *back; i++) {
        hearsay_error err;
        hearsay_store *s = news();
        assert_true(store_script(s, back[i]));
        hearsay_store_close(s);
        assert_null(hearsay_store_open(claimed_path, HEARSAY_STORE_READ_ONLY, &err));
        assert_int_equal(err.code, HEARSAY_E_STORE);
        s = hearsay_store_open(claimed_path, 0, &err);
        assert_non_null(s);
        static const char made[] = "SELECT count(*) FROM sqlite_schema WHERE name IN ('identity_name', 'claim_link_linked', 'claim_actor', "
                                   "'claim_target', 'position_actor')";
        assert_int_equal(store_number(s, 0, made, ""), 5);
        expect(s, QUERY(0), K1 K2 K6);
        assert_int_equal(split(s, 2, 1), HEARSAY_OK);
        PARTED(s, "abcabd");
        hearsay_store_close(s);
    }
}

static void numbers(hearsay_store *s, int64_t *linked, unsigned n)
{
    for (unsigned i = 1; i <= n; i++) linked[i] = store_number(s, 0, "SELECT linked FROM claim_link WHERE text = ?", "i", (int64_t)i);
}

/* Any order of articles, corrections and new readings: merged stay merged, split stay split, until the next word about the same two. */
static void test_random_corrections(void **state)
{
    (void)state;
    enum { TEXTS = 8, STEPS = 60 };
    uint64_t seed = 7;
    unsigned merges = 0;
    for (unsigned round = 0; round < 8; round++) {
        hearsay_store *s = fresh_store();
        const struct said *kinds[] = { &first, &bridge, &last, &other }, *is[TEXTS + 1];
        int verdict[TEXTS + 1][TEXTS + 1] = { { 0 } }; /* below 0: split; above: merged */
        for (unsigned i = 1; i <= TEXTS; i++) {
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            is[i] = kinds[seed >> 33 & 3];
            add(s, i, "bay", "2024-03-01", is[i], 1);
        }
        for (unsigned step = 0; step < STEPS; step++) {
            int64_t linked[TEXTS + 1];
            seed = seed * 6364136223846793005u + 1442695040888963407u;
            const unsigned a = 1 + (unsigned)(seed >> 33) % TEXTS, b = 1 + (unsigned)(seed >> 43) % TEXTS, what = (unsigned)(seed >> 53) % 4;
            numbers(s, linked, TEXTS);
            if (what == 0) {
                /* Its pairs with what it was one with are split. */
                if (split(s, a, 1) == HEARSAY_OK)
                    for (unsigned i = 1; i <= TEXTS; i++)
                        if (i != a && linked[i] == linked[a]) verdict[a][i] = verdict[i][a] = -1;
            } else if (what == 1) {
                /* It is said of the first claim of each, and takes back what was split between the two. */
                if (merge(s, a, b) == HEARSAY_OK) {
                    unsigned x = 1, y = 1;
                    while (linked[x] != linked[a]) x++;
                    while (linked[y] != linked[b]) y++;
                    numbers(s, linked, TEXTS);
                    for (unsigned i = 1; i <= TEXTS; i++)
                        for (unsigned k = 1; k <= TEXTS; k++)
                            if (linked[i] == linked[a] && linked[k] == linked[a] && verdict[i][k] < 0) verdict[i][k] = 1;
                    verdict[x][y] = verdict[y][x] = 1;
                    merges++;
                }
            } else {
                read_again(s, a, is[a], is[a], 1);
            }
            counts_are_right(s);
            numbers(s, linked, TEXTS);
            for (unsigned i = 1; i <= TEXTS; i++)
                for (unsigned k = 1; k < i; k++)
                    if (verdict[i][k] && (verdict[i][k] > 0) != (linked[i] == linked[k]))
                        fail_msg("round %u, step %u: %u and %u are %s", round, step, i, k, verdict[i][k] > 0 ? "two" : "one");
        }
        hearsay_store_close(s);
    }
    assert_true(merges > 20);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_told_once),
        cmocka_unit_test(test_list),
        cmocka_unit_test(test_versions),
        cmocka_unit_test(test_first_ones),
        cmocka_unit_test(test_written),
        cmocka_unit_test(test_bridge),
        cmocka_unit_test(test_numbers),
        cmocka_unit_test(test_corrections),
        cmocka_unit_test(test_split_bridge),
        cmocka_unit_test(test_trace_actors),
        cmocka_unit_test(test_older_schemas),
        cmocka_unit_test(test_wrong_corrections),
        cmocka_unit_test(test_random_corrections),
    };
    return cmocka_run_group_tests(tests, claimed_open, claimed_close);
}
