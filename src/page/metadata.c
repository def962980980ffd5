/* metadata.c: one answer out of many.
 *
 * A page names its title, author and date several times, for search engines, social networks, analytics and readers: in JSON-LD, OpenGraph and
 * other <meta>, microdata, <time>, its address, its text. They are read into a list of claims, in this order of trust, and then decided:
 *
 *   title      the claim that most others agree with (one begins with the other, letters and digits alone); of equals the first
 *   published  the day: the first claim's, unless the address names another day and some later claim that day or its eve; then that one's.
 *              Among all claims of that day, the most exact (zone, then time of day), since templates print one date in several precisions
 *   the rest   the first claim
 *
 * A title's tail is cut off if it is the outlet's name: "Headline - Outlet". */
#include "page/metadata.h"

#include <string.h>
#include <strings.h>

#include "base/character.h"
#include "page/dates.h"
#include "page/linked.h"
#include "page/wire.h"

enum { CLAIMS_MAX = 24 };

struct claims { const char *value[CLAIMS_MAX]; unsigned n; };

struct sources {
    struct arena *arena;
    const struct dom *dom;
    struct claims title, outlet, author, published, modified, url, language, description;
    const char *page_title;
    bool failed;
};

static void claim(struct claims *c, const char *value)
{
    if (value && *value && c->n < CLAIMS_MAX)
        c->value[c->n++] = value;
}

/* ---- Elements --------------------------------------------------------------------------------------------------------------- */

/* The text inside an element, white space collapsed, at most 500 bytes of it; NULL if there is none. */
static const char *text_of(struct sources *s, uint32_t e)
{
    char buffer[512];
    size_t n = 0;
    const struct dom *d = s->dom;
    for (uint32_t x = e; x < d->elements[e].end; x++) {
        const GumboVector *children = &d->elements[x].node->v.element.children;
        for (unsigned i = 0; i < children->length; i++) {
            const GumboNode *c = children->data[i];
            bool text = c->type == GUMBO_NODE_TEXT || c->type == GUMBO_NODE_WHITESPACE;
            for (const char *p = text ? c->v.text.text : ""; *p && n < sizeof buffer - 2; p++) {
                bool white = strchr(" \t\n\f\r", *p);
                if (!white)
                    buffer[n++] = *p;
                else if (n && buffer[n - 1] != ' ')
                    buffer[n++] = ' ';
            }
        }
    }
    while (n && buffer[n - 1] == ' ')
        n--;
    if (n >= sizeof buffer - 2)                /* cut inside a character, perhaps */
        while (n && ((unsigned char)buffer[n - 1] & 0xC0) == 0x80)
            n--;
    const char *out = n ? arena_strdup(s->arena, buffer, n) : NULL;
    s->failed |= n && !out;
    return out;
}

static const char *trimmed(struct sources *s, const char *value)
{
    if (!value)
        return NULL;
    size_t len = strlen(value), start = char_white_prefix(value, len), end = len - char_white_suffix(value + start, len - start);
    if (end <= start)
        return NULL;
    const char *out = arena_strdup(s->arena, value + start, end - start);
    s->failed |= !out;
    return out;
}

static bool one_of(const char *name, const char *const *list, size_t n)
{
    for (size_t i = 0; i < n; i++)
        if (!strcasecmp(name, list[i]))
            return true;
    return false;
}
#define ONE_OF(name, list) one_of((name), (list), sizeof(list) / sizeof *(list))

static bool is_address(const char *s) { return !strncmp(s, "http://", 7) || !strncmp(s, "https://", 8); }

static const char *content_of(const struct dom *d, uint32_t e)
{
    const char *value = dom_attribute(d, e, "content");
    return value ? value : dom_attribute(d, e, "datetime");
}

static void read_meta(struct sources *s, uint32_t e)
{
    static const char *const titles[] = { "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "headline" };
    static const char *const outlets[] = { "og:site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "cre" };
    static const char *const authors[] = { "author", "article:author", "article_author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl" };
    static const char *const published[] = { "article:published_time", "og:published_time", "og:pubdate", "datepublished", "article.published", "pubdate", "pub_date",
        "publish-date", "publish_date", "published_at", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued",
        "sailthru.date", "parsely-pub-date", "datecreated", "article.created", "article_date_original", "originalpublicationdate", "displaydate" };
    static const char *const modified[] = { "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article.updated", "last-modified",
        "dcterms.modified", "dc.date.modified", "updated-date", "article_date_updated", "lastmod" };
    static const char *const languages[] = { "og:locale", "content-language", "dc.language", "inlanguage", "language" };
    static const char *const descriptions[] = { "og:description", "twitter:description", "description", "dc.description" };
    const char *name = dom_attribute(s->dom, e, "property");
    if (!name)
        name = dom_attribute(s->dom, e, "name");
    if (!name)
        name = dom_attribute(s->dom, e, "itemprop");
    if (!name)
        name = dom_attribute(s->dom, e, "http-equiv");
    const char *value = name ? trimmed(s, content_of(s->dom, e)) : NULL;
    if (!value)
        return;
    if (ONE_OF(name, titles))
        claim(&s->title, value);
    else if (ONE_OF(name, outlets))
        claim(&s->outlet, value);
    else if (ONE_OF(name, authors) && !is_address(value))
        claim(&s->author, value);
    else if (ONE_OF(name, published))
        claim(&s->published, value);
    else if (ONE_OF(name, modified))
        claim(&s->modified, value);
    else if (ONE_OF(name, languages))
        claim(&s->language, value);
    else if (ONE_OF(name, descriptions))
        claim(&s->description, value);
    else if (!strcasecmp(name, "og:url") && is_address(value))
        claim(&s->url, value);
}

/* Microdata and <time>: what the page shows and marks. */
static void read_marked(struct sources *s, uint32_t e)
{
    const struct element *x = &s->dom->elements[e];
    const char *prop = dom_attribute(s->dom, e, "itemprop");
    const char *stamp = x->tag == GUMBO_TAG_TIME || prop ? content_of(s->dom, e) : NULL;
    if (dom_has_word(prop, "datePublished") || (x->tag == GUMBO_TAG_TIME && dom_attribute(s->dom, e, "pubdate")))
        claim(&s->published, stamp ? stamp : text_of(s, e));
    else if (dom_has_word(prop, "dateModified"))
        claim(&s->modified, stamp ? stamp : text_of(s, e));
    else if (dom_has_word(prop, "headline"))
        claim(&s->title, text_of(s, e));
    else if (dom_has_word(prop, "author") && !stamp)
        claim(&s->author, text_of(s, e));
    else if (x->tag == GUMBO_TAG_A && dom_has_word(dom_attribute(s->dom, e, "rel"), "author"))
        claim(&s->author, text_of(s, e));
}

static void read_elements(struct sources *s)
{
    const struct dom *d = s->dom;
    struct claims headings = { .n = 0 };
    for (uint32_t e = 0; e < d->n_elements && !s->failed; e++) {
        switch (d->elements[e].tag) {
        case GUMBO_TAG_HTML: claim(&s->language, trimmed(s, dom_attribute(d, e, "lang"))); break;
        case GUMBO_TAG_TITLE:
            if (!s->page_title)
                s->page_title = text_of(s, e);
            break;
        case GUMBO_TAG_META: read_meta(s, e); break;
        case GUMBO_TAG_LINK: {
            const char *href = dom_attribute(d, e, "href");
            if (href && is_address(href) && dom_has_word(dom_attribute(d, e, "rel"), "canonical"))
                claim(&s->url, trimmed(s, href));
            break;
        }
        case GUMBO_TAG_H1:
            if (!(d->elements[e].flags & ELEMENT_HIDDEN))
                claim(&headings, text_of(s, e));
            read_marked(s, e);
            break;
        default: read_marked(s, e); break;
        }
    }
    for (unsigned i = 0; i < headings.n; i++)
        claim(&s->title, headings.value[i]);
}

/* ---- Deciding --------------------------------------------------------------------------------------------------------------- */

/* Letters and digits alone, in lower case as far as ASCII goes. Returns how many bytes were written. */
static size_t letters_of(const char *s, char *out, size_t room)
{
    size_t n = 0;
    for (; *s && n < room; s++) {
        unsigned char c = (unsigned char)ascii_lower(*s);
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c >= 0x80 && c != 0xE2))
            out[n++] = (char)c;
        else if (c == 0xE2 && s[1] && s[2])    /* typographic marks */
            s += 2;
    }
    return n;
}

static bool agree(const char *a, const char *b)
{
    char x[160], y[160];
    size_t n = letters_of(a, x, sizeof x), m = letters_of(b, y, sizeof y), least = n < m ? n : m;
    return least >= 8 && !memcmp(x, y, least);
}

/* The title without " | Outlet" or "Outlet: ": where the tail (or head) is an outlet's name by some claim, or the host's. */
static const char *without_outlet(struct sources *s, const char *title, const char *host)
{
    static const char *const marks[] = { " | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " :: ", " \xC2\xBB ", " // " };
    const char *cut = NULL;
    for (size_t m = 0; m < sizeof marks / sizeof *marks; m++)
        for (const char *p = title; (p = strstr(p, marks[m])); p++) {
            const char *tail = p + strlen(marks[m]);
            char x[80], y[80];
            size_t n = letters_of(tail, x, sizeof x), h = host ? letters_of(host, y, sizeof y) : 0;
            bool outlet = n >= 3 && h >= n && memmem(y, h, x, n);
            for (unsigned i = 0; i < s->outlet.n && !outlet; i++) {
                size_t k = letters_of(s->outlet.value[i], y, sizeof y);
                outlet = n && k && !memcmp(x, y, n < k ? n : k) && (n >= 3 || n == k);
            }
            if (outlet && p - title >= 8 && (!cut || p < cut))
                cut = p;
        }
    if (!cut)
        return title;
    const char *out = arena_strdup(s->arena, title, (size_t)(cut - title));
    s->failed |= !out;
    return out ? out : title;
}

static const char *decide_title(struct sources *s, const char *host)
{
    unsigned most = 0, best = 0;
    if (s->page_title)
        claim(&s->title, s->page_title);
    for (unsigned i = 0; i < s->title.n; i++) {
        unsigned votes = 0;
        for (unsigned k = 0; k < s->title.n; k++)
            votes += k == i || agree(s->title.value[i], s->title.value[k]);
        if (votes > most) {
            most = votes;
            best = i;
        }
    }
    return s->title.n ? without_outlet(s, s->title.value[best], host) : NULL;
}

static int exactness(const struct page_date *d) { return d->second < 0 ? 0 : d->zoned ? 2 : 1; }

/* How far apart two dates are, a missing zone taken as the other's. */
static bool same_day(const struct page_date *a, const struct page_date *b)
{
    int64_t apart = date_instant(a) - date_instant(b);
    if (a->zoned && b->zoned && a->second >= 0 && b->second >= 0)
        return apart > -43200 && apart < 43200;
    return a->day == b->day;
}

static const char *decide_date(struct sources *s, const struct claims *c, const char *url)
{
    struct page_date dates[CLAIMS_MAX], address;
    unsigned n = 0;
    for (unsigned i = 0; i < c->n; i++) {
        size_t len = strlen(c->value[i]);
        if (date_read(c->value[i], len < 200 ? len : 200, &dates[n]))
            n++;
    }
    bool in_url = url && date_of_url(url, &address);
    if (!n && !in_url)
        return NULL;
    unsigned first = 0;
    if (in_url)
        while (first < n && !(dates[first].day >= address.day - 1 && dates[first].day <= address.day + 1))
            first++;
    if (first == n)
        first = 0;
    struct page_date best = n ? dates[first] : address;
    for (unsigned i = 0; i < n; i++)
        if (same_day(&dates[i], &dates[first]) && exactness(&dates[i]) > exactness(&best))
            best = dates[i];
    char *out = arena_alloc(s->arena, DATE_ROOM, 1);
    if (out)
        date_write(&best, out);
    s->failed |= !out;
    return out;
}

/* The host without "www." as an outlet's name of last resort, NULL if the address has none. */
static const char *host_of(struct sources *s, const char *url)
{
    if (!url || !is_address(url))
        return NULL;
    const char *host = strstr(url, "://") + 3;
    size_t n = strcspn(host, "/:?#");
    if (n > 4 && !strncasecmp(host, "www.", 4)) {
        host += 4;
        n -= 4;
    }
    const char *out = n ? arena_strdup(s->arena, host, n) : NULL;
    s->failed |= n && !out;
    return out;
}

/* "By Ann Lee" is Ann Lee. */
static const char *without_by(const char *author)
{
    if (author && ascii_starts(author, strlen(author), "by "))
        author += 3;
    return author;
}

/* A canonical address that is only the site's front page is a template's mistake. */
static const char *decide_url(const struct claims *c)
{
    for (unsigned i = 0; i < c->n; i++) {
        const char *path = strchr(strstr(c->value[i], "://") + 3, '/');
        if (path && path[1])
            return c->value[i];
    }
    return c->n ? c->value[0] : NULL;
}

bool metadata_read(struct arena *a, const struct dom *d, const struct prescan *page, const char *url, struct page_metadata *out)
{
    struct sources *s = ARENA_ZARRAY(a, struct sources, 1), *rest = ARENA_ZARRAY(a, struct sources, 1);
    struct linked_article linked;
    if (!s || !rest)
        return false;
    *rest = (struct sources){ .arena = a, .dom = d };
    read_elements(rest);
    if (!linked_read(a, page->data, page->n_data, rest->page_title, &linked))
        return false;
    /* JSON-LD first, then what the elements said in page order: <meta> stands in the head, what is marked in the text behind it. */
    *s = (struct sources){ .arena = a, .dom = d, .page_title = rest->page_title, .failed = rest->failed };
    claim(&s->title, linked.headline);
    claim(&s->outlet, linked.publisher);
    claim(&s->author, linked.authors);
    claim(&s->published, linked.published);
    claim(&s->modified, linked.modified);
    claim(&s->language, linked.language);
    claim(&s->description, linked.description);
    const struct { struct claims *to, *from; } lists[] = {
        { &s->title, &rest->title }, { &s->outlet, &rest->outlet }, { &s->author, &rest->author }, { &s->published, &rest->published },
        { &s->modified, &rest->modified }, { &s->language, &rest->language }, { &s->description, &rest->description }, { &s->url, &rest->url },
    };
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        for (unsigned k = 0; k < lists[i].from->n; k++)
            claim(lists[i].to, lists[i].from->value[k]);
    claim(&s->url, linked.url);
    claim(&s->url, url && is_address(url) ? url : NULL);
    *out = (struct page_metadata){ .canonical = decide_url(&s->url), .page_title = s->page_title, .body = linked.body };
    const char *host = host_of(s, out->canonical);
    out->outlet = s->outlet.n ? s->outlet.value[0] : host;
    out->title = decide_title(s, host);
    out->author = s->author.n ? without_by(s->author.value[0]) : NULL;
    out->published = decide_date(s, &s->published, out->canonical);
    out->modified = s->modified.n ? decide_date(s, &s->modified, NULL) : NULL;
    out->language = s->language.n ? s->language.value[0] : NULL;
    out->description = s->description.n ? s->description.value[0] : NULL;
    return !s->failed;
}

struct page_hints page_hints_of(const struct page_metadata *m)
{
    return (struct page_hints){ m->title, m->title ? strlen(m->title) : 0, m->body, m->body ? strlen(m->body) : 0 };
}

bool metadata_from_lines(struct arena *a, const struct dom *d, const uint32_t *lines, uint32_t n, struct page_metadata *m)
{
    struct sources *s = ARENA_ZARRAY(a, struct sources, 1);
    if (!s)
        return false;
    *s = (struct sources){ .arena = a, .dom = d };
    for (uint32_t i = 0; i < n; i++) {
        const struct span t = d->lines[lines[i]].text;
        const char *line = arena_strdup(a, d->text + t.start, t.end - t.start);
        if (!line)
            return false;
        struct page_date date;
        if (date_read(line, strlen(line), &date))
            claim(&s->published, line);
        if (!m->author && is_byline(line, strlen(line)))
            m->author = without_by(line);
    }
    /* A day from the address gains its time of day here. */
    claim(&s->published, m->published);
    if (m->published && s->published.n > 1) {
        const char *known = s->published.value[s->published.n - 1];
        memmove(s->published.value + 1, s->published.value, (s->published.n - 1) * sizeof *s->published.value);
        s->published.value[0] = known;
    }
    m->published = decide_date(s, &s->published, NULL);
    return !s->failed;
}
