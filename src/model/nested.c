/* nested.c: cues that stand inside what is said, and the ends of their sources and contents.
 *
 *   cues      Viterbi over the window's words with labels of their own: cues of any depth. A bias on where one begins, from the file's calibration,
 *   sets
 *             how many. Kept are those inside a content that the spans found (links.c); the outermost ones are the spans' own.
 *   ends      four pointers from each cue, as in links.c: the first and the last word of its source, and of its content. A pair is the best one of
 *             first <= last that keeps to the content around it and off the cue; a source lies on one side of it. "none" is a pair of its own.
 *
 * A content may hold a cue whose content holds a cue: since each cue points for itself, one pass over the same encoding finds any depth. Ends of
 * spans by pointers: M. Seo et al., "Bidirectional attention flow for machine comprehension", ICLR 2017. */
#include <math.h>
#include <string.h>

#include "base/error.h"
#include "model/network.h"

/* Where a nested cue may look: the content around it. Words of the window. */
struct stretch {
    uint32_t first, last;
};

static bool overlaps(const struct role_span *s, uint32_t first, uint32_t last) { return s->first <= last && first <= s->last; }

/* Whether the words first..last of the document stand inside a content of the window, clear of its other spans; sets *around. */
static bool inside_content(const struct reading *out, const struct window_reading *in, uint32_t first, uint32_t last, struct stretch *around)
{
    bool found = false;
    for (uint32_t i = in->first_span; i < out->n_spans; i++) {
        const struct role_span *s = &out->spans[i];
        if (!overlaps(s, first, last)) continue;
        if (s->role != ROLE_CONTENT || s->first > first || s->last < last) return false;
        *around = (struct stretch){ s->first - in->first_word, s->last - in->first_word };
        found = true;
    }
    return found;
}

/* Log-probabilities of the window's words, and of none before them, as the target of one pointer. */
static void look(struct worker *w, const float *q, enum nested_link link, uint32_t words, uint32_t first, uint32_t last, float *s)
{
    const float *before = w->model->weights.nested_distance[link], *after = before + WINDOW_MAX, scale = 1 / sqrtf(POINTER);
    float *of_word = s + 1;
    w->model->kernels->dots(q + link * POINTER, 0, 1, w->nested_keys + link * POINTER, NESTED_LINKS * POINTER, 1 + words, POINTER, s, 0);
    s[0] *= scale;
    for (uint32_t i = 0; i < words; i++)
        of_word[i] = of_word[i] * scale + (i < first ? before[first - i - 1] : i <= last ? after[0] : after[i - last - 1]);
    const float z = w->model->kernels->log_sum(s, 1 + words);
    for (uint32_t i = 0; i <= words; i++) s[i] -= z;
}

/* The best pair first <= last of words in the stretch, neither of them in the cue, nor, unless `over`, on both sides of it; false where "none" is
 * better. Linear: the best first so far. */
static bool best_pair(const float *firsts, const float *lasts, struct stretch in, uint32_t cue_first, uint32_t cue_last, bool over,
                      struct nested_ends *out)
{
    float most = firsts[0] + lasts[0], best_first = -INFINITY;
    uint32_t first = in.first;
    bool found = false;
    for (uint32_t i = in.first; i <= in.last; i++) {
        if (i >= cue_first && i <= cue_last) {
            if (!over) best_first = -INFINITY;
            continue;
        }
        if (firsts[1 + i] > best_first) {
            best_first = firsts[1 + i];
            first = i;
        }
        if (best_first + lasts[1 + i] > most) {
            most = best_first + lasts[1 + i];
            *out = (struct nested_ends){ first, i, 0 };
            found = true;
        }
    }
    out->log_probability = most;
    return found;
}

/* From words of the window to words of the document; none stays none. */
static struct nested_ends placed(struct nested_ends e, bool found, uint32_t first_word)
{
    return found ? (struct nested_ends){ e.first + first_word, e.last + first_word, e.log_probability }
                 : (struct nested_ends){ HS_NONE, HS_NONE, e.log_probability };
}

/* The cues of the window that lie inside its contents; how many. */
static uint32_t collect(struct worker *w, const struct window *window, const struct reading *out, const struct window_reading *in,
                        struct nested_cue *cues, struct stretch *around)
{
    uint32_t n = 0;
    for (uint32_t i = 0, last; i < window->words; i = last + 1) {
        last = i;
        if (w->labels[i] != 1) continue;
        while (last + 1 < window->words && w->labels[last + 1] == 2) last++;
        const uint32_t first = window->first_word + i;
        if (!inside_content(out, in, first, window->first_word + last, &around[n])) continue;
        cues[n++] = (struct nested_cue){ .first = first, .last = window->first_word + last };
    }
    return n;
}

static hearsay_code point_all(struct worker *w, const struct window_reading *in, struct nested_cue *cues, const struct stretch *around, uint32_t n,
                              hearsay_error *err)
{
    const size_t h = w->model->config.hidden;
    hearsay_code code = heads_apply(w, &w->model->weights.nested_key, w->words, 1 + in->words, w->nested_keys, err);
    for (uint32_t from = 0; from < n && code == HEARSAY_OK; from += BLOCK_ROWS) {
        const uint32_t rows = n - from < BLOCK_ROWS ? n - from : BLOCK_ROWS;
        for (uint32_t i = 0; i < rows; i++) {
            memcpy(w->pairs + i * 2 * h, w->words + (1 + cues[from + i].first - in->first_word) * h, h * sizeof *w->pairs);
            memcpy(w->pairs + (i * 2 + 1) * h, w->words + (1 + cues[from + i].last - in->first_word) * h, h * sizeof *w->pairs);
        }
        code = heads_apply(w, &w->model->weights.nested_query, w->pairs, rows, w->queries, err);
        for (uint32_t i = 0; i < rows && code == HEARSAY_OK; i++) {
            struct nested_cue *c = &cues[from + i];
            const uint32_t first = c->first - in->first_word, last = c->last - in->first_word, stride = 1 + in->words;
            for (int link = 0; link < NESTED_LINKS; link++)
                look(w, w->queries + (size_t)i * NESTED_LINKS * POINTER, (enum nested_link)link, in->words, first, last, w->pointer + link * stride);
            struct nested_ends e = { 0, 0, 0 };
            const float *s = w->pointer;
            bool found = best_pair(s, s + stride, around[from + i], first, last, false, &e);
            c->source = placed(e, found, in->first_word);
            found = best_pair(s + 2 * stride, s + 3 * stride, around[from + i], first, last, true, &e);
            c->content = placed(e, found, in->first_word);
        }
    }
    return code;
}

static bool make_room(struct worker *w, struct reading *out, uint32_t *room, uint32_t more)
{
    if (*room - out->n_nested >= more) return true;
    const uint32_t wanted = 2 * *room + more;
    struct nested_cue *cues = ARENA_ARRAY(w->scratch, struct nested_cue, wanted);
    if (!cues) return false;
    if (out->n_nested) memcpy(cues, out->nested, out->n_nested * sizeof *cues);
    out->nested = cues;
    *room = wanted;
    return true;
}

/* Keeps the cues that point to a content. */
static void keep(const struct crf_sums *sums, const struct window_reading *in, uint32_t n, struct reading *out)
{
    struct nested_cue *cues = out->nested + out->n_nested;
    for (uint32_t i = 0; i < n; i++) {
        if (cues[i].content.first == HS_NONE) continue;
        cues[i].log_probability = (float)crf_span(sums, 1, cues[i].first - in->first_word, cues[i].last - in->first_word);
        out->nested[out->n_nested++] = cues[i];
    }
}

hearsay_code nested_window(struct worker *w, const struct window *window, struct reading *out, uint32_t *room, hearsay_error *err)
{
    const struct window_reading *in = &out->windows[out->n_windows - 1];
    float *scores = w->narrow + NARROW + NARROW_NESTED;
    if (!in->n_role[ROLE_CONTENT]) return HEARSAY_OK;
    for (uint32_t i = 0; i < window->words; i++) scores[i * NARROW + 1] += w->model->nested_bias;
    crf_decode(&w->model->weights.nested, scores, NARROW, window->words, w->labels, w->back);
    uint32_t most = 0;
    for (uint32_t i = 0; i < window->words; i++) most += w->labels[i] == 1;
    if (!most) return HEARSAY_OK;
    struct stretch *around = ARENA_ARRAY(w->scratch, struct stretch, most);
    if (!around || !make_room(w, out, room, most))
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for what stands inside the contents of a document");
    struct nested_cue *cues = out->nested + out->n_nested;
    const uint32_t n = collect(w, window, out, in, cues, around);
    if (!n) return HEARSAY_OK;
    hearsay_code code = point_all(w, in, cues, around, n, err);
    if (code) return code;
    struct crf_sums sums = { &w->model->weights.nested, window->words, w->alpha, w->beta, w->log_alpha, w->log_beta, scores, NARROW, 0 };
    crf_sum(&sums);
    keep(&sums, in, n, out);
    return HEARSAY_OK;
}
