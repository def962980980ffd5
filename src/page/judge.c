/* judge.c: points for and against each line, in two passes.
 *
 *   own_i   = BASE + points of its marks (shape.c) + points of the names around it + SHARE x share of its parent's block (frame.c)
 *   p'_i    = s(own_i)                                                             the line by itself; s is the logistic function
 *   p_i     = s(own'_i + INSIDE or OUTSIDE + ALIKE (alike_i - 1/2) + AROUND (around_i - 1/2) + AFTER_RELATED)
 *                                                                                  again, with what all the p' say (context.c)
 *
 * In the first pass an element's share of the text is counted by length alone; in the second, and so in own', by what the first found.
 * A point is one unit of log-odds: 3 points are 95 per cent. All points are set by hand, in halves; they say in what order the evidence ranks,
 * and no more. Figures, and what was tried: docs/pages.md. */
#include "page/judge.h"

#include <math.h>

/* Without any evidence a line is not of the article: nine in ten lines of a page are not. */
#define BASE (-2.0F)
#define SHARE 2.0F
#define INSIDE 1.0F
#define OUTSIDE (-3.0F)
#define ALIKE 2.0F
#define AROUND 4.0F
#define AFTER_RELATED (-3.0F)

static const float mark_points[MARKS] = {
    [MARK_PROSE] = 2.0F,        /* running text is what an article is made of */
    [MARK_P] = 1.0F,            /* what <p> is for */
    [MARK_LI] = 1.0F,           /* articles have lists; menus have, too, but those are links */
    [MARK_NO_SENTENCE] = -1.0F, /* so many words without a full stop: a headline of another story, a caption */
    [MARK_CAPITALS] = -1.0F,    /* labels and buttons */
    [MARK_ADDRESS] = -0.5F,     /* whom to write to */
    [MARK_TWICE] = -1.0F,       /* what stands on a page twice is a teaser, a label or a caption */
    [MARK_ALL_LINK] = -4.5F,    /* links lead away from the article, even those inside it */
    [MARK_BYLINE] = -3.0F,
    [MARK_DATE] = -3.0F,
    [MARK_TIME] = -3.0F,
    [MARK_CAPTION] = -3.0F,
    [MARK_CREDIT] = -4.0F, /* parts of the article, but not its text */
    [MARK_FIGCAPTION] = -1.5F,
    [MARK_H1] = -1.5F,
    [MARK_TITLE] = -2.0F,
    [MARK_PROMOTION] = -3.0F,
    [MARK_CONTROL] = -2.0F, /* buttons and labels of forms */
    [MARK_RELATED] = -6.0F,
    [MARK_BOILERPLATE] = -6.0F, /* wire.c is sure of these, so not even a place amid paragraphs saves them */
    [MARK_IN_DATA] = 2.0F,
    [MARK_NOT_IN_DATA] = -1.5F, /* articleBody is a help and no more: many are cut short or another language's */
};

/* What the names of main elements count: "article-body", and one half of that, which is often around the whole page. */
#define MAIN_BODY 1.0F
#define MAIN_ARTICLE 0.5F

/* What the names of lesser elements count, once for each group. */
#define B(cue) CUE_BIT(CUE_##cue)
static const struct {
    uint32_t cues;
    float near, far;
} cue_points[] = {
    { B(BLOCKQUOTE), 3.0F, 0.0F }, /* quotations and embedded posts, whatever their boxes are called */
    { B(COMMENT) | B(FOOTER) | B(NAV) | B(AD) | B(POPUP) | B(SUBSCRIBE) | B(LEGAL), -2.5F, -1.5F }, /* the page's, never the article's */
    { B(RELATED) | B(SIDEBAR) | B(CARD), -2.0F, -1.0F },                               /* other stories; boxes inside the article, at times */
    { B(CAPTION) | B(CREDIT) | B(GALLERY), -2.0F, -1.0F },                             /* the article's pictures */
    { B(TITLE) | B(BYLINE) | B(META) | B(HEADER) | B(SHARE) | B(TAGS), -1.5F, -0.5F }, /* its head, and what stands beside or below it */
    { B(DEK) | B(SUMMARY) | B(BOX) | B(EMBED) | B(QUOTE), -0.5F, -0.5F },              /* may be either */
};
#undef B
enum { CUE_GROUPS = sizeof cue_points / sizeof *cue_points };

/* Text that is no prose, a list of short items or a poem, frames an article too, at half the weight. */
#define PLAIN_WEIGHT 0.5F
#define PLAIN_LINKED_MAX 0.4F

/* A page that is read as an article has one: where no line of some length has SURE points, all are raised by what the best lacks; of a page without
 * such lines, the best of all. */
enum { SURE_LENGTH = 8 };
#define SURE 1.0F

enum { TABLE_LOOK_BACK = 2 };
#define TABLE_LINKED_MAX 0.5F

static float own_points(const struct judge *j, uint32_t i)
{
    const struct dom_line *l = &j->dom->lines[i];
    struct frame_cues c = frame_cues_of(&j->frame, l->inner);
    uint32_t up = j->dom->elements[l->block].parent;
    float sum = BASE + SHARE * j->frame.share[up == HS_NONE ? l->block : up];
    for (unsigned k = 0; k < MARKS; k++) sum += j->shapes[i].marks >> k & 1 ? mark_points[k] : 0;
    for (unsigned k = 0; k < CUE_GROUPS; k++)
        sum += (c.near & cue_points[k].cues ? cue_points[k].near : 0) + (c.far & cue_points[k].cues ? cue_points[k].far : 0);
    sum += c.main & CUE_BIT(CUE_BODY) ? MAIN_BODY : 0;
    sum += c.main & (CUE_BIT(CUE_ARTICLE) | CUE_BIT(CUE_CONTENT)) ? MAIN_ARTICLE : 0;
    return sum;
}

static float context_points(const struct context *c, uint32_t i)
{
    struct surroundings s = context_of(c, i);
    return (s.inside ? INSIDE : OUTSIDE) + ALIKE * (s.alike - 0.5F) + AROUND * (s.around - 0.5F) + (s.after_related ? AFTER_RELATED : 0);
}

/* The most points of a line of some length, or of a short one that is not all link; -INFINITY: there is none. */
static float most_points(const struct judge *j, bool is_long)
{
    float most = -INFINITY;
    for (uint32_t i = 0; i < j->dom->n_lines; i++) {
        const struct line_shape *s = &j->shapes[i];
        bool is_candidate = is_long ? s->length >= SURE_LENGTH : !is_marked(s, MARK_ALL_LINK);
        if (s->counted && is_candidate && j->p[i] > most) most = j->p[i];
    }
    return most;
}

/* Points to probabilities, 0 for lines that do not count. */
static void settle(struct judge *j)
{
    float most = most_points(j, true);
    if (most == -INFINITY) most = most_points(j, false);
    float lift = most > -INFINITY && most < SURE ? SURE - most : 0;
    for (uint32_t i = 0; i < j->dom->n_lines; i++) j->p[i] = j->shapes[i].counted ? 1 / (1 + expf(-j->p[i] - lift)) : 0;
}

static uint32_t table_of(const struct dom *d, uint32_t line)
{
    uint32_t e = d->lines[line].block;
    while (e != HS_NONE && d->elements[e].tag != GUMBO_TAG_TABLE) e = d->elements[e].parent;
    return e;
}

static bool is_row(const struct judge *j, uint32_t i) { return j->shapes[i].visible && !j->shapes[i].counted; }

/* The rows of a table are what the lines before it are, unless they are mostly links. */
static void settle_tables(struct judge *j)
{
    uint32_t n = j->dom->n_lines;
    float before[TABLE_LOOK_BACK] = { 0 };
    for (uint32_t i = 0, end; i < n; i = end) {
        end = i + 1;
        if (!is_row(j, i)) {
            if (j->shapes[i].counted) {
                before[0] = before[1];
                before[1] = j->p[i];
            }
            continue;
        }
        uint32_t table = table_of(j->dom, i);
        float all = 0, linked = 0;
        for (end = i; end < n && (!j->shapes[end].visible || (is_row(j, end) && table_of(j->dom, end) == table)); end++) {
            all += j->shapes[end].length;
            linked += j->shapes[end].length * j->shapes[end].linked;
        }
        for (uint32_t k = i; k < end; k++) j->p[k] = is_row(j, k) && linked < TABLE_LINKED_MAX * all ? fmaxf(before[0], before[1]) : 0;
    }
}

bool judge_lines(struct judge *j, struct arena *a, const struct dom *d, const struct page_hints *hints)
{
    float *weight = ARENA_ARRAY(a, float, (size_t)d->n_lines + 1);
    *j = (struct judge){ .dom = d, .shapes = shapes_of(a, d, hints), .p = ARENA_ARRAY(a, float, (size_t)d->n_lines + 1) };
    if (!weight || !j->shapes || !j->p) return false;
    for (uint32_t i = 0; i < d->n_lines; i++) {
        const struct line_shape *s = &j->shapes[i];
        weight[i] = is_marked(s, MARK_PROSE) ? s->length : s->counted && s->linked < PLAIN_LINKED_MAX ? PLAIN_WEIGHT * s->length : 0;
    }
    if (!frame_make(&j->frame, a, d, weight, false)) return false;
    for (uint32_t i = 0; i < d->n_lines; i++) j->p[i] = own_points(j, i);
    settle(j);
    for (uint32_t i = 0; i < d->n_lines; i++) weight[i] = j->p[i] * context_mass(&j->shapes[i]);
    struct context *c = frame_make(&j->frame, a, d, weight, true) ? context_make(a, d, j->shapes, j->p) : NULL;
    float *again = ARENA_ARRAY(a, float, (size_t)d->n_lines + 1);
    if (!c || !again) return false;
    for (uint32_t i = 0; i < d->n_lines; i++) again[i] = own_points(j, i) + context_points(c, i);
    j->p = again;
    settle(j);
    settle_tables(j);
    return true;
}
