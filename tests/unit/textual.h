/* textual.h: documents for the tests of src/page and src/text. */
#ifndef HS_TEST_TEXTUAL_H
#define HS_TEST_TEXTUAL_H

#include <string.h>

#include "document.h"
#include "page/page.h"
#include "text/text.h"

/* A document of a text, without blocks. text must be valid UTF-8. Free it with textual_free(). */
static inline struct hearsay_document *textual_new(const char *text, size_t len)
{
    struct arena *a = arena_new(0);
    struct hearsay_document *doc = a ? ARENA_ZARRAY(a, struct hearsay_document, 1) : NULL;
    if (doc) {
        doc->arena = a;
        doc->text = arena_strdup(a, text, len);
        doc->len = (uint32_t)len;
    }
    return doc;
}

/* Every line a paragraph, so that tests of words do not hang on the kinds of blocks. Lines end in '\n' and have no white space at their ends. */
static inline void textual_lines(struct hearsay_document *doc)
{
    doc->blocks = ARENA_ZARRAY(doc->arena, struct block, doc->len + 1);
    for (uint32_t start = 0; start < doc->len;) {
        uint32_t end = start;
        while (end < doc->len && doc->text[end] != '\n')
            end++;
        if (end > start)
            doc->blocks[doc->n_blocks++] = (struct block){ { start, end }, BLOCK_PARAGRAPH, 0, 0 };
        start = end + 1;
    }
}

static inline void textual_free(struct hearsay_document *doc)
{
    arena_free(doc->arena);
}

#endif
