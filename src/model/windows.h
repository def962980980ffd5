/* windows.h: a document's words as pieces, and the stretches of them that are encoded together. */
#ifndef HS_WINDOWS_H
#define HS_WINDOWS_H

#include "document.h"
#include "model/pieces.h"

struct window {
    uint32_t first_word, words;
    uint32_t first_row;                        /* in its batch; [CLS]'s */
};

struct windows {
    int32_t *pieces;                           /* [first[n_words]] */
    uint32_t *first;                           /* [n_words + 1] each word's first piece */
    uint8_t *features;                         /* [n_words] rows of embeddings.feature */
    struct window *at; uint32_t n;
};

/* windows_cut: windows of at most `limit` rows, as README.md says. Lives in `scratch`. Errors  HEARSAY_E_NOMEM. */
hearsay_code windows_cut(struct windows *out, const struct vocabulary *v, const struct hearsay_document *doc, uint32_t limit, struct arena *scratch,
                         hearsay_error *err);

/* [CLS] and the window's pieces. */
static inline uint32_t window_rows(const struct windows *all, const struct window *w)
{
    return 1 + all->first[w->first_word + w->words] - all->first[w->first_word];
}

/* The row, in its batch, of the first piece of word i of the document. */
static inline uint32_t window_row_of(const struct windows *all, const struct window *w, uint32_t i)
{
    return w->first_row + 1 + all->first[i] - all->first[w->first_word];
}

#endif
