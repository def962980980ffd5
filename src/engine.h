/* engine.h: an engine from inside: a model, a lexicon, and the workers that wait for the next article. */
#ifndef HS_ENGINE_H
#define HS_ENGINE_H

#include "hearsay.h"
#include "lexicon/cues.h"
#include "lexicon/event_words.h"
#include "lexicon/lexicon.h"
#include "lexicon/loaded_words.h"
#include "model/model.h"
#include "trace/similarity.h"
#include "trace/stands.h"

const struct model *engine_model(const hearsay_engine *eng);
const struct lexicon *engine_lexicon(const hearsay_engine *eng);
const struct cues *engine_cues(const hearsay_engine *eng);
const struct loaded_words *engine_loaded_words(const hearsay_engine *eng);
const struct event_words *engine_event_words(const hearsay_engine *eng);
const struct stands *engine_stands(const hearsay_engine *eng);
const struct similarity *engine_similarity(const hearsay_engine *eng);     /* NULL: the weights have no table of similar words */

/* engine_worker: a worker that nobody else has, an idle one or a new one; give it back. NULL on failure.
 * Errors  HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
struct worker *engine_worker(const hearsay_engine *eng, hearsay_error *err);
/* engine_give_back: for the next article. One that holds much scratch memory is freed: a single huge article does not stay resident. */
void engine_give_back(const hearsay_engine *eng, struct worker *w);

#endif
