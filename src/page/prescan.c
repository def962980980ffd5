/* prescan.c: one pass over the markup, after the tokenizer of the HTML standard (WHATWG, 13.2.5), that writes what the parser shall see.
 *
 *   left out      comments, processing instructions, scripts, styles, elements without article text (<svg>, <form> controls, <noscript>, <img>, ...),
 *                 start tags that would nest too deep, end tags of nothing, attributes that nobody reads
 *   handed on     text, its white space run together; the other tags, each with the attributes of kept_attributes[], once at most
 *   set aside     <script type="application/ld+json">
 *
 * Two reasons. Time: nine tenths of a news page are scripts, and gumbo reads them byte by byte. Safety: gumbo is quadratic in the nesting
 * depth and in the attributes of a tag; what is handed on is bounded in both, and no raw-text element is left whose end the two could see
 * in different places. Where the standard lets an unclosed element swallow the rest of the page, so does this scan for <script>, <style> and
 * comments, as a browser would; other elements that are left out but never closed lose their tag only.
 * Linear: each look for an end tag that fails is remembered. */
#include "page/prescan.h"

#include <string.h>

#include "base/error.h"
#include "page/openstack.h"

struct scan {
    const char *in, *end, *at;
    char *out;
    struct openstack stack;
    uint32_t tags;
    uint8_t never_closed[GUMBO_TAG_LAST]; /* no end tag of it follows */
    struct slice *data;
    uint32_t n_data, cap_data;
    struct arena *arena;
};

/* What dom.c, cues.c and metadata.c ask for; type is for this file. Sorted. */
/* clang-format off */
static const char *const kept_attributes[] = {
    "class", "content", "data-component", "data-testid", "datetime", "hidden", "href", "http-equiv", "id", "itemprop", "lang", "name", "property",
    "pubdate", "rel", "role", "style", "type" };
enum {
    KEPT_CLASS, KEPT_CONTENT, KEPT_COMPONENT, KEPT_TESTID, KEPT_DATETIME, KEPT_HIDDEN, KEPT_HREF, KEPT_EQUIV, KEPT_ID, KEPT_ITEMPROP, KEPT_LANG,
    KEPT_NAME, KEPT_PROPERTY, KEPT_PUBDATE, KEPT_REL, KEPT_ROLE, KEPT_STYLE, KEPT_TYPE, KEPT
};
/* clang-format on */

struct attribute {
    struct slice name, value;
};

struct tag {
    struct slice name;
    GumboTag tag;
    uint32_t hash;
    bool self_closing;
    struct slice raw[KEPT];   /* " name=value" as it stands in the input, by kept_attributes[]; length 0: absent */
    struct slice value[KEPT]; /* of those that are there */
};

static bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\f' || c == '\r'; }

static char lower(char c) { return c >= 'A' && c <= 'Z' ? (char)(c + 32) : c; }

static bool is_letter(char c) { return lower(c) >= 'a' && lower(c) <= 'z'; }

/* FNV-1a over the lower-cased name. */
static uint32_t hash_name(struct slice name)
{
    uint32_t h = 2166136261u;
    for (size_t i = 0; i < name.len; i++) h = (h ^ (unsigned char)lower(name.at[i])) * 16777619u;
    return h;
}

static int compare_name(struct slice a, const char *b)
{
    size_t i = 0;
    for (; i < a.len && b[i]; i++)
        if (lower(a.at[i]) != b[i]) return lower(a.at[i]) < b[i] ? -1 : 1;
    return i < a.len ? 1 : b[i] ? -1 : 0;
}

static int kept_index(struct slice name)
{
    int low = 0, high = KEPT;
    while (low < high) {
        int mid = (low + high) / 2, c = compare_name(name, kept_attributes[mid]);
        if (c == 0) return mid;
        if (c < 0)
            high = mid;
        else
            low = mid + 1;
    }
    return -1;
}

/* ---- Writing ----------------------------------------------------------------------------------------------------------- */

static void put(struct scan *s, const char *at, size_t len)
{
    memcpy(s->out, at, len);
    s->out += len;
}

/* Text, with each run of white space as one character: a line feed if it has one, which <pre> shows. */
static void put_text(struct scan *s, const char *at, size_t len)
{
    const char *end = at + len;
    while (at < end) {
        const char *from = at;
        while (at < end && !is_space(*at)) at++;
        put(s, from, (size_t)(at - from));
        bool feed = false, some = at < end;
        for (; at < end && is_space(*at); at++) feed |= *at == '\n' || *at == '\r';
        if (some) *s->out++ = feed ? '\n' : ' ';
    }
}

/* What is left out takes at least two bytes, so there is room for this space: without it "<" before a comment would join what follows it. */
static void separate(struct scan *s, const char *begin)
{
    if (s->out > begin && s->out[-1] == '<') *s->out++ = ' ';
}

/* ---- Reading tags ------------------------------------------------------------------------------------------------------ */

/* One attribute after white space and slashes; the standard's states from "before attribute name" on. */
static const char *read_attribute(const char *p, const char *end, struct attribute *a)
{
    const char *name = p++; /* a leading "=" belongs to the name */
    while (p < end && !is_space(*p) && *p != '/' && *p != '>' && *p != '=') p++;
    a->name = (struct slice){ name, (size_t)(p - name) };
    a->value = (struct slice){ p, 0 };
    const char *after = p;
    while (p < end && is_space(*p)) p++;
    if (p == end || *p != '=') return after;
    for (p++; p < end && is_space(*p);) p++;
    if (p < end && (*p == '"' || *p == '\'')) {
        char quote = *p++;
        const char *close = memchr(p, quote, (size_t)(end - p));
        a->value = (struct slice){ p, (size_t)((close ? close : end) - p) };
        return close ? close + 1 : end;
    }
    const char *value = p;
    while (p < end && !is_space(*p) && *p != '>') p++;
    a->value = (struct slice){ value, (size_t)(p - value) };
    return p;
}

/* A tag whose name starts at p. Returns the place after its ">", NULL if the input ends before: such a tag is not one. */
static const char *read_tag(const char *p, const char *end, struct tag *t)
{
    const char *name = p;
    while (p < end && !is_space(*p) && *p != '/' && *p != '>') p++;
    memset(t, 0, sizeof *t);
    t->name = (struct slice){ name, (size_t)(p - name) };
    t->tag = t->name.len < 32 ? gumbo_tagn_enum(name, (unsigned)t->name.len) : GUMBO_TAG_UNKNOWN;
    t->hash = hash_name(t->name);
    for (;;) {
        while (p < end && (is_space(*p) || *p == '/')) p++;
        if (p >= end) return NULL;
        if (*p == '>') {
            t->self_closing = p[-1] == '/';
            return p + 1;
        }
        struct attribute a;
        const char *from = p;
        p = read_attribute(p, end, &a);
        int k = kept_index(a.name);
        if (k >= 0 && !t->raw[k].len && a.value.len <= PRESCAN_VALUE_MAX) {
            t->raw[k] = (struct slice){ from, (size_t)(p - from) };
            t->value[k] = a.value;
        }
    }
}

/* ---- Elements that are left out with their content ---------------------------------------------------------------------- */

enum fate { HAND_ON, LEAVE_TAG, LEAVE_RAW, LEAVE_ALL };

/* LEAVE_RAW: its content is text up to the end tag. LEAVE_ALL: its content is markup. */
/* clang-format off */
static enum fate fate_of(GumboTag tag)
{
    switch (tag) {
    case GUMBO_TAG_SCRIPT: case GUMBO_TAG_STYLE: case GUMBO_TAG_TEXTAREA: case GUMBO_TAG_IFRAME: case GUMBO_TAG_NOEMBED: case GUMBO_TAG_NOFRAMES:
    case GUMBO_TAG_XMP: return LEAVE_RAW;
    case GUMBO_TAG_SVG: case GUMBO_TAG_MATH: case GUMBO_TAG_TEMPLATE: case GUMBO_TAG_NOSCRIPT: case GUMBO_TAG_SELECT: case GUMBO_TAG_OBJECT:
    case GUMBO_TAG_VIDEO: case GUMBO_TAG_AUDIO: case GUMBO_TAG_CANVAS: case GUMBO_TAG_DATALIST: case GUMBO_TAG_APPLET: return LEAVE_ALL;
    case GUMBO_TAG_PLAINTEXT: case GUMBO_TAG_FRAMESET: case GUMBO_TAG_FRAME: case GUMBO_TAG_ISINDEX: case GUMBO_TAG_IMAGE: case GUMBO_TAG_INPUT:
    case GUMBO_TAG_OPTION: case GUMBO_TAG_OPTGROUP: case GUMBO_TAG_KEYGEN: case GUMBO_TAG_RB: case GUMBO_TAG_RTC: case GUMBO_TAG_IMG:
    case GUMBO_TAG_SOURCE: case GUMBO_TAG_TRACK: case GUMBO_TAG_AREA: case GUMBO_TAG_PARAM: case GUMBO_TAG_EMBED:
    case GUMBO_TAG_WBR: return LEAVE_TAG;
    default: return HAND_ON;
    }
}
/* clang-format on */

/* The end tag of raw text: "</name" and then white space, "/" or ">". NULL: there is none. */
static const char *raw_end(struct scan *s, const struct tag *t, const char *p)
{
    if (s->never_closed[t->tag]) return NULL;
    while (p < s->end && (p = memchr(p, '<', (size_t)(s->end - p)))) {
        size_t left = (size_t)(s->end - p);
        if (left > t->name.len + 2 && p[1] == '/' && hash_name((struct slice){ p + 2, t->name.len }) == t->hash) {
            char c = p[2 + t->name.len];
            if (is_space(c) || c == '/' || c == '>') return p;
        }
        p++;
    }
    s->never_closed[t->tag] = 1;
    return NULL;
}

static const char *after_bracket(const char *p, const char *end)
{
    const char *close = p < end ? memchr(p, '>', (size_t)(end - p)) : NULL;
    return close ? close + 1 : end;
}

/* After "<!--"; the standard also ends comments at "--!>" and takes "<!-->" and "<!--->" for whole ones. */
static const char *after_comment(const char *p, const char *end)
{
    if (p < end && *p == '>') return p + 1;
    if (end - p > 1 && p[0] == '-' && p[1] == '>') return p + 2;
    while (p < end && (p = memchr(p, '-', (size_t)(end - p)))) {
        if (end - p > 2 && p[1] == '-' && (p[2] == '>' || (end - p > 3 && p[2] == '!' && p[3] == '>'))) return p + (p[2] == '>' ? 3 : 4);
        p++;
    }
    return end;
}

static bool keep_data(struct scan *s, struct slice content)
{
    if (s->n_data == s->cap_data) {
        uint32_t cap = s->cap_data ? 2 * s->cap_data : 8;
        struct slice *bigger = ARENA_ARRAY(s->arena, struct slice, cap);
        if (!bigger) return false;
        if (s->n_data) memcpy(bigger, s->data, s->n_data * sizeof *bigger);
        s->data = bigger;
        s->cap_data = cap;
    }
    s->data[s->n_data++] = content;
    return true;
}

static bool is_linked_data(struct slice type)
{
    static const char name[] = "application/ld+json";
    while (type.len && is_space(*type.at)) type.at++, type.len--;
    struct slice head = { type.at, type.len < sizeof name - 1 ? type.len : sizeof name - 1 };
    return compare_name(head, name) == 0;
}

/* The place after the end of a LEAVE_ALL element, its own kind nested in it included; NULL: it is never closed. */
static const char *skip_element(struct scan *s, const struct tag *open, const char *p)
{
    unsigned depth = 1;
    if (s->never_closed[open->tag]) return NULL;
    while (p < s->end && (p = memchr(p, '<', (size_t)(s->end - p)))) {
        if (s->end - p > 3 && !memcmp(p, "<!--", 4)) {
            p = after_comment(p + 4, s->end);
            continue;
        }
        bool closing = s->end - p > 1 && p[1] == '/';
        const char *name = p + 1 + closing;
        p++;
        if (name >= s->end || !is_letter(*name)) continue;
        struct tag t;
        const char *after = read_tag(name, s->end, &t);
        if (!after) break;
        p = after;
        if (t.tag == open->tag) {
            if (closing && --depth == 0) return p;
            depth += !closing && !t.self_closing;
        } else if (!closing && fate_of(t.tag) == LEAVE_RAW) {
            const char *close = raw_end(s, &t, p);
            if (close) p = close;
        }
    }
    s->never_closed[open->tag] = 1;
    return NULL;
}

/* ---- The pass ---------------------------------------------------------------------------------------------------------- */

static bool holds(struct slice value, const char *word)
{
    size_t n = strlen(word);
    for (size_t i = 0; i + n <= value.len; i++)
        if (compare_name((struct slice){ value.at + i, n }, word) == 0) return true;
    return false;
}

/* Whether an attribute says anything there. The parser reads each byte that it is given several times. */
static bool is_worth(const struct tag *t, int k)
{
    if (!t->raw[k].len || k == KEPT_TYPE) return false;
    return k != KEPT_STYLE || holds(t->value[k], "none") || holds(t->value[k], "hidden");
}

static void write_start(struct scan *s, const struct tag *t)
{
    *s->out++ = '<';
    put(s, t->name.at, t->name.len);
    bool plain = tag_is_formatting(t->tag) && t->tag != GUMBO_TAG_A;
    for (int k = 0; k < KEPT && !plain; k++) {
        if (!is_worth(t, k)) continue;
        *s->out++ = ' ';
        if (k == KEPT_HREF && t->tag == GUMBO_TAG_A) /* where a link leads to does not matter, only that it is one */
            put(s, "href", 4);
        else
            put(s, t->raw[k].at, t->raw[k].len);
    }
    if (s->out[-1] == '/') /* of an unquoted value: it must not make the tag self-closing */
        *s->out++ = ' ';
    *s->out++ = '>';
}

/* A start tag between `from` ("<") and `p`. Returns where to go on, NULL: out of memory. */
static const char *start_tag(struct scan *s, const struct tag *t, const char *p)
{
    enum fate fate = fate_of(t->tag);
    if (fate == LEAVE_RAW) {
        const char *close = raw_end(s, t, p);
        if (t->tag == GUMBO_TAG_SCRIPT && is_linked_data(t->value[KEPT_TYPE]) &&
            !keep_data(s, (struct slice){ p, (size_t)((close ? close : s->end) - p) }))
            return NULL;
        if (close) return after_bracket(close, s->end);
        return t->tag == GUMBO_TAG_SCRIPT || t->tag == GUMBO_TAG_STYLE ? s->end : p;
    }
    if (fate == LEAVE_ALL) {
        const char *after = t->self_closing && t->tag == GUMBO_TAG_SVG ? p : skip_element(s, t, p);
        return after ? after : p;
    }
    if (t->tag == GUMBO_TAG_TITLE) { /* its content is text: tags in it are none */
        const char *close = raw_end(s, t, p);
        if (!close) return p;
        put(s, "<title>", 7);
        put(s, p, (size_t)(close - p));
        put(s, "</title>", 8);
        s->tags++;
        return after_bracket(close, s->end);
    }
    if (t->tag == GUMBO_TAG_LINK && !holds(t->value[KEPT_REL], "canonical")) return p;
    if (fate == HAND_ON && openstack_start(&s->stack, t->tag, t->hash)) {
        write_start(s, t);
        s->tags++;
    }
    return p;
}

static void end_tag(struct scan *s, const struct tag *t)
{
    if (t->tag == GUMBO_TAG_BR) {
        put(s, "<br>", 4);
        s->tags++;
    } else if (t->tag != GUMBO_TAG_BODY && t->tag != GUMBO_TAG_HTML && openstack_end(&s->stack, t->tag, t->hash)) {
        put(s, "</", 2);
        put(s, t->name.at, t->name.len);
        *s->out++ = '>';
    }
}

/* Markup at "<". Returns where to go on: one further if it is no markup but text; NULL: out of memory. */
static const char *markup(struct scan *s, const char *p, const char *begin)
{
    const char *end = s->end;
    if (end - p < 2) return end;
    if (p[1] == '!' || p[1] == '?') {
        if (end - p > 3 && p[1] == '!' && p[2] == '-' && p[3] == '-') return after_comment(p + 4, end);
        if (end - p > 8 && compare_name((struct slice){ p + 2, 7 }, "doctype") == 0 && s->out == begin) {
            const char *after = after_bracket(p, end);
            if (after[-1] == '>') put(s, p, (size_t)(after - p));
            return after;
        }
        return after_bracket(p, end);
    }
    bool closing = p[1] == '/';
    const char *name = p + 1 + closing;
    if (name >= end) return end;
    if (!is_letter(*name)) {
        if (closing) return after_bracket(p, end);
        *s->out++ = '<';
        return p + 1;
    }
    struct tag t;
    const char *after = read_tag(name, end, &t);
    if (!after) return end;
    if (!closing) return start_tag(s, &t, after);
    end_tag(s, &t);
    return after;
}

hearsay_code prescan(struct arena *a, const char *html, size_t len, struct prescan *out, hearsay_error *err)
{
    /* Attributes that follow each other without a space (id="a"class="b") get one: at most one byte more in four. */
    char *begin = len < SIZE_MAX / 2 ? arena_alloc(a, len + len / 4 + 64, 1) : NULL;
    struct scan *s = arena_zalloc(a, 1, sizeof *s);
    if (!begin || !s) return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory reading a page of %zu bytes", len);
    *s = (struct scan){ .in = html, .end = html + len, .at = html, .out = begin, .arena = a };
    while (s->at < s->end) {
        const char *open = memchr(s->at, '<', (size_t)(s->end - s->at));
        if (!open) open = s->end;
        put_text(s, s->at, (size_t)(open - s->at));
        s->at = open;
        if (open == s->end) break;
        char *before = s->out;
        const char *next = markup(s, open, begin);
        if (!next) return error_set(err, HEARSAY_E_NOMEM, (size_t)(open - html), "out of memory reading a page of %zu bytes", len);
        if (s->out == before) separate(s, begin);
        s->at = next;
        if (s->tags > PRESCAN_TAGS_MAX)
            return error_set(err, HEARSAY_E_TOO_LONG, (size_t)(open - html), "more than %u HTML tags in one page", PRESCAN_TAGS_MAX);
    }
    *out = (struct prescan){ begin, (size_t)(s->out - begin), s->tags, s->stack.dropped, s->data, s->n_data };
    return HEARSAY_OK;
}
