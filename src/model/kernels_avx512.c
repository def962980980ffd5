/* kernels_avx512.c: the kernels for x86-64 with AVX-512 (Skylake server and Zen 4, and later). */
#if defined(__x86_64__)
#if defined(__clang__)
#pragma clang attribute push(__attribute__((target("avx512f,avx512bw,avx512dq,avx512vl,fma"))), apply_to = function)
#else
#pragma GCC target("avx512f,avx512bw,avx512dq,avx512vl,fma")
#endif
#define SIMD_BITS 512
#define KERNELS kernels_avx512
#define KERNELS_NAME "AVX-512"
#include "model/kernels_rows.h"
#if defined(__clang__)
#pragma clang attribute pop
#endif
#endif
