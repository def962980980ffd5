/* outline.c: the beginning of a packed document: its blocks and sentences. */
#include "store/outline.h"

#include <string.h>

#include "base/bisect.h"
#include "base/character.h"
#include "store/entry.h"

enum { SENTENCES_TOGETHER = 3 };

/* ---- Numbers in our own JSON, which has no white space between its tokens ------------------------------------------------------ */

/* The number behind `key` from *at on, before `end`. False: it is not there. */
static bool number_behind(const char **at, const char *end, const char *key, uint32_t *out)
{
    const size_t len = strlen(key);
    const char *s = memmem(*at, (size_t)(end - *at), key, len);
    if (!s) return false;
    s += len;
    uint64_t n = 0;
    for (; s < end && *s >= '0' && *s <= '9' && n <= UINT32_MAX; s++) n = 10 * n + (uint64_t)(*s - '0');
    *out = (uint32_t)n;
    *at = s;
    return n <= UINT32_MAX;
}

/* The list behind `key`: from its bracket to the one that closes it; its elements hold no brackets. */
static bool list_behind(const char *json, size_t len, const char *key, const char **from, const char **to)
{
    *from = memmem(json, len, key, strlen(key));
    if (!*from) return false;
    *from += strlen(key);
    *to = memchr(*from, ']', len - (size_t)(*from - json));
    return *to != NULL;
}

static uint32_t count_of(const char *from, const char *to, char c)
{
    uint32_t n = 0;
    for (; from < to; from++) n += *from == c;
    return n;
}

/* Which blocks are headlines, in their order. */
static bool *headlines_of(const char *from, const char *to, uint32_t *n, struct arena *a)
{
    static const char kind[] = "\"kind\":\"";
    const uint32_t room = count_of(from, to, '{'); /* of a damaged document, there may be more kinds */
    bool *out = ARENA_ZARRAY(a, bool, (size_t)room + 1);
    *n = 0;
    for (const char *s = from; out && *n < room && (s = memmem(s, (size_t)(to - s), kind, sizeof kind - 1)); ++*n) {
        s += sizeof kind - 1;
        out[*n] = (to - s >= 9 && !memcmp(s, "headline\"", 9)) || (to - s >= 4 && !memcmp(s, "dek\"", 4));
    }
    return out;
}

static size_t next_point(const struct outline *o, size_t at)
{
    do at++;
    while (at < o->len && ((unsigned char)o->body[at] & 0xC0) == 0x80);
    return at;
}

static bool read_outline(struct outline *out, const char *json, size_t len, struct arena *a)
{
    const char *from, *to;
    uint32_t n_blocks, block, point = 0;
    size_t at = 0;
    if (!list_behind(json, len, "\"blocks\":[", &from, &to)) return true;
    const bool *headline = headlines_of(from, to, &n_blocks, a);
    if (!headline) return false;
    if (!list_behind(json, len, "\"sentences\":[", &from, &to)) return true;
    const uint32_t room = count_of(from, to, '{');
    out->sentences = ARENA_ARRAY(a, struct outline_sentence, (size_t)room + 1);
    if (!out->sentences) return false;
    for (struct outline_sentence s; out->n_sentences < room && number_behind(&from, to, "\"start\":", &s.start) &&
                                    number_behind(&from, to, "\"end\":", &s.end) && number_behind(&from, to, "\"block\":", &block);) {
        if (s.start < point || s.end < s.start) break; /* of a damaged document: they stand in their order */
        for (; point < s.start && at < out->len; point++) at = next_point(out, at);
        if (point < s.start) break;
        s.at = at;
        s.headline = block < n_blocks && headline[block];
        out->sentences[out->n_sentences++] = s;
    }
    return true;
}

/* ---- A text of the store -------------------------------------------------------------------------------------------------------- */

bool outline_of(struct outline *out, hearsay_store *s, int64_t text, struct arena *a)
{
    *out = (struct outline){ .body = "" };
    sqlite3_stmt *q = store_query(s, "SELECT t.body, r.document FROM text t LEFT JOIN reading r USING (text) WHERE t.text = ?", "i", text);
    if (!store_row(s, q)) return !s->failed;
    const char *body = store_text(q, 0);
    const void *packed = sqlite3_column_blob(q, 1);
    const size_t packed_len = (size_t)sqlite3_column_bytes(q, 1);
    size_t len = 0;
    char *json = NULL;
    out->len = (size_t)sqlite3_column_bytes(q, 0);
    out->body = arena_strdup(a, body, out->len);
    bool good = out->body, damaged = false;
    if (good && packed) {
        json = unpacked_until(packed, packed_len, "\"sentences\":[", ']', &len, a, &damaged);
        good = json && read_outline(out, json, len, a);
    }
    store_done(q);
    if (good) return true;
    return damaged ? store_fail(s, SQLITE_CORRUPT, "a document of the store is damaged") : store_fail(s, SQLITE_NOMEM, "out of memory");
}

/* Some sentences, one behind the other; marked: code points. */
static struct outline_line line_of(const struct outline *o, uint32_t first, uint32_t number, uint32_t marked, uint32_t marked_end, struct arena *a)
{
    const size_t from = o->sentences[first].at;
    const uint32_t start = o->sentences[first].start, end = o->sentences[first + number - 1].end;
    const size_t room = o->len - from < 4 * (size_t)(end - start) ? o->len - from : 4 * (size_t)(end - start);
    size_t n = 0;
    uint32_t at = start;
    char *out = ARENA_ARRAY(a, char, room + 1);
    struct outline_line line = { out, 0, 0 };
    for (size_t i = from; out && i < o->len && at < end; at++) {
        const size_t next = next_point(o, i);
        if (at == marked) line.marked = (uint32_t)n;
        if (char_white_prefix(o->body + i, next - i)) {
            if (n && out[n - 1] != ' ') out[n++] = ' ';
        } else {
            memcpy(out + n, o->body + i, next - i);
            n += next - i;
        }
        if (at < marked_end) line.marked_end = (uint32_t)n;
        i = next;
    }
    while (n && out[n - 1] == ' ') n--;
    if (out) out[n] = '\0';
    if (line.marked_end > n) line.marked_end = (uint32_t)n;
    return line;
}

struct outline_line outline_words(const struct outline *o, uint32_t start, uint32_t end, bool *headline, struct arena *a)
{
    uint32_t first = 0, n = 0;
    BISECT(first, o->n_sentences, o->sentences[first].end <= start);
    while (first + n < o->n_sentences && n < SENTENCES_TOGETHER && (!n || o->sentences[first + n].start < end)) n++;
    *headline = n && o->sentences[first].headline;
    return n ? line_of(o, first, n, start, end, a) : (struct outline_line){ 0 };
}

const char *outline_headline(const struct outline *o, struct arena *a)
{
    uint32_t first = 0, n = 0;
    while (first < o->n_sentences && !o->sentences[first].headline) first++;
    while (first + n < o->n_sentences && n < SENTENCES_TOGETHER && o->sentences[first + n].headline) n++;
    return n ? line_of(o, first, n, 0, 0, a).text : NULL;
}
