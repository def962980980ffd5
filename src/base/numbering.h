/* numbering.h: a map from 64-bit keys to 32-bit values: open addressing in an arena, which keeps what it outgrew until it is freed. */
#ifndef HS_NUMBERING_H
#define HS_NUMBERING_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

#define NUMBERING_NONE UINT32_MAX              /* no value of any key */

/* All zero but the arena: empty. */
struct numbering { struct arena *arena; struct numbered { uint64_t key; uint32_t value; } *slots; uint32_t n, mask; };

/* numbering_get: the key's value; NUMBERING_NONE: it has none. */
uint32_t numbering_get(const struct numbering *m, uint64_t key);

/* numbering_set: gives a key a value, in place of what it had. False: out of memory. */
bool numbering_set(struct numbering *m, uint64_t key, uint32_t value);

#endif
