/* blocks.c: the blocks of a plain text: each line that holds more than white space is one. */
#include "base/character.h"
#include "base/error.h"
#include "page/page.h"

#include <string.h>

hearsay_code blocks_of_text(struct hearsay_document *doc, hearsay_error *err)
{
    const char *s = doc->text;
    doc->n_blocks = 0;
    for (int pass = 0; pass < 2; pass++) {
        uint32_t n = 0;
        for (uint32_t at = 0; at < doc->len;) {
            const char *nl = memchr(s + at, '\n', doc->len - at);
            uint32_t end = nl ? (uint32_t)(nl - s) : doc->len;
            uint32_t start = at + (uint32_t)char_white_prefix(s + at, end - at);
            at = end + (nl != NULL);
            if (start >= end)
                continue;
            end -= (uint32_t)char_white_suffix(s + start, end - start);
            if (pass)
                doc->blocks[n] = (struct block){ { start, end }, BLOCK_PARAGRAPH, 0, 0 };
            n++;
        }
        if (!pass && !(doc->blocks = ARENA_ARRAY(doc->arena, struct block, n)))
            return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the blocks of the text");
        doc->n_blocks = n;
    }
    return HEARSAY_OK;
}
