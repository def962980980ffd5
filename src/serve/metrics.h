/* metrics.h: counts, for /metrics. */
#ifndef HEARSAY_SERVE_METRICS_H
#define HEARSAY_SERVE_METRICS_H

#include <stdbool.h>
#include <stddef.h>

struct metrics;
struct metrics *metrics_new(void);
void metrics_free(struct metrics *m);                        /* NULL is allowed */

/* A request was answered. path: a route's (a constant), or NULL where there was none; seconds: from its head to the response's being ready. */
void metrics_request(struct metrics *m, const char *path, unsigned status, double seconds);

/* An article was read, or could not be. */
void metrics_article(struct metrics *m, size_t bytes, bool good);

/* A connection was closed on a client that was too slow. */
void metrics_slow(struct metrics *m);

struct service_gauges;
char *metrics_text(struct metrics *m, const struct service_gauges *now, size_t *len);    /* free() it; NULL: out of memory */

#endif
