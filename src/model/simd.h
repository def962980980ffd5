/* simd.h: vectors of W floats, for one width a compilation: SIMD_BITS is 512, 256 or 128 before this is included.
 *
 * Arithmetic is the compiler's own on vector types (GCC and clang); only what these types lack (fused multiply-add, maximum, sums across) is spelled
 * in intrinsics. At 128 bits nothing is: that is the portable version, for any CPU. */
#ifndef HS_SIMD_H
#define HS_SIMD_H

#include <stdint.h>
#include <string.h>

#if SIMD_BITS > 128
#include <immintrin.h>
#endif

enum { W = SIMD_BITS / 32 };

typedef float vf __attribute__((vector_size(SIMD_BITS / 8)));
typedef int32_t vi __attribute__((vector_size(SIMD_BITS / 8)));
typedef uint32_t vu __attribute__((vector_size(SIMD_BITS / 8)));
typedef uint16_t vh __attribute__((vector_size(SIMD_BITS / 16)));
typedef uint8_t vb __attribute__((vector_size(SIMD_BITS / 32)));

#define INLINE static inline __attribute__((always_inline))
#if defined(__clang__)
#define UNROLL _Pragma("unroll")
#else
#define UNROLL _Pragma("GCC unroll 16")
#endif

INLINE vf load(const float *p)
{
    vf v;
    memcpy(&v, p, sizeof v);
    return v;
}

INLINE void store(float *p, vf v) { memcpy(p, &v, sizeof v); }

INLINE vf all(float x) { return x - (vf){ 0 }; }

#if SIMD_BITS == 512
INLINE vf fma_(vf a, vf b, vf c) { return (vf)_mm512_fmadd_ps((__m512)a, (__m512)b, (__m512)c); }
INLINE vf max_(vf a, vf b) { return (vf)_mm512_max_ps((__m512)a, (__m512)b); }
INLINE vf min_(vf a, vf b) { return (vf)_mm512_min_ps((__m512)a, (__m512)b); }
INLINE float sum_across(vf v) { return _mm512_reduce_add_ps((__m512)v); }
INLINE float max_across(vf v) { return _mm512_reduce_max_ps((__m512)v); }
INLINE float min_across(vf v) { return _mm512_reduce_min_ps((__m512)v); }
#elif SIMD_BITS == 256
INLINE vf fma_(vf a, vf b, vf c) { return (vf)_mm256_fmadd_ps((__m256)a, (__m256)b, (__m256)c); }
INLINE vf max_(vf a, vf b) { return (vf)_mm256_max_ps((__m256)a, (__m256)b); }
INLINE vf min_(vf a, vf b) { return (vf)_mm256_min_ps((__m256)a, (__m256)b); }
#else
INLINE vf fma_(vf a, vf b, vf c) { return a * b + c; }
INLINE vf max_(vf a, vf b)
{
    vi m = a > b;
    return (vf)(((vi)a & m) | ((vi)b & ~m));
}
INLINE vf min_(vf a, vf b)
{
    vi m = a < b;
    return (vf)(((vi)a & m) | ((vi)b & ~m));
}
#endif

#if SIMD_BITS == 256
#define ACROSS(name, op)                                                                           \
    INLINE float name(vf v)                                                                        \
    {                                                                                              \
        __m128 h = op(_mm256_castps256_ps128((__m256)v), _mm256_extractf128_ps((__m256)v, 1));     \
        h = op(h, _mm_movehl_ps(h, h));                                                            \
        return _mm_cvtss_f32(op(h, _mm_movehdup_ps(h)));                                           \
    }
ACROSS(sum_across, _mm_add_ps)
ACROSS(max_across, _mm_max_ps)
ACROSS(min_across, _mm_min_ps)
#elif SIMD_BITS == 128
INLINE float sum_across(vf v) { return (v[0] + v[2]) + (v[1] + v[3]); }
INLINE float max_across(vf v)
{
    float a = v[0] > v[2] ? v[0] : v[2], b = v[1] > v[3] ? v[1] : v[3];
    return a > b ? a : b;
}
INLINE float min_across(vf v) { return -max_across(-v); }
#endif

/* The low 8 bits of each integer; its low 16; and 16 bits made 32. GCC takes vectors apart for these conversions, number by number. */
#if SIMD_BITS == 512
INLINE void store_low8(void *p, vu v) { _mm_storeu_si128(p, _mm512_cvtepi32_epi8((__m512i)v)); }
INLINE void store_low16(void *p, vu v) { _mm256_storeu_si256(p, _mm512_cvtepi32_epi16((__m512i)v)); }
INLINE vu load_16(const void *p) { return (vu)_mm512_cvtepu16_epi32(_mm256_loadu_si256(p)); }
#elif SIMD_BITS == 256
INLINE void store_low16(void *p, vu v)
{
    __m256i pairs = _mm256_packus_epi32((__m256i)(v & 0xFFFF), _mm256_setzero_si256());
    _mm_storeu_si128(p, _mm256_castsi256_si128(_mm256_permute4x64_epi64(pairs, 0x08)));
}
INLINE void store_low8(void *p, vu v)
{
    __m256i pairs = _mm256_packus_epi32((__m256i)(v & 0xFF), _mm256_setzero_si256());
    __m128i words = _mm256_castsi256_si128(_mm256_permute4x64_epi64(pairs, 0x08));
    _mm_storel_epi64(p, _mm_packus_epi16(words, words));
}
INLINE vu load_16(const void *p) { return (vu)_mm256_cvtepu16_epi32(_mm_loadu_si128(p)); }
#else
INLINE void store_low8(void *p, vu v)
{
    vb b = __builtin_convertvector(v, vb);
    memcpy(p, &b, sizeof b);
}
INLINE void store_low16(void *p, vu v)
{
    vh h = __builtin_convertvector(v, vh);
    memcpy(p, &h, sizeof h);
}
INLINE vu load_16(const void *p)
{
    vh h;
    memcpy(&h, p, sizeof h);
    return __builtin_convertvector(h, vu);
}
#endif

/* bf16 is the upper half of a float. */
INLINE vf load_bf16(const uint16_t *p) { return (vf)(load_16(p) << 16); }

INLINE void store_bf16(uint16_t *p, vf v)
{
    vu u = (vu)v;
    store_low16(p, (u + 0x7FFF + ((u >> 16) & 1)) >> 16);
}

INLINE vf load_int(const int32_t *p)
{
    vi v;
    memcpy(&v, p, sizeof v);
    return __builtin_convertvector(v, vf);
}

/* To the nearest integer, even at a tie: adding 1.5 * 2^23 leaves no bit for a fraction. |v| < 2^22. */
INLINE vi nearest(vf v) { return (vi)(v + 12582912.0f) - (vi)all(12582912.0f); }

/* 2^v for v <= 0, relative error 1e-7; 0 below -126. 2^v = 2^n 2^r with n the nearest integer and a minimax polynomial of 2^r on [-0.5, 0.5]. */
INLINE vf exp2_(vf v)
{
    v = max_(v, all(-127.0f));
    vi n = nearest(v);
    vf r = v - __builtin_convertvector(n, vf);
    vf p = fma_(r, all(1.327646679e-3f), all(9.675541293e-3f));
    p = fma_(p, r, all(5.550713290e-2f));
    p = fma_(p, r, all(2.402211972e-1f));
    p = fma_(p, r, all(6.931469671e-1f));
    p = fma_(p, r, all(1.0f));
    return p * (vf)((n + 127) << 23);
}

#endif
