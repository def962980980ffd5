/* flow.h: styled text that runs into lines of a terminal, and may come from anyone. */
#ifndef HS_FLOW_H
#define HS_FLOW_H

#include "write/buffer.h"

enum style { STYLE_PLAIN, STYLE_DIM, STYLE_TITLE, STYLE_SOURCE, STYLE_CUE, STYLE_CONTENT, STYLE_LOADED, STYLES };

struct flow {
    struct buffer *out;
    bool color;
    unsigned columns;                          /* where lines break */
    unsigned indent;                           /* of all lines but the first */
    const char *margin;                        /* ASCII, dim, to the right of the first line; NULL: none */
    unsigned at;                               /* columns filled on this line; 0 and `owed` false at its start */
    bool owed;                                 /* a space, if anything follows on this line */
    const char *lead;                          /* a sign of one column, dim, that goes before the next word and stays with it; NULL: none */
    enum style style;                          /* in force in the output */
};

/* The words of valid UTF-8, at white space, each with a space before it unless a line begins. A word that is wider than a line is cut. Nothing but
 * text gets through: control characters become U+FFFD, marks that turn the direction of writing are dropped. */
void flow_text(struct flow *f, enum style style, const char *s, size_t len);
void flow_string(struct flow *f, enum style style, const char *s);

/* The line ends; the next one starts afresh, without indent. */
void flow_end(struct flow *f);

/* n spaces follow what stands on the line; the next word follows them at once. */
void flow_space(struct flow *f, unsigned n);

/* An empty line starts with n spaces. */
void flow_start(struct flow *f, unsigned n);

#endif
