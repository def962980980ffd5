/* metadata.c: what a page says of itself, collected: in JSON-LD, <meta>, microdata, <time>, <title>, headings, and beside the headline.
 *
 * A page names its title, author and date several times, for search engines, social networks, analytics and readers. All of it becomes lists of
 * claims in their order of trust: JSON-LD first, then the elements in page order (<meta> stands in the head, what is marked in the text behind it),
 * then what the head of the article shows. claims.c decides. */
#include "page/metadata.h"

#include <string.h>
#include <strings.h>

#include "base/character.h"
#include "page/claims.h"
#include "page/dates.h"
#include "page/linked.h"
#include "page/names.h"
#include "page/wire.h"

enum { TEXT_BYTES = 500, BYLINE_BYTES = 150 };

struct sources {
    struct arena *arena;
    const struct dom *dom;
    struct page_claims *claims;
    struct claims headings;
    bool failed;
};

/* ---- Elements ---------------------------------------------------------------------------------------------------------------- */

/* The text inside an element, white space collapsed, as much as TEXT_BYTES of it; NULL if there is none. */
static const char *text_of(struct sources *s, uint32_t e)
{
    char buffer[TEXT_BYTES] = "";
    size_t n = 0;
    const struct dom *d = s->dom;
    for (uint32_t x = e; x < d->elements[e].end; x++) {
        const GumboVector *children = &d->elements[x].node->v.element.children;
        for (unsigned i = 0; i < children->length; i++) {
            const GumboNode *c = children->data[i];
            bool text = c->type == GUMBO_NODE_TEXT || c->type == GUMBO_NODE_WHITESPACE;
            for (const char *p = text ? c->v.text.text : ""; *p && n < sizeof buffer; p++) {
                bool white = strchr(" \t\n\f\r", *p);
                if (!white)
                    buffer[n++] = *p;
                else if (n && buffer[n - 1] != ' ')
                    buffer[n++] = ' ';
            }
        }
    }
    if (n == sizeof buffer) { /* cut inside a character, perhaps */
        while (n && ((unsigned char)buffer[n - 1] & 0xC0) == 0x80) n--;
        n -= n && (unsigned char)buffer[n - 1] >= 0xC0;
    }
    while (n && buffer[n - 1] == ' ') n--;
    const char *out = n ? arena_strdup(s->arena, buffer, n) : NULL;
    s->failed |= n && !out;
    return out;
}

static const char *copy(struct sources *s, const char *text, size_t len)
{
    const char *out = arena_strdup(s->arena, text, len);
    s->failed |= !out;
    return out;
}

static const char *trimmed(struct sources *s, const char *value)
{
    if (!value) return NULL;
    size_t len = strlen(value), start = char_white_prefix(value, len), end = len - char_white_suffix(value + start, len - start);
    return end > start ? copy(s, value + start, end - start) : NULL;
}

/* An address in full: one without a host has the page's, if that is known. */
static const char *address_of(struct sources *s, const char *href)
{
    const char *base = s->claims->url_given;
    href = trimmed(s, href);
    if (!href || names_is_address(href)) return href;
    if (href[0] != '/' || !base || !names_is_address(base)) return NULL;
    const char *host = strstr(base, "://") + 3;
    size_t n = href[1] == '/' ? (size_t)(host - base) - 2 : (size_t)(host - base) + strcspn(host, "/?#"), m = strlen(href);
    char *out = arena_alloc(s->arena, n + m + 1, 1);
    s->failed |= !out;
    if (!out) return NULL;
    memcpy(out, base, n);
    memcpy(out + n, href, m + 1);
    return out;
}

static bool one_of(const char *name, const char *const *list)
{
    for (; *list; list++)
        if (!strcasecmp(name, *list)) return true;
    return false;
}

static const char *content_of(const struct dom *d, uint32_t e)
{
    const char *value = dom_attribute(d, e, "content");
    return value ? value : dom_attribute(d, e, "datetime");
}

/* clang-format off */
static const char *const title_names[] = {
    "og:title", "twitter:title", "dc.title", "dcterms.title", "sailthru.title", "parsely-title", "headline", NULL };
static const char *const outlet_names[] = {
    "og:site_name", "site_name", "application-name", "dc.publisher", "dcterms.publisher", "publisher", "cre", "apple-mobile-web-app-title", NULL };
static const char *const author_names[] = {
    "author", "article:author", "article_author", "dc.creator", "dcterms.creator", "sailthru.author", "parsely-author", "byl", "byline", "authors",
      NULL };
static const char *const published_names[] = {
    "article:published_time", "og:published_time", "og:pubdate", "datepublished", "article.published", "pubdate", "pub_date", "publish-date",
    "publish_date", "published_at", "publication_date", "date", "dc.date", "dc.date.issued", "dcterms.created", "dcterms.date", "dcterms.issued",
    "sailthru.date", "parsely-pub-date", "datecreated", "article.created", "article_date_original", "originalpublicationdate", "displaydate",
    "published_time", "article:published", "citation_publication_date", NULL };
static const char *const modified_names[] = {
    "article:modified_time", "og:updated_time", "og:modified_time", "datemodified", "article.updated", "last-modified", "dcterms.modified",
    "dc.date.modified", "updated-date", "article_date_updated", "lastmod", "article:modified", NULL };
static const char *const language_names[] = { "og:locale", "content-language", "dc.language", "inlanguage", "language", NULL };
static const char *const description_names[] = { "og:description", "twitter:description", "description", "dc.description", NULL };
/* clang-format on */

static void read_meta(struct sources *s, uint32_t e)
{
    static const char *const attributes[] = { "property", "name", "itemprop", "http-equiv" };
    struct page_claims *c = s->claims;
    const char *name = NULL;
    for (unsigned i = 0; i < 4 && !name; i++) name = dom_attribute(s->dom, e, attributes[i]);
    const char *value = name ? trimmed(s, content_of(s->dom, e)) : NULL;
    if (!value) return;
    if (one_of(name, title_names))
        claim(&c->title, value);
    else if (one_of(name, outlet_names))
        claim(&c->outlet, value);
    else if (one_of(name, author_names))
        claim(&c->author, names_is_address(value) ? NULL : value);
    else if (one_of(name, published_names))
        claim(&c->published, value);
    else if (one_of(name, modified_names))
        claim(&c->modified, value);
    else if (one_of(name, language_names))
        claim(&c->language, value);
    else if (one_of(name, description_names))
        claim(&c->description, value);
    else if (!strcasecmp(name, "og:url"))
        claim(&c->url, address_of(s, value));
}

/* <div class="byline">By Ada Lind: called so, and saying so. */
static bool is_byline_element(struct sources *s, uint32_t e)
{
    const char *name = dom_attribute(s->dom, e, "class");
    if (!(dom_has_word(name, "byline") || dom_has_word(name, "author")) || (s->dom->elements[e].flags & ELEMENT_HIDDEN)) return false;
    const char *text = text_of(s, e);
    size_t len = text ? strlen(text) : 0;
    return len && len <= BYLINE_BYTES && (ascii_starts(text, len, "by ") || is_byline(text, len));
}

/* Microdata and <time>: what the page shows and marks. */
static void read_marked(struct sources *s, uint32_t e)
{
    const struct element *x = &s->dom->elements[e];
    struct page_claims *c = s->claims;
    const char *prop = dom_attribute(s->dom, e, "itemprop");
    const char *stamp = x->tag == GUMBO_TAG_TIME || prop ? content_of(s->dom, e) : NULL;
    if (dom_has_word(prop, "datePublished") || (x->tag == GUMBO_TAG_TIME && dom_attribute(s->dom, e, "pubdate")))
        claim(&c->published, stamp ? stamp : text_of(s, e));
    else if (dom_has_word(prop, "dateModified"))
        claim(&c->modified, stamp ? stamp : text_of(s, e));
    else if (dom_has_word(prop, "headline"))
        claim(&c->title, text_of(s, e));
    else if (dom_has_word(prop, "author") && !stamp)
        claim(&c->author, text_of(s, e));
    else if (x->tag == GUMBO_TAG_A && dom_has_word(dom_attribute(s->dom, e, "rel"), "author"))
        claim(&c->author, text_of(s, e));
    else if (is_byline_element(s, e))
        claim(&c->author, text_of(s, e));
}

static void read_elements(struct sources *s)
{
    const struct dom *d = s->dom;
    for (uint32_t e = 0; e < d->n_elements && !s->failed; e++) {
        switch (d->elements[e].tag) {
        case GUMBO_TAG_HTML: claim(&s->claims->language, trimmed(s, dom_attribute(d, e, "lang"))); break;
        case GUMBO_TAG_TITLE:
            if (!s->claims->page_title) s->claims->page_title = text_of(s, e);
            break;
        case GUMBO_TAG_META: read_meta(s, e); break;
        case GUMBO_TAG_LINK:
            if (dom_has_word(dom_attribute(d, e, "rel"), "canonical")) claim(&s->claims->url, address_of(s, dom_attribute(d, e, "href")));
            break;
        case GUMBO_TAG_H1:
            if (!(d->elements[e].flags & ELEMENT_HIDDEN)) claim(&s->headings, text_of(s, e));
            read_marked(s, e);
            break;
        default: read_marked(s, e); break;
        }
    }
    for (unsigned i = 0; i < s->headings.n; i++) claim(&s->claims->title, s->headings.value[i]);
}

/* ---- All of it --------------------------------------------------------------------------------------------------------------- */

static void prepend(struct claims *c, const char *value)
{
    if (!value || !*value) return;
    c->n -= c->n == CLAIMS_MAX;
    memmove(c->value + 1, c->value, c->n * sizeof *c->value);
    c->value[0] = value;
    c->n++;
}

static void add_linked(struct page_claims *c, const struct linked_article *l)
{
    prepend(&c->title, l->headline);
    prepend(&c->outlet, l->publisher);
    prepend(&c->author, l->authors);
    prepend(&c->published, l->published);
    prepend(&c->modified, l->modified);
    prepend(&c->language, l->language);
    prepend(&c->description, l->description);
    claim(&c->url, l->url && names_is_address(l->url) ? l->url : NULL);
}

bool metadata_read(struct arena *a, const struct dom *d, const struct prescan *page, const char *url, struct page_metadata *out)
{
    struct page_claims *c = ARENA_ZARRAY(a, struct page_claims, 1);
    struct linked_article linked;
    if (!c) return false;
    c->url_given = url && names_is_address(url) ? url : NULL;
    struct sources s = { .arena = a, .dom = d, .claims = c };
    read_elements(&s);
    if (!linked_read(a, page->data, page->n_data, c->page_title, &linked)) return false;
    add_linked(c, &linked);
    *out = (struct page_metadata){ .claims = c, .body = linked.body, .page_title = c->page_title };
    out->canonical = decide_url(c);
    out->title = decide_title(a, c);
    out->outlet = decide_outlet(a, c, out->title);
    out->author = decide_author(a, c, out->title);
    out->language = decide_language(a, c);
    out->description = c->description.n ? c->description.value[0] : NULL;
    return !s.failed && !arena_failed(a);
}

struct page_hints page_hints_of(const struct page_metadata *m)
{
    return (struct page_hints){ m->title, m->title ? strlen(m->title) : 0, m->body, m->body ? strlen(m->body) : 0 };
}

/* ---- What the head of the article shows -------------------------------------------------------------------------------------- */

enum label { LABEL_NONE, LABEL_PUBLISHED, LABEL_MODIFIED };

static enum label label_at(const char *s, size_t len)
{
    static const char *const published[] = { "published", "posted", "first", "originally", "created", NULL };
    static const char *const modified[] = { "updated", "modified", "last", "corrected", "edited", "revised", NULL };
    size_t n = 0;
    while (n < len && ascii_lower(s[n]) >= 'a' && ascii_lower(s[n]) <= 'z') n++;
    for (const char *const *p = published; *p; p++)
        if (ascii_equals(s, n, *p)) return LABEL_PUBLISHED;
    for (const char *const *p = modified; *p; p++)
        if (ascii_equals(s, n, *p)) return LABEL_MODIFIED;
    return LABEL_NONE;
}

/* "Updated Nov 19, 6:55 AM; Posted Nov 19, 6:51 AM": each date belongs to the label before it; one without a label is that of publication. */
static void read_shown_dates(struct sources *s, const char *line)
{
    size_t len = strlen(line), from = 0;
    enum label label = LABEL_NONE;
    for (size_t i = 0; i <= len; i++) {
        bool starts = i == len || i == 0 || !((ascii_lower(line[i - 1]) >= 'a' && ascii_lower(line[i - 1]) <= 'z') || line[i - 1] == '-');
        enum label next = starts && i < len ? label_at(line + i, len - i) : LABEL_NONE;
        if (i < len && !next) continue;
        struct page_date date;
        if (date_read(line + from, i - from, &date))
            claim(label == LABEL_MODIFIED ? &s->claims->shown_modified : &s->claims->shown_published, copy(s, line + from, i - from));
        from = i;
        label = next;
    }
}

/* The stamps of the <time> elements in a line. */
static void read_stamps(struct sources *s, uint32_t line, bool updated)
{
    const struct dom *d = s->dom;
    uint32_t block = d->lines[line].block;
    for (uint32_t e = block; e < d->elements[block].end; e++) {
        const struct element *x = &d->elements[e];
        const char *stamp = x->tag == GUMBO_TAG_TIME ? dom_attribute(d, e, "datetime") : NULL;
        if (stamp && x->first_line <= line && line < x->end_line) claim(updated ? &s->claims->shown_modified : &s->claims->shown_published, stamp);
    }
}

bool metadata_from_lines(struct arena *a, const struct dom *d, const uint32_t *lines, uint32_t n, struct page_metadata *m)
{
    struct sources s = { .arena = a, .dom = d, .claims = m->claims };
    for (uint32_t i = 0; i < n; i++) {
        const struct span t = d->lines[lines[i]].text;
        const char *line = copy(&s, d->text + t.start, t.end - t.start);
        if (!line) return false;
        read_shown_dates(&s, line);
        read_stamps(&s, lines[i], label_at(line, strlen(line)) == LABEL_MODIFIED);
        bool by = ascii_starts(line, strlen(line), "by ") || is_byline(line, strlen(line));
        if (by) claim(&m->claims->author, line);
    }
    if (!m->author) m->author = decide_author(a, m->claims, m->title);
    decide_dates(a, m->claims, &m->published, &m->modified);
    return !s.failed && !arena_failed(a);
}
