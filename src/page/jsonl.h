/* jsonl.h: one record of a JSON Lines file. */
#ifndef HS_JSONL_H
#define HS_JSONL_H

#include <stdint.h>

#include "hearsay.h"

/* What a record says; strings are NUL-terminated valid UTF-8, NULL where it says nothing. All of it belongs to `json`. */
struct jsonl_record {
    const char *text;                          /* may hold U+0000 before text + len */
    size_t len;
    bool html;                                 /* it is a web page, from the field `html` */
    const char *id, *url, *title, *outlet, *published, *charset;
    uint32_t repairs;                          /* invalid bytes and lone surrogates that became U+FFFD, in all of the record */
    void *json;
    char *id_digits;                           /* an `id` that is a number, in decimal */
};

/* jsonl_read: a record from one line, without its line feed.
 *   strict  refuse invalid UTF-8 and lone surrogates instead of repairing them.
 * On success the caller frees the record with jsonl_free(); on failure there is nothing to free.
 * Errors  HEARSAY_E_JSON, HEARSAY_E_UTF8 (strict), HEARSAY_E_NOMEM; err->at: the byte of the line. */
hearsay_code jsonl_read(struct jsonl_record *r, const char *line, size_t len, bool strict, hearsay_error *err);
void jsonl_free(struct jsonl_record *r);

#endif
