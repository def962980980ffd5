/* linked.c: JSON-LD, as search engines ask publishers to write it (schema.org/Article).
 *
 * All objects of all scripts are looked at, however deep; the article is the one with a type that ends in "Article" (or BlogPosting, ...) which says
 * most and whose headline is the page's. An author or publisher may be a string, an object with a name, a list of these, or
 * a reference {"@id": ...} to an object elsewhere on the page.
 * Pages write JSON by template, so strings hold raw line breaks and scripts hold HTML comments; both are mended before parsing. */
#include "page/linked.h"

#include <jansson.h>
#include <string.h>

#include "base/character.h"
#include "base/json.h"
#include "base/utf8.h"

enum {
    SCRIPTS_MAX = 64,
    DEPTH_MAX = 24,
    AUTHORS_MAX = 20,  /* looked at; each may be a reference, for which all objects are searched */
    TITLE_MAX_B = 1000 /* a longer one is no title, and is not searched for in every headline */
};

struct search {
    json_t *roots[SCRIPTS_MAX];
    unsigned n;
    const char *title;
    json_t *best;
    int best_score;
};

/* ---- Strings ----------------------------------------------------------------------------------------------------------------- */

/* The references that matter in running text; others stay as they are. */
static unsigned named_reference(const char *s, size_t len, uint32_t *cp)
{
    static const struct {
        const char *name;
        uint16_t cp;
    } names[] = {
        { "amp", '&' },      { "lt", '<' },       { "gt", '>' },        { "quot", '"' },     { "apos", '\'' },
        { "nbsp", 0xA0 },    { "rsquo", 0x2019 }, { "lsquo", 0x2018 },  { "rdquo", 0x201D }, { "ldquo", 0x201C },
        { "ndash", 0x2013 }, { "mdash", 0x2014 }, { "hellip", 0x2026 }, { "eacute", 0xE9 },  { "pound", 0xA3 },
        { "euro", 0x20AC },  { "copy", 0xA9 },    { "reg", 0xAE },      { "bull", 0x2022 },
    };
    for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
        size_t n = strlen(names[i].name);
        if (len > n + 1 && !memcmp(s + 1, names[i].name, n) && s[n + 1] == ';') {
            *cp = names[i].cp;
            return (unsigned)n + 2;
        }
    }
    return 0;
}

/* A character reference at s ("&"). Returns its length, 0: it is none. */
static unsigned reference(const char *s, size_t len, uint32_t *cp)
{
    if (len < 3 || s[1] != '#') return named_reference(s, len, cp);
    bool hex = ascii_lower(s[2]) == 'x';
    size_t i = hex ? 3 : 2, start = i;
    uint32_t v = 0;
    for (; i < len && i < start + 7; i++) {
        char c = ascii_lower(s[i]);
        uint32_t digit = c >= '0' && c <= '9' ? (uint32_t)(c - '0') : hex && c >= 'a' && c <= 'f' ? (uint32_t)(c - 'a' + 10) : 16;
        if (digit >= (hex ? 16u : 10u)) break;
        v = v * (hex ? 16 : 10) + digit;
    }
    if (i == start || i >= len || s[i] != ';' || v < 0x20 || v > 0x10FFFF || (v >= 0xD800 && v < 0xE000)) return 0;
    *cp = v;
    return (unsigned)i + 1;
}

/* One pass; a reference's UTF-8 is never longer than the reference. */
static size_t unescape_once(char *out, const char *s, size_t len)
{
    size_t o = 0;
    bool space = false;
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        unsigned n = s[i] == '&' ? reference(s + i, len - i, &cp) : 0;
        if (s[i] == '<' && i + 1 < len && (s[i + 1] == '/' || s[i + 1] == '!' || (ascii_lower(s[i + 1]) >= 'a' && ascii_lower(s[i + 1]) <= 'z'))) {
            const char *close = memchr(s + i, '>', len - i);
            i = close ? (size_t)(close - s) + 1 : len;
            space = o > 0;
        } else if ((unsigned char)s[i] <= ' ') {
            i++;
            space = o > 0;
        } else {
            if (space) out[o++] = ' ';
            space = false;
            if (n) {
                o += utf8_encode(cp, out + o);
                i += n;
            } else {
                out[o++] = s[i++];
            }
        }
    }
    return o;
}

/* A string without character references ("&amp;", "&#8217;") and tags; white space runs become one space. NULL: out of memory. */
static char *plain_text(struct arena *a, const char *s)
{
    size_t len = strlen(s);
    char *once = arena_alloc(a, 2 * len + 2, 1);
    if (!once) return NULL;
    char *out = once + len + 1;
    /* Twice: templates escape what is escaped already ("&amp;rsquo;"). */
    size_t n = unescape_once(once, s, len);
    n = unescape_once(out, once, n);
    out[n] = '\0';
    return out;
}

/* ---- Finding the article ------------------------------------------------------------------------------------------------------ */

static bool is_article_type(const char *type)
{
    static const char *const others[] = { "BlogPosting", "LiveBlogPosting", "SocialMediaPosting", "Report", "Review" };
    size_t n = strlen(type);
    if (n >= 7 && !strcmp(type + n - 7, "Article")) return true;
    for (size_t i = 0; i < sizeof others / sizeof *others; i++)
        if (!strcmp(type, others[i])) return true;
    return false;
}

static bool is_article(const json_t *o)
{
    const json_t *type = json_object_get(o, "@type");
    if (json_is_string(type)) return is_article_type(json_string_value(type));
    for (size_t i = 0; i < json_array_size(type); i++)
        if (json_is_string(json_array_get(type, i)) && is_article_type(json_string_value(json_array_get(type, i)))) return true;
    return false;
}

static const char *string_at(const json_t *o, const char *key)
{
    const char *s = json_string_value(json_object_get(o, key));
    return s && *s ? s : NULL;
}

/* What an article says, and above all whether it is this page's. */
static int score_of(const struct search *s, const json_t *o)
{
    const char *headline = string_at(o, "headline");
    int score = 1 + (headline != NULL) + (string_at(o, "datePublished") != NULL) + (json_object_get(o, "author") != NULL) +
                2 * (string_at(o, "articleBody") != NULL) + (json_object_get(o, "publisher") != NULL);
    if (headline && s->title && (strstr(s->title, headline) || strstr(headline, s->title))) score += 8;
    return score;
}

static void search_in(struct search *s, json_t *v, unsigned depth)
{
    if (depth > DEPTH_MAX) return;
    if (json_is_array(v)) {
        for (size_t i = 0; i < json_array_size(v); i++) search_in(s, json_array_get(v, i), depth + 1);
    } else if (json_is_object(v)) {
        if (is_article(v) && score_of(s, v) > s->best_score) {
            s->best = v;
            s->best_score = score_of(s, v);
        }
        const char *key;
        json_t *value;
        json_object_foreach(v, key, value) search_in(s, value, depth + 1);
    }
}

static json_t *find_id(json_t *v, const char *id, unsigned depth)
{
    json_t *found = NULL;
    if (depth > DEPTH_MAX) return NULL;
    if (json_is_array(v)) {
        for (size_t i = 0; i < json_array_size(v) && !found; i++) found = find_id(json_array_get(v, i), id, depth + 1);
    } else if (json_is_object(v)) {
        const char *own = string_at(v, "@id"), *key;
        json_t *value;
        if (own && !strcmp(own, id) && string_at(v, "name")) return v;
        json_object_foreach(v, key, value) if (!found) found = find_id(value, id, depth + 1);
    }
    return found;
}

/* ---- Names --------------------------------------------------------------------------------------------------------------------- */

static const char *name_of(const struct search *s, const json_t *v)
{
    if (json_is_string(v)) return *json_string_value(v) ? json_string_value(v) : NULL;
    const char *name = string_at(v, "name"), *id = string_at(v, "@id");
    if (!name && json_is_array(json_object_get(v, "name"))) name = json_string_value(json_array_get(json_object_get(v, "name"), 0));
    for (unsigned i = 0; i < s->n && !name && id; i++) name = string_at(find_id(s->roots[i], id, 0), "name");
    return name;
}

static bool is_address(const char *s) { return !strncmp(s, "http:", 5) || !strncmp(s, "https:", 6); }

/* The names of a value, joined by ", "; *failed: out of memory. */
static const char *names_of(struct arena *a, const struct search *s, const json_t *v, unsigned most, bool *failed)
{
    const char *names[AUTHORS_MAX];
    size_t n = 0, len = 0, all = json_is_array(v) ? json_array_size(v) : 1;
    for (size_t i = 0; v && i < all && i < AUTHORS_MAX && n < most; i++) {
        const char *name = name_of(s, json_is_array(v) ? json_array_get(v, i) : v);
        bool known = !name || is_address(name);
        for (size_t k = 0; k < n && !known; k++) known = !strcmp(names[k], name);
        if (!known) {
            names[n++] = name;
            len += strlen(name) + 2;
        }
    }
    if (!n) return NULL;
    char *joined = arena_alloc(a, len + 1, 1), *at = joined;
    if (!joined) {
        *failed = true;
        return NULL;
    }
    for (size_t i = 0; i < n; i++) {
        size_t k = strlen(names[i]);
        if (i) {
            memcpy(at, ", ", 2);
            at += 2;
        }
        memcpy(at, names[i], k);
        at += k;
    }
    *at = '\0';
    return joined;
}

static const char *clean(struct arena *a, const char *s, bool *failed)
{
    char *out = s ? plain_text(a, s) : NULL;
    *failed |= s && !out;
    return out && *out ? out : NULL;
}

/* ---- Reading ------------------------------------------------------------------------------------------------------------------- */

static json_t *parse(struct arena *a, struct slice data, bool *failed)
{
    char *copy = arena_strdup(a, data.at, data.len);
    if (!copy) {
        *failed = true;
        return NULL;
    }
    for (size_t i = 0; i < data.len; i++)
        if ((unsigned char)copy[i] < ' ' || copy[i] == 0x7f) copy[i] = ' ';
    /* From the first bracket to the last: what stands around them is "<!--", "//<![CDATA[" and the like. */
    const char *begin = copy + strcspn(copy, "{["), *end = copy + strlen(copy);
    while (end > begin && end[-1] != '}' && end[-1] != ']') end--;
    json_error_t why;
    bool no_memory;
    json_t *root = json_parse(begin, (size_t)(end - begin), JSON_DECODE_ANY, &why, &no_memory);
    *failed |= !root && no_memory;
    return root;
}

bool linked_read(struct arena *a, const struct slice *data, uint32_t n, const char *title, struct linked_article *out)
{
    struct search s = { .title = title && strlen(title) <= TITLE_MAX_B ? title : NULL };
    bool failed = false;
    *out = (struct linked_article){ 0 };
    for (uint32_t i = 0; i < n && s.n < SCRIPTS_MAX; i++) {
        json_t *root = parse(a, data[i], &failed);
        if (root) s.roots[s.n++] = root;
    }
    for (unsigned i = 0; i < s.n; i++) search_in(&s, s.roots[i], 0);
    const json_t *o = s.best;
    if (o) {
        const char *url = string_at(o, "url"), *page = string_at(o, "mainEntityOfPage");
        if (!page) page = string_at(json_object_get(o, "mainEntityOfPage"), "@id");
        out->headline = clean(a, string_at(o, "headline"), &failed);
        out->description = clean(a, string_at(o, "description"), &failed);
        out->authors = clean(a, names_of(a, &s, json_object_get(o, "author"), AUTHORS_MAX, &failed), &failed);
        out->publisher = clean(a, names_of(a, &s, json_object_get(o, "publisher"), 1, &failed), &failed);
        out->published = clean(a, string_at(o, "datePublished"), &failed);
        out->modified = clean(a, string_at(o, "dateModified"), &failed);
        out->url = clean(a, url && is_address(url) ? url : page && is_address(page) ? page : NULL, &failed);
        out->language = clean(a, string_at(o, "inLanguage"), &failed);
        out->body = clean(a, string_at(o, "articleBody"), &failed);
    }
    for (unsigned i = 0; i < s.n; i++) json_decref(s.roots[i]);
    return !failed;
}
