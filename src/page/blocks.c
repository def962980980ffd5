/* blocks.c: what each paragraph of a plain text is for.
 *
 * A line says by itself that it is a byline, a caption, a credit or none of the story (wire.c). The rest follows from its place:
 *
 *   headline     the first line, if it is like the title, has no full stop, or is written in title case; or is short and stands alone
 *   dek          behind the headline: a line without a full stop, or the last one before a rule, a byline, a date or the dateline
 *   dateline     on the line of the first or second paragraph, a block of its own
 *   subheading   among the paragraphs: a short line without a full stop, with prose above and below
 *
 * Only what is sure is not a paragraph: a headline taken for a paragraph costs little, a paragraph taken for a headline loses what it says.
 * How these rules do on two collections of news is in README.md. */
#include <stdlib.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "base/utf8.h"
#include "page/lines.h"
#include "page/page.h"
#include "page/wire.h"

/* A line and what was found on it. The parts are empty where the line has none: dateline [start, body), body, credit [credit, end). */
struct part {
    struct line line;
    uint32_t body, credit;
    enum block_kind kind; /* of the body */
    bool sure;            /* told by the line itself */
};

struct page {
    const char *s;
    const char *title;
    struct part *parts;
    uint32_t n;
};

/* ---- What a line looks like ------------------------------------------------------------------------------------------------ */

static uint32_t length_of(const struct part *p) { return p->line.span.end - p->line.span.start; }

static char last_mark(const char *s, struct span l) { return line_last_mark(s + l.start, l.end - l.start); }

static bool ends_sentence(const char *s, struct span l)
{
    char c = last_mark(s, l);
    return c == '.' || c == '!' || c == '?';
}

struct shape {
    unsigned words, capitals, lower, sentences;
};

/* Words, and those of four letters or more that begin with a capital or not: in a title the small words are small in either style. */
static struct shape shape_of(const char *s, struct span l)
{
    struct shape r = { 0, 0, 0, 0 };
    bool inside = false;
    uint32_t start = l.start;
    for (uint32_t i = l.start; i <= l.end; i++) {
        bool white = i == l.end || char_ascii_class[s[i] & 0x7F] == CHAR_WHITE;
        if (i < l.end && (s[i] & '\x80')) white = false;
        if (inside && white) {
            r.words++;
            uint32_t cp;
            utf8_decode(s + start, i - start, &cp);
            if (i - start >= 4 && r.words > 1) {
                r.capitals += char_is_upper(cp);
                r.lower += char_is_lower(cp);
            }
            if (i < l.end && strchr(".!?", s[i - 1]) && i - start > 3) r.sentences++;
        } else if (!inside && !white) {
            start = i;
        }
        inside = !white;
    }
    r.sentences++;
    return r;
}

/* The next letter or digit of s from *i on, in lower case, which *i passes; 0: there is none. */
static uint32_t next_letter(const char *s, size_t len, size_t *i)
{
    while (*i < len) {
        uint32_t cp;
        unsigned n;
        enum char_class class = char_at(s + *i, len - *i, &cp, &n);
        *i += n;
        if (class == CHAR_LETTER || class == CHAR_DIGIT) return char_lower(cp);
    }
    return 0;
}

/* Letters and digits of both are the same as far as the shorter goes, case aside; the shorter has half of the longer's length at least. Marks do
 * not count: where the title has straight quotation marks the page often has curly ones. */
static bool is_like(const char *a, size_t a_len, const char *b, size_t b_len)
{
    size_t i = 0, j = 0, letters = 0;
    for (;; letters++) {
        size_t a_end = i, b_end = j;
        uint32_t x = next_letter(a, a_len, &i), y = next_letter(b, b_len, &j);
        if (!x || !y) return letters > 0 && 2 * a_end >= a_len && 2 * b_end >= b_len;
        if (x != y) return false;
    }
}

static bool has_dateline(const struct part *p) { return p->body > p->line.span.start; }

/* ---- Kinds by place ----------------------------------------------------------------------------------------------------------- */

#define HEADLINE_MAX 200u /* bytes; PolNeAR's longest has 164 */

/* The longest sentence-like line among the next few: prose to which a headline could belong. 0: none. */
static uint32_t prose_below(const struct page *page, uint32_t i)
{
    uint32_t longest = 0;
    for (uint32_t k = i + 1; k < page->n && k <= i + 6; k++)
        if (ends_sentence(page->s, page->parts[k].line.span) && length_of(&page->parts[k]) > longest) longest = length_of(&page->parts[k]);
    return longest;
}

static bool is_headline(const struct page *page, uint32_t i)
{
    const struct part *p = &page->parts[i];
    struct span l = p->line.span;
    const char *s = page->s;
    if (page->title && is_like(s + l.start, l.end - l.start, page->title, strlen(page->title))) return true;
    if (i + 1 == page->n || p->line.wrapped || length_of(p) > HEADLINE_MAX || has_dateline(p)) return false;
    const struct part *next = &page->parts[i + 1];
    struct shape shape = shape_of(s, l);
    char last = last_mark(s, l);
    if (shape.words < 2 || shape.words > 30 || last == ',') return false;
    uint32_t prose = prose_below(page, i);
    if (!ends_sentence(s, l)) return last != ':' && prose > 0;
    /* A sentence: in title case or capitals it is a headline still; else only if it is shorter than leads are, and stands alone. */
    if (shape.sentences > 2) return false;
    if (shape.capitals >= 3 && shape.capitals >= 3 * shape.lower) return true;
    return shape.sentences == 1 && shape.words <= 12 && length_of(p) <= 80 && next->line.blank_before && 2 * length_of(p) < prose &&
           s[l.end - 1] != '"' && s[l.start] != '"';
}

/* Whether what stands at i shows that the story proper begins, or that its head ends: a rule, a byline, a date, a dateline. */
static bool closes_head(const struct page *page, uint32_t i)
{
    const struct part *p = &page->parts[i];
    return i < page->n && (has_dateline(p) || (p->sure && (p->kind == BLOCK_BOILERPLATE || p->kind == BLOCK_BYLINE || p->kind == BLOCK_DATELINE)));
}

static bool is_dek(const struct page *page, uint32_t i)
{
    const struct part *p = &page->parts[i];
    if (i + 1 >= page->n || length_of(p) > 300 || has_dateline(p) || p->line.wrapped) return false;
    struct shape shape = shape_of(page->s, p->line.span);
    bool sentence = ends_sentence(page->s, p->line.span);
    if (shape.words < 3 || shape.sentences > (sentence ? 1 : 2)) return false;
    if (closes_head(page, i + 1)) return true;
    char last = last_mark(page->s, p->line.span);
    return !sentence && last != ':' && last != ',' && length_of(p) <= HEADLINE_MAX && length_of(p) < length_of(&page->parts[i + 1]);
}

static bool is_prose(const struct page *page, uint32_t i)
{
    const struct part *p = &page->parts[i];
    return p->kind == BLOCK_PARAGRAPH && (ends_sentence(page->s, p->line.span) || last_mark(page->s, p->line.span) == ':');
}

static bool is_subheading(const struct page *page, uint32_t i)
{
    const struct part *p = &page->parts[i];
    if (i == 0 || i + 1 >= page->n || length_of(p) > 80 || p->line.wrapped || ends_sentence(page->s, p->line.span)) return false;
    const struct part *next = &page->parts[i + 1];
    uint32_t cp;
    unsigned n;
    enum char_class first = char_at(page->s + p->line.span.start, length_of(p), &cp, &n);
    char last = last_mark(page->s, p->line.span);
    struct shape shape = shape_of(page->s, p->line.span);
    return ((first == CHAR_LETTER && char_is_upper(cp)) || first == CHAR_APOSTROPHE) && last != ',' && last != ':' && last != ';' &&
           shape.words <= 10 && !next->sure && length_of(next) >= 100 && 2 * length_of(p) < length_of(next) &&
           ends_sentence(page->s, next->line.span) && is_prose(page, i - 1) && length_of(&page->parts[i - 1]) >= 80;
}

/* ---- Passes ---------------------------------------------------------------------------------------------------------------------- */

/* What each line says of itself. near_top: bylines and dates stand there; further down such words are the story's. headed: a line that may be
 * the headline stands above. */
static void judge_alone(struct page *page, uint32_t i, bool near_top, bool headed)
{
    struct part *p = &page->parts[i];
    const char *s = page->s + p->line.span.start;
    size_t len = length_of(p);
    if (len > 500) return;
    p->sure = true;
    if (is_boilerplate(s, len))
        p->kind = BLOCK_BOILERPLATE;
    else if (is_related(s, len))
        p->kind = BLOCK_RELATED;
    else if (is_credit(s, len) && (headed || !has_headline_label(s, len)))
        p->kind = BLOCK_CREDIT;
    else if (near_top && is_byline(s, len))
        p->kind = BLOCK_BYLINE;
    else if (near_top && (is_date_line(s, len) || dateline_length(s, len) == len))
        p->kind = BLOCK_DATELINE;
    else if (i > 0 && is_caption(s, len))
        p->kind = BLOCK_CAPTION;
    else
        p->sure = false;
}

#define NEAR_TOP 10u
#define NEAR_END 3u

static void judge(struct page *page)
{
    unsigned paragraphs = 0;
    bool headed = false;
    for (uint32_t i = 0; i < page->n; i++) {
        struct part *p = &page->parts[i];
        judge_alone(page, i, (i < NEAR_TOP && paragraphs < 3) || (i + NEAR_END >= page->n && i > 0), headed);
        headed |= !p->sure;
        if (p->sure && p->kind != BLOCK_CAPTION) continue;
        uint32_t len = length_of(p);
        if (paragraphs < 3 && i < NEAR_TOP / 2 && !p->sure) {
            p->body += (uint32_t)dateline_length(page->s + p->line.span.start, len);
            p->body += (uint32_t)char_white_prefix(page->s + p->body, p->line.span.end - p->body);
        }
        paragraphs += len > 60;
        /* The credit behind a picture's or an article's text. */
        uint32_t rest = p->line.span.end - p->body;
        uint32_t credit = p->body + (uint32_t)credit_start(page->s + p->body, rest);
        if (credit < p->line.span.end && credit > p->body) {
            uint32_t end = credit - (uint32_t)char_white_suffix(page->s + p->body, credit - p->body);
            bool closed = ends_sentence(page->s, (struct span){ p->body, end });
            if (closed || (i > 0 && rest <= 300)) {
                p->credit = credit;
                if (!closed && !has_dateline(p)) {
                    p->kind = BLOCK_CAPTION;
                    p->sure = true;
                }
            }
        }
    }
    /* The head: up to the first line that is neither headline, dek nor known by itself. */
    enum { NOTHING, HEADLINE, DEK } seen = NOTHING;
    uint32_t i = 0;
    for (; i < page->n; i++) {
        struct part *p = &page->parts[i];
        if (p->sure) continue;
        if (seen == NOTHING && is_headline(page, i)) {
            p->kind = BLOCK_HEADLINE;
            seen = HEADLINE;
        } else if (seen == HEADLINE && is_dek(page, i)) {
            p->kind = BLOCK_DEK;
            seen = DEK;
        } else {
            break;
        }
    }
    for (i++; i < page->n; i++)
        if (!page->parts[i].sure && is_subheading(page, i)) page->parts[i].kind = BLOCK_SUBHEADING;
}

static uint32_t add(struct block *blocks, uint32_t n, const char *s, uint32_t start, uint32_t end, enum block_kind kind)
{
    end -= (uint32_t)char_white_suffix(s + start, end - start);
    if (start == end) return n;
    if (blocks) blocks[n] = (struct block){ { start, end }, kind, 0, 0 };
    return n + 1;
}

/* Counts the blocks, and writes them if blocks is not NULL. */
static uint32_t lay_out(const struct page *page, struct block *blocks)
{
    uint32_t n = 0;
    for (uint32_t i = 0; i < page->n; i++) {
        const struct part *p = &page->parts[i];
        n = add(blocks, n, page->s, p->line.span.start, p->body, BLOCK_DATELINE);
        n = add(blocks, n, page->s, p->body, p->credit, p->kind);
        n = add(blocks, n, page->s, p->credit, p->line.span.end, BLOCK_CREDIT);
    }
    return n;
}

hearsay_code blocks_of_text(struct hearsay_document *doc, hearsay_error *err)
{
    struct line *lines;
    struct page page = { doc->text, doc->title, NULL, 0 };
    doc->blocks = NULL;
    doc->n_blocks = 0;
    hearsay_code code = lines_of_text(doc->text, doc->len, &lines, &page.n, err);
    if (code != HEARSAY_OK || !page.n) return code;
    page.parts = calloc(page.n, sizeof *page.parts);
    if (page.parts) {
        for (uint32_t i = 0; i < page.n; i++)
            page.parts[i] = (struct part){ lines[i], lines[i].span.start, lines[i].span.end, BLOCK_PARAGRAPH, false };
        judge(&page);
        uint32_t n = lay_out(&page, NULL);
        doc->blocks = ARENA_ARRAY(doc->arena, struct block, n);
        if (doc->blocks) doc->n_blocks = lay_out(&page, doc->blocks);
    }
    free(page.parts);
    free(lines);
    return doc->blocks ? HEARSAY_OK : error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %lu blocks", (unsigned long)page.n);
}
