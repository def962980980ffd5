/* diff.c: `hearsay diff`: what changed between two versions of an article. */
#include <stdlib.h>
#include <string.h>

#include "articles.h"
#include "db.h"
#include "search.h"

/* clang-format off */
const struct option_spec diff_options[DIFF_OPTIONS] = {
    OPTION_DB(struct diff_values),
    { 0, "all", NULL, OPTION_FLAG, offsetof(struct diff_values, all), 0, "every step from the first version to the last, not only the last step" },
    { 'f', "format", "text|json", OPTION_CHOICE, offsetof(struct diff_values, format), 0, "what to print: a view for people, JSON Lines" },
    { 0, "color", "auto|always|never", OPTION_CHOICE, offsetof(struct diff_values, color), 0,
      "colours in the view for people; auto: on a terminal, unless NO_COLOR is set" },
};
/* clang-format on */

const struct diff_values diff_defaults = { .db = DB_DEFAULT };

struct versions {
    char (*ids)[HEARSAY_ID];
    size_t n, room;
    bool failed;
};

static bool add_version(void *context, const hearsay_article *version)
{
    struct versions *v = context;
    if (v->n == v->room) {
        char(*more)[HEARSAY_ID] = realloc(v->ids, (v->room = 2 * v->room + 8) * sizeof *more);
        if (!more) {
            v->failed = true;
            return false;
        }
        v->ids = more;
    }
    snprintf(v->ids[v->n++], HEARSAY_ID, "%s", version->id);
    return true;
}

static enum exit_code print_step(hearsay_store *store, const char *from, const char *to, hearsay_format format, const hearsay_write_options *view)
{
    hearsay_error err;
    char *out = NULL;
    size_t len;
    hearsay_document *a = hearsay_store_document(store, from, &err), *b = a ? hearsay_store_document(store, to, &err) : NULL;
    const bool good = b && hearsay_diff_write(a, b, format, view, &out, &len, &err) == HEARSAY_OK;
    hearsay_document_free(a);
    hearsay_document_free(b);
    if (!good) return db_failed(&err);
    fwrite(out, 1, len, stdout);
    hearsay_string_free(out);
    return EXIT_OK;
}

static enum exit_code diff(hearsay_store *store, const struct diff_values *v, char **articles, int n, struct versions *versions)
{
    hearsay_error err;
    hearsay_write_options view = HEARSAY_WRITE_OPTIONS_INIT;
    articles_view(&view, v->color, false);
    if (n == 2) {
        char a[HEARSAY_ID], b[HEARSAY_ID];
        if (hearsay_store_find(store, articles[0], a, &err) != HEARSAY_OK || hearsay_store_find(store, articles[1], b, &err) != HEARSAY_OK)
            return db_failed(&err);
        return print_step(store, a, b, v->format ? HEARSAY_JSON : HEARSAY_TEXT, &view);
    }
    if (hearsay_store_versions(store, articles[0], add_version, versions, &err) != HEARSAY_OK) return db_failed(&err);
    if (versions->failed || versions->n < 2) {
        complain("%s: %s", articles[0], versions->failed ? "out of memory" : "the store has one version of this article");
        return EXIT_ARTICLES;
    }
    enum exit_code code = EXIT_OK;
    for (size_t i = v->all ? 1 : versions->n - 1; i < versions->n && code == EXIT_OK; i++) {
        if (i > 1 && v->all && !v->format) puts("");
        code = print_step(store, versions->ids[i - 1], versions->ids[i], v->format ? HEARSAY_JSON : HEARSAY_TEXT, &view);
    }
    return code;
}

enum exit_code run_diff(const struct command *self, int argc, char **argv)
{
    struct diff_values v = diff_defaults;
    struct parsed p;
    enum exit_code code;
    struct versions versions = { .n = 0 };
    if (!db_begin(self, &v, argc, argv, 1, 2, &p, &code)) return code;
    if (v.all && p.n == 2) return articles_misuse(self, "--all is for the versions of one article");
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    code = diff(store, &v, argv + 1, p.n, &versions);
    free(versions.ids);
    hearsay_store_close(store);
    const enum exit_code whole = printed();
    return whole != EXIT_OK ? whole : code;
}
