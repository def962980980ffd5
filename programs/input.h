/* input.h: articles, one after another, wherever they come from.
 *
 *   list -> folder -> file of JSON Lines -> record, record, ...
 *        -> file of text, web page -> article
 *        -> WARC file -> record, record, ...
 *        -> zip, tar -> member -> any of the first three
 *
 * Every kind of input is a struct that begins with an article_source; what it reads is only as much as the next article needs. A file,
 * folder or record that cannot be read is an article with an error, so that it takes its place in the order and in the count. */
#ifndef HEARSAY_INPUT_H
#define HEARSAY_INPUT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>

enum input_from { FROM_AUTO, FROM_TEXT, FROM_JSONL, FROM_HTML };

enum article_kind { ARTICLE_TEXT, ARTICLE_RECORD, ARTICLE_HTML };

/* One article, not read yet; article_clear() frees what it owns. */
struct article {
    enum article_kind kind;
    char *path;                                /* of its file, "-" for standard input */
    char *member;                              /* what the file, an archive, calls it: a member's name, a record's address; else NULL */
    size_t line;                               /* of its file, from 1; 0: the whole file */
    char *bytes;                               /* NULL if there is an error */
    size_t len;
    char *url, *charset, *fetched;             /* what the container of a page says of it, NULL if there is none; fetched: when, WARC-Date */
    char *error;                               /* why there is nothing to read, else NULL */
    char *note;                                /* no article, only something to say of the file: it counts as nothing; else NULL */
    uint64_t taken;                            /* bytes of input that it took, for the progress bar */
};

void article_clear(struct article *a);

struct article_source {
    bool (*next)(struct article_source *self, struct article *out);    /* false: there are no more; *out is untouched then */
    void (*close)(struct article_source *self);
};

struct input_options {
    enum input_from from;
    size_t max_bytes;                          /* of an article or of a record's line: longer ones are not kept in memory */
    dev_t skip_dev;                            /* a file or folder that is passed over wherever it is found: the output; */
    ino_t skip_ino;                            /* 0 and 0 for none */
    uint64_t max_unpacked;                     /* bytes that all that is compressed in one file may come to */
};

/* How often a file's packed size it may unpack to, beyond 64 MiB: gzip's most is 1,032, pages come to 5, the same page again and again to 100. */
enum { MAX_RATIO = 200 };

/* The articles of some paths, in order; opts and paths must outlive it. NULL: out of memory. */
struct article_source *input_open(char *const *paths, size_t n, const struct input_options *opts);

/* Bytes that these paths hold together, 0 if that cannot be known (a pipe is among them). */
uint64_t input_size(char *const *paths, size_t n, const struct input_options *opts);

#endif
