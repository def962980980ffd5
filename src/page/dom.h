/* dom.h: a page as two arrays: its elements in document order, and the lines of text that they show. */
#ifndef HS_DOM_H
#define HS_DOM_H

#include <gumbo.h>

#include "base/arena.h"
#include "document.h"

enum element_flag {
    ELEMENT_HIDDEN = 1,                        /* it or an ancestor is not shown: hidden, style="display:none", class="sr-only", ... */
    ELEMENT_LINK = 2,                          /* inside <a href> */
    ELEMENT_BOLD = 4,                          /* inside <b>, <strong> or a heading */
    ELEMENT_BLOCK = 8,                         /* begins and ends a line */
};

struct element {
    const GumboNode *node;
    uint32_t parent, end;                      /* its descendants are the elements after it, up to `end`; HS_NONE: the root has no parent */
    uint32_t first_line, end_line;             /* the lines inside it */
    uint32_t cues;                             /* what its names say: cues_of() */
    uint16_t tag;                              /* GumboTag */
    uint8_t flags;
};

enum line_flag { LINE_HIDDEN = 1, LINE_AFTER_BR = 2, LINE_ROW = 4 };

struct dom_line {
    struct span text;                          /* of dom.text: one line, white space collapsed, not empty */
    uint32_t block;                            /* the innermost block element around it */
    uint32_t inner;                            /* the innermost element around all of it: a lone <a>, <b>, <time>, ... or `block` */
    uint32_t link_b, bold_b;                   /* bytes inside links; inside bold type */
    uint8_t flags;
};

struct dom {
    struct element *elements; uint32_t n_elements;
    struct dom_line *lines;       uint32_t n_lines;
    char *text;               uint32_t len;    /* the lines, one after the other, a newline after each */
};

/* dom_lay_out: the tree that parse_html() made, laid out flat in the arena.
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code dom_lay_out(struct arena *a, const GumboNode *document, struct dom *out, hearsay_error *err);

/* dom_reveal_hidden: where most of a page's prose is hidden, it waits for a script to show it: nothing is taken for hidden then. */
void dom_reveal_hidden(struct dom *d);

/* The value of an attribute, NULL if the element has none of that name. */
const char *dom_attribute(const struct dom *d, uint32_t element, const char *name);

/* Whether one of the words in an attribute's value, which white space parts, is `word`. */
bool dom_has_word(const char *value, const char *word);

#endif
