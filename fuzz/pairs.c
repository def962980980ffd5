/* pairs: headlines and bodies as JSON Lines, checked in bulk; a line of === stands between them. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"

static void report(void *context, const hearsay_error *why)
{
    if (!why->code || !why->msg[0]) abort();
    ++*(size_t *)context;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char bar[] = "\n===\n";
    const char *text = (const char *)data, *at = size ? memmem(text, size, bar, sizeof bar - 1) : NULL;
    const size_t pairs = at ? (size_t)(at - text) + 1 : size, bodies = at ? pairs + sizeof bar - 2 : size;
    char *out = NULL;
    size_t len, failed, reported = 0;
    hearsay_error err;
    if (hearsay_check_pairs(fuzz_tiny(), text, pairs, text + bodies, size - bodies, report, &reported, &out, &len, &failed, &err) == HEARSAY_OK) {
        if (failed != reported || strlen(out) != len) abort();
        hearsay_string_free(out);
    } else if (err.code != HEARSAY_E_ARGUMENT) {
        abort();
    }
    return 0;
}
