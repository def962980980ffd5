/* rebuild.h: what hearsay.c's table needs of the command `rebuild`. */
#ifndef HEARSAY_REBUILD_H
#define HEARSAY_REBUILD_H

#include "engine.h"

struct rebuild_values {
    struct engine_values engine;
    const char *db;
    bool all, quiet;
    unsigned threads;
};

enum { REBUILD_OPTIONS = 7 };
extern const struct option_spec rebuild_options[REBUILD_OPTIONS];
extern const struct rebuild_values rebuild_defaults;

#define REBUILD_ABOUT \
    "Makes anew what was derived from the texts of a store, where other weights, other tables of names or an older hearsay have read them. The " \
    "texts, and where they were found, stay as they are. Each text is replaced as a whole, so the store can be used meanwhile, and whoever " \
    "interrupts it goes on where it stopped."

enum exit_code run_rebuild(const struct command *self, int argc, char **argv);

#endif
