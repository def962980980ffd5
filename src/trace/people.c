/* people.c: names compared, reasons counted, sightings joined. */
#include "trace/people.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <xxhash.h>

#include "base/error.h"
#include "lexicon/fold.h"

/* ---- Words ------------------------------------------------------------------------------------------------------------------- */

static const char *const honorifics[] = { "mr",        "mrs",       "ms",      "miss",    "dr",  "sir",    "lord",     "lady", "dame",    "prof",
                                          "professor", "president", "senator", "sen",     "rep", "gov",    "governor", "gen",  "general", "col",
                                          "colonel",   "capt",      "captain", "sgt",     "lt",  "maj",    "minister", "pope", "king",    "queen",
                                          "prince",    "princess",  "judge",   "justice", "rev", "sheikh", "jr",       "sr",   NULL };
static const char *const small_words[] = { "the",      "of",        "a",           "an",     "for",    "in",     "and",   "at",
                                           "to",       "on",        "s",           "former", "deputy", "senior", "chief", "head",
                                           "official", "spokesman", "spokeswoman", "who",    "his",    "her",    "their", NULL };

static bool is_one_of(const char *const *list, const char *s, size_t len)
{
    for (; *list; list++)
        if (strlen(*list) == len && !memcmp(*list, s, len)) return true;
    return false;
}

static uint32_t hash_of(const char *s, size_t len)
{
    const uint32_t hash = (uint32_t)XXH3_64bits(s, len);
    return hash ? hash : 1;
}

/* One way for several of writing a foreign name: Sergey and Sergei, Mohammed and Muhamad, Khamenei and Hamenei, Oussama and Usama. */
static uint32_t loose_hash(const char *s, size_t len)
{
    char out[FOLD_BYTES];
    size_t n = 0;
    for (size_t i = 0; i < len && n < sizeof out; i++) {
        char c = s[i];
        const char next = i + 1 < len ? s[i + 1] : 0;
        if (c == 'k' && next == 'h') continue;
        if (c == 'o' && next == 'u') continue;
        if (c == 'y' || c == 'j') c = 'i';
        if (c == 'o') c = 'u';
        if (c == 'e') c = i && s[i - 1] == 'm' ? 'a' : 'e';
        if (c == 'v') c = 'w';
        if (n && out[n - 1] == c) continue;
        out[n++] = c;
    }
    return hash_of(out, n);
}

/* Calls for each folded word of a string. */
static void each_word(const char *s, void (*use)(void *to, const char *word, size_t len), void *to)
{
    struct fold f;
    fold_begin(&f);
    fold_add(&f, s, strlen(s));
    if (f.over) return;
    for (size_t i = 0; i < f.len;) {
        size_t end = i;
        while (end < f.len && f.key[end] != ' ') end++;
        if (end > i) use(to, f.key + i, end - i);
        i = end + 1;
    }
}

static void add_name(void *to, const char *word, size_t len)
{
    struct sighting *s = to;
    const unsigned char first = (unsigned char)word[0];
    const bool sign = len == 1 && !((first >= 'a' && first <= 'z') || (first >= '0' && first <= '9'));
    if (sign || (s->kind == ACTOR_PERSON && is_one_of(honorifics, word, len)) || (!s->n_name && len == 3 && !memcmp(word, "the", 3))) return;
    if (s->n_name == NAME_WORDS_MOST) return;
    s->name[s->n_name] = hash_of(word, len);
    s->loose[s->n_name] = loose_hash(word, len);
    s->initials[s->n_name] = word[0];
    s->is_initial[s->n_name++] = len == 1;
}

static void add_role(void *to, const char *word, size_t len)
{
    struct sighting *s = to;
    if (len > 1 && s->n_role < REASONS_MOST && !is_one_of(small_words, word, len)) s->role[s->n_role++] = hash_of(word, len);
}

static int by_value(const void *x, const void *y)
{
    const uint32_t a = *(const uint32_t *)x, b = *(const uint32_t *)y;
    return (a > b) - (a < b);
}

/* Is it called by a name anywhere? "His wife" and "the campaign" are others in each article. */
static bool is_named(const struct hearsay_document *doc, const struct actor *a)
{
    for (uint32_t i = 0; i < a->n_mentions; i++)
        if (doc->mentions[a->mentions[i]].form <= FORM_ALIAS) return true;
    return false;
}

/* Has it a capital, or a letter of which it is not known? "al-Haidari" has one. */
static bool has_capital(const char *s, size_t len)
{
    for (size_t i = 0; i < len; i++)
        if ((s[i] >= 'A' && s[i] <= 'Z') || (unsigned char)s[i] >= 0x80) return true;
    return false;
}

/* Is this written as a name is? Its last word has a capital ("the Republican nominee" has none), and a person's has two words, honorifics aside: a
 * surname with a hyphen is still one. */
static bool is_full_name(const char *name, enum actor_kind kind)
{
    unsigned words = 0;
    bool capital = false;
    for (const char *s = name + strspn(name, " "); *s;) {
        const size_t len = strcspn(s, " "), letters = len && s[len - 1] == '.' ? len - 1 : len;
        char lower[16];
        for (size_t i = 0; i < letters && i < sizeof lower; i++) lower[i] = s[i] >= 'A' && s[i] <= 'Z' ? (char)(s[i] + 'a' - 'A') : s[i];
        words += letters > sizeof lower || !is_one_of(honorifics, lower, letters);
        capital = has_capital(s, len);
        s += len + strspn(s + len, " ");
    }
    return capital && (kind != ACTOR_PERSON || words >= 2);
}

/* A name of two words or more, whoever has it. */
static uint32_t companion(const struct hearsay_document *doc, const struct actor *a)
{
    struct sighting s = { .kind = a->kind };
    if (!is_named(doc, a) || !is_full_name(a->name, a->kind) || a->kind == ACTOR_COUNTRY || a->kind == ACTOR_GROUP || a->kind == ACTOR_DOCUMENT ||
        a->kind == ACTOR_OTHER)
        return 0;
    each_word(a->name, add_name, &s);
    return s.n_name >= 2 ? hash_of((const char *)s.name, s.n_name * sizeof *s.name) : 0;
}

void companions_of(struct companions *c, const struct hearsay_document *doc)
{
    c->n = 0;
    for (uint32_t i = 0; i < doc->n_actors && c->n <= REASONS_MOST; i++) {
        const uint32_t hash = companion(doc, &doc->actors[i]);
        if (!hash) continue;
        c->actor[c->n] = i;
        c->hash[c->n++] = hash;
    }
}

void sighting_of(struct sighting *s, const struct hearsay_document *doc, uint32_t actor, const struct companions *others)
{
    const struct actor *a = &doc->actors[actor];
    *s = (struct sighting){ .article = doc->id, .kind = a->kind, .named = is_named(doc, a) && is_full_name(a->name, a->kind) };
    memcpy(s->code, a->code, sizeof s->code);
    each_word(a->name, add_name, s);
    if (a->role) each_word(a->role, add_role, s);
    if (a->of != HS_NONE) each_word(doc->actors[a->of].name, add_role, s);
    qsort(s->role, s->n_role, sizeof *s->role, by_value);
    for (uint32_t i = 0; i < others->n && s->n_with < REASONS_MOST; i++)
        if (others->actor[i] != actor) s->with[s->n_with++] = others->hash[i];
    qsort(s->with, s->n_with, sizeof *s->with, by_value);
}

/* ---- Agreement --------------------------------------------------------------------------------------------------------------- */

static bool share(const uint32_t *a, uint32_t n_a, const uint32_t *b, uint32_t n_b)
{
    for (uint32_t i = 0, j = 0; i < n_a && j < n_b;) {
        if (a[i] == b[j]) return true;
        if (a[i] < b[j])
            i++;
        else
            j++;
    }
    return false;
}

static unsigned reasons(const struct sighting *a, const struct sighting *b)
{
    const bool state = a->code[0] && !strcmp(a->code, b->code);
    return state + share(a->role, a->n_role, b->role, b->n_role) + share(a->with, a->n_with, b->with, b->n_with);
}

/* How well two words of a name agree. */
enum likeness { UNLIKE, LOOSELY, ALIKE };

static enum likeness word_likeness(const struct sighting *a, uint32_t i, const struct sighting *b, uint32_t j)
{
    if (a->name[i] == b->name[j]) return a->is_initial[i] ? LOOSELY : ALIKE;
    if ((a->is_initial[i] || b->is_initial[j]) && a->initials[i] == b->initials[j]) return LOOSELY;
    return a->loose[i] == b->loose[j] && !a->is_initial[i] && !b->is_initial[j] ? LOOSELY : UNLIKE;
}

/* First and last words agree, and so do those between them, in their order, as far as both have any. */
static enum likeness name_likeness(const struct sighting *a, const struct sighting *b)
{
    const struct sighting *more = a->n_name >= b->n_name ? a : b, *less = more == a ? b : a;
    enum likeness all = word_likeness(more, 0, less, 0), last = word_likeness(more, more->n_name - 1, less, less->n_name - 1);
    /* A family name that is only an initial, or two words that are both unsure, is no name. */
    if (all == UNLIKE || last == UNLIKE || (all == LOOSELY && last == LOOSELY)) return UNLIKE;
    if (more->is_initial[more->n_name - 1] || less->is_initial[less->n_name - 1]) return UNLIKE;
    if (last < all) all = last;
    uint32_t i = 1;
    for (uint32_t j = 1; j + 1 < less->n_name; j++) {
        while (i + 1 < more->n_name && word_likeness(more, i, less, j) == UNLIKE) i++;
        if (i + 1 >= more->n_name) return UNLIKE;
        i++;
    }
    return all;
}

static bool same_name(const struct sighting *a, const struct sighting *b)
{
    return a->n_name && a->n_name == b->n_name && !memcmp(a->name, b->name, a->n_name * sizeof *a->name);
}

static bool persons_agree(const struct sighting *a, const struct sighting *b)
{
    if (a->n_name < 2 || b->n_name < 2) return false;
    const enum likeness names = name_likeness(a, b);
    if (names == UNLIKE) return false;
    const unsigned for_it = reasons(a, b);
    return names == LOOSELY ? for_it >= 2 : for_it >= 1 || (same_name(a, b) && a->n_name >= 3);
}

bool sightings_agree(const struct sighting *a, const struct sighting *b)
{
    if (!a->named || !b->named || a->article == b->article || a->kind != b->kind || (a->code[0] && b->code[0] && strcmp(a->code, b->code) != 0))
        return false;
    const bool same_code = a->code[0] && !strcmp(a->code, b->code);
    switch (a->kind) {
    case ACTOR_COUNTRY: return same_code;
    case ACTOR_PERSON: return persons_agree(a, b);
    case ACTOR_AGENCY: return same_name(a, b);
    /* "Foreign Ministry", "Springfield", "Labour": a name that several may have, unless a state or company in both articles tells. */
    case ACTOR_ORGANISATION:
    case ACTOR_PLACE: return same_name(a, b) && (same_code || (!a->code[0] && !b->code[0] && share(a->with, a->n_with, b->with, b->n_with)));
    default: return false;
    }
}

/* ---- Linking ----------------------------------------------------------------------------------------------------------------- */

/* Identities as a forest whose roots are their first sightings. */
struct linking {
    const struct sighting *sightings;
    uint32_t *root;
    uint32_t *coded;                        /* of a root: a sighting of its identity that has a code, HS_NONE */
    const struct people_correction *splits; /* those that stand, a and b in either order */
    uint32_t n_splits;
    uint32_t *heads, *next, mask; /* sightings by the key of their names, + 1 */
};

static uint32_t find(uint32_t *root, uint32_t i)
{
    while (root[i] != i) i = root[i] = root[root[i]];
    return i;
}

static void join(struct linking *l, uint32_t a, uint32_t b)
{
    a = find(l->root, a);
    b = find(l->root, b);
    if (a == b) return;
    const uint32_t first = a < b ? a : b, second = a < b ? b : a;
    l->root[second] = first;
    if (l->coded[first] == HS_NONE) l->coded[first] = l->coded[second];
}

static bool are_split(struct linking *l, uint32_t a, uint32_t b)
{
    for (uint32_t i = 0; i < l->n_splits; i++) {
        const uint32_t x = find(l->root, l->splits[i].a), y = find(l->root, l->splits[i].b);
        if ((x == a && y == b) || (x == b && y == a)) return true;
    }
    return false;
}

static bool codes_conflict(const struct linking *l, uint32_t a, uint32_t b)
{
    const uint32_t x = l->coded[a], y = l->coded[b];
    return x != HS_NONE && y != HS_NONE && strcmp(l->sightings[x].code, l->sightings[y].code) != 0;
}

uint32_t sighting_key(const struct sighting *s)
{
    const uint32_t n = s->n_name;
    if (s->kind == ACTOR_COUNTRY) return hash_of(s->code, strlen(s->code));
    const uint32_t parts[3] = { (uint32_t)s->kind, n ? s->loose[n - 1] : 0,
                                n > 1 && s->kind == ACTOR_PERSON ? (uint32_t)(unsigned char)s->initials[0] : 0 };
    return hash_of((const char *)parts, sizeof parts);
}

/* The last word of people on each two sightings: splits are kept, merges are made. */
static bool apply_corrections(struct linking *l, const struct people_correction *said, uint32_t n, struct arena *scratch)
{
    struct people_correction *splits = ARENA_ARRAY(scratch, struct people_correction, n);
    if (!splits) return false;
    for (uint32_t i = 0; i < n; i++) {
        bool last = true;
        for (uint32_t k = i + 1; last && k < n; k++)
            last = !((said[k].a == said[i].a && said[k].b == said[i].b) || (said[k].a == said[i].b && said[k].b == said[i].a));
        if (!last) continue;
        if (said[i].merge)
            join(l, said[i].a, said[i].b);
        else
            splits[l->n_splits++] = said[i];
    }
    l->splits = splits;
    return true;
}

static void link_one(struct linking *l, uint32_t i)
{
    const uint32_t slot = sighting_key(&l->sightings[i]) & l->mask;
    unsigned looked_at = 0;
    for (uint32_t at = l->heads[slot]; at && looked_at < SIGHTINGS_LOOKED_AT; at = l->next[at - 1], looked_at++) {
        const uint32_t other = find(l->root, at - 1), self = find(l->root, i);
        if (other == self) continue;
        if (sightings_agree(&l->sightings[i], &l->sightings[at - 1]) && !codes_conflict(l, self, other) && !are_split(l, self, other))
            join(l, self, other);
    }
    l->next[i] = l->heads[slot];
    l->heads[slot] = i + 1;
}

bool people_link(uint32_t *identity, const struct sighting *sightings, uint32_t n, const struct people_correction *corrections,
                 uint32_t n_corrections, struct arena *scratch)
{
    uint32_t size = 64;
    while (size < n && size < (1u << 30)) size *= 2;
    const struct arena_mark mark = arena_mark(scratch);
    struct linking l = { .sightings = sightings, .root = identity, .coded = ARENA_ARRAY(scratch, uint32_t, n) };
    l.heads = ARENA_ZARRAY(scratch, uint32_t, size);
    l.next = ARENA_ARRAY(scratch, uint32_t, n);
    l.mask = size - 1;
    bool good = l.coded && l.heads && l.next;
    for (uint32_t i = 0; good && i < n; i++) {
        identity[i] = i;
        l.coded[i] = sightings[i].code[0] ? i : HS_NONE;
    }
    good = good && apply_corrections(&l, corrections, n_corrections, scratch);
    for (uint32_t i = 0; good && i < n; i++) link_one(&l, i);
    for (uint32_t i = 0; good && i < n; i++) identity[i] = find(identity, i);
    arena_release(scratch, mark);
    return good;
}

/* ---- Sightings as bytes ---------------------------------------------------------------------------------------------------------- */

/* Their lists are short, and mostly far from full: counts, then what there is. The kind and the code are those of the actor's row too, but are
 * wanted here. */
_Static_assert(SIGHTING_BYTES >= 4 + 3 + NAME_WORDS_MOST * 10 + 2 * REASONS_MOST * 4, "a sighting as bytes");

static size_t put_bytes(unsigned char *out, size_t at, const void *from, size_t n)
{
    memcpy(out + at, from, n);
    return at + n;
}

size_t sighting_pack(unsigned char out[SIGHTING_BYTES], const struct sighting *s)
{
    const unsigned char head[4] = { (unsigned char)s->kind, (unsigned char)s->n_name, (unsigned char)s->n_role, (unsigned char)s->n_with };
    size_t at = put_bytes(out, 0, head, sizeof head);
    at = put_bytes(out, at, s->code, 3);
    at = put_bytes(out, at, s->name, s->n_name * sizeof *s->name);
    at = put_bytes(out, at, s->loose, s->n_name * sizeof *s->loose);
    at = put_bytes(out, at, s->initials, s->n_name);
    for (uint32_t i = 0; i < s->n_name; i++) out[at++] = s->is_initial[i];
    at = put_bytes(out, at, s->role, s->n_role * sizeof *s->role);
    return put_bytes(out, at, s->with, s->n_with * sizeof *s->with);
}

static bool take_bytes(const unsigned char *in, size_t len, size_t *at, void *to, size_t n)
{
    if (len - *at < n) return false;
    memcpy(to, in + *at, n);
    *at += n;
    return true;
}

bool sighting_unpack(struct sighting *s, const unsigned char *in, size_t len)
{
    unsigned char head[4], initial[NAME_WORDS_MOST];
    size_t at = 0;
    *s = (struct sighting){ .named = true };
    if (!in || !take_bytes(in, len, &at, head, sizeof head) || head[0] >= ACTOR_KINDS || head[1] > NAME_WORDS_MOST || head[2] > REASONS_MOST ||
        head[3] > REASONS_MOST)
        return false;
    s->kind = (enum actor_kind)head[0];
    s->n_name = head[1];
    s->n_role = head[2];
    s->n_with = head[3];
    if (!take_bytes(in, len, &at, s->code, 3) || !take_bytes(in, len, &at, s->name, s->n_name * sizeof *s->name) ||
        !take_bytes(in, len, &at, s->loose, s->n_name * sizeof *s->loose) || !take_bytes(in, len, &at, s->initials, s->n_name) ||
        !take_bytes(in, len, &at, initial, s->n_name) || !take_bytes(in, len, &at, s->role, s->n_role * sizeof *s->role) ||
        !take_bytes(in, len, &at, s->with, s->n_with * sizeof *s->with))
        return false;
    for (uint32_t i = 0; i < s->n_name; i++) s->is_initial[i] = initial[i];
    return at == len;
}

/* ---- For those who link elsewhere ---------------------------------------------------------------------------------------------- */

bool sighting_linkable(const struct sighting *s)
{
    return s->named && s->kind != ACTOR_GROUP && s->kind != ACTOR_DOCUMENT && s->kind != ACTOR_OTHER && s->n_name;
}

hearsay_actor_link hearsay_actor_link_at(const hearsay_document *doc, size_t actor)
{
    hearsay_actor_link out = { .sighting_len = 0 };
    struct companions others;
    struct sighting s;
    assert(actor < doc->n_actors);
    companions_of(&others, doc);
    sighting_of(&s, doc, (uint32_t)actor, &others);
    if (!sighting_linkable(&s) || s.kind == ACTOR_COUNTRY) return out;
    out.key = sighting_key(&s);
    out.sighting_len = sighting_pack(out.sighting, &s);
    return out;
}

hearsay_code hearsay_actors_linked(const void *const *sightings, const size_t *lens, const uint64_t *articles, size_t n, uint32_t *first,
                                   hearsay_error *err)
{
    if (n && (!sightings || !lens || !articles || !first))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the sightings or where the answer goes is NULL");
    if (n > 1u << 30) return error_set(err, HEARSAY_E_ARGUMENT, 0, "%zu sightings at once: 2^30 at most", n);
    struct arena *a = arena_new(0);
    struct sighting *all = a ? ARENA_ARRAY(a, struct sighting, n + 1) : NULL;
    hearsay_code code = all ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %zu sightings", n);
    for (size_t i = 0; code == HEARSAY_OK && i < n; i++) {
        if (!sighting_unpack(&all[i], sightings[i], lens[i])) code = error_set(err, HEARSAY_E_ARGUMENT, i, "sighting %zu is none", i);
        all[i].article = articles[i];
    }
    if (code == HEARSAY_OK && !people_link(first, all, (uint32_t)n, NULL, 0, a))
        code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %zu sightings", n);
    arena_free(a);
    return code;
}
