/* engine.c: opening an engine, and its pool of workers.
 *
 * The model is never written to after it is open. What a thread writes to while it reads belongs to a worker; those that are not at work wait here,
 * behind the one lock of the library, so that reading one article after another asks the system for no memory. */
#include "engine.h"

#include <inttypes.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <xxhash.h>

#include "base/error.h"
#include "base/versioned.h"
#include "lexicon/index.h"

/* A usual article takes less than 1 MiB of scratch; one made to cost takes hundreds, which a server must not keep for each of its threads. */
enum { IDLE_MAX = 256, SCRATCH_KEPT = 32 << 20 };

struct pool {
    pthread_mutex_t lock;
    struct worker *idle[IDLE_MAX];
    unsigned n;
};

struct hearsay_engine {
    struct model *model;
    struct lexicon *lexicon;
    struct cues *cues;
    struct loaded_words *loaded_words;
    struct event_words *event_words;
    struct stands *stands;
    struct similarity *similarity;
    struct pool *pool;
    char id[96];
};

#ifdef HS_MODEL_SOURCE
/* Whether the program that runs was built and not installed: it belongs to the weights of its own tree, whatever is installed beside it. */
static bool in_build_tree(void)
{
    char path[4096];
    ssize_t n = readlink("/proc/self/exe", path, sizeof path);
    size_t len = strlen(HS_BUILD_TREE);
    return n > (ssize_t)len && memcmp(path, HS_BUILD_TREE, len) == 0 && path[len] == '/';
}
#endif

static const char *default_path(void)
{
    const char *named = getenv("HEARSAY_MODEL");
    if (named && *named) return named;
#ifdef HS_MODEL_SOURCE
    if (in_build_tree() && access(HS_MODEL_SOURCE, R_OK) == 0) return HS_MODEL_SOURCE;
#endif
#ifdef HS_MODEL_INSTALLED
    if (access(HS_MODEL_INSTALLED, R_OK) == 0) return HS_MODEL_INSTALLED;
#endif
#ifdef HS_MODEL_SOURCE
    if (access(HS_MODEL_SOURCE, R_OK) == 0) return HS_MODEL_SOURCE;
#endif
    return "models/hearsay-en.safetensors";
}

static struct pool *pool_new(void)
{
    struct pool *p = calloc(1, sizeof *p);
    if (p && pthread_mutex_init(&p->lock, NULL) != 0) {
        free(p);
        p = NULL;
    }
    return p;
}

/* All that decides what is found in a text: the program, the arithmetic, the weights, the tables. */
static void make_id(hearsay_engine *eng)
{
    static const char *const names[] = { [HEARSAY_COMPUTE_INT8] = "int8", [HEARSAY_COMPUTE_BF16] = "bf16", [HEARSAY_COMPUTE_FP32] = "fp32" };
    uint64_t tables = lexicon_hash(eng->lexicon);
    for (size_t i = 0; i < word_n_tables; i++) tables = XXH3_64bits_withSeed(word_tables[i].text, word_tables[i].len, tables);
    snprintf(eng->id, sizeof eng->id, "%s %s weights:%016" PRIx64 " tables:%016" PRIx64, HEARSAY_VERSION, names[model_compute(eng->model)],
             model_checksum(eng->model), tables);
}

hearsay_engine *hearsay_engine_open(const char *model_path, const hearsay_engine_options *opts, hearsay_error *err)
{
    hearsay_engine_options known = HEARSAY_ENGINE_OPTIONS_INIT;
    if (!versioned_copy(&known, sizeof known, opts)) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "the engine's options give their own size as %zu: start from HEARSAY_ENGINE_OPTIONS_INIT", opts->size);
        return NULL;
    }
    hearsay_engine *eng = calloc(1, sizeof *eng);
    if (!eng || !(eng->pool = pool_new())) {
        free(eng);
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an engine");
        return NULL;
    }
    /* The lexicon first: it takes a few milliseconds, so that a typing error in it is told at once. */
    eng->lexicon = lexicon_open(known.lexicons, known.n_lexicons, err);
    if (eng->lexicon) eng->cues = cues_open(err);
    if (eng->cues) eng->loaded_words = loaded_words_open(err);
    if (eng->loaded_words) eng->event_words = event_words_open(err);
    if (eng->event_words) eng->stands = stands_open(err);
    if (!model_path) model_path = default_path();
    if (eng->stands) eng->model = model_open(model_path, known.compute, err);
    if (eng->model && similarity_open(&eng->similarity, model_path, model_vocabulary(eng->model), err) == HEARSAY_OK) {
        make_id(eng);
        return eng;
    }
    hearsay_engine_close(eng);
    return NULL;
}

void hearsay_engine_close(hearsay_engine *eng)
{
    if (!eng) return;
    while (eng->pool->n) worker_free(eng->pool->idle[--eng->pool->n]);
    pthread_mutex_destroy(&eng->pool->lock);
    free(eng->pool);
    similarity_close(eng->similarity);
    model_close(eng->model);
    event_words_close(eng->event_words);
    stands_close(eng->stands);
    loaded_words_close(eng->loaded_words);
    cues_close(eng->cues);
    lexicon_close(eng->lexicon);
    free(eng);
}

hearsay_compute hearsay_engine_compute(const hearsay_engine *eng) { return model_compute(eng->model); }

const char *hearsay_engine_id(const hearsay_engine *eng) { return eng->id; }

const struct model *engine_model(const hearsay_engine *eng) { return eng->model; }

const struct lexicon *engine_lexicon(const hearsay_engine *eng) { return eng->lexicon; }

const struct cues *engine_cues(const hearsay_engine *eng) { return eng->cues; }

const struct loaded_words *engine_loaded_words(const hearsay_engine *eng) { return eng->loaded_words; }

const struct event_words *engine_event_words(const hearsay_engine *eng) { return eng->event_words; }

const struct stands *engine_stands(const hearsay_engine *eng) { return eng->stands; }

const struct similarity *engine_similarity(const hearsay_engine *eng) { return eng->similarity; }

struct worker *engine_worker(const hearsay_engine *eng, hearsay_error *err)
{
    struct worker *w = NULL;
    pthread_mutex_lock(&eng->pool->lock);
    if (eng->pool->n) w = eng->pool->idle[--eng->pool->n];
    pthread_mutex_unlock(&eng->pool->lock);
    return w ? w : worker_new(eng->model, err);
}

void engine_give_back(const hearsay_engine *eng, struct worker *w)
{
    const bool small = arena_bytes(worker_scratch(w)) <= SCRATCH_KEPT;
    pthread_mutex_lock(&eng->pool->lock);
    if (small && eng->pool->n < IDLE_MAX) {
        eng->pool->idle[eng->pool->n++] = w;
        w = NULL;
    }
    pthread_mutex_unlock(&eng->pool->lock);
    worker_free(w);
}
