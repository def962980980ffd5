/* lines.h: text broken into lines of proportional type, for drawings that are made without their fonts. */
#ifndef HS_LINES_H
#define HS_LINES_H

#include <stdbool.h>
#include <stddef.h>

enum { LINES_MOST = 4 };

struct lines {
    struct { const char *at; size_t len; double width; } line[LINES_MOST];
    unsigned n;
    bool cut;                                  /* something was left out behind the last line: "…" is due there, and counted in its width */
    double width;                              /* of the widest */
};

/* lines_break: valid UTF-8 at white space, at most `most` lines of at most `width`; a word that is wider than a line is broken. Widths are those of
 * a wide sans-serif of this size, on the safe side. */
void lines_break(struct lines *out, const char *s, size_t len, double size, double width, unsigned most);

#endif
