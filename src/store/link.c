/* link.c: claims into claims across articles, one at a time.
 *
 *   claim ── keys ── claim_key ── candidates ── link_score() ── the best one of each claim across articles that it is one with
 *
 * Those are joined: all take the number of the oldest. Connected claims are one, so the order in which articles come makes no difference, as long as
 * no key has more than CLAIMS_LOOKED_AT claims. */
#include "store/link.h"

#include <string.h>

#include "trace/linking.h"
#include "write/buffer.h"

enum { CANDIDATES_MOST = 128 };

struct candidate {
    int64_t link, linked;
    float score;
};

static bool clear(hearsay_store *s, int64_t text)
{
    store_do(s, "DELETE FROM claim_key WHERE link IN (SELECT link FROM claim_link WHERE text = ?)", "i", text);
    return store_do(s, "DELETE FROM claim_link WHERE text = ?", "i", text);
}

/* The claims that have a key in common, each once, with how surely they are one; those of the same text aside. */
static unsigned find(hearsay_store *s, int64_t text, const struct claim_sighting *sighting, const uint64_t *keys, unsigned n_keys,
                     struct candidate *out)
{
    unsigned n = 0;
    for (unsigned k = 0; k < n_keys; k++) {
        sqlite3_stmt *q = store_query(s,
                                      "SELECT l.link, l.linked, l.text, l.sighting FROM claim_key k JOIN claim_link l USING (link) WHERE k.key = ? "
                                      "ORDER BY k.link LIMIT ?",
                                      "ii", (int64_t)keys[k], (int64_t)CLAIMS_LOOKED_AT);
        while (store_row(s, q)) {
            struct claim_sighting other;
            const int64_t link = sqlite3_column_int64(q, 0);
            unsigned i = 0;
            while (i < n && out[i].link != link) i++;
            if (i < n || n == CANDIDATES_MOST || sqlite3_column_int64(q, 2) == text) continue;
            if (!sighting_from(&other, sqlite3_column_blob(q, 3), (size_t)sqlite3_column_bytes(q, 3))) continue;
            const float score = link_score(sighting, &other);
            if (score >= link_from) out[n++] = (struct candidate){ link, sqlite3_column_int64(q, 1), score };
        }
    }
    return n;
}

/* All that the claim is one with becomes one: *linked, 0 if there is nothing. */
static bool join(hearsay_store *s, const struct candidate *all, unsigned n, int64_t *linked, const struct candidate **best)
{
    *linked = 0;
    *best = NULL;
    for (unsigned i = 0; i < n; i++) {
        if (!*linked || all[i].linked < *linked) *linked = all[i].linked;
        if (!*best || all[i].score > (*best)->score) *best = &all[i];
    }
    for (unsigned i = 0; i < n; i++)
        if (all[i].linked != *linked) store_do(s, "UPDATE claim_link SET linked = ? WHERE linked = ?", "ii", *linked, all[i].linked);
    return !s->failed;
}

static void add_name(struct buffer *b, const struct hearsay_document *doc, uint32_t actor)
{
    if (actor >= doc->n_actors) return;
    buffer_char(b, ' ');
    buffer_string(b, doc->actors[actor].name);
}

/* linked: told from elsewhere, 0: a claim of its own; -1: it is found here. */
static bool link_claim(hearsay_store *s, int64_t text, const struct hearsay_document *doc, uint32_t i, int64_t linked)
{
    const struct claim *c = &doc->claims[i];
    const struct claim_sighting *sighting = doc->sightings ? &doc->sightings[i] : NULL;
    uint64_t keys[LINK_KEYS];
    struct candidate all[CANDIDATES_MOST];
    const struct candidate *best = NULL;
    const unsigned n_keys = sighting ? link_keys(sighting, keys) : 0, n = linked < 0 ? find(s, text, sighting, keys, n_keys, all) : 0;
    if (linked < 0 && !join(s, all, n, &linked, &best)) return false;
    store_do(s, "INSERT INTO claim_link (text, claim, linked, because, score, sighting) VALUES (?, ?, ?, ?, ?, ?)", "iiiudb", text, (int64_t)i + 1,
             linked, best ? (uint32_t)best->link : HS_NONE, best ? (double)best->score : 0.0, sighting ? (const void *)sighting : "",
             sighting ? sizeof *sighting : 0);
    const int64_t link = sqlite3_last_insert_rowid(s->db);
    if (!linked) store_do(s, "UPDATE claim_link SET linked = link WHERE link = ?", "i", link);
    for (unsigned k = 0; k < n_keys; k++) store_do(s, "INSERT OR IGNORE INTO claim_key (key, link) VALUES (?, ?)", "ii", (int64_t)keys[k], link);
    struct buffer b = { 0 };
    buffer_string(&b, c->text);
    if (c->event) {
        add_name(&b, doc, c->event->actor);
        add_name(&b, doc, c->event->target);
    }
    if (b.failed)
        store_fail(s, SQLITE_NOMEM, "out of memory");
    else
        store_do(s, "INSERT INTO claim_search (rowid, words) VALUES (?, ?)", "ic", link, b.at, b.len);
    buffer_free(&b);
    return !s->failed;
}

bool link_claims(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const int64_t *given)
{
    if (!doc->sightings && !given) return !s->failed;
    bool good = clear(s, text);
    for (uint32_t i = 0; good && i < doc->n_claims; i++) good = link_claim(s, text, doc, i, given ? given[i] : -1);
    return good;
}
