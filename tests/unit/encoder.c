/* The encoder: against PyTorch's numbers, against plain loops, and its kernels against each other. */
#include "golden.h"

/* The largest difference between rows of a batch and those of a golden layer. */
static double apart(const struct golden *g, const struct worker *w, uint32_t layer)
{
    const uint32_t h = w->model->config.hidden;
    double most = 0;
    for (size_t i = 0; i < 2; i++) {
        const json_t *rows = json_array_get(json_object_get(json_array_get(g->windows, i), "layers"), layer);
        assert_int_equal(json_array_size(rows), window_rows(&g->all, &g->at[i]));
        for (size_t r = 0; r < json_array_size(rows); r++)
            for (uint32_t k = 0; k < h; k++) {
                double want = json_number_value(json_array_get(json_array_get(rows, r), k));
                most = fmax(most, fabs(w->x[(g->at[i].first_row + r) * h + k] - want));
            }
    }
    return most;
}

static void test_golden(void **state)
{
    (void)state;
    /* Values are of the order of 1. A row of bytes has 255 steps over some 5; two layers of products of such rows. */
    static const struct {
        int line;
        hearsay_compute compute;
        double most[3];
    } rows[] = {
        { __LINE__, HEARSAY_COMPUTE_FP32, { 1e-5, 1e-4, 1e-4 } },
        { __LINE__, HEARSAY_COMPUTE_BF16, { 1e-5, 0.08, 0.08 } },
        { __LINE__, HEARSAY_COMPUTE_INT8, { 1e-5, 0.25, 0.25 } },
    };
    struct golden g;
    golden_load(&g);
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        hearsay_error err;
        struct model *m = model_open(TINY, rows[i].compute, &err);
        if (!m) {
            assert_int_equal(err.code, HEARSAY_E_ARGUMENT); /* this CPU lacks the path, and says so */
            continue;
        }
        struct worker *w = golden_worker(m);
        assert_int_equal(encoder_batch(w, &g.all, 0), 2);
        for (uint32_t layer = 0; layer <= m->config.layers; layer++) {
            hearsay_code code = layer ? encoder_layer(w, &g.all, 0, 2, layer - 1, &err) : encoder_embed(w, &g.all, 0, 2, &err);
            if (code) fail_msg("row of line %d: %s", rows[i].line, err.msg);
            double most = apart(&g, w, layer);
            if (!(most <= rows[i].most[layer])) fail_msg("row of line %d: layer %u is off by %g", rows[i].line, layer, most);
        }
        worker_free(w);
        model_close(m);
    }
    json_decref(g.root);
}

/* ---- Plain loops ---------------------------------------------------------------------------------------------------------- */

static const struct tensor *tensor(const struct tensor_file *f, const char *prefix, const char *part, uint32_t rows, uint32_t columns)
{
    char name[96];
    hearsay_error err;
    snprintf(name, sizeof name, "%s.%s", prefix, part);
    const struct tensor *t = tensor_find(f, name, rows, columns, &err);
    if (!t) fail_msg("%s", err.msg);
    return t;
}

static void affine(const struct tensor_file *f, const char *prefix, const double *x, uint32_t rows, uint32_t in, uint32_t out, double *y)
{
    const struct tensor *w = tensor(f, prefix, "weight", out, in), *b = tensor(f, prefix, "bias", 0, out);
    for (uint32_t r = 0; r < rows; r++)
        for (uint32_t n = 0; n < out; n++) {
            double sum = bf16_float(b->data[n]);
            for (uint32_t k = 0; k < in; k++) sum += x[r * in + k] * bf16_float(w->data[n * in + k]);
            y[r * out + n] = sum;
        }
}

static void layer_norm(const struct tensor_file *f, const char *prefix, double *x, uint32_t rows, uint32_t h)
{
    const struct tensor *w = tensor(f, prefix, "weight", 0, h), *b = tensor(f, prefix, "bias", 0, h);
    for (uint32_t r = 0; r < rows; r++, x += h) {
        double mean = 0, square = 0;
        for (uint32_t k = 0; k < h; k++) mean += x[k] / h;
        for (uint32_t k = 0; k < h; k++) square += (x[k] - mean) * (x[k] - mean) / h;
        for (uint32_t k = 0; k < h; k++) x[k] = (x[k] - mean) / sqrt(square + 1e-12) * bf16_float(w->data[k]) + bf16_float(b->data[k]);
    }
}

enum { H = 64, I = 128, ROWS = 32 };

static void plain_embed(const struct tensor_file *f, const struct golden *g, const struct window *window, double *x)
{
    const struct tensor *word = tensor(f, "embeddings", "word", 40, H), *position = tensor(f, "embeddings", "position", 48, H);
    const struct tensor *feature = tensor(f, "embeddings", "feature", FEATURES, H);
    uint32_t row = 1;
    for (uint32_t k = 0; k < H; k++) x[k] = bf16_float(word->data[2 * H + k]) + bf16_float(position->data[k]);
    for (uint32_t i = window->first_word; i < window->first_word + window->words; i++)
        for (uint32_t p = g->first[i]; p < g->first[i + 1]; p++, row++)
            for (uint32_t k = 0; k < H; k++)
                x[row * H + k] = bf16_float(word->data[g->pieces[p] * H + (int)k]) + bf16_float(position->data[row * H + k]) +
                                 bf16_float(feature->data[g->features[i] * H + k]);
    layer_norm(f, "embeddings.norm", x, row, H);
}

static void plain_layer(const struct tensor_file *f, uint32_t layer, double *x, uint32_t rows)
{
    static double q[ROWS * H], k[ROWS * H], v[ROWS * H], a[ROWS * H], y[ROWS * H], inner[ROWS * I];
    char name[64];
    const struct {
        const char *part;
        double *to;
    } parts[] = { { "query", q }, { "key", k }, { "value", v } };
    for (size_t i = 0; i < 3; i++) {
        snprintf(name, sizeof name, "layer.%u.attention.%s", layer, parts[i].part);
        affine(f, name, x, rows, H, H, parts[i].to);
    }
    for (uint32_t head = 0; head < H / HEAD_SIZE; head++)
        for (uint32_t i = 0; i < rows; i++) {
            double p[ROWS], sum = 0;
            for (uint32_t j = 0; j < rows; j++) {
                p[j] = 0;
                for (uint32_t d = head * HEAD_SIZE; d < (head + 1) * HEAD_SIZE; d++) p[j] += q[i * H + d] * k[j * H + d] / sqrt(HEAD_SIZE);
                sum += p[j] = exp(p[j]);
            }
            for (uint32_t d = head * HEAD_SIZE; d < (head + 1) * HEAD_SIZE; d++) {
                a[i * H + d] = 0;
                for (uint32_t j = 0; j < rows; j++) a[i * H + d] += p[j] / sum * v[j * H + d];
            }
        }
    snprintf(name, sizeof name, "layer.%u.attention.output", layer);
    affine(f, name, a, rows, H, H, y);
    for (uint32_t i = 0; i < rows * H; i++) x[i] += y[i];
    snprintf(name, sizeof name, "layer.%u.attention.norm", layer);
    layer_norm(f, name, x, rows, H);
    snprintf(name, sizeof name, "layer.%u.intermediate", layer);
    affine(f, name, x, rows, H, I, inner);
    for (uint32_t i = 0; i < rows * I; i++) inner[i] *= 0.5 * (1 + erf(inner[i] / sqrt(2)));
    snprintf(name, sizeof name, "layer.%u.output", layer);
    affine(f, name, inner, rows, I, H, y);
    for (uint32_t i = 0; i < rows * H; i++) x[i] += y[i];
    snprintf(name, sizeof name, "layer.%u.output_norm", layer);
    layer_norm(f, name, x, rows, H);
}

/* oneDNN and the kernels against loops that are plainly right, and these against PyTorch. */
static void test_plain_loops(void **state)
{
    (void)state;
    struct golden g;
    struct tensor_file f;
    hearsay_error err;
    golden_load(&g);
    if (tensor_file_open(&f, TINY, &err)) fail_msg("%s", err.msg);
    struct model *m = golden_model(HEARSAY_COMPUTE_FP32);
    struct worker *w = golden_worker(m);
    golden_encode(&g, w);
    for (size_t i = 0; i < 2; i++) {
        double x[ROWS * H];
        const uint32_t rows = window_rows(&g.all, &g.at[i]);
        const json_t *layers = json_object_get(json_array_get(g.windows, i), "layers");
        plain_embed(&f, &g, &g.at[i], x);
        for (uint32_t layer = 0; layer < 2; layer++) plain_layer(&f, layer, x, rows);
        for (uint32_t r = 0; r < rows; r++)
            for (uint32_t k = 0; k < H; k++) {
                double golden = json_number_value(json_array_get(json_array_get(json_array_get(layers, 2), r), k));
                if (fabs(x[r * H + k] - golden) > 2e-5)
                    fail_msg("plain loops: window %zu, row %u, column %u: %g, %g expected", i, r, k, x[r * H + k], golden);
                double engine = w->x[(g.at[i].first_row + r) * H + k];
                if (fabs(x[r * H + k] - engine) > 1e-4)
                    fail_msg("oneDNN: window %zu, row %u, column %u: %g, %g expected", i, r, k, engine, x[r * H + k]);
            }
    }
    worker_free(w);
    model_close(m);
    tensor_file_close(&f);
    json_decref(g.root);
}

/* ---- Kernels -------------------------------------------------------------------------------------------------------------- */

static uint64_t seed = 20231;

static float draw(void) { return (float)(int32_t)(unit_next(&seed) >> 32) / 2147483648.0f; }

static void *block(size_t n, size_t size)
{
    void *p = aligned_alloc(64, (n * size + 63) / 64 * 64);
    assert_non_null(p);
    memset(p, 0, (n * size + 63) / 64 * 64);
    return p;
}

static size_t versions(const struct kernels *out[3])
{
    size_t n = 0;
    out[n++] = &kernels_portable;
#if defined(__x86_64__)
    if (kernels_choose() != &kernels_portable) out[n++] = &kernels_avx2;
    if (kernels_choose() == &kernels_avx512) out[n++] = &kernels_avx512;
#endif
    return n;
}

static void plain_attention(const float *qkv, size_t plane, uint32_t rows, uint32_t heads, double *out)
{
    for (uint32_t h = 0; h < heads; h++) {
        const float *q = qkv + h * plane, *k = q + heads * plane, *v = k + heads * plane;
        for (uint32_t i = 0; i < rows; i++) {
            double p[WINDOW_MAX], most = -1e30, sum = 0, *to = out + (i * heads + h) * HEAD_SIZE;
            for (uint32_t j = 0; j < rows; j++) {
                p[j] = 0;
                for (uint32_t d = 0; d < HEAD_SIZE; d++) p[j] += (double)q[i * HEAD_SIZE + d] * k[j * HEAD_SIZE + d];
                most = fmax(most, p[j]);
            }
            for (uint32_t j = 0; j < rows; j++) sum += p[j] = exp2(p[j] - most);
            for (uint32_t d = 0; d < HEAD_SIZE; d++) {
                to[d] = 0;
                for (uint32_t j = 0; j < rows; j++) to[d] += p[j] / sum * v[j * HEAD_SIZE + d];
            }
        }
    }
}

/* All lengths around the vectors' and tiles' widths; nothing may be written behind the last row. */
static void test_attention(void **state)
{
    (void)state;
    enum { HEADS = 3, WIDTH = HEADS * HEAD_SIZE, MOST = WINDOW_MAX };
    static const uint32_t lengths[] = { 1, 2, 7, 8, 9, 15, 16, 17, 31, 32, 33, 63, 64, 65, 100, 224, 257, MOST };
    const struct kernels *all[3];
    const size_t n = versions(all), plane = (MOST + ATTENTION_SLACK + 1) * HEAD_SIZE, room = 3 * HEADS * plane;
    float *qkv = block(room, sizeof *qkv), *out = block((size_t)(MOST + 1) * WIDTH, sizeof *out),
          *scratch = block(attention_scratch(MOST), sizeof *scratch);
    double *want = block((size_t)MOST * WIDTH, sizeof *want);
    uint16_t *half = block(room, sizeof *half);
    for (size_t i = 0; i < room; i++) qkv[i] = 2 * draw();
    all[0]->narrow(qkv, room, half);
    for (size_t i = 0; i < sizeof lengths / sizeof *lengths; i++) {
        const uint32_t rows = lengths[i];
        plain_attention(qkv, plane, rows, HEADS, want);
        for (size_t v = 0; v < n + 2; v++) {
            if ((v == n && !cpu_has_amx()) || (v == n + 1 && !cpu_has_vnni())) continue;
            for (uint32_t k = 0; k < WIDTH; k++) out[rows * WIDTH + k] = 77;
            if (v < n)
                all[v]->attention(qkv, plane, rows, HEADS, out, scratch);
            else if (v == n)
                attention_amx(half, plane, rows, HEADS, out, scratch);
            else
                attention_vnni(qkv, plane, rows, HEADS, out, scratch);
            for (uint32_t k = 0; k < rows * WIDTH; k++)
                if (!(fabs(out[k] - want[k]) < (v < n ? 1e-5 : v == n ? 0.05 : 0.03)))
                    fail_msg("%s, %u rows: %g, %g expected", v < n ? all[v]->name : v == n ? "AMX" : "VNNI", rows, out[k], want[k]);
            for (uint32_t k = 0; k < WIDTH; k++) assert_true(out[rows * WIDTH + k] == 77);
        }
    }
    free(qkv), free(out), free(scratch), free(want), free(half);
}

/* Each version's bytes times its weights, put together again, is the product within the steps of both. */
static void test_bytes(void **state)
{
    (void)state;
    enum { IN = 64, OUT = 32, R = 5 };
    float x[R * IN], w[OUT * IN], scale[OUT], total[OUT], bias[OUT], y[R * OUT], row_scale[R], row_least[R];
    const struct kernels *all[3];
    for (size_t i = 0; i < R * IN; i++) x[i] = i < IN ? 3.5f : 2 * draw() + 0.3f; /* a constant row too */
    for (size_t i = 0; i < OUT * IN; i++) w[i] = i < IN ? 0 : draw();             /* and a row of zeros */
    for (size_t i = 0; i < OUT; i++) bias[i] = draw();
    for (size_t v = 0; v < versions(all); v++) {
        uint8_t bytes[R * IN];
        int8_t weights[OUT * IN];
        int32_t raw[R * OUT] = { 0 };
        struct operand in = { FORM_U8, bytes, row_scale, row_least };
        all[v]->pack_weights(w, OUT, IN, weights, scale, total);
        all[v]->put(x, R, IN, &in);
        for (int r = 0; r < R; r++)
            for (int n = 0; n < OUT; n++)
                for (int k = 0; k < IN; k++) raw[r * OUT + n] += bytes[r * IN + k] * weights[n * IN + k];
        all[v]->finish((struct columns){ FORM_U8, OUT, scale, total, bias }, raw, R, &in, y);
        for (int r = 0; r < R; r++)
            for (int n = 0; n < OUT; n++) {
                double want = bias[n];
                for (int k = 0; k < IN; k++) want += (double)x[r * IN + k] * w[n * IN + k];
                if (!(fabs(y[r * OUT + n] - want) < 0.25))
                    fail_msg("%s: row %d, column %d: %g, %g expected", all[v]->name, r, n, y[r * OUT + n], want);
            }
    }
}

static void test_rows(void **state)
{
    (void)state;
    enum { N = 48 };
    const struct kernels *all[3];
    float bias[N] = { 0 }, raw[N], y[N], weight[N];
    for (size_t v = 0; v < versions(all); v++) {
        struct operand out = { FORM_F32, y, NULL, NULL };
        const struct columns c = { FORM_F32, N, NULL, NULL, bias };
        for (double from = -12; from < 12; from += 0.03) {
            for (int i = 0; i < N; i++) raw[i] = (float)(from + i * 0.0006);
            all[v]->finish_gelu(c, raw, 1, NULL, &out);
            for (int i = 0; i < N; i++) {
                double want = raw[i] * 0.5 * (1 + erf(raw[i] / sqrt(2)));
                if (!(fabs(y[i] - want) < 2e-5)) fail_msg("%s: GELU(%g) = %g, %g expected", all[v]->name, raw[i], y[i], want);
            }
        }
        double mean = 0, square = 0;
        float x[N], kept[N];
        for (int i = 0; i < N; i++) {
            x[i] = draw(), raw[i] = draw(), bias[i] = draw(), weight[i] = draw();
            kept[i] = x[i] + raw[i] + bias[i];
            mean += kept[i] / N;
        }
        for (int i = 0; i < N; i++) square += (kept[i] - mean) * (kept[i] - mean) / N;
        all[v]->finish_norm(c, raw, 1, NULL, x, (struct norm){ weight, bias }, &out);
        for (int i = 0; i < N; i++) {
            double want = (kept[i] - mean) / sqrt(square + 1e-12) * weight[i] + bias[i];
            if (!(fabs(x[i] - want) < 1e-5) || x[i] != y[i]) fail_msg("%s: norm [%d] = %g, %g expected", all[v]->name, i, x[i], want);
        }
        memset(bias, 0, sizeof bias);
    }
}

static void test_bf16(void **state)
{
    (void)state;
    /* To nearest, ties to even. */
    static const struct {
        int line;
        float in;
        uint16_t out;
    } rows[] = {
        { __LINE__, 1.0f, 0x3F80 },        { __LINE__, -2.5f, 0xC020 },  { __LINE__, 1.00390625f, 0x3F80 },
        { __LINE__, 1.01171875f, 0x3F82 }, { __LINE__, 1.005f, 0x3F81 }, { __LINE__, 0.0f, 0x0000 },
    };
    const struct kernels *all[3];
    for (size_t v = 0; v < versions(all); v++)
        for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
            float in[16], back[16];
            uint16_t out[16];
            for (int k = 0; k < 16; k++) in[k] = rows[i].in;
            all[v]->narrow(in, 16, out);
            all[v]->widen(out, 16, back);
            if (out[15] != rows[i].out || back[7] != bf16_float(rows[i].out))
                fail_msg("row of line %d: %04x by %s", rows[i].line, out[15], all[v]->name);
        }
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_golden), cmocka_unit_test(test_plain_loops), cmocka_unit_test(test_attention),
        cmocka_unit_test(test_bytes),  cmocka_unit_test(test_rows),        cmocka_unit_test(test_bf16),
    };
    return cmocka_run_group_tests_name("encoder", tests, NULL, NULL);
}
