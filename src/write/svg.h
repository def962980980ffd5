/* svg.h: what the drawings of svg.c (an article) and trace_svg.c (a trace) share: one look, strokes and ends of edges. */
#ifndef HS_SVG_H
#define HS_SVG_H

#include "write/buffer.h"
#include "write/layers.h"

/* By enum position_kind, then NET_THROUGH; those of a trace are in the same order. */
struct svg_kind { const char *kind, *words, *end; };
extern const struct svg_kind svg_kinds[];

#define SVG_BOLD 1.12                          /* bold letters (outlets, headings) are so much wider than the others, in DejaVu Sans */

extern const char svg_style[];                 /* a <style> for everything inside an element of class "hs" */

void svg_number(struct buffer *out, double x);                                /* one decimal, in every locale */
void svg_attribute(struct buffer *out, const char *name, double x);
void svg_line(struct buffer *out, const char *class, double x, double y, const char *s, size_t len, bool cut);   /* class: NULL for none */
void svg_stroke(struct buffer *out, unsigned kind, bool unsure);              /* a path up to its d=" */
void svg_curve(struct buffer *out, const struct layers_edge *e);              /* what is in d="" */
void svg_markers(struct buffer *out);                                         /* the <defs> of all ends; once in a file */

#endif
