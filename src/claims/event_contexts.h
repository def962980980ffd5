/* event_contexts.h: what tense, modality and the words around say of an event; when and where it was; and whether it was one at all. */
#ifndef HS_EVENT_CONTEXTS_H
#define HS_EVENT_CONTEXTS_H

#include "claims/events.h"

/* Fills r->sport. */
void event_count_sport(struct event_reader *r);

/* Whether the event is a figure of speech: a game's, a disaster's, a thing's. */
bool event_is_figure(const struct event_reader *r, uint32_t word, const struct event *e);

void event_find_when(const struct event_reader *r, uint32_t word, struct event *e);
void event_find_where(const struct event_reader *r, uint32_t word, struct event *e);

/* Adds contexts. */
void event_find_contexts(const struct event_reader *r, uint32_t word, struct event *e);

#endif
