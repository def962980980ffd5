/* search.c: `hearsay search`. */
#include "search.h"

#include <jansson.h>
#include <string.h>

#include "articles.h"
#include "db.h"

/* clang-format off */
const struct option_spec search_options[SEARCH_OPTIONS] = {
    OPTION_DB(struct search_values),
    { 'f', "format", "text|json", OPTION_CHOICE, offsetof(struct search_values, format), 0, "what to print: a list for people, JSON Lines" },
    OPTION_QUERY_OUTLET(struct search_values),
    OPTION_SINCE(struct search_values),
    OPTION_UNTIL(struct search_values),
    OPTION_LIMIT(struct search_values),
    { 0, "color", "auto|always|never", OPTION_CHOICE, offsetof(struct search_values, color), 0,
      "colours in the list for people; auto: on a terminal, unless NO_COLOR is set" },
};
/* clang-format on */

const struct search_values search_defaults = { .db = DB_DEFAULT, .query = { sizeof(hearsay_article_query), NULL, NULL, NULL, 20, 0 } };

struct printing {
    bool color;
    size_t n;
};

/* The bytes of so many code points. */
static size_t bytes_of(const char *s, size_t points)
{
    size_t i = 0;
    for (; s[i]; i++)
        if (((unsigned char)s[i] & 0xC0) != 0x80 && !points--) break;
    return i;
}

static void print_part(const char *s, size_t from, size_t to)
{
    char part[2048];
    const size_t start = bytes_of(s, from), len = bytes_of(s, to) - start;
    if (len >= sizeof part) return;
    memcpy(part, s + start, len);
    part[len] = '\0';
    db_print(part, 0);
}

static bool print_text(void *context, const hearsay_hit *h)
{
    struct printing *p = context;
    size_t at = 0;
    p->n++;
    printf("%s  %-10.10s  ", h->id, h->published ? h->published : "");
    db_print(h->outlet ? h->outlet : "", 0);
    fputs(h->outlet ? "  " : "", stdout);
    db_print(h->headline, 0);
    fputs("\n    ", stdout);
    for (size_t i = 0; i < h->found.n; i++) {
        print_part(h->snippet, at, h->found.at[i].start);
        if (p->color) fputs("\x1b[1m", stdout);
        print_part(h->snippet, h->found.at[i].start, h->found.at[i].end);
        if (p->color) fputs("\x1b[0m", stdout);
        at = h->found.at[i].end;
    }
    print_part(h->snippet, at, SIZE_MAX);
    puts("");
    return !ferror(stdout);
}

static bool print_json(void *context, const hearsay_hit *h)
{
    struct printing *p = context;
    json_t *found = json_array(), *o;
    p->n++;
    for (size_t i = 0; i < h->found.n; i++)
        json_array_append_new(found, json_pack("[I, I]", (json_int_t)h->found.at[i].start, (json_int_t)h->found.at[i].end));
    o = json_pack("{s:s, s:s, s:s?, s:s?, s:s, s:s, s:o, s:f}", "id", h->id, "uri", h->uri, "outlet", h->outlet, "published", h->published,
                  "headline", h->headline, "snippet", h->snippet, "found", found, "score", h->score);
    const bool good = o && !json_dumpf(o, stdout, JSON_COMPACT | JSON_REAL_PRECISION(6)) && puts("") >= 0;
    json_decref(o);
    return good;
}

enum exit_code run_search(const struct command *self, int argc, char **argv)
{
    struct search_values v = search_defaults;
    struct parsed p;
    enum exit_code code;
    hearsay_error err;
    char words[4096] = "";
    if (!db_begin(self, &v, argc, argv, 1, -1, &p, &code)) return code;
    for (int i = 1, n = 0; i <= p.n; i++) {
        n += snprintf(words + n, sizeof words - (size_t)n, "%s ", argv[i]);
        if (n >= (int)sizeof words) return articles_misuse(self, "so many words are not looked for");
    }
    hearsay_store *store = db_open(v.db, HEARSAY_STORE_READ_ONLY);
    if (!store) return EXIT_STORE;
    hearsay_write_options view = HEARSAY_WRITE_OPTIONS_INIT;
    articles_view(&view, v.color, false);
    struct printing printing = { view.color, 0 };
    code = hearsay_store_search(store, words, &v.query, v.format ? print_json : print_text, &printing, &err) == HEARSAY_OK ? printed()
                                                                                                                           : db_unanswered(&err);
    hearsay_store_close(store);
    return code == EXIT_OK && !printing.n ? EXIT_ARTICLES : code;
}
