/* heads.c: what a window's words are: sentence starts, parts of speech, entities, mentions.
 *
 * All heads of a word come out of two products over the rows of the words' first pieces: `narrow`, the scores of the small heads, always in fp32,
 * since it decides; and `wide`, the vectors that arcs, relations and links are made of (parse.c, links.c), in the encoder's form. */
#include <string.h>

#include "base/stages.h"
#include "model/network.h"

hearsay_code heads_apply(struct worker *w, const struct linear *l, const float *x, uint32_t rows, float *y, hearsay_error *err)
{
    for (uint32_t row = 0; row < rows; row += BLOCK_ROWS) {
        const uint32_t n = rows - row < BLOCK_ROWS ? rows - row : BLOCK_ROWS;
        struct operand in = w->in;
        in.form = l->columns.form;
        const enum stage before = stage_begin(STAGE_OPERANDS);
        w->model->kernels->put(x + (size_t)row * l->inputs, n, l->inputs, &in);
        hearsay_code code = linear_run(l, &w->stream, &in, n, err);
        if (code) return code;
        w->model->kernels->finish(l->columns, w->stream.raw, n, &in, y + (size_t)row * l->outputs);
        stage_end(before);
    }
    return HEARSAY_OK;
}

hearsay_code heads_run(struct worker *w, const struct windows *all, const struct window *window, hearsay_error *err)
{
    const size_t h = w->model->config.hidden;
    memcpy(w->words, w->x + window->first_row * h, h * sizeof *w->x);
    for (uint32_t i = 0; i < window->words; i++)
        memcpy(w->words + (i + 1) * h, w->x + window_row_of(all, window, window->first_word + i) * h, h * sizeof *w->x);
    hearsay_code code = heads_apply(w, &w->model->weights.narrow, w->words, 1 + window->words, w->narrow, err);
    return code ? code : heads_apply(w, &w->model->weights.wide, w->words, 1 + window->words, w->wide, err);
}

static uint8_t best_of(const float *scores, uint32_t n)
{
    uint32_t best = 0;
    for (uint32_t i = 1; i < n; i++)
        if (scores[i] > scores[best]) best = i;
    return (uint8_t)best;
}

/* How far the logit of a sentence start must go against the rules of src/text to overrule them. The head alone: 82.1 F1 on EWT's dev part, 90.5 on
 * GUM's; the rules alone: 86.6, 95.6; with this margin between them: 87.0, 95.9. */
static const float RULE_MARGIN = 2.0f;

/* Nobody speaks so long: what goes on for SENTENCE_LONGEST words without an end (a table, a list, or something made to cost) is cut there. The stages
 * behind walk over a sentence for each of its words, which must not take the square of an article's length. */
static void cut_long_sentences(const struct hearsay_document *doc, const struct window *window, uint8_t *starts)
{
    uint32_t number = 1; /* of the word in its sentence */
    for (uint32_t i = window->first_word; i > 0 && number <= SENTENCE_LONGEST; number++)
        if (starts[--i]) break;
    for (uint32_t i = window->first_word; i < window->first_word + window->words; i++, number++) {
        const bool inside = i && (doc->words[i - 1].flags & WORD_JOINED) && number < SENTENCE_LONGEST + TOKEN_WORDS;
        if (!starts[i] && number > SENTENCE_LONGEST && !inside) starts[i] = 1;
        if (starts[i]) number = 1;
    }
}

void heads_words(struct worker *w, struct hearsay_document *doc, const struct window *window, struct labels *labels)
{
    for (uint32_t i = 0; i < window->words; i++) {
        const uint32_t at = window->first_word + i;
        const float *scores = w->narrow + (size_t)(i + 1) * NARROW;
        const bool inside = at && (doc->words[at - 1].flags & WORD_JOINED); /* of a surface token */
        const float least = (doc->words[at].flags & WORD_MAY_START) ? -RULE_MARGIN : RULE_MARGIN;
        labels->starts[at] |= !inside && scores[NARROW_SENTENCE] > w->model->sentence_threshold + least;
        labels->mention[at] = best_of(scores + NARROW_MENTION, MENTIONS);
        doc->words[at].upos = best_of(scores + NARROW_UPOS, UPOS_TAGS);
    }
    cut_long_sentences(doc, window, labels->starts);
    crf_decode(&w->model->weights.entities, w->narrow + NARROW + NARROW_ENTITY, NARROW, window->words, labels->entity + window->first_word, w->back);
}
