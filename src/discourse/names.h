/* names.h: which names are one: "Sergey Lavrov" and "Lavrov", "DPRK" and "North Korea". */
#ifndef HS_NAMES_H
#define HS_NAMES_H

#include "discourse/clusters.h"

/* names_join: joins mentions by their names alone, all over the text. False: out of memory. Linear but for sorting. */
bool names_join(struct clusters *c);

#endif
