/* lexicon.c: opening a lexicon, and asking it.
 *
 * A lookup folds word after word and asks for the key so far; it ends where no form goes on. Most words of a text begin no form, and cost one fold
 * and one probe: 50 ns, where the encoder takes 100 us a word (unit.lexicon prints its time). */
#include "lexicon/lexicon.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "lexicon/fold.h"
#include "lexicon/index.h"

enum { FILE_MAX = 64 << 20 };

/* ---- Opening ------------------------------------------------------------------------------------------------------------- */

static char *read_all(FILE *in, const char *path, size_t *len, hearsay_error *err)
{
    char *bytes = NULL;
    size_t used = 0, room = 0;
    for (;;) {
        if (used == room) {
            char *more = realloc(bytes, room = 2 * room + 65536);
            if (!more) {
                error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for %s", path);
                break;
            }
            bytes = more;
        }
        size_t n = fread(bytes + used, 1, room - used, in);
        used += n;
        if (used > FILE_MAX) {
            error_set(err, HEARSAY_E_TOO_LONG, FILE_MAX, "%s: more than 64 MiB is no lexicon", path);
            break;
        }
        if (n) continue;
        if (!ferror(in)) {
            *len = used;
            return bytes;
        }
        error_set(err, HEARSAY_E_IO, used, "%s: %s", path, strerror(errno));
        break;
    }
    free(bytes);
    return NULL;
}

static bool read_table(const char *path, struct table *out, hearsay_error *err)
{
    errno = 0;
    FILE *in = fopen(path, "rb");
    if (!in) {
        bool no_memory = !errno || errno == ENOMEM;
        error_set(err, no_memory ? HEARSAY_E_NOMEM : HEARSAY_E_IO, 0, "%s: %s", path, strerror(no_memory ? ENOMEM : errno));
        return false;
    }
    setvbuf(in, NULL, _IONBF, 0); /* straight into our own bytes */
    *out = (struct table){ .name = path, .user = true };
    out->text = read_all(in, path, &out->len, err);
    fclose(in);
    return out->text;
}

struct lexicon *lexicon_open(const char *const *paths, size_t n, hearsay_error *err)
{
    struct lexicon *lx = NULL;
    struct table *tables = n < SIZE_MAX / sizeof *tables - lexicon_n_tables ? malloc((n + lexicon_n_tables) * sizeof *tables) : NULL;
    if (!tables) {
        error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the lexicon");
        return NULL;
    }
    size_t read = 0;
    while (read < n && read_table(paths[read], &tables[read], err)) read++;
    if (read == n) {
        memcpy(tables + n, lexicon_tables, lexicon_n_tables * sizeof *tables);
        lx = index_make(tables, n + lexicon_n_tables, err);
    }
    for (size_t i = 0; i < read; i++) free((char *)tables[i].text);
    free(tables);
    return lx;
}

uint64_t lexicon_hash(const struct lexicon *lx) { return lx->hash; }

void lexicon_close(struct lexicon *lx)
{
    if (!lx) return;
    free(lx->nodes);
    free(lx->senses);
    free(lx->keys);
    free(lx->strings);
    free(lx->states);
    free(lx);
}

/* ---- Asking -------------------------------------------------------------------------------------------------------------- */

/* The senses of a node whose case rule the text fulfils. */
static uint32_t take(const struct lexicon *lx, const struct node *node, const struct fold *f, const struct lexicon_sense **out)
{
    uint16_t capitals, shouted;
    uint32_t n = 0;
    fold_case(f, &capitals, &shouted);
    for (uint32_t i = 0; i < node->n; i++) {
        const struct lexicon_sense *s = &lx->senses[node->first + i];
        if (!(s->capitals & ~capitals) && !(s->shouted & ~shouted)) out[n++] = s;
    }
    return n;
}

bool lexicon_match(const struct lexicon *lx, const char *text, const struct word *words, uint32_t n, struct lexicon_match *out)
{
    struct fold f;
    fold_begin(&f);
    out->n = out->words = 0;
    for (uint32_t i = 0; i < n; i++) {
        struct span s = words[i].span;
        if (i && s.start > words[i - 1].span.end) fold_part(&f);
        if (!fold_add(&f, text + s.start, s.end - s.start)) {
            if (!i) break; /* a hyphen or full stop begins nothing */
            continue;
        }
        const struct node *node = f.over ? NULL : index_node(lx, f.key, f.len);
        if (!node) break;
        const struct lexicon_sense *senses[LEXICON_SENSES_MAX];
        uint32_t found = node->n ? take(lx, node, &f, senses) : 0;
        if (found) {
            memcpy(out->senses, senses, found * sizeof *senses);
            out->n = found;
            out->words = i + 1;
        }
        if (!node->goes_on) break;
    }
    return out->n > 0;
}

bool lexicon_find(const struct lexicon *lx, const char *s, size_t len, struct lexicon_match *out)
{
    struct fold f;
    fold_begin(&f);
    fold_add(&f, s, len);
    const struct node *node = f.over || !f.len ? NULL : index_node(lx, f.key, f.len);
    out->n = node ? take(lx, node, &f, out->senses) : 0;
    out->words = out->n ? 1 : 0;
    return out->n > 0;
}

const struct lexicon_sense *lexicon_state(const struct lexicon *lx, const char *code)
{
    uint32_t low = 0, high = lx->n_states;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        int order = strncmp(code, lx->states[middle]->code, sizeof lx->states[middle]->code);
        if (!order) return lx->states[middle];
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return NULL;
}
