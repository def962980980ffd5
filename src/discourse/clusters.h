/* clusters.h: mentions of one thing, put together step by step (union-find), with what is known of the thing. */
#ifndef HS_CLUSTERS_H
#define HS_CLUSTERS_H

#include "discourse/mentions.h"

/* What all mentions of a cluster say together. */
struct cluster {
    enum mention_class class;
    enum number number;
    enum gender gender;
    uint32_t name;                             /* the mention with the longest name, HS_NONE */
    uint32_t last;                             /* the end of its list */
    uint32_t size;
    const char *code;                          /* of the state that it is, NULL */
};

struct clusters {
    struct discourse *d;
    struct cluster *at;                        /* [n mentions] by leading mention: the first in the text */
    uint32_t *next;                            /* [n mentions] the next mention of the cluster, HS_NONE */
};

/* clusters_make: each mention alone. False: out of memory. */
bool clusters_make(struct clusters *c, struct discourse *d);

/* The mention that leads the cluster of m. */
uint32_t cluster_of(struct clusters *c, uint32_t m);

/* What is known of the thing that m stands for. */
static inline const struct cluster *cluster_at(struct clusters *c, uint32_t m) { return &c->at[cluster_of(c, m)]; }

/* Whether nothing known of the two speaks against their being one. */
bool clusters_agree(struct clusters *c, uint32_t a, uint32_t b);

/* Makes them one. */
void clusters_join(struct clusters *c, uint32_t a, uint32_t b);

#endif
