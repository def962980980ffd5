/* read.c: how fast texts become JSON, by the public interface alone; bench/run.py calls it and makes the table.
 *
 *     bench_read TEXTS THREADS ROUNDS [int8|bf16|fp32]
 *     bench_read TEXTS THREADS turns      opens the engine and says {"open_s"}; then, for each line on stdin, a round and {"round_s", "cpu_s"}
 *
 * TEXTS holds articles, each ended by a NUL byte. A round is all of them, shared out among the threads one article at a time, read and written as
 * JSON into memory. The round before the first is not counted: oneDNN makes its code for each shape when it first meets it. What is counted
 * is time on the wall; start-up is the time to open the engine, of one process, so that run.py can take the median of several.
 * cpu_s is the processor's time of the rounds that are counted, on all threads.
 * Prints one JSON object: {"compute", "articles", "words", "open_s", "first_s", "rounds_s": [...], "cpu_s", "json_bytes", "peak_kib"}. */
#include <errno.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "hearsay.h"

struct article {
    const char *text;
    size_t len;
};

struct work {
    const hearsay_engine *engine;
    const struct article *articles;
    size_t n;
    atomic_size_t next, json_bytes;
    atomic_bool failed;
};

static double at(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static double now(void) { return at(CLOCK_MONOTONIC); }

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_read: %s: %s\n", what, why);
    exit(1);
}

static char *load(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    if (!f) die(path, strerror(errno));
    if (fseek(f, 0, SEEK_END) != 0) die(path, strerror(errno));
    long size = ftell(f);
    rewind(f);
    char *bytes = size > 0 ? malloc((size_t)size) : NULL;
    if (!bytes || fread(bytes, 1, (size_t)size, f) != (size_t)size || bytes[size - 1] != '\0') die(path, "cannot be read, or does not end in a NUL");
    fclose(f);
    *len = (size_t)size;
    return bytes;
}

static size_t count_words(const char *s, size_t len)
{
    size_t n = 0;
    bool inside = false;
    for (size_t i = 0; i < len; i++) {
        bool space = s[i] == ' ' || (s[i] >= '\t' && s[i] <= '\r');
        n += !space && !inside;
        inside = !space;
    }
    return n;
}

static void *read_articles(void *arg)
{
    struct work *w = arg;
    for (;;) {
        size_t i = atomic_fetch_add(&w->next, 1), len = 0;
        if (i >= w->n) return NULL;
        char *json = NULL;
        hearsay_document *doc = hearsay_read(w->engine, w->articles[i].text, w->articles[i].len, NULL, NULL);
        if (!doc || hearsay_document_write(doc, HEARSAY_JSON, NULL, &json, &len, NULL) != HEARSAY_OK) atomic_store(&w->failed, true);
        atomic_fetch_add(&w->json_bytes, len);
        hearsay_string_free(json);
        hearsay_document_free(doc);
    }
}

/* Seconds of one round. */
static double run_round(struct work *w, pthread_t *threads, long n_threads)
{
    atomic_store(&w->next, 0);
    atomic_store(&w->json_bytes, 0);
    double start = now();
    for (long t = 0; t < n_threads; t++)
        if (pthread_create(&threads[t], NULL, read_articles, w) != 0) die("threads", "cannot be started");
    for (long t = 0; t < n_threads; t++) pthread_join(threads[t], NULL);
    double seconds = now() - start;
    if (atomic_load(&w->failed)) die("articles", "one could not be read");
    return seconds;
}

/* A round whenever somebody asks for one, so that two programs can take turns while both stay warm. */
static void take_turns(struct work *w, pthread_t *threads, long n_threads, double opened)
{
    printf("{\"open_s\": %.4f}\n", opened);
    fflush(stdout);
    for (int c; (c = getchar()) != EOF;) {
        if (c != '\n') continue;
        double cpu = at(CLOCK_PROCESS_CPUTIME_ID), seconds = run_round(w, threads, n_threads);
        printf("{\"round_s\": %.4f, \"cpu_s\": %.4f}\n", seconds, at(CLOCK_PROCESS_CPUTIME_ID) - cpu);
        fflush(stdout);
    }
}

int main(int argc, char **argv)
{
    static const char *const names[] = { "auto", "int8", "bf16", "fp32" };
    hearsay_engine_options options = HEARSAY_ENGINE_OPTIONS_INIT;
    bool turns = argc > 3 && strcmp(argv[3], "turns") == 0;
    long n_threads = argc > 2 ? atol(argv[2]) : 0, rounds = argc > 3 ? atol(argv[3]) : 0;
    if (argc < 4 || argc > 5 || n_threads < 1 || n_threads > 1024 || rounds < 0)
        die("usage", "bench_read TEXTS THREADS ROUNDS|turns [int8|bf16|fp32]");
    for (size_t k = 0; argc == 5 && k < sizeof names / sizeof *names; k++)
        if (strcmp(argv[4], names[k]) == 0) options.compute = (hearsay_compute)k;

    size_t len, n = 0, words = 0;
    char *bytes = load(argv[1], &len);
    for (size_t i = 0; i < len; i++) n += bytes[i] == '\0';
    struct article *articles = calloc(n, sizeof *articles);
    pthread_t *threads = calloc((size_t)n_threads, sizeof *threads);
    if (!articles || !threads) die("memory", "not enough");
    for (size_t i = 0, k = 0; i < len; i += articles[k++].len + 1) {
        articles[k] = (struct article){ bytes + i, strlen(bytes + i) };
        words += count_words(articles[k].text, articles[k].len);
    }

    hearsay_error err = { 0 };
    double start = now();
    hearsay_engine *engine = hearsay_engine_open(NULL, &options, &err);
    double opened = now() - start;
    if (!engine) die("engine", err.msg);
    struct work w = { .engine = engine, .articles = articles, .n = n };
    if (turns) {
        take_turns(&w, threads, n_threads, opened);
        goto done;
    }
    printf("{\"compute\": \"%s\", \"articles\": %zu, \"words\": %zu, \"open_s\": %.4f", names[hearsay_engine_compute(engine)], n, words, opened);
    if (rounds) {
        printf(", \"first_s\": %.4f, \"rounds_s\": [", run_round(&w, threads, n_threads));
        double cpu = at(CLOCK_PROCESS_CPUTIME_ID);
        for (long r = 0; r < rounds; r++) printf("%s%.4f", r ? ", " : "", run_round(&w, threads, n_threads));
        printf("], \"cpu_s\": %.4f, \"json_bytes\": %zu", at(CLOCK_PROCESS_CPUTIME_ID) - cpu, atomic_load(&w.json_bytes));
    }
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf(", \"peak_kib\": %ld}\n", usage.ru_maxrss);
done:
    hearsay_engine_close(engine);
    free(threads);
    free(articles);
    free(bytes);
    return 0;
}
