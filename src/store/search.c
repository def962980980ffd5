/* search.c: full text, by FTS5: words by their stems, phrases, prefixes.
 *
 * What people type is not FTS5's language: it is taken apart here, and each word becomes a string of that language, so that no sign in it means
 *   anything. ships stop      both words         "ships stopped"   the phrase       harbo*   words that begin so       -cranes   not this
 *   ships OR boats */
#include "store/search.h"
#include "store/query.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "store/store.h"

enum { MARK_BEGIN = 0x02, MARK_END = 0x03, SNIPPET_WORDS = 24 };

static bool is_blank(char c) { return (unsigned char)c <= ' '; }

/* One word or phrase as a string of FTS5; its prefix sign stays outside. */
static void put_string(struct buffer *b, const char *s, size_t len)
{
    const bool prefix = len > 1 && s[len - 1] == '*';
    buffer_char(b, '"');
    for (size_t i = 0; i < len - prefix; i++) {
        if (s[i] == '"') buffer_char(b, '"');
        buffer_char(b, s[i] ? s[i] : ' ');
    }
    buffer_string(b, prefix ? "\"*" : "\"");
}

/* What must not be there goes to the end: (a AND b) NOT c NOT d. */
bool search_match(struct buffer *out, const char *words)
{
    struct buffer wanted = { 0 }, unwanted = { 0 };
    bool or_next = false;
    for (const char *s = words; *s;) {
        if (is_blank(*s)) {
            s++;
            continue;
        }
        const bool minus = *s == '-' && s[1] && !is_blank(s[1]);
        if (minus) s++;
        const bool phrase = *s == '"';
        if (phrase) s++;
        size_t len = 0;
        while (s[len] && (phrase ? s[len] != '"' : !is_blank(s[len]) && s[len] != '"')) len++;
        const char *word = s;
        s += len + (phrase && s[len] == '"');
        if (!phrase && len == 2 && !memcmp(word, "OR", 2) && wanted.len) {
            or_next = true;
            continue;
        }
        if (!len) continue;
        if (minus) {
            buffer_string(&unwanted, " NOT ");
            put_string(&unwanted, word, len);
        } else {
            if (wanted.len) buffer_string(&wanted, or_next ? " OR " : ") AND (");
            put_string(&wanted, word, len);
        }
        or_next = false;
    }
    const bool any = wanted.len;
    buffer_string(out, "((");
    buffer_bytes(out, wanted.at, wanted.len);
    buffer_string(out, "))");
    buffer_bytes(out, unwanted.at, unwanted.len);
    buffer_char(out, '\0');
    out->failed = out->failed || wanted.failed || unwanted.failed;
    buffer_free(&wanted);
    buffer_free(&unwanted);
    return any;
}

/* ---- The snippet ------------------------------------------------------------------------------------------------------------ */

/* passage(search): SNIPPET_WORDS words of the text with the most of what was found, the first of several such places, with what was found in its
 * midst and marked. FTS5's own snippet() weighs each find against each other, and its highlight() copies all that it has for each find: a text that
 * has a word a hundred thousand times would take minutes. This goes once over the finds and once over the text. */
struct passage {
    const char *text;
    struct buffer out;
    int begin, end, token;          /* tokens first .. behind the last; the next one */
    const struct find *find, *last; /* the next one that touches it; behind the last of all */
    size_t done;                    /* bytes of the text that are out or passed over */
    int open_until;                 /* the last token of the find that is open, -1 */
};
struct find {
    int token, tokens;
};

/* Where it begins: from the finds, in text order. */
static int passage_begin(const struct find *finds, int n)
{
    int best = 0, most = 0;
    for (int i = 0, first = 0; i < n; i++) { /* finds first .. i fit into it */
        while (finds[i].token + finds[i].tokens - finds[first].token > SNIPPET_WORDS && first < i) first++;
        if (i - first + 1 <= most) continue;
        most = i - first + 1;
        const int around = (SNIPPET_WORDS - (finds[i].token + finds[i].tokens - finds[first].token)) / 2;
        best = finds[first].token > around ? finds[first].token - around : 0;
        if (finds[i].token + finds[i].tokens <= SNIPPET_WORDS) best = 0;
    }
    return best;
}

static int passage_token(void *context, int flags, const char *token, int len, int start, int end)
{
    struct passage *p = context;
    (void)token;
    (void)len;
    if (flags & FTS5_TOKEN_COLOCATED) return SQLITE_OK;
    const int i = p->token++;
    if (i < p->begin) return SQLITE_OK;
    if (i >= p->end) {
        buffer_string(&p->out, "…");
        return SQLITE_DONE;
    }
    if (i == p->begin && i) {
        buffer_string(&p->out, "…");
        p->done = (size_t)start;
    }
    while (p->find < p->last && p->find->token + p->find->tokens <= i) p->find++;
    const bool found = p->find < p->last && p->find->token <= i;
    const bool opens = found && p->open_until < i;
    if (opens) { /* finds that overlap are one */
        p->open_until = p->find->token + p->find->tokens - 1;
        for (const struct find *f = p->find; f < p->last && f->token <= p->open_until; f++)
            if (f->token + f->tokens - 1 > p->open_until) p->open_until = f->token + f->tokens - 1;
    }
    buffer_bytes(&p->out, p->text + p->done, (size_t)start - p->done);
    if (opens) buffer_char(&p->out, MARK_BEGIN);
    buffer_bytes(&p->out, p->text + start, (size_t)(end - start));
    if (p->open_until == i || (p->open_until > i && i + 1 == p->end)) buffer_char(&p->out, MARK_END);
    p->done = (size_t)end;
    return SQLITE_OK;
}

static void passage(const Fts5ExtensionApi *api, Fts5Context *fts, sqlite3_context *context, int n_arguments, sqlite3_value **arguments)
{
    int n = 0, len = 0;
    struct passage p = { .open_until = -1 };
    (void)n_arguments;
    (void)arguments;
    int code = api->xInstCount(fts, &n);
    struct find *finds = code == SQLITE_OK ? malloc(((size_t)n + 1) * sizeof *finds) : NULL;
    if (code == SQLITE_OK && !finds) code = SQLITE_NOMEM;
    for (int i = 0; code == SQLITE_OK && i < n; i++) {
        int phrase, column;
        code = api->xInst(fts, i, &phrase, &column, &finds[i].token);
        finds[i].tokens = code == SQLITE_OK ? api->xPhraseSize(fts, phrase) : 0;
    }
    if (code == SQLITE_OK) code = api->xColumnText(fts, 0, &p.text, &len);
    if (code == SQLITE_OK) {
        p.begin = passage_begin(finds, n);
        p.end = p.begin + SNIPPET_WORDS;
        p.find = finds;
        p.last = finds + n;
        code = api->xTokenize(fts, p.text, len, &p, passage_token);
        /* What stands behind the last token: a full stop. */
        if (code == SQLITE_OK && p.token <= p.end) buffer_bytes(&p.out, p.text + p.done, (size_t)len - p.done);
        if (code == SQLITE_DONE) code = SQLITE_OK;
        if (p.out.failed) code = SQLITE_NOMEM;
    }
    free(finds);
    if (code == SQLITE_OK && p.out.len <= INT32_MAX)
        sqlite3_result_text(context, p.out.at ? p.out.at : "", (int)p.out.len, SQLITE_TRANSIENT);
    else
        sqlite3_result_error_code(context, code == SQLITE_OK ? SQLITE_TOOBIG : code);
    buffer_free(&p.out);
}

/* Tells FTS5 of passage(); once a connection. */
static bool begin_search(hearsay_store *s)
{
    fts5_api *api = NULL;
    sqlite3_stmt *q = NULL;
    if (s->can_search) return true;
    int code = sqlite3_prepare_v2(s->db, "SELECT fts5(?1)", -1, &q, NULL);
    if (code == SQLITE_OK) code = sqlite3_bind_pointer(q, 1, (void *)&api, "fts5_api_ptr", NULL);
    if (code == SQLITE_OK) sqlite3_step(q);
    const int ended = sqlite3_finalize(q);
    if (code == SQLITE_OK) code = ended;
    if (code == SQLITE_OK) code = api ? api->xCreateFunction(api, "passage", NULL, passage, NULL) : SQLITE_ERROR;
    s->can_search = code == SQLITE_OK;
    return s->can_search || store_fail(s, code, "this SQLite has no full text search");
}

/* The snippet without its marks, which become spans of code points. */
static size_t take_marks(char *snippet, hearsay_span *spans, size_t room)
{
    size_t n = 0, at = 0, to = 0;
    bool open = false;
    for (size_t i = 0; snippet[i]; i++) {
        const unsigned char c = (unsigned char)snippet[i];
        if (c == MARK_BEGIN || c == MARK_END) {
            if (c == MARK_BEGIN && n < room) spans[n].start = at;
            if (c == MARK_END && open && n < room) spans[n++].end = at;
            open = c == MARK_BEGIN;
            continue;
        }
        at += (c & 0xC0) != 0x80;
        snippet[to++] = c < ' ' ? ' ' : (char)c;
    }
    /* A snippet that was too long may end within a character. */
    size_t whole = to;
    while (whole && ((unsigned char)snippet[whole - 1] & 0xC0) == 0x80) whole--;
    if (whole && (unsigned char)snippet[whole - 1] >= 0xC0) {
        const unsigned char c = (unsigned char)snippet[whole - 1];
        if (to - whole + 1 < (c >= 0xF0 ? 4u : c >= 0xE0 ? 3u : 2u)) to = whole - 1;
    }
    snippet[to] = '\0';
    return n;
}

hearsay_code hearsay_store_search(hearsay_store *store, const char *words, const hearsay_article_query *query,
                                  bool (*each)(void *context, const hearsay_hit *hit), void *context, hearsay_error *err)
{
    hearsay_article_query known = HEARSAY_ARTICLE_QUERY_INIT;
    if (!store || !words || !each || !versioned_copy(&known, sizeof known, query))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the store, the words or the function are NULL, or the query gives a size that cannot be");
    const hearsay_code unsound = query_days(known.since, known.until, err);
    if (unsound != HEARSAY_OK) return unsound;
    struct buffer match = { 0 };
    const bool any = search_match(&match, words);
    const int64_t limit = known.limit && known.limit < INT64_MAX ? (int64_t)known.limit : -1;
    if (match.failed) store_fail(store, SQLITE_NOMEM, "out of memory");
    sqlite3_stmt *q =
        !any || !begin_search(store)
            ? NULL
            : store_query(store,
                          "SELECT t.id, p.uri, p.outlet, p.published, coalesce(p.title, substr(t.body, 1, instr(t.body || char(10), char(10)) - 1)), "
                          "  passage(search), bm25(search) "
                          "FROM search JOIN text t ON t.text = search.rowid "
                          "JOIN place p ON p.place = (SELECT max(place) FROM place WHERE text = t.text) "
                          "WHERE search MATCH ?6 AND (?1 IS NULL OR p.outlet = ?1 COLLATE NOCASE) AND (?2 IS NULL OR p.published >= ?2) "
                          "  AND (?3 IS NULL OR substr(p.published, 1, length(?3)) <= ?3) ORDER BY search.rank LIMIT ?4 OFFSET ?5",
                          "tttiit", known.outlet, known.since, known.until, limit, (int64_t)known.offset, match.at);
    while (store_row(store, q)) {
        char snippet[2048];
        hearsay_span spans[SNIPPET_WORDS];
        snprintf(snippet, sizeof snippet, "%s", store_text(q, 5));
        const size_t n = take_marks(snippet, spans, SNIPPET_WORDS);
        const hearsay_hit hit = {
            store_text(q, 0), store_text(q, 1), store_text_or_null(q, 2),     store_text_or_null(q, 3), store_text(q, 4),
            snippet,          { spans, n },     -sqlite3_column_double(q, 6),
        };
        if (each(context, &hit)) continue;
        store_done(q);
        break;
    }
    buffer_free(&match);
    return store_fault(store, err, "searching");
}
