/* claims.h: what hearsay.c's table needs of the command `claims`. */
#ifndef HEARSAY_CLAIMS_H
#define HEARSAY_CLAIMS_H

#include "command.h"
#include "hearsay.h"

struct claims_values {
    const char *db;
    unsigned format;                           /* enum stored_format */
    hearsay_claim_query query;
    unsigned order;                            /* 0: articles, 1: date */
    unsigned color;                            /* enum articles_color */
};

enum { CLAIMS_OPTIONS = 13 };
extern const struct option_spec claims_options[CLAIMS_OPTIONS];
extern const struct claims_values claims_defaults;

#define CLAIMS_ABOUT \
    "Lists what is claimed in the articles of a store, each claim once, however many articles have it, those of most articles first: its number " \
    "for `hearsay trace --claim`, its words, in how many articles and outlets it stands since when, who asserts it and who denies it. With words, " \
    "those that have all of them, as in `hearsay search`. --outlet, --since and --until choose the articles over which all is counted " \
    "(docs/trace.md)."

enum exit_code run_claims(const struct command *self, int argc, char **argv);

#endif
