/* The same input, weights and CPU path give the same bytes: whatever other threads read, in whatever order, after whatever else, after errors, out
 * of a store; and a window's scores are the same bytes whatever windows stand beside it in its batch.
 *
 *   HEARSAY_RUNS   how often all articles are read in random order by 1, 2 or 8 threads: 20; 1,000 in ./dev test-slow
 *   HEARSAY_SAME   the weights: the tiny ones, which find much nonsense fast */
#include "unit.h"

#include <pthread.h>

#include "model/model.h"
#include "model/network.h"
#include "textual.h"

enum { ARTICLES = 12, THREADS_MOST = 8, LONGEST = 8000 };
#define TINY "tests/golden/tiny.safetensors"

static const char *const paragraphs[] = {
    "Ann Lee, a spokeswoman for the port, said on Tuesday that two ships had sunk. \"We were never asked,\" she told reporters.\n",
    "Russia denied that it had shelled the harbour. Ukraine's brutal regime, it said, had \"found no evidence\".\n",
    "According to a report seen by Reuters, the ministry of defence accused rebels of arming children in March 2023.\n",
    "\"Nobody knows,\" he said.\n",
    ("The mayor of Paris and the mayor of Lagos agreed to meet again, officials who asked not to be named said. They would not "
     "say why they had met.\n"),
};

static struct {
    char text[LONGEST];
    size_t len;
    char *json; /* as it was read first, alone */
} articles[ARTICLES];
static const hearsay_engine *engine;

static const char *weights(void) { return getenv("HEARSAY_SAME") ? getenv("HEARSAY_SAME") : TINY; }

static char *json_of(const hearsay_document *doc)
{
    char *out = NULL;
    assert_int_equal(hearsay_document_write(doc, HEARSAY_JSON, NULL, &out, NULL, NULL), HEARSAY_OK);
    return out;
}

static hearsay_document *read_one(const hearsay_engine *eng, size_t i)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.any_language = true;
    opts.published = "2023-03-04";
    return hearsay_read(eng, articles[i].text, articles[i].len, &opts, NULL);
}

/* From one paragraph to a few windows; each is read by an engine of its own. */
static int make(void **state)
{
    (void)state;
    uint64_t dice = 7;
    hearsay_engine *eng = hearsay_engine_open(weights(), NULL, NULL);
    if (!eng) return -1;
    engine = eng;
    for (size_t i = 0; i < ARTICLES; i++) {
        const uint32_t n = 1 + unit_roll(&dice, i < 8 ? 6 : 30);
        for (uint32_t k = 0; k < n; k++) {
            const char *p = paragraphs[unit_roll(&dice, sizeof paragraphs / sizeof *paragraphs)];
            const size_t len = strlen(p);
            if (articles[i].len + len > LONGEST) break;
            memcpy(articles[i].text + articles[i].len, p, len);
            articles[i].len += len;
        }
        hearsay_engine *alone = hearsay_engine_open(weights(), NULL, NULL);
        hearsay_document *doc = alone ? read_one(alone, i) : NULL;
        if (!doc) return -1;
        articles[i].json = json_of(doc);
        hearsay_document_free(doc);
        hearsay_engine_close(alone);
    }
    return 0;
}

static int unmake(void **state)
{
    (void)state;
    for (size_t i = 0; i < ARTICLES; i++) hearsay_string_free(articles[i].json);
    hearsay_engine_close((hearsay_engine *)(uintptr_t)engine);
    return 0;
}

/* ---- Threads ------------------------------------------------------------------------------------------------------------- */

struct run {
    uint32_t order[ARTICLES], next;
    pthread_mutex_t lock;
    unsigned wrong;
};

static void *reader(void *argument)
{
    struct run *r = argument;
    for (;;) {
        pthread_mutex_lock(&r->lock);
        const uint32_t at = r->next < ARTICLES ? r->next++ : ARTICLES;
        pthread_mutex_unlock(&r->lock);
        if (at == ARTICLES) return NULL;
        const uint32_t i = r->order[at];
        /* Now and then something that is refused comes before it, by the same worker. */
        hearsay_options strict = HEARSAY_OPTIONS_INIT;
        strict.strict = true;
        strict.max_bytes = 100;
        if (i % 3 == 0) hearsay_document_free(hearsay_read(engine, "He said \xff.", 10, &strict, NULL));
        if (i % 5 == 0) hearsay_document_free(hearsay_read(engine, articles[i].text, articles[i].len, &strict, NULL));
        hearsay_document *doc = read_one(engine, i);
        char *json = NULL;
        if (!doc || hearsay_document_write(doc, HEARSAY_JSON, NULL, &json, NULL, NULL) != HEARSAY_OK || strcmp(json, articles[i].json) != 0) {
            pthread_mutex_lock(&r->lock);
            r->wrong++;
            pthread_mutex_unlock(&r->lock);
        }
        hearsay_string_free(json);
        hearsay_document_free(doc);
    }
}

static void test_threads(void **state)
{
    (void)state;
    static const unsigned counts[] = { 1, 2, 8 };
    const unsigned long runs = getenv("HEARSAY_RUNS") ? strtoul(getenv("HEARSAY_RUNS"), NULL, 10) : 20;
    uint64_t dice = 20231129;
    for (unsigned long n = 0; n < runs; n++) {
        struct run r = { .next = 0 };
        pthread_t threads[THREADS_MOST];
        const unsigned count = counts[n % 3];
        for (uint32_t i = 0; i < ARTICLES; i++) r.order[i] = i;
        for (uint32_t i = ARTICLES; i > 1; i--) {
            const uint32_t k = unit_roll(&dice, i), swap = r.order[i - 1];
            r.order[i - 1] = r.order[k];
            r.order[k] = swap;
        }
        pthread_mutex_init(&r.lock, NULL);
        for (unsigned t = 0; t < count; t++) assert_int_equal(pthread_create(&threads[t], NULL, reader, &r), 0);
        for (unsigned t = 0; t < count; t++) pthread_join(threads[t], NULL);
        pthread_mutex_destroy(&r.lock);
        if (r.wrong) fail_msg("run %lu, %u threads: %u of %d articles came out otherwise", n, count, r.wrong, ARTICLES);
    }
}

/* ---- A store ------------------------------------------------------------------------------------------------------------- */

/* Threads add to one store, each by its own connection; what comes out is what was read. */
static char store_path[64];

static void *adder(void *argument)
{
    uint32_t *wrong = argument;
    hearsay_store *store = hearsay_store_open(store_path, 0, NULL);
    for (size_t i = 0; store && i < ARTICLES; i++) {
        hearsay_document *doc = read_one(engine, i);
        *wrong += !doc || hearsay_store_add(store, doc, NULL, NULL, NULL) != HEARSAY_OK;
        hearsay_document_free(doc);
    }
    *wrong += !store;
    hearsay_store_close(store);
    return NULL;
}

static void test_store(void **state)
{
    (void)state;
    pthread_t threads[3];
    uint32_t wrong[3] = { 0 };
    char folder[] = "/tmp/hearsay-same-XXXXXX";
    assert_non_null(mkdtemp(folder));
    snprintf(store_path, sizeof store_path, "%s/a.db", folder);
    for (unsigned t = 0; t < 3; t++) assert_int_equal(pthread_create(&threads[t], NULL, adder, &wrong[t]), 0);
    for (unsigned t = 0; t < 3; t++) pthread_join(threads[t], NULL);
    for (unsigned t = 0; t < 3; t++) assert_int_equal(wrong[t], 0);
    hearsay_store *store = hearsay_store_open(store_path, HEARSAY_STORE_READ_ONLY, NULL);
    assert_non_null(store);
    for (size_t i = 0; i < ARTICLES; i++) {
        hearsay_document *doc = read_one(engine, i), *kept = hearsay_store_document(store, hearsay_document_id(doc), NULL);
        assert_non_null(kept);
        char *json = json_of(kept);
        assert_string_equal(json, articles[i].json);
        hearsay_string_free(json);
        hearsay_document_free(kept);
        hearsay_document_free(doc);
    }
    hearsay_store_close(store);
    char command[3][80];
    static const char *const ends[] = { "", "-wal", "-shm" };
    for (unsigned k = 0; k < 3; k++) {
        snprintf(command[k], sizeof command[k], "%s%s", store_path, ends[k]);
        remove(command[k]);
    }
    remove(folder);
}

/* ---- Batches ------------------------------------------------------------------------------------------------------------- */

/* Of one window of a document: what is written below is all that its rows decide. */
struct outcome {
    uint32_t words, spans;
    float log_probability[64];
    uint32_t edges[64][3];
    uint32_t heads[600];
    uint8_t tags[600][2];
};

static void read_window(struct worker *w, const char *text, uint32_t window, struct outcome *out)
{
    struct reading r;
    hearsay_error err;
    struct hearsay_document *doc = textual_new(text, strlen(text));
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    struct arena_mark mark = arena_mark(worker_scratch(w));
    assert_int_equal(model_run(w, doc, true, &r, &err), HEARSAY_OK);
    memset(out, 0, sizeof *out);
    uint32_t first = 0;
    for (uint32_t i = 0; i < window; i++) first += r.windows[i].words;
    out->words = r.windows[window].words;
    for (uint32_t i = 0; i < r.n_spans && out->spans < 64; i++) {
        if (r.spans[i].window != window) continue;
        out->edges[out->spans][0] = r.spans[i].role;
        out->edges[out->spans][1] = r.spans[i].first - first;
        out->edges[out->spans][2] = r.spans[i].last - first;
        out->log_probability[out->spans++] = r.spans[i].log_probability;
    }
    for (uint32_t i = 0; i < out->words && i < 600; i++) {
        const struct word *x = &doc->words[first + i];
        out->heads[i] = x->head == HS_NONE ? HS_NONE : x->head - first;
        out->tags[i][0] = x->upos;
        out->tags[i][1] = x->deprel;
    }
    arena_release(worker_scratch(w), mark);
    textual_free(doc);
}

/* A paragraph that fills more than half of a window, so that no two share one. */
static void put_paragraph(char *out, uint32_t words, unsigned kind)
{
    /* Each is one piece of either vocabulary. */
    static const char *const cycles[][8] = {
        { "a", "say", "the", "b", ",", "c", "the", "d" },
        { "the", "e", ".", "say", "f", "the", "g", "." },
        { "h", "the", "say", "i", "the", "j", ",", "k" },
    };
    out += strlen(out);
    for (uint32_t i = 0; i < words; i++) out += sprintf(out, "%s%s", i ? " " : "", cycles[kind][(i * 5 + i / 8) % 8]);
    strcpy(out, "\n");
}

static void test_batches(void **state)
{
    (void)state;
    static const hearsay_compute computes[] = { HEARSAY_COMPUTE_FP32, HEARSAY_COMPUTE_BF16, HEARSAY_COMPUTE_INT8 };
    for (size_t c = 0; c < sizeof computes / sizeof *computes; c++) {
        static char alone[20000], first[20000], third[20000];
        static struct outcome a, b;
        hearsay_error err;
        struct model *m = model_open(weights(), computes[c], &err);
        if (!m) {
            assert_int_equal(err.code, HEARSAY_E_ARGUMENT); /* this CPU lacks the path */
            continue;
        }
        struct worker *w = worker_new(m, &err);
        assert_non_null(w);
        const uint32_t words = model_config(m)->window / 2 + 2; /* more than half of the window */
        for (uint32_t more = 0; more < 5; more++) {
            *alone = *first = *third = '\0';
            put_paragraph(alone, words + more, 0);
            put_paragraph(first, words + more, 0);
            put_paragraph(first, words + 7 + more, 1);
            put_paragraph(first, words + 1, 2);
            put_paragraph(third, words + 3 * more, 1);
            put_paragraph(third, words + 4, 2);
            put_paragraph(third, words + more, 0);
            read_window(w, alone, 0, &a);
            read_window(w, first, 0, &b);
            if (a.words == b.words) assert_memory_equal(&a, &b, sizeof a);
            const bool same_first = a.words == b.words;
            read_window(w, third, 2, &b);
            const bool same_third = a.words == b.words;
            if (same_third) assert_memory_equal(&a, &b, sizeof a);
            assert_true(same_first && same_third); /* else this tests nothing */
        }
        worker_free(w);
        model_close(m);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_threads), cmocka_unit_test(test_store), cmocka_unit_test(test_batches) };
    return cmocka_run_group_tests(tests, make, unmake);
}
