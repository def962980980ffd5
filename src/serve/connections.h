/* connections.h: how long each client may take. */
#ifndef HEARSAY_SERVE_CONNECTIONS_H
#define HEARSAY_SERVE_CONNECTIONS_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/socket.h>

#include "serve/limits.h"
#include "serve/metrics.h"
#include "serve/queue.h"

/* What a connection is doing. */
enum phase {
    PHASE_IDLE,                  /* nothing was asked yet, or the last answer is out */
    PHASE_HEAD,                  /* the request line is in */
    PHASE_BODY,
    PHASE_WORK,                  /* it is our turn: no time runs */
    PHASE_SEND,
    PHASE_STREAM                 /* an answer without an end: no time runs */
};

struct connection {
    struct connection *next, *before;
    int fd;
    enum phase phase;
    uint64_t since_ms;           /* when the phase began */
    bool ended;                  /* by us: its time was up */
    char client[SERVE_CLIENT_ROOM];            /* the address, without the port */
};

struct connections;

/* Starts the thread that looks at the clock. NULL: no memory or thread. */
struct connections *connections_new(const struct serve_limits *limits, struct metrics *metrics);
void connections_free(struct connections *all);              /* NULL is allowed; none may be open */

struct connection *connection_open(struct connections *all, int fd, const struct sockaddr *address);    /* NULL: no memory */
void connection_close(struct connections *all, struct connection *c);

/* False: its time was up before this; the connection is closed already, as far as the client can see. */
bool connection_phase(struct connections *all, struct connection *c, enum phase phase);

unsigned connections_count(struct connections *all);

/* For the stop: closes those that are idle now and whenever they get so, and says how many are not. */
unsigned connections_drain(struct connections *all);

#endif
