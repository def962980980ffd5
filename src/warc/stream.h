/* stream.h: the bytes of a WARC file in order, unpacked where the file is gzip (RFC 1952), with one member a record or one for all.
 *
 *   caller's read ──▶ raw window ──▶ inflate ──▶ window       gzip
 *                         └──────────────────────▶ window     else
 *
 * LIMITS  What is unpacked is counted, in all and since the last stream_mark(). Beyond a limit the stream is BROKEN for good: a bomb costs no more
 *         than that. Memory: two windows and zlib's state, whatever the file says of itself. */
#ifndef HS_WARC_STREAM_H
#define HS_WARC_STREAM_H

#include <zlib.h>

#include "hearsay.h"

enum { STREAM_WINDOW = 1 << 16 };

enum stream_state {
    STREAM_BYTES,                              /* there are some */
    STREAM_MEMBER_END,                         /* a gzip member is over and all of it taken: stream_next_member() */
    STREAM_END,
    STREAM_BROKEN                              /* s->why says it; stream_recover() may find where to go on, unless s->fatal */
};

struct window { unsigned char bytes[STREAM_WINDOW]; size_t at, end; };

struct stream {
    hearsay_warc_input input;
    uint64_t raw_from;                         /* offset in the file of raw.bytes[0] */
    bool raw_over;
    struct window raw, out;                    /* out: unpacked; unused where the file is not gzip */
    bool begun, gzip, z_ready;
    z_stream z;
    enum stream_state state;                   /* behind the window's bytes */
    uint64_t member_at;                        /* offset in the file of the gzip member */
    uint64_t member_from;                      /* and of what it holds, in the unpacked file */
    uint64_t unpacked;                         /* bytes that came out of some compression, in all */
    uint64_t out_from;                         /* of the unpacked file: offset of out.bytes[0] */
    uint64_t mark_raw, mark_unpacked;
    uint64_t max_unpacked;
    unsigned max_ratio;
    uint64_t reread_left;                      /* bytes that may still be read a second time, to recover */
    bool fatal;                                /* nothing can follow: a limit, or a file that cannot be read */
    hearsay_code code;                         /* of `why` */
    char why[160];
};

/* Takes the first bytes to see whether they are gzip's. s is zeroed but for input and the limits. */
void stream_begin(struct stream *s);
void stream_end(struct stream *s);

/* The next bytes, not taken: at least `want` (at most 4096) of them unless the file, the member or what can be read of it is over before. */
enum stream_state stream_peek(struct stream *s, size_t want, const unsigned char **bytes, size_t *n);
void stream_take(struct stream *s, size_t n);  /* n: at most what stream_peek() gave */

/* Passes over n bytes that need not be looked at, without reading them where the input can do that. False: it cannot, and nothing happened. */
bool stream_jump(struct stream *s, uint64_t n);

/* Up to `room` bytes that stand n bytes ahead; SIZE_MAX: that cannot be known here. */
size_t stream_look_ahead(struct stream *s, uint64_t n, void *to, size_t room);

/* To the member that follows. */
enum stream_state stream_next_member(struct stream *s);

/* The next gzip member that begins as a WARC record does; true: the stream goes on there. */
bool stream_recover(struct stream *s);

/* Where the next byte stands in the file; of gzip, where its member begins. */
uint64_t stream_offset(const struct stream *s);

/* Of gzip: the next byte's offset in the unpacked file; whether it is its member's first. */
uint64_t stream_unpacked_offset(const struct stream *s);
bool stream_at_member(const struct stream *s);

/* From here on counts the ratio of a record. */
void stream_mark(struct stream *s);

/* n bytes were unpacked from something inside the stream. False: that is beyond a limit, and the stream is broken. */
bool stream_account(struct stream *s, uint64_t n);

#endif
