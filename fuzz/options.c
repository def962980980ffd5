/* options: the words of a command line, a line each; the first chooses the command. Nothing is run. */
#include <stdlib.h>
#include <string.h>

#include "fuzz.h"
#include "options.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    enum { WORDS = 64 };
    char *line = malloc(size + 1), *words[WORDS + 1] = { NULL };
    int n = 0;
    if (!line) return 0;
    memcpy(line, data, size);
    line[size] = '\0';
    for (char *at = line; at && n < WORDS;) words[n++] = strsep(&at, "\n");
    const struct command *cmd = command_find(words[0]);
    if (cmd) {
        _Alignas(16) unsigned char values[8192];
        struct parsed parsed;
        memset(values, 0, sizeof values);
        options_parse(cmd, values, n, words, &parsed);
        if (parsed.n < 0 || parsed.n >= n + 1) abort();
    }
    free(line);
    return 0;
}
