/* linked.h: what the linked-data formats (webanno.c, schema_org.c) have in common: names of an article and its parts that hold everywhere.
 *
 *   urn:hearsay:9f2c41d0b7e35a68        the text, by its id
 *   urn:hearsay:9f2c41d0b7e35a68#t1     a part of it, by the id that it has in the JSON document; #outlet: who published it
 *   urn:hearsay:ns#stance               our own terms, as docs/format.md explains them
 *
 * Nothing is to be fetched from these names: they are no addresses, and every context stands in the document itself. */
#ifndef HS_LINKED_H
#define HS_LINKED_H

#include "document.h"
#include "write/json_tree.h"

#define LINKED_NAMESPACE "urn:hearsay:ns#"

/* Names as members: of the text (NULL) or of a part that there is one of, "outlet"; of one of many, by what goes before ("" or "annotation-"), its
 * letter and its number, from 1 on: "#t1" for index 0. */
void linked_part(struct json_tree *t, const char *key, const struct hearsay_document *doc, const char *part);
void linked_id(struct json_tree *t, const char *key, const struct hearsay_document *doc, const char *before, char letter, uint32_t index);

/* The article's address on the web, the one it gives itself first; NULL if none is known that may stand as an IRI (http or https, RFC 3987). */
const char *linked_address(const struct hearsay_document *doc);

/* The words of a span list, " … " between them; left out if it is empty. */
void linked_spans(struct json_tree *t, const char *key, const struct hearsay_document *doc, struct span_list list);

#endif
