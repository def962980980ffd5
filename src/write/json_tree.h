/* json_tree.h: objects and lists of JSON, member by member; for the formats whose objects leave out what is not known.
 *
 *     struct json_tree t = { .out = out, .pretty = pretty };
 *     json_open(&t, NULL, '{');
 *     json_string(&t, "type", "Annotation");
 *     json_open(&t, "target", '['); ... json_close(&t, ']');
 *     json_close(&t, '}');
 *
 * Commas, line ends and indents come by themselves. `key` is NULL in a list, and for the outermost value. A string that is NULL is left out with its
 * key. The pretty form has a member a line. (json.c, whose fields are all always there, has its layout in its literals instead.) */
#ifndef HS_JSON_TREE_H
#define HS_JSON_TREE_H

#include "write/buffer.h"

struct json_tree {
    struct buffer *out;
    bool pretty;
    unsigned depth;
    bool any;                                  /* something stands in the innermost bracket */
};

void json_open(struct json_tree *t, const char *key, char bracket);                          /* { or [ */
void json_close(struct json_tree *t, char bracket);                                          /* } or ] */
void json_string(struct json_tree *t, const char *key, const char *s);
void json_text(struct json_tree *t, const char *key, const char *s, size_t len);
void json_integer(struct json_tree *t, const char *key, uint64_t n);
void json_boolean(struct json_tree *t, const char *key, bool value);
void json_score(struct json_tree *t, const char *key, double score);                         /* write_score() */

void json_literal(struct json_tree *t, const char *key, const char *literal);                /* write_json_literal() */

/* A string in pieces: json_begin(), then write_json_escaped() and what needs no escape into t->out, then json_end(). */
void json_begin(struct json_tree *t, const char *key);
void json_end(struct json_tree *t);

#endif
