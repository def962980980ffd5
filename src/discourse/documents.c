/* documents.c: whose word a bare participle of showing is, and whose a noun's.
 *
 * The pointers of a nested cue read its subject, and a participle's subject is, for syntax, that of the clause around it: who "obtained" the report.
 * But what shows, states and concludes is what was obtained. Verbs that a person does as well as a paper ("adding", "warning") are left alone.
 *
 * A noun's speaker stands before it, as its owner ("Washington's claims") or as an adjective ("the Danish accusations"); the pointer prefers who
 * speaks of them ("an official who repeated Buenos Aires' complaints"). */
#include "discourse/documents.h"

#include <string.h>

#include "discourse/states.h"
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

/* Gives an attribution one span for a source. */
static bool set_source(struct hearsay_document *doc, struct attribution *a, uint32_t first, uint32_t last)
{
    struct span *at = ARENA_ARRAY(doc->arena, struct span, 1);
    if (!at) return false;
    *at = (struct span){ doc->words[first].span.start, doc->words[last].span.end };
    a->source = (struct span_list){ at, 1 };
    return true;
}

static bool is_owner(const struct hearsay_document *doc, uint32_t word, uint32_t noun)
{
    return doc->words[word].head == noun && doc->deprel_names && !strcmp(doc->deprel_names[doc->words[word].deprel], "nmod:poss");
}

/* Whose word the noun of a nested cue is. */
static bool owner_speaks(struct hearsay_document *doc, const struct lexicon *lexicon, struct attribution *a)
{
    const uint32_t noun = word_at(doc, a->cue.at[0].start), first = doc->sentences[doc->words[noun].sentence].first_word;
    if (doc->words[noun].upos != UPOS_NOUN) return true;
    for (uint32_t i = noun; i-- > first && noun - i <= 8;) {
        const bool owns = is_owner(doc, i, noun), adjective = !owns && doc->words[i].head == noun && state_of_adjective(doc, lexicon, i);
        if (!owns && !adjective) continue;
        uint32_t name = i; /* the last word of the owner's name: "Buenos Aires" */
        while (owns && name + 1 < noun && doc->words[name + 1].upos == UPOS_PROPN && doc->words[name + 1].head <= name &&
               doc->words[name + 1].head >= i)
            name++;
        const uint32_t clitic = owns && name + 1 < noun && doc->words[name + 1].upos == UPOS_PART;
        const struct span own = { doc->words[i].span.start, doc->words[name].span.end };
        bool there = false;
        for (uint32_t k = 0; k < a->source.n; k++) there |= a->source.at[k].start <= own.start && own.end <= a->source.at[k].end;
        return (there && owns) || set_source(doc, a, owns ? phrase_start(doc, i, first) : i, name + clitic);
    }
    return true;
}

bool documents_speak(struct hearsay_document *doc, const struct lexicon *lexicon)
{
    for (uint32_t i = 0; lexicon && i < doc->n_attributions; i++) {
        struct attribution *a = &doc->attributions[i];
        if (a->within == HS_NONE || !a->cue.n || a->source.n > 1) continue;
        if (!owner_speaks(doc, lexicon, a)) return false;
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
            if (!set_source(doc, a, phrase_start(doc, k, least), k)) return false;
            break;
        }
    }
    return true;
}
