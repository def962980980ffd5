/* stream.h: the bytes of a file, through a window that can be looked at before they are taken. */
#ifndef HEARSAY_STREAM_H
#define HEARSAY_STREAM_H

#include "input.h"

enum { STREAM_WINDOW = 1 << 16 };

struct stream {
    int fd;
    char *path;
    uint64_t size;                             /* of a regular file, else 0 */
    size_t at, end;                            /* window[at .. end) is read and not yet taken */
    bool over;                                 /* nothing follows the window */
    int failed;                                /* errno of a failed read, which ends the stream too */
    char window[STREAM_WINDOW];
};

/* NULL and errno if the file cannot be opened. path "-" is standard input. */
struct stream *line_stream_open(const char *path);
void line_stream_close(struct stream *s);

/* Makes sure that there is something in the window; false: the stream is over. */
bool stream_fill(struct stream *s);

/* Sources over a stream, which they close. NULL: out of memory, and the stream is closed. */
struct article_source *text_source(struct stream *s, const struct input_options *opts);
struct article_source *lines_source(struct stream *s, const struct input_options *opts);

#endif
