/* openapi.c: openapi.json, with what the project says elsewhere put in its place: the version, and the schema of a document
 * (docs/hearsay-1.schema.json), so that neither is written down twice.
 *
 * JSON Schema keeps its parts in "$defs" and refers to them by "#/$defs/NAME"; in OpenAPI they are components. */
#include "serve/openapi.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hearsay.h"
#include "serve/assets.h"
#include "serve/service.h"

static json_t *embedded_json(const char *name)
{
    for (size_t i = 0; i < api_n_files; i++)
        if (!strcmp(api_files[i].name, name)) return json_loadb(api_files[i].text, api_files[i].len, 0, NULL);
    return NULL;
}

/* "#/$defs/span" becomes "#/components/schemas/document-span". Depth is that of our own schema. */
static void refer(json_t *of)
{
    static const char from[] = "#/$defs/";
    const char *key;
    json_t *value;
    size_t i;
    if (json_is_array(of)) {
        json_array_foreach(of, i, value) refer(value);
        return;
    }
    json_object_foreach(of, key, value)
    {
        const char *text = !strcmp(key, "$ref") ? json_string_value(value) : NULL;
        if (text && !strncmp(text, from, sizeof from - 1)) {
            char to[160];
            snprintf(to, sizeof to, "#/components/schemas/document-%s", text + sizeof from - 1);
            json_string_set(value, to);
        } else {
            refer(value);
        }
    }
}

static bool add_document(json_t *schemas)
{
    json_t *document = embedded_json("hearsay-1.schema.json"), *part;
    const char *name;
    if (!document) return false;
    refer(document);
    json_object_foreach(json_object_get(document, "$defs"), name, part)
    {
        char key[160];
        snprintf(key, sizeof key, "document-%s", name);
        json_object_set(schemas, key, part);
    }
    json_object_del(document, "$defs");
    json_object_del(document, "$schema");
    json_object_del(document, "$id");
    return !json_object_set_new(schemas, "document", document);
}

/* What needs a store, or one that is written, is described only where it is there. */
static void leave_out(const struct service *s, json_t *paths)
{
    for (const struct route *r = routes; r->path; r++) {
        json_t *of_path = json_object_get(paths, r->path);
        if (service_has(s, r) || !of_path) continue;
        json_object_del(of_path, strcmp(r->method, "GET") ? "post" : "get");
        if (!json_object_get(of_path, "get") && !json_object_get(of_path, "post")) json_object_del(paths, r->path);
    }
}

char *openapi_text(const struct service *s, size_t *len)
{
    json_t *api = embedded_json("openapi.json");
    char *text = NULL;
    if (api && !json_object_set_new(json_object_get(api, "info"), "version", json_pack("s", HEARSAY_VERSION)) &&
        add_document(json_object_get(json_object_get(api, "components"), "schemas"))) {
        leave_out(s, json_object_get(api, "paths"));
        text = json_dumps(api, JSON_COMPACT | JSON_PRESERVE_ORDER);
    }
    json_decref(api);
    *len = text ? strlen(text) : 0;
    return text;
}
