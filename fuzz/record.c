/* record: one line of JSON Lines. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.strict = fuzz_control(data, &size) & 1;
    fuzz_walk(hearsay_page_record((const char *)data, size, &opts, NULL));
    return 0;
}
