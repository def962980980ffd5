/* config.h: what a weight file says of itself in its `config`. */
#ifndef HS_CONFIG_H
#define HS_CONFIG_H

#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

enum {
    HEAD_SIZE = 32,                            /* of an attention head: what the attention's kernels are made for */
    ROW_MULTIPLE = 16,                         /* hidden and intermediate are multiples of it: the widest vector of floats */
    HIDDEN_MIN = 64,                           /* two of them are a row as wide as the pointers' */
    LAYERS_MAX = 48, HIDDEN_MAX = 2048, INTERMEDIATE_MAX = 8192, WINDOW_MAX = 512, WINDOW_MIN = 18, RELATIONS_MAX = 96,
    CALIBRATION_MAX = 64
};

/* Numbers that training found on the dev set, by name. */
struct calibration {
    struct { const char *name; double value; } at[CALIBRATION_MAX];
    uint32_t n;
};

struct config {
    uint32_t layers, hidden, heads, intermediate, vocabulary, positions, window;
    const char **relations;                    /* [n_relations] names of doc->words[].deprel */
    uint32_t n_relations;
    struct calibration calibration;
    char *names;                               /* the bytes of all names above */
};

/* config_parse: the JSON object of `config`; `path` is for messages. Free with config_free().
 * Errors  HEARSAY_E_MODEL: broken JSON, a field that is missing, of another type or outside what the engine can hold; HEARSAY_E_NOMEM. */
hearsay_code config_parse(struct config *c, const char *json, size_t len, const char *path, hearsay_error *err);
void config_free(struct config *c);

/* The number of that name, else `otherwise`. */
double calibration_get(const struct calibration *c, const char *name, double otherwise);

#endif
