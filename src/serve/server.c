/* server.c: libmicrohttpd around a service.
 *
 *     one thread, epoll ── head ── body ── queue ──────────────── response ── sent
 *                                          └ a worker answers ──┘
 *
 * A connection costs no thread: clients may be as slow as they like (connections.c has their deadlines) without holding up anybody. What takes
 * time is done by the workers of queue.c; meanwhile its connection is suspended. What takes none (the page, /metrics) is answered at once, so that
 * the page opens while all workers are busy.
 *
 * An answer that is known by the head alone ("too large") is not sent before its body was taken and thrown away: most clients write all of a body
 * before they read, and would see a broken connection instead of the answer. A client that waits for "100 Continue" is told at once, and so is one
 * whose body is too long to be taken. */
#include "serve/server.h"

#include <errno.h>
#include <microhttpd.h>
#include <netdb.h>
#include <netinet/in.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/resource.h>
#include <unistd.h>

#include "serve/connections.h"
#include "serve/imports.h"
#include "serve/queue.h"
#include "serve/service.h"

struct server {
    struct serve_limits limits;
    struct service service;
    struct connections *connections;
    struct queue *queue;
    struct MHD_Daemon *daemon;
    char *token;
    char address[128];
    void (*log)(const char *line);
    atomic_size_t body_bytes;
    atomic_bool draining;
};

enum { QUERY_MAX = 16 };

/* One request and its response. */
struct exchange {
    struct server *server;
    struct connection *connection;
    struct MHD_Connection *mhd;
    uint64_t since_ms;
    struct http_request req;
    struct http_field query[QUERY_MAX];
    const struct route *route;
    struct http_response res;
    char *body;
    size_t body_len, body_room;
    uint64_t taken; /* bytes of the body that came, kept or not */
    bool begun, answered, queued;
    struct work work;
};

/* ---- The head ------------------------------------------------------------------------------------------------------------- */

static const char *header(const struct exchange *x, const char *name) { return MHD_lookup_connection_value(x->mhd, MHD_HEADER_KIND, name); }

static enum MHD_Result add_field(void *of, enum MHD_ValueKind kind, const char *name, size_t name_len, const char *value, size_t value_len)
{
    struct exchange *x = of;
    (void)kind;
    if (x->req.n_query == QUERY_MAX) return MHD_NO;
    x->query[x->req.n_query++] = (struct http_field){ name ? name : "", value ? value : "", name_len, value_len };
    return MHD_YES;
}

static void read_head(struct exchange *x, const char *method, const char *path)
{
    x->req.method = method;
    x->req.path = path;
    x->req.query = x->query;
    MHD_get_connection_values_n(x->mhd, MHD_GET_ARGUMENT_KIND, add_field, x);
    x->req.headers = (struct http_headers){
        .content_type = header(x, "Content-Type"),
        .accept_encoding = header(x, "Accept-Encoding"),
        .if_none_match = header(x, "If-None-Match"),
        .authorization = header(x, "Authorization"),
        .host = header(x, "Host"),
        .origin = header(x, "Origin"),
        .fetch_site = header(x, "Sec-Fetch-Site"),
        .expect = header(x, "Expect"),
    };
    /* libmicrohttpd has refused a Content-Length that is no number. */
    const char *length = header(x, "Content-Length");
    x->req.has_length = !header(x, "Transfer-Encoding");
    x->req.length = length ? strtoull(length, NULL, 10) : 0;
}

static int hex(char c)
{
    if (c >= '0' && c <= '9') return c - '0';
    c |= ' ';
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* %00 stays as it is: a NUL would cut the path, which then would be another one. */
static size_t unescape(void *of, struct MHD_Connection *mhd, char *s)
{
    (void)of;
    (void)mhd;
    char *to = s;
    for (const char *p = s; *p;) {
        const int high = *p == '%' ? hex(p[1]) : -1, low = high >= 0 ? hex(p[2]) : -1;
        if (low >= 0 && (high || low)) {
            *to++ = (char)(high << 4 | low);
            p += 3;
        } else {
            *to++ = *p++;
        }
    }
    *to = '\0';
    return (size_t)(to - s);
}

/* ---- The body ------------------------------------------------------------------------------------------------------------- */

static void drop_body(struct exchange *x)
{
    atomic_fetch_sub(&x->server->body_bytes, x->body_room);
    free(x->body);
    x->body = NULL;
    x->body_len = x->body_room = 0;
}

static void keep(struct exchange *x, const char *bytes, size_t n)
{
    struct server *s = x->server;
    if (x->body_len + n > service_body(&s->service, x->route)) {
        drop_body(x);
        x->req.body_len = service_body(&s->service, x->route) + 1;
        service_admits(&s->service, x->route, &x->req, true, &x->res);
        x->answered = true;
        return;
    }
    if (x->body_len + n > x->body_room) {
        size_t room = x->body_room ? 2 * x->body_room : 16384;
        while (room < x->body_len + n) room *= 2;
        const size_t more = room - x->body_room;
        char *body = atomic_fetch_add(&s->body_bytes, more) + more <= s->limits.bodies ? realloc(x->body, room) : NULL;
        if (!body) {
            atomic_fetch_sub(&s->body_bytes, more);
            drop_body(x);
            response_problem(&x->res, 503, "too many bodies at once");
            x->answered = true;
            return;
        }
        x->body = body;
        x->body_room = room;
    }
    memcpy(x->body + x->body_len, bytes, n);
    x->body_len += n;
}

/* ---- The response --------------------------------------------------------------------------------------------------------- */

static void log_line(const struct exchange *x, double seconds)
{
    char line[512];
    if (!x->server->log) return;
    snprintf(line, sizeof line, "%s %s %.100s %u %zu bytes %.1f ms", x->connection->client, x->req.method, x->req.path, x->res.status, x->res.len,
             seconds * 1e3);
    x->server->log(line);
}

static void suspend(void *of) { MHD_suspend_connection(of); }

static void resume(void *of) { MHD_resume_connection(of); }

static ssize_t read_stream(void *of, uint64_t at, char *to, size_t room)
{
    struct http_stream *stream = of;
    (void)at;
    const ptrdiff_t n = stream->read(stream, to, room);
    return n < 0 ? MHD_CONTENT_READER_END_OF_STREAM : (ssize_t)n;
}

static void close_stream(void *of)
{
    struct http_stream *stream = of;
    stream->close(stream);
}

/* The body, or the stream, is libmicrohttpd's from here on. */
static struct MHD_Response *body_of(struct exchange *x)
{
    struct http_response *res = &x->res;
    struct MHD_Response *out;
    if (res->stream) {
        res->stream->wait = suspend;
        res->stream->wake = resume;
        res->stream->of = x->mhd;
        out = MHD_create_response_from_callback(MHD_SIZE_UNKNOWN, 8192, read_stream, res->stream, close_stream);
    } else if (res->release) {
        out = MHD_create_response_from_buffer_with_free_callback(res->len, res->body, res->release);
    } else {
        out = MHD_create_response_from_buffer(res->len, res->body, MHD_RESPMEM_PERSISTENT);
    }
    if (!out) return NULL;
    res->release = NULL;
    return out;
}

static enum MHD_Result respond(struct exchange *x)
{
    struct server *s = x->server;
    struct http_response *res = &x->res;
    const double seconds = (double)(clock_ms() - x->since_ms) / 1e3;
    const bool close = atomic_load(&s->draining) || res->status == 503;
    drop_body(x);
    service_finish(res);
    metrics_request(s->service.metrics, x->route ? x->route->path : NULL, res->status, seconds);
    log_line(x, seconds);
    struct MHD_Response *out = body_of(x);
    if (!out) return MHD_NO;
    const enum phase phase = res->stream ? PHASE_STREAM : PHASE_SEND;
    res->stream = NULL;
    if (res->type) MHD_add_response_header(out, "Content-Type", res->type);
    for (unsigned i = 0; i < res->n_headers; i++) MHD_add_response_header(out, res->headers[i].name, res->headers[i].value);
    MHD_add_response_header(out, "Content-Security-Policy", res->policy ? res->policy : "default-src 'none'; frame-ancestors 'none'");
    MHD_add_response_header(out, "Cross-Origin-Resource-Policy", "same-origin");
    if (close) MHD_add_response_header(out, "Connection", "close");
    enum MHD_Result good = connection_phase(s->connections, x->connection, phase) ? MHD_queue_response(x->mhd, res->status, out) : MHD_NO;
    MHD_destroy_response(out);
    return good;
}

/* On a worker's thread. */
static void work(void *of, struct work *w, enum work_fate fate)
{
    struct exchange *x = (struct exchange *)((char *)w - offsetof(struct exchange, work));
    struct server *s = of;
    if (fate == WORK_DO)
        x->route->answer(&s->service, &x->req, &x->res);
    else
        response_problem(&x->res, 503, fate == WORK_LATE ? "the queue was too long" : "the server is stopping");
    x->answered = true;
    MHD_resume_connection(x->mhd);
}

static enum MHD_Result whole(struct exchange *x)
{
    struct server *s = x->server;
    if (x->answered) return respond(x);
    x->req.body = x->body;
    x->req.body_len = x->body_len;
    if (!service_admits(&s->service, x->route, &x->req, true, &x->res)) return respond(x);
    if (!x->route->work) {
        x->route->answer(&s->service, &x->req, &x->res);
        return respond(x);
    }
    if (!connection_phase(s->connections, x->connection, PHASE_WORK)) return MHD_NO;
    x->queued = true;
    x->work = (struct work){ .client = x->connection->client, .size = x->body_len };
    MHD_suspend_connection(x->mhd);
    const enum queue_answer answer = queue_put(s->queue, &x->work);
    if (answer == QUEUE_TAKEN) return MHD_YES;
    if (answer == QUEUE_FULL)
        response_problem(&x->res, 503, "the queue is full");
    else
        response_problem(&x->res, 429, "%u requests of yours are waiting or under way; wait for one", s->limits.per_client);
    x->answered = true;
    MHD_resume_connection(x->mhd);
    return MHD_YES;
}

static enum MHD_Result begin(struct exchange *x, const char *method, const char *path)
{
    struct server *s = x->server;
    x->begun = true;
    read_head(x, method, path);
    if (!connection_phase(s->connections, x->connection, PHASE_BODY)) return MHD_NO;
    if (connections_count(s->connections) > s->limits.connections)
        response_problem(&x->res, 503, "too many connections");
    else if (atomic_load(&s->draining))
        response_problem(&x->res, 503, "the server is stopping");
    else if ((x->route = service_route(&s->service, &x->req, &x->res)) && service_admits(&s->service, x->route, &x->req, false, &x->res))
        return MHD_YES;
    x->answered = true;
    const bool waits = x->req.headers.expect && !strcasecmp(x->req.headers.expect, "100-continue");
    const bool has_body = x->req.length || !x->req.has_length;
    return has_body && (waits || x->req.length > s->limits.swallowed) ? respond(x) : MHD_YES;
}

/* libmicrohttpd calls this with the head, then with each piece of the body, then with none; and again when a suspended connection is resumed. */
static enum MHD_Result handle(void *of, struct MHD_Connection *mhd, const char *path, const char *method, const char *version, const char *bytes,
                              size_t *n, void **at)
{
    struct exchange *x = *at;
    (void)of;
    (void)version;
    (void)mhd;
    if (!x) return MHD_NO;
    if (!x->begun) return begin(x, method, path);
    if (x->queued) return x->answered ? respond(x) : MHD_YES;
    if (*n) {
        x->taken += *n;
        if (!x->answered && !strcmp(x->route->method, "POST")) keep(x, bytes, *n);
        *n = 0;
        return x->taken > x->server->limits.swallowed + x->server->limits.import ? MHD_NO : MHD_YES;
    }
    return whole(x);
}

/* ---- From the first byte to the last -------------------------------------------------------------------------------------- */

static void connection_event(void *of, struct MHD_Connection *mhd, void **context, enum MHD_ConnectionNotificationCode code)
{
    struct server *s = of;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        const union MHD_ConnectionInfo *fd = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD);
        const union MHD_ConnectionInfo *address = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS);
        *context = connection_open(s->connections, fd->connect_fd, address->client_addr);
    } else {
        connection_close(s->connections, *context);
        *context = NULL;
    }
}

/* The request line is in. What is returned is what handle() gets as *at. */
static void *request_line(void *of, const char *uri, struct MHD_Connection *mhd)
{
    struct server *s = of;
    (void)uri;
    const union MHD_ConnectionInfo *info = MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    struct connection *c = info ? info->socket_context : NULL;
    struct exchange *x = c ? calloc(1, sizeof *x) : NULL;
    if (!x) return NULL;
    *x = (struct exchange){ .server = s, .connection = c, .mhd = mhd, .since_ms = clock_ms() };
    connection_phase(s->connections, c, PHASE_HEAD);
    return x;
}

static void completed(void *of, struct MHD_Connection *mhd, void **at, enum MHD_RequestTerminationCode how)
{
    struct server *s = of;
    struct exchange *x = *at;
    (void)mhd;
    (void)how;
    if (!x) return;
    connection_phase(s->connections, x->connection, PHASE_IDLE);
    drop_body(x);
    response_clear(&x->res);
    free(x);
    *at = NULL;
}

static void quiet(void *of, const char *format, va_list args)
{
    (void)of;
    (void)format;
    (void)args;
}

static void gauges(void *of, struct service_gauges *out)
{
    struct server *s = of;
    out->connections = connections_count(s->connections);
    queue_counts(s->queue, &out->waiting, &out->working);
    out->body_bytes = atomic_load(&s->body_bytes);
}

/* ---- Start and stop ------------------------------------------------------------------------------------------------------- */

static bool is_loopback(const struct sockaddr *a)
{
    if (a->sa_family == AF_INET) return ntohl(((const struct sockaddr_in *)(const void *)a)->sin_addr.s_addr) >> 24 == 127;
    return a->sa_family == AF_INET6 && IN6_IS_ADDR_LOOPBACK(&((const struct sockaddr_in6 *)(const void *)a)->sin6_addr);
}

static struct addrinfo *find_host(const char *host, const char *port, char *why, size_t room)
{
    struct addrinfo hints = { .ai_socktype = SOCK_STREAM, .ai_flags = AI_PASSIVE }, *found = NULL;
    const int fault = getaddrinfo(host, port, &hints, &found);
    if (!fault) return found;
    snprintf(why, room, "%s is no address of this machine: %s", host, gai_strerror(fault));
    return NULL;
}

bool server_is_local(const char *host, char *why, size_t room)
{
    struct addrinfo *found = find_host(host, "0", why, room);
    if (!found) return false;
    const bool local = is_loopback(found->ai_addr);
    freeaddrinfo(found);
    if (!local) snprintf(why, room, "%s can be reached from other machines, so it needs --token-file", host);
    return local;
}

static int listen_on(struct server *s, const struct server_options *o, char *why, size_t room)
{
    char port[8];
    snprintf(port, sizeof port, "%u", o->port);
    struct addrinfo *found = find_host(o->host, port, why, room);
    if (!found) return -1;
    s->service.loopback = is_loopback(found->ai_addr);
    if (!s->service.loopback && !o->token) {
        freeaddrinfo(found);
        return snprintf(why, room, "%s can be reached from other machines, so it needs a token", o->host), -1;
    }
    const int on = 1;
    const int fd = socket(found->ai_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    struct sockaddr_storage at = { 0 };
    socklen_t len = sizeof at;
    char host[64] = "";
    if (fd >= 0) setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    if (fd < 0 || bind(fd, found->ai_addr, found->ai_addrlen) || listen(fd, 512) || getsockname(fd, (struct sockaddr *)&at, &len)) {
        snprintf(why, room, "cannot listen on port %s of %s: %s", port, o->host, strerror(errno));
        if (fd >= 0) close(fd);
        freeaddrinfo(found);
        return -1;
    }
    getnameinfo((struct sockaddr *)&at, len, host, sizeof host, port, sizeof port, NI_NUMERICHOST | NI_NUMERICSERV);
    snprintf(s->address, sizeof s->address, at.ss_family == AF_INET6 ? "http://[%s]:%s/" : "http://%s:%s/", host, port);
    freeaddrinfo(found);
    return fd;
}

/* Each connection needs a file, and so do the model and the store. */
static void allow_files(unsigned connections)
{
    struct rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files)) return;
    const rlim_t wanted = (rlim_t)connections + SERVE_SPARE_CONNECTIONS + 64;
    if (files.rlim_cur == RLIM_INFINITY || files.rlim_cur >= wanted) return;
    files.rlim_cur = files.rlim_max == RLIM_INFINITY || files.rlim_max > wanted ? wanted : files.rlim_max;
    setrlimit(RLIMIT_NOFILE, &files);
}

static void release(struct server *s)
{
    if (s->queue) queue_stop(s->queue);
    if (s->daemon) MHD_stop_daemon(s->daemon);
    queue_free(s->queue);
    connections_free(s->connections);
    service_close(&s->service);
    free(s->token);
    free(s);
}

struct server *server_start(const struct server_options *o, bool *of_store, char *why, size_t room)
{
    struct server *s = calloc(1, sizeof *s);
    snprintf(why, room, "out of memory or threads");
    if (!s) return NULL;
    s->limits = o->limits;
    s->log = o->log;
    s->token = o->token ? strdup(o->token) : NULL;
    s->service = (struct service){
        .engine = o->engine, .limits = &s->limits, .token = s->token, .db = o->db, .read_only = o->read_only, .gauges = gauges, .server = s
    };
    int fd = -1;
    hearsay_error err = { .msg = "out of memory" };
    *of_store = false;
    if ((!o->token || s->token) && !service_open(&s->service, &err)) {
        *of_store = o->db && err.code != HEARSAY_E_NOMEM;
        snprintf(why, room, "%s", err.msg);
    }
    if (s->service.metrics && (s->connections = connections_new(&s->limits, s->service.metrics)) && (s->queue = queue_new(&s->limits, work, s)))
        fd = listen_on(s, o, why, room);
    if (fd < 0) {
        release(s);
        return NULL;
    }
    allow_files(s->limits.connections);
    s->daemon = MHD_start_daemon(MHD_USE_EPOLL_INTERNAL_THREAD | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, handle, s,
                                 MHD_OPTION_EXTERNAL_LOGGER, quiet, s, MHD_OPTION_LISTEN_SOCKET, fd, MHD_OPTION_CONNECTION_LIMIT,
                                 s->limits.connections + SERVE_SPARE_CONNECTIONS, MHD_OPTION_CONNECTION_MEMORY_LIMIT, s->limits.head,
                                 MHD_OPTION_NOTIFY_CONNECTION, connection_event, s, MHD_OPTION_URI_LOG_CALLBACK, request_line, s,
                                 MHD_OPTION_NOTIFY_COMPLETED, completed, s, MHD_OPTION_UNESCAPE_CALLBACK, unescape, s, MHD_OPTION_STRICT_FOR_CLIENT,
                                 1, MHD_OPTION_SIGPIPE_HANDLED_BY_APP, 1, MHD_OPTION_END);
    if (s->daemon) return s;
    close(fd);
    snprintf(why, room, "the server cannot be started: %s", strerror(errno));
    release(s);
    return NULL;
}

const char *server_address(const struct server *s) { return s->address; }

void server_stop(struct server *s)
{
    const MHD_socket fd = MHD_quiesce_daemon(s->daemon);
    if (fd != MHD_INVALID_SOCKET) close(fd);
    atomic_store(&s->draining, true);
    if (s->service.imports) imports_stop(s->service.imports); /* and so its streams end */
    const uint64_t until = clock_ms() + s->limits.stop_ms;
    while (connections_drain(s->connections) && clock_ms() < until) usleep(20000);
    queue_stop(s->queue);
    /* What was just answered is on its way: a moment for it. */
    for (unsigned i = 0; i < 100 && connections_drain(s->connections); i++) usleep(20000);
    release(s);
}
