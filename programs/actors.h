/* actors.h: what hearsay.c's table needs of the commands on actors across articles: `actors`, `merge`, `split`. */
#ifndef HEARSAY_ACTORS_H
#define HEARSAY_ACTORS_H

#include "command.h"
#include "hearsay.h"

struct actors_values {
    const char *db;
    unsigned format;                           /* text, json */
    unsigned kind;                             /* any, then as docs/format.md names them */
    const char *code;
    size_t limit;
};
enum { ACTORS_OPTIONS = 5 };
extern const struct option_spec actors_options[ACTORS_OPTIONS];
extern const struct actors_values actors_defaults;
#define ACTORS_ABOUT \
    "Lists who is spoken of or speaks in the articles of a store, those in most articles first; with words, those whose names have words that " \
    "begin so. Actors of different articles are taken for one conservatively: persons by a full name and something that speaks for it, states by " \
    "their codes. `hearsay merge` and `hearsay split` correct it."
enum exit_code run_actors(const struct command *self, int argc, char **argv);

struct correct_values {
    const char *db;
};
enum { CORRECT_OPTIONS = 1 };
extern const struct option_spec correct_options[CORRECT_OPTIONS];
extern const struct correct_values correct_defaults;
#define MERGE_ABOUT \
    "Says that two actors of `hearsay actors` (s12) or two claims of `hearsay claims` (k12) are one. It is kept when the store is rebuilt, and can " \
    "be taken back by `hearsay split`."
#define SPLIT_ABOUT \
    "Says that an actor of `hearsay actors` (s12) or a claim of `hearsay claims` (k12) is another one in these articles (named as for " \
    "`hearsay show`) than in the rest. It is kept when the store is rebuilt, and can be taken back by `hearsay merge`."
enum exit_code run_merge(const struct command *self, int argc, char **argv);
enum exit_code run_split(const struct command *self, int argc, char **argv);

#endif
