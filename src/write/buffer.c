/* buffer.c: doubling, so that n bytes cost O(n) whatever the pieces. */
#include "write/buffer.h"

#include <stdlib.h>
#include <string.h>

#define FIRST_BYTES ((size_t)4 << 10)

/* The place for n more bytes; NULL if there is none, or nothing to put there. */
static char *room(struct buffer *b, size_t n)
{
    if (b->failed || !n) return NULL;
    if (b->size - b->len < n) {
        size_t size = b->size ? b->size : FIRST_BYTES;
        while (size - b->len < n && size <= PTRDIFF_MAX / 2) size *= 2;
        char *at = size - b->len < n ? NULL : realloc(b->at, size);
        if (!at) {
            b->failed = true;
            return NULL;
        }
        b->at = at;
        b->size = size;
    }
    char *place = b->at + b->len;
    b->len += n;
    return place;
}

void buffer_bytes(struct buffer *b, const char *s, size_t n)
{
    char *place = room(b, n);
    if (place) memcpy(place, s, n);
}

void buffer_string(struct buffer *b, const char *s) { buffer_bytes(b, s, strlen(s)); }

void buffer_char(struct buffer *b, char c) { buffer_bytes(b, &c, 1); }

void buffer_fill(struct buffer *b, char c, size_t n)
{
    char *place = room(b, n);
    if (place) memset(place, c, n);
}

void buffer_number(struct buffer *b, uint64_t n)
{
    char digits[20];
    size_t i = sizeof digits;
    do digits[--i] = (char)('0' + n % 10);
    while (n /= 10);
    buffer_bytes(b, digits + i, sizeof digits - i);
}

void buffer_free(struct buffer *b)
{
    free(b->at);
    *b = (struct buffer){ 0 };
}
