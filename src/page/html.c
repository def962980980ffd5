/* html.c: the way of a page.
 *
 *   bytes ── encoding ── prescan ── gumbo ── dom ─────── metadata ── judge ───── article ── language
 *            UTF-8       bounded    tree     elements,   title,      how surely  text and    English?
 *                        markup              lines       dates, ...  story       blocks
 *
 * Nothing is fetched and no script runs: what a page shows only by script is not there. All but the result lives in an arena of this call. */
#include "page/html.h"

#include <string.h>

#include "base/character.h"
#include "base/error.h"
#include "page/article.h"
#include "page/encoding.h"
#include "page/language.h"
#include "page/parse.h"

enum { CHUNK_BYTES = 1 << 20 };

/* What is known for sure goes before what the page says; false: out of memory. */
static bool keep(struct hearsay_document *doc, const char **field, const char *said)
{
    if (*field || !said) return true;
    *field = arena_strdup(doc->arena, said, strlen(said));
    return *field;
}

static hearsay_code read_page(struct hearsay_document *doc, struct arena *scratch, const char *bytes, size_t len, const char *charset, bool strict,
                              hearsay_error *err)
{
    struct decoded text;
    struct prescan page;
    struct dom dom;
    struct page_metadata meta;
    const GumboNode *tree;
    hearsay_code code = encoding_decode(scratch, bytes, len, charset, strict, &text, err);
    if (code == HEARSAY_OK) code = prescan(scratch, text.text, text.len, &page, err);
    if (code == HEARSAY_OK) code = parse_html(scratch, page.html, page.len, &tree, err);
    if (code == HEARSAY_OK) code = dom_lay_out(scratch, tree, &dom, err);
    if (code != HEARSAY_OK) return code;
    dom_reveal_hidden(&dom);
    struct judge judge;
    bool judged = false;
    if (metadata_read(scratch, &dom, &page, doc->uri, &meta)) {
        const struct page_hints hints = page_hints_of(&meta);
        judged = judge_lines(&judge, scratch, &dom, &hints);
    }
    if (!judged) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %zu bytes", len);
    code = article_build(doc, scratch, &judge, &meta, err);
    if (code != HEARSAY_OK) return code;
    doc->repairs = text.repairs;
    doc->tags_left_out = page.repairs;
    if (!keep(doc, &doc->canonical, meta.canonical) || !keep(doc, &doc->title, meta.title) || !keep(doc, &doc->outlet, meta.outlet) ||
        !keep(doc, &doc->author, meta.author) || !keep(doc, &doc->published, meta.published) || !keep(doc, &doc->modified, meta.modified) ||
        !keep(doc, &doc->language, meta.language))
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the metadata");
    return HEARSAY_OK;
}

hearsay_code page_from_html(struct hearsay_document *doc, const char *bytes, size_t len, const char *charset, const hearsay_options *opts,
                            hearsay_error *err)
{
    size_t max = opts ? opts->max_bytes : HEARSAY_MAX_BYTES;
    if (len > max) return error_set(err, HEARSAY_E_TOO_LONG, max, "the page has %zu bytes, at most %zu are read", len, max);
    struct arena *scratch = arena_new(CHUNK_BYTES);
    if (!scratch) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a page of %zu bytes", len);
    hearsay_code code = read_page(doc, scratch, bytes, len, charset, opts && opts->strict, err);
    arena_free(scratch);
    return code;
}

bool hearsay_looks_like_html(const char *s, size_t len)
{
    static const char *const tags[] = { "<!doctype html", "<html", "<head",    "<body", "<meta", "<title",
                                        "<script",        "<div",  "<article", "<p>",   "<h1",   "<link" };
    static const char bom[] = "\xEF\xBB\xBF", xml[] = "<?xml";
    if (len >= 3 && !memcmp(s, bom, 3)) s += 3, len -= 3;
    for (;;) {
        size_t white = char_white_prefix(s, len);
        s += white;
        len -= white;
        const char *close = NULL;
        if (ascii_starts(s, len, "<!--"))
            close = memmem(s, len, "-->", 3);
        else if (ascii_starts(s, len, xml))
            close = memmem(s, len, "?>", 2);
        if (!close) break;
        len -= (size_t)(close + 2 - s);
        s = close + 2;
        if (len && *s == '>') s++, len--;
    }
    for (size_t i = 0; i < sizeof tags / sizeof *tags; i++)
        if (ascii_starts(s, len, tags[i])) return true;
    return false;
}

hearsay_code page_check_language(struct hearsay_document *doc, bool any, hearsay_error *err)
{
    struct arena_mark mark = arena_mark(doc->arena);
    char *story = arena_alloc(doc->arena, (size_t)doc->len + doc->n_blocks + 1, 1);
    uint32_t n = 0;
    if (!story) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a text of %u bytes", doc->len);
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct block *b = &doc->blocks[i];
        uint32_t len = b->span.end - b->span.start;
        if (b->kind != BLOCK_PARAGRAPH && b->kind != BLOCK_SUBHEADING && b->kind != BLOCK_DEK && b->kind != BLOCK_HEADLINE) continue;
        memcpy(story + n, doc->text + b->span.start, len);
        n += len;
        story[n++] = '\n';
    }
    struct language language = language_of(story, n);
    arena_release(doc->arena, mark);
    if (!language.code) return HEARSAY_OK;
    doc->language = language.code;
    if (!strcmp(language.code, "en") || any) return HEARSAY_OK;
    return error_set(err, HEARSAY_E_LANGUAGE, 0, "the text seems to be %s (%s), only English is read", language.name, language.code);
}
