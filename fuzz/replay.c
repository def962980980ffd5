/* replay.c: a target without a fuzzer: feeds it the files that are named, and those in the folders that are named; a target that breaks ends the
 * program. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>

#include "fuzz.h"

static unsigned long fed;

static void feed(const char *path)
{
    FILE *in = fopen(path, "rb");
    uint8_t *bytes = NULL;
    size_t n = 0, room = 0;
    if (!in) {
        perror(path);
        exit(2);
    }
    for (;;) {
        if (n == room) bytes = realloc(bytes, room = 2 * room + 4096);
        if (!bytes) exit(2);
        size_t got = fread(bytes + n, 1, room - n, in);
        if (!got) break;
        n += got;
    }
    fclose(in);
    /* No byte more than there are, so that the sanitizers see one that is read beyond. */
    uint8_t *exact = malloc(n ? n : 1);
    if (!exact) exit(2);
    for (size_t i = 0; i < n; i++) exact[i] = bytes[i];
    free(bytes);
    printf("%s, %zu bytes\n", path, n);
    fflush(stdout);
    LLVMFuzzerTestOneInput(exact, n);
    free(exact);
    fed++;
}

int main(int argc, char **argv)
{
    for (int i = 1; i < argc; i++) {
        struct dirent **names;
        int n = scandir(argv[i], &names, NULL, alphasort);
        if (n < 0) feed(argv[i]);
        for (int k = 0; k < n; k++) {
            char path[4096];
            snprintf(path, sizeof path, "%s/%s", argv[i], names[k]->d_name);
            if (names[k]->d_name[0] != '.') feed(path);
            free(names[k]);
        }
        if (n >= 0) free(names);
    }
    printf("%lu passed, 0 failed\n", fed);
    return fed ? 0 : 2;
}
