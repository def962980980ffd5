/* warcfile.c: which records of a WARC file are articles.
 *
 *   response    of HTTP, with status 200 to 299: pages, texts
 *   resource    the same without HTTP
 *   conversion  texts that somebody made of pages (Common Crawl's WET files)
 *
 * Requests, metadata and the like belong to one of those; a revisit says that nothing has changed. A crawl is mostly images and scripts: they are
 * no errors, but counted. WARC-Date is when a page was fetched, and says nothing of when it was published. */
#include "warcfile.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "hearsay.h"
#include "kind.h"

enum other { OTHER_TYPE, OTHER_STATUS, OTHER_MEDIA, OTHER_EMPTY, OTHERS };

struct warc_source {
    struct article_source source;
    struct infile *file;
    const struct input_options *opts;
    hearsay_warc *warc;
    uint64_t offset, told; /* bytes read; of these, told of as taken */
    size_t given, others[OTHERS];
    bool over;
};

/* ---- Its bytes ----------------------------------------------------------------------------------------------------------- */

/* The window first: a pipe has been looked into. */
static ptrdiff_t read_on(void *context, void *to, size_t room)
{
    struct warc_source *w = context;
    struct infile *s = w->file;
    if (!infile_fill(s)) {
        errno = EIO;
        return *s->failed ? -1 : 0;
    }
    size_t n = s->end - s->at < room ? s->end - s->at : room;
    memcpy(to, s->window + s->at, n);
    s->at += n;
    w->offset += n;
    return (ptrdiff_t)n;
}

static ptrdiff_t read_at(void *context, uint64_t offset, void *to, size_t room)
{
    struct warc_source *w = context;
    ssize_t n;
    do n = pread(w->file->fd, to, room, (off_t)offset);
    while (n < 0 && errno == EINTR);
    if (n > 0 && offset + (uint64_t)n > w->offset) w->offset = offset + (uint64_t)n;
    return n;
}

/* ---- Its records --------------------------------------------------------------------------------------------------------- */

/* What the record is, before its body is read. False: no article, and counted. */
static bool is_article(struct warc_source *w, const hearsay_warc_record *r, enum article_kind *kind, bool *look)
{
    enum other other = OTHERS;
    const char *media = r->media_type ? r->media_type : "";
    bool conversion = !strcmp(r->type, "conversion");
    *look = !r->media_type;
    *kind = !strcmp(media, "text/html") || !strcmp(media, "application/xhtml+xml") ? ARTICLE_HTML : ARTICLE_TEXT;
    if (strcmp(r->type, "response") && strcmp(r->type, "resource") && !conversion)
        other = OTHER_TYPE;
    else if (r->status && (r->status < 200 || r->status > 299))
        other = OTHER_STATUS;
    else if (*kind == ARTICLE_TEXT && ((strcmp(media, "text/plain") && !*look) || (r->uri && kind_is_for_machines(r->uri))))
        other = OTHER_MEDIA;
    if (other == OTHERS) return true;
    w->others[other]++;
    return false;
}

static bool give(struct warc_source *w, struct article *out, const char *uri, const char *error)
{
    out->path = strdup(w->file->path);
    out->member = uri ? strdup(uri) : NULL;
    out->error = error ? strdup(error) : NULL;
    out->taken = w->offset - w->told;
    w->told = w->offset;
    return true;
}

/* The body becomes an article. False: there is none in it. */
static bool give_body(struct warc_source *w, const hearsay_warc_record *r, enum article_kind kind, bool look, struct article *out)
{
    const char *bytes;
    size_t len;
    hearsay_error err;
    hearsay_code code = hearsay_warc_body(w->warc, w->opts->max_bytes, &bytes, &len, &err);
    *out = (struct article){ .kind = kind };
    if (code == HEARSAY_E_TOO_LONG)
        snprintf(err.msg, sizeof err.msg, "the page is longer than the %zu bytes that --max-bytes allows", w->opts->max_bytes);
    if (code != HEARSAY_OK) return give(w, out, r->uri, err.msg);
    if (!len || (look && !hearsay_looks_like_html(bytes, len))) {
        w->others[len ? OTHER_MEDIA : OTHER_EMPTY]++;
        return false;
    }
    if (look) out->kind = ARTICLE_HTML;
    out->bytes = malloc(len);
    if (!out->bytes) return give(w, out, r->uri, "out of memory");
    memcpy(out->bytes, bytes, len);
    out->len = len;
    out->url = r->uri ? strdup(r->uri) : NULL;
    out->charset = r->charset ? strdup(r->charset) : NULL;
    out->fetched = r->date ? strdup(r->date) : NULL;
    w->given++;
    return give(w, out, r->uri, NULL);
}

/* What was passed over, once. */
static bool give_note(struct warc_source *w, struct article *out)
{
    static const char *const what[OTHERS] = {
        [OTHER_TYPE] = "requests, metadata and the like",
        [OTHER_STATUS] = "answers that are no success",
        [OTHER_MEDIA] = "neither pages nor texts",
        [OTHER_EMPTY] = "empty",
    };
    char note[300] = "";
    size_t n = 0;
    for (int i = 0; i < OTHERS; i++)
        if (w->others[i]) n += (size_t)snprintf(note + n, sizeof note - n, "%s%zu %s", n ? ", " : "passed over: ", w->others[i], what[i]);
    *out = (struct article){ 0 };
    if (!w->given) return give(w, out, NULL, n ? "there is no page or text among its records" : "there is no record in it");
    if (!n) return false;
    out->note = strdup(note);
    return give(w, out, NULL, NULL);
}

static bool next_record(struct article_source *self, struct article *out)
{
    struct warc_source *w = (struct warc_source *)self;
    while (!w->over) {
        const hearsay_warc_record *r;
        enum article_kind kind;
        hearsay_error err;
        bool look;
        if (hearsay_warc_next(w->warc, &r, &err) != HEARSAY_OK) {
            *out = (struct article){ 0 };
            w->given++;
            return give(w, out, NULL, err.code == HEARSAY_E_IO && *w->file->failed ? w->file->failed : err.msg);
        }
        w->over = !r;
        if (!r) return give_note(w, out);
        if (is_article(w, r, &kind, &look) && give_body(w, r, kind, look, out)) return true;
    }
    return false;
}

static void close_warc(struct article_source *self)
{
    struct warc_source *w = (struct warc_source *)self;
    hearsay_warc_close(w->warc);
    infile_close(w->file);
    free(w);
}

struct article_source *warc_source(struct infile *s, const struct input_options *opts)
{
    struct warc_source *w = malloc(sizeof *w);
    if (w) {
        *w = (struct warc_source){ { next_record, close_warc }, .file = s, .opts = opts };
        hearsay_warc_input input = { sizeof input, w, read_on, s->size && strcmp(s->path, "-") ? read_at : NULL };
        hearsay_warc_options how = HEARSAY_WARC_OPTIONS_INIT;
        how.max_unpacked = opts->max_unpacked;
        how.max_ratio = MAX_RATIO;
        w->warc = hearsay_warc_open_input(&input, &how, NULL);
        if (w->warc) return &w->source;
    }
    free(w);
    infile_close(s);
    return NULL;
}
