/* What is asked of a store, and adding to it, cost the same whatever else the store holds: counted in steps of SQLite's machine, which tell a walk
 * over a table from a look into an index on any computer. */
#include "claimed.h"

#include "base/error.h"

enum { FEW = 100, MANY = 1200 };

static const struct said asked[] = { { "X>Y 12", "Ada Lind", POSITION_ASSERTS } }, denied[] = { { "X>Y 12", "Bo Strand", POSITION_DENIES } };

/* News about two others, with another code, in other words. Both are in more of FEW than a new article is ever compared with. */
static void add_other(hearsay_store *s, unsigned number)
{
    char what[8], who[40], date[20];
    snprintf(what, sizeof what, "A>B %c%c", 'a' + (int)(number / 3 % 26), 'a' + (int)(number / 5 % 26));
    snprintf(who, sizeof who, "N%u Person%u", number, number);
    snprintf(date, sizeof date, "2024-%02u-%02u", 1 + number % 12, 1 + number % 28);
    const struct said said = { what, who, number % 2 ? POSITION_ASSERTS : POSITION_DENIES };
    claimed_code = "COERCE";
    add(s, number, "dale", date, &said, 1);
    claimed_code = "AID";
}

/* ---- What is asked ----------------------------------------------------------------------------------------------------------------------- */

static void trace(hearsay_store *s, hearsay_trace_query query)
{
    hearsay_error err;
    char *out;
    if (hearsay_store_trace(s, NULL, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    if (!strstr(out, "\"k1\"")) fail_msg("no claim: %s", out);
    hearsay_string_free(out);
}

#define TRACE(...) trace(s, (hearsay_trace_query){ .size = sizeof(hearsay_trace_query), __VA_ARGS__ })

static void trace_words(hearsay_store *s) { TRACE(.words = "12"); }
static void trace_claim(hearsay_store *s) { TRACE(.claim = "k1"); }
static void trace_actor(hearsay_store *s) { TRACE(.actor = "ada lind"); }
static void trace_actor_since(hearsay_store *s) { TRACE(.actor = "Ada Lind", .since = "2024-03-01", .until = "2024-03"); }
static void trace_code(hearsay_store *s) { TRACE(.code = "AID"); }

struct tally {
    size_t claims, articles, k1;
};

static bool count(void *context, const hearsay_linked_claim *c)
{
    struct tally *t = context;
    t->claims++;
    t->articles += c->articles;
    t->k1 += !strcmp(c->id, "k1");
    return true;
}

static struct tally claims(hearsay_store *s, hearsay_claim_query query)
{
    hearsay_error err;
    struct tally t = { 0 };
    if (hearsay_store_claims(s, &query, count, &t, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    return t;
}

#define CLAIMS(...) claims(s, (hearsay_claim_query){ .size = sizeof(hearsay_claim_query), __VA_ARGS__ })

static void only_k1(struct tally t)
{
    assert_int_equal(t.claims, 1);
    assert_int_equal(t.k1, 1);
    assert_int_equal(t.articles, 3);
}

static void claims_actor(hearsay_store *s) { only_k1(CLAIMS(.actor = "ADA LIND")); }
static void claims_actor_code(hearsay_store *s) { only_k1(CLAIMS(.actor = "X", .code = "AID", .disputed = true)); }
static void claims_actor_days(hearsay_store *s) { only_k1(CLAIMS(.actor = "Ada Lind", .since = "2024-03-01", .until = "2024-03")); }
static void claims_code(hearsay_store *s) { only_k1(CLAIMS(.code = "AID", .latest_first = true)); }
static void claims_words(hearsay_store *s) { only_k1(CLAIMS(.words = "12")); }

static void claims_number(hearsay_store *s)
{
    char id[HEARSAY_IDENTITY_ID];
    snprintf(id, sizeof id, "s%d", (int)store_number(s, 0, "SELECT identity FROM actor WHERE text = 1 AND name = 'X'", ""));
    only_k1(CLAIMS(.actor = id));
}

static bool is_first(void *context, const hearsay_identity *actor) { return strcpy(context, actor->id) == NULL; }

static void actor(hearsay_store *s)
{
    hearsay_error err;
    char id[HEARSAY_IDENTITY_ID] = "";
    const hearsay_identity_query query = { .size = sizeof query, .id = "s1" };
    assert_int_equal(hearsay_store_identities(s, &query, is_first, id, &err), HEARSAY_OK);
    assert_string_equal(id, "s1");
}

static const struct {
    const char *name;
    void (*ask)(hearsay_store *s);
} questions[] = {
    { "trace by words", trace_words },
    { "trace by a claim", trace_claim },
    { "trace by an actor", trace_actor },
    { "trace by an actor and days", trace_actor_since },
    { "trace by a code", trace_code },
    { "an actor", actor },
    { "claims by an actor", claims_actor },
    { "claims by an actor's number", claims_number },
    { "claims by an actor and a code", claims_actor_code },
    { "claims by an actor and days", claims_actor_days },
    { "claims by a code", claims_code },
    { "claims by words", claims_words },
};
enum { QUESTIONS = sizeof questions / sizeof *questions };

/* ---- What it costs ----------------------------------------------------------------------------------------------------------------------- */

/* Steps since it was asked last. *most: of the statement that took most. */
static int64_t steps(hearsay_store *s, const char **most)
{
    int64_t all = 0;
    int largest = 0;
    for (unsigned i = 0; i < s->n_statements; i++) {
        const int n = sqlite3_stmt_status(s->statements[i].query, SQLITE_STMTSTATUS_VM_STEP, 1);
        if (n > largest) *most = s->statements[i].sql;
        if (n > largest) largest = n;
        all += n;
    }
    return all;
}

static int64_t asking(hearsay_store *s, unsigned i, const char **most)
{
    steps(s, most);
    questions[i].ask(s);
    return steps(s, most);
}

static int64_t adding(hearsay_store *s, unsigned number, const char **most)
{
    steps(s, most);
    add_other(s, number);
    return steps(s, most);
}

/* Three articles that are asked for among others. */
static hearsay_store *store_of(unsigned others)
{
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", asked, 1);
    add(s, 2, "hill", "2024-03-02", denied, 1);
    add(s, 3, "dale", "2024-03-03", asked, 1);
    for (unsigned i = 0; i < others; i++) add_other(s, 10 + i);
    return s;
}

/* Trees are a level deeper, no more. */
static bool alike(int64_t few, int64_t many) { return many <= few + few / 10; }

static void test_growth(void **state)
{
    (void)state;
    int64_t few[QUESTIONS], few_added = 0;
    const char *most = "";
    hearsay_store *s = store_of(FEW);
    for (unsigned i = 0; i < QUESTIONS; i++) few[i] = asking(s, i, &most);
    for (unsigned i = 0; i < 16; i++) few_added += adding(s, 10 + FEW + i, &most);
    hearsay_store_close(s);
    s = store_of(MANY);
    for (unsigned i = 0; i < QUESTIONS; i++) {
        const int64_t many = asking(s, i, &most);
        if (!alike(few[i], many)) fail_msg("%s: %d steps among %d, %d among %d: %s", questions[i].name, (int)few[i], FEW, (int)many, MANY, most);
    }
    int64_t added = 0;
    for (unsigned i = 0; i < 16; i++) added += adding(s, 10 + MANY + i, &most);
    if (!alike(few_added, added)) fail_msg("adding: %d steps among %d, %d among %d: %s", (int)few_added, FEW, (int)added, MANY, most);
    /* More texts than are looked up one by one. */
    const struct tally all = CLAIMS(0), others = CLAIMS(.code = "COERCE", .since = "1999"), counted = CLAIMS(.code = "COERCE");
    assert_int_equal(all.claims, others.claims + 1);
    assert_int_equal(all.articles, others.articles + 3);
    assert_memory_equal(&counted, &others, sizeof others);
    assert_int_equal(all.articles, MANY + 16 + 3);
    /* The measure sees a table that is walked over. */
    assert_true(store_script(s, "DROP INDEX identity_name"));
    assert_false(alike(few[2], asking(s, 2, &most)));
    hearsay_store_close(s);
}

/* Of somebody who is everywhere the latest articles are looked at, however many there are. */
static void test_common_actor(void **state)
{
    (void)state;
    static const char older[] = "PRAGMA foreign_keys = OFF; WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < 4999) "
                                "INSERT INTO actor (text, n, name, kind, identity) SELECT least - 1 - i, 1, name, kind, identity FROM n, "
                                "(SELECT min(text) AS least FROM actor), (SELECT * FROM actor WHERE text = 1 AND name = 'Ada Lind');";
    const char *most = "";
    hearsay_store *s = store_of(0);
    assert_true(store_script(s, older));
    steps(s, &most);
    trace_actor(s);
    const int64_t few = steps(s, &most);
    for (unsigned i = 0; i < 4; i++) assert_true(store_script(s, older));
    assert_int_equal(store_number(s, 0, "SELECT count(*) FROM actor WHERE name = 'Ada Lind'", ""), 25002);
    steps(s, &most);
    trace_actor(s);
    const int64_t many = steps(s, &most);
    if (!alike(few, many)) fail_msg("%d steps of 5000, %d of 25000: %s", (int)few, (int)many, most);
    hearsay_store_close(s);
}

/* Of the splits that people made those are looked at that touch what a new claim may join: not all of them for each. */
static void test_splits(void **state)
{
    (void)state;
    static const char split[] =
        "INSERT INTO claim_correction (verdict, text_a, start_a, end_a, wording_a, text_b, start_b, end_b, wording_b, made) "
        "SELECT 'split', x.id, json_extract(m.spans, '$[0][0]'), json_extract(m.spans, '$[#-1][1]'), c.wording, "
        "y.id, json_extract(n.spans, '$[0][0]'), json_extract(n.spans, '$[#-1][1]'), d.wording, '' FROM text x, text y, claim_mention m, "
        "claim_mention n, claim c, claim d WHERE x.text > 3 AND y.text > x.text AND y.text < x.text + 6 AND m.text = x.text AND n.text = y.text "
        "AND c.text = x.text AND d.text = y.text";
    hearsay_store *s = store_of(FEW);
    const char *most = "";
    int n = 0;
    assert_true(store_script(s, split));
    steps(s, &most);
    add(s, 5, "fen", "2024-03-05", asked, 1);
    for (unsigned i = 0; i < s->n_statements; i++)
        if (strstr(s->statements[i].sql, "FROM claim_link WHERE")) n += sqlite3_stmt_status(s->statements[i].query, SQLITE_STMTSTATUS_VM_STEP, 1);
    assert_true(s->n_claim_corrections > 400);
    if (n > 400) fail_msg("%d steps in claims across articles for %u splits of others", n, s->n_claim_corrections);
    hearsay_store_close(s);
}

/* ---- Many in one article ----------------------------------------------------------------------------------------------------------------- */

static void family_name(char out[16], unsigned i)
{
    sprintf(out, "A%c%c%c Lee", 'a' + (int)(i / 676), 'a' + (int)(i / 26 % 26), 'a' + (int)(i % 26));
}

/* An article of persons who could be one: of one family name and one first letter. */
static void add_family(hearsay_store *s, unsigned number, unsigned from, unsigned members)
{
    hearsay_error err;
    char name[16], *text = malloc(16 * (size_t)members + 32);
    assert_non_null(text);
    int at = sprintf(text, "Number %u:", number);
    for (unsigned i = from; i < from + members; i++) {
        family_name(name, i);
        at += sprintf(text + at, " %s,", name);
    }
    struct hearsay_document *doc = handmade(text, NULL, 0);
    free(text);
    doc->id = XXH3_64bits(doc->text, doc->len);
    doc->engine = "by hand";
    doc->mentions = ARENA_ZARRAY(doc->arena, struct actor_mention, members);
    for (unsigned i = from; i < from + members; i++) {
        family_name(name, i);
        const uint32_t member = claimed_actor(doc, name, ACTOR_PERSON);
        doc->actors[member].role = "captain";
    }
    handmade_done(doc);
    if (hearsay_store_add(s, doc, NULL, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    arena_free(doc->arena);
}

static int64_t adding_families(unsigned members, const char **most)
{
    hearsay_store *s = fresh_store();
    add_family(s, 1, 0, members);
    steps(s, most);
    add_family(s, 2, 0, members);
    const int64_t taken = steps(s, most);
    hearsay_store_close(s);
    return taken;
}

static void test_one_article(void **state)
{
    (void)state;
    const char *most = "";
    const int64_t few = adding_families(200, &most), many = adding_families(800, &most);
    if (many > 5 * few) fail_msg("%d steps for 200 of a family, %d for 800: %s", (int)few, (int)many, most);
}

/* Of more than are looked at, in the newest text, the first are. */
static void test_first_of_many(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    add_family(s, 1, 0, 100);
    add_family(s, 2, 63, 2);
    static const char who[] = "SELECT count(DISTINCT identity) FROM actor WHERE name = ?";
    assert_int_equal(store_number(s, 0, who, "t", "Aacl Lee"), 1); /* the 64th */
    assert_int_equal(store_number(s, 0, who, "t", "Aacm Lee"), 2);
    hearsay_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_growth), cmocka_unit_test(test_common_actor), cmocka_unit_test(test_one_article),
                                        cmocka_unit_test(test_splits), cmocka_unit_test(test_first_of_many) };
    return cmocka_run_group_tests(tests, claimed_open, claimed_close);
}
