/* copies.h: what hearsay.c's table needs of the command `copies`. */
#ifndef HEARSAY_COPIES_H
#define HEARSAY_COPIES_H

#include "articles.h"

enum copies_format { COPIES_TEXT, COPIES_JSON, COPIES_CSV };

struct copies_values {
    struct articles_values common;
    unsigned format;                           /* enum copies_format */
};

enum { COPIES_OPTIONS = 14 };
extern const struct option_spec copies_options[COPIES_OPTIONS];
extern const struct copies_values copies_defaults;

#define COPIES_ABOUT \
    "Finds which of the articles share text: the same story under another headline, one cut at its end, three paragraphs taken up in a longer " \
    "piece; how much of each it is, passage by passage; and, by credit lines and dates, who has it from whom. What stands in quotation marks, and " \
    "what many unrelated articles print (a disclaimer), makes no copy. It needs no weights. " ARTICLES_OPERANDS "\n" ARTICLES_ARCHIVES

enum exit_code run_copies(const struct command *self, int argc, char **argv);

#endif
