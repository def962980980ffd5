/* imports.c: JSON Lines into the store, on one thread, so that imports take one core and leave the others to those who read.
 *
 * An import is a body of JSON Lines that waits its turn, is read line by line, and stays known, without its body, until KEPT others came after it.
 * Whoever wants to see it go on asks for its events (server-sent events, WHATWG HTML 9.2): "progress" with the state, at most ten times a second, and
 * "end" with the last one.
 *
 * One lock guards all of it, the streams too: a stream that has nothing to say is suspended under the lock (wait()), and woken under it, so no
 * news can fall between the look and the sleep. */
#include "serve/imports.h"

#include <jansson.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "serve/article.h"
#include "serve/metrics.h"
#include "serve/queue.h"
#include "serve/stores.h"

enum { KEPT = 16, WAITING_MOST = 8, FAULTS = 20, EVENT_MS = 100 };

enum state { STATE_WAITING, STATE_READING, STATE_DONE, STATE_STOPPED };
static const char *const state_names[] = { "waiting", "reading", "done", "stopped" };

struct import {
    unsigned id; /* 0: none */
    enum state state;
    char *body;
    size_t bytes, total;                /* of the body: done, all */
    size_t articles, stored[4], failed; /* by hearsay_stored */
    unsigned version;                   /* goes up with every change */
    struct {
        size_t line;
        char msg[240];
    } faults[FAULTS];
    unsigned n_faults;
};

struct listener {
    struct http_stream stream;
    struct imports *all;
    struct listener *next;
    unsigned id, seen;
    bool fresh, waiting, over;
};

struct imports {
    struct service *service;
    pthread_mutex_t lock;
    pthread_cond_t news;
    pthread_t thread;
    struct import ring[KEPT];
    unsigned last; /* the newest id */
    struct listener *listeners;
    bool stopping, running;
};

static struct import *find(struct imports *all, unsigned id)
{
    struct import *i = &all->ring[id % KEPT];
    return id && i->id == id ? i : NULL;
}

static json_t *state_json(const struct import *i)
{
    json_t *faults = json_array();
    for (unsigned k = 0; k < i->n_faults; k++)
        json_array_append_new(faults, json_pack("{s:I, s:s}", "line", (json_int_t)i->faults[k].line, "detail", i->faults[k].msg));
    char id[16];
    snprintf(id, sizeof id, "%u", i->id);
    return json_pack("{s:s, s:s, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:I, s:o}", "id", id, "state", state_names[i->state], "bytes",
                     (json_int_t)i->bytes, "total_bytes", (json_int_t)i->total, "articles", (json_int_t)i->articles, "new",
                     (json_int_t)i->stored[HEARSAY_STORED_ARTICLE], "versions", (json_int_t)i->stored[HEARSAY_STORED_VERSION], "places",
                     (json_int_t)i->stored[HEARSAY_STORED_PLACE], "known", (json_int_t)i->stored[HEARSAY_STORED_NOTHING], "failed",
                     (json_int_t)i->failed, "faults", faults);
}

/* ---- Reading -------------------------------------------------------------------------------------------------------------- */

/* Under the lock. */
static void tell(struct imports *all)
{
    for (struct listener *l = all->listeners; l; l = l->next) {
        if (!l->waiting) continue;
        l->waiting = false;
        l->stream.wake(l->stream.of);
    }
}

static hearsay_code import_line(struct imports *all, hearsay_store *store, const char *line, size_t len, hearsay_stored *stored, hearsay_error *err)
{
    hearsay_options o = HEARSAY_OPTIONS_INIT;
    o.max_bytes = all->service->limits->body;
    hearsay_document *doc = hearsay_page_record(line, len, &o, err);
    bool has = false;
    hearsay_code code = doc ? hearsay_store_has(store, hearsay_document_id(doc), &has, err) : err->code;
    if (!code && !has) code = hearsay_document_read(doc, all->service->engine, &o, err);
    if (!code) code = hearsay_store_add(store, doc, NULL, stored, err);
    metrics_article(all->service->metrics, len, !code);
    hearsay_document_free(doc);
    return code;
}

static void read_import(struct imports *all, struct import *i, hearsay_store *store)
{
    uint64_t told = 0;
    size_t number = 0;
    for (size_t at = 0; at < i->total;) {
        const char *line = i->body + at, *end = memchr(line, '\n', i->total - at);
        const size_t len = end ? (size_t)(end - line) : i->total - at;
        hearsay_error err = { 0 };
        hearsay_stored stored = HEARSAY_STORED_NOTHING;
        const bool blank = strspn(line, " \t\r") >= len;
        number++;
        const hearsay_code code = blank ? HEARSAY_OK : import_line(all, store, line, len, &stored, &err);
        at += len + 1;
        pthread_mutex_lock(&all->lock);
        i->bytes = at < i->total ? at : i->total;
        if (!blank && !code) {
            i->articles++;
            i->stored[stored]++;
        } else if (!blank) {
            i->failed++;
            if (i->n_faults < FAULTS) {
                i->faults[i->n_faults].line = number;
                snprintf(i->faults[i->n_faults++].msg, sizeof i->faults->msg, "%s", err.msg);
            }
        }
        i->version++;
        if (clock_ms() - told >= EVENT_MS) {
            told = clock_ms();
            tell(all);
        }
        const bool stop = all->stopping;
        pthread_mutex_unlock(&all->lock);
        if (stop) return;
    }
}

/* The oldest that waits. Under the lock. */
static struct import *next_import(struct imports *all)
{
    for (unsigned id = all->last > KEPT ? all->last - KEPT + 1 : 1; id <= all->last; id++)
        if (find(all, id) && find(all, id)->state == STATE_WAITING) return find(all, id);
    return NULL;
}

static void *work(void *of)
{
    struct imports *all = of;
    pthread_mutex_lock(&all->lock);
    while (!all->stopping) {
        struct import *i = next_import(all);
        if (!i) {
            pthread_cond_wait(&all->news, &all->lock);
            continue;
        }
        i->state = STATE_READING;
        i->version++;
        pthread_mutex_unlock(&all->lock);
        hearsay_error err;
        hearsay_store *store = stores_take(all->service->stores, &err);
        if (store) read_import(all, i, store);
        stores_give(all->service->stores, store);
        pthread_mutex_lock(&all->lock);
        if (!store) snprintf(i->faults[i->n_faults++].msg, sizeof i->faults->msg, "%s", err.msg);
        i->state = store && i->bytes == i->total ? STATE_DONE : STATE_STOPPED;
        free(i->body);
        i->body = NULL;
        i->version++;
        tell(all);
    }
    for (unsigned k = 0; k < KEPT; k++)
        if (all->ring[k].id && all->ring[k].state == STATE_WAITING) all->ring[k].state = STATE_STOPPED;
    tell(all);
    pthread_mutex_unlock(&all->lock);
    return NULL;
}

struct imports *imports_new(struct service *s)
{
    struct imports *all = calloc(1, sizeof *all);
    if (!all) return NULL;
    all->service = s;
    pthread_mutex_init(&all->lock, NULL);
    pthread_cond_init(&all->news, NULL);
    all->running = !pthread_create(&all->thread, NULL, work, all);
    if (all->running) return all;
    imports_free(all);
    return NULL;
}

void imports_stop(struct imports *all)
{
    if (!all->running) return;
    pthread_mutex_lock(&all->lock);
    all->stopping = true;
    pthread_cond_signal(&all->news);
    pthread_mutex_unlock(&all->lock);
    pthread_join(all->thread, NULL);
    all->running = false;
}

void imports_free(struct imports *all)
{
    if (!all) return;
    imports_stop(all);
    for (unsigned k = 0; k < KEPT; k++) free(all->ring[k].body);
    pthread_mutex_destroy(&all->lock);
    pthread_cond_destroy(&all->news);
    free(all);
}

/* ---- Asking --------------------------------------------------------------------------------------------------------------- */

void answer_import(struct service *s, const struct http_request *req, struct http_response *res)
{
    struct imports *all = s->imports;
    char *body = malloc(req->body_len + 1);
    if (!body) {
        response_problem(res, 503, "out of memory");
        return;
    }
    if (req->body_len) memcpy(body, req->body, req->body_len); /* an empty one has no address */
    body[req->body_len] = '\0';
    unsigned waiting = 0;
    pthread_mutex_lock(&all->lock);
    for (unsigned k = 0; k < KEPT; k++) waiting += all->ring[k].id && all->ring[k].state < STATE_DONE;
    if (waiting < WAITING_MOST && !all->stopping) {
        struct import *i = &all->ring[++all->last % KEPT];
        free(i->body);
        *i = (struct import){ .id = all->last, .body = body, .total = req->body_len, .version = 1 };
        response_json(res, 202, state_json(i));
        if (res->status == 202) response_header(res, "Location", "/api/imports/%u", i->id);
        body = NULL;
        pthread_cond_signal(&all->news);
    } else {
        response_problem(res, 503, "%u imports are waiting", waiting);
    }
    pthread_mutex_unlock(&all->lock);
    free(body);
}

/* The number in "/api/imports/7/events", 0 for none. */
static unsigned id_of(const char *path)
{
    const char *text = path + sizeof "/api/imports/" - 1;
    const size_t n = strspn(text, "0123456789");
    return n && n <= 9 && (!text[n] || text[n] == '/') ? (unsigned)strtoul(text, NULL, 10) : 0;
}

void answer_import_state(struct service *s, const struct http_request *req, struct http_response *res)
{
    struct imports *all = s->imports;
    pthread_mutex_lock(&all->lock);
    const struct import *i = find(all, id_of(req->path));
    if (i)
        response_json(res, 200, state_json(i));
    else
        response_problem(res, 404, "there is no such import, or it is too long ago");
    pthread_mutex_unlock(&all->lock);
}

/* ---- Events --------------------------------------------------------------------------------------------------------------- */

static ptrdiff_t next_event(struct http_stream *stream, char *to, size_t room)
{
    struct listener *l = (struct listener *)stream;
    ptrdiff_t n = -1;
    if (l->over) return -1;
    pthread_mutex_lock(&l->all->lock);
    const struct import *i = find(l->all, l->id);
    if (i && !l->fresh && i->version == l->seen) {
        l->waiting = true;
        stream->wait(stream->of);
        n = 0;
    } else if (i) {
        json_t *state = state_json(i);
        char *text = NULL;
        l->over = i->state >= STATE_DONE;
        /* The faults are for the state and the end: an event has to fit. */
        if (state && !l->over) json_object_del(state, "faults");
        text = state ? json_dumps(state, JSON_COMPACT) : NULL;
        int len = text ? snprintf(to, room, "event: %s\ndata: %s\n\n", l->over ? "end" : "progress", text) : -1;
        if (len >= 0 && (size_t)len >= room) {
            json_object_del(state, "faults");
            free(text);
            text = json_dumps(state, JSON_COMPACT);
            len = text ? snprintf(to, room, "event: end\ndata: %s\n\n", text) : -1;
        }
        n = len > 0 && (size_t)len < room ? len : -1;
        l->seen = i->version;
        l->fresh = false;
        free(text);
        json_decref(state);
    }
    pthread_mutex_unlock(&l->all->lock);
    return n;
}

static void close_listener(struct http_stream *stream)
{
    struct listener *l = (struct listener *)stream, **at = &l->all->listeners;
    pthread_mutex_t *lock = &l->all->lock;
    pthread_mutex_lock(lock);
    while (*at != l) at = &(*at)->next;
    *at = l->next;
    pthread_mutex_unlock(lock);
    free(l);
}

void answer_import_events(struct service *s, const struct http_request *req, struct http_response *res)
{
    struct imports *all = s->imports;
    struct listener *l = calloc(1, sizeof *l);
    pthread_mutex_lock(&all->lock);
    const unsigned id = id_of(req->path);
    if (!find(all, id)) {
        response_problem(res, 404, "there is no such import, or it is too long ago");
        free(l);
    } else if (!l) {
        response_problem(res, 503, "out of memory");
    } else {
        *l = (struct listener){
            .stream = { .read = next_event, .close = close_listener }, .all = all, .next = all->listeners, .id = id, .fresh = true
        };
        all->listeners = l;
        res->status = 200;
        res->type = "text/event-stream";
        res->stream = &l->stream;
        response_header(res, "Cache-Control", "no-store");
    }
    pthread_mutex_unlock(&all->lock);
}
