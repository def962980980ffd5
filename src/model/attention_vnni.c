/* attention_vnni.c: attention in 16-bit integers, for x86-64 with AVX-512 VNNI and without the tile unit.
 *
 * VPDPWSSD multiplies pairs of 16 bits and adds them up in 32: twice the products of a float's multiply-add. q, k and v of a head are mapped onto
 * whole numbers, each with one scale for the window, so large as the sums allow:
 *
 *     scores  [QUERIES][keys] = q k^T     |q|, |k| <= 8191: 32 * 8191^2 < 2^31
 *     p       2^(s - max + PROBABILITY_BITS), rounded; p and v so that keys * p * v < 2^31, keys <= WINDOW_MAX
 *     context [QUERIES][32]   = p v       over the sum of the rounded p
 *
 * Thirteen bits for q and k and twelve for p and v lose less than the eight that the context then is put into: figures in docs/decisions.md.
 * A vector holds 16 keys (or dimensions), two numbers of each: keys in pairs of dimensions, values in pairs of rows. */
#include "model/kernels.h"

#if defined(__x86_64__)
#include <math.h>

#include "model/config.h"

#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,avx512vnni,fma")
#endif
#define SIMD_BITS 512
#include "model/simd.h"

#include "model/attention_pairs.h"

enum { QUERIES = 8, KEYS = 32, PAIRS = HEAD_SIZE / 2, MOST_QK = 8191, MOST_V = 2047, FEW_KEYS = 256, MAGIC_BITS = 0x4B400000 };
static const float MAGIC = 12582912.0f; /* 1.5 * 2^23: added to a float, it leaves the nearest whole number in the low bits */

/* What the numbers of a plane are multiplied with to be at most `most`; its inverse goes to *scale. */
static float fit(const float *plane, uint32_t rows, float most, float *scale)
{
    __m512 top[4] = { _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps(), _mm512_setzero_ps() };
    uint32_t i = 0;
    for (; i + 2 <= rows; i += 2, plane += 2 * HEAD_SIZE) {
        UNROLL for (int n = 0; n < 4; n++) top[n] = _mm512_max_ps(top[n], _mm512_abs_ps(_mm512_loadu_ps(plane + n * 16)));
    }
    if (i < rows) {
        UNROLL for (int n = 0; n < 2; n++) top[n] = _mm512_max_ps(top[n], _mm512_abs_ps(_mm512_loadu_ps(plane + n * 16)));
    }
    const float largest = _mm512_reduce_max_ps(_mm512_max_ps(_mm512_max_ps(top[0], top[1]), _mm512_max_ps(top[2], top[3])));
    *scale = largest / most;
    return largest > 0 ? most / largest : 0;
}

/* One row of 32 numbers as 16-bit integers. */
INLINE __m512i whole(const float *row, __m512 factor)
{
    const __m256i low = _mm512_cvtepi32_epi16(_mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(row), factor)));
    const __m256i high = _mm512_cvtepi32_epi16(_mm512_cvtps_epi32(_mm512_mul_ps(_mm512_loadu_ps(row + 16), factor)));
    return _mm512_inserti64x4(_mm512_castsi256_si512(low), high, 1);
}

static void put_queries(const float *q, uint32_t rows, float factor, int16_t *out)
{
    const __m512 f = _mm512_set1_ps(factor);
    uint32_t i = 0;
    for (; i < rows; i++) _mm512_storeu_si512(out + (size_t)i * HEAD_SIZE, whole(q + (size_t)i * HEAD_SIZE, f));
    for (; i % QUERIES; i++) _mm512_storeu_si512(out + (size_t)i * HEAD_SIZE, _mm512_setzero_si512());
}

/* 16 keys, turned: vector d holds the dimensions 2d and 2d + 1 of each. */
static void put_keys(const float *k, uint32_t rows, float factor, int16_t *out)
{
    const __m512 f = _mm512_set1_ps(factor);
    __m512i a[16];
    for (uint32_t i = 0; i < 16; i++) a[i] = i < rows ? whole(k + (size_t)i * HEAD_SIZE, f) : _mm512_setzero_si512();
    turn_pairs(a, out);
}

/* Rows 2r and 2r + 1 of the values, number by number: two vectors a pair of rows. */
static void put_values(const float *v, uint32_t rows, uint32_t keys, float factor, int16_t *out)
{
    const __m512 f = _mm512_set1_ps(factor);
    for (uint32_t i = 0; i < keys; i += 2, v += (size_t)2 * HEAD_SIZE, out += 64) {
        const __m512i even = i < rows ? whole(v, f) : _mm512_setzero_si512();
        const __m512i odd = i + 1 < rows ? whole(v + HEAD_SIZE, f) : _mm512_setzero_si512();
        interleave_rows(even, odd, out, out + 32);
    }
}

/* sum + the products of the pairs of a and b. As the instruction itself: GCC 12 copies the sum around its intrinsic, sixteen times a step. */
INLINE __m512i add_products(__m512i sum, __m512i a, __m512i b)
{
    __asm__("vpdpwssd {%2, %1, %0|%0, %1, %2}" : "+v"(sum) : "v"(a), "v"(b));
    return sum;
}

INLINE __m512i pair(const int16_t *p)
{
    int32_t two;
    memcpy(&two, p, sizeof two);
    return _mm512_set1_epi32(two);
}

/* The scores of QUERIES queries, and the greatest of each; keys from `rows` on do not count. */
static void score(const int16_t *q, const int16_t *turned, uint32_t rows, uint32_t keys, int32_t *s, int32_t *most)
{
    __m512i top[QUERIES];
    UNROLL for (int i = 0; i < QUERIES; i++) top[i] = _mm512_set1_epi32(INT32_MIN);
    for (uint32_t j = 0; j < keys; j += KEYS) {
        const uint32_t left = rows - j;
        const __mmask16 first = (__mmask16)(left < 16 ? (1u << left) - 1 : 0xFFFF);
        const __mmask16 second = (__mmask16)(left >= 32 ? 0xFFFF : left > 16 ? (1u << (left - 16)) - 1 : 0);
        const int16_t *k = turned + (size_t)j * HEAD_SIZE;
        __m512i sum[QUERIES][2];
        UNROLL for (int i = 0; i < QUERIES; i++) sum[i][0] = sum[i][1] = _mm512_setzero_si512();
        for (uint32_t d = 0; d < PAIRS; d++) {
            const __m512i k0 = _mm512_loadu_si512(k + 32 * d), k1 = _mm512_loadu_si512(k + 16 * HEAD_SIZE + 32 * d);
            UNROLL for (int i = 0; i < QUERIES; i++)
            {
                const __m512i x = pair(q + i * HEAD_SIZE + 2 * d);
                sum[i][0] = add_products(sum[i][0], x, k0);
                sum[i][1] = add_products(sum[i][1], x, k1);
            }
        }
        UNROLL for (int i = 0; i < QUERIES; i++)
        {
            _mm512_storeu_si512(s + (size_t)i * keys + j, sum[i][0]);
            _mm512_storeu_si512(s + (size_t)i * keys + j + 16, sum[i][1]);
            top[i] = _mm512_mask_max_epi32(top[i], first, top[i], sum[i][0]);
            top[i] = _mm512_mask_max_epi32(top[i], second, top[i], sum[i][1]);
        }
    }
    UNROLL for (int i = 0; i < QUERIES; i++) most[i] = _mm512_reduce_max_epi32(top[i]);
}

/* p [QUERIES][keys], in units of 2^-bits of the greatest, and 1 / the sum of each row. */
static void soften(const int32_t *s, const int32_t *most, uint32_t rows, uint32_t keys, float scale, float bits, int16_t *p, float *inverse)
{
    const __m512 factor = _mm512_set1_ps(scale), magic = _mm512_set1_ps(MAGIC);
    __m512 shift[QUERIES];
    __m512i sum[QUERIES];
    UNROLL for (int i = 0; i < QUERIES; i++)
    {
        shift[i] = _mm512_set1_ps(bits - (float)most[i] * scale);
        sum[i] = _mm512_setzero_si512();
    }
    for (uint32_t j = 0; j < keys; j += 16) {
        const __mmask16 in = (__mmask16)(j + 16 <= rows ? 0xFFFF : j < rows ? (1u << (rows - j)) - 1 : 0);
        UNROLL for (int i = 0; i < QUERIES; i++)
        {
            const __m512 v = _mm512_fmadd_ps(_mm512_cvtepi32_ps(_mm512_loadu_si512(s + (size_t)i * keys + j)), factor, shift[i]);
            const __m512i n = _mm512_castps_si512(_mm512_add_ps(_mm512_maskz_mov_ps(in, power(v)), magic));
            sum[i] = _mm512_add_epi32(sum[i], n);
            _mm256_storeu_si256((__m256i *)(p + (size_t)i * keys + j), _mm512_cvtepi32_epi16(n));
        }
    }
    /* The sums are of MAGIC's bits, too, modulo 2^32: added up without a sign, since a sum with one must not overflow. */
    UNROLL for (int i = 0; i < QUERIES; i++)
    {
        uint32_t lanes[16], total = 0;
        _mm512_storeu_si512(lanes, sum[i]);
        for (int k = 0; k < 16; k++) total += lanes[k];
        inverse[i] = 1 / (float)(total - keys * (uint32_t)MAGIC_BITS);
    }
}

static void weigh(const int16_t *p, uint32_t keys, const int16_t *values, uint32_t rows, const float *inverse, float scale, float *out, size_t stride,
                  uint32_t queries)
{
    __m512i sum[QUERIES][2];
    UNROLL for (int i = 0; i < QUERIES; i++) sum[i][0] = sum[i][1] = _mm512_setzero_si512();
    for (uint32_t j = 0; j < rows; j += 2) {
        const __m512i v0 = _mm512_loadu_si512(values + (size_t)j * HEAD_SIZE), v1 = _mm512_loadu_si512(values + (size_t)j * HEAD_SIZE + 32);
        UNROLL for (int i = 0; i < QUERIES; i++)
        {
            const __m512i x = pair(p + (size_t)i * keys + j);
            sum[i][0] = add_products(sum[i][0], x, v0);
            sum[i][1] = add_products(sum[i][1], x, v1);
        }
    }
    UNROLL for (int i = 0; i < QUERIES; i++)
    {
        const __m512 f = _mm512_set1_ps(inverse[i] * scale);
        if ((uint32_t)i < queries) {
            _mm512_storeu_ps(out + (size_t)i * stride, _mm512_mul_ps(_mm512_cvtepi32_ps(sum[i][0]), f));
            _mm512_storeu_ps(out + (size_t)i * stride + 16, _mm512_mul_ps(_mm512_cvtepi32_ps(sum[i][1]), f));
        }
    }
}

void attention_vnni(const float *qkv, size_t plane, uint32_t rows, uint32_t heads, float *context, float *scratch)
{
    const size_t width = (size_t)heads * HEAD_SIZE;
    const uint32_t keys = (rows + KEYS - 1) / KEYS * KEYS;
    const float bits = rows > FEW_KEYS ? 11 : 12;
    void *numbers = scratch, *sums = scratch + (size_t)(3 * HEAD_SIZE / 2 + QUERIES / 2) * keys;
    int16_t *q = numbers, *k = q + (size_t)keys * HEAD_SIZE, *v = k + (size_t)keys * HEAD_SIZE, *p = v + (size_t)keys * HEAD_SIZE;
    int32_t *s = sums;
    for (uint32_t h = 0; h < heads; h++) {
        const float *of_q = qkv + h * plane, *of_k = of_q + heads * plane, *of_v = of_k + heads * plane;
        float scale_q, scale_k, scale_v;
        put_queries(of_q, rows, fit(of_q, rows, MOST_QK, &scale_q), q);
        const float factor_k = fit(of_k, rows, MOST_QK, &scale_k);
        for (uint32_t j = 0; j < keys; j += 16) put_keys(of_k + (size_t)j * HEAD_SIZE, j < rows ? rows - j : 0, factor_k, k + (size_t)j * HEAD_SIZE);
        put_values(of_v, rows, keys, fit(of_v, rows, MOST_V, &scale_v), v);
        for (uint32_t i = 0; i < rows; i += QUERIES) {
            int32_t most[QUERIES];
            float inverse[QUERIES];
            score(q + (size_t)i * HEAD_SIZE, k, rows, keys, s, most);
            soften(s, most, rows, keys, scale_q * scale_k, bits, p, inverse);
            weigh(p, keys, v, rows, inverse, scale_v, context + i * width + (size_t)h * HEAD_SIZE, width, rows - i < QUERIES ? rows - i : QUERIES);
        }
    }
}

#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
