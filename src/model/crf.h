/* crf.h: linear-chain conditional random fields over BIO labels. */
#ifndef HS_CRF_H
#define HS_CRF_H

#include <stddef.h>
#include <stdint.h>

enum { CRF_LABELS_MAX = 9 };

/* Labels: 0 is O, 2k - 1 is B of kind k, 2k is I of kind k. What BIO forbids is CRF_FORBIDDEN. */
#define CRF_FORBIDDEN (-1e4f)
#define CRF_LEAST (-200.0)

struct crf {
    uint32_t labels;
    float start[CRF_LABELS_MAX], end[CRF_LABELS_MAX];
    float transition[CRF_LABELS_MAX][CRF_LABELS_MAX];                              /* [from][to] */
};

/* crf_forbid: makes what BIO forbids impossible: I of a kind after anything but B or I of that kind, and at the start. */
void crf_forbid(struct crf *crf);

/* crf_decode: the best labels y [words]; scores: `stride` floats apart, the first `labels` of each used. back: [words][labels] of scratch. */
void crf_decode(const struct crf *crf, const float *scores, size_t stride, uint32_t words, uint8_t *y, uint8_t *back);

/* The sums of forward-backward, for any number of questions about one sequence. */
struct crf_sums {
    const struct crf *crf;
    uint32_t words;
    double *alpha, *beta;                      /* [words][labels] sums up to and after each word, its own score in alpha only; divided by their sum */
    double *log_alpha, *log_beta;              /* [words] logarithms of what they were divided by */
    const float *scores; size_t stride;
    double z;                                  /* log-sum over all labellings */
};

/* crf_sum: fills alpha, beta and their logarithms (the caller's) and z. words > 0. */
void crf_sum(struct crf_sums *s);

/* crf_span: log-probability that a span of kind k (1, 2, ...) covers exactly the words first..last; at least CRF_LEAST. */
double crf_span(const struct crf_sums *s, uint32_t kind, uint32_t first, uint32_t last);

#endif
