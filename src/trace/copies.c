/* copies.c: keys, candidates, pairs. */
#include "trace/copies.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "base/error.h"
#include "view.h"

const char *const copy_kind_names[COPY_KINDS] = { "whole", "contained", "part" };
static const char *const by_names[] = { NULL, "credit", "date" };

/* A key: in how many origins it stands, and the first articles that have it. */
struct posting {
    uint64_t hash;
    uint32_t head, n, origins; /* head: index into holders + 1 */
};
struct holder {
    uint32_t article, next;
};

/* ---- Growing ---------------------------------------------------------------------------------------------------------------- */

/* The array with room for one more, perhaps elsewhere; NULL: out of memory, and it is where it was. */
static void *grown(void *at, uint32_t n, uint32_t *room, size_t size)
{
    if (n < *room) return at;
    const uint32_t more = *room ? *room * 2 : 64;
    void *new_place = more > *room ? realloc(at, (size_t)more * size) : NULL;
    if (new_place) *room = more;
    return new_place;
}

/* The posting of a key; one with n = 0 and head = 0 is free, and where it belongs. */
static struct posting *posting_at(struct posting *table, uint32_t mask, uint64_t hash)
{
    uint32_t i = (uint32_t)(hash >> 20) & mask;
    while (table[i].n && table[i].hash != hash) i = (i + 1) & mask;
    return &table[i];
}

/* Room for so many more keys at a load of at most two thirds. */
static bool postings_reserve(hearsay_copies *set, uint32_t more)
{
    const uint64_t need = ((uint64_t)set->n_postings + more) * 3 / 2 + 1;
    if (set->postings && need <= (uint64_t)set->mask + 1) return true;
    uint64_t size = set->postings ? (uint64_t)set->mask + 1 : 1024;
    while (size < need) size *= 2;
    if (size > UINT32_MAX) return false;
    struct posting *table = calloc(size, sizeof *table);
    if (!table) return false;
    for (uint64_t i = 0; set->postings && i <= set->mask; i++)
        if (set->postings[i].n) *posting_at(table, (uint32_t)(size - 1), set->postings[i].hash) = set->postings[i];
    free(set->postings);
    set->postings = table;
    set->mask = (uint32_t)(size - 1);
    return true;
}

static bool articles_reserve(hearsay_copies *set)
{
    if (set->n_articles < set->room_articles) return true;
    uint32_t room = set->room_articles;
    struct copies_article *articles = grown(set->articles, set->n_articles, &room, sizeof *articles);
    if (!articles) return false;
    set->articles = articles;
    uint32_t *tally = realloc(set->tally, (size_t)room * sizeof *tally);
    if (!tally) return false; /* the articles have room, and are asked again next time */
    memset(tally + set->room_articles, 0, (size_t)(room - set->room_articles) * sizeof *tally);
    set->tally = tally;
    set->room_articles = room;
    return true;
}

/* ---- Judging ---------------------------------------------------------------------------------------------------------------- */

static const struct posting *posting_of(const hearsay_copies *set, uint64_t hash)
{
    return set->postings ? posting_at(set->postings, set->mask, hash) : NULL;
}

/* Do most of the keys that begin within a passage stand in many origins? */
static bool is_boilerplate(const hearsay_copies *set, const struct shingled *b, const struct passage *p)
{
    uint32_t first, keys = 0, stops = 0;
    BISECT(first, b->n_keys, b->keys[first].word < p->b);
    for (uint32_t i = first; i < b->n_keys && b->keys[i].word < p->b + p->n_b; i++) {
        const struct posting *posting = posting_of(set, b->keys[i].hash);
        keys++;
        stops += posting && posting->origins >= STOP_ORIGINS;
    }
    return stops && stops * 2 >= keys;
}

static uint32_t evidence_of(const hearsay_copies *set, const struct shingled *b, const struct alignment *shared)
{
    uint32_t evidence = 0;
    for (uint32_t i = 0; i < shared->n; i++)
        if (!is_boilerplate(set, b, &shared->passages[i])) evidence += shared->passages[i].unquoted;
    return evidence;
}

bool copy_stands(const struct shingled *a, const struct shingled *b, const struct alignment *shared, uint32_t evidence)
{
    const uint32_t own_a = a->n_words - a->n_quoted, own_b = b->n_words - b->n_quoted, own = own_a < own_b ? own_a : own_b;
    const bool half = (uint64_t)evidence * 2 >= own;
    /* A speech in full is one text, though all of it stands in quotation marks. */
    const bool all = (uint64_t)shared->equal * 10 >= (uint64_t)a->n_words * 9 && (uint64_t)shared->equal * 10 >= (uint64_t)b->n_words * 9;
    return evidence >= EVIDENCE_PART || (half && evidence >= EVIDENCE_HALF) || (all && shared->equal >= EVIDENCE_PART);
}

enum copy_kind copy_kind_of(const struct shingled *a, const struct shingled *b, const struct alignment *shared)
{
    const bool most_of_a = (uint64_t)shared->equal * 5 >= (uint64_t)a->n_words * 4,
               most_of_b = (uint64_t)shared->equal * 5 >= (uint64_t)b->n_words * 4;
    return most_of_a && most_of_b ? COPY_WHOLE : most_of_a || most_of_b ? COPY_CONTAINED : COPY_PART;
}

/* ---- Adding ----------------------------------------------------------------------------------------------------------------- */

struct candidate {
    uint32_t article, keys, of; /* keys that are shared, of how many of its own */
};

static int by_keys(const void *x, const void *y)
{
    const struct candidate *a = x, *b = y;
    if (a->keys != b->keys) return a->keys < b->keys ? 1 : -1;
    if (a->of != b->of) return a->of < b->of ? -1 : 1;
    return (a->article > b->article) - (a->article < b->article);
}

/* Articles that share keys with this one, those with most first, then the short ones; of those with a single key, which is mostly a phrase, a few;
 * `out` has room for n_keys * POSTINGS_MOST. */
static uint32_t candidates(hearsay_copies *set, const struct shingled *s, struct candidate *out)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < s->n_keys; k++) {
        const struct posting *p = posting_of(set, s->keys[k].hash);
        if (!p || p->origins >= STOP_ORIGINS) continue;
        for (uint32_t at = p->head; at; at = set->holders[at - 1].next) {
            const uint32_t article = set->holders[at - 1].article;
            if (!set->tally[article]++) out[n++].article = article;
        }
    }
    for (uint32_t i = 0; i < n; i++) {
        const uint32_t keys = set->tally[out[i].article];
        set->tally[out[i].article] = 0;
        out[i] = (struct candidate){ out[i].article, keys, set->articles[out[i].article].shingled.n_keys };
    }
    qsort(out, n, sizeof *out, by_keys);
    uint32_t kept = 0, single = 0;
    while (kept < n && kept < CANDIDATES_MOST && (out[kept].keys > 1 || single < SINGLES_MOST)) single += out[kept++].keys == 1;
    return kept;
}

/* Aligns the candidates and keeps the pairs that stand. Those of which this article has half its words get their tally set to 1: release_copies(). */
static bool pair_up(hearsay_copies *set, uint32_t self, const struct candidate *found, uint32_t n)
{
    const struct shingled *b = &set->articles[self].shingled;
    for (uint32_t i = 0; i < n; i++) {
        const struct shingled *a = &set->articles[found[i].article].shingled;
        struct alignment shared;
        const struct arena_mark mark = arena_mark(set->arena);
        if (!alignment_make(&shared, a, b, set->arena, set->scratch)) return false;
        if (!copy_stands(a, b, &shared, evidence_of(set, b, &shared))) {
            arena_release(set->arena, mark);
            continue;
        }
        struct copies_pair *pairs = grown(set->pairs, set->n_pairs, &set->room_pairs, sizeof *pairs);
        if (!pairs) return false;
        set->pairs = pairs;
        set->pairs[set->n_pairs++] = (struct copies_pair){ found[i].article, self, shared };
        if ((uint64_t)shared.equal * 2 >= b->n_words) set->tally[found[i].article] = 1;
    }
    return true;
}

/* Enters the article's keys; there is room. */
static void enter_keys(hearsay_copies *set, uint32_t self)
{
    const struct shingled *s = &set->articles[self].shingled;
    for (uint32_t k = 0; k < s->n_keys; k++) {
        struct posting *p = posting_at(set->postings, set->mask, s->keys[k].hash);
        bool copied = false, again = false;
        for (uint32_t at = p->head; at; at = set->holders[at - 1].next) {
            copied = copied || set->tally[set->holders[at - 1].article];
            again = again || set->holders[at - 1].article == self;
        }
        if (again) continue;
        if (!p->n) {
            *p = (struct posting){ .hash = s->keys[k].hash };
            set->n_postings++;
        }
        if (!copied && p->origins < STOP_ORIGINS) p->origins++;
        if (p->n < POSTINGS_MOST) {
            set->holders[set->n_holders++] = (struct holder){ self, p->head };
            p->head = set->n_holders;
            p->n++;
        }
    }
}

static bool copy_string(struct arena *a, const char **to, const char *s)
{
    *to = s ? arena_strdup(a, s, strlen(s)) : NULL;
    return !s || *to;
}

/* What is kept of a document, in the set's arena, with spans in code points. */
static bool keep(hearsay_copies *set, struct copies_article *article, const hearsay_document *doc)
{
    struct arena *a = set->arena;
    struct shingled s;
    *article = (struct copies_article){ 0 };
    if (!shingles_make(&s, doc, set->scratch)) return false;
    for (uint32_t i = 0; i < s.n_words; i++) {
        const hearsay_span span = codepoints_span(&doc->view->codepoints, s.words[i].span);
        s.words[i].span = (struct span){ (uint32_t)span.start, (uint32_t)span.end };
    }
    article->shingled = s;
    article->shingled.words = ARENA_ARRAY(a, struct shingle_word, s.n_words);
    article->shingled.keys = ARENA_ARRAY(a, struct shingle_key, s.n_keys);
    if (!article->shingled.words || !article->shingled.keys) return false;
    memcpy(article->shingled.words, s.words, s.n_words * sizeof *s.words);
    memcpy(article->shingled.keys, s.keys, s.n_keys * sizeof *s.keys);
    provenance_of(&article->provenance, doc, set->lexicon);
    return copy_string(a, &article->id, hearsay_document_id(doc)) && copy_string(a, &article->uri, doc->uri) &&
           copy_string(a, &article->outlet, doc->outlet) && copy_string(a, &article->title, doc->title) &&
           copy_string(a, &article->published, doc->published);
}

static bool holders_reserve(hearsay_copies *set, uint32_t more)
{
    while (set->room_holders - set->n_holders < more) {
        struct holder *holders = grown(set->holders, set->room_holders, &set->room_holders, sizeof *holders);
        if (!holders) return false;
        set->holders = holders;
    }
    return true;
}

static bool add_article(hearsay_copies *set, const hearsay_document *doc)
{
    if (!articles_reserve(set)) return false;
    const uint32_t self = set->n_articles;
    struct copies_article *article = &set->articles[self];
    if (!keep(set, article, doc)) return false;
    const uint32_t n_keys = article->shingled.n_keys;
    struct candidate *found = ARENA_ARRAY(set->scratch, struct candidate, (size_t)n_keys * POSTINGS_MOST);
    if (!found || !postings_reserve(set, n_keys) || !holders_reserve(set, n_keys)) return false;
    const uint32_t n = candidates(set, &article->shingled, found), pairs = set->n_pairs;
    const bool good = pair_up(set, self, found, n);
    if (good) enter_keys(set, self);
    for (uint32_t i = 0; i < n; i++) set->tally[found[i].article] = 0;
    if (!good) set->n_pairs = pairs;
    set->n_articles += good;
    return good;
}

/* ---- The public side -------------------------------------------------------------------------------------------------------- */

hearsay_copies *hearsay_copies_new(hearsay_error *err)
{
    hearsay_copies *set = calloc(1, sizeof *set);
    if (set) {
        set->arena = arena_new(0);
        set->scratch = arena_new(0);
        set->lexicon = lexicon_open(NULL, 0, err);
        if (set->arena && set->scratch && set->lexicon) {
            set->empty = arena_mark(set->arena);
            return set;
        }
    }
    hearsay_copies_free(set);
    error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a set of articles");
    return NULL;
}

void hearsay_copies_free(hearsay_copies *set)
{
    if (!set) return;
    arena_free(set->arena);
    arena_free(set->scratch);
    lexicon_close(set->lexicon);
    free(set->articles);
    free(set->postings);
    free(set->holders);
    free(set->tally);
    free(set->pairs);
    free(set->found);
    free(set);
}

hearsay_code hearsay_copies_add(hearsay_copies *set, const hearsay_document *doc, hearsay_error *err)
{
    if (!set || !doc) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the set or the document is NULL");
    const struct arena_mark kept = arena_mark(set->arena), scratch = arena_mark(set->scratch);
    const bool good = add_article(set, doc);
    arena_release(set->scratch, scratch);
    free(set->found);
    set->found = NULL;
    set->n_found = 0;
    if (good) return HEARSAY_OK;
    arena_release(set->arena, kept);
    return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for article %zu of a set", (size_t)set->n_articles);
}

hearsay_code hearsay_copies_stop(hearsay_copies *set, const uint64_t *keys, size_t n, hearsay_error *err)
{
    if (!set || (n && !keys)) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the set or the keys are NULL");
    if (n > UINT32_MAX || !postings_reserve(set, (uint32_t)n)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %zu keys", n);
    for (size_t i = 0; i < n; i++) {
        struct posting *p = posting_at(set->postings, set->mask, keys[i]);
        if (!p->n) {
            *p = (struct posting){ .hash = keys[i], .n = POSTINGS_MOST }; /* full, so that no holder is entered */
            set->n_postings++;
        }
        p->origins = STOP_ORIGINS;
    }
    free(set->found);
    set->found = NULL;
    set->n_found = 0;
    return HEARSAY_OK;
}

void hearsay_copies_clear(hearsay_copies *set)
{
    if (!set) return;
    arena_release(set->arena, set->empty);
    if (set->postings) memset(set->postings, 0, ((size_t)set->mask + 1) * sizeof *set->postings);
    free(set->found);
    set->found = NULL;
    set->n_articles = set->n_postings = set->n_holders = set->n_pairs = set->n_found = 0;
}

static hearsay_span words_span(const struct shingled *s, uint32_t first, uint32_t n)
{
    return (hearsay_span){ s->words[first].span.start, s->words[first + n - 1].span.end };
}

static void fill(const hearsay_copies *set, const struct copies_pair *pair, hearsay_passage *passages, hearsay_copy *out)
{
    const struct copies_article *a = &set->articles[pair->a], *b = &set->articles[pair->b];
    const struct alignment *shared = &pair->alignment;
    const struct direction d = direction_between(&a->provenance, &b->provenance);
    *out = (hearsay_copy){ .a = pair->a, .b = pair->b, .kind = copy_kind_names[copy_kind_of(&a->shingled, &b->shingled, shared)] };
    out->from = d.by == DIRECTION_UNKNOWN ? HEARSAY_NO_ARTICLE : d.from_b ? pair->b : pair->a;
    out->by = by_names[d.by];
    out->origin = d.origin;
    out->words = shared->equal;
    out->coverage_a = (double)shared->equal / a->shingled.n_words;
    out->coverage_b = (double)shared->equal / b->shingled.n_words;
    out->passages = passages;
    out->n_passages = shared->n;
    for (uint32_t i = 0; i < shared->n; i++) {
        const struct passage *p = &shared->passages[i];
        passages[i] = (hearsay_passage){ words_span(&a->shingled, p->a, p->n_a),
                                         words_span(&b->shingled, p->b, p->n_b),
                                         a->shingled.words[p->a].block,
                                         b->shingled.words[p->b].block,
                                         p->equal,
                                         is_boilerplate(set, &b->shingled, p) };
    }
}

static int by_articles(const void *x, const void *y)
{
    const hearsay_copy *a = x, *b = y;
    if (a->a != b->a) return a->a < b->a ? -1 : 1;
    return (a->b > b->b) - (a->b < b->b);
}

hearsay_code hearsay_copies_find(hearsay_copies *set, hearsay_error *err)
{
    if (!set) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the set is NULL");
    size_t n_passages = 0;
    for (uint32_t i = 0; i < set->n_pairs; i++) n_passages += set->pairs[i].alignment.n;
    free(set->found);
    set->n_found = 0;
    /* One block: the pairs, and their passages behind them. */
    set->found = malloc(set->n_pairs * sizeof *set->found + n_passages * sizeof(hearsay_passage) + 1);
    if (!set->found) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %zu pairs of copies", (size_t)set->n_pairs);
    hearsay_passage *passages = (hearsay_passage *)(set->found + set->n_pairs);
    for (uint32_t i = 0; i < set->n_pairs; i++) {
        const struct copies_pair *p = &set->pairs[i];
        const struct shingled *a = &set->articles[p->a].shingled, *b = &set->articles[p->b].shingled;
        if (!copy_stands(a, b, &p->alignment, evidence_of(set, b, &p->alignment))) continue;
        fill(set, p, passages, &set->found[set->n_found++]);
        passages += p->alignment.n;
    }
    qsort(set->found, set->n_found, sizeof *set->found, by_articles);
    return HEARSAY_OK;
}

size_t hearsay_copies_articles(const hearsay_copies *set) { return set->n_articles; }
size_t hearsay_copy_count(const hearsay_copies *set) { return set->n_found; }

hearsay_copy hearsay_copy_at(const hearsay_copies *set, size_t i)
{
    assert(i < set->n_found);
    return set->found[i];
}

hearsay_code hearsay_document_keys(const hearsay_document *doc, uint64_t **keys, size_t *n, hearsay_error *err)
{
    if (!doc || !keys || !n) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the document, or where its keys are to go, is NULL");
    struct arena *scratch = arena_new(0);
    struct shingled s;
    uint64_t *out = NULL;
    if (scratch && shingles_make(&s, doc, scratch)) out = malloc(s.n_keys * sizeof *out + 1);
    if (out) {
        for (uint32_t i = 0; i < s.n_keys; i++) out[i] = s.keys[i].hash;
        *n = s.n_keys;
        *keys = out;
    }
    arena_free(scratch);
    return out ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the keys of an article");
}

void hearsay_keys_free(uint64_t *keys) { free(keys); }
