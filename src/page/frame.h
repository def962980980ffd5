/* frame.h: where a line stands: what the elements around it are called, and how much of the page's text they hold. */
#ifndef HS_FRAME_H
#define HS_FRAME_H

#include "page/cues.h"
#include "page/dom.h"

/* Elements that hold more than this share of the text are frames of the whole article: a negative name ("page-with-sidebar") says nothing there. */
#define FRAME_MAIN_SHARE 0.3F

struct frame {
    const struct dom *dom;
    float *share;                              /* [elements] of all the weight */
    uint32_t *lesser;                          /* [elements] cues of it and of those around it, as far as these are no main elements */
    uint32_t *main;                            /* [elements] cues of the main elements around it */
};

/* What the names around an element say, sets of CUE_BIT()s. near: of lesser elements up to the third block from it; far: beyond these. */
struct frame_cues { uint32_t near, far, main; };

/* frame_make: weight[i] is how much line i counts. alike: the share of an element is that of all elements of the same tag and class together, so
 * that a class which holds most of the text, a paragraph at a time, is main as well. False: out of memory. */
bool frame_make(struct frame *f, struct arena *a, const struct dom *d, const float *weight, bool alike);

struct frame_cues frame_cues_of(const struct frame *f, uint32_t element);

#endif
