/* shape.h: what one line of a page looks like by itself: its length, links, punctuation, tag, and what its words say. */
#ifndef HS_SHAPE_H
#define HS_SHAPE_H

#include "page/dom.h"

enum mark {
    MARK_PROSE,                                /* 10 words or more, few of them links, with a sentence's end */
    MARK_SENTENCE,                             /* it ends as a sentence does */
    MARK_NO_SENTENCE,                          /* more than 8 words, no sentence ends in them, and no item of a list, which seldom is one */
    MARK_ALL_LINK,                             /* more than 0.9 of it is links */
    MARK_BOLD, MARK_CAPITALS,                  /* nearly all of it is in bold type; in capitals */
    MARK_BYLINE, MARK_DATE, MARK_CREDIT, MARK_CAPTION, MARK_RELATED, MARK_BOILERPLATE,      /* as wire.c tells them */
    MARK_PROMOTION,                            /* it asks for something: a subscription, a click, a comment */
    MARK_ADDRESS,                              /* a short line with a mail or web address */
    MARK_TWICE,                                /* another line of the page is the same */
    MARK_P, MARK_LI, MARK_H1, MARK_FIGCAPTION, MARK_CONTROL, MARK_TIME,    /* by its tag */
    MARK_TITLE,                                /* it is the page's title */
    MARK_IN_DATA, MARK_NOT_IN_DATA,            /* the page's JSON-LD has an articleBody, and the line is in it or is not */
    MARKS
};

#define MARK_BIT(mark) ((uint32_t)1 << (mark))

struct line_shape {
    float length;                              /* in words of average length: characters / 6, those of East Asian scripts counting threefold */
    float linked;                              /* the share of it that is links */
    uint32_t marks;                            /* MARK_BIT()s */
    bool visible;
    bool counted;                              /* visible and no table row: rows are full of figures, and say nothing of what is around them */
};

/* What the page says of itself elsewhere. */
struct page_hints {
    const char *title; size_t title_len;       /* 0: unknown */
    const char *body; size_t body_len;         /* articleBody, as text */
};

/* shapes_of: one for each line of the page, in the arena. NULL: out of memory. */
struct line_shape *shapes_of(struct arena *a, const struct dom *d, const struct page_hints *hints);

static inline bool is_marked(const struct line_shape *s, enum mark mark) { return s->marks & MARK_BIT(mark); }

#endif
