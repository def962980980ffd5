/* crf.c: the best BIO labels of a sequence, and how sure they are.
 *
 *   s [T][L]  scores of the labels, natural log          A [L][L]  transition(i, j): j after i; CRF_FORBIDDEN where BIO forbids it
 *   a, b [L]  starting in j, ending in j                 y [T]     out: the argmax
 *
 *   Viterbi   d_0(j) = a(j) + s_0(j)                     d_t(j) = s_t(j) + max_i [ d_{t-1}(i) + A(i, j) ]
 *   sums      alpha the same with log-sum-exp for max    beta_T-1(i) = b(i)     beta_t(i) = lse_j [ A(i, j) + s_{t+1}(j) + beta_{t+1}(j) ]
 *             log Z = lse_j [ alpha_T-1(j) + b(j) ]
 *   a span    first..last of one kind with labels B, I: the chance that exactly this stretch is one span:
 *             alpha_first(B) + sum over its words after the first of [ A(., I) + s(I) ] + lse over what may follow but I - log Z
 *
 * In log space and double: a product of probabilities underflows a float after some hundred words. O(T L^2) with T <= 223 and L <= 9: less than a
 * hundredth of the encoder's time, so it stays a plain triple loop.
 * G. D. Forney, "The Viterbi algorithm", Proc. IEEE 61(3), 1973; L. R. Rabiner, "A tutorial on hidden Markov models", Proc. IEEE 77(2), 1989;
 * J. Lafferty, A. McCallum, F. Pereira, "Conditional random fields", ICML 2001. */
#include "model/crf.h"

#include <math.h>
#include <stdbool.h>

void crf_forbid(struct crf *crf)
{
    for (uint32_t inside = 2; inside < crf->labels; inside += 2) {
        crf->start[inside] = CRF_FORBIDDEN;
        for (uint32_t from = 0; from < crf->labels; from++)
            if (from != inside && from != inside - 1) crf->transition[from][inside] = CRF_FORBIDDEN;
    }
}

void crf_decode(const struct crf *crf, const float *scores, size_t stride, uint32_t words, uint8_t *y, uint8_t *back)
{
    const uint32_t labels = crf->labels;
    float d[CRF_LABELS_MAX], next[CRF_LABELS_MAX];
    if (!words) return;
    for (uint32_t j = 0; j < labels; j++) d[j] = crf->start[j] + scores[j];
    for (uint32_t t = 1; t < words; t++) {
        for (uint32_t j = 0; j < labels; j++) {
            uint32_t from = 0;
            float best = d[0] + crf->transition[0][j];
            for (uint32_t i = 1; i < labels; i++) {
                if (d[i] + crf->transition[i][j] <= best) continue;
                best = d[i] + crf->transition[i][j];
                from = i;
            }
            next[j] = best + scores[t * stride + j];
            back[t * labels + j] = (uint8_t)from;
        }
        for (uint32_t j = 0; j < labels; j++) d[j] = next[j];
    }
    uint32_t best = 0;
    for (uint32_t j = 1; j < labels; j++)
        if (d[j] + crf->end[j] > d[best] + crf->end[best]) best = j;
    for (uint32_t t = words; t-- > 0; best = t ? back[t * labels + best] : 0) y[t] = (uint8_t)best;
}

static double log_sum_exp(const double *v, uint32_t n)
{
    double most = v[0], sum = 0;
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > most) most = v[i];
    for (uint32_t i = 0; i < n; i++)
        if (v[i] > most - 40) sum += exp(v[i] - most);
    return most + log(sum);
}

void crf_sum(struct crf_sums *s)
{
    const struct crf *crf = s->crf;
    const uint32_t labels = crf->labels;
    double v[CRF_LABELS_MAX];
    for (uint32_t j = 0; j < labels; j++) s->alpha[j] = (double)crf->start[j] + s->scores[j];
    for (uint32_t t = 1; t < s->words; t++) {
        const double *before = s->alpha + (size_t)(t - 1) * labels;
        for (uint32_t j = 0; j < labels; j++) {
            for (uint32_t i = 0; i < labels; i++) v[i] = before[i] + crf->transition[i][j];
            s->alpha[(size_t)t * labels + j] = log_sum_exp(v, labels) + s->scores[t * s->stride + j];
        }
    }
    double *last = s->beta + (size_t)(s->words - 1) * labels;
    for (uint32_t i = 0; i < labels; i++) {
        last[i] = crf->end[i];
        v[i] = s->alpha[(size_t)(s->words - 1) * labels + i] + crf->end[i];
    }
    s->z = log_sum_exp(v, labels);
    for (uint32_t t = s->words - 1; t-- > 0;) {
        const double *after = s->beta + (size_t)(t + 1) * labels;
        for (uint32_t i = 0; i < labels; i++) {
            for (uint32_t j = 0; j < labels; j++) v[j] = (double)crf->transition[i][j] + s->scores[(t + 1) * s->stride + j] + after[j];
            s->beta[(size_t)t * labels + i] = log_sum_exp(v, labels);
        }
    }
}

double crf_span(const struct crf_sums *s, uint32_t kind, uint32_t first, uint32_t last)
{
    const struct crf *crf = s->crf;
    const uint32_t labels = crf->labels, begin = 2 * kind - 1, inside = 2 * kind;
    uint32_t at = begin;
    double sum = s->alpha[(size_t)first * labels + begin], v[CRF_LABELS_MAX];
    for (uint32_t t = first + 1; t <= last; t++) {
        sum += (double)crf->transition[at][inside] + s->scores[t * s->stride + inside];
        at = inside;
    }
    if (last + 1 == s->words) return sum + crf->end[at] - s->z;
    for (uint32_t j = 0; j < labels; j++)
        v[j] = j == inside ? -1e9 : (double)crf->transition[at][j] + s->scores[(last + 1) * s->stride + j] + s->beta[(size_t)(last + 1) * labels + j];
    return sum + log_sum_exp(v, labels) - s->z;
}
