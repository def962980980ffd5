/* direction.c: credits found in blocks, dates compared. */
#include "trace/direction.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/calendar.h"

enum { NAME_WORDS = 5, CREDIT_BYTES = 160, LAST_BLOCKS = 4 };

/* ---- Agencies in a line ------------------------------------------------------------------------------------------------------ */

static bool is_separator(char c) { return strchr(" \t\r\n()[]{},;:/|*_\"", c) != NULL; }

/* The news agency that this is, from end to end; NULL: none. */
static const char *agency_named(const struct lexicon *lx, const char *s, size_t len)
{
    struct lexicon_match match;
    while (len && (s[len - 1] == '.' || is_separator(s[len - 1]))) len--;
    if (!len || !lexicon_find(lx, s, len, &match)) return NULL;
    const struct lexicon_sense *sense = lexicon_sense_of(&match, LEXICON_AGENCY);
    return sense && sense->type == LEXICON_NEWS_AGENCY ? sense->name : NULL;
}

static void add_credit(struct provenance *p, const char *agency)
{
    for (uint32_t i = 0; i < p->n_credits; i++)
        if (!strcmp(p->credits[i], agency)) return;
    if (p->n_credits < CREDITS_MOST) p->credits[p->n_credits++] = agency;
}

/* Bytes behind a name that begins at s: of its first `words` words, 0 if there are not so many. */
static size_t words_end(const char *s, size_t len, unsigned words)
{
    size_t i = 0;
    for (unsigned n = 0; n < words; n++) {
        while (n && i < len && s[i] == ' ') i++;
        const size_t from = i;
        while (i < len && !is_separator(s[i])) i++;
        if (i == from) return 0;
    }
    return i;
}

/* Every agency of a line, of two names that begin together the longer. How many bytes the names take together. */
static size_t agencies_in(struct provenance *p, const struct lexicon *lx, const char *s, size_t len)
{
    size_t named = 0;
    for (size_t i = 0; i < len;) {
        size_t taken = 0;
        if (!is_separator(s[i]) && (!i || is_separator(s[i - 1]) || (unsigned char)s[i - 1] >= 0x80)) {
            for (unsigned words = NAME_WORDS; words && !taken; words--) {
                const size_t end = words_end(s + i, len - i, words);
                const char *agency = end ? agency_named(lx, s + i, end) : NULL;
                if (!agency) continue;
                add_credit(p, agency);
                taken = end;
            }
        }
        named += taken;
        i += taken ? taken : 1;
    }
    return named;
}

/* ---- Where credits stand ---------------------------------------------------------------------------------------------------- */

static bool contains(const char *s, size_t len, const char *words)
{
    const size_t n = strlen(words);
    for (size_t i = 0; i + n <= len; i++)
        if (!memcmp(s + i, words, n)) return true;
    return false;
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0xC3; }

/* A line of nothing but agencies, "The" and the signs around them: letters that are none of theirs are a sentence's. */
static bool names_alone(const char *s, size_t len, size_t named)
{
    size_t letters = 0;
    for (size_t i = 0; i < len; i++) letters += is_letter(s[i]) || s[i] == '.';
    return named && letters <= named + 3;
}

/* "(AP) —" within the first words of the story, where the page has no dateline of its own. */
static void opening_credit(struct provenance *p, const struct lexicon *lx, const char *s, size_t len)
{
    if (len > 60) len = 60;
    const char *open = memchr(s, '(', len);
    const char *close = open ? memchr(open, ')', len - (size_t)(open - s)) : NULL;
    if (!close) return;
    const char *agency = agency_named(lx, open + 1, (size_t)(close - open) - 1);
    const char *rest = close + 1 + strspn(close + 1, " ");
    if (agency && (*rest == '-' || !strncmp(rest, "\xe2\x80\x93", 3) || !strncmp(rest, "\xe2\x80\x94", 3))) add_credit(p, agency);
}

static void block_credits(struct provenance *p, const struct hearsay_document *doc, const struct block *b, bool first, bool last,
                          const struct lexicon *lx)
{
    const char *s = doc->text + b->span.start;
    const size_t len = b->span.end - b->span.start;
    if (b->kind == BLOCK_DATELINE || b->kind == BLOCK_BYLINE || b->kind == BLOCK_CREDIT) {
        agencies_in(p, lx, s, len < CREDIT_BYTES ? len : CREDIT_BYTES);
        return;
    }
    if (first && b->kind == BLOCK_PARAGRAPH) opening_credit(p, lx, s, len);
    if (!last || len > 2 * CREDIT_BYTES) return;
    struct provenance here = { 0 };
    const size_t named = agencies_in(&here, lx, s, len);
    const bool contributed = contains(s, len, "contributed to this") || contains(s, len, "contributed to the report") ||
                             contains(s, len, "contributed reporting") || contains(s, len, "with reporting by") ||
                             contains(s, len, "With reporting by");
    if (contributed || names_alone(s, len, named))
        for (uint32_t i = 0; i < here.n_credits; i++) add_credit(p, here.credits[i]);
}

/* ---- Dates ------------------------------------------------------------------------------------------------------------------ */

/* hearsay_date_valid() has seen it. */
static void read_date(struct provenance *p, const char *s)
{
    int year, month, day, hour, minute, used = 0;
    if (sscanf(s, "%4d-%2d-%2d%n", &year, &month, &day, &used) < 3) return;
    p->dated = true;
    p->minute = (int64_t)calendar_day(year, month, day) * 1440;
    if (!s[used] || sscanf(s + used + 1, "%2d:%2d", &hour, &minute) != 2) return;
    const char *zone = s + used + 1 + strcspn(s + used + 1, "Zz+-");
    if (!*zone) return;
    int zone_hour = 0, zone_minute = 0;
    if (*zone == '+' || *zone == '-') {
        if (sscanf(zone + 1, "%2d", &zone_hour) != 1) return;
        const char *rest = zone + 3 + (zone[3] == ':');
        if (sscanf(rest, "%2d", &zone_minute) != 1) return;
    }
    const int offset = zone_hour * 60 + zone_minute;
    p->timed = true;
    p->minute += hour * 60 + minute - (*zone == '-' ? -offset : offset);
}

/* Less than 0: a is earlier; 0: nobody knows. A day by itself is some day, wherever that is: only another day differs from it. */
static int earlier(const struct provenance *a, const struct provenance *b)
{
    if (!a->dated || !b->dated) return 0;
    if (a->timed && b->timed) return (a->minute > b->minute) - (a->minute < b->minute);
    if (!a->timed && !b->timed) return (a->minute > b->minute) - (a->minute < b->minute);
    const int64_t timed = a->timed ? a->minute : b->minute, day = a->timed ? b->minute : a->minute;
    /* The day may have begun 14 hours before UTC's and end 12 hours after it. */
    const int order = timed < day - 14 * 60 ? -1 : timed >= day + 36 * 60 ? 1 : 0;
    return a->timed ? order : -order;
}

/* ---- Both ------------------------------------------------------------------------------------------------------------------- */

void provenance_of(struct provenance *p, const struct hearsay_document *doc, const struct lexicon *lexicon)
{
    *p = (struct provenance){ 0 };
    if (doc->outlet) p->agency = agency_named(lexicon, doc->outlet, strlen(doc->outlet));
    if (doc->author) agencies_in(p, lexicon, doc->author, strlen(doc->author));
    if (hearsay_date_valid(doc->published)) read_date(p, doc->published);
    bool first = true;
    for (uint32_t i = 0; i < doc->n_blocks; i++) {
        const struct block *b = &doc->blocks[i];
        block_credits(p, doc, b, first, i + LAST_BLOCKS >= doc->n_blocks, lexicon);
        if (b->kind == BLOCK_PARAGRAPH) first = false;
    }
}

static bool credits(const struct provenance *p, const char *agency)
{
    for (uint32_t i = 0; agency && i < p->n_credits; i++)
        if (!strcmp(p->credits[i], agency)) return true;
    return false;
}

struct direction direction_between(const struct provenance *a, const struct provenance *b)
{
    struct direction d = { DIRECTION_UNKNOWN, false, NULL };
    const bool b_has_it = credits(b, a->agency), a_has_it = credits(a, b->agency);
    const bool same_house = a->agency && b->agency && !strcmp(a->agency, b->agency);
    const int order = earlier(a, b);
    if (b_has_it != a_has_it && !same_house) {
        d.by = DIRECTION_CREDIT;
        d.from_b = a_has_it;
        d.origin = a_has_it ? b->agency : a->agency;
        return d;
    }
    if (order) {
        d.by = DIRECTION_DATE;
        d.from_b = order > 0;
    }
    if (same_house) d.origin = a->agency;
    for (uint32_t i = 0; !d.origin && i < a->n_credits; i++)
        if (credits(b, a->credits[i])) d.origin = a->credits[i];
    return d;
}
