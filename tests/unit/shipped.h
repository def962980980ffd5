/* shipped.h: cases of tests/claims, read by the shipped model, in the arithmetic that is the same on every machine. */
#ifndef HS_TEST_SHIPPED_H
#define HS_TEST_SHIPPED_H

#include "unit.h"

#include "base/character.h"
#include "cases.h"
#include "document.h"
#include "engine.h"

static hearsay_engine *engine;
static unsigned passed, failed;

static int shipped_open(void **state)
{
    (void)state;
    hearsay_error err;
    const hearsay_engine_options opts = { .size = sizeof opts, .compute = HEARSAY_COMPUTE_FP32 };
    engine = hearsay_engine_open("models/hearsay-en.safetensors", &opts, &err);
    if (!engine) print_error("%s\n", err.msg);
    return engine ? 0 : -1;
}

static int shipped_close(void **state)
{
    (void)state;
    hearsay_engine_close(engine);
    return 0;
}

/* The document of a case, published on 2024-05-15; outlet may be NULL. */
static hearsay_document *shipped_read(const struct test_case *c, const char *outlet)
{
    hearsay_error err = { 0 };
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.published = "2024-05-15";
    opts.outlet = outlet;
    hearsay_document *doc = hearsay_read(engine, c->input, strlen(c->input), &opts, &err);
    if (!doc) fail_msg("%s:%d: %s", c->file, c->line, err.msg);
    return doc;
}

/* Whether an actor is called that: a part of the name or of a mention, or the state's code. */
static bool shipped_named(const struct hearsay_document *doc, const struct actor *a, const char *name)
{
    if (strstr(a->name, name) || !strcmp(a->code, name)) return true;
    for (uint32_t i = 0; i < a->n_mentions; i++) {
        struct span s = doc->mentions[a->mentions[i]].span;
        char text[256];
        size_t n = s.end - s.start < sizeof text ? s.end - s.start : sizeof text - 1;
        memcpy(text, doc->text + s.start, n);
        text[n] = '\0';
        if (strstr(text, name)) return true;
    }
    return false;
}

/* All cases of a folder's files hold; there are `least` at least. */
static void shipped_files(const char *folder, const char *const *names, size_t n, unsigned least, void (*check)(const struct test_case *c))
{
    passed = failed = 0;
    for (size_t i = 0; i < n; i++) {
        char path[200];
        snprintf(path, sizeof path, "%s/%s.txt", folder, names[i]);
        if (cases_run(path, check) < 1) fail_msg("%s: missing, or cases are", path);
    }
    printf("%u cases\n", passed + failed);
    assert_true(passed + failed >= least);
    assert_int_equal(failed, 0);
}

/* Cases that were written after the code: the share that passes is what may be expected of new sentences; it must not fall. */
static void shipped_fresh(const char *path, int n, unsigned floor, void (*check)(const struct test_case *c))
{
    passed = failed = 0;
    assert_int_equal(cases_run(path, check), n);
    printf("fresh: %u of %u\n", passed, passed + failed);
    assert_true(passed >= floor);
}

#endif
