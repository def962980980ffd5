/* record.c: an article that comes as a JSON Lines record. */
#include "base/error.h"
#include "base/versioned.h"
#include "document.h"
#include "page/jsonl.h"

static const char *either(const char *a, const char *b) { return a ? a : b; }

hearsay_document *hearsay_read_record(const hearsay_engine *eng, const char *record, size_t len, const hearsay_options *opts, hearsay_error *err)
{
    hearsay_options known = HEARSAY_OPTIONS_INIT;
    if (!versioned_copy(&known, sizeof known, opts)) return hearsay_read(eng, NULL, 0, opts, err); /* which says what is wrong with them */
    known.size = sizeof known;
    if (len > known.max_bytes) {
        error_set(err, HEARSAY_E_TOO_LONG, known.max_bytes, "the record has %zu bytes, at most %zu are read", len, known.max_bytes);
        return NULL;
    }

    struct jsonl_record r;
    if (jsonl_read(&r, record, len, known.strict, err) != HEARSAY_OK) return NULL;
    known.uri = either(either(r.url, r.id), known.uri);
    known.title = either(r.title, known.title);
    known.outlet = either(r.outlet, known.outlet);
    if (hearsay_date_valid(r.published)) known.published = r.published;
    hearsay_document *doc = hearsay_read(eng, r.text, r.len, &known, err);
    if (doc) doc->repairs += r.repairs;
    jsonl_free(&r);
    return doc;
}
