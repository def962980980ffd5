/* numbering.c: linear probing, at most half full. Keys are spread by a multiplication (Knuth's), since numbers of texts come in rows. */
#include "base/numbering.h"

#include <assert.h>

enum { FIRST_SLOTS = 64 };

static struct numbered *slot(const struct numbering *m, uint64_t key)
{
    uint32_t at = (uint32_t)((key * 0x9E3779B97F4A7C15u) >> 32) & m->mask;
    while (m->slots[at].value != NUMBERING_NONE && m->slots[at].key != key) at = (at + 1) & m->mask;
    return &m->slots[at];
}

static bool grow(struct numbering *m)
{
    const uint32_t room = m->slots ? 2 * (m->mask + 1) : FIRST_SLOTS;
    struct numbering more = { m->arena, ARENA_ARRAY(m->arena, struct numbered, room), m->n, room - 1 };
    if (!more.slots) return false;
    for (uint32_t i = 0; i < room; i++) more.slots[i] = (struct numbered){ 0, NUMBERING_NONE };
    for (uint32_t i = 0; m->slots && i <= m->mask; i++)
        if (m->slots[i].value != NUMBERING_NONE) *slot(&more, m->slots[i].key) = m->slots[i];
    *m = more;
    return true;
}

uint32_t numbering_get(const struct numbering *m, uint64_t key) { return m->slots ? slot(m, key)->value : NUMBERING_NONE; }

bool numbering_set(struct numbering *m, uint64_t key, uint32_t value)
{
    assert(value != NUMBERING_NONE);
    if ((!m->slots || 2 * m->n > m->mask) && !grow(m)) return false;
    struct numbered *s = slot(m, key);
    m->n += s->value == NUMBERING_NONE;
    *s = (struct numbered){ key, value };
    return true;
}
