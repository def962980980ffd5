/* show.c: `hearsay show`: articles of a store, in the formats of `hearsay read`. */
#include <stdlib.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "articles.h"
#include "db.h"
#include "stored.h"

/* clang-format off */
const struct option_spec show_options[SHOW_OPTIONS] = {
    OPTION_DB(struct show_values),
    { 'f', "format", "text|json|csv|plover|html|webanno|prov|blocks", OPTION_CHOICE, offsetof(struct show_values, format), 0,
      "what to print: a view for people, JSON Lines, a table of attributions, event data, a web page (of one article), W3C web annotations, the "
      "chains as PROV-JSON, the text with the kind of each block" },
    { 0, "pretty", NULL, OPTION_FLAG, offsetof(struct show_values, pretty), 0, "indent the JSON" },
    { 0, "color", "auto|always|never", OPTION_CHOICE, offsetof(struct show_values, color), 0,
      "colours in the view for people; auto: on a terminal, unless NO_COLOR is set" },
};
/* clang-format on */

const struct show_values show_defaults = { .db = DB_DEFAULT };

static const hearsay_format formats[] = { HEARSAY_TEXT, HEARSAY_JSON,    HEARSAY_CSV,  HEARSAY_PLOVER,
                                          HEARSAY_HTML, HEARSAY_WEBANNO, HEARSAY_PROV, HEARSAY_BLOCKS };

static enum exit_code show_one(hearsay_store *store, const char *article, hearsay_format format, hearsay_write_options *view)
{
    char id[HEARSAY_ID], *out = NULL;
    size_t len;
    hearsay_error err;
    if (hearsay_store_find(store, article, id, &err) != HEARSAY_OK) return db_failed(&err);
    hearsay_document *doc = hearsay_store_document(store, id, &err);
    if (!doc) return db_failed(&err);
    const hearsay_code code = hearsay_document_write(doc, format, view, &out, &len, &err);
    hearsay_document_free(doc);
    if (code != HEARSAY_OK) return db_failed(&err);
    fwrite(out, 1, len, stdout);
    hearsay_string_free(out);
    return EXIT_OK;
}

enum exit_code run_show(const struct command *self, int argc, char **argv)
{
    struct show_values v = show_defaults;
    struct parsed p;
    enum exit_code code = EXIT_OK;
    if (!db_begin(self, &v, argc, argv, 1, -1, &p, &code)) return code;
    const hearsay_format format = formats[v.format];
    if (format == HEARSAY_HTML && p.n > 1) return articles_misuse(self, "a web page holds one article");
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    hearsay_write_options view = HEARSAY_WRITE_OPTIONS_INIT;
    articles_view(&view, v.color, v.pretty);
    for (int i = 1; i <= p.n; i++) {
        if (i > 1 && (format == HEARSAY_TEXT || format == HEARSAY_BLOCKS)) puts("");
        const enum exit_code one = show_one(store, argv[i], format, &view);
        if (one != EXIT_OK) code = one;
        view.no_header = true;
    }
    hearsay_store_close(store);
    const enum exit_code whole = printed();
    return whole != EXIT_OK ? whole : code;
}
