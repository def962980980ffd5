/* sources.h: which source a group of cue and contents has. */
#ifndef HS_SOURCES_H
#define HS_SOURCES_H

#include "discourse/groups.h"
#include "model/model.h"

/* choose_sources: sets the source of groups[from .. n) of window w. Sources that the pointers see and the tags missed go to the end of
 * reading->spans, which has room for one more a group.
 *   taken  [doc->n_words] 1 for words of the model's spans; what is added here is marked too. */
void choose_sources(const struct hearsay_document *doc, struct reading *reading, const struct window_reading *w, struct groups *groups, uint32_t from,
                    uint8_t *taken);

/* The subject of a verb with its phrase, as words; false: it has none, or the word is taken. */
bool source_of_verb(const struct hearsay_document *doc, uint32_t verb, const uint8_t *taken, uint32_t *first, uint32_t *last);

/* The log-probability that a pointer gives to a span: to its rank among the window's, to "none" for HS_NONE. 0 where there is no pointer. */
float pointed(const struct pointer *p, uint32_t rank);

#endif
