/* Out of memory, everywhere: the first, second, ... n-th allocation fails until the call succeeds (antirez's rax-oom-test.c). Each failure is
 * HEARSAY_E_NOMEM, and nothing that was allocated on the way is left.
 *
 * The allocator is glibc's under another name; sanitizers bring their own, so under them there is nothing to test here. */
#include "handmade.h"

#include <errno.h>

#include "discourse/times.h"
#include "page/jsonl.h"
#include "write/write.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *p);

static bool counting;
static long until_failure, live; /* allocations to go; blocks that are not freed */

/* The build hides all symbols; these must be seen by jansson too. */
#pragma GCC visibility push(default)
static bool fails(void) { return counting && --until_failure < 0; }

static void *counted(void *p)
{
    live += counting && p;
    return p;
}

void *malloc(size_t size) { return fails() ? NULL : counted(__libc_malloc(size)); }

void *calloc(size_t n, size_t size) { return fails() ? NULL : counted(__libc_calloc(n, size)); }

void *realloc(void *p, size_t size)
{
    if (fails()) return NULL;
    return p ? __libc_realloc(p, size) : counted(__libc_malloc(size));
}

int posix_memalign(void **p, size_t alignment, size_t size)
{
    *p = fails() ? NULL : counted(__libc_memalign(alignment, size));
    return *p ? 0 : ENOMEM;
}

void free(void *p)
{
    live -= counting && p;
    __libc_free(p);
}
#pragma GCC visibility pop

/* Runs the call with so many allocations. *left: blocks that it did not free. */
static hearsay_code with_allocations(long n, hearsay_code (*call)(void *context, hearsay_error *err), void *context, hearsay_error *err, long *left)
{
    until_failure = n;
    live = 0;
    counting = true;
    hearsay_code code = call(context, err);
    counting = false;
    *left = live;
    return code;
}

/* How often the call fails before it succeeds, with ever more memory. or_as: what it may take the lack of memory for; HEARSAY_E_NOMEM if it
 * must not. */
static long failures_of(hearsay_code (*call)(void *context, hearsay_error *err), void *context, hearsay_code or_as)
{
    for (long n = 0;; n++) {
        hearsay_error err = { 0 };
        long left;
        hearsay_code code = with_allocations(n, call, context, &err, &left);
        if (left) fail_msg("after %ld allocations %ld blocks are left", n, left);
        if (code == HEARSAY_OK) return n;
        if ((code != HEARSAY_E_NOMEM && code != or_as) || err.code != code)
            fail_msg("after %ld allocations: %s: %s", n, hearsay_code_name(code), err.msg);
        assert_true(n < 1000);
    }
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
    for (hearsay_format f = HEARSAY_JSON; f <= HEARSAY_CONLLU; f++) {
        struct writing w = { doc, f };
        assert_true(failures_of(write_once, &w, HEARSAY_E_NOMEM) > 0);
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

/* jansson's scanner takes a token for which it found no memory for one that is wrong. */
static void test_records(void **state)
{
    (void)state;
    char plain[] = "{\"text\":\"He said yes.\",\"id\":12345,\"title\":\"T\"}", broken[] = "{\"text\":\"\xff \\ud83d\",\"more\":[1,{\"a\":2}]}";
    assert_true(failures_of(read_record, plain, HEARSAY_E_JSON) > 3);
    assert_true(failures_of(read_record, broken, HEARSAY_E_JSON) > 3);
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
    assert_true(failures_of(make_view, doc, HEARSAY_E_NOMEM) > 1);
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
    assert_true(failures_of(find_times, doc, HEARSAY_E_NOMEM) > 4);
    arena_free(doc->arena);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_writers),
        cmocka_unit_test(test_records),
        cmocka_unit_test(test_view),
        cmocka_unit_test(test_times),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}

#else

int main(void) { return 0; }

#endif
