/* linear.c: matrix products on oneDNN.
 *
 * oneDNN generates code for each shape, and is slow with shapes that are known only at run time: so a product is made for 16, 32, 48 and 64 rows when
 * the weights are loaded, and longer matrices go through in blocks of 64, whose operands and sums stay in the second cache. Measured on one core of a
 * Sapphire Rapids, 384 x 1536, u8 x s8, 10^9 operations a second:
 *
 *     rows     16     32     64    128    256    512
 *     AMX    1850   2400   2600   2400   1300   1250
 *     VNNI    450    460    590    590    560    540        fp32: 125; bf16 on AMX: 1000
 *
 * The weights' layout is the one that oneDNN chooses for 64 rows; the other primitives are made for that layout. Scales, biases and all that follows
 * are our own kernels' work, in one pass over the sums. Primitives and weights are never written to again: threads share them, each with its own
 * scratchpad.
 *
 * oneAPI Specification, "oneDNN"; the API is that of oneDNN 2.x. */
#include "model/linear.h"

#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/stages.h"

/* From libgomp, on which Debian's oneDNN runs; clang has no omp.h of its own for it. */
extern int omp_get_max_threads(void);
extern void omp_set_num_threads(int);

int one_thread_begin(void)
{
    int before = omp_get_max_threads();
    if (before != 1) omp_set_num_threads(1);
    return before;
}

void one_thread_end(int before)
{
    if (before != 1) omp_set_num_threads(before);
}

static const struct {
    dnnl_data_type_t in, weights, out;
    size_t weight_bytes;
} types[] = {
    [FORM_U8] = { dnnl_u8, dnnl_s8, dnnl_s32, 1 },
    [FORM_BF16] = { dnnl_bf16, dnnl_bf16, dnnl_f32, 2 },
    [FORM_F32] = { dnnl_f32, dnnl_f32, dnnl_f32, 4 },
};

static hearsay_code refused(dnnl_status_t status, const char *what, const struct linear *l, hearsay_error *err)
{
    if (status == dnnl_out_of_memory) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory: %s of %u x %u", what, l->inputs, l->outputs);
    return error_set(err, HEARSAY_E_COMPUTE, 0, "oneDNN refuses %s of %u x %u (status %d)", what, l->inputs, l->outputs, (int)status);
}

/* The product of (bucket + 1) ROW_STEP rows with weights laid out as *layout says; where that is open, *layout becomes what oneDNN takes. */
static dnnl_status_t make_product(struct linear *l, dnnl_engine_t engine, enum form form, int bucket, dnnl_memory_desc_t *layout)
{
    const dnnl_dim_t rows = (bucket + 1) * ROW_STEP;
    dnnl_dims_t in = { rows, l->inputs }, out = { rows, l->outputs };
    dnnl_matmul_desc_t desc;
    dnnl_primitive_attr_t attr = NULL;
    dnnl_primitive_desc_t pd = NULL;
    dnnl_status_t s = dnnl_memory_desc_init_by_tag(&l->in[bucket], 2, in, types[form].in, dnnl_ab);
    if (!s) s = dnnl_memory_desc_init_by_tag(&l->out[bucket], 2, out, types[form].out, dnnl_ab);
    if (!s) s = dnnl_matmul_desc_init(&desc, &l->in[bucket], layout, NULL, &l->out[bucket]);
    if (!s) s = dnnl_primitive_attr_create(&attr);
    if (!s) s = dnnl_primitive_attr_set_scratchpad_mode(attr, dnnl_scratchpad_mode_user);
    if (!s) s = dnnl_primitive_desc_create(&pd, &desc, attr, engine, NULL);
    if (!s) {
        *layout = *dnnl_primitive_desc_query_md(pd, dnnl_query_weights_md, 0);
        l->scratch[bucket] = *dnnl_primitive_desc_query_md(pd, dnnl_query_scratchpad_md, 0);
        s = dnnl_primitive_create(&l->product[bucket], pd);
    }
    dnnl_primitive_desc_destroy(pd);
    dnnl_primitive_attr_destroy(attr);
    return s;
}

/* Moves the weights, as `plain` describes them, into oneDNN's layout. */
static dnnl_status_t reorder(struct linear *l, dnnl_engine_t engine, const dnnl_memory_desc_t *plain, void *w, const dnnl_memory_desc_t *layout)
{
    dnnl_memory_t from = NULL;
    dnnl_primitive_desc_t pd = NULL;
    dnnl_primitive_t move = NULL;
    dnnl_stream_t stream = NULL;
    dnnl_status_t s = dnnl_memory_create(&from, plain, engine, w);
    if (!s) s = dnnl_memory_create(&l->weights, layout, engine, DNNL_MEMORY_ALLOCATE);
    if (!s) s = dnnl_reorder_primitive_desc_create(&pd, plain, engine, layout, engine, NULL);
    if (!s) s = dnnl_primitive_create(&move, pd);
    if (!s) s = dnnl_stream_create(&stream, engine, dnnl_stream_default_flags);
    if (!s) {
        dnnl_exec_arg_t args[] = { { DNNL_ARG_FROM, from }, { DNNL_ARG_TO, l->weights } };
        s = dnnl_primitive_execute(move, stream, 2, args);
        if (!s) s = dnnl_stream_wait(stream);
    }
    dnnl_stream_destroy(stream);
    dnnl_primitive_destroy(move);
    dnnl_primitive_desc_destroy(pd);
    dnnl_memory_destroy(from);
    return s;
}

/* The weights' numbers as products of that form want them, in a block of its own. */
static void *convert(struct linear *l, const struct kernels *k, enum form form, const float *w, const float *bias)
{
    const size_t n = (size_t)l->outputs * l->inputs;
    void *plain = aligned_alloc(64, (n * types[form].weight_bytes + 63) / 64 * 64);
    l->numbers = aligned_alloc(64, ((size_t)3 * l->outputs * sizeof *l->numbers + 63) / 64 * 64);
    if (!plain || !l->numbers) {
        free(plain);
        return NULL;
    }
    float *scale = l->numbers, *total = scale + l->outputs, *biases = total + l->outputs;
    memcpy(biases, bias, l->outputs * sizeof *bias);
    l->columns = (struct columns){ form, l->outputs, scale, total, biases };
    switch (form) {
    case FORM_U8: k->pack_weights(w, l->outputs, l->inputs, plain, scale, total); break;
    case FORM_BF16: k->narrow(w, n, plain); break;
    case FORM_F32: memcpy(plain, w, n * sizeof *w); break;
    }
    return plain;
}

hearsay_code linear_pack(struct linear *l, enum slot slot, dnnl_engine_t engine, const struct kernels *k, enum form form, const float *w,
                         const float *bias, uint32_t outputs, uint32_t inputs, hearsay_error *err)
{
    *l = (struct linear){ .slot = slot, .inputs = inputs, .outputs = outputs };
    void *numbers = convert(l, k, form, w, bias);
    if (!numbers) {
        linear_free(l);
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for weights of %u x %u", inputs, outputs);
    }
    dnnl_dims_t dims = { inputs, outputs };
    dnnl_memory_desc_t plain, layout;
    dnnl_status_t s = dnnl_memory_desc_init_by_tag(&plain, 2, dims, types[form].weights, dnnl_ba);
    if (!s) s = dnnl_memory_desc_init_by_tag(&layout, 2, dims, types[form].weights, dnnl_format_tag_any);
    for (int i = BUCKETS - 1; i >= 0 && !s; i--) s = make_product(l, engine, form, i, &layout);
    if (!s) s = reorder(l, engine, &plain, numbers, &layout);
    free(numbers);
    if (!s) return HEARSAY_OK;
    hearsay_code code = refused(s, "a product", l, err);
    linear_free(l);
    return code;
}

void linear_free(struct linear *l)
{
    for (int i = 0; i < BUCKETS; i++) dnnl_primitive_destroy(l->product[i]);
    dnnl_memory_destroy(l->weights);
    free(l->numbers);
    *l = (struct linear){ 0 };
}

size_t linear_scratch(const struct linear *l)
{
    size_t most = 0;
    for (int i = 0; i < BUCKETS; i++) {
        size_t n = dnnl_memory_desc_get_size(&l->scratch[i]);
        if (n > most) most = n;
    }
    return most;
}

/* ---- Running -------------------------------------------------------------------------------------------------------------- */

hearsay_code stream_open(struct stream *s, dnnl_engine_t engine, const struct linear *const products[SLOTS], void *raw, void *scratch,
                         hearsay_error *err)
{
    *s = (struct stream){ .raw = raw };
    dnnl_status_t status = dnnl_stream_create(&s->stream, engine, dnnl_stream_default_flags);
    for (int slot = 0; slot < SLOTS; slot++)
        for (int i = 0; i < BUCKETS && !status; i++) {
            const struct linear *l = products[slot];
            status = dnnl_memory_create(&s->in[slot][i], &l->in[i], engine, DNNL_MEMORY_NONE);
            if (!status) status = dnnl_memory_create(&s->out[slot][i], &l->out[i], engine, raw);
            if (!status) status = dnnl_memory_create(&s->scratch[slot][i], &l->scratch[i], engine, scratch);
        }
    if (!status) return HEARSAY_OK;
    stream_close(s);
    return error_set(err, status == dnnl_out_of_memory ? HEARSAY_E_NOMEM : HEARSAY_E_COMPUTE, 0, "oneDNN gives a thread no stream (status %d)",
                     (int)status);
}

void stream_close(struct stream *s)
{
    for (int slot = 0; slot < SLOTS; slot++)
        for (int i = 0; i < BUCKETS; i++) {
            dnnl_memory_destroy(s->in[slot][i]);
            dnnl_memory_destroy(s->out[slot][i]);
            dnnl_memory_destroy(s->scratch[slot][i]);
        }
    dnnl_stream_destroy(s->stream);
    *s = (struct stream){ 0 };
}

hearsay_code linear_run(const struct linear *l, const struct stream *s, const struct operand *in, uint32_t rows, hearsay_error *err)
{
    const uint32_t i = (rows - 1) / ROW_STEP;
    dnnl_exec_arg_t args[] = {
        { DNNL_ARG_SRC, s->in[l->slot][i] },
        { DNNL_ARG_WEIGHTS, l->weights },
        { DNNL_ARG_DST, s->out[l->slot][i] },
        { DNNL_ARG_SCRATCHPAD, s->scratch[l->slot][i] },
    };
    const enum stage before = stage_begin(STAGE_PRODUCTS);
    dnnl_status_t status = dnnl_memory_set_data_handle(s->in[l->slot][i], in->data);
    if (!status) status = dnnl_primitive_execute(l->product[i], s->stream, 4, args);
    if (!status) status = dnnl_stream_wait(s->stream);
    if (stage_clock) stage_clock->multiplications += (uint64_t)rows * l->inputs * l->outputs;
    stage_end(before);
    return status ? refused(status, "to run a product", l, err) : HEARSAY_OK;
}
