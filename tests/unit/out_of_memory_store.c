/* Out of memory in every function of the store: our allocations and SQLite's. The store is opened with as much memory as it wants, the call has n
 * allocations, and afterwards, with enough again, the store is as it was before: whole, with the same rows. */
#include "failing.h"

#ifdef FAILING_ALLOCATOR

#include "base/error.h"
#include "hearsay.h"
#include "store/store.h"

static hearsay_engine *engine, *other; /* what has read the store; another one, for a rebuild */
static hearsay_document *docs[3];
static char path[64], base[64];
static char latest[HEARSAY_ID];

/* ---- The store ------------------------------------------------------------------------------------------------------------------- */

static hearsay_document *read_article(const char *file, const char *uri, const char *more)
{
    static char text[1 << 15];
    FILE *in = fopen(file, "rb");
    assert_non_null(in);
    size_t len = fread(text, 1, sizeof text / 2, in);
    fclose(in);
    len += (size_t)sprintf(text + len, "%s", more);
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.uri = uri;
    opts.outlet = "The Marlow Mail";
    opts.published = "2024-10-09";
    hearsay_error err;
    hearsay_document *doc = hearsay_read(engine, text, len, &opts, &err);
    if (!doc) fail_msg("%s", err.msg);
    return doc;
}

static void copy_file(const char *from, const char *to)
{
    static char bytes[1 << 22];
    static const char *const beside[] = { "-wal", "-shm" };
    FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
    assert_true(in && out);
    const size_t n = fread(bytes, 1, sizeof bytes, in);
    assert_true(n && n < sizeof bytes && fwrite(bytes, 1, n, out) == n);
    fclose(in);
    assert_int_equal(fclose(out), 0);
    for (int i = 0; i < 2; i++) {
        char name[80];
        snprintf(name, sizeof name, "%s%s", to, beside[i]);
        unlink(name);
    }
}

/* The number of rows of a store that is whole. */
static int64_t rows_of(hearsay_store *s)
{
    return store_number(s, -1,
                        "SELECT (SELECT count(*) FROM text) + (SELECT count(*) FROM place) + (SELECT count(*) FROM actor) + "
                        "(SELECT count(*) FROM shingle) + (SELECT count(*) FROM copy) + (SELECT count(*) FROM claim_link) + "
                        "(SELECT count(*) FROM correction) + (SELECT count(*) FROM search WHERE search MATCH 'the') * "
                        "(SELECT integrity_check = 'ok' FROM pragma_integrity_check)",
                        "");
}

/* A call on an open store, what it gave when memory sufficed, and whether it writes. */
struct calling {
    hearsay_code (*call)(hearsay_store *s, uint64_t *sum, hearsay_error *err);
    bool writes;
    bool step_by_step; /* of several transactions, of which some may have been done */
    uint64_t sum;
};

static hearsay_code call_once(void *context, hearsay_error *err)
{
    struct calling *c = context;
    uint64_t sum = 0;
    failing = false;
    hearsay_store *s = hearsay_store_open(path, c->writes ? 0 : HEARSAY_STORE_READ_ONLY, err);
    if (!s) return HEARSAY_E_ARGUMENT;
    const int64_t rows = c->writes && !c->step_by_step ? rows_of(s) : 0;
    failing = true;
    hearsay_code code = c->call(s, &sum, err);
    failing = false;
    if (code == HEARSAY_OK && c->sum && sum != c->sum) code = error_set(err, HEARSAY_E_ARGUMENT, 0, "it gave something else, without a word");
    if (code == HEARSAY_OK) c->sum = sum;
    const int64_t after = code == HEARSAY_E_NOMEM && c->writes && !c->step_by_step ? rows_of(s) : rows;
    if (after != rows) code = error_set(err, HEARSAY_E_ARGUMENT, 0, "%lld instead of %lld rows: %s", (long long)after, (long long)rows, s->why);
    hearsay_store_close(s);
    return code;
}

static void expect(const char *name, struct calling c, long least)
{
    hearsay_error err = { 0 };
    copy_file(base, path);
    /* Once with all that it wants: what SQLite keeps for the process, and what the call gives. */
    until_failure = 1 << 30;
    if (call_once(&c, &err) != HEARSAY_OK) fail_msg("%s: %s", name, err.msg);
    failing = false;
    copy_file(base, path);
    const long n = failures_of(call_once, &c);
    if (n < least) fail_msg("%s needs %ld allocations", name, n);
    printf("%s: %ld allocations\n", name, n);
}
#define EXPECT(function, writes, step_by_step, least) expect(#function, (struct calling){ function, writes, step_by_step, 0 }, least)

/* ---- Lists ----------------------------------------------------------------------------------------------------------------------- */

/* What an iteration gives is summed up, so that a row that is missing or cut is seen. */
static void mix(uint64_t *sum, const char *s)
{
    for (; s && *s; s++) *sum = *sum * 31 + (unsigned char)*s;
    *sum = *sum * 31 + 1;
}

static bool each_article(void *context, const hearsay_article *a)
{
    mix(context, a->id);
    mix(context, a->headline);
    mix(context, a->uri);
    mix(context, a->outlet);
    return true;
}

static hearsay_code articles(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_article_query q = HEARSAY_ARTICLE_QUERY_INIT;
    q.outlet = "the marlow mail";
    return hearsay_store_articles(s, &q, each_article, sum, err);
}

static hearsay_code versions(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    return hearsay_store_versions(s, "https://marlow.example/dam", each_article, sum, err);
}

static bool each_hit(void *context, const hearsay_hit *hit)
{
    mix(context, hit->snippet);
    mix(context, hit->headline);
    *(uint64_t *)context += hit->found.n;
    return true;
}

static hearsay_code search(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    return hearsay_store_search(s, "dam OR \"night buses\"", NULL, each_hit, sum, err);
}

static bool each_row(void *context, const char *bytes, size_t len)
{
    for (size_t i = 0; i < len; i++) *(uint64_t *)context = *(uint64_t *)context * 31 + (unsigned char)bytes[i];
    return true;
}

static hearsay_code export_all(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    static const char *const tables[] = { "articles", "places", "actors", "attributions", "claims", "positions", "copies", "corrections" };
    hearsay_code code = HEARSAY_OK;
    for (size_t i = 0; i < sizeof tables / sizeof *tables && code == HEARSAY_OK; i++)
        code = hearsay_store_export(s, tables[i], NULL, i & 1 ? HEARSAY_CSV : HEARSAY_JSON, each_row, sum, err);
    return code;
}

static bool each_identity(void *context, const hearsay_identity *who)
{
    mix(context, who->name);
    mix(context, who->kind);
    return true;
}

static bool each_sighting(void *context, const char *text_id, size_t actor)
{
    mix(context, text_id);
    *(uint64_t *)context += actor;
    return true;
}

static hearsay_code identities(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_identity_query q = HEARSAY_IDENTITY_QUERY_INIT;
    q.kind = "person";
    char id[HEARSAY_IDENTITY_ID];
    hearsay_code code = hearsay_store_identities(s, &q, each_identity, sum, err);
    if (code == HEARSAY_OK) code = hearsay_store_identity(s, latest, 0, id, err);
    if (code == HEARSAY_OK && *id) code = hearsay_store_sightings(s, id, each_sighting, sum, err);
    if (code == HEARSAY_OK) mix(sum, id);
    return code;
}

static hearsay_code single(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    bool has = false;
    char id[HEARSAY_ID];
    hearsay_store_stats stats;
    hearsay_code code = hearsay_store_has(s, latest, &has, err);
    if (code == HEARSAY_OK) code = hearsay_store_find(s, "https://marlow.example/dam", id, err);
    if (code == HEARSAY_OK) code = hearsay_store_stats_get(s, &stats, err);
    if (code != HEARSAY_OK) return code;
    mix(sum, id);
    *sum += has + stats.words + stats.claims;
    return code;
}

static hearsay_code documents(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_document *doc = hearsay_store_document(s, latest, err), *page = doc ? hearsay_store_page(s, latest, err) : NULL;
    const hearsay_code code = page ? HEARSAY_OK : err->code;
    if (page) *sum = 1 + hearsay_claim_count(doc) + hearsay_block_count(page);
    if (page) mix(sum, hearsay_document_outlet(page));
    hearsay_document_free(doc);
    hearsay_document_free(page);
    return code;
}

static hearsay_code outdated(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_outdated out[4];
    size_t found = 0;
    const hearsay_code code = hearsay_store_outdated(s, "another", NULL, 4, out, &found, err);
    *sum = found;
    for (size_t i = 0; i < found; i++) mix(sum, out[i].id);
    return code;
}

/* ---- Traces ---------------------------------------------------------------------------------------------------------------------- */

static hearsay_code trace(hearsay_store *s, const hearsay_trace_query *q, const hearsay_engine *eng, hearsay_format format, uint64_t *sum,
                          hearsay_error *err)
{
    char *out = NULL;
    const hearsay_code code = hearsay_store_trace(s, eng, q, format, NULL, &out, NULL, err);
    if (code == HEARSAY_OK) mix(sum, out);
    hearsay_string_free(out);
    return code;
}

static hearsay_code trace_words(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_trace_query q = HEARSAY_TRACE_QUERY_INIT;
    q.words = "cracks in the dam";
    return trace(s, &q, NULL, HEARSAY_JSON, sum, err);
}

static hearsay_code trace_sentence(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_trace_query q = HEARSAY_TRACE_QUERY_INIT;
    q.words = "Inspectors warned of cracks in the dam.";
    return trace(s, &q, other, HEARSAY_TEXT, sum, err);
}

static hearsay_format trace_format;
static hearsay_code trace_as(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_trace_query q = HEARSAY_TRACE_QUERY_INIT;
    q.words = "cracks in the dam";
    q.limit = 3;
    return trace(s, &q, NULL, trace_format, sum, err);
}

/* ---- Writing --------------------------------------------------------------------------------------------------------------------- */

static hearsay_code add(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_stored stored = HEARSAY_STORED_NOTHING;
    const hearsay_code code = hearsay_store_add(s, docs[2], NULL, &stored, err);
    *sum = (uint64_t)stored;
    return code;
}

static hearsay_code put(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_place place = HEARSAY_PLACE_INIT;
    hearsay_entry *entries[2];
    hearsay_stored stored[2] = { HEARSAY_STORED_NOTHING, HEARSAY_STORED_NOTHING };
    place.file = "/another/place";
    entries[0] = hearsay_entry_new(docs[2], NULL, err);
    entries[1] = entries[0] ? hearsay_entry_new(docs[0], &place, err) : NULL;
    const hearsay_code code = entries[1] ? hearsay_store_put(s, entries, 2, stored, err) : err->code;
    hearsay_entry_free(entries[0]);
    hearsay_entry_free(entries[1]);
    *sum = (uint64_t)stored[0] * 10 + stored[1];
    return code;
}

/* An article whose actors and claims were linked elsewhere, all but the last of each. */
static hearsay_code put_linked(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    enum { MOST = 200 };
    int64_t numbers[MOST] = { 0 };
    const size_t n_actors = hearsay_actor_count(docs[2]), n_claims = hearsay_claim_count(docs[2]), n = n_actors > n_claims ? n_actors : n_claims;
    hearsay_stored stored = HEARSAY_STORED_NOTHING;
    assert_true(n && n < MOST);
    for (size_t i = 0; i + 1 < n; i++) numbers[i] = HEARSAY_TOLD_FROM + (int64_t)i;
    hearsay_entry *entry = hearsay_entry_new(docs[2], NULL, err);
    hearsay_code code = entry ? hearsay_entry_link(entry, numbers, n_actors, numbers, n_claims, err) : err->code;
    if (code == HEARSAY_OK) code = hearsay_store_put(s, &entry, 1, &stored, err);
    hearsay_entry_free(entry);
    *sum = (uint64_t)stored;
    return code;
}

static hearsay_code actors_linked(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    enum { MOST = 200 };
    static hearsay_actor_link links[MOST];
    const void *sightings[MOST];
    size_t lens[MOST], n = 0;
    uint64_t articles[MOST];
    uint32_t first[MOST] = { 0 };
    (void)s;
    for (unsigned d = 0; d < 3; d++)
        for (size_t i = 0; i < hearsay_actor_count(docs[d]) && n < MOST; i++) {
            links[n] = hearsay_actor_link_at(docs[d], i);
            if (!links[n].sighting_len) continue;
            sightings[n] = links[n].sighting;
            lens[n] = links[n].sighting_len;
            articles[n++] = d;
        }
    const hearsay_code code = hearsay_actors_linked(sightings, lens, articles, n, first, err);
    for (size_t i = 0; i < n && code == HEARSAY_OK; i++) *sum += first[i] + 1;
    return code;
}

static hearsay_code claims_joined(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    enum { MOST = 60, PAIRS_MOST = MOST * MOST / 2 };
    const void *sightings[MOST];
    size_t lens[MOST], n = 0, n_pairs = 0;
    uint32_t first[MOST] = { 0 }, a[PAIRS_MOST], b[PAIRS_MOST];
    (void)s;
    for (unsigned d = 0; d < 3; d++)
        for (size_t i = 0; i < hearsay_claim_count(docs[d]) && n < MOST; i++, n++) {
            const hearsay_claim_link link = hearsay_claim_link_at(docs[d], i);
            sightings[n] = link.sighting;
            lens[n] = link.sighting_len;
            for (uint32_t k = 0; k < n; k++, n_pairs++) {
                a[n_pairs] = k;
                b[n_pairs] = (uint32_t)n;
            }
        }
    const hearsay_code code = hearsay_claims_joined(sightings, lens, n, a, b, n_pairs, first, err);
    for (size_t i = 0; i < n && code == HEARSAY_OK; i++) *sum += first[i] + 1;
    return code;
}

static hearsay_code renew(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    hearsay_entry *entry = hearsay_entry_new(docs[0], NULL, err);
    const hearsay_code code = entry ? hearsay_store_renew(s, &entry, 1, err) : err->code;
    hearsay_entry_free(entry);
    *sum = 1;
    return code;
}

static hearsay_code rebuild(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    *sum = 1;
    return hearsay_store_rebuild(s, other, false, NULL, NULL, err);
}

static bool first_two(void *context, const hearsay_identity *who)
{
    char(*ids)[HEARSAY_IDENTITY_ID] = context;
    if (*ids[0]) ids++;
    snprintf(*ids, sizeof *ids, "%s", who->id);
    return ids == context;
}

static void two(hearsay_store *s, char ids[2][HEARSAY_IDENTITY_ID])
{
    const bool was = failing;
    failing = false;
    hearsay_identity_query q = HEARSAY_IDENTITY_QUERY_INIT;
    q.kind = "person";
    memset(ids, 0, 2 * HEARSAY_IDENTITY_ID);
    if (hearsay_store_identities(s, &q, first_two, ids, NULL) != HEARSAY_OK || !*ids[1]) fail_msg("there are no two persons");
    failing = was;
}

static hearsay_code merge(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    char ids[2][HEARSAY_IDENTITY_ID];
    two(s, ids);
    *sum = 1;
    return hearsay_store_merge(s, ids[0], ids[1], err);
}

/* Somebody who is in more than one text. */
static hearsay_code split(hearsay_store *s, uint64_t *sum, hearsay_error *err)
{
    char actor[HEARSAY_IDENTITY_ID], id[HEARSAY_ID];
    failing = false;
    sqlite3_stmt *q = store_query(s,
                                  "SELECT 's' || a.identity, t.id FROM actor a JOIN text t USING (text) GROUP BY a.identity "
                                  "HAVING a.identity IS NOT NULL AND count(DISTINCT text) > 1 LIMIT 1",
                                  "");
    if (!store_row(s, q)) fail_msg("nobody is in two texts");
    snprintf(actor, sizeof actor, "%s", store_text(q, 0));
    snprintf(id, sizeof id, "%s", store_text(q, 1));
    store_done(q);
    failing = true;
    const char *texts[] = { id };
    *sum = 1;
    return hearsay_store_split(s, actor, texts, 1, err);
}

/* ---- All of it ------------------------------------------------------------------------------------------------------------------- */

static void test_lists(void **state)
{
    (void)state;
    EXPECT(articles, false, false, 5);
    EXPECT(versions, false, false, 5);
    EXPECT(search, false, false, 5);
    EXPECT(export_all, false, false, 20);
    EXPECT(identities, false, false, 5);
    EXPECT(single, false, false, 5);
    EXPECT(documents, false, false, 5);
    EXPECT(outdated, false, false, 5);
}

static void test_traces(void **state)
{
    static const hearsay_format formats[] = { HEARSAY_JSON_PRETTY, HEARSAY_CSV, HEARSAY_DOT, HEARSAY_SVG, HEARSAY_HTML };
    (void)state;
    EXPECT(trace_words, false, false, 20);
    EXPECT(trace_sentence, false, false, 20);
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        trace_format = formats[i];
        EXPECT(trace_as, false, false, 20);
    }
}

static void test_writing(void **state)
{
    (void)state;
    EXPECT(add, true, false, 20);
    EXPECT(put, true, false, 20);
    EXPECT(put_linked, true, false, 20);
    EXPECT(actors_linked, false, false, 1);
    EXPECT(claims_joined, false, false, 1);
    EXPECT(renew, true, false, 20);
    EXPECT(merge, true, false, 5);
    EXPECT(split, true, false, 5);
    EXPECT(rebuild, true, true, 20);
}

static int prepare(void **state)
{
    (void)state;
    hearsay_error err;
    engine = hearsay_engine_open("models/hearsay-en.safetensors", NULL, &err);
    other = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, &err);
    if (!engine || !other) return 1;
    docs[0] = read_article("examples/dam.txt", "https://marlow.example/dam", "");
    docs[1] = read_article("examples/dam.txt", "https://marlow.example/dam", "\nThe operator denied it.\n");
    docs[2] = read_article("examples/dam.txt", "https://bay.example/dam", "\nNobody was asked, the mayor said.\n");
    snprintf(path, sizeof path, "/tmp/hearsay-memory-%ld.db", (long)getpid());
    snprintf(base, sizeof base, "/tmp/hearsay-memory-%ld-base.db", (long)getpid());
    hearsay_store *s = hearsay_store_open(base, 0, &err);
    for (int i = 0; s && i < 2; i++)
        if (hearsay_store_add(s, docs[i], NULL, NULL, &err) != HEARSAY_OK) return 1;
    hearsay_store_close(s);
    snprintf(latest, sizeof latest, "%s", hearsay_document_id(docs[1]));
    return !s;
}

static int clean(void **state)
{
    (void)state;
    copy_file(base, path); /* and no log beside it */
    unlink(path);
    unlink(base);
    for (int i = 0; i < 3; i++) hearsay_document_free(docs[i]);
    hearsay_engine_close(engine);
    hearsay_engine_close(other);
    return 0;
}

int main(void)
{
    dl_iterate_phdr(note_spared, NULL);
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_lists), cmocka_unit_test(test_traces), cmocka_unit_test(test_writing) };
    const int failed = cmocka_run_group_tests(tests, prepare, clean);
    printf("memory failed %ld times\n", injected);
    return failed;
}

#else

int main(void) { return 0; }

#endif
