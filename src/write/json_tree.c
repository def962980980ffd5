/* json_tree.c: objects and lists of JSON, member by member. */
#include "write/json_tree.h"

#include <string.h>

#include "write/write.h"

static void new_line(struct json_tree *t)
{
    if (!t->pretty) return;
    buffer_char(t->out, '\n');
    buffer_fill(t->out, ' ', 2 * (size_t)t->depth);
}

/* What goes before a value. */
static void member(struct json_tree *t, const char *key)
{
    if (t->any) buffer_char(t->out, ',');
    if (t->depth) new_line(t);
    t->any = true;
    if (!key) return;
    write_json_string(t->out, key, strlen(key));
    buffer_string(t->out, t->pretty ? ": " : ":");
}

void json_open(struct json_tree *t, const char *key, char bracket)
{
    member(t, key);
    buffer_char(t->out, bracket);
    t->depth++;
    t->any = false;
}

void json_close(struct json_tree *t, char bracket)
{
    t->depth--;
    if (t->any) new_line(t);
    buffer_char(t->out, bracket);
    t->any = true;
}

void json_text(struct json_tree *t, const char *key, const char *s, size_t len)
{
    member(t, key);
    write_json_string(t->out, s, len);
}

void json_string(struct json_tree *t, const char *key, const char *s)
{
    if (s) json_text(t, key, s, strlen(s));
}

void json_integer(struct json_tree *t, const char *key, uint64_t n)
{
    member(t, key);
    buffer_number(t->out, n);
}

void json_boolean(struct json_tree *t, const char *key, bool value)
{
    member(t, key);
    buffer_string(t->out, value ? "true" : "false");
}

void json_score(struct json_tree *t, const char *key, double score)
{
    member(t, key);
    write_score(t->out, score);
}

void json_literal(struct json_tree *t, const char *key, const char *literal)
{
    member(t, key);
    write_json_literal(t->out, literal, t->pretty);
}

void json_begin(struct json_tree *t, const char *key)
{
    member(t, key);
    buffer_char(t->out, '"');
}

void json_end(struct json_tree *t) { buffer_char(t->out, '"'); }
