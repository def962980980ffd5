/* output.h: where documents go: standard output, one file, or a folder with a file (of brat: two) for each article. */
#ifndef HEARSAY_OUTPUT_H
#define HEARSAY_OUTPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/stat.h>

#include "input.h"

/* What one article came to: a piece of text for every file that its format has. */
struct piece_out { char *bytes; size_t len; const char *extension; };
enum { PIECES = 2 };

struct output {
    const char *path;                          /* NULL: standard output */
    bool folder;
    bool alone, written;                       /* set by the caller: a file holds one article; it does */
    FILE *file;                                /* NULL where it is a folder */
    struct stat is;                            /* of the file or folder; zero for a standard output that is no file */
    uint64_t *names;                           /* a hash table of those given to files of the folder */
    size_t n_names, room;
    char message[400];                         /* why it failed */
};

/* path: NULL for standard output; a folder if there is one of that name, if it ends in a slash, or if it has to be one: it is made if it is missing.
 * The functions return false with o->message if the output cannot be written. */
bool output_open(struct output *o, const char *path, bool must_be_folder);

/* The article's pieces: in a folder as NAME.EXTENSION each, where NAME is that of the article's file, of an archive its member's, with the line of a
 * record, and with a number if another file of this run has it; else one after the other. */
bool output_write(struct output *o, const struct article *a, const struct piece_out *pieces, unsigned n);

/* The last write and the closing may fail too. */
bool output_close(struct output *o);

/* Is this path of the command line ("-": standard input) the output itself (NULL: standard output), a file of the output's folder, or a folder in
 * which the output is an article? Reading and writing it would destroy it, or never end. A file of an earlier run is no article: it is written
 * anew, and not read. */
bool output_is_input(const char *output, const char *input);

#endif
