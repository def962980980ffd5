/* quotations.h: which words stand between quotation marks. */
#ifndef HS_QUOTATIONS_H
#define HS_QUOTATIONS_H

#include "document.h"

enum quote_side { QUOTE_NO_MARK, QUOTE_OPENS, QUOTE_CLOSES };

/* Whether word i of doc is a quotation mark, and which way it looks by its shape and spacing. *single: a single one. */
enum quote_side quote_side(const struct hearsay_document *doc, const struct block *block, uint32_t i, bool *single);

/* Sets WORD_IN_QUOTE. */
void mark_quotations(struct hearsay_document *doc);

#endif
