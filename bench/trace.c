/* trace.c: how long traces and lists of claims take over a store, as a program that holds the store open would have them: `hearsay serve`, Python.
 *
 *   bench_trace STORE MODEL [QUERIES]
 *
 * What is asked for is drawn from the store itself, with a fixed seed: a claim's own words as a sentence, three longer words of one, a claim by its
 * number, its actor by name, its code; then the first PAGE claims of a list: of all, by date, of what is disputed, of an actor, with three words.
 * Each query is run once: the first of a kind finds the cache cold. Prints a line of JSON a kind: milliseconds by the clock at the median, of 95 in a
 * hundred, at most, and of the processor at the median and of 95 in a hundred; how many claims and reports an answer has. */
#include <ctype.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "hearsay.h"

enum { QUERIES = 200, WORDS = 3, LONGER = 5, TRIES = 50, PAGE = 20, ALL = 10 };

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

/* ---- One kind of question ------------------------------------------------------------------------------------------------------------ */

enum kind { SENTENCE, SOME_WORDS, CLAIM, ACTOR, CODE, LIST, LIST_BY_DATE, LIST_DISPUTED, LIST_OF_ACTOR, LIST_OF_WORDS, KINDS };

enum column { WORDING, NUMBER, NAME, EVENT, NOTHING };

static const struct {
    const char *name;
    enum column column; /* what of the claim that is drawn is asked for */
    size_t most;        /* a list of all is no other list the next time */
} kinds[KINDS] = {
    [SENTENCE] = { "sentence", WORDING, SIZE_MAX },
    [SOME_WORDS] = { "words", WORDING, SIZE_MAX },
    [CLAIM] = { "claim", NUMBER, SIZE_MAX },
    [ACTOR] = { "actor", NAME, SIZE_MAX },
    [CODE] = { "code", EVENT, SIZE_MAX },
    [LIST] = { "list", NOTHING, ALL },
    [LIST_BY_DATE] = { "list by date", NOTHING, ALL },
    [LIST_DISPUTED] = { "list disputed", NOTHING, ALL },
    [LIST_OF_ACTOR] = { "list of actor", NAME, SIZE_MAX },
    [LIST_OF_WORDS] = { "list of words", WORDING, SIZE_MAX },
};

struct asked {
    hearsay_store *store;
    hearsay_engine *engine;
    sqlite3 *db;
    sqlite3_stmt *claim; /* a row by its number */
    int64_t links;
    size_t claims, reports; /* of all answers */
};

static bool count_claim(void *context, const hearsay_linked_claim *claim)
{
    struct asked *a = context;
    a->claims++;
    a->reports += claim->reports;
    return true;
}

static void list(struct asked *a, enum kind kind, const char *text)
{
    hearsay_error err;
    hearsay_claim_query query = HEARSAY_CLAIM_QUERY_INIT;
    query.limit = PAGE;
    query.latest_first = kind == LIST_BY_DATE;
    query.disputed = kind == LIST_DISPUTED;
    if (kind == LIST_OF_ACTOR) query.actor = text;
    if (kind == LIST_OF_WORDS) query.words = text;
    if (hearsay_store_claims(a->store, &query, count_claim, a, &err) != HEARSAY_OK) die(err.msg);
}

static void trace(struct asked *a, enum kind kind, const char *text)
{
    hearsay_error err;
    hearsay_trace_query query = HEARSAY_TRACE_QUERY_INIT;
    char *out;
    if (kind == SENTENCE || kind == SOME_WORDS) query.words = text;
    if (kind == CLAIM) query.claim = text;
    if (kind == ACTOR) query.actor = text;
    if (kind == CODE) query.code = text;
    if (hearsay_store_trace(a->store, a->engine, &query, HEARSAY_JSON, NULL, &out, NULL, &err) != HEARSAY_OK) die(err.msg);
    a->claims += count_of(out, "\"independent_origins\"");
    a->reports += count_of(out, "\"chain\"");
    hearsay_string_free(out);
}

/* What to ask for; NULL: the claim that was drawn has nothing of the kind. The caller frees it. */
static char *question(struct asked *a, enum kind kind)
{
    if (kinds[kind].column == NOTHING) return strdup("");
    char *text = drawn(a->db, a->claim, a->links, kinds[kind].column);
    if (text && (kind == SOME_WORDS || kind == LIST_OF_WORDS)) {
        char *words = some_words(text);
        free(text);
        text = words;
    }
    if (text && *text) return text;
    free(text);
    return NULL;
}

static void ask(struct asked *a, enum kind kind, size_t queries, double *took, double *processor)
{
    size_t n = 0;
    a->claims = a->reports = 0;
    if (queries > kinds[kind].most) queries = kinds[kind].most;
    for (size_t tries = 0; n < queries && tries < TRIES * queries; tries++) {
        char *text = question(a, kind);
        if (!text) continue;
        const double start = now(CLOCK_MONOTONIC), began = now(CLOCK_PROCESS_CPUTIME_ID);
        if (kind >= LIST)
            list(a, kind, text);
        else
            trace(a, kind, text);
        processor[n] = now(CLOCK_PROCESS_CPUTIME_ID) - began;
        took[n++] = now(CLOCK_MONOTONIC) - start;
        free(text);
    }
    if (!n) return;
    qsort(took, n, sizeof *took, ascending);
    qsort(processor, n, sizeof *processor, ascending);
    printf("{\"kind\": \"%s\", \"queries\": %zu, \"median_ms\": %.2f, \"p95_ms\": %.2f, \"most_ms\": %.1f, ", kinds[kind].name, n, took[n / 2],
           took[95 * n / 100], took[n - 1]);
    printf("\"processor_ms\": %.2f, \"processor_p95_ms\": %.2f, \"claims\": %.1f, \"reports\": %.1f}\n", processor[n / 2], processor[95 * n / 100],
           (double)a->claims / (double)n, (double)a->reports / (double)n);
    fflush(stdout);
}

int main(int argc, char **argv)
{
    hearsay_error err;
    sqlite3_stmt *most = NULL;
    struct asked a = { 0 };
    if (argc < 3) die("usage: bench_trace STORE MODEL [QUERIES]");
    const size_t queries = argc > 3 ? strtoul(argv[3], NULL, 10) : QUERIES;
    a.store = hearsay_store_open(argv[1], HEARSAY_STORE_READ_ONLY, &err);
    a.engine = a.store ? hearsay_engine_open(argv[2], NULL, &err) : NULL;
    if (!a.engine) die(err.msg);
    if (sqlite3_open_v2(argv[1], &a.db, SQLITE_OPEN_READONLY, NULL) ||
        sqlite3_prepare_v2(a.db, "SELECT max(link) FROM claim_link", -1, &most, NULL) ||
        sqlite3_prepare_v2(a.db,
                           "SELECT c.wording, 'k' || l.linked, i.name, c.code FROM claim_link l JOIN claim c ON c.text = l.text AND c.n = l.claim "
                           "LEFT JOIN actor a ON a.text = c.text AND a.n = c.actor LEFT JOIN identity i USING (identity) WHERE l.link = ?",
                           -1, &a.claim, NULL))
        die(sqlite3_errmsg(a.db));
    a.links = sqlite3_step(most) == SQLITE_ROW ? sqlite3_column_int64(most, 0) : 0;
    if (!a.links || !queries) die("the store has no claims");
    double *took = calloc(queries, sizeof *took), *processor = calloc(queries, sizeof *processor);
    if (!took || !processor) die("out of memory");
    for (unsigned kind = 0; kind < KINDS; kind++) ask(&a, (enum kind)kind, queries, took, processor);
    free(took);
    free(processor);
    sqlite3_finalize(a.claim);
    sqlite3_finalize(most);
    sqlite3_close(a.db);
    hearsay_engine_close(a.engine);
    hearsay_store_close(a.store);
    return 0;
}
