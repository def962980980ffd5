/* outline.h: where the sentences of a stored text are, and which of them its headline, without loading the document: they stand at the beginning of
 * its packed JSON, so a few kilobytes are unpacked and nothing is parsed but numbers. A tenth of what loading costs (docs/decisions.md). */
#ifndef HS_STORE_OUTLINE_H
#define HS_STORE_OUTLINE_H

#include "store/store.h"

struct outline_sentence { uint32_t start, end; size_t at; bool headline; };     /* code points, the first one's byte; headline: or a dek */

struct outline {
    const char *body; size_t len;              /* UTF-8, NUL behind it */
    struct outline_sentence *sentences; uint32_t n_sentences;        /* in text order; 0 for a text that was not read */
};

/* outline_of: in the arena. False: s->failed says why. */
bool outline_of(struct outline *out, hearsay_store *s, int64_t text, struct arena *a);

/* A piece of the text in one line: white space becomes single spaces. marked, of its bytes: what was asked for. */
struct outline_line { const char *text; uint32_t marked, marked_end; };

/* outline_words: the sentences that hold code points [start, end), three at most. text NULL: there is no sentence there, or the arena is full.
 * *headline: they are the headline's. */
struct outline_line outline_words(const struct outline *o, uint32_t start, uint32_t end, bool *headline, struct arena *a);

/* outline_headline: the headline; NULL: there is none, or the arena is full. */
const char *outline_headline(const struct outline *o, struct arena *a);

#endif
