/* pool.c: a ring of jobs between workers and one writer.
 *
 *   given         taken
 *     v             v
 *   | 7 done | 8 ... | 9 done |  free  |       job i lies in ring[i % ahead]
 *
 * A worker takes job i while it holds the input, so that numbers follow the sequence; it waits where the ring is full. The caller waits until
 * the oldest job is done. */
#include "pool.h"

#include <pthread.h>
#include <stdlib.h>

struct slot {
    void *job;
    bool done;
};

struct pool {
    const struct pool_steps *steps;
    void *context;
    unsigned ahead;
    struct slot *ring; /* [ahead] */
    unsigned long long taken, given;
    bool over;            /* the sequence, or the patience of give() */
    bool taking;          /* some worker is in take() */
    pthread_mutex_t lock; /* over all of the above */
    pthread_cond_t room, done;
};

/* Waits for its turn; false: there is nothing more to take. The lock is held. */
static bool may_take(struct pool *p)
{
    while (!p->over && (p->taking || p->taken - p->given == p->ahead)) pthread_cond_wait(&p->room, &p->lock);
    return !p->over;
}

static void *worker(void *argument)
{
    struct pool *p = argument;
    pthread_mutex_lock(&p->lock);
    while (may_take(p)) {
        p->taking = true;
        pthread_mutex_unlock(&p->lock);
        void *job = p->steps->take(p->context);
        pthread_mutex_lock(&p->lock);
        p->taking = false;
        p->over = p->over || !job;
        struct slot *slot = &p->ring[p->taken % p->ahead];
        if (job) {
            *slot = (struct slot){ job, false };
            p->taken++;
        }
        pthread_cond_broadcast(&p->room);
        pthread_cond_signal(&p->done);
        if (!job) break;
        pthread_mutex_unlock(&p->lock);
        p->steps->work(p->context, job);
        pthread_mutex_lock(&p->lock);
        slot->done = true;
        pthread_cond_signal(&p->done);
    }
    pthread_mutex_unlock(&p->lock);
    return NULL;
}

static bool give_all(struct pool *p)
{
    bool wanted = true;
    pthread_mutex_lock(&p->lock);
    while (wanted && !(p->over && p->given == p->taken)) {
        struct slot *slot = &p->ring[p->given % p->ahead];
        if (p->given == p->taken || !slot->done) {
            pthread_cond_wait(&p->done, &p->lock);
            continue;
        }
        void *job = slot->job;
        pthread_mutex_unlock(&p->lock);
        wanted = p->steps->give(p->context, job);
        pthread_mutex_lock(&p->lock);
        p->given++;
        pthread_cond_broadcast(&p->room);
    }
    p->over = true;
    pthread_mutex_unlock(&p->lock);
    return wanted;
}

static bool run_here(const struct pool_steps *steps, void *context)
{
    for (void *job; (job = steps->take(context));) {
        steps->work(context, job);
        if (!steps->give(context, job)) return false;
    }
    return true;
}

bool pool_run(const struct pool_steps *steps, void *context, unsigned threads, unsigned ahead)
{
    if (threads < 2) return run_here(steps, context);
    struct pool *p = calloc(1, sizeof *p);
    struct slot *ring = calloc(ahead > threads ? ahead : threads, sizeof *ring);
    pthread_t *thread = calloc(threads, sizeof *thread);
    unsigned started = 0;
    if (p && ring && thread) {
        *p = (struct pool){ .steps = steps, .context = context, .ahead = ahead > threads ? ahead : threads, .ring = ring };
        pthread_mutex_init(&p->lock, NULL);
        pthread_cond_init(&p->room, NULL);
        pthread_cond_init(&p->done, NULL);
        while (started < threads && !pthread_create(&thread[started], NULL, worker, p)) started++;
    }
    bool whole = started ? give_all(p) : run_here(steps, context);
    for (unsigned i = 0; i < started; i++) whole ? pthread_join(thread[i], NULL) : pthread_detach(thread[i]);
    if (whole || !started) {
        free(p);
        free(ring);
    } /* else workers go on with it until the program ends: one may wait for input that never comes */
    free(thread);
    return whole;
}
