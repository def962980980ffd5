/* input.c: which files there are, and what each of them is.
 *
 * A folder is read when its turn comes, and its names are sorted by their bytes, so that the order is the same on every machine. Links to files are
 * followed; links to folders only on the command line, so that no loop can be walked. */
#include "input.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "archive.h"
#include "infile.h"
#include "kind.h"
#include "warcfile.h"

void article_clear(struct article *a)
{
    free(a->path);
    free(a->member);
    free(a->note);
    free(a->bytes);
    free(a->url);
    free(a->charset);
    free(a->fetched);
    free(a->error);
    *a = (struct article){ 0 };
}

/* ---- A path that cannot be read: one article with an error ----------------------------------------------------------------- */

struct failed_source {
    struct article_source source;
    struct article article;
    bool given;
};

static bool next_failed(struct article_source *self, struct article *out)
{
    struct failed_source *f = (struct failed_source *)self;
    if (f->given) return false;
    *out = f->article;
    f->article = (struct article){ 0 };
    return f->given = true;
}

static void close_failed(struct article_source *self)
{
    article_clear(&((struct failed_source *)self)->article);
    free(self);
}

static struct article_source *failed_source(const char *path, const char *why)
{
    struct failed_source *f = malloc(sizeof *f);
    if (!f) return NULL;
    *f = (struct failed_source){ { next_failed, close_failed }, { .path = strdup(path), .error = strdup(why) }, false };
    return &f->source;
}

/* ---- Names of a folder --------------------------------------------------------------------------------------------------- */

struct paths {
    char **at;
    size_t n;
};

static void paths_free(struct paths *p)
{
    for (size_t i = 0; i < p->n; i++) free(p->at[i]);
    free(p->at);
    *p = (struct paths){ 0 };
}

static int by_bytes(const void *a, const void *b) { return strcmp(*(char *const *)a, *(char *const *)b); }

static char *joined(const char *folder, const char *name)
{
    size_t n = strlen(folder), m = strlen(name);
    char *path = malloc(n + m + 2);
    if (!path) return NULL;
    memcpy(path, folder, n);
    size_t slash = n && folder[n - 1] != '/';
    if (slash) path[n] = '/';
    memcpy(path + n + slash, name, m + 1);
    return path;
}

/* Does a file of a folder belong to the input? A folder in it does; so does a file with a name of an article, behind a link too; and what cannot be
 * looked at, so that it is an error and not passed over. */
static bool belongs(const char *path, const struct input_options *opts)
{
    struct stat is;
    if (lstat(path, &is)) return errno != ENOENT;
    bool link = S_ISLNK(is.st_mode);
    if (link && stat(path, &is)) return errno != ENOENT && kind_belongs(path);
    if (opts->skip_ino && is.st_dev == opts->skip_dev && is.st_ino == opts->skip_ino) return false;
    return S_ISDIR(is.st_mode) ? !link : S_ISREG(is.st_mode) && kind_belongs(path);
}

/* The paths in a folder that belong to the input, sorted. False and errno if it cannot be read. */
static bool list_folder(const char *folder, const struct input_options *opts, struct paths *out)
{
    *out = (struct paths){ 0 };
    DIR *dir = opendir(folder);
    if (!dir) return false;
    int why = 0;
    size_t room = 0;
    for (;;) {
        errno = 0;
        struct dirent *entry = readdir(dir);
        if (!entry) {
            why = errno;
            break;
        }
        if (entry->d_name[0] == '.') continue;
        char *path = joined(folder, entry->d_name);
        if (path && !belongs(path, opts)) {
            free(path);
            continue;
        }
        if (path && out->n == room) {
            room = room ? 2 * room : 64;
            char **larger = realloc(out->at, room * sizeof *larger);
            if (larger) {
                out->at = larger;
            } else {
                free(path);
                path = NULL;
            }
        }
        if (!path) {
            why = ENOMEM;
            break;
        }
        out->at[out->n++] = path;
    }
    closedir(dir);
    if (why) {
        paths_free(out);
        errno = why;
        return false;
    }
    if (out->n) qsort(out->at, out->n, sizeof *out->at, by_bytes);
    return true;
}

/* ---- A list of paths, one source after the other ------------------------------------------------------------------------- */

struct list_source {
    struct article_source source;
    const struct input_options *opts;
    char *const *paths; /* those of the command line, or owned.at */
    size_t n, at;
    struct paths owned;           /* of a folder */
    struct article_source *inner; /* the source of paths[at - 1] */
    const char *folder;           /* of the command line: one in which nothing is found is an error; else NULL */
    bool any;                     /* something was given */
};

static struct article_source *list_source(struct list_source list);

static struct article_source *folder_source(const char *path, const struct input_options *opts, bool on_line)
{
    struct paths found;
    if (!list_folder(path, opts, &found)) return failed_source(path, strerror(errno));
    struct list_source list = { .opts = opts, .paths = found.at, .n = found.n, .owned = found, .folder = on_line ? path : NULL };
    struct article_source *src = list_source(list);
    if (!src) paths_free(&found);
    return src;
}

/* on_line: it stands on the command line itself. */
static struct article_source *path_source(const char *path, const struct input_options *opts, bool on_line)
{
    struct stat is;
    bool is_stdin = !strcmp(path, "-");
    if (!is_stdin && stat(path, &is)) return failed_source(path, strerror(errno));
    if (!is_stdin && S_ISDIR(is.st_mode)) return folder_source(path, opts, on_line);
    struct infile *s = infile_open(path);
    if (!s) return failed_source(path, strerror(errno));
    enum input_from from = opts->from, said = kind_named(path);
    enum kind_container in = said == FROM_AUTO ? kind_container(s) : CONTAINER_NONE;
    /* A WARC file can be asked to be taken for text or JSON Lines, though nobody will. */
    if (in == CONTAINER_WARC && (from == FROM_AUTO || from == FROM_HTML)) return warc_source(s, opts);
    if (in == CONTAINER_ARCHIVE) return archive_source(s, opts, on_line);
    if (from == FROM_AUTO) from = said;
    if (from == FROM_AUTO) from = kind_looked_at(s);
    return from == FROM_JSONL ? lines_source(s, opts) : whole_source(s, opts, from == FROM_HTML ? ARTICLE_HTML : ARTICLE_TEXT);
}

static bool next_of_list(struct article_source *self, struct article *out)
{
    struct list_source *l = (struct list_source *)self;
    for (;;) {
        if (l->inner) {
            if (l->inner->next(l->inner, out)) return l->any = true;
            l->inner->close(l->inner);
            l->inner = NULL;
        }
        if (l->at == l->n) break;
        const char *path = l->paths[l->at++];
        l->inner = path_source(path, l->opts, !l->owned.at);
        if (!l->inner) {
            *out = (struct article){ .path = strdup(path), .error = strdup("out of memory") };
            return l->any = true;
        }
    }
    if (l->any || !l->folder) return false;
    *out = (struct article){ .path = strdup(l->folder), .error = strdup("there is no file in this folder whose name says that it holds articles") };
    return l->any = true;
}

static void close_list(struct article_source *self)
{
    struct list_source *l = (struct list_source *)self;
    if (l->inner) l->inner->close(l->inner);
    paths_free(&l->owned);
    free(l);
}

static struct article_source *list_source(struct list_source list)
{
    struct list_source *l = malloc(sizeof *l);
    if (!l) return NULL;
    list.source = (struct article_source){ next_of_list, close_list };
    *l = list;
    return &l->source;
}

struct article_source *input_open(char *const *paths, size_t n, const struct input_options *opts)
{
    return list_source((struct list_source){ .opts = opts, .paths = paths, .n = n });
}

/* ---- Its size ------------------------------------------------------------------------------------------------------------ */

/* False: it cannot be known. A folder that cannot be read has no bytes. */
static bool add_size(const char *path, const struct input_options *opts, uint64_t *bytes)
{
    struct stat is;
    if (strcmp(path, "-") ? stat(path, &is) : fstat(0, &is)) return true;
    if (S_ISREG(is.st_mode)) *bytes += (uint64_t)is.st_size;
    if (!S_ISDIR(is.st_mode)) return S_ISREG(is.st_mode);
    struct paths found;
    if (!list_folder(path, opts, &found)) return true;
    bool known = true;
    for (size_t i = 0; i < found.n && known; i++) known = add_size(found.at[i], opts, bytes);
    paths_free(&found);
    return known;
}

uint64_t input_size(char *const *paths, size_t n, const struct input_options *opts)
{
    uint64_t bytes = 0;
    for (size_t i = 0; i < n; i++)
        if (!add_size(paths[i], opts, &bytes)) return 0;
    return bytes;
}
