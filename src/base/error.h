/* error.h: filling a hearsay_error. The library never exits and never prints. */
#ifndef HS_ERROR_H
#define HS_ERROR_H

#include "hearsay.h"

/* Writes code, place (byte offset) and a printf-style message into err (may be NULL) and returns the code. */
#if defined(__GNUC__)
__attribute__((format(printf, 4, 5)))
#endif
hearsay_code error_set(hearsay_error *err, hearsay_code code, size_t at, const char *format, ...);

#endif
