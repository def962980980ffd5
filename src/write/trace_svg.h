/* trace_svg.h: the drawings of a claim of a trace, for a file of their own and inside the page of trace_html.c. */
#ifndef HS_TRACE_SVG_H
#define HS_TRACE_SVG_H

#include "trace/trace.h"
#include "write/buffer.h"

/* From origins by way of voices to outlets. first: the first drawing of its file, which has what all of them share. False: out of memory. */
bool trace_svg_graph(struct buffer *out, const struct trace *t, const struct trace_claim *c, bool first);

/* Reports by day, a row a position; nothing where no report has a day. */
void trace_svg_timeline(struct buffer *out, const struct trace_claim *c);

#endif
