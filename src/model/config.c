/* config.c: the network's sizes, the relations' names and the calibration, from JSON.
 *
 * A size is refused here if the engine's kernels or buffers could not hold it, so that nothing behind this file looks at a size again. */
#include "model/config.h"

#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/error.h"
#include "base/json.h"

static hearsay_code size_of(const json_t *object, const char *name, uint32_t least, uint32_t most, uint32_t multiple, uint32_t *out, const char *path,
                            hearsay_error *err)
{
    const json_t *value = json_object_get(object, name);
    if (!json_is_integer(value)) return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: \"%s\" is not a whole number", path, name);
    json_int_t v = json_integer_value(value);
    if (v < least || v > most || v % multiple)
        return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: \"%s\" is %" JSON_INTEGER_FORMAT ", a multiple of %u from %u to %u expected", path,
                         name, v, multiple, least, most);
    *out = (uint32_t)v;
    return HEARSAY_OK;
}

static hearsay_code read_sizes(struct config *c, const json_t *object, const char *path, hearsay_error *err)
{
    const struct {
        const char *name;
        uint32_t least, most, multiple;
        uint32_t *out;
    } sizes[] = {
        { "layers", 1, LAYERS_MAX, 1, &c->layers },           { "hidden", HIDDEN_MIN, HIDDEN_MAX, ROW_MULTIPLE, &c->hidden },
        { "heads", 1, HIDDEN_MAX / HEAD_SIZE, 1, &c->heads }, { "intermediate", ROW_MULTIPLE, INTERMEDIATE_MAX, ROW_MULTIPLE, &c->intermediate },
        { "vocabulary", 1, 1 << 24, 1, &c->vocabulary },      { "positions", WINDOW_MIN, 1 << 16, 1, &c->positions },
        { "window", WINDOW_MIN, WINDOW_MAX, 1, &c->window },
    };
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
        hearsay_code code = size_of(object, sizes[i].name, sizes[i].least, sizes[i].most, sizes[i].multiple, sizes[i].out, path, err);
        if (code) return code;
    }
    if (c->hidden != c->heads * HEAD_SIZE)
        return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: %u heads of a hidden size of %u, heads of %d expected", path, c->heads, c->hidden,
                         HEAD_SIZE);
    if (c->window > c->positions)
        return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: a window of %u pieces, but only %u positions", path, c->window, c->positions);
    return HEARSAY_OK;
}

static const char *keep(char **at, const char *name)
{
    size_t n = strlen(name) + 1;
    char *kept = memcpy(*at, name, n);
    *at += n;
    return kept;
}

/* The names of relations and calibration move into one block of c's own. */
static hearsay_code read_names(struct config *c, const json_t *relations, const json_t *calibration, const char *path, hearsay_error *err)
{
    size_t bytes = 1, n = json_array_size(relations);
    const char *name;
    json_t *value;
    if (n < 1 || n > RELATIONS_MAX)
        return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: \"relations\" is not a list of 1 to %d names", path, RELATIONS_MAX);
    for (size_t i = 0; i < n; i++) {
        if (!json_string_length(json_array_get(relations, i)))
            return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: relation %zu is not a name", path, i);
        bytes += json_string_length(json_array_get(relations, i)) + 1;
    }
    if (calibration && (!json_is_object(calibration) || json_object_size(calibration) > CALIBRATION_MAX))
        return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: \"calibration\" is not an object of at most %d numbers", path, CALIBRATION_MAX);
    json_object_foreach((json_t *)calibration, name, value)
    {
        if (!json_is_number(value)) return error_set(err, HEARSAY_E_MODEL, 0, "%s: config: calibration \"%.60s\" is not a number", path, name);
        bytes += strlen(name) + 1;
    }
    char *at = c->names = malloc(bytes);
    c->relations = malloc(n * sizeof *c->relations);
    if (!c->names || !c->relations) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the config", path);
    for (size_t i = 0; i < n; i++) c->relations[c->n_relations++] = keep(&at, json_string_value(json_array_get(relations, i)));
    json_object_foreach((json_t *)calibration, name, value)
    {
        c->calibration.at[c->calibration.n].name = keep(&at, name);
        c->calibration.at[c->calibration.n++].value = json_number_value(value);
    }
    return HEARSAY_OK;
}

hearsay_code config_parse(struct config *c, const char *json, size_t len, const char *path, hearsay_error *err)
{
    json_error_t fault;
    *c = (struct config){ 0 };
    bool no_memory;
    json_t *object = json_parse(json, len, JSON_REJECT_DUPLICATES, &fault, &no_memory);
    if (no_memory) return error_set(err, HEARSAY_E_NOMEM, 0, "%s: no memory for the config", path);
    if (!object) return error_set(err, HEARSAY_E_MODEL, 0, "%s: config is no JSON at its byte %d: %.120s", path, fault.position, fault.text);
    hearsay_code code = read_sizes(c, object, path, err);
    if (code == HEARSAY_OK) code = read_names(c, json_object_get(object, "relations"), json_object_get(object, "calibration"), path, err);
    json_decref(object);
    if (code) config_free(c);
    return code;
}

void config_free(struct config *c)
{
    free(c->names);
    free(c->relations);
    *c = (struct config){ 0 };
}

double calibration_get(const struct calibration *c, const char *name, double otherwise)
{
    for (uint32_t i = 0; i < c->n; i++)
        if (strcmp(c->at[i].name, name) == 0) return c->at[i].value;
    return otherwise;
}
