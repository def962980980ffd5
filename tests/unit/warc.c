/* WARC files: what is read of them, from a file and through a pipe that gives a byte at a time; what is passed over, and where it goes on. */
#include "unit.h"

#include <zlib.h>

#include "hearsay.h"
#include "write/buffer.h"

/* ---- Files --------------------------------------------------------------------------------------------------------------- */

static void add(struct buffer *b, const char *s) { buffer_string(b, s); }

/* A record; extra: more fields, each with its line end. */
static void record(struct buffer *b, const char *type, const char *uri, const char *media, const char *extra, const char *block, size_t len)
{
    char head[400];
    snprintf(head, sizeof head, "WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nContent-Type: %s\r\n%sContent-Length: %zu\r\n\r\n", type, uri,
             media, extra, len);
    add(b, head);
    buffer_bytes(b, block, len);
    add(b, "\r\n\r\n");
}

static void response(struct buffer *b, const char *uri, const char *http_fields, const char *body, size_t len)
{
    struct buffer block = { 0 };
    add(&block, "HTTP/1.1 200 OK\r\n");
    add(&block, http_fields);
    add(&block, "\r\n");
    buffer_bytes(&block, body, len);
    record(b, "response", uri, "application/http; msgtype=response", "", block.at, block.len);
    buffer_free(&block);
}

/* One gzip member; level 0 stores. */
static void gzip(struct buffer *out, const char *in, size_t len, int bits)
{
    z_stream z = { .next_in = (unsigned char *)in, .avail_in = (uInt)len };
    size_t room = len + len / 100 + 300;
    unsigned char *packed = malloc(room);
    assert_non_null(packed);
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, bits, 8, Z_DEFAULT_STRATEGY), Z_OK);
    z.next_out = packed;
    z.avail_out = (uInt)room;
    assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
    buffer_bytes(out, (char *)packed, z.total_out);
    deflateEnd(&z);
    free(packed);
}

/* ---- Reading them -------------------------------------------------------------------------------------------------------- */

struct file {
    const char *bytes;
    size_t len, at, step;
};

static ptrdiff_t read_file(void *context, void *to, size_t room)
{
    struct file *f = context;
    size_t n = f->len - f->at < room ? f->len - f->at : room;
    if (n > f->step) n = f->step;
    memcpy(to, f->bytes + f->at, n);
    f->at += n;
    return (ptrdiff_t)n;
}

static ptrdiff_t read_file_at(void *context, uint64_t offset, void *to, size_t room)
{
    struct file *f = context;
    size_t from = offset < f->len ? (size_t)offset : f->len, n = f->len - from < room ? f->len - from : room;
    memcpy(to, f->bytes + from, n);
    return (ptrdiff_t)n;
}

enum { MAX_BODY = 1000 };

/* A line a record, "type uri status media charset: body", or "! fault"; a body that fails is a line of its own behind its record's. step 0: as a file
 * that can be read anywhere, else as a pipe. */
static char *log_of(const char *bytes, size_t len, size_t step, const hearsay_warc_options *opts)
{
    struct file f = { bytes, len, 0, step };
    hearsay_warc_input input = { sizeof input, &f, read_file, step ? NULL : read_file_at };
    hearsay_error err;
    hearsay_warc *w = hearsay_warc_open_input(&input, opts, &err);
    assert_non_null(w);
    struct buffer out = { 0 };
    for (int calls = 0;; calls++) {
        const hearsay_warc_record *r;
        const char *body;
        char line[600];
        size_t n;
        assert_true(calls < 10000);
        if (hearsay_warc_next(w, &r, &err) != HEARSAY_OK) {
            assert_null(r);
            snprintf(line, sizeof line, "! %s\n", err.msg);
            add(&out, line);
            continue;
        }
        if (!r) break;
        snprintf(line, sizeof line, "%s %s %u %s %s: ", r->type, r->uri ? r->uri : "-", r->status, r->media_type ? r->media_type : "-",
                 r->charset ? r->charset : "-");
        add(&out, line);
        if (hearsay_warc_body(w, MAX_BODY, &body, &n, &err) == HEARSAY_OK)
            buffer_bytes(&out, body, n);
        else
            snprintf(line, sizeof line, "\n! %s", err.msg), add(&out, line);
        add(&out, "\n");
        assert_int_equal(hearsay_warc_body(w, MAX_BODY, &body, &n, NULL), HEARSAY_E_ARGUMENT);
    }
    const hearsay_warc_record *r;
    assert_int_equal(hearsay_warc_next(w, &r, NULL), HEARSAY_OK);
    assert_null(r);
    hearsay_warc_close(w);
    buffer_char(&out, '\0');
    return out.at;
}

/* At the end of its allocation, so that ASan sees a byte too far. */
static void expect(int line, const char *bytes, size_t len, const char *file, const char *pipe)
{
    static const size_t steps[] = { 0, 1, 7, 65536 };
    char *copy = malloc(len ? len : 1);
    assert_non_null(copy);
    memcpy(copy, bytes, len);
    for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
        const char *want = steps[i] ? pipe : file;
        char *got = log_of(copy, len, steps[i], NULL);
        if (strcmp(got, want)) fail_msg("row of line %d, step %zu:\n%s-- expected:\n%s", line, steps[i], got, want);
        free(got);
    }
    free(copy);
}

static void expect_both(int line, struct buffer *b, const char *want)
{
    expect(line, b->at ? b->at : "", b->len, want, want);
    buffer_free(b);
}

/* ---- Heads --------------------------------------------------------------------------------------------------------------- */

#define HTTP "Content-Type: application/http\r\n"
#define FOLLOWS "WARC/1.1\r\nWARC-Type: resource\r\nWARC-Target-URI: u:z\r\nContent-Type: text/plain\r\nContent-Length: 1\r\n\r\nz\r\n\r\n"
#define FOLLOWED "resource u:z 0 text/plain -: z\n"

static void test_heads(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *want;
    } rows[] = {
        { __LINE__, "", "" },
        { __LINE__, "\r\n\r\n", "" },
        { __LINE__, FOLLOWS FOLLOWS, FOLLOWED FOLLOWED },
        /* LF only, folded, upper case, white space, a URI in angle brackets, no length of anything behind it */
        { __LINE__,
          "WARC/1.0\nWARC-TYPE:Conversion\nwarc-target-uri :  <http://a/?b=c:d>\t\nCONTENT-type: Text/HTML;\n  a=b;\n\t charset=\"UTF-8\"\n"
          "content-LENGTH: 2\n\nab\n\n" FOLLOWS,
          "conversion http://a/?b=c:d 0 text/html UTF-8: ab\n" FOLLOWED },
        { __LINE__,
          "WARC/1.0\r\nWARC-Type: response\r\n" HTTP "Content-Length: 99\r\n\r\nHTTP/1.0 404 No\nCONTENT-TYPE: text/html; charset='latin1'\nX: y\n"
          "\tz\nContent-Type: no/no\n\n<p>Gone.</p>\r\n\r\n" FOLLOWS,
          "response - 404 text/html latin1: <p>Gone.</p>\n" FOLLOWED },
        /* an HTTP response without head's end, without head, without anything */
        { __LINE__, "WARC/1.0\r\nWARC-Type: response\r\n" HTTP "Content-Length: 19\r\n\r\nHTTP/1.1 200 OK\r\nA:\r\n\r\n" FOLLOWS,
          "response - 200 - -: \n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nWARC-Type: response\r\n" HTTP "Content-Length: 4\r\n\r\n<p>x\r\n\r\n" FOLLOWS, "response - 0 - -: <p>x\n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nWARC-Type: response\r\n" HTTP "Content-Length: 0\r\n\r\n\r\n\r\n" FOLLOWS, "response - 0 - -: \n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: text/dns\r\nContent-Length: 3\r\n\r\n1 A\r\n\r\n" FOLLOWS,
          "response - 0 text/dns -: 1 A\n" FOLLOWED },
        { __LINE__,
          "WARC/1.0\r\nWARC-Type: response\r\n" HTTP
          "WARC-Identified-Payload-Type: text/html\r\nContent-Length: 19\r\n\r\nHTTP/2 299\r\nB:\r\n\r\nx\r\n\r\n",
          "response - 299 text/html -: x\n" },
        /* statuses, types and charsets that are none */
        { __LINE__,
          "WARC/1.0\r\nWARC-Type: response\r\n" HTTP
          "Content-Length: 52\r\n\r\nHTTP/1.1 2x0\r\nContent-Type: ;charset=;charset=a;\r\n\r\n\r\n" FOLLOWS,
          "response - 0 - a: \n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text\r\nContent-Length: 1\r\n\r\nx", "resource - 0 - -: x\n" },
        /* heads that are broken */
        { __LINE__, "nothing of the kind", "! byte 0: no WARC record begins here; no record follows\n" },
        { __LINE__, "nothing of the kind\n" FOLLOWS, "! byte 0: no WARC record begins here; it goes on at byte 20\n" FOLLOWED },
        { __LINE__, FOLLOWS "WARC/1.0\r\nWARC-Type: resource\r\n\r\nxx\r\n\r\n" FOLLOWS,
          FOLLOWED "! byte 105: it has no Content-Length; it goes on at byte 144\n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nContent-Length: 2\r\n\r\nxx\r\n\r\n" FOLLOWS, "! byte 0: it has no WARC-Type; it goes on at byte 37\n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nWARC-Type: a\r\nContent-Length: -2\r\n\r\nxx\r\n\r\n" FOLLOWS,
          "! byte 0: its Content-Length is no number of bytes; it goes on at byte 52\n" FOLLOWED },
        { __LINE__, "WARC/1.0\r\nWARC-Type: a\r\nContent-Length: 9223372036854775808\r\n\r\nxx\r\n\r\n" FOLLOWS,
          "! byte 0: its Content-Length is no number of bytes; it goes on at byte 69\n" FOLLOWED },
        { __LINE__, "WARC/0.18\r\nWARC-Type: a\r\nContent-Length: 2\r\n\r\nxx\r\n\r\n" FOLLOWS,
          "! byte 0: a record of another version than WARC/1.0 and 1.1; it goes on at byte 52\n" FOLLOWED },
        { __LINE__, FOLLOWS "WARC/1.0\r\nWARC-Ty", FOLLOWED "! byte 105: the head of this record has no end; no record follows\n" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect(rows[i].line, rows[i].in, strlen(rows[i].in), rows[i].want, rows[i].want);
}

/* ---- Content-Length ------------------------------------------------------------------------------------------------------ */

#define LONG(length) "WARC/1.0\r\nWARC-Type: resource\r\nContent-Type: text/plain\r\nContent-Length: " length "\r\n\r\n"

static void test_lengths(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *in, *file, *pipe; /* a pipe cannot look behind the block before it is read */
    } rows[] = {
        /* a record inside a record is what the block holds */
        { __LINE__, LONG("107") "x\n" FOLLOWS "\r\n\r\n" FOLLOWS, "resource - 0 text/plain -: x\n" FOLLOWS "\n" FOLLOWED,
          "resource - 0 text/plain -: x\n" FOLLOWS "\n" FOLLOWED },
        /* the line ends behind it are missing, damaged, too many */
        { __LINE__, LONG("1") "x" FOLLOWS, "resource - 0 text/plain -: x\n" FOLLOWED, "resource - 0 text/plain -: x\n" FOLLOWED },
        { __LINE__, LONG("1") "x\r\n\r\n\r\n\r\n\n" FOLLOWS, "resource - 0 text/plain -: x\n" FOLLOWED, "resource - 0 text/plain -: x\n" FOLLOWED },
        { __LINE__, LONG("1") "x", "resource - 0 text/plain -: x\n", "resource - 0 text/plain -: x\n" },
        /* too small */
        { __LINE__, LONG("3") "xxxxx\r\n\r\n" FOLLOWS, "! byte 0: its Content-Length, 3, leads to no record's end; it goes on at byte 87\n" FOLLOWED,
          "resource - 0 text/plain -: \n! byte 0: its Content-Length, 3, leads to no record's end; it goes on at byte 87\n" FOLLOWED },
        /* too large: as a pipe it takes along what it covers */
        { __LINE__, LONG("50") "xxxxx\r\n\r\n" FOLLOWS FOLLOWS,
          "! byte 0: its Content-Length, 50, leads to no record's end; it goes on at byte 88\n" FOLLOWED FOLLOWED,
          "resource - 0 text/plain -: \n! byte 0: its Content-Length, 50, leads to no record's end; it goes on at byte 193\n" FOLLOWED },
        { __LINE__, LONG("9223372036854775807") "xxxxx\r\n\r\n" FOLLOWS,
          "! byte 0: the file ends inside this record, whose Content-Length is 9223372036854775807; it goes on at byte 105\n" FOLLOWED,
          "resource - 0 text/plain -: \n! the body is longer than the 1000 bytes that are allowed\n"
          "! byte 0: the file ends 9223372036854775693 bytes before the record's end, as its Content-Length has it; no record follows\n" },
        /* cut short */
        { __LINE__, FOLLOWS LONG("9") "xxx", FOLLOWED "! byte 105: the file ends inside this record, whose Content-Length is 9; no record follows\n",
          FOLLOWED
          "resource - 0 text/plain -: \n! byte 105: the file ends 6 bytes before the end that its Content-Length promises; no record follows\n" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) expect(rows[i].line, rows[i].in, strlen(rows[i].in), rows[i].file, rows[i].pipe);
}

/* ---- Bodies -------------------------------------------------------------------------------------------------------------- */

static void test_chunks(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *body, *want;
    } rows[] = {
        { __LINE__, "3\r\nabc\r\n2;x=\"y\"\r\nde\r\n0\r\nTrailer: t\r\n\r\n", "abcde" },
        { __LINE__, "003 \nabc\n0A\n0123456789\n0\n\n", "abc0123456789" },
        { __LINE__, "3\r\nabc\r\n", "abc" }, /* the server hung up */
        { __LINE__, "3\r\nabc\r\n0\r\n\r\nbehind the end", "abc" },
        { __LINE__, "<p>No chunks at all.", "<p>No chunks at all." },
        { __LINE__, "Dear friends", "Dear friends" },
        { __LINE__, "", "" },
        { __LINE__, "-3\r\nabc\r\n0\r\n\r\n", "\n! byte 0 of the body: no chunk size stands here" },
        { __LINE__, "+3\r\nabc\r\n0\r\n\r\n", "\n! byte 0 of the body: no chunk size stands here" },
        { __LINE__, "3\r\nabc\r\n-1\r\n\r\n", "\n! byte 8 of the body: no chunk size stands here" },
        { __LINE__, "3\r\nabc\r\nzz\r\n\r\n", "\n! byte 8 of the body: no chunk size stands here" },
        { __LINE__, "3\r\nabc\r\n1", "\n! byte 8 of the body: no chunk size stands here" },
        { __LINE__, "2\r\nabc\r\n0\r\n\r\n", "\n! byte 0 of the body: the chunk of 2 bytes does not end where it says" },
        { __LINE__, "ffff\r\nabc\r\n0\r\n\r\n", "\n! byte 0 of the body: a chunk of 65535 bytes, of which 10 are there" },
        { __LINE__, "10000000000000000\r\nabc\r\n", "\n! byte 0 of the body: no chunk size stands here" },
        { __LINE__, "ffffffffffffffff\r\nabc\r\n", "\n! byte 0 of the body: no chunk size stands here" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        struct buffer b = { 0 };
        char want[300];
        response(&b, "u:a", "Transfer-Encoding: Chunked\r\n", rows[i].body, strlen(rows[i].body));
        add(&b, FOLLOWS);
        snprintf(want, sizeof want, "response u:a 200 - -: %s\n" FOLLOWED, rows[i].want);
        expect_both(rows[i].line, &b, want);
    }
}

static const char words[] = "<p>The harbour was closed on Monday, the minister said, the minister said, the minister said.";

/* The same, packed by brotli 1.0.9: its encoder is not linked. */
static const unsigned char words_br[] = {
    0x1b, 0x5c, 0x00, 0x00, 0x44, 0x4f, 0x96, 0xaa, 0x75, 0x13, 0x92, 0x09, 0x4d, 0x13, 0xca, 0x37, 0x81,
    0x66, 0x13, 0x0c, 0x38, 0xe4, 0xf4, 0xc0, 0x7c, 0xe1, 0x96, 0xc5, 0x5a, 0xaa, 0x14, 0x3b, 0x1d, 0x8b,
    0x12, 0x48, 0xe5, 0xb0, 0xb4, 0x33, 0x1a, 0x6f, 0xe2, 0x99, 0x5e, 0x79, 0xa0, 0x45, 0x67, 0x56, 0x00,
};

static void pack(struct buffer *out, const char *how, const char *in, size_t len)
{
    if (!strcmp(how, "gzip")) gzip(out, in, len, 15 + 16);
    if (!strcmp(how, "zlib")) gzip(out, in, len, 15);
    if (!strcmp(how, "raw")) gzip(out, in, len, -15);
    if (!strcmp(how, "none")) buffer_bytes(out, in, len);
    if (!strcmp(how, "br")) buffer_bytes(out, (const char *)words_br, sizeof words_br);
}

static void test_codings(void **state)
{
    (void)state;
    static const struct {
        int line;
        const char *field, *inner, *outer;
        int cut; /* bytes that are missing at the end */
        const char *want;
    } rows[] = {
        { __LINE__, "gzip", "gzip", "none", 0, words },
        { __LINE__, "X-GZIP", "gzip", "none", 0, words },
        { __LINE__, "deflate", "zlib", "none", 0, words },
        { __LINE__, "deflate", "raw", "none", 0, words },
        { __LINE__, "br", "br", "none", 0, words },
        { __LINE__, "deflate, gzip", "zlib", "gzip", 0, words },
        { __LINE__, " br ,gzip;q=1", "br", "gzip", 0, words },
        { __LINE__, "identity, UTF-8", "none", "none", 0, words },
        { __LINE__, "gzip", "none", "none", 0, words }, /* was unpacked, and still says so */
        { __LINE__, "deflate", "none", "none", 0, words },
        { __LINE__, "br", "none", "none", 0, words },
        { __LINE__, "zstd", "none", "none", 0, "\n! the body is packed with \"zstd\"; gzip, deflate and br can be read" },
        { __LINE__, "gzip,gzip,gzip,gzip,gzip", "none", "none", 0, "\n! the body is packed more than 4 times over" },
        { __LINE__, "gzip", "gzip", "none", 20, "\n! the packed body is cut short" },
        { __LINE__, "br", "br", "none", 9, "\n! the packed body is cut short" },
    };
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        for (int chunked = 0; chunked < 2; chunked++) {
            struct buffer b = { 0 }, inner = { 0 }, outer = { 0 }, body = { 0 };
            char want[500], fields[200], size[20];
            pack(&inner, rows[i].inner, words, strlen(words));
            pack(&outer, rows[i].outer, inner.at, inner.len);
            outer.len -= (size_t)rows[i].cut;
            if (chunked) {
                add(&body, "1\r\n");
                buffer_bytes(&body, outer.at, 1);
                snprintf(size, sizeof size, "\r\n%zX\r\n", outer.len - 1);
                add(&body, size);
                buffer_bytes(&body, outer.at + 1, outer.len - 1);
                add(&body, "\r\n0\r\n\r\n");
            } else {
                buffer_bytes(&body, outer.at, outer.len);
            }
            snprintf(fields, sizeof fields, "Content-Encoding: %s\r\n%s", rows[i].field, chunked ? "TRANSFER-ENCODING: chunked\r\n" : "");
            response(&b, "u:a", fields, body.at, body.len);
            add(&b, FOLLOWS);
            snprintf(want, sizeof want, "response u:a 200 - -: %s\n" FOLLOWED, rows[i].want);
            expect_both(rows[i].line, &b, want);
            buffer_free(&inner);
            buffer_free(&outer);
            buffer_free(&body);
        }
    }
}

/* What unpacks to more than the limit stops there, and the next record comes. */
static void test_body_limit(void **state)
{
    (void)state;
    static char zeros[3000000];
    static const char *const how[] = { "none", "gzip", "zlib" };
    for (size_t i = 0; i < 3; i++) {
        struct buffer b = { 0 }, body = { 0 };
        pack(&body, how[i], zeros, sizeof zeros);
        response(&b, "u:a", i ? i == 1 ? "Content-Encoding: gzip\r\n" : "Content-Encoding: deflate\r\n" : "", body.at, body.len);
        add(&b, FOLLOWS);
        expect_both(__LINE__, &b, "response u:a 200 - -: \n! the body is longer than the 1000 bytes that are allowed\n" FOLLOWED);
        buffer_free(&body);
    }
}

/* ---- gzip ---------------------------------------------------------------------------------------------------------------- */

static void members(struct buffer *out, size_t starts[4])
{
    static const char *const uris[] = { "u:0", "u:1", "u:2" };
    for (int i = 0; i < 3; i++) {
        struct buffer one = { 0 };
        char body[400];
        for (size_t j = 0; j < sizeof body; j++) body[j] = (char)('a' + (j * j * 7 + j * (size_t)i) % 23);
        record(&one, "resource", uris[i], "text/plain", "", body, sizeof body);
        starts[i] = out->len;
        gzip(out, one.at, one.len, 15 + 16);
        buffer_free(&one);
    }
    starts[3] = out->len;
}

static size_t lines_with(const char *log, const char *what)
{
    size_t n = 0;
    for (const char *at = log; (at = strstr(at, what)); at++) n++;
    return n;
}

static void test_gzip(void **state)
{
    (void)state;
    struct buffer by_record = { 0 }, one = { 0 }, text = { 0 }, blocks = { 0 };
    add(&text, FOLLOWS FOLLOWS FOLLOWS);
    gzip(&one, text.at, text.len, 15 + 16);
    expect_both(__LINE__, &one, FOLLOWED FOLLOWED FOLLOWED);
    for (int i = 0; i < 3; i++) gzip(&by_record, FOLLOWS, strlen(FOLLOWS), 15 + 16);
    buffer_fill(&by_record, '\0', 50); /* padding */
    expect_both(__LINE__, &by_record, FOLLOWED FOLLOWED FOLLOWED);
    for (size_t at = 0; at < text.len; at += 50) gzip(&blocks, text.at + at, text.len - at < 50 ? text.len - at : 50, 15 + 16);
    expect_both(__LINE__, &blocks, FOLLOWED FOLLOWED FOLLOWED); /* bgzip's way */
    buffer_free(&text);
}

/* Each byte of the second of three members damaged in turn, then cut out: the third is read whatever happens, and so is the first. */
static void test_damaged_member(void **state)
{
    (void)state;
    struct buffer b = { 0 };
    size_t starts[4];
    members(&b, starts);
    char *copy = malloc(b.len);
    assert_non_null(copy);
    for (int cut = 0; cut < 2; cut++)
        for (size_t at = starts[1]; at < starts[2]; at++) {
            memcpy(copy, b.at, b.len);
            size_t len = b.len;
            if (cut)
                memmove(copy + at, copy + at + 1, --len - at);
            else
                copy[at] = (char)(copy[at] ^ 0x55);
            for (size_t step = 0; step < 2; step++) {
                char *log = log_of(copy, len, step * 1000, NULL);
                if (lines_with(log, "u:0") != 1 || lines_with(log, "u:2") != 1) fail_msg("byte %zu %s:\n%s", at, cut ? "cut out" : "damaged", log);
                /* Some bytes of gzip's head say nothing: time, system. */
                bool silent = at >= starts[1] + 3 && at < starts[1] + 10 && !cut;
                if (!silent && lines_with(log, "! ") != 1) fail_msg("byte %zu %s, not one fault:\n%s", at, cut ? "cut out" : "damaged", log);
                free(log);
            }
        }
    /* Cut short anywhere: what was whole before is there, and there is one fault, but at the end of a member. */
    for (size_t len = 18; len < b.len; len++) {
        char *log = log_of(b.at, len, 0, NULL);
        size_t whole = (len >= starts[1]) + (len >= starts[2]);
        if (lines_with(log, ": ") - lines_with(log, "! ") < whole || lines_with(log, "! ") != (len != starts[1] && len != starts[2]))
            fail_msg("cut at %zu:\n%s", len, log);
        free(log);
    }
    free(copy);
    buffer_free(&b);
}

/* ---- Anything ------------------------------------------------------------------------------------------------------------ */

/* Files damaged at random (bytes changed, cut out, doubled, moved; the end cut off) are read to their end, whatever comes of it: the sanitizers
 * watch, and log_of() counts the calls. */
static void test_mutations(void **state)
{
    (void)state;
    struct buffer files[3] = { 0 }, packed = { 0 };
    for (int i = 0; i < 12; i++) {
        struct buffer one = { 0 };
        pack(&packed, i % 3 ? i % 3 == 1 ? "gzip" : "br" : "none", words, strlen(words));
        response(&one, "http://a/b", i % 3 ? i % 3 == 1 ? "Content-Encoding: gzip\r\n" : "Content-Encoding: br\r\n" : "A: b\r\n c\r\n", packed.at,
                 packed.len);
        response(&one, "u:c", "Transfer-Encoding: chunked\r\nContent-Type: text/html; charset=\"x\"\r\n", "3\r\nabc\r\n0\r\n\r\n", 13);
        buffer_bytes(&files[0], one.at, one.len);
        gzip(&files[1], one.at, one.len, 15 + 16);
        packed.len = 0;
        buffer_free(&one);
    }
    gzip(&files[2], files[0].at, files[0].len, 15 + 16);
    for (uint64_t seed = 1; seed <= 3000; seed++) {
        uint64_t r = seed * 88172645463325252u;
        const struct buffer *from = &files[seed % 3];
        size_t len = from->len;
        char *copy = malloc(2 * len);
        assert_non_null(copy);
        memcpy(copy, from->at, len);
        for (uint64_t n = 1 + unit_roll(&r, 6); n; n--) {
            size_t at = unit_roll(&r, (uint32_t)len), to = unit_roll(&r, (uint32_t)len), some = 1 + unit_roll(&r, 40);
            if (some > len - at) some = len - at;
            if (some > len - to) some = len - to;
            switch (unit_roll(&r, 5)) {
            case 0: copy[at] = (char)unit_roll(&r, 256); break;
            case 1: copy[at] = (char)(copy[at] ^ 1 << unit_roll(&r, 8)); break;
            case 2: memmove(copy + to, copy + at, some); break;
            case 3: /* cut out */
                memmove(copy + at, copy + at + some, len - at - some);
                len -= some < len ? some : 0;
                break;
            default:
                if (unit_roll(&r, 8) == 0) len = at + 1;
            }
        }
        char *exact = malloc(len);
        assert_non_null(exact);
        memcpy(exact, copy, len);
        free(log_of(exact, len, seed % 2 ? 0 : 1 + unit_roll(&r, 500), NULL));
        free(exact);
        free(copy);
    }
    for (int i = 0; i < 3; i++) buffer_free(&files[i]);
    buffer_free(&packed);
}

/* ---- Bombs --------------------------------------------------------------------------------------------------------------- */

/* A record of 200 MB of zeros between two good ones. */
static void test_bomb(void **state)
{
    (void)state;
    enum { ZEROS = 200 << 20 };
    struct buffer b = { 0 };
    char head[200];
    gzip(&b, FOLLOWS, strlen(FOLLOWS), 15 + 16);
    z_stream z = { 0 };
    static unsigned char zeros[1 << 16], packed[1 << 16];
    assert_int_equal(deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY), Z_OK);
    snprintf(head, sizeof head, LONG("%d"), ZEROS);
    z.next_in = (unsigned char *)head;
    z.avail_in = (uInt)strlen(head);
    for (size_t done = 0; done <= ZEROS + 4;) {
        z.next_out = packed;
        z.avail_out = sizeof packed;
        if (!z.avail_in && done < ZEROS + 4) {
            z.next_in = zeros;
            z.avail_in = ZEROS + 4 - done < sizeof zeros ? (uInt)(ZEROS + 4 - done) : (uInt)sizeof zeros;
            done += z.avail_in;
        }
        int code = deflate(&z, done == ZEROS + 4 ? Z_FINISH : Z_NO_FLUSH);
        buffer_bytes(&b, (char *)packed, sizeof packed - z.avail_out);
        if (code == Z_STREAM_END) break;
    }
    deflateEnd(&z);
    gzip(&b, FOLLOWS, strlen(FOLLOWS), 15 + 16);
    char *log = log_of(b.at, b.len, 0, NULL);
    assert_string_equal(log, FOLLOWED "resource - 0 text/plain -: \n! the body is longer than the 1000 bytes that are allowed\n"
                                      "! byte 101: it unpacks to more than 200 times its size; the rest is not read\n");
    free(log);
    hearsay_warc_options all = HEARSAY_WARC_OPTIONS_INIT;
    all.max_unpacked = 1 << 20;
    all.max_ratio = 2000;
    log = log_of(b.at, b.len, 0, &all);
    assert_non_null(strstr(log, "it unpacks to more than the 1048576 bytes that are allowed; the rest is not read\n"));
    free(log);
    all.max_unpacked = 1 << 30;
    log = log_of(b.at, b.len, 0, &all);
    assert_int_equal(lines_with(log, FOLLOWED), 2);
    free(log);
    buffer_free(&b);
}

/* 65 MiB of zeros in 64 bytes of brotli 1.0.9. */
static const unsigned char zeros_br[] = {
    0xcf, 0xff, 0xff, 0x7f, 0x00, 0x24, 0x00, 0xe2, 0xb1, 0x40, 0x72, 0xef, 0xff, 0xf9, 0xff, 0xff, 0x0f, 0x80, 0x04, 0x40, 0x1c, 0x16,
    0x80, 0xee, 0xfd, 0x3f, 0xff, 0xff, 0xff, 0x01, 0x90, 0x00, 0x88, 0xc3, 0x02, 0xd0, 0xbd, 0xff, 0xe7, 0xff, 0xff, 0x3f, 0x00, 0x12,
    0x00, 0x71, 0x58, 0x00, 0xba, 0xf7, 0xff, 0xf5, 0xff, 0xff, 0x00, 0x24, 0x00, 0xe2, 0xb0, 0x00, 0x74, 0xef, 0x1f, 0x00,
};

/* A body that its own coding blows up, before a good record: at the limit of a body nothing more of it is unpacked and the next record is
 * read; where a body may be so large, what it unpacks to counts for the limits of the file. */
static void test_brotli_bomb(void **state)
{
    (void)state;
    enum { ZEROS = 65 << 20, ROOM = 128 << 20 };
    struct buffer b = { 0 }, again = { 0 };
    response(&b, "u:a", "Content-Encoding: br\r\n", (const char *)zeros_br, sizeof zeros_br);
    add(&b, FOLLOWS);
    buffer_bytes(&again, b.at, b.len);
    expect_both(__LINE__, &b, "response u:a 200 - -: \n! the body is longer than the 1000 bytes that are allowed\n" FOLLOWED);
    for (int refused = 0; refused < 3; refused++) {
        hearsay_warc_options opts = HEARSAY_WARC_OPTIONS_INIT;
        if (refused == 0) opts.max_ratio = 2000000;
        if (refused == 2) opts.max_ratio = 2000000, opts.max_unpacked = 60 << 20;
        struct file f = { again.at, again.len, 0, 0 };
        hearsay_warc_input input = { sizeof input, &f, read_file, read_file_at };
        hearsay_error err = { 0 };
        const hearsay_warc_record *r;
        const char *body;
        size_t n;
        hearsay_warc *w = hearsay_warc_open_input(&input, &opts, &err);
        assert_non_null(w);
        assert_int_equal(hearsay_warc_next(w, &r, &err), HEARSAY_OK);
        assert_non_null(r);
        const hearsay_code code = hearsay_warc_body(w, ROOM, &body, &n, &err);
        if (refused) {
            assert_int_equal(code, HEARSAY_E_ARCHIVE);
            assert_non_null(strstr(err.msg, refused == 1 ? "more than 200 times its size" : "more than the 62914560 bytes that are allowed"));
        } else {
            assert_int_equal(code, HEARSAY_OK);
            assert_int_equal(n, ZEROS);
        }
        hearsay_warc_close(w);
    }
    buffer_free(&again);
}

/* ---- Opening ------------------------------------------------------------------------------------------------------------- */

static ptrdiff_t failing_read(void *context, void *to, size_t room)
{
    (void)context, (void)to, (void)room;
    return -1;
}

static void test_opening(void **state)
{
    (void)state;
    hearsay_error err = { 0 };
    assert_null(hearsay_warc_open("no/such/file.warc", NULL, &err));
    assert_int_equal(err.code, HEARSAY_E_IO);
    assert_null(hearsay_warc_open(NULL, NULL, &err));
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    hearsay_warc_input input = { sizeof input, NULL, NULL, NULL };
    assert_null(hearsay_warc_open_input(&input, NULL, &err));
    assert_int_equal(err.code, HEARSAY_E_ARGUMENT);
    hearsay_warc_options none = { .size = 0 };
    input.read = failing_read;
    assert_null(hearsay_warc_open_input(&input, &none, &err));
    hearsay_warc *w = hearsay_warc_open_input(&input, NULL, &err);
    assert_non_null(w);
    const hearsay_warc_record *r;
    const char *body;
    size_t len;
    assert_int_equal(hearsay_warc_body(w, 1, &body, &len, &err), HEARSAY_E_ARGUMENT);
    assert_int_equal(hearsay_warc_next(w, &r, &err), HEARSAY_E_IO);
    assert_int_equal(hearsay_warc_next(w, &r, &err), HEARSAY_OK);
    assert_null(r);
    hearsay_warc_close(w);
    hearsay_warc_close(NULL);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_heads),          cmocka_unit_test(test_lengths),    cmocka_unit_test(test_chunks),
        cmocka_unit_test(test_codings),        cmocka_unit_test(test_body_limit), cmocka_unit_test(test_gzip),
        cmocka_unit_test(test_damaged_member), cmocka_unit_test(test_mutations),  cmocka_unit_test(test_bomb),
        cmocka_unit_test(test_brotli_bomb),    cmocka_unit_test(test_opening),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
