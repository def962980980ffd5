/* documents.h: reports, letters and surveys that speak for themselves inside what somebody says. */
#ifndef HS_DOCUMENTS_H
#define HS_DOCUMENTS_H

#include "document.h"
#include "lexicon/lexicon.h"

/* documents_speak: "it obtained a report on the sanctions, indicating that ...": of an attribution inside another one whose cue is a bare participle of
 *   showing ("indicating", "stating"), the source is the last document that is named between its source and its cue.
 *   lexicon  NULL: nothing is done.
 * Returns  false: out of memory. */
bool documents_speak(struct hearsay_document *doc, const struct lexicon *lexicon);

#endif
