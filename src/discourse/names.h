/* names.h: which names are one: "Sergey Lavrov" and "Lavrov", "DPRK" and "North Korea". */
#ifndef HS_NAMES_H
#define HS_NAMES_H

#include "discourse/clusters.h"

/* names_join: joins mentions by their names alone, all over the text. False: out of memory. Linear but for sorting. */
bool names_join(struct clusters *c);

/* A hash of words, whatever their case, full stops left out. */
uint64_t words_key(const struct hearsay_document *doc, uint32_t first, uint32_t last);

#endif
