/* engine.c: an engine as the command line wants it. */
#include "engine.h"

hearsay_engine *engine_open(const struct engine_values *v)
{
    hearsay_engine_options options = HEARSAY_ENGINE_OPTIONS_INIT;
    options.compute = (hearsay_compute)v->compute;
    options.lexicons = v->lexicons.at;
    options.n_lexicons = v->lexicons.n;
    hearsay_error err;
    hearsay_engine *engine = hearsay_engine_open(v->model, &options, &err);
    if (!engine) complain("%s", err.msg);
    return engine;
}
