/* shim_pieces.c: word pieces and features as the engine makes them, for the training (through ctypes; one thread).
 *
 * Built with src/model/pieces.c into one shared library, so that what the network learns from is what it will read. */
#include <stdlib.h>
#include <string.h>

#include "model/pieces.h"

int hs_shim_pieces(const char *vocab_path, const char *utf8, size_t len, const uint32_t (*spans)[2], uint32_t n, int32_t *out, uint32_t max_out,
                   uint32_t *first);
int hs_shim_features(const char *utf8, const uint32_t (*rows)[4], uint32_t n, uint8_t *out);

static struct vocabulary *loaded;
static char *loaded_path;

static const struct vocabulary *load(const char *path)
{
    if (loaded && strcmp(loaded_path, path) == 0) return loaded;
    vocabulary_close(loaded);
    free(loaded_path);
    loaded = vocabulary_open(path, NULL);
    loaded_path = strdup(path);
    if (!loaded || !loaded_path) {
        vocabulary_close(loaded);
        loaded = NULL;
    }
    return loaded;
}

/* The pieces of the words spans[i] = { start, end } (bytes into utf8) go to out[first[i] .. first[i + 1]). Returns how many pieces there are; -1: the
 * vocabulary cannot be loaded; -2: max_out is too small, or a span lies outside the text. */
int hs_shim_pieces(const char *vocab_path, const char *utf8, size_t len, const uint32_t (*spans)[2], uint32_t n, int32_t *out, uint32_t max_out,
                   uint32_t *first)
{
    const struct vocabulary *v = load(vocab_path);
    uint32_t used = 0;
    if (!v) return -1;
    for (uint32_t i = 0; i < n; i++) {
        int32_t ids[PIECES_A_WORD];
        if (spans[i][0] > spans[i][1] || spans[i][1] > len) return -2;
        unsigned k = pieces_of_word(v, utf8 + spans[i][0], spans[i][1] - spans[i][0], ids);
        if (k > max_out - used) return -2;
        first[i] = used;
        memcpy(out + used, ids, k * sizeof *ids);
        used += k;
    }
    first[n] = used;
    return (int)used;
}

/* The feature row of each word { start, end, flags, block } (bytes, enum word_flag, the block's number); returns n, or -2: out of memory. */
int hs_shim_features(const char *utf8, const uint32_t (*rows)[4], uint32_t n, uint8_t *out)
{
    struct word *words = calloc(n ? n : 1, sizeof *words);
    if (!words) return -2;
    for (uint32_t i = 0, head = 0; i < n; i++) {
        words[i].span = (struct span){ rows[i][0], rows[i][1] };
        words[i].flags = (uint8_t)rows[i][2];
        if (i && rows[i][3] != rows[i - 1][3]) head = i;
        out[i] = word_feature(utf8, words, i, head);
    }
    free(words);
    return (int)n;
}
