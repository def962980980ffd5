/* codepoints.c: counting the bytes that begin a character: all but 10xxxxxx (Unicode 15, table 3-6). */
#include "write/codepoints.h"

#include <stddef.h>

#define LINE_BYTES 64u

/* A plain loop: compilers count 16 or 32 bytes at a time here, and need no help. */
static uint32_t starts_in(const char *s, uint32_t n)
{
    uint32_t starts = 0;
    for (uint32_t i = 0; i < n; i++) starts += ((unsigned char)s[i] & 0xC0) != 0x80;
    return starts;
}

bool codepoints_make(struct codepoints *cp, struct arena *a, const char *text, uint32_t len)
{
    *cp = (struct codepoints){ text, len, NULL };
    if (starts_in(text, len) == len) return true;
    uint32_t lines = len / LINE_BYTES + 1;
    uint32_t *before = ARENA_ARRAY(a, uint32_t, lines);
    if (!before) return false;
    before[0] = 0;
    for (uint32_t i = 1; i < lines; i++) before[i] = before[i - 1] + starts_in(text + (size_t)(i - 1) * LINE_BYTES, LINE_BYTES);
    cp->before = before;
    return true;
}

uint32_t codepoints_at(const struct codepoints *cp, uint32_t byte)
{
    if (!cp->before) return byte;
    uint32_t line = byte / LINE_BYTES;
    return cp->before[line] + starts_in(cp->text + (size_t)line * LINE_BYTES, byte % LINE_BYTES);
}

hearsay_span codepoints_span(const struct codepoints *cp, struct span s)
{
    return (hearsay_span){ codepoints_at(cp, s.start), codepoints_at(cp, s.end) };
}
