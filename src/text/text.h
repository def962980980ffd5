/* text.h: from blocks to words. */
#ifndef HS_TEXT_H
#define HS_TEXT_H

#include "document.h"

/* text_words: the words of every block, in order, in Universal Dependencies' manner (English: EWT, GUM).
 *   Sets doc->words (span, flags; head = HS_NONE) and each block's first_word and words. Every character of a block that is not white
 *   space is in exactly one word. WORD_MAY_START marks where a sentence may start by rule.
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code text_words(struct hearsay_document *doc, hearsay_error *err);

/* text_sentences: doc->sentences from `starts`, one flag a word of doc->words (a block's first word always starts one);
 *   also sets word.sentence. starts == NULL: WORD_MAY_START decides. */
hearsay_code text_sentences(struct hearsay_document *doc, const uint8_t *starts, hearsay_error *err);

#endif
