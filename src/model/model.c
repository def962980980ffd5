/* model.c: opening a model, and running it over a document, batch by batch.
 *
 *   words -> pieces -> windows | for each batch of windows:  embed -> layers | for each window:  heads -> sentence starts, UPOS, entities, mentions
 *                                                                                               parse -> arcs, relations
 *                                                                                               links -> spans, pointers
 *
 * A worker's buffers are as large as the largest batch, so that memory does not grow with the document but for its results. */
#include "model/model.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/stages.h"
#include "model/network.h"
#include "text/text.h"

/* ---- Opening -------------------------------------------------------------------------------------------------------------- */

static hearsay_code choose_compute(struct model *m, hearsay_compute compute, hearsay_error *err)
{
    const bool bytes = cpu_has_vnni(), amx = cpu_has_amx();
    if (compute == HEARSAY_COMPUTE_AUTO) compute = bytes ? HEARSAY_COMPUTE_INT8 : HEARSAY_COMPUTE_FP32;
    switch (compute) {
    case HEARSAY_COMPUTE_INT8:
        if (!bytes) return error_set(err, HEARSAY_E_ARGUMENT, 0, "int8 needs a CPU with AVX-512 VNNI, which this one lacks");
        m->form = FORM_U8;
        break;
    case HEARSAY_COMPUTE_BF16:
        if (!cpu_has_bf16()) return error_set(err, HEARSAY_E_ARGUMENT, 0, "bf16 needs a CPU with AVX-512 BF16, which this one lacks");
        m->form = FORM_BF16;
        break;
    case HEARSAY_COMPUTE_FP32: m->form = FORM_F32; break;
    default: return error_set(err, HEARSAY_E_ARGUMENT, 0, "%d is no compute path", (int)compute);
    }
    m->compute = compute;
    m->amx = amx && m->form != FORM_F32;
    m->vnni = !m->amx && m->form == FORM_U8;
    m->kernels = kernels_choose();
    return HEARSAY_OK;
}

/* NAME.vocab.txt for NAME.safetensors, else the path with ".vocab.txt" after it. Free it. */
static char *vocabulary_path(const char *path)
{
    static const char ending[] = ".safetensors", own[] = ".vocab.txt";
    size_t n = strlen(path);
    if (n > sizeof ending - 1 && strcmp(path + n - (sizeof ending - 1), ending) == 0) n -= sizeof ending - 1;
    char *out = malloc(n + sizeof own);
    if (!out) return NULL;
    memcpy(out, path, n);
    memcpy(out + n, own, sizeof own);
    return out;
}

static hearsay_code open_vocabulary(struct model *m, const char *path, hearsay_error *err)
{
    char *name = vocabulary_path(path);
    if (!name) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for its vocabulary", path);
    hearsay_error fault = { HEARSAY_OK, 0, "" };
    hearsay_code code = HEARSAY_OK;
    m->vocabulary = vocabulary_open(name, &fault);
    if (!m->vocabulary)
        code = error_set(err, fault.code, fault.at, "%s", fault.msg);
    else if (vocabulary_size(m->vocabulary) != m->config.vocabulary)
        code = error_set(err, HEARSAY_E_MODEL, 0, "%s: a vocabulary of %u pieces, but %s is made for %u", name, vocabulary_size(m->vocabulary), path,
                         m->config.vocabulary);
    free(name);
    return code;
}

static uint32_t relation(const struct config *c, const char *name, uint32_t otherwise)
{
    for (uint32_t i = 0; i < c->n_relations; i++)
        if (strcmp(c->relations[i], name) == 0) return i;
    return otherwise;
}

static hearsay_code load(struct model *m, const char *path, hearsay_error *err)
{
    hearsay_code code = tensor_file_open(&m->file, path, err);
    if (code) return code;
    code = config_parse(&m->config, m->file.config, m->file.config_len, path, err);
    if (code == HEARSAY_OK) code = open_vocabulary(m, path, err);
    if (code == HEARSAY_OK) code = weights_load(&m->weights, &m->file, &m->config, m->engine, m->kernels, m->form, err);
    if (code) return code;
    tensor_file_keep(&m->file, m->weights.word, (size_t)m->config.vocabulary * m->config.hidden);
    m->sentence_threshold = (float)calibration_get(&m->config.calibration, "sentence", 0);
    m->nested_bias = (float)calibration_get(&m->config.calibration, "nested", 0);
    m->root = relation(&m->config, "root", 0);
    m->attached = relation(&m->config, "parataxis", relation(&m->config, "dep", m->root));
    return HEARSAY_OK;
}

struct model *model_open(const char *path, hearsay_compute compute, hearsay_error *err)
{
    struct model *m = calloc(1, sizeof *m);
    if (!m) {
        error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the model", path);
        return NULL;
    }
    int threads = one_thread_begin();
    hearsay_code code = choose_compute(m, compute, err);
    dnnl_status_t status = code == HEARSAY_OK ? dnnl_engine_create(&m->engine, dnnl_cpu, 0) : dnnl_success;
    if (status)
        code = error_set(err, status == dnnl_out_of_memory ? HEARSAY_E_NOMEM : HEARSAY_E_COMPUTE, 0, "oneDNN has no engine for this CPU (status %d)",
                         (int)status);
    if (code == HEARSAY_OK) code = load(m, path, err);
    one_thread_end(threads);
    if (code == HEARSAY_OK) return m;
    model_close(m);
    return NULL;
}

void model_close(struct model *m)
{
    if (!m) return;
    weights_free(&m->weights, &m->config);
    tensor_file_close(&m->file);
    config_free(&m->config);
    vocabulary_close(m->vocabulary);
    dnnl_engine_destroy(m->engine);
    free(m);
}

hearsay_compute model_compute(const struct model *m) { return m->compute; }
const struct vocabulary *model_vocabulary(const struct model *m) { return m->vocabulary; }

const struct config *model_config(const struct model *m) { return &m->config; }

uint64_t model_checksum(const struct model *m) { return m->file.checksum; }

/* ---- Workers -------------------------------------------------------------------------------------------------------------- */

static float *floats(struct arena *a, size_t n, size_t width) { return arena_zalloc(a, n, width * sizeof(float)); }
static double *doubles(struct arena *a, size_t n, size_t width) { return arena_zalloc(a, n, width * sizeof(double)); }

/* One product of each shape. */
static void products(const struct model *m, const struct linear *out[SLOTS])
{
    out[SLOT_QKV] = &m->weights.layers[0].qkv;
    out[SLOT_OUTPUT] = &m->weights.layers[0].output;
    out[SLOT_INTERMEDIATE] = &m->weights.layers[0].intermediate;
    out[SLOT_DOWN] = &m->weights.layers[0].down;
    out[SLOT_NARROW] = &m->weights.narrow;
    out[SLOT_WIDE] = &m->weights.wide;
    out[SLOT_CUE_QUERY] = &m->weights.cue_query;
    out[SLOT_CONTENT_QUERY] = &m->weights.content_query;
    out[SLOT_NESTED_KEY] = &m->weights.nested_key;
    out[SLOT_NESTED_QUERY] = &m->weights.nested_query;
    out[SLOT_RELATION] = &m->weights.relation_out;
}

/* The stream, with scratch and raw sums for the largest product. */
static hearsay_code make_stream(struct worker *w, hearsay_error *err)
{
    const struct linear *all[SLOTS];
    size_t scratch = 1, outputs = 1;
    products(w->model, all);
    for (int i = 0; i < SLOTS; i++) {
        if (linear_scratch(all[i]) > scratch) scratch = linear_scratch(all[i]);
        if (all[i]->outputs > outputs) outputs = all[i]->outputs;
    }
    void *raw = floats(w->arena, BLOCK_ROWS, outputs), *bytes = ARENA_ZARRAY(w->arena, char, scratch);
    if (!raw || !bytes) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a thread's buffers");
    return stream_open(&w->stream, w->model->engine, all, raw, bytes, err);
}

static struct operand operand_new(struct arena *a, enum form form, size_t rows, size_t width)
{
    return (struct operand){ form, floats(a, rows, width), floats(a, rows, 1), floats(a, rows, 1) };
}

/* Zeros everywhere: rows that only fill up a product, or that the attention reads behind a window, must be finite. */
static bool make_buffers(struct worker *w)
{
    const struct config *c = &w->model->config;
    struct arena *a = w->arena;
    const size_t h = c->hidden, rows = w->rows_max + BLOCK_ROWS, words = c->window + BLOCK_ROWS;
    w->x = floats(a, rows, h);
    /* An odd number of rows: planes that lie a multiple of 4096 bytes apart would share the same few places of the first cache. */
    w->plane = ((rows + ATTENTION_SLACK) | 1) * HEAD_SIZE;
    w->qkv = floats(a, 3 * c->heads, w->plane);
    w->context = floats(a, rows, h);
    w->attention = floats(a, attention_scratch(c->window), 1);
    w->normed = operand_new(a, w->model->form, rows, w->model->form == FORM_F32 ? 0 : h);
    w->in = operand_new(a, w->model->form, BLOCK_ROWS, 2 * h);
    w->hidden = operand_new(a, w->model->form, BLOCK_ROWS, c->intermediate);
    w->words = floats(a, words, h);
    w->narrow = floats(a, words, NARROW);
    w->wide = floats(a, words, WIDE);
    w->labels = ARENA_ZARRAY(a, uint8_t, words);
    w->back = arena_zalloc(a, words, CRF_LABELS_MAX);
    w->alpha = doubles(a, words, CRF_LABELS_MAX);
    w->beta = doubles(a, words, CRF_LABELS_MAX);
    w->log_alpha = doubles(a, words, 1);
    w->log_beta = doubles(a, words, 1);
    w->pairs = floats(a, BLOCK_ROWS, 2 * h);
    w->queries = floats(a, BLOCK_ROWS, NESTED_LINKS * POINTER);
    w->pointer = floats(a, words, NESTED_LINKS);
    w->nested_keys = floats(a, words, NESTED_LINKS * POINTER);
    w->arcs = floats(a, SENTENCE_MAX, 1 + SENTENCE_MAX);
    w->heads = ARENA_ZARRAY(a, uint32_t, SENTENCE_MAX);
    w->relations = floats(a, BLOCK_ROWS, POINTER);
    w->relation_scores = floats(a, BLOCK_ROWS, RELATIONS_MAX);
    w->tree = tree_scratch_new(a, SENTENCE_MAX);
    return !arena_failed(a) && w->tree;
}

struct worker *worker_new(const struct model *m, hearsay_error *err)
{
    struct worker *w = calloc(1, sizeof *w);
    if (w)
        *w = (struct worker){ .model = m, .arena = arena_new(1 << 20), .scratch = arena_new(1 << 18), .rows_max = BATCH_WINDOWS * m->config.window };
    if (!w || !w->arena || !w->scratch || !make_buffers(w)) {
        worker_free(w);
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a thread's buffers");
        return NULL;
    }
    if (make_stream(w, err) == HEARSAY_OK) return w;
    worker_free(w);
    return NULL;
}

void worker_free(struct worker *w)
{
    if (!w) return;
    stream_close(&w->stream);
    arena_free(w->arena);
    arena_free(w->scratch);
    free(w);
}

struct arena *worker_scratch(struct worker *w) { return w->scratch; }

/* ---- Running -------------------------------------------------------------------------------------------------------------- */

/* How many there is room for in the reading. */
struct room {
    uint32_t spans, nested;
};

static hearsay_code run_batch(struct worker *w, struct hearsay_document *doc, struct windows *all, uint32_t from, uint32_t to, struct labels *labels,
                              struct reading *out, struct room *room, hearsay_error *err)
{
    hearsay_code code = encoder_embed(w, all, from, to, err);
    for (uint32_t n = 0; n < w->model->config.layers && code == HEARSAY_OK; n++) code = encoder_layer(w, all, from, to, n, err);
    for (uint32_t i = from; i < to && code == HEARSAY_OK; i++) {
        code = heads_run(w, all, &all->at[i], err);
        if (code) break;
        const enum stage before = stage_begin(STAGE_LABELS);
        heads_words(w, doc, &all->at[i], labels);
        stage_begin(STAGE_PARSE);
        code = parse_window(w, doc, &all->at[i], labels->starts, err);
        if (code == HEARSAY_OK) code = coref_window(w, doc, &all->at[i], labels, out, err);
        stage_begin(STAGE_LINKS);
        if (code == HEARSAY_OK) code = links_window(w, &all->at[i], out, &room->spans, err);
        if (code == HEARSAY_OK && w->nested) code = nested_window(w, &all->at[i], out, &room->nested, err);
        stage_end(before);
    }
    return code;
}

/* doc->entities from BIO labels; an entity ends with its block, and never goes on from one window into the next, since each window's labels begin
 * with O or B. */
static hearsay_code collect_entities(struct hearsay_document *doc, const uint8_t *label, hearsay_error *err)
{
    uint32_t n = 0, block = 0;
    for (uint32_t i = 0; i < doc->n_words; i++) n += label[i] % 2;
    doc->entities = ARENA_ARRAY(doc->arena, struct entity, n);
    if (!doc->entities) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %u entities", n);
    for (uint32_t i = 0; i < doc->n_words; i++) {
        if (label[i] % 2 == 0) continue;
        uint32_t end = i + 1;
        while (block < doc->n_blocks && doc->blocks[block].first_word + doc->blocks[block].words <= i) block++;
        const uint32_t edge = block < doc->n_blocks ? doc->blocks[block].first_word + doc->blocks[block].words : doc->n_words;
        while (end < edge && label[end] == label[i] + 1) end++;
        doc->entities[doc->n_entities++] = (struct entity){
            { doc->words[i].span.start, doc->words[end - 1].span.end },
            (enum entity_type)(label[i] / 2),
            i,
            end - i,
        };
    }
    return HEARSAY_OK;
}

static hearsay_code run(struct worker *w, struct hearsay_document *doc, struct reading *out, hearsay_error *err)
{
    struct windows all;
    struct labels labels = { ARENA_ZARRAY(w->scratch, uint8_t, doc->n_words), ARENA_ZARRAY(w->scratch, uint8_t, doc->n_words),
                             ARENA_ZARRAY(w->scratch, uint8_t, doc->n_words) };
    struct room room = { 0 };
    *out = (struct reading){ .mention = labels.mention,
                             .actor_probability = ARENA_ARRAY(w->scratch, float, doc->n_words),
                             .vector = ARENA_ARRAY(w->scratch, const float *, doc->n_words),
                             .coref_distance = w->model->weights.coref_distance };
    if (!labels.starts || !labels.entity || !labels.mention || !out->actor_probability || !out->vector)
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %u words", doc->n_words);
    for (uint32_t b = 0; b < doc->n_blocks; b++)
        if (doc->blocks[b].words) labels.starts[doc->blocks[b].first_word] = 1;
    const enum stage before = stage_begin(STAGE_PIECES);
    hearsay_code code = windows_cut(&all, w->model->vocabulary, doc, w->model->config.window, w->scratch, err);
    stage_end(before);
    if (code) return code;
    out->windows = ARENA_ARRAY(w->scratch, struct window_reading, all.n);
    if (!out->windows) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %u windows", all.n);
    for (uint32_t from = 0, to; from < all.n; from = to) {
        to = encoder_batch(w, &all, from);
        code = run_batch(w, doc, &all, from, to, &labels, out, &room, err);
        if (code) return code;
    }
    doc->deprel_names = w->model->config.relations;
    doc->n_deprels = w->model->config.n_relations;
    if ((code = collect_entities(doc, labels.entity, err))) return code;
    if ((code = text_sentences(doc, labels.starts, err))) return code;
    parse_join(w->model, doc);
    return HEARSAY_OK;
}

hearsay_code model_run(struct worker *w, struct hearsay_document *doc, bool nested, struct reading *out, hearsay_error *err)
{
    int threads = one_thread_begin();
    w->nested = nested;
    hearsay_code code = run(w, doc, out, err);
    out->inside = nested;
    one_thread_end(threads);
    return code;
}
