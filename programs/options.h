/* options.h: the words of a command line. */
#ifndef HEARSAY_OPTIONS_H
#define HEARSAY_OPTIONS_H

#include "command.h"

struct parsed {
    bool help;                                 /* --help was among them: the rest does not matter */
    int n;                                     /* operands, moved to the front of argv + 1, in order */
    char message[400];                         /* what is wrong, if something is */
};

/* options_parse: fills a command's struct of values, which holds the defaults, from argv[1 .. argc).
 *   --name VALUE  --name=VALUE  -x VALUE  -xVALUE  -xy (flags)  "--" ends the options, "-" is an operand
 * Options and operands may be mixed. Of an option that is given twice the last one counts, but for OPTION_TEXTS, which gathers them. Texts point
 * into argv. Returns false with a message for the user if something is wrong. */
bool options_parse(const struct command *cmd, void *values, int argc, char **argv, struct parsed *out);

/* The i-th of the names in "text|json|brat": its length; *name points into names. 0: there is none. */
size_t choice_name(const char *names, unsigned i, const char **name);

/* Which of n candidates somebody may have meant, n if none is near. candidate(context, i) gives them, each until it gives the next. */
size_t nearest(const char *word, const char *(*candidate)(const void *context, size_t i), const void *context, size_t n);

#endif
