/* read.h: what hearsay.c's table needs of the command `read`. */
#ifndef HEARSAY_READ_H
#define HEARSAY_READ_H

#include "articles.h"
#include "engine.h"

enum read_format {
    READ_TEXT, READ_JSON, READ_CSV, READ_BRAT, READ_CONLLU, READ_HTML, READ_WEBANNO, READ_PROV, READ_PLOVER, READ_SCHEMA_ORG, READ_SVG, READ_DOT
};

/* The values of its options; the order of each choice is that of its names in read_options[]. */
struct read_values {
    struct articles_values common;
    unsigned format;                           /* enum read_format */
    double min_score;
    bool outermost;
    struct engine_values engine;
};

enum { READ_OPTIONS = 20 };
extern const struct option_spec read_options[READ_OPTIONS];
extern const struct read_values read_defaults;

#define READ_ABOUT \
    "Reads news articles and prints, for each, who says what: the source, the cue and the content of every attribution. " ARTICLES_OPERANDS "\n" \
    "A file of plain text is one article, and so is a web page (*.html, *.htm, *.xhtml, or what begins as one and is no *.txt), of which the " \
    "article is read and not what stands around it. Of JSON Lines (*.jsonl, *.ndjson, or what begins with a brace and is no *.txt) each line " \
    "is one: an object with \"text\" or \"html\" and, where known, \"id\", \"url\", \"title\", \"outlet\", \"published\".\n" \
    ARTICLES_ARCHIVES "\n" \
    "Articles are printed in the order of the input. One that cannot be read is named on standard error with the reason; the others are " \
    "read all the same, and the exit status says that one is missing."

enum exit_code run_read(const struct command *self, int argc, char **argv);

#endif
