/* error.c: messages of one line, whatever they quote. */
#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Those of C0 and C1, and those that turn the direction of writing: a terminal that is sent a message would obey them. */
static bool is_control(uint32_t cp)
{
    return cp < 0x20 || (cp >= 0x7F && cp < 0xA0) || cp == 0x061C || cp == 0x200E || cp == 0x200F || (cp >= 0x202A && cp <= 0x202E) ||
           (cp >= 0x2066 && cp <= 0x2069);
}

hearsay_code error_set(hearsay_error *err, hearsay_code code, size_t at, const char *format, ...)
{
    if (!err) return code;
    err->code = code;
    err->at = at;
    va_list args;
    va_start(args, format);
    int n = vsnprintf(err->msg, sizeof err->msg, format, args);
    va_end(args);
    if (n < 0) err->msg[0] = '\0';
    size_t len = strlen(err->msg);
    /* A file name may hold anything, and a long message is cut, perhaps inside a character: both must not break the line or its encoding. */
    for (size_t i = 0; i < len;) {
        uint32_t cp;
        unsigned k = utf8_decode(err->msg + i, len - i, &cp);
        if (!k && (size_t)n > len && len - i < 4 && ((unsigned char)err->msg[i] & 0xC0) == 0xC0) {
            err->msg[i] = '\0';
            break;
        }
        if (!k || is_control(cp)) memset(err->msg + i, '?', k ? k : 1);
        i += k ? k : 1;
    }
    return code;
}

static const struct {
    hearsay_code code;
    const char *name;
} code_names[] = {
    { HEARSAY_OK, "HEARSAY_OK" },
    { HEARSAY_E_NOMEM, "HEARSAY_E_NOMEM" },
    { HEARSAY_E_ARGUMENT, "HEARSAY_E_ARGUMENT" },
    { HEARSAY_E_IO, "HEARSAY_E_IO" },
    { HEARSAY_E_UTF8, "HEARSAY_E_UTF8" },
    { HEARSAY_E_TOO_LONG, "HEARSAY_E_TOO_LONG" },
    { HEARSAY_E_BINARY, "HEARSAY_E_BINARY" },
    { HEARSAY_E_JSON, "HEARSAY_E_JSON" },
    { HEARSAY_E_LANGUAGE, "HEARSAY_E_LANGUAGE" },
    { HEARSAY_E_ARCHIVE, "HEARSAY_E_ARCHIVE" },
    { HEARSAY_E_MODEL, "HEARSAY_E_MODEL" },
    { HEARSAY_E_COMPUTE, "HEARSAY_E_COMPUTE" },
    { HEARSAY_E_LEXICON, "HEARSAY_E_LEXICON" },
    { HEARSAY_E_STORE, "HEARSAY_E_STORE" },
    { HEARSAY_E_BUSY, "HEARSAY_E_BUSY" },
    { HEARSAY_E_NOT_FOUND, "HEARSAY_E_NOT_FOUND" },
};

const char *hearsay_code_name(hearsay_code code)
{
    for (size_t i = 0; i < sizeof code_names / sizeof *code_names; i++)
        if (code_names[i].code == code) return code_names[i].name;
    return "?";
}
