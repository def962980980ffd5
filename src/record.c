/* record.c: an article that comes as a JSON Lines record, as text or as a web page. */
#include "base/error.h"
#include "base/versioned.h"
#include "page/jsonl.h"
#include "read.h"

static hearsay_document *read_record(const hearsay_engine *eng, bool page_only, const char *record, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    hearsay_options known = HEARSAY_OPTIONS_INIT;
    if (!versioned_copy(&known, sizeof known, opts)) return read_article(eng, &(struct article_input){ .page_only = page_only }, opts, err); /* it says why */
    if (len > known.max_bytes) {
        error_set(err, HEARSAY_E_TOO_LONG, known.max_bytes, "the record has %zu bytes, at most %zu are read", len, known.max_bytes);
        return NULL;
    }
    struct jsonl_record r;
    if (jsonl_read(&r, record, len, known.strict, err) != HEARSAY_OK) return NULL;
    const struct article_input in = {
        .html = r.html,
        .page_only = page_only,
        .bytes = r.text,
        .len = r.len,
        .uri = r.url ? r.url : r.id,
        .outlet = r.outlet,
        .title = r.title,
        .published = hearsay_date_valid(r.published) ? r.published : NULL,
        .charset = r.charset,
        .repairs = r.repairs,
    };
    hearsay_document *doc = read_article(eng, &in, opts, err);
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
