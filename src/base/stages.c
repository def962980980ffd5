/* stages.c: the names of the stages, and a thread's clock. */
#include "base/stages.h"

#include <stddef.h>

_Thread_local struct stage_clock *stage_clock;

const char *const stage_names[STAGES] = {
    [STAGE_OTHER] = "other",
    [STAGE_PAGE] = "page",
    [STAGE_WORDS] = "words",
    [STAGE_PIECES] = "word pieces",
    [STAGE_EMBEDDING] = "embedding",
    [STAGE_PRODUCTS] = "matrix products",
    [STAGE_OPERANDS] = "rows to operands",
    [STAGE_ATTENTION] = "attention",
    [STAGE_GELU] = "GELU",
    [STAGE_NORM] = "layer norm",
    [STAGE_LABELS] = "labels",
    [STAGE_PARSE] = "parse",
    [STAGE_LINKS] = "spans and links",
    [STAGE_DISCOURSE] = "discourse",
    [STAGE_ACTORS] = "actors",
    [STAGE_TIMES] = "times",
    [STAGE_CLAIMS] = "claims",
    [STAGE_VIEW] = "view",
    [STAGE_WRITE] = "writing",
};
