/* linear.h: products with packed weights: raw = a W^T, on oneDNN. */
#ifndef HS_LINEAR_H
#define HS_LINEAR_H

#include <oneapi/dnnl/dnnl.h>

#include "hearsay.h"
#include "model/kernels.h"

enum {
    ROW_STEP = 16, BLOCK_ROWS = 64,            /* a product takes ROW_STEP, 2 ROW_STEP, ... BLOCK_ROWS rows */
    BUCKETS = BLOCK_ROWS / ROW_STEP
};

/* The products of a model by shape: all layers share one. */
enum slot {
    SLOT_QKV, SLOT_OUTPUT, SLOT_INTERMEDIATE, SLOT_DOWN, SLOT_NARROW, SLOT_WIDE, SLOT_CUE_QUERY, SLOT_CONTENT_QUERY,
    SLOT_NESTED_KEY, SLOT_NESTED_QUERY,
    SLOT_RELATION, SLOTS
};

struct linear {
    enum slot slot;
    uint32_t inputs, outputs;                  /* outputs: a multiple of ROW_MULTIPLE, the last of them may be nothing but zero */
    struct columns columns;
    float *numbers;                            /* [3][outputs] what columns points to */
    dnnl_memory_t weights;
    dnnl_primitive_t product[BUCKETS];         /* of (i + 1) ROW_STEP rows */
    dnnl_memory_desc_t in[BUCKETS], out[BUCKETS], scratch[BUCKETS];
};

/* One thread's way into oneDNN: what a product reads and writes, wrapped once, so that running one allocates nothing. */
struct stream {
    dnnl_stream_t stream;
    void *raw;                                 /* where every product goes */
    dnnl_memory_t in[SLOTS][BUCKETS], out[SLOTS][BUCKETS], scratch[SLOTS][BUCKETS];
};

/* linear_pack: the weights w [outputs][inputs] and the biases [outputs], made ready for products of that form. Free with linear_free().
 * Errors  HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
hearsay_code linear_pack(struct linear *l, enum slot slot, dnnl_engine_t engine, const struct kernels *k, enum form form, const float *w,
                         const float *bias, uint32_t outputs, uint32_t inputs, hearsay_error *err);
void linear_free(struct linear *l);                                                /* one that is all zero is allowed */
size_t linear_scratch(const struct linear *l);                                     /* bytes */

/* stream_open: raw and scratch are the caller's, as large as the largest of the products wants. Close with stream_close(), also after a failure.
 * Errors  HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
hearsay_code stream_open(struct stream *s, dnnl_engine_t engine, const struct linear *const products[SLOTS], void *raw, void *scratch,
                         hearsay_error *err);
void stream_close(struct stream *s);                                               /* one that is all zero is allowed */

/* linear_run: s->raw [rows][outputs] from the operand's rows; rows <= BLOCK_ROWS. Both must have room for the next multiple of ROW_STEP.
 * Errors  HEARSAY_E_COMPUTE. */
hearsay_code linear_run(const struct linear *l, const struct stream *s, const struct operand *in, uint32_t rows, hearsay_error *err);

/* oneDNN asks OpenMP how many threads to take: one, while we call it. begin() returns what end() puts back. */
int one_thread_begin(void);
void one_thread_end(int before);

#endif
