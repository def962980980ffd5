/* read.h: what hearsay.c's table needs of the command `read`. */
#ifndef HEARSAY_READ_H
#define HEARSAY_READ_H

#include "command.h"

enum read_format { READ_TEXT, READ_JSON, READ_BRAT, READ_CONLLU };
enum read_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* The values of its options; the order of each choice is that of its names in read_options[]. */
struct read_values {
    unsigned format;                           /* enum read_format */
    const char *output;                        /* NULL: standard output */
    unsigned from;                             /* enum input_from */
    const char *outlet, *published;
    unsigned threads;                          /* 0: as many as there are cores */
    double min_score;
    size_t max_bytes;
    bool strict, pretty, quiet;
    unsigned color;                            /* enum read_color */
    const char *model;
    unsigned compute;                          /* hearsay_compute */
};

enum { READ_OPTIONS = 14 };
extern const struct option_spec read_options[READ_OPTIONS];
extern const struct read_values read_defaults;

#define READ_ABOUT \
    "Reads news articles and prints, for each, who says what: the source, the cue and the content of every attribution. An operand is a " \
    "file, a folder (all *.txt, *.jsonl and *.ndjson files below it, in the order of their names; hidden ones and links to folders are " \
    "passed over) or - for standard input, which is also read if there is no operand.\n" \
    "A file of plain text is one article. Of JSON Lines (*.jsonl, *.ndjson, or what begins with a brace and is no *.txt) each line is one: " \
    "an object with \"text\" and, where known, \"id\", \"url\", \"title\", \"outlet\", \"published\".\n" \
    "Articles are printed in the order of the input. One that cannot be read is named on standard error with the reason; the others are " \
    "read all the same, and the exit status says that one is missing."

enum exit_code run_read(const struct command *self, int argc, char **argv);

#endif
