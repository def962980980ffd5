/* entry.c: an article made ready: its document packed, its address found, its words counted. All that takes time and needs no store. */
#include "store/entry.h"

#include <string.h>
#include <zlib.h>

#include "base/character.h"
#include "base/error.h"
#include "base/versioned.h"
#include "load.h"
#include "store/address.h"
#include "store/pairs.h"
#include "write/write.h"

/* Level 6: a fifth smaller than 1, for 0.8 ms of the 45 that reading takes (docs/decisions.md). */
#define PACKING 6

enum { SIZE_BYTES = 8, DOCUMENT_MOST = 1 << 30 };

/* A document's JSON without its text, in the arena: its length, eight bytes little-endian, then zlib's stream. NULL: out of memory. */
static const void *packed_document(const struct hearsay_document *doc, struct arena *a, size_t *len)
{
    struct buffer json = { 0 };
    write_json_textless(&json, doc);
    uLongf n = compressBound(json.len);
    unsigned char *out = json.failed ? NULL : ARENA_ARRAY(a, unsigned char, n + SIZE_BYTES);
    if (out) {
        for (unsigned i = 0; i < SIZE_BYTES; i++) out[i] = (unsigned char)((uint64_t)json.len >> (8 * i));
        if (compress2(out + SIZE_BYTES, &n, (const unsigned char *)json.at, json.len, PACKING) != Z_OK) out = NULL;
    }
    *len = (size_t)n + SIZE_BYTES;
    buffer_free(&json);
    return out;
}

/* How long its JSON is; 0: the length makes no sense. */
static uint64_t unpacked_size(const unsigned char *in, size_t len)
{
    uint64_t size = 0;
    for (unsigned i = 0; in && i < SIZE_BYTES && len > SIZE_BYTES; i++) size |= (uint64_t)in[i] << (8 * i);
    /* deflate makes no more than 1,032 bytes of one. */
    return size > DOCUMENT_MOST || size / 1040 > len ? 0 : size;
}

char *unpacked_until(const void *packed, size_t packed_len, const char *key, char last, size_t *len, struct arena *a, bool *damaged)
{
    enum { STEP = 4096 };
    const unsigned char *in = packed;
    const uint64_t size = unpacked_size(in, packed_len);
    z_stream z = { 0 };
    *len = 0;
    *damaged = !size;
    if (*damaged || inflateInit(&z) != Z_OK) return NULL;
    char *out = ARENA_ARRAY(a, char, size);
    z.next_in = (unsigned char *)(uintptr_t)(in + SIZE_BYTES);
    z.avail_in = (uInt)(packed_len - SIZE_BYTES);
    const size_t key_len = strlen(key);
    const char *behind = NULL; /* the key */
    bool found = false;
    for (int code = Z_OK; out && code == Z_OK && *len < size && !found;) {
        z.next_out = (unsigned char *)out + *len;
        z.avail_out = (uInt)(size - *len < STEP ? size - *len : STEP);
        code = inflate(&z, Z_NO_FLUSH);
        *damaged = code != Z_OK && code != Z_STREAM_END && code != Z_MEM_ERROR;
        const size_t seen = *len;
        *len = (size_t)((char *)z.next_out - out);
        /* Only what is new is looked at: a document may be long. */
        const size_t from = seen < key_len ? 0 : seen - key_len;
        const char *at = behind ? NULL : memmem(out + from, *len - from, key, key_len);
        const char *look = at ? at + key_len : out + seen;
        if (at) behind = look;
        found = behind && memchr(look, last, *len - (size_t)(look - out));
        if (code == Z_MEM_ERROR || *damaged) out = NULL;
    }
    inflateEnd(&z);
    return out;
}

hearsay_document *unpacked_document(const void *packed, size_t len, const char *text, size_t text_len, hearsay_error *err)
{
    const unsigned char *in = packed;
    const uint64_t size = unpacked_size(in, len);
    if (!size) {
        error_set(err, HEARSAY_E_STORE, 0, "a document of the store is damaged: its length makes no sense");
        return NULL;
    }
    struct arena *a = arena_new(size + 64);
    char *json = a ? ARENA_ARRAY(a, char, size) : NULL;
    uLongf n = (uLongf)size;
    const int done = json ? uncompress((unsigned char *)json, &n, in + SIZE_BYTES, len - SIZE_BYTES) : Z_MEM_ERROR;
    hearsay_error why;
    hearsay_document *doc = NULL;
    if (done == Z_OK) {
        doc = document_load(json, n, text, text_len, &why);
        if (!doc && why.code == HEARSAY_E_NOMEM)
            error_set(err, HEARSAY_E_NOMEM, 0, "%s", why.msg);
        else if (!doc)
            error_set(err, HEARSAY_E_STORE, 0, "a document of the store is damaged: %.180s", why.msg);
    } else if (done == Z_MEM_ERROR) {
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for a document of the store");
    } else {
        error_set(err, HEARSAY_E_STORE, 0, "a document of the store is damaged: zlib's code is %d", done);
    }
    arena_free(a);
    return doc;
}

/* Words as people count them: what stands between white space. */
static int64_t count_words(const struct hearsay_document *doc)
{
    int64_t words = 0;
    for (size_t i = 0; i < doc->len;) {
        i += char_white_prefix(doc->text + i, doc->len - i);
        words += i < doc->len;
        while (i < doc->len && !char_white_prefix(doc->text + i, doc->len - i)) i++;
    }
    return words;
}

/* [["headline",0,57],...] */
static const char *blocks_json(const struct hearsay_document *doc, struct arena *a)
{
    struct buffer b = { 0 };
    buffer_char(&b, '[');
    for (size_t i = 0; i < hearsay_block_count(doc); i++) {
        const hearsay_block block = hearsay_block_at(doc, i);
        buffer_string(&b, i ? ",[\"" : "[\"");
        buffer_string(&b, block.kind);
        buffer_string(&b, "\",");
        buffer_number(&b, block.span.start);
        buffer_char(&b, ',');
        buffer_number(&b, block.span.end);
        buffer_char(&b, ']');
    }
    buffer_char(&b, ']');
    const char *out = b.failed ? NULL : arena_strdup(a, b.at, b.len);
    buffer_free(&b);
    return out;
}

static const char *copied(struct arena *a, const char *s) { return s ? arena_strdup(a, s, strlen(s)) : ""; }

hearsay_entry *hearsay_entry_new(const hearsay_document *doc, const hearsay_place *place, hearsay_error *err)
{
    hearsay_place known = HEARSAY_PLACE_INIT;
    if (!doc || !versioned_copy(&known, sizeof known, place)) {
        error_set(err, HEARSAY_E_ARGUMENT, 0, doc ? "the place gives a size that cannot be: start from HEARSAY_PLACE_INIT" : "the document is NULL");
        return NULL;
    }
    if (known.line > INT64_MAX) known.line = 0;
    struct arena *a = arena_new(16 << 10);
    hearsay_entry *e = a ? ARENA_ZARRAY(a, hearsay_entry, 1) : NULL;
    if (e) {
        e->arena = a;
        e->doc = doc;
        e->place = known;
        e->place.file = copied(a, known.file);
        e->place.member = copied(a, known.member);
        e->place.fetched = known.fetched ? copied(a, known.fetched) : NULL;
        e->address = address_of(doc, a);
        e->blocks = blocks_json(doc, a);
        e->words = count_words(doc);
        if (doc->engine) e->packed = packed_document(doc, a, &e->packed_len);
        const bool compared = !doc->engine || pairs_shingles(&e->shingled, doc, a);
        store_now(e->seen);
        if (!arena_failed(a) && e->blocks && (e->packed || !doc->engine) && compared) return e;
    }
    arena_free(a);
    error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article of the store");
    return NULL;
}

static bool keep_numbers(hearsay_entry *e, const int64_t *from, size_t n, const int64_t **to)
{
    int64_t *kept = ARENA_ARRAY(e->arena, int64_t, n + 1);
    *to = kept;
    if (kept && n) memcpy(kept, from, n * sizeof *from);
    return kept;
}

/* Told from elsewhere, or 0. */
static bool are_numbers(const int64_t *list, size_t n)
{
    size_t i = 0;
    while (i < n && (!list[i] || (list[i] >= HEARSAY_TOLD_FROM && list[i] < INT64_MAX))) i++;
    return i == n;
}

hearsay_code hearsay_entry_link(hearsay_entry *entry, const int64_t *identities, size_t n_identities, const int64_t *linked, size_t n_linked,
                                hearsay_error *err)
{
    if (!entry || !identities || !linked) return error_set(err, HEARSAY_E_ARGUMENT, 0, "the entry, its identities or its claims are NULL");
    const struct hearsay_document *doc = entry->doc;
    if (n_identities != doc->n_actors || n_linked != doc->n_claims)
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "%zu identities and %zu claims for an article that has %u actors and %u claims", n_identities,
                         n_linked, doc->n_actors, doc->n_claims);
    if (!are_numbers(identities, n_identities) || !are_numbers(linked, n_linked))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "a number of an identity or a claim is neither 0 nor from HEARSAY_TOLD_FROM on");
    if (keep_numbers(entry, identities, n_identities, &entry->identities) && keep_numbers(entry, linked, n_linked, &entry->linked)) return HEARSAY_OK;
    entry->identities = entry->linked = NULL;
    return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for an article of the store");
}

void hearsay_entry_free(hearsay_entry *entry)
{
    if (entry) arena_free(entry->arena);
}
