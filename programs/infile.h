/* infile.h: the bytes of a file, or of a member of an archive, through a window that can be looked at before they are taken. */
#ifndef HEARSAY_INFILE_H
#define HEARSAY_INFILE_H

#include "input.h"

enum { INFILE_WINDOW = 1 << 16 };

/* Where a member's bytes come from: how many, 0 at the end, -1 and a message in why. */
struct infile_reader { ptrdiff_t (*read)(void *context, void *to, size_t room, char *why, size_t why_room); void *context; };

struct infile {
    int fd;
    struct infile_reader reader;               /* instead of fd, if it has a function */
    char *path, *member;                       /* member: its name in the archive at path, else NULL */
    uint64_t size;                             /* of a regular file, else 0 */
    size_t at, end;                            /* window[at .. end) is read and not yet taken */
    bool over;                                 /* nothing follows the window */
    char failed[200];                          /* why a read failed, which ends the file too; "" */
    char window[INFILE_WINDOW];
};

/* NULL and errno if the file cannot be opened. path "-" is standard input. */
struct infile *infile_open(const char *path);

/* A member of the archive at path; member NULL: what the file at path holds compressed. NULL: out of memory. */
struct infile *infile_member(const char *path, const char *member, struct infile_reader reader);
void infile_close(struct infile *s);

/* Makes sure that there is something in the window; false: the file is over. */
bool infile_fill(struct infile *s);

/* Adds to the window without taking anything; false: the file is over, or the window full. */
bool infile_more(struct infile *s);

/* Sources over a file, which they close. NULL: out of memory, and the file is closed. */
struct article_source *whole_source(struct infile *s, const struct input_options *opts, enum article_kind kind);   /* the file is one article */
struct article_source *lines_source(struct infile *s, const struct input_options *opts);

#endif
