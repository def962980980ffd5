/* language.h: which language a text is in; above all whether it is English. */
#ifndef HS_LANGUAGE_H
#define HS_LANGUAGE_H

#include <stddef.h>

struct language {
    const char *code;                          /* ISO 639-1; NULL: too little text to tell, or a language that is not known here */
    const char *name;                          /* in English */
};

/* language_of: text is UTF-8. Reads at most its first LANGUAGE_BYTES. Of names and figures, or of fewer than a dozen words, nothing is said. */
enum { LANGUAGE_BYTES = 1 << 16 };
struct language language_of(const char *text, size_t len);

/* The lists behind it; words: with a space between them. */
struct language_words { const char *code, *name, *words; };
extern const struct language_words language_words[];
extern const unsigned n_language_words;

#endif
