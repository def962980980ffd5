/* shape.c: the marks of a line by itself.
 *
 * Text density, link density, punctuation and the kind of tag are what tells prose from the rest (Kohlschütter, Fankhauser and Nejdl, "Boilerplate
 * detection using shallow text features", WSDM 2010); wire.c knows what credits, bylines, dates and "Read more" lines say. Nothing here
 * looks at where the line stands: frame.c and context.c do. */
#include "page/shape.h"

#include <string.h>
#include <xxhash.h>

#include "base/character.h"
#include "base/utf8.h"
#include "page/wire.h"

enum {
    PROMOTION_MAX_B = 400, /* such words in a long paragraph are its subject */
    BODY_MIN_B = 500,      /* an articleBody of fewer bytes is a teaser */
    TITLE_MIN_B = 8,
    LOOK_UP = 4,              /* elements from the innermost up that are looked at for their tags */
    IDEOGRAPHIC_STOP = 0x3002 /* ends a sentence without a space behind it */
};

/* ---- A set of 64-bit keys, none of them 0 -------------------------------------------------------------------------------- */

struct key_set {
    uint64_t *slot;
    size_t mask;
};

static bool key_set_make(struct key_set *s, struct arena *a, size_t n)
{
    size_t size = 16;
    while (size < 2 * n) size *= 2;
    s->slot = ARENA_ZARRAY(a, uint64_t, size);
    s->mask = size - 1;
    return s->slot;
}

/* Whether it was there already; adds it if `add`. */
static bool key_set_has(struct key_set *s, uint64_t key, bool add)
{
    size_t i = key & s->mask;
    key |= 1;
    while (s->slot[i] && s->slot[i] != key) i = (i + 1) & s->mask;
    bool had = s->slot[i] == key;
    if (add) s->slot[i] = key;
    return had;
}

/* ---- Runs of three words --------------------------------------------------------------------------------------------------- */

struct run {
    uint64_t word[3];
    unsigned n;
};

/* The key of the last three words once the next word of s has been read; false at the end. Words are letters and digits. */
static bool next_run(struct run *r, const char *s, size_t len, size_t *at, uint64_t *key)
{
    uint64_t h = 1469598103934665603u;
    size_t i = *at;
    bool some = false;
    while (i < len) {
        unsigned char c = (unsigned char)s[i];
        bool word = c >= 0x80 || (c >= '0' && c <= '9') || ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
        /* Typographic quotation marks and dashes: E2 80 xx. */
        if (c == 0xE2 && i + 2 < len && (unsigned char)s[i + 1] == 0x80) {
            word = false;
            i += 2;
        }
        if (word) {
            h = (h ^ c) * 1099511628211u;
            some = true;
        } else if (some) {
            break;
        }
        i++;
    }
    *at = i;
    if (!some) return false;
    r->word[0] = r->word[1];
    r->word[1] = r->word[2];
    r->word[2] = h;
    r->n++;
    *key = XXH3_64bits(r->word, sizeof r->word);
    return true;
}

/* The share of a line's runs that the body has; -1 if the line has fewer than three words. */
static float share_in_body(struct key_set *body, const char *s, size_t len)
{
    struct run r = { { 0 }, 0 };
    size_t at = 0;
    unsigned runs = 0, found = 0;
    for (uint64_t key; next_run(&r, s, len, &at, &key);)
        if (r.n >= 3) {
            runs++;
            found += key_set_has(body, key, false);
        }
    return runs ? (float)found / (float)runs : -1;
}

/* ---- What a line says ------------------------------------------------------------------------------------------------------ */

/* Phrases of pages that ask for something, wherever they stand in a line; sorted by their first letter. */
static bool says_promotion(const char *s, size_t len)
{
    static const char *const phrases[] = { "advertis",
                                           "affiliate",
                                           "all rights reserved",
                                           "can be reached",
                                           "click here",
                                           "click to",
                                           "comments policy",
                                           "contact us",
                                           "continue reading",
                                           "cookie",
                                           "copyright",
                                           "don't miss",
                                           "download our",
                                           "download the",
                                           "follow her",
                                           "follow him",
                                           "follow me",
                                           "follow them",
                                           "follow us",
                                           "for more information",
                                           "get the latest",
                                           "have a tip",
                                           "in your inbox",
                                           "javascript",
                                           "join us",
                                           "leave a comment",
                                           "listen to",
                                           "log in",
                                           "may earn",
                                           "newsletter",
                                           "opt out",
                                           "our free app",
                                           "post a comment",
                                           "privacy policy",
                                           "read more",
                                           "register",
                                           "report this",
                                           "reprint",
                                           "scroll down",
                                           "send us",
                                           "share this",
                                           "sharing is",
                                           "sign in",
                                           "sign up",
                                           "sponsored",
                                           "story continues",
                                           "subscri",
                                           "support our",
                                           "terms and conditions",
                                           "terms of",
                                           "to your inbox",
                                           "tweet this",
                                           "your email" };
    bool starts_word = true;
    for (size_t i = 0; i < len; i++) {
        char c = ascii_lower(s[i]);
        bool letter = c >= 'a' && c <= 'z';
        if (letter && starts_word)
            for (size_t k = 0; k < sizeof phrases / sizeof *phrases && phrases[k][0] <= c; k++)
                if (phrases[k][0] == c && ascii_starts(s + i, len - i, phrases[k])) return true;
        starts_word = !letter;
    }
    return memchr(s, '\xA9', len) && len < 200; /* the copyright sign's second byte */
}

static bool says_address(const char *s, size_t len)
{
    const char *at = memchr(s, '@', len);
    if (at && at + 1 < s + len && at[1] != ' ') return true;
    for (const char *p = s; p + 4 < s + len; p++)
        if ((*p == 'h' && !memcmp(p, "http", 4)) || (*p == 'w' && !memcmp(p, "www.", 4))) return true;
    return false;
}

/* ---- Counting ---------------------------------------------------------------------------------------------------------------- */

struct count {
    unsigned letters, upper, ends;
    bool end_mark;
    float weight;
};

static bool is_wide(uint32_t cp) { return cp >= 0x2E80; }

static bool is_closer(uint32_t cp)
{
    return cp == '"' || cp == '\'' || cp == ')' || cp == ']' || cp == 0x201D || cp == 0x2019 || cp == 0xBB || cp == 0x300D;
}

static bool is_sentence_end(uint32_t cp) { return cp == '.' || cp == 0x2026 || (cp != 0 && char_class_of(cp) == CHAR_END); }

static struct count count_line(const char *s, size_t len)
{
    struct count c = { 0 };
    bool pending = false; /* a mark that ends a sentence if a space or the end follows */
    uint32_t cp, last = 0;
    for (size_t i = 0; i < len;) {
        unsigned n;
        enum char_class k = char_at(s + i, len - i, &cp, &n);
        i += n;
        c.weight += is_wide(cp) ? 3 : 1;
        c.letters += k == CHAR_LETTER;
        c.upper += k == CHAR_LETTER && char_is_upper(cp);
        if (pending && k == CHAR_WHITE) c.ends++;
        if (is_sentence_end(cp)) {
            pending = true;
            if (cp == IDEOGRAPHIC_STOP) c.ends++;
        } else if (!is_closer(cp)) {
            pending = false;
        }
        last = cp;
    }
    c.end_mark = pending;
    c.ends += pending && last != IDEOGRAPHIC_STOP;
    return c;
}

/* ---- Marks -------------------------------------------------------------------------------------------------------------------- */

static uint32_t marks_of_tags(const struct dom *d, const struct dom_line *l)
{
    uint32_t marks = 0, e = l->inner;
    switch (d->elements[l->block].tag) {
    case GUMBO_TAG_P: marks = MARK_BIT(MARK_P); break;
    case GUMBO_TAG_LI: marks = MARK_BIT(MARK_LI); break;
    case GUMBO_TAG_H1: marks = MARK_BIT(MARK_H1); break;
    case GUMBO_TAG_FIGCAPTION: marks = MARK_BIT(MARK_FIGCAPTION); break;
    case GUMBO_TAG_BUTTON:
    case GUMBO_TAG_FIELDSET:
    case GUMBO_TAG_LEGEND: marks = MARK_BIT(MARK_CONTROL); break;
    default: break;
    }
    for (unsigned i = 0; i < LOOK_UP && e != HS_NONE; i++, e = d->elements[e].parent) {
        if (d->elements[e].tag == GUMBO_TAG_TIME) marks |= MARK_BIT(MARK_TIME);
        if (d->elements[e].tag == GUMBO_TAG_LABEL) marks |= MARK_BIT(MARK_CONTROL);
    }
    return marks;
}

/* A page's title often has the outlet's name behind it: the line is the title if the title begins with it and has little more, or is all of it. */
static bool is_title(const struct page_hints *h, const char *s, size_t len)
{
    if (len < TITLE_MIN_B || h->title_len < len || memcmp(h->title, s, len)) return false;
    return h->title_len == len || h->title[len] == ' ';
}

/* A caption with its credit: "Rescuers at the dam (AFP)". Behind a full stop an agency's name alone is a paragraph's credit, and a block of its own
 * (article.c); who took a picture is a caption's there, too. */
static bool ends_in_credit(const char *s, size_t len)
{
    static const char *const pictures[] = { "/", "photo", "image", "picture" };
    size_t at = credit_start(s, len), end = at - (at < len ? char_white_suffix(s, at) : 0);
    if (at < len && end > 0 && strchr(".!?\"", s[end - 1])) {
        for (size_t k = 0; k < sizeof pictures / sizeof *pictures; k++)
            for (size_t i = at; i < len; i++)
                if (ascii_starts(s + i, len - i, pictures[k])) return true;
        return false;
    }
    return at < len;
}

static struct line_shape shape_line(const struct dom *d, const struct dom_line *l, const struct page_hints *hints, struct key_set *body)
{
    const char *s = d->text + l->text.start;
    size_t len = l->text.end - l->text.start;
    struct count c = count_line(s, len);
    float w = c.weight / 6, linked = (float)l->link_b / (float)len;
    struct line_shape x = { .length = w, .linked = linked < 1 ? linked : 1, .visible = !(l->flags & LINE_HIDDEN) };
    x.counted = x.visible && !(l->flags & LINE_ROW);
    const struct {
        enum mark mark;
        bool is;
    } found[] = {
        { MARK_PROSE, x.counted && w >= 10 && linked < 0.4F && c.ends },
        { MARK_SENTENCE, c.end_mark },
        { MARK_NO_SENTENCE, w > 8 && !c.ends },
        { MARK_ALL_LINK, linked > 0.9F },
        { MARK_BOLD, (float)l->bold_b > 0.9F * (float)len },
        { MARK_CAPITALS, c.letters > 3 && 10 * c.upper > 7 * c.letters },
        { MARK_BYLINE, is_byline(s, len) },
        { MARK_DATE, is_date_line(s, len) },
        { MARK_CREDIT, is_credit(s, len) || ends_in_credit(s, len) },
        { MARK_CAPTION, is_caption(s, len) },
        { MARK_RELATED, is_related(s, len) },
        { MARK_BOILERPLATE, is_boilerplate(s, len) },
        { MARK_PROMOTION, len <= PROMOTION_MAX_B && says_promotion(s, len) },
        { MARK_ADDRESS, w < 40 && says_address(s, len) },
        { MARK_TITLE, is_title(hints, s, len) },
    };
    for (size_t i = 0; i < sizeof found / sizeof *found; i++) x.marks |= found[i].is ? MARK_BIT(found[i].mark) : 0;
    x.marks |= marks_of_tags(d, l);
    if (is_marked(&x, MARK_LI)) x.marks &= ~MARK_BIT(MARK_NO_SENTENCE);
    if (body->slot) {
        float share = share_in_body(body, s, len);
        x.marks |= share > 0.5F ? MARK_BIT(MARK_IN_DATA) : share >= 0 && share < 0.3F ? MARK_BIT(MARK_NOT_IN_DATA) : 0;
    }
    return x;
}

static uint64_t key_of(const struct dom *d, uint32_t i)
{
    return XXH3_64bits(d->text + d->lines[i].text.start, d->lines[i].text.end - d->lines[i].text.start);
}

struct line_shape *shapes_of(struct arena *a, const struct dom *d, const struct page_hints *hints)
{
    struct line_shape *shapes = ARENA_ARRAY(a, struct line_shape, (size_t)d->n_lines + 1);
    struct key_set seen, twice, body = { NULL, 0 };
    if (!shapes || !key_set_make(&seen, a, d->n_lines) || !key_set_make(&twice, a, d->n_lines)) return NULL;
    if (hints->body_len >= BODY_MIN_B) {
        if (!key_set_make(&body, a, hints->body_len / 2)) return NULL;
        struct run r = { { 0 }, 0 };
        size_t at = 0;
        for (uint64_t key; next_run(&r, hints->body, hints->body_len, &at, &key);)
            if (r.n >= 3) key_set_has(&body, key, true);
    }
    for (uint32_t i = 0; i < d->n_lines; i++) {
        if (key_set_has(&seen, key_of(d, i), true)) key_set_has(&twice, key_of(d, i), true);
        shapes[i] = shape_line(d, &d->lines[i], hints, &body);
    }
    for (uint32_t i = 0; i < d->n_lines; i++) shapes[i].marks |= key_set_has(&twice, key_of(d, i), false) ? MARK_BIT(MARK_TWICE) : 0;
    return shapes;
}
