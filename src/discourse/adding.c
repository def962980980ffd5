/* adding.c: attributions that rules add to those of the network. */
#include "discourse/adding.h"

#include <string.h>

#include "discourse/attributions.h"
#include "discourse/nested.h"

struct adding adding_begin(struct hearsay_document *doc)
{
    const uint32_t n = doc->n_attributions;
    return (struct adding){ .doc = doc, .all = doc->attributions, .n = n, .n_before = n, .room = n };
}

bool adding_append(struct adding *x, const struct attribution *a)
{
    if (!ARENA_ROOM(x->doc->arena, x->all, x->n, x->room, 8)) return false;
    x->all[x->n++] = *a;
    x->changed = true;
    return true;
}

bool adding_span(struct hearsay_document *doc, uint32_t first, uint32_t last, struct span_list *out)
{
    struct span *at = ARENA_ARRAY(doc->arena, struct span, 1);
    if (!at) return false;
    *at = (struct span){ doc->words[first].span.start, doc->words[last].span.end };
    *out = (struct span_list){ at, 1 };
    return true;
}

bool adding_end(struct adding *x, struct arena *scratch)
{
    x->doc->attributions = x->all;
    x->doc->n_attributions = x->n;
    if (!x->changed) return true;
    attributions_sort(x->doc);
    return nested_within(x->doc, scratch);
}

bool spans_hold(const struct hearsay_document *doc, struct span_list list, uint32_t word)
{
    for (uint32_t i = 0; i < list.n; i++)
        if (list.at[i].start <= doc->words[word].span.start && doc->words[word].span.end <= list.at[i].end) return true;
    return false;
}
