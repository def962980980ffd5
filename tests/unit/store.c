/* The store by its C API: what becomes of an article, what comes back, what is refused; and documents from their JSON. With the tiny random model. */
#include "unit.h"

#include "hearsay.h"
#include "store/address.h"
#include "store/store.h"

static hearsay_engine *engine;
static char folder[] = "/tmp/hearsay-store-XXXXXX", path[64];

static const char *const harbour =
    "Harbour to close\n"
    "EASTPORT - The ships had stopped on May 3, Ada Lind of the harbour board said on Tuesday. \"It was late,\" she told the Bay Post.\n"
    "Officials in Caf\xC3\xA9 Town denied it. They said that nobody had asked them.\n";

static int open_all(void **state)
{
    (void)state;
    hearsay_error err;
    engine = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, &err);
    if (!engine || !mkdtemp(folder)) return 1;
    snprintf(path, sizeof path, "%s/a.db", folder);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    hearsay_engine_close(engine);
    unit_remove_store(path);
    return rmdir(folder);
}

static hearsay_store *fresh(void)
{
    hearsay_error err;
    unit_remove_store(path);
    hearsay_store *s = hearsay_store_open(path, 0, &err);
    if (!s) fail_msg("%s", err.msg);
    return s;
}

static hearsay_document *read_as(const char *text, const char *uri, const char *published)
{
    hearsay_error err;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.uri = uri;
    opts.outlet = "The Bay Post";
    opts.published = published;
    hearsay_document *doc = hearsay_read(engine, text, strlen(text), &opts, &err);
    if (!doc) fail_msg("%s", err.msg);
    return doc;
}

static hearsay_stored add(hearsay_store *s, const char *text, const char *uri, const char *file, size_t line)
{
    hearsay_error err;
    hearsay_place place = HEARSAY_PLACE_INIT;
    hearsay_stored stored = (hearsay_stored)99;
    place.file = file;
    place.line = line;
    hearsay_document *doc = read_as(text, uri, "2024-05-07");
    if (hearsay_store_add(s, doc, &place, &stored, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    hearsay_document_free(doc);
    return stored;
}

/* ---- Articles, versions, places ------------------------------------------------------------------------------------------------ */

static void test_what_becomes_of_it(void **state)
{
    (void)state;
    hearsay_store *s = fresh();
    static const struct {
        int line;
        const char *text, *uri, *file;
        size_t row;
        hearsay_stored want;
    } rows[] = {
        { __LINE__, "The ships had stopped, she said.", "https://www.bay.example/a?utm_source=x#top", "/a.jsonl", 1, HEARSAY_STORED_ARTICLE },
        { __LINE__, "The ships had stopped, she said.", "https://www.bay.example/a?utm_source=x#top", "/a.jsonl", 1, HEARSAY_STORED_NOTHING },
        { __LINE__, "The ships had stopped, she said.", "http://bay.example/a/", "/b.jsonl", 1, HEARSAY_STORED_PLACE },
        { __LINE__, "The ships had not stopped, she said.", "https://bay.example/a", "/b.jsonl", 2, HEARSAY_STORED_VERSION },
        { __LINE__, "The ships had stopped, she said.", "https://hill.example/a", "/b.jsonl", 3, HEARSAY_STORED_ARTICLE },
        { __LINE__, "The cranes had stopped, she said.", "/x/cranes.txt", "/x/cranes.txt", 0, HEARSAY_STORED_ARTICLE },
        { __LINE__, "The cranes had stopped, she said.", "/y/cranes.txt", "/y/cranes.txt", 0, HEARSAY_STORED_PLACE },
        { __LINE__, "The cranes had moved, she said.", "/x/cranes.txt", "/x/cranes.txt", 0, HEARSAY_STORED_ARTICLE },
        { __LINE__, "The cranes had moved, she said.", NULL, NULL, 0, HEARSAY_STORED_PLACE },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const hearsay_stored got = add(s, rows[i].text, rows[i].uri, rows[i].file, rows[i].row);
        if (got != rows[i].want) fail_msg("line %d: %d instead of %d", rows[i].line, got, rows[i].want);
    }
    hearsay_store_stats stats;
    assert_int_equal(hearsay_store_stats_get(s, &stats, NULL), HEARSAY_OK);
    assert_int_equal(stats.articles, 4);
    assert_int_equal(stats.texts, 4);
    assert_int_equal(stats.places, 8);
    assert_int_equal(stats.engines, 1);
    hearsay_store_close(s);
}

static void test_addresses(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *uri, *canonical, *want;
    } rows[] = {
        { __LINE__, "https://www.bay.example/2024/a.html", NULL, "https://bay.example/2024/a.html" },
        { __LINE__, "HTTP://WWW.Bay.Example:80/A?b=1&utm_medium=x&c=2#d", NULL, "https://bay.example/A?b=1&c=2" },
        { __LINE__, "https://bay.example:443/?fbclid=1", NULL, "https://bay.example" },
        { __LINE__, "https://bay.example:8443/a", NULL, "https://bay.example:8443/a" },
        { __LINE__, "https://bay.example/a?page=2", "https://bay.example/a", "https://bay.example/a" },
        { __LINE__, "https://portal.example/a", "https://agency.example/a", "https://portal.example/a" },
        { __LINE__, "https://bay.example/a", "https://bay.example/", "https://bay.example/a" },
        { __LINE__, "/files/a.html", "https://bay.example/a", "https://bay.example/a" },
        { __LINE__, "/files/a.html", NULL, NULL },
        { __LINE__, "ftp://bay.example/a", NULL, NULL },
        { __LINE__, "https:///a", NULL, NULL },
    };
    struct arena *a = arena_new(0);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const struct hearsay_document doc = { .uri = rows[i].uri, .canonical = rows[i].canonical };
        const char *got = address_of(&doc, a);
        if ((got != NULL) != (rows[i].want != NULL) || (got && strcmp(got, rows[i].want) != 0))
            fail_msg("line %d: %s", rows[i].line, got ? got : "none");
    }
    arena_free(a);
}

static void test_unread(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = fresh();
    hearsay_document *page = hearsay_page_text(harbour, strlen(harbour), NULL, &err);
    bool has = true;
    assert_int_equal(hearsay_store_has(s, hearsay_document_id(page), &has, &err), HEARSAY_OK);
    assert_false(has);
    assert_int_equal(hearsay_store_add(s, page, NULL, NULL, &err), HEARSAY_E_ARGUMENT);
    add(s, harbour, NULL, NULL, 0);
    assert_int_equal(hearsay_store_has(s, hearsay_document_id(page), &has, &err), HEARSAY_OK);
    assert_true(has);
    hearsay_place place = HEARSAY_PLACE_INIT;
    place.file = "/elsewhere";
    hearsay_stored stored;
    assert_int_equal(hearsay_store_add(s, page, &place, &stored, &err), HEARSAY_OK); /* its text is known */
    assert_int_equal(stored, HEARSAY_STORED_PLACE);
    hearsay_document_free(page);
    hearsay_store_close(s);
}

/* A batch is written as a whole, or not at all. */
static void test_batch(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = fresh();
    hearsay_document *one = read_as("She said yes.", "/one", NULL), *two = hearsay_page_text("He said no.", 11, NULL, &err);
    hearsay_entry *entries[] = { hearsay_entry_new(one, NULL, &err), hearsay_entry_new(two, NULL, &err) };
    hearsay_store_stats stats;
    assert_int_equal(hearsay_store_put(s, entries, 2, NULL, &err), HEARSAY_E_ARGUMENT);
    hearsay_store_stats_get(s, &stats, NULL);
    assert_int_equal(stats.articles + stats.texts + stats.places, 0);
    assert_int_equal(hearsay_document_read(two, engine, NULL, &err), HEARSAY_OK);
    hearsay_entry_free(entries[1]);
    entries[1] = hearsay_entry_new(two, NULL, &err);
    assert_int_equal(hearsay_store_put(s, entries, 2, NULL, &err), HEARSAY_OK);
    hearsay_store_stats_get(s, &stats, NULL);
    assert_int_equal(stats.texts, 2);
    for (int i = 0; i < 2; i++) hearsay_entry_free(entries[i]);
    hearsay_document_free(one);
    hearsay_document_free(two);
    hearsay_store_close(s);
}

/* ---- Back ---------------------------------------------------------------------------------------------------------------------- */

static char *json_of(const hearsay_document *doc)
{
    char *out = NULL;
    hearsay_error err;
    if (hearsay_document_write(doc, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
    return out;
}

static void test_documents(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = fresh();
    hearsay_document *doc = read_as(harbour, "https://bay.example/a", "2024-05-07");
    assert_int_equal(hearsay_store_add(s, doc, NULL, NULL, &err), HEARSAY_OK);
    char *want = json_of(doc);
    hearsay_document *stored = hearsay_store_document(s, hearsay_document_id(doc), &err);
    assert_non_null(stored);
    char *got = json_of(stored);
    assert_string_equal(got, want);
    assert_string_equal(hearsay_document_engine(stored), hearsay_engine_id(engine));
    hearsay_string_free(got);

    /* Its page, read again, is the same. */
    hearsay_document *page = hearsay_store_page(s, hearsay_document_id(doc), &err);
    assert_non_null(page);
    assert_null(hearsay_document_engine(page));
    assert_int_equal(hearsay_document_read(page, engine, NULL, &err), HEARSAY_OK);
    got = json_of(page);
    assert_string_equal(got, want);
    assert_int_equal(hearsay_document_read(page, engine, NULL, &err), HEARSAY_E_ARGUMENT); /* twice */
    hearsay_string_free(got);

    /* Every format can be written of a loaded document. */
    hearsay_document *loaded = hearsay_document_load(want, strlen(want), &err);
    assert_non_null(loaded);
    for (hearsay_format f = HEARSAY_JSON; f <= HEARSAY_PLOVER; f++) {
        char *a = NULL, *b = NULL;
        if (f == HEARSAY_CONLLU) continue;
        assert_int_equal(hearsay_document_write(doc, f, NULL, &a, NULL, &err), HEARSAY_OK);
        assert_int_equal(hearsay_document_write(loaded, f, NULL, &b, NULL, &err), HEARSAY_OK);
        assert_string_equal(a, b);
        hearsay_string_free(a);
        hearsay_string_free(b);
    }
    hearsay_document_free(loaded);
    hearsay_document_free(page);
    hearsay_document_free(stored);
    hearsay_document_free(doc);
    hearsay_string_free(want);
    assert_null(hearsay_store_document(s, "0123456789abcdef", &err));
    assert_int_equal(err.code, HEARSAY_E_NOT_FOUND);
    hearsay_store_close(s);
}

#define DOC(more) "{\"schema\":\"hearsay/1\",\"text\":\"He said yes.\"" more "}"
#define ACTOR ",\"actors\":[{\"name\":\"he\",\"kind\":\"person\",\"mentions\":[{\"start\":0,\"end\":2,\"form\":\"pronoun\"}]}]"
#define SAYS(more)                                                                                                             \
    ",\"blocks\":[{\"kind\":\"paragraph\",\"start\":0,\"end\":12}],\"sentences\":[{\"start\":0,\"end\":12,\"block\":0}]" ACTOR \
    ",\"attributions\":[{"                                                                                                     \
    "\"sentence\":0,\"quote\":\"indirect\",\"stance\":\"states\",\"source_type\":\"named\"," more "}]"

static void test_bad_json(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *json;
        hearsay_code want;
    } rows[] = {
        { __LINE__, DOC(""), HEARSAY_OK },
        { __LINE__, DOC(ACTOR), HEARSAY_OK },
        { __LINE__, DOC(SAYS("\"actor\":\"a1\",\"chain\":[\"outlet\",\"a1\"],\"links\":[\"outlet\",\"said\"],\"score\":0.5,\"cue\":[[3,7]]")),
          HEARSAY_OK },
        { __LINE__, "", HEARSAY_E_JSON },
        { __LINE__, "{\"schema\":\"hearsay/1\"", HEARSAY_E_JSON },
        { __LINE__, "{\"text\":\"a\"}", HEARSAY_E_JSON },
        { __LINE__, "{\"schema\":\"hearsay/1\",\"text\":null}", HEARSAY_E_JSON },
        { __LINE__, "[]", HEARSAY_E_JSON },
        { __LINE__, DOC(",\"blocks\":[{\"kind\":\"paragraph\",\"start\":0,\"end\":13}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"blocks\":[{\"kind\":\"paragraph\",\"start\":-1,\"end\":2}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"blocks\":[{\"kind\":\"paragraph\",\"start\":5,\"end\":2}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"blocks\":[{\"kind\":\"poem\",\"start\":0,\"end\":2}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"blocks\":[{\"kind\":\"dek\",\"start\":0,\"end\":2},{\"kind\":\"dek\",\"start\":1,\"end\":3}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"sentences\":[{\"start\":0,\"end\":2,\"block\":0}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"actors\":[{\"kind\":\"person\"}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"actors\":[{\"name\":\"x\",\"kind\":\"person\",\"of\":\"a2\"}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"actors\":[{\"name\":\"x\",\"kind\":\"person\",\"code\":\"PRKX\"}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"actors\":[{\"name\":\"x\",\"kind\":\"group\",\"members\":[null]}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"times\":[{\"start\":0,\"end\":2,\"type\":\"date\"}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"loaded\":[{\"start\":0,\"end\":2,\"kind\":\"evaluative\",\"attribution\":\"t1\"}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(SAYS("\"chain\":[\"outlet\"],\"links\":[\"outlet\"],\"score\":0.5")), HEARSAY_E_JSON },
        { __LINE__, DOC(SAYS("\"chain\":[\"outlet\",null],\"links\":[\"outlet\",\"said\"],\"score\":1.5")), HEARSAY_E_JSON },
        { __LINE__, DOC(SAYS("\"chain\":[\"outlet\",\"a9\"],\"links\":[\"outlet\",\"said\"],\"score\":0.5")), HEARSAY_E_JSON },
        { __LINE__, DOC(SAYS("\"within\":\"t1\",\"chain\":[\"outlet\",null],\"links\":[\"outlet\",\"said\"],\"score\":0.5")), HEARSAY_E_JSON },
        { __LINE__, DOC(SAYS("\"actor\":\"a1\",\"chain\":[\"outlet\",null],\"links\":[\"outlet\",\"said\"],\"score\":0.5")), HEARSAY_E_JSON },
        { __LINE__, DOC(SAYS("\"cue\":[[3,3]],\"chain\":[\"outlet\",null],\"links\":[\"outlet\",\"said\"],\"score\":0.5")), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"claims\":[{\"text\":\"x\",\"mentions\":[{\"spans\":[[0,2]]}]}]"), HEARSAY_OK },
        { __LINE__, DOC(",\"claims\":[{\"text\":\"x\",\"mentions\":[]}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"claims\":[{\"text\":\"x\",\"mentions\":[{\"spans\":[[0,2]]}],\"event\":{\"code\":\"AID\",\"cue\":[]}}]"),
          HEARSAY_E_JSON },
        { __LINE__, DOC(",\"claims\":[{\"text\":\"x\",\"event\":{\"code\":null}}]"), HEARSAY_E_JSON },
        { __LINE__, DOC(",\"claims\":[{\"text\":\"x\",\"positions\":[{\"actor\":\"a1\",\"position\":\"asserts\",\"score\":1}]}]"), HEARSAY_E_JSON },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err = { HEARSAY_OK, 0, "" };
        hearsay_document *doc = hearsay_document_load(rows[i].json, strlen(rows[i].json), &err);
        if ((doc ? HEARSAY_OK : err.code) != rows[i].want) fail_msg("line %d: %s %s", rows[i].line, hearsay_code_name(err.code), err.msg);
        hearsay_document_free(doc);
    }
}

/* ---- Finding, listing ---------------------------------------------------------------------------------------------------------- */

static bool count(void *context, const hearsay_article *a)
{
    size_t *n = context;
    assert_int_equal(strlen(a->id), 16);
    if (a->address && !strcmp(a->address, "https://bay.example/a")) assert_int_equal(a->versions, 2);
    return ++*n < 2;
}

static bool gather(void *context, const char *bytes, size_t len)
{
    strncat(context, bytes, len);
    return true;
}

static void test_finding(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = fresh();
    add(s, "The ships had stopped, she said.", "https://bay.example/a", "/a.jsonl", 1);
    add(s, "The ships had sailed, she said.", "https://bay.example/a", "/a.jsonl", 2);
    add(s, "The cranes had stopped, she said.", "record-7", "/a.jsonl", 3);
    add(s, "The cranes had moved, she said.", NULL, "/cranes.txt", 0);
    char latest[HEARSAY_ID], other[HEARSAY_ID];
    assert_int_equal(hearsay_store_find(s, "http://www.bay.example/a/#x", latest, &err), HEARSAY_OK);
    hearsay_document *doc = hearsay_store_document(s, latest, &err);
    assert_string_equal(hearsay_document_text(doc, NULL), "The ships had sailed, she said.");
    hearsay_document_free(doc);
    assert_int_equal(hearsay_store_find(s, "record-7", other, &err), HEARSAY_OK);
    assert_string_not_equal(other, latest);
    assert_int_equal(hearsay_store_find(s, "/cranes.txt", other, &err), HEARSAY_OK);
    other[6] = '\0';
    assert_int_equal(hearsay_store_find(s, other, other, &err), HEARSAY_OK);
    assert_int_equal(strlen(other), 16);
    assert_int_equal(hearsay_store_find(s, "/a.jsonl", other, &err), HEARSAY_E_NOT_FOUND); /* it holds several */
    assert_int_equal(hearsay_store_find(s, "", other, &err), HEARSAY_E_NOT_FOUND);
    size_t n = 0;
    assert_int_equal(hearsay_store_articles(s, NULL, count, &n, &err), HEARSAY_OK);
    assert_int_equal(n, 2); /* it wanted no more */
    static const struct {
        int line;
        hearsay_article_query query;
        size_t rows;
    } queries[] = {
        { __LINE__, { sizeof(hearsay_article_query), "the bay post", NULL, NULL, 0, 0 }, 3 },
        { __LINE__, { sizeof(hearsay_article_query), "The Hill Post", NULL, NULL, 0, 0 }, 0 },
        { __LINE__, { sizeof(hearsay_article_query), NULL, "2024-05-07", "2024-05", 0, 0 }, 3 },
        { __LINE__, { sizeof(hearsay_article_query), NULL, "2024-05-08", NULL, 0, 0 }, 0 },
        { __LINE__, { sizeof(hearsay_article_query), NULL, NULL, "2023", 0, 0 }, 0 },
        { __LINE__, { sizeof(hearsay_article_query), NULL, NULL, NULL, 1, 1 }, 1 },
    };
    static const char *const tables[] = { "articles", "places", "actors", "attributions", "claims", "positions", "copies", "corrections" };
    for (size_t i = 0; i < sizeof queries / sizeof *queries; i++) {
        static char out[1 << 16];
        size_t lines = 0;
        *out = '\0';
        assert_int_equal(hearsay_store_export(s, "articles", &queries[i].query, HEARSAY_JSON, gather, out, &err), HEARSAY_OK);
        for (const char *c = out; *c; c++) lines += *c == '\n';
        if (lines != queries[i].rows) fail_msg("line %d: %zu rows", queries[i].line, lines);
        for (size_t k = 0; k < sizeof tables / sizeof *tables; k++) {
            *out = '\0';
            if (hearsay_store_export(s, tables[k], &queries[i].query, HEARSAY_CSV, gather, out, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
            assert_non_null(strstr(out, "\r\n"));
        }
    }
    assert_int_equal(hearsay_store_export(s, "sqlite_schema", NULL, HEARSAY_CSV, gather, NULL, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_store_export(s, "claims", NULL, HEARSAY_HTML, gather, NULL, &err), HEARSAY_E_ARGUMENT);
    hearsay_store_close(s);
}

/* ---- Damage that SQLite does not see --------------------------------------------------------------------------------------------- */

static bool take_outlet(void *context, const hearsay_article *a)
{
    snprintf(context, 40, "%s", a->outlet);
    return true;
}

static void test_damaged_cells(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *damage, *said;
    } rows[] = {
        { __LINE__, "UPDATE place SET outlet = CAST(x'41FF' AS TEXT)", "UTF-8" },
        { __LINE__, "UPDATE place SET outlet = x'41'", "UTF-8" },
        { __LINE__, "UPDATE text SET body = CAST(x'41C3' AS TEXT)", "UTF-8" },
        { __LINE__, "UPDATE text SET blocks = '[[\"headline\",0,999]]'", "damaged" },
        { __LINE__, "UPDATE text SET blocks = 7", "damaged" },
        { __LINE__, "UPDATE reading SET document = x'0102'", "damaged" },
        { __LINE__, "UPDATE reading SET document = substr(document, 1, length(document) - 9)", "damaged" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err = { HEARSAY_OK, 0, "" };
        char outlet[40] = "", id[HEARSAY_ID];
        hearsay_store *s = fresh();
        add(s, harbour, "https://bay.example/a", NULL, 0);
        assert_int_equal(hearsay_store_find(s, "https://bay.example/a", id, &err), HEARSAY_OK);
        assert_int_equal(hearsay_store_articles(s, NULL, take_outlet, outlet, &err), HEARSAY_OK);
        assert_string_equal(outlet, "The Bay Post");
        assert_true(store_script(s, rows[i].damage));
        hearsay_document *page = hearsay_store_page(s, id, &err);
        hearsay_document *doc = page ? hearsay_store_document(s, id, &err) : NULL;
        if (doc || err.code != HEARSAY_E_STORE || !strstr(err.msg, rows[i].said)) fail_msg("line %d: %s", rows[i].line, err.msg);
        hearsay_document_free(page);
        /* The rest of the store is not touched by it. */
        hearsay_store_stats stats;
        assert_int_equal(hearsay_store_stats_get(s, &stats, &err), HEARSAY_OK);
        assert_int_equal(stats.texts, 1);
        hearsay_store_close(s);
    }
}

/* ---- Rebuilding ---------------------------------------------------------------------------------------------------------------- */

static bool seen(void *context, const char *id)
{
    size_t *n = context;
    assert_int_equal(strlen(id), 16);
    return ++*n < 2;
}

static void test_rebuild(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_store *s = fresh();
    add(s, harbour, "https://bay.example/a", NULL, 0);
    add(s, "The cranes had moved, she said.", NULL, NULL, 0);
    add(s, "The cranes had stopped, she said.", NULL, NULL, 0);
    size_t n = 0;
    assert_int_equal(hearsay_store_rebuild(s, engine, false, seen, &n, &err), HEARSAY_OK);
    assert_int_equal(n, 0); /* all is as this engine has it */
    char id[HEARSAY_ID];
    assert_int_equal(hearsay_store_find(s, "https://bay.example/a", id, &err), HEARSAY_OK);
    hearsay_document *doc = hearsay_store_document(s, id, &err);
    char *want = json_of(doc), *got;
    hearsay_document_free(doc);

    /* An older engine had read them, and something else. */
    assert_true(store_script(s, "UPDATE engine SET id = 'older'; DELETE FROM attribution; DELETE FROM actor;"));
    assert_int_equal(hearsay_store_rebuild(s, engine, false, seen, &n, &err), HEARSAY_OK);
    assert_int_equal(n, 2); /* interrupted */
    assert_int_equal(hearsay_store_rebuild(s, engine, false, seen, &n, &err), HEARSAY_OK);
    assert_int_equal(n, 3); /* one was left */
    doc = hearsay_store_document(s, id, &err);
    got = json_of(doc);
    assert_string_equal(got, want);
    hearsay_string_free(got);
    hearsay_string_free(want);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM actor a JOIN text t USING (text) WHERE t.id = ?", "t", id), hearsay_actor_count(doc));
    hearsay_document_free(doc);
    assert_int_equal(store_number(s, -1, "SELECT count(*) FROM reading r JOIN engine e USING (engine) WHERE e.id = 'older'", ""), 0);

    /* Tables that another version filled are made of the documents. */
    assert_true(store_script(s, "UPDATE reading SET tables = 0; DELETE FROM actor;"));
    hearsay_outdated out[4];
    size_t found;
    assert_int_equal(hearsay_store_outdated(s, hearsay_engine_id(engine), NULL, 4, out, &found, &err), HEARSAY_OK);
    assert_int_equal(found, 3);
    assert_true(out[0].tables_only);
    assert_int_equal(hearsay_store_rebuild(s, engine, false, NULL, NULL, &err), HEARSAY_OK);
    assert_true(store_number(s, 0, "SELECT count(*) FROM actor", "") > 0);
    hearsay_store_close(s);
}

/* ---- What is refused ----------------------------------------------------------------------------------------------------------- */

static void test_refused(void **state)
{
    (void)state;
    hearsay_error err;
    unit_remove_store(path);
    assert_null(hearsay_store_open(path, HEARSAY_STORE_READ_ONLY, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    assert_null(hearsay_store_open(path, HEARSAY_STORE_EXISTING, &err));
    assert_null(hearsay_store_open("", 0, &err));
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    assert_null(hearsay_store_open("/nowhere/at/all.db", 0, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    assert_null(hearsay_store_open(folder, 0, &err));

    FILE *f = fopen(path, "w");
    fputs("The ships had stopped, she said, and there is more of this text than a page of a store has. ", f);
    for (int i = 0; i < 200; i++) fputs("No store. ", f);
    fclose(f);
    assert_null(hearsay_store_open(path, 0, &err));
    assert_int_equal(err.code, HEARSAY_E_STORE);

    hearsay_store *s = fresh();
    add(s, harbour, "https://bay.example/a", NULL, 0);
    assert_true(store_script(s, "PRAGMA user_version = 99"));
    hearsay_store_close(s);
    assert_null(hearsay_store_open(path, 0, &err));
    assert_int_equal(err.code, HEARSAY_E_STORE);
    assert_non_null(strstr(err.msg, "schema 99"));
    assert_non_null(strstr(err.msg, "newer"));

    unit_remove_store(path);
    sqlite3 *other;
    assert_int_equal(sqlite3_open(path, &other), SQLITE_OK);
    sqlite3_exec(other, "CREATE TABLE t (a)", NULL, NULL, NULL);
    sqlite3_close(other);
    assert_null(hearsay_store_open(path, 0, &err)); /* some other program's */
    assert_int_equal(err.code, HEARSAY_E_STORE);

    s = fresh();
    add(s, harbour, "https://bay.example/a", NULL, 0);
    hearsay_store *reader = hearsay_store_open(path, HEARSAY_STORE_READ_ONLY, &err);
    hearsay_document *doc = read_as("He said no.", NULL, NULL);
    assert_int_equal(hearsay_store_add(reader, doc, NULL, NULL, &err), HEARSAY_E_IO);
    hearsay_document_free(doc);
    hearsay_store_close(reader);
    /* A damaged document is told, and nothing else is lost. */
    char id[HEARSAY_ID];
    assert_int_equal(hearsay_store_find(s, "https://bay.example/a", id, &err), HEARSAY_OK);
    static const char *const damage[] = { "x'00'", "x'ffffffffffffffff00'", "x'100000000000000078da'", "substr(document, 1, length(document) - 20)",
                                          "''" };
    for (size_t i = 0; i < sizeof damage / sizeof *damage; i++) {
        char sql[200];
        snprintf(sql, sizeof sql, "UPDATE reading SET document = %s", damage[i]);
        assert_true(store_script(s, sql));
        assert_null(hearsay_store_document(s, id, &err));
        assert_int_equal(err.code, HEARSAY_E_STORE);
    }
    assert_true(store_script(s, "UPDATE text SET blocks = '[[\"headline\",5,4]]'"));
    assert_null(hearsay_store_page(s, id, &err));
    assert_int_equal(err.code, HEARSAY_E_STORE);
    hearsay_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_becomes_of_it),
        cmocka_unit_test(test_addresses),
        cmocka_unit_test(test_unread),
        cmocka_unit_test(test_batch),
        cmocka_unit_test(test_documents),
        cmocka_unit_test(test_bad_json),
        cmocka_unit_test(test_finding),
        cmocka_unit_test(test_damaged_cells),
        cmocka_unit_test(test_rebuild),
        cmocka_unit_test(test_refused),
    };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
