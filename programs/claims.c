/* claims.c: `hearsay claims`: what is claimed across the articles of a store. */
#include "claims.h"

#include <stdlib.h>
#include <string.h>

#include "articles.h"
#include "db.h"
#include "stored.h"

#define AT(field) offsetof(struct claims_values, field)

/* clang-format off */
const struct option_spec claims_options[CLAIMS_OPTIONS] = {
    OPTION_DB(struct claims_values),
    { 'f', "format", "text|json|csv", OPTION_CHOICE, AT(format), 0, "what to print: a list for people, JSON Lines, a table" },
    { 0, "actor", "NAME", OPTION_TEXT, AT(query.actor), 0,
      "only claims of what this actor does, or of what is done to it, or on which it takes a stand; or its number in `hearsay actors`: s12" },
    { 0, "code", "CODE", OPTION_TEXT, AT(query.code), 0, "only claims of events with this code of PLOVER: AID" },
    OPTION_QUERY_OUTLET(struct claims_values),
    OPTION_SINCE(struct claims_values),
    OPTION_UNTIL(struct claims_values),
    { 0, "min-articles", "N", OPTION_SIZE, AT(query.min_articles), (uint64_t)1 << 50, "only claims that so many articles have, at least" },
    { 0, "disputed", NULL, OPTION_FLAG, AT(query.disputed), 0, "only claims that somebody asserts and somebody denies" },
    { 0, "order", "articles|date", OPTION_CHOICE, AT(order), 0, "first those of most articles; or those of which an article came last" },
    OPTION_LIMIT(struct claims_values),
    { 0, "offset", "N", OPTION_SIZE, AT(query.offset), (uint64_t)1 << 50, "leave out the first so many" },
    { 0, "color", "auto|always|never", OPTION_CHOICE, AT(color), 0, "colours in the list for people; auto: on a terminal, unless NO_COLOR is set" },
};
/* clang-format on */

const struct claims_values claims_defaults = { .db = DB_DEFAULT, .query = HEARSAY_CLAIM_QUERY_INIT };

static bool print(void *context, const char *bytes, size_t len)
{
    (void)context;
    return fwrite(bytes, 1, len, stdout) == len;
}

/* The operands, a space between them. NULL: out of memory. */
static char *joined(char **words, int n)
{
    size_t len = 1, at = 0;
    for (int i = 0; i < n; i++) len += strlen(words[i]) + 1;
    char *out = malloc(len);
    for (int i = 0; out && i < n; i++) at += (size_t)sprintf(out + at, "%s%s", i ? " " : "", words[i]);
    return out;
}

enum exit_code run_claims(const struct command *self, int argc, char **argv)
{
    static const hearsay_format formats[] = { [STORED_TEXT] = HEARSAY_TEXT, [STORED_JSON] = HEARSAY_JSON, [STORED_CSV] = HEARSAY_CSV };
    struct claims_values v = claims_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    hearsay_write_options view = HEARSAY_WRITE_OPTIONS_INIT;
    if (!db_begin(self, &v, argc, argv, 0, -1, &p, &code)) return code;
    char *words = p.n ? joined(argv + 1, p.n) : NULL;
    hearsay_store *store = p.n && !words ? NULL : db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (p.n && !words) complain("out of memory");
    code = EXIT_STORE;
    if (store) {
        v.query.words = words;
        v.query.latest_first = v.order == 1;
        articles_view(&view, v.color, false);
        code =
            hearsay_store_claims_write(store, &v.query, formats[v.format], &view, print, NULL, &err) == HEARSAY_OK ? printed() : db_unanswered(&err);
    }
    hearsay_store_close(store);
    free(words);
    return code;
}
