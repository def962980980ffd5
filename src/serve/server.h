/* server.h: a service on a socket. What programs/serve.c needs. */
#ifndef HEARSAY_SERVE_SERVER_H
#define HEARSAY_SERVE_SERVER_H

#include <stdbool.h>
#include <stddef.h>

#include "hearsay.h"
#include "serve/limits.h"

struct server_options {
    const hearsay_engine *engine;              /* must outlive the server */
    const char *host;                          /* a name or address of this machine */
    unsigned port;                             /* 0: any that is free */
    const char *db;                            /* the store; NULL: none */
    bool read_only;                            /* of which nothing is written */
    const char *token;                         /* NULL: none is asked for; then host must be loopback */
    struct serve_limits limits;
    void (*log)(const char *line);             /* a line for each request, from any thread; NULL: none */
};

struct server;

/* server_is_local: may this host be listened on without a token? False: `why` not; it is no loopback address, or none at all. */
bool server_is_local(const char *host, char *why, size_t room);

/* server_start: listens and answers, on threads of its own. NULL: `why` not; *of_store: because of the store. */
struct server *server_start(const struct server_options *o, bool *of_store, char *why, size_t room);

/* Where it listens: "http://127.0.0.1:8080/". */
const char *server_address(const struct server *s);

/* server_stop: takes no new connections, finishes what was asked for (limits.stop_ms at most; what a worker has begun in any case), and is gone. */
void server_stop(struct server *s);

#endif
