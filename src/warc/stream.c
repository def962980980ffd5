/* stream.c: windows over a file and over what its gzip members hold.
 *
 * A member's end is a state of its own, since it tells where a record ends whatever the record's Content-Length says. Some writers cut the whole file
 * into members without regard to records (bgzip): who reads decides whether a record goes on behind it.
 *
 * After a damaged member the next is searched for by its magic number; a candidate counts only if it unpacks to "WARC/1.", so chance finds in
 * compressed data are passed over. A damaged member may have swallowed the heads of those behind it before the fault showed, so the search
 * begins one byte behind the damaged member's own head; what is read a second time for that is bounded over the file, or heads nested in each
 * other would make it quadratic. */
#include "warc/stream.h"

#include <errno.h>
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

/* A ratio says nothing of little text: 64 MiB are unpacked in a fraction of a second. */
#define RATIO_GRACE ((uint64_t)64 << 20)
#define REREAD_MOST ((uint64_t)64 << 20)
enum { PROBE_BYTES = 4096 }; /* of a candidate: enough for gzip's head with a name, and the first bytes of deflate */

__attribute__((format(printf, 4, 5))) static enum stream_state broken(struct stream *s, bool fatal, hearsay_code code, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(s->why, sizeof s->why, format, args);
    va_end(args);
    s->fatal = fatal;
    s->code = code;
    return s->state = STREAM_BROKEN;
}

/* ---- Raw bytes ----------------------------------------------------------------------------------------------------------- */

static void compact(struct window *w)
{
    memmove(w->bytes, w->bytes + w->at, w->end - w->at);
    w->end -= w->at;
    w->at = 0;
}

/* Adds to the raw window; false: the file is over or cannot be read, or the window is full. What was taken is forgotten as late as can be, so that
 * a pipe too can recover a little way back. */
static bool raw_more(struct stream *s)
{
    if (s->raw_over || s->fatal) return false;
    if (s->raw.end == STREAM_WINDOW) {
        if (!s->raw.at) return false;
        s->raw_from += s->raw.at;
        compact(&s->raw);
    }
    size_t room = STREAM_WINDOW - s->raw.end;
    unsigned char *to = s->raw.bytes + s->raw.end;
    ptrdiff_t n =
        s->input.read_at ? s->input.read_at(s->input.context, s->raw_from + s->raw.end, to, room) : s->input.read(s->input.context, to, room);
    if (n < 0) broken(s, true, HEARSAY_E_IO, "the file cannot be read: %s", strerror(errno));
    s->raw_over = n <= 0;
    s->raw.end += n > 0 ? (size_t)n : 0;
    return n > 0;
}

static size_t raw_left(const struct stream *s) { return s->raw.end - s->raw.at; }

static uint64_t raw_offset(const struct stream *s) { return s->raw_from + s->raw.at; }

/* At least n bytes in the raw window, n <= PROBE_BYTES; less only at the end of the file. */
static size_t raw_want(struct stream *s, size_t n)
{
    while (raw_left(s) < n && raw_more(s)) continue;
    return raw_left(s);
}

/* Goes back as far as it can and may, at most to the offset. */
static void raw_rewind(struct stream *s, uint64_t offset)
{
    if (offset >= raw_offset(s)) return;
    if (offset >= s->raw_from) {
        s->raw.at = (size_t)(offset - s->raw_from);
    } else if (s->input.read_at && raw_offset(s) - offset <= s->reread_left) {
        s->reread_left -= raw_offset(s) - offset;
        s->raw_from = offset;
        s->raw.at = s->raw.end = 0;
        s->raw_over = false;
    }
}

/* ---- Limits -------------------------------------------------------------------------------------------------------------- */

static bool over_ratio(uint64_t unpacked, uint64_t raw, unsigned ratio) { return unpacked > RATIO_GRACE && unpacked / ratio > raw; }

bool stream_account(struct stream *s, uint64_t n)
{
    s->unpacked += n;
    /* Recovering goes back, at most to before the mark. */
    uint64_t raw = raw_offset(s), since = raw > s->mark_raw ? raw - s->mark_raw : 0;
    if (s->unpacked > s->max_unpacked)
        broken(s, true, HEARSAY_E_ARCHIVE, "it unpacks to more than the %" PRIu64 " bytes that are allowed", s->max_unpacked);
    else if (over_ratio(s->unpacked, raw, s->max_ratio) || over_ratio(s->unpacked - s->mark_unpacked, since, s->max_ratio))
        broken(s, true, HEARSAY_E_ARCHIVE, "it unpacks to more than %u times its size", s->max_ratio);
    return !s->fatal;
}

void stream_mark(struct stream *s)
{
    s->mark_raw = raw_offset(s);
    s->mark_unpacked = s->unpacked;
}

/* ---- gzip ---------------------------------------------------------------------------------------------------------------- */

/* CM is 8, the reserved flags are 0 (RFC 1952, 2.3.1). */
static bool begins_member(const unsigned char *p, size_t n) { return n >= 4 && p[0] == 0x1f && p[1] == 0x8b && p[2] == 8 && !(p[3] & 0xe0); }

/* Unpacks into the output window, which has room; sets the state where no bytes came. */
static void inflate_more(struct stream *s)
{
    for (;;) {
        if (!raw_left(s) && !raw_more(s)) {
            if (s->state != STREAM_BROKEN) broken(s, false, HEARSAY_E_ARCHIVE, "the file ends inside a gzip member");
            return;
        }
        s->z.next_in = s->raw.bytes + s->raw.at;
        s->z.avail_in = (uInt)raw_left(s);
        s->z.next_out = s->out.bytes + s->out.end;
        s->z.avail_out = (uInt)(STREAM_WINDOW - s->out.end);
        uInt room = s->z.avail_out;
        int code = inflate(&s->z, Z_NO_FLUSH);
        size_t made = room - s->z.avail_out;
        s->raw.at = s->raw.end - s->z.avail_in;
        s->out.end += made;
        if (!stream_account(s, made)) return;
        if (code == Z_STREAM_END)
            s->state = STREAM_MEMBER_END;
        else if (code == Z_MEM_ERROR)
            broken(s, false, HEARSAY_E_NOMEM, "out of memory for unpacking");
        else if (code != Z_OK && code != Z_BUF_ERROR)
            broken(s, false, HEARSAY_E_ARCHIVE, "the gzip member is damaged: %s", s->z.msg ? s->z.msg : "it asks for a dictionary");
        if (made || s->state != STREAM_BYTES) return;
    }
}

enum stream_state stream_next_member(struct stream *s)
{
    /* Tapes and careless writers pad with zeros. */
    while (raw_want(s, 1) && !s->raw.bytes[s->raw.at]) s->raw.at++;
    if (s->state == STREAM_BROKEN && s->fatal) return s->state;
    s->member_at = raw_offset(s);
    s->out_from += s->out.at;
    s->out.at = s->out.end = 0;
    s->member_from = s->out_from;
    size_t n = raw_want(s, 4);
    if (!n) return s->state = s->fatal ? STREAM_BROKEN : STREAM_END;
    if (!begins_member(s->raw.bytes + s->raw.at, n)) return broken(s, false, HEARSAY_E_ARCHIVE, "no gzip member begins here");
    if (inflateReset(&s->z) != Z_OK) return broken(s, true, HEARSAY_E_NOMEM, "out of memory for unpacking");
    return s->state = STREAM_BYTES;
}

/* Does the member at the raw window's place unpack to the beginning of a record? */
static bool begins_record(struct stream *s)
{
    unsigned char head[7];
    if (inflateReset(&s->z) != Z_OK) return false;
    s->z.next_in = s->raw.bytes + s->raw.at;
    s->z.avail_in = (uInt)raw_left(s);
    s->z.next_out = head;
    s->z.avail_out = sizeof head;
    int code = inflate(&s->z, Z_SYNC_FLUSH);
    return (code == Z_OK || code == Z_STREAM_END) && !s->z.avail_out && !memcmp(head, "WARC/1.", 7);
}

bool stream_recover(struct stream *s)
{
    if (!s->gzip || s->fatal) return false;
    s->out_from += s->out.end;
    s->out.at = s->out.end = 0;
    raw_rewind(s, s->member_at + 1);
    while (raw_want(s, PROBE_BYTES) >= 4) {
        const unsigned char *from = s->raw.bytes + s->raw.at, *magic = memchr(from, 0x1f, raw_left(s));
        s->raw.at = magic ? (size_t)(magic - s->raw.bytes) : s->raw.end;
        if (!magic || raw_want(s, PROBE_BYTES) < 4) continue;
        if (begins_member(s->raw.bytes + s->raw.at, raw_left(s)) && begins_record(s)) return stream_next_member(s) == STREAM_BYTES;
        s->raw.at++;
    }
    s->raw.at = s->raw.end;
    s->member_at = raw_offset(s);
    if (!s->fatal) s->state = STREAM_END;
    return false;
}

/* ---- What the reader sees -------------------------------------------------------------------------------------------------- */

void stream_begin(struct stream *s)
{
    s->begun = true;
    s->reread_left = REREAD_MOST;
    s->gzip = raw_want(s, 4) && begins_member(s->raw.bytes, raw_left(s));
    if (!s->gzip) return;
    s->z_ready = inflateInit2(&s->z, 15 + 16) == Z_OK;
    if (s->z_ready)
        stream_next_member(s);
    else
        broken(s, true, HEARSAY_E_NOMEM, "out of memory for unpacking");
}

void stream_end(struct stream *s)
{
    if (s->z_ready) inflateEnd(&s->z);
    s->z_ready = false;
}

enum stream_state stream_peek(struct stream *s, size_t want, const unsigned char **bytes, size_t *n)
{
    struct window *w = s->gzip ? &s->out : &s->raw;
    while (w->end - w->at < want && s->state == STREAM_BYTES) {
        if (s->gzip) {
            s->out_from += w->at;
            compact(w);
            inflate_more(s);
        } else if (!raw_more(s) && s->state == STREAM_BYTES) {
            s->state = STREAM_END;
        }
    }
    *bytes = w->bytes + w->at;
    *n = w->end - w->at;
    return *n ? STREAM_BYTES : s->state;
}

void stream_take(struct stream *s, size_t n) { *(s->gzip ? &s->out.at : &s->raw.at) += n; }

bool stream_jump(struct stream *s, uint64_t n)
{
    if (s->gzip || !s->input.read_at) return false;
    if (n <= raw_left(s)) {
        s->raw.at += (size_t)n;
    } else {
        s->raw_from = raw_offset(s) + n;
        s->raw.at = s->raw.end = 0;
    }
    return true;
}

size_t stream_look_ahead(struct stream *s, uint64_t n, void *to, size_t room)
{
    if (s->gzip || !s->input.read_at) return SIZE_MAX;
    if (n <= raw_left(s) && room <= raw_left(s) - n) {
        memcpy(to, s->raw.bytes + s->raw.at + n, room);
        return room;
    }
    ptrdiff_t got = s->input.read_at(s->input.context, raw_offset(s) + n, to, room);
    return got < 0 ? SIZE_MAX : (size_t)got;
}

uint64_t stream_offset(const struct stream *s) { return s->gzip ? s->member_at : raw_offset(s); }

uint64_t stream_unpacked_offset(const struct stream *s) { return s->out_from + s->out.at; }

bool stream_at_member(const struct stream *s) { return s->gzip && stream_unpacked_offset(s) == s->member_from; }
