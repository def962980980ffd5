/* source_type.h: what kind of source stands behind a content: named, unnamed, a document, an agency, a group, none (docs/format.md). */
#ifndef HS_SOURCE_TYPE_H
#define HS_SOURCE_TYPE_H

#include "lexicon/lexicon.h"

/* source_types_find: the source_type of every attribution of a document that has its sentences and, if there are any, its actors.
 *   lexicon  NULL: none; then documents and agencies are known by their names only.      Allocates nothing. */
void source_types_find(struct hearsay_document *doc, const struct lexicon *lexicon);

#endif
