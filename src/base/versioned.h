/* versioned.h: the structs that callers fill begin with their own size, so that a program and a library of different ages understand each other:
 * what only one of them knows keeps its default. */
#ifndef HS_VERSIONED_H
#define HS_VERSIONED_H

#include <stdbool.h>
#include <stddef.h>
#include <string.h>

/* Copies of *given (NULL: nothing) what fits into *known, which holds the defaults. False: a struct of this size cannot be. */
static inline bool versioned_copy(void *known, size_t known_size, const void *given)
{
    size_t size = 0;
    if (!given) return true;
    memcpy(&size, given, sizeof size);
    if (size < sizeof size) return false;
    memcpy(known, given, size < known_size ? size : known_size);
    return true;
}

#endif
