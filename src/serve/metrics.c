/* metrics.c: counts in Prometheus' text format (version 0.0.4). Labels are routes and statuses, both from short lists of ours, never what a client
 * sent: their number cannot grow. */
#include "serve/metrics.h"

#include <pthread.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "serve/service.h"

enum { PATHS_MAX = 40, STATUSES = 20, BUCKETS = 14 };

static const double buckets[BUCKETS] = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30 };
static const unsigned statuses[STATUSES] = { 200, 201, 202, 204, 304, 400, 401, 403, 404, 405, 408, 409, 413, 415, 422, 429, 500, 503, 499, 0 };

struct series {
    const char *path;
    uint64_t by_status[STATUSES], in_bucket[BUCKETS + 1];
    double seconds;
};

struct metrics {
    pthread_mutex_t lock;
    time_t started;
    struct series at[PATHS_MAX];
    unsigned n;
    uint64_t articles, failed, bytes, slow;
};

struct metrics *metrics_new(void)
{
    struct metrics *m = calloc(1, sizeof *m);
    if (!m) return NULL;
    pthread_mutex_init(&m->lock, NULL);
    m->started = time(NULL);
    return m;
}

void metrics_free(struct metrics *m)
{
    if (!m) return;
    pthread_mutex_destroy(&m->lock);
    free(m);
}

static struct series *series_of(struct metrics *m, const char *path)
{
    for (unsigned i = 0; i < m->n; i++)
        if (!strcmp(m->at[i].path, path)) return &m->at[i];
    if (m->n < PATHS_MAX) m->n++;
    m->at[m->n - 1].path = path;
    return &m->at[m->n - 1];
}

void metrics_request(struct metrics *m, const char *path, unsigned status, double seconds)
{
    unsigned code = 0, bucket = 0;
    while (statuses[code] && statuses[code] != status) code++;
    while (bucket < BUCKETS && seconds > buckets[bucket]) bucket++;
    pthread_mutex_lock(&m->lock);
    struct series *s = series_of(m, path ? path : "none");
    s->by_status[code]++;
    s->in_bucket[bucket]++;
    s->seconds += seconds;
    pthread_mutex_unlock(&m->lock);
}

void metrics_article(struct metrics *m, size_t bytes, bool good)
{
    pthread_mutex_lock(&m->lock);
    m->articles += good;
    m->failed += !good;
    m->bytes += bytes;
    pthread_mutex_unlock(&m->lock);
}

void metrics_slow(struct metrics *m)
{
    pthread_mutex_lock(&m->lock);
    m->slow++;
    pthread_mutex_unlock(&m->lock);
}

static void head(FILE *out, const char *name, const char *type, const char *help)
{
    fprintf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void single(FILE *out, const char *name, const char *type, const char *help, double value)
{
    head(out, name, type, help);
    fprintf(out, "%s %.17g\n", name, value);
}

static void histogram(FILE *out, const struct series *s)
{
    uint64_t sum = 0;
    for (unsigned k = 0; k <= BUCKETS; k++) {
        sum += s->in_bucket[k];
        if (k < BUCKETS)
            fprintf(out, "hearsay_request_seconds_bucket{path=\"%s\",le=\"%g\"} %llu\n", s->path, buckets[k], (unsigned long long)sum);
        else
            fprintf(out, "hearsay_request_seconds_bucket{path=\"%s\",le=\"+Inf\"} %llu\n", s->path, (unsigned long long)sum);
    }
    fprintf(out, "hearsay_request_seconds_sum{path=\"%s\"} %.9g\nhearsay_request_seconds_count{path=\"%s\"} %llu\n", s->path, s->seconds, s->path,
            (unsigned long long)sum);
}

/* Resident memory, from the kernel; 0 where it does not tell. */
static double resident(void)
{
    unsigned long size, pages = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f) return 0;
    if (fscanf(f, "%lu %lu", &size, &pages) != 2) pages = 0;
    fclose(f);
    return (double)pages * (double)sysconf(_SC_PAGESIZE);
}

char *metrics_text(struct metrics *m, const struct service_gauges *now, size_t *len)
{
    char *text = NULL;
    FILE *out = open_memstream(&text, len);
    if (!out) return NULL;
    pthread_mutex_lock(&m->lock);
    head(out, "hearsay_build_info", "gauge", "The version that runs.");
    fprintf(out, "hearsay_build_info{version=\"%s\"} 1\n", hearsay_version());
    head(out, "hearsay_requests_total", "counter", "Requests answered, by path and status.");
    for (unsigned i = 0; i < m->n; i++)
        for (unsigned c = 0; c < STATUSES; c++)
            if (m->at[i].by_status[c])
                fprintf(out, "hearsay_requests_total{path=\"%s\",status=\"%u\"} %llu\n", m->at[i].path, statuses[c],
                        (unsigned long long)m->at[i].by_status[c]);
    head(out, "hearsay_request_seconds", "histogram", "From a request's head to its response's being ready.");
    for (unsigned i = 0; i < m->n; i++) histogram(out, &m->at[i]);
    single(out, "hearsay_articles_read_total", "counter", "Articles read.", (double)m->articles);
    single(out, "hearsay_articles_failed_total", "counter", "Articles that could not be read.", (double)m->failed);
    single(out, "hearsay_article_bytes_total", "counter", "Bytes of articles that came in.", (double)m->bytes);
    single(out, "hearsay_slow_clients_total", "counter", "Connections closed on clients that took too long.", (double)m->slow);
    single(out, "hearsay_connections", "gauge", "Connections open.", now->connections);
    single(out, "hearsay_queue_waiting", "gauge", "Requests that wait for a worker.", now->waiting);
    single(out, "hearsay_queue_working", "gauge", "Requests that a worker has.", now->working);
    single(out, "hearsay_body_bytes", "gauge", "Bytes of request bodies in memory.", (double)now->body_bytes);
    single(out, "process_resident_memory_bytes", "gauge", "Resident memory.", resident());
    single(out, "process_start_time_seconds", "gauge", "When it started, in seconds since 1970.", (double)m->started);
    pthread_mutex_unlock(&m->lock);
    bool bad = ferror(out);
    if (fclose(out) || bad) {
        free(text);
        return NULL;
    }
    return text;
}

void answer_metrics(struct service *s, const struct http_request *req, struct http_response *res)
{
    struct service_gauges now = { 0 };
    size_t len = 0;
    (void)req;
    if (s->gauges) s->gauges(s->server, &now);
    char *text = metrics_text(s->metrics, &now, &len);
    if (!text) {
        response_problem(res, 503, "out of memory");
        return;
    }
    response_owned(res, 200, "text/plain; version=0.0.4; charset=utf-8", text, len);
    response_header(res, "Cache-Control", "no-store");
}
