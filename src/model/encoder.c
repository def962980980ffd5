/* encoder.c: BERT's encoder over a batch of windows.
 *
 *   x       = norm(word[piece] + position[i] + feature[f])                                      embed
 *   q, k, v = x Wqkv^T + b                     a = softmax(q k^T / sqrt(32)) v, head by head     inside a window
 *   x       = norm(x + a Wo^T + b)             x = norm(x + GELU(x Wi^T + b) Wd^T + b)           row by row
 *
 * The windows of a batch stand one behind the other in one matrix, without padding: only the attention knows where they end. All else goes in blocks
 * of BLOCK_ROWS rows, in three steps a layer, each with all rows, so that the weights of a step stay in the second cache while the rows pass through:
 *
 *     context -> Wo -> norm            -> Wi -> GELU -> Wd -> norm            -> Wqkv of the next layer
 *
 * In one step, which reads each row once, the weights of a layer (1.8 MB, as large as that cache) came anew from behind it for every block: 36 us of
 * products a piece instead of 17, beside other work on the same machine.
 *
 * J. Devlin et al., "BERT: pre-training of deep bidirectional transformers", NAACL 2019; A. Vaswani et al., "Attention is all you need", 2017. */
#include "base/error.h"
#include "base/stages.h"
#include "model/network.h"

uint32_t encoder_batch(const struct worker *w, struct windows *all, uint32_t from)
{
    uint32_t rows = 0, to = from;
    for (; to < all->n; to++) {
        uint32_t more = window_rows(all, &all->at[to]);
        if (rows + more > w->rows_max) break;
        all->at[to].first_row = rows;
        rows += more;
    }
    return to;
}

static uint32_t batch_rows(const struct windows *all, uint32_t to) { return all->at[to - 1].first_row + window_rows(all, &all->at[to - 1]); }

/* One step of a layer, for a block of rows. */
typedef hearsay_code step(struct worker *w, const struct layer_weights *l, uint32_t row, uint32_t rows, hearsay_error *err);

static hearsay_code each_block(step *take, struct worker *w, const struct layer_weights *l, uint32_t rows, hearsay_error *err)
{
    hearsay_code code = HEARSAY_OK;
    for (uint32_t row = 0; row < rows && code == HEARSAY_OK; row += BLOCK_ROWS)
        code = take(w, l, row, rows - row < BLOCK_ROWS ? rows - row : BLOCK_ROWS, err);
    return code;
}

static float *rows_at(const struct worker *w, float *values, uint32_t row) { return values + (size_t)row * w->model->config.hidden; }

/* The operand that the rows of x from `row` on became: in fp32 they are it. */
static struct operand operand_at(const struct worker *w, uint32_t row)
{
    const size_t at = (size_t)row * w->model->config.hidden;
    const struct operand *all = &w->normed;
    switch (all->form) {
    case FORM_U8: return (struct operand){ FORM_U8, (uint8_t *)all->data + at, all->scale + row, all->least + row };
    case FORM_BF16: return (struct operand){ FORM_BF16, (uint16_t *)all->data + at, NULL, NULL };
    default: return (struct operand){ FORM_F32, w->x + at, NULL, NULL };
    }
}

static hearsay_code project(struct worker *w, const struct layer_weights *l, uint32_t row, uint32_t rows, hearsay_error *err)
{
    const struct operand in = operand_at(w, row);
    const size_t at = (size_t)row * HEAD_SIZE;
    hearsay_code code = linear_run(&l->qkv, &w->stream, &in, rows, err);
    if (code) return code;
    const enum stage before = stage_begin(STAGE_OPERANDS);
    if (w->model->amx)
        w->model->kernels->finish_planes_bf16(l->qkv.columns, w->stream.raw, rows, &in, (uint16_t *)w->qkv + at, w->plane);
    else
        w->model->kernels->finish_planes(l->qkv.columns, w->stream.raw, rows, &in, (float *)w->qkv + at, w->plane);
    stage_end(before);
    return HEARSAY_OK;
}

static hearsay_code take_context(struct worker *w, const struct layer_weights *l, uint32_t row, uint32_t rows, hearsay_error *err)
{
    struct operand after = operand_at(w, row);
    const enum stage before = stage_begin(STAGE_OPERANDS);
    w->model->kernels->put(rows_at(w, w->context, row), rows, w->model->config.hidden, &w->in);
    hearsay_code code = linear_run(&l->output, &w->stream, &w->in, rows, err);
    if (code) return code;
    stage_begin(STAGE_NORM);
    w->model->kernels->finish_norm(l->output.columns, w->stream.raw, rows, &w->in, rows_at(w, w->x, row), l->attention_norm, &after);
    stage_end(before);
    return HEARSAY_OK;
}

static hearsay_code feed_forward(struct worker *w, const struct layer_weights *l, uint32_t row, uint32_t rows, hearsay_error *err)
{
    struct operand x = operand_at(w, row);
    hearsay_code code = linear_run(&l->intermediate, &w->stream, &x, rows, err);
    if (code) return code;
    const enum stage before = stage_begin(STAGE_GELU);
    w->model->kernels->finish_gelu(l->intermediate.columns, w->stream.raw, rows, &x, &w->hidden);
    if ((code = linear_run(&l->down, &w->stream, &w->hidden, rows, err))) return code;
    stage_begin(STAGE_NORM);
    w->model->kernels->finish_norm(l->down.columns, w->stream.raw, rows, &w->hidden, rows_at(w, w->x, row), l->output_norm, &x);
    stage_end(before);
    return HEARSAY_OK;
}

static void embed_window(struct worker *w, const struct windows *all, const struct window *window)
{
    const struct weights *m = &w->model->weights;
    const uint32_t h = w->model->config.hidden;
    float *x = w->x + (size_t)window->first_row * h;
    const float *position = m->position;
    const uint16_t *cls = m->word + (size_t)vocabulary_cls(w->model->vocabulary) * h;
    w->model->kernels->embed(cls, position, m->feature + (size_t)FEATURES * h, h, x);
    for (uint32_t i = window->first_word; i < window->first_word + window->words; i++) {
        const float *feature = m->feature + (size_t)all->features[i] * h;
        for (uint32_t p = all->first[i]; p < all->first[i + 1]; p++) {
            x += h;
            position += h;
            w->model->kernels->embed(m->word + (size_t)all->pieces[p] * h, position, feature, h, x);
        }
    }
}

hearsay_code encoder_embed(struct worker *w, const struct windows *all, uint32_t from, uint32_t to, hearsay_error *err)
{
    const struct weights *m = &w->model->weights;
    const uint32_t h = w->model->config.hidden, rows = batch_rows(all, to);
    const enum stage before = stage_begin(STAGE_EMBEDDING);
    for (uint32_t i = from; i < to; i++) embed_window(w, all, &all->at[i]);
    struct operand in = operand_at(w, 0);
    w->model->kernels->norm(w->x, rows, h, m->embeddings_norm, &in);
    stage_end(before);
    return each_block(project, w, &m->layers[0], rows, err);
}

hearsay_code encoder_layer(struct worker *w, const struct windows *all, uint32_t from, uint32_t to, uint32_t layer, hearsay_error *err)
{
    const struct config *c = &w->model->config;
    const struct layer_weights *l = &w->model->weights.layers[layer];
    const uint32_t rows = batch_rows(all, to);
    const enum stage before = stage_begin(STAGE_ATTENTION);
    for (uint32_t i = from; i < to; i++) {
        const uint32_t n = window_rows(all, &all->at[i]);
        const size_t at = (size_t)all->at[i].first_row * HEAD_SIZE;
        float *context = rows_at(w, w->context, all->at[i].first_row);
        if (w->model->amx)
            attention_amx((const uint16_t *)w->qkv + at, w->plane, n, c->heads, context, w->attention);
        else if (w->model->vnni)
            attention_vnni((const float *)w->qkv + at, w->plane, n, c->heads, context, w->attention);
        else
            w->model->kernels->attention((const float *)w->qkv + at, w->plane, n, c->heads, context, w->attention);
    }
    stage_end(before);
    hearsay_code code = each_block(take_context, w, l, rows, err);
    if (code == HEARSAY_OK) code = each_block(feed_forward, w, l, rows, err);
    if (code == HEARSAY_OK && layer + 1 < c->layers) code = each_block(project, w, l + 1, rows, err);
    return code;
}
