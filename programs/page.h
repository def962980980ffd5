/* page.h: what hearsay.c's table needs of the command `page`. */
#ifndef HEARSAY_PAGE_H
#define HEARSAY_PAGE_H

#include "articles.h"

enum page_format { PAGE_TEXT, PAGE_JSON };

struct page_values {
    struct articles_values common;
    unsigned format;                           /* enum page_format */
};

enum { PAGE_OPTIONS = 15 };
extern const struct option_spec page_options[PAGE_OPTIONS];
extern const struct page_values page_defaults;

#define PAGE_ABOUT \
    "Shows what `hearsay read` takes an article to be before it reads it: the blocks of its text with their kinds (headline, byline, paragraph, " \
    "...), " \
    "and its title, outlet, author, dates and language. Of a web page, what stands around the article (menus, adverts, comments) is not shown. " \
    "It needs no weights, and shows pages in any language. " ARTICLES_OPERANDS "\n" ARTICLES_ARCHIVES

enum exit_code run_page(const struct command *self, int argc, char **argv);

#endif
