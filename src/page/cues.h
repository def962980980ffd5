/* cues.h: what an element's names (class, id, itemprop, role, its tag) say of its place in the page. */
#ifndef HS_CUES_H
#define HS_CUES_H

#include <gumbo.h>
#include <stdint.h>

enum cue {
    CUE_BODY,                                  /* the article's text: "article-body", "entry-content", itemprop="articleBody" */
    CUE_ARTICLE, CUE_CONTENT,                  /* one half of the above */
    CUE_TITLE, CUE_DEK, CUE_BYLINE, CUE_META, CUE_CAPTION, CUE_CREDIT, CUE_GALLERY, CUE_RELATED, CUE_SHARE, CUE_COMMENT, CUE_NAV, CUE_SIDEBAR,
    CUE_FOOTER, CUE_HEADER, CUE_AD, CUE_SUBSCRIBE, CUE_POPUP, CUE_TAGS, CUE_LEGAL, CUE_QUOTE, CUE_EMBED, CUE_CARD, CUE_BOX, CUE_SUMMARY,
    CUE_LIST, CUE_TABLE, CUE_BLOCKQUOTE,       /* by their tags alone */
    CUES
};

#define CUE_BIT(cue) ((uint32_t)1 << (cue))

/* cues_of: what the names of an element say, a set of CUE_BIT()s. */
uint32_t cues_of(const GumboNode *element);

#endif
