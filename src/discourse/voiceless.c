/* voiceless.c: nested attributions without a source, and doubtful ones, must at least have the word for one.
 *
 * Inside contents the network is told to be generous with cues (the bias of models/hearsay-en.md), since a source near by makes most of them good:
 * of those with one, eight in ten on nested/dev. Of those without, half: passives and nominalisations of any deed at all. The table of cues parts
 * them. */
#include "discourse/voiceless.h"

#include "discourse/grammar.h"

/* A nested attribution with a source may do without such a word from this score on. nested/dev: precision 84.7 without, 86.4 with it, 0.4 fewer
 * found. */
static const float LEAST_WITHOUT_WORD = 0.7f;

static bool has_cue_word(const struct grammar *sx, const struct attribution *a)
{
    for (uint32_t i = 0; i < a->cue.n; i++)
        for (uint32_t w = word_at(sx->doc, a->cue.at[i].start); w < sx->doc->n_words && sx->doc->words[w].span.start < a->cue.at[i].end; w++)
            if (grammar_entry(sx, w)) return true;
    return false;
}

bool voiceless_drop(struct hearsay_document *doc, const struct cues *cues, struct arena *scratch)
{
    const uint32_t n = doc->n_attributions;
    uint32_t *place = ARENA_ARRAY(scratch, uint32_t, (size_t)n + 1), left = 0;
    struct grammar sx;
    if (!place) return false;
    if (!cues || !n) return true;
    grammar_begin(&sx, doc, cues);
    for (uint32_t i = 0; i < n; i++) {
        const struct attribution *a = &doc->attributions[i];
        const bool doubtful = a->within != HS_NONE && (!a->source.n || a->score < LEAST_WITHOUT_WORD);
        place[i] = doubtful && !has_cue_word(&sx, a) ? HS_NONE : left++;
    }
    if (left == n) return true;
    for (uint32_t i = 0; i < n; i++) {
        struct attribution *a = &doc->attributions[i];
        while (a->within != HS_NONE && place[a->within] == HS_NONE) a->within = doc->attributions[a->within].within;
    }
    for (uint32_t i = 0; i < n; i++) {
        if (place[i] == HS_NONE) continue;
        struct attribution a = doc->attributions[i];
        if (a.within != HS_NONE) a.within = place[a.within];
        doc->attributions[place[i]] = a;
    }
    doc->n_attributions = left;
    return true;
}
