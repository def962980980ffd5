/* archive.h: the articles in a zip or tar file, or in a file that is compressed by itself. */
#ifndef HEARSAY_ARCHIVE_H
#define HEARSAY_ARCHIVE_H

#include "infile.h"

/* The members that are texts, pages or JSON Lines, in the order of the archive; closes the file. tar may be compressed with gzip, bzip2, xz or zstd.
 *   on_line  an archive without any is an error, since somebody asked for it; else only said.
 * Members are never written anywhere, so their names may be what they like. An archive inside an archive is an error, and not opened.
 * NULL: out of memory, and the file is closed. */
struct article_source *archive_source(struct infile *s, const struct input_options *opts, bool on_line);

#endif
