/* Out of memory, everywhere (failing.h): tables, pages, records, writers, the engine, an article; out_of_memory_calls.c has other
 * public functions. */
#include "claimed.h"
#include "failing.h"

#include "discourse/times.h"
#include "lexicon/lexicon.h"
#include "page/jsonl.h"
#include "write/write.h"

#ifdef FAILING_ALLOCATOR

static hearsay_code open_lexicon(void *context, hearsay_error *err)
{
    struct lexicon *lx = lexicon_open(context, 1, err);
    if (!lx) return err->code;
    lexicon_close(lx);
    return HEARSAY_OK;
}

static void test_lexicon(void **state)
{
    (void)state;
    const char *user[] = { "lexicon/states.tsv" };
    assert_true(failures_of(open_lexicon, user) > 10);
}

struct writing {
    const struct hearsay_document *doc;
    hearsay_format format;
};

static hearsay_code write_once(void *context, hearsay_error *err)
{
    const struct writing *w = context;
    char *out = NULL;
    hearsay_code code = hearsay_document_write(w->doc, w->format, NULL, &out, NULL, err);
    hearsay_string_free(out);
    return code;
}

static void test_writers(void **state)
{
    (void)state;
    enum { SAYINGS = 300 };
    static struct saying sayings[SAYINGS];
    for (int i = 0; i < SAYINGS; i++) sayings[i] = (struct saying){ "Ada Lind", "said", "The ships | had stopped", QUOTE_INDIRECT, 0.5f };
    struct hearsay_document *doc = handmade("Ships\nThe ships, Ada Lind said, had stopped.\n", sayings, SAYINGS);
    const struct position positions[] = { { HS_OUTLET, POSITION_ASSERTS, HS_NONE, 1 }, { 0, POSITION_DENIES, 0, 0.5f } };
    handmade_actor(doc, "Ada Lind", ACTOR_PERSON, "");
    for (int i = 0; i < SAYINGS / 10; i++) handmade_claim(doc, "RETREAT", 0, HS_NONE, "The ships | had stopped", 0, positions, 2);
    handmade_done(doc);
    for (hearsay_format f = HEARSAY_JSON; f <= HEARSAY_DOT; f++) {
        struct writing w = { doc, f };
        assert_true(failures_of(write_once, &w) > 0);
    }
    arena_free(doc->arena);
}

static hearsay_code read_record(void *context, hearsay_error *err)
{
    struct jsonl_record r;
    hearsay_code code = jsonl_read(&r, context, strlen(context), false, err);
    if (code == HEARSAY_OK) jsonl_free(&r);
    return code;
}

static void test_records(void **state)
{
    (void)state;
    char plain[] = "{\"text\":\"He said yes.\",\"id\":12345,\"title\":\"T\"}", broken[] = "{\"text\":\"\xff \\ud83d\",\"more\":[1,{\"a\":2}]}";
    assert_true(failures_of(read_record, plain) > 3);
    assert_true(failures_of(read_record, broken) > 3);
}

struct page {
    char *html;
    size_t len;
    const char *charset;
};

static hearsay_code read_page(void *context, hearsay_error *err)
{
    const struct page *p = context;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.uri = "https://www.baypost.example/2024/03/01/a";
    opts.charset = p->charset;
    hearsay_document *doc = hearsay_page_html(p->html, p->len, &opts, err);
    if (!doc) return err->code;
    /* Nothing may be lost without a word. */
    const char *author = hearsay_document_author(doc), *modified = hearsay_document_modified(doc);
    hearsay_code code = author && modified && !strcmp(hearsay_document_outlet(doc), "The Bay Post") ? HEARSAY_OK : HEARSAY_E_ARGUMENT;
    hearsay_document_free(doc);
    return code;
}

static void test_pages(void **state)
{
    (void)state;
    static char html[1 << 16];
    FILE *f = fopen("examples/ferries.html", "rb");
    assert_non_null(f);
    struct page p = { html, fread(html, 1, sizeof html, f), NULL };
    fclose(f);
    memcpy(strstr(html, "Updated:"), "        ", 8); /* only JSON-LD says when it was modified */
    memcpy(strstr(html, ", 14:05"), "       ", 7);
    memcpy(strstr(html, "GMT</p>"), "   ", 3);
    memcpy(strstr(html, " 1 March 2024        "), "                     ", 21);
    assert_true(failures_of(read_page, &p) > 20);
    p.charset = "utf-8";
    html[p.len++] = '\xff'; /* mended */
    assert_true(failures_of(read_page, &p) > 20);
}

static hearsay_code make_view(void *context, hearsay_error *err)
{
    struct hearsay_document doc = *(struct hearsay_document *)context;
    doc.arena = arena_new(0);
    hearsay_code code = doc.arena ? view_make(&doc, err) : HEARSAY_E_NOMEM;
    if (!doc.arena) err->code = code;
    arena_free(doc.arena);
    return code;
}

static void test_view(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "Zoë", "said", "“no”", QUOTE_DIRECT, 0.5f } };
    struct hearsay_document *doc = handmade("Zoë said “no”.", sayings, 1);
    assert_true(failures_of(make_view, doc) > 1);
    arena_free(doc->arena);
}

static hearsay_code find_times(void *context, hearsay_error *err)
{
    struct hearsay_document doc = *(struct hearsay_document *)context;
    struct arena *scratch = arena_new(1);
    doc.arena = arena_new(1);
    hearsay_code code = doc.arena && scratch ? times_find(&doc, scratch, err) : HEARSAY_E_NOMEM;
    if (!doc.arena || !scratch) err->code = code;
    arena_free(doc.arena);
    arena_free(scratch);
    return code;
}

static void test_times(void **state)
{
    (void)state;
    struct hearsay_document *doc = handmade("It closed on Monday, three years ago, and on May 5, 1998.", NULL, 0);
    assert_true(failures_of(find_times, doc) > 4);
    arena_free(doc->arena);
}

/* Two documents, the second with half of the first. A set that an article could not be added to is as it was. */
static hearsay_code find_copies(void *context, hearsay_error *err)
{
    hearsay_document *const *docs = context;
    char *out = NULL;
    hearsay_copies *set = hearsay_copies_new(err);
    if (!set) return err->code;
    hearsay_code code = hearsay_copies_add(set, docs[0], err);
    if (code == HEARSAY_OK) code = hearsay_copies_add(set, docs[1], err);
    if (code == HEARSAY_OK) code = hearsay_copies_find(set, err);
    if (code == HEARSAY_OK && hearsay_copy_count(set) != 1) code = HEARSAY_E_ARGUMENT;
    if (code == HEARSAY_OK) code = hearsay_copies_write(set, HEARSAY_JSON, NULL, &out, NULL, err);
    hearsay_string_free(out);
    hearsay_copies_free(set);
    return code;
}

static void test_copies(void **state)
{
    (void)state;
    char text[8000], *at = text;
    for (int i = 0; i < 400; i++) at += sprintf(at, "w%d%s", i, i % 20 == 19 ? ".\n\n" : " ");
    hearsay_document *docs[] = { hearsay_page_text(text, strlen(text), NULL, NULL), hearsay_page_text(text, strlen(text) / 2, NULL, NULL) };
    assert_true(docs[0] && docs[1]);
    assert_true(failures_of(find_copies, docs) > 15);
    hearsay_document_free(docs[0]);
    hearsay_document_free(docs[1]);
}

/* ---- Engine and article, with the tiny model ------------------------------------------------------------------------------- */

static hearsay_code open_once(void *context, hearsay_error *err)
{
    hearsay_engine *eng = hearsay_engine_open(context, NULL, err);
    if (!eng) return err->code;
    hearsay_engine_close(eng);
    return HEARSAY_OK;
}

struct article {
    const hearsay_engine *eng;
    const char *text;
    bool record;
};

static hearsay_code read_once(void *context, hearsay_error *err)
{
    const struct article *a = context;
    size_t len = strlen(a->text);
    hearsay_document *doc = a->record ? hearsay_read_record(a->eng, a->text, len, NULL, err) : hearsay_read(a->eng, a->text, len, NULL, err);
    if (!doc) return err->code;
    hearsay_document_free(doc);
    return HEARSAY_OK;
}

static void test_engine(void **state)
{
    (void)state;
    char tiny[] = "tests/golden/tiny.safetensors";
    hearsay_error err;
    assert_int_equal(open_once(tiny, &err), HEARSAY_OK); /* what libraries set up once and keep */
    assert_true(failures_of(open_once, tiny) > 50);
}

static void test_article(void **state)
{
    (void)state;
    hearsay_error err;
    hearsay_engine *eng = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, &err);
    assert_non_null(eng);
    char text[4000], *at = text;
    for (int i = 0; i < 20; i++)
        at += sprintf(at, "\"The ships had stopped on May %d,\" Ada Lind of the harbour board said in Eastport. It was late.\n", i + 1);
    struct article plain = { eng, text, false };
    struct article record = { eng, "{\"id\":7,\"title\":\"Ships\",\"text\":\"Ships\\nThe ships, Ada Lind said, had stopped.\\n\"}", true };
    struct article *rows[] = { &plain, &record };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        assert_int_equal(read_once(rows[i], &err), HEARSAY_OK);
        assert_true(failures_of(read_once, rows[i]) > 3);
    }
    hearsay_engine_close(eng);
}

/* SQLite's own allocations fail too. */
static char store_path[] = "/tmp/hearsay-memory-XXXXXX.db";

struct storing {
    const hearsay_document *doc;
    hearsay_place place;
};

static hearsay_code store_once(void *context, hearsay_error *err)
{
    const struct storing *what = context;
    hearsay_store *s = hearsay_store_open(store_path, 0, err);
    hearsay_code code = s ? hearsay_store_add(s, what->doc, &what->place, NULL, err) : err->code;
    hearsay_store_close(s);
    return code;
}

static hearsay_code load_once(void *context, hearsay_error *err)
{
    const char *id = context;
    char found[HEARSAY_ID];
    hearsay_store *s = hearsay_store_open(store_path, HEARSAY_STORE_READ_ONLY, err);
    hearsay_code code = s ? hearsay_store_find(s, id, found, err) : err->code;
    hearsay_document *doc = code == HEARSAY_OK ? hearsay_store_document(s, found, err) : NULL;
    if (code == HEARSAY_OK && !doc) code = err->code;
    hearsay_document_free(doc);
    hearsay_document *page = code == HEARSAY_OK ? hearsay_store_page(s, found, err) : NULL;
    if (code == HEARSAY_OK && !page) code = err->code;
    hearsay_document_free(page);
    hearsay_store_close(s);
    return code;
}

static void test_store(void **state)
{
    (void)state;
    static const struct saying sayings[] = { { "Ada Lind", "said", "The ships | had stopped", QUOTE_INDIRECT, 0.5f } };
    const int fd = mkstemps(store_path, 3);
    assert_true(fd >= 0);
    close(fd);
    struct hearsay_document *doc = handmade("Ships\nThe ships, Ada Lind said, had stopped.\n", sayings, 1);
    doc->engine = "by hand";
    struct storing what = { doc, HEARSAY_PLACE_INIT };
    hearsay_error err;
    assert_int_equal(store_once(&what, &err), HEARSAY_OK); /* what SQLite keeps for the process */
    unlink(store_path);
    assert_true(failures_of(store_once, &what) > 100);
    what.place.file = "/another/place";
    assert_true(failures_of(store_once, &what) > 100);
    char id[HEARSAY_ID];
    snprintf(id, sizeof id, "%s", hearsay_document_id(doc));
    assert_true(failures_of(load_once, id) > 100);
    unlink(store_path);
    arena_free(doc->arena);
}

/* Claims across articles: listed, split, merged, read anew. */
struct correcting {
    hearsay_document *again; /* what text 3 is read as */
    const char *ids[1];
};

static bool take_claims(void *context, const char *bytes, size_t len)
{
    (void)context;
    return bytes && len;
}

static bool take_claim(void *context, const hearsay_linked_claim *claim)
{
    (void)context;
    return claim->articles;
}

static hearsay_code list_once(void *context, hearsay_error *err)
{
    (void)context;
    hearsay_claim_query query = HEARSAY_CLAIM_QUERY_INIT;
    query.words = "Y 12";
    query.disputed = true;
    hearsay_store *s = hearsay_store_open(claimed_path, HEARSAY_STORE_READ_ONLY, err);
    hearsay_code code = s ? hearsay_store_claims_write(s, &query, HEARSAY_CSV, NULL, take_claims, NULL, err) : err->code;
    if (code == HEARSAY_OK) code = hearsay_store_claims(s, NULL, take_claim, NULL, err);
    hearsay_store_close(s);
    return code;
}

static hearsay_code split_once(void *context, hearsay_error *err)
{
    const struct correcting *what = context;
    hearsay_store *s = hearsay_store_open(claimed_path, 0, err);
    hearsay_code code = s ? hearsay_store_split(s, "k1", what->ids, 1, err) : err->code;
    hearsay_store_close(s);
    return code;
}

static hearsay_code merge_once(void *context, hearsay_error *err)
{
    (void)context;
    hearsay_store *s = hearsay_store_open(claimed_path, 0, err);
    hearsay_code code = s ? hearsay_store_merge(s, "k1", "k2", err) : err->code;
    hearsay_store_close(s);
    return code;
}

static hearsay_code renew_once(void *context, hearsay_error *err)
{
    const struct correcting *what = context;
    hearsay_store *s = hearsay_store_open(claimed_path, 0, err);
    hearsay_entry *e = s ? hearsay_entry_new(what->again, NULL, err) : NULL;
    hearsay_code code = e ? hearsay_store_renew(s, &e, 1, err) : err->code;
    hearsay_entry_free(e);
    hearsay_store_close(s);
    return code;
}

static void test_claims(void **state)
{
    static const struct said first = { "X> 12", "Ada Lind", POSITION_ASSERTS }, bridge = { "X>Y 1234", "Bo Strand", POSITION_DENIES },
                             other = { "V>W 78", "Bo Strand", POSITION_ASSERTS };
    hearsay_error err;
    assert_int_equal(claimed_open(state), 0);
    hearsay_store *s = fresh_store();
    add(s, 1, "bay", "2024-03-01", &first, 1);
    add(s, 2, "bay", "2024-03-01", &bridge, 1);
    add(s, 3, "bay", "2024-03-01", &bridge, 1);
    hearsay_store_close(s);
    assert_int_equal(list_once(NULL, &err), HEARSAY_OK);
    assert_true(failures_of(list_once, NULL) > 100);
    struct hearsay_document *second = claimed(2, "bay", "2024-03-01", &bridge, 1, &bridge, 1);
    char id[HEARSAY_ID];
    snprintf(id, sizeof id, "%s", hearsay_document_id(second));
    struct correcting what = { claimed(3, "bay", "2024-03-01", &bridge, 1, &other, 1), { id } };
    assert_true(failures_of(split_once, &what) > 100);
    assert_true(failures_of(merge_once, &what) > 100);
    assert_true(failures_of(renew_once, &what) > 100);
    arena_free(second->arena);
    arena_free(what.again->arena);
    claimed_close(state);
}

int main(void)
{
    dl_iterate_phdr(note_spared, NULL);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writers), cmocka_unit_test(test_records), cmocka_unit_test(test_pages),  cmocka_unit_test(test_view),
        cmocka_unit_test(test_lexicon), cmocka_unit_test(test_times),   cmocka_unit_test(test_engine), cmocka_unit_test(test_article),
        cmocka_unit_test(test_copies),  cmocka_unit_test(test_store),   cmocka_unit_test(test_claims),
    };
    const int failed = cmocka_run_group_tests(tests, NULL, NULL);
    printf("memory failed %ld times\n", injected);
    return failed;
}

#else

int main(void) { return 0; }

#endif
