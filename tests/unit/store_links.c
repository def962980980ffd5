/* Copies and actors across texts in the store, against their twins in memory: hearsay_copies over the same articles, people_link over the same
 * sightings. */
#include "handmade.h"

#include <stdio.h>
#include <unistd.h>
#include <xxhash.h>

#include "store/store.h"
#include "trace/people.h"

static char folder[] = "/tmp/hearsay-pairs-XXXXXX", path[64];
static uint64_t seed;

static int open_all(void **state)
{
    (void)state;
    if (!mkdtemp(folder)) return 1;
    snprintf(path, sizeof path, "%s/a.db", folder);
    /* Another seed for another run: of 120 seeds two find a passage whose mark as boilerplate comes too late in the store (docs/store.md). */
    const char *told = getenv("HEARSAY_SEED");
    seed = told ? strtoull(told, NULL, 10) : 1;
    print_message("seed %llu\n", (unsigned long long)seed);
    return 0;
}

static int close_all(void **state)
{
    (void)state;
    unit_remove_store(path);
    return rmdir(folder);
}

/* ---- Articles ------------------------------------------------------------------------------------------------------------------- */

enum { SENTENCES_MOST = 60, TEXT_MOST = 16384 };

/* An article as a row of sentences, each of which is a seed: the same seed, the same words. */
struct made {
    uint32_t sentence[SENTENCES_MOST], n;
};

static void sentence(char **at, uint32_t which)
{
    uint64_t s = which * 2654435761u + 12345;
    *at += sprintf(*at, "The");
    for (int i = 0; i < 14; i++) {
        *at += sprintf(*at, " w%u", (uint32_t)(unit_next(&s) >> 40) % 5000);
    }
    *at += sprintf(*at, ".");
}

static void text_of(const struct made *m, char out[TEXT_MOST])
{
    char *at = out + sprintf(out, "Headline %u\n", m->sentence[0] % 7);
    for (uint32_t i = 0; i < m->n; i++) {
        sentence(&at, m->sentence[i]);
        *at++ = i % 3 == 2 ? '\n' : ' ';
    }
    *at = '\0';
}

static struct made fresh(uint32_t n)
{
    struct made m = { .n = n };
    for (uint32_t i = 0; i < n; i++) m.sentence[i] = 1000 + unit_roll(&seed, 1000000);
    return m;
}

/* A page as a document that has been read and in which nothing was found. */
static hearsay_document *document(const char *text, const char *published)
{
    hearsay_error err;
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    opts.published = published;
    hearsay_document *doc = hearsay_page_text(text, strlen(text), &opts, &err);
    assert_non_null(doc);
    ((struct hearsay_document *)doc)->engine = "none";
    return doc;
}

/* The same pairs, kinds, words and passages? */
static void compare(hearsay_store *s, hearsay_copies *set)
{
    hearsay_error err;
    assert_int_equal(hearsay_copies_find(set, &err), HEARSAY_OK);
    size_t i = 0;
    sqlite3_stmt *q = store_query(
        s, "SELECT a, b, kind, words, json_array_length(passages), coalesce(because, ''), coalesce(source, 0), passages FROM copy ORDER BY a, b", "");
    for (; store_row(s, q); i++) {
        assert_true(i < hearsay_copy_count(set));
        const hearsay_copy c = hearsay_copy_at(set, i);
        assert_int_equal(sqlite3_column_int(q, 0), c.a + 1);
        assert_int_equal(sqlite3_column_int(q, 1), c.b + 1);
        assert_string_equal(store_text(q, 2), c.kind);
        assert_int_equal(sqlite3_column_int(q, 3), c.words);
        assert_int_equal(sqlite3_column_int(q, 4), c.n_passages);
        assert_string_equal(store_text(q, 5), c.by ? c.by : "");
        assert_int_equal(sqlite3_column_int(q, 6), c.from == HEARSAY_NO_ARTICLE ? 0 : c.from + 1);
        size_t boilerplate = 0, found = 0;
        for (size_t k = 0; k < c.n_passages; k++) boilerplate += c.passages[k].boilerplate;
        for (const char *at = store_text(q, 7); (at = strstr(at, "\"boilerplate\":true")); at++) found++;
        assert_int_equal(found, boilerplate);
    }
    assert_int_equal(i, hearsay_copy_count(set));
    assert_false(s->failed);
}

/* Stories, copies whole, cut and in part, and disclaimers that become boilerplate on the way. */
static void test_copies(void **state)
{
    (void)state;
    enum { ARTICLES = 400 };
    static struct made all[ARTICLES];
    static char text[TEXT_MOST];
    hearsay_error err;
    unit_remove_store(path);
    hearsay_store *s = hearsay_store_open(path, 0, &err);
    hearsay_copies *set = hearsay_copies_new(&err);
    assert_non_null(s);
    const struct made disclaimer[2] = { fresh(5), fresh(4) };
    size_t added = 0;
    for (uint32_t i = 0; i < ARTICLES; i++) {
        const struct made *from = i ? &all[unit_roll(&seed, i)] : NULL;
        struct made *m = &all[i];
        *m = fresh(6 + unit_roll(&seed, 20));
        switch (i ? unit_roll(&seed, 6) : 0) {
        case 1:
            *m = *from;
            m->sentence[unit_roll(&seed, m->n)] = 77;
            break; /* one sentence changed */
        case 2:
            *m = *from;
            m->n = 3 + m->n / 2;
            break;                                                                       /* cut */
        case 3: memcpy(m->sentence + 2, from->sentence, 4 * sizeof *m->sentence); break; /* four sentences taken up */
        case 4:
        case 5: {
            const struct made *d = &disclaimer[unit_roll(&seed, 2)];
            if (m->n + d->n <= SENTENCES_MOST) memcpy(m->sentence + m->n, d->sentence, d->n * sizeof *d->sentence);
            m->n += d->n;
            break;
        }
        default: break;
        }
        text_of(m, text);
        char day[16];
        snprintf(day, sizeof day, "2024-03-%02u", 1 + unit_roll(&seed, 28));
        hearsay_document *doc = document(text, day);
        hearsay_stored stored;
        if (hearsay_store_add(s, doc, NULL, &stored, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        if (stored == HEARSAY_STORED_ARTICLE) {
            assert_int_equal(hearsay_copies_add(set, doc, &err), HEARSAY_OK);
            added++;
        }
        hearsay_document_free(doc);
        if (i % 50 == 49) compare(s, set);
    }
    assert_true(hearsay_copy_count(set) > 100);
    assert_true(store_number(s, 0, "SELECT count(*) FROM copy WHERE passages LIKE '%\"boilerplate\":true%'", "") > 10);
    assert_int_equal(store_number(s, 0, "SELECT count(*) FROM text", ""), added);
    hearsay_copies_free(set);
    hearsay_store_close(s);
}

/* ---- Actors --------------------------------------------------------------------------------------------------------------------- */

/* An article that names some persons, with their roles: "Ada Lind/harbour master". Each name stands in its text once. */
static struct hearsay_document *naming(unsigned number, const char *const *persons, size_t n)
{
    char text[400];
    int at = sprintf(text, "Number %u\n", number);
    for (size_t i = 0; i < n; i++) at += sprintf(text + at, "%.*s spoke.\n", (int)strcspn(persons[i], "/"), persons[i]);
    struct hearsay_document *doc = handmade(text, NULL, 0);
    doc->id = XXH3_64bits(doc->text, doc->len);
    doc->engine = "by hand";
    doc->mentions = ARENA_ZARRAY(doc->arena, struct actor_mention, n);
    for (size_t i = 0; i < n; i++) {
        const size_t len = strcspn(persons[i], "/");
        const uint32_t k = handmade_actor(doc, arena_strdup(doc->arena, persons[i], len), ACTOR_PERSON, "");
        const uint32_t start = (uint32_t)(strstr(doc->text, doc->actors[k].name) - doc->text);
        doc->actors[k].role = persons[i][len] ? persons[i] + len + 1 : NULL;
        doc->mentions[i] = (struct actor_mention){ .span = { start, start + (uint32_t)len }, .form = FORM_NAME, .actor = k };
        doc->actors[k].mentions = ARENA_ARRAY(doc->arena, uint32_t, 1);
        doc->actors[k].mentions[doc->actors[k].n_mentions++] = doc->n_mentions++;
    }
    handmade_done(doc);
    return doc;
}

/* Do the store's identities part its actors as these letters do, one an actor in the order of texts? "." for none that is asked about. */
static bool parted(hearsay_store *s, const char *letters)
{
    int64_t of[26] = { 0 };
    size_t i = 0;
    bool good = true;
    sqlite3_stmt *q = store_query(s, "SELECT identity FROM actor ORDER BY text, n", "");
    for (; store_row(s, q); i++) {
        const int64_t identity = sqlite3_column_int64(q, 0);
        int64_t *known = letters[i] ? &of[letters[i] - 'a'] : NULL;
        if (!known) return false;
        if (!*known) *known = identity;
        good = good && *known == identity;
    }
    for (int k = 0; k < 26; k++)
        for (int m = 0; m < k; m++) good = good && (!of[k] || of[k] != of[m]);
    const bool counted =
        store_number(s, -1, "SELECT count(*) FROM identity i WHERE sightings <> (SELECT count(*) FROM actor WHERE identity = i.identity)", "") == 0;
    return good && counted && !letters[i] && !s->failed;
}

static const char *const articles[][3] = {
    { "Ada Lind/harbour master", "Bo Strand/mayor", NULL }, { "Ada Lind/harbour master", NULL },           { "Ada Lind/pilot", NULL },
    { "Ada Lind/harbour pilot", "Bo Strand/baker", NULL },  { "Cai Dahl/master", "Ada Lind/baker", NULL },
};

static void add_articles(hearsay_store *s)
{
    hearsay_error err;
    for (unsigned i = 0; i < sizeof articles / sizeof *articles; i++) {
        size_t n = 0;
        while (n < 3 && articles[i][n]) n++;
        struct hearsay_document *doc = naming(i, articles[i], n);
        if (hearsay_store_add(s, doc, NULL, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        arena_free(doc->arena);
    }
}

static void id_of(hearsay_store *s, unsigned text, unsigned actor, char id[HEARSAY_IDENTITY_ID])
{
    char text_id[HEARSAY_ID];
    sqlite3_stmt *q = store_query(s, "SELECT id FROM text WHERE text = ?", "i", (int64_t)text);
    assert_true(store_row(s, q));
    snprintf(text_id, sizeof text_id, "%s", store_text(q, 0));
    store_done(q);
    assert_int_equal(hearsay_store_identity(s, text_id, actor - 1, id, NULL), HEARSAY_OK);
    assert_true(id[0] == 's');
}

static void text_id_of(hearsay_store *s, unsigned text, char id[HEARSAY_ID])
{
    sqlite3_stmt *q = store_query(s, "SELECT id FROM text WHERE text = ?", "i", (int64_t)text);
    assert_true(store_row(s, q));
    snprintf(id, HEARSAY_ID, "%s", store_text(q, 0));
    store_done(q);
}

struct sightings {
    hearsay_store *store;
    const char *id;
    size_t n, texts;
    char last[HEARSAY_ID];
};

static bool is_sighting(void *of, const char *text_id, size_t actor)
{
    struct sightings *seen = of;
    char id[HEARSAY_IDENTITY_ID];
    assert_int_equal(hearsay_store_identity(seen->store, text_id, actor, id, NULL), HEARSAY_OK);
    assert_string_equal(id, seen->id);
    seen->texts += strcmp(text_id, seen->last) != 0;
    snprintf(seen->last, sizeof seen->last, "%s", text_id);
    seen->n++;
    return true;
}

static bool first_sighting(void *of, const char *text_id, size_t actor)
{
    (void)text_id;
    (void)actor;
    return ++*(unsigned *)of < 1;
}

static bool is_identity(void *of, const hearsay_identity *i)
{
    struct sightings *seen = of;
    assert_string_equal(i->id, seen->id);
    assert_int_equal(i->articles, seen->texts);
    seen->n = 0;
    return true;
}

/* Where somebody is: every text and number there is that somebody's, as many texts as the list of identities says. */
static void check_sightings(hearsay_store *s, const char *id)
{
    hearsay_error err;
    unsigned n = 0;
    struct sightings seen = { .store = s, .id = id };
    hearsay_identity_query q = HEARSAY_IDENTITY_QUERY_INIT;
    q.id = id;
    assert_int_equal(hearsay_store_sightings(s, id, is_sighting, &seen, &err), HEARSAY_OK);
    assert_true(seen.n >= 1);
    assert_int_equal(hearsay_store_identities(s, &q, is_identity, &seen, &err), HEARSAY_OK);
    assert_int_equal(seen.n, 0);
    assert_int_equal(hearsay_store_sightings(s, id, first_sighting, &n, &err), HEARSAY_OK);
    assert_int_equal(n, 1); /* it stops when it is told to */
    static const char *const none[] = { "s999999", "s", "12", "s1x", "s-1", "" };
    for (size_t i = 0; i < sizeof none / sizeof *none; i++)
        assert_int_equal(hearsay_store_sightings(s, none[i], first_sighting, &n, &err), HEARSAY_E_NOT_FOUND);
    assert_int_equal(hearsay_store_sightings(s, NULL, first_sighting, &n, &err), HEARSAY_E_ARGUMENT);
}

/* Everything made anew, as another engine would. */
static void renew_all(hearsay_store *s)
{
    hearsay_error err;
    for (unsigned i = 0; i < sizeof articles / sizeof *articles; i++) {
        char id[HEARSAY_ID];
        text_id_of(s, i + 1, id);
        hearsay_document *doc = hearsay_store_document(s, id, &err);
        hearsay_entry *e = hearsay_entry_new(doc, NULL, &err);
        if (hearsay_store_renew(s, &e, 1, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        hearsay_entry_free(e);
        hearsay_document_free(doc);
    }
}

static void test_identities(void **state)
{
    (void)state;
    hearsay_error err;
    char a[HEARSAY_IDENTITY_ID], b[HEARSAY_IDENTITY_ID], text[HEARSAY_ID];
    const char *texts[1] = { text };
    unit_remove_store(path);
    hearsay_store *s = hearsay_store_open(path, 0, &err);
    add_articles(s);
    /* 1: Ada, Bo; 2: Ada; 3: Ada, a pilot; 4: Ada, a harbour pilot, who brings both together; Bo, who is with Ada again; 5: Cai; Ada, a baker */
    assert_true(parted(s, "abaaabde"));
    renew_all(s);
    assert_true(parted(s, "abaaabde"));

    /* The pilot is another one, whatever the harbour pilot may be. */
    id_of(s, 1, 1, a);
    check_sightings(s, a);
    text_id_of(s, 3, text);
    assert_int_equal(hearsay_store_split(s, a, texts, 1, &err), HEARSAY_OK);
    assert_true(parted(s, "abafabde")); /* the harbour pilot goes with the older of both */
    renew_all(s);
    assert_true(parted(s, "abafabde"));

    /* The baker is Ada, too. */
    id_of(s, 1, 1, a);
    id_of(s, 5, 2, b);
    assert_int_equal(hearsay_store_merge(s, a, b, &err), HEARSAY_OK);
    assert_int_equal(hearsay_store_merge(s, a, a, &err), HEARSAY_E_ARGUMENT);
    assert_true(parted(s, "abafabda"));
    renew_all(s);
    assert_true(parted(s, "abafabda"));

    /* The last word counts. */
    text_id_of(s, 5, text);
    id_of(s, 1, 1, a);
    assert_int_equal(hearsay_store_split(s, a, texts, 1, &err), HEARSAY_OK);
    assert_true(parted(s, "abafabde"));
    renew_all(s);
    assert_true(parted(s, "abafabde"));
    text_id_of(s, 3, text);
    id_of(s, 3, 1, b);
    id_of(s, 1, 1, a);
    assert_int_equal(hearsay_store_merge(s, a, b, &err), HEARSAY_OK);
    assert_true(parted(s, "abaaabde"));

    /* What makes no sense. */
    id_of(s, 5, 1, a);
    text_id_of(s, 5, text);
    assert_int_equal(hearsay_store_split(s, a, texts, 1, &err), HEARSAY_E_ARGUMENT); /* nothing would be left */
    text_id_of(s, 1, text);
    assert_int_equal(hearsay_store_split(s, a, texts, 1, &err), HEARSAY_E_NOT_FOUND); /* it is not there */
    assert_int_equal(hearsay_store_merge(s, a, "s0", &err), HEARSAY_E_NOT_FOUND);
    assert_int_equal(store_number(s, 0, "SELECT count(*) FROM correction", ""), 4);
    hearsay_store_close(s);
}

/* Sightings that are linked elsewhere, name by name, and told to a store that compares nothing: the same identities. */
static void test_linked_elsewhere(void **state)
{
    (void)state;
    enum { ARTICLES = sizeof articles / sizeof *articles, ACTORS_MOST = 16 };
    static hearsay_actor_link links[ACTORS_MOST];
    hearsay_error err;
    struct hearsay_document *docs[ARTICLES];
    int64_t identities[ARTICLES][3] = { { 0 } };
    const void *sightings[ACTORS_MOST];
    size_t lens[ACTORS_MOST], n = 0;
    uint64_t texts[ACTORS_MOST];
    uint32_t whose[ACTORS_MOST], first[ACTORS_MOST];
    for (unsigned i = 0; i < ARTICLES; i++) {
        size_t k = 0;
        while (k < 3 && articles[i][k]) k++;
        docs[i] = naming(i, articles[i], k);
        for (size_t a = 0; a < k; a++, n++) {
            links[n] = hearsay_actor_link_at(docs[i], a);
            whose[n] = (uint32_t)a;
            texts[n] = i;
            assert_true(links[n].sighting_len > 10 && links[n].sighting_len <= HEARSAY_ACTOR_SIGHTING);
        }
    }
    for (size_t i = 0; i < n; i++) {
        size_t at[ACTORS_MOST], m = 0;
        for (size_t k = 0; k < n; k++) {
            if (links[k].key != links[i].key) continue;
            sightings[m] = links[k].sighting;
            lens[m] = links[k].sighting_len;
            at[m++] = k;
        }
        uint64_t of[ACTORS_MOST];
        for (size_t k = 0; k < m; k++) of[k] = texts[at[k]];
        assert_int_equal(hearsay_actors_linked(sightings, lens, of, m, first, &err), HEARSAY_OK);
        for (size_t k = 0; k < m; k++) identities[of[k]][whose[at[k]]] = HEARSAY_TOLD_FROM + (int64_t)at[first[k]];
    }
    unit_remove_store(path);
    hearsay_store *s = hearsay_store_open(path, 0, &err);
    for (unsigned i = 0; i < ARTICLES; i++) {
        hearsay_entry *e = hearsay_entry_new(docs[i], NULL, &err);
        const int64_t none[1] = { 0 };
        assert_int_equal(hearsay_entry_link(e, identities[i], docs[i]->n_actors + 1, none, 0, &err), HEARSAY_E_ARGUMENT);
        assert_int_equal(hearsay_entry_link(e, identities[i], docs[i]->n_actors, none, 1, &err), HEARSAY_E_ARGUMENT);
        assert_int_equal(hearsay_entry_link(e, (const int64_t[]){ 7, 7, 7 }, docs[i]->n_actors, none, 0, &err), HEARSAY_E_ARGUMENT);
        assert_int_equal(hearsay_entry_link(e, identities[i], docs[i]->n_actors, none, 0, &err), HEARSAY_OK);
        if (hearsay_store_put(s, &e, 1, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        hearsay_entry_free(e);
        arena_free(docs[i]->arena);
    }
    assert_true(parted(s, "abaaabde"));
    static const char own[] = "SELECT count(*) FROM identity WHERE identity < ?";
    assert_int_equal(store_number(s, 0, own, "i", HEARSAY_TOLD_FROM), 0);
    /* Who is nobody else's has a number of the store's own, which none that is told later can be. */
    for (unsigned i = 0; i < 2; i++) {
        struct hearsay_document *doc = naming(ARTICLES + i, articles[0], 1);
        hearsay_entry *e = hearsay_entry_new(doc, NULL, &err);
        assert_int_equal(hearsay_entry_link(e, (const int64_t[]){ 0 }, 1, NULL, 0, &err), HEARSAY_E_ARGUMENT);
        assert_int_equal(hearsay_entry_link(e, (const int64_t[]){ 0 }, 1, (const int64_t[]){ 0 }, 0, &err), HEARSAY_OK);
        if (hearsay_store_put(s, &e, 1, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
        hearsay_entry_free(e);
        arena_free(doc->arena);
    }
    assert_int_equal(store_number(s, 0, own, "i", HEARSAY_TOLD_FROM), 2);
    assert_int_equal(store_number(s, 0, "SELECT max(identity) FROM identity WHERE identity < ?", "i", HEARSAY_TOLD_FROM), 2);
    assert_int_equal(hearsay_actors_linked(sightings, (const size_t[]){ 3 }, texts, 1, first, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_actors_linked(NULL, NULL, NULL, 0, NULL, &err), HEARSAY_OK);
    hearsay_store_close(s);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_copies), cmocka_unit_test(test_identities), cmocka_unit_test(test_linked_elsewhere) };
    return cmocka_run_group_tests(tests, open_all, close_all);
}
