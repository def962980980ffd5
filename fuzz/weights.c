/* weights: a weight file. Its checksum is put right first, else nothing behind it would ever be reached. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <xxhash.h>

#include "fuzz.h"

static void mend_checksum(uint8_t *file, size_t size)
{
    uint64_t header = 0;
    char digits[17];
    if (size < 8) return;
    for (int i = 7; i >= 0; i--) header = header << 8 | file[i];
    if (header > size - 8) return;
    static const char key[] = "\"checksum\":\"";
    uint8_t *at = memmem(file + 8, (size_t)header, key, sizeof key - 1);
    if (!at || (size_t)(at - file) + sizeof key - 1 + 16 > 8 + header) return;
    snprintf(digits, sizeof digits, "%016llx", (unsigned long long)XXH3_64bits(file + 8 + header, size - 8 - (size_t)header));
    memcpy(at + sizeof key - 1, digits, 16);
}

/* The vocabulary is looked for beside the weights: a folder of our own with a link to the tiny model's. */
static const char *place(void)
{
    static char folder[] = "/tmp/hearsay-fuzz-XXXXXX", path[64];
    if (path[0]) return path;
    char vocabulary[80], target[4096];
    if (!mkdtemp(folder) || !realpath("tests/golden/tiny.vocab.txt", target)) abort();
    snprintf(vocabulary, sizeof vocabulary, "%s/w.vocab.txt", folder);
    if (symlink(target, vocabulary) != 0) abort();
    snprintf(path, sizeof path, "%s/w.safetensors", folder);
    return path;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_error err;
    uint8_t *copy = malloc(size ? size : 1);
    if (!copy) return 0;
    memcpy(copy, data, size);
    mend_checksum(copy, size);
    FILE *out = fopen(place(), "wb");
    if (!out || fwrite(copy, 1, size, out) != size || fclose(out) != 0) abort();
    free(copy);
    hearsay_engine_options opts = HEARSAY_ENGINE_OPTIONS_INIT;
    hearsay_engine *eng = hearsay_engine_open(place(), &opts, &err);
    static const char text[] = "The minister said on Monday that Norway had denied it.";
    if (eng) fuzz_walk(hearsay_read(eng, text, sizeof text - 1, NULL, NULL));
    hearsay_engine_close(eng);
    return 0;
}
