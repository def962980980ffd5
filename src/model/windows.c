/* windows.c: cutting a document into windows of whole blocks.
 *
 * Greedy: a window takes block after block while they fit. A block that is longer than a window by itself is cut before the last word that may start
 * a sentence and still fits, else before the first word that does not; what is left of it opens the next window. train/data.py cuts in the same way.
 * */
#include "model/windows.h"

#include <string.h>

#include "base/error.h"

static bool cut_words(struct windows *out, const struct vocabulary *v, const struct hearsay_document *doc, struct arena *scratch)
{
    uint64_t most = 0;
    for (uint32_t i = 0; i < doc->n_words; i++) {
        uint32_t bytes = doc->words[i].span.end - doc->words[i].span.start;
        most += bytes < PIECES_A_WORD ? bytes + 1 : PIECES_A_WORD;
    }
    out->first = ARENA_ARRAY(scratch, uint32_t, (size_t)doc->n_words + 1);
    out->features = ARENA_ARRAY(scratch, uint8_t, doc->n_words);
    out->pieces = ARENA_ARRAY(scratch, int32_t, most);
    if (!out->first || !out->features || !out->pieces || most > UINT32_MAX) return false;
    uint32_t used = 0;
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        const struct block *block = &doc->blocks[b];
        for (uint32_t i = block->first_word; i < block->first_word + block->words; i++) {
            int32_t ids[PIECES_A_WORD];
            const struct span s = doc->words[i].span;
            unsigned n = pieces_of_word(v, doc->text + s.start, s.end - s.start, ids);
            if (n > s.end - s.start + 1) n = s.end - s.start + 1;
            memcpy(out->pieces + used, ids, n * sizeof *ids);
            out->first[i] = used;
            out->features[i] = word_feature(doc->text, doc->words, i, block->first_word);
            used += n;
        }
    }
    out->first[doc->n_words] = used;
    return true;
}

/* The end of the window that starts at word `start`; *block: at entry not behind that word's block, at return that of the next window. */
static uint32_t window_end(const struct windows *out, const struct hearsay_document *doc, uint32_t limit, uint32_t start, uint32_t *block)
{
    const uint32_t most = out->first[start] + limit - 1; /* [CLS] takes a row */
    uint32_t end = start;
    for (; *block < doc->n_blocks; ++*block) {
        uint32_t stop = doc->blocks[*block].first_word + doc->blocks[*block].words;
        if (stop <= end) continue;
        if (out->first[stop] > most) break;
        end = stop;
    }
    if (end > start) return end;
    for (end = start + 1; out->first[end + 1] <= most; end++) {}
    for (uint32_t k = end; k > start; k--)
        if (doc->words[k].flags & WORD_MAY_START) return k;
    return end;
}

hearsay_code windows_cut(struct windows *out, const struct vocabulary *v, const struct hearsay_document *doc, uint32_t limit, struct arena *scratch,
                         hearsay_error *err)
{
    *out = (struct windows){ 0 };
    if (!cut_words(out, v, doc, scratch)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the pieces of %u words", doc->n_words);
    for (int pass = 0; pass < 2; pass++) { /* counts, then fills */
        uint32_t n = 0, block = 0;
        for (uint32_t start = 0; start < doc->n_words; n++) {
            uint32_t end = window_end(out, doc, limit, start, &block);
            if (pass) out->at[n] = (struct window){ start, end - start, 0 };
            start = end;
        }
        if (pass) break;
        out->at = ARENA_ARRAY(scratch, struct window, n);
        out->n = n;
        if (!out->at) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %u windows", n);
    }
    return HEARSAY_OK;
}
