/* markup.h: text of an article inside HTML and XML. */
#ifndef HS_MARKUP_H
#define HS_MARKUP_H

#include "write/buffer.h"

/* Valid UTF-8 between tags or in an attribute's quotation marks. What XML forbids (controls, U+FFFE, U+FFFF) becomes U+FFFD; carriage returns are
 * left out. */
void markup_text(struct buffer *out, const char *s, size_t n);

#endif
