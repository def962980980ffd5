/* documents.h: who speaks inside what somebody says, where grammar tells it better than the network: reports and letters that speak for themselves,
 * the owners of claims. */
#ifndef HS_DOCUMENTS_H
#define HS_DOCUMENTS_H

#include "document.h"
#include "lexicon/lexicon.h"

/* documents_speak: "it obtained a report on the sanctions, indicating that ...": of an attribution inside another one whose cue is a bare participle
 * of
 *   showing ("indicating", "stating"), the source is the last document that is named between its source and its cue; where its cue is a noun, the
 *   source is its owner ("Washington's claims") or the state in its adjective ("the Danish accusations").
 *   lexicon  NULL: nothing is done.
 * Returns  false: out of memory. */
bool documents_speak(struct hearsay_document *doc, const struct lexicon *lexicon);

#endif
