/* linked.c: names of an article and its parts that hold everywhere. */
#include "write/linked.h"

#include <string.h>

#include "view.h"
#include "write/write.h"

static void begin(struct json_tree *t, const char *key, const struct hearsay_document *doc)
{
    json_begin(t, key);
    buffer_string(t->out, "urn:hearsay:");
    buffer_string(t->out, doc->view->id);
}

void linked_part(struct json_tree *t, const char *key, const struct hearsay_document *doc, const char *part)
{
    begin(t, key, doc);
    if (part) {
        buffer_char(t->out, '#');
        buffer_string(t->out, part);
    }
    json_end(t);
}

void linked_id(struct json_tree *t, const char *key, const struct hearsay_document *doc, const char *before, char letter, uint32_t index)
{
    begin(t, key, doc);
    buffer_char(t->out, '#');
    buffer_string(t->out, before);
    buffer_char(t->out, letter);
    buffer_number(t->out, (uint64_t)index + 1);
    json_end(t);
}

static bool is_address(const char *s)
{
    const char *rest = !strncmp(s, "http://", 7) ? s + 7 : !strncmp(s, "https://", 8) ? s + 8 : "";
    if (!*rest || *rest == '/') return false;
    for (; *rest; rest++)
        if ((unsigned char)*rest <= ' ' || *rest == 0x7F || strchr("<>\"{}|\\^`", *rest)) return false;
    return true;
}

const char *linked_address(const struct hearsay_document *doc)
{
    if (doc->canonical && is_address(doc->canonical)) return doc->canonical;
    return doc->uri && is_address(doc->uri) ? doc->uri : NULL;
}

void linked_spans(struct json_tree *t, const char *key, const struct hearsay_document *doc, struct span_list list)
{
    if (!list.n) return;
    json_begin(t, key);
    for (uint32_t i = 0; i < list.n; i++) {
        if (i) buffer_string(t->out, " … ");
        write_json_escaped(t->out, doc->text + list.at[i].start, list.at[i].end - list.at[i].start);
    }
    json_end(t);
}
