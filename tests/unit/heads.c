/* The heads, against what PyTorch makes of two windows. */
#include "golden.h"

struct fixture {
    struct golden g;
    struct model *m;
    struct worker *w;
    struct word words[32];
    struct hearsay_document doc;
    uint8_t starts[32], entity[32], mention[32];
    struct labels labels;
    struct reading reading;
    uint32_t room, nested_room;
};

static void run(struct fixture *f)
{
    hearsay_error err = { HEARSAY_OK, 0, "" };
    memset(f, 0, sizeof *f);
    golden_load(&f->g);
    f->m = golden_model(HEARSAY_COMPUTE_FP32);
    f->w = golden_worker(f->m);
    golden_encode(&f->g, f->w);
    f->doc.words = f->words;
    f->doc.n_words = f->g.n_words;
    for (uint32_t k = 0; k < f->g.n_words; k += 2) f->words[k].flags = WORD_MAY_START;
    f->labels = (struct labels){ f->starts, f->entity, f->mention };
    f->reading.windows = ARENA_ARRAY(worker_scratch(f->w), struct window_reading, 2);
    for (size_t i = 0; i < 2; i++) {
        const struct window *window = &f->g.at[i];
        const json_t *sentence = json_object_get(json_array_get(f->g.windows, i), "sentence");
        if (heads_run(f->w, &f->g.all, window, &err)) fail_msg("%s", err.msg);
        heads_words(f->w, &f->doc, window, &f->labels);
        for (uint32_t k = 0; k < window->words; k++) {
            const bool rule = f->words[window->first_word + k].flags & WORD_MAY_START;
            const double logit = json_number_value(json_array_get(sentence, k));
            assert_int_equal(f->starts[window->first_word + k], logit > 0.25 + (rule ? -2 : 2)); /* the head overrules the rule only if sure */
        }
        /* The golden trees are of whole windows. */
        const uint8_t first[32] = { [0] = 1, [6] = 1 };
        if (parse_window(f->w, &f->doc, window, first, &err)) fail_msg("%s", err.msg);
        if (links_window(f->w, window, &f->reading, &f->room, &err)) fail_msg("%s", err.msg);
        if (nested_window(f->w, window, &f->reading, &f->nested_room, &err)) fail_msg("%s", err.msg);
    }
}

static void finish(struct fixture *f)
{
    worker_free(f->w);
    model_close(f->m);
    json_decref(f->g.root);
}

static void test_words(void **state)
{
    (void)state;
    struct fixture f;
    run(&f);
    for (size_t i = 0; i < 2; i++) {
        const json_t *want = json_array_get(f.g.windows, i);
        const uint32_t first = f.g.at[i].first_word;
        for (uint32_t k = 0; k < f.g.at[i].words; k++) {
            int head = golden_int(json_object_get(want, "heads"), k);
            assert_int_equal(f.words[first + k].upos, golden_int(json_object_get(want, "upos"), k));
            assert_int_equal(f.entity[first + k], golden_int(json_object_get(want, "entities"), k));
            assert_int_equal(f.mention[first + k], golden_int(json_object_get(want, "mentions"), k));
            assert_int_equal(f.words[first + k].head, head ? first + (uint32_t)head - 1 : HS_NONE);
            assert_int_equal(f.words[first + k].deprel, golden_int(json_object_get(want, "relations"), k));
        }
    }
    finish(&f);
}

static void assert_ends(struct nested_ends have, const json_t *cue, const char *name, uint32_t first_word)
{
    char probability[64];
    snprintf(probability, sizeof probability, "%s_log_probability", name);
    const json_t *want = json_object_get(cue, name);
    const json_int_t first = json_integer_value(json_array_get(want, 0)), last = json_integer_value(json_array_get(want, 1));
    assert_int_equal(have.first, first < 0 ? HS_NONE : first_word + (uint32_t)first);
    assert_int_equal(have.last, last < 0 ? HS_NONE : first_word + (uint32_t)last);
    assert_float_equal(have.log_probability, json_number_value(json_object_get(cue, probability)), 1e-3);
}

/* Each cue inside a content is there, with the ends of its source and content that PyTorch gives it, and no other. */
static void test_nested(void **state)
{
    (void)state;
    struct fixture f;
    uint32_t seen = 0;
    run(&f);
    for (uint32_t i = 0; i < f.reading.n_windows; i++) {
        const uint32_t first_word = f.reading.windows[i].first_word;
        const json_t *cue;
        size_t at;
        json_array_foreach(json_object_get(json_array_get(f.g.windows, i), "nested"), at, cue)
        {
            assert_true(seen < f.reading.n_nested);
            const struct nested_cue *have = &f.reading.nested[seen++];
            assert_int_equal(have->first - first_word, json_integer_value(json_object_get(cue, "first")));
            assert_int_equal(have->last - first_word, json_integer_value(json_object_get(cue, "last")));
            assert_true(have->log_probability < 0 && have->log_probability > -10);
            assert_ends(have->source, cue, "source", first_word);
            assert_ends(have->content, cue, "content", first_word);
        }
    }
    assert_int_equal(seen, f.reading.n_nested);
    assert_true(seen > 0);
    finish(&f);
}

/* Each span of the golden tags is there, with the pointers that PyTorch gives it. */
static void test_links(void **state)
{
    (void)state;
    struct fixture f;
    uint32_t seen = 0, pointers = 0;
    run(&f);
    assert_int_equal(f.reading.n_windows, 2);
    for (uint32_t s = 0; s < f.reading.n_spans; s++) {
        const struct role_span *span = &f.reading.spans[s];
        const struct window_reading *in = &f.reading.windows[span->window];
        const json_t *want = json_array_get(f.g.windows, span->window), *tags = json_object_get(want, "tags"),
                     *list = json_object_get(want, "pointers"), *p;
        const uint32_t first = span->first - in->first_word, last = span->last - in->first_word;
        size_t at;
        assert_int_equal(in->by_role[span->role][span->rank], s);
        assert_int_equal(golden_int(tags, first), 2 * (int)span->role + 1);
        for (uint32_t k = first + 1; k <= last; k++) assert_int_equal(golden_int(tags, k), 2 * (int)span->role + 2);
        assert_true(span->log_probability < 0 && span->log_probability > -10);
        assert_int_equal(span->source.score != NULL, span->role != ROLE_SOURCE);
        assert_int_equal(span->cue.score != NULL, span->role == ROLE_CONTENT);
        seen += 1 + last - first;
        json_array_foreach((json_t *)list, at, p)
        {
            if (golden_int(tags, (size_t)json_integer_value(json_object_get(p, "first"))) != 2 * (int)span->role + 1 ||
                json_integer_value(json_object_get(p, "first")) != first)
                continue;
            const bool to_cue = strcmp(json_string_value(json_object_get(p, "link")), "content_cue") == 0;
            const enum role target = to_cue ? ROLE_CUE : ROLE_SOURCE;
            const struct pointer *have = to_cue ? &span->cue : &span->source;
            const json_t *log_probability = json_object_get(p, "log_probability");
            double best = json_number_value(json_array_get(log_probability, 0));
            uint32_t best_word = HS_NONE;
            assert_float_equal(have->score[0], best, 1e-3);
            for (uint32_t k = 0; k < in->n_role[target]; k++) {
                uint32_t word = f.reading.spans[in->by_role[target][k]].first - in->first_word;
                assert_float_equal(have->score[1 + k], json_number_value(json_array_get(log_probability, 1 + word)), 1e-3);
            }
            for (uint32_t k = 0; k < in->words; k++)
                if (json_number_value(json_array_get(log_probability, 1 + k)) > best) {
                    best = json_number_value(json_array_get(log_probability, 1 + k));
                    best_word = in->first_word + k;
                }
            assert_float_equal(have->best, best, 1e-3);
            assert_int_equal(have->best_word, best_word);
            pointers++;
        }
    }
    uint32_t tagged = 0, listed = 0;
    for (size_t i = 0; i < 2; i++) {
        const json_t *want = json_array_get(f.g.windows, i);
        for (uint32_t k = 0; k < f.g.at[i].words; k++) tagged += golden_int(json_object_get(want, "tags"), k) != 0;
        listed += (uint32_t)json_array_size(json_object_get(want, "pointers"));
    }
    assert_int_equal(seen, tagged);
    assert_int_equal(pointers, listed);
    finish(&f);
}

/* query(x) or key(x), by the formula of src/model/README.md and the tensors of the file. */
static double coref_part(const struct tensor_file *file, const char *part, const float *x, uint32_t h, uint32_t row)
{
    char name[40];
    snprintf(name, sizeof name, "coref.%s.weight", part);
    const uint16_t *weight = tensor_find(file, name, COREF, h, NULL)->data;
    snprintf(name, sizeof name, "coref.%s.bias", part);
    double sum = (double)bf16_float(tensor_find(file, name, 0, COREF, NULL)->data[row]);
    for (uint32_t k = 0; k < h; k++) sum += (double)bf16_float(weight[(size_t)row * h + k]) * (double)x[k];
    return sum;
}

/* Scores of pairs of words of the last window that was run, against the formula written out. */
static void test_coreference(void **state)
{
    (void)state;
    static const uint32_t edges[COREF_BUCKETS] = { 0, 2, 4, 8, 16, 32, 64, 128, 256, 512 };
    struct fixture f;
    struct tensor_file file;
    const float *vector[32] = { NULL };
    float actor[32];
    run(&f);
    assert_int_equal(tensor_file_open(&file, TINY, NULL), HEARSAY_OK);
    const struct window *window = &f.g.at[1];
    const uint32_t h = f.m->config.hidden, n = window->words < 6 ? window->words : 6;
    for (uint32_t i = 0; i < f.g.n_words; i++) f.words[i].upos = UPOS_PROPN;
    f.reading.vector = vector;
    f.reading.actor_probability = actor;
    f.reading.coref_distance = f.m->weights.coref_distance;
    assert_int_equal(coref_window(f.w, &f.doc, window, &f.labels, &f.reading, NULL), HEARSAY_OK);
    for (uint32_t i = 0; i < window->words; i++) assert_non_null(vector[window->first_word + i]);
    const uint16_t *distance = tensor_find(&file, "coref.distance", 0, COREF_BUCKETS, NULL)->data;
    for (uint32_t i = 1; i < n; i++)
        for (uint32_t j = 0; j < i; j++) {
            double sum = 0;
            uint32_t bucket = 0;
            while (bucket + 1 < COREF_BUCKETS && i - j >= edges[bucket + 1]) bucket++;
            for (uint32_t k = 0; k < COREF; k++)
                sum += coref_part(&file, "query", f.w->words + (1 + i) * h, h, k) * coref_part(&file, "key", f.w->words + (1 + j) * h, h, k);
            assert_float_equal(coref_score(&f.reading, window->first_word + i, window->first_word + j),
                               sum / 8 + (double)bf16_float(distance[bucket]), 1e-3);
        }
    for (uint32_t i = 0; i < window->words; i++) assert_true(actor[window->first_word + i] >= 0 && actor[window->first_word + i] <= 1);
    tensor_file_close(&file);
    finish(&f);
}

/* Three sentences of four words; the roots of the second and third, which are pieces of the first, are hung under its root. */
static void test_join(void **state)
{
    (void)state;
    struct model *m = golden_model(HEARSAY_COMPUTE_FP32);
    struct word words[6] = { { .head = 1 }, { .head = HS_NONE }, { .head = HS_NONE }, { .head = 2 }, { .head = HS_NONE }, { .head = 4 } };
    struct sentence sentences[2] = { { .first_word = 0, .words = 4 }, { .first_word = 4, .words = 2 } };
    struct hearsay_document doc = { .words = words, .n_words = 6, .sentences = sentences, .n_sentences = 2 };
    parse_join(m, &doc);
    assert_int_equal(words[1].head, HS_NONE);
    assert_int_equal(words[2].head, 1);
    assert_string_equal(m->config.relations[words[2].deprel], "parataxis");
    assert_int_equal(words[3].head, 2);
    assert_int_equal(words[4].head, HS_NONE);
    model_close(m);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_words), cmocka_unit_test(test_links), cmocka_unit_test(test_nested),
                                        cmocka_unit_test(test_coreference), cmocka_unit_test(test_join) };
    return cmocka_run_group_tests_name("heads", tests, NULL, NULL);
}
