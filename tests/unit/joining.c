/* Claims joined by average linkage: a store, hearsay_claims_joined() and a slow twin of both on random articles; what a bridge does, and does not. */
#include "claimed.h"

#include "store/link.h"
#include "trace/joining.h"

/* ---- Any articles ---------------------------------------------------------------------------------------------------------------- */

enum { ARTICLES = 24, CLAIMS_MOST = ARTICLES * SAID_MOST, PAIRS_MOST = CLAIMS_MOST * CLAIMS_MOST };

struct collection {
    struct claim_sighting all[CLAIMS_MOST];
    uint32_t n, a[PAIRS_MOST], b[PAIRS_MOST], n_pairs;
};

static uint64_t roll(uint64_t *state, uint64_t n)
{
    *state = *state * 6364136223846793005u + 1442695040888963407u;
    return (*state >> 33) % n;
}

static bool has_key(const struct claim_sighting *s, uint64_t key)
{
    uint64_t keys[LINK_KEYS];
    const unsigned n = link_keys(s, keys);
    unsigned i = 0;
    while (i < n && keys[i] != key) i++;
    return i < n;
}

/* Of each key the first CLAIMS_LOOKED_AT claims meet all that come later. */
static void find_pairs(struct collection *c)
{
    c->n_pairs = 0;
    for (uint32_t b = 1; b < c->n; b++) {
        bool met[CLAIMS_MOST] = { false };
        uint64_t keys[LINK_KEYS];
        const unsigned n_keys = link_keys(&c->all[b], keys);
        for (unsigned k = 0; k < n_keys; k++) {
            unsigned looked_at = 0;
            for (uint32_t a = 0; a < b && looked_at < CLAIMS_LOOKED_AT; a++)
                if (has_key(&c->all[a], keys[k])) {
                    met[a] = true;
                    looked_at++;
                }
        }
        for (uint32_t a = 0; a < b; a++)
            if (met[a] && c->all[a].article != c->all[b].article) {
                c->a[c->n_pairs] = a;
                c->b[c->n_pairs++] = b;
            }
    }
}

/* The first claims of those with this number, one an article. */
static unsigned sample(const struct collection *c, const uint32_t *of, uint32_t until, uint32_t number, uint32_t out[JOINING_SAMPLE])
{
    unsigned n = 0;
    for (uint32_t i = 0; i <= until && n < JOINING_SAMPLE; i++) {
        unsigned same = 0;
        if (of[i] != number) continue;
        while (same < n && c->all[out[same]].article != c->all[i].article) same++;
        if (same == n) out[n++] = i;
    }
    return n;
}

static bool fit(const struct collection *c, const uint32_t *of, uint32_t until, uint32_t x, uint32_t y)
{
    uint32_t some[JOINING_SAMPLE], others[JOINING_SAMPLE];
    const unsigned n = sample(c, of, until, x, some), m = sample(c, of, until, y, others);
    float sum = 0;
    for (unsigned i = 0; i < n; i++)
        for (unsigned k = 0; k < m; k++) sum += link_score(&c->all[some[i]], &c->all[others[k]]);
    return sum >= 0.4F * (float)(n * m);
}

/* As joining.h says it, with nothing kept. */
static void join_slowly(const struct collection *c, uint32_t *of)
{
    for (uint32_t i = 0; i < c->n; i++) {
        bool asked[CLAIMS_MOST] = { false };
        of[i] = i;
        for (;;) {
            uint32_t best = HS_NONE;
            float best_score = 0;
            for (uint32_t p = 0; p < c->n_pairs; p++) {
                const float score = c->b[p] == i ? link_score(&c->all[c->a[p]], &c->all[i]) : 0;
                if (score >= link_from && score > best_score && of[c->a[p]] != of[i] && !asked[of[c->a[p]]]) {
                    best = c->a[p];
                    best_score = score;
                }
            }
            if (best == HS_NONE) break;
            const uint32_t x = of[i], y = of[best];
            asked[y] = true;
            if (!fit(c, of, i, x, y)) continue;
            for (uint32_t k = 0; k <= i; k++)
                if (of[k] == x || of[k] == y) of[k] = x < y ? x : y;
        }
    }
}

static void random_claim(char what[16], uint64_t *seed)
{
    static const char *const parties[] = { "X>", ">Y", "X>Y", "V>Y", "X>W", "V>W" };
    int at = sprintf(what, "%s ", parties[roll(seed, sizeof parties / sizeof *parties)]);
    const unsigned n = 2 + (unsigned)roll(seed, 3), from = (unsigned)roll(seed, 6);
    for (unsigned i = 0; i < n; i++) what[at++] = (char)('1' + from + i);
    what[at] = '\0';
}

static void test_twins(void **state)
{
    (void)state;
    enum { ROUNDS = 40 };
    static struct collection c;
    uint64_t seed = 11;
    unsigned apart = 0, together = 0; /* claims that link, in groups that differ and in one */
    for (unsigned round = 0; round < ROUNDS; round++) {
        const unsigned articles = 4 + (unsigned)roll(&seed, ARTICLES - 3);
        hearsay_store *s = fresh_store();
        hearsay_error err;
        c.n = 0;
        for (unsigned i = 1; i <= articles; i++) {
            char what[SAID_MOST][16];
            struct said said[SAID_MOST];
            const uint32_t n = 1 + (uint32_t)roll(&seed, SAID_MOST);
            for (uint32_t k = 0; k < n; k++) {
                random_claim(what[k], &seed);
                said[k] = (struct said){ what[k], NULL, POSITION_ASSERTS };
            }
            struct hearsay_document *doc = claimed(i, "bay", "2024-03-01", said, n, said, n);
            for (uint32_t k = 0; k < n; k++) c.all[c.n++] = doc->sightings[k];
            if (hearsay_store_add(s, doc, NULL, NULL, &err) != HEARSAY_OK) fail_msg("%s", err.msg);
            arena_free(doc->arena);
        }
        find_pairs(&c);
        const void *sightings[CLAIMS_MOST];
        size_t lens[CLAIMS_MOST];
        uint32_t slow[CLAIMS_MOST], first[CLAIMS_MOST];
        for (uint32_t i = 0; i < c.n; i++) {
            sightings[i] = &c.all[i];
            lens[i] = sizeof c.all[i];
        }
        join_slowly(&c, slow);
        assert_int_equal(hearsay_claims_joined(sightings, lens, c.n, c.a, c.b, c.n_pairs, first, &err), HEARSAY_OK);
        for (uint32_t i = 0; i < c.n; i++) {
            if (first[i] != slow[i]) fail_msg("round %u: claim %u is one with %u, and should be with %u", round, i, first[i], slow[i]);
            /* Links are numbered from 1, one a claim. */
            const int64_t stored = store_number(s, 0, "SELECT linked FROM claim_link WHERE link = ?", "i", (int64_t)i + 1);
            if (stored != (int64_t)slow[i] + 1) fail_msg("round %u: k%lld of claim %u should be k%u", round, (long long)stored, i, slow[i] + 1);
        }
        for (uint32_t p = 0; p < c.n_pairs; p++)
            if (link_score(&c.all[c.a[p]], &c.all[c.b[p]]) >= link_from) {
                apart += first[c.a[p]] != first[c.b[p]];
                together += first[c.a[p]] == first[c.b[p]];
            }
        hearsay_store_close(s);
    }
    assert_true(apart > 100 && together > 1000);
}

/* ---- A bridge -------------------------------------------------------------------------------------------------------------------- */

/* "X> 1234" and ">Y 5678" have nothing in common, "X>Y 12345678" links with both. */
static void test_bridge(void **state)
{
    (void)state;
    hearsay_store *s = fresh_store();
    for (unsigned i = 0; i < JOINING_SAMPLE; i++) {
        add(s, 10 + i, "bay", "2024-03-01", &(struct said){ "X> 1234", NULL, POSITION_ASSERTS }, 1);
        add(s, 20 + i, "bay", "2024-03-01", &(struct said){ ">Y 5678", NULL, POSITION_ASSERTS }, 1);
    }
    assert_int_equal(store_number(s, 0, "SELECT count(DISTINCT linked) FROM claim_link", ""), 2);
    for (unsigned i = 0; i < 12; i++) {
        add(s, 30 + i, "bay", "2024-03-01", &(struct said){ "X>Y 12345678", NULL, POSITION_ASSERTS }, 1);
        assert_int_equal(store_number(s, 0, "SELECT count(DISTINCT linked) FROM claim_link", ""), 2);
    }
    /* It is with the older of two that it fits alike. */
    assert_int_equal(store_number(s, 0, "SELECT count(*) FROM claim_link WHERE linked = 1", ""), JOINING_SAMPLE + 12);
    hearsay_store_close(s);
}

/* ---- A sample -------------------------------------------------------------------------------------------------------------------- */

static void test_sample(void **state)
{
    (void)state;
    uint64_t seed = 3;
    for (unsigned round = 0; round < 500; round++) {
        struct joining_group a = { 0 }, b = { 0 };
        struct joining_member all[2 * JOINING_SAMPLE];
        for (unsigned i = 0; i < 2 * JOINING_SAMPLE; i++) {
            memset(&all[i], 0, sizeof all[i]);
            all[i].text = (int64_t)roll(&seed, 12);
            all[i].claim = i;
            all[i].sighting.article = (uint64_t)all[i].text;
            joining_add(i % 2 ? &a : &b, &(struct joining_group){ 1, { all[i] } });
        }
        joining_add(&a, &b);
        unsigned n = 0;
        for (int64_t text = 0; text < 12 && n < JOINING_SAMPLE; text++)
            for (unsigned i = 0; i < 2 * JOINING_SAMPLE; i++)
                if (all[i].text == text) {
                    assert_true(n < a.n && a.member[n].text == text && a.member[n].claim == i);
                    n++;
                    break;
                }
        assert_int_equal(a.n, n);
    }
}

static void test_errors(void **state)
{
    (void)state;
    static const struct claim_sighting one = { .article = 1 };
    const void *sightings[] = { &one, &one };
    const size_t lens[] = { sizeof one, sizeof one - 1 }, good[] = { sizeof one, sizeof one };
    uint32_t first[2];
    hearsay_error err;
    assert_int_equal(hearsay_claims_joined(NULL, NULL, 0, NULL, NULL, 0, NULL, &err), HEARSAY_OK);
    assert_int_equal(hearsay_claims_joined(NULL, NULL, 1, NULL, NULL, 0, first, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_claims_joined(sightings, good, 2, NULL, NULL, 1, first, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_claims_joined(sightings, lens, 2, NULL, NULL, 0, first, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(err.at, 1);
    /* Two of one article are two. */
    assert_int_equal(hearsay_claims_joined(sightings, good, 2, (const uint32_t[]){ 0 }, (const uint32_t[]){ 1 }, 1, first, &err), HEARSAY_OK);
    assert_true(first[0] == 0 && first[1] == 1);
    static const uint32_t pairs[][4] = { { 0, 0, 1, 0 }, { 0, 1, 1, 2 }, { 0, 1, 1, 1 } };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
        const uint32_t a[] = { pairs[i][0], pairs[i][2] }, b[] = { pairs[i][1], pairs[i][3] };
        assert_int_equal(hearsay_claims_joined(sightings, good, 2, a, b, 2, first, &err), HEARSAY_E_ARGUMENT);
        assert_int_equal(err.at, i > 0);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = { cmocka_unit_test(test_twins), cmocka_unit_test(test_bridge), cmocka_unit_test(test_sample),
                                        cmocka_unit_test(test_errors) };
    return cmocka_run_group_tests(tests, claimed_open, claimed_close);
}
