/* codepoints.h: from byte offsets to code points, the only place where that happens.
 *
 *   text    |-------- 64 bytes --------|-------- 64 bytes --------|----
 *   before  0                          61                         125       code points that begin before each line
 *
 * codepoints_at(byte) is a look at `before` and a count within one line: made in one pass over the text, then constant time. A text
 * of nothing but ASCII has no table: its offsets are equal. */
#ifndef HS_CODEPOINTS_H
#define HS_CODEPOINTS_H

#include <stdbool.h>
#include <stdint.h>

#include "document.h"

struct codepoints {
    const char *text;                          /* valid UTF-8 */
    uint32_t len;                              /* bytes */
    const uint32_t *before;                    /* [len / 64 + 1], NULL for ASCII */
};

/* Reads text[0 .. len); the table lives in the arena, the text is only pointed to. False: out of memory. */
bool codepoints_make(struct codepoints *cp, struct arena *a, const char *text, uint32_t len);

/* How many code points begin before this byte; byte <= len. An offset inside a character counts that character. */
uint32_t codepoints_at(const struct codepoints *cp, uint32_t byte);
hearsay_span codepoints_span(const struct codepoints *cp, struct span s);

#endif
