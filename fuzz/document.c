/* document: a document's JSON, as hearsay_document_load() takes it; what it gives is written in every format, compared with itself, and its JSON
 * must load again. */
#include <stdlib.h>

#include "fuzz.h"

static void same_again(const hearsay_document *doc)
{
    char *json = NULL, *again = NULL;
    size_t len;
    if (hearsay_document_write(doc, HEARSAY_JSON, NULL, &json, &len, NULL) != HEARSAY_OK) abort();
    hearsay_error err;
    hearsay_document *back = hearsay_document_load(json, len, &err);
    if (!back || hearsay_document_write(back, HEARSAY_JSON, NULL, &again, NULL, NULL) != HEARSAY_OK) abort();
    hearsay_string_free(again);
    again = NULL;
    if (hearsay_diff_write(doc, back, HEARSAY_JSON, NULL, &again, NULL, NULL) != HEARSAY_OK) abort();
    hearsay_string_free(again);
    hearsay_string_free(json);
    hearsay_document_free(back);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_error err;
    hearsay_document *doc = hearsay_document_load((const char *)data, size, &err);
    if (!doc) {
        if (err.code != HEARSAY_E_JSON || !err.msg[0]) abort();
        return 0;
    }
    same_again(doc);
    for (size_t i = 0; i < hearsay_claim_count(doc); i++)
        if (hearsay_claim_link_at(doc, i).n_keys) abort();
    uint64_t *keys;
    size_t n;
    if (hearsay_document_keys(doc, &keys, &n, &err) == HEARSAY_OK) hearsay_keys_free(keys);
    fuzz_walk(doc);
    return 0;
}
