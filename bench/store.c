/* store.c: what a store costs, from the first article to the last: the library as a program that adds would use it.
 *
 *   bench_store STORE ARTICLES DOCUMENTS.jsonl...
 *
 * DOCUMENTS are what `hearsay read -f json` printed: reading is left out, since it costs the same whatever the store holds, and would hide what does
 * not. Each document is added again and again with other words: in one of five articles one word in 33 is another, so that it is a near copy of the
 * last one made of the same document; in the others all words but names are, by words of the same length from all documents, so that spans, actors
 * and claims stay as they are. Batches of 64, as in half a second of reading. Prints a line of JSON for every tenth of the articles: microseconds an
 * article to make the entry and to write it, resident memory, bytes of the store. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "hearsay.h"

enum { BATCH = 64, LENGTHS = 24 };

struct line {
    char *json;
    size_t len, text_at, text_len; /* its text, as it stands in the JSON */
    bool *fixed;                   /* [text_len] bytes of names, which stay */
};

static struct line *lines;
static size_t n_lines;
static struct words {
    const char **at;
    size_t n;
} words[LENGTHS]; /* by length */
static uint64_t seed = 1;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void die(const char *what)
{
    fprintf(stderr, "bench_store: %s\n", what);
    exit(1);
}

/* The next word of lower-case letters alone from *at; 0: there is none. */
static size_t next_word(const struct line *l, const char *text, size_t *at)
{
    while (*at < l->text_len) {
        if (text[*at] == '\\') { /* an escape of JSON */
            *at += 2;
            continue;
        }
        size_t n = 0;
        while (*at + n < l->text_len && islower((unsigned char)text[*at + n]) && !l->fixed[*at + n]) n++;
        const bool alone = (!*at || !isalnum((unsigned char)text[*at - 1])) && (*at + n == l->text_len || !isalnum((unsigned char)text[*at + n]));
        if (n && n < LENGTHS && alone && (unsigned char)text[*at + n] < 0x80 && (!*at || (unsigned char)text[*at - 1] < 0x80)) return n;
        *at += n ? n : 1;
    }
    return 0;
}

static void learn_words(const struct line *l)
{
    const char *text = l->json + l->text_at;
    size_t n;
    for (size_t at = 0; (n = next_word(l, text, &at)); at += n) {
        struct words *w = &words[n];
        if (!(w->n & (w->n + 1)) && !(w->at = realloc(w->at, (2 * w->n + 2) * sizeof *w->at))) die("out of memory");
        char *word = malloc(n); /* a copy: the text is edited */
        if (!word) die("out of memory");
        w->at[w->n++] = memcpy(word, text + at, n);
    }
}

/* Names stay: where an actor is mentioned by name in the text, the bytes are fixed. A name is found by its words; offsets are code points of the
 * text. */
static void fix_names(struct line *l, const hearsay_document *doc)
{
    const char *text = l->json + l->text_at;
    for (size_t i = 0; i < hearsay_actor_count(doc); i++) {
        const char *name = hearsay_actor_at(doc, i).name;
        const size_t len = strlen(name);
        for (const char *at = text; (at = memmem(at, (size_t)(text + l->text_len - at), name, len)); at += len)
            memset(l->fixed + (at - text), 1, len);
    }
}

static void read_lines(const char *path)
{
    FILE *in = fopen(path, "r");
    char *json = NULL;
    size_t room = 0;
    ssize_t len;
    if (!in) die(path);
    while ((len = getline(&json, &room, in)) > 0) {
        hearsay_error err;
        hearsay_document *doc = hearsay_document_load(json, (size_t)len, &err);
        if (!doc) die(err.msg);
        struct line l = { json, (size_t)len, 0, 0, NULL };
        const char *text = strstr(json, "\"text\":\""), *end;
        if (!text) die("a document without text");
        text += 8;
        for (end = text; *end != '"'; end++) end += *end == '\\';
        l.text_at = (size_t)(text - json);
        l.text_len = (size_t)(end - text);
        l.fixed = calloc(l.text_len + 1, 1);
        fix_names(&l, doc);
        hearsay_document_free(doc);
        if (!(n_lines & (n_lines + 1)) && !(lines = realloc(lines, (2 * n_lines + 2) * sizeof *lines))) die("out of memory");
        lines[n_lines++] = l;
        json = NULL;
        room = 0;
    }
    free(json);
    fclose(in);
}

/* The article number i, edited in place: what is edited next time is what came of it. */
static hearsay_document *edited(size_t i)
{
    struct line *l = &lines[i % n_lines];
    char *text = l->json + l->text_at;
    const uint32_t one_in = below(5) == 0 ? 33 : 1;
    size_t n;
    for (size_t at = 0; (n = next_word(l, text, &at)); at += n)
        if (below(one_in) == 0) memcpy(text + at, words[n].at[below((uint32_t)words[n].n)], n);
    hearsay_error err;
    hearsay_document *doc = hearsay_document_load(l->json, l->len, &err);
    if (!doc) die(err.msg);
    return doc;
}

static size_t resident(void)
{
    size_t pages = 0;
    FILE *in = fopen("/proc/self/statm", "r");
    if (in && fscanf(in, "%*u %zu", &pages) != 1) pages = 0;
    if (in) fclose(in);
    return pages * 4096;
}

static size_t file_bytes(const char *path)
{
    struct stat is;
    return stat(path, &is) ? 0 : (size_t)is.st_size;
}

int main(int argc, char **argv)
{
    hearsay_error err;
    if (argc < 4) die("usage: bench_store STORE ARTICLES DOCUMENTS.jsonl...");
    const size_t articles = strtoul(argv[2], NULL, 10), step = articles / 10 ? articles / 10 : 1;
    for (int i = 3; i < argc; i++) read_lines(argv[i]);
    for (size_t i = 0; i < n_lines; i++) learn_words(&lines[i]);
    hearsay_store *store = hearsay_store_open(argv[1], 0, &err);
    if (!store) die(err.msg);
    double making = 0, writing = 0, processor = 0;
    for (size_t done = 0, told = 0; done < articles;) {
        hearsay_document *docs[BATCH];
        hearsay_entry *entries[BATCH];
        size_t n = 0;
        for (; n < BATCH && done + n < articles; n++) docs[n] = edited(done + n);
        double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
        for (size_t i = 0; i < n; i++)
            if (!(entries[i] = hearsay_entry_new(docs[i], NULL, &err))) die(err.msg);
        making += now(CLOCK_MONOTONIC) - start;
        start = now(CLOCK_MONOTONIC);
        if (hearsay_store_put(store, entries, n, NULL, &err) != HEARSAY_OK) die(err.msg);
        writing += now(CLOCK_MONOTONIC) - start;
        processor += now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        for (size_t i = 0; i < n; i++) {
            hearsay_entry_free(entries[i]);
            hearsay_document_free(docs[i]);
        }
        done += n;
        if (done - told < step && done < articles) continue;
        const double each = 1e6 / (double)(done - told);
        printf("{\"articles\": %zu, \"make_us\": %.0f, \"write_us\": %.0f, \"processor_us\": %.0f, \"resident\": %zu, \"bytes\": %zu}\n", done,
               making * each, writing * each, processor * each, resident(), file_bytes(argv[1]));
        fflush(stdout);
        making = writing = processor = 0;
        told = done;
    }
    hearsay_store_close(store);
    return 0;
}
