/* kind.h: what a file or an archive's member is: text, JSON Lines, a page, or a container of these. */
#ifndef HEARSAY_KIND_H
#define HEARSAY_KIND_H

#include "infile.h"

/* What a name says; FROM_AUTO: nothing. */
enum input_from kind_named(const char *path);

/* Bytes of an ending that says that it is compressed, ".gz", 0 if there is none. */
size_t kind_packed_ending(const char *path);

/* Is it the name of an archive, of those too that cannot be opened? */
bool kind_archive_named(const char *path);

/* Is it the name or address of a text that is meant for programs: robots.txt and its kin? */
bool kind_is_for_machines(const char *path);

/* Does a file of a folder belong to the input by its name? */
bool kind_belongs(const char *path);

enum kind_container { CONTAINER_NONE, CONTAINER_WARC, CONTAINER_ARCHIVE };

/* What the first bytes say of it; nothing is taken. A gzip file of something is an archive of one member. */
enum kind_container kind_container(struct infile *s);

/* What its first characters say, a byte order mark and white space aside: an article hardly begins with a brace, a record always; a page begins
 * with a tag, perhaps behind a long comment. */
enum input_from kind_looked_at(struct infile *s);

#endif
