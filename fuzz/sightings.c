/* sightings: the bytes of two claims, or of two actors, as Spark or a store hands them back; half of the input is one, half the other. */
#include <stdlib.h>

#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const size_t half = size / 2;
    const double there = hearsay_claims_linked(data, half, data + half, half), back = hearsay_claims_linked(data + half, half, data, half);
    if (!(there >= 0 && there <= 1) || !(back >= 0 && back <= 1)) abort();
    const void *const claims[] = { data, data + half, data };
    const size_t claim_lens[] = { half, half, half };
    static const uint32_t a[] = { 0, 0, 1 }, b[] = { 1, 2, 2 };
    uint32_t joined[3];
    hearsay_error why;
    if (hearsay_claims_joined(claims, claim_lens, 3, a, b, 3, joined, &why) == HEARSAY_OK) {
        if (joined[0] || joined[1] > 1 || joined[2] > 2) abort();
    } else if (why.code != HEARSAY_E_ARGUMENT || why.at > 1) {
        abort();
    }
    /* Actors of three articles, of which two are the same. */
    const void *const actors[] = { data, data + half, data };
    const size_t lens[] = { half, half, half };
    const uint64_t articles[] = { 1, 2, 3 };
    uint32_t first[3];
    hearsay_error err;
    if (hearsay_actors_linked(actors, lens, articles, 3, first, &err) == HEARSAY_OK) {
        if (first[0] || first[1] > 1 || first[2] > 2) abort();
    } else if (err.code != HEARSAY_E_ARGUMENT || err.at > 1) {
        abort();
    }
    return 0;
}
