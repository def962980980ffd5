/* cues.c: evidence from names. Authors of templates name their elements for what they hold, in much the same words everywhere; all
 * extractors since Readability (2009) read them. A name is cut into words at punctuation and capitals ("td-post-content", "articleBody"), and each
 * word looked up by its beginning. The words are those of common English and of the large publishing systems; none belongs to one site. */
#include "page/cues.h"

#include <string.h>
#include <strings.h>

#include "base/bisect.h"

/* Sorted by the stem's first letter. whole: the word must end where the stem does. */
/* clang-format off */
static const struct stem { const char *stem; uint8_t cue; bool whole; } stems[] = {
    { "about", CUE_BYLINE, true }, { "ad", CUE_AD, true }, { "ads", CUE_AD, true }, { "adv", CUE_AD, true }, { "advert", CUE_AD, false },
    { "adunit", CUE_AD, false }, { "adslot", CUE_AD, false }, { "affiliate", CUE_AD, false }, { "alert", CUE_POPUP, false },
    { "also", CUE_RELATED, true }, { "article", CUE_ARTICLE, false }, { "aside", CUE_SIDEBAR, true }, { "attribution", CUE_CREDIT, false },
    { "author", CUE_BYLINE, false },
    { "banner", CUE_AD, false }, { "bio", CUE_BYLINE, true }, { "blog", CUE_ARTICLE, false }, { "body", CUE_CONTENT, false },
    { "bottom", CUE_FOOTER, true }, { "box", CUE_BOX, false }, { "boxout", CUE_BOX, false }, { "breadcrumb", CUE_NAV, false },
    { "breaking", CUE_RELATED, true }, { "bullets", CUE_SUMMARY, false }, { "button", CUE_SHARE, false }, { "btn", CUE_SHARE, true },
    { "byline", CUE_BYLINE, false },
    { "callout", CUE_BOX, false }, { "caption", CUE_CAPTION, false }, { "card", CUE_CARD, true }, { "cards", CUE_CARD, true },
    { "carousel", CUE_GALLERY, false }, { "categor", CUE_TAGS, false }, { "column", CUE_CONTENT, true }, { "comment", CUE_COMMENT, false },
    { "community", CUE_COMMENT, true }, { "consent", CUE_POPUP, false }, { "content", CUE_CONTENT, false }, { "contributor", CUE_BYLINE, false },
    { "cookie", CUE_POPUP, false }, { "copy", CUE_CONTENT, true }, { "copyright", CUE_LEGAL, false }, { "counter", CUE_SHARE, false },
    { "credit", CUE_CREDIT, false }, { "cta", CUE_SUBSCRIBE, true },
    { "date", CUE_META, false }, { "deck", CUE_DEK, true }, { "dek", CUE_DEK, true },
    { "details", CUE_META, true }, { "dfp", CUE_AD, true }, { "dialog", CUE_POPUP, false }, { "disclaimer", CUE_LEGAL, false },
    { "disclosure", CUE_LEGAL, false }, { "disqus", CUE_COMMENT, false }, { "donat", CUE_SUBSCRIBE, false }, { "dropdown", CUE_NAV, false },
    { "email", CUE_SHARE, true }, { "embed", CUE_EMBED, false }, { "entry", CUE_ARTICLE, false }, { "excerpt", CUE_CARD, false },
    { "facebook", CUE_SHARE, false }, { "factbox", CUE_BOX, false }, { "featured", CUE_CARD, true }, { "feed", CUE_CARD, true },
    { "fig", CUE_CAPTION, true }, { "figure", CUE_CAPTION, false }, { "flyout", CUE_POPUP, false }, { "follow", CUE_SHARE, false },
    { "foot", CUE_FOOTER, true }, { "footer", CUE_FOOTER, false }, { "form", CUE_SUBSCRIBE, true },
    { "gallery", CUE_GALLERY, false }, { "gdpr", CUE_POPUP, false }, { "grid", CUE_CARD, true },
    { "hdr", CUE_HEADER, true }, { "head", CUE_HEADER, true }, { "header", CUE_HEADER, false }, { "headline", CUE_TITLE, true },
    { "headlines", CUE_RELATED, true }, { "hero", CUE_HEADER, true }, { "highlights", CUE_SUMMARY, true },
    { "image", CUE_CAPTION, false }, { "img", CUE_CAPTION, true }, { "infobox", CUE_BOX, false }, { "instagram", CUE_SHARE, false },
    { "intro", CUE_DEK, true }, { "item", CUE_CARD, true }, { "items", CUE_CARD, true },
    { "keyword", CUE_TAGS, false }, { "kicker", CUE_TITLE, true }, { "keypoints", CUE_SUMMARY, false },
    { "label", CUE_TAGS, false }, { "latest", CUE_RELATED, false }, { "lead", CUE_DEK, true }, { "lede", CUE_DEK, true },
    { "legal", CUE_LEGAL, true }, { "lightbox", CUE_GALLERY, false }, { "likes", CUE_SHARE, false }, { "link", CUE_CARD, true },
    { "links", CUE_RELATED, true }, { "list", CUE_CARD, true }, { "login", CUE_SUBSCRIBE, false },
    { "main", CUE_CONTENT, true }, { "masthead", CUE_HEADER, false }, { "media", CUE_GALLERY, true }, { "menu", CUE_NAV, false },
    { "meta", CUE_META, true }, { "metadata", CUE_META, true }, { "modal", CUE_POPUP, false }, { "more", CUE_RELATED, true },
    { "most", CUE_RELATED, true },
    { "nav", CUE_NAV, false }, { "newsletter", CUE_SUBSCRIBE, false }, { "next", CUE_NAV, true }, { "noprint", CUE_SHARE, true },
    { "optin", CUE_SUBSCRIBE, true }, { "outbrain", CUE_AD, false }, { "overlay", CUE_POPUP, false },
    { "pagination", CUE_NAV, false }, { "pager", CUE_NAV, true }, { "partner", CUE_AD, false }, { "paywall", CUE_SUBSCRIBE, false },
    { "permalink", CUE_SHARE, false }, { "photo", CUE_CAPTION, false }, { "picture", CUE_CAPTION, false }, { "player", CUE_GALLERY, false },
    { "poll", CUE_SUBSCRIBE, true }, { "popover", CUE_POPUP, false }, { "popular", CUE_RELATED, false }, { "popup", CUE_POPUP, false },
    { "post", CUE_ARTICLE, true }, { "posts", CUE_RELATED, true }, { "prev", CUE_NAV, true }, { "print", CUE_SHARE, true },
    { "profile", CUE_BYLINE, false }, { "promo", CUE_RELATED, false }, { "prose", CUE_CONTENT, true }, { "publish", CUE_META, false },
    { "pubdate", CUE_META, false }, { "pullquote", CUE_QUOTE, false },
    { "quote", CUE_QUOTE, false },
    { "rail", CUE_SIDEBAR, true }, { "readmore", CUE_RELATED, false }, { "recent", CUE_RELATED, false },
    { "recirc", CUE_RELATED, false }, { "recommend", CUE_RELATED, false }, { "register", CUE_SUBSCRIBE, false }, { "relat", CUE_RELATED, false },
    { "reply", CUE_COMMENT, false }, { "respond", CUE_COMMENT, true }, { "review", CUE_COMMENT, true }, { "rich", CUE_CONTENT, true },
    { "rollover", CUE_POPUP, false },
    { "search", CUE_NAV, false }, { "secondary", CUE_SIDEBAR, true }, { "share", CUE_SHARE, false }, { "sharing", CUE_SHARE, false },
    { "shares", CUE_SHARE, false }, { "sidebar", CUE_SIDEBAR, false }, { "signin", CUE_SUBSCRIBE, false }, { "signup", CUE_SUBSCRIBE, false },
    { "similar", CUE_RELATED, false }, { "skip", CUE_NAV, true }, { "slide", CUE_GALLERY, false }, { "social", CUE_SHARE, false },
    { "source", CUE_CREDIT, true }, { "sponsor", CUE_AD, false }, { "standfirst", CUE_DEK, true }, { "story", CUE_ARTICLE, false },
    { "stories", CUE_RELATED, true }, { "strapline", CUE_DEK, true }, { "sub", CUE_DEK, true }, { "subhead", CUE_DEK, true },
    { "subheading", CUE_DEK, true }, { "submeta", CUE_TAGS, false }, { "subscri", CUE_SUBSCRIBE, false }, { "subtitle", CUE_DEK, false },
    { "summary", CUE_SUMMARY, false },
    { "taboola", CUE_AD, false }, { "tag", CUE_TAGS, true }, { "tags", CUE_TAGS, true }, { "teaser", CUE_CARD, false }, { "text", CUE_CONTENT, true },
    { "thumb", CUE_CARD, false }, { "ticker", CUE_RELATED, false }, { "tile", CUE_CARD, true }, { "time", CUE_META, false },
    { "timestamp", CUE_META, false }, { "title", CUE_TITLE, true }, { "toc", CUE_NAV, true }, { "toolbar", CUE_SHARE, false },
    { "tools", CUE_SHARE, true }, { "tooltip", CUE_POPUP, false }, { "top", CUE_HEADER, true }, { "topic", CUE_TAGS, false },
    { "trending", CUE_RELATED, false }, { "tweet", CUE_EMBED, false }, { "twitter", CUE_EMBED, false },
    { "updated", CUE_META, true },
    { "video", CUE_GALLERY, false },
    { "whatsapp", CUE_SHARE, false }, { "widget", CUE_SIDEBAR, true }, { "wysiwyg", CUE_CONTENT, false },
};
/* clang-format on */
enum { STEMS = sizeof stems / sizeof *stems, WORD_MAX = 32 };

/* The first stem that begins with the letter. */
static unsigned first_of(char letter)
{
    unsigned i;
    BISECT(i, STEMS, stems[i].stem[0] < letter);
    return i;
}

static uint32_t cues_of_word(const char *word, size_t len)
{
    uint32_t set = 0;
    for (unsigned i = first_of(word[0]); i < STEMS && stems[i].stem[0] == word[0]; i++) {
        size_t n = strlen(stems[i].stem);
        if (n <= len && !memcmp(stems[i].stem, word, n) && (!stems[i].whole || n == len)) set |= CUE_BIT(stems[i].cue);
    }
    /* Compounds without a seam: "relatedposts" begins right, but "articlebody" and "postcontent" end right. */
    if ((set & CUE_BIT(CUE_ARTICLE) || !memcmp(word, "post", len < 4 ? len : 4)) && len > 7 &&
        (!memcmp(word + len - 4, "body", 4) || !memcmp(word + len - 4, "text", 4) || !memcmp(word + len - 7, "content", 7)))
        set |= CUE_BIT(CUE_ARTICLE) | CUE_BIT(CUE_CONTENT);
    return set;
}

static uint32_t cues_of_name(const char *name)
{
    uint32_t set = 0;
    char word[WORD_MAX];
    size_t n = 0;
    bool lower_before = false;
    for (const char *p = name;; p++) {
        bool upper = *p >= 'A' && *p <= 'Z', lower = *p >= 'a' && *p <= 'z';
        if (n && ((upper && lower_before) || !(upper || lower))) {
            set |= cues_of_word(word, n);
            n = 0;
        }
        if ((upper || lower) && n < WORD_MAX) word[n++] = upper ? (char)(*p + 32) : *p;
        lower_before = lower;
        if (!*p) return set;
    }
}

/* clang-format off */
static uint32_t cues_of_tag(uint16_t tag)
{
    switch (tag) {
    case GUMBO_TAG_ARTICLE: return CUE_BIT(CUE_ARTICLE);
    case GUMBO_TAG_MAIN: return CUE_BIT(CUE_CONTENT);
    case GUMBO_TAG_ASIDE: return CUE_BIT(CUE_SIDEBAR);
    case GUMBO_TAG_NAV: return CUE_BIT(CUE_NAV);
    case GUMBO_TAG_FOOTER: return CUE_BIT(CUE_FOOTER);
    case GUMBO_TAG_HEADER: return CUE_BIT(CUE_HEADER);
    case GUMBO_TAG_FIGURE: case GUMBO_TAG_FIGCAPTION: return CUE_BIT(CUE_CAPTION);
    case GUMBO_TAG_FORM: return CUE_BIT(CUE_SUBSCRIBE);
    case GUMBO_TAG_UL: case GUMBO_TAG_OL: return CUE_BIT(CUE_LIST);
    case GUMBO_TAG_TABLE: return CUE_BIT(CUE_TABLE);
    case GUMBO_TAG_BLOCKQUOTE: return CUE_BIT(CUE_BLOCKQUOTE);
    case GUMBO_TAG_BUTTON: return CUE_BIT(CUE_SHARE);
    default: return 0;
    }
}
/* clang-format on */

/* The attributes that hold names. */
static bool holds_names(const char *attribute)
{
    static const char *const attributes[] = { "class", "id", "data-component", "data-testid", "role", "itemprop" };
    for (unsigned i = 0; i < sizeof attributes / sizeof *attributes; i++)
        if (attribute[0] == attributes[i][0] && !strcmp(attribute, attributes[i])) return true;
    return false;
}

uint32_t cues_of(const GumboNode *element)
{
    const uint32_t both = CUE_BIT(CUE_ARTICLE) | CUE_BIT(CUE_CONTENT);
    const GumboElement *e = &element->v.element;
    uint32_t set = cues_of_tag(e->tag);
    if (e->tag == GUMBO_TAG_HTML || e->tag == GUMBO_TAG_BODY) return set;
    for (unsigned i = 0; i < e->attributes.length; i++) {
        const GumboAttribute *a = e->attributes.data[i];
        if (!holds_names(a->name)) continue;
        uint32_t cues = cues_of_name(a->value);
        /* The publishing system writes an article's categories and tags into the class of its element, beside "hentry" (the hAtom microformat). */
        if (a->name[0] == 'c' && strstr(a->value, "hentry")) cues = CUE_BIT(CUE_ARTICLE);
        if ((cues & both) == both) cues |= CUE_BIT(CUE_BODY);
        set |= cues;
    }
    return set;
}
