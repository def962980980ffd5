/* kernels.h: what happens to rows of numbers between the matrix products, in one version for each width of vectors.
 *
 * kernels_choose() picks the widest version that the CPU has, so that one portable build is fast everywhere. All widths are multiples of
 * ROW_MULTIPLE; all pointers to rows are 64-byte aligned, as the arena gives them. */
#ifndef HS_KERNELS_H
#define HS_KERNELS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* How numbers go into a matrix product. */
enum form { FORM_U8, FORM_BF16, FORM_F32 };

/* Rows on their way into a product; U8: x[r][i] = scale[r] * data[r][i] + least[r]. */
struct operand {
    enum form form;
    void *data;                                /* [rows][width] */
    float *scale, *least;                      /* [rows], U8 only */
};

/* What turns the raw sums of a product into values.
 *   U8          raw int32: y[r][n] = scale[n] * in.scale[r] * raw[r][n] + total[n] * in.least[r] + bias[n];  total[n]: the sum of column n's weights
 *   BF16, F32   raw float: y[r][n] = raw[r][n] + bias[n] */
struct columns {
    enum form form;
    uint32_t n;
    const float *scale, *total, *bias;         /* [n] */
};

struct norm { const float *weight, *bias; };   /* [width] */

struct kernels {
    const char *name;
    /* out[i] = in[i] as a float, n a multiple of ROW_MULTIPLE; and back, rounding to nearest even. */
    void (*widen)(const uint16_t *in, size_t n, float *out);
    void (*narrow)(const float *in, size_t n, uint16_t *out);
    /* Are all of these numbers finite? Any n. */
    bool (*finite)(const uint16_t *in, size_t n);
    /* Rows w [rows][width] of weights as q [rows][width], w ~ scale[r] * q, with the sums of the rows as they then are. */
    void (*pack_weights)(const float *w, uint32_t rows, uint32_t width, int8_t *q, float *scale, float *total);
    /* x [n] = word (bf16) + position + feature. */
    void (*embed)(const uint16_t *word, const float *position, const float *feature, uint32_t n, float *x);
    /* x [rows][width] as an operand. */
    void (*put)(const float *x, uint32_t rows, uint32_t width, struct operand *out);
    /* The layer norm of rows x, in place, and as an operand. */
    void (*norm)(float *x, uint32_t rows, uint32_t width, struct norm norm, struct operand *out);
    /* y [rows][n] = the product. */
    void (*finish)(struct columns c, const void *raw, uint32_t rows, const struct operand *in, float *y);
    /* The product in planes of HEAD_SIZE columns: row r's columns 32 p .. 32 p + 31 go to y + p * plane + 32 r. */
    void (*finish_planes)(struct columns c, const void *raw, uint32_t rows, const struct operand *in, float *y, size_t plane);
    void (*finish_planes_bf16)(struct columns c, const void *raw, uint32_t rows, const struct operand *in, uint16_t *y, size_t plane);
    /* out = GELU(the product), |error| < 5e-6. */
    void (*finish_gelu)(struct columns c, const void *raw, uint32_t rows, const struct operand *in, struct operand *out);
    /* x [rows][n] = norm(x + the product), and as an operand. */
    void (*finish_norm)(struct columns c, const void *raw, uint32_t rows, const struct operand *in, float *x, struct norm norm, struct operand *out);
    /* Self-attention of one window's rows: qkv holds the planes of q of each head, then of k, then of v; context [rows][heads][HEAD_SIZE]. The
     * queries come multiplied by log2(e) / sqrt(HEAD_SIZE). scratch: attention_scratch() floats. */
    void (*attention)(const float *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch);
    /* out[i][j] = a_i . b_j for i < m, j < n; the rows of a, b and out start lda, ldb and ldo floats apart. */
    void (*dots)(const float *a, size_t lda, uint32_t m, const float *b, size_t ldb, uint32_t n, uint32_t width, float *out, size_t ldo);
    /* log sum exp s[0 .. n), n > 0; s has room up to the next multiple of ROW_MULTIPLE, and what is there is overwritten. */
    float (*log_sum)(float *s, uint32_t n);
};

enum { ATTENTION_SLACK = 32 };                 /* rows behind a window that attention may read, and that must hold finite numbers */

/* Floats of scratch for the attention of a window of so many rows. */
size_t attention_scratch(uint32_t rows);

extern const struct kernels kernels_portable;
#if defined(__x86_64__)
extern const struct kernels kernels_avx2, kernels_avx512;
#endif

const struct kernels *kernels_choose(void);

/* What the CPU has beyond vectors of floats. */
bool cpu_has_vnni(void);                       /* AVX-512 VNNI: products of bytes that do not saturate in 16 bits */
bool cpu_has_bf16(void);                       /* AVX-512 BF16 or AMX */
bool cpu_has_amx(void);                        /* AMX-BF16, and the system lets this process use it */

/* As kernels.attention, with the tile unit: qkv and the probabilities in bf16, sums in fp32. Only if cpu_has_amx(). scratch: as many floats. */
void attention_amx(const uint16_t *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch);

/* The same in 16-bit integers, sums in 32 bits. Only if cpu_has_vnni(); rows <= WINDOW_MAX. */
void attention_vnni(const float *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch);

#endif
