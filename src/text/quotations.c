/* quotations.c: pairs of quotation marks, in their blocks and across paragraphs.
 *
 * A mark opens or closes by its shape (“ ”) or, where one shape does both ("), by the space beside it. Double and single marks are paired
 * apart from each other. An opening mark counts only if its partner is found:
 *
 *   - a closing mark later in the block, before another opening one of its kind; or
 *   - the block ends, and the next paragraph opens with a mark again: a quotation over several paragraphs, as English prints it.
 *
 * So one mark that was lost colours nothing. Apostrophes never come here: words.c has them inside words, or as clitics. */
#include "text/quotations.h"

#include "base/utf8.h"

static bool space_before(const struct hearsay_document *doc, const struct block *block, uint32_t i)
{
    return i == block->first_word || (doc->words[i - 1].flags & WORD_SPACE_AFTER);
}

enum quote_side quote_side(const struct hearsay_document *doc, const struct block *block, uint32_t i, bool *single)
{
    const struct word *w = &doc->words[i];
    uint32_t len = w->span.end - w->span.start, cp = 0;
    *single = false;
    if (len > 6 || (i > block->first_word && (doc->words[i - 1].flags & WORD_JOINED))) return QUOTE_NO_MARK;
    unsigned b = utf8_decode(doc->text + w->span.start, len, &cp);
    bool twice = b && len == 2 * b;
    if (!b || (b != len && !twice)) return QUOTE_NO_MARK;
    bool before = space_before(doc, block, i), after = w->flags & WORD_SPACE_AFTER;
    enum quote_side by_space = before && !after ? QUOTE_OPENS : !before && after ? QUOTE_CLOSES : QUOTE_NO_MARK;
    if (by_space == QUOTE_NO_MARK) {
        /* Between two words or two spaces: what stands to the left decides, as in ("Yes") and word".  */
        char left = i > block->first_word ? doc->text[doc->words[i - 1].span.end - 1] : ' ';
        by_space =
            before || left == '(' || left == '[' || left == '-' || left == '/' || left == '\x94' || left == '\x93' ? QUOTE_OPENS : QUOTE_CLOSES;
    }
    switch (cp) {
    case '"':
    case 0xFF02: return by_space;
    case 0x201C:
    case 0x201F:
    case 0x300C:
    case 0x300E:
    case 0x301D: return before || !after ? QUOTE_OPENS : QUOTE_CLOSES; /* the German closing mark has this shape too */
    case 0x201E: return QUOTE_OPENS;
    case 0x201D:
    case 0x300D:
    case 0x300F:
    case 0x301E:
    case 0x301F: return QUOTE_CLOSES;
    case 0xAB: return before || !after ? QUOTE_OPENS : QUOTE_CLOSES;
    case 0xBB: return before && !after ? QUOTE_OPENS : QUOTE_CLOSES;
    case '`':
    case '\'':
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x2039:
    case 0x203A:
        *single = !twice;
        if (cp == '`' || cp == 0x2018 || cp == 0x201A) return QUOTE_OPENS;
        return cp == 0x2019 && !(before && !after) ? QUOTE_CLOSES : by_space;
    default: return QUOTE_NO_MARK;
    }
}

static void colour(struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++) doc->words[i].flags |= WORD_IN_QUOTE;
}

/* What stands between two paragraphs and breaks no quotation that runs from one to the other. */
static bool is_beside(const struct block *b)
{
    return b->kind == BLOCK_RELATED || b->kind == BLOCK_BOILERPLATE || b->kind == BLOCK_CAPTION || b->kind == BLOCK_CREDIT || !b->words;
}

/* runs_on[single]: the next paragraph behind the block opens with a mark of that kind. */
static void mark_block(struct hearsay_document *doc, const struct block *block, const bool runs_on[2])
{
    uint32_t open[2] = { HS_NONE, HS_NONE }, end = block->first_word + block->words; /* double, single */
    for (uint32_t i = block->first_word; i < end; i++) {
        bool single;
        enum quote_side side = quote_side(doc, block, i, &single);
        if (side == QUOTE_OPENS) {
            open[single] = i;
        } else if (side == QUOTE_CLOSES && open[single] != HS_NONE) {
            colour(doc, open[single], i);
            open[single] = HS_NONE;
        }
    }
    for (int single = 0; single < 2; single++)
        if (open[single] != HS_NONE && runs_on[single]) colour(doc, open[single], end - 1);
}

void mark_quotations(struct hearsay_document *doc)
{
    bool runs_on[2] = { false, false };
    /* From the last block to the first, so that each knows how the next paragraph opens. */
    for (uint32_t k = doc->n_blocks; k-- > 0;) {
        const struct block *block = &doc->blocks[k];
        mark_block(doc, block, runs_on);
        if (is_beside(block)) continue;
        bool single;
        bool opens = quote_side(doc, block, block->first_word, &single) == QUOTE_OPENS;
        runs_on[0] = opens && !single;
        runs_on[1] = opens && single;
    }
}
