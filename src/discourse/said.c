/* said.c: the verb of saying beside a quotation, and its subject.
 *
 * For quotations that the network left alone; mostly another text stood close before them (a caption without a full stop, a tweet). Where a paper
 * prints a quotation and right behind it a verb of saying with a subject, there is nothing to guess. */
#include "discourse/said.h"

#include <string.h>

#include "discourse/sources.h"
#include "discourse/syntax.h"

enum { REACH = 12 }; /* words between a quotation and its verb: "the Al Qaeda statement reads" */

static const char *const saying[] = { "said",    "says",      "told",     "tells",   "wrote",    "writes",   "added",  "adds",    "explained",
                                      "tweeted", "continued", "insisted", "joked",   "recalled", "reads",    "read",   "warned",  "claimed",
                                      "stated",  "declared",  "argued",   "quipped", "noted",    "remarked", "posted", "replied", NULL };

static bool is_mark(const struct hearsay_document *doc, uint32_t i, char mark)
{
    const struct span *w = &doc->words[i].span;
    return w->end - w->start == 1 && doc->text[w->start] == mark;
}

/* The verb behind a quotation: no other verb and no punctuation between. */
static uint32_t verb_behind(const struct hearsay_document *doc, uint32_t last)
{
    const uint32_t sentence = doc->words[last].sentence;
    for (uint32_t i = last + 1; i < doc->n_words && i - last <= REACH && doc->words[i].sentence == sentence; i++) {
        if (doc->words[i].upos == UPOS_PUNCT || doc->words[i].upos == UPOS_AUX) return HS_NONE;
        if (doc->words[i].upos == UPOS_VERB) return word_in(doc, i, saying) ? i : HS_NONE;
    }
    return HS_NONE;
}

/* The verb whose clause ends before a quotation with a colon, or with a comma in the same paragraph. */
static uint32_t verb_before(const struct hearsay_document *doc, uint32_t first)
{
    if (first < 2) return HS_NONE;
    const uint32_t mark = first - 1, near = word_block(doc, mark) == word_block(doc, first);
    if (!is_mark(doc, mark, ':') && !(near && is_mark(doc, mark, ','))) return HS_NONE;
    return doc->words[mark - 1].upos == UPOS_VERB && word_in(doc, mark - 1, saying) ? mark - 1 : HS_NONE;
}

bool said_beside(const struct hearsay_document *doc, uint32_t first, uint32_t last, const uint8_t *taken, struct said *out)
{
    if (!doc->deprel_names) return false;
    uint32_t verb = verb_behind(doc, last);
    if (verb == HS_NONE) verb = verb_before(doc, first);
    if (verb == HS_NONE || taken[verb]) return false;
    out->verb = verb;
    return source_of_verb(doc, verb, taken, &out->source_first, &out->source_last) && (out->source_last < first || out->source_first > last) &&
           (out->source_last < verb || out->source_first > verb) && !memchr(taken + out->source_first, 1, out->source_last - out->source_first + 1);
}
