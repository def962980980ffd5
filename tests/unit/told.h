/* told.h: tests of what is said of attributions, on texts whose attributions are marked by hand and whose words are parsed by the shipped model.
 *
 *     > [The minister] {denied} <that he had met them>.         source, cue, content; a role may be marked in several pieces
 *     stance: denies
 *
 * Each line of the input is a block, and an attribution if anything is marked in it; "type" and "stance" are of the last one. */
#ifndef TOLD_H
#define TOLD_H

#include "unit.h"

#include "cases.h"
#include "discourse/actors.h"
#include "discourse/loaded.h"
#include "discourse/source_type.h"
#include "discourse/stance.h"
#include "engine.h"
#include "page/page.h"
#include "text/text.h"

enum { TOLD_PIECES = 8, TOLD_MAX = 8 };

static hearsay_engine *told_engine;

/* FP32, so that every machine parses alike. */
static int told_open(void **state)
{
    (void)state;
    hearsay_error err;
    const hearsay_engine_options opts = { .size = sizeof opts, .compute = HEARSAY_COMPUTE_FP32 };
    told_engine = hearsay_engine_open("models/hearsay-en.safetensors", &opts, &err);
    if (!told_engine) print_error("%s\n", err.msg);
    return told_engine ? 0 : -1;
}

static int told_close(void **state)
{
    (void)state;
    hearsay_engine_close(told_engine);
    return 0;
}

/* Takes the marks out of the text and puts the spans into attributions. */
static void told_marks(struct hearsay_document *doc, const char *input)
{
    static const char open[] = "[{<", close[] = "]}>";
    struct arena *a = doc->arena;
    char *text = arena_strdup(a, input, strlen(input));
    uint32_t len = 0;
    struct attribution *t = NULL;
    doc->attributions = ARENA_ZARRAY(a, struct attribution, TOLD_MAX);
    for (const char *s = input; *s; s++) {
        const char *o = strchr(open, *s), *c = strchr(close, *s);
        if (*s == '\n') t = NULL;
        if (!o && !c) {
            text[len++] = *s;
            continue;
        }
        if (!t) {
            assert_true(doc->n_attributions < TOLD_MAX);
            t = &doc->attributions[doc->n_attributions++];
            t->actor = HS_NONE;
        }
        struct span_list *lists[] = { &t->source, &t->cue, &t->content };
        struct span_list *list = lists[o ? o - open : c - close];
        if (o) {
            if (!list->at) list->at = ARENA_ZARRAY(a, struct span, TOLD_PIECES);
            assert_true(list->n < TOLD_PIECES);
            list->at[list->n++].start = len;
        } else {
            assert_true(list->n > 0);
            list->at[list->n - 1].end = len;
        }
    }
    text[len] = '\0';
    doc->text = text;
    doc->len = len;
}

static void told_quotes(struct hearsay_document *doc, struct attribution *t)
{
    uint32_t inside = 0, outside = 0;
    struct span_list anchor = t->cue.n ? t->cue : t->content.n ? t->content : t->source;
    t->sentence = doc->words[grammar_word_at(doc, anchor.at[0].start)].sentence;
    for (uint32_t w = 0; w < doc->n_words; w++)
        if (grammar_inside(doc, t->content, w) && doc->words[w].upos != UPOS_PUNCT)
            *((doc->words[w].flags & WORD_IN_QUOTE) ? &inside : &outside) += 1;
    t->quote = !inside ? QUOTE_INDIRECT : outside ? QUOTE_MIXED : QUOTE_DIRECT;
}

/* All stages, with the attributions of the marks. The caller frees doc->arena. */
static struct hearsay_document *told_read(const char *input)
{
    struct arena *a = arena_new(0);
    struct hearsay_document *doc = ARENA_ZARRAY(a, struct hearsay_document, 1);
    struct reading reading;
    hearsay_error err;
    doc->arena = a;
    told_marks(doc, input);
    struct worker *w = engine_worker(told_engine, &err);
    assert_non_null(w);
    struct arena_mark mark = arena_mark(worker_scratch(w));
    assert_int_equal(blocks_of_text(doc, NULL), HEARSAY_OK);
    for (uint32_t i = 0; i < doc->n_blocks; i++) doc->blocks[i].kind = BLOCK_PARAGRAPH;
    assert_int_equal(text_words(doc, NULL), HEARSAY_OK);
    assert_int_equal(model_run(w, doc, false, &reading, &err), HEARSAY_OK);
    for (uint32_t i = 0; i < doc->n_attributions; i++) told_quotes(doc, &doc->attributions[i]);
    assert_int_equal(actors_build(doc, &reading, engine_lexicon(told_engine), worker_scratch(w), &err), HEARSAY_OK);
    source_types_find(doc, engine_lexicon(told_engine));
    stances_find(doc, engine_cues(told_engine));
    assert_int_equal(loaded_find(doc, engine_loaded_words(told_engine), engine_cues(told_engine), worker_scratch(w), &err), HEARSAY_OK);
    arena_release(worker_scratch(w), mark);
    engine_give_back(told_engine, w);
    return doc;
}

/* The parse is the model's, and another model may see a sentence differently: so the rows of all files together must hold but for one in fifty. */
static unsigned told_rows, told_failed;

static inline void told_row(const struct test_case *c, unsigned row, const char *found)
{
    told_rows++;
    if (!strcmp(found, c->rows[row].value)) return;
    told_failed++;
    print_error("%s:%d: %s\n  found %s: %s, expected %s\n", c->file, c->rows[row].line, c->input, c->rows[row].key, found, c->rows[row].value);
}

static inline void told_verdict(unsigned at_least)
{
    if (told_rows < at_least) fail_msg("%u rows, at least %u expected", told_rows, at_least);
    if (told_failed * 50 > told_rows) fail_msg("%u of %u rows failed", told_failed, told_rows);
}

#endif
