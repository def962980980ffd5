/* blocks.c: a page as it was understood, for people who check it: each block with its kind beside it.
 *
 *       title  Harbour to close a pier, says the mayor's office        what is known of the article
 *   published  2024-03-01T09:30:00Z
 *
 *    headline  Harbour to close a pier, says the mayor's office        its text, block for block, as it will be read
 *    dateline  HALDEN (Northern Wire) —
 *   paragraph  “We were never asked,” Ada Lind, who runs the ferries,
 *              said on Monday.
 *     related  Read more: Ferries to run late on Sundays
 *
 *              4 blocks, 26 words
 *
 * What is not the story is dim. A narrow terminal has the kind on a line of its own, and the text below it. */
#include <stdio.h>
#include <string.h>

#include "write/flow.h"
#include "write/write.h"

enum { KIND_COLUMNS = 11, TEXT_COLUMN = 2 + KIND_COLUMNS + 2, BESIDE_FROM = 48, NARROW_INDENT = 4 };

static const struct {
    enum style kind, text;
} styles[BLOCK_KINDS] = {
    [BLOCK_HEADLINE] = { STYLE_SOURCE, STYLE_TITLE },   [BLOCK_DEK] = { STYLE_SOURCE, STYLE_PLAIN },
    [BLOCK_BYLINE] = { STYLE_CUE, STYLE_PLAIN },        [BLOCK_DATELINE] = { STYLE_CUE, STYLE_PLAIN },
    [BLOCK_SUBHEADING] = { STYLE_SOURCE, STYLE_TITLE }, [BLOCK_PARAGRAPH] = { STYLE_CONTENT, STYLE_PLAIN },
    [BLOCK_CAPTION] = { STYLE_DIM, STYLE_DIM },         [BLOCK_CREDIT] = { STYLE_DIM, STYLE_DIM },
    [BLOCK_RELATED] = { STYLE_DIM, STYLE_DIM },         [BLOCK_BOILERPLATE] = { STYLE_DIM, STYLE_DIM },
};

/* The name of what follows, and the place where that begins. */
static void name(struct flow *f, enum style style, const char *s)
{
    bool beside = f->columns >= BESIDE_FROM;
    size_t len = strlen(s);
    f->indent = beside ? TEXT_COLUMN : NARROW_INDENT;
    flow_start(f, beside ? 2 + (unsigned)(KIND_COLUMNS - (len < KIND_COLUMNS ? len : KIND_COLUMNS)) : 2);
    flow_string(f, style, s);
    if (beside) {
        flow_space(f, 2);
    } else {
        flow_end(f);
        flow_start(f, NARROW_INDENT);
    }
}

static void known(struct flow *f, const char *what, const char *value)
{
    if (!value) return;
    name(f, STYLE_DIM, what);
    flow_string(f, STYLE_PLAIN, value);
    flow_end(f);
}

/* Runs of what is not white space: a word for a count. */
static unsigned count_words(const struct hearsay_document *doc)
{
    unsigned n = 0;
    for (uint32_t i = 0; i < doc->len; i++) {
        bool white = strchr(" \t\r\n", doc->text[i]), before = !i || strchr(" \t\r\n", doc->text[i - 1]);
        n += !white && before;
    }
    return n;
}

static void footer(struct flow *f, const struct hearsay_document *doc)
{
    char counts[80], repairs[REPAIRS_ROOM];
    unsigned words = count_words(doc);
    snprintf(counts, sizeof counts, "%u block%s, %u word%s", doc->n_blocks, doc->n_blocks == 1 ? "" : "s", words, words == 1 ? "" : "s");
    write_repairs(repairs, doc);
    flow_start(f, f->columns >= BESIDE_FROM ? TEXT_COLUMN : 2);
    flow_string(f, STYLE_DIM, counts);
    if (*repairs) {
        f->lead = "·";
        flow_string(f, STYLE_DIM, repairs);
    }
    flow_end(f);
}

void write_blocks(struct buffer *out, const struct hearsay_document *doc, unsigned columns, bool color)
{
    struct flow f = { .out = out, .color = color, .columns = write_columns(columns) };
    const struct {
        const char *what, *value;
    } facts[] = {
        { "uri", doc->uri },       { "canonical", doc->canonical }, { "outlet", doc->outlet },     { "title", doc->title },
        { "author", doc->author }, { "published", doc->published }, { "modified", doc->modified }, { "language", doc->language },
    };
    size_t before = out->len;
    for (size_t i = 0; i < sizeof facts / sizeof *facts; i++) known(&f, facts[i].what, facts[i].value);
    if (out->len > before) flow_end(&f);
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct block *b = &doc->blocks[i];
        name(&f, styles[b->kind].kind, block_kind_names[b->kind]);
        flow_text(&f, styles[b->kind].text, doc->text + b->span.start, b->span.end - b->span.start);
        flow_end(&f);
    }
    if (doc->n_blocks) flow_end(&f);
    footer(&f, doc);
}
