/* parse.c: heads and relations.
 *
 *   s(h, d) = dependent(x_d) . head(x_h) / sqrt(128)     head(x_[CLS]) for the root; a tree is best whatever it is divided by, so it is not
 *   r(d)    = argmax out(relu(dependent'(x_d) + head'(x_h))) for the head h of the best tree; "root" for roots and for them alone
 *
 * A sentence is parsed from its window's rows. One of more than SENTENCE_MAX words, or one that a window's edge cuts (in blocks longer than a
 * window), is parsed in pieces; parse_join() hangs the roots of the later pieces under the first.
 * T. Dozat, C. D. Manning, "Deep biaffine attention for neural dependency parsing", ICLR 2017. */
#include "model/network.h"

/* Words from..to of the window are a sentence or a piece of one. */
static void parse_heads(struct worker *w, struct word *words, uint32_t first_word, uint32_t from, uint32_t to)
{
    const struct kernels *k = w->model->kernels;
    const uint32_t n = to - from;
    const float *rows = w->wide + (size_t)(1 + from) * WIDE;
    k->dots(rows + WIDE_ARC_DEPENDENT, WIDE, n, w->wide + WIDE_ARC_HEAD, WIDE, 1, POINTER, w->arcs, 1 + SENTENCE_MAX);
    k->dots(rows + WIDE_ARC_DEPENDENT, WIDE, n, rows + WIDE_ARC_HEAD, WIDE, n, POINTER, w->arcs + 1, 1 + SENTENCE_MAX);
    tree_best(w->arcs, 1 + SENTENCE_MAX, n, w->heads, w->tree);
    for (uint32_t i = 0; i < n; i++) words[from + i].head = w->heads[i] ? first_word + from + w->heads[i] - 1 : HS_NONE;
}

/* The row, among the window's, of a word's head. */
static const float *head_row(const struct worker *w, const struct window *window, const struct word *word)
{
    return w->wide + (word->head == HS_NONE ? 0 : (size_t)(1 + word->head - window->first_word)) * WIDE + WIDE_RELATION_HEAD;
}

static hearsay_code parse_relations(struct worker *w, struct word *words, const struct window *window, hearsay_error *err)
{
    const struct model *m = w->model;
    const struct linear *out = &m->weights.relation_out;
    for (uint32_t from = 0; from < window->words; from += BLOCK_ROWS) {
        const uint32_t n = window->words - from < BLOCK_ROWS ? window->words - from : BLOCK_ROWS;
        for (uint32_t i = 0; i < n; i++) {
            const float *d = w->wide + (size_t)(1 + from + i) * WIDE + WIDE_RELATION_DEPENDENT, *h = head_row(w, window, &words[from + i]);
            float *pair = w->relations + (size_t)i * POINTER;
            for (uint32_t k = 0; k < POINTER; k++) pair[k] = d[k] + h[k] > 0 ? d[k] + h[k] : 0;
        }
        hearsay_code code = heads_apply(w, out, w->relations, n, w->relation_scores, err);
        if (code) return code;
        for (uint32_t i = 0; i < n; i++) {
            const float *s = w->relation_scores + (size_t)i * out->outputs;
            uint32_t best = m->root;
            for (uint32_t r = 0; words[from + i].head != HS_NONE && r < m->config.n_relations; r++)
                if (r != m->root && (best == m->root || s[r] > s[best])) best = r;
            words[from + i].deprel = (uint8_t)best;
        }
    }
    return HEARSAY_OK;
}

hearsay_code parse_window(struct worker *w, struct hearsay_document *doc, const struct window *window, const uint8_t *starts, hearsay_error *err)
{
    struct word *words = doc->words + window->first_word;
    for (uint32_t from = 0, to; from < window->words; from = to) {
        for (to = from + 1; to < window->words && !starts[window->first_word + to] && to - from < SENTENCE_MAX; to++) {}
        parse_heads(w, words, window->first_word, from, to);
    }
    return parse_relations(w, words, window, err);
}

void parse_join(const struct model *m, struct hearsay_document *doc)
{
    for (uint32_t s = 0; s < doc->n_sentences; s++) {
        uint32_t root = HS_NONE;
        for (uint32_t i = doc->sentences[s].first_word; i < doc->sentences[s].first_word + doc->sentences[s].words; i++) {
            if (doc->words[i].head != HS_NONE) continue;
            if (root == HS_NONE) {
                root = i;
                continue;
            }
            doc->words[i].head = root;
            doc->words[i].deprel = (uint8_t)m->attached;
        }
    }
}
