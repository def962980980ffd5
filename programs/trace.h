/* trace.h: what hearsay.c's table needs of the command `trace`. */
#ifndef HEARSAY_TRACE_H
#define HEARSAY_TRACE_H

#include "command.h"
#include "engine.h"
#include "hearsay.h"

enum trace_format { TRACE_TEXT, TRACE_JSON, TRACE_CSV, TRACE_DOT, TRACE_SVG, TRACE_HTML };

struct trace_values {
    const char *db;
    unsigned format;                           /* enum trace_format */
    hearsay_trace_query query;
    bool pretty;
    unsigned color;                            /* enum articles_color */
    struct engine_values engine;
};

enum { TRACE_OPTIONS = 13 };
extern const struct option_spec trace_options[TRACE_OPTIONS];
extern const struct trace_values trace_defaults;

#define TRACE_ABOUT \
    "Looks for a claim across the articles of a store: who affirms it and who denies it, since when, in how many reports, articles and outlets, " \
    "and on how many independent origins all of it rests. Articles with one text, or with the same actor at the end of their chains, are one " \
    "origin (docs/trace.md). QUERY is a sentence or words; --claim, --actor and --code take its place or narrow it down."

enum exit_code run_trace(const struct command *self, int argc, char **argv);

#endif
