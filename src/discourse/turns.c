/* turns.c: who speaks in a transcript.
 *
 *     WALLIS: Did anybody ask you?
 *     MAYOR LIND: Nobody ever did.                    also with a quotation mark before it, where a paper prints the exchange as a quotation
 *     WALLIS: Would you have answered?
 *
 * A paragraph that begins with a label in capitals and a colon is a turn, and what stands behind the colon is what the label's bearer said. Papers
 * also print datelines and rubrics so ("LONDON: ...", "WARNING: ..."): a transcript has three turns at least, and somebody speaks twice. */
#include "discourse/turns.h"

#include <string.h>

enum { LABEL_WORDS = 4, LABEL_LETTERS = 2, TURNS_LEAST = 3, SPANS_A_TURN = 3 };

static const float by_rule = -0.7f; /* as in bare.c */

uint32_t turns_limit(const struct hearsay_document *doc) { return SPANS_A_TURN * doc->n_blocks; }

struct turn {
    uint32_t first, colon, last; /* words: the label's first, the colon, the block's last */
};

static bool is_mark(const struct hearsay_document *doc, uint32_t i, char mark)
{
    const struct span *w = &doc->words[i].span;
    return w->end - w->start == 1 && doc->text[w->start] == mark;
}

/* Whether a word has no small letter; its capitals are counted. Bytes above ASCII are letters of either size: names of all languages. */
static bool in_capitals(const struct hearsay_document *doc, uint32_t i, uint32_t *letters)
{
    for (uint32_t k = doc->words[i].span.start; k < doc->words[i].span.end; k++) {
        const char c = doc->text[k];
        if (c >= 'a' && c <= 'z') return false;
        *letters += c >= 'A' && c <= 'Z';
    }
    return true;
}

static bool turn_of(const struct hearsay_document *doc, const struct block *b, struct turn *out)
{
    if (b->kind != BLOCK_PARAGRAPH || b->words < 3) return false;
    const uint32_t end = b->first_word + b->words;
    uint32_t first = b->first_word, letters = 0;
    if (doc->words[first].upos == UPOS_PUNCT && (doc->words[first].flags & WORD_IN_QUOTE)) first++;
    uint32_t colon = first;
    while (colon < end && colon - first <= LABEL_WORDS && !is_mark(doc, colon, ':') && in_capitals(doc, colon, &letters)) colon++;
    if (colon == first || colon + 1 >= end || !is_mark(doc, colon, ':') || letters < LABEL_LETTERS) return false;
    *out = (struct turn){ first, colon, end - 1 };
    return true;
}

static bool same_label(const struct hearsay_document *doc, const struct turn *a, const struct turn *b)
{
    const uint32_t from = doc->words[a->first].span.start, other = doc->words[b->first].span.start, n = doc->words[a->colon].span.start - from;
    return doc->words[b->colon].span.start - other == n && !memcmp(doc->text + from, doc->text + other, n);
}

static uint32_t add_span(struct reading *r, enum role role, uint32_t first, uint32_t last)
{
    r->spans[r->n_spans] =
        (struct role_span){ .role = role, .first = first, .last = last, .window = HS_NONE, .rank = HS_NONE, .log_probability = by_rule };
    return r->n_spans++;
}

/* The group without cue and source whose content begins in the turn and reaches over what is said in it; NULL if there is none. */
static struct group *alone_in(const struct reading *r, const struct groups *groups, uint32_t n, const struct turn *t)
{
    for (uint32_t k = 0; k < n; k++) {
        const struct group *g = &groups->at[k];
        const struct role_span *s = &r->spans[g->contents[0]];
        if (g->cue == HS_NONE && g->source == HS_NONE && s->first <= t->last && s->last > t->colon && s->first + 1 >= t->first) return &groups->at[k];
    }
    return NULL;
}

bool turns_add(const struct hearsay_document *doc, struct reading *reading, struct groups *groups, struct arena *scratch)
{
    struct turn *turns = ARENA_ARRAY(scratch, struct turn, doc->n_blocks + 1);
    if (!turns) return false;
    uint32_t n = 0;
    bool twice = false;
    for (uint32_t b = 0; b < doc->n_blocks; b++) n += turn_of(doc, &doc->blocks[b], &turns[n]);
    /* Somebody who speaks twice has mostly one turn of another between, so few turns back are enough, and a long transcript takes no longer. */
    for (uint32_t i = 1; i < n && !twice; i++)
        for (uint32_t k = i; k-- > 0 && i - k <= 8 && !twice;) twice = same_label(doc, &turns[i], &turns[k]);
    if (n < TURNS_LEAST || !twice) return true;
    const uint32_t before = groups->n;
    for (uint32_t i = 0; i < n; i++) {
        const struct turn *t = &turns[i];
        struct group *g = alone_in(reading, groups, before, t);
        if (!g) {
            g = &groups->at[groups->n++];
            *g = (struct group){ .contents = ARENA_ARRAY(scratch, uint32_t, 1), .n_contents = 1 };
            if (!g->contents) return false;
            g->contents[0] = add_span(reading, ROLE_CONTENT, t->colon + 1, t->last);
        } else {
            struct role_span *s = &reading->spans[g->contents[0]];
            s->first = t->colon + 1;
            if (s->last > t->last) s->last = t->last;
        }
        g->source = add_span(reading, ROLE_SOURCE, t->first, t->colon - 1);
        g->cue = add_span(reading, ROLE_CUE, t->colon, t->colon);
    }
    return true;
}
