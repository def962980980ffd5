/* claim_corrections.c: people's corrections of claims: kept, looked up, applied. */
#include "store/claim_corrections.h"

#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "base/error.h"
#include "store/claim_counts.h"
#include "store/link.h"

struct claim_correction {
    struct claim_side a, b;
    int64_t row;
    bool merge, stands; /* stands: no later one is about the same two */
};

/* A split: one of its sides, and the other one. */
struct split_side {
    struct claim_side side, other;
};

static void forget_sides(hearsay_store *s)
{
    free(s->split_sides);
    s->split_sides = NULL;
    s->n_split_sides = 0;
}

void claim_corrections_forget(hearsay_store *s)
{
    free(s->claim_corrections);
    forget_sides(s);
    s->claim_corrections = NULL;
    s->n_claim_corrections = 0;
    s->claim_corrections_read = false;
}

/* ---- Reading --------------------------------------------------------------------------------------------------------------------- */

#define MENTION_START "json_extract(m.spans, '$[0][0]')"
#define MENTION_END "json_extract(m.spans, '$[#-1][1]')"

/* The claim that stands there, or, if it was cut in another way, the one whose mention has most in common with it; of several the one in these
 * words. */
static int64_t claim_at(hearsay_store *s, int64_t text, int64_t start, int64_t end, const char *wording)
{
    return store_number(s, 0,
                        "SELECT claim FROM (SELECT m.claim AS claim, c.wording AS wording, " MENTION_START " AS s, " MENTION_END " AS e "
                        "FROM claim_mention m JOIN claim c ON c.text = m.text AND c.n = m.claim WHERE m.text = ?1) WHERE s < ?3 AND e > ?2 "
                        "ORDER BY min(e, ?3) - max(s, ?2) - 0.01 * (max(e, ?3) - min(s, ?2)) DESC, wording = ?4 DESC, claim LIMIT 1",
                        "iiit", text, start, end, wording);
}

static bool same_side(struct claim_side a, struct claim_side b) { return a.text == b.text && a.n == b.n; }

static bool is_pair(const struct claim_correction *c, struct claim_side a, struct claim_side b)
{
    return (same_side(c->a, a) && same_side(c->b, b)) || (same_side(c->a, b) && same_side(c->b, a));
}

/* Which claims it is about, now. */
static void find_sides(hearsay_store *s, struct claim_correction *c)
{
    sqlite3_stmt *q = store_query(s,
                                  "SELECT x.text, c.start_a, c.end_a, c.wording_a, y.text, c.start_b, c.end_b, c.wording_b FROM claim_correction c "
                                  "LEFT JOIN text x ON x.id = c.text_a LEFT JOIN text y ON y.id = c.text_b WHERE c.correction = ?",
                                  "i", c->row);
    if (!store_row(s, q)) return;
    c->a.text = sqlite3_column_int64(q, 0);
    c->b.text = sqlite3_column_int64(q, 4);
    c->a.n = claim_at(s, c->a.text, sqlite3_column_int64(q, 1), sqlite3_column_int64(q, 2), store_text(q, 3));
    c->b.n = claim_at(s, c->b.text, sqlite3_column_int64(q, 5), sqlite3_column_int64(q, 6), store_text(q, 7));
    store_done(q);
}

static void find_standing(hearsay_store *s)
{
    forget_sides(s);
    struct claim_correction *all = s->claim_corrections;
    for (uint32_t i = 0; i < s->n_claim_corrections; i++) {
        all[i].stands = all[i].a.n && all[i].b.n && !same_side(all[i].a, all[i].b);
        for (uint32_t k = i + 1; k < s->n_claim_corrections && all[i].stands; k++) all[i].stands = !is_pair(&all[k], all[i].a, all[i].b);
    }
}

bool claim_corrections_read(hearsay_store *s)
{
    if (s->claim_corrections_read) return !s->failed;
    claim_corrections_forget(s);
    const int64_t n = store_number(s, 0, "SELECT count(*) FROM claim_correction", "");
    struct claim_correction *all = n ? malloc((size_t)n * sizeof *all) : NULL;
    if (n && !all) return store_fail(s, SQLITE_NOMEM, "out of memory");
    s->claim_corrections = all;
    sqlite3_stmt *q = n ? store_query(s, "SELECT correction, verdict = 'merge' FROM claim_correction ORDER BY correction", "") : NULL;
    while (s->n_claim_corrections < n && store_row(s, q))
        all[s->n_claim_corrections++] = (struct claim_correction){ .row = sqlite3_column_int64(q, 0), .merge = sqlite3_column_int(q, 1) };
    store_done(q);
    for (uint32_t i = 0; i < s->n_claim_corrections && !s->failed; i++) find_sides(s, &all[i]);
    find_standing(s);
    s->claim_corrections_read = !s->failed;
    return !s->failed;
}

bool claim_corrections_moved(hearsay_store *s, int64_t text)
{
    bool any = false;
    if (!claim_corrections_read(s)) return false;
    for (uint32_t i = 0; i < s->n_claim_corrections && !s->failed; i++) {
        struct claim_correction *c = &s->claim_corrections[i];
        if (c->a.text != text && c->b.text != text) continue;
        find_sides(s, c);
        any = true;
    }
    if (any) find_standing(s);
    return !s->failed;
}

/* ---- Asking ---------------------------------------------------------------------------------------------------------------------- */

static int64_t linked_of(hearsay_store *s, struct claim_side x)
{
    return store_number(s, 0, "SELECT linked FROM claim_link WHERE text = ? AND claim = ?", "ii", x.text, x.n);
}

/* ---- Which splits touch a claim across articles */

static int by_side(const void *x, const void *y)
{
    const struct split_side *a = x, *b = y;
    if (a->side.text != b->side.text) return a->side.text < b->side.text ? -1 : 1;
    return (a->side.n > b->side.n) - (a->side.n < b->side.n);
}

/* The sides of splits that stand, by text and claim. */
static bool read_sides(hearsay_store *s)
{
    if (s->split_sides) return true;
    s->n_split_sides = 0;
    s->split_sides = malloc(2 * (size_t)s->n_claim_corrections * sizeof *s->split_sides + 1);
    if (!s->split_sides) return store_fail(s, SQLITE_NOMEM, "out of memory");
    for (uint32_t i = 0; i < s->n_claim_corrections; i++) {
        const struct claim_correction *c = &s->claim_corrections[i];
        if (c->merge || !c->stands) continue;
        s->split_sides[s->n_split_sides++] = (struct split_side){ c->a, c->b };
        s->split_sides[s->n_split_sides++] = (struct split_side){ c->b, c->a };
    }
    if (s->n_split_sides) qsort(s->split_sides, s->n_split_sides, sizeof *s->split_sides, by_side);
    return true;
}

static bool is_among(const int64_t *all, unsigned n, int64_t x)
{
    unsigned i = 0;
    while (i < n && all[i] != x) i++;
    return i < n;
}

/* Is the other side of a split whose side this is the claim itself, or one of those? */
static bool parts(hearsay_store *s, struct claim_side side, struct claim_side self, const int64_t *joined, unsigned n)
{
    uint32_t i;
    BISECT(i, s->n_split_sides, by_side(&s->split_sides[i], &(struct split_side){ side, side }) < 0);
    for (; i < s->n_split_sides && same_side(s->split_sides[i].side, side); i++)
        if (same_side(s->split_sides[i].other, self) || is_among(joined, n, linked_of(s, s->split_sides[i].other))) return true;
    return false;
}

/* The claims of the group are looked for among the sides of splits, which costs a step in an index for each; or, where there are more claims than
 * sides, the sides among the claims. Two questions for every split of the store, for each group that a claim may join, were most of adding an article
 * to a store with 3,000 of them. */
bool claim_corrections_part(hearsay_store *s, struct claim_side self, const int64_t *joined, unsigned n, int64_t other)
{
    bool found = false, more = true;
    if (!read_sides(s) || !s->n_split_sides) return false;
    sqlite3_stmt *q = store_query(s, "SELECT text, claim FROM claim_link WHERE linked = ?", "i", other);
    for (uint32_t i = 0; i <= s->n_split_sides && !found && (more = store_row(s, q)); i++)
        found = parts(s, (struct claim_side){ sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1) }, self, joined, n);
    store_done(q);
    if (found || !more) return found;
    for (uint32_t i = 0; i < s->n_split_sides && !s->failed && !found; i++)
        found = linked_of(s, s->split_sides[i].side) == other &&
                (same_side(s->split_sides[i].other, self) || is_among(joined, n, linked_of(s, s->split_sides[i].other)));
    return found;
}

bool claim_corrections_merge(const hearsay_store *s, int64_t text)
{
    for (uint32_t i = 0; i < s->n_claim_corrections; i++)
        if (s->claim_corrections[i].merge && (s->claim_corrections[i].a.text == text || s->claim_corrections[i].b.text == text)) return true;
    return false;
}

static bool are_split(hearsay_store *s, int64_t x, int64_t y)
{
    for (uint32_t i = 0; i < s->n_claim_corrections && !s->failed; i++) {
        const struct claim_correction *c = &s->claim_corrections[i];
        if (c->merge || !c->stands) continue;
        const int64_t a = linked_of(s, c->a), b = linked_of(s, c->b);
        if ((a == x && b == y) || (a == y && b == x)) return true;
    }
    return false;
}

static void join(hearsay_store *s, int64_t a, int64_t b)
{
    store_do(s, "UPDATE claim_link SET linked = ? WHERE linked = ?", "ii", a < b ? a : b, a < b ? b : a);
}

bool claim_corrections_apply(hearsay_store *s, struct claim_side self)
{
    for (uint32_t i = 0; i < s->n_claim_corrections && !s->failed; i++) {
        const struct claim_correction *c = &s->claim_corrections[i];
        if (!c->merge || !c->stands || (!same_side(c->a, self) && !same_side(c->b, self))) continue;
        const int64_t a = linked_of(s, c->a), b = linked_of(s, c->b);
        if (a && b && a != b && !are_split(s, a, b)) join(s, a, b);
    }
    return !s->failed;
}

/* ---- What people say --------------------------------------------------------------------------------------------------------------- */

static bool correct(hearsay_store *s, bool merge, struct claim_side a, struct claim_side b)
{
    char now[STORE_TIME];
    store_now(now);
    return store_do(s,
                    "INSERT INTO claim_correction (verdict, text_a, start_a, end_a, wording_a, text_b, start_b, end_b, wording_b, made) "
                    "SELECT ?5, x.id, m.s, m.e, c.wording, y.id, o.s, o.e, d.wording, ?6 FROM text x, text y, claim c, claim d, "
                    "(SELECT " MENTION_START " AS s, " MENTION_END " AS e FROM claim_mention m WHERE text = ?1 AND claim = ?2 AND spans <> '[]' "
                    "ORDER BY n LIMIT 1) m, "
                    "(SELECT " MENTION_START " AS s, " MENTION_END " AS e FROM claim_mention m WHERE text = ?3 AND claim = ?4 AND spans <> '[]' "
                    "ORDER BY n LIMIT 1) o "
                    "WHERE x.text = ?1 AND y.text = ?3 AND c.text = ?1 AND c.n = ?2 AND d.text = ?3 AND d.n = ?4",
                    "iiiitt", a.text, a.n, b.text, b.n, merge ? "merge" : "split", now);
}

/* "k12" */
static hearsay_code need_claim(hearsay_store *s, const char *id, int64_t *out, hearsay_error *err)
{
    *out = store_id(id, 'k');
    if (*out && store_number(s, 0, "SELECT 1 FROM claim_link WHERE linked = ? LIMIT 1", "i", *out)) return HEARSAY_OK;
    const hearsay_code code = store_fault(s, err, "looking for a claim");
    return code != HEARSAY_OK ? code : error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: there is no claim %.40s", s->path, id);
}

/* The first of a claim's that stands in none of these texts. */
static struct claim_side first_of(hearsay_store *s, int64_t linked, const int64_t *texts, size_t n)
{
    struct claim_side found = { 0, 0 };
    sqlite3_stmt *q = store_query(s,
                                  "SELECT l.text, l.claim FROM claim_link l WHERE l.linked = ? AND EXISTS (SELECT 1 FROM claim_mention m WHERE "
                                  "m.text = l.text AND m.claim = l.claim AND m.spans <> '[]') ORDER BY l.text, l.claim",
                                  "i", linked);
    while (!found.n && store_row(s, q)) {
        const int64_t text = sqlite3_column_int64(q, 0);
        if (!is_among(texts, (unsigned)n, text)) found = (struct claim_side){ text, sqlite3_column_int64(q, 1) };
    }
    store_done(q);
    return found;
}

hearsay_code claims_merge(hearsay_store *store, const char *a, const char *b, hearsay_error *err)
{
    int64_t x, y;
    hearsay_code code = need_claim(store, a, &x, err);
    if (code == HEARSAY_OK) code = need_claim(store, b, &y, err);
    if (code != HEARSAY_OK) return code;
    if (x == y) return error_set(err, HEARSAY_E_ARGUMENT, 0, "%s and %s are one already", a, b);
    if (store_begin(store)) {
        const struct claim_side of_a = first_of(store, x, NULL, 0), of_b = first_of(store, y, NULL, 0);
        if (claim_corrections_read(store) && of_a.n && of_b.n) {
            /* Whatever kept them apart is taken back. */
            for (uint32_t i = 0; i < store->n_claim_corrections && !store->failed; i++) {
                const struct claim_correction *c = &store->claim_corrections[i];
                if (c->merge || !c->stands || is_pair(c, of_a, of_b)) continue;
                const int64_t p = linked_of(store, c->a), q = linked_of(store, c->b);
                if ((p == x && q == y) || (p == y && q == x)) correct(store, true, c->a, c->b);
            }
            correct(store, true, of_a, of_b);
            join(store, x, y);
        } else if (!store->failed) {
            code = error_set(err, HEARSAY_E_ARGUMENT, 0, "%s or %s stands nowhere", a, b);
        }
        claim_counts_renew(store);
        store_end(store);
    }
    return code != HEARSAY_OK ? code : store_fault(store, err, "merging two claims");
}

/* The claims of a number that stand in some texts, and the others. */
struct parted {
    struct member {
        struct claim_side side;
        bool moved;
    } * all;
    int64_t n;
};

static bool read_members(hearsay_store *s, int64_t linked, const int64_t *texts, size_t n_texts, struct parted *p)
{
    const int64_t n = store_number(s, 0, "SELECT count(*) FROM claim_link WHERE linked = ?", "i", linked);
    p->n = 0;
    p->all = malloc((size_t)n * sizeof *p->all + 1);
    if (!p->all) return store_fail(s, SQLITE_NOMEM, "out of memory");
    sqlite3_stmt *q = store_query(s, "SELECT text, claim FROM claim_link WHERE linked = ? ORDER BY text, claim", "i", linked);
    while (p->n < n && store_row(s, q)) {
        const struct claim_side side = { sqlite3_column_int64(q, 0), sqlite3_column_int64(q, 1) };
        p->all[p->n++] = (struct member){ side, is_among(texts, (unsigned)n_texts, side.text) };
    }
    store_done(q);
    return !s->failed;
}

/* From the rest: from each of them where they are few; else from the first of them, which the others go with, and from those that it was merged
 * with. */
static void split_off(hearsay_store *s, const struct parted *p, struct claim_side moved, struct claim_side rest)
{
    enum { FEW = 24 };
    correct(s, false, moved, rest);
    for (int64_t k = 0; k < p->n && !s->failed; k++) {
        const struct member *m = &p->all[k];
        bool wanted = p->n <= FEW;
        if (m->moved || same_side(m->side, rest)) continue;
        for (uint32_t i = 0; i < s->n_claim_corrections && !wanted; i++) {
            const struct claim_correction *c = &s->claim_corrections[i];
            wanted = c->merge && c->stands && is_pair(c, moved, m->side);
        }
        if (wanted) correct(s, false, moved, m->side);
    }
}

/* One of the rest that is with the moved one again, by way of a claim that was joined by it alone. n 0: there is none. */
static struct claim_side still_with(hearsay_store *s, const struct parted *p, struct claim_side moved)
{
    const int64_t linked = linked_of(s, moved);
    for (int64_t i = 0; i < p->n && !s->failed; i++)
        if (!p->all[i].moved && linked_of(s, p->all[i].side) == linked) return p->all[i].side;
    return (struct claim_side){ 0, 0 };
}

/* Each round keeps one more of the rest from each of those that are moved. */
static bool part(hearsay_store *s, const struct parted *p, int64_t linked, struct claim_side rest)
{
    enum { ROUNDS_MOST = 64 };
    for (int64_t i = 0; i < p->n; i++)
        if (p->all[i].moved) split_off(s, p, p->all[i].side, rest);
    for (int round = 0; round < ROUNDS_MOST && !s->failed; round++) {
        bool again = false;
        s->claim_corrections_read = false;
        if (!claim_corrections_read(s) || !link_again(s, linked)) return false;
        for (int64_t i = 0; i < p->n && !s->failed; i++) {
            const struct claim_side with = p->all[i].moved ? still_with(s, p, p->all[i].side) : (struct claim_side){ 0, 0 };
            if (!with.n) continue;
            correct(s, false, p->all[i].side, with);
            linked = linked_of(s, with);
            again = true;
        }
        if (!again) return !s->failed;
    }
    return !s->failed;
}

hearsay_code claims_split(hearsay_store *store, const char *claim, const char *const *ids, size_t n, hearsay_error *err)
{
    int64_t linked;
    hearsay_code code = need_claim(store, claim, &linked, err);
    if (code != HEARSAY_OK) return code;
    struct parted p = { NULL, 0 };
    int64_t *texts = calloc(n, sizeof *texts);
    if (!texts) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for articles");
    if (store_begin(store) && claim_corrections_read(store)) {
        size_t missing = n;
        for (size_t i = 0; i < n && missing == n; i++) {
            texts[i] = store_text_number(store, ids[i]);
            if (!store_number(store, 0, "SELECT 1 FROM claim_link WHERE linked = ? AND text = ?", "ii", linked, texts[i])) missing = i;
        }
        const struct claim_side rest = missing == n ? first_of(store, linked, texts, n) : (struct claim_side){ 0, 0 };
        if (!store->failed && missing < n)
            code = error_set(err, HEARSAY_E_NOT_FOUND, 0, "%s: %s is not in article %.40s", store->path, claim, ids[missing]);
        else if (!store->failed && !rest.n)
            code = error_set(err, HEARSAY_E_ARGUMENT, 0, "%s is in no other article: nothing would be left of it", claim);
        if (code == HEARSAY_OK && read_members(store, linked, texts, n, &p)) part(store, &p, linked, rest);
        claim_counts_renew(store);
    }
    if (!sqlite3_get_autocommit(store->db)) store_end(store);
    free(p.all);
    free(texts);
    return code != HEARSAY_OK ? code : store_fault(store, err, "splitting a claim");
}
