/* weights.c: from the tensors of a weight file to what the engine computes with.
 *
 * Matrices that are multiplied with the same rows are laid one under the other and become one product: query, key and value of a layer; all heads
 * that are 128 wide; all small heads. The attention's scale, and the factor that turns e^x into 2^x, go into the query's weights.
 * A tensor with a number that is not finite is refused: one NaN would spread over every word. */
#include "model/weights.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* What loading needs at every step; code stays at the first failure, and nothing is done after it. */
struct loader {
    struct weights *w;
    const struct tensor_file *file;
    const struct kernels *kernels;
    dnnl_engine_t engine;
    float *matrix, *bias; /* the product that is being put together: [rows][columns], [rows] */
    uint32_t columns;
    hearsay_code code;
    hearsay_error *err;
};

static void out_of_memory(struct loader *l)
{
    if (!l->code) l->code = error_set(l->err, HEARSAY_E_NOMEM, 0, "%s: no memory for the weights", l->file->path);
}

static const struct tensor *find(struct loader *l, const char *name, uint32_t rows, uint32_t columns)
{
    if (l->code) return NULL;
    const struct tensor *t = tensor_find(l->file, name, rows, columns, l->err);
    if (!t) {
        l->code = HEARSAY_E_MODEL;
        return NULL;
    }
    if (l->kernels->finite(t->data, (size_t)t->rows * t->columns)) return t;
    l->code = error_set(l->err, HEARSAY_E_MODEL, t->start, "%s: tensor %s holds a number that is not finite", l->file->path, name);
    return NULL;
}

static void widen(const struct loader *l, const uint16_t *in, size_t n, float *out)
{
    size_t whole = n / ROW_MULTIPLE * ROW_MULTIPLE;
    l->kernels->widen(in, whole, out);
    for (size_t i = whole; i < n; i++) out[i] = bf16_float(in[i]);
}

/* A tensor as floats in the model's arena, with `extra` rows of zeros behind it. */
static const float *floats(struct loader *l, const char *name, uint32_t rows, uint32_t columns, uint32_t extra)
{
    const struct tensor *t = find(l, name, rows, columns);
    if (!t) return NULL;
    size_t n = (size_t)t->rows * t->columns;
    float *out = ARENA_ZARRAY(l->w->arena, float, n + (size_t)extra * columns);
    if (!out) {
        out_of_memory(l);
        return NULL;
    }
    widen(l, t->data, n, out);
    return out;
}

static struct norm norm_of(struct loader *l, const char *prefix, uint32_t width)
{
    char name[96];
    snprintf(name, sizeof name, "%s.weight", prefix);
    const float *weight = floats(l, name, 0, width, 0);
    snprintf(name, sizeof name, "%s.bias", prefix);
    return (struct norm){ weight, floats(l, name, 0, width, 0) };
}

/* The rows of PREFIX.weight and PREFIX.bias go to row `at` of the product that is being put together. */
static void stack(struct loader *l, const char *prefix, uint32_t rows, uint32_t columns, uint32_t at)
{
    char name[96];
    snprintf(name, sizeof name, "%s.weight", prefix);
    const struct tensor *weight = find(l, name, rows, columns);
    snprintf(name, sizeof name, "%s.bias", prefix);
    const struct tensor *bias = find(l, name, 0, rows);
    if (!weight || !bias) return;
    l->columns = columns;
    widen(l, weight->data, (size_t)rows * columns, l->matrix + (size_t)at * columns);
    widen(l, bias->data, rows, l->bias + at);
}

/* Zeros from row `from` up to `rows`. */
static void pad(struct loader *l, uint32_t from, uint32_t rows)
{
    if (l->code) return;
    memset(l->matrix + (size_t)from * l->columns, 0, (size_t)(rows - from) * l->columns * sizeof *l->matrix);
    memset(l->bias + from, 0, (rows - from) * sizeof *l->bias);
}

static void pack(struct loader *l, struct linear *out, enum slot slot, enum form form, uint32_t rows)
{
    if (!l->code) l->code = linear_pack(out, slot, l->engine, l->kernels, form, l->matrix, l->bias, rows, l->columns, l->err);
}

static void single(struct loader *l, struct linear *out, enum slot slot, enum form form, const char *prefix, uint32_t rows, uint32_t columns)
{
    stack(l, prefix, rows, columns, 0);
    pack(l, out, slot, form, rows);
}

static void load_layer(struct loader *l, const struct config *c, uint32_t n, enum form form)
{
    struct layer_weights *layer = &l->w->layers[n];
    char query[64], key[64], value[64], name[64];
    snprintf(query, sizeof query, "layer.%u.attention.query", n);
    snprintf(key, sizeof key, "layer.%u.attention.key", n);
    snprintf(value, sizeof value, "layer.%u.attention.value", n);
    stack(l, query, c->hidden, c->hidden, 0);
    stack(l, key, c->hidden, c->hidden, c->hidden);
    stack(l, value, c->hidden, c->hidden, 2 * c->hidden);
    if (l->code) return;
    const float scale = 1.44269504f / sqrtf(HEAD_SIZE);
    for (size_t i = 0; i < (size_t)c->hidden * c->hidden; i++) l->matrix[i] *= scale;
    for (size_t i = 0; i < c->hidden; i++) l->bias[i] *= scale;
    pack(l, &layer->qkv, SLOT_QKV, form, 3 * c->hidden);
    snprintf(name, sizeof name, "layer.%u.attention.output", n);
    single(l, &layer->output, SLOT_OUTPUT, form, name, c->hidden, c->hidden);
    snprintf(name, sizeof name, "layer.%u.attention.norm", n);
    layer->attention_norm = norm_of(l, name, c->hidden);
    snprintf(name, sizeof name, "layer.%u.intermediate", n);
    single(l, &layer->intermediate, SLOT_INTERMEDIATE, form, name, c->intermediate, c->hidden);
    snprintf(name, sizeof name, "layer.%u.output", n);
    single(l, &layer->down, SLOT_DOWN, form, name, c->hidden, c->intermediate);
    snprintf(name, sizeof name, "layer.%u.output_norm", n);
    layer->output_norm = norm_of(l, name, c->hidden);
}

static void load_crf(struct loader *l, struct crf *crf, const char *prefix, uint32_t labels)
{
    char name[64];
    snprintf(name, sizeof name, "%s.start", prefix);
    const struct tensor *start = find(l, name, 0, labels);
    snprintf(name, sizeof name, "%s.end", prefix);
    const struct tensor *end = find(l, name, 0, labels);
    snprintf(name, sizeof name, "%s.transition", prefix);
    const struct tensor *transition = find(l, name, labels, labels);
    if (!start || !end || !transition) return;
    crf->labels = labels;
    for (uint32_t i = 0; i < labels; i++) {
        crf->start[i] = bf16_float(start->data[i]);
        crf->end[i] = bf16_float(end->data[i]);
        for (uint32_t j = 0; j < labels; j++) crf->transition[i][j] = bf16_float(transition->data[i * labels + j]);
    }
    crf_forbid(crf);
}

/* Two sides of 17 buckets each, laid out for every number of words between. */
static const float *load_distance(struct loader *l, const char *name)
{
    static const uint32_t edges[LINK_BUCKETS + 1] = { 0, 1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, UINT32_MAX };
    const struct tensor *t = find(l, name, 2, LINK_BUCKETS);
    if (!t) return NULL;
    float *out = ARENA_ARRAY(l->w->arena, float, 2 * WINDOW_MAX);
    if (!out) {
        out_of_memory(l);
        return NULL;
    }
    for (uint32_t between = 0, b = 0; between < WINDOW_MAX; between++) {
        if (between == edges[b + 1]) b++;
        out[between] = bf16_float(t->data[b]);
        out[WINDOW_MAX + between] = bf16_float(t->data[LINK_BUCKETS + b]);
    }
    return out;
}

static void load_links(struct loader *l, uint32_t hidden, enum form form)
{
    static const char *const distances[LINKS] = { "link.cue_source.distance", "link.content_cue.distance", "link.content_source.distance" };
    single(l, &l->w->cue_query, SLOT_CUE_QUERY, form, "link.cue_source.query", POINTER, 2 * hidden);
    stack(l, "link.content_cue.query", POINTER, 2 * hidden, 0);
    stack(l, "link.content_source.query", POINTER, 2 * hidden, POINTER);
    pack(l, &l->w->content_query, SLOT_CONTENT_QUERY, form, 2 * POINTER);
    for (int i = 0; i < LINKS; i++) l->w->link_distance[i] = load_distance(l, distances[i]);
}

static void load_nested(struct loader *l, uint32_t hidden, enum form form)
{
    static const char *const names[NESTED_LINKS] = { "source_first", "source_last", "content_first", "content_last" };
    char name[64];
    for (uint32_t i = 0; i < NESTED_LINKS; i++) {
        snprintf(name, sizeof name, "nested_link.%s.key", names[i]);
        stack(l, name, POINTER, hidden, i * POINTER);
        snprintf(name, sizeof name, "nested_link.%s.distance", names[i]);
        l->w->nested_distance[i] = load_distance(l, name);
    }
    pack(l, &l->w->nested_key, SLOT_NESTED_KEY, form, NESTED_LINKS * POINTER);
    for (uint32_t i = 0; i < NESTED_LINKS; i++) {
        snprintf(name, sizeof name, "nested_link.%s.query", names[i]);
        stack(l, name, POINTER, 2 * hidden, i * POINTER);
    }
    pack(l, &l->w->nested_query, SLOT_NESTED_QUERY, form, NESTED_LINKS * POINTER);
}

static void load_heads(struct loader *l, const struct config *c, enum form form)
{
    const uint32_t h = c->hidden, relations = (c->n_relations + ROW_MULTIPLE - 1) / ROW_MULTIPLE * ROW_MULTIPLE;
    stack(l, "tag", TAGS, h, NARROW_TAG);
    stack(l, "sentence", 1, h, NARROW_SENTENCE);
    stack(l, "upos", UPOS_TAGS, h, NARROW_UPOS);
    stack(l, "entity", ENTITY_TAGS, h, NARROW_ENTITY);
    stack(l, "mention", MENTIONS, h, NARROW_MENTION);
    stack(l, "nested", NESTED_TAGS, h, NARROW_NESTED);
    pack(l, &l->w->narrow, SLOT_NARROW, FORM_F32, NARROW);
    stack(l, "arc.dependent", POINTER, h, WIDE_ARC_DEPENDENT);
    stack(l, "arc.head", POINTER, h, WIDE_ARC_HEAD);
    stack(l, "relation.dependent", POINTER, h, WIDE_RELATION_DEPENDENT);
    stack(l, "relation.head", POINTER, h, WIDE_RELATION_HEAD);
    stack(l, "link.cue_source.key", POINTER, h, WIDE_LINK_KEY + LINK_CUE_SOURCE * POINTER);
    stack(l, "link.content_cue.key", POINTER, h, WIDE_LINK_KEY + LINK_CONTENT_CUE * POINTER);
    stack(l, "link.content_source.key", POINTER, h, WIDE_LINK_KEY + LINK_CONTENT_SOURCE * POINTER);
    stack(l, "coref.query", COREF, h, WIDE_COREF_QUERY);
    stack(l, "coref.key", COREF, h, WIDE_COREF_KEY);
    pad(l, WIDE_USED, WIDE);
    pack(l, &l->w->wide, SLOT_WIDE, form, WIDE);
    stack(l, "relation.out", c->n_relations, POINTER, 0);
    pad(l, c->n_relations, relations);
    pack(l, &l->w->relation_out, SLOT_RELATION, FORM_F32, relations);
    load_links(l, h, form);
    load_nested(l, h, form);
    load_crf(l, &l->w->tags, "crf", TAGS);
    load_crf(l, &l->w->entities, "entity_crf", ENTITY_TAGS);
    load_crf(l, &l->w->nested, "nested_crf", NESTED_TAGS);
    l->w->coref_distance = floats(l, "coref.distance", 0, COREF_BUCKETS, 0);
}

static void load_embeddings(struct loader *l, const struct config *c)
{
    const struct tensor *word = find(l, "embeddings.word", c->vocabulary, c->hidden);
    if (!word) return;
    l->w->word = word->data;
    l->w->position = floats(l, "embeddings.position", c->positions, c->hidden, 0);
    l->w->feature = floats(l, "embeddings.feature", FEATURES, c->hidden, 1);
    l->w->embeddings_norm = norm_of(l, "embeddings.norm", c->hidden);
}

hearsay_code weights_load(struct weights *w, const struct tensor_file *f, const struct config *c, dnnl_engine_t engine, const struct kernels *k,
                          enum form form, hearsay_error *err)
{
    *w = (struct weights){ .arena = arena_new(0) };
    /* The largest products: [3H][H], [I][H], [H][I], [WIDE][H], [NESTED_LINKS * POINTER][2H]. */
    size_t rows = 3 * (size_t)c->hidden > c->intermediate ? 3 * (size_t)c->hidden : c->intermediate;
    if (rows < WIDE) rows = WIDE;
    if (rows < 2 * NESTED_LINKS * POINTER) rows = 2 * NESTED_LINKS * POINTER;
    struct loader l = { .w = w, .file = f, .kernels = k, .engine = engine, .err = err };
    l.matrix = aligned_alloc(64, rows * c->hidden * sizeof *l.matrix);
    l.bias = aligned_alloc(64, rows * sizeof *l.bias);
    if (w->arena) w->layers = ARENA_ZARRAY(w->arena, struct layer_weights, c->layers);
    if (!w->layers || !l.matrix || !l.bias) out_of_memory(&l);
    load_embeddings(&l, c);
    for (uint32_t i = 0; i < c->layers && !l.code; i++) load_layer(&l, c, i, form);
    load_heads(&l, c, form);
    free(l.matrix);
    free(l.bias);
    return l.code;
}

void weights_free(struct weights *w, const struct config *c)
{
    for (uint32_t i = 0; w->layers && i < c->layers; i++) {
        linear_free(&w->layers[i].qkv);
        linear_free(&w->layers[i].output);
        linear_free(&w->layers[i].intermediate);
        linear_free(&w->layers[i].down);
    }
    linear_free(&w->narrow);
    linear_free(&w->wide);
    linear_free(&w->cue_query);
    linear_free(&w->content_query);
    linear_free(&w->nested_key);
    linear_free(&w->nested_query);
    linear_free(&w->relation_out);
    arena_free(w->arena);
    *w = (struct weights){ 0 };
}
