/* search.h: what people type, as FTS5 asks for it. */
#ifndef HS_SEARCH_H
#define HS_SEARCH_H

#include "write/buffer.h"

/* search_match: the words as an expression of FTS5, NUL-terminated: ships stop, "ships stopped", harbo*, -cranes, ships OR boats. False: there is
 * nothing to look for. Failure: out->failed. */
bool search_match(struct buffer *out, const char *words);

#endif
