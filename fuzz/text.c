/* text: an article of plain text, up to its blocks, and the keys of its copies. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    hearsay_error err;
    opts.strict = fuzz_control(data, &size) & 1;
    hearsay_document *doc = hearsay_page_text((const char *)data, size, &opts, &err);
    uint64_t *keys;
    size_t n;
    if (doc && hearsay_document_keys(doc, &keys, &n, &err) == HEARSAY_OK) hearsay_keys_free(keys);
    fuzz_walk(doc);
    return 0;
}
