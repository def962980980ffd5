/* sentences.h: where a sentence may start, by rule. */
#ifndef HS_SENTENCES_H
#define HS_SENTENCES_H

#include "document.h"

/* Sets WORD_MAY_START; quotation marks are known. */
void mark_starts(struct hearsay_document *doc);

#endif
