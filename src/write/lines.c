/* lines.c: greedy breaking by estimated widths: of ASCII by classes of letters as DejaVu Sans has them, one of the widest that are in use; of
 * others by Unicode's East_Asian_Width. An estimate that is too wide costs a little room, one that is too narrow runs out of its box. */
#include "write/lines.h"

#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"

/* In ems. */
static double width_of(uint32_t cp)
{
    if (cp < 0x7F) {
        if (cp < ' ') return 0.32;
        if (strchr("iljI.,;:'|!", (int)cp)) return 0.34;
        if (strchr("ftr()[]-/ \"", (int)cp)) return 0.42;
        if (strchr("mwMW@%", (int)cp)) return 0.98;
        return cp >= 'A' && cp <= 'Z' ? 0.72 : 0.63;
    }
    const int w = utf8proc_charwidth((utf8proc_int32_t)cp);
    return w == 2 ? 1.05 : w == 1 ? 0.68 : 0;
}

static bool is_blank(uint32_t cp)
{
    if (cp <= ' ' || cp == 0x85) return true;
    if (cp < 0x80) return false;
    switch (utf8proc_category((utf8proc_int32_t)cp)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP: return true;
    default: return false;
    }
}

void lines_break(struct lines *out, const char *s, size_t len, double size, double width, unsigned most)
{
    const double ellipsis = 1.0;
    const double room = width / size;
    size_t at = 0;
    *out = (struct lines){ .n = 0 };
    if (most > LINES_MOST) most = LINES_MOST;
    while (out->n < most) {
        uint32_t cp;
        unsigned k = 0;
        while (at < len && (k = utf8_decode(s + at, len - at, &cp)) && is_blank(cp)) at += k;
        if (at >= len) break;
        /* As much as there is room for; back to the last white space, if there is any and something is left. */
        const double limit = out->n + 1 == most ? room - ellipsis : room;
        size_t to = at, word_end = at, solid = at;
        double w = 0, word_width = 0, solid_width = 0;
        while (to < len) {
            k = utf8_decode(s + to, len - to, &cp);
            if (!k) k = 1;
            if (is_blank(cp)) {
                word_end = solid;
                word_width = solid_width;
            }
            if (w + width_of(cp) > limit && to > at) break;
            w += width_of(cp);
            to += k;
            if (is_blank(cp)) continue;
            solid = to;
            solid_width = w;
        }
        if (to == len) {
            to = solid;
            w = solid_width;
        } else if (word_end > at) {
            to = word_end;
            w = word_width;
        }
        out->line[out->n].at = s + at;
        out->line[out->n].len = to - at;
        out->line[out->n].width = w * size;
        at = to;
        out->n++;
    }
    while (at < len) {
        uint32_t cp;
        const unsigned k = utf8_decode(s + at, len - at, &cp);
        if (!is_blank(cp)) {
            out->cut = true;
            break;
        }
        at += k ? k : 1;
    }
    if (out->cut && out->n) out->line[out->n - 1].width += ellipsis * size;
    for (unsigned i = 0; i < out->n; i++)
        if (out->line[i].width > out->width) out->width = out->line[i].width;
}
