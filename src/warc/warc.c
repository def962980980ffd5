/* warc.c: the records of a WARC file (ISO 28500:2017), one after the other.
 *
 *   WARC/1.1 CRLF  fields  CRLF   [Content-Length bytes: the block]   CRLF CRLF   WARC/1.1 ...
 *                                  HTTP head, body                    (a gzip member's end, where each record has one)
 *
 * DAMAGE  A block may hold anything, a WARC record too, so heads inside it are not looked for as long as Content-Length holds. It is checked where
 *         the record begins if the file can be read anywhere, since what stands behind the block tells (block_end_holds()); else when the block is
 *         over. Only when something is wrong the next line that is a head is searched for; in gzip that is mostly the next member. What was lost is
 *         one fault.
 * TRIED   libarchive's WARC reader (3.6.2) lists no record whose URI ends in "/", knows no 1.1, and hands HTTP heads over as part of the file. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/character.h"
#include "base/error.h"
#include "base/versioned.h"
#include "warc/body.h"

struct hearsay_warc {
    struct stream stream;
    struct arena *arena; /* the strings of the record */
    struct arena_mark empty;
    struct head head, http;
    struct buffer line;
    struct block block;
    struct body body;
    hearsay_warc_record record;
    bool is_http, in_record, body_taken, over;
    char place[64]; /* of the record: "byte 812" */
    int fd;         /* of hearsay_warc_open(), else -1 */
};

/* ---- Faults -------------------------------------------------------------------------------------------------------------- */

/* Where the stream stands, in words. */
static void place_words(const struct stream *s, char *out, size_t room)
{
    if (s->gzip && !stream_at_member(s))
        snprintf(out, room, "byte %" PRIu64 " of what it unpacks to", stream_unpacked_offset(s));
    else
        snprintf(out, room, "byte %" PRIu64, stream_offset(s));
}

static bool is_head(const unsigned char *p, size_t n)
{
    return n >= 10 && !memcmp(p, "WARC/1.", 7) && p[7] >= '0' && p[7] <= '9' && (p[8] == '\r' || p[8] == '\n');
}

/* To the next line that is the first of a record. False: there is none. */
static bool find_head(struct stream *s)
{
    for (bool line_begins = true;;) {
        const unsigned char *p;
        size_t n;
        enum stream_state state = stream_peek(s, 10, &p, &n);
        if (state == STREAM_MEMBER_END) {
            state = stream_next_member(s);
            line_begins = true;
            if (state == STREAM_BYTES) continue;
        }
        if (state == STREAM_BROKEN) {
            if (!stream_recover(s)) return false;
            line_begins = true;
            continue;
        }
        if (state == STREAM_END) return false;
        if (line_begins && is_head(p, n)) return true;
        const unsigned char *feed = memchr(p, '\n', n);
        line_begins = feed != NULL;
        stream_take(s, feed ? (size_t)(feed + 1 - p) : n);
    }
}

/* The record is lost: goes to the next one, and says so. `why` may lie in the stream. */
static hearsay_code pass_over(struct hearsay_warc *w, hearsay_code code, const char *why, hearsay_error *err)
{
    char kept[160], next[64];
    snprintf(kept, sizeof kept, "%s", why);
    struct stream *s = &w->stream;
    w->in_record = false;
    bool found = !s->fatal && find_head(s);
    w->over = !found;
    place_words(s, next, sizeof next);
    if (found) return error_set(err, code, (size_t)w->record.at, "%s: %s; it goes on at %s", w->place, kept, next);
    if (s->fatal && s->code != code) return error_set(err, s->code, (size_t)w->record.at, "%s: %s; %s", w->place, kept, s->why);
    return error_set(err, code, (size_t)w->record.at, "%s: %s; %s", w->place, kept, s->fatal ? "the rest is not read" : "no record follows");
}

static hearsay_code no_memory(hearsay_error *err) { return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a WARC record"); }

/* The block ended before it should. */
static hearsay_code pass_over_cut(struct hearsay_warc *w, hearsay_error *err)
{
    char why[160];
    if (w->stream.state == STREAM_BROKEN && !w->block.cut) return pass_over(w, w->stream.code, w->stream.why, err);
    snprintf(why, sizeof why, "%s %" PRIu64 " bytes before the record's end, as its Content-Length has it",
             w->block.cut ? "another begins" : "the file ends", w->block.left);
    return pass_over(w, HEARSAY_E_ARCHIVE, why, err);
}

/* ---- Behind the block ------------------------------------------------------------------------------------------------------ */

/* Can what stands behind a block be its end? Two CRLF should; a record that begins there, the end of the file or something in the place of the
 * two CRLF will do. */
static bool is_block_end(const char *p, size_t n)
{
    size_t feeds = 0;
    if (n >= 4 && !memcmp(p, "\r\n\r\n", 4)) return true;
    while (feeds < n && (p[feeds] == '\r' || p[feeds] == '\n')) feeds++;
    if (feeds == n || (n - feeds >= 7 && !memcmp(p + feeds, "WARC/1.", 7))) return true;
    return n >= 11 && !memcmp(p + 4, "WARC/1.", 7);
}

/* Whether the Content-Length is right, before anything of the block is read; true where that cannot be known. */
static bool block_end_holds(struct hearsay_warc *w, char *why, size_t room)
{
    char p[13]; /* with the block's last byte, which tells a file that ends there from one that ended before */
    uint64_t length = w->record.length;
    size_t n = stream_look_ahead(&w->stream, length ? length - 1 : 0, p, length ? sizeof p : sizeof p - 1);
    if (n == SIZE_MAX) return true;
    if (length && !n) {
        snprintf(why, room, "the file ends inside this record, whose Content-Length is %" PRIu64, length);
        return false;
    }
    if (is_block_end(p + (length > 0), n - (length > 0))) return true;
    snprintf(why, room, "its Content-Length, %" PRIu64 ", leads to no record's end", length);
    return false;
}

/* Takes what is left of the record; then it is known whether it was whole. */
static hearsay_code leave_record(struct hearsay_warc *w, hearsay_error *err)
{
    struct stream *s = &w->stream;
    const unsigned char *p;
    size_t n, feeds = 0;
    w->in_record = false;
    if (w->block.left && !w->block.cut && stream_jump(s, w->block.left)) w->block.left = 0;
    while (w->block.left) {
        if (block_peek(&w->block, 1, &p, &n) != STREAM_BYTES) return pass_over_cut(w, err);
        block_take(&w->block, n);
    }
    /* The two CRLF, and one look further: a gzip member that ends here has shown its checksum then. */
    enum stream_state state;
    while ((state = stream_peek(s, 1, &p, &n)) == STREAM_BYTES && feeds < 4 && (*p == '\r' || *p == '\n')) {
        stream_take(s, 1);
        feeds++;
    }
    if (state == STREAM_BROKEN) return pass_over(w, s->code, s->why, err);
    if (state != STREAM_BYTES || feeds || (s->input.read_at && !s->gzip)) return HEARSAY_OK;
    if (stream_peek(s, 7, &p, &n) == STREAM_BYTES && n >= 7 && !memcmp(p, "WARC/1.", 7)) return HEARSAY_OK;
    char why[160];
    snprintf(why, sizeof why, "its Content-Length, %" PRIu64 ", leads to no record's end", w->record.length);
    return pass_over(w, HEARSAY_E_ARCHIVE, why, err);
}

/* ---- Heads --------------------------------------------------------------------------------------------------------------- */

enum head_end { HEAD_WHOLE, HEAD_CUT, HEAD_LONG, HEAD_NOMEM };

/* The lines up to the empty one. CUT: the block or the stream is over before it. */
static enum head_end read_head(struct hearsay_warc *w, struct head *h, struct block *b)
{
    size_t total = 0;
    h->text.len = 0;
    h->text.failed = false;
    for (;;) {
        const unsigned char *p, *feed = NULL;
        size_t n;
        w->line.len = 0;
        while (!feed) {
            if (block_peek(b, 1, &p, &n) != STREAM_BYTES) return HEAD_CUT;
            feed = memchr(p, '\n', n);
            if (feed) n = (size_t)(feed + 1 - p);
            buffer_bytes(&w->line, (const char *)p, n);
            block_take(b, n);
            total += n;
            if (w->line.failed) {
                buffer_free(&w->line);
                return HEAD_NOMEM;
            }
            if (total > HEAD_MOST) return HEAD_LONG;
        }
        if (head_add_line(h, w->line.at, w->line.len)) return HEAD_WHOLE;
        if (h->text.failed) return HEAD_NOMEM;
    }
}

/* A field's value in the arena, NULL where there is none. False: out of memory. */
static bool copy_field(struct hearsay_warc *w, const char *name, const char **out)
{
    size_t len;
    const char *s = head_value(&w->head, name, &len);
    if (s && len > 1 && s[0] == '<' && s[len - 1] == '>') {
        s++; /* 1.0's grammar puts a URI in angle brackets; what was meant are those of the grammar */
        len -= 2;
    }
    *out = s && len ? arena_strdup(w->arena, s, len) : NULL;
    return *out || !s || !len;
}

/* Decimal digits, at most 2^63 - 1. */
static bool read_length(const char *s, size_t len, uint64_t *out)
{
    *out = 0;
    for (size_t i = 0; i < len; i++) {
        if (s[i] < '0' || s[i] > '9' || *out > (INT64_MAX - (uint64_t)(s[i] - '0')) / 10) return false;
        *out = *out * 10 + (uint64_t)(s[i] - '0');
    }
    return len > 0;
}

/* The record's fields. NULL, or what is wrong with them; *no_room: there was no memory. */
static const char *read_fields(struct hearsay_warc *w, bool *no_room)
{
    hearsay_warc_record *r = &w->record;
    const char *segment;
    size_t len = 0;
    *no_room = !copy_field(w, "warc-type", &r->type) || !copy_field(w, "warc-target-uri", &r->uri) || !copy_field(w, "warc-date", &r->date) ||
               !copy_field(w, "warc-segment-number", &segment);
    if (*no_room) return NULL;
    r->truncated = segment || head_value(&w->head, "warc-truncated", &len);
    const char *length = head_value(&w->head, "content-length", &len);
    if (!length) return "it has no Content-Length";
    if (!read_length(length, len, &r->length)) return "its Content-Length is no number of bytes";
    if (!r->type) return "it has no WARC-Type";
    for (char *c = (char *)r->type; *c; c++) *c = ascii_lower(*c);
    return NULL;
}

static unsigned read_status(const struct head *http)
{
    size_t len;
    const char *line = head_first(http, &len), *space = memchr(line, ' ', len), *end = line + len;
    unsigned status = 0;
    while (space && space < end && *space == ' ') space++;
    for (int i = 0; i < 3; i++, space++) {
        if (!space || space >= end || *space < '0' || *space > '9') return 0;
        status = status * 10 + (unsigned)(*space - '0');
    }
    return status;
}

/* The media type, and of a response the HTTP head before it. */
static hearsay_code read_media(struct hearsay_warc *w, hearsay_error *err)
{
    hearsay_warc_record *r = &w->record;
    const unsigned char *p;
    size_t len = 0, n = 0;
    const char *type = head_value(&w->head, "content-type", &len);
    bool says_http = type && ascii_starts(type, len, "application/http");
    w->is_http =
        !strcmp(r->type, "response") && (says_http || !type) && block_peek(&w->block, 5, &p, &n) == STREAM_BYTES && n >= 5 && !memcmp(p, "HTTP/", 5);
    if (w->is_http) {
        enum head_end end = read_head(w, &w->http, &w->block);
        if (end == HEAD_NOMEM) return no_memory(err);
        if (end == HEAD_LONG)
            return error_set(err, HEARSAY_E_ARCHIVE, (size_t)r->at, "%s: the HTTP head is longer than %d bytes", w->place, HEAD_MOST);
        if (end == HEAD_CUT && (w->block.left || w->block.cut)) return pass_over_cut(w, err);
        r->status = read_status(&w->http);
        type = head_value(&w->http, "content-type", &len);
    }
    if (!type || (says_http && !w->is_http)) type = head_value(&w->head, "warc-identified-payload-type", &len);
    return media_type_read(w->arena, type, len, &r->media_type, &r->charset) ? HEARSAY_OK : no_memory(err);
}

/* ---- The reader ---------------------------------------------------------------------------------------------------------- */

/* Over the line ends between records, to the first byte of one. */
static enum stream_state to_record(struct stream *s)
{
    const unsigned char *p;
    size_t n;
    enum stream_state state;
    for (;;) {
        state = stream_peek(s, 1, &p, &n);
        if (state == STREAM_MEMBER_END)
            state = stream_next_member(s);
        else if (state != STREAM_BYTES || (*p != '\r' && *p != '\n'))
            return state;
        else
            stream_take(s, 1);
        if (state != STREAM_BYTES) return state;
    }
}

hearsay_code hearsay_warc_next(hearsay_warc *w, const hearsay_warc_record **out, hearsay_error *err)
{
    struct stream *s = &w->stream;
    const unsigned char *p;
    size_t n;
    *out = NULL;
    if (w->in_record) {
        hearsay_code code = leave_record(w, err);
        if (code != HEARSAY_OK) return code;
    }
    if (w->over) return HEARSAY_OK;
    arena_release(w->arena, w->empty);
    w->record = (hearsay_warc_record){ 0 };
    if (!s->begun) stream_begin(s);

    enum stream_state state = to_record(s);
    w->record.at = stream_offset(s);
    place_words(s, w->place, sizeof w->place);
    w->over = state == STREAM_END;
    if (w->over) return HEARSAY_OK;
    if (state == STREAM_BROKEN) return pass_over(w, s->code, s->why, err);
    stream_mark(s);
    if (stream_peek(s, 7, &p, &n) != STREAM_BYTES || n < 7 || memcmp(p, "WARC/1.", 7)) {
        bool other = n >= 6 && !memcmp(p, "WARC/", 5);
        return pass_over(w, HEARSAY_E_ARCHIVE, other ? "a record of another version than WARC/1.0 and 1.1" : "no WARC record begins here", err);
    }
    w->block = (struct block){ s, UINT64_MAX, false, false };
    enum head_end end = read_head(w, &w->head, &w->block);
    if (end == HEAD_NOMEM) return no_memory(err);
    if (end == HEAD_CUT && s->state == STREAM_BROKEN) return pass_over(w, s->code, s->why, err);
    if (end != HEAD_WHOLE)
        return pass_over(w, HEARSAY_E_ARCHIVE, end == HEAD_CUT ? "the head of this record has no end" : "the head of this record is too long", err);
    char why[160];
    bool no_room;
    const char *wrong = read_fields(w, &no_room);
    if (no_room) return no_memory(err);
    if (!wrong && !block_end_holds(w, why, sizeof why)) wrong = why;
    if (wrong) return pass_over(w, HEARSAY_E_ARCHIVE, wrong, err);
    w->block = (struct block){ s, w->record.length, false, false };
    w->in_record = true;
    w->body_taken = false;
    hearsay_code code = read_media(w, err);
    if (code == HEARSAY_OK) *out = &w->record;
    return code;
}

hearsay_code hearsay_warc_body(hearsay_warc *w, size_t max, const char **bytes, size_t *len, hearsay_error *err)
{
    if (!w->in_record || w->body_taken) return error_set(err, HEARSAY_E_ARGUMENT, 0, "there is no record whose body could be read");
    struct stream *s = &w->stream;
    hearsay_error inner;
    w->body_taken = true;
    hearsay_code code = body_read(&w->body, &w->block, w->is_http ? &w->http : NULL, w->record.truncated, max, &inner);
    if (code != HEARSAY_OK && (w->block.lost || s->fatal)) return pass_over(w, code, inner.msg, err);
    if (code != HEARSAY_OK) return error_set(err, code, inner.at, "%s", inner.msg);
    code = leave_record(w, err);
    if (code != HEARSAY_OK) return code;
    *bytes = w->body.bytes.len ? w->body.bytes.at : "";
    *len = w->body.bytes.len;
    return HEARSAY_OK;
}

/* ---- Opening ------------------------------------------------------------------------------------------------------------- */

hearsay_warc *hearsay_warc_open_input(const hearsay_warc_input *input, const hearsay_warc_options *opts, hearsay_error *err)
{
    hearsay_warc_options known = HEARSAY_WARC_OPTIONS_INIT;
    hearsay_warc_input from = { .size = sizeof from };
    if (!versioned_copy(&known, sizeof known, opts) || !known.max_ratio || !input || !versioned_copy(&from, sizeof from, input) ||
        !(from.read || from.read_at)) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, "the input has no function to read with, or the options no size or no ratio");
        return NULL;
    }
    struct hearsay_warc *w = calloc(1, sizeof *w);
    struct arena *arena = w ? arena_new(0) : NULL;
    if (!arena) {
        free(w);
        no_memory(err);
        return NULL;
    }
    w->arena = arena;
    w->empty = arena_mark(arena);
    w->stream.input = from;
    w->stream.max_unpacked = known.max_unpacked;
    w->stream.max_ratio = known.max_ratio;
    w->fd = -1;
    return w;
}

static ptrdiff_t read_fd(void *context, void *to, size_t room)
{
    ssize_t n;
    do n = read(*(int *)context, to, room);
    while (n < 0 && errno == EINTR);
    return n;
}

static ptrdiff_t read_fd_at(void *context, uint64_t offset, void *to, size_t room)
{
    ssize_t n;
    if (offset > INT64_MAX) return 0;
    do n = pread(*(int *)context, to, room, (off_t)offset);
    while (n < 0 && errno == EINTR);
    return n;
}

hearsay_warc *hearsay_warc_open(const char *path, const hearsay_warc_options *opts, hearsay_error *err)
{
    struct stat is;
    int fd = path ? open(path, O_RDONLY | O_CLOEXEC) : -1;
    if (fd < 0 || fstat(fd, &is)) {
        error_set(err, path ? HEARSAY_E_IO : HEARSAY_E_ARGUMENT, 0, "%.150s: %s", path ? path : "NULL", path ? strerror(errno) : "no path");
        if (fd >= 0) close(fd);
        return NULL;
    }
    hearsay_warc_input input = { sizeof input, NULL, read_fd, S_ISREG(is.st_mode) ? read_fd_at : NULL };
    struct hearsay_warc *w = hearsay_warc_open_input(&input, opts, err);
    if (!w) {
        close(fd);
        return NULL;
    }
    w->fd = fd;
    w->stream.input.context = &w->fd;
    return w;
}

void hearsay_warc_close(hearsay_warc *w)
{
    if (!w) return;
    stream_end(&w->stream);
    body_free(&w->body);
    buffer_free(&w->head.text);
    buffer_free(&w->http.text);
    buffer_free(&w->line);
    arena_free(w->arena);
    if (w->fd >= 0) close(w->fd);
    free(w);
}
