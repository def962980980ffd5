/* pages.c: how fast web pages become articles, by the public interface alone; bench/pages.py calls it and makes the table.
 *
 *     bench_pages PAGES ROUNDS
 *
 * PAGES holds web pages, each ended by a NUL byte. A round is all of them, one after the other on one thread, from bytes to blocks and metadata
 * (hearsay_page_html(): no engine is opened). The round before the first is not counted. Time is the processor's, since all is
 * done by one thread and waits for nothing.
 * Prints one JSON object: {"name", "pages", "bytes", "rounds_s": [...], "text_bytes", "peak_kib"}. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>

#include "hearsay.h"

static double now(void)
{
    struct timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_pages: %s: %s\n", what, why);
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

/* Seconds for all pages; the bytes of their texts. */
static double run_round(const char *bytes, size_t len, size_t *text_bytes)
{
    hearsay_options options = HEARSAY_OPTIONS_INIT;
    hearsay_error err = { 0 };
    options.any_language = true;
    options.charset = "utf-8";
    *text_bytes = 0;
    double start = now();
    for (size_t at = 0, n; at < len; at += n + 1) {
        n = strlen(bytes + at);
        hearsay_document *doc = hearsay_page_html(bytes + at, n, &options, &err);
        if (!doc) die("a page cannot be read", err.msg);
        *text_bytes += strlen(hearsay_document_text(doc, NULL));
        hearsay_document_free(doc);
    }
    return now() - start;
}

int main(int argc, char **argv)
{
    long rounds = argc == 3 ? atol(argv[2]) : 0;
    if (rounds < 1) die("usage", "bench_pages PAGES ROUNDS");
    size_t len, pages = 0, text_bytes;
    char *bytes = load(argv[1], &len);
    for (size_t i = 0; i < len; i++) pages += bytes[i] == '\0';
    run_round(bytes, len, &text_bytes);
    printf("{\"name\": \"hearsay\", \"pages\": %zu, \"bytes\": %zu, \"rounds_s\": [", pages, len - pages);
    for (long r = 0; r < rounds; r++) printf("%s%.4f", r ? ", " : "", run_round(bytes, len, &text_bytes));
    struct rusage usage;
    getrusage(RUSAGE_SELF, &usage);
    printf("], \"text_bytes\": %zu, \"peak_kib\": %ld}\n", text_bytes, usage.ru_maxrss);
    free(bytes);
    return 0;
}
