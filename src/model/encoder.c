/* encoder.c: BERT's encoder over a batch of windows.
 *
 *   x       = norm(word[piece] + position[i] + feature[f])                                      embed
 *   q, k, v = x Wqkv^T + b                     a = softmax(q k^T / sqrt(32)) v, head by head     inside a window
 *   x       = norm(x + a Wo^T + b)             x = norm(x + GELU(x Wi^T + b) Wd^T + b)           row by row
 *
 * The windows of a batch stand one behind the other in one matrix, without padding: only the attention knows where they end. All else goes in blocks
 * of BLOCK_ROWS rows through a whole layer, and on to the next layer's q, k and v, while they are in the second cache:
 *
 *     context -> Wo -> norm -> Wi -> GELU -> Wd -> norm -> Wqkv -> qkv
 *
 * J. Devlin et al., "BERT: pre-training of deep bidirectional transformers", NAACL 2019; A. Vaswani et al., "Attention is all you need", 2017. */
#include "base/error.h"
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

/* The operand that the rows at `values` become: in fp32 they are it. */
static struct operand operand_of(const struct worker *w, float *values)
{
    struct operand o = w->in;
    if (o.form == FORM_F32) o.data = values;
    return o;
}

/* q, k and v of a block, whose rows are the operand. */
static hearsay_code project(struct worker *w, const struct linear *qkv, const struct operand *in, uint32_t row, uint32_t rows, hearsay_error *err)
{
    hearsay_code code = linear_run(qkv, &w->stream, in, rows, err);
    if (code) return code;
    const size_t at = (size_t)row * HEAD_SIZE;
    if (w->model->amx)
        w->model->kernels->finish_planes_bf16(qkv->columns, w->stream.raw, rows, in, (uint16_t *)w->qkv + at, w->plane);
    else
        w->model->kernels->finish_planes(qkv->columns, w->stream.raw, rows, in, (float *)w->qkv + at, w->plane);
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
    for (uint32_t i = from; i < to; i++) embed_window(w, all, &all->at[i]);
    for (uint32_t row = 0; row < rows; row += BLOCK_ROWS) {
        uint32_t n = rows - row < BLOCK_ROWS ? rows - row : BLOCK_ROWS;
        float *x = w->x + (size_t)row * h;
        struct operand in = operand_of(w, x);
        w->model->kernels->norm(x, n, h, m->embeddings_norm, &in);
        hearsay_code code = project(w, &m->layers[0].qkv, &in, row, n, err);
        if (code) return code;
    }
    return HEARSAY_OK;
}

static hearsay_code layer_block(struct worker *w, uint32_t layer, uint32_t row, uint32_t rows, hearsay_error *err)
{
    const struct kernels *k = w->model->kernels;
    const struct layer_weights *l = &w->model->weights.layers[layer];
    const uint32_t h = w->model->config.hidden;
    float *x = w->x + (size_t)row * h, *context = w->context + (size_t)row * h;
    struct operand in = operand_of(w, context);
    k->put(context, rows, h, &in);
    hearsay_code code = linear_run(&l->output, &w->stream, &in, rows, err);
    if (code) return code;
    struct operand after = operand_of(w, x);
    k->finish_norm(l->output.columns, w->stream.raw, rows, &in, x, l->attention_norm, &after);
    if ((code = linear_run(&l->intermediate, &w->stream, &after, rows, err))) return code;
    k->finish_gelu(l->intermediate.columns, w->stream.raw, rows, &after, &w->hidden);
    if ((code = linear_run(&l->down, &w->stream, &w->hidden, rows, err))) return code;
    k->finish_norm(l->down.columns, w->stream.raw, rows, &w->hidden, x, l->output_norm, &after);
    return layer + 1 < w->model->config.layers ? project(w, &l[1].qkv, &after, row, rows, err) : HEARSAY_OK;
}

hearsay_code encoder_layer(struct worker *w, const struct windows *all, uint32_t from, uint32_t to, uint32_t layer, hearsay_error *err)
{
    const struct config *c = &w->model->config;
    const uint32_t rows = batch_rows(all, to);
    for (uint32_t i = from; i < to; i++) {
        const uint32_t n = window_rows(all, &all->at[i]);
        const size_t at = (size_t)all->at[i].first_row * HEAD_SIZE;
        float *context = w->context + (size_t)all->at[i].first_row * c->hidden;
        if (w->model->amx)
            attention_amx((const uint16_t *)w->qkv + at, w->plane, n, c->heads, context, w->attention);
        else
            w->model->kernels->attention((const float *)w->qkv + at, w->plane, n, c->heads, context, w->attention);
    }
    for (uint32_t row = 0; row < rows; row += BLOCK_ROWS) {
        hearsay_code code = layer_block(w, layer, row, rows - row < BLOCK_ROWS ? rows - row : BLOCK_ROWS, err);
        if (code) return code;
    }
    return HEARSAY_OK;
}
