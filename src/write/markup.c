/* markup.c: the five characters that mean something, and those that may not be there. */
#include "write/markup.h"

#include <string.h>

#define REPLACEMENT "\xef\xbf\xbd"

void markup_text(struct buffer *out, const char *s, size_t n)
{
    for (size_t i = 0; i < n; i++) {
        const unsigned char c = (unsigned char)s[i];
        switch (c) {
        case '&': buffer_string(out, "&amp;"); break;
        case '<': buffer_string(out, "&lt;"); break;
        case '>': buffer_string(out, "&gt;"); break;
        case '"': buffer_string(out, "&quot;"); break;
        case '\'': buffer_string(out, "&#39;"); break;
        case 0xEF:
            if (i + 2 < n && (!memcmp(s + i, "\xef\xbf\xbe", 3) || !memcmp(s + i, "\xef\xbf\xbf", 3))) {
                buffer_string(out, REPLACEMENT);
                i += 2;
            } else
                buffer_char(out, (char)c);
            break;
        default:
            if ((c < ' ' && c != '\t' && c != '\n') || c == 0x7F)
                buffer_string(out, c == '\r' ? "" : REPLACEMENT);
            else
                buffer_char(out, (char)c);
        }
    }
}
