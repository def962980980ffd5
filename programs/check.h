/* check.h: what hearsay.c's table needs of the command `check`. */
#ifndef HEARSAY_CHECK_H
#define HEARSAY_CHECK_H

#include "articles.h"
#include "engine.h"

enum check_format { CHECK_TEXT, CHECK_JSON };

struct check_values {
    struct articles_values common;
    unsigned format;                           /* enum check_format */
    const char *pairs, *bodies;                /* NULL: a claim and files are given */
    struct engine_values engine;
};

enum { CHECK_OPTIONS = 18 };
extern const struct option_spec check_options[CHECK_OPTIONS];
extern const struct check_values check_defaults;

#define CHECK_ABOUT \
    "Says of each article whether it agrees with the claim, disagrees with it, discusses it without taking a side, or has nothing to do with it, " \
    "with the sentences that show it and the voices on whose word they stand. The claim is a sentence or headline, in quotation marks for the " \
    "shell. With --pairs and --bodies it does the same for many headlines and texts at once: PAIRS has a JSON object a line with \"headline\" and " \
    "\"body_id\", BODIES one with \"body_id\" and \"text\"; printed is a line a pair, with \"stance\" and \"score\". " ARTICLES_OPERANDS "\n" \
    ARTICLES_ARCHIVES

enum exit_code run_check(const struct command *self, int argc, char **argv);

#endif
