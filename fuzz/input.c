/* input: a file that somebody names on the command line, whatever it is: text, a page, JSON Lines, WARC, zip, tar, a compressed file. The control
 * byte chooses --from, and so small limits that they are met. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "input.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const uint8_t control = fuzz_control(data, &size);
    struct input_options opts = { .from = control & 3, .max_bytes = control & 4 ? 300 : 1 << 20, .max_unpacked = control & 8 ? 5000 : 8 << 20 };
    char *path = (char *)(uintptr_t)fuzz_file(data, size);
    struct article_source *all = input_open(&path, 1, &opts);
    if (!all) return 0;
    /* An article takes a byte at least, of the file or of what it unpacks to. */
    size_t most = size + opts.max_unpacked + 16;
    for (struct article a; memset(&a, 0, sizeof a), all->next(all, &a); article_clear(&a)) {
        if (!most--) abort();
        if (a.error ? a.bytes != NULL : !a.bytes && !a.note && a.len) abort(); /* an empty file has no bytes */
        if (a.bytes && a.len > opts.max_bytes) abort();
        if (!a.path) abort();
    }
    all->close(all);
    if (input_size(&path, 1, &opts) != size) abort();
    return 0;
}
