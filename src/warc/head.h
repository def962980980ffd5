/* head.h: the named fields at the head of a WARC record, of an HTTP message.
 *
 *   WARC/1.1 CRLF                      the first line
 *   Name: value CRLF
 *   Name: value that CRLF              folded (RFC 2616, 2.2): what begins with a space or tab goes on with the line before
 *      goes on CRLF
 *   CRLF                               the end
 *
 * Both standards say CRLF; a mere LF does too. Names are compared without regard to case. */
#ifndef HS_WARC_HEAD_H
#define HS_WARC_HEAD_H

#include "base/arena.h"
#include "write/buffer.h"

enum { HEAD_MOST = 1 << 18 };                  /* bytes; 256 KiB: browsers stop at that too */

struct head { struct buffer text; };           /* the lines without their ends, unfolded, each ended by '\n'; no NUL in it */

/* Adds one line with its line feed. True: it is the empty one that ends the head; then head_value() may be asked. */
bool head_add_line(struct head *h, const char *line, size_t len);

/* The first line. */
const char *head_first(const struct head *h, size_t *len);

/* The value of a field, without the white space around it; NULL if there is none of that name. The first of several. name: in lower
 * case. */
const char *head_value(const struct head *h, const char *name, size_t *len);

/* "text/html; charset=UTF-8": the type in lower case, the charset as written; NULL where there is none, or what stands there is no such thing. All in
 * the arena. False: out of memory. */
bool media_type_read(struct arena *a, const char *value, size_t len, const char **type, const char **charset);

#endif
