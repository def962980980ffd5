/* attention_amx.c: attention on the tile unit of x86-64 (Sapphire Rapids and later).
 *
 * A tile is 16 rows of 64 bytes: 16 rows of 32 bf16 as the left side of a product, so that one row is one head's query or 32 probabilities. The right
 * side wants pairs: row r, column c holds the elements 2r and 2r + 1 of the inner dimension.
 *
 *     scores  [16 queries][16 keys] = q [16][32]  k^T      one TDPBF16PS; k^T: the 16 x 16 pairs of 16 keys, transposed
 *     context [16 queries][16 dims] = sum over 32 keys at a time of p [16][32] v      v: rows 2r and 2r + 1, interleaved
 *
 * Sums are in fp32, the softmax too (minus the maximum, 2^x by a cubic, relative error 1e-4: p then has 8 bits). Measured 3 to 4 times as fast as the
 * fp32 kernel in AVX-512, and most of what is left is the softmax.
 * Intel 64 and IA-32 Architectures Software Developer's Manual, volume 1, chapter 18. */
#include "model/kernels.h"

#if defined(__x86_64__)
#include <math.h>

#include "model/config.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,amx-tile,amx-bf16,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512bf16,amx-tile,amx-bf16,fma")
#endif
#define SIMD_BITS 512
#include "model/simd.h"

#include "model/attention_pairs.h"

enum { TILE_ROWS = 16, TILE_BYTES = 64, KEYS = 32 };

struct tile_config {
    uint8_t palette, start_row, reserved[14];
    uint16_t row_bytes[16];
    uint8_t rows[16];
};

static void tiles_begin(void)
{
    struct tile_config c = { .palette = 1 };
    for (int i = 0; i < 8; i++) {
        c.row_bytes[i] = TILE_BYTES;
        c.rows[i] = TILE_ROWS;
    }
    _tile_loadconfig(&c);
}

/* The 16 rows of 16 pairs at `in`, transposed. */
static void transpose(const uint16_t *in, uint16_t *out)
{
    __m512i a[16];
    UNROLL for (int i = 0; i < 16; i++) a[i] = _mm512_loadu_si512(in + i * HEAD_SIZE);
    turn_pairs(a, out);
}

/* 32 rows of values as two tiles, of their first and their last 16 dimensions. */
static void interleave(const uint16_t *in, uint16_t *out)
{
    for (size_t r = 0; r < TILE_ROWS; r++, out += 32) {
        __m512i even = _mm512_loadu_si512(in + 2 * r * HEAD_SIZE), odd = _mm512_loadu_si512(in + (2 * r + 1) * HEAD_SIZE);
        interleave_rows(even, odd, out, out + TILE_ROWS * 32);
    }
}

/* GROUP rows of scores as probabilities in bf16, less a common factor of each row, which goes to inverse. Together, since the maximum and the sum
 * across a row are long waits, which the rows of a group share; the last scores are masked, since a store of one would hold up the load of sixteen.
 * */
enum { GROUP = 4 };

INLINE __m512 shifted(const float *s, __m512 most) { return power(_mm512_sub_ps(_mm512_loadu_ps(s), most)); }

static void soften(const float *s, uint32_t rows, uint32_t keys, uint16_t *p, float *inverse)
{
    const uint32_t pairs = rows / KEYS * KEYS, left = rows - pairs;
    const __mmask16 low = (__mmask16)(left < 16 ? (1u << left) - 1 : 0xFFFF), high = (__mmask16)(left > 16 ? (1u << (left - 16)) - 1 : 0);
    __m512 most[GROUP], sum[GROUP];
    UNROLL for (int n = 0; n < GROUP; n++) most[n] = _mm512_set1_ps(-INFINITY);
    for (uint32_t j = 0; j < pairs; j += 16) {
        UNROLL for (int n = 0; n < GROUP; n++) most[n] = _mm512_max_ps(most[n], _mm512_loadu_ps(s + (size_t)n * keys + j));
    }
    UNROLL for (int n = 0; n < GROUP; n++)
    {
        most[n] = _mm512_mask_max_ps(most[n], low, most[n], _mm512_maskz_loadu_ps(low, s + (size_t)n * keys + pairs));
        most[n] = _mm512_mask_max_ps(most[n], high, most[n], _mm512_maskz_loadu_ps(high, s + (size_t)n * keys + pairs + 16));
        most[n] = _mm512_set1_ps(_mm512_reduce_max_ps(most[n]));
        sum[n] = _mm512_setzero_ps();
    }
    for (uint32_t j = 0; j < keys; j += KEYS) {
        const __mmask16 first = j < pairs ? 0xFFFF : low, second = j < pairs ? 0xFFFF : high;
        UNROLL for (int n = 0; n < GROUP; n++)
        {
            const float *at = s + (size_t)n * keys + j;
            __m512 a = _mm512_maskz_mov_ps(first, shifted(at, most[n])), b = _mm512_maskz_mov_ps(second, shifted(at + 16, most[n]));
            sum[n] = _mm512_add_ps(sum[n], _mm512_add_ps(a, b));
            _mm512_storeu_si512(p + (size_t)n * keys + j, (__m512i)_mm512_cvtne2ps_pbh(b, a));
        }
    }
    UNROLL for (int n = 0; n < GROUP; n++) inverse[n] = 1 / _mm512_reduce_add_ps(sum[n]);
}

/* Tiles: 0 the queries or probabilities, 1 and 2 the right side, 3 and 4 sums. */
static void one_head(const uint16_t *q, const uint16_t *k, const uint16_t *v, uint32_t rows, float *context, size_t width, float *scratch)
{
    const uint32_t keys = (rows + KEYS - 1) / KEYS * KEYS;
    float *s = scratch, *sums = s + (size_t)TILE_ROWS * keys;
    void *halves = sums + (size_t)TILE_ROWS * HEAD_SIZE;
    uint16_t *turned = halves, *values = turned + (size_t)HEAD_SIZE * keys, *p = values + (size_t)HEAD_SIZE * keys;
    for (uint32_t j = 0; j < keys; j += TILE_ROWS) transpose(k + (size_t)j * HEAD_SIZE, turned + (size_t)j * HEAD_SIZE);
    for (uint32_t j = 0; j < keys; j += KEYS) interleave(v + (size_t)j * HEAD_SIZE, values + (size_t)j * HEAD_SIZE);
    for (uint32_t i = 0; i < rows; i += TILE_ROWS) {
        float inverse[TILE_ROWS];
        uint32_t here = rows - i < TILE_ROWS ? rows - i : TILE_ROWS;
        _tile_loadd(0, q + (size_t)i * HEAD_SIZE, TILE_BYTES);
        for (uint32_t j = 0; j < keys; j += KEYS) {
            _tile_loadd(1, turned + (size_t)j * HEAD_SIZE, TILE_BYTES);
            _tile_loadd(2, turned + (size_t)(j + TILE_ROWS) * HEAD_SIZE, TILE_BYTES);
            _tile_zero(3);
            _tile_zero(4);
            _tile_dpbf16ps(3, 0, 1);
            _tile_dpbf16ps(4, 0, 2);
            _tile_stored(3, s + j, keys * sizeof *s);
            _tile_stored(4, s + j + TILE_ROWS, keys * sizeof *s);
        }
        for (uint32_t n = 0; n < TILE_ROWS; n += GROUP) soften(s + (size_t)n * keys, rows, keys, p + (size_t)n * keys, inverse + n);
        _tile_zero(3);
        _tile_zero(4);
        for (uint32_t j = 0; j < keys; j += KEYS) {
            _tile_loadd(0, p + j, keys * sizeof *p);
            _tile_loadd(1, values + (size_t)j * HEAD_SIZE, TILE_BYTES);
            _tile_loadd(2, values + (size_t)(j + TILE_ROWS) * HEAD_SIZE, TILE_BYTES);
            _tile_dpbf16ps(3, 0, 1);
            _tile_dpbf16ps(4, 0, 2);
        }
        _tile_stored(3, sums, 2 * TILE_BYTES);
        _tile_stored(4, sums + TILE_ROWS, 2 * TILE_BYTES);
        for (uint32_t n = 0; n < here; n++)
            for (uint32_t d = 0; d < HEAD_SIZE; d += W) store(context + (i + n) * width + d, load(sums + n * HEAD_SIZE + d) * inverse[n]);
    }
}

void attention_amx(const uint16_t *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch)
{
    tiles_begin();
    for (uint32_t h = 0; h < heads; h++) {
        const uint16_t *q = qkv + h * plane, *k = q + heads * plane, *v = k + heads * plane;
        one_head(q, k, v, rows, context + (size_t)h * HEAD_SIZE, (size_t)heads * HEAD_SIZE, scratch);
    }
    _tile_release();
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
