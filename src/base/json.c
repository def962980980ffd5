/* json.c: jansson's parser, with lack of memory told apart from broken JSON.
 *
 * jansson (2.14, load.c) passes over it when the buffer of a token cannot grow, so that for want of memory it reports a token that is wrong, or
 * worse, reads on behind the buffer. Its allocator can be replaced for the whole process only, which a library must not do. So it is begun
 * only if what a text may take is to be had, and its verdict "broken" counts only if memory is still to be had and a second run says the same. */
#include "base/json.h"

#include <stdlib.h>

/* A token's buffer doubles as it grows, beside the copy that it grows from and the string made of it. */
static bool has_memory(size_t len)
{
    void *volatile p = malloc(4 * len + 4096); /* volatile: a pair of malloc and free may else be left out */
    free(p);
    return p != NULL;
}

json_t *json_parse(const char *text, size_t len, size_t flags, json_error_t *why, bool *no_memory)
{
    json_t *root = NULL;
    *no_memory = false;
    for (int run = 0; run < 2 && !root && !*no_memory; run++) {
        *no_memory = !has_memory(len);
        if (!*no_memory) root = json_loadb(text, len, flags, why);
    }
    if (!root) *no_memory |= !has_memory(len) || json_error_code(why) == json_error_out_of_memory;
    return root;
}
