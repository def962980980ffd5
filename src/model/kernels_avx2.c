/* kernels_avx2.c: the kernels for x86-64 with AVX2 and FMA (Haswell and Zen, and later). */
#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#else
#pragma GCC target("avx2,fma")
#endif
#define SIMD_BITS 256
#define KERNELS kernels_avx2
#define KERNELS_NAME "AVX2"
#include "model/kernels_rows.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
