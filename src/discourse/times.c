/* times.c: the time expressions of a document, block by block, from left to right.
 *
 *   times_words     words → what each may do in a time expression
 *   times_phrases   those → the longest phrase at a place (numbers, points, lengths)
 *   times_tense     the verb near by looks back or ahead
 *   times_resolve   a phrase, seen from the publication and the times before it → TIMEX3's value
 *
 * What a phrase takes is not looked at again, so that the time is linear. */
#include "discourse/times.h"

#include <string.h>

#include "base/error.h"
#include "discourse/times_phrases.h"
#include "discourse/times_resolve.h"

struct finder {
    struct hearsay_document *doc;
    struct time_words words;
    struct time_context context;
    struct time_expression *at;
    uint32_t n;
    uint32_t entity; /* the first that may still reach into the text to come */
};

/* Whether a longer name of a person or organisation holds the phrase: "the Friday Night Company", "Tony Spring". */
static bool is_in_a_name(struct finder *f, struct span s)
{
    const struct hearsay_document *doc = f->doc;
    while (f->entity < doc->n_entities && doc->entities[f->entity].span.end <= s.start) f->entity++;
    if (f->entity == doc->n_entities) return false;
    const struct entity *e = &doc->entities[f->entity];
    bool holds = e->span.start <= s.start && s.end <= e->span.end && e->span.end - e->span.start > s.end - s.start;
    return holds && (e->type == ENTITY_PERSON || e->type == ENTITY_ORGANIZATION);
}

/* "Monday's debate", "the Feb. 28 deadline". */
static bool describes_a_noun(const struct time_words *w, const struct time_phrase *p)
{
    enum time_word_kind before = time_kind_before(w, p->first), behind = time_kind(w, p->end);
    bool determined = before == TIME_THE || before == TIME_A || before == TIME_HIS || before == TIME_THIS || before == TIME_APOSTROPHE_S;
    return behind == TIME_APOSTROPHE_S || (determined && behind == TIME_OTHER);
}

static bool add(struct finder *f, const struct time_phrase *p)
{
    const struct time_word *first = &f->words.at[p->first], *last = &f->words.at[p->end - 1];
    struct span span = { first->span.start, last->span.end };
    if (p->kind == PHRASE_VOID || is_in_a_name(f, span)) return true;
    char value[TIME_VALUE_MOST];
    f->context.verb = time_tense(f->doc, first->word, last->word + 1, describes_a_noun(&f->words, p));
    f->context.sentence = f->doc->words[first->word].sentence;
    enum time_type type = time_resolve(p, &f->context, value);
    char *kept = arena_strdup(f->doc->arena, value, strlen(value));
    f->at[f->n++] = (struct time_expression){ span, type, kept };
    return kept != NULL;
}

static bool find_in_block(struct finder *f)
{
    struct time_phrase p = time_phrase_blank(PHRASE_NONE), rest = p;
    for (uint32_t i = 0; i < f->words.n;) {
        uint32_t end = time_phrase_read(&f->words, i, &p);
        uint32_t range = end ? time_range_read(&f->words, end, &p, &rest) : 0;
        if (end && !add(f, &p)) return false;
        if (range && !add(f, &rest)) return false;
        i = range ? range : end ? end : i + 1;
    }
    return true;
}

static bool find(struct finder *f, struct arena *scratch)
{
    struct hearsay_document *doc = f->doc;
    uint32_t most = 0, total = 0;
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        uint32_t n = time_words_count(doc, &doc->blocks[b]);
        if (n > most) most = n;
        total += n;
    }
    const struct time_lexicon *lexicon = time_lexicon_make(scratch);
    f->words.at = ARENA_ARRAY(scratch, struct time_word, (size_t)most + 1);
    f->at = ARENA_ARRAY(scratch, struct time_expression, (size_t)total + 1);
    if (!lexicon || !f->words.at || !f->at) return false;
    for (uint32_t b = 0; b < doc->n_blocks; b++) {
        f->context.block = b;
        time_words_read(&f->words, doc, &doc->blocks[b], lexicon);
        if (!find_in_block(f)) return false;
    }
    doc->times = ARENA_ARRAY(doc->arena, struct time_expression, (size_t)f->n + 1);
    if (!doc->times) return false;
    memcpy(doc->times, f->at, f->n * sizeof *f->at);
    doc->n_times = f->n;
    return true;
}

hearsay_code times_find(struct hearsay_document *doc, struct arena *scratch, hearsay_error *err)
{
    struct finder f = { .doc = doc, .context = time_context_make(doc->published) };
    struct arena_mark mark = arena_mark(scratch);
    bool found = find(&f, scratch);
    arena_release(scratch, mark);
    return found ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the times of an article");
}
