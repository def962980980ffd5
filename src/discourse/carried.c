/* carried.c: who speaks a quotation that says nothing of its speaker.
 *
 *     The council was never asked, Ms Lind said on Monday.
 *
 *     "We read of it in the papers. Nobody called."
 *
 * A paragraph that is a quotation and no more goes on with the speech of the paragraph before it, if that one ends with somebody's words: so papers
 * print it, and quote attribution calls such a quotation implicit (G. Muzny et al., "A two-stage sieve approach for quote attribution", EACL 2017).
 * The attribution keeps an empty source, for the text has none there; its actor, type and chain are those of the speaker.
 *
 * Not carried on: where the last sentence before has two voices; and where a line of a name follows, which signs the quotation. */
#include "discourse/carried.h"

#include <string.h>

/* How far back a paragraph's last words are looked for; words of a line that may be a signature. */
enum { LOOK_BACK = 16, SIGNATURE_WORDS = 12 };

static void take_later(struct span *last, struct span_list list)
{
    if (list.n && list.at[list.n - 1].end > last->end) *last = list.at[list.n - 1];
}

/* The last words of an attribution, whichever parts it has. */
static struct span last_span(const struct attribution *a)
{
    struct span last = { 0, 0 };
    take_later(&last, a->content);
    take_later(&last, a->cue);
    take_later(&last, a->source);
    return last;
}

/* The block next to b, backwards or forwards, that has words; HS_NONE: none. */
static uint32_t neighbour(const struct hearsay_document *doc, uint32_t b, int step)
{
    for (uint32_t k = b + (uint32_t)step; k < doc->n_blocks; k += (uint32_t)step)
        if (doc->blocks[k].words) return k;
    return HS_NONE;
}

/* Whether a block is a line that names somebody and says nothing: "Jane Doe, city attorney". */
static bool is_signature(const struct hearsay_document *doc, uint32_t b)
{
    const struct block *line = &doc->blocks[b];
    if (line->words > SIGNATURE_WORDS || doc->words[line->first_word].upos != UPOS_PROPN) return false;
    for (uint32_t i = line->first_word; i < line->first_word + line->words; i++)
        if (doc->words[i].upos == UPOS_VERB || doc->words[i].upos == UPOS_AUX) return false;
    return true;
}

/* The block before a quotation that is all of its paragraphs; HS_NONE: it is none, or begins the text, or is signed. */
static uint32_t paragraph_before(const struct hearsay_document *doc, const struct attribution *a)
{
    const uint32_t first = word_at(doc, a->content.at[0].start), last = word_at(doc, a->content.at[a->content.n - 1].end - 1);
    const uint32_t from = word_block(doc, first), to = word_block(doc, last);
    if (doc->blocks[from].kind != BLOCK_PARAGRAPH || first != doc->blocks[from].first_word) return HS_NONE;
    if (last + 1 < doc->blocks[to].first_word + doc->blocks[to].words) return HS_NONE;
    const uint32_t behind = neighbour(doc, to, 1);
    if (behind != HS_NONE && is_signature(doc, behind)) return HS_NONE;
    uint32_t before = from;
    do before = neighbour(doc, before, -1);
    while (before != HS_NONE && (doc->blocks[before].kind == BLOCK_CAPTION || doc->blocks[before].kind == BLOCK_CREDIT ||
                                 doc->blocks[before].kind == BLOCK_RELATED || doc->blocks[before].kind == BLOCK_BOILERPLATE));
    return before != HS_NONE && doc->blocks[before].kind == BLOCK_PARAGRAPH ? before : HS_NONE;
}

static bool same_source(const struct hearsay_document *doc, uint32_t i, uint32_t k)
{
    const struct span_list a = doc->attributions[i].source, b = doc->attributions[k].source;
    return a.n == b.n && a.at[0].start == b.at[0].start;
}

/* The attribution whose source has the last word in a block; HS_NONE: nobody, or two. */
static uint32_t last_speaker(const struct hearsay_document *doc, uint32_t block, uint32_t before, const uint32_t *carried)
{
    const struct block *b = &doc->blocks[block];
    const uint32_t sentence = doc->words[b->first_word + b->words - 1].sentence;
    uint32_t found = HS_NONE;
    for (uint32_t k = before; k-- > 0 && before - k <= LOOK_BACK;) {
        const struct attribution *a = &doc->attributions[k];
        if (a->within != HS_NONE) continue;
        const struct span last = last_span(a);
        if (!last.end) continue;
        if (word_at(doc, last.start) < b->first_word) break;
        if (doc->words[word_at(doc, last.end - 1)].sentence != sentence) continue;
        const uint32_t speaker = a->source.n ? k : carried[k];
        if (speaker == HS_NONE || (found != HS_NONE && !same_source(doc, found, speaker))) return HS_NONE;
        if (found == HS_NONE) found = speaker;
    }
    return found;
}

uint32_t *carried_find(const struct hearsay_document *doc, struct arena *scratch)
{
    uint32_t *carried = ARENA_ARRAY(scratch, uint32_t, (size_t)doc->n_attributions + 1);
    if (!carried) return NULL;
    for (uint32_t i = 0; i < doc->n_attributions; i++) {
        const struct attribution *a = &doc->attributions[i];
        carried[i] = HS_NONE;
        if (!a->content.n || a->source.n || a->cue.n || a->quote != QUOTE_DIRECT || a->within != HS_NONE) continue;
        const uint32_t before = paragraph_before(doc, a);
        if (before != HS_NONE) carried[i] = last_speaker(doc, before, i, carried);
    }
    return carried;
}
