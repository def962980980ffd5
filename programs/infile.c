/* infile.c: a file of text is one article, so is a page; a file of JSON Lines has one a line.
 *
 * Neither keeps more of an article in memory than the limit allows. What is too long is passed over, a window at a time: a line of
 * 100 MB costs its reading, and the next line is there. */
#include "infile.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

struct infile *infile_open(const char *path)
{
    struct infile *s = malloc(sizeof *s);
    if (!s) return NULL;
    *s = (struct infile){ .fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : STDIN_FILENO };
    struct stat is;
    if (s->fd < 0 || fstat(s->fd, &is) || !(s->path = strdup(path))) {
        int why = errno;
        infile_close(s);
        errno = why;
        return NULL;
    }
    s->size = S_ISREG(is.st_mode) && is.st_size > 0 ? (uint64_t)is.st_size : 0;
    return s;
}

struct infile *infile_member(const char *path, const char *member, struct infile_reader reader)
{
    struct infile *s = malloc(sizeof *s);
    if (!s) return NULL;
    *s = (struct infile){ .fd = -1, .reader = reader, .path = strdup(path), .member = member ? strdup(member) : NULL };
    if (s->path && (s->member || !member)) return s;
    infile_close(s);
    return NULL;
}

void infile_close(struct infile *s)
{
    if (s->fd > STDIN_FILENO) close(s->fd);
    free(s->path);
    free(s->member);
    free(s);
}

bool infile_more(struct infile *s)
{
    if (s->over || s->end == sizeof s->window) return false;
    ptrdiff_t n;
    if (s->reader.read) {
        n = s->reader.read(s->reader.context, s->window + s->end, sizeof s->window - s->end, s->failed, sizeof s->failed);
    } else {
        do n = read(s->fd, s->window + s->end, sizeof s->window - s->end);
        while (n < 0 && errno == EINTR);
        if (n < 0) snprintf(s->failed, sizeof s->failed, "%s", strerror(errno));
    }
    s->over = n <= 0;
    s->end += n > 0 ? (size_t)n : 0;
    return n > 0;
}

bool infile_fill(struct infile *s)
{
    if (s->at < s->end) return true;
    s->at = s->end = 0;
    return infile_more(s);
}

/* ---- A piece of a file ------------------------------------------------------------------------------------------------- */

struct piece {
    char *bytes;
    size_t len, size;
    uint64_t taken;
    bool too_long, no_memory; /* the bytes are dropped then */
};

/* Keeps n bytes more, unless that makes too many. */
static void piece_add(struct piece *p, const char *bytes, size_t n, size_t max)
{
    p->taken += n;
    if (!n || p->too_long || p->no_memory) return;
    if (n > max - p->len) {
        p->too_long = true;
    } else if (n > p->size - p->len) {
        size_t size = p->size ? p->size : 4096;
        while (size - p->len < n) size *= 2; /* max is at most 1 GiB */
        char *larger = realloc(p->bytes, size);
        p->no_memory = !larger;
        if (larger) {
            p->bytes = larger;
            p->size = size;
        }
    }
    if (p->too_long || p->no_memory) {
        free(p->bytes);
        *p = (struct piece){ .taken = p->taken, .too_long = p->too_long, .no_memory = p->no_memory };
        return;
    }
    memcpy(p->bytes + p->len, bytes, n);
    p->len += n;
}

/* The piece becomes an article, or an article with an error. */
static void piece_article(struct piece *p, const struct infile *s, const struct input_options *opts, enum article_kind kind, size_t line,
                          struct article *out)
{
    *out = (struct article){ .kind = kind, .path = strdup(s->path), .line = line, .taken = p->taken };
    char why[200] = "";
    if (s->member && !(out->member = strdup(s->member))) p->no_memory = true;
    if (p->no_memory || !out->path)
        snprintf(why, sizeof why, "out of memory");
    else if (*s->failed) /* before what else is wrong, since it ends the file */
        snprintf(why, sizeof why, "%s", s->failed);
    else if (p->too_long)
        snprintf(why, sizeof why, "%s is longer than the %zu bytes that --max-bytes allows", line ? "the line" : "the article", opts->max_bytes);
    if (*why) {
        out->error = strdup(why);
        free(p->bytes);
    } else {
        out->bytes = p->bytes;
        out->len = p->len;
    }
}

/* ---- Sources ------------------------------------------------------------------------------------------------------------- */

struct infile_source {
    struct article_source source;
    struct infile *file;
    const struct input_options *opts;
    enum article_kind kind;
    size_t line; /* lines: the last one that was read */
    bool any;    /* something was given */
};

static void close_infile(struct article_source *self)
{
    infile_close(((struct infile_source *)self)->file);
    free(self);
}

static struct article_source *new_source(struct infile *s, const struct input_options *opts, enum article_kind kind,
                                         bool (*next)(struct article_source *self, struct article *out))
{
    struct infile_source *src = malloc(sizeof *src);
    if (!src) {
        infile_close(s);
        return NULL;
    }
    *src = (struct infile_source){ { next, close_infile }, s, opts, kind, 0, false };
    return &src->source;
}

static bool next_whole(struct article_source *self, struct article *out)
{
    struct infile_source *src = (struct infile_source *)self;
    struct infile *s = src->file;
    if (src->any) return false;
    src->any = true;
    struct piece p = { 0 };
    /* Of what is too long nothing need be read that is known not to fit. */
    p.too_long = s->size > src->opts->max_bytes;
    p.taken = p.too_long ? s->size : 0;
    while (!p.too_long && !p.no_memory && infile_fill(s)) {
        piece_add(&p, s->window + s->at, s->end - s->at, src->opts->max_bytes);
        s->at = s->end;
    }
    piece_article(&p, s, src->opts, src->kind, 0, out);
    return true;
}

/* One line without its line feed; false: there is none. */
static bool take_line(struct infile *s, struct piece *p, size_t max)
{
    bool any = false;
    while (infile_fill(s)) {
        any = true;
        const char *from = s->window + s->at, *feed = memchr(from, '\n', s->end - s->at);
        size_t n = feed ? (size_t)(feed - from) : s->end - s->at;
        piece_add(p, from, n, max);
        s->at += n + (feed != NULL);
        p->taken += feed != NULL;
        if (feed) break;
    }
    return any || *s->failed;
}

static bool is_blank(const struct piece *p)
{
    for (size_t i = 0; i < p->len; i++)
        if (!strchr(" \t\r", p->bytes[i]) || !p->bytes[i]) return false;
    return !p->too_long && !p->no_memory;
}

static bool next_line(struct article_source *self, struct article *out)
{
    struct infile_source *src = (struct infile_source *)self;
    struct infile *s = src->file;
    struct piece p = { 0 };
    while (!(src->any && *s->failed) && take_line(s, &p, src->opts->max_bytes)) {
        src->line++;
        if (src->line == 1 && p.len >= 3 && !memcmp(p.bytes, "\xef\xbb\xbf", 3)) {
            p.len -= 3; /* a byte order mark, which JSON does not know */
            memmove(p.bytes, p.bytes + 3, p.len);
        }
        if (!is_blank(&p) || *s->failed) {
            piece_article(&p, s, src->opts, ARTICLE_RECORD, src->line, out);
            src->any = true;
            return true;
        }
        p.len = 0;
    }
    free(p.bytes);
    if (src->any) return false;
    src->any = true;
    *out = (struct article){ .kind = ARTICLE_RECORD, .path = strdup(s->path), .error = strdup("there is no record in it"), .taken = p.taken };
    out->member = s->member ? strdup(s->member) : NULL;
    return true;
}

struct article_source *whole_source(struct infile *s, const struct input_options *opts, enum article_kind kind)
{
    return new_source(s, opts, kind, next_whole);
}

struct article_source *lines_source(struct infile *s, const struct input_options *opts) { return new_source(s, opts, ARTICLE_RECORD, next_line); }
