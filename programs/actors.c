/* actors.c: actors across articles: `hearsay actors`, and what people say of them and of claims: `hearsay merge`, `hearsay split`. */
#include "actors.h"

#include <jansson.h>
#include <stdlib.h>

#include "db.h"
#include "options.h"

#define KINDS "country|organisation|agency|person|group|document|place|other"

/* clang-format off */
const struct option_spec actors_options[ACTORS_OPTIONS] = {
    OPTION_DB(struct actors_values),
    { 'f', "format", "text|json", OPTION_CHOICE, offsetof(struct actors_values, format), 0, "what to print: a list for people, JSON Lines" },
    { 'k', "kind", "any|" KINDS, OPTION_CHOICE, offsetof(struct actors_values, kind), 0, "only these" },
    { 0, "code", "CODE", OPTION_TEXT, offsetof(struct actors_values, code), 0, "only of this state: PRK (ISO 3166-1 alpha-3)" },
    OPTION_COUNT_ONLY(struct actors_values, limit),
};
const struct option_spec correct_options[CORRECT_OPTIONS] = { OPTION_DB(struct correct_values) };
/* clang-format on */

const struct actors_values actors_defaults = { .db = DB_DEFAULT };
const struct correct_values correct_defaults = { .db = DB_DEFAULT };

static bool print_text(void *context, const hearsay_identity *i)
{
    (void)context;
    char articles[GROUPED];
    printf("%-8s %9s article%s  %-12s %-3s  ", i->id, db_grouped(articles, i->articles), i->articles == 1 ? " " : "s", i->kind,
           i->code ? i->code : "");
    db_print(i->name, 0);
    puts("");
    return !ferror(stdout);
}

static bool print_json(void *context, const hearsay_identity *i)
{
    (void)context;
    json_t *o = json_pack("{s:s, s:s, s:s, s:s?, s:I, s:I}", "id", i->id, "name", i->name, "kind", i->kind, "code", i->code, "articles",
                          (json_int_t)i->articles, "attributions", (json_int_t)i->attributions);
    const bool good = o && !json_dumpf(o, stdout, JSON_COMPACT) && puts("") >= 0;
    json_decref(o);
    return good;
}

enum exit_code run_actors(const struct command *self, int argc, char **argv)
{
    struct actors_values v = actors_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    char kind[16], name[1024] = "";
    const char *at;
    if (!db_begin(self, &v, argc, argv, 0, -1, &p, &code)) return code;
    hearsay_identity_query query = HEARSAY_IDENTITY_QUERY_INIT;
    for (int i = 1, n = 0; i <= p.n; i++) n += snprintf(name + n, n < (int)sizeof name ? sizeof name - (size_t)n : 0, "%s ", argv[i]);
    query.name = p.n ? name : NULL;
    query.code = v.code;
    query.limit = v.limit;
    if (v.kind) {
        const size_t len = choice_name(KINDS, v.kind - 1, &at);
        snprintf(kind, sizeof kind, "%.*s", (int)len, at);
        query.kind = kind;
    }
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    code = hearsay_store_identities(store, &query, v.format ? print_json : print_text, NULL, &err) == HEARSAY_OK ? printed() : db_failed(&err);
    hearsay_store_close(store);
    return code;
}

enum exit_code run_merge(const struct command *self, int argc, char **argv)
{
    struct correct_values v = correct_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    if (!db_begin(self, &v, argc, argv, 2, 2, &p, &code)) return code;
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_EXISTING);
    if (!store) return EXIT_STORE;
    if (hearsay_store_merge(store, argv[1], argv[2], &err) != HEARSAY_OK) code = db_failed(&err);
    hearsay_store_close(store);
    return code;
}

static enum exit_code split(hearsay_store *store, const char *id, char **articles, size_t n, char (*ids)[HEARSAY_ID], const char **list)
{
    hearsay_error err;
    for (size_t i = 0; i < n; i++) {
        if (hearsay_store_find(store, articles[i], ids[i], &err) != HEARSAY_OK) return db_failed(&err);
        list[i] = ids[i];
    }
    return hearsay_store_split(store, id, list, n, &err) == HEARSAY_OK ? EXIT_OK : db_failed(&err);
}

enum exit_code run_split(const struct command *self, int argc, char **argv)
{
    struct correct_values v = correct_defaults;
    struct parsed p;
    enum exit_code code;
    if (!db_begin(self, &v, argc, argv, 2, -1, &p, &code)) return code;
    const size_t n = (size_t)p.n - 1;
    char(*ids)[HEARSAY_ID] = calloc(n, sizeof *ids);
    const char **list = calloc(n, sizeof *list);
    hearsay_store *store = ids && list ? db_open(v.db, HEARSAY_STORE_EXISTING) : NULL;
    if (!ids || !list) complain("out of memory");
    code = store ? split(store, argv[1], argv + 2, n, ids, list) : EXIT_STORE;
    hearsay_store_close(store);
    free(ids);
    free(list);
    return code;
}
