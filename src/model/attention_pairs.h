/* attention_pairs.h: what the two attentions in pairs of 16 bits share (attention_amx.c, attention_vnni.c), for AVX-512.
 *
 * Their products take two numbers of the inner dimension at once: keys in pairs of dimensions, turned, so that a vector has the same pair of 16 keys;
 * values in pairs of rows, so that a vector has 16 dimensions of two rows. A head is 32 numbers, one vector. To be included behind simd.h. */
#ifndef HS_ATTENTION_PAIRS_H
#define HS_ATTENTION_PAIRS_H

/* The 16 rows of 16 pairs in a, transposed to out [16][16] pairs, in four steps of halves. a is used up. */
INLINE void turn_pairs(__m512i a[16], void *out)
{
    __m512i b[16], *to = out;
    UNROLL for (int i = 0; i < 16; i += 2)
    {
        b[i] = _mm512_unpacklo_epi32(a[i], a[i + 1]);
        b[i + 1] = _mm512_unpackhi_epi32(a[i], a[i + 1]);
    }
    UNROLL for (int i = 0; i < 16; i += 4)
    {
        a[i] = _mm512_unpacklo_epi64(b[i], b[i + 2]);
        a[i + 1] = _mm512_unpackhi_epi64(b[i], b[i + 2]);
        a[i + 2] = _mm512_unpacklo_epi64(b[i + 1], b[i + 3]);
        a[i + 3] = _mm512_unpackhi_epi64(b[i + 1], b[i + 3]);
    }
    UNROLL for (int i = 0; i < 4; i++)
    {
        b[i] = _mm512_shuffle_i32x4(a[i], a[i + 4], 0x88);
        b[i + 4] = _mm512_shuffle_i32x4(a[i], a[i + 4], 0xDD);
        b[i + 8] = _mm512_shuffle_i32x4(a[i + 8], a[i + 12], 0x88);
        b[i + 12] = _mm512_shuffle_i32x4(a[i + 8], a[i + 12], 0xDD);
    }
    UNROLL for (int i = 0; i < 8; i++)
    {
        _mm512_storeu_si512(to + i, _mm512_shuffle_i32x4(b[i], b[i + 8], 0x88));
        _mm512_storeu_si512(to + i + 8, _mm512_shuffle_i32x4(b[i], b[i + 8], 0xDD));
    }
}

/* Two rows number by number: of the first 16 dimensions to *low, of the last 16 to *high. */
INLINE void interleave_rows(__m512i even, __m512i odd, void *low, void *high)
{
    const __m512i of_low =
        _mm512_set_epi16(47, 15, 46, 14, 45, 13, 44, 12, 43, 11, 42, 10, 41, 9, 40, 8, 39, 7, 38, 6, 37, 5, 36, 4, 35, 3, 34, 2, 33, 1, 32, 0);
    const __m512i of_high = _mm512_add_epi16(of_low, _mm512_set1_epi16(16));
    _mm512_storeu_si512(low, _mm512_permutex2var_epi16(even, of_low, odd));
    _mm512_storeu_si512(high, _mm512_permutex2var_epi16(even, of_high, odd));
}

/* 2^v by a cubic between whole numbers, relative error 1e-4; 0 far below. */
INLINE __m512 power(__m512 v)
{
    const __m512 n = _mm512_roundscale_ps(v, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC), r = _mm512_sub_ps(v, n);
    __m512 p = _mm512_fmadd_ps(r, _mm512_set1_ps(5.517162365e-2f), _mm512_set1_ps(2.426111187e-1f));
    p = _mm512_fmadd_ps(p, r, _mm512_set1_ps(6.932609938e-1f));
    return _mm512_scalef_ps(_mm512_fmadd_ps(p, r, _mm512_set1_ps(9.999280740e-1f)), n);
}

#endif
