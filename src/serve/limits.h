/* limits.h: all that a client may take of the server, in one place. A limit that is reached has a status of its own, and is counted in /metrics. */
#ifndef HEARSAY_SERVE_LIMITS_H
#define HEARSAY_SERVE_LIMITS_H

#include <stddef.h>

struct serve_limits {
    /* Bytes. */
    size_t body;                 /* of one request: 413 beyond it */
    size_t import;               /* of a body with many articles, of which each has at most `body` */
    size_t bodies;               /* of all requests at once: 503 */
    size_t swallowed;            /* of a body that is too large: so much is taken and thrown away, so that its client reads the 413 */
    size_t large;                /* a request of more bytes is large work, which never takes the last worker */
    size_t head;                 /* of a request line and its headers: 431, 414 */
    /* How many. */
    unsigned connections;        /* open at once: 503 beyond it, and a few more are let in to be told so */
    unsigned queue;              /* requests that wait for a worker or have one: 503 */
    unsigned per_client;         /* the same of one address: 429 */
    unsigned workers;            /* threads that read articles; 0: as many as cores */
    /* Milliseconds. A client that sends a byte now and then gets no more time than one that is silent. */
    unsigned head_ms;            /* for a whole head: closed after it */
    unsigned body_ms;            /* for a whole body: 408 */
    unsigned send_ms;            /* for taking the response: closed */
    unsigned idle_ms;            /* between two requests on one connection: closed */
    unsigned wait_ms;            /* in the queue: 503 */
    unsigned stop_ms;            /* for requests under way when the server stops: 503 to those that still wait then */
    unsigned crowded_ms;         /* head_ms and idle_ms, when three quarters of the connections are taken */
};

#define SERVE_LIMITS_DEFAULTS \
    { .body = (size_t)2 << 20, .import = (size_t)64 << 20, .bodies = (size_t)256 << 20, .swallowed = (size_t)64 << 20, .large = (size_t)96 << 10, \
      .head = 32768, .connections = 512, .queue = 256, .per_client = 128, .workers = 0, .head_ms = 10000, .body_ms = 30000, .send_ms = 60000, \
      .idle_ms = 30000, .wait_ms = 60000, .stop_ms = 20000, .crowded_ms = 1000 }

enum { SERVE_SPARE_CONNECTIONS = 64 };       /* let in beyond limits.connections, only to hear the 503 */

#endif
