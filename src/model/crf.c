/* crf.c: the best BIO labels of a sequence, and how sure they are.
 *
 *   s [T][L]  scores of the labels, natural log          A [L][L]  transition(i, j): j after i; CRF_FORBIDDEN where BIO forbids it
 *   a, b [L]  starting in j, ending in j                 y [T]     out: the argmax
 *
 *   Viterbi   d_0(j) = a(j) + s_0(j)                     d_t(j) = s_t(j) + max_i [ d_{t-1}(i) + A(i, j) ]
 *   sums      alpha the same with + and e^ for max and + beta_T-1(i) = e^b(i)   beta_t(i) = sum_j e^[ A(i, j) + s_{t+1}(j) ] beta_{t+1}(j)
 *             Z = sum_j alpha_T-1(j) e^b(j)
 *   a span    first..last of one kind with labels B, I: the chance that exactly this stretch is one span:
 *             log alpha_first(B) + sum over its words after the first of [ A(., I) + s(I) ] + log of what may follow but I - log Z
 *
 * A product of probabilities underflows after some hundred words, so alpha and beta are divided by their sums at each word, and the logarithms of
 * these kept: one e^ a label, where sums in log space take one a pair of labels and were 2 % of a reading. O(T L^2) with T <= 223 and L <= 9.
 * G. D. Forney, "The Viterbi algorithm", Proc. IEEE 61(3), 1973; L. R. Rabiner, "A tutorial on hidden Markov models", Proc. IEEE 77(2), 1989;
 * J. Lafferty, A. McCallum, F. Pereira, "Conditional random fields", ICML 2001. */
#include "model/crf.h"

#include <float.h>
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

/* e^(v - most), so that the greatest is 1. */
static double powers(const float *v, uint32_t n, double *out)
{
    double most = v[0];
    for (uint32_t i = 1; i < n; i++)
        if (v[i] > most) most = v[i];
    for (uint32_t i = 0; i < n; i++) out[i] = exp(v[i] - most);
    return most;
}

/* Divides v by its sum, the logarithm of which is returned. */
static double scale(double *v, uint32_t n)
{
    double sum = DBL_MIN; /* so that the sum of what all underflowed is a number too */
    for (uint32_t i = 0; i < n; i++) sum += v[i];
    for (uint32_t i = 0; i < n; i++) v[i] /= sum;
    return log(sum);
}

void crf_sum(struct crf_sums *s)
{
    const struct crf *crf = s->crf;
    const uint32_t labels = crf->labels, last = s->words - 1;
    double a[CRF_LABELS_MAX][CRF_LABELS_MAX], start[CRF_LABELS_MAX], end[CRF_LABELS_MAX], e[CRF_LABELS_MAX];
    for (uint32_t i = 0; i < labels; i++) {
        start[i] = exp(crf->start[i]);
        end[i] = exp(crf->end[i]);
        for (uint32_t j = 0; j < labels; j++) a[i][j] = exp(crf->transition[i][j]);
    }
    for (uint32_t t = 0; t <= last; t++) {
        double *now = s->alpha + (size_t)t * labels, most = powers(s->scores + t * s->stride, labels, e);
        const double *before = now - labels;
        for (uint32_t j = 0; j < labels; j++) {
            double sum = t ? 0 : start[j];
            for (uint32_t i = 0; t && i < labels; i++) sum += before[i] * a[i][j];
            now[j] = sum * e[j];
        }
        s->log_alpha[t] = (t ? s->log_alpha[t - 1] : 0) + most + scale(now, labels);
    }
    const double *final = s->alpha + (size_t)last * labels;
    double z = DBL_MIN;
    for (uint32_t i = 0; i < labels; i++) z += final[i] * end[i];
    s->z = log(z) + s->log_alpha[last];
    for (uint32_t i = 0; i < labels; i++) s->beta[(size_t)last * labels + i] = end[i];
    s->log_beta[last] = scale(s->beta + (size_t)last * labels, labels);
    for (uint32_t t = last; t-- > 0;) {
        double *now = s->beta + (size_t)t * labels, most = powers(s->scores + (t + 1) * s->stride, labels, e);
        for (uint32_t j = 0; j < labels; j++) e[j] *= now[labels + j];
        for (uint32_t i = 0; i < labels; i++) {
            now[i] = 0;
            for (uint32_t j = 0; j < labels; j++) now[i] += a[i][j] * e[j];
        }
        s->log_beta[t] = s->log_beta[t + 1] + most + scale(now, labels);
    }
}

double crf_span(const struct crf_sums *s, uint32_t kind, uint32_t first, uint32_t last)
{
    const struct crf *crf = s->crf;
    const uint32_t labels = crf->labels, begin = 2 * kind - 1, inside = 2 * kind;
    uint32_t at = begin;
    double sum = log(s->alpha[(size_t)first * labels + begin]) + s->log_alpha[first];
    for (uint32_t t = first + 1; t <= last; t++) {
        sum += (double)crf->transition[at][inside] + s->scores[t * s->stride + inside];
        at = inside;
    }
    if (last + 1 == s->words)
        sum += crf->end[at] - s->z;
    else {
        double after = DBL_MIN;
        for (uint32_t j = 0; j < labels; j++)
            if (j != inside)
                after += exp((double)crf->transition[at][j] + s->scores[(last + 1) * s->stride + j]) * s->beta[(size_t)(last + 1) * labels + j];
        sum += log(after) + s->log_beta[last + 1] - s->z;
    }
    return sum > CRF_LEAST ? sum : CRF_LEAST;
}
