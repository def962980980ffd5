/* lexicon: the tables of words. The control byte chooses whose reader gets the text. */
#include "lexicon/lexicon.h"
#include "fuzz.h"
#include "lexicon/cues.h"
#include "lexicon/event_words.h"
#include "lexicon/loaded_words.h"
#include "trace/stands.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    hearsay_error err;
    const char *text = (const char *)data;
    switch (fuzz_control(data, &size) % 5) {
    case 0: cues_close(cues_read("fuzz", text, size, &err)); break;
    case 1: event_words_close(event_words_read("fuzz", text, size, &err)); break;
    case 3: loaded_words_close(loaded_words_read("fuzz", text, size, &err)); break;
    case 4: stands_close(stands_read("fuzz", text, size, &err)); break;
    default: {
        const char *path = fuzz_file(data, size);
        struct lexicon *lx = lexicon_open(&path, 1, &err);
        struct lexicon_match match;
        if (lx) lexicon_find(lx, text, size < 64 ? size : 64, &match);
        lexicon_close(lx);
    }
    }
    return 0;
}
