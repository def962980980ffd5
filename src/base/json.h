/* json.h: jansson's parser, with lack of memory told apart from broken JSON. */
#ifndef HS_JSON_H
#define HS_JSON_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>

/* json_parse: as json_loadb(text, len, flags, why). NULL with *no_memory: memory ran out, and *why says nothing. */
json_t *json_parse(const char *text, size_t len, size_t flags, json_error_t *why, bool *no_memory);

#endif
