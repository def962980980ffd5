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
    const struct tally all = CLAIMS(0), others = CLAIMS(.code = "COERCE");
    assert_int_equal(all.claims, others.claims + 1);
    assert_int_equal(all.articles, others.articles + 3);
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

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_growth), cmocka_unit_test(test_common_actor) };
    return cmocka_run_group_tests(tests, claimed_open, claimed_close);
}
