/* html_page.h: what is the same on every page of html.c. */
#ifndef HS_HTML_PAGE_H
#define HS_HTML_PAGE_H

extern const char html_page_begin[];           /* up to the title */
extern const char html_page_style[];
extern const char html_page_legend[];
extern const char html_page_end[];             /* the script, and the end */

#endif
