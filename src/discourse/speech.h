/* speech.h: what quotation marks tell of an attribution. */
#ifndef HS_SPEECH_H
#define HS_SPEECH_H

#include "discourse/groups.h"
#include "model/model.h"

/* quote_kind_of: direct (all of the content's words stand between quotation marks, punctuation aside), mixed (some), indirect (none). */
enum quote_kind quote_kind_of(const struct hearsay_document *doc, const struct reading *reading, const struct group *g);

/* join_running_speech: contents without a cue that go on with a quotation become part of the attribution that they go on with.
 * Returns  false: out of memory. */
bool join_running_speech(const struct hearsay_document *doc, const struct reading *reading, struct groups *groups, struct arena *scratch);

#endif
