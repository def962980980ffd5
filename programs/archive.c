/* archive.c: libarchive walks, we look at its members.
 *
 *   file ──▶ libarchive: filter (gzip, ...) ──▶ format (tar, zip, raw) ──▶ member ──▶ infile ──▶ whole_source(), lines_source()
 *              ▲ a slice at a time, each after a look at the limits
 *
 * Only filters and formats that libarchive has inside are switched on: some others start programs.
 *
 * LIMITS  What comes out is counted, of the archive and of each member, against what went in. libarchive unpacks without a word while it passes over
 *         a member or looks for the next head; so it gets its input in slices, and is refused the next one beyond a limit. A zip whose members share
 *         their bytes goes in more often than it is long: then its length counts. */
#include "archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "kind.h"

enum { SLICE = 1 << 14, MEMBERS_MOST = 10000000 };
#define RATIO_GRACE ((uint64_t)64 << 20)

struct archive_source {
    struct article_source source;
    struct infile *file;
    const struct input_options *opts;
    struct archive *archive;
    struct article_source *inner; /* the articles of the current member */
    bool on_line, seekable, opened, over;
    uint64_t offset, fed, told;       /* in the file; bytes that libarchive got; of these, told of as taken */
    uint64_t given_out;               /* bytes of members */
    uint64_t mark_fed, mark_out;      /* when the member began */
    const char *data;                 /* of the member: what libarchive lent last, */
    size_t left;                      /* and what of it is not taken */
    size_t members, articles, others; /* regular files; what came of them; those that are no articles */
    char member[600];                 /* its name, fit to be printed */
    char why[200];                    /* a limit that was met */
    char said[200];                   /* of an error */
    struct archive_entry *entry;      /* the member that libarchive stands before, */
    int code;                         /* and how it came there; */
    bool waiting;                     /* it is not looked at yet, since a message goes first: */
    char lost[300];                   /* what was passed over */
    bool told_all;
    bool broken; /* a member's data ended in a fault that may be the archive's end too */
    char slice[SLICE];
};

/* ---- Limits -------------------------------------------------------------------------------------------------------------- */

static uint64_t unpacked(const struct archive_source *s)
{
    int64_t filtered = archive_filter_count(s->archive) > 1 ? archive_filter_bytes(s->archive, 0) : 0;
    return filtered > 0 && (uint64_t)filtered > s->given_out ? (uint64_t)filtered : s->given_out;
}

static bool over_ratio(uint64_t out, uint64_t in) { return out > RATIO_GRACE && out / MAX_RATIO > in; }

static bool within_limits(struct archive_source *s)
{
    uint64_t out = unpacked(s), in = s->file->size && s->file->size < s->fed ? s->file->size : s->fed;
    bool packed = out > in;
    if (*s->why) return false;
    if (packed && out > s->opts->max_unpacked)
        snprintf(s->why, sizeof s->why, "the archive unpacks to more than the %" PRIu64 " bytes that --max-unpacked allows; the rest is not read",
                 s->opts->max_unpacked);
    else if (over_ratio(out, in) || over_ratio(out - s->mark_out, s->fed - s->mark_fed))
        snprintf(s->why, sizeof s->why, "the archive unpacks to more than %d times its size; the rest is not read", MAX_RATIO);
    else if (s->members > MEMBERS_MOST)
        snprintf(s->why, sizeof s->why, "the archive has more than %d members; the rest is not read", MEMBERS_MOST);
    return !*s->why;
}

/* ---- What libarchive reads ----------------------------------------------------------------------------------------------- */

static la_ssize_t feed(struct archive *a, void *context, const void **bytes)
{
    struct archive_source *s = context;
    struct infile *f = s->file;
    if (s->opened && !within_limits(s)) {
        archive_set_error(a, EFBIG, "%s", s->why);
        return -1;
    }
    ptrdiff_t n;
    *bytes = s->slice;
    if (s->seekable) {
        do n = pread(f->fd, s->slice, SLICE, (off_t)s->offset);
        while (n < 0 && errno == EINTR);
        if (n < 0) archive_set_error(a, errno, "%s", strerror(errno));
    } else {
        n = infile_fill(f) ? (ptrdiff_t)(f->end - f->at < SLICE ? f->end - f->at : SLICE) : 0;
        *bytes = f->window + f->at;
        f->at += (size_t)n;
        if (!n && *f->failed) {
            archive_set_error(a, EIO, "%s", f->failed);
            return -1;
        }
    }
    s->offset += n > 0 ? (uint64_t)n : 0;
    s->fed += n > 0 ? (uint64_t)n : 0;
    return n;
}

static la_int64_t seek(struct archive *a, void *context, la_int64_t offset, int whence)
{
    struct archive_source *s = context;
    int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? (int64_t)s->offset : (int64_t)s->file->size;
    (void)a;
    if (offset < -from || offset > INT64_MAX - from) return ARCHIVE_FATAL;
    s->offset = (uint64_t)(from + offset);
    return from + offset;
}

static la_int64_t skip(struct archive *a, void *context, la_int64_t n)
{
    struct archive_source *s = context;
    (void)a;
    if (!s->seekable || n <= 0) return 0;
    uint64_t left = s->offset < s->file->size ? s->file->size - s->offset : 0;
    if ((uint64_t)n > left) n = (la_int64_t)left;
    s->offset += (uint64_t)n;
    s->fed += (uint64_t)n;
    return n;
}

static int open_archive(struct archive_source *s)
{
    struct archive *a = s->archive;
    archive_read_support_filter_gzip(a);
    archive_read_support_filter_bzip2(a);
    archive_read_support_filter_xz(a);
    archive_read_support_filter_zstd(a);
    archive_read_support_format_tar(a);
    archive_read_support_format_zip(a);
    archive_read_support_format_empty(a);
    archive_read_support_format_raw(a);
    archive_read_set_read_callback(a, feed);
    if (s->seekable) {
        archive_read_set_seek_callback(a, seek);
        archive_read_set_skip_callback(a, skip);
    }
    archive_read_set_callback_data(a, s);
    int code = archive_read_open1(a);
    s->opened = true;
    return code;
}

/* ---- A member's bytes ---------------------------------------------------------------------------------------------------- */

static const char *reason(struct archive_source *s)
{
    const char *said = *s->why ? s->why : archive_error_string(s->archive);
    return said && *said ? said : "the archive is damaged";
}

static ptrdiff_t read_member(void *context, void *to, size_t room, char *why, size_t why_room)
{
    struct archive_source *s = context;
    while (!s->left) {
        const void *data;
        la_int64_t at;
        int code = archive_read_data_block(s->archive, &data, &s->left, &at);
        if (code == ARCHIVE_EOF) return 0;
        s->given_out += code == ARCHIVE_OK ? s->left : 0;
        if (code != ARCHIVE_OK || !within_limits(s)) {
            s->left = 0;
            s->over = s->over || *s->why;
            s->broken = code == ARCHIVE_FATAL;
            snprintf(why, why_room, "%s", reason(s));
            return -1;
        }
        s->data = data;
    }
    size_t n = s->left < room ? s->left : room;
    memcpy(to, s->data, n);
    s->data += n;
    s->left -= n;
    return (ptrdiff_t)n;
}

/* ---- Members ------------------------------------------------------------------------------------------------------------- */

/* FILE!MEMBER, as the uri of an article that has no other; of a compressed file its path; NULL if there is nothing to tell. */
static char *address(const struct archive_source *s, const char *member)
{
    bool is_stdin = !strcmp(s->file->path, "-");
    if (!member) return is_stdin ? NULL : strdup(s->file->path);
    size_t room = strlen(s->file->path) + strlen(member) + 2;
    char *uri = malloc(room);
    if (uri) snprintf(uri, room, "%s%s%s", is_stdin ? "" : s->file->path, is_stdin ? "" : "!", member);
    return uri;
}

/* An article with an error, a note, or (both NULL) what is in *out already. */
static bool give(struct archive_source *s, struct article *out, const char *member, const char *error)
{
    if (error) {
        *out = (struct article){ .path = strdup(s->file->path), .member = member ? strdup(member) : NULL, .error = strdup(error) };
        s->articles++;
    } else if (s->inner && !out->note && !out->url && out->kind != ARTICLE_RECORD)
        out->url = address(s, out->member);
    uint64_t in = s->file->size && s->file->size < s->fed ? s->file->size : s->fed;
    out->taken = in > s->told ? in - s->told : 0;
    s->told += out->taken;
    return true;
}

/* Its name; what it holds of a path is kept as it is, since it is only shown. */
static void name_member(struct archive_source *s, struct archive_entry *entry)
{
    const char *name = archive_entry_pathname(entry);
    if (!name) name = archive_entry_pathname_utf8(entry);
    if (name && *name)
        snprintf(s->member, sizeof s->member, "%s", name);
    else
        snprintf(s->member, sizeof s->member, "member %zu", s->members);
}

static bool is_hidden(const char *member)
{
    const char *slash = strrchr(member, '/');
    return (slash ? slash[1] : member[0]) == '.' || !strncmp(member, "__MACOSX/", 9);
}

/* The articles of this member, NULL if it is none; *error: it should have been. name: what tells its kind. */
static struct article_source *member_source(struct archive_source *s, const char *name, bool raw, const char **error)
{
    enum input_from from = s->opts->from, said = kind_named(name);
    *error = NULL;
    if (kind_archive_named(name) && !raw) {
        *error = "an archive inside an archive is not opened";
        return NULL;
    }
    if (kind_is_for_machines(name)) return NULL;
    struct infile *f = infile_member(s->file->path, raw ? NULL : s->member, (struct infile_reader){ read_member, s });
    if (!f) {
        *error = "out of memory";
        return NULL;
    }
    if (said == FROM_AUTO && kind_container(f) != CONTAINER_NONE) *error = "an archive inside an archive is not opened";
    /* Of a name that says nothing, as a mirrored site's have it, only a page is taken; of a compressed file anything. */
    if (said == FROM_AUTO && !*error) said = kind_looked_at(f);
    if (said != FROM_HTML && kind_named(name) == FROM_AUTO && !raw) said = FROM_AUTO;
    if (said == FROM_AUTO && *f->failed && !*error) {
        snprintf(s->said, sizeof s->said, "%s", f->failed);
        *error = s->said;
    }
    if (*error || said == FROM_AUTO) {
        infile_close(f);
        return NULL;
    }
    if (from == FROM_AUTO) from = said;
    struct article_source *inner =
        from == FROM_JSONL ? lines_source(f, s->opts) : whole_source(f, s->opts, from == FROM_HTML ? ARTICLE_HTML : ARTICLE_TEXT);
    if (!inner) *error = "out of memory";
    return inner;
}

/* What may not be opened at all. NULL: nothing. */
static const char *refused(struct archive_source *s, struct archive_entry *entry)
{
    bool zip = (archive_format(s->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    int filters = archive_filter_count(s->archive) - 1;
    s->over = filters > 1 || (zip && filters);
    if (s->over) return zip ? "it is a zip file inside a compressed one, and not opened" : "it is compressed twice, and not opened";
    return archive_entry_is_data_encrypted(entry) ? "it is encrypted" : NULL;
}

/* The next head, as libarchive's code. Damaged heads of tar, for which each block of 512 bytes is tried in vain, become one message in s->lost. */
static int next_head(struct archive_source *s, struct archive_entry **entry)
{
    int64_t from = archive_filter_bytes(s->archive, 0), at;
    char why[100] = "";
    int code;
    do {
        at = archive_filter_bytes(s->archive, 0);
        code = archive_read_next_header(s->archive, entry);
        if (code == ARCHIVE_RETRY && !*why) snprintf(why, sizeof why, "%.99s", reason(s));
    } while (code == ARCHIVE_RETRY && within_limits(s));
    if (*why) snprintf(s->lost, sizeof s->lost, "byte %" PRId64 " of the tar file: %s; passed over up to byte %" PRId64, from, why, at);
    return code;
}

/* The member that libarchive stands before: its articles become s->inner, or its fault *out, and true. */
static bool enter_member(struct archive_source *s, struct archive_entry *entry, struct article *out)
{
    bool raw = archive_format(s->archive) == ARCHIVE_FORMAT_RAW;
    char bare[4096];
    s->mark_fed = s->fed;
    s->mark_out = unpacked(s);
    if ((!raw && archive_entry_filetype(entry) != AE_IFREG) || archive_entry_hardlink(entry)) return false;
    s->members++;
    name_member(s, entry);
    snprintf(bare, sizeof bare, "%s", raw ? s->file->path : s->member);
    if (raw) bare[strlen(bare) - kind_packed_ending(bare)] = '\0';
    const char *error = refused(s, entry);
    if (!error && (raw || !is_hidden(bare))) s->inner = member_source(s, bare, raw, &error);
    s->others += !s->inner && !error;
    return error && give(s, out, raw ? NULL : s->member, error);
}

/* To the next member that is an article, or whose fault is one: that in *out, and true. */
static bool next_member(struct archive_source *s, struct article *out)
{
    bool zip = s->entry && (archive_format(s->archive) & ARCHIVE_FORMAT_BASE_MASK) == ARCHIVE_FORMAT_ZIP;
    char rest[1 << 12], why[200];
    /* What libarchive would unpack to pass it over, without our looking at the limits. */
    if (zip && !s->seekable && !s->waiting && !s->over) {
        ptrdiff_t n;
        do n = read_member(s, rest, sizeof rest, why, sizeof why);
        while (n > 0);
        if (n < 0 && s->over) return give(s, out, s->member, why);
    }
    if (!s->waiting) s->code = next_head(s, &s->entry);
    s->left = 0;
    s->waiting = *s->lost;
    if (s->waiting) {
        /* The member behind it has its turn after the message. */
        give(s, out, NULL, s->lost);
        *s->lost = '\0';
        return true;
    }
    if (s->code == ARCHIVE_OK || s->code == ARCHIVE_WARN) {
        s->broken = false;
        return enter_member(s, s->entry, out);
    }
    s->over = true;
    if (s->broken && !*s->why) return false; /* has been said */
    return s->code != ARCHIVE_EOF && give(s, out, *s->why && s->members ? s->member : NULL, reason(s));
}

static bool give_note(struct archive_source *s, struct article *out)
{
    char note[200];
    s->told_all = true;
    if (!s->articles && s->on_line)
        return give(s, out, NULL, s->members ? "none of its members is a page, a text or JSON Lines" : "there is nothing in it");
    if (!s->others) return false;
    snprintf(note, sizeof note, "passed over: %zu of %zu members, which are neither pages nor texts nor JSON Lines", s->others, s->members);
    *out = (struct article){ .path = strdup(s->file->path), .note = strdup(note) };
    return give(s, out, NULL, NULL);
}

static bool next_of_archive(struct article_source *self, struct article *out)
{
    struct archive_source *s = (struct archive_source *)self;
    if (!s->opened && open_archive(s) != ARCHIVE_OK) {
        s->over = true;
        return give(s, out, NULL, reason(s));
    }
    while (s->inner || !s->over) {
        if (!s->inner) {
            if (next_member(s, out)) return true;
        } else if (s->inner->next(s->inner, out)) {
            s->articles++;
            return give(s, out, NULL, NULL);
        } else {
            s->inner->close(s->inner);
            s->inner = NULL;
        }
    }
    return !s->told_all && give_note(s, out);
}

static void close_archive(struct article_source *self)
{
    struct archive_source *s = (struct archive_source *)self;
    if (s->inner) s->inner->close(s->inner);
    archive_read_free(s->archive);
    infile_close(s->file);
    free(s);
}

struct article_source *archive_source(struct infile *f, const struct input_options *opts, bool on_line)
{
    struct archive_source *s = malloc(sizeof *s);
    struct archive *a = s ? archive_read_new() : NULL;
    if (!a) {
        free(s);
        infile_close(f);
        return NULL;
    }
    *s = (struct archive_source){ { next_of_archive, close_archive }, .file = f, .opts = opts, .archive = a, .on_line = on_line };
    s->seekable = f->size && strcmp(f->path, "-");
    return &s->source;
}
