/* connections.c: deadlines that a trickle of bytes does not move.
 *
 * libmicrohttpd's own timeout counts from the last byte, so that a client who sends one every few seconds stays for ever. Here each phase of a
 * connection has its end, and one thread looks for those whose time is up ten times a second. It shuts the socket down; libmicrohttpd then sees the
 * end of it and cleans up. A client whose head was in hears 408 first: libmicrohttpd sends no answer before a body is whole, so it is
 * written to the socket here, where nothing else is under way. The lock that connection_phase() takes is held meanwhile; nothing else of this
 * connection can move on.
 *
 * When three quarters of all connections are taken, patience is short: those who have not asked for anything yet get limits.crowded_ms, those
 * who send a body four times that. So a crowd of slow clients cannot hold the door against the others. */
#include "serve/connections.h"

#include <netdb.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/queue.h"

struct connections {
    const struct serve_limits *limits;
    struct metrics *metrics;
    pthread_mutex_t lock;
    pthread_cond_t stop;
    pthread_t thread;
    struct connection *first;
    unsigned n;
    bool draining, stopping;
};

static const char too_slow[] = "HTTP/1.1 408 Request Timeout\r\nContent-Type: application/problem+json\r\nContent-Length: 98\r\nConnection: close\r\n"
                               "Cache-Control: no-store\r\n\r\n"
                               "{\"title\":\"Request Timeout\",\"status\":408,\"detail\":\"the body did not come in the time that it has\"}\n";

/* Milliseconds of the phase; 0: no end. */
static uint64_t time_of(const struct connections *all, enum phase phase)
{
    const struct serve_limits *l = all->limits;
    const bool crowded = all->n > l->connections - l->connections / 4;
    switch (phase) {
    case PHASE_IDLE: return crowded && l->crowded_ms < l->idle_ms ? l->crowded_ms : l->idle_ms;
    case PHASE_HEAD: return crowded && l->crowded_ms < l->head_ms ? l->crowded_ms : l->head_ms;
    case PHASE_BODY: return crowded && 4 * l->crowded_ms < l->body_ms ? 4 * l->crowded_ms : l->body_ms;
    case PHASE_SEND: return l->send_ms;
    case PHASE_WORK:
    case PHASE_STREAM: return 0;
    }
    return 0;
}

static void end(struct connections *all, struct connection *c)
{
    if (c->phase == PHASE_BODY) {
        ssize_t sent = send(c->fd, too_slow, sizeof too_slow - 1, MSG_DONTWAIT | MSG_NOSIGNAL);
        (void)sent; /* who does not take it hears nothing */
        metrics_request(all->metrics, NULL, 408, (double)(clock_ms() - c->since_ms) / 1e3);
    }
    shutdown(c->fd, SHUT_RDWR);
    c->ended = true;
}

static void look(struct connections *all)
{
    const uint64_t now = clock_ms();
    for (struct connection *c = all->first; c; c = c->next) {
        if (c->ended) continue;
        const uint64_t time = time_of(all, c->phase);
        if (time && now - c->since_ms >= time) {
            if (c->phase != PHASE_IDLE) metrics_slow(all->metrics);
            end(all, c);
        } else if (all->draining && c->phase == PHASE_IDLE) {
            end(all, c);
        }
    }
}

static void *watch(void *of)
{
    struct connections *all = of;
    pthread_mutex_lock(&all->lock);
    while (!all->stopping) {
        struct timespec until;
        clock_gettime(CLOCK_MONOTONIC, &until);
        until.tv_nsec += 100000000;
        until.tv_sec += until.tv_nsec / 1000000000;
        until.tv_nsec %= 1000000000;
        pthread_cond_timedwait(&all->stop, &all->lock, &until);
        look(all);
    }
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

struct connections *connections_new(const struct serve_limits *limits, struct metrics *metrics)
{
    struct connections *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    all->limits = limits;
    all->metrics = metrics;
    pthread_condattr_t monotonic;
    pthread_condattr_init(&monotonic);
    pthread_condattr_setclock(&monotonic, CLOCK_MONOTONIC);
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->stop, &monotonic);
    pthread_condattr_destroy(&monotonic);
    if (!pthread_create(&all->thread, NULL, watch, all)) return all;
    free(all);
    return NULL;
}

void connections_free(struct connections *all)
{
    if (!all) return;
    pthread_mutex_lock(&all->lock);
    all->stopping = true;
    pthread_cond_signal(&all->stop);
    pthread_mutex_unlock(&all->lock);
    pthread_join(all->thread, NULL);
    pthread_mutex_destroy(&all->lock);
    pthread_cond_destroy(&all->stop);
    free(all);
}

struct connection *connection_open(struct connections *all, int fd, const struct sockaddr *address)
{
    struct connection *c = calloc(1, sizeof *c);
    if (!c) return NULL;
    c->fd = fd;
    c->since_ms = clock_ms();
    socklen_t len = address->sa_family == AF_INET6 ? sizeof(struct sockaddr_in6) : sizeof(struct sockaddr_in);
    if (getnameinfo(address, len, c->client, sizeof c->client, NULL, 0, NI_NUMERICHOST)) snprintf(c->client, sizeof c->client, "?");
    pthread_mutex_lock(&all->lock);
    c->next = all->first;
    if (c->next) c->next->before = c;
    all->first = c;
    all->n++;
    pthread_mutex_unlock(&all->lock);
    return c;
}

void connection_close(struct connections *all, struct connection *c)
{
    if (!c) return;
    pthread_mutex_lock(&all->lock);
    if (c->next) c->next->before = c->before;
    if (c->before)
        c->before->next = c->next;
    else
        all->first = c->next;
    all->n--;
    pthread_mutex_unlock(&all->lock);
    free(c);
}

bool connection_phase(struct connections *all, struct connection *c, enum phase phase)
{
    pthread_mutex_lock(&all->lock);
    const bool good = !c->ended;
    c->phase = phase;
    c->since_ms = clock_ms();
    pthread_mutex_unlock(&all->lock);
    return good;
}

unsigned connections_count(struct connections *all)
{
    pthread_mutex_lock(&all->lock);
    const unsigned n = all->n;
    pthread_mutex_unlock(&all->lock);
    return n;
}

unsigned connections_drain(struct connections *all)
{
    unsigned busy = 0;
    pthread_mutex_lock(&all->lock);
    all->draining = true;
    for (const struct connection *c = all->first; c; c = c->next) busy += c->phase != PHASE_IDLE && !c->ended;
    pthread_mutex_unlock(&all->lock);
    return busy;
}
