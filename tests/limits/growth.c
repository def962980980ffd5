/* growth.c: how the time and memory of a reading grow with what stands in it.
 *
 *     growth [--model FILE] [--bytes N] [--seconds S] [--all] [NAME...]
 *
 * Each trap (traps.c) is read at N, 2N and 4N bytes, in a process of its own: page, words, discourse, actors, times, claims, view, each writer, the
 * JSON read again, copies, versions compared, a store. The network's own stages are printed as one: what it does a window is the same for any text.
 * A stage that took more than 4 * 1.9 times as long for four times the bytes, and more than 0.03 s, grows faster than n log n. Then all is measured
 * twice more, and the least of the times counts; what still grows so fast is printed with a "!", and the exit status is 1. So it is where a process
 * took more than S seconds of the processor. All times are the processor's.
 *   --all    prints every stage. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/stages.h"
#include "traps.h"

enum { SIZES = 3, MOST_STEPS = 48 };

struct step {
    char name[24];
    double seconds;
};

struct measured {
    struct step steps[MOST_STEPS];
    unsigned n;
    size_t attributions, actors, claims, json;
    hearsay_code code;
    char why[200];
};

static const hearsay_engine *engine;
static double limit_seconds = 60;

static void note(struct measured *m, const char *name, double seconds)
{
    if (m->n == MOST_STEPS) abort();
    snprintf(m->steps[m->n].name, sizeof m->steps[m->n].name, "%s", name);
    m->steps[m->n++].seconds = seconds;
}

static bool keep_going(void *context, const char *bytes, size_t len)
{
    (void)context;
    (void)bytes;
    (void)len;
    return true;
}

static bool any_hit(void *context, const hearsay_hit *hit)
{
    (void)context;
    (void)hit;
    return true;
}

static void read_stages(struct measured *m, const struct stage_clock *clock)
{
    double network = 0;
    for (int s = STAGE_EMBEDDING; s <= STAGE_LINKS; s++) network += clock->seconds[s];
    note(m, "network", network);
    for (int s = 0; s < STAGES; s++)
        if ((s < STAGE_EMBEDDING || s > STAGE_LINKS) && s != STAGE_WRITE) note(m, stage_names[s], clock->seconds[s]);
}

static void writers(struct measured *m, const hearsay_document *doc)
{
    static const struct {
        const char *name;
        hearsay_format format;
    } formats[] = { { "json", HEARSAY_JSON },
                    { "text", HEARSAY_TEXT },
                    { "brat", HEARSAY_BRAT_ANN },
                    { "conllu", HEARSAY_CONLLU },
                    { "blocks", HEARSAY_BLOCKS },
                    { "csv", HEARSAY_CSV },
                    { "html", HEARSAY_HTML },
                    { "webanno", HEARSAY_WEBANNO },
                    { "prov", HEARSAY_PROV },
                    { "plover", HEARSAY_PLOVER },
                    { "schema-org", HEARSAY_SCHEMA_ORG },
                    { "svg", HEARSAY_SVG },
                    { "dot", HEARSAY_DOT } };
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *out = NULL;
        size_t len = 0;
        double from = stage_now();
        if (hearsay_document_write(doc, formats[i].format, NULL, &out, &len, NULL) != HEARSAY_OK) m->code = HEARSAY_E_NOMEM;
        note(m, formats[i].name, stage_now() - from);
        if (formats[i].format == HEARSAY_JSON && out) {
            m->json = len;
            from = stage_now();
            hearsay_error err = { 0 };
            hearsay_document *again = hearsay_document_load(out, len, &err);
            note(m, "load", stage_now() - from);
            if (!again) snprintf(m->why, sizeof m->why, "its JSON is refused: %.150s", err.msg);
            hearsay_document_free(again);
        }
        hearsay_string_free(out);
    }
}

static void beside_others(struct measured *m, const struct trap *t, const hearsay_document *doc, size_t bytes)
{
    hearsay_error err = { 0 };
    double from = stage_now();
    hearsay_copies *set = hearsay_copies_new(NULL);
    if (hearsay_copies_add(set, doc, NULL) != HEARSAY_OK || hearsay_copies_add(set, doc, NULL) != HEARSAY_OK ||
        hearsay_copies_find(set, NULL) != HEARSAY_OK)
        m->code = HEARSAY_E_NOMEM;
    note(m, "copies", stage_now() - from);
    hearsay_copies_free(set);

    /* Another version: half of it. */
    size_t len;
    char *less = trap_make(t, bytes / 2, &len), *out = NULL;
    hearsay_document *before = trap_read(t, engine, less, len, &err);
    free(less);
    from = stage_now();
    if (before && hearsay_diff_write(before, doc, HEARSAY_JSON, NULL, &out, NULL, NULL) != HEARSAY_OK) m->code = HEARSAY_E_NOMEM;
    note(m, "diff", stage_now() - from);
    hearsay_string_free(out);

    from = stage_now();
    hearsay_document *claim = hearsay_read(engine, "The minister said the ship had sunk.", 36, NULL, &err);
    hearsay_verdict *v = claim ? hearsay_check(engine, claim, doc, &err) : NULL;
    note(m, "check", stage_now() - from);
    hearsay_verdict_free(v);
    hearsay_document_free(claim);

    hearsay_store *store = hearsay_store_open(":memory:", 0, &err);
    if (!store) {
        hearsay_document_free(before);
        return;
    }
    from = stage_now();
    if (hearsay_store_add(store, doc, NULL, NULL, &err) != HEARSAY_OK) snprintf(m->why, sizeof m->why, "the store refuses it: %.150s", err.msg);
    if (before && hearsay_store_add(store, before, NULL, NULL, &err) != HEARSAY_OK)
        snprintf(m->why, sizeof m->why, "the store refuses its beginning: %.150s", err.msg);
    note(m, "store", stage_now() - from);
    from = stage_now();
    hearsay_store_search(store, "ship OR left", NULL, any_hit, NULL, &err);
    note(m, "search", stage_now() - from);
    from = stage_now();
    hearsay_trace_query query = HEARSAY_TRACE_QUERY_INIT;
    query.words = "ship port shelled left said";
    out = NULL;
    hearsay_store_trace(store, engine, &query, HEARSAY_HTML, NULL, &out, NULL, &err);
    hearsay_string_free(out);
    note(m, "trace", stage_now() - from);
    from = stage_now();
    hearsay_store_export(store, "positions", NULL, HEARSAY_CSV, keep_going, NULL, &err);
    note(m, "export", stage_now() - from);
    hearsay_store_close(store);
    hearsay_document_free(before);
}

static void measure(struct measured *m, const struct trap *t, size_t bytes)
{
    size_t len;
    char *input = trap_make(t, bytes, &len);
    hearsay_error err = { 0 };
    struct stage_clock clock = { .since = stage_now() };
    stage_clock = &clock;
    hearsay_document *doc = trap_read(t, engine, input, len, &err);
    stage_begin(STAGE_OTHER);
    stage_clock = NULL;
    free(input);
    read_stages(m, &clock);
    m->code = doc ? HEARSAY_OK : err.code;
    if (!doc) snprintf(m->why, sizeof m->why, "%.190s", err.msg);
    if (!doc) return;
    m->attributions = hearsay_attribution_count(doc);
    m->actors = hearsay_actor_count(doc);
    m->claims = hearsay_claim_count(doc);
    writers(m, doc);
    beside_others(m, t, doc, bytes);
    hearsay_document_free(doc);
}

/* In a process of its own, so that its memory is its own and its time can be ended. false: it did not come to its end. */
static bool measure_apart(struct measured *m, const struct trap *t, size_t bytes, double seconds, size_t *memory)
{
    int ends[2];
    if (pipe(ends)) return false;
    fflush(stdout);
    pid_t child = fork();
    if (child < 0) return false;
    if (child == 0) {
        struct rlimit limit = { (rlim_t)seconds + 1, (rlim_t)seconds + 1 };
        setrlimit(RLIMIT_CPU, &limit);
        close(ends[0]);
        measure(m, t, bytes);
        for (size_t done = 0; done < sizeof *m;) {
            ssize_t n = write(ends[1], (const char *)m + done, sizeof *m - done);
            if (n <= 0) _exit(1);
            done += (size_t)n;
        }
        _exit(0);
    }
    close(ends[1]);
    size_t done = 0;
    for (ssize_t n; done < sizeof *m && (n = read(ends[0], (char *)m + done, sizeof *m - done)) > 0;) done += (size_t)n;
    close(ends[0]);
    int status = 0;
    struct rusage used = { 0 };
    while (wait4(child, &status, 0, &used) < 0 && errno == EINTR) {}
    *memory = (size_t)used.ru_maxrss * 1024;
    return done == sizeof *m && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* The first claim of an article costs a pass over all its words (what is rare among them), the second one nothing more. So of this stage sizes are
 * compared that have one. */
static bool too_fast(const struct measured sizes[SIZES], unsigned k)
{
    const struct measured *last = &sizes[SIZES - 1];
    int from = 0;
    if (last->claims && !strcmp(last->steps[k].name, "claims"))
        while (!sizes[from].claims) from++;
    const double once = k < sizes[from].n ? sizes[from].steps[k].seconds : 0, more = last->steps[k].seconds;
    return from < SIZES - 1 && more > 0.03 && more > (1 << (SIZES - 1 - from)) * 1.9 * once;
}

/* Reads the trap in its three sizes; NULL, or why that could not be done. Keeps of each step the least time that was taken so far. */
static const char *measure_all(struct measured sizes[SIZES], size_t memory[SIZES], const struct trap *t, size_t bytes, bool again)
{
    for (int i = 0; i < SIZES; i++) {
        static struct measured one;
        memset(&one, 0, sizeof one);
        if (!measure_apart(&one, t, bytes << i, limit_seconds, &memory[i])) return "not done in time";
        for (unsigned k = 0; again && k < one.n && k < sizes[i].n; k++)
            if (sizes[i].steps[k].seconds < one.steps[k].seconds) one.steps[k].seconds = sizes[i].steps[k].seconds;
        sizes[i] = one;
    }
    return NULL;
}

static bool any_too_fast(const struct measured sizes[SIZES])
{
    for (unsigned k = 0; k < sizes[SIZES - 1].n; k++)
        if (too_fast(sizes, k)) return true;
    return false;
}

/* Whether the trap grew too fast somewhere: twice, since others use the machine too. */
static bool trap_grows(const struct trap *t, size_t bytes, bool all)
{
    static struct measured sizes[SIZES];
    size_t memory[SIZES];
    const char *why = measure_all(sizes, memory, t, bytes, false);
    bool bad = !why && any_too_fast(sizes);
    for (int more = 0; bad && more < 2 && !why; more++) {
        why = measure_all(sizes, memory, t, bytes, true);
        bad = any_too_fast(sizes);
    }
    if (why) {
        printf("%-44s %10zu B: %s!\n", t->name, bytes << (SIZES - 1), why);
        return true;
    }
    const struct measured *last = &sizes[SIZES - 1];
    double total = 0;
    for (unsigned k = 0; k < last->n; k++) total += last->steps[k].seconds;
    printf("%-44s %10zu B %7.2f s %6zu MB  %zu attributions, %zu actors, %zu claims, %zu B of JSON%s%s\n", t->name, bytes << (SIZES - 1), total,
           memory[SIZES - 1] >> 20, last->attributions, last->actors, last->claims, last->json, *last->why ? "; " : "", last->why);
    for (unsigned k = 0; k < last->n; k++) {
        const double once = k < sizes[0].n ? sizes[0].steps[k].seconds : 0, twice = k < sizes[1].n ? sizes[1].steps[k].seconds : 0;
        const bool fast = too_fast(sizes, k);
        if (fast || all)
            printf("    %-12s %9.4f %9.4f %9.4f s  x%.1f%s\n", last->steps[k].name, once, twice, last->steps[k].seconds,
                   last->steps[k].seconds / (once > 1e-6 ? once : 1e-6), fast ? "  !" : "");
    }
    return bad;
}

int main(int argc, char **argv)
{
    const char *model = NULL;
    size_t bytes = 65536;
    bool all = false, bad = false;
    int first = 1;
    for (; first < argc && argv[first][0] == '-'; first++) {
        if (!strcmp(argv[first], "--all"))
            all = true;
        else if (first + 1 == argc)
            break;
        else if (!strcmp(argv[first], "--model"))
            model = argv[++first];
        else if (!strcmp(argv[first], "--bytes"))
            bytes = strtoull(argv[++first], NULL, 10);
        else if (!strcmp(argv[first], "--seconds"))
            limit_seconds = strtod(argv[++first], NULL);
    }
    hearsay_error err = { 0 };
    engine = hearsay_engine_open(model, NULL, &err);
    if (!engine) {
        fprintf(stderr, "growth: %s\n", err.msg);
        return 1;
    }
    unsigned traps_run = 0, traps_bad = 0;
    for (size_t i = 0; i < n_traps; i++) {
        bool wanted = first == argc;
        for (int k = first; k < argc; k++) wanted = wanted || strstr(traps[i].name, argv[k]);
        if (!wanted) continue;
        traps_run++;
        if (trap_grows(&traps[i], bytes, all)) traps_bad++;
    }
    bad = traps_bad > 0;
    printf("%u passed, %u failed\n", traps_run - traps_bad, traps_bad);
    hearsay_engine_close((hearsay_engine *)(uintptr_t)engine);
    return bad;
}
