/* similarity.c: the table of word vectors, read beside the weights. */
#include "trace/similarity.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"
#include "model/safetensors.h"

/* Of a word of several pieces the rarest counts, and each further piece adds: such a word is rarer than any part of it. */
static const float further_piece = 1.0F, weight_most = 12.0F, weight_without_table = 6.0F;

struct similarity {
    const struct vocabulary *vocabulary;
    struct tensor_file file;
    char *path;
    const int8_t *vectors;            /* [V][MEANING_DIMENSIONS] */
    const uint16_t *scales, *weights; /* [V] */
};

static const char extension[] = ".safetensors", ours[] = ".similarity.safetensors";

static char *path_beside(const char *model_path)
{
    size_t len = strlen(model_path), ends = strlen(extension);
    if (len < ends || strcmp(model_path + len - ends, extension) != 0) ends = 0;
    char *path = malloc(len - ends + sizeof ours);
    if (!path) return NULL;
    memcpy(path, model_path, len - ends);
    memcpy(path + len - ends, ours, sizeof ours);
    return path;
}

hearsay_code similarity_open(struct similarity **out, const char *model_path, const struct vocabulary *v, hearsay_error *err)
{
    *out = NULL;
    char *path = path_beside(model_path);
    if (!path) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the table of similar words");
    if (access(path, F_OK) != 0) {
        free(path);
        return HEARSAY_OK;
    }
    struct similarity *s = calloc(1, sizeof *s);
    if (!s) {
        free(path);
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the table of similar words");
    }
    s->path = path;
    s->vocabulary = v;
    hearsay_code code = tensor_file_open(&s->file, path, err);
    const uint32_t rows = vocabulary_size(v);
    const struct tensor *scale = NULL, *weight = NULL;
    if (code == HEARSAY_OK && (!(s->vectors = tensor_find_bytes(&s->file, "vector", rows, MEANING_DIMENSIONS, err)) ||
                               !(scale = tensor_find(&s->file, "scale", 0, rows, err)) || !(weight = tensor_find(&s->file, "weight", 0, rows, err))))
        code = HEARSAY_E_MODEL;
    for (uint32_t i = 0; code == HEARSAY_OK && i < rows; i++)
        if (!isfinite(bf16_float(scale->data[i])) || !isfinite(bf16_float(weight->data[i])))
            code = error_set(err, HEARSAY_E_MODEL, scale->start, "%s: row %u has a scale or weight that is no number", path, i);
    if (code != HEARSAY_OK) {
        similarity_close(s);
        return code;
    }
    s->scales = scale->data;
    s->weights = weight->data;
    *out = s;
    return HEARSAY_OK;
}

void similarity_close(struct similarity *s)
{
    if (!s) return;
    tensor_file_close(&s->file);
    free(s->path);
    free(s);
}

void similarity_word(const struct similarity *s, const char *word, size_t len, struct meaning *out)
{
    int32_t pieces[PIECES_A_WORD];
    memset(out, 0, sizeof *out);
    if (!s) {
        out->weight = weight_without_table;
        return;
    }
    const unsigned n = pieces_of_word(s->vocabulary, word, len, pieces);
    for (unsigned i = 0; i < n; i++) {
        const int8_t *row = s->vectors + (size_t)pieces[i] * MEANING_DIMENSIONS;
        const float scale = bf16_float(s->scales[pieces[i]]);
        for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) out->vector[d] += scale * row[d];
        out->weight = fmaxf(out->weight, bf16_float(s->weights[pieces[i]]));
    }
    out->weight = fminf(out->weight + further_piece * (float)(n - 1), weight_most);
}

float meaning_cosine(const float *a, const float *b)
{
    float ab = 0, aa = 0, bb = 0;
    for (unsigned d = 0; d < MEANING_DIMENSIONS; d++) {
        ab += a[d] * b[d];
        aa += a[d] * a[d];
        bb += b[d] * b[d];
    }
    return aa > 0 && bb > 0 ? ab / sqrtf(aa * bb) : 0;
}
