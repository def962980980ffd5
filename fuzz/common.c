/* common.c: files without a disk, the tiny engine, and a walk over all that a document lends. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include <sqlite3.h>

const char *fuzz_file(const uint8_t *data, size_t size)
{
    static int fd = -1;
    static char path[40];
    if (fd >= 0) close(fd);
    fd = memfd_create("fuzz", MFD_CLOEXEC);
    if (fd < 0) abort();
    for (size_t done = 0; done < size;) {
        ssize_t n = write(fd, data + done, size - done);
        if (n <= 0) abort();
        done += (size_t)n;
    }
    snprintf(path, sizeof path, "/proc/self/fd/%d", fd);
    return path;
}

/* An article of ours read by the engine that is shipped, so that a store of it has rows of every kind; `more` goes below it. */
static void add_article(hearsay_store *store, const hearsay_engine *eng, const char *path, const char *uri, const char *more)
{
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    hearsay_place place = HEARSAY_PLACE_INIT;
    static char text[1 << 16];
    FILE *in = fopen(path, "rb");
    if (!in) abort();
    size_t len = fread(text, 1, sizeof text / 2, in);
    fclose(in);
    len += (size_t)snprintf(text + len, sizeof text / 2, "%s", more);
    opts.uri = uri;
    opts.outlet = "The Marlow Mail";
    opts.published = "2024-10-09";
    place.file = path;
    hearsay_document *doc = hearsay_read(eng, text, len, &opts, NULL);
    if (!doc || hearsay_store_add(store, doc, &place, NULL, NULL) != HEARSAY_OK) abort();
    hearsay_document_free(doc);
}

/* Small pages, so that a damaged byte is more often one that means something. */
static void shrink(const char *path)
{
    sqlite3 *db;
    if (sqlite3_open(path, &db) != SQLITE_OK) abort();
    if (sqlite3_exec(db, "PRAGMA journal_mode = DELETE; PRAGMA page_size = 512; VACUUM; PRAGMA journal_mode = WAL;", NULL, NULL, NULL) != SQLITE_OK)
        abort();
    sqlite3_close(db);
}

const uint8_t *fuzz_store(size_t *size)
{
    static uint8_t *bytes;
    static size_t n;
    *size = n;
    if (bytes) return bytes;
    char folder[] = "/tmp/hearsay-fuzz-XXXXXX", path[64];
    if (!mkdtemp(folder)) abort();
    snprintf(path, sizeof path, "%s/base.db", folder);
    hearsay_engine *eng = hearsay_engine_open("models/hearsay-en.safetensors", NULL, NULL);
    hearsay_store *store = eng ? hearsay_store_open(path, 0, NULL) : NULL;
    if (!store) abort();
    add_article(store, eng, "examples/night-buses.txt", "https://marlow.example/buses", "");
    add_article(store, eng, "examples/night-buses.txt", "https://gazette.example/buses", "\nThe council denied it.\n");
    add_article(store, eng, "examples/dam.txt", "https://marlow.example/dam", "");
    add_article(store, eng, "examples/dam.txt", "https://marlow.example/dam", "\nIran denied that it had built the dam.\n");
    hearsay_store_close(store);
    hearsay_engine_close(eng);
    shrink(path);
    FILE *in = fopen(path, "rb");
    bytes = malloc(1 << 22);
    if (!in || !bytes) abort();
    *size = n = fread(bytes, 1, 1 << 22, in);
    fclose(in);
    unlink(path);
    rmdir(folder);
    return bytes;
}

const char *fuzz_store_file(const uint8_t *data, size_t size)
{
    static char path[64];
    static const char *const beside[] = { "-wal", "-shm", "-journal" };
    char other[80];
    if (!path[0]) {
        static char folder[] = "/dev/shm/hearsay-fuzz-XXXXXX", elsewhere[] = "/tmp/hearsay-fuzz-XXXXXX";
        const char *in = mkdtemp(folder) ? folder : mkdtemp(elsewhere);
        if (!in) abort();
        snprintf(path, sizeof path, "%s/fuzz.db", in);
        atexit(fuzz_store_remove);
    }
    for (size_t i = 0; i < sizeof beside / sizeof *beside; i++) {
        snprintf(other, sizeof other, "%s%s", path, beside[i]);
        unlink(other);
    }
    if (!data) {
        unlink(path);
        *strrchr(path, '/') = '\0';
        rmdir(path);
        path[0] = '\0';
        return NULL;
    }
    FILE *out = fopen(path, "wb");
    if (!out || fwrite(data, 1, size, out) != size || fclose(out) != 0) abort();
    return path;
}

void fuzz_store_remove(void) { fuzz_store_file(NULL, 0); }

const hearsay_engine *fuzz_tiny(void)
{
    static hearsay_engine *eng;
    hearsay_error err;
    if (eng) return eng;
    eng = hearsay_engine_open("tests/golden/tiny.safetensors", NULL, &err);
    if (eng) return eng;
    fprintf(stderr, "fuzz: %s\n", err.msg);
    abort();
}

static void check(hearsay_spans spans, size_t length)
{
    for (size_t i = 0; i < spans.n; i++)
        if (spans.at[i].start >= spans.at[i].end || spans.at[i].end > length) abort();
}

static size_t code_points(const hearsay_document *doc)
{
    size_t len, n = 0;
    const char *text = hearsay_document_text(doc, &len);
    for (size_t i = 0; i < len; i++) n += ((unsigned char)text[i] & 0xc0) != 0x80;
    return n;
}

static void walk_claims(const hearsay_document *doc, size_t length)
{
    const size_t actors = hearsay_actor_count(doc), attributions = hearsay_attribution_count(doc);
    for (size_t i = 0; i < hearsay_claim_count(doc); i++) {
        hearsay_claim c = hearsay_claim_at(doc, i);
        if (!c.text || !c.n_mentions) abort();
        for (size_t k = 0; k < c.n_mentions; k++) {
            check(c.mentions[k].spans, length);
            if (c.mentions[k].attribution != SIZE_MAX && c.mentions[k].attribution >= attributions) abort();
        }
        for (size_t k = 0; k < c.n_positions; k++) {
            const hearsay_position *p = &c.positions[k];
            if (p->actor < HEARSAY_OUTLET && p->actor >= actors) abort();
            if (p->actor == HEARSAY_OUTLET && p->attribution != SIZE_MAX) abort();
        }
        if (!c.event) continue;
        check(c.event->cue, length);
        check(c.event->theme, length);
        if (!c.event->cue.n || (c.event->actor != HEARSAY_NO_ACTOR && c.event->actor >= actors)) abort();
    }
}

void fuzz_walk(hearsay_document *doc)
{
    if (!doc) return;
    const size_t length = code_points(doc);
    for (size_t i = 0; i < hearsay_attribution_count(doc); i++) {
        hearsay_attribution a = hearsay_attribution_at(doc, i);
        check(a.source, length);
        check(a.cue, length);
        check(a.content, length);
        if (!(a.score >= 0 && a.score <= 1) || !a.n_voices || a.voices[a.n_voices - 1].actor != a.actor) abort();
        if (a.within != HEARSAY_OUTERMOST && a.within >= hearsay_attribution_count(doc)) abort();
    }
    walk_claims(doc, length);
    for (hearsay_format format = HEARSAY_JSON; format <= HEARSAY_DOT; format++) {
        char *out = NULL;
        if (hearsay_document_write(doc, format, NULL, &out, NULL, NULL) != HEARSAY_OK) abort();
        hearsay_string_free(out);
    }
    hearsay_document_free(doc);
}
