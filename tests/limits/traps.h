/* traps.h: inputs made to cost more than their length: each is a piece that is repeated until it is as long as one asks for.
 *
 *   head, then unit unit unit ..., then as many of `closing`, then tail
 *
 * In a unit '#' is the number of the repetition and '@' the same in letters ("a", "b", ... "aa"), so that names differ. */
#ifndef TRAPS_H
#define TRAPS_H

#include <stddef.h>

#include "hearsay.h"

enum trap_kind { TRAP_TEXT, TRAP_HTML, TRAP_RECORD };

struct trap {
    const char *name;
    enum trap_kind kind;
    const char *unit;
    const char *closing, *head, *tail;         /* may be NULL */
};

extern const struct trap traps[];
extern const size_t n_traps;

/* trap_make: the trap, some `bytes` long (of its units; closings come on top). Freed by the caller; ends the program where there is no memory. */
char *trap_make(const struct trap *t, size_t bytes, size_t *len);

/* trap_read: the article that it is, as its kind is read. NULL: refused, err says why. */
hearsay_document *trap_read(const struct trap *t, const hearsay_engine *eng, const char *bytes, size_t len, hearsay_error *err);

#endif
