/* lines.h: a plain text's lines, put together into paragraphs where they were wrapped by hand. */
#ifndef HS_LINES_H
#define HS_LINES_H

#include "document.h"

struct line {
    struct span span;                          /* without white space at its ends; several lines of the text if `wrapped` */
    bool blank_before;                         /* a blank line, or the start of the text, stands before it */
    bool wrapped;
};

/* lines_of_text: the non-blank lines of text[0 .. len), in order; *lines is malloced, the caller's to free, NULL if there are none.
 * Errors  HEARSAY_E_NOMEM. */
hearsay_code lines_of_text(const char *text, uint32_t len, struct line **lines, uint32_t *n_lines, hearsay_error *err);

/* line_last_mark: a line's last character but closing marks: how it ends. An ellipsis is a full stop. len > 0. */
char line_last_mark(const char *s, size_t len);

#endif
