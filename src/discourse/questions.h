/* questions.h: questions that somebody is asked, whoever asks. */
#ifndef HS_QUESTIONS_H
#define HS_QUESTIONS_H

#include "document.h"

/* question_put: do the words [first, last] of a cue tell that somebody was asked, and not by whom ("Asked about ...", "when he was asked whether")?
 * Then
 *   nobody who is named says the content, least of all he who answers. */
bool question_put(const struct hearsay_document *doc, uint32_t first, uint32_t last);

/* questions_drop: takes out the questions that have no content of their own, since they only name what others said ("asked to comment on allegations
 * that
 *   ..."), with the "comment on" in them: the allegations are an attribution themselves. Cuts contents that run on into "when he was asked".
 *   all  [n] in text order, nested ones among them. Returns how many are left. */
uint32_t questions_drop(const struct hearsay_document *doc, struct attribution *all, uint32_t n);

#endif
