/* kernels_rows.h: the kernels for one width of vectors; a file that includes it has set SIMD_BITS, KERNELS (the table's name) and the target.
 *
 * A row is at most some thousand floats and stays in the first cache while it is taken through its steps, two or three loops over it; every step is
 * written once:
 *
 *     raw sums -> [expand] -> values -> [GELU | residual + layer norm | nothing] -> [put_row] -> bytes, bf16 or floats
 *
 * What a later loop must know of the whole row, its sums or its bounds, the loop before it gathers: a sum across a vector is a long wait.
 *
 * Bytes: each row is mapped onto 0..255 from its least to its greatest value. That costs nothing over a symmetric range (the least value times the
 * columns' sums comes back in `expand`) and is a bit finer after GELU, whose values start at -0.17. u8 times s8 is what VNNI and AMX multiply; s8
 * times s8 has to be shifted first, by oneDNN: 460 GOP/s instead of 590 with VNNI. */
#include <math.h>

#include "model/config.h"
#include "model/kernels.h"
#include "model/simd.h"

/* ---- Conversions ---------------------------------------------------------------------------------------------------------- */

static void widen(const uint16_t *in, size_t n, float *out)
{
    for (size_t i = 0; i < n; i += W) store(out + i, load_bf16(in + i));
}

static void narrow(const float *in, size_t n, uint16_t *out)
{
    for (size_t i = 0; i < n; i += W) store_bf16(out + i, load(in + i));
}

/* A number that is not has all bits of the exponent set: one more in its last place overflows into the sign. Two bf16 a lane. */
static bool finite_bf16(const uint16_t *in, size_t n)
{
    vu bad = { 0 }, two;
    size_t i = 0;
    for (; i + 2 * W <= n; i += 2 * W) {
        memcpy(&two, in + i, sizeof two);
        bad |= (two & 0x7F807F80u) + 0x00800080u;
    }
    uint32_t any = 0, lanes[W];
    memcpy(lanes, &bad, sizeof bad);
    for (int k = 0; k < W; k++) any |= lanes[k] & 0x80008000u;
    for (; i < n; i++) any |= (in[i] & 0x7F80) == 0x7F80;
    return any == 0;
}

static void pack_weights(const float *w, uint32_t rows, uint32_t width, int8_t *q, float *scale, float *total)
{
    for (uint32_t r = 0; r < rows; r++, w += width, q += width) {
        vf most = { 0 };
        vi sum = { 0 };
        for (uint32_t i = 0; i < width; i += W) most = max_(most, max_(load(w + i), -load(w + i)));
        float s = max_across(most) / 127, inverse = s > 0 ? 1 / s : 0;
        for (uint32_t i = 0; i < width; i += W) {
            vi n = nearest(load(w + i) * inverse);
            store_low8(q + i, (vu)n);
            sum += n;
        }
        scale[r] = s;
        total[r] = s * sum_across(__builtin_convertvector(sum, vf));
    }
}

static void embed(const uint16_t *word, const float *position, const float *feature, uint32_t n, float *x)
{
    for (uint32_t i = 0; i < n; i += W) store(x + i, load_bf16(word + i) + load(position + i) + load(feature + i));
}

/* The least and the greatest values of a row, on the way. */
struct bounds { vf low, high; };

INLINE struct bounds no_bounds(void) { return (struct bounds){ all(INFINITY), all(-INFINITY) }; }
INLINE struct bounds widen_to(struct bounds b, vf v) { return (struct bounds){ min_(b.low, v), max_(b.high, v) }; }

/* The steps are 254 to the range, so that the least value can lie on a whole number of them from zero, and the greatest still be 255 at most. Then
 * one multiplication and addition ends in the byte: 1.5 * 2^23 leaves a float no bits for a fraction, and its last eight are those of the whole
 * number. */
INLINE void put_bytes(const float *v, uint32_t n, struct bounds b, uint8_t *out, float *scale, float *least)
{
    const float from = min_across(b.low), range = max_across(b.high) - from, inverse = range > 0 ? 254 / range : 0, zero = ceilf(-from * inverse);
    for (uint32_t i = 0; i < n; i += W) store_low8(out + i, (vu)fma_(load(v + i), all(inverse), all(12582912.0f + zero)));
    *scale = range / 254;
    *least = range > 0 ? -zero * (range / 254) : from;
}

INLINE void put_row(const float *v, uint32_t n, struct bounds b, uint32_t r, struct operand *out)
{
    switch (out->form) {
    case FORM_U8: put_bytes(v, n, b, (uint8_t *)out->data + (size_t)r * n, &out->scale[r], &out->least[r]); break;
    case FORM_BF16: narrow(v, n, (uint16_t *)out->data + (size_t)r * n); break;
    case FORM_F32:
        if ((const float *)out->data + (size_t)r * n != v) memcpy((float *)out->data + (size_t)r * n, v, n * sizeof *v);
    }
}

static void put(const float *x, uint32_t rows, uint32_t width, struct operand *out)
{
    for (uint32_t r = 0; r < rows; r++, x += width) {
        struct bounds b = no_bounds();
        for (uint32_t i = 0; i < width; i += W) b = widen_to(b, load(x + i));
        put_row(x, width, b, r, out);
    }
}

/* ---- After a product ------------------------------------------------------------------------------------------------------ */

/* One row's constants, and the values of W of its columns from n on. */
struct line { float scale, least; const void *raw; };

INLINE struct line line_of(const struct columns *c, const void *raw, uint32_t r, const struct operand *in)
{
    if (c->form == FORM_U8) return (struct line){ in->scale[r], in->least[r], (const int32_t *)raw + (size_t)r * c->n };
    return (struct line){ 1, 0, (const float *)raw + (size_t)r * c->n };
}

INLINE vf expand(const struct columns *c, struct line line, uint32_t n, bool bytes)
{
    if (!bytes) return load((const float *)line.raw + n) + load(c->bias + n);
    vf constant = fma_(load(c->total + n), all(line.least), load(c->bias + n));
    return fma_(load_int((const int32_t *)line.raw + n) * load(c->scale + n), all(line.scale), constant);
}

INLINE void expand_row(const struct columns *c, struct line line, float *y)
{
    if (c->form == FORM_U8)
        for (uint32_t n = 0; n < c->n; n += W) store(y + n, expand(c, line, n, true));
    else
        for (uint32_t n = 0; n < c->n; n += W) store(y + n, expand(c, line, n, false));
}

static void finish(struct columns c, const void *raw, uint32_t rows, const struct operand *in, float *y)
{
    for (uint32_t r = 0; r < rows; r++) expand_row(&c, line_of(&c, raw, r, in), y + (size_t)r * c.n);
}

static void finish_planes(struct columns c, const void *raw, uint32_t rows, const struct operand *in, float *y, size_t plane)
{
    for (uint32_t r = 0; r < rows; r++, y += HEAD_SIZE) {
        const struct line line = line_of(&c, raw, r, in);
        const bool bytes = c.form == FORM_U8;
        for (uint32_t p = 0, n = 0; n < c.n; p++)
            for (uint32_t d = 0; d < HEAD_SIZE; d += W, n += W) store(y + p * plane + d, expand(&c, line, n, bytes));
    }
}

static void finish_planes_bf16(struct columns c, const void *raw, uint32_t rows, const struct operand *in, uint16_t *y, size_t plane)
{
    for (uint32_t r = 0; r < rows; r++, y += HEAD_SIZE) {
        const struct line line = line_of(&c, raw, r, in);
        for (uint32_t p = 0, n = 0; n < c.n; p++)
            for (uint32_t d = 0; d < HEAD_SIZE; d += W, n += W) store_bf16(y + p * plane + d, expand(&c, line, n, c.form == FORM_U8));
    }
}

/* x Phi(x). Phi(x) - 1/2 = x P(x^2) on [-4.75, 4.75], P of degree 10 in t = 2 x^2 / 4.75^2 - 1, where its coefficients stay small enough for floats
 * (in powers of x^2 they cancel to 3e-5); minimax for the error of the product. Beyond, x is held at the bound. */
INLINE vf gelu(vf x)
{
    static const float p[] = { 1.487483536e-1f, -7.366808031e-2f, 5.323235107e-2f, -4.055574659e-2f, 3.042128089e-2f, -2.172164950e-2f,
                               1.338294893e-2f, -7.024213757e-3f, 4.987636126e-3f, -3.863114130e-3f, 1.323268073e-3f };
    vf held = min_(max_(x, all(-4.75f)), all(4.75f));
    vf t = fma_(held * held, all(2 / (4.75f * 4.75f)), all(-1.0f)), y = all(p[10]);
    UNROLL for (int k = 9; k >= 0; k--) y = fma_(y, t, all(p[k]));
    return x * fma_(held, y, all(0.5f));
}

INLINE struct bounds gelu_row(const struct columns *c, struct line line, float *y, bool bytes)
{
    struct bounds b = no_bounds();
    for (uint32_t n = 0; n < c->n; n += W) {
        const vf v = gelu(expand(c, line, n, bytes));
        store(y + n, v);
        b = widen_to(b, v);
    }
    return b;
}

static void finish_gelu(struct columns c, const void *raw, uint32_t rows, const struct operand *in, struct operand *out)
{
    float y[INTERMEDIATE_MAX] __attribute__((aligned(64)));
    for (uint32_t r = 0; r < rows; r++) {
        const struct line line = line_of(&c, raw, r, in);
        put_row(y, c.n, c.form == FORM_U8 ? gelu_row(&c, line, y, true) : gelu_row(&c, line, y, false), r, out);
    }
}

/* J. L. Ba, J. R. Kiros, G. E. Hinton, "Layer normalization", 2016. The sums of the row and of its squares come from one pass; less its first number,
 * so that a row far from zero does not lose its variance in the difference of two large sums. */
struct sums { vf first, sum, square; };

INLINE struct sums no_sums(float first) { return (struct sums){ all(first), { 0 }, { 0 } }; }

INLINE struct sums add_to(struct sums s, vf v)
{
    const vf d = v - s.first;
    return (struct sums){ s.first, s.sum + d, fma_(d, d, s.square) };
}

INLINE struct bounds norm_row(float *x, uint32_t n, struct sums s, struct norm norm)
{
    const float mean = sum_across(s.sum) / (float)n, variance = sum_across(s.square) / (float)n - mean * mean;
    const vf middle = s.first + mean, inverse = all(1 / sqrtf((variance > 0 ? variance : 0) + 1e-12f));
    struct bounds b = no_bounds();
    for (uint32_t i = 0; i < n; i += W) {
        const vf v = fma_((load(x + i) - middle) * inverse, load(norm.weight + i), load(norm.bias + i));
        store(x + i, v);
        b = widen_to(b, v);
    }
    return b;
}

static void norm_rows(float *x, uint32_t rows, uint32_t width, struct norm norm, struct operand *out)
{
    for (uint32_t r = 0; r < rows; r++, x += width) {
        struct sums s = no_sums(x[0]);
        for (uint32_t i = 0; i < width; i += W) s = add_to(s, load(x + i));
        put_row(x, width, norm_row(x, width, s, norm), r, out);
    }
}

INLINE struct sums add_row(const struct columns *c, struct line line, float *x, bool bytes)
{
    struct sums s = no_sums(x[0]);
    for (uint32_t n = 0; n < c->n; n += W) {
        const vf v = load(x + n) + expand(c, line, n, bytes);
        store(x + n, v);
        s = add_to(s, v);
    }
    return s;
}

static void finish_norm(struct columns c, const void *raw, uint32_t rows, const struct operand *in, float *x, struct norm norm, struct operand *out)
{
    for (uint32_t r = 0; r < rows; r++, x += c.n) {
        const struct line line = line_of(&c, raw, r, in);
        const struct sums s = c.form == FORM_U8 ? add_row(&c, line, x, true) : add_row(&c, line, x, false);
        put_row(x, c.n, norm_row(x, c.n, s, norm), r, out);
    }
}

/* ---- Attention ------------------------------------------------------------------------------------------------------------ */

/* A head's q, k and v are planes, [rows][32] without a gap, small enough for the first cache. The keys are turned (dimension by dimension, a multiple
 * of 2 W of them in a row), then QUERIES queries at a time: scores, softmax, weighted values.
 *
 *     scores [QUERIES][keys] = q k^T        2 vectors of keys by QUERIES accumulators
 *     context [QUERIES][32]  = p v          32 dimensions by QUERIES accumulators */
enum { QUERIES = SIMD_BITS == 512 ? 8 : 4, STEP = 2 * W, PARTS = HEAD_SIZE / W };

INLINE void score(const float *q, const float *turned, uint32_t keys, float *s)
{
    for (uint32_t j = 0; j < keys; j += STEP) {
        vf sum[QUERIES][2];
        UNROLL for (int i = 0; i < QUERIES; i++) sum[i][0] = sum[i][1] = (vf){ 0 };
        for (uint32_t d = 0; d < HEAD_SIZE; d++) {
            vf k0 = load(turned + d * keys + j), k1 = load(turned + d * keys + j + W);
            UNROLL for (int i = 0; i < QUERIES; i++) {
                vf x = all(q[i * HEAD_SIZE + (int)d]);
                sum[i][0] = fma_(x, k0, sum[i][0]);
                sum[i][1] = fma_(x, k1, sum[i][1]);
            }
        }
        UNROLL for (int i = 0; i < QUERIES; i++) {
            store(s + (size_t)i * keys + j, sum[i][0]);
            store(s + (size_t)i * keys + j + W, sum[i][1]);
        }
    }
}

/* The first `left` numbers of v, and -1e30 behind them. */
INLINE vf first_of(vf v, int32_t left)
{
    vi lane = { 0 };
    for (int k = 0; k < W; k++) lane[k] = k;
    const vi in = lane < left;
    return (vf)(((vi)v & in) | ((vi)all(-1e30f) & ~in));
}

/* 2^(s - max) of QUERIES rows, 0 from `rows` on, and 1 / the sums. All rows together: the maximum and the sum across a row are long waits. */
INLINE void soften(float *s, uint32_t rows, uint32_t keys, float *inverse)
{
    vf top[QUERIES], sum[QUERIES];
    UNROLL for (int i = 0; i < QUERIES; i++) {
        float *last = s + (size_t)(i + 1) * keys - STEP;
        const int32_t left = (int32_t)(rows + STEP) - (int32_t)keys;
        store(last, first_of(load(last), left));
        store(last + W, first_of(load(last + W), left - W));
        top[i] = load(last);
    }
    for (uint32_t j = 0; j < keys; j += W) {
        UNROLL for (int i = 0; i < QUERIES; i++) top[i] = max_(top[i], load(s + (size_t)i * keys + j));
    }
    UNROLL for (int i = 0; i < QUERIES; i++) {
        top[i] = all(max_across(top[i]));
        sum[i] = (vf){ 0 };
    }
    for (uint32_t j = 0; j < keys; j += W) {
        UNROLL for (int i = 0; i < QUERIES; i++) {
            float *at = s + (size_t)i * keys + j;
            const vf p = exp2_(load(at) - top[i]);
            store(at, p);
            sum[i] += p;
        }
    }
    UNROLL for (int i = 0; i < QUERIES; i++) inverse[i] = 1 / sum_across(sum[i]);
}

/* The context of QUERIES queries; at 256 and 128 bits in two halves, since 32 dimensions of 4 queries would take every register. */
INLINE void weigh(const float *p, uint32_t keys, const float *values, uint32_t rows, const float *inverse, float *out, size_t stride,
                  uint32_t queries)
{
    enum { HALF = PARTS > 2 ? PARTS / 2 : PARTS };
    for (uint32_t part = 0; part < PARTS; part += HALF) {
        vf sum[QUERIES][HALF];
        UNROLL for (int i = 0; i < QUERIES; i++) UNROLL for (int h = 0; h < HALF; h++) sum[i][h] = (vf){ 0 };
        for (uint32_t j = 0; j < rows; j++) {
            vf v[HALF];
            UNROLL for (int h = 0; h < HALF; h++) v[h] = load(values + (size_t)j * HEAD_SIZE + (part + (uint32_t)h) * W);
            UNROLL for (int i = 0; i < QUERIES; i++) {
                vf x = all(p[(size_t)i * keys + j]);
                UNROLL for (int h = 0; h < HALF; h++) sum[i][h] = fma_(x, v[h], sum[i][h]);
            }
        }
        UNROLL for (int i = 0; i < QUERIES; i++) {
            if ((uint32_t)i < queries)
                UNROLL for (int h = 0; h < HALF; h++) store(out + (size_t)i * stride + (part + (uint32_t)h) * W, sum[i][h] * inverse[i]);
        }
    }
}

static void attention(const float *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch)
{
    const size_t width = (size_t)heads * HEAD_SIZE;
    const uint32_t keys = (rows + STEP - 1) / STEP * STEP;
    float *turned = scratch, *s = turned + (size_t)HEAD_SIZE * keys;
    for (uint32_t h = 0; h < heads; h++) {
        const float *q = qkv + h * plane, *k = q + heads * plane, *v = k + heads * plane;
        for (uint32_t j = 0; j < keys; j++)
            for (uint32_t d = 0; d < HEAD_SIZE; d++) turned[d * keys + j] = j < rows ? k[(size_t)j * HEAD_SIZE + d] : 0;
        for (uint32_t i = 0; i < rows; i += QUERIES) {
            float inverse[QUERIES];
            score(q + (size_t)i * HEAD_SIZE, turned, keys, s);
            soften(s, rows, keys, inverse);
            weigh(s, keys, v, rows, inverse, context + i * width + (size_t)h * HEAD_SIZE, width, rows - i < QUERIES ? rows - i : QUERIES);
        }
    }
}

/* ---- Small products of the heads ------------------------------------------------------------------------------------------ */

static void dots(const float *a, size_t lda, uint32_t m, const float *b, size_t ldb, uint32_t n, uint32_t width, float *out, size_t ldo)
{
    for (uint32_t i = 0; i < m; i++) {
        for (uint32_t j = 0; j < n; j++) {
            vf sum = { 0 };
            for (uint32_t k = 0; k < width; k += W) sum = fma_(load(a + i * lda + k), load(b + j * ldb + k), sum);
            out[i * ldo + j] = sum_across(sum);
        }
    }
}

static float log_sum(float *s, uint32_t n)
{
    const uint32_t whole = (n + ROW_MULTIPLE - 1) / ROW_MULTIPLE * ROW_MULTIPLE;
    for (uint32_t i = n; i < whole; i++) s[i] = -INFINITY;
    vf most = load(s), sum = { 0 };
    for (uint32_t i = W; i < whole; i += W) most = max_(most, load(s + i));
    const float top = max_across(most);
    for (uint32_t i = 0; i < whole; i += W) sum += exp2_((load(s + i) - top) * 1.44269504f);
    return top + logf(sum_across(sum));
}

const struct kernels KERNELS = {
    .name = KERNELS_NAME,
    .widen = widen,
    .narrow = narrow,
    .finite = finite_bf16,
    .pack_weights = pack_weights,
    .embed = embed,
    .put = put,
    .norm = norm_rows,
    .finish = finish,
    .finish_planes = finish_planes,
    .finish_planes_bf16 = finish_planes_bf16,
    .finish_gelu = finish_gelu,
    .finish_norm = finish_norm,
    .attention = attention,
    .dots = dots,
    .log_sum = log_sum,
};
