/* abbreviations.h: words whose full stop is part of them. */
#ifndef HS_ABBREVIATIONS_H
#define HS_ABBREVIATIONS_H

#include <stddef.h>

enum abbreviation {
    ABBREVIATION_NONE,
    ABBREVIATION_TITLE,                        /* before a name: no sentence ends here */
    ABBREVIATION_INNER,                        /* stands inside a sentence ("vs."), whatever case follows */
    ABBREVIATION_FINAL,                        /* may also end a sentence ("Inc.", "etc."): the next word's case decides */
    ABBREVIATION_NUMBER,                       /* only before a number ("No. 5"); else the word and a full stop */
    ABBREVIATION_PLACE,                        /* a state, only behind a comma ("Gary, Ind."): "miss", "wash" are words too */
    ABBREVIATION_MONTH                         /* a month or day, only with a capital */
};

/* The entry for s[0 .. len), without its full stop, in any case; ABBREVIATION_NONE if there is none or what it asks for is not met by the word's
 * own letters. */
enum abbreviation abbreviation_find(const char *s, size_t len);

#endif
