/* speech.c: what quotation marks tell of an attribution.
 *
 * Speech is printed without a cue of its own in these ways, all of them with quotation marks:
 *
 *   "We won," she said. "It was hard."       the second quotation of a paragraph, behind the first one's cue; or the first, if the pointers have
 *                                            given the cue to the second alone
 *   "We won.                                 a paragraph that opens with a mark and does not close:
 *   "It was hard," she said.                 the next one opens with a mark again
 *
 * The pointers of the model mostly say so themselves. These rules serve the contents that it leaves alone: those that fell into another
 * window than their cue, and those whose pointer found nothing. */
#include "discourse/speech.h"

#include "text/quotations.h"

static bool is_punctuation(const struct hearsay_document *doc, uint32_t i) { return doc->words[i].upos == UPOS_PUNCT; }

enum quote_kind quote_kind_of(const struct hearsay_document *doc, const struct reading *reading, const struct group *g)
{
    uint32_t inside = 0, outside = 0;
    for (uint32_t k = 0; k < g->n_contents; k++) {
        const struct role_span *s = &reading->spans[g->contents[k]];
        for (uint32_t i = s->first; i <= s->last; i++)
            if (!is_punctuation(doc, i)) *((doc->words[i].flags & WORD_IN_QUOTE) ? &inside : &outside) += 1;
    }
    return !inside ? QUOTE_INDIRECT : !outside ? QUOTE_DIRECT : QUOTE_MIXED;
}

static bool quoted(const struct hearsay_document *doc, const struct role_span *s)
{
    return (doc->words[s->first].flags & WORD_IN_QUOTE) && (doc->words[s->last].flags & WORD_IN_QUOTE);
}

/* Whether the block that a span stands in ends inside its quotation, to be opened again by the next paragraph. */
static bool left_open(const struct hearsay_document *doc, const struct role_span *s)
{
    const struct block *b = &doc->blocks[word_block(doc, s->last)];
    uint32_t last = b->first_word + b->words - 1;
    bool single;
    return s->last + 1 >= last && (doc->words[last].flags & WORD_IN_QUOTE) && quote_side(doc, b, last, &single) != QUOTE_CLOSES;
}

/* Whether block b is the paragraph next behind block a. Contents come in text order, so that no block is looked at twice. */
static bool is_next_paragraph(const struct hearsay_document *doc, uint32_t a, uint32_t b)
{
    if (doc->blocks[b].kind != BLOCK_PARAGRAPH) return false;
    for (uint32_t k = a + 1; k < b; k++)
        if (doc->blocks[k].words && doc->blocks[k].kind == BLOCK_PARAGRAPH) return false;
    return a < b;
}

/* Whether `later` goes on with the speech of `earlier`, the span of content that stands next before it. */
static bool runs_on(const struct hearsay_document *doc, const struct role_span *earlier, const struct role_span *later)
{
    if (!quoted(doc, earlier) || !quoted(doc, later)) return false;
    uint32_t a = word_block(doc, earlier->last), b = word_block(doc, later->first);
    return a == b || (is_next_paragraph(doc, a, b) && left_open(doc, earlier));
}

/* The group whose source or cue begins with each word, HS_NONE where none does; NULL: out of memory. */
static uint32_t *voices_by_word(const struct hearsay_document *doc, const struct reading *reading, const struct groups *groups, struct arena *scratch)
{
    uint32_t *at = ARENA_ARRAY(scratch, uint32_t, (size_t)doc->n_words + 1);
    if (!at) return NULL;
    for (uint32_t i = 0; i <= doc->n_words; i++) at[i] = HS_NONE;
    for (uint32_t g = 0; g < groups->n; g++) {
        if (groups->at[g].cue == HS_NONE) continue;
        at[reading->spans[groups->at[g].cue].first] = g;
        if (groups->at[g].source != HS_NONE) at[reading->spans[groups->at[g].source].first] = g;
    }
    return at;
}

/* The group whose voice stands right behind a quotation, in its paragraph: '"We won," she said.' HS_NONE: none. */
static uint32_t voice_behind(const struct hearsay_document *doc, const uint32_t *voices, const struct role_span *s)
{
    const uint32_t next = s->last + 1;
    if (!quoted(doc, s) || next >= doc->n_words || word_block(doc, next) != word_block(doc, s->last)) return HS_NONE;
    return doc->words[next].sentence == doc->words[s->last].sentence ? voices[next] : HS_NONE;
}

/* Gives every group the contents that it owns by now, in text order, and drops those that are left with none.
 *   order [n_words]  the content that begins with each word, HS_NONE where none does      owner [n_spans]  the group of each content */
static bool hand_out(const struct hearsay_document *doc, const uint32_t *order, const uint32_t *owner, struct groups *groups, struct arena *scratch)
{
    uint32_t *n = ARENA_ZARRAY(scratch, uint32_t, (size_t)groups->n + 1);
    if (!n) return false;
    for (uint32_t word = 0; word < doc->n_words; word++)
        if (order[word] != HS_NONE) n[owner[order[word]]]++;
    for (uint32_t g = 0; g < groups->n; g++) {
        if (n[g] > groups->at[g].n_contents && !(groups->at[g].contents = ARENA_ARRAY(scratch, uint32_t, n[g]))) return false;
        groups->at[g].n_contents = 0;
    }
    for (uint32_t word = 0; word < doc->n_words; word++) {
        if (order[word] == HS_NONE) continue;
        struct group *g = &groups->at[owner[order[word]]];
        g->contents[g->n_contents++] = order[word];
    }
    uint32_t kept = 0;
    for (uint32_t g = 0; g < groups->n; g++)
        if (groups->at[g].n_contents) groups->at[kept++] = groups->at[g];
    groups->n = kept;
    return true;
}

bool join_running_speech(const struct hearsay_document *doc, const struct reading *reading, struct groups *groups, struct arena *scratch)
{
    uint32_t *owner = ARENA_ARRAY(scratch, uint32_t, (size_t)reading->n_spans + 1); /* the group of each content */
    if (!owner) return false;
    for (uint32_t i = 0; i < reading->n_spans; i++) owner[i] = HS_NONE;
    for (uint32_t g = 0; g < groups->n; g++)
        for (uint32_t i = 0; i < groups->at[g].n_contents; i++) owner[groups->at[g].contents[i]] = g;
    uint32_t *order = ARENA_ARRAY(scratch, uint32_t, (size_t)doc->n_words + 1), before = HS_NONE; /* the content that stands next before */
    const uint32_t *voices = voices_by_word(doc, reading, groups, scratch);
    if (!order || !voices) return false;
    for (uint32_t i = 0; i < doc->n_words; i++) order[i] = HS_NONE;
    for (uint32_t i = 0; i < reading->n_spans; i++)
        if (owner[i] != HS_NONE) order[reading->spans[i].first] = i;
    for (uint32_t word = 0; word < doc->n_words; word++) {
        uint32_t i = order[word];
        if (i == HS_NONE || groups->at[owner[i]].inner) continue;
        const struct group *g = &groups->at[owner[i]];
        bool free_to_join = g->cue == HS_NONE && before != HS_NONE && (g->source == HS_NONE || g->source == groups->at[owner[before]].source);
        const uint32_t behind = g->cue == HS_NONE && g->source == HS_NONE ? voice_behind(doc, voices, &reading->spans[i]) : HS_NONE;
        if (behind != HS_NONE)
            owner[i] = behind;
        else if (free_to_join && runs_on(doc, &reading->spans[before], &reading->spans[i]))
            owner[i] = owner[before];
        before = i;
    }
    return hand_out(doc, order, owner, groups, scratch);
}
