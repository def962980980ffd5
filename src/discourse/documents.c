/* documents.c: whose word a bare participle of showing is.
 *
 * The pointers of a nested cue read its subject, and a participle's subject is, for syntax, that of the clause around it: who "obtained" the report. But
 * what shows, states and concludes is what was obtained. Verbs that a person does as well as a paper ("adding", "warning") are left alone. */
#include "discourse/documents.h"

#include "discourse/syntax.h"

static const char *const showing[] = { "indicating", "stating",    "showing",   "suggesting", "concluding", "alleging",
                                       "revealing",  "confirming", "detailing", "finding",    "saying",     NULL };

static bool is_document(const struct hearsay_document *doc, const struct lexicon *lexicon, uint32_t word)
{
    struct lexicon_match match;
    return doc->words[word].upos == UPOS_NOUN && lexicon_match(lexicon, doc->text, &doc->words[word], 1, &match) &&
           lexicon_sense_of(&match, LEXICON_DOCUMENT);
}

/* The first word of the phrase that the noun heads: what stands before it and hangs on it without a break. */
static uint32_t phrase_start(const struct hearsay_document *doc, uint32_t noun, uint32_t least)
{
    uint32_t first = noun;
    while (first > least) {
        uint32_t up = first - 1;
        for (int steps = 0; up != noun && up < noun && steps < 4 && doc->words[up].head != HS_NONE; steps++) up = doc->words[up].head;
        if (up != noun || doc->words[first - 1].upos == UPOS_VERB || doc->words[first - 1].upos == UPOS_ADP) break;
        first--;
    }
    return first;
}

bool documents_speak(struct hearsay_document *doc, const struct lexicon *lexicon)
{
    for (uint32_t i = 0; lexicon && i < doc->n_attributions; i++) {
        struct attribution *a = &doc->attributions[i];
        if (a->within == HS_NONE || !a->cue.n || a->source.n > 1) continue;
        const uint32_t cue = word_at(doc, a->cue.at[0].start), sentence = doc->words[cue].sentence;
        if (doc->words[cue].upos != UPOS_VERB || !word_in(doc, cue, showing)) continue;
        uint32_t least = doc->sentences[sentence].first_word;
        if (a->source.n) {
            const uint32_t behind = word_at(doc, a->source.at[0].end - 1) + 1;
            if (behind > cue) continue;
            if (behind > least) least = behind;
        }
        for (uint32_t k = cue; k-- > least;) {
            if (!is_document(doc, lexicon, k)) continue;
            struct span *at = ARENA_ARRAY(doc->arena, struct span, 1);
            if (!at) return false;
            *at = (struct span){ doc->words[phrase_start(doc, k, least)].span.start, doc->words[k].span.end };
            a->source = (struct span_list){ at, 1 };
            break;
        }
    }
    return true;
}
