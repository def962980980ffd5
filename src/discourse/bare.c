/* bare.c: attributions that stand without a cue.
 *
 *   bare quotation   a whole clause between quotation marks that nothing attributes: at least CLAUSE_WORDS words with a verb, closed by its own final
 *                    punctuation or running on. Titles, nicknames and single quoted words are none. In PolNeAR's train part 97 % of
 *                    the quotations of 25 characters and more are contents, so one that the model left alone is more likely missed than meant so.
 *   headline         "Allies weigh new sanctions - envoy", "Bank to cut 2,000 jobs: sources", "Hackers: film must be pulled": a clause, a dash or
 *                    colon, and a short nominal that speaks, behind or before it; a headline has no room for "said". A place before the
 *                    colon ("Kenya: ...") is mostly where it happened, and speaks only if the clause has a modal verb or a quotation.
 *
 *   signature        '"We were never asked." — Jane Doe, a nurse', and tweets as papers print them: "... — Jane Doe (@jane) May 5, 2015": what stands
 *                    before a dash at the end of a paragraph is by the name behind it; a paragraph of a signature alone signs the quotation above it.
 *
 * All only where no span of the model stands, or, in a headline, a content that the model left without cue and source; in a quotation there may
 * stand what is said in it. What runs on with earlier speech is joined to it by speech.c. */
#include "discourse/bare.h"

#include <string.h>

#include "base/character.h"
#include "discourse/said.h"
#include "text/quotations.h"

enum { CLAUSE_WORDS = 6, SOURCE_WORDS = 5, SIGNATURE_WORDS = 16 };

/* The log-probability given to a span that a rule made: as often wrong as right until calibration says better. */
static const float by_rule = -0.7f;

uint32_t bare_limit(const struct hearsay_document *doc) { return 3 * (doc->n_words / CLAUSE_WORDS) + 5 * doc->n_blocks + 2; }

static bool has_verb(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        if (doc->words[i].upos == UPOS_VERB || doc->words[i].upos == UPOS_AUX) return true;
    return false;
}

static bool touched(const uint8_t *taken, uint32_t first, uint32_t last) { return memchr(taken + first, 1, last - first + 1) != NULL; }

static uint32_t add_span(struct reading *r, enum role role, uint32_t first, uint32_t last)
{
    r->spans[r->n_spans] =
        (struct role_span){ .role = role, .first = first, .last = last, .window = HS_NONE, .rank = HS_NONE, .log_probability = by_rule };
    return r->n_spans++;
}

static bool add_group(struct groups *groups, uint32_t source, uint32_t cue, uint32_t content, struct arena *scratch)
{
    uint32_t *contents = ARENA_ARRAY(scratch, uint32_t, 1);
    if (!contents) return false;
    contents[0] = content;
    groups->at[groups->n++] = (struct group){ .source = source, .cue = cue, .contents = contents, .n_contents = 1 };
    return true;
}

/* Whether the quotation of words first .. last, marks included, is a clause that ends itself. */
static bool is_clause(const struct hearsay_document *doc, const struct block *b, uint32_t first, uint32_t last)
{
    uint32_t words = 0;
    for (uint32_t i = first; i <= last; i++) words += doc->words[i].upos != UPOS_PUNCT;
    if (words < CLAUSE_WORDS || !has_verb(doc, first, last)) return false;
    bool single;
    if (quote_side(doc, b, last, &single) != QUOTE_CLOSES) return true; /* it runs on in the next paragraph */
    char end = last > first ? doc->text[doc->words[last - 1].span.end - 1] : ' ';
    return end == '.' || end == ',' || end == '!' || end == '?';
}

/* The first and last word of a group. */
static void extent(const struct reading *r, const struct group *g, uint32_t *first, uint32_t *last)
{
    *first = UINT32_MAX;
    *last = 0;
    for (uint32_t i = 0; i < g->n_contents + 2; i++) {
        const uint32_t s = i < g->n_contents ? g->contents[i] : i == g->n_contents ? g->cue : g->source;
        if (s == HS_NONE) continue;
        if (r->spans[s].first < *first) *first = r->spans[s].first;
        if (r->spans[s].last > *last) *last = r->spans[s].last;
    }
}

/* Whether all that is taken of words first .. last, marks included, belongs to groups with a cue that stand between the marks: who says "We have
 * tried everything" has tried, but it is said by somebody. These groups are marked as inner ones.
 *   owner  [doc->n_words] the group that has each word, HS_NONE */
static bool taken_within(const struct reading *r, struct groups *groups, const uint32_t *owner, uint32_t first, uint32_t last)
{
    for (int marking = 0; marking < 2; marking++) {
        uint32_t before = HS_NONE;
        for (uint32_t i = first; i <= last; i++) {
            uint32_t a, b;
            if (owner[i] == before || owner[i] == HS_NONE) continue;
            struct group *g = &groups->at[before = owner[i]];
            extent(r, g, &a, &b);
            if (a <= first || b >= last || g->cue == HS_NONE) return false;
            if (marking) g->inner = true;
        }
    }
    return true;
}

static bool quotations_of(const struct hearsay_document *doc, const struct block *b, const uint8_t *taken, const uint32_t *owner, struct reading *r,
                          struct groups *groups, struct arena *scratch)
{
    uint32_t end = b->first_word + b->words;
    for (uint32_t i = b->first_word; i < end;) {
        if (!(doc->words[i].flags & WORD_IN_QUOTE)) {
            i++;
            continue;
        }
        uint32_t first = i;
        bool single = false;
        while (i + 1 < end && (doc->words[i + 1].flags & WORD_IN_QUOTE) && !(i > first && quote_side(doc, b, i, &single) == QUOTE_CLOSES && !single))
            i++;
        struct said said;
        if (is_clause(doc, b, first, i) && taken_within(r, groups, owner, first, i)) {
            const bool voiced = said_beside(doc, first, i, taken, &said);
            const uint32_t source = voiced ? add_span(r, ROLE_SOURCE, said.source_first, said.source_last) : HS_NONE;
            const uint32_t cue = voiced ? add_span(r, ROLE_CUE, said.verb, said.verb) : HS_NONE;
            if (!add_group(groups, source, cue, add_span(r, ROLE_CONTENT, first, i), scratch)) return false;
        }
        i++;
    }
    return true;
}

/* Nouns that speak without being a person or an organisation. */
static bool is_spoken_document(const struct hearsay_document *doc, uint32_t i)
{
    static const char *const nouns[] = { "document", "documents", "filing",  "letter",    "media",   "memo",  "poll",   "report",  "reports",
                                         "research", "source",    "sources", "statement", "studies", "study", "survey", "witness", "witnesses" };
    const struct span *w = &doc->words[i].span;
    for (size_t k = 0; k < sizeof nouns / sizeof *nouns; k++)
        if (ascii_equals(doc->text + w->start, w->end - w->start, nouns[k])) return true;
    return false;
}

/* Whether words first .. last are a short nominal whose last noun speaks. */
static bool is_speaker(const struct hearsay_document *doc, const struct reading *r, uint32_t first, uint32_t last)
{
    if (last - first >= SOURCE_WORDS) return false;
    uint32_t noun = HS_NONE;
    for (uint32_t i = first; i <= last; i++) {
        switch (doc->words[i].upos) {
        case UPOS_NOUN:
        case UPOS_PROPN: noun = i; break;
        case UPOS_ADJ:
        case UPOS_DET:
        case UPOS_NUM: break;
        case UPOS_ADP:
        case UPOS_PART:
        case UPOS_CCONJ:
        case UPOS_PUNCT:
            if (i == first) return false;
            break;
        default: return false;
        }
    }
    if (noun == HS_NONE) return false;
    bool speaks = is_spoken_document(doc, noun);
    for (uint32_t i = first; i <= last && !speaks; i++) speaks = r->mention[i] == MENTION_PERSON || r->mention[i] == MENTION_ORGANIZATION;
    return speaks;
}

static bool is_divider(const struct hearsay_document *doc, uint32_t i)
{
    const struct span *w = &doc->words[i].span;
    const char *s = doc->text + w->start;
    size_t len = w->end - w->start;
    /* A hyphen inside a compound has no space beside it; a colon has one behind it only. */
    bool apart = (doc->words[i].flags & WORD_SPACE_AFTER) && (*s == ':' || (doc->words[i - 1].flags & WORD_SPACE_AFTER));
    return apart && ((len == 1 && (*s == '-' || *s == ':')) || (len == 2 && !memcmp(s, "--", 2)) ||
                     (len == 3 && (!memcmp(s, "\xe2\x80\x93", 3) || !memcmp(s, "\xe2\x80\x94", 3))));
}

/* The group without source, and without cue unless it may have one, whose content lies in words first .. last; NULL if there is none. */
static struct group *voiceless(const struct reading *r, const struct groups *groups, uint32_t first, uint32_t last, bool may_have_cue)
{
    for (uint32_t k = 0; k < groups->n; k++) {
        struct group *g = &groups->at[k];
        const struct role_span *s = &r->spans[g->contents[0]];
        if ((g->cue == HS_NONE || may_have_cue) && g->source == HS_NONE && s->first >= first && s->last <= last) return g;
    }
    return NULL;
}

/* Whether words first .. last hold what only speech does in a headline: a modal verb or a quotation. */
static bool sounds_spoken(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    static const char *const modals[] = { "will", "wo", "would", "should", "must", "may", "might", "can", "ca", "could", "shall" };
    for (uint32_t i = first; i <= last; i++) {
        const struct span *w = &doc->words[i].span;
        if (doc->words[i].flags & WORD_IN_QUOTE) return true;
        for (size_t k = 0; doc->words[i].upos == UPOS_AUX && k < sizeof modals / sizeof *modals; k++)
            if (ascii_equals(doc->text + w->start, w->end - w->start, modals[k])) return true;
    }
    return false;
}

/* One source and its clause, in a headline; a content in the clause that the model left without a source gets this one. */
static bool add_headline(uint32_t source_first, uint32_t source_last, uint32_t first, uint32_t last, const uint8_t *taken, struct reading *r,
                         struct groups *groups, struct arena *scratch)
{
    struct group *alone = voiceless(r, groups, first, last, true);
    if (touched(taken, source_first, source_last) || (!alone && touched(taken, first, last))) return true;
    uint32_t source = add_span(r, ROLE_SOURCE, source_first, source_last);
    if (!alone) return add_group(groups, source, HS_NONE, add_span(r, ROLE_CONTENT, first, last), scratch);
    alone->source = source;
    return true;
}

/* "Hackers: film must be pulled", "Film must be pulled - hackers". */
static bool headline(const struct hearsay_document *doc, const struct block *b, const uint8_t *taken, struct reading *r, struct groups *groups,
                     struct arena *scratch)
{
    uint32_t start = b->first_word, end = b->first_word + b->words;
    while (end > start && doc->words[end - 1].upos == UPOS_PUNCT && !(doc->words[end - 1].flags & WORD_IN_QUOTE)) end--;
    for (uint32_t i = end; i-- > start + 2;) {
        if (!is_divider(doc, i) || i + 1 >= end) continue;
        if (has_verb(doc, start, i - 1) && is_speaker(doc, r, i + 1, end - 1))
            return add_headline(i + 1, end - 1, start, i - 1, taken, r, groups, scratch);
        break;
    }
    for (uint32_t i = start + 1; i + 2 < end && i <= start + SOURCE_WORDS; i++) {
        if (doc->text[doc->words[i].span.start] != ':') continue;
        bool speaks = is_speaker(doc, r, start, i - 1);
        for (uint32_t k = start; k < i && !speaks; k++)
            speaks = r->mention[k] == MENTION_PLACE && doc->words[k].upos == UPOS_PROPN && i - start <= 2 && sounds_spoken(doc, i + 1, end - 1);
        if (speaks && has_verb(doc, i + 1, end - 1)) return add_headline(start, i - 1, i + 1, end - 1, taken, r, groups, scratch);
        break;
    }
    return true;
}

/* ---- Signatures ------------------------------------------------------------------------------------------------------------ */

static bool is_dash(const struct hearsay_document *doc, uint32_t i)
{
    const struct span *w = &doc->words[i].span;
    const char *s = doc->text + w->start;
    size_t len = w->end - w->start;
    return (len == 2 && !memcmp(s, "--", 2)) || (len == 3 && !memcmp(s, "\xe2\x80", 2) && s[2] >= '\x93' && s[2] <= '\x95');
}

static char first_char(const struct hearsay_document *doc, uint32_t i) { return doc->text[doc->words[i].span.start]; }

/* The last word of the name that begins a signature: proper nouns, or "@jane"; HS_NONE if the words up to `end` are none: what follows a name in a
 * signature stands behind a comma, in brackets, or is a date. */
static uint32_t signed_name(const struct hearsay_document *doc, uint32_t first, uint32_t end)
{
    uint32_t last = first;
    if (first >= end || end - first > SIGNATURE_WORDS) return HS_NONE;
    if (first_char(doc, first) != '@') {
        if (doc->words[first].upos != UPOS_PROPN) return HS_NONE;
        while (last + 1 < end && doc->words[last + 1].upos == UPOS_PROPN && first_char(doc, last + 1) != '@') last++;
    }
    if (last + 1 == end) return last;
    char next = first_char(doc, last + 1);
    bool apart = next == ',' || next == '(' || next == '[' || next == '@' || (next >= '0' && next <= '9') || (next == '.' && last + 2 == end);
    return apart && !has_verb(doc, last + 1, end - 1) ? last : HS_NONE;
}

/* Where the quotation that ends with word `last` begins; `first` if the words first .. last are no quotation but a text that ends; HS_NONE for
 * neither. */
static uint32_t signed_from(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    uint32_t start = last;
    if (doc->words[last].flags & WORD_IN_QUOTE) {
        while (start > first && (doc->words[start - 1].flags & WORD_IN_QUOTE)) start--;
        return start;
    }
    const struct span *w = &doc->words[last].span;
    char end = doc->text[w->end - 1];
    bool link = doc->words[last].upos == UPOS_SYM || doc->words[last].upos == UPOS_X || first_char(doc, last) == '#';
    return end == '.' || end == '!' || end == '?' || link ? first : HS_NONE;
}

/* Source, dash and content of a signature; a content that the model left alone there is taken over. The dash is the cue, as the colon
 * is elsewhere. */
static bool add_signed(uint32_t name_first, uint32_t name_last, uint32_t first, uint32_t last, const uint8_t *taken, struct reading *r,
                       struct groups *groups, struct arena *scratch)
{
    struct group *alone = voiceless(r, groups, first, last, false);
    if (!alone && (alone = voiceless(r, groups, first, name_last, false)) && r->spans[alone->contents[0]].first < last) {
        r->spans[alone->contents[0]].last = last; /* the tags took the signature for a part of what it signs */
    } else if (touched(taken, name_first, name_last) || (!alone && touched(taken, first, last))) {
        return true;
    }
    uint32_t source = add_span(r, ROLE_SOURCE, name_first, name_last), cue = add_span(r, ROLE_CUE, name_first - 1, name_first - 1);
    if (alone) {
        alone->source = source;
        alone->cue = cue;
        return true;
    }
    return add_group(groups, source, cue, add_span(r, ROLE_CONTENT, first, last), scratch);
}

static bool signature(const struct hearsay_document *doc, uint32_t block, const uint8_t *taken, struct reading *r, struct groups *groups,
                      struct arena *scratch)
{
    const struct block *b = &doc->blocks[block];
    const uint32_t start = b->first_word, end = start + b->words;
    uint32_t dash = end;
    for (uint32_t i = end; i-- > start && end - i <= SIGNATURE_WORDS + 1;)
        if (is_dash(doc, i)) {
            dash = i;
            break;
        }
    uint32_t name = dash == end ? HS_NONE : signed_name(doc, dash + 1, end);
    if (name == HS_NONE) return true;
    if (dash > start) {
        uint32_t from = signed_from(doc, start, dash - 1);
        if (from == HS_NONE || dash - from < CLAUSE_WORDS || !has_verb(doc, from, dash - 1)) return true;
        return add_signed(dash + 1, name, from, dash - 1, taken, r, groups, scratch);
    }
    /* A line of its own: the quotation is the paragraph above. */
    if (block == 0) return true;
    const struct block *above = &doc->blocks[block - 1];
    if (above->kind != BLOCK_PARAGRAPH || !above->words || !has_verb(doc, above->first_word, above->first_word + above->words - 1)) return true;
    const uint32_t last = above->first_word + above->words - 1, from = signed_from(doc, above->first_word, last);
    return from != above->first_word || add_signed(dash + 1, name, from, last, taken, r, groups, scratch);
}

/* Marks the words of a group. */
static void mark(const struct reading *r, const struct groups *groups, uint32_t group, uint8_t *taken, uint32_t *owner)
{
    const struct group *g = &groups->at[group];
    for (uint32_t i = 0; i < g->n_contents + 2; i++) {
        const uint32_t s = i < g->n_contents ? g->contents[i] : i == g->n_contents ? g->cue : g->source;
        if (s == HS_NONE) continue;
        for (uint32_t w = r->spans[s].first; w <= r->spans[s].last; w++) {
            taken[w] = 1;
            owner[w] = group;
        }
    }
}

/* Where only the outermost are wanted, what stands in a quotation goes. */
static void drop_inner(struct groups *groups)
{
    uint32_t n = 0;
    for (uint32_t k = 0; k < groups->n; k++)
        if (!groups->at[k].inner) groups->at[n++] = groups->at[k];
    groups->n = n;
}

static bool has_bare_quotations(enum block_kind kind)
{
    return kind != BLOCK_HEADLINE && kind != BLOCK_RELATED && kind != BLOCK_BOILERPLATE && kind != BLOCK_CREDIT && kind != BLOCK_DATELINE;
}

bool bare_add(const struct hearsay_document *doc, struct reading *reading, struct groups *groups, struct arena *scratch)
{
    uint8_t *taken = ARENA_ZARRAY(scratch, uint8_t, (size_t)doc->n_words + 1); /* by a group: a span that found none says nothing */
    uint32_t *owner = ARENA_ARRAY(scratch, uint32_t, (size_t)doc->n_words + 1);
    if (!taken || !owner) return false;
    for (uint32_t w = 0; w < doc->n_words; w++) owner[w] = HS_NONE;
    for (uint32_t k = 0; k < groups->n; k++) mark(reading, groups, k, taken, owner);
    const uint32_t before = groups->n;
    for (uint32_t k = 0; k < doc->n_blocks; k++) {
        const struct block *b = &doc->blocks[k];
        if (!b->words || (b->kind != BLOCK_HEADLINE && !has_bare_quotations(b->kind))) continue;
        if (b->kind == BLOCK_HEADLINE ? !headline(doc, b, taken, reading, groups, scratch) : !signature(doc, k, taken, reading, groups, scratch))
            return false;
    }
    for (uint32_t k = before; k < groups->n; k++) mark(reading, groups, k, taken, owner);
    for (uint32_t k = 0; k < doc->n_blocks; k++) {
        const struct block *b = &doc->blocks[k];
        if (b->words && has_bare_quotations(b->kind) && !quotations_of(doc, b, taken, owner, reading, groups, scratch)) return false;
    }
    if (!reading->inside) drop_inner(groups);
    return true;
}
