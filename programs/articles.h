/* articles.h: what `read` and `page` have in common: articles in, one piece of work on each, documents out in the order of the input. */
#ifndef HEARSAY_ARTICLES_H
#define HEARSAY_ARTICLES_H

#include "command.h"
#include "hearsay.h"
#include "input.h"

enum articles_color { COLOR_AUTO, COLOR_ALWAYS, COLOR_NEVER };

/* The values of the options that both have; the order of each choice is that of its names below. A command's struct of values has one as `common`. */
struct articles_values {
    const char *output;                        /* NULL: standard output */
    unsigned from;                             /* enum input_from */
    const char *outlet, *published, *url, *charset;
    unsigned threads;                          /* 0: as many as there are cores */
    size_t max_bytes, max_unpacked;
    bool any_language, strict, pretty, quiet;
    unsigned color;                            /* enum articles_color */
};
#define ARTICLES_DEFAULTS { .max_bytes = HEARSAY_MAX_BYTES, .max_unpacked = (size_t)64 << 30 }

/* Rows of a table of options; S: the command's struct of values. */
#define ARTICLES_AT(S, field) offsetof(S, common.field)
#define OPTION_FROM(S) \
    { 0, "from", "auto|text|jsonl|html", OPTION_CHOICE, ARTICLES_AT(S, from), 0, \
      "what the input is; auto goes by the file's name, else by its first characters" }
#define OPTION_OUTLET(S) { 0, "outlet", "NAME", OPTION_TEXT, ARTICLES_AT(S, outlet), 0, "who published the articles that do not say so themselves" }
#define OPTION_PUBLISHED(S) \
    { 0, "published", "DATE", OPTION_DATE, ARTICLES_AT(S, published), 0, "when, likewise: 2023-02-07 or 2023-02-07T18:30:00Z" }
#define OPTION_URL(S) { 0, "url", "URL", OPTION_TEXT, ARTICLES_AT(S, url), 0, "where the one article that is given comes from" }
#define OPTION_CHARSET(S) \
    { 0, "charset", "NAME", OPTION_TEXT, ARTICLES_AT(S, charset), 0, \
      "the encoding of the pages, as their server named it; else they are asked themselves, then looked at" }
#define OPTION_ANY_LANGUAGE(S) \
    { 0, "any-language", NULL, OPTION_FLAG, ARTICLES_AT(S, any_language), 0, "read what does not seem to be English too, with a warning" }
#define OPTION_THREADS(S) \
    { 'j', "threads", "N", OPTION_COUNT, ARTICLES_AT(S, threads), 512, "how many articles to read at once (default: one for each core)" }
#define OPTION_MAX_BYTES(S) \
    { 0, "max-bytes", "SIZE", OPTION_SIZE, ARTICLES_AT(S, max_bytes), (uint64_t)1 << 30, \
      "refuse an article, or a line of JSON Lines, that is longer" }
#define OPTION_MAX_UNPACKED(S) \
    { 0, "max-unpacked", "SIZE", OPTION_SIZE, ARTICLES_AT(S, max_unpacked), (uint64_t)1 << 50, "stop reading an archive that unpacks to more" }
#define OPTION_STRICT(S) { 0, "strict", NULL, OPTION_FLAG, ARTICLES_AT(S, strict), 0, "refuse invalid UTF-8 instead of putting U+FFFD in its place" }
#define OPTION_PRETTY(S) { 0, "pretty", NULL, OPTION_FLAG, ARTICLES_AT(S, pretty), 0, "indent the JSON" }
#define OPTION_COLOR(S) \
    { 0, "color", "auto|always|never", OPTION_CHOICE, ARTICLES_AT(S, color), 0, \
      "colours in the view for people; auto: on a terminal, unless NO_COLOR is set" }
#define OPTION_QUIET(S) \
    { 'q', "quiet", NULL, OPTION_FLAG, ARTICLES_AT(S, quiet), 0, "no progress bar, warnings and closing count; articles that fail are still named" }

#define ARTICLES_OPERANDS \
    "An operand is a file, a folder (all files below it whose names end in .txt, .html, .htm, .xhtml, .jsonl, .ndjson, .warc, .zip or .tar, or in " \
    "one of these and .gz, .bz2, .xz or .zst, in the order of their names; hidden ones and links to folders are passed over) or - for " \
    "standard input, " \
    "which is also read if there is no operand."

#define ARTICLES_ARCHIVES \
    "Archives are known by their first bytes: WARC 1.0 and 1.1 (as it is, or in gzip), zip, tar (as it is, or in gzip, bzip2, xz or zstd), a file " \
    "that " \
    "is compressed by itself. Of a WARC file the pages and texts that were fetched with success are read; their uri is the WARC-Target-URI, and " \
    "their " \
    "WARC-Date says nothing of when they were published. Of zip and tar those members are read whose names say that they are texts, pages or JSON " \
    "Lines, and those without such a name that begin as a page does; they are called ARCHIVE!MEMBER, in their uri too. All others are counted on " \
    "standard error. What is damaged is named and costs no more than itself. An archive inside an archive is not opened, and one that unpacks to " \
    "more than --max-unpacked, or to more than 64 MiB and 200 times its size, is not read further."

/* One file of a format. */
struct articles_file { hearsay_format format; const char *extension; };

/* For a command that prints nothing of an article by itself: each document is handed over, in the order of the input and on the caller's thread, and
 * at the end there is one text. */
enum gathered { GATHERED, GATHERED_NOT, GATHERED_STOP };     /* NOT: this article failed, err says why; STOP: so will all others */
struct articles_gather {
    void *context;
    /* On any thread, NULL where they are not needed. known: this page need not be read. make: whatever takes time; NULL with err on failure. */
    bool (*known)(void *context, const hearsay_document *page);
    void *(*make)(void *context, const struct article *a, const char *full_path, const hearsay_document *doc, hearsay_error *err);
    /* Takes over both. made: what make() gave. */
    enum gathered (*add)(void *context, hearsay_document *doc, void *made, hearsay_error *err);
    /* The text, freed with hearsay_string_free(). False: err says why. */
    bool (*finish)(void *context, hearsay_format format, const hearsay_write_options *view, char **out, size_t *len, hearsay_error *err);
    enum exit_code failure;                    /* what STOP, or a false finish(), comes to */
    bool full_paths;                           /* a file is called by its full path, in its uri too */
};

struct articles_job {
    const struct articles_values *values;
    const hearsay_engine *engine;              /* NULL: only the page */
    double min_score;
    bool outermost;
    struct articles_file files[2]; unsigned n_files;
    bool for_people;                           /* documents stand apart */
    bool needs_folder;
    const struct articles_gather *gather;      /* NULL: each article is printed; else files[0] is the format of the whole */
    bool again;                                /* there may be another run: standard output stays open */
    bool alone;                                /* a file holds one article only: several need a folder */
};

/* Does the command line make sense, as far as the table of options cannot say? False: `why` not. */
bool articles_make_sense(const struct articles_job *job, char *const *paths, size_t n, char *why, size_t room);

/* All of it, to the exit status; messages go to standard error. */
enum exit_code articles_run(const struct articles_job *job, char *const *paths, size_t n);

/* How to write for what standard output is: its width, colours if they are wanted. color: enum articles_color. */
void articles_view(hearsay_write_options *view, unsigned color, bool pretty);

/* The processors that this program may use, one at the least. */
unsigned articles_cores(void);

/* Complains about a command line. */
enum exit_code articles_misuse(const struct command *self, const char *why);

#endif
