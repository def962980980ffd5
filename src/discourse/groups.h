/* groups.h: an attribution in the making: indices into reading->spans. */
#ifndef HS_GROUPS_H
#define HS_GROUPS_H

#include "document.h"

struct group {
    uint32_t source, cue;                      /* HS_NONE where there is none */
    uint32_t *contents, n_contents;            /* in text order, at least one */
    bool inner;                                /* stands in a quotation that a rule made a content of (bare.c) */
};

struct groups { struct group *at; uint32_t n; };

#endif
