/* warc: a WARC file, from a file or through a pipe, and the bodies in it. */
#include <string.h>

#include "fuzz.h"

struct bytes {
    const uint8_t *at;
    size_t n, done, step;
};

static ptrdiff_t next(void *context, void *to, size_t room)
{
    struct bytes *b = context;
    size_t n = b->n - b->done;
    if (n > room) n = room;
    if (n > b->step) n = b->step;
    memcpy(to, b->at + b->done, n);
    b->done += n;
    return (ptrdiff_t)n;
}

static ptrdiff_t anywhere(void *context, uint64_t offset, void *to, size_t room)
{
    struct bytes *b = context;
    if (offset >= b->n) return 0;
    size_t n = b->n - (size_t)offset;
    if (n > room) n = room;
    memcpy(to, b->at + offset, n);
    return (ptrdiff_t)n;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    uint8_t control = fuzz_control(data, &size);
    struct bytes bytes = { data, size, 0, control & 2 ? 1 + (size_t)(control >> 2) : 1 << 16 };
    hearsay_warc_input input = { sizeof input, &bytes, next, control & 1 ? anywhere : NULL };
    hearsay_warc_options opts = HEARSAY_WARC_OPTIONS_INIT;
    opts.max_unpacked = 4 << 20;
    hearsay_warc *w = hearsay_warc_open_input(&input, &opts, NULL);
    if (!w) return 0;
    /* Each call goes on behind what is damaged, so there are no more records and faults than bytes. */
    for (size_t calls = 0; calls <= size + 2; calls++) {
        const hearsay_warc_record *r;
        hearsay_error err;
        const char *body;
        size_t len;
        if (hearsay_warc_next(w, &r, &err) != HEARSAY_OK) continue;
        if (!r) {
            hearsay_warc_close(w);
            return 0;
        }
        if (hearsay_warc_body(w, 1 << 20, &body, &len, &err) == HEARSAY_OK && r->status == 200)
            hearsay_document_free(hearsay_page_html(body, len, NULL, NULL));
    }
    __builtin_trap();
}
