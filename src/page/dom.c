/* dom.c: from the parser's tree to lines of visible text.
 *
 * A line is what a reader sees as one: the text between two ends of block elements. White space collapses as CSS has it. Elements are block or
 * inline by the standard's default style sheet, since style sheets are not read. Custom elements (with a "-" in their name) are inline inside
 * of a paragraph or inline element, else blocks: there they are components of the page.
 *   <br>    ends a line, unless it breaks one sentence for the looks: the next line goes on in lower case, or this one is long and
 *           has no full stop. Two in a row always end it: that is how old pages write paragraphs.
 *   <tr>    of a data table is a line, its cells parted by tabs; of a table that makes the layout, each cell has lines of its own.
 *   <q>     shows quotation marks; <rt> of a ruby is a gloss on the word before it and is left out.
 * Soft hyphens and zero-width spaces are not seen and left out, no-break spaces are kept, but not at the ends of a line. */
#include "page/dom.h"

#include <string.h>
#include <strings.h>

#include "base/error.h"
#include "page/cues.h"

static const char SPACES[] = " \t\n\f\r";

enum { BR_WRAP_B = 60 }; /* a line of fewer bytes that ends at a <br> was meant to end there */

struct layout {
    struct arena *arena;
    struct dom *dom;
    uint32_t cap_elements, cap_lines, cap_text;
    uint32_t start;        /* of the line being written, in dom->text */
    uint32_t first, inner; /* first element with text in it; the innermost around all of its text */
    uint32_t block;
    uint32_t link_b, bold_b;
    unsigned breaks; /* <br> since the last text */
    bool space, after_br, pre, failed;
    uint32_t row; /* the <tr> whose cells share a line, HS_NONE outside of one */
};

struct open_node {
    const GumboNode *node;
    unsigned child;
    uint32_t element;
};

const char *dom_attribute(const struct dom *d, uint32_t element, const char *name)
{
    const GumboNode *node = d->elements[element].node;
    const GumboAttribute *a = gumbo_get_attribute(&node->v.element.attributes, name);
    return a ? a->value : NULL;
}

bool dom_has_word(const char *value, const char *word)
{
    size_t n = strlen(word);
    if (!value) return false;
    for (const char *p = value; *p;) {
        size_t len = strcspn(p, SPACES);
        if (len == n && !strncasecmp(p, word, n)) return true;
        p += len;
        p += strspn(p, SPACES);
    }
    return false;
}

/* ---- Elements ---------------------------------------------------------------------------------------------------------- */

/* clang-format off */
static bool is_inline(const GumboNode *node)
{
    switch (node->v.element.tag) {
    case GUMBO_TAG_A: case GUMBO_TAG_ABBR: case GUMBO_TAG_ACRONYM: case GUMBO_TAG_B: case GUMBO_TAG_BDI: case GUMBO_TAG_BDO: case GUMBO_TAG_BIG:
    case GUMBO_TAG_BLINK: case GUMBO_TAG_BR: case GUMBO_TAG_CITE: case GUMBO_TAG_CODE: case GUMBO_TAG_DATA: case GUMBO_TAG_DEL: case GUMBO_TAG_DFN:
    case GUMBO_TAG_EM: case GUMBO_TAG_FONT: case GUMBO_TAG_I: case GUMBO_TAG_IMG: case GUMBO_TAG_INS: case GUMBO_TAG_KBD: case GUMBO_TAG_LABEL:
    case GUMBO_TAG_LINK: case GUMBO_TAG_MARK: case GUMBO_TAG_META: case GUMBO_TAG_NOBR: case GUMBO_TAG_OUTPUT: case GUMBO_TAG_Q: case GUMBO_TAG_RP:
    case GUMBO_TAG_RT: case GUMBO_TAG_RUBY: case GUMBO_TAG_S: case GUMBO_TAG_SAMP: case GUMBO_TAG_SMALL: case GUMBO_TAG_SPAN: case GUMBO_TAG_STRIKE:
    case GUMBO_TAG_STRONG: case GUMBO_TAG_SUB: case GUMBO_TAG_SUP: case GUMBO_TAG_TIME: case GUMBO_TAG_TT: case GUMBO_TAG_U: case GUMBO_TAG_VAR:
    case GUMBO_TAG_WBR: case GUMBO_TAG_FORM: return true;
    case GUMBO_TAG_UNKNOWN: {
        const GumboNode *up = node->parent;
        return up->type == GUMBO_NODE_ELEMENT && (up->v.element.tag == GUMBO_TAG_P || is_inline(up));
    }
    default: return false;
    }
}
/* clang-format on */

static bool is_bold(GumboTag tag) { return tag == GUMBO_TAG_B || tag == GUMBO_TAG_STRONG || (tag >= GUMBO_TAG_H1 && tag <= GUMBO_TAG_H6); }

/* Common names of the classes that style sheets hide, from the large frameworks (Bootstrap, WordPress, Drupal, GOV.UK). */
static bool hides(const char *class, size_t len)
{
    static const char *const classes[] = { "hidden",
                                           "hide",
                                           "d-none",
                                           "is-hidden",
                                           "u-hidden",
                                           "sr-only",
                                           "visually-hidden",
                                           "visuallyhidden",
                                           "screen-reader-text",
                                           "element-invisible",
                                           "govuk-visually-hidden",
                                           "offscreen",
                                           "u-hiddenVisually" };
    for (size_t i = 0; i < sizeof classes / sizeof *classes; i++)
        if ((class[0] | 0x20) == classes[i][0] && strlen(classes[i]) == len && !strncasecmp(class, classes[i], len)) return true;
    return false;
}

static bool hides_by_style(const char *style)
{
    for (const char *p = style; (p = strpbrk(p, "dDvV")); p++) {
        size_t display = strncasecmp(p, "display", 7) ? 0 : 7, visibility = strncasecmp(p, "visibility", 10) ? 0 : 10;
        if (display + visibility == 0) continue;
        const char *v = p + display + visibility;
        v += strspn(v, " \t\n:");
        if (!strncasecmp(v, display ? "none" : "hidden", display ? 4 : 6)) return true;
    }
    return false;
}

static bool is_hidden(const GumboNode *node)
{
    const GumboVector *attributes = &node->v.element.attributes;
    for (unsigned i = 0; i < attributes->length; i++) {
        const GumboAttribute *a = attributes->data[i];
        if (!strcmp(a->name, "hidden") || (!strcmp(a->name, "style") && hides_by_style(a->value))) return true;
        if (strcmp(a->name, "class") != 0) continue;
        for (const char *p = a->value; *p;) {
            size_t len = strcspn(p, SPACES);
            if (len && hides(p, len)) return true;
            p += len;
            p += strspn(p, SPACES);
        }
    }
    return false;
}

/* The box of a word's tooltip, which shows when the mouse is over the word: <span class="tooltip">word<span class="tooltip-text">...</span></span>.
 * The outer element holds the word itself, so only the inner one is hidden. */
static bool is_tooltip(const struct dom *d, uint32_t e)
{
    const struct element *x = &d->elements[e];
    if (!(x->cues & CUE_BIT(CUE_POPUP)) || x->tag != GUMBO_TAG_SPAN) return false;
    if (x->cues & CUE_BIT(CUE_CONTENT)) return true;
    for (uint32_t up = x->parent; up != HS_NONE && is_inline(d->elements[up].node); up = d->elements[up].parent)
        if (d->elements[up].cues & CUE_BIT(CUE_POPUP)) return true;
    return false;
}

/* The array with room for one more, twice as large if it was full; NULL: out of memory. */
static void *grown(struct layout *l, void *array, uint32_t n, uint32_t *cap, size_t size)
{
    if (n < *cap) return array;
    uint32_t bigger = *cap ? 2 * *cap : 512;
    void *p = *cap < UINT32_MAX / 4 ? arena_alloc(l->arena, bigger, size) : NULL;
    if (!p) {
        l->failed = true;
        return NULL;
    }
    if (n) memcpy(p, array, n * size);
    *cap = bigger;
    return p;
}

static uint32_t add_element(struct layout *l, const GumboNode *node, uint32_t parent)
{
    struct dom *d = l->dom;
    struct element *array = grown(l, d->elements, d->n_elements, &l->cap_elements, sizeof *array);
    if (!array) return HS_NONE;
    d->elements = array;
    uint32_t e = d->n_elements++;
    GumboTag tag = node->v.element.tag;
    array[e] = (struct element){ node, parent, e + 1, d->n_lines, d->n_lines, cues_of(node), (uint16_t)tag, 0 };
    uint8_t flags = parent == HS_NONE ? 0 : array[parent].flags & (ELEMENT_HIDDEN | ELEMENT_LINK | ELEMENT_BOLD);
    if (tag == GUMBO_TAG_A && dom_attribute(d, e, "href")) flags |= ELEMENT_LINK;
    if (is_bold(tag)) flags |= ELEMENT_BOLD;
    if (!is_inline(node)) flags |= ELEMENT_BLOCK;
    if (!(flags & ELEMENT_HIDDEN) && (is_hidden(node) || is_tooltip(d, e))) flags |= ELEMENT_HIDDEN;
    array[e].flags = flags;
    return e;
}

static uint32_t common_ancestor(const struct dom *d, uint32_t a, uint32_t b)
{
    while (a != b)
        if (a > b)
            a = d->elements[a].parent;
        else
            b = d->elements[b].parent;
    return a;
}

static uint32_t block_of(const struct dom *d, uint32_t e)
{
    while (!(d->elements[e].flags & ELEMENT_BLOCK) && d->elements[e].parent != HS_NONE) e = d->elements[e].parent;
    return e;
}

/* ---- Lines ------------------------------------------------------------------------------------------------------------- */

static void put(struct layout *l, const char *at, uint32_t len)
{
    struct dom *d = l->dom;
    if (l->failed || len > UINT32_MAX / 4 - d->len) {
        l->failed = true;
        return;
    }
    while (d->len + len > l->cap_text) {
        char *bigger = grown(l, d->text, l->cap_text, &l->cap_text, 1);
        if (!bigger) return;
        d->text = bigger;
    }
    memcpy(d->text + d->len, at, len);
    d->len += len;
}

/* The bytes of a space other than the ASCII ones at the end (or start) of s: U+00A0 and U+2000..U+200A, U+3000. */
static uint32_t odd_space(const char *s, uint32_t len, bool at_end)
{
    if (len >= 2 && !memcmp(at_end ? s + len - 2 : s, "\xc2\xa0", 2)) return 2;
    const char *p = at_end && len >= 3 ? s + len - 3 : s;
    if (len >= 3 && ((!memcmp(p, "\xe2\x80", 2) && (unsigned char)p[2] >= 0x80 && (unsigned char)p[2] <= 0x8a) || !memcmp(p, "\xe3\x80\x80", 3)))
        return 3;
    return 0;
}

static void end_line(struct layout *l)
{
    struct dom *d = l->dom;
    uint32_t start = l->start, end = d->len, n;
    while (end > start && ((n = d->text[end - 1] == ' ' || d->text[end - 1] == '\t') || (n = odd_space(d->text + start, end - start, true))))
        end -= n;
    while (start < end && ((n = d->text[start] == ' ' || d->text[start] == '\t') || (n = odd_space(d->text + start, end - start, false)))) start += n;
    d->len = end;
    if (start < end && !l->failed) {
        struct dom_line *array = grown(l, d->lines, d->n_lines, &l->cap_lines, sizeof *array);
        if (array) {
            d->lines = array;
            uint8_t flags = (d->elements[l->first].flags & ELEMENT_HIDDEN ? LINE_HIDDEN : 0) | (l->after_br ? LINE_AFTER_BR : 0) |
                            (l->row != HS_NONE ? LINE_ROW : 0);
            array[d->n_lines++] = (struct dom_line){ { start, end }, l->block, l->inner, l->link_b, l->bold_b, flags };
            put(l, "\n", 1);
        }
    } else {
        d->len = l->start;
    }
    l->start = d->len;
    l->first = HS_NONE;
    l->link_b = l->bold_b = 0;
    l->space = l->after_br = false;
    l->breaks = 0;
}

static bool ends_sentence(const char *s, uint32_t len)
{
    while (len && strchr("\"')]*", s[len - 1])) len--;
    if (len >= 3 && (!memcmp(s + len - 3, "\xe2\x80\x9d", 3) || !memcmp(s + len - 3, "\xe2\x80\x99", 3))) len -= 3;
    return len == 0 || strchr(".!?:", s[len - 1]) || (len >= 3 && !memcmp(s + len - 3, "\xe2\x80\xa6", 3));
}

/* Before the first character after one <br> or more: does the line end there? */
static void settle_breaks(struct layout *l, char next)
{
    const char *line = l->dom->text ? l->dom->text + l->start : ""; /* no text yet: nothing was put */
    uint32_t len = l->dom->len - l->start;
    bool wrapped = (next >= 'a' && next <= 'z') || (len && strchr(",-", line[len - 1])) || (len >= BR_WRAP_B && !ends_sentence(line, len));
    if (l->breaks > 1 || !wrapped) {
        end_line(l);
        l->after_br = len > 0;
    } else {
        l->space = true;
    }
    l->breaks = 0;
}

static void put_visible(struct layout *l, uint32_t e, const char *at, uint32_t len)
{
    struct dom *d = l->dom;
    if (l->breaks) settle_breaks(l, *at);
    if (l->space && d->len > l->start) {
        put(l, " ", 1);
        /* A space between two words of a link is of the link, and so with bold type. */
        l->link_b += l->link_b && d->elements[e].flags & ELEMENT_LINK;
        l->bold_b += l->bold_b && d->elements[e].flags & ELEMENT_BOLD;
    }
    l->space = false;
    if (l->first == HS_NONE) {
        l->first = l->inner = e;
        l->block = block_of(d, e);
    } else if (l->inner != e) {
        l->inner = common_ancestor(d, l->inner, e);
    }
    l->link_b += d->elements[e].flags & ELEMENT_LINK ? len : 0;
    l->bold_b += d->elements[e].flags & ELEMENT_BOLD ? len : 0;
    put(l, at, len);
}

/* How many bytes at s show nothing: soft hyphen, zero-width space, byte order mark, control characters. */
static uint32_t unseen(const char *s)
{
    const unsigned char *u = (const unsigned char *)s;
    if (u[0] < 0x20 || u[0] == 0x7f) return 1;
    if (u[0] == 0xc2 && (u[1] == 0xad || (u[1] >= 0x80 && u[1] < 0xa0))) return 2;
    if ((u[0] == 0xe2 && u[1] == 0x80 && u[2] == 0x8b) || (u[0] == 0xef && u[1] == 0xbb && u[2] == 0xbf)) return 3;
    return 0;
}

/* Unicode's line and paragraph separator. */
static bool is_separator(const char *s) { return !strncmp(s, "\xe2\x80\xa8", 3) || !strncmp(s, "\xe2\x80\xa9", 3); }

static void put_text(struct layout *l, uint32_t e, const char *s)
{
    while (*s) {
        uint32_t n = 0;
        if (*s == ' ' || *s == '\t' || *s == '\n' || *s == '\f' || *s == '\r') {
            if (*s == '\n' && l->pre) end_line(l);
            l->space = true;
            s++;
        } else if (is_separator(s)) {
            l->breaks++;
            s += 3;
        } else if ((n = unseen(s))) {
            s += n;
        } else {
            const char *from = s;
            while (*s && !strchr(" \t\n\f\r", *s) && !unseen(s) && !is_separator(s)) s++;
            put_visible(l, e, from, (uint32_t)(s - from));
        }
        if (l->failed) return;
    }
}

/* ---- Tables ------------------------------------------------------------------------------------------------------------ */

/* A row of a data table holds no block elements but its cells, and no cell with a paragraph's worth of text. */
static bool is_data_row(const GumboNode *node, unsigned depth, size_t *budget)
{
    const GumboVector *children = &node->v.element.children;
    for (unsigned i = 0; i < children->length; i++) {
        const GumboNode *c = children->data[i];
        if (c->type == GUMBO_NODE_TEXT) {
            size_t n = strlen(c->v.text.text);
            if (n > *budget) return false;
            *budget -= n;
        } else if (c->type == GUMBO_NODE_ELEMENT) {
            bool cell = c->v.element.tag == GUMBO_TAG_TD || c->v.element.tag == GUMBO_TAG_TH;
            if ((!cell && !is_inline(c)) || depth > 8 || !is_data_row(c, depth + 1, budget)) return false;
        }
    }
    return true;
}

/* ---- The walk ---------------------------------------------------------------------------------------------------------- */

static void enter(struct layout *l, uint32_t e)
{
    const struct element *x = &l->dom->elements[e];
    switch (x->tag) {
    case GUMBO_TAG_BR: l->breaks++; return;
    case GUMBO_TAG_Q: put_visible(l, e, "\xe2\x80\x9c", 3); return;
    case GUMBO_TAG_PRE: l->pre = true; break;
    case GUMBO_TAG_TD:
    case GUMBO_TAG_TH:
        if (l->row != HS_NONE) {
            if (l->first != HS_NONE) put(l, "\t", 1);
            l->space = false;
            return;
        }
        break;
    case GUMBO_TAG_TR: {
        size_t budget = 400;
        end_line(l);
        l->row = is_data_row(x->node, 0, &budget) ? e : HS_NONE;
        return;
    }
    default: break;
    }
    if (x->flags & ELEMENT_BLOCK) end_line(l);
}

static void leave(struct layout *l, uint32_t e)
{
    struct element *x = &l->dom->elements[e];
    if (x->tag == GUMBO_TAG_Q) {
        l->space = false;
        put_visible(l, e, "\xe2\x80\x9d", 3);
    }
    bool cell = l->row != HS_NONE && (x->tag == GUMBO_TAG_TD || x->tag == GUMBO_TAG_TH);
    if ((x->flags & ELEMENT_BLOCK) && !cell) end_line(l);
    if (x->tag == GUMBO_TAG_PRE) l->pre = false;
    if (l->row == e) l->row = HS_NONE;
}

/* Whether an element's own text is read. A hidden block gives hidden lines, since all of an article may be hidden until a script shows it;
 * what is hidden inside a line is left out. */
static bool is_shown(const struct dom *d, uint32_t e)
{
    const struct element *x = &d->elements[e];
    if (x->tag == GUMBO_TAG_TITLE || x->tag == GUMBO_TAG_RT || x->tag == GUMBO_TAG_RP) return false;
    return !(x->flags & ELEMENT_HIDDEN) || (d->elements[block_of(d, e)].flags & ELEMENT_HIDDEN);
}

/* Lines are known when they end, which may be after a later element has begun: so they are handed out to elements at the end. */
static void count_lines(struct dom *d)
{
    for (uint32_t e = 0; e < d->n_elements; e++) {
        d->elements[e].first_line = d->n_lines;
        d->elements[e].end_line = 0;
    }
    for (uint32_t i = 0; i < d->n_lines; i++)
        for (uint32_t e = d->lines[i].inner; e != HS_NONE; e = d->elements[e].parent) {
            if (d->elements[e].first_line > i) d->elements[e].first_line = i;
            d->elements[e].end_line = i + 1;
        }
    for (uint32_t e = 0; e < d->n_elements; e++)
        if (d->elements[e].end_line == 0) d->elements[e].first_line = 0;
}

hearsay_code dom_lay_out(struct arena *a, const GumboNode *document, struct dom *out, hearsay_error *err)
{
    struct layout *l = arena_zalloc(a, 1, sizeof *l);
    uint32_t cap = 0, depth = 0;
    struct open_node *stack = NULL;
    *out = (struct dom){ 0 };
    if (!l) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory laying out a page");
    *l = (struct layout){ .arena = a, .dom = out, .first = HS_NONE, .row = HS_NONE };
    const GumboVector *top = &document->v.document.children;
    for (unsigned i = 0; i < top->length && !l->failed; i++) {
        const GumboNode *next = top->data[i];
        uint32_t parent = HS_NONE;
        if (next->type != GUMBO_NODE_ELEMENT || out->n_elements) continue;
        while (!l->failed) {
            if (next) {
                uint32_t e = add_element(l, next, parent);
                stack = grown(l, stack, depth, &cap, sizeof *stack);
                if (l->failed) break;
                stack[depth++] = (struct open_node){ next, 0, e };
                enter(l, e);
            }
            if (depth == 0) break;
            struct open_node *o = &stack[depth - 1];
            const GumboVector *children = &o->node->v.element.children;
            next = NULL;
            if (o->child == children->length) {
                leave(l, o->element);
                out->elements[o->element].end = out->n_elements;
                depth--;
                continue;
            }
            const GumboNode *c = children->data[o->child++];
            bool is_text = c->type == GUMBO_NODE_TEXT || c->type == GUMBO_NODE_WHITESPACE || c->type == GUMBO_NODE_CDATA;
            if (is_text && is_shown(out, o->element)) {
                put_text(l, o->element, c->v.text.text);
            } else if (c->type == GUMBO_NODE_ELEMENT) {
                next = c;
                parent = o->element;
            }
        }
    }
    if (l->failed) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory laying out a page");
    count_lines(out);
    return HEARSAY_OK;
}

/* ---- Pages that hide their article ------------------------------------------------------------------------------------------- */

enum { PROSE_B = 100, HIDDEN_TIMES = 3 };

static size_t prose_bytes(const struct dom *d, bool hidden)
{
    size_t n = 0;
    for (uint32_t i = 0; i < d->n_lines; i++) {
        const struct dom_line *l = &d->lines[i];
        uint32_t len = l->text.end - l->text.start;
        if (!(l->flags & LINE_HIDDEN) == !hidden && len > PROSE_B && 2 * l->link_b < len) n += len;
    }
    return n;
}

void dom_reveal_hidden(struct dom *d)
{
    if (prose_bytes(d, true) <= HIDDEN_TIMES * prose_bytes(d, false)) return;
    for (uint32_t i = 0; i < d->n_lines; i++) d->lines[i].flags &= (uint8_t)~LINE_HIDDEN;
}
