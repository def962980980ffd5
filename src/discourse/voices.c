/* voices.c: joint voices. Mentions that only commas and "and" part are joined; the words tell it more surely than a tree that is torn at names. */
#include "discourse/voices.h"

#include <stddef.h>

static bool only_joins(const struct hearsay_document *doc, uint32_t from, uint32_t to)
{
    static const char *const joins[] = { ",", "and", "&", "or", "both", "as", "well", "also", NULL };
    bool joined = false;
    for (uint32_t i = from; i < to; i++) {
        if (!word_in(doc, i, joins)) return false;
        joined = joined || !word_is(doc, i, ",");
    }
    return from < to && (joined || to - from == 1);
}

/* The outermost mention that begins at word i and ends by `last`, HS_NONE. */
static uint32_t mention_from(const struct discourse *d, uint32_t i, uint32_t last)
{
    uint32_t found = HS_NONE;
    for (uint32_t w = i; w <= last && w < i + 24; w++) {
        const uint32_t m = d->mentions.of_head[w];
        if (m != HS_NONE && d->mentions.at[m].first == i && d->mentions.at[m].last <= last &&
            (found == HS_NONE || d->mentions.at[m].last > d->mentions.at[found].last))
            found = m;
    }
    return found;
}

/* Whether "and" stands between two of the voices: what only commas part is a name and its description. */
static bool has_and(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    for (uint32_t i = first; i <= last; i++)
        if (word_is(doc, i, "and") || word_is(doc, i, "&") || word_is(doc, i, "or")) return true;
    return false;
}

struct voices voices_of(const struct discourse *d, struct span source)
{
    struct voices v = { { 0 }, 0, 0, 0 };
    uint32_t first, last;
    if (!words_of(d->doc, source, &first, &last)) return v;
    const uint32_t main = mention_in(d, first, last);
    if (main == HS_NONE) return v;
    v.mentions[v.n++] = main;
    v.first = d->mentions.at[main].first;
    v.last = d->mentions.at[main].last;
    const uint32_t alone = v.last;
    for (uint32_t i = v.last + 1; i <= last && v.n < VOICES_MOST; i++) {
        const uint32_t m = mention_from(d, i, last);
        if (m == HS_NONE) continue;
        if (!only_joins(d->doc, v.last + 1, i)) break;
        v.mentions[v.n++] = m;
        v.last = i = d->mentions.at[m].last;
    }
    if (v.n > 1 && !has_and(d->doc, alone + 1, d->mentions.at[v.mentions[v.n - 1]].first)) {
        v.n = 1;
        v.last = alone;
    }
    return v;
}
