/* common.c: files without a disk, the tiny engine, and a walk over all that a document lends. */
#include "fuzz.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

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
    static const hearsay_format formats[] = { HEARSAY_JSON,   HEARSAY_JSON_PRETTY, HEARSAY_TEXT, HEARSAY_BRAT_TEXT, HEARSAY_BRAT_ANN, HEARSAY_CONLLU,
                                              HEARSAY_BLOCKS, HEARSAY_CSV,         HEARSAY_HTML, HEARSAY_WEBANNO,   HEARSAY_PROV };
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
    for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
        char *out = NULL;
        if (hearsay_document_write(doc, formats[i], NULL, &out, NULL, NULL) != HEARSAY_OK) abort();
        hearsay_string_free(out);
    }
    hearsay_document_free(doc);
}
