/* stored.h: what hearsay.c's table needs of the commands that look into a store: `articles`, `show`, `stats`, `export`. */
#ifndef HEARSAY_STORED_H
#define HEARSAY_STORED_H

#include "command.h"
#include "hearsay.h"

enum stored_format { STORED_TEXT, STORED_JSON, STORED_CSV };

struct articles_list_values {
    const char *db;
    unsigned format;                           /* enum stored_format */
    hearsay_article_query query;
};
enum { ARTICLES_LIST_OPTIONS = 6 };
extern const struct option_spec articles_list_options[ARTICLES_LIST_OPTIONS];
extern const struct articles_list_values articles_list_defaults;
#define ARTICLES_LIST_ABOUT \
    "Lists the articles of a store, in the order in which they came: the id of the text that was seen last, when it was published, the outlet, " \
    "how often its text changed, its title."
enum exit_code run_articles(const struct command *self, int argc, char **argv);

struct show_values {
    const char *db;
    unsigned format;
    bool pretty;
    unsigned color;                            /* enum articles_color */
};
enum { SHOW_OPTIONS = 4 };
extern const struct option_spec show_options[SHOW_OPTIONS];
extern const struct show_values show_defaults;
#define SHOW_ABOUT \
    "Prints articles of a store as `hearsay read` prints them, without reading them again. ARTICLE is an id or its first digits (four at least), " \
    "an address, a record's id, or the path of a file that was added; of an article with versions the latest is shown."
enum exit_code run_show(const struct command *self, int argc, char **argv);

struct stats_values {
    const char *db;
    unsigned format;
};
enum { STATS_OPTIONS = 2 };
extern const struct option_spec stats_options[STATS_OPTIONS];
extern const struct stats_values stats_defaults;
#define STATS_ABOUT "Counts what a store holds. With more than one engine, `hearsay rebuild` reads anew what an older one has read."
enum exit_code run_stats(const struct command *self, int argc, char **argv);

struct export_values {
    const char *db;
    unsigned format;
    hearsay_article_query query;
};
enum { EXPORT_OPTIONS = 6 };
extern const struct option_spec export_options[EXPORT_OPTIONS];
extern const struct export_values export_defaults;
#define EXPORT_TABLES "articles|places|actors|attributions|claims|positions|copies|corrections"
#define EXPORT_ABOUT \
    "Writes a list of a store as a table: articles as they were seen last, the places where they stand, or the actors, attributions, claims or " \
    "positions of all texts, each text once. docs/store.md says what the columns mean, and how to ask the store in SQL."
enum exit_code run_export(const struct command *self, int argc, char **argv);

#endif
