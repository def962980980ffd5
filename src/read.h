/* read.h: what goes in, whichever way it came: the part that hearsay_read(), _read_html() and _read_record() share. */
#ifndef HS_READ_H
#define HS_READ_H

#include "document.h"

struct article_input {
    bool html;                                 /* a web page; else plain text */
    bool page_only;                            /* nothing behind the first stage; needs no engine */
    const char *bytes; size_t len;
    /* What is known for sure, and goes before what the page says; NUL-terminated UTF-8, NULL where unknown. What opts say stands behind both. */
    const char *uri, *outlet, *title, *published, *charset;
    uint32_t repairs;                          /* made on the way here */
};

/* read_article: opts: as the caller gave them, may be NULL. NULL on failure. */
hearsay_document *read_article(const hearsay_engine *eng, const struct article_input *in, const hearsay_options *opts, hearsay_error *err);

#endif
