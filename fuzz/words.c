/* words: from text to words, sentences by rule, quotations and word pieces, without a network: thousands of texts a second. */
#include <stdlib.h>

#include "document.h"
#include "fuzz.h"
#include "model/pieces.h"
#include "text/text.h"

static const struct vocabulary *vocabulary(void)
{
    static struct vocabulary *v;
    if (!v) v = vocabulary_open("tests/golden/tiny.vocab.txt", NULL);
    if (!v) abort();
    return v;
}

static void check_words(const struct hearsay_document *doc)
{
    uint32_t end = 0;
    for (uint32_t i = 0; i < doc->n_words; i++) {
        const struct word *w = &doc->words[i];
        int32_t ids[PIECES_A_WORD];
        if (w->span.start < end || w->span.end <= w->span.start || w->span.end > doc->len) abort();
        end = w->span.end;
        const unsigned n = pieces_of_word(vocabulary(), doc->text + w->span.start, w->span.end - w->span.start, ids);
        if (!n || n > PIECES_A_WORD) abort();
        for (unsigned k = 0; k < n; k++)
            if (ids[k] < 0 || (uint32_t)ids[k] >= vocabulary_size(vocabulary())) abort();
    }
    for (uint32_t b = 0, i = 0; b < doc->n_blocks; b++) {
        if (doc->blocks[b].words && doc->blocks[b].first_word != i) abort();
        for (uint32_t k = 0; k < doc->blocks[b].words; k++, i++)
            if (word_feature(doc->text, doc->words, i, doc->blocks[b].first_word) >= FEATURES) abort();
    }
    for (uint32_t s = 0, i = 0; s < doc->n_sentences; s++) {
        if (!doc->sentences[s].words || doc->sentences[s].first_word != i) abort();
        i += doc->sentences[s].words;
        if (i > doc->n_words || (s + 1 == doc->n_sentences && i != doc->n_words)) abort();
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_error err;
    struct hearsay_document *doc = hearsay_page_text((const char *)data, size, NULL, &err);
    if (!doc) return 0;
    if (text_words(doc, &err) != HEARSAY_OK || text_sentences(doc, NULL, &err) != HEARSAY_OK) abort();
    check_words(doc);
    hearsay_document_free(doc);
    return 0;
}
