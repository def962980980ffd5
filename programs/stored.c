/* stored.c: what a store holds, in lists and as a whole: `hearsay articles`, `export`, `stats`. */
#include "stored.h"

#include <string.h>

#include "articles.h"
#include "db.h"

/* clang-format off */
const struct option_spec articles_list_options[ARTICLES_LIST_OPTIONS] = {
    OPTION_DB(struct articles_list_values),
    { 'f', "format", "text|json|csv", OPTION_CHOICE, offsetof(struct articles_list_values, format), 0,
      "what to print: a list for people, JSON Lines, a table" },
    OPTION_QUERY_OUTLET(struct articles_list_values),
    OPTION_SINCE(struct articles_list_values),
    OPTION_UNTIL(struct articles_list_values),
    OPTION_LIMIT(struct articles_list_values),
};
const struct option_spec stats_options[STATS_OPTIONS] = {
    OPTION_DB(struct stats_values),
    { 'f', "format", "text|json", OPTION_CHOICE, offsetof(struct stats_values, format), 0, "what to print: a list for people, a JSON object" },
};
const struct option_spec export_options[EXPORT_OPTIONS] = {
    OPTION_DB(struct export_values),
    { 'f', "format", "csv|json", OPTION_CHOICE, offsetof(struct export_values, format), 0, "a table under a line of names, or an object a line" },
    OPTION_QUERY_OUTLET(struct export_values),
    OPTION_SINCE(struct export_values),
    OPTION_UNTIL(struct export_values),
    OPTION_LIMIT(struct export_values),
};
/* clang-format on */

const struct articles_list_values articles_list_defaults = { .db = DB_DEFAULT, .query = HEARSAY_ARTICLE_QUERY_INIT };
const struct stats_values stats_defaults = { .db = DB_DEFAULT };
const struct export_values export_defaults = { .db = DB_DEFAULT, .query = HEARSAY_ARTICLE_QUERY_INIT };

/* ---- articles ---------------------------------------------------------------------------------------------------------------- */

static bool print_article(void *context, const hearsay_article *a)
{
    (void)context;
    char versions[40] = "";
    if (a->versions > 1) snprintf(versions, sizeof versions, "  version %zu", a->versions);
    printf("%s  %-10.10s  ", a->id, a->published ? a->published : "");
    db_print(a->outlet ? a->outlet : "", 0);
    fputs(a->outlet ? "  " : "", stdout);
    db_print(a->headline, 0);
    printf("%s\n", versions);
    return !ferror(stdout);
}

enum exit_code run_articles(const struct command *self, int argc, char **argv)
{
    struct articles_list_values v = articles_list_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    if (!db_begin(self, &v, argc, argv, 0, 0, &p, &code)) return code;
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    if (v.format != STORED_TEXT)
        code = db_table(store, "articles", &v.query, v.format == STORED_CSV);
    else
        code = hearsay_store_articles(store, &v.query, print_article, NULL, &err) == HEARSAY_OK ? printed() : db_unanswered(&err);
    hearsay_store_close(store);
    return code;
}

/* ---- export ------------------------------------------------------------------------------------------------------------------ */

enum exit_code run_export(const struct command *self, int argc, char **argv)
{
    struct export_values v = export_defaults;
    struct parsed p;
    enum exit_code code;
    const char *name;
    size_t len;
    if (!db_begin(self, &v, argc, argv, 1, 1, &p, &code)) return code;
    unsigned i = 0;
    while ((len = choice_name(EXPORT_TABLES, i, &name)) && (len != strlen(argv[1]) || memcmp(name, argv[1], len) != 0)) i++;
    if (!len) {
        char why[300];
        snprintf(why, sizeof why, "\"%.100s\" is none of %s", argv[1], EXPORT_TABLES);
        return articles_misuse(self, why);
    }
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    code = db_table(store, argv[1], &v.query, v.format == 0);
    hearsay_store_close(store);
    return code;
}

/* ---- stats ------------------------------------------------------------------------------------------------------------------- */

enum exit_code run_stats(const struct command *self, int argc, char **argv)
{
    struct stats_values v = stats_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    hearsay_store_stats s;
    if (!db_begin(self, &v, argc, argv, 0, 0, &p, &code)) return code;
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    const bool good = hearsay_store_stats_get(store, &s, &err) == HEARSAY_OK;
    hearsay_store_close(store);
    if (!good) return db_failed(&err);
    const struct {
        const char *name, *what;
        size_t n;
    } rows[] = {
        { "articles", "articles", s.articles },
        { "texts", "texts, each once", s.texts },
        { "places", "places where they stand", s.places },
        { "outlets", "outlets", s.outlets },
        { "words", "words", s.words },
        { "actors", "actors of texts", s.actors },
        { "attributions", "attributions", s.attributions },
        { "claims", "claims", s.claims },
        { "engines", "engines that have read them", s.engines },
        { "bytes", "bytes", s.bytes },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char grouped[GROUPED];
        if (v.format == STORED_JSON)
            printf("%s\"%s\": %zu", i ? ", " : "{", rows[i].name, rows[i].n);
        else
            printf("%15s  %s\n", db_grouped(grouped, rows[i].n), rows[i].what);
    }
    if (v.format == STORED_JSON) puts("}");
    return printed();
}
