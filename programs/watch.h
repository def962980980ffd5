/* watch.h: what hearsay.c's table needs of the command `watch`. */
#ifndef HEARSAY_WATCH_H
#define HEARSAY_WATCH_H

#include "add.h"

#define WATCH_ABOUT \
    "Adds the articles of a folder to a store, as `hearsay add` does, and then each file that is written there or moved there, below it too, " \
    "until it is interrupted (Ctrl-C, SIGTERM). A file is read when whoever writes it closes it; one that changes is read " \
    "again, and its new texts are added."

enum exit_code run_watch(const struct command *self, int argc, char **argv);

#endif
