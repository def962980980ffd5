/* engine.h: the options by which a command that reads chooses its engine. */
#ifndef HEARSAY_ENGINE_H
#define HEARSAY_ENGINE_H

#include "command.h"
#include "hearsay.h"

/* A command's struct of values has one as `engine`. */
struct engine_values {
    const char *model;
    struct texts lexicons;
    unsigned compute;                          /* hearsay_compute */
};

/* Rows of a table of options; S: the command's struct of values. */
#define OPTION_MODEL(S) \
    { 'm', "model", "FILE", OPTION_TEXT, offsetof(S, engine.model), 0, \
      "the weights (default: $HEARSAY_MODEL, else those that came with hearsay)" }
#define OPTION_LEXICON(S) \
    { 0, "lexicon", "FILE", OPTION_TEXTS, offsetof(S, engine.lexicons), 0, \
      "a table of names of your own, before those that came with hearsay (lexicon/README.md); may be given up to 16 times" }
#define OPTION_COMPUTE(S) \
    { 0, "compute", "auto|int8|bf16|fp32", OPTION_CHOICE, offsetof(S, engine.compute), 0, \
      "the arithmetic of the encoder; auto: int8 where the CPU has AVX-512 VNNI, else fp32" }

/* NULL after a complaint. */
hearsay_engine *engine_open(const struct engine_values *v);

#endif
