/* jsonl.c: one line of JSON Lines (jsonlines.org), read by jansson (RFC 8259).
 *
 * jansson refuses invalid UTF-8 and \uD800 without its other half. Crawlers write both, the second because Python's json.dumps does, and one such
 * character should not cost an article: unless we are to be strict, they are mended in a copy of the line before it is parsed.
 * A number that is too large for jansson, or an array nested 2,048 deep, is an error of that line like any other. */
#include "page/jsonl.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/json.h"
#include "base/utf8.h"

/* ---- Lone surrogates ----------------------------------------------------------------------------------------------------- */

/* The four digits of a \uXXXX at s, or -1. */
static int32_t escaped_unit(const char *s, size_t len)
{
    if (len < 6 || s[0] != '\\' || s[1] != 'u') return -1;
    int32_t unit = 0;
    for (int i = 2; i < 6; i++) {
        char c = s[i];
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
        if (digit < 0) return -1;
        unit = unit * 16 + digit;
    }
    return unit;
}

static bool is_high(int32_t unit) { return unit >= 0xD800 && unit <= 0xDBFF; }
static bool is_low(int32_t unit) { return unit >= 0xDC00 && unit <= 0xDFFF; }

/* The next half of a surrogate pair without the other, at or after i; len if there is none. Backslashes stand only inside strings. */
static size_t lone_surrogate_at(const char *s, size_t len, size_t i)
{
    while (i < len) {
        const char *backslash = memchr(s + i, '\\', len - i);
        if (!backslash) return len;
        i = (size_t)(backslash - s);
        int32_t unit = escaped_unit(s + i, len - i);
        if (is_high(unit) && is_low(escaped_unit(s + i + 6, len - i - 6)))
            i += 12;
        else if (is_high(unit) || is_low(unit))
            return i;
        else
            i += unit >= 0 ? 6 : 2;
    }
    return len;
}

/* ---- A line that jansson can read ---------------------------------------------------------------------------------------- */

/* Points *line to a mended copy in the arena, if it needs one. */
static hearsay_code mend(const char **line, size_t *len, bool strict, struct arena *a, uint32_t *repairs, hearsay_error *err)
{
    size_t bad_byte = utf8_invalid_at(*line, *len), half = lone_surrogate_at(*line, *len, 0);
    if (bad_byte == *len && half == *len) return HEARSAY_OK;
    if (strict) {
        bool byte_first = bad_byte < half;
        return byte_first ? error_set(err, HEARSAY_E_UTF8, bad_byte, "byte %zu is not UTF-8", bad_byte)
                          : error_set(err, HEARSAY_E_UTF8, half, "byte %zu: half of a surrogate pair", half);
    }
    char *copy = utf8_repair(a, *line, *len, len, repairs);
    if (!copy) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a record of %zu bytes", *len);
    for (size_t i = lone_surrogate_at(copy, *len, 0); i < *len; i = lone_surrogate_at(copy, *len, i)) {
        memcpy(copy + i, "\\uFFFD", 6);
        ++*repairs;
    }
    *line = copy;
    return HEARSAY_OK;
}

static const char *type_name(const json_t *value)
{
    switch (json_typeof(value)) {
    case JSON_OBJECT: return "an object";
    case JSON_ARRAY: return "an array";
    case JSON_STRING: return "a string";
    case JSON_INTEGER:
    case JSON_REAL: return "a number";
    case JSON_NULL: return "null";
    default: return "a truth value";
    }
}

/* A field of metadata: NULL unless it is a string with something in it, and no U+0000. */
static const char *field(const json_t *root, const char *name)
{
    const json_t *value = json_object_get(root, name);
    const char *s = json_string_value(value);
    return s && *s && strlen(s) == json_string_length(value) ? s : NULL;
}

static hearsay_code fill(struct jsonl_record *r, json_t *root, hearsay_error *err)
{
    if (!json_is_object(root)) return error_set(err, HEARSAY_E_JSON, 0, "the record is an array, expected an object with \"text\" or \"html\"");
    const json_t *text = json_object_get(root, "text"), *html = json_object_get(root, "html");
    /* Crawlers leave the text null where they found none. */
    r->html = html && (!text || json_is_null(text));
    if (r->html) text = html;
    if (!text) return error_set(err, HEARSAY_E_JSON, 0, "the record has no \"text\" and no \"html\"");
    if (!json_is_string(text))
        return error_set(err, HEARSAY_E_JSON, 0, "\"%s\" is %s, expected a string", r->html ? "html" : "text", type_name(text));
    r->text = json_string_value(text);
    r->len = json_string_length(text);
    r->id = field(root, "id");
    r->url = field(root, "url");
    r->title = field(root, "title");
    r->outlet = field(root, "outlet");
    r->published = field(root, "published");
    r->charset = field(root, "charset");
    const json_t *id = json_object_get(root, "id");
    if (json_is_integer(id)) {
        r->id_digits = malloc(24);
        if (!r->id_digits) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a record's id");
        snprintf(r->id_digits, 24, "%" JSON_INTEGER_FORMAT, json_integer_value(id));
        r->id = r->id_digits;
    }
    return HEARSAY_OK;
}

hearsay_code jsonl_read(struct jsonl_record *r, const char *line, size_t len, bool strict, hearsay_error *err)
{
    *r = (struct jsonl_record){ 0 };
    struct arena *a = arena_new(0);
    if (!a) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a record of %zu bytes", len);
    hearsay_code code = mend(&line, &len, strict, a, &r->repairs, err);
    if (code == HEARSAY_OK) {
        json_error_t why;
        bool no_memory;
        json_t *root = json_parse(line, len, JSON_ALLOW_NUL, &why, &no_memory);
        if (root) {
            r->json = root;
            code = fill(r, root, err);
        } else if (no_memory) {
            code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a record of %zu bytes", len);
        } else {
            size_t at = why.position > 0 ? (size_t)why.position : 0;
            code = error_set(err, HEARSAY_E_JSON, at, "byte %zu: broken JSON: %s", at, why.text);
        }
    }
    arena_free(a);
    if (code != HEARSAY_OK) jsonl_free(r);
    return code;
}

void jsonl_free(struct jsonl_record *r)
{
    json_decref(r->json);
    free(r->id_digits);
    *r = (struct jsonl_record){ 0 };
}
