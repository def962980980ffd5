/* link.c: claims into claims across articles, one at a time.
 *
 *   claim ── keys ── claim_key ── candidates ── link_score() ── groups, the surest first ── those that it fits as a whole (joining.h)
 *
 * Those are joined: all take the number of the oldest. */
#include "store/link.h"

#include <stdlib.h>
#include <string.h>

#include "store/claim_corrections.h"
#include "trace/joining.h"

enum { CANDIDATES_MOST = LINK_KEYS * CLAIMS_LOOKED_AT };

/* The claims that have a key in common, each once, with how surely they are one; those of the same text aside, and those that wait to be joined
 * anew. */
static unsigned find(hearsay_store *s, int64_t text, const struct claim_sighting *sighting, const uint64_t *keys, unsigned n_keys,
                     struct joining_candidate *out)
{
    unsigned n = 0;
    for (unsigned k = 0; k < n_keys; k++) {
        sqlite3_stmt *q = store_query(s,
                                      "SELECT l.link, l.linked, l.text, l.sighting FROM claim_key k JOIN claim_link l USING (link) WHERE k.key = ? "
                                      "ORDER BY k.link LIMIT ?",
                                      "ii", (int64_t)keys[k], (int64_t)CLAIMS_LOOKED_AT);
        while (store_row(s, q)) {
            struct claim_sighting other;
            const int64_t link = sqlite3_column_int64(q, 0), linked = sqlite3_column_int64(q, 1);
            unsigned i = 0;
            while (i < n && out[i].link != link) i++;
            if (i < n || n == CANDIDATES_MOST || linked < 0 || sqlite3_column_int64(q, 2) == text) continue;
            if (!sighting_from(&other, sqlite3_column_blob(q, 3), (size_t)sqlite3_column_bytes(q, 3))) continue;
            const float score = link_score(sighting, &other);
            if (score >= link_from) out[n++] = (struct joining_candidate){ link, linked, score };
        }
    }
    return n;
}

struct joined_claim {
    hearsay_store *store;
    struct claim_side self;
};

/* A seek for each member: however many claims one text has in the group, or the group as a whole, it costs the same. */
static bool read_group(void *with, int64_t group, struct joining_group *out)
{
    hearsay_store *s = ((struct joined_claim *)with)->store;
    int64_t text = INT64_MIN;
    for (out->n = 0; out->n < JOINING_SAMPLE;) {
        struct joining_member *m = &out->member[out->n];
        sqlite3_stmt *q = store_query(s, "SELECT text, claim, sighting FROM claim_link WHERE linked = ? AND text > ? ORDER BY text, claim LIMIT 1",
                                      "ii", group, text);
        if (!store_row(s, q)) break;
        m->text = text = sqlite3_column_int64(q, 0);
        m->claim = sqlite3_column_int64(q, 1);
        out->n += sighting_from(&m->sighting, sqlite3_column_blob(q, 2), (size_t)sqlite3_column_bytes(q, 2));
        store_done(q);
    }
    return !s->failed;
}

static bool are_apart(void *with, const int64_t *joined, unsigned n_joined, int64_t group)
{
    const struct joined_claim *c = with;
    return c->store->n_claim_corrections && claim_corrections_part(c->store, c->self, joined, n_joined, group);
}

/* All that the claim is one with becomes one, but for what people keep apart. *linked: the number that it has, 0 for none; then that of all. *best:
 * the surest that is older than `link`. */
static bool join(hearsay_store *s, struct claim_side self, int64_t link, const struct claim_sighting *sighting, struct joining_candidate *all,
                 unsigned n, int64_t *linked, const struct joining_candidate **best)
{
    int64_t joined[CANDIDATES_MOST + 1], asked[CANDIDATES_MOST];
    unsigned n_joined = 0;
    struct joined_claim with = { s, self };
    struct joining_group group;
    *best = NULL;
    if (!n) return !s->failed;
    if (*linked) joined[n_joined++] = *linked;
    group.n = 1;
    group.member[0] = (struct joining_member){ self.text, self.n, *sighting };
    if (!joining_choose(&(struct joining){ &with, read_group, are_apart }, &group, all, n, joined, &n_joined, asked)) return false;
    for (unsigned i = 0; i < n_joined; i++)
        if (!*linked || joined[i] < *linked) *linked = joined[i];
    for (unsigned i = 0; i < n && !*best; i++)
        for (unsigned k = 0; k < n_joined; k++)
            if (all[i].group == joined[k] && all[i].link < link) *best = &all[i];
    for (unsigned i = 0; i < n_joined; i++)
        if (joined[i] != *linked) store_do(s, "UPDATE claim_link SET linked = ? WHERE linked = ?", "ii", *linked, joined[i]);
    return !s->failed;
}

/* linked: told from elsewhere, 0: a claim of its own; -1: it is found here. */
static bool link_claim(hearsay_store *s, int64_t text, const struct hearsay_document *doc, uint32_t i, int64_t linked)
{
    const struct claim_sighting *sighting = doc->sightings ? &doc->sightings[i] : NULL;
    uint64_t keys[LINK_KEYS] = { 0 };
    struct joining_candidate all[CANDIDATES_MOST];
    const struct joining_candidate *best = NULL;
    const unsigned n_keys = sighting ? link_keys(sighting, keys) : 0, n = linked < 0 ? find(s, text, sighting, keys, n_keys, all) : 0;
    if (linked < 0) {
        linked = 0;
        if (!join(s, (struct claim_side){ text, (int64_t)i + 1 }, INT64_MAX, sighting, all, n, &linked, &best)) return false;
    }
    store_do(s, "INSERT INTO claim_link (text, claim, linked, because, score, sighting) VALUES (?, ?, ?, ?, ?, ?)", "iiiudb", text, (int64_t)i + 1,
             linked, best ? (uint32_t)best->link : HS_NONE, best ? (double)best->score : 0.0, sighting ? (const void *)sighting : "",
             sighting ? sizeof *sighting : 0);
    const int64_t link = sqlite3_last_insert_rowid(s->db);
    if (!linked) store_do(s, "UPDATE claim_link SET linked = link WHERE link = ?", "i", link);
    for (unsigned k = 0; k < n_keys; k++) store_do(s, "INSERT OR IGNORE INTO claim_key (key, link) VALUES (?, ?)", "ii", (int64_t)keys[k], link);
    return !s->failed;
}

/* ---- By their words -------------------------------------------------------------------------------------------------------------- */

/* A row and its words. They are made of what is stored, each time: FTS5 keeps no copy here, and what goes must be told in the words in which it
 * came, or the index is wrong of all others. */
#define WORDS                                                                                                                                      \
    "l.link, c.wording || coalesce(' ' || a.name, '') || coalesce(' ' || b.name, '') FROM claim_link l CROSS JOIN claim c ON c.text = l.text AND " \
    "c.n = l.claim LEFT JOIN actor a ON a.text = c.text AND a.n = c.actor LEFT JOIN actor b ON b.text = c.text AND b.n = c.target "

bool link_words(hearsay_store *s, int64_t text)
{
    return store_do(s, "INSERT INTO claim_search (rowid, words) SELECT " WORDS "WHERE l.text = ? ORDER BY l.link", "i", text);
}

bool link_words_forget(hearsay_store *s, int64_t text)
{
    return store_do(s, "INSERT INTO claim_search (claim_search, rowid, words) SELECT 'delete', " WORDS "WHERE l.text = ? ORDER BY l.link", "i", text);
}

bool link_words_all(hearsay_store *s)
{
    store_do(s, "INSERT INTO claim_search (claim_search) VALUES ('delete-all')", "");
    return store_do(s, "INSERT INTO claim_search (rowid, words) SELECT " WORDS "ORDER BY l.link", "");
}

/* ---- Anew ------------------------------------------------------------------------------------------------------------------------ */

static bool sighting_of(hearsay_store *s, int64_t link, struct claim_sighting *out)
{
    sqlite3_stmt *q = store_query(s, "SELECT sighting FROM claim_link WHERE link = ?", "i", link);
    const bool good = store_row(s, q) && sighting_from(out, sqlite3_column_blob(q, 0), (size_t)sqlite3_column_bytes(q, 0));
    store_done(q);
    return good;
}

static bool relink_one(hearsay_store *s, int64_t link, struct claim_side self)
{
    struct claim_sighting sighting;
    struct joining_candidate all[CANDIDATES_MOST];
    const struct joining_candidate *best;
    uint64_t keys[LINK_KEYS];
    store_do(s, "UPDATE claim_link SET linked = link WHERE link = ?", "i", link);
    if (!sighting_of(s, link, &sighting)) return !s->failed;
    const unsigned n_keys = link_keys(&sighting, keys), n = find(s, self.text, &sighting, keys, n_keys, all);
    int64_t linked = link;
    if (!join(s, self, link, &sighting, all, n, &linked, &best)) return false;
    if (best) store_do(s, "UPDATE claim_link SET because = ?, score = ? WHERE link = ?", "idi", best->link, (double)best->score, link);
    return !s->failed;
}

struct linked_claim {
    int64_t link;
    struct claim_side side;
};

bool link_again(hearsay_store *s, int64_t linked)
{
    const int64_t n = store_number(s, 0, "SELECT count(*) FROM claim_link WHERE linked = ?", "i", linked);
    struct linked_claim *all = malloc((size_t)n * sizeof *all + 1);
    int64_t got = 0;
    if (!all) return store_fail(s, SQLITE_NOMEM, "out of memory");
    sqlite3_stmt *q = store_query(s, "SELECT link, text, claim FROM claim_link WHERE linked = ? ORDER BY link", "i", linked);
    while (got < n && store_row(s, q))
        all[got++] = (struct linked_claim){ sqlite3_column_int64(q, 0), { sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2) } };
    store_done(q);
    /* Below 0 they wait: each meets those before it, as when they came. */
    store_do(s, "UPDATE claim_link SET linked = -link, because = NULL, score = NULL WHERE linked = ?", "i", linked);
    /* Below 0, too, is the number of a claim that its text no longer has: it goes on waiting, until it is dropped. */
    for (int64_t i = 0; i < got && !s->failed; i++)
        if (all[i].side.n > 0) relink_one(s, all[i].link, all[i].side);
    for (int64_t i = 0; i < got && !s->failed; i++)
        if (all[i].side.n > 0) claim_corrections_apply(s, all[i].side);
    free(all);
    return !s->failed;
}

/* ---- What a text had ------------------------------------------------------------------------------------------------------------- */

/* Are those that a claim is one with also one without it? If each of them reaches all others by steps between two that are one, it can go. */
static bool are_one(hearsay_store *s, const struct joining_candidate *all, unsigned n)
{
    bool reached[CANDIDATES_MOST] = { true };
    unsigned order[CANDIDATES_MOST] = { 0 }, found = 1;
    struct claim_sighting *sightings = n > 1 ? malloc(n * sizeof *sightings) : NULL;
    if (n < 2) return true;
    if (!sightings) return store_fail(s, SQLITE_NOMEM, "out of memory");
    for (unsigned i = 0; i < n; i++)
        if (!sighting_of(s, all[i].link, &sightings[i])) memset(&sightings[i], 0, sizeof sightings[i]);
    for (unsigned at = 0; at < found; at++)
        for (unsigned i = 0; i < n; i++) {
            if (reached[i] || link_score(&sightings[order[at]], &sightings[i]) < link_from) continue;
            reached[i] = true;
            order[found++] = i;
        }
    free(sightings);
    return found == n;
}

/* A claim goes. False in *whole: others may have been joined by it alone. */
static bool drop(hearsay_store *s, int64_t text, int64_t link, int64_t linked, bool *whole)
{
    struct claim_sighting sighting;
    struct joining_candidate all[CANDIDATES_MOST];
    uint64_t keys[LINK_KEYS];
    unsigned n = 0;
    *whole = true;
    if (store_number(s, 0, "SELECT count(*) FROM (SELECT 1 FROM claim_link WHERE linked = ? LIMIT 3)", "i", linked) > 2 &&
        sighting_of(s, link, &sighting)) {
        n = find(s, text, &sighting, keys, link_keys(&sighting, keys), all);
        for (unsigned i = 0; i < n;) {
            if (all[i].group == linked)
                i++;
            else
                all[i] = all[--n];
        }
        /* Of a key that many have it sees the first ones only, while all of them see it, if it is one of these. */
        sqlite3_stmt *q = store_query(s, "SELECT link FROM claim_link WHERE linked = ? AND because = ?", "ii", linked, link);
        while (n < CANDIDATES_MOST && store_row(s, q)) {
            const int64_t other = sqlite3_column_int64(q, 0);
            unsigned i = 0;
            while (i < n && all[i].link != other) i++;
            if (i == n) all[n++] = (struct joining_candidate){ other, linked, 1 };
        }
        store_done(q);
        *whole = are_one(s, all, n);
    }
    store_do(s, "UPDATE claim_link SET because = NULL, score = NULL WHERE linked = ? AND because = ?", "ii", linked, link);
    store_do(s, "DELETE FROM claim_key WHERE link = ?", "i", link);
    return store_do(s, "DELETE FROM claim_link WHERE link = ?", "i", link);
}

struct old_claim {
    int64_t link, linked;
    uint32_t is; /* which of the document's claims is read as it was; HS_NONE: none */
};

/* The rows that the text has, with the claims that are read as they were. taken [doc->n_claims]: those. */
static struct old_claim *old_claims(hearsay_store *s, int64_t text, const struct hearsay_document *doc, bool *taken, int64_t *n)
{
    const int64_t rows = store_number(s, 0, "SELECT count(*) FROM claim_link WHERE text = ?", "i", text);
    struct old_claim *old = malloc((size_t)rows * sizeof *old + 1);
    *n = 0;
    if (!old) {
        store_fail(s, SQLITE_NOMEM, "out of memory");
        return NULL;
    }
    sqlite3_stmt *q = store_query(s, "SELECT link, linked, sighting FROM claim_link WHERE text = ? ORDER BY claim", "i", text);
    while (*n < rows && store_row(s, q)) {
        struct old_claim *o = &old[(*n)++];
        *o = (struct old_claim){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1), HS_NONE };
        if (sqlite3_column_bytes(q, 2) != (int)sizeof *doc->sightings) continue;
        for (uint32_t i = 0; i < doc->n_claims && o->is == HS_NONE; i++)
            if (!taken[i] && !memcmp(sqlite3_column_blob(q, 2), &doc->sightings[i], sizeof *doc->sightings)) o->is = i;
        if (o->is != HS_NONE) taken[o->is] = true;
    }
    store_done(q);
    return old;
}

/* What is read as it was stays as it was linked; the rest goes. */
static bool keep_or_drop(hearsay_store *s, int64_t text, const struct old_claim *old, int64_t n)
{
    const bool merged = claim_corrections_merge(s, text);
    /* Numbers may change places. */
    store_do(s, "UPDATE claim_link SET claim = -claim WHERE text = ?", "i", text);
    for (int64_t i = 0; i < n; i++)
        if (old[i].is != HS_NONE) store_do(s, "UPDATE claim_link SET claim = ? WHERE link = ?", "ii", (int64_t)old[i].is + 1, old[i].link);
    for (int64_t i = 0; i < n && !s->failed; i++) {
        bool whole;
        if (old[i].is != HS_NONE) continue;
        /* Its number may be another one by now. */
        const int64_t linked = store_number(s, 0, "SELECT linked FROM claim_link WHERE link = ?", "i", old[i].link);
        if (drop(s, text, old[i].link, linked, &whole) && (!whole || merged)) link_again(s, linked);
    }
    return !s->failed;
}

static bool clear(hearsay_store *s, int64_t text)
{
    store_do(s, "DELETE FROM claim_key WHERE link IN (SELECT link FROM claim_link WHERE text = ?)", "i", text);
    return store_do(s, "DELETE FROM claim_link WHERE text = ?", "i", text);
}

bool link_claims(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const int64_t *given)
{
    if (!doc->sightings && !given) return !s->failed;
    int64_t n = 0;
    bool *taken = calloc((size_t)doc->n_claims + 1, sizeof *taken);
    struct old_claim *old = taken && !given ? old_claims(s, text, doc, taken, &n) : NULL;
    if (!taken) store_fail(s, SQLITE_NOMEM, "out of memory");
    bool good = !s->failed && (given ? clear(s, text) : claim_corrections_moved(s, text) && keep_or_drop(s, text, old, n));
    for (uint32_t i = 0; good && i < doc->n_claims; i++) good = taken[i] || link_claim(s, text, doc, i, given ? given[i] : -1);
    for (uint32_t i = 0; good && !given && i < doc->n_claims; i++) good = claim_corrections_apply(s, (struct claim_side){ text, (int64_t)i + 1 });
    free(old);
    free(taken);
    return good && !s->failed;
}
