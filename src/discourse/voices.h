/* voices.h: the mentions that speak in the source of an attribution: one, or several joined. */
#ifndef HS_VOICES_H
#define HS_VOICES_H

#include "discourse/mentions.h"

enum { VOICES_MOST = 8 };

struct voices {
    uint32_t mentions[VOICES_MOST], n;         /* in text order */
    uint32_t first, last;                      /* the words from the first voice's to the last one's */
};

/* voices_of: who speaks in a span of bytes: "Rossiya 24 and RIA Novosti" are two, "the head of Ford and GM" is one. n is 0 where nobody does. */
struct voices voices_of(const struct discourse *d, struct span source);

#endif
