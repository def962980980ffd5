/* article.c: the parts of an article.
 *
 *   headline    the line that agrees with the page's title, at or before the first paragraph; else the last <h1> there
 *   head        the lines between headline and first paragraph: byline (with the date of publication), dek, captions
 *   story       the lines judged to be: paragraphs, and subheadings among them
 *   the rest    other lines inside the container (the element whose lines together are most surely story): captions, credits, related, boilerplate
 *
 * All in page order. What stands outside of the container and is neither head nor story is not the article's.
 * A dateline at a paragraph's start and an agency's credit at its end are blocks of their own, as in a plain text (wire.c). */
#include "page/article.h"

#include <string.h>
#include <xxhash.h>

#include "base/character.h"
#include "base/error.h"
#include "page/wire.h"

enum {
    HEAD_LINES_MAX = 40, /* lines looked at between headline and first paragraph */
    HEADLINE_BEHIND = 3, /* a headline may stand behind that many lines that were taken for story */
    BYLINE_WORDS = 25,
    DEK_WORDS_MIN = 5,
    DEK_WORDS_MAX = 80,
    SUBHEADING_WORDS = 15,
    DATELINES_WITHIN = 3,
    CREDIT_WORDS = 20
};

#define NAMED(cues, cue) (((cues)&CUE_BIT(cue)) != 0)

struct builder {
    struct hearsay_document *doc;
    const struct judge *j;
    const struct dom *dom;
    const float *p;
    struct page_metadata *meta;
    uint8_t *kind;                             /* [lines] enum block_kind, or LEFT_OUT */
    uint32_t container, first, last, headline; /* first and last: lines of the story */
};
enum { LEFT_OUT = BLOCK_KINDS };

static const char *line_text(const struct dom *d, uint32_t i, size_t *len)
{
    *len = d->lines[i].text.end - d->lines[i].text.start;
    return d->text + d->lines[i].text.start;
}

static bool is_story(const struct builder *b, uint32_t i) { return b->j->shapes[i].visible && b->p[i] > 0.5F; }

static bool is_inside(const struct builder *b, uint32_t i)
{
    uint32_t e = b->dom->lines[i].inner;
    return e >= b->container && e < b->dom->elements[b->container].end;
}

/* The cues of the elements near a line: three block levels, lesser elements only. */
static uint32_t near_cues(const struct builder *b, uint32_t i) { return frame_cues_of(&b->j->frame, b->dom->lines[i].inner).near; }

static uint16_t tag_of(const struct builder *b, uint32_t i) { return b->dom->elements[b->dom->lines[i].block].tag; }

static bool is_heading(uint16_t tag) { return tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6; }

/* ---- The container ----------------------------------------------------------------------------------------------------------- */

static bool find_container(struct builder *b, struct arena *scratch)
{
    const struct dom *d = b->dom;
    if (!context_container(scratch, d, b->j->shapes, b->p, &b->container)) return false;
    b->first = d->n_lines;
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (is_story(b, i) && is_inside(b, i)) {
            b->first = b->first == d->n_lines ? i : b->first;
            b->last = i;
        }
    return true;
}

/* ---- The headline ------------------------------------------------------------------------------------------------------------- */

static size_t letters_of(const char *s, size_t len, char *out, size_t room)
{
    size_t n = 0;
    for (size_t i = 0; i < len && n < room; i++) {
        char c = ascii_lower(s[i]);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || ((unsigned char)c >= 0x80 && c != '\xE2'))
            out[n++] = c;
        else if (c == '\xE2')
            i += 2;
    }
    return n;
}

/* Whether a line is the title, its letters and digits alone: whole, or all but a tail of either. */
static bool is_title_line(const struct builder *b, uint32_t i)
{
    char x[200], y[200];
    size_t len;
    const char *s = line_text(b->dom, i, &len);
    if (!b->meta->title || len > 400) return false;
    size_t n = letters_of(s, len, x, sizeof x), m = letters_of(b->meta->title, strlen(b->meta->title), y, sizeof y), least = n < m ? n : m;
    return least >= 4 && !memcmp(x, y, least) && 3 * least >= 2 * (n > m ? n : m);
}

static void find_headline(struct builder *b)
{
    uint32_t n = b->dom->n_lines, h1 = n, best = n;
    int best_rank = 0;
    for (uint32_t i = 0; i < n && i <= b->first + HEADLINE_BEHIND; i++) {
        if (!b->j->shapes[i].visible) continue;
        uint16_t tag = tag_of(b, i);
        if (tag == GUMBO_TAG_H1 && i <= b->first) h1 = i;
        int rank = !is_title_line(b, i) ? 0 : tag == GUMBO_TAG_H1 ? 3 : is_heading(tag) || NAMED(near_cues(b, i), CUE_TITLE) ? 2 : 1;
        /* The last of equals: a menu may repeat the title, too. */
        if (rank && rank >= best_rank) {
            best = i;
            best_rank = rank;
        }
    }
    b->headline = best < n ? best : h1;
    if (b->headline < n) b->kind[b->headline] = BLOCK_HEADLINE;
}

/* ---- What is not story ---------------------------------------------------------------------------------------------------------- */

static bool is_byline_line(const struct builder *b, uint32_t i)
{
    const struct line_shape *s = &b->j->shapes[i];
    uint32_t cues = near_cues(b, i);
    if (s->length > BYLINE_WORDS) return false;
    return is_marked(s, MARK_BYLINE) || is_marked(s, MARK_DATE) || is_marked(s, MARK_TIME) ||
           ((NAMED(cues, CUE_BYLINE) || NAMED(cues, CUE_META)) && !NAMED(cues, CUE_SHARE) && !NAMED(cues, CUE_COMMENT) && !NAMED(cues, CUE_RELATED));
}

static uint8_t kind_of_other(const struct builder *b, uint32_t i)
{
    const struct line_shape *s = &b->j->shapes[i];
    uint32_t cues = near_cues(b, i);
    if (is_marked(s, MARK_BOILERPLATE)) return BLOCK_BOILERPLATE;
    if ((is_marked(s, MARK_CREDIT) || NAMED(cues, CUE_CREDIT)) && s->length <= CREDIT_WORDS) return BLOCK_CREDIT;
    if (is_marked(s, MARK_RELATED) || NAMED(cues, CUE_RELATED)) return BLOCK_RELATED;
    if (is_marked(s, MARK_CAPTION) || is_marked(s, MARK_FIGCAPTION) || NAMED(cues, CUE_CAPTION)) return BLOCK_CAPTION;
    if (NAMED(cues, CUE_SHARE) || NAMED(cues, CUE_COMMENT) || NAMED(cues, CUE_SUBSCRIBE) || NAMED(cues, CUE_AD) || is_marked(s, MARK_PROMOTION))
        return BLOCK_BOILERPLATE;
    return s->linked > 0.5F && s->length > 3 ? BLOCK_RELATED : BLOCK_BOILERPLATE;
}

static bool is_description(const struct builder *b, uint32_t i)
{
    size_t len;
    const char *s = line_text(b->dom, i, &len), *said = b->meta->description;
    return said && len >= 30 && len <= strlen(said) && !memcmp(said, s, len);
}

/* A standfirst: named so, said to be the description, or the heading or paragraph that follows the headline at once. */
static bool is_dek_line(const struct builder *b, uint32_t i, bool follows_headline)
{
    const struct line_shape *s = &b->j->shapes[i];
    uint32_t cues = near_cues(b, i);
    if (s->length < DEK_WORDS_MIN || s->length > DEK_WORDS_MAX || s->linked > 0.5F || is_marked(s, MARK_PROMOTION) ||
        is_marked(s, MARK_BOILERPLATE) || NAMED(cues, CUE_CAPTION) || NAMED(cues, CUE_NAV) || NAMED(cues, CUE_RELATED) || NAMED(cues, CUE_GALLERY))
        return false;
    if (NAMED(cues, CUE_DEK) || NAMED(cues, CUE_SUMMARY) || is_description(b, i)) return true;
    uint16_t tag = tag_of(b, i);
    return follows_headline && (is_heading(tag) || tag == GUMBO_TAG_P);
}

static void find_head(struct builder *b)
{
    uint32_t n = b->dom->n_lines, from = b->headline < n && b->headline < b->first ? b->headline + 1 : b->first, seen = 0;
    bool follows = true;
    /* Without a headline above the story, the head is what stands before the story inside the container. */
    while (from > 0 && (b->headline >= n || b->headline >= b->first) && is_inside(b, from - 1)) from--;
    for (uint32_t i = from; i < b->first && seen < HEAD_LINES_MAX; i++) {
        if (!b->j->shapes[i].visible || b->kind[i] != LEFT_OUT) continue;
        seen++;
        if (is_byline_line(b, i)) {
            b->kind[i] = BLOCK_BYLINE;
        } else if (is_dek_line(b, i, follows)) {
            b->kind[i] = BLOCK_DEK;
            follows = false;
        } else {
            uint8_t kind = kind_of_other(b, i);
            if (is_inside(b, i) || kind == BLOCK_CAPTION || kind == BLOCK_CREDIT) b->kind[i] = kind;
            follows &= b->j->shapes[i].length < DEK_WORDS_MIN;
        }
    }
}

static uint8_t kind_of_story(const struct builder *b, uint32_t i)
{
    const struct line_shape *s = &b->j->shapes[i];
    if (b->headline < b->dom->n_lines && i > b->headline && i <= b->first + 1 && NAMED(near_cues(b, i), CUE_DEK) && s->length <= DEK_WORDS_MAX)
        return BLOCK_DEK;
    if (is_heading(tag_of(b, i))) return BLOCK_SUBHEADING;
    return is_marked(s, MARK_BOLD) && !is_marked(s, MARK_SENTENCE) && !is_marked(s, MARK_LI) && s->length <= SUBHEADING_WORDS && s->length > 2
               ? BLOCK_SUBHEADING
               : BLOCK_PARAGRAPH;
}

static void find_kinds(struct builder *b)
{
    const struct dom *d = b->dom;
    memset(b->kind, LEFT_OUT, d->n_lines);
    if (b->first == d->n_lines) return;
    find_headline(b);
    find_head(b);
    for (uint32_t i = 0; i < d->n_lines; i++) {
        if (b->kind[i] != LEFT_OUT || !b->j->shapes[i].visible) continue;
        if (is_story(b, i))
            b->kind[i] = kind_of_story(b, i);
        else if (i > b->first && is_inside(b, i))
            b->kind[i] = is_byline_line(b, i) ? BLOCK_BYLINE : kind_of_other(b, i);
    }
}

/* ---- Text and blocks ------------------------------------------------------------------------------------------------------------ */

struct parts {
    uint32_t dateline, credit;
}; /* where the dateline ends and the credit begins, in a line */

static struct parts parts_of(const struct builder *b, uint32_t i, unsigned *datelines)
{
    size_t len;
    const char *s = line_text(b->dom, i, &len);
    struct parts p = { 0, (uint32_t)len };
    if (b->kind[i] != BLOCK_PARAGRAPH) return p;
    if (*datelines < DATELINES_WITHIN) {
        ++*datelines;
        p.dateline = (uint32_t)dateline_length(s, len);
    }
    size_t credit = credit_start(s + p.dateline, len - p.dateline) + p.dateline;
    /* A bracket after a full stop is the agency's; one inside a sentence belongs to it. */
    size_t end = credit - (credit < len ? char_white_suffix(s, credit) : 0);
    if (credit < len && end > p.dateline && strchr(".!?\"", s[end - 1])) p.credit = (uint32_t)credit;
    return p;
}

static uint32_t add_block(struct hearsay_document *doc, uint32_t n, const char *text, uint32_t start, uint32_t end, enum block_kind kind)
{
    start += (uint32_t)char_white_prefix(text + start, end - start);
    end -= (uint32_t)char_white_suffix(text + start, end - start);
    if (start == end) return n;
    doc->blocks[n] = (struct block){ .span = { start, end }, .kind = kind };
    return n + 1;
}

static hearsay_code write_out(struct builder *b, hearsay_error *err)
{
    const struct dom *d = b->dom;
    struct hearsay_document *doc = b->doc;
    uint32_t n = 0, len = 0, at = 0, blocks = 0;
    unsigned datelines = 0;
    for (uint32_t i = 0; i < d->n_lines; i++)
        if (b->kind[i] != LEFT_OUT) {
            n++;
            len += d->lines[i].text.end - d->lines[i].text.start + 1;
        }
    char *text = arena_alloc(doc->arena, (size_t)len + 1, 1);
    doc->blocks = ARENA_ARRAY(doc->arena, struct block, 3 * (size_t)n + 1);
    if (!text || !doc->blocks) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article of %u bytes", len);
    for (uint32_t i = 0; i < d->n_lines; i++) {
        if (b->kind[i] == LEFT_OUT) continue;
        size_t length;
        const char *s = line_text(d, i, &length);
        struct parts p = parts_of(b, i, &datelines);
        if (at) text[at++] = '\n';
        memcpy(text + at, s, length);
        blocks = add_block(doc, blocks, text, at, at + p.dateline, BLOCK_DATELINE);
        blocks = add_block(doc, blocks, text, at + p.dateline, at + p.credit, b->kind[i]);
        blocks = add_block(doc, blocks, text, at + p.credit, at + (uint32_t)length, BLOCK_CREDIT);
        at += (uint32_t)length;
    }
    text[at] = '\0';
    doc->text = text;
    doc->len = at;
    doc->n_blocks = blocks;
    doc->id = XXH3_64bits(text, at);
    return HEARSAY_OK;
}

/* The head's bylines tell what the markup did not. */
static bool read_head(struct builder *b, struct arena *scratch)
{
    const struct dom *d = b->dom;
    uint32_t *head = ARENA_ARRAY(scratch, uint32_t, d->n_lines + 1), n = 0;
    if (!head) return false;
    for (uint32_t i = 0; i < d->n_lines && i < b->first; i++)
        if (b->kind[i] == BLOCK_BYLINE) head[n++] = i;
    if (!b->meta->title && b->headline < d->n_lines) {
        size_t len;
        const char *s = line_text(d, b->headline, &len);
        b->meta->title = arena_strdup(scratch, s, len);
        if (!b->meta->title) return false;
    }
    return metadata_from_lines(scratch, d, head, n, b->meta);
}

hearsay_code article_build(struct hearsay_document *doc, struct arena *scratch, const struct judge *j, struct page_metadata *meta, hearsay_error *err)
{
    struct builder b = { .doc = doc, .j = j, .dom = j->dom, .p = j->p, .meta = meta };
    b.kind = ARENA_ARRAY(scratch, uint8_t, b.dom->n_lines + 1);
    b.headline = b.dom->n_lines;
    if (!b.kind || !find_container(&b, scratch)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %u lines", b.dom->n_lines);
    find_kinds(&b);
    if (!read_head(&b, scratch)) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %u lines", b.dom->n_lines);
    return write_out(&b, err);
}
