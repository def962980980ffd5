/* links.c: spans of source, cue and content, and what they point to.
 *
 *   spans    Viterbi over the window's words; each with the exact log-probability of being a span (crf.c)
 *   pointer  s(span, w) = query([x_first ; x_last]) . key(x_w) / sqrt(128) + distance[side][bucket], of every word w of the window;
 *            s(span, none) = query . key(x_[CLS]) / sqrt(128);   log p = s - log sum exp s
 *
 * side: 0 before the span's first word, else 1. bucket: of the number of words between w and the span's nearer edge, 0 inside.
 * Pointers from span to span, as heads of a dependency tree: O. Vinyals, M. Fortunato, N. Jaitly, "Pointer networks", NIPS 2015. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "model/network.h"

/* ---- Spans ---------------------------------------------------------------------------------------------------------------- */

static bool no_memory(hearsay_error *err, hearsay_code *code)
{
    *code = error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the spans of a document");
    return false;
}

static bool make_room(struct worker *w, struct reading *out, uint32_t *room, uint32_t more, hearsay_error *err, hearsay_code *code)
{
    if (*room - out->n_spans >= more) return true;
    uint32_t wanted = 2 * *room + more;
    struct role_span *spans = ARENA_ARRAY(w->scratch, struct role_span, wanted);
    if (!spans) return no_memory(err, code);
    if (out->n_spans) memcpy(spans, out->spans, out->n_spans * sizeof *spans);
    out->spans = spans;
    *room = wanted;
    return true;
}

/* The spans that the labels say, in text order; a window's spans are a stretch of out->spans. */
static void collect_spans(struct worker *w, const struct window *window, struct window_reading *in, struct reading *out)
{
    struct crf_sums sums = { &w->model->weights.tags,         window->words, w->alpha, w->beta, w->log_alpha, w->log_beta,
                             w->narrow + NARROW + NARROW_TAG, NARROW,        0 };
    crf_sum(&sums);
    for (uint32_t i = 0, last; i < window->words; i = last + 1) {
        last = i;
        if (w->labels[i] % 2 == 0) continue; /* outside, or inside what never began: only damaged weights say so */
        const uint32_t kind = (w->labels[i] + 1u) / 2;
        while (last + 1 < window->words && w->labels[last + 1] == 2 * kind) last++;
        in->by_role[kind - 1][in->n_role[kind - 1]] = out->n_spans;
        out->spans[out->n_spans++] = (struct role_span){
            .role = (enum role)(kind - 1),
            .first = window->first_word + i,
            .last = window->first_word + last,
            .window = out->n_windows,
            .rank = in->n_role[kind - 1]++,
            .log_probability = (float)crf_span(&sums, kind, i, last),
        };
    }
}

static bool find_spans(struct worker *w, const struct window *window, struct reading *out, uint32_t *room, hearsay_error *err, hearsay_code *code)
{
    struct window_reading *in = &out->windows[out->n_windows];
    uint32_t n[ROLES] = { 0 };
    crf_decode(&w->model->weights.tags, w->narrow + NARROW + NARROW_TAG, NARROW, window->words, w->labels, w->back);
    *in = (struct window_reading){ .first_word = window->first_word, .words = window->words, .first_span = out->n_spans };
    for (uint32_t i = 0; i < window->words; i++)
        if (w->labels[i] % 2) n[w->labels[i] / 2]++;
    in->spans = n[ROLE_SOURCE] + n[ROLE_CUE] + n[ROLE_CONTENT];
    if (!in->spans) return true;
    if (!make_room(w, out, room, in->spans, err, code)) return false;
    for (int role = 0; role < ROLES; role++)
        if (!(in->by_role[role] = ARENA_ARRAY(w->scratch, uint32_t, n[role]))) return no_memory(err, code);
    collect_spans(w, window, in, out);
    return true;
}

/* ---- Pointers ------------------------------------------------------------------------------------------------------------- */

/* One span's pointer, whose query is q, to the window's spans of one role. */
static bool point(struct worker *w, const struct reading *out, const struct role_span *span, enum link link, const float *q, enum role role,
                  struct pointer *p)
{
    const struct window_reading *in = &out->windows[span->window];
    const float *before = w->model->weights.link_distance[link], *after = before + WINDOW_MAX, scale = 1 / sqrtf(POINTER);
    const uint32_t first = span->first - in->first_word, last = span->last - in->first_word;
    float *s = w->pointer, *of_word = s + 1;
    w->model->kernels->dots(q, 0, 1, w->wide + WIDE_LINK_KEY + link * POINTER, WIDE, 1 + in->words, POINTER, s, 0);
    s[0] *= scale;
    for (uint32_t i = 0; i < first; i++) of_word[i] = of_word[i] * scale + before[first - i - 1];
    for (uint32_t i = first; i <= last; i++) of_word[i] = of_word[i] * scale + after[0];
    for (uint32_t i = last + 1; i < in->words; i++) of_word[i] = of_word[i] * scale + after[i - last - 1];
    uint32_t best = 0;
    for (uint32_t i = 1; i <= in->words; i++)
        if (s[i] > s[best]) best = i;
    const float z = w->model->kernels->log_sum(s, 1 + in->words);
    float *score = ARENA_ARRAY(w->scratch, float, (size_t)1 + in->n_role[role]);
    if (!score) return false;
    score[0] = s[0] - z;
    for (uint32_t k = 0; k < in->n_role[role]; k++) score[1 + k] = of_word[out->spans[in->by_role[role][k]].first - in->first_word] - z;
    *p = (struct pointer){ score, best ? in->first_word + best - 1 : HS_NONE, s[best] - z };
    return true;
}

static bool point_all(struct worker *w, const struct reading *out, struct role_span *span, const float *q)
{
    if (span->role == ROLE_CUE) return point(w, out, span, LINK_CUE_SOURCE, q, ROLE_SOURCE, &span->source);
    return point(w, out, span, LINK_CONTENT_CUE, q, ROLE_CUE, &span->cue) &&
           point(w, out, span, LINK_CONTENT_SOURCE, q + POINTER, ROLE_SOURCE, &span->source);
}

/* The pointers of the window's spans of one role, BLOCK_ROWS queries at a time. */
static hearsay_code point_role(struct worker *w, const struct reading *out, enum role role, const struct linear *query, hearsay_error *err)
{
    const struct window_reading *in = &out->windows[out->n_windows];
    const size_t h = w->model->config.hidden;
    for (uint32_t from = 0; from < in->n_role[role]; from += BLOCK_ROWS) {
        const uint32_t n = in->n_role[role] - from < BLOCK_ROWS ? in->n_role[role] - from : BLOCK_ROWS;
        for (uint32_t i = 0; i < n; i++) {
            const struct role_span *span = &out->spans[in->by_role[role][from + i]];
            memcpy(w->pairs + i * 2 * h, w->words + (1 + span->first - in->first_word) * h, h * sizeof *w->pairs);
            memcpy(w->pairs + (i * 2 + 1) * h, w->words + (1 + span->last - in->first_word) * h, h * sizeof *w->pairs);
        }
        hearsay_code code = heads_apply(w, query, w->pairs, n, w->queries, err);
        if (code) return code;
        for (uint32_t i = 0; i < n; i++)
            if (!point_all(w, out, &out->spans[in->by_role[role][from + i]], w->queries + (size_t)i * query->outputs))
                return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the links of a document");
    }
    return HEARSAY_OK;
}

hearsay_code links_window(struct worker *w, const struct window *window, struct reading *out, uint32_t *room, hearsay_error *err)
{
    hearsay_code code = HEARSAY_OK;
    if (!find_spans(w, window, out, room, err, &code)) return code;
    code = point_role(w, out, ROLE_CUE, &w->model->weights.cue_query, err);
    if (code == HEARSAY_OK) code = point_role(w, out, ROLE_CONTENT, &w->model->weights.content_query, err);
    out->n_windows++;
    return code;
}
