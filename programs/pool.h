/* pool.h: work on a sequence by several threads, with its results in order.
 *
 *            take                   work                give
 *   source --------------> job ------------------> job --------------------------> output
 *          one at a time        all at once              in order, on the caller's thread
 *
 * At most `ahead` jobs are taken and not yet given, so that memory does not grow with the sequence and one slow job cannot pile up the rest. */
#ifndef HEARSAY_POOL_H
#define HEARSAY_POOL_H

#include <stdbool.h>

struct pool_steps {
    void *(*take)(void *context);              /* the next job, NULL: there are no more */
    void (*work)(void *context, void *job);
    bool (*give)(void *context, void *job);    /* takes the job back; false: stop */
};

/* Runs the steps to the end, or until give() says stop: then false, and jobs that were taken are neither given nor freed: the program is to end.
 * With one thread, or where no other can be started, everything happens on the caller's. */
bool pool_run(const struct pool_steps *steps, void *context, unsigned threads, unsigned ahead);

#endif
