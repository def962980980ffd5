/* pairs.c: copies in the store: keys in a table, what is compared in a small cache. */
#include "store/pairs.h"

#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "store/documents.h"
#include "view.h"
#include "write/buffer.h"

enum { HOLDERS_MOST = POSTINGS_MOST + STOP_ORIGINS };

/* A key of the text that is being added: who has it. */
struct held {
    uint64_t hash;
    int64_t holders[HOLDERS_MOST]; /* in ascending order */
    uint32_t n, origins;
};

struct adding {
    hearsay_store *s;
    int64_t text;
    struct paired *self;
    const struct hearsay_document *doc; /* its own: its place is not in the store yet */
    struct held *held;                  /* [n] distinct keys, by hash */
    uint32_t n;
    int64_t copied[CANDIDATES_MOST]; /* texts of which this one has half its words */
    uint32_t n_copied;
    struct arena *arena, *scratch;
};

/* ---- What is compared ---------------------------------------------------------------------------------------------------------- */

bool pairs_shingles(struct shingled *out, const struct hearsay_document *doc, struct arena *a)
{
    if (!shingles_make(out, doc, a)) return false;
    for (uint32_t i = 0; i < out->n_words; i++) {
        const hearsay_span span = codepoints_span(&doc->view->codepoints, out->words[i].span);
        out->words[i].span = (struct span){ (uint32_t)span.start, (uint32_t)span.end };
    }
    return true;
}

static struct paired *paired_new(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const struct shingled *known)
{
    struct arena *a = arena_new(16 << 10);
    struct paired *p = a ? ARENA_ZARRAY(a, struct paired, 1) : NULL;
    bool good = p;
    if (good && known) {
        p->shingled = *known;
        p->shingled.words = ARENA_ARRAY(a, struct shingle_word, known->n_words);
        p->shingled.keys = ARENA_ARRAY(a, struct shingle_key, known->n_keys);
        good = p->shingled.words && p->shingled.keys;
        if (good && known->n_words) memcpy(p->shingled.words, known->words, known->n_words * sizeof *known->words);
        if (good && known->n_keys) memcpy(p->shingled.keys, known->keys, known->n_keys * sizeof *known->keys);
    } else if (good) {
        good = pairs_shingles(&p->shingled, doc, a);
    }
    if (good) {
        p->arena = a;
        p->text = text;
        return p;
    }
    arena_free(a);
    store_fail(s, SQLITE_NOMEM, "out of memory");
    return NULL;
}

/* Takes the place of what was not asked for the longest. */
static void keep(hearsay_store *s, struct paired *p)
{
    unsigned oldest = 0;
    for (unsigned i = 0; i < PAIRED_MOST; i++) {
        if (!s->paired[i]) {
            oldest = i;
            break;
        }
        if (s->paired[i]->used < s->paired[oldest]->used) oldest = i;
    }
    if (s->paired[oldest]) arena_free(s->paired[oldest]->arena);
    s->paired[oldest] = p;
    p->used = ++s->paired_uses;
}

/* NULL after a failure. Good until PAIRED_MOST others have been asked for. */
static struct paired *paired_of(hearsay_store *s, int64_t text)
{
    for (unsigned i = 0; i < PAIRED_MOST && s->paired[i]; i++) {
        if (s->paired[i]->text != text) continue;
        s->paired[i]->used = ++s->paired_uses;
        return s->paired[i];
    }
    struct hearsay_document *doc = document_page(s, text);
    struct paired *p = doc ? paired_new(s, text, doc, NULL) : NULL;
    hearsay_document_free(doc);
    if (p) keep(s, p);
    return p;
}

void pairs_forget(hearsay_store *s)
{
    for (unsigned i = 0; i < PAIRED_MOST && s->paired[i]; i++) {
        arena_free(s->paired[i]->arena);
        s->paired[i] = NULL;
    }
}

/* ---- Keys ---------------------------------------------------------------------------------------------------------------------- */

static int by_hash(const void *x, const void *y)
{
    const struct held *a = x, *b = y;
    return (a->hash > b->hash) - (a->hash < b->hash);
}

static void read_holders(hearsay_store *s, struct held *h, int64_t self)
{
    sqlite3_stmt *q = store_query(s, "SELECT text, origin FROM shingle WHERE key = ? ORDER BY text", "i", (int64_t)h->hash);
    h->n = h->origins = 0;
    while (store_row(s, q)) {
        const int64_t text = sqlite3_column_int64(q, 0);
        h->origins += (uint32_t)sqlite3_column_int(q, 1);
        if (text != self && h->n < HOLDERS_MOST) h->holders[h->n++] = text;
    }
}

/* The distinct keys of a text, with who has them. NULL after a failure. */
static struct held *holders_of(hearsay_store *s, const struct paired *p, uint32_t *n, struct arena *a)
{
    const struct shingled *shingled = &p->shingled;
    struct held *held = ARENA_ARRAY(a, struct held, shingled->n_keys);
    if (!held) {
        store_fail(s, SQLITE_NOMEM, "out of memory");
        return NULL;
    }
    for (uint32_t k = 0; k < shingled->n_keys; k++) held[k].hash = shingled->keys[k].hash;
    if (shingled->n_keys) qsort(held, shingled->n_keys, sizeof *held, by_hash);
    *n = 0;
    for (uint32_t k = 0; k < shingled->n_keys; k++)
        if (!*n || held[*n - 1].hash != held[k].hash) held[(*n)++].hash = held[k].hash;
    for (uint32_t k = 0; k < *n; k++) read_holders(s, &held[k], p->text);
    return s->failed ? NULL : held;
}

static const struct held *held_of(const struct held *held, uint32_t n, uint64_t hash)
{
    const struct held key = { .hash = hash };
    return bsearch(&key, held, n, sizeof *held, by_hash);
}

/* ---- Judging ------------------------------------------------------------------------------------------------------------------- */

/* Do most of the keys that begin within a passage stand in many origins? */
static bool is_boilerplate(const struct held *held, uint32_t n, const struct shingled *b, const struct passage *p)
{
    uint32_t first, keys = 0, stops = 0;
    BISECT(first, b->n_keys, b->keys[first].word < p->b);
    for (uint32_t i = first; i < b->n_keys && b->keys[i].word < p->b + p->n_b; i++) {
        const struct held *h = held_of(held, n, b->keys[i].hash);
        keys++;
        stops += h && h->origins >= STOP_ORIGINS;
    }
    return stops && stops * 2 >= keys;
}

static void spans_of(struct buffer *b, const char *name, const struct shingled *s, uint32_t first, uint32_t n)
{
    buffer_string(b, name);
    buffer_number(b, s->words[first].span.start);
    buffer_char(b, ',');
    buffer_number(b, s->words[first + n - 1].span.end);
    buffer_char(b, ']');
}

/* As docs/copies.md has it. */
static void passages_json(struct buffer *out, const struct shingled *a, const struct shingled *b, const struct alignment *shared,
                          const bool *boilerplate)
{
    buffer_char(out, '[');
    for (uint32_t i = 0; i < shared->n; i++) {
        const struct passage *p = &shared->passages[i];
        spans_of(out, i ? ",{\"a\":[" : "{\"a\":[", a, p->a, p->n_a);
        spans_of(out, ",\"b\":[", b, p->b, p->n_b);
        buffer_string(out, ",\"blocks\":[");
        buffer_number(out, a->words[p->a].block);
        buffer_char(out, ',');
        buffer_number(out, b->words[p->b].block);
        buffer_string(out, "],\"words\":");
        buffer_number(out, p->equal);
        buffer_string(out, boilerplate[i] ? ",\"boilerplate\":true}" : ",\"boilerplate\":false}");
    }
    buffer_bytes(out, "]", 2);
}

/* Where a text comes from. doc: NULL if it is not at hand. */
static bool know_provenance(hearsay_store *s, struct paired *p, const struct hearsay_document *doc)
{
    struct hearsay_document *page = p->provenance_known || doc ? NULL : document_page(s, p->text);
    if (!p->provenance_known && (doc || page) && store_lexicon(s)) {
        provenance_of(&p->provenance, doc ? doc : page, s->lexicon);
        p->provenance_known = true;
    }
    hearsay_document_free(page);
    return p->provenance_known;
}

static void write_copy(hearsay_store *s, struct paired *a, struct paired *b, const struct alignment *shared, const bool *boilerplate)
{
    if (!know_provenance(s, a, NULL) || !know_provenance(s, b, NULL)) return;
    static const char *const by_names[] = { NULL, "credit", "date" };
    const struct direction d = direction_between(&a->provenance, &b->provenance);
    struct buffer passages = { 0 };
    passages_json(&passages, &a->shingled, &b->shingled, shared, boilerplate);
    if (passages.failed) store_fail(s, SQLITE_NOMEM, "out of memory");
    const int64_t source = d.from_b ? b->text : a->text;
    store_do(s,
             "INSERT OR REPLACE INTO copy (a, b, kind, source, because, origin, words, coverage_a, coverage_b, passages) "
             "VALUES (?, ?, ?, CASE ? WHEN 0 THEN NULL ELSE ? END, ?, ?, ?, round(?, 4), round(?, 4), ?)",
             "iitiittiddt", a->text, b->text, copy_kind_names[copy_kind_of(&a->shingled, &b->shingled, shared)], (int64_t)d.by, source,
             by_names[d.by], d.origin, (int64_t)shared->equal, (double)shared->equal / a->shingled.n_words,
             (double)shared->equal / b->shingled.n_words, passages.at);
    buffer_free(&passages);
}

/* Aligns two texts and writes the pair, or takes it away. held: of b's keys. *half: whether b has half its words from a. */
static bool judge(hearsay_store *s, struct paired *a, struct paired *b, const struct held *held, uint32_t n, struct arena *arena,
                  struct arena *scratch, bool was_there, bool *half)
{
    struct alignment shared;
    *half = false;
    if (!alignment_make(&shared, &a->shingled, &b->shingled, arena, scratch)) return store_fail(s, SQLITE_NOMEM, "out of memory");
    bool *boilerplate = ARENA_ARRAY(arena, bool, shared.n);
    if (!boilerplate) return store_fail(s, SQLITE_NOMEM, "out of memory");
    uint32_t evidence = 0;
    for (uint32_t i = 0; i < shared.n; i++) {
        boilerplate[i] = is_boilerplate(held, n, &b->shingled, &shared.passages[i]);
        if (!boilerplate[i]) evidence += shared.passages[i].unquoted;
    }
    if (copy_stands(&a->shingled, &b->shingled, &shared, evidence)) {
        write_copy(s, a, b, &shared, boilerplate);
        *half = (uint64_t)shared.equal * 2 >= b->shingled.n_words;
    } else if (was_there) {
        store_do(s, "DELETE FROM copy WHERE a = ? AND b = ?", "ii", a->text, b->text);
    }
    return !s->failed;
}

/* ---- Candidates ---------------------------------------------------------------------------------------------------------------- */

struct candidate {
    int64_t text;
    uint32_t keys, of; /* keys that are shared, of how many of its own */
};

static int by_text(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    return (a->text > b->text) - (a->text < b->text);
}

static int by_keys(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->keys != b->keys) return a->keys < b->keys ? 1 : -1;
    if (a->of != b->of) return a->of < b->of ? -1 : 1;
    return by_text(x, y);
}

/* Texts that share keys, those with most first, then the short ones; of those with a single key, which is mostly a phrase, a few. */
static uint32_t candidates(struct adding *a, struct candidate **out)
{
    const struct shingled *own = &a->self->shingled;
    uint32_t n = 0, distinct = 0;
    *out = ARENA_ARRAY(a->scratch, struct candidate, (size_t)own->n_keys * POSTINGS_MOST);
    if (!*out) {
        store_fail(a->s, SQLITE_NOMEM, "out of memory");
        return 0;
    }
    for (uint32_t k = 0; k < own->n_keys; k++) {
        const struct held *h = held_of(a->held, a->n, own->keys[k].hash);
        if (!h || h->origins >= STOP_ORIGINS) continue;
        for (uint32_t i = 0; i < h->n && i < POSTINGS_MOST; i++) (*out)[n++].text = h->holders[i];
    }
    if (n) qsort(*out, n, sizeof **out, by_text);
    for (uint32_t i = 0; i < n; i++) {
        if (distinct && (*out)[distinct - 1].text == (*out)[i].text)
            (*out)[distinct - 1].keys++;
        else
            (*out)[distinct++] = (struct candidate){ (*out)[i].text, 1, 0 };
    }
    for (uint32_t i = 0; i < distinct; i++)
        (*out)[i].of = (uint32_t)store_number(a->s, 0, "SELECT keys FROM reading WHERE text = ?", "i", (*out)[i].text);
    if (distinct) qsort(*out, distinct, sizeof **out, by_keys);
    uint32_t kept = 0, single = 0;
    while (kept < distinct && kept < CANDIDATES_MOST && ((*out)[kept].keys > 1 || single < SINGLES_MOST)) single += (*out)[kept++].keys == 1;
    return kept;
}

static bool pair_up(struct adding *a)
{
    struct candidate *found;
    const uint32_t n = candidates(a, &found);
    if (n) know_provenance(a->s, a->self, a->doc);
    for (uint32_t i = 0; i < n && !a->s->failed; i++) {
        struct paired *other = paired_of(a->s, found[i].text);
        const struct arena_mark mark = arena_mark(a->arena);
        bool half;
        if (!other || !judge(a->s, other, a->self, a->held, a->n, a->arena, a->scratch, false, &half)) return false;
        if (half) a->copied[a->n_copied++] = found[i].text;
        arena_release(a->arena, mark);
    }
    return !a->s->failed;
}

static bool is_copied(const struct adding *a, int64_t text)
{
    for (uint32_t i = 0; i < a->n_copied; i++)
        if (a->copied[i] == text) return true;
    return false;
}

/* Enters the keys; marks those that have just become boilerplate by origins == STOP_ORIGINS and a holder of this text. */
static bool enter_keys(struct adding *a, bool *crossed)
{
    for (uint32_t k = 0; k < a->n; k++) {
        struct held *h = &a->held[k];
        bool copied = false;
        for (uint32_t i = 0; i < h->n; i++) copied = copied || is_copied(a, h->holders[i]);
        const bool origin = !copied && h->origins < STOP_ORIGINS;
        crossed[k] = origin && h->origins + 1 == STOP_ORIGINS;
        if (h->n >= POSTINGS_MOST && !origin) continue;
        store_do(a->s, "INSERT INTO shingle (key, text, origin) VALUES (?, ?, ?)", "iii", (int64_t)h->hash, a->text, (int64_t)origin);
        h->origins += origin;
    }
    return !a->s->failed;
}

/* ---- Again --------------------------------------------------------------------------------------------------------------------- */

struct pair {
    int64_t a, b;
};

static int by_pair(const void *x, const void *y)
{
    const struct pair *p = x, *q = y;
    if (p->b != q->b) return p->b < q->b ? -1 : 1;
    return (p->a > q->a) - (p->a < q->a);
}

/* The pairs of a text with those before it: it is the later one's keys that say what is boilerplate. */
static bool pairs_of(hearsay_store *s, int64_t text, struct pair **pairs, uint32_t *n, uint32_t *room)
{
    sqlite3_stmt *q = store_query(s, "SELECT a FROM copy WHERE b = ?", "i", text);
    while (store_row(s, q)) {
        if (*n == *room) {
            struct pair *more = realloc(*pairs, (*room = 2 * *room + 64) * sizeof *more);
            if (!more) {
                store_done(q);
                return store_fail(s, SQLITE_NOMEM, "out of memory");
            }
            *pairs = more;
        }
        (*pairs)[(*n)++] = (struct pair){ sqlite3_column_int64(q, 0), text };
    }
    return !s->failed;
}

/* What was found before by the words of a key that is boilerplate now. */
static bool judge_again(struct adding *a, const bool *crossed)
{
    struct pair *pairs = NULL;
    uint32_t n = 0, room = 0, n_held = 0;
    bool any = false;
    for (uint32_t k = 0; k < a->n; k++) {
        const struct held *h = &a->held[k];
        for (uint32_t i = 0; crossed[k] && i < h->n && pairs_of(a->s, h->holders[i], &pairs, &n, &room); i++) {}
        any = any || crossed[k];
    }
    if (any) pairs_of(a->s, a->text, &pairs, &n, &room);
    if (n) qsort(pairs, n, sizeof *pairs, by_pair);
    struct held *held = NULL;
    const struct arena_mark mark = arena_mark(a->arena);
    for (uint32_t i = 0; i < n && !a->s->failed; i++) {
        if (i && !by_pair(&pairs[i - 1], &pairs[i])) continue;
        const bool next = !i || pairs[i].b != pairs[i - 1].b;
        if (next) arena_release(a->arena, mark);
        struct paired *y = paired_of(a->s, pairs[i].b), *x = y ? paired_of(a->s, pairs[i].a) : NULL;
        if (x && next) held = holders_of(a->s, y, &n_held, a->arena);
        bool half;
        if (x && held) judge(a->s, x, y, held, n_held, a->arena, a->scratch, true, &half);
    }
    free(pairs);
    return !a->s->failed;
}

/* ---- All ----------------------------------------------------------------------------------------------------------------------- */

static bool add_with(struct adding *a)
{
    a->held = holders_of(a->s, a->self, &a->n, a->scratch);
    bool *crossed = a->held ? ARENA_ZARRAY(a->scratch, bool, a->n) : NULL;
    if (!crossed) return a->s->failed ? false : store_fail(a->s, SQLITE_NOMEM, "out of memory");
    return pair_up(a) && enter_keys(a, crossed) && judge_again(a, crossed);
}

bool pairs_add(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const struct shingled *shingled)
{
    struct paired *self = s->failed ? NULL : paired_new(s, text, doc, shingled);
    struct adding a = { .s = s, .text = text, .self = self, .doc = doc, .arena = self ? arena_new(0) : NULL, .scratch = self ? arena_new(0) : NULL };
    if (self) keep(s, self);
    if (a.arena && a.scratch)
        add_with(&a);
    else
        store_fail(s, SQLITE_NOMEM, "out of memory");
    arena_free(a.arena);
    arena_free(a.scratch);
    return !s->failed;
}

bool pairs_clear(hearsay_store *s, int64_t text, const struct shingled *shingled)
{
    for (uint32_t k = 0; k < shingled->n_keys; k++)
        store_do(s, "DELETE FROM shingle WHERE key = ? AND text = ?", "ii", (int64_t)shingled->keys[k].hash, text);
    return store_do(s, "DELETE FROM copy WHERE a = ?", "i", text) && store_do(s, "DELETE FROM copy WHERE b = ?", "i", text);
}
