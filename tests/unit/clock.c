/* A clock that goes backwards, stands still or is out of its mind: which version of an article is the latest, what came first and what is stored does
 * not depend on it. This program's time() is the one that the library gets. */
#include "unit.h"

#include <time.h>

#include "hearsay.h"

static time_t now;

#pragma GCC visibility push(default)
time_t time(time_t *out)
{
    if (out) *out = now;
    return now;
}
#pragma GCC visibility pop

static hearsay_engine *engine;

struct versions {
    char ids[4][HEARSAY_ID], seen[4][32];
    size_t n;
};

static bool each(void *context, const hearsay_article *a)
{
    struct versions *v = context;
    snprintf(v->ids[v->n], sizeof v->ids[0], "%s", a->id);
    snprintf(v->seen[v->n++], sizeof v->seen[0], "%s", a->seen);
    return v->n < 4;
}

static void test_backwards(void **state)
{
    static const time_t clocks[] = { 1709288400, 978350400, 978350400, 0 }; /* 2024-03-01, 2001-01-01, the same again, 1970 */
    char folder[] = "/tmp/hearsay-clock-XXXXXX", path[64], ids[4][HEARSAY_ID], latest[HEARSAY_ID];
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    hearsay_error err;
    (void)state;
    assert_non_null(mkdtemp(folder));
    snprintf(path, sizeof path, "%s/a.db", folder);
    opts.uri = "https://bay.example/a";
    opts.any_language = true;
    for (int i = 0; i < 4; i++) {
        char text[100];
        hearsay_stored stored;
        now = clocks[i];
        snprintf(text, sizeof text, "Harbour to close\nThe ships had stopped %d times, Ada Lind said.\n", i);
        hearsay_document *doc = hearsay_read(engine, text, strlen(text), &opts, &err);
        hearsay_store *s = hearsay_store_open(path, 0, &err);
        assert_true(doc && s);
        assert_int_equal(hearsay_store_add(s, doc, NULL, &stored, &err), HEARSAY_OK);
        assert_int_equal(stored, i ? HEARSAY_STORED_VERSION : HEARSAY_STORED_ARTICLE);
        snprintf(ids[i], sizeof ids[i], "%s", hearsay_document_id(doc));
        /* The latest version is the one that came last. */
        assert_int_equal(hearsay_store_find(s, "https://bay.example/a", latest, &err), HEARSAY_OK);
        assert_string_equal(latest, ids[i]);
        hearsay_store_close(s);
        hearsay_document_free(doc);
    }
    hearsay_store *s = hearsay_store_open(path, HEARSAY_STORE_READ_ONLY, &err);
    struct versions v = { .n = 0 };
    assert_int_equal(hearsay_store_versions(s, "https://bay.example/a", each, &v, &err), HEARSAY_OK);
    assert_int_equal(v.n, 4);
    for (int i = 0; i < 4; i++) assert_string_equal(v.ids[i], ids[i]);
    assert_string_equal(v.seen[0], "2024-03-01T10:20:00Z");
    assert_string_equal(v.seen[1], "2001-01-01T12:00:00Z");
    assert_string_equal(v.seen[3], "1970-01-01T00:00:00Z");
    hearsay_store_close(s);
    unit_remove_store(path);
    assert_int_equal(rmdir(folder), 0);
}

static int prepare(void **state)
{
    (void)state;
    engine = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, NULL);
    return !engine;
}

static int clean(void **state)
{
    (void)state;
    hearsay_engine_close(engine);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_backwards) };
    return cmocka_run_group_tests(tests, prepare, clean);
}
