/* failing.h: an allocator that fails when it is told to (antirez's rax-oom-test.c): the first, second, ... n-th allocation fails until the call
 * succeeds. Each failure is HEARSAY_E_NOMEM, and nothing that was allocated on the way is left.
 *
 *     #include "failing.h"
 *     #ifdef FAILING_ALLOCATOR
 *     ... failures_of(call, context) ...
 *     #endif
 *
 * The allocator is glibc's under another name; sanitizers bring their own, so under them there is nothing to test here. It is part of the program
 * that includes this, so one file of it does. */
#ifndef FAILING_H
#define FAILING_H

#include <errno.h>
#include <link.h>
#include <stdio.h>
#include <unistd.h>

#include "handmade.h"

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define SANITIZED
#endif
#elif defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED
#endif

#if defined(__GLIBC__) && !defined(SANITIZED)
#define FAILING_ALLOCATOR

void *__libc_malloc(size_t size);
void *__libc_calloc(size_t n, size_t size);
void *__libc_realloc(void *p, size_t size);
void *__libc_memalign(size_t alignment, size_t size);
void __libc_free(void *p);

static bool counting, failing;   /* are blocks counted; does the one whose turn has come fail */
static long until_failure, live; /* allocations to go; blocks that are not freed */

/* oneDNN (2.7) does not look at what its allocator gives, and libgomp ends the process: what they allocate is spared, and not counted. */
static struct range {
    uintptr_t from, to;
} spared[8];
static unsigned n_spared;

static int note_spared(struct dl_phdr_info *info, size_t size, void *unused)
{
    (void)size;
    (void)unused;
    if (!strstr(info->dlpi_name, "/libdnnl") && !strstr(info->dlpi_name, "/libstdc++") && !strstr(info->dlpi_name, "/libgomp")) return 0;
    for (int i = 0; i < info->dlpi_phnum && n_spared < sizeof spared / sizeof *spared; i++) {
        const ElfW(Phdr) *h = &info->dlpi_phdr[i];
        if (h->p_type == PT_LOAD && (h->p_flags & PF_X))
            spared[n_spared++] = (struct range){ info->dlpi_addr + h->p_vaddr, info->dlpi_addr + h->p_vaddr + h->p_memsz };
    }
    return 0;
}

static bool ours(const void *caller)
{
    for (unsigned i = 0; i < n_spared; i++)
        if ((uintptr_t)caller >= spared[i].from && (uintptr_t)caller < spared[i].to) return false;
    return counting;
}

/* As malloc() does, a failure says why. */
static bool is_turn(void)
{
    const bool turn = failing && --until_failure < 0;
    if (turn) errno = ENOMEM;
    return turn;
}

/* An allocation for which the caller in `caller` asks, done by the expression; NULL when its turn has come. */
#define ALLOCATION(caller, done)                         \
    do {                                                 \
        bool is_ours = ours(caller);                     \
        if (is_ours && is_turn()) return NULL;           \
        void *block = (done);                            \
        live += is_ours && block;                        \
        return block;                                    \
    } while (0)
#define CALLER __builtin_return_address(0)

/* The build hides all symbols; these must be seen by jansson too. */
#pragma GCC visibility push(default)

void *malloc(size_t size) { ALLOCATION(CALLER, __libc_malloc(size)); }

void *calloc(size_t n, size_t size) { ALLOCATION(CALLER, __libc_calloc(n, size)); }

void *aligned_alloc(size_t alignment, size_t size) { ALLOCATION(CALLER, __libc_memalign(alignment, size)); }

void *realloc(void *p, size_t size)
{
    if (!p) ALLOCATION(CALLER, __libc_malloc(size));
    return ours(CALLER) && is_turn() ? NULL : __libc_realloc(p, size);
}

int posix_memalign(void **p, size_t alignment, size_t size)
{
    bool is_ours = ours(CALLER);
    *p = is_ours && is_turn() ? NULL : __libc_memalign(alignment, size);
    live += is_ours && *p;
    return *p ? 0 : ENOMEM;
}

void free(void *p)
{
    live -= p && ours(CALLER);
    __libc_free(p);
}
#pragma GCC visibility pop

/* Runs the call with so many allocations; what it does with `failing` off, to prepare or to look at what it tests, has as many as it wants.
 * *left: blocks that it did not free. */
static hearsay_code with_allocations(long n, hearsay_code (*call)(void *context, hearsay_error *err), void *context, hearsay_error *err, long *left)
{
    until_failure = n;
    live = 0;
    counting = failing = true;
    hearsay_code code = call(context, err);
    counting = failing = false;
    *left = live;
    return code;
}

static long injected; /* how often memory has failed */

/* How many allocations the call needs: with fewer it fails. */
__attribute__((unused)) static long failures_of(hearsay_code (*call)(void *context, hearsay_error *err), void *context)
{
    for (long n = 0;; n++) {
        hearsay_error err = { 0 };
        long left;
        hearsay_code code = with_allocations(n, call, context, &err, &left);
        if (left) fail_msg("after %ld allocations %ld blocks are left", n, left);
        if (code == HEARSAY_OK) return n;
        if (code != HEARSAY_E_NOMEM || err.code != code) fail_msg("after %ld allocations: %s: %s", n, hearsay_code_name(code), err.msg);
        assert_true(n < 100000);
        injected++;
        if (!getenv("HEARSAY_EVERY")) n += n / 64; /* the first ones one by one; HEARSAY_EVERY=1: all of them */
    }
}

#endif
#endif
