/* stages.c: where the time of a reading goes, and how near its matrix products come to what oneDNN does at best; bench/run.py calls it.
 *
 *     bench_stages TEXTS ROUNDS [int8|bf16|fp32]
 *
 * Sees the library's inside (src/base/stages.h). A round is all texts of TEXTS (each ended by a NUL byte), read and written as JSON by one thread;
 * the round before the first is not counted. Then each shape of a layer alone, BLOCK_ROWS rows of it, on rows and weights that stay in the cache:
 * the best of many short runs is what oneDNN reaches. In a reading the weights come from farther away, and blocks are not always full.
 * Prints one JSON object: {"compute", "articles", "rounds", "stages": {NAME: seconds}, "operations" (two for each multiplication), all of them of all
 * rounds together, "shapes": [{"inputs", "outputs", "best" (operations a second)}]}. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/stages.h"
#include "engine.h"
#include "model/linear.h"
#include "model/network.h"

enum { RUNS = 60, RUN = 8 };

static void die(const char *what, const char *why)
{
    fprintf(stderr, "bench_stages: %s: %s\n", what, why);
    exit(1);
}

static char *load(const char *path, size_t *len)
{
    FILE *f = fopen(path, "rb");
    size_t room = 1 << 20, n = 0;
    char *bytes = malloc(room);
    while (f && bytes && (n += fread(bytes + n, 1, room - n, f)) == room) {
        char *more = realloc(bytes, room *= 2);
        if (!more) die(path, "is too large");
        bytes = more;
    }
    if (!f || !bytes || ferror(f) || !n || bytes[n - 1] != '\0') die(path, "cannot be read, or does not end in a NUL");
    fclose(f);
    *len = n;
    return bytes;
}

static size_t read_all(const hearsay_engine *engine, const char *bytes, size_t len)
{
    size_t articles = 0;
    for (size_t i = 0; i < len; i += strlen(bytes + i) + 1, articles++) {
        hearsay_error err = { 0 };
        char *json = NULL;
        hearsay_document *doc = hearsay_read(engine, bytes + i, strlen(bytes + i), NULL, &err);
        if (!doc || hearsay_document_write(doc, HEARSAY_JSON, NULL, &json, NULL, &err) != HEARSAY_OK) die("an article", err.msg);
        hearsay_string_free(json);
        hearsay_document_free(doc);
    }
    return articles;
}

/* Operations a second of one product of full blocks, at best. */
static double best_rate(const struct linear *l, const struct worker *w, enum form form)
{
    struct operand in = w->hidden;
    double best = 0;
    hearsay_error err = { 0 };
    in.form = form;
    for (int k = 0; k < RUNS; k++) {
        const double start = stage_now();
        for (int i = 0; i < RUN; i++)
            if (linear_run(l, &w->stream, &in, BLOCK_ROWS, &err) != HEARSAY_OK) die("a product", err.msg);
        const double rate = 2.0 * RUN * BLOCK_ROWS * l->inputs * l->outputs / (stage_now() - start);
        if (rate > best) best = rate;
    }
    return best;
}

static void print_shapes(const hearsay_engine *engine)
{
    hearsay_error err = { 0 };
    struct worker *w = engine_worker(engine, &err);
    if (!w) die("memory", err.msg);
    const struct model *m = w->model;
    const struct layer_weights *l = &m->weights.layers[0];
    const struct linear *products[] = { &l->qkv, &l->output, &l->intermediate, &l->down };
    const int threads = one_thread_begin();
    for (size_t i = 0; i < sizeof products / sizeof *products; i++)
        printf("%s{\"inputs\": %u, \"outputs\": %u, \"best\": %.4g}", i ? ", " : "", products[i]->inputs, products[i]->outputs,
               best_rate(products[i], w, m->form));
    one_thread_end(threads);
    engine_give_back(engine, w);
}

int main(int argc, char **argv)
{
    static const char *const names[] = { "auto", "int8", "bf16", "fp32" };
    hearsay_engine_options options = HEARSAY_ENGINE_OPTIONS_INIT;
    const long rounds = argc > 2 ? atol(argv[2]) : 0;
    if (argc < 3 || argc > 4 || rounds < 1) die("usage", "bench_stages TEXTS ROUNDS [int8|bf16|fp32]");
    for (size_t k = 0; argc == 4 && k < sizeof names / sizeof *names; k++)
        if (strcmp(argv[3], names[k]) == 0) options.compute = (hearsay_compute)k;
    size_t len;
    char *bytes = load(argv[1], &len);
    hearsay_error err = { 0 };
    hearsay_engine *engine = hearsay_engine_open(NULL, &options, &err);
    if (!engine) die("engine", err.msg);

    const size_t articles = read_all(engine, bytes, len);
    struct stage_clock clock = { .since = stage_now() };
    stage_clock = &clock;
    for (long r = 0; r < rounds; r++) read_all(engine, bytes, len);
    stage_begin(STAGE_OTHER);
    stage_clock = NULL;

    printf("{\"compute\": \"%s\", \"articles\": %zu, \"rounds\": %ld, \"stages\": {", names[hearsay_engine_compute(engine)], articles, rounds);
    for (int s = 0; s < STAGES; s++) printf("%s\"%s\": %.6f", s ? ", " : "", stage_names[s], clock.seconds[s]);
    printf("}, \"operations\": %.6g, \"shapes\": [", 2.0 * (double)clock.multiplications);
    print_shapes(engine);
    printf("]}\n");
    hearsay_engine_close(engine);
    free(bytes);
    return 0;
}
