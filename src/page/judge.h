/* judge.h: how surely each line of a page is the article's own text. */
#ifndef HS_JUDGE_H
#define HS_JUDGE_H

#include "page/context.h"
#include "page/frame.h"

struct judge {
    const struct dom *dom;
    struct line_shape *shapes;                 /* [lines] */
    struct frame frame;                        /* of the second pass */
    float *p;                                  /* [lines] 0..1: how surely it is story, the article's running text */
};

/* judge_lines: the result lives in the arena. False: out of memory. */
bool judge_lines(struct judge *j, struct arena *a, const struct dom *d, const struct page_hints *hints);

#endif
