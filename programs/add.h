/* add.h: what hearsay.c's table needs of the command `add`. */
#ifndef HEARSAY_ADD_H
#define HEARSAY_ADD_H

#include "articles.h"
#include "engine.h"

struct add_values {
    struct articles_values common;
    struct engine_values engine;
    const char *db;
};

enum { ADD_OPTIONS = 15 };
extern const struct option_spec add_options[ADD_OPTIONS];
extern const struct add_values add_defaults;

#define ADD_ABOUT \
    "Reads articles and keeps them in a store, one SQLite file, which is made if it is missing: what was found and where, and what was read in it. " \
    "A text that the store has is not read again: another place where it stands is noted. Another text at an address that the store knows is a new " \
    "version of that article. Whoever interrupts it loses half a second's reading; the same command again goes on where it stopped. " \
    ARTICLES_OPERANDS \
    "\n" ARTICLES_ARCHIVES

/* A store that is open for adding, with an engine; shared with `watch`. NULL after a complaint, with *code. */
struct adding;
struct adding *add_open(const struct add_values *v, enum exit_code *code);
void add_close(struct adding *a);                                               /* NULL is allowed */

/* Adds the articles of some paths and prints how many there were. */
enum exit_code add_paths(const struct add_values *v, struct adding *a, char *const *paths, size_t n);

enum exit_code run_add(const struct command *self, int argc, char **argv);

#endif
