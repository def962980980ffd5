/* trace.c: `hearsay trace`: a claim followed through a store to its origins. */
#include "trace.h"

#include <string.h>

#include "articles.h"
#include "db.h"

#define AT(field) offsetof(struct trace_values, field)

/* clang-format off */
const struct option_spec trace_options[TRACE_OPTIONS] = {
    OPTION_DB(struct trace_values),
    { 'f', "format", "text|json|csv|dot|svg|html", OPTION_CHOICE, AT(format), 0,
      "what to print: a view for people, a JSON object, a row a report, the graph of chains for Graphviz, the same drawn, a page for people" },
    { 0, "claim", "ID", OPTION_TEXT, AT(query.claim), 0, "the claim with this number, as trace prints it: k12" },
    { 0, "actor", "NAME", OPTION_TEXT, AT(query.actor), 0,
      "claims that are about this actor, or on which it takes a stand; or its number in `hearsay actors`: s12" },
    { 0, "code", "CODE", OPTION_TEXT, AT(query.code), 0, "claims of events with this code of PLOVER: AID" },
    OPTION_SINCE(struct trace_values),
    OPTION_UNTIL(struct trace_values),
    OPTION_LIMIT(struct trace_values),
    { 0, "pretty", NULL, OPTION_FLAG, AT(pretty), 0, "indent the JSON" },
    { 0, "color", "auto|always|never", OPTION_CHOICE, AT(color), 0, "colours in the view for people; auto: on a terminal, unless NO_COLOR is set" },
    OPTION_MODEL(struct trace_values),
    OPTION_LEXICON(struct trace_values),
    OPTION_COMPUTE(struct trace_values),
};
/* clang-format on */

const struct trace_values trace_defaults = { .db = DB_DEFAULT, .query = HEARSAY_TRACE_QUERY_INIT };

enum exit_code run_trace(const struct command *self, int argc, char **argv)
{
    static const hearsay_format formats[] = { [TRACE_TEXT] = HEARSAY_TEXT, [TRACE_JSON] = HEARSAY_JSON, [TRACE_CSV] = HEARSAY_CSV,
                                              [TRACE_DOT] = HEARSAY_DOT,   [TRACE_SVG] = HEARSAY_SVG,   [TRACE_HTML] = HEARSAY_HTML };
    struct trace_values v = trace_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    if (!db_begin(self, &v, argc, argv, 0, 1, &p, &code)) return code;
    if (p.n) v.query.words = argv[1];
    if (!p.n && !v.query.claim && !v.query.actor && !v.query.code)
        return articles_misuse(self, "a query is missing: words, --claim, --actor or --code");
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    /* Only a sentence needs to be read. */
    hearsay_engine *engine = NULL;
    if (v.query.words && strchr(v.query.words, ' ') && !(engine = engine_open(&v.engine))) {
        hearsay_store_close(store);
        return EXIT_ENGINE;
    }
    hearsay_write_options view = HEARSAY_WRITE_OPTIONS_INIT;
    articles_view(&view, v.color, v.pretty);
    char *out;
    size_t len;
    if (hearsay_store_trace(store, engine, &v.query, formats[v.format], &view, &out, &len, &err) == HEARSAY_OK) {
        fwrite(out, 1, len, stdout);
        hearsay_string_free(out);
        code = printed();
    } else {
        code = db_unanswered(&err);
    }
    hearsay_engine_close(engine);
    hearsay_store_close(store);
    return code;
}
