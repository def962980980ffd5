/* html: a web page, in any encoding, up to the article on it. */
#include "fuzz.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static const char *const charsets[] = { NULL, "utf-8", "windows-1252", "utf-16le", "shift_jis", "gb18030", "no such thing", "" };
    hearsay_options opts = HEARSAY_OPTIONS_INIT;
    uint8_t control = fuzz_control(data, &size);
    opts.charset = charsets[control & 7];
    opts.strict = control & 8;
    if (control & 16) opts.uri = "https://news.example/2024/03/01/a-story";
    hearsay_looks_like_html((const char *)data, size);
    fuzz_walk(hearsay_page_html((const char *)data, size, &opts, NULL));
    return 0;
}
