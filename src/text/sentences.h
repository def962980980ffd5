/* sentences.h: where a sentence may start, by rule. */
#ifndef HS_SENTENCES_H
#define HS_SENTENCES_H

#include "document.h"

/* Whether s[0 .. len) is a function word that, with a capital, all but always opens a sentence: "The", "He", "However". */
bool is_opener(const char *s, size_t len);

/* Sets WORD_MAY_START; quotation marks are known. */
void mark_starts(struct hearsay_document *doc);

#endif
