/* golden.h: what PyTorch made of two windows (tests/golden/tiny.json, by train/golden.py), for the tests of encoder and heads. */
#ifndef GOLDEN_H
#define GOLDEN_H

#include "unit.h"

#include <math.h>

#include <jansson.h>

#include "model/network.h"

#define TINY "tests/golden/tiny.safetensors"

struct golden {
    json_t *root;
    const json_t *windows;
    /* Both windows as one document's. */
    struct windows all;
    struct window at[2];
    int32_t pieces[64];
    uint32_t first[32];
    uint8_t features[32];
    uint32_t n_words;
};

static inline int golden_int(const json_t *array, size_t i) { return (int)json_integer_value(json_array_get(array, i)); }

static inline void golden_load(struct golden *g)
{
    json_error_t fault;
    memset(g, 0, sizeof *g);
    g->root = json_load_file("tests/golden/tiny.json", 0, &fault);
    if (!g->root) fail_msg("tests/golden/tiny.json: %s", fault.text);
    g->windows = json_object_get(g->root, "windows");
    assert_int_equal(json_array_size(g->windows), 2);
    for (size_t i = 0; i < 2; i++) {
        const json_t *w = json_array_get(g->windows, i), *pieces = json_object_get(w, "pieces"), *counts = json_object_get(w, "counts");
        uint32_t used = g->first[g->n_words];
        g->at[i] = (struct window){ g->n_words, (uint32_t)json_array_size(counts), 0 };
        for (size_t k = 0; k < json_array_size(pieces); k++) g->pieces[used + k] = golden_int(pieces, k);
        for (size_t k = 0; k < json_array_size(counts); k++, g->n_words++) {
            g->features[g->n_words] = (uint8_t)golden_int(json_object_get(w, "features"), k);
            g->first[g->n_words + 1] = g->first[g->n_words] + (uint32_t)golden_int(counts, k);
        }
    }
    g->all = (struct windows){ g->pieces, g->first, g->features, g->at, 2 };
}

static inline struct model *golden_model(hearsay_compute compute)
{
    hearsay_error err;
    struct model *m = model_open(TINY, compute, &err);
    if (!m) fail_msg("%s: %s", TINY, err.msg);
    return m;
}

static inline struct worker *golden_worker(const struct model *m)
{
    hearsay_error err;
    struct worker *w = worker_new(m, &err);
    if (!w) fail_msg("%s", err.msg);
    return w;
}

/* Runs the whole encoder over both windows. */
static inline void golden_encode(struct golden *g, struct worker *w)
{
    hearsay_error err = { HEARSAY_OK, 0, "" };
    assert_int_equal(encoder_batch(w, &g->all, 0), 2);
    if (encoder_embed(w, &g->all, 0, 2, &err)) fail_msg("%s", err.msg);
    for (uint32_t n = 0; n < w->model->config.layers; n++)
        if (encoder_layer(w, &g->all, 0, 2, n, &err)) fail_msg("%s", err.msg);
}

#endif
