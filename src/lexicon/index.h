/* index.h: the lexicon in memory: an open-addressing hash of folded forms, and how it is made.
 *
 *   nodes   [mask + 1]   a node a key; a key is a form or the beginning of one at a word's end: "democratic", "democratic people", ...
 *                        So a lookup, which adds word after word, stops at the first word that leads nowhere.
 *   senses               a node's senses stand together, the likeliest first
 *   keys, strings        what nodes and senses point to */
#ifndef HS_INDEX_H
#define HS_INDEX_H

#include "lexicon/lexicon.h"

struct node {
    uint32_t key;                              /* offset into keys */
    uint32_t first;                            /* of its senses */
    uint16_t n;                                /* how many */
    uint8_t len;                               /* of the key; 0: the node is empty */
    bool goes_on;                              /* longer forms begin with this key */
};

struct lexicon {
    struct node *nodes;
    uint32_t mask;
    struct lexicon_sense *senses;
    uint32_t n_senses;
    char *keys, *strings;
    const struct lexicon_sense **states;       /* in the order of their codes */
    uint32_t n_states;
    uint64_t hash;                             /* of the tables that it was made from */
};

/* A table as text. user: its rows go before those that came before, and are marked. */
struct table {
    const char *name;                          /* for messages */
    const char *text;
    size_t len;
    bool user;
};

/* The built-in tables, in the order in which their senses count; made from lexicon/ by cmake/embed.cmake. */
extern const struct table lexicon_tables[];
extern const size_t lexicon_n_tables;

/* The same for tables of other shapes: cues.tsv, loaded.tsv. */
extern const struct table word_tables[];
extern const size_t word_n_tables;

/* index_make: a lexicon from tables, the user's first. NULL on failure.
 * Errors  HEARSAY_E_LEXICON (name, line and reason; at: the line's first byte), HEARSAY_E_NOMEM. */
struct lexicon *index_make(const struct table *tables, size_t n, hearsay_error *err);

/* index_node: the node of a key, NULL if there is none. */
const struct node *index_node(const struct lexicon *lx, const char *key, size_t len);

#endif
