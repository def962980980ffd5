/* Time grows with the length of the text, whatever stands in it: on four times the paragraphs what looks beyond a paragraph may take twice as long as
 * four times its time, never sixteen times. Processor time, the least of three runs. */
#include "unit.h"

#include <time.h>

#include "discourse/attributions.h"
#include "text/quotations.h"
#include "textual.h"

enum { PARAGRAPHS = 10000, TIMES = 4, ROUNDS = 3 };

/* So many paragraphs of one kind, with their words and sentences. */
static struct hearsay_document *repeated(const char *paragraph, enum block_kind kind, uint32_t n)
{
    size_t len = strlen(paragraph) + 1;
    char *text = malloc(n * len);
    assert_non_null(text);
    for (uint32_t i = 0; i < n; i++) {
        memcpy(text + i * len, paragraph, len - 1);
        text[i * len + len - 1] = '\n';
    }
    struct hearsay_document *doc = textual_new(text, n * len);
    free(text);
    textual_lines(doc);
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(text_sentences(doc, NULL, NULL), HEARSAY_OK);
    for (uint32_t i = 0; i < n; i++) doc->blocks[i].kind = kind;
    for (uint32_t i = 0; i < doc->n_words; i++) {
        doc->words[i].flags |= WORD_IN_QUOTE;
        doc->words[i].upos = UPOS_NOUN;
    }
    return doc;
}

static void quotations(struct hearsay_document *doc, const struct reading *reading, struct arena *scratch)
{
    (void)reading;
    (void)scratch;
    mark_quotations(doc);
}

static void attributions(struct hearsay_document *doc, const struct reading *reading, struct arena *scratch)
{
    const struct calibration none = { .n = 0 };
    assert_int_equal(attributions_build(doc, reading, &none, 0.0, scratch, NULL), HEARSAY_OK);
}

/* Every sentence a content to which no cue and no source belongs. */
static struct reading contents_only(const struct hearsay_document *doc, struct window_reading *window, struct arena *a)
{
    struct reading r = { .windows = window, .n_windows = 1, .spans = ARENA_ARRAY(a, struct role_span, doc->n_sentences) };
    r.mention = ARENA_ZARRAY(a, uint8_t, doc->n_words);
    *window = (struct window_reading){ .words = doc->n_words, .spans = doc->n_sentences };
    window->by_role[ROLE_CONTENT] = ARENA_ARRAY(a, uint32_t, doc->n_sentences);
    assert_false(arena_failed(a));
    for (; r.n_spans < doc->n_sentences; r.n_spans++) {
        const struct sentence *s = &doc->sentences[r.n_spans];
        r.spans[r.n_spans] =
            (struct role_span){ .role = ROLE_CONTENT, .first = s->first_word, .last = s->first_word + s->words - 1, .rank = r.n_spans };
        window->by_role[ROLE_CONTENT][window->n_role[ROLE_CONTENT]++] = r.n_spans;
    }
    return r;
}

static double seconds_of(void (*stage)(struct hearsay_document *doc, const struct reading *reading, struct arena *scratch), const char *paragraph,
                         enum block_kind kind, uint32_t n)
{
    double least = 1e9;
    for (int round = 0; round < ROUNDS; round++) {
        struct hearsay_document *doc = repeated(paragraph, kind, n);
        struct arena *scratch = arena_new(0);
        struct window_reading window;
        const struct reading reading = contents_only(doc, &window, doc->arena);
        struct timespec from, to;
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &from);
        stage(doc, &reading, scratch);
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &to);
        double s = (double)(to.tv_sec - from.tv_sec) + 1e-9 * (double)(to.tv_nsec - from.tv_nsec);
        if (s < least) least = s;
        arena_free(scratch);
        textual_free(doc);
    }
    return least;
}

static void test_paragraphs(void **state)
{
    (void)state;
    static const struct {
        int line;
        void (*stage)(struct hearsay_document *doc, const struct reading *reading, struct arena *scratch);
        const char *paragraph;
        enum block_kind kind;
    } rows[] = {
        { __LINE__, quotations, "\"He left", BLOCK_PARAGRAPH },
        { __LINE__, quotations, "\"He left", BLOCK_CAPTION }, /* no paragraph comes that could go on */
        { __LINE__, quotations, "\"'He left", BLOCK_CREDIT },
        { __LINE__, attributions, "\"He left", BLOCK_PARAGRAPH }, /* one attribution of as many pieces */
        { __LINE__, attributions, "\"He left", BLOCK_CAPTION },
        { __LINE__, attributions, "\"He left\" he", BLOCK_SUBHEADING },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        double once = seconds_of(rows[i].stage, rows[i].paragraph, rows[i].kind, PARAGRAPHS);
        double more = seconds_of(rows[i].stage, rows[i].paragraph, rows[i].kind, TIMES * PARAGRAPHS);
        if (more > 2 * TIMES * once + 0.01) fail_msg("row of line %d: %.4f s, and %.4f s for %d times the text", rows[i].line, once, more, TIMES);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_paragraphs) };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
