/* read: an article through all stages, with a network of random weights. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    uint8_t control = fuzz_control(data, &size);
    opts.any_language = true;
    opts.outermost = control & 1;
    opts.min_score = control & 2 ? 0.5 : 0;
    if (control & 4) opts.published = "2024-03-01";
    if (control & 8) opts.outlet = "The Marlow Mail";
    fuzz_walk(control & 16 ? hearsay_read_html(fuzz_tiny(), (const char *)data, size, &opts, NULL)
                           : hearsay_read(fuzz_tiny(), (const char *)data, size, &opts, NULL));
    return 0;
}
