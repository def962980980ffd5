/* service.h: from a request to a response, without a socket.
 *
 *     const struct route *r = service_route(s, &req, &res);           who answers; NULL: res is the answer (404, 405)
 *     if (r && service_admits(s, r, &req, false, &res)) ...           by the head alone: 403, 401, 413, 415, 400
 *     if (r && service_admits(s, r, &req, true, &res)) ...            by the whole request: 413, 415
 *     r->answer(s, &req, &res);                                       the work, on any thread
 *
 * A service is read-only once made, but for its counts; any number of threads may answer with one. */
#ifndef HEARSAY_SERVE_SERVICE_H
#define HEARSAY_SERVE_SERVICE_H

#include "serve/http.h"
#include "serve/limits.h"

struct service;

struct route {
    const char *path;            /* "/api/articles/{id}": a part in braces stands for one step of a path */
    const char *method;          /* "GET" (and HEAD), "POST" */
    bool open;                   /* needs no token: holds nothing of anybody */
    bool work;                   /* takes long enough to be a worker's */
    enum { NEEDS_NOTHING, NEEDS_STORE, NEEDS_WRITING } needs;      /* without it, the path is not there */
    const char *types;           /* of a POST's body, "text/plain text/html" */
    const char *parameters;      /* that the query may have, "outlet published"; NULL: none */
    void (*answer)(struct service *s, const struct http_request *req, struct http_response *res);
};

/* What is told by the server around the service, for /metrics. */
struct service_gauges { unsigned connections, waiting, working; size_t body_bytes; };

struct service {
    const hearsay_engine *engine;
    const struct serve_limits *limits;
    const char *token;           /* NULL: nobody needs one */
    bool loopback;               /* only names of this machine may stand in Host, unless there is a token */
    const char *db;              /* the store that is served; NULL: none */
    bool read_only;
    struct stores *stores;
    struct imports *imports;     /* NULL: nothing is written */
    struct assets *assets;
    struct metrics *metrics;
    char *openapi;
    size_t openapi_len;
    void (*gauges)(void *server, struct service_gauges *out);     /* NULL: there is no server around it */
    void *server;
};

/* service_open: what it needs of its own; engine, limits, token, loopback, db and read_only are set by the caller before. False: err says why. */
bool service_open(struct service *s, hearsay_error *err);
void service_close(struct service *s);

/* Is this path there, with the store that is served or without one? */
bool service_has(const struct service *s, const struct route *r);

/* How many bytes a body of this path may have. */
size_t service_body(const struct service *s, const struct route *r);

const struct route *service_route(struct service *s, const struct http_request *req, struct http_response *res);
bool service_admits(struct service *s, const struct route *r, const struct http_request *req, bool whole, struct http_response *res);

/* All routes, the last one with a NULL path. */
extern const struct route routes[];

/* What goes on each response, after a handler: headers of safety. */
void service_finish(struct http_response *res);

/* The handlers. */
void answer_asset(struct service *s, const struct http_request *req, struct http_response *res);
void answer_health(struct service *s, const struct http_request *req, struct http_response *res);
void answer_metrics(struct service *s, const struct http_request *req, struct http_response *res);
void answer_openapi(struct service *s, const struct http_request *req, struct http_response *res);
void answer_add(struct service *s, const struct http_request *req, struct http_response *res);
void answer_article(struct service *s, const struct http_request *req, struct http_response *res);
void answer_articles(struct service *s, const struct http_request *req, struct http_response *res);
void answer_search(struct service *s, const struct http_request *req, struct http_response *res);
void answer_actors(struct service *s, const struct http_request *req, struct http_response *res);
void answer_actor(struct service *s, const struct http_request *req, struct http_response *res);
void answer_trace(struct service *s, const struct http_request *req, struct http_response *res);
void answer_claims(struct service *s, const struct http_request *req, struct http_response *res);
void answer_claim(struct service *s, const struct http_request *req, struct http_response *res);
void answer_stats(struct service *s, const struct http_request *req, struct http_response *res);
void answer_read(struct service *s, const struct http_request *req, struct http_response *res);

#endif
