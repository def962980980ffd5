/* vocabulary: the list of word pieces beside the weights, and words cut by it. */
#include <stdlib.h>

#include "fuzz.h"
#include "model/pieces.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const words[] = { "Ministers", "unbelievably",       "Zo\xc3\xab", "\xe6\x9d\xb1\xe4\xba\xac",
                                         "3,500",     "e\xcc\x81t\xc3\xa9", "\xc2\xad" };
    hearsay_error err;
    struct vocabulary *v = vocabulary_open(fuzz_file(data, size), &err);
    if (!v) {
        if (!err.msg[0] || err.at > size) abort();
        return 0;
    }
    for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
        int32_t ids[PIECES_A_WORD];
        size_t len = 0;
        while (words[i][len]) len++;
        const unsigned n = pieces_of_word(v, words[i], len, ids);
        if (!n || n > PIECES_A_WORD) abort();
        for (unsigned k = 0; k < n; k++)
            if (ids[k] < 0 || (uint32_t)ids[k] >= vocabulary_size(v)) abort();
    }
    vocabulary_close(v);
    return 0;
}
