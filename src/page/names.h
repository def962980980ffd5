/* names.h: what pages write where the name of an author, of an outlet or a title should be. */
#ifndef HS_NAMES_H
#define HS_NAMES_H

#include "base/arena.h"

/* names_author: "By Ann Lee and Bo Roe | 3 May 2019" is "Ann Lee, Bo Roe". NULL if nothing is left that could be a name ("admin", an address), or
 * memory ran out (the arena remembers). */
const char *names_author(struct arena *a, const char *said);

/* names_outlet: "The Bay Post | News of the bay" is "The Bay Post", "@baypost" is "baypost". NULL as above. */
const char *names_outlet(struct arena *a, const char *said);

/* names_key: the letters and digits of s alone, in lower case as far as ASCII goes, at most `room` bytes of them. Returns how many; no NUL. */
size_t names_key(const char *s, size_t len, char *out, size_t room);

/* Where the last of the marks stands that part a headline from its outlet (" | ", " - ", ...), and its length; NULL: none does. */
const char *names_last_mark(const char *s, const char *end, size_t *len);

bool names_is_address(const char *s);

#endif
