/* body.c: chunks are taken apart as they are read; compressed bodies are read whole, which max bounds, and then unpacked layer by layer. */
#include "warc/body.h"

#include <brotli/decode.h>
#include <inttypes.h>
#include <string.h>

#include "base/character.h"
#include "base/error.h"

enum { LINE_MOST = 4096, UNPACK_STEP = 1 << 16, CODINGS_MOST = 4 };

/* What does not shrink grows by its frame: so much more may be stored than comes out. */
#define FRAME_SLACK ((size_t)1 << 16)

/* ---- The block ----------------------------------------------------------------------------------------------------------- */

enum stream_state block_peek(struct block *b, size_t want, const unsigned char **bytes, size_t *n)
{
    *n = 0;
    if (!b->left || b->cut) return STREAM_END;
    if (want > b->left) want = (size_t)b->left;
    enum stream_state state;
    while ((state = stream_peek(b->stream, want, bytes, n)) == STREAM_MEMBER_END) {
        state = stream_next_member(b->stream);
        if (state != STREAM_BYTES) break;
        if (stream_peek(b->stream, 7, bytes, n) == STREAM_BYTES && *n >= 7 && !memcmp(*bytes, "WARC/1.", 7)) {
            *n = 0;
            b->cut = true;
            return STREAM_END;
        }
    }
    if (*n > b->left) *n = (size_t)b->left;
    return state;
}

void block_take(struct block *b, size_t n)
{
    stream_take(b->stream, n);
    b->left -= n;
}

/* ---- Reading it ---------------------------------------------------------------------------------------------------------- */

static hearsay_code too_long(size_t max, hearsay_error *err)
{
    return error_set(err, HEARSAY_E_TOO_LONG, 0, "the body is longer than the %zu bytes that are allowed", max);
}

static hearsay_code no_memory(hearsay_error *err) { return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a body"); }

/* The block is over too early. */
static hearsay_code cut_short(struct block *b, enum stream_state state, hearsay_error *err)
{
    b->lost = true;
    if (state == STREAM_BROKEN) return error_set(err, b->stream->code, 0, "%s", b->stream->why);
    return error_set(err, HEARSAY_E_ARCHIVE, 0, "%s %" PRIu64 " bytes before the end that its Content-Length promises",
                     b->cut ? "the next record begins" : "the file ends", b->left);
}

/* n bytes of the block to the body. */
static hearsay_code copy(struct body *body, struct block *b, uint64_t n, size_t max, hearsay_error *err)
{
    const unsigned char *bytes;
    size_t some;
    if (n > max - body->bytes.len) return too_long(max, err);
    while (n) {
        enum stream_state state = block_peek(b, 1, &bytes, &some);
        if (state != STREAM_BYTES) return cut_short(b, state, err);
        if (some > n) some = (size_t)n;
        buffer_bytes(&body->bytes, (const char *)bytes, some);
        block_take(b, some);
        n -= some;
    }
    return body->bytes.failed ? no_memory(err) : HEARSAY_OK;
}

/* ---- Chunks -------------------------------------------------------------------------------------------------------------- */

enum chunk_line { CHUNK_SIZE, CHUNK_NONE, CHUNK_WRONG };

/* The line at s: hexadecimal digits, extensions behind a semicolon, a line feed. NONE: it does not even look like one. */
static enum chunk_line chunk_line(const char *s, size_t len, uint64_t *size, size_t *taken)
{
    size_t i = 0, digits = 0;
    *size = 0;
    bool sign = len && (*s == '-' || *s == '+');
    for (i += sign; i < len; i++, digits++) {
        char c = ascii_lower(s[i]);
        int digit = c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
        if (digit < 0) break;
        *size = *size << 4 | (unsigned)digit;
    }
    while (i < len && (s[i] == ' ' || s[i] == '\t')) i++;
    const char *feed = i < len && digits ? memchr(s + i, '\n', len - i) : NULL;
    if (!feed || !strchr(";\r\n", s[i]) || !s[i] || (s[i] == '\r' && s[i + 1] != '\n')) return CHUNK_NONE;
    *taken = (size_t)(feed + 1 - s);
    return sign || digits > 15 ? CHUNK_WRONG : CHUNK_SIZE;
}

static hearsay_code read_chunks(struct body *body, struct block *b, bool truncated, size_t max, hearsay_error *err)
{
    uint64_t whole = b->left, size;
    for (bool first = true;; first = false) {
        const unsigned char *bytes;
        size_t n, taken;
        enum stream_state state = block_peek(b, LINE_MOST, &bytes, &n);
        /* Without its last chunk of 0 bytes: the server hung up, and browsers show what came. */
        if (!b->left) return HEARSAY_OK;
        if (state != STREAM_BYTES) return cut_short(b, state, err);
        size_t at = (size_t)(whole - b->left);
        enum chunk_line line = chunk_line((const char *)bytes, n < LINE_MOST ? n : LINE_MOST, &size, &taken);
        if (line == CHUNK_NONE && first) return copy(body, b, b->left, max, err);
        if (line == CHUNK_NONE && truncated && n == b->left) return HEARSAY_OK;
        if (line != CHUNK_SIZE) return error_set(err, HEARSAY_E_ARCHIVE, at, "byte %zu of the body: no chunk size stands here", at);
        block_take(b, taken);
        if (!size) return HEARSAY_OK;
        if (size > b->left && !truncated)
            return error_set(err, HEARSAY_E_ARCHIVE, at, "byte %zu of the body: a chunk of %" PRIu64 " bytes, of which %" PRIu64 " are there", at,
                             size, b->left);
        hearsay_code code = copy(body, b, size < b->left ? size : b->left, max, err);
        if (code != HEARSAY_OK) return code;
        if (block_peek(b, 2, &bytes, &n) != STREAM_BYTES) continue;
        size_t end = bytes[0] == '\n' ? 1 : n > 1 && bytes[0] == '\r' && bytes[1] == '\n' ? 2 : n == 1 && bytes[0] == '\r' ? 1 : 0;
        if (!end)
            return error_set(err, HEARSAY_E_ARCHIVE, at, "byte %zu of the body: the chunk of %" PRIu64 " bytes does not end where it says", at, size);
        block_take(b, end);
    }
}

/* ---- Codings ------------------------------------------------------------------------------------------------------------- */

enum coding { CODING_NONE, CODING_CHUNKED, CODING_GZIP, CODING_DEFLATE, CODING_BROTLI, CODING_FOREIGN };

static const struct {
    const char *name;
    enum coding coding;
} codings[] = {
    { "gzip", CODING_GZIP },          { "x-gzip", CODING_GZIP },     { "deflate", CODING_DEFLATE }, { "x-deflate", CODING_DEFLATE },
    { "br", CODING_BROTLI },          { "chunked", CODING_CHUNKED }, { "zstd", CODING_FOREIGN },    { "compress", CODING_FOREIGN },
    { "x-compress", CODING_FOREIGN }, { "dcb", CODING_FOREIGN },     { "dcz", CODING_FOREIGN },     { "sdch", CODING_FOREIGN },
};

struct coding_list {
    enum coding at[CODINGS_MOST]; /* in the order in which they were applied */
    unsigned n;
    bool chunked;
};

/* Adds the codings that a field names; those that are none are passed over. */
static hearsay_code add_codings(struct coding_list *list, const struct head *http, const char *field, hearsay_error *err)
{
    size_t len;
    const char *s = head_value(http, field, &len), *end = s ? s + len : NULL;
    while (s && s < end) {
        const char *comma = memchr(s, ',', (size_t)(end - s)), *over = comma ? comma : end;
        while (s < over && (*s == ' ' || *s == '\t')) s++;
        size_t n = 0;
        while (s + n < over && !strchr(" \t;", s[n])) n++;
        enum coding coding = CODING_NONE;
        for (size_t i = 0; i < sizeof codings / sizeof *codings; i++)
            if (ascii_equals(s, n, codings[i].name)) coding = codings[i].coding;
        if (coding == CODING_FOREIGN)
            return error_set(err, HEARSAY_E_ARCHIVE, 0, "the body is packed with \"%.*s\"; gzip, deflate and br can be read", (int)n, s);
        if (coding == CODING_CHUNKED)
            list->chunked = true;
        else if (coding != CODING_NONE && list->n == CODINGS_MOST)
            return error_set(err, HEARSAY_E_ARCHIVE, 0, "the body is packed more than %d times over", CODINGS_MOST);
        else if (coding != CODING_NONE)
            list->at[list->n++] = coding;
        s = over + (comma != NULL);
    }
    return HEARSAY_OK;
}

/* Adds what was unpacked to the other buffer. False: that is too much. */
static bool keep(struct body *body, const unsigned char *bytes, size_t n, size_t max)
{
    if (n > max - body->other.len) return false;
    buffer_bytes(&body->other, (const char *)bytes, n);
    return true;
}

static bool is_zlib(const unsigned char *p, size_t n) { return n >= 2 && (p[0] & 15) == 8 && !(((unsigned)p[0] << 8 | p[1]) % 31); }

/* bits: as inflateInit2() wants them. *none: it is not compressed at all. */
static hearsay_code unpack_deflate(struct body *body, int bits, bool truncated, size_t max, bool *none, hearsay_error *err)
{
    unsigned char step[UNPACK_STEP];
    z_stream z = { .next_in = (unsigned char *)body->bytes.at, .avail_in = (uInt)body->bytes.len };
    if (inflateInit2(&z, bits) != Z_OK) return no_memory(err);
    hearsay_code code = HEARSAY_OK;
    for (bool over = false; !over && code == HEARSAY_OK;) {
        z.next_out = step;
        z.avail_out = sizeof step;
        int is = inflate(&z, Z_NO_FLUSH);
        size_t made = sizeof step - z.avail_out, at = body->bytes.len - z.avail_in;
        if (!keep(body, step, made, max)) {
            code = too_long(max, err);
        } else if (is == Z_STREAM_END) {
            /* gzip may have several members; what else stands behind is nobody's. */
            over = !(bits > 15 && z.avail_in > 3 && z.next_in[0] == 0x1f && z.next_in[1] == 0x8b && inflateReset(&z) == Z_OK);
        } else if (is == Z_MEM_ERROR) {
            code = no_memory(err);
        } else if (is == Z_BUF_ERROR || (is == Z_OK && !z.avail_in && z.avail_out)) {
            over = truncated;
            if (!over) code = error_set(err, HEARSAY_E_ARCHIVE, at, "the packed body is cut short");
        } else if (is != Z_OK && bits < 0 && !body->other.len) {
            *none = over = true;
        } else if (is != Z_OK) {
            code = error_set(err, HEARSAY_E_ARCHIVE, at, "byte %zu of the packed body: %s", at, z.msg ? z.msg : "it asks for a dictionary");
        }
    }
    inflateEnd(&z);
    return code;
}

static hearsay_code unpack_brotli(struct body *body, bool truncated, size_t max, bool *none, hearsay_error *err)
{
    unsigned char step[UNPACK_STEP];
    BrotliDecoderState *state = BrotliDecoderCreateInstance(NULL, NULL, NULL);
    if (!state) return no_memory(err);
    const uint8_t *in = (const uint8_t *)body->bytes.at;
    size_t left = body->bytes.len, white = char_white_prefix(body->bytes.at, left);
    bool markup = white < left && body->bytes.at[white] == '<'; /* brotli has no magic number; pages mostly begin so, packed ones hardly */
    hearsay_code code = HEARSAY_OK;
    for (bool over = false; !over && code == HEARSAY_OK;) {
        uint8_t *out = step;
        size_t room = sizeof step;
        BrotliDecoderResult is = BrotliDecoderDecompressStream(state, &left, &in, &room, &out, NULL);
        size_t at = body->bytes.len - left;
        if (!keep(body, step, sizeof step - room, max)) {
            code = too_long(max, err);
        } else if (is == BROTLI_DECODER_RESULT_SUCCESS) {
            over = true;
        } else if (is == BROTLI_DECODER_RESULT_NEEDS_MORE_INPUT) {
            *none = markup;
            over = truncated || markup;
            if (!over) code = error_set(err, HEARSAY_E_ARCHIVE, at, "the packed body is cut short");
        } else if (is == BROTLI_DECODER_RESULT_ERROR) {
            BrotliDecoderErrorCode why = BrotliDecoderGetErrorCode(state);
            bool format = why <= BROTLI_DECODER_ERROR_FORMAT_EXUBERANT_NIBBLE && why >= BROTLI_DECODER_ERROR_FORMAT_DISTANCE;
            over = *none = format && (markup || !body->other.len);
            if (why <= BROTLI_DECODER_ERROR_ALLOC_CONTEXT_MODES && why >= BROTLI_DECODER_ERROR_ALLOC_BLOCK_TYPE_TREES)
                code = no_memory(err);
            else if (!over)
                code = error_set(err, HEARSAY_E_ARCHIVE, at, "byte %zu of the packed body: brotli says %s", at, BrotliDecoderErrorString(why));
        }
    }
    BrotliDecoderDestroyInstance(state);
    return code;
}

static hearsay_code unpack(struct body *body, struct block *b, enum coding coding, bool truncated, size_t max, hearsay_error *err)
{
    const unsigned char *p = (const unsigned char *)body->bytes.at;
    size_t n = body->bytes.len;
    bool none = !n || (coding == CODING_GZIP && !(n >= 2 && p[0] == 0x1f && p[1] == 0x8b));
    if (none) return HEARSAY_OK;
    body->other.len = 0;
    hearsay_code code = coding == CODING_BROTLI ? unpack_brotli(body, truncated, max, &none, err)
                                                : unpack_deflate(body,
                                                                 coding == CODING_GZIP ? 15 + 16
                                                                 : is_zlib(p, n)       ? 15
                                                                                       : -15,
                                                                 truncated, max, &none, err);
    if (!stream_account(b->stream, body->other.len)) return error_set(err, b->stream->code, 0, "%s", b->stream->why);
    if (code == HEARSAY_OK && body->other.failed) code = no_memory(err);
    if (code != HEARSAY_OK || none) return code;
    struct buffer was = body->bytes;
    body->bytes = body->other;
    body->other = was;
    return HEARSAY_OK;
}

/* ---- All of it ----------------------------------------------------------------------------------------------------------- */

hearsay_code body_read(struct body *body, struct block *block, const struct head *http, bool truncated, size_t max, hearsay_error *err)
{
    struct coding_list list = { 0 };
    hearsay_code code = HEARSAY_OK;
    body->bytes.len = 0;
    /* After a lack of memory there may be some again. */
    body->bytes.failed = body->other.failed = false;
    if (http) code = add_codings(&list, http, "content-encoding", err);
    if (http && code == HEARSAY_OK) code = add_codings(&list, http, "transfer-encoding", err);
    if (code != HEARSAY_OK) return code;
    size_t stored = list.n && max <= SIZE_MAX - FRAME_SLACK ? max + FRAME_SLACK : max;
    code = list.chunked ? read_chunks(body, block, truncated, stored, err) : copy(body, block, block->left, stored, err);
    while (list.n && code == HEARSAY_OK) code = unpack(body, block, list.at[--list.n], truncated, max, err);
    if (code == HEARSAY_OK && body->bytes.len > max) code = too_long(max, err);
    return code;
}

void body_free(struct body *body)
{
    buffer_free(&body->bytes);
    buffer_free(&body->other);
}
