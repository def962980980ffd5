/* Viterbi and the sums of forward-backward, against every path of small lattices. */
#include "unit.h"

#include <math.h>

#include "model/crf.h"

enum { WORDS_MAX = 5, STRIDE = 12 };

static uint64_t seed;

static float draw(void) { return (float)(int32_t)(unit_next(&seed) >> 32) / 1e9f; /* -2.1 .. 2.1 */ }

static double path_score(const struct crf *crf, const float *s, const uint8_t *y, uint32_t words)
{
    double sum = crf->start[y[0]] + crf->end[y[words - 1]];
    for (uint32_t t = 0; t < words; t++) sum += s[t * STRIDE + y[t]];
    for (uint32_t t = 1; t < words; t++) sum += crf->transition[y[t - 1]][y[t]];
    return sum;
}

/* Is first..last one span of that kind on this path? */
static int has_span(const uint8_t *y, uint32_t words, uint32_t kind, uint32_t first, uint32_t last)
{
    if (y[first] != 2 * kind - 1 || (last + 1 < words && y[last + 1] == 2 * kind)) return 0;
    for (uint32_t t = first + 1; t <= last; t++)
        if (y[t] != 2 * kind) return 0;
    return 1;
}

static void against_all_paths(uint32_t labels, uint32_t words)
{
    struct crf crf = { .labels = labels };
    float s[WORDS_MAX * STRIDE];
    uint8_t y[WORDS_MAX], best[WORDS_MAX], back[WORDS_MAX * CRF_LABELS_MAX];
    double alpha[WORDS_MAX * CRF_LABELS_MAX], beta[WORDS_MAX * CRF_LABELS_MAX], logs[2][WORDS_MAX], most = -1e30, z = 0;
    double spans[CRF_LABELS_MAX][WORDS_MAX][WORDS_MAX] = { 0 };
    uint32_t paths = 1;
    for (uint32_t i = 0; i < labels; i++) {
        crf.start[i] = draw(), crf.end[i] = draw();
        for (uint32_t j = 0; j < labels; j++) crf.transition[i][j] = draw();
    }
    crf_forbid(&crf);
    for (uint32_t i = 0; i < WORDS_MAX * STRIDE; i++) s[i] = draw();
    for (uint32_t t = 0; t < words; t++) paths *= labels;
    for (uint32_t p = 0; p < paths; p++) {
        uint32_t rest = p;
        for (uint32_t t = 0; t < words; t++, rest /= labels) y[t] = (uint8_t)(rest % labels);
        double score = path_score(&crf, s, y, words), weight = exp(score);
        most = fmax(most, score);
        z += weight;
        for (uint32_t kind = 1; 2 * kind < labels; kind++)
            for (uint32_t first = 0; first < words; first++)
                for (uint32_t last = first; last < words; last++) spans[kind][first][last] += has_span(y, words, kind, first, last) * weight;
    }
    crf_decode(&crf, s, STRIDE, words, best, back);
    assert_float_equal(path_score(&crf, s, best, words), most, 1e-4);
    struct crf_sums sums = { &crf, words, alpha, beta, logs[0], logs[1], s, STRIDE, 0 };
    crf_sum(&sums);
    assert_float_equal(sums.z, log(z), 1e-4);
    for (uint32_t kind = 1; 2 * kind < labels; kind++)
        for (uint32_t first = 0; first < words; first++)
            for (uint32_t last = first; last < words; last++)
                assert_float_equal(exp(crf_span(&sums, kind, first, last)), spans[kind][first][last] / z, 1e-5);
}

static void test_all_paths(void **state)
{
    (void)state;
    for (uint32_t round = 0; round < 12; round++) {
        seed = round + 1;
        for (uint32_t words = 1; words <= 4; words++) {
            against_all_paths(3, words);
            against_all_paths(7, words);
        }
        against_all_paths(5, WORDS_MAX);
    }
}

/* Scores that all but shout for I: BIO still holds. */
static void test_forbidden(void **state)
{
    (void)state;
    struct crf crf = { .labels = 5 };
    float s[4 * STRIDE] = { 0 };
    uint8_t y[4], back[4 * CRF_LABELS_MAX];
    for (int t = 0; t < 4; t++) s[t * STRIDE + (t == 2 ? 4 : 2)] = 50; /* I-1 I-1 I-2 I-1 */
    crf_forbid(&crf);
    crf_decode(&crf, s, STRIDE, 4, y, back);
    assert_int_equal(y[0], 1);
    for (int t = 1; t < 4; t++)
        if (y[t] && y[t] % 2 == 0) assert_true(y[t - 1] == y[t] || y[t - 1] == y[t] - 1);
    crf_decode(&crf, s, STRIDE, 0, y, back);
}

/* A long sequence neither underflows nor overflows. */
static void test_long(void **state)
{
    (void)state;
    enum { LONG = 2000 };
    static float s[LONG * 3];
    static double alpha[LONG * 3], beta[LONG * 3], logs[2][LONG];
    struct crf crf = { .labels = 3 };
    crf_forbid(&crf);
    for (int i = 0; i < LONG * 3; i++) s[i] = i % 3 == 0 ? 30 : -30;
    struct crf_sums sums = { &crf, LONG, alpha, beta, logs[0], logs[1], s, 3, 0 };
    crf_sum(&sums);
    assert_float_equal(sums.z, 30.0 * LONG, 1);
    assert_true(crf_span(&sums, 1, 900, 901) < -100);
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_all_paths), cmocka_unit_test(test_forbidden), cmocka_unit_test(test_long) };
    return cmocka_run_group_tests_name("crf", tests, NULL, NULL);
}
