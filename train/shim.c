/* shim.c: hearsay's words for the training in Python, through ctypes, so that the network learns on the very words that it will be given.
 * Built as libhearsay_shim.so by the target hearsay_shim; no part of the library. */
#include <stdint.h>
#include <string.h>

#include "document.h"
#include "page/page.h"
#include "text/text.h"

int hs_shim_words(const char *utf8, size_t len, uint32_t (*out)[4], uint32_t max_words);

/* The words of a plain text: rows of start byte, end byte, flags (enum word_flag), index of the block. utf8 must be valid UTF-8.
 * Returns  how many there are; rows past max_words are not written. -1: out of memory or longer than 2 GiB. */
int hs_shim_words(const char *utf8, size_t len, uint32_t (*out)[4], uint32_t max_words)
{
    struct arena *arena = len > INT32_MAX ? NULL : arena_new(0);
    struct hearsay_document *doc = arena ? ARENA_ZARRAY(arena, struct hearsay_document, 1) : NULL;
    int n = -1;
    if (doc) {
        doc->arena = arena;
        doc->text = arena_strdup(arena, utf8, len);
        doc->len = (uint32_t)len;
        if (doc->text && blocks_of_text(doc, NULL) == HEARSAY_OK && text_words(doc, NULL) == HEARSAY_OK) {
            for (uint32_t b = 0; b < doc->n_blocks; b++)
                for (uint32_t i = doc->blocks[b].first_word; i < doc->blocks[b].first_word + doc->blocks[b].words && i < max_words; i++) {
                    const struct word *w = &doc->words[i];
                    const uint32_t row[4] = { w->span.start, w->span.end, w->flags, b };
                    memcpy(out[i], row, sizeof row);
                }
            n = (int)doc->n_words;
        }
    }
    arena_free(arena);
    return n;
}
