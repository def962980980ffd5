/* record.c: an article that comes as a JSON Lines record, as text or as a web page.
 *
 * A JSON string is text already, so what its page says of an encoding has been dealt with. But a crawler that takes everything for Latin-1 (as
 * Python's requests does when a server names no charset) writes the page's bytes as U+0000 to U+00FF, one a character; where the record
 * names the true charset, these bytes are had back. */
#include <stdlib.h>

#include "base/error.h"
#include "base/utf8.h"
#include "base/versioned.h"
#include "page/jsonl.h"
#include "read.h"

/* The bytes that a page of nothing but U+0000 to U+00FF stands for, malloced; NULL if it has other characters, or memory ran out, when it is
 * read as it is. s is valid UTF-8. */
static char *bytes_of_latin1(const char *s, size_t len, size_t *out_len)
{
    char *out = malloc(len + 1);
    size_t n = 0;
    for (size_t i = 0; out && i < len;) {
        uint32_t cp;
        i += utf8_decode(s + i, len - i, &cp);
        if (cp > 0xFF) {
            free(out);
            return NULL;
        }
        out[n++] = (char)(unsigned char)cp;
    }
    *out_len = n;
    return out;
}

static hearsay_document *read_record(const hearsay_engine *eng, bool page_only, const char *record, size_t len, const hearsay_options *opts,
                                     hearsay_error *err)
{
    hearsay_options known = HEARSAY_OPTIONS_INIT;
    if (!versioned_copy(&known, sizeof known, opts))
        return read_article(eng, &(struct article_input){ .page_only = page_only }, opts, err); /* it says why */
    if (len > known.max_bytes) {
        error_set(err, HEARSAY_E_TOO_LONG, known.max_bytes, "the record has %zu bytes, at most %zu are read", len, known.max_bytes);
        return NULL;
    }
    struct jsonl_record r;
    if (jsonl_read(&r, record, len, known.strict, err) != HEARSAY_OK) return NULL;
    size_t n_bytes = 0;
    char *bytes = r.html && r.charset ? bytes_of_latin1(r.text, r.len, &n_bytes) : NULL;
    const struct article_input in = {
        .html = r.html,
        .page_only = page_only,
        .bytes = bytes ? bytes : r.text,
        .len = bytes ? n_bytes : r.len,
        .uri = r.url ? r.url : r.id,
        .outlet = r.outlet,
        .title = r.title,
        .published = hearsay_date_valid(r.published) ? r.published : NULL,
        .charset = bytes ? r.charset : "utf-8",
        .repairs = r.repairs,
    };
    hearsay_document *doc = read_article(eng, &in, opts, err);
    free(bytes);
    jsonl_free(&r);
    return doc;
}

hearsay_document *hearsay_read_record(const hearsay_engine *eng, const char *record, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return read_record(eng, false, record, len, opts, err);
}

hearsay_document *hearsay_page_record(const char *record, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    return read_record(NULL, true, record, len, opts, err);
}
