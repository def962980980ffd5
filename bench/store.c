/* store.c: what a store costs, from the first article to the last: the library as a program that adds would use it.
 *
 *   bench_store STORE ARTICLES MODEL DOCUMENTS.jsonl...
 *
 * DOCUMENTS are what `hearsay read -f json` printed: reading is left out, since it costs the same whatever the store holds, and would hide what does
 * not. They are made into stories: a document with all words but names replaced, in the text and in the wordings of its claims, by words of the
 * same length from all documents, so that spans and actors stay where they are. A story is told once, twice, 4, 10 or 40 times, each time with one
 * word in 33 changed and in another outlet; days are spread over two years.
 *
 * CLAIMS  are linked by what the reading knows of the words (struct claim_sighting), which is not in the JSON: so each document is read once, and an
 * edited one gets the sightings of that reading, in a new story with predicate, object, words and meaning each of some claim of any document: claims
 * of two stories have parties and words in common as often as their parts do, but are seldom one.
 *
 * Batches of 64, as in half a second of reading. Prints a line of JSON for every tenth of the articles: microseconds an article to make the entry
 * and to write it, resident memory, bytes of the store. */
#include <ctype.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/calendar.h"
#include "document.h"
#include "trace/claim_sighting.h"

enum { BATCH = 64, LENGTHS = 24, DAYS = 730, FIRST_YEAR = 2023, OUTLETS = 400 };

/* A text within the JSON of a document. */
struct words_at {
    size_t at, len;
    bool *fixed; /* [len] bytes of names, which stay */
};

struct line {
    char *json;
    size_t len, published;  /* published: where its ten digits stand; 0: it has none */
    struct words_at *texts; /* its text, then the wordings of its claims */
    size_t n_texts;
    struct claim_sighting *sightings, *read; /* [n_claims] as they are now, as they were read */
    uint32_t n_claims, to_come;              /* copies of its story that are still to come */
    int32_t day;                             /* of its story */
};

static struct line *lines;
static size_t n_lines;
static struct words {
    const char **at;
    size_t n;
} words[LENGTHS]; /* by length */
static uint64_t seed = 1;

static uint32_t below(uint32_t n)
{
    seed = seed * 6364136223846793005u + 1442695040888963407u;
    return (uint32_t)((seed >> 33) % n);
}

static double now(clockid_t clock)
{
    struct timespec t;
    clock_gettime(clock, &t);
    return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void die(const char *what)
{
    fprintf(stderr, "bench_store: %s\n", what);
    exit(1);
}

/* The next word of lower-case letters alone from *at; 0: there is none. */
static size_t next_word(const struct line *l, const struct words_at *w, size_t *at)
{
    const char *text = l->json + w->at;
    while (*at < w->len) {
        if (text[*at] == '\\') { /* an escape of JSON */
            *at += 2;
            continue;
        }
        size_t n = 0;
        while (*at + n < w->len && islower((unsigned char)text[*at + n]) && !w->fixed[*at + n]) n++;
        const bool alone = (!*at || !isalnum((unsigned char)text[*at - 1])) && (*at + n == w->len || !isalnum((unsigned char)text[*at + n]));
        if (n && n < LENGTHS && alone && (unsigned char)text[*at + n] < 0x80 && (!*at || (unsigned char)text[*at - 1] < 0x80)) return n;
        *at += n ? n : 1;
    }
    return 0;
}

static void *room_for(void *list, size_t n, size_t size)
{
    if (n & (n + 1)) return list;
    list = realloc(list, (2 * n + 2) * size);
    if (!list) die("out of memory");
    return list;
}

static void learn_words(const struct line *l)
{
    const char *text = l->json + l->texts[0].at;
    size_t n;
    for (size_t at = 0; (n = next_word(l, &l->texts[0], &at)); at += n) {
        struct words *w = &words[n];
        w->at = room_for(w->at, w->n, sizeof *w->at);
        char *word = malloc(n); /* a copy: the text is edited */
        if (!word) die("out of memory");
        w->at[w->n++] = memcpy(word, text + at, n);
    }
}

/* Names stay: where an actor is mentioned by name, the bytes are fixed. A name is found by its words. */
static void fix_names(const struct line *l, const struct words_at *w, const hearsay_document *doc)
{
    const char *text = l->json + w->at;
    for (size_t i = 0; i < hearsay_actor_count(doc); i++) {
        const char *name = hearsay_actor_at(doc, i).name;
        const size_t len = strlen(name);
        for (const char *at = text; (at = memmem(at, (size_t)(text + w->len - at), name, len)); at += len) memset(w->fixed + (at - text), 1, len);
    }
}

/* The string that begins behind `key` from `from` on. */
static bool add_text(struct line *l, const char *key, size_t *from, const hearsay_document *doc)
{
    const char *text = strstr(l->json + *from, key), *end;
    if (!text) return false;
    text += strlen(key);
    for (end = text; *end != '"'; end++) end += *end == '\\';
    l->texts = room_for(l->texts, l->n_texts, sizeof *l->texts);
    struct words_at *w = &l->texts[l->n_texts++];
    *w = (struct words_at){ (size_t)(text - l->json), (size_t)(end - text), calloc((size_t)(end - text) + 1, 1) };
    if (!w->fixed) die("out of memory");
    fix_names(l, w, doc);
    *from = (size_t)(end - l->json);
    return true;
}

/* What a reading knows of the claims. The JSON was written by the same program, so it finds the same ones. */
static void sight(struct line *l, const hearsay_engine *engine, const hearsay_document *doc)
{
    hearsay_error err;
    hearsay_options options = HEARSAY_OPTIONS_INIT;
    options.any_language = true;
    options.published = doc->published;
    options.outlet = doc->outlet;
    hearsay_document *again = hearsay_read(engine, doc->text, doc->len, &options, &err);
    if (!again) die(err.msg);
    const size_t bytes = doc->n_claims * sizeof *l->sightings;
    l->n_claims = doc->n_claims;
    l->sightings = calloc(1, bytes + 1);
    l->read = calloc(1, bytes + 1);
    if (!l->sightings || !l->read) die("out of memory");
    for (uint32_t i = 0; i < l->n_claims && i < again->n_claims; i++) l->sightings[i] = l->read[i] = again->sightings[i];
    hearsay_document_free(again);
}

static void read_lines(const char *path, const hearsay_engine *engine)
{
    FILE *in = fopen(path, "r");
    char *json = NULL;
    size_t room = 0;
    ssize_t len;
    if (!in) die(path);
    while ((len = getline(&json, &room, in)) > 0) {
        hearsay_error err;
        hearsay_document *doc = hearsay_document_load(json, (size_t)len, &err);
        if (!doc) die(err.msg);
        struct line l = { .json = json, .len = (size_t)len };
        const char *published = strstr(json, "\"published\":\""), *claims = strstr(json, "\"claims\":[");
        if (published) l.published = (size_t)(published + strlen("\"published\":\"") - json);
        size_t at = 0;
        if (!add_text(&l, "\"text\":\"", &at, doc) || !claims) die("a document without text");
        at = (size_t)(claims - json);
        for (uint32_t i = 0; i < doc->n_claims; i++)
            if (!add_text(&l, "\"text\":\"", &at, doc)) die("a claim without text");
        sight(&l, engine, doc);
        hearsay_document_free(doc);
        lines = room_for(lines, n_lines, sizeof *lines);
        lines[n_lines++] = l;
        json = NULL;
        room = 0;
    }
    free(json);
    fclose(in);
}

static const struct claim_sighting *any_claim(void)
{
    const struct line *l;
    do l = &lines[below((uint32_t)n_lines)];
    while (!l->n_claims);
    return &l->read[below(l->n_claims)];
}

/* Another deed by the parties of a claim. */
static void another_deed(struct claim_sighting *s)
{
    const struct claim_sighting *meaning = any_claim(), *predicate = any_claim(), *object = any_claim();
    memcpy(s->meaning, meaning->meaning, sizeof s->meaning);
    memcpy(s->predicate, predicate->predicate, sizeof s->predicate);
    memcpy(s->object_noun, object->object_noun, sizeof s->object_noun);
    s->predicate_stem = predicate->predicate_stem;
    s->object_stem = object->object_stem;
    for (uint32_t i = 0; i < s->n_terms; i++) {
        const struct claim_sighting *other = any_claim();
        if (!s->terms[i].other_name && other->n_terms) s->terms[i] = other->terms[below(other->n_terms)];
    }
}

static uint32_t story_size(void)
{
    const uint32_t n = below(100);
    return n < 60 ? 1 : n < 75 ? 2 : n < 87 ? 4 : n < 97 ? 10 : 40;
}

/* The article number i, edited in place: what is edited next time is what came of it. */
static hearsay_document *edited(size_t i)
{
    struct line *l = &lines[i % n_lines];
    const bool copy = l->to_come > 0;
    if (copy) {
        l->to_come--;
    } else {
        l->to_come = story_size() - 1;
        l->day = calendar_day(FIRST_YEAR, 1, 1) + (int32_t)below(DAYS);
    }
    for (size_t t = 0; t < l->n_texts; t++) {
        char *text = l->json + l->texts[t].at;
        size_t n;
        for (size_t at = 0; (n = next_word(l, &l->texts[t], &at)); at += n)
            if (!copy || below(33) == 0) memcpy(text + at, words[n].at[below((uint32_t)words[n].n)], n);
    }
    for (uint32_t c = 0; c < l->n_claims && !copy; c++) {
        l->sightings[c] = l->read[c];
        another_deed(&l->sightings[c]);
    }
    const int32_t day = l->day + (int32_t)below(3);
    const struct calendar_date d = calendar_date_of(day);
    char date[40];
    snprintf(date, sizeof date, "%04d-%02d-%02d", d.year, d.month, d.day);
    if (l->published) memcpy(l->json + l->published, date, 10);
    hearsay_error err;
    hearsay_document *doc = hearsay_document_load(l->json, l->len, &err);
    if (!doc) die(err.msg);
    snprintf(date, sizeof date, "Outlet %u", below(OUTLETS));
    doc->outlet = arena_strdup(doc->arena, date, strlen(date));
    if (!(doc->sightings = ARENA_ARRAY(doc->arena, struct claim_sighting, doc->n_claims + 1))) die("out of memory");
    for (uint32_t c = 0; c < doc->n_claims; c++) {
        struct claim_sighting *s = &doc->sightings[c];
        *s = l->sightings[c];
        s->article = doc->id;
        if (l->published) s->published = day;
        if (s->from != CLAIM_NO_DAY) s->from = s->to = l->day;
    }
    return doc;
}

static size_t resident(void)
{
    size_t pages = 0;
    FILE *in = fopen("/proc/self/statm", "r");
    if (in && fscanf(in, "%*u %zu", &pages) != 1) pages = 0;
    if (in) fclose(in);
    return pages * 4096;
}

static size_t file_bytes(const char *path)
{
    struct stat is;
    return stat(path, &is) ? 0 : (size_t)is.st_size;
}

int main(int argc, char **argv)
{
    hearsay_error err;
    if (argc < 5) die("usage: bench_store STORE ARTICLES MODEL DOCUMENTS.jsonl...");
    const size_t articles = strtoul(argv[2], NULL, 10), step = articles / 10 ? articles / 10 : 1;
    hearsay_engine *engine = hearsay_engine_open(argv[3], NULL, &err);
    if (!engine) die(err.msg);
    for (int i = 4; i < argc; i++) read_lines(argv[i], engine);
    hearsay_engine_close(engine);
    for (size_t i = 0; i < n_lines; i++) learn_words(&lines[i]);
    hearsay_store *store = hearsay_store_open(argv[1], 0, &err);
    if (!store) die(err.msg);
    double making = 0, writing = 0, processor = 0;
    for (size_t done = 0, told = 0; done < articles;) {
        hearsay_document *docs[BATCH];
        hearsay_entry *entries[BATCH];
        size_t n = 0;
        for (; n < BATCH && done + n < articles; n++) docs[n] = edited(done + n);
        double start = now(CLOCK_MONOTONIC), cpu = now(CLOCK_PROCESS_CPUTIME_ID);
        for (size_t i = 0; i < n; i++)
            if (!(entries[i] = hearsay_entry_new(docs[i], NULL, &err))) die(err.msg);
        making += now(CLOCK_MONOTONIC) - start;
        start = now(CLOCK_MONOTONIC);
        if (hearsay_store_put(store, entries, n, NULL, &err) != HEARSAY_OK) die(err.msg);
        writing += now(CLOCK_MONOTONIC) - start;
        processor += now(CLOCK_PROCESS_CPUTIME_ID) - cpu;
        for (size_t i = 0; i < n; i++) {
            hearsay_entry_free(entries[i]);
            hearsay_document_free(docs[i]);
        }
        done += n;
        if (done - told < step && done < articles) continue;
        const double each = 1e6 / (double)(done - told);
        printf("{\"articles\": %zu, \"make_us\": %.0f, \"write_us\": %.0f, \"processor_us\": %.0f, \"resident\": %zu, \"bytes\": %zu}\n", done,
               making * each, writing * each, processor * each, resident(), file_bytes(argv[1]));
        fflush(stdout);
        making = writing = processor = 0;
        told = done;
    }
    hearsay_store_close(store);
    return 0;
}
