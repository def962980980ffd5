/* An article through all stages, with the tiny random model: what it finds means nothing, but its form must hold for any text. */
#include "unit.h"

#include <math.h>
#include <pthread.h>

#include "document.h"
#include "engine.h"
#include "hearsay.h"
#include "model/linear.h"

#define TINY "tests/golden/tiny.safetensors"

static hearsay_engine *open_engine(hearsay_compute compute)
{
    hearsay_error err;
    const hearsay_engine_options opts = { .size = sizeof opts, .compute = compute };
    hearsay_engine *eng = hearsay_engine_open(TINY, &opts, &err);
    if (!eng) fail_msg("%s", err.msg);
    return eng;
}

static hearsay_document *read_text(const hearsay_engine *eng, const char *text)
{
    hearsay_error err;
    hearsay_document *doc = hearsay_read(eng, text, strlen(text), NULL, &err);
    if (!doc) fail_msg("%s", err.msg);
    return doc;
}

/* ---- Form ----------------------------------------------------------------------------------------------------------------- */

/* A chain ends in the actor; what stands within another is not outside it, and begins with its chain. */
static void check_chains(const hearsay_document *doc)
{
    for (size_t i = 0; i < hearsay_attribution_count(doc); i++) {
        const hearsay_attribution a = hearsay_attribution_at(doc, i);
        size_t steps = 0;
        assert_true(a.n_voices > 0);
        assert_int_equal(a.voices[a.n_voices - 1].actor, a.actor);
        assert_string_equal(a.voices[a.n_voices - 1].link, "said");
        for (size_t k = i; k != HEARSAY_OUTERMOST; k = hearsay_attribution_at(doc, k).within) {
            assert_true(k < hearsay_attribution_count(doc));
            assert_true(steps++ <= hearsay_attribution_count(doc));
        }
        if (a.within == HEARSAY_OUTERMOST) continue;
        const hearsay_attribution around = hearsay_attribution_at(doc, a.within);
        assert_true(around.n_voices < a.n_voices);
        for (size_t k = 0; k < around.n_voices; k++) assert_int_equal(a.voices[k].actor, around.voices[k].actor);
    }
}

/* Sentences and words cover each other, each sentence is a tree with one root, entities are in order and whole words. */
static void check_form(const hearsay_document *doc)
{
    check_chains(doc);
    uint32_t word = 0, end = 0;
    for (uint32_t s = 0; s < doc->n_sentences; s++) {
        const struct sentence *sentence = &doc->sentences[s];
        uint32_t roots = 0;
        assert_int_equal(sentence->first_word, word);
        assert_true(sentence->words > 0);
        for (uint32_t i = word; i < word + sentence->words; i++) {
            uint32_t v = i, steps = 0;
            assert_int_equal(doc->words[i].sentence, s);
            assert_true(doc->words[i].upos < 17);
            assert_non_null(doc->deprel_names[doc->words[i].deprel]);
            assert_int_equal(strcmp(doc->deprel_names[doc->words[i].deprel], "root") == 0, doc->words[i].head == HS_NONE);
            for (; v != HS_NONE && steps <= sentence->words; steps++) {
                assert_in_range(v, word, word + sentence->words - 1);
                v = doc->words[v].head;
            }
            assert_int_equal(v, HS_NONE);
            roots += doc->words[i].head == HS_NONE;
        }
        assert_int_equal(roots, 1);
        word += sentence->words;
    }
    assert_int_equal(word, doc->n_words);
    for (uint32_t e = 0; e < doc->n_entities; e++) {
        const struct entity *entity = &doc->entities[e];
        assert_true(entity->first_word >= end && entity->words > 0 && entity->first_word + entity->words <= doc->n_words);
        assert_true((unsigned)entity->type < ENTITY_TYPES);
        assert_int_equal(entity->span.start, doc->words[entity->first_word].span.start);
        assert_int_equal(entity->span.end, doc->words[entity->first_word + entity->words - 1].span.end);
        end = entity->first_word + entity->words;
    }
}

/* Text of so many words, `a_line` of them a line, that end a sentence now and then or never. */
static char *long_text(uint32_t words, uint32_t a_line, uint32_t a_sentence)
{
    static const char *const some[] = { "said", "Mayor",       "the",     "harbour",     "don't",
                                        "2023", "caf\xc3\xa9", "\"why\"", "unhurriedly", "\xf0\x9f\x98\x80" };
    char *text = malloc((size_t)words * 16 + 1), *at = text;
    assert_non_null(text);
    for (uint32_t i = 0; i < words; i++)
        at += sprintf(at, "%s%s%s", some[(i * 7 + i / 3) % 10], a_sentence && i % a_sentence == a_sentence - 1 ? "." : "",
                      i % a_line == a_line - 1 ? "\n\n" : " ");
    *at = '\0';
    return text;
}

static void test_form(void **state)
{
    (void)state;
    static const struct {
        int line;
        uint32_t words, a_line, a_sentence;
    } rows[] = {
        { __LINE__, 1, 5, 0 },       { __LINE__, 12, 5, 3 },     { __LINE__, 300, 10, 9 }, { __LINE__, 900, 900, 7 }, /* one block of many windows */
        { __LINE__, 1500, 1500, 0 }, /* one sentence, longer than windows and than what is parsed together */
        { __LINE__, 4000, 33, 0 },   { __LINE__, 9000, 60, 15 },
    };
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_FP32);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        char *text = long_text(rows[i].words, rows[i].a_line, rows[i].a_sentence);
        hearsay_document *doc = read_text(eng, text);
        assert_true(doc->n_words >= rows[i].words);
        check_form(doc);
        hearsay_document_free(doc);
        free(text);
    }
    hearsay_engine_close(eng);
}

static void test_little(void **state)
{
    (void)state;
    static const char *const texts[] = { "", " ", "\n\n\n", ".", "a", "\"", "\xf0\x9f\x98\x80", "\xcc\x81", "A\r\nB", "- - -" };
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_AUTO);
    for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
        hearsay_document *doc = read_text(eng, texts[i]);
        check_form(doc);
        hearsay_document_free(doc);
    }
    hearsay_document *doc = hearsay_read(eng, NULL, 0, NULL, NULL);
    assert_non_null(doc);
    assert_int_equal(hearsay_attribution_count(doc), 0);
    hearsay_document_free(doc);
    hearsay_document_free(NULL);
    hearsay_engine_close(eng);
}

/* ---- Options -------------------------------------------------------------------------------------------------------------- */

static void test_options(void **state)
{
    (void)state;
    static const struct {
        int line;
        hearsay_options opts;
        hearsay_code code;
    } rows[] = {
        { __LINE__, HEARSAY_OPTIONS_INIT, HEARSAY_OK },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 12 }, HEARSAY_OK },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 11 }, HEARSAY_E_TOO_LONG },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = (size_t)1 << 30 }, HEARSAY_OK },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = ((size_t)1 << 30) + 1 }, HEARSAY_E_ARGUMENT },
        { __LINE__, { .size = 0, .max_bytes = 100 }, HEARSAY_E_ARGUMENT },
        { __LINE__, { .size = 2 * sizeof(size_t), .max_bytes = 5 }, HEARSAY_E_TOO_LONG }, /* an older program's options */
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 100, .min_score = 1 }, HEARSAY_OK },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 100, .min_score = 1.5 }, HEARSAY_E_ARGUMENT },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 100, .min_score = -0.1 }, HEARSAY_E_ARGUMENT },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 100, .min_score = NAN }, HEARSAY_E_ARGUMENT },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 100, .published = "2023-02-07" }, HEARSAY_OK },
        { __LINE__, { .size = sizeof(hearsay_options), .max_bytes = 100, .published = "yesterday" }, HEARSAY_E_ARGUMENT },
    };
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_AUTO);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err = { HEARSAY_OK, 0, "" };
        hearsay_document *doc = hearsay_read(eng, "He said yes.", 12, &rows[i].opts, &err);
        if ((doc == NULL) != (rows[i].code != HEARSAY_OK) || err.code != rows[i].code)
            fail_msg("row of line %d: %d, %s", rows[i].line, err.code, err.msg);
        hearsay_document_free(doc);
    }
    hearsay_engine_close(eng);
}

/* What is known of the article is copied, and mended where it is not UTF-8. */
static void test_metadata(void **state)
{
    (void)state;
    char outlet[] = "Harbour Times", uri[] = "u\xff"
                                             "v";
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_AUTO);
    opts.outlet = outlet;
    opts.uri = uri;
    hearsay_document *doc = hearsay_read(eng, "He said yes.", 12, &opts, NULL);
    assert_non_null(doc);
    memset(outlet, 'x', sizeof outlet - 1);
    assert_string_equal(doc->outlet, "Harbour Times");
    assert_string_equal(doc->uri, "u\xef\xbf\xbdv");
    assert_null(doc->title);
    hearsay_document_free(doc);
    hearsay_engine_close(eng);
}

/* ---- Threads -------------------------------------------------------------------------------------------------------------- */

enum { THREADS = 4, TEXTS = 6 };

struct reader {
    const hearsay_engine *eng;
    char *const *texts, *const *want;
    bool same;
};

static char *as_json(const hearsay_engine *eng, const char *text)
{
    char *out = NULL;
    hearsay_document *doc = hearsay_read(eng, text, strlen(text), NULL, NULL);
    if (doc) hearsay_document_write(doc, HEARSAY_JSON, NULL, &out, NULL, NULL);
    hearsay_document_free(doc);
    return out;
}

static void *read_all(void *argument)
{
    struct reader *r = argument;
    r->same = true;
    for (int round = 0; round < 3; round++)
        for (int i = 0; i < TEXTS; i++) {
            char *have = as_json(r->eng, r->texts[i]);
            r->same = r->same && have && strcmp(have, r->want[i]) == 0;
            hearsay_string_free(have);
        }
    return NULL;
}

/* One engine, many threads: each reads what one alone does. */
static void test_threads(void **state)
{
    (void)state;
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_AUTO);
    char *texts[TEXTS], *want[TEXTS];
    for (uint32_t i = 0; i < TEXTS; i++) {
        texts[i] = long_text(20 + 130 * i, 11 + 7 * i, 5 + i);
        want[i] = as_json(eng, texts[i]);
        assert_non_null(want[i]);
    }
    pthread_t threads[THREADS];
    struct reader readers[THREADS];
    for (int t = 0; t < THREADS; t++) {
        readers[t] = (struct reader){ eng, texts, want, false };
        assert_int_equal(pthread_create(&threads[t], NULL, read_all, &readers[t]), 0);
    }
    for (int t = 0; t < THREADS; t++) {
        assert_int_equal(pthread_join(threads[t], NULL), 0);
        assert_true(readers[t].same);
    }
    for (int i = 0; i < TEXTS; i++) {
        free(texts[i]);
        hearsay_string_free(want[i]);
    }
    hearsay_engine_close(eng);
}

/* What the caller's program has asked OpenMP for is as before. */
static void test_openmp(void **state)
{
    (void)state;
    int before = one_thread_begin();
    one_thread_end(3);
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_AUTO);
    hearsay_document_free(read_text(eng, "He said yes."));
    hearsay_engine_close(eng);
    assert_int_equal(one_thread_begin(), 3);
    one_thread_end(before);
}

/* What a usual article took is kept for the next one; what a huge one took is not. */
static void test_memory(void **state)
{
    (void)state;
    enum { BRACKETS = 200000, SMALL = 32 << 20 };
    hearsay_error err;
    hearsay_engine *eng = open_engine(HEARSAY_COMPUTE_FP32);
    char *brackets = malloc(BRACKETS + 1);
    assert_non_null(brackets);
    memset(brackets, '(', BRACKETS);
    brackets[BRACKETS] = '\0';
    hearsay_options any = HEARSAY_OPTIONS_INIT;
    any.any_language = true;
    hearsay_document_free(read_text(eng, "The minister said the ship had sunk."));
    struct worker *w = engine_worker(eng, &err);
    assert_non_null(w);
#ifndef __SANITIZE_ADDRESS__ /* there each block is a malloc of its own, and none is kept */
    assert_true(arena_bytes(worker_scratch(w)) > 0);
#endif
    assert_true(arena_bytes(worker_scratch(w)) <= SMALL);
    engine_give_back(eng, w);
    hearsay_document *doc = hearsay_read(eng, brackets, BRACKETS, &any, &err);
    if (!doc) fail_msg("%s", err.msg);
    hearsay_document_free(doc);
    w = engine_worker(eng, &err);
    assert_non_null(w);
    assert_true(arena_bytes(worker_scratch(w)) <= SMALL);
    engine_give_back(eng, w);
    hearsay_engine_close(eng);
    free(brackets);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_form),   cmocka_unit_test(test_little),  cmocka_unit_test(test_options), cmocka_unit_test(test_metadata),
        cmocka_unit_test(test_memory), cmocka_unit_test(test_threads), cmocka_unit_test(test_openmp),
    };
    return cmocka_run_group_tests_name("read", tests, NULL, NULL);
}
