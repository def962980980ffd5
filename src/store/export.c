/* export.c: lists of the store as tables, CSV or JSON Lines: a query whose columns name themselves, and one writer for all of them.
 *
 * A column that ends in "[]" holds JSON, and is written as such; a number is one in JSON, too. Each row goes out by itself, so that a list of any
 * length takes no memory. Attributions and claims go with the place where their text was found first. */
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "store/query.h"
#include "store/store.h"
#include "write/write.h"

/* ?1 outlet, ?2 since, ?3 until, ?4 limit, ?5 offset. */
#define CHOSEN                                                                                               \
    "(?1 IS NULL OR p.outlet = ?1 COLLATE NOCASE) AND (?2 IS NULL OR p.published >= ?2) AND (?3 IS NULL OR " \
    "substr(p.published, 1, length(?3)) <= ?3) "
#define FIRST_PLACE "JOIN place p ON p.place = (SELECT min(place) FROM place WHERE text = t.text) "
/* What stands at a list of spans. Not by the view `quotation`: a schema is not trusted with functions that SQLite does not vouch for. */
#define SPAN_START "json_extract(s.value, '$[0]')"
#define SPAN_END "json_extract(s.value, '$[1]')"
#define WORDS(spans) "(SELECT group_concat(substr(t.body, " SPAN_START " + 1, " SPAN_END " - " SPAN_START "), ' … ') FROM json_each(q." spans ") s)"
#define SOME " LIMIT ?4 OFFSET ?5"

/* clang-format off */
static const struct {
    const char *name, *sql;
} tables[] = {
    { "articles",
      "SELECT p.id, p.address, p.uri, p.file, p.member, p.line, p.outlet, p.title, p.author, p.published, p.modified, p.seen, t.language, r.words, "
      "  (SELECT count(DISTINCT text) FROM place WHERE article = p.article) AS versions, "
      "  (SELECT count(*) FROM place WHERE article = p.article) AS places, "
      "  (SELECT count(*) FROM attribution WHERE text = p.text) AS attributions, (SELECT count(*) FROM claim WHERE text = p.text) AS claims "
      "FROM latest p JOIN text t ON t.text = p.text LEFT JOIN reading r ON r.text = p.text WHERE " CHOSEN "ORDER BY p.article" SOME },
    { "places",
      "SELECT t.id AS article, a.address, p.uri, p.file, p.member, p.line, p.outlet, p.title, p.author, p.published, p.modified, p.fetched, p.seen "
      "FROM place p JOIN text t USING (text) JOIN article a ON a.article = p.article WHERE " CHOSEN "ORDER BY p.place" SOME },
    { "actors", "SELECT t.id AS article, 'a' || c.n AS id, c.name, c.kind, c.code, 's' || c.identity AS identity, c.role, "
                "  CASE WHEN c.of IS NOT NULL THEN 'a' || c.of END AS of, "
                "  (SELECT count(*) FROM mention m WHERE m.text = c.text AND m.actor = c.n) AS mentions "
                "FROM text t " FIRST_PLACE "JOIN actor c ON c.text = t.text WHERE " CHOSEN "ORDER BY t.text, c.n" SOME },
    { "attributions",
      "SELECT t.id AS article, 't' || q.n AS id, p.uri, p.outlet, p.published, " WORDS("source") " AS source, c.name AS actor, c.kind, c.code, "
      WORDS("cue") " AS cue, q.stance, q.source_type, q.quote, " WORDS("content") " AS content, q.score, "
      "CASE WHEN q.within IS NOT NULL THEN 't' || q.within END AS within "
      "FROM text t " FIRST_PLACE "JOIN attribution q ON q.text = t.text LEFT JOIN actor c ON c.text = q.text AND c.n = q.actor "
      "WHERE " CHOSEN "ORDER BY t.text, q.n" SOME },
    { "claims",
      "SELECT t.id AS article, 'c' || c.n AS id, p.uri, p.outlet, p.published, c.wording, c.code, c.mode, c.cameo, c.contexts AS \"contexts[]\", "
      "  x.name AS actor, x.code AS actor_code, y.name AS target, y.code AS target_code, z.name AS location, c.date, 'k' || l.linked AS linked "
      "FROM text t " FIRST_PLACE "JOIN claim c ON c.text = t.text LEFT JOIN actor x ON x.text = c.text AND x.n = c.actor "
      "LEFT JOIN actor y ON y.text = c.text AND y.n = c.target LEFT JOIN actor z ON z.text = c.text AND z.n = c.location "
      "LEFT JOIN claim_link l ON l.text = c.text AND l.claim = c.n "
      "WHERE " CHOSEN "ORDER BY t.text, c.n" SOME },
    { "positions",
      "SELECT t.id AS article, 'c' || s.claim AS claim, p.uri, p.outlet, p.published, c.wording, "
      "  CASE s.actor WHEN 0 THEN coalesce(p.outlet, 'outlet') ELSE x.name END AS actor, CASE s.actor WHEN 0 THEN 'outlet' ELSE x.kind END AS kind, "
      "  x.code, s.position, CASE WHEN s.attribution IS NOT NULL THEN 't' || s.attribution END AS attribution, s.score "
      "FROM text t " FIRST_PLACE "JOIN position s ON s.text = t.text JOIN claim c ON c.text = s.text AND c.n = s.claim "
      "LEFT JOIN actor x ON x.text = s.text AND x.n = s.actor WHERE " CHOSEN "ORDER BY t.text, s.claim, s.n" SOME },
    { "copies",
      "SELECT x.id AS article_a, t.id AS article_b, a.uri AS uri_a, p.uri AS uri_b, a.published AS date_a, p.published AS date_b, c.kind, "
      "  CASE c.source WHEN c.a THEN 'a' WHEN c.b THEN 'b' END AS \"from\", c.because AS by, c.origin, c.words, c.coverage_a, c.coverage_b "
      "FROM copy c JOIN text x ON x.text = c.a JOIN text t ON t.text = c.b JOIN place a ON a.place = (SELECT min(place) FROM place WHERE text = c.a) "
      FIRST_PLACE "WHERE " CHOSEN "ORDER BY c.a, c.b" SOME },
    { "corrections",
      "SELECT c.of, c.verdict, c.text_a AS article_a, substr(x.body, c.start_a + 1, c.end_a - c.start_a) AS mention_a, c.text_b AS article_b, "
      "  substr(t.body, c.start_b + 1, c.end_b - c.start_b) AS mention_b, c.made "
      "FROM (SELECT 'actor' AS of, correction, verdict, text_a, start_a, end_a, text_b, start_b, end_b, made FROM correction UNION ALL "
      "  SELECT 'claim', correction, verdict, text_a, start_a, end_a, text_b, start_b, end_b, made FROM claim_correction) c "
      "JOIN text x ON x.id = c.text_a JOIN text t ON t.id = c.text_b " FIRST_PLACE "WHERE " CHOSEN "ORDER BY c.of, c.correction" SOME },
};
/* clang-format on */

/* The name of a column without its mark; whether it has it. */
static bool column_name(sqlite3_stmt *q, int i, const char **name, size_t *len)
{
    *name = sqlite3_column_name(q, i);
    *len = *name ? strlen(*name) : 0;
    const bool json = *len > 2 && !strcmp(*name + *len - 2, "[]");
    if (json) *len -= 2;
    return json;
}

static void csv_row(struct buffer *b, sqlite3_stmt *q, int n)
{
    for (int i = 0; i < n; i++) {
        const int type = sqlite3_column_type(q, i);
        if (type == SQLITE_INTEGER || type == SQLITE_FLOAT) {
            if (i) buffer_char(b, ',');
            buffer_string(b, store_text(q, i));
            continue;
        }
        if (i) buffer_char(b, ',');
        write_csv_text(b, store_text_or_null(q, i));
        b->len--; /* its comma */
    }
    buffer_string(b, "\r\n");
}

static void csv_header(struct buffer *b, sqlite3_stmt *q, int n)
{
    for (int i = 0; i < n; i++) {
        const char *name;
        size_t len;
        column_name(q, i, &name, &len);
        buffer_string(b, i ? ",\"" : "\"");
        buffer_bytes(b, name, len);
        buffer_char(b, '"');
    }
    buffer_string(b, "\r\n");
}

static void json_row(struct buffer *b, sqlite3_stmt *q, int n)
{
    for (int i = 0; i < n; i++) {
        const char *name;
        size_t len;
        const bool json = column_name(q, i, &name, &len);
        const int type = sqlite3_column_type(q, i);
        buffer_string(b, i ? ",\"" : "{\"");
        buffer_bytes(b, name, len);
        buffer_string(b, "\":");
        if (type == SQLITE_NULL)
            buffer_string(b, "null");
        else if (json || type == SQLITE_INTEGER || type == SQLITE_FLOAT)
            buffer_string(b, store_text(q, i));
        else
            write_json_string(b, store_text(q, i), (size_t)sqlite3_column_bytes(q, i));
    }
    buffer_string(b, "}\n");
}

hearsay_code hearsay_store_export(hearsay_store *store, const char *table, const hearsay_article_query *query, hearsay_format format,
                                  bool (*write)(void *context, const char *bytes, size_t len), void *context, hearsay_error *err)
{
    hearsay_article_query known = HEARSAY_ARTICLE_QUERY_INIT;
    if (!store || !table || !write || !versioned_copy(&known, sizeof known, query))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, the table or the function is NULL, or the query gives a size that cannot be");
    if (format != HEARSAY_CSV && format != HEARSAY_JSON) return error_set(err, HEARSAY_E_ARGUMENT, 0, "a table is written as CSV or JSON Lines");
    size_t which = 0;
    while (which < sizeof tables / sizeof *tables && strcmp(tables[which].name, table) != 0) which++;
    if (which == sizeof tables / sizeof *tables) return error_set(err, HEARSAY_E_ARGUMENT, 0, "there is no table \"%.40s\"", table);
    const hearsay_code unsound = query_days(known.since, known.until, err);
    if (unsound != HEARSAY_OK) return unsound;
    const int64_t limit = known.limit && known.limit < INT64_MAX ? (int64_t)known.limit : -1;
    sqlite3_stmt *q = store_query(store, tables[which].sql, "tttii", known.outlet, known.since, known.until, limit, (int64_t)known.offset);
    const int n = q ? sqlite3_column_count(q) : 0;
    struct buffer b = { 0 };
    if (q && format == HEARSAY_CSV) csv_header(&b, q, n);
    bool wanted = !b.len || write(context, b.at, b.len);
    while (wanted && store_row(store, q)) {
        b.len = 0;
        format == HEARSAY_CSV ? csv_row(&b, q, n) : json_row(&b, q, n);
        if (b.failed) store_fail(store, SQLITE_NOMEM, "out of memory");
        wanted = !b.failed && write(context, b.at, b.len);
    }
    store_done(q);
    buffer_free(&b);
    return store_fault(store, err, "writing a table");
}
