/* encoding.h: bytes of a page to UTF-8. */
#ifndef HS_ENCODING_H
#define HS_ENCODING_H

#include "base/arena.h"
#include "hearsay.h"

struct decoded {
    const char *text;                          /* valid UTF-8; the input itself where that is it already, else in the arena */
    size_t len;
    uint32_t repairs;                          /* byte sequences that became U+FFFD */
    const char *encoding;                      /* its name, "UTF-8", "windows-1252", ... */
};

/* encoding_decode: charset is what the server said, "utf-8" or NULL.
 * Errors  HEARSAY_E_BINARY (NUL bytes: no page), HEARSAY_E_UTF8 (strict: what is not of its encoding; err->at), HEARSAY_E_NOMEM. */
hearsay_code encoding_decode(struct arena *a, const char *bytes, size_t len, const char *charset, bool strict, struct decoded *out,
                             hearsay_error *err);

#endif
