/* flow.c: greedy line breaking by display width.
 *
 * Widths are utf8proc's (Unicode's East_Asian_Width: 2 for wide and full-width characters, 0 for combining marks). Colours are ECMA-48's SGR; they
 * are closed at each line's end, so that a pager may start anywhere.
 * An article is somebody else's text, and a terminal obeys what it is sent: C0 and C1 controls (of which ESC and CSI start every
 * sequence) never reach it. Nor do the format characters, Unicode's Cf: with bidirectional overrides a line can be made to read as what
 * it does not say (CVE-2021-42574). The two joiners stay, which Indic scripts, Persian and emoji need. */
#include "write/flow.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

static const char *const sgr[STYLES] = {
    [STYLE_PLAIN] = "\x1b[0m", [STYLE_DIM] = "\x1b[2m",      [STYLE_TITLE] = "\x1b[1m",     [STYLE_SOURCE] = "\x1b[1;36m",
    [STYLE_CUE] = "\x1b[35m",  [STYLE_CONTENT] = "\x1b[32m", [STYLE_LOADED] = "\x1b[4;33m",
};

#define REPLACEMENT 0xFFFDu
#define DROPPED 0u
#define SPACE ((uint32_t)' ')

/* What is shown for a character: itself, SPACE, REPLACEMENT or DROPPED. */
static uint32_t shown(uint32_t cp)
{
    if (cp < 0x7F && cp > 0x20) return cp;
    if (cp == ' ' || (cp >= '\t' && cp <= '\r') || cp == 0x85) return SPACE;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return SPACE;
    case UTF8PROC_CATEGORY_CC: return REPLACEMENT;
    case UTF8PROC_CATEGORY_CF: return cp == 0x200C || cp == 0x200D ? cp : DROPPED;
    default: return cp;
    }
}

static unsigned width_of(uint32_t cp)
{
    if (cp < 0x7F) return 1;
    int w = utf8proc_charwidth((utf8proc_int32_t)cp);
    return w > 0 ? (unsigned)w : 0;
}

static void set_style(struct flow *f, enum style style)
{
    if (f->style == style) return;
    if (f->color) {
        if (f->style != STYLE_PLAIN) buffer_string(f->out, sgr[STYLE_PLAIN]);
        if (style != STYLE_PLAIN) buffer_string(f->out, sgr[style]);
    }
    f->style = style;
}

void flow_end(struct flow *f)
{
    if (f->margin) {
        set_style(f, STYLE_PLAIN);
        buffer_fill(f->out, ' ', (f->columns > f->at ? f->columns - f->at : 0) + 2);
        set_style(f, STYLE_DIM);
        buffer_string(f->out, f->margin);
        f->margin = NULL;
    }
    set_style(f, STYLE_PLAIN);
    buffer_char(f->out, '\n');
    f->at = 0;
    f->owed = false;
}

void flow_space(struct flow *f, unsigned n)
{
    set_style(f, STYLE_PLAIN);
    buffer_fill(f->out, ' ', n);
    f->at += n;
    f->owed = false;
}

void flow_start(struct flow *f, unsigned n)
{
    buffer_fill(f->out, ' ', n);
    f->at = n;
    f->owed = false;
}

static void break_line(struct flow *f)
{
    flow_end(f);
    flow_start(f, f->indent);
}

static void space_before(struct flow *f, enum style style)
{
    if (!f->owed) return;
    if (f->style != style) set_style(f, STYLE_PLAIN);
    buffer_char(f->out, ' ');
    f->at++;
    f->owed = false;
}

/* One word: no character of s is shown as a space. */
static void put_word(struct flow *f, enum style style, const char *s, size_t len, unsigned width)
{
    if (f->at + f->owed + (f->lead ? 2 : 0) + width > f->columns && f->at > f->indent) break_line(f);
    if (f->lead) {
        space_before(f, STYLE_DIM);
        set_style(f, STYLE_DIM);
        buffer_string(f->out, f->lead);
        f->at++;
        f->owed = true;
        f->lead = NULL;
    }
    space_before(f, style);
    set_style(f, style);
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        const unsigned k = utf8_decode(s + i, len - i, &cp);
        i += k ? k : 1;
        cp = shown(cp);
        if (cp == DROPPED) continue;
        unsigned w = width_of(cp);
        if (f->at + w > f->columns && f->at > f->indent) {
            break_line(f);
            set_style(f, style);
        }
        char bytes[4];
        buffer_bytes(f->out, bytes, utf8_encode(cp, bytes));
        f->at += w;
    }
    f->owed = true;
}

void flow_text(struct flow *f, enum style style, const char *s, size_t len)
{
    size_t start = 0, i = 0;
    unsigned width = 0;
    bool visible = false;
    while (i < len) {
        uint32_t cp;
        unsigned k = utf8_decode(s + i, len - i, &cp);
        k = k ? k : 1;
        cp = shown(cp);
        if (cp == SPACE) {
            if (visible) put_word(f, style, s + start, i - start, width);
            start = i + k;
            width = 0;
            visible = false;
        } else if (cp != DROPPED) {
            width += width_of(cp);
            visible = true;
        }
        i += k;
    }
    if (visible) put_word(f, style, s + start, len - start, width);
}

void flow_string(struct flow *f, enum style style, const char *s) { flow_text(f, style, s, strlen(s)); }
