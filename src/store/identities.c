/* identities.c: linking as texts come; corrections; linking anew. */
#include "store/identities.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "trace/people.h"
#include "view.h"

/* ---- Corrections ----------------------------------------------------------------------------------------------------------------- */

struct who {
    int64_t text, n; /* an actor of a text; n 0: nobody */
};
struct correction {
    struct who a, b;
    bool merge;
};

void identities_forget(hearsay_store *s)
{
    free(s->corrections);
    s->corrections = NULL;
    s->n_corrections = 0;
    s->corrections_read = false;
}

/* The actor that is mentioned there, or, if the words were cut in another way, the one whose mention has most in common with them. */
static struct who mentioned(hearsay_store *s, const char *text_id, int64_t start, int64_t end)
{
    struct who w = { store_text_number(s, text_id), 0 };
    w.n = store_number(s, 0,
                       "SELECT actor FROM mention WHERE text = ?1 AND start < ?3 AND end > ?2 "
                       "ORDER BY min(end, ?3) - max(start, ?2) - 0.01 * (max(end, ?3) - min(start, ?2)) DESC LIMIT 1",
                       "iii", w.text, start, end);
    return w;
}

static bool same_who(struct who a, struct who b) { return a.text == b.text && a.n == b.n; }

static bool is_pair(const struct correction *c, struct who a, struct who b)
{
    return (same_who(c->a, a) && same_who(c->b, b)) || (same_who(c->a, b) && same_who(c->b, a));
}

/* Those that hold: of each two actors the last one. Once in a transaction. */
static bool read_corrections(hearsay_store *s)
{
    if (s->corrections_read) return !s->failed;
    identities_forget(s);
    const int64_t n = store_number(s, 0, "SELECT count(*) FROM correction", "");
    struct correction *all = n ? malloc((size_t)n * sizeof *all) : NULL;
    if (n && !all) return store_fail(s, SQLITE_NOMEM, "out of memory");
    uint32_t known = 0;
    for (int64_t last = 0, i = 0; i < n && !s->failed; i++) {
        struct correction c = { { 0, 0 }, { 0, 0 }, false };
        sqlite3_stmt *q = store_query(s,
                                      "SELECT correction, verdict = 'merge', text_a, start_a, end_a, text_b, start_b, end_b FROM correction "
                                      "WHERE correction > ? ORDER BY correction LIMIT 1",
                                      "i", last);
        if (!store_row(s, q)) break;
        last = sqlite3_column_int64(q, 0);
        c.merge = sqlite3_column_int(q, 1);
        c.a = mentioned(s, store_text(q, 2), sqlite3_column_int64(q, 3), sqlite3_column_int64(q, 4));
        c.b = mentioned(s, store_text(q, 5), sqlite3_column_int64(q, 6), sqlite3_column_int64(q, 7));
        store_done(q);
        if (!c.a.n || !c.b.n || same_who(c.a, c.b)) continue;
        uint32_t k = 0;
        while (k < known && !is_pair(&all[k], c.a, c.b)) k++;
        if (k == known) known++;
        all[k] = c;
    }
    s->corrections = all;
    s->n_corrections = known;
    s->corrections_read = true;
    return !s->failed;
}

/* ---- Joining --------------------------------------------------------------------------------------------------------------------- */

static int64_t identity_of(hearsay_store *s, struct who w)
{
    return store_number(s, 0, "SELECT identity FROM actor WHERE text = ? AND n = ? AND identity IS NOT NULL", "ii", w.text, w.n);
}

/* Is one side of a split this actor, or somebody of its identity (0: it has none yet), and the other one of `other`? */
static bool are_split(hearsay_store *s, struct who self, int64_t identity, int64_t other)
{
    for (uint32_t i = 0; i < s->n_corrections && !s->failed; i++) {
        const struct correction *c = &s->corrections[i];
        if (c->merge) continue;
        const int64_t a = same_who(c->a, self) ? -1 : identity_of(s, c->a), b = same_who(c->b, self) ? -1 : identity_of(s, c->b);
        const bool mine_a = a == -1 || (identity && a == identity), mine_b = b == -1 || (identity && b == identity);
        if ((mine_a && b == other) || (mine_b && a == other)) return true;
    }
    return false;
}

bool identities_apart(hearsay_store *s, struct arena *arena, struct identity_pair **out, uint32_t *n)
{
    uint32_t room = 0;
    *out = NULL;
    *n = 0;
    s->corrections_read = false; /* another process may have made some since the last transaction */
    if (!read_corrections(s)) return false;
    for (uint32_t i = 0; i < s->n_corrections && !s->failed; i++) {
        const struct correction *c = &s->corrections[i];
        const struct identity_pair p = { identity_of(s, c->a), identity_of(s, c->b) };
        if (c->merge || !p.a || !p.b || p.a == p.b) continue;
        if (!ARENA_ROOM(arena, *out, *n, room, 16)) return store_fail(s, SQLITE_NOMEM, "out of memory");
        (*out)[(*n)++] = p;
    }
    return !s->failed;
}

/* Two codes that differ are never one. */
static bool codes_conflict(hearsay_store *s, int64_t identity, const char *code)
{
    sqlite3_stmt *q = store_query(s, "SELECT code FROM identity WHERE identity = ?", "i", identity);
    const bool found = store_row(s, q);
    const char *other = found ? store_text_or_null(q, 0) : NULL;
    const bool conflict = code && *code && other && strcmp(code, other) != 0;
    if (found) store_done(q);
    return conflict;
}

static bool identities_conflict(hearsay_store *s, int64_t a, int64_t b)
{
    char code[4] = "";
    sqlite3_stmt *q = store_query(s, "SELECT code FROM identity WHERE identity = ?", "i", a);
    if (store_row(s, q)) {
        strncpy(code, store_text(q, 0), 3);
        store_done(q);
    }
    return codes_conflict(s, b, code);
}

/* All of one identity become the other's, which is the older. Returns that. */
static int64_t join(hearsay_store *s, int64_t a, int64_t b)
{
    const int64_t stays = a < b ? a : b, goes = a < b ? b : a;
    if (a == b) return a;
    store_do(s, "UPDATE actor SET identity = ? WHERE identity = ?", "ii", stays, goes);
    store_do(s,
             "UPDATE identity SET sightings = identity.sightings + o.sightings, code = coalesce(identity.code, o.code), "
             "name = CASE WHEN o.votes > identity.votes THEN o.name ELSE identity.name END, votes = max(identity.votes, o.votes) "
             "FROM (SELECT * FROM identity WHERE identity = ?2) o WHERE identity.identity = ?1",
             "ii", stays, goes);
    store_do(s, "DELETE FROM identity WHERE identity = ?", "i", goes);
    return stays;
}

/* ---- Linking --------------------------------------------------------------------------------------------------------------------- */

struct actor_row {
    struct who who;
    const char *name, *kind, *code; /* code: NULL for none */
};

static int by_number(const void *x, const void *y)
{
    const int64_t a = *(const int64_t *)x, b = *(const int64_t *)y;
    return (a > b) - (a < b);
}

/* Whom an actor agrees with, as far as they are found. */
struct agreeing {
    const struct sighting *sighting;
    int64_t key;
    unsigned looked_at, n;
    int64_t identities[ENOUGH];
};

struct neighbour {
    struct who who;
    struct sighting sighting;
    bool good;
};

static struct neighbour neighbour_of(sqlite3_stmt *q)
{
    struct neighbour o = { .who = { sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1) } };
    o.good = sighting_unpack(&o.sighting, sqlite3_column_blob(q, 2), (size_t)sqlite3_column_bytes(q, 2));
    return o;
}

/* False: enough. */
static bool compare(hearsay_store *s, struct agreeing *a, struct neighbour *o)
{
    a->looked_at++;
    o->sighting.article = ~a->sighting->article; /* another one, by the query */
    if (o->good && sightings_agree(a->sighting, &o->sighting)) {
        a->identities[a->n] = identity_of(s, o->who);
        a->n += a->identities[a->n] != 0;
    }
    return a->n < ENOUGH && a->looked_at < SIGHTINGS_LOOKED_AT;
}

/* With those of the texts between two: the newest text first, and of each the first actor first. The index is read backwards and what it has of one
 * text turned round here. SQLite would sort all of the key that a text has, for each actor anew, and some texts have thousands. False: enough. */
static bool compare_between(hearsay_store *s, struct agreeing *a, int64_t above, int64_t below)
{
    struct neighbour of_text[SIGHTINGS_LOOKED_AT];
    const unsigned left = SIGHTINGS_LOOKED_AT - a->looked_at;
    unsigned read = 0, n = 0;
    int64_t text = 0; /* of those that wait */
    bool good = true, more = true;
    sqlite3_stmt *q = store_query(s,
                                  "SELECT text, actor, packed FROM sighting WHERE key = ? AND text > ? AND text < ? "
                                  "ORDER BY text DESC, actor DESC LIMIT ?",
                                  "iiii", a->key, above, below, (int64_t)left + 1);
    while (good && more && read <= left) {
        more = store_row(s, q);
        read += more;
        if (!more || (n && sqlite3_column_int64(q, 0) != text))
            while (n && good) good = compare(s, a, &of_text[--n]);
        if (!good || !more || read > left) continue;
        of_text[n] = neighbour_of(q);
        text = of_text[n++].who.text;
    }
    store_done(q);
    if (!good || !more) return good;
    /* The last text has more than are looked at. */
    q = store_query(s, "SELECT text, actor, packed FROM sighting WHERE key = ? AND text = ? ORDER BY actor LIMIT ?", "iii", a->key,
                    of_text[0].who.text, (int64_t)(SIGHTINGS_LOOKED_AT - a->looked_at));
    while (good && store_row(s, q)) {
        of_text[0] = neighbour_of(q);
        good = compare(s, a, &of_text[0]);
    }
    store_done(q);
    return good;
}

/* Whom it agrees with; 0: nobody. Of the texts before one; the oldest identity first, so that a text that is read anew links as it did. */
static int64_t link_by_sightings(hearsay_store *s, const struct actor_row *row, const struct sighting *sighting, int64_t key, int64_t before)
{
    struct agreeing a = { .sighting = sighting, .key = key };
    const int64_t self = row->who.text;
    int64_t identity = 0;
    if (before <= self || compare_between(s, &a, self, before)) compare_between(s, &a, 0, before < self ? before : self);
    if (a.n) qsort(a.identities, a.n, sizeof *a.identities, by_number);
    for (unsigned i = 0; i < a.n && !s->failed; i++) {
        const int64_t other = a.identities[i];
        if ((i && other == a.identities[i - 1]) || are_split(s, row->who, identity, other)) continue;
        if (identity ? identities_conflict(s, identity, other) : codes_conflict(s, other, row->code)) continue;
        identity = identity ? join(s, identity, other) : other; /* the older stays, and that is the one that we have */
    }
    return identity;
}

/* The number that this actor had before its text was cleared, if nobody has it now. */
static int64_t vacant(hearsay_store *s, const struct actor_row *a)
{
    return store_number(
        s, 0, "SELECT identity FROM identity INDEXED BY identity_vacant WHERE sightings = 0 AND name = ? AND kind = ? ORDER BY identity LIMIT 1",
        "tt", a->name, a->kind);
}

static int64_t settle(hearsay_store *s, const struct actor_row *a, int64_t identity)
{
    if (!identity) identity = vacant(s, a);
    if (identity) {
        /* Apart: a statement that may set the name moves it in its index, even where it stays as it was. */
        store_do(s, "UPDATE identity SET name = ?2 WHERE identity = ?1 AND votes = 0 AND name <> ?2", "it", identity, a->name);
        store_do(s,
                 "UPDATE identity SET sightings = sightings + 1, code = coalesce(code, ?2), "
                 "votes = CASE WHEN name = ?3 THEN votes + 1 ELSE votes - 1 END WHERE identity = ?1",
                 "itt", identity, a->code, a->name);
        return identity;
    }
    /* Its own next number: one that is told from elsewhere may come later, and shall meet nobody. */
    store_do(s,
             "INSERT INTO identity (identity, name, votes, kind, code, sightings) "
             "VALUES ((SELECT coalesce(max(identity), 0) + 1 FROM identity WHERE identity < ?), ?, 1, ?, ?, 1)",
             "ittt", HEARSAY_TOLD_FROM, a->name, a->kind, a->code);
    return sqlite3_last_insert_rowid(s->db);
}

/* Joins what people said is one. */
static bool apply_merges(hearsay_store *s, struct who self)
{
    for (uint32_t i = 0; i < s->n_corrections && !s->failed; i++) {
        const struct correction *c = &s->corrections[i];
        if (!c->merge || (!same_who(c->a, self) && !same_who(c->b, self))) continue;
        const int64_t a = identity_of(s, c->a), b = identity_of(s, c->b);
        if (a && b) join(s, a, b);
    }
    return !s->failed;
}

/* Who speaks, is told, or does or suffers what is claimed. NULL: out of memory. */
static bool *concerned(const struct hearsay_document *doc)
{
    bool *is = calloc((size_t)doc->n_actors + 1, sizeof *is);
    for (uint32_t i = 0; is && i < doc->n_attributions; i++)
        for (uint32_t k = 0; k < doc->attributions[i].n_voices; k++)
            if (doc->attributions[i].voices[k].actor < doc->n_actors) is[doc->attributions[i].voices[k].actor] = true;
    for (uint32_t i = 0; is && i < doc->n_claims; i++) {
        const struct claim *c = &doc->claims[i];
        for (uint32_t k = 0; k < c->n_positions; k++)
            if (c->positions[k].actor < doc->n_actors) is[c->positions[k].actor] = true;
        if (!c->event) continue;
        const uint32_t in[3] = { c->event->actor, c->event->target, c->event->where };
        for (unsigned k = 0; k < 3; k++)
            if (in[k] < doc->n_actors) is[in[k]] = true;
    }
    return is;
}

/* A number that was told: its first actor makes the identity, which settle() then counts. */
static int64_t told(hearsay_store *s, const struct actor_row *a, int64_t identity)
{
    store_do(s, "INSERT OR IGNORE INTO identity (identity, name, votes, kind, code, sightings) VALUES (?, ?, 0, ?, ?, 0)", "ittt", identity, a->name,
             a->kind, a->code);
    return identity;
}

/* given: who it is, 0: nobody that is known; -1: it is found here. */
static bool add_actor(hearsay_store *s, int64_t text, const struct hearsay_document *doc, uint32_t i, bool concerns, int64_t given,
                      const struct companions *others)
{
    const hearsay_actor a = hearsay_actor_at(doc, i);
    const struct actor_row row = { { text, (int64_t)i + 1 }, a.name, a.kind, a.code };
    unsigned char packed[SIGHTING_BYTES];
    struct sighting sighting;
    sighting_of(&sighting, doc, i, others);
    const bool linkable = sighting_linkable(&sighting);
    const uint32_t key = linkable ? sighting_key(&sighting) : HS_NONE;
    int64_t identity = 0;
    if (given > 0)
        identity = told(s, &row, given);
    else if (linkable && (given < 0 || sighting.kind == ACTOR_COUNTRY)) /* a state is one by its code: nobody need tell it */
        identity = link_by_sightings(s, &row, &sighting, key, INT64_MAX);
    if (identity || linkable || concerns) identity = settle(s, &row, identity);
    if (linkable)
        store_do(s, "INSERT OR REPLACE INTO sighting (key, text, actor, packed) VALUES (?, ?, ?, ?)", "iiib", (int64_t)key, text, row.who.n,
                 (const void *)packed, sighting_pack(packed, &sighting));
    store_do(s, "INSERT INTO actor (text, n, name, kind, code, role, of, identity, key) VALUES (?, ?, ?, ?, ?, ?, ?, nullif(?, 0), ?)", "iittttuiu",
             text, row.who.n, a.name, a.kind, a.code, a.role, a.of == HEARSAY_NO_ACTOR ? HS_NONE : (uint32_t)a.of + 1, identity, key);
    return apply_merges(s, row.who);
}

bool identities_add(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const int64_t *given)
{
    bool *concerns = concerned(doc);
    struct companions others;
    companions_of(&others, doc);
    if (!concerns) store_fail(s, SQLITE_NOMEM, "out of memory");
    if (concerns && read_corrections(s))
        for (uint32_t i = 0; i < doc->n_actors && add_actor(s, text, doc, i, concerns[i], given ? given[i] : -1, &others); i++) {}
    free(concerns);
    return !s->failed;
}

bool identities_clear(hearsay_store *s, int64_t text)
{
    store_do(s, "DELETE FROM sighting WHERE (key, text, actor) IN (SELECT key, text, n FROM actor WHERE text = ? AND key IS NOT NULL)", "i", text);
    store_do(s,
             "UPDATE identity SET sightings = sightings - (SELECT count(*) FROM actor a WHERE a.text = ?1 AND a.identity = identity.identity) "
             "WHERE identity IN (SELECT identity FROM actor WHERE text = ?1 AND identity IS NOT NULL)",
             "i", text);
    store_do(s, "UPDATE identity SET votes = 0 WHERE sightings = 0", "");
    return store_do(s, "DELETE FROM actor WHERE text = ?", "i", text);
}

bool identities_sweep(hearsay_store *s) { return store_do(s, "DELETE FROM identity WHERE sightings = 0", ""); }

/* ---- Anew ------------------------------------------------------------------------------------------------------------------------ */

/* The sighting of a row; false: it has none. */
static bool sighting_at(hearsay_store *s, struct who w, int64_t *key, struct sighting *out)
{
    sqlite3_stmt *q = store_query(s,
                                  "SELECT a.key, s.packed FROM actor a JOIN sighting s ON s.key = a.key AND s.text = a.text AND s.actor = a.n "
                                  "WHERE a.text = ? AND a.n = ?",
                                  "ii", w.text, w.n);
    const bool found = store_row(s, q);
    const bool good = found && sighting_unpack(out, sqlite3_column_blob(q, 1), (size_t)sqlite3_column_bytes(q, 1));
    if (found) *key = sqlite3_column_int64(q, 0);
    if (found) store_done(q);
    return good;
}

static bool relink_one(hearsay_store *s, struct who w)
{
    struct sighting sighting;
    int64_t key = 0;
    const bool linkable = sighting_at(s, w, &key, &sighting);
    sqlite3_stmt *q = store_query(s, "SELECT name, kind, code FROM actor WHERE text = ? AND n = ?", "ii", w.text, w.n);
    if (!store_row(s, q)) return !s->failed;
    const struct actor_row row = { w, store_text(q, 0), store_text(q, 1), store_text_or_null(q, 2) };
    const int64_t identity = settle(s, &row, linkable ? link_by_sightings(s, &row, &sighting, key, w.text) : 0);
    store_done(q);
    store_do(s, "UPDATE actor SET identity = ? WHERE text = ? AND n = ?", "iii", identity, w.text, w.n);
    return apply_merges(s, w);
}

/* All that two identities have is linked anew, in the order in which it came. */
static bool relink(hearsay_store *s, int64_t a, int64_t b)
{
    const int64_t n = store_number(s, 0, "SELECT count(*) FROM actor WHERE identity IN (?, ?)", "ii", a, b);
    struct who *all = malloc((size_t)n * sizeof *all + 1);
    if (!all) return store_fail(s, SQLITE_NOMEM, "out of memory");
    int64_t got = 0;
    sqlite3_stmt *q = store_query(s, "SELECT text, n FROM actor WHERE identity IN (?, ?) ORDER BY text, n", "ii", a, b);
    while (got < n && store_row(s, q)) all[got++] = (struct who){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1) };
    store_done(q);
    store_do(s, "UPDATE actor SET identity = NULL WHERE identity IN (?, ?)", "ii", a, b);
    store_do(s, "UPDATE identity SET sightings = 0, votes = 0 WHERE identity IN (?, ?)", "ii", a, b);
    for (int64_t i = 0; i < got && relink_one(s, all[i]); i++) {}
    free(all);
    return identities_sweep(s);
}

/* ---- What people say --------------------------------------------------------------------------------------------------------------- */

static hearsay_code need_identity(hearsay_store *s, const char *id, int64_t *out, hearsay_error *err)
{
    *out = store_id(id, 's');
    if (*out && store_number(s, 0, "SELECT 1 FROM identity WHERE identity = ?", "i", *out)) return HEARSAY_OK;
    const hearsay_code code = store_fault(s, err, "looking for an actor");
    return code != HEARSAY_OK ? code : error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: there is no actor %.40s", s->path, id ? id : "");
}

/* A mention by which an actor can be found again: its name rather than a pronoun. */
static bool correct(hearsay_store *s, bool merge, struct who a, struct who b)
{
    char now[STORE_TIME];
    store_now(now);
    return store_do(
        s,
        "INSERT INTO correction (verdict, text_a, start_a, end_a, text_b, start_b, end_b, made) "
        "SELECT ?5, x.id, m.start, m.end, y.id, o.start, o.end, ?6 FROM text x, text y, "
        "(SELECT start, end FROM mention WHERE text = ?1 AND actor = ?2 ORDER BY form = 'pronoun', form = 'nominal', start, end LIMIT 1) m, "
        "(SELECT start, end FROM mention WHERE text = ?3 AND actor = ?4 ORDER BY form = 'pronoun', form = 'nominal', start, end LIMIT 1) o "
        "WHERE x.text = ?1 AND y.text = ?3",
        "iiiitt", a.text, a.n, b.text, b.n, merge ? "merge" : "split", now);
}

/* The first of an identity that is mentioned, joint voices are not, and that is in none of these texts. */
static struct who first_of(hearsay_store *s, int64_t identity, const int64_t *texts, size_t n)
{
    struct who w = { 0, 0 };
    sqlite3_stmt *q =
        store_query(s,
                    "SELECT text, n FROM actor a WHERE identity = ? AND EXISTS (SELECT 1 FROM mention m WHERE m.text = a.text AND m.actor = a.n) "
                    "ORDER BY text, n",
                    "i", identity);
    while (!w.n && store_row(s, q)) {
        const int64_t text = sqlite3_column_int64(q, 0);
        size_t i = 0;
        while (i < n && texts[i] != text) i++;
        if (i == n) w = (struct who){ text, sqlite3_column_int64(q, 1) };
    }
    store_done(q);
    return w;
}

hearsay_code identities_merge(hearsay_store *store, const char *a, const char *b, hearsay_error *err)
{
    int64_t x, y;
    hearsay_code code = need_identity(store, a, &x, err);
    if (code == HEARSAY_OK) code = need_identity(store, b, &y, err);
    if (code != HEARSAY_OK) return code;
    if (x == y) return error_set(err, HEARSAY_E_ARGUMENT, 0, "%s and %s are one already", a, b);
    bool nobody = false;
    if (store_begin(store)) {
        const struct who of_a = first_of(store, x, NULL, 0), of_b = first_of(store, y, NULL, 0);
        nobody = !store->failed && (!of_a.n || !of_b.n);
        if (!nobody && correct(store, true, of_a, of_b)) join(store, x, y);
        store_end(store);
    }
    if (nobody) return error_set(err, HEARSAY_E_ARGUMENT, 0, "%s or %s is mentioned nowhere: joint voices cannot be merged", a, b);
    return store_fault(store, err, "merging two actors");
}

/* From the rest of its identity, and from those of it that it was merged with. */
static bool split_off(hearsay_store *s, struct who w, struct who rest, const int64_t *texts, size_t n)
{
    correct(s, false, w, rest);
    for (uint32_t i = 0; i < s->n_corrections && !s->failed; i++) {
        const struct correction *c = &s->corrections[i];
        const struct who other = same_who(c->a, w) ? c->b : c->a;
        size_t k = 0;
        if (!c->merge || (!same_who(c->a, w) && !same_who(c->b, w))) continue;
        while (k < n && texts[k] != other.text) k++;
        if (k == n && !same_who(other, rest)) correct(s, false, w, other);
    }
    return !s->failed;
}

hearsay_code identities_split(hearsay_store *store, const char *actor, const char *const *ids, size_t n, hearsay_error *err)
{
    int64_t identity;
    hearsay_code code = need_identity(store, actor, &identity, err);
    if (code != HEARSAY_OK) return code;
    int64_t *texts = calloc(n, sizeof *texts);
    if (!texts) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for articles");
    if (store_begin(store) && read_corrections(store)) {
        size_t missing = n;
        for (size_t i = 0; i < n && missing == n; i++) {
            texts[i] = store_text_number(store, ids[i]);
            if (!store_number(store, 0, "SELECT 1 FROM actor WHERE text = ? AND identity = ?", "ii", texts[i], identity)) missing = i;
        }
        const struct who rest = missing == n ? first_of(store, identity, texts, n) : (struct who){ 0, 0 };
        if (!store->failed && missing < n)
            code = error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: %s is not in article %.40s", store->path, actor, ids[missing]);
        else if (!store->failed && !rest.n)
            code = error_set(err, HEARSAY_E_ARGUMENT, 0, "%s is in no other article: nothing would be left of it", actor);
        for (size_t i = 0; i < n && code == HEARSAY_OK && !store->failed; i++) {
            const int64_t m = store_number(store, 0, "SELECT n FROM actor WHERE text = ? AND identity = ?", "ii", texts[i], identity);
            split_off(store, (struct who){ texts[i], m }, rest, texts, n);
        }
        store->corrections_read = false;
        if (code == HEARSAY_OK && read_corrections(store)) relink(store, identity, identity);
    }
    if (!sqlite3_get_autocommit(store->db)) store_end(store);
    free(texts);
    return code != HEARSAY_OK ? code : store_fault(store, err, "splitting an actor");
}
