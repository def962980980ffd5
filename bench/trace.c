/* trace.c: how long a trace takes over a store, as a program that holds the store open would have it: `hearsay serve`, Python.
 *
 *   bench_trace STORE MODEL [QUERIES]
 *
 * What is asked for is drawn from the store itself, with a fixed seed: a claim's own words as a sentence, three longer words of one, a claim by its
 * number, its actor by name, its code. Each query is run once: the first of a kind finds the cache cold. Prints a line of JSON a kind: milliseconds
 * by the clock at the median, at nine tenths, at most, and of the processor at the median; how many claims and reports an answer has. */
#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hearsay.h"

enum { QUERIES = 200, WORDS = 3, LONGER = 5, TRIES = 50 };

static uint64_t seed = 10;

static uint64_t below(uint64_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (seed >> 20) % n;
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return 1e3 * (double)t.tv_sec + 1e-6 * (double)t.tv_nsec;
}

static void die(const char *what)
{
    fprintf(stderr, "bench_trace: %s\n", what);
    exit(1);
}

/* What the row of a claim has in this column; NULL: it has nothing. The caller frees it. */
static char *drawn(sqlite3 *db, sqlite3_stmt *q, int64_t links, int column)
{
    sqlite3_reset(q);
    sqlite3_bind_int64(q, 1, 1 + (int64_t)below((uint64_t)links));
    if (sqlite3_step(q) != SQLITE_ROW) return NULL;
    const char *s = (const char *)sqlite3_column_text(q, column);
    char *out = s ? strdup(s) : NULL;
    if (s && !out) die(sqlite3_errmsg(db));
    return out;
}

/* The first words of at least LONGER letters. */
static char *some_words(const char *wording)
{
    char *out = calloc(1, strlen(wording) + WORDS + 1);
    size_t n = 0, words = 0;
    for (const char *at = wording; out && *at && words < WORDS;) {
        size_t len = 0;
        while (isalpha((unsigned char)at[len])) len++;
        if (len >= LONGER) {
            if (words++) out[n++] = ' ';
            memcpy(out + n, at, len);
            n += len;
        }
        at += len ? len : 1;
    }
    return out;
}

static int ascending(const void *a, const void *b)
{
    const double *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

static size_t count_of(const char *json, const char *what)
{
    size_t n = 0;
    for (const char *at = json; (at = strstr(at, what)); at += strlen(what)) n++;
    return n;
}

enum kind { SENTENCE, SOME_WORDS, CLAIM, ACTOR, CODE, KINDS };

int main(int argc, char **argv)
{
    static const char *const names[] = { "sentence", "words", "claim", "actor", "code" };
    static const int columns[] = { 0, 0, 1, 2, 3 };
    hearsay_error err;
    sqlite3 *db;
    sqlite3_stmt *q, *most = NULL;
    if (argc < 3) die("usage: bench_trace STORE MODEL [QUERIES]");
    const size_t queries = argc > 3 ? strtoul(argv[3], NULL, 10) : QUERIES;
    hearsay_store *store = hearsay_store_open(argv[1], HEARSAY_STORE_READ_ONLY, &err);
    hearsay_engine *engine = store ? hearsay_engine_open(argv[2], NULL, &err) : NULL;
    if (!engine) die(err.msg);
    if (sqlite3_open_v2(argv[1], &db, SQLITE_OPEN_READONLY, NULL) || sqlite3_prepare_v2(db, "SELECT max(link) FROM claim_link", -1, &most, NULL) ||
        sqlite3_prepare_v2(db,
                           "SELECT c.wording, 'k' || l.linked, i.name, c.code FROM claim_link l JOIN claim c ON c.text = l.text AND c.n = l.claim "
                           "LEFT JOIN actor a ON a.text = c.text AND a.n = c.actor LEFT JOIN identity i USING (identity) WHERE l.link = ?",
                           -1, &q, NULL))
        die(sqlite3_errmsg(db));
    const int64_t links = sqlite3_step(most) == SQLITE_ROW ? sqlite3_column_int64(most, 0) : 0;
    if (!links || !queries) die("the store has no claims");
    double *took = calloc(queries, sizeof *took), *processor = calloc(queries, sizeof *processor);
    if (!took || !processor) die("out of memory");
    for (int kind = 0; kind < KINDS; kind++) {
        size_t n = 0, claims = 0, reports = 0;
        for (size_t tries = 0; n < queries && tries < TRIES * queries; tries++) {
            char *text = drawn(db, q, links, columns[kind]), *words = text && kind == SOME_WORDS ? some_words(text) : NULL, *out;
            size_t len;
            hearsay_trace_query query = HEARSAY_TRACE_QUERY_INIT;
            if (kind == SENTENCE) query.words = text;
            if (kind == SOME_WORDS) query.words = words;
            if (kind == CLAIM) query.claim = text;
            if (kind == ACTOR) query.actor = text;
            if (kind == CODE) query.code = text;
            if (text && *text && (kind != SOME_WORDS || *words)) {
                const double start = now(CLOCK_MONOTONIC), began = now(CLOCK_PROCESS_CPUTIME_ID);
                if (hearsay_store_trace(store, engine, &query, HEARSAY_JSON, NULL, &out, &len, &err) != HEARSAY_OK) die(err.msg);
                processor[n] = now(CLOCK_PROCESS_CPUTIME_ID) - began;
                took[n++] = now(CLOCK_MONOTONIC) - start;
                claims += count_of(out, "\"independent_origins\"");
                reports += count_of(out, "\"chain\"");
                hearsay_string_free(out);
            }
            free(text);
            free(words);
        }
        if (!n) continue;
        qsort(took, n, sizeof *took, ascending);
        qsort(processor, n, sizeof *processor, ascending);
        printf("{\"kind\": \"%s\", \"queries\": %zu, \"median_ms\": %.2f, \"nine_tenths_ms\": %.2f, \"most_ms\": %.1f, ", names[kind], n, took[n / 2],
               took[9 * n / 10], took[n - 1]);
        printf("\"processor_ms\": %.2f, \"claims\": %.1f, \"reports\": %.1f}\n", processor[n / 2], (double)claims / (double)n,
               (double)reports / (double)n);
        fflush(stdout);
    }
    free(took);
    free(processor);
    sqlite3_finalize(q);
    sqlite3_finalize(most);
    sqlite3_close(db);
    hearsay_engine_close(engine);
    hearsay_store_close(store);
    return 0;
}
