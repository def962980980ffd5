/* The queue of requests: what is let in, in which order it is done, what becomes of what waits too long or when it stops. */
#include "unit.h"

#include <pthread.h>

#include "serve/queue.h"

enum { MOST = 1024 };

/* A gate before each work that is done, and what became of each. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t some;
    bool open;
    struct work *begun[MOST], *ended[MOST]; /* in order */
    enum work_fate fate[MOST];              /* of ended */
    unsigned n_begun, n_ended;
} seen = { .lock = PTHREAD_MUTEX_INITIALIZER, .some = PTHREAD_COND_INITIALIZER };

static void done(void *context, struct work *w, enum work_fate fate)
{
    (void)context;
    pthread_mutex_lock(&seen.lock);
    if (fate == WORK_DO) {
        seen.begun[seen.n_begun++] = w;
        pthread_cond_broadcast(&seen.some);
        while (!seen.open) pthread_cond_wait(&seen.some, &seen.lock);
    }
    seen.fate[seen.n_ended] = fate;
    seen.ended[seen.n_ended++] = w;
    pthread_cond_broadcast(&seen.some);
    pthread_mutex_unlock(&seen.lock);
}

static void reset(bool open)
{
    pthread_mutex_lock(&seen.lock);
    seen.open = open;
    seen.n_begun = seen.n_ended = 0;
    pthread_mutex_unlock(&seen.lock);
}

static void open_gate(void)
{
    pthread_mutex_lock(&seen.lock);
    seen.open = true;
    pthread_cond_broadcast(&seen.some);
    pthread_mutex_unlock(&seen.lock);
}

static void wait_for(const unsigned *n, unsigned wanted)
{
    pthread_mutex_lock(&seen.lock);
    while (*n < wanted) pthread_cond_wait(&seen.some, &seen.lock);
    pthread_mutex_unlock(&seen.lock);
}

static struct serve_limits limits_of(unsigned workers)
{
    struct serve_limits l = SERVE_LIMITS_DEFAULTS;
    l.workers = workers;
    return l;
}

/* queue_stop() in the background: it waits for what is under way. */
static void *stop(void *q)
{
    queue_stop(q);
    return NULL;
}

static void test_limits(void **state)
{
    (void)state;
    struct serve_limits l = limits_of(1);
    l.queue = 3;
    l.per_client = 2;
    struct work w[5] = { { .client = "a" }, { .client = "a" }, { .client = "a" }, { .client = "b" }, { .client = "c" } };
    static const enum queue_answer wanted[] = { QUEUE_TAKEN, QUEUE_TAKEN, QUEUE_CLIENT_FULL, QUEUE_TAKEN, QUEUE_FULL };
    reset(false);
    struct queue *q = queue_new(&l, done, NULL);
    for (unsigned i = 0; i < 5; i++) {
        assert_int_equal(queue_put(q, &w[i]), wanted[i]);
        if (!i) wait_for(&seen.n_begun, 1); /* what a worker has counts as well */
    }
    unsigned waiting, working;
    queue_counts(q, &waiting, &working);
    assert_int_equal(waiting, 2);
    assert_int_equal(working, 1);
    open_gate();
    wait_for(&seen.n_ended, 3);
    assert_ptr_equal(seen.ended[0], &w[0]); /* first come, first served */
    assert_ptr_equal(seen.ended[1], &w[1]);
    assert_ptr_equal(seen.ended[2], &w[3]);
    queue_free(q);
}

/* What has waited for longer than it may is not begun. */
static void test_late(void **state)
{
    (void)state;
    struct serve_limits l = limits_of(1);
    l.wait_ms = 20;
    struct work w[2] = { { .client = "a" }, { .client = "b" } };
    reset(false);
    struct queue *q = queue_new(&l, done, NULL);
    queue_put(q, &w[0]);
    wait_for(&seen.n_begun, 1);
    queue_put(q, &w[1]);
    usleep(60000);
    open_gate();
    wait_for(&seen.n_ended, 2);
    assert_int_equal(seen.fate[0], WORK_DO);
    assert_int_equal(seen.fate[1], WORK_LATE);
    queue_free(q);
}

/* Of two workers one is kept for small work; with one there is no such thing. */
static void test_large(void **state)
{
    (void)state;
    struct serve_limits l = limits_of(2);
    struct work w[4] = {
        { .client = "a", .size = l.large + 1 }, { .client = "b", .size = l.large + 1 }, { .client = "c", .size = l.large }, { .client = "d" }
    };
    reset(false);
    struct queue *q = queue_new(&l, done, NULL);
    for (unsigned i = 0; i < 3; i++) queue_put(q, &w[i]);
    wait_for(&seen.n_begun, 2);
    assert_true(seen.begun[0] == &w[2] || seen.begun[1] == &w[2]); /* it has overtaken the second large one */
    assert_true(seen.begun[0] == &w[0] || seen.begun[1] == &w[0]);
    open_gate();
    wait_for(&seen.n_ended, 3);
    queue_free(q);
    l = limits_of(1);
    reset(true);
    q = queue_new(&l, done, NULL);
    queue_put(q, &w[0]);
    wait_for(&seen.n_ended, 1);
    queue_free(q);
}

/* A stop finishes what is under way, refuses what waits, takes nothing more. */
static void test_stop(void **state)
{
    (void)state;
    struct serve_limits l = limits_of(1);
    static struct work w[MOST];
    unsigned n = 2;
    pthread_t thread;
    l.queue = l.per_client = 2 * MOST;
    for (unsigned i = 0; i < MOST; i++) w[i].client = "a";
    reset(false);
    struct queue *q = queue_new(&l, done, NULL);
    queue_put(q, &w[0]);
    wait_for(&seen.n_begun, 1);
    queue_put(q, &w[1]);
    assert_int_equal(pthread_create(&thread, NULL, stop, q), 0);
    while (n < MOST && queue_put(q, &w[n]) == QUEUE_TAKEN) { /* until the other thread has told the queue */
        n++;
        usleep(5000);
    }
    assert_true(n < MOST);
    open_gate();
    pthread_join(thread, NULL);
    assert_int_equal(seen.n_ended, n);
    assert_ptr_equal(seen.ended[0], &w[0]);
    assert_int_equal(seen.fate[0], WORK_DO);
    for (unsigned i = 1; i < seen.n_ended; i++) assert_int_equal(seen.fate[i], WORK_STOPPED);
    assert_int_equal(queue_put(q, &w[n]), QUEUE_FULL);
    queue_free(q);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_limits),
        cmocka_unit_test(test_late),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_stop),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
