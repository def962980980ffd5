/* output.c: every byte is known to have gone out, or there is a message. */
#include "output.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

__attribute__((format(printf, 2, 3))) static bool fail(struct output *o, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(o->message, sizeof o->message, format, args);
    va_end(args);
    return false;
}

static bool cannot_write(struct output *o, const char *path)
{
    if (errno == EPIPE) return fail(o, "cannot write %s: whoever was to read it has closed it", path);
    return fail(o, "cannot write %s: %s", path, strerror(errno));
}

static const char *shown(const struct output *o) { return o->path ? o->path : "standard output"; }

static bool is_folder(const char *path)
{
    struct stat is;
    return !stat(path, &is) && S_ISDIR(is.st_mode);
}

/* Standard output where it is a file: only then can it be found among the inputs. */
static bool stdout_file(struct stat *is) { return !fstat(STDOUT_FILENO, is) && S_ISREG(is->st_mode); }

bool output_open(struct output *o, const char *path, bool must_be_folder)
{
    *o = (struct output){ .path = path, .file = path ? NULL : stdout };
    if (!path) {
        if (!stdout_file(&o->is)) o->is = (struct stat){ 0 };
        return true;
    }
    size_t len = strlen(path);
    o->folder = must_be_folder || (len && path[len - 1] == '/') || is_folder(path);
    if (o->folder) {
        if (mkdir(path, 0777) && errno != EEXIST) return cannot_write(o, path);
        if (!is_folder(path)) return fail(o, "cannot write %s: it is a file, and a folder is needed", path);
    } else if (!(o->file = fopen(path, "we"))) {
        return cannot_write(o, path);
    }
    if (o->folder ? stat(path, &o->is) : fstat(fileno(o->file), &o->is)) return cannot_write(o, path);
    return true;
}

/* ---- Names in a folder --------------------------------------------------------------------------------------------------- */

/* FNV-1a, 64 bits (Fowler, Noll, Vo); never 0, which marks a free place. Two names with one hash only cost the second a number. */
static uint64_t name_hash(const char *s)
{
    uint64_t h = 14695981039346656037u;
    for (; *s; s++) h = (h ^ (unsigned char)*s) * 1099511628211u;
    return h ? h : 1;
}

/* Linear probing in a table that is at most half full: the place of a hash, or the free one where it would be. */
static uint64_t *name_place(uint64_t *table, size_t room, uint64_t h)
{
    size_t i = h & (room - 1);
    while (table[i] && table[i] != h) i = (i + 1) & (room - 1);
    return &table[i];
}

static bool make_room(struct output *o)
{
    if (2 * (o->n_names + 1) <= o->room) return true;
    size_t room = o->room ? 2 * o->room : 1024;
    uint64_t *table = calloc(room, sizeof *table);
    if (!table) return false;
    for (size_t i = 0; i < o->room; i++)
        if (o->names[i]) *name_place(table, room, o->names[i]) = o->names[i];
    free(o->names);
    o->names = table;
    o->room = room;
    return true;
}

enum { BASE_MOST = 180 }; /* file systems allow 255 bytes; a number and an ending are to come */

/* The last part of a member's name or of a record's address, fit for a file's name whatever an archive puts there. */
static void member_base(const char *member, char *out)
{
    bool url = strstr(member, "://") != NULL;
    size_t end = url ? strcspn(member, "?#") : strlen(member);
    while (end && member[end - 1] == '/') end--;
    size_t at = end;
    while (at && member[at - 1] != '/') at--;
    if (end - at > BASE_MOST) end = at + BASE_MOST;
    while (end > at && end < strlen(member) && ((unsigned char)member[end] & 0xC0) == 0x80) end--;
    memcpy(out, member + at, end - at);
    out[end - at] = '\0';
    for (char *c = out; *c; c++)
        if ((unsigned char)*c < ' ' || strchr("\x7f\\:*?\"<>|", *c) || (c == out && *c == '.')) *c = '_';
    if (!*out) strcpy(out, "article");
}

/* FOLDER/NAME for an article, taken from now on; NULL: out of memory. */
static char *take_name(struct output *o, const struct article *a)
{
    char member[BASE_MOST + 1];
    const char *slash = strrchr(a->path, '/'), *base = slash ? slash + 1 : a->path;
    if (!strcmp(base, "-")) base = "stdin";
    if (a->member) {
        member_base(a->member, member);
        base = member;
    }
    const char *dot = strrchr(base, '.');
    int stem = (int)(dot && dot > base ? (size_t)(dot - base) : strlen(base));
    size_t room = strlen(o->path) + strlen(base) + 60;
    char *path = malloc(room);
    if (!path || !make_room(o)) {
        free(path);
        return NULL;
    }
    size_t at = strlen(o->path);
    const char *between = at && o->path[at - 1] == '/' ? "" : "/";
    int n = snprintf(path, room, "%s%s%.*s", o->path, between, stem, base);
    if (a->line) n += snprintf(path + n, room - (size_t)n, "-%zu", a->line);
    for (unsigned again = 2;; again++) {
        uint64_t h = name_hash(path), *place = name_place(o->names, o->room, h);
        if (!*place) {
            *place = h;
            o->n_names++;
            return path;
        }
        snprintf(path + n, room - (size_t)n, "-%u", again);
    }
}

static bool write_file(struct output *o, const char *path, const struct piece_out *piece)
{
    FILE *f = fopen(path, "we");
    if (!f) return cannot_write(o, path);
    bool good = fwrite(piece->bytes, 1, piece->len, f) == piece->len;
    int why = errno;
    if (fclose(f) && good) {
        good = false;
        why = errno;
    }
    errno = why;
    return good || cannot_write(o, path);
}

static bool write_files(struct output *o, const struct article *a, const struct piece_out *pieces, unsigned n)
{
    char *name = take_name(o, a);
    if (!name) return fail(o, "cannot write into %s: out of memory", o->path);
    bool good = true;
    for (unsigned i = 0; i < n && good; i++) {
        size_t room = strlen(name) + strlen(pieces[i].extension) + 1;
        char *path = malloc(room);
        if (path) {
            snprintf(path, room, "%s%s", name, pieces[i].extension);
            good = write_file(o, path, &pieces[i]);
        } else {
            good = fail(o, "cannot write into %s: out of memory", o->path);
        }
        free(path);
    }
    free(name);
    return good;
}

bool output_write(struct output *o, const struct article *a, const struct piece_out *pieces, unsigned n)
{
    if (o->folder) return write_files(o, a, pieces, n);
    if (o->alone && o->written)
        return fail(o, "%s: a page holds one article, and there are more: -o DIR writes each into a file of its own", shown(o));
    o->written = true;
    for (unsigned i = 0; i < n; i++)
        if (fwrite(pieces[i].bytes, 1, pieces[i].len, o->file) != pieces[i].len) return cannot_write(o, shown(o));
    /* Each article goes out as soon as it is read: who follows a stream sees it, and a full disk is noticed here. */
    return !fflush(o->file) || cannot_write(o, shown(o));
}

bool output_close(struct output *o)
{
    free(o->names);
    o->names = NULL;
    FILE *f = o->file;
    o->file = NULL;
    return !f || !fclose(f) || cannot_write(o, shown(o));
}

static bool same_file(const struct stat *a, const struct stat *b) { return a->st_dev == b->st_dev && a->st_ino == b->st_ino; }

/* Whether the file begins as our JSON does. */
static bool is_own_json(const char *path)
{
    static const char start[] = "{\"schema\":\"hearsay/";
    char found[sizeof start - 1];
    FILE *f = fopen(path, "re");
    bool own = f && fread(found, 1, sizeof found, f) == sizeof found && !memcmp(found, start, sizeof found);
    if (f) fclose(f);
    return own;
}

/* Whether a file that is there may be an article of the folder, hidden folders aside. */
static bool is_article_of(const char *path, const char *folder)
{
    char *file = realpath(path, NULL), *around = realpath(folder, NULL);
    size_t n = around ? strlen(around) : 0;
    n -= n && around[n - 1] == '/';
    bool below = file && around && !strncmp(file, around, n) && file[n] == '/' && !strstr(file + n, "/.");
    bool article = below && !is_own_json(file);
    free(file);
    free(around);
    return article;
}

bool output_is_input(const char *output, const char *input)
{
    struct stat out, in, around;
    bool is_stdin = !strcmp(input, "-");
    if (output ? stat(output, &out) : !stdout_file(&out)) return false;
    if (is_stdin ? fstat(STDIN_FILENO, &in) : stat(input, &in)) return false;
    if (S_ISCHR(out.st_mode) || S_ISFIFO(out.st_mode)) return false;
    if (same_file(&out, &in)) return true;
    if (output && S_ISREG(out.st_mode) && out.st_size && !is_stdin && S_ISDIR(in.st_mode)) return is_article_of(output, input);
    if (is_stdin || !S_ISDIR(out.st_mode) || S_ISDIR(in.st_mode)) return false;
    const char *slash = strrchr(input, '/');
    char folder[4096] = ".";
    if (slash) snprintf(folder, sizeof folder, "%.*s", (int)(slash - input + 1), input);
    return !stat(folder, &around) && same_file(&out, &around);
}
