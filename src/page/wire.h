/* wire.h: the habits of news agencies and papers, told from a line's own words. Each function looks at one line, without white space at its
 * ends, and answers for sure or not at all; where the line stands is for blocks.c to weigh. */
#ifndef HS_WIRE_H
#define HS_WIRE_H

#include <stdbool.h>
#include <stddef.h>

bool is_agency(const char *s, size_t len);         /* "AFP", "Reuters", "AP Photo": the name of a news agency or picture agency alone */
bool is_byline(const char *s, size_t len);         /* "By Ann Lee and Bo Roe", "Ann Lee, Staff Writer" */
bool is_date_line(const char *s, size_t len);      /* "Published: 3 June 2016, 10:35 GMT" */
bool is_credit(const char *s, size_t len);         /* "(AFP)", "Photo: Ann Lee/Getty", "(Reporting by Ann Lee; editing by Bo Roe)" */
bool is_caption(const char *s, size_t len);        /* "File photo of ...", "In this June 3 photo, ..." */
bool is_related(const char *s, size_t len);        /* "Read more: ..." */
bool is_boilerplate(const char *s, size_t len);    /* "***", "Advertisement", "Sign up for our newsletter" */

/* Whether a credit may as well be a headline: "Video: Lund leaves office", "Sources: Board to sue"; not "Photo: Ann Lee/Getty". */
bool has_headline_label(const char *s, size_t len);

/* The length of the dateline that the line opens with, its dash included: "KABUL, Afghanistan (AP) —". 0: none. */
size_t dateline_length(const char *s, size_t len);

/* Where a credit in brackets begins that ends the line: "(AFP)" of "Rescuers at the dam (AFP)". len: none. */
size_t credit_start(const char *s, size_t len);

#endif
