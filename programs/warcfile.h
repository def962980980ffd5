/* warcfile.h: the articles of a WARC file. */
#ifndef HEARSAY_WARCFILE_H
#define HEARSAY_WARCFILE_H

#include "infile.h"

/* Pages and texts that were fetched with success, named by their addresses; closes the file. What is none is counted and told at the end.
 * NULL: out of memory, and the file is closed. */
struct article_source *warc_source(struct infile *s, const struct input_options *opts);

#endif
