/* language.h: which language a text is in; above all whether it is English. */
#ifndef HS_LANGUAGE_H
#define HS_LANGUAGE_H

#include <stddef.h>

struct language {
    const char *code;                          /* ISO 639-1; NULL: too little text to tell */
    const char *name;                          /* in English */
};

/* language_of: text is UTF-8. Reads at most its first LANGUAGE_BYTES. */
enum { LANGUAGE_BYTES = 1 << 16 };
struct language language_of(const char *text, size_t len);

#endif
