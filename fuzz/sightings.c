/* sightings: the bytes of two claims as Spark or a store hands them back; half of the input is one, half the other. */
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const size_t half = size / 2;
    const double there = hearsay_claims_linked(data, half, data + half, half), back = hearsay_claims_linked(data + half, half, data, half);
    if (!(there >= 0 && there <= 1) || !(back >= 0 && back <= 1)) abort();
    return 0;
}
