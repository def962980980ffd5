/* search.h: what hearsay.c's table needs of the commands `search` and `diff`. */
#ifndef HEARSAY_SEARCH_H
#define HEARSAY_SEARCH_H

#include "command.h"
#include "hearsay.h"

struct search_values {
    const char *db;
    unsigned format;                           /* text, json */
    unsigned color;                            /* enum articles_color */
    hearsay_article_query query;
};
enum { SEARCH_OPTIONS = 7 };
extern const struct option_spec search_options[SEARCH_OPTIONS];
extern const struct search_values search_defaults;
#define SEARCH_ABOUT \
    "Finds the articles of a store that have all of the words, the best first. Words count by their stems, in any case: \"ship\" finds ships. A " \
    "word that ends in * is a beginning; several words in double quotes, within the quotes of the shell, are a phrase; what stands behind a minus " \
    "must not be there (put -- before it); ships OR boats is one of the two."
enum exit_code run_search(const struct command *self, int argc, char **argv);

struct diff_values {
    const char *db;
    unsigned format;                           /* text, json */
    unsigned color;
    bool all;
};
enum { DIFF_OPTIONS = 4 };
extern const struct option_spec diff_options[DIFF_OPTIONS];
extern const struct diff_values diff_defaults;
#define DIFF_ABOUT \
    "Says what changed between the last two versions of an article (named as for `hearsay show`), or between two articles: paragraphs that were " \
    "removed, added, reworded or moved, and which attributions and claims went, came or changed. \"- ...\" was there before, " \
    "\"+ ...\" is there now, \"~ ...\" changed."
enum exit_code run_diff(const struct command *self, int argc, char **argv);

#endif
