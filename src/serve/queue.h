/* queue.h: requests that wait for a worker, a bounded number, and the workers. */
#ifndef HEARSAY_SERVE_QUEUE_H
#define HEARSAY_SERVE_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "serve/limits.h"

enum { SERVE_CLIENT_ROOM = 64 };              /* for an address in words */

struct work {
    struct work *next;           /* the queue's */
    const char *client;          /* whose it is: an address, not empty; lent until done() */
    size_t size;                 /* bytes: more than limits.large is large work */
    uint64_t since_ms;           /* the queue's: when it was put there */
};

enum work_fate {
    WORK_DO,
    WORK_LATE,                   /* it waited for longer than limits.wait_ms */
    WORK_STOPPED                 /* the queue is being stopped */
};

struct queue;

/* queue_new: starts the workers. done(context, w, fate) is called on a worker's thread, once for each work that was put; the queue does not look at w
 * after it. NULL: no memory or thread. */
struct queue *queue_new(const struct serve_limits *limits, void (*done)(void *context, struct work *w, enum work_fate fate), void *context);

enum queue_answer { QUEUE_TAKEN, QUEUE_FULL, QUEUE_CLIENT_FULL };
enum queue_answer queue_put(struct queue *q, struct work *w);

void queue_counts(struct queue *q, unsigned *waiting, unsigned *working);

/* queue_stop: what still waits meets its fate, WORK_STOPPED; what a worker has is finished; nothing more is taken. */
void queue_stop(struct queue *q);
void queue_free(struct queue *q);                            /* stops it; NULL is allowed */

uint64_t clock_ms(void);         /* monotonic */

#endif
