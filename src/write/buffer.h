/* buffer.h: bytes that grow at their end; what every writer writes into.
 * Starts as {0}. A failed allocation is remembered in `failed` and everything after it is dropped, so that writers need not look. */
#ifndef HS_BUFFER_H
#define HS_BUFFER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct buffer { char *at; size_t len, size; bool failed; };

void buffer_bytes(struct buffer *b, const char *s, size_t n);
void buffer_string(struct buffer *b, const char *s);               /* up to its NUL */
void buffer_char(struct buffer *b, char c);
void buffer_fill(struct buffer *b, char c, size_t n);              /* n times */
void buffer_number(struct buffer *b, uint64_t n);                  /* in decimal */
void buffer_free(struct buffer *b);

#endif
