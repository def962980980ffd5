/* openstack.c: which elements are open, after the tree construction of the HTML standard (WHATWG, 13.2.6), without building the tree.
 *
 * gumbo 0.10.1 walks its stack of open elements for most tags, so its time grows with the square of the nesting depth: 20,000 open <div>
 * take 13 s. The prescan follows the stack here and leaves out the start tags that would make it deeper than OPENSTACK_MAX.
 *
 *   start tag   closes what the standard has it close (an open <p>, <li>, <td>, <a>, ...), then is pushed
 *   end tag     special elements: pops to the match unless a scope marker stands before it
 *               formatting elements (<b>, <i>, <a>, ...): the one entry is taken out, what stands above it stays (adoption agency)
 *               others (<span>, ...): pops to the match unless a special element stands before it
 *
 * The model may count too much, where the parser closes more than is known here: then a tag deep inside is left out and its text stays.
 * It must not count too little; tests/unit/prescan.c holds it against gumbo's own depth on random tags. A formatting element that is never
 * closed is opened anew by the parser in each block, which is not counted here; the prescan hands those on without attributes, so that the
 * standard's "Noah's Ark" rule (three alike at most) bounds them at three a name, and in nested tables at three a name and cell.
 * Each walk is at most OPENSTACK_MAX steps. */
#include "page/openstack.h"

#include <string.h>

enum {
    VOID = 1, /* never has content */
    SPECIAL = 2,
    FORMATTING = 4,
    CLOSES_P = 8, /* its start tag closes an open <p> */
    SCOPE = 16,   /* bounds the search for an element to close */
    HEADING = 32,
    TABLE_PART = 64 /* ignored outside of a table */
};

/* clang-format off */
static const uint8_t kind_of[GUMBO_TAG_LAST] = {
    [GUMBO_TAG_HTML] = SPECIAL | SCOPE, [GUMBO_TAG_BODY] = SPECIAL, [GUMBO_TAG_HEAD] = SPECIAL, [GUMBO_TAG_TITLE] = SPECIAL,
    [GUMBO_TAG_AREA] = VOID, [GUMBO_TAG_BASE] = VOID, [GUMBO_TAG_BASEFONT] = VOID, [GUMBO_TAG_BGSOUND] = VOID, [GUMBO_TAG_BR] = VOID,
    [GUMBO_TAG_EMBED] = VOID, [GUMBO_TAG_HR] = VOID | CLOSES_P, [GUMBO_TAG_IMG] = VOID, [GUMBO_TAG_INPUT] = VOID, [GUMBO_TAG_KEYGEN] = VOID,
    [GUMBO_TAG_LINK] = VOID, [GUMBO_TAG_META] = VOID, [GUMBO_TAG_PARAM] = VOID, [GUMBO_TAG_SOURCE] = VOID, [GUMBO_TAG_TRACK] = VOID,
    [GUMBO_TAG_WBR] = VOID,
    [GUMBO_TAG_A] = FORMATTING, [GUMBO_TAG_B] = FORMATTING, [GUMBO_TAG_BIG] = FORMATTING, [GUMBO_TAG_CODE] = FORMATTING,
    [GUMBO_TAG_EM] = FORMATTING, [GUMBO_TAG_FONT] = FORMATTING, [GUMBO_TAG_I] = FORMATTING, [GUMBO_TAG_NOBR] = FORMATTING,
    [GUMBO_TAG_S] = FORMATTING, [GUMBO_TAG_SMALL] = FORMATTING, [GUMBO_TAG_STRIKE] = FORMATTING, [GUMBO_TAG_STRONG] = FORMATTING,
    [GUMBO_TAG_TT] = FORMATTING, [GUMBO_TAG_U] = FORMATTING,
    [GUMBO_TAG_ADDRESS] = SPECIAL | CLOSES_P, [GUMBO_TAG_ARTICLE] = SPECIAL | CLOSES_P, [GUMBO_TAG_ASIDE] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_BLOCKQUOTE] = SPECIAL | CLOSES_P, [GUMBO_TAG_CENTER] = SPECIAL | CLOSES_P, [GUMBO_TAG_DETAILS] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_DIR] = SPECIAL | CLOSES_P, [GUMBO_TAG_DIV] = SPECIAL | CLOSES_P, [GUMBO_TAG_DL] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_FIELDSET] = SPECIAL | CLOSES_P, [GUMBO_TAG_FIGCAPTION] = SPECIAL | CLOSES_P, [GUMBO_TAG_FIGURE] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_FOOTER] = SPECIAL | CLOSES_P, [GUMBO_TAG_FORM] = SPECIAL | CLOSES_P, [GUMBO_TAG_HEADER] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_HGROUP] = SPECIAL | CLOSES_P, [GUMBO_TAG_LISTING] = SPECIAL | CLOSES_P, [GUMBO_TAG_MAIN] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_MENU] = SPECIAL | CLOSES_P, [GUMBO_TAG_NAV] = SPECIAL | CLOSES_P, [GUMBO_TAG_OL] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_P] = SPECIAL | CLOSES_P, [GUMBO_TAG_PRE] = SPECIAL | CLOSES_P, [GUMBO_TAG_SECTION] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_SUMMARY] = SPECIAL | CLOSES_P, [GUMBO_TAG_UL] = SPECIAL | CLOSES_P, [GUMBO_TAG_LI] = SPECIAL | CLOSES_P,
    [GUMBO_TAG_DD] = SPECIAL | CLOSES_P, [GUMBO_TAG_DT] = SPECIAL | CLOSES_P, [GUMBO_TAG_BUTTON] = SPECIAL,
    [GUMBO_TAG_H1] = SPECIAL | CLOSES_P | HEADING, [GUMBO_TAG_H2] = SPECIAL | CLOSES_P | HEADING, [GUMBO_TAG_H3] = SPECIAL | CLOSES_P | HEADING,
    [GUMBO_TAG_H4] = SPECIAL | CLOSES_P | HEADING, [GUMBO_TAG_H5] = SPECIAL | CLOSES_P | HEADING, [GUMBO_TAG_H6] = SPECIAL | CLOSES_P | HEADING,
    [GUMBO_TAG_TABLE] = SPECIAL | SCOPE | CLOSES_P, [GUMBO_TAG_MARQUEE] = SPECIAL | SCOPE, [GUMBO_TAG_OBJECT] = SPECIAL | SCOPE,
    [GUMBO_TAG_APPLET] = SPECIAL | SCOPE, [GUMBO_TAG_CAPTION] = SPECIAL | SCOPE | TABLE_PART, [GUMBO_TAG_TD] = SPECIAL | SCOPE | TABLE_PART,
    [GUMBO_TAG_TH] = SPECIAL | SCOPE | TABLE_PART, [GUMBO_TAG_TR] = SPECIAL | TABLE_PART, [GUMBO_TAG_TBODY] = SPECIAL | TABLE_PART,
    [GUMBO_TAG_THEAD] = SPECIAL | TABLE_PART, [GUMBO_TAG_TFOOT] = SPECIAL | TABLE_PART, [GUMBO_TAG_COLGROUP] = SPECIAL | TABLE_PART,
    [GUMBO_TAG_COL] = VOID | TABLE_PART,
};
/* clang-format on */

static bool is(GumboTag tag, int kind) { return kind_of[tag] & kind; }

bool tag_is_formatting(GumboTag tag) { return is(tag, FORMATTING); }

static void pop_to(struct openstack *s, unsigned n)
{
    while (s->n > n) s->count[s->at[--s->n].tag]--;
}

static void take_out(struct openstack *s, unsigned i)
{
    s->count[s->at[i].tag]--;
    memmove(s->at + i, s->at + i + 1, (s->n - i - 1) * sizeof *s->at);
    s->n--;
}

/* The place of the topmost open `tag` that no scope marker hides; s->n if there is none. */
static unsigned in_scope(const struct openstack *s, GumboTag tag)
{
    if (s->count[tag])
        for (unsigned i = s->n; i-- > 0;) {
            GumboTag t = s->at[i].tag;
            if (t == tag) return i;
            if (is(t, SCOPE) || (t == GUMBO_TAG_BUTTON && tag == GUMBO_TAG_P) || ((t == GUMBO_TAG_UL || t == GUMBO_TAG_OL) && tag == GUMBO_TAG_LI))
                break;
        }
    return s->n;
}

/* A new <li> closes the last one, but not one of an outer list: special elements other than these three stand between. */
static void close_item(struct openstack *s, GumboTag one, GumboTag other)
{
    for (unsigned i = s->n; i-- > 0;) {
        GumboTag t = s->at[i].tag;
        if (t == one || t == other) {
            pop_to(s, i);
            return;
        }
        if (is(t, SPECIAL) && t != GUMBO_TAG_ADDRESS && t != GUMBO_TAG_DIV && t != GUMBO_TAG_P) return;
    }
}

/* Cells stand in rows, rows in sections, sections in tables. False: no table is open. */
static bool clear_to_table(struct openstack *s, GumboTag tag)
{
    unsigned i = s->n;
    bool cell = tag == GUMBO_TAG_TD || tag == GUMBO_TAG_TH;
    if (!s->count[GUMBO_TAG_TABLE]) return false;
    while (i-- > 0) {
        GumboTag t = s->at[i].tag;
        bool section = t == GUMBO_TAG_TBODY || t == GUMBO_TAG_THEAD || t == GUMBO_TAG_TFOOT;
        if (t == GUMBO_TAG_TABLE || (section && (cell || tag == GUMBO_TAG_TR)) || (t == GUMBO_TAG_TR && cell)) {
            pop_to(s, i + 1);
            return true;
        }
    }
    return false;
}

bool openstack_start(struct openstack *s, GumboTag tag, uint32_t name)
{
    if (is(tag, TABLE_PART) && !clear_to_table(s, tag)) return false;
    if (is(tag, CLOSES_P)) pop_to(s, in_scope(s, GUMBO_TAG_P));
    if (tag == GUMBO_TAG_LI)
        close_item(s, tag, tag);
    else if (tag == GUMBO_TAG_DD || tag == GUMBO_TAG_DT)
        close_item(s, GUMBO_TAG_DD, GUMBO_TAG_DT);
    else if (is(tag, HEADING) && s->n && is(s->at[s->n - 1].tag, HEADING))
        pop_to(s, s->n - 1);
    else if (tag == GUMBO_TAG_A || tag == GUMBO_TAG_BUTTON)
        openstack_end(s, tag, name);
    if (is(tag, VOID)) return true;
    if (s->n == OPENSTACK_MAX) {
        s->dropped++;
        return false;
    }
    s->at[s->n++] = (struct open_element){ (uint16_t)tag, name };
    s->count[tag]++;
    return true;
}

bool openstack_end(struct openstack *s, GumboTag tag, uint32_t name)
{
    if (!s->count[tag]) return false;
    unsigned i = s->n;
    if (is(tag, FORMATTING) || tag == GUMBO_TAG_FORM) {
        while (s->at[--i].tag != tag)
            ;
        take_out(s, i);
        return true;
    }
    if (is(tag, HEADING)) { /* </h2> closes an <h3> as well */
        while (i-- > 0 && !is(s->at[i].tag, HEADING))
            if (is(s->at[i].tag, SCOPE)) return false;
    } else if (is(tag, TABLE_PART) || tag == GUMBO_TAG_TABLE) {
        while (s->at[--i].tag != tag)
            if (s->at[i].tag == GUMBO_TAG_TABLE) return false;
    } else if (is(tag, SPECIAL)) {
        if ((i = in_scope(s, tag)) == s->n) return false;
    } else {
        for (;;) {
            if (i-- == 0 || is(s->at[i].tag, SPECIAL)) return false;
            if (s->at[i].tag == tag && s->at[i].name == name) break;
        }
    }
    pop_to(s, i);
    return true;
}
