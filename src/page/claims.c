/* claims.c: one answer out of many.
 *
 *   title      the claim that most others agree with (one begins with the other, letters and digits alone); of equals the first. A tail that is
 *              the outlet's name, or that another claim of the same title lacks, is cut off
 *   outlet     of JSON-LD's publisher, og:site_name and other <meta> the first that is the host's name, else that has to do with it, else the
 *              first that is no agency (which is the publisher of what others print), else the tail of <title>, else a handle, else the host
 *   author     the first that is a name
 *   published  the first claim, unless the address names another day and some other claim that day or its eve. Among all of that day the most
 *              exact (zone, then time of day), since templates print one date in several precisions; what machines are told before what readers
 *              are shown. Two mistakes of templates are undone if another claim proves them: a time of UTC without a zone, and one with the
 *              local zone. 03/04/2019 is read as other claims have it, else as the page's country does
 *   modified   the same among its own claims; what lies before the publication is none. If readers are shown that as the date, the article was
 *              published then, and `published` was the last change
 *   the rest   the first claim */
#include "page/claims.h"

#include <string.h>
#include <strings.h>

#include "base/character.h"
#include "page/dates.h"
#include "page/names.h"
#include "page/wire.h"

/* ---- Title and outlet -------------------------------------------------------------------------------------------------------- */

static bool agree(const char *a, const char *b)
{
    char x[160], y[160];
    size_t n = names_key(a, strlen(a), x, sizeof x), m = names_key(b, strlen(b), y, sizeof y), least = n < m ? n : m;
    return least >= 8 && !memcmp(x, y, least);
}

static bool same_key(const char *a, size_t len, const char *b)
{
    char x[200], y[200];
    size_t n = names_key(a, len, x, sizeof x), m = names_key(b, strlen(b), y, sizeof y);
    return n && n == m && !memcmp(x, y, n);
}

/* The host without "www.", in the arena; NULL if the address has none. */
static const char *host_of(struct arena *a, const char *url)
{
    if (!url || !names_is_address(url)) return NULL;
    const char *host = strstr(url, "://") + 3;
    size_t n = strcspn(host, "/:?#");
    if (n > 4 && !strncasecmp(host, "www.", 4)) {
        host += 4;
        n -= 4;
    }
    return n ? arena_strdup(a, host, n) : NULL;
}

static const char *host_of_page(struct arena *a, const struct page_claims *c)
{
    const char *host = host_of(a, c->url_given);
    return host ? host : host_of(a, decide_url(c));
}

/* Whether s[0 .. len) names the outlet: as one of its claims does, or the host. */
static bool is_outlet(const struct page_claims *c, const char *host, const char *s, size_t len)
{
    char x[80], y[80];
    size_t n = names_key(s, len, x, sizeof x), h = host ? names_key(host, strlen(host), y, sizeof y) : 0;
    if (n >= 3 && h >= n && memmem(y, h, x, n)) return true;
    for (unsigned i = 0; i < c->outlet.n; i++) {
        size_t k = names_key(c->outlet.value[i], strlen(c->outlet.value[i]), y, sizeof y);
        if (n && k && !memcmp(x, y, n < k ? n : k) && (n >= 3 || n == k)) return true;
    }
    return false;
}

static const char *without_outlet(struct arena *a, const struct page_claims *c, const char *title)
{
    const char *host = host_of_page(a, c), *end = title + strlen(title), *cut = end;
    size_t mark_len = 0;
    for (const char *mark; (mark = names_last_mark(title, cut, &mark_len)) && mark - title >= 8;) {
        bool other = is_outlet(c, host, mark + mark_len, (size_t)(cut - mark) - mark_len);
        for (unsigned i = 0; i < c->title.n && !other; i++) other = same_key(title, (size_t)(mark - title), c->title.value[i]);
        if (!other) break;
        cut = mark;
    }
    return cut < end ? arena_strdup(a, title, (size_t)(cut - title)) : title;
}

const char *decide_title(struct arena *a, const struct page_claims *c)
{
    const char *best = NULL;
    unsigned most = 0;
    for (unsigned i = 0; i <= c->title.n; i++) {
        const char *title = i < c->title.n ? c->title.value[i] : c->page_title;
        unsigned votes = title && c->page_title && agree(title, c->page_title);
        for (unsigned k = 0; title && k < c->title.n; k++) votes += k == i || agree(title, c->title.value[k]);
        if (title && (!best || votes > most)) {
            best = title;
            most = votes;
        }
    }
    return best ? without_outlet(a, c, best) : NULL;
}

/* "Outlet" of "Headline - Section - Outlet", where the headline is the title. */
static const char *title_tail(struct arena *a, const char *page_title, const char *title)
{
    enum { TAIL_BYTES = 40 };
    size_t mark_len = 0;
    const char *mark = page_title ? names_last_mark(page_title, page_title + strlen(page_title), &mark_len) : NULL;
    if (!mark || !title || strlen(mark + mark_len) > TAIL_BYTES || !agree(page_title, title)) return NULL;
    char x[200], y[200];
    size_t tail = names_key(mark + mark_len, strlen(mark + mark_len), x, sizeof x), n = names_key(title, strlen(title), y, sizeof y);
    /* A headline may have a dash of its own. */
    return tail <= n && !memcmp(y + n - tail, x, tail) ? NULL : names_outlet(a, mark + mark_len);
}

/* "bbc" of "news.bbc.co.uk": the label that somebody chose. */
static const char *chosen_label(const char *host, size_t *len)
{
    static const char *const second[] = { "co", "com", "org", "net", "ac", "gov", "edu" };
    const char *end = strrchr(host, '.'), *start = host;
    if (!end) end = host + strlen(host);
    for (unsigned again = 0; again < 2; again++) {
        start = end;
        while (start > host && start[-1] != '.') start--;
        bool general = false;
        for (size_t i = 0; i < sizeof second / sizeof *second; i++) general |= ascii_equals(start, (size_t)(end - start), second[i]);
        if (!general || start == host) break;
        end = start - 1;
    }
    *len = (size_t)(end - start);
    return start;
}

/* Whether a name and the host have to do with each other: 2 if they are the same, 1 if one is in the other, or the host is the name's initials. */
static int fits_host(const char *name, const char *host)
{
    char key[100], label_key[80], initials[32];
    size_t len, n, k, first = 0;
    if (!host) return 0;
    const char *label = chosen_label(host, &len);
    if (same_key(label, len, name)) return 2;
    if (ascii_starts(name, strlen(name), "the ")) name += 4;
    n = names_key(name, strlen(name), key, sizeof key);
    k = names_key(label, len, label_key, sizeof label_key);
    for (size_t i = 0; name[i] && first < sizeof initials; i++)
        if (name[i] != ' ' && (i == 0 || name[i - 1] == ' ')) initials[first++] = ascii_lower(name[i]);
    if (n < 2 || k < 2) return 0;
    return memmem(key, n, label_key, k) || memmem(label_key, k, key, n) || (first >= 2 && first == k && !memcmp(initials, label_key, k));
}

const char *decide_outlet(struct arena *a, const struct page_claims *c, const char *title)
{
    const char *host = host_of_page(a, c), *fits = NULL, *other = NULL, *handle = NULL;
    for (unsigned i = 0; i < c->outlet.n; i++) {
        const char *said = c->outlet.value[i], *name = names_outlet(a, said);
        if (!name || (title && (agree(name, title) || same_key(name, strlen(name), title)))) continue;
        int fit = fits_host(name, host);
        if (*said == '@')
            handle = handle ? handle : name;
        else if (fit == 2)
            return name;
        else if (fit)
            fits = fits ? fits : name;
        else if (!other && !(host && is_agency(name, strlen(name))))
            other = name;
    }
    const char *tail = fits || other ? NULL : title_tail(a, c->page_title, title);
    return fits ? fits : other ? other : tail ? tail : handle ? handle : host;
}

/* ---- Author, address, language ----------------------------------------------------------------------------------------------- */

const char *decide_author(struct arena *a, const struct page_claims *c, const char *title)
{
    for (unsigned i = 0; i < c->author.n; i++) {
        const char *name = names_author(a, c->author.value[i]);
        if (name && !(title && same_key(name, strlen(name), title))) return name;
    }
    return NULL;
}

/* A canonical address that is only the site's front page is a template's mistake. */
const char *decide_url(const struct page_claims *c)
{
    for (unsigned i = 0; i < c->url.n; i++) {
        const char *path = strchr(strstr(c->url.value[i], "://") + 3, '/');
        if (path && path[1]) return c->url.value[i];
    }
    return c->url.n ? c->url.value[0] : NULL;
}

const char *decide_language(struct arena *a, const struct page_claims *c)
{
    for (unsigned i = 0; i < c->language.n; i++) {
        const char *s = c->language.value[i];
        size_t n = strcspn(s, "-_");
        char code[3];
        for (size_t k = 0; k < 3 && k < n; k++) code[k] = ascii_lower(s[k]);
        bool letters = n == 2 || n == 3;
        for (size_t k = 0; k < n && letters; k++) letters = code[k] >= 'a' && code[k] <= 'z';
        if (letters) return arena_strdup(a, code, n);
    }
    return NULL;
}

/* ---- Dates ------------------------------------------------------------------------------------------------------------------- */

enum { DATES_MAX = 2 * CLAIMS_MAX, MINUTE = 60, HALF_DAY = 43200, TEXT_BYTES = 200 };

struct dates {
    struct page_date at[DATES_MAX];
    unsigned n, shown; /* from `shown` on they are what readers are shown */
};

static void add_dates(struct dates *d, const struct claims *c)
{
    for (unsigned i = 0; i < c->n && d->n < DATES_MAX; i++) {
        size_t len = strlen(c->value[i]);
        d->n += date_read(c->value[i], len < TEXT_BYTES ? len : TEXT_BYTES, &d->at[d->n]);
    }
}

/* Whether the day is written before the month where the page comes from: all but the United States and a few more, as far as that can be told. */
static bool is_day_first(struct arena *a, const struct page_claims *c)
{
    static const char *const ends[] = { ".uk", ".ie", ".au", ".nz", ".in", ".za", ".sg", ".my", ".ng",
                                        ".ke", ".gh", ".pk", ".bd", ".lk", ".ae", ".il", ".eu" };
    static const char *const countries[] = { "GB", "IE", "AU", "NZ", "IN", "ZA", "SG", "MY", "NG", "KE", "GH", "PK", "BD", "LK" };
    const char *host = host_of_page(a, c);
    size_t n = host ? strlen(host) : 0;
    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (n > strlen(ends[i]) && !strcasecmp(host + n - strlen(ends[i]), ends[i])) return true;
    for (unsigned i = 0; i < c->language.n; i++) {
        const char *tag = c->language.value[i];
        if (strncasecmp(tag, "en", 2) != 0 && strlen(tag) >= 2 && strlen(tag) <= 6) return true;
        for (size_t k = 0; strlen(tag) == 5 && k < sizeof countries / sizeof *countries; k++)
            if (!strcasecmp(tag + 3, countries[k])) return true;
    }
    return false;
}

static void settle_ambiguous(struct dates *d, const struct page_date *address, bool day_first)
{
    for (unsigned i = 0; i < d->n; i++) {
        if (!d->at[i].ambiguous) continue;
        struct page_date other = date_swapped(&d->at[i]);
        unsigned as_read = address && address->day == d->at[i].day, swapped = address && address->day == other.day;
        for (unsigned k = 0; k < d->n; k++) {
            as_read += !d->at[k].ambiguous && d->at[k].day == d->at[i].day;
            swapped += !d->at[k].ambiguous && d->at[k].day == other.day;
        }
        if (swapped > as_read || (swapped == as_read && day_first)) d->at[i] = other;
        d->at[i].ambiguous = false;
    }
}

static int exactness(const struct page_date *d) { return d->second < 0 ? 0 : d->zoned ? 2 : 1; }

static bool same_day(const struct page_date *a, const struct page_date *b)
{
    int64_t apart = date_instant(a) - date_instant(b);
    if (exactness(a) == 2 && exactness(b) == 2) return apart > -HALF_DAY && apart < HALF_DAY;
    return a->day == b->day;
}

static bool same_minute(int64_t a, int64_t b) { return a - b > -MINUTE && a - b < MINUTE; }

/* The clock of d, read as UTC. */
static int64_t clock_of(const struct page_date *d) { return (int64_t)d->day * 86400 + d->second; }

static void undo_zone_mistakes(struct page_date *best, const struct dates *d)
{
    bool right = false, mistaken = false;
    for (unsigned i = 0; i < d->n && best->second >= 0; i++) {
        if (exactness(&d->at[i]) != 2) continue;
        bool proof = !best->zoned || i >= d->shown;
        right |= i >= d->shown && best->zoned && same_minute(date_instant(&d->at[i]), date_instant(best));
        mistaken |= proof && (!best->zoned || best->offset_min) && same_minute(date_instant(&d->at[i]), clock_of(best));
    }
    if (mistaken && !right) {
        best->zoned = true;
        best->offset_min = 0;
    }
}

/* False: there is no date. */
static bool decide_date(const struct dates *d, const struct page_date *address, struct page_date *best)
{
    unsigned first = 0;
    if (!d->n && address) *best = *address;
    if (!d->n) return address != NULL;
    if (address)
        while (first < d->n && !(d->at[first].day >= address->day - 1 && d->at[first].day <= address->day + 1)) first++;
    if (first == d->n) first = 0;
    *best = d->at[first];
    for (unsigned i = 0; i < d->n; i++)
        if (same_day(&d->at[i], &d->at[first]) && exactness(&d->at[i]) > exactness(best)) *best = d->at[i];
    undo_zone_mistakes(best, d);
    return true;
}

static bool is_before(const struct page_date *a, const struct page_date *b)
{
    if (a->second < 0 || b->second < 0 || a->zoned != b->zoned) return a->day < b->day - (a->zoned != b->zoned);
    return date_instant(a) < date_instant(b) - MINUTE;
}

static const char *written(struct arena *a, const struct page_date *d)
{
    char *out = arena_alloc(a, DATE_ROOM, 1);
    if (out) date_write(d, out);
    return out;
}

void decide_dates(struct arena *a, const struct page_claims *c, const char **published, const char **modified)
{
    struct dates first = { .n = 0 }, last = { .n = 0 };
    struct page_date address, p, m;
    const char *canonical = decide_url(c);
    bool in_url = (c->url_given && date_of_url(c->url_given, &address)) || (canonical && date_of_url(canonical, &address)),
         day_first = is_day_first(a, c);
    add_dates(&first, &c->published);
    first.shown = first.n;
    add_dates(&first, &c->shown_published);
    settle_ambiguous(&first, in_url ? &address : NULL, day_first);
    add_dates(&last, &c->modified);
    last.shown = last.n;
    add_dates(&last, &c->shown_modified);
    settle_ambiguous(&last, NULL, day_first);
    bool has_p = decide_date(&first, in_url ? &address : NULL, &p), has_m = decide_date(&last, NULL, &m);
    if (has_p && has_m && is_before(&m, &p)) {
        for (unsigned i = first.shown; i < first.n; i++)
            if (exactness(&first.at[i]) == 2 && same_minute(date_instant(&first.at[i]), date_instant(&m))) p = first.at[i];
        has_m = false;
    }
    *published = has_p ? written(a, &p) : NULL;
    *modified = has_m ? written(a, &m) : NULL;
}
