/* body.h: the block of a record, and the body that an HTTP message carries in it. */
#ifndef HS_WARC_BODY_H
#define HS_WARC_BODY_H

#include "warc/head.h"
#include "warc/stream.h"

/* ---- The block: Content-Length bytes behind the record's head ------------------------------------------------------------------ */

struct block {
    struct stream *stream;
    uint64_t left;                             /* bytes not taken yet */
    bool cut;                                  /* another record begins before that: Content-Length says too much */
    bool lost;                                 /* body_read() met an end too early, of the file or of what can be read of it */
};

/* As stream_peek(), but for the end of the block, which is STREAM_END with left 0. Goes on in the next gzip member, unless a record begins there. */
enum stream_state block_peek(struct block *b, size_t want, const unsigned char **bytes, size_t *n);
void block_take(struct block *b, size_t n);

/* ---- The body -------------------------------------------------------------------------------------------------------------- */

struct body { struct buffer bytes, other; };   /* kept from record to record */

/* body_read: what a browser would get: without chunks (RFC 9112, 7.1), unpacked from gzip (RFC 1952), deflate (RFC 1950; RFC 1951 as some servers
 * send it), br (RFC 7932), several in turn.
 *   http       the message's head, NULL: the block is the body.
 *   truncated  the crawler said that it cut the record short: then an early end is no fault.
 *   max        bytes, of the body as it comes out.
 * Crawlers store bodies that they have unpacked under heads that say otherwise: what does not begin with a chunk's size is not chunked, and what does
 * not begin as gzip, zlib or brotli does is not compressed. Names of codings that nobody knows are passed over, as browsers do.
 * Errors  HEARSAY_E_TOO_LONG, HEARSAY_E_ARCHIVE (err->at: byte of the block's body, as stored), HEARSAY_E_NOMEM; and what broke the stream. Then some
 *         of the block may not be taken. */
hearsay_code body_read(struct body *body, struct block *block, const struct head *http, bool truncated, size_t max, hearsay_error *err);
void body_free(struct body *body);

#endif
