/* soak.c: generated and damaged articles for as long as one likes, with the memory they leave behind.
 *
 *     soak SECONDS [--threads N] [--model FILE] [--seed N]
 *
 * Each thread makes article after article: sentences with names, quotations and dates put together by chance, as text, as a page, as a record, in a
 * WARC file; or a trap (traps.c); most of them then damaged: bytes turned over, cut out, doubled, swapped with what stands elsewhere, cut short.
 * Each is read, written in some formats, its JSON damaged and loaded, and often put into a store, which is made anew after some hundred articles;
 * now and then copies are looked for, versions compared, and a claim is checked against it. Whatever the library answers is right, as long as it
 * answers.
 *
 * Prints a line a minute: articles, how many were refused, bytes, resident memory. Exit status 1 if the resident memory of the last fifth (its
 * median) is more than 5 per cent and 4 MB above that of the second fifth. */
#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "traps.h"

enum { ARTICLE = 24000, TRAP = 20000, STORE_ARTICLES = 300, THREADS_MOST = 16, SAMPLES = 100000 };

static const hearsay_engine *engine;
static double until;

struct soaker {
    pthread_t thread;
    uint64_t dice;
    unsigned long long articles, refused, bytes, loads, loads_refused;
    hearsay_store *store;
    unsigned stored;
    hearsay_document *before;
};

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/* xorshift64*: S. Vigna, "An experimental exploration of Marsaglia's xorshift generators, scrambled", 2016. */
static uint32_t roll(struct soaker *s, uint32_t n)
{
    s->dice ^= s->dice >> 12;
    s->dice ^= s->dice << 25;
    s->dice ^= s->dice >> 27;
    return (uint32_t)((s->dice * 0x2545F4914F6CDD1DULL) >> 32) % n;
}

/* ---- Articles ------------------------------------------------------------------------------------------------------------ */

static const char *const sentences[] = {
    "N said V had left P on D.",
    "\"V was never asked,\" N told reporters in P. \"And we will not go quietly.\"",
    "According to N, a spokesman for V, the ship sank near P.",
    "The ministry denied that V had shelled P, and called the report false.",
    "N accused V of arming rebels in P.",
    "He said she knew that he had told her so on D.",
    "P and V agreed on D to send food, officials who asked not to be named said.",
    "Tass quoted N as saying that V's brutal regime had \"found no evidence\" of it.",
    "\xe2\x80\x9cWe do not know,\xe2\x80\x9d said N\xe2\x80\x99s lawyer, \xe2\x80\x9cwhether V did it.\xe2\x80\x9d",
    "Two thousand people fled, N reported last week.",
    "Why did V leave? N would not say.",
    "The so-called \"reform\" cost $1,200.50 a head, i.e. too much.",
};
static const char *const first_names[] = { "Ann", "Bob", "Carla", "Dmitri", "Esra", "Femi", "Goro", "Hana" };
static const char *const last_names[] = { "Lee", "Roe", "Petrov", "Okafor", "Tanaka", "Lind", "O'Hara", "van Dyke" };
static const char *const places[] = { "Paris", "Moscow", "the port of Odesa", "Lagos", "Ankara", "Washington", "Marlow", "Kyiv" };

struct text {
    char at[ARTICLE + 4096];
    size_t len;
};

static void put(struct text *t, const char *s)
{
    size_t n = strlen(s);
    if (t->len + n > sizeof t->at) n = sizeof t->at - t->len;
    memcpy(t->at + t->len, s, n);
    t->len += n;
}

static void put_name(struct soaker *s, struct text *t)
{
    if (roll(s, 4)) {
        put(t, first_names[roll(s, 8)]);
        put(t, " ");
    }
    put(t, last_names[roll(s, 8)]);
}

static void put_sentence(struct soaker *s, struct text *t)
{
    char date[40];
    for (const char *c = sentences[roll(s, sizeof sentences / sizeof *sentences)]; *c; c++) {
        const bool alone = c[1] < 'A' || c[1] > 'z';
        if (*c == 'N' && alone) {
            put_name(s, t);
        } else if (*c == 'V' && alone) {
            roll(s, 2) ? put_name(s, t) : put(t, places[roll(s, 8)]);
        } else if (*c == 'P' && alone) {
            put(t, places[roll(s, 8)]);
        } else if (*c == 'D' && alone) {
            snprintf(date, sizeof date, "%u March 20%02u", 1 + roll(s, 31), roll(s, 30));
            put(t, date);
        } else {
            put(t, (char[]){ *c, '\0' });
        }
    }
}

static void put_story(struct soaker *s, struct text *t, bool page)
{
    const size_t most = 200 + roll(s, roll(s, 8) ? 6000 : ARTICLE - 4000);
    if (page)
        put(t, "<!doctype html><html><head><title>Ship sinks</title><meta property=\"og:site_name\" content=\"The Post\"></head><body><article><h1>");
    put(t, "Ship sinks near ");
    put(t, places[roll(s, 8)]);
    put(t, page ? "</h1><p>" : "\n\n");
    while (t->len < most) {
        put_sentence(s, t);
        put(t, roll(s, 3) ? " " : page ? "</p>\n<p>" : "\n\n");
    }
    if (page) put(t, "</p></article></body></html>");
}

/* As a JSON string's inside. */
static void put_escaped(struct text *t, const struct text *story)
{
    for (size_t i = 0; i < story->len && t->len + 8 < sizeof t->at; i++) {
        const unsigned char c = (unsigned char)story->at[i];
        if (c == '"' || c == '\\') put(t, "\\");
        if (c == '\n')
            put(t, "\\n");
        else
            t->at[t->len++] = (char)c;
    }
}

/* ---- Damage -------------------------------------------------------------------------------------------------------------- */

static void damage(struct soaker *s, char *at, size_t *len)
{
    static const char marks[] = "\"'<>&{}[]()\\/\n\r\t\x80\xff\xe2 .,:-=";
    for (unsigned times = roll(s, 12); times && *len > 2; times--) {
        const size_t i = roll(s, (uint32_t)*len), k = roll(s, (uint32_t)*len), n = 1 + roll(s, 64);
        const size_t room_i = *len - i, room_k = *len - k, most = room_i < room_k ? room_i : room_k, part = n < most ? n : most;
        switch (roll(s, 6)) {
        case 0: at[i] = (char)(at[i] ^ (1 << roll(s, 8))); break;
        case 1: at[i] = marks[roll(s, sizeof marks - 1)]; break;
        case 2: memmove(at + i, at + k, part); break;
        case 3: /* cut out */
            memmove(at + i, at + i + part, *len - i - part);
            *len -= part;
            break;
        case 4: /* cut short, rarely by much */
            if (!roll(s, 4)) *len = i + 1;
            break;
        default: memset(at + i, marks[roll(s, sizeof marks - 1)], part);
        }
    }
}

/* ---- Reading ------------------------------------------------------------------------------------------------------------- */

struct memory_file {
    const char *at;
    size_t len, done;
};

static ptrdiff_t read_memory(void *context, void *to, size_t room)
{
    struct memory_file *f = context;
    const size_t n = f->len - f->done < room ? f->len - f->done : room;
    memcpy(to, f->at + f->done, n);
    f->done += n;
    return (ptrdiff_t)n;
}

static void finish(struct soaker *s, hearsay_document *doc)
{
    hearsay_error err = { 0 };
    char *out = NULL;
    size_t len = 0;
    s->articles++;
    if (!doc) {
        s->refused++;
        return;
    }
    if (hearsay_document_write(doc, (hearsay_format)roll(s, HEARSAY_DOT + 1), NULL, &out, &len, NULL) == HEARSAY_OK) hearsay_string_free(out);
    if (hearsay_document_write(doc, HEARSAY_JSON, NULL, &out, &len, NULL) == HEARSAY_OK) {
        if (roll(s, 2)) damage(s, out, &len);
        hearsay_document *again = hearsay_document_load(out, len, &err);
        s->loads++;
        s->loads_refused += !again;
        hearsay_document_free(again);
        hearsay_string_free(out);
    }
    if (s->stored >= STORE_ARTICLES) {
        hearsay_store_close(s->store);
        s->store = NULL;
        s->stored = 0;
    }
    if (!s->store) s->store = hearsay_store_open(":memory:", 0, &err);
    if (s->store && hearsay_store_add(s->store, doc, NULL, NULL, &err) != HEARSAY_OK) {
        fprintf(stderr, "soak: the store refuses an article: %s\n", err.msg);
    }
    s->stored++;
    if (s->before && !roll(s, 4)) {
        if (hearsay_diff_write(s->before, doc, roll(s, 2) ? HEARSAY_JSON : HEARSAY_TEXT, NULL, &out, NULL, NULL) == HEARSAY_OK)
            hearsay_string_free(out);
        hearsay_copies *set = hearsay_copies_new(NULL);
        if (set && hearsay_copies_add(set, s->before, NULL) == HEARSAY_OK && hearsay_copies_add(set, doc, NULL) == HEARSAY_OK)
            hearsay_copies_find(set, NULL);
        hearsay_copies_free(set);
        hearsay_verdict_free(hearsay_check(engine, s->before, doc, &err));
    }
    if (s->store && !roll(s, 50)) {
        hearsay_trace_query query = HEARSAY_TRACE_QUERY_INIT;
        query.words = "ship left port";
        if (hearsay_store_trace(s->store, engine, &query, HEARSAY_HTML, NULL, &out, NULL, &err) == HEARSAY_OK) hearsay_string_free(out);
    }
    hearsay_document_free(s->before);
    s->before = doc;
}

static void read_warc(struct soaker *s, const struct text *page)
{
    static _Thread_local struct text file;
    char head[400];
    file.len = 0;
    for (unsigned i = 0; i < 2; i++) {
        const int http =
            snprintf(head, sizeof head, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n", i ? "Transfer-Encoding: chunked\r\n" : "");
        char record[400];
        snprintf(record, sizeof record,
                 "WARC/1.1\r\nWARC-Type: response\r\nWARC-Target-URI: https://example.com/%u\r\n"
                 "Content-Type: application/http\r\nContent-Length: %zu\r\n\r\n",
                 i, (size_t)http + page->len / 2);
        put(&file, record);
        put(&file, head);
        const size_t n = page->len / 2 < sizeof file.at - file.len ? page->len / 2 : sizeof file.at - file.len;
        memcpy(file.at + file.len, page->at, n);
        file.len += n;
        put(&file, "\r\n\r\n");
    }
    if (roll(s, 3)) damage(s, file.at, &file.len);
    struct memory_file from = { file.at, file.len, 0 };
    const hearsay_warc_input input = { .size = sizeof input, .context = &from, .read = read_memory };
    hearsay_warc *w = hearsay_warc_open_input(&input, NULL, NULL);
    for (unsigned records = 0; w && records < 100; records++) {
        const hearsay_warc_record *r;
        hearsay_error err = { 0 };
        if (hearsay_warc_next(w, &r, &err) != HEARSAY_OK) continue;
        if (!r) break;
        const char *bytes;
        size_t len;
        if (hearsay_warc_body(w, HEARSAY_MAX_BYTES, &bytes, &len, &err) != HEARSAY_OK) continue;
        hearsay_options opts = HEARSAY_OPTIONS_INIT;
        opts.any_language = true;
        opts.uri = r->uri;
        opts.charset = r->charset;
        finish(s, hearsay_read_html(engine, bytes, len, &opts, &err));
    }
    hearsay_warc_close(w);
}

static void read_one(struct soaker *s)
{
    static _Thread_local struct text story, record;
    hearsay_error err = { 0 };
    const uint32_t kind = roll(s, 10);
    if (kind == 0) {
        const struct trap *t = &traps[roll(s, (uint32_t)n_traps)];
        size_t len;
        char *bytes = trap_make(t, 1 + roll(s, TRAP), &len);
        if (roll(s, 2)) damage(s, bytes, &len);
        s->bytes += len;
        finish(s, trap_read(t, engine, bytes, len, &err));
        free(bytes);
        return;
    }
    const bool page = kind == 1 || kind == 2 || kind == 3;
    story.len = record.len = 0;
    put_story(s, &story, page);
    s->bytes += story.len;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = roll(s, 2);
    opts.strict = !roll(s, 8);
    opts.outermost = !roll(s, 8);
    opts.published = roll(s, 2) ? "2023-03-04" : NULL;
    if (kind == 1) {
        read_warc(s, &story);
    } else if (page) {
        if (roll(s, 3)) damage(s, story.at, &story.len);
        finish(s, hearsay_read_html(engine, story.at, story.len, &opts, &err));
    } else if (kind == 4) {
        put(&record, "{\"url\": \"https://example.com/a\", \"outlet\": \"The Post\", \"published\": \"2023-03-04\", \"text\": \"");
        put_escaped(&record, &story);
        put(&record, "\"}");
        if (roll(s, 2)) damage(s, record.at, &record.len);
        finish(s, hearsay_read_record(engine, record.at, record.len, &opts, &err));
    } else {
        if (roll(s, 3)) damage(s, story.at, &story.len);
        finish(s, hearsay_read(engine, story.at, story.len, &opts, &err));
    }
}

static void *soak(void *argument)
{
    struct soaker *s = argument;
    while (now() < until) read_one(s);
    hearsay_document_free(s->before);
    hearsay_store_close(s->store);
    return NULL;
}

/* ---- Memory -------------------------------------------------------------------------------------------------------------- */

static double resident(void)
{
    unsigned long all = 0, here = 0;
    FILE *f = fopen("/proc/self/statm", "r");
    if (!f || fscanf(f, "%lu %lu", &all, &here) != 2) here = 0;
    if (f) fclose(f);
    return (double)here * (double)sysconf(_SC_PAGESIZE) / 1e6;
}

static int by_size(const void *a, const void *b)
{
    const double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

static double median(const double *at, size_t n)
{
    double *sorted = malloc((n + 1) * sizeof *sorted);
    if (!sorted || !n) {
        free(sorted);
        return 0;
    }
    memcpy(sorted, at, n * sizeof *sorted);
    qsort(sorted, n, sizeof *sorted, by_size);
    const double middle = sorted[n / 2];
    free(sorted);
    return middle;
}

int main(int argc, char **argv)
{
    static struct soaker soakers[THREADS_MOST];
    static double memory[SAMPLES];
    const char *model = NULL;
    unsigned threads = 2;
    uint64_t seed = (uint64_t)time(NULL);
    const double seconds = argc > 1 ? strtod(argv[1], NULL) : 0;
    for (int i = 2; i + 1 < argc; i += 2) {
        if (!strcmp(argv[i], "--threads")) threads = (unsigned)strtoul(argv[i + 1], NULL, 10);
        if (!strcmp(argv[i], "--model")) model = argv[i + 1];
        if (!strcmp(argv[i], "--seed")) seed = strtoull(argv[i + 1], NULL, 10);
    }
    if (!(seconds >= 1 && seconds <= SAMPLES) || threads < 1 || threads > THREADS_MOST) {
        fputs("usage: soak SECONDS [--threads N] [--model FILE] [--seed N]\n", stderr);
        return 2;
    }
    hearsay_error err;
    engine = hearsay_engine_open(model, NULL, &err);
    if (!engine) {
        fprintf(stderr, "soak: %s\n", err.msg);
        return 1;
    }
    printf("seed %" PRIu64 ", %u threads, %.0f s, %s\n", seed, threads, seconds, hearsay_engine_id(engine));
    const double began = now();
    until = began + seconds;
    for (unsigned i = 0; i < threads; i++) {
        soakers[i].dice = (seed + i + 1) * 0x9E3779B97F4A7C15ULL | 1;
        if (pthread_create(&soakers[i].thread, NULL, soak, &soakers[i])) return 1;
    }
    size_t samples = 0;
    double told = 0;
    while (now() < until && samples < SAMPLES) {
        nanosleep(&(struct timespec){ 1, 0 }, NULL);
        memory[samples++] = resident();
        if (now() - began - told < 60) continue;
        told = now() - began;
        printf("%6.0f s  %7.1f MB resident\n", told, memory[samples - 1]);
        fflush(stdout);
    }
    struct soaker all = { 0 };
    for (unsigned i = 0; i < threads; i++) {
        pthread_join(soakers[i].thread, NULL);
        all.articles += soakers[i].articles;
        all.refused += soakers[i].refused;
        all.bytes += soakers[i].bytes;
        all.loads += soakers[i].loads;
        all.loads_refused += soakers[i].loads_refused;
    }
    const double early = median(memory + samples / 5, samples / 5), late = median(memory + samples - samples / 5, samples / 5);
    const bool flat = late <= early * 1.05 + 4;
    printf("%llu articles (%llu refused), %.1f MB of them, %llu documents loaded (%llu refused)\n", all.articles, all.refused,
           (double)all.bytes / 1e6, all.loads, all.loads_refused);
    printf("resident: %.1f MB in the second fifth of the time, %.1f MB in the last: %+.1f %%\n", early, late,
           100 * (late / (early > 0 ? early : 1) - 1));
    printf("%s memory is flat\n%d passed, %d failed\n", flat ? "ok" : "FAILED", flat, !flat);
    hearsay_engine_close((hearsay_engine *)(uintptr_t)engine);
    return !flat;
}
