/* queue.c: first come, first served, but for one thing: while several workers are there, large work never has all of them, so that somebody's
 * page of a line does not wait behind somebody else's book. */
#include "serve/queue.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

struct queue {
    const struct serve_limits *limits;
    void (*done)(void *context, struct work *w, enum work_fate fate);
    void *context;
    pthread_mutex_t lock;
    pthread_cond_t some;
    struct work *first, **end;
    unsigned waiting, working, large;
    bool stopping;
    pthread_t *threads;
    char (*at_work)[SERVE_CLIENT_ROOM]; /* [workers] whose work each has, "": idle. A copy: done() may be the end of the work */
    unsigned workers;
};

uint64_t clock_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000 + (uint64_t)t.tv_nsec / 1000000;
}

static bool is_large(const struct queue *q, const struct work *w) { return w->size > q->limits->large; }

/* The first that may be taken now, out of the list; NULL: none. */
static struct work *take(struct queue *q)
{
    bool no_large = q->workers > 1 && q->large + 1 >= q->workers && !q->stopping;
    for (struct work **at = &q->first; *at; at = &(*at)->next) {
        struct work *w = *at;
        if (no_large && is_large(q, w)) continue;
        *at = w->next;
        if (!*at) q->end = at;
        q->waiting--;
        return w;
    }
    return NULL;
}

struct start {
    struct queue *q;
    unsigned index;
};

static void *worker(void *of)
{
    struct queue *q = ((struct start *)of)->q;
    const unsigned index = ((struct start *)of)->index;
    free(of);
    pthread_mutex_lock(&q->lock);
    for (;;) {
        struct work *w = take(q);
        if (!w && q->stopping) break;
        if (!w) {
            pthread_cond_wait(&q->some, &q->lock);
            continue;
        }
        const bool large = is_large(q, w);
        const enum work_fate fate = q->stopping ? WORK_STOPPED : clock_ms() - w->since_ms > q->limits->wait_ms ? WORK_LATE : WORK_DO;
        snprintf(q->at_work[index], SERVE_CLIENT_ROOM, "%s", w->client);
        q->working++;
        q->large += large;
        pthread_mutex_unlock(&q->lock);
        q->done(q->context, w, fate);
        pthread_mutex_lock(&q->lock);
        q->at_work[index][0] = '\0';
        q->working--;
        q->large -= large;
        if (large) pthread_cond_broadcast(&q->some);
    }
    pthread_mutex_unlock(&q->lock);
    return NULL;
}

struct queue *queue_new(const struct serve_limits *limits, void (*done)(void *, struct work *, enum work_fate), void *context)
{
    long cores = sysconf(_SC_NPROCESSORS_ONLN);
    unsigned workers = limits->workers ? limits->workers : cores > 1 ? (unsigned)cores : 1;
    struct queue *q = calloc(1, sizeof *q);
    if (!q) return NULL;
    *q = (struct queue){ .limits = limits, .done = done, .context = context, .workers = workers };
    q->end = &q->first;
    pthread_mutex_init(&q->lock, NULL);
    pthread_cond_init(&q->some, NULL);
    q->threads = calloc(workers, sizeof *q->threads);
    q->at_work = calloc(workers, sizeof *q->at_work);
    unsigned started = 0;
    for (; q->threads && q->at_work && started < workers; started++) {
        struct start *start = malloc(sizeof *start);
        if (!start) break;
        *start = (struct start){ q, started };
        if (pthread_create(&q->threads[started], NULL, worker, start)) {
            free(start);
            break;
        }
    }
    if (started == workers) return q;
    q->workers = started;
    queue_free(q);
    return NULL;
}

static unsigned of_client(const struct queue *q, const char *client)
{
    unsigned n = 0;
    for (const struct work *w = q->first; w; w = w->next) n += !strcmp(w->client, client);
    for (unsigned i = 0; i < q->workers; i++) n += !strcmp(q->at_work[i], client);
    return n;
}

enum queue_answer queue_put(struct queue *q, struct work *w)
{
    enum queue_answer answer = QUEUE_TAKEN;
    pthread_mutex_lock(&q->lock);
    if (q->stopping || q->waiting + q->working >= q->limits->queue) {
        answer = QUEUE_FULL;
    } else if (of_client(q, w->client) >= q->limits->per_client) {
        answer = QUEUE_CLIENT_FULL;
    } else {
        w->next = NULL;
        w->since_ms = clock_ms();
        *q->end = w;
        q->end = &w->next;
        q->waiting++;
        pthread_cond_broadcast(&q->some);
    }
    pthread_mutex_unlock(&q->lock);
    return answer;
}

void queue_counts(struct queue *q, unsigned *waiting, unsigned *working)
{
    pthread_mutex_lock(&q->lock);
    *waiting = q->waiting;
    *working = q->working;
    pthread_mutex_unlock(&q->lock);
}

void queue_stop(struct queue *q)
{
    pthread_mutex_lock(&q->lock);
    q->stopping = true;
    pthread_cond_broadcast(&q->some);
    pthread_mutex_unlock(&q->lock);
    for (unsigned i = 0; q->threads && i < q->workers; i++) pthread_join(q->threads[i], NULL);
    q->workers = 0;
}

void queue_free(struct queue *q)
{
    if (!q) return;
    queue_stop(q);
    free(q->threads);
    free(q->at_work);
    pthread_mutex_destroy(&q->lock);
    pthread_cond_destroy(&q->some);
    free(q);
}
