/* index.c: from rows to a hash.
 *
 * Rows are read in order, each form is folded, and its senses are threaded on its node; at the end they are laid side by side. While this grows,
 * strings and keys are offsets, since their pools move.
 *
 * Two rows may say the same thing twice (then it is one sense), or different things of one form. Of one kind, that is a contradiction unless both
 * mark the form as ambiguous; of two kinds, it is one if both name states and not the same. Somebody who adds a row learns so of the older one,
 * by its file and line. A user's row silently takes the place of a built-in one of its kind: that is what it is for. */
#include "lexicon/index.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <xxhash.h>

#include "base/error.h"
#include "lexicon/fold.h"
#include "lexicon/row.h"

enum { NODES_FIRST = 1 << 15, STRING_NONE = 0, END = -1 };

/* A sense in the making; its name and body are offsets into strings. */
struct draft {
    struct lexicon_sense sense;
    uint32_t name, of;
    uint32_t table, line;
    int32_t next; /* of the same node; END */
};

struct pool {
    char *at;
    size_t used, room;
};

struct build {
    const struct table *tables;
    uint32_t table, line; /* being read */
    struct node *nodes;   /* `first`: a draft, or END as unsigned */
    uint32_t mask, n_nodes;
    struct draft *drafts;
    uint32_t n_drafts, room_drafts;
    struct pool keys, strings;
    bool no_memory;
    char why[ROW_WHY + 160];
};

static uint32_t hash(const char *key, size_t len) { return (uint32_t)XXH3_64bits(key, len); }

/* ---- What grows ---------------------------------------------------------------------------------------------------------- */

static bool lacks_memory(struct build *b)
{
    b->no_memory = true;
    return false;
}

/* Adds len bytes and a NUL; *out is where. */
static bool pool_add(struct build *b, struct pool *p, const char *s, size_t len, uint32_t *out)
{
    if (p->used + len + 1 > p->room) {
        size_t room = 2 * p->room + len + 4096;
        char *at = room < UINT32_MAX ? realloc(p->at, room) : NULL;
        if (!at) return lacks_memory(b);
        p->at = at;
        p->room = room;
    }
    memcpy(p->at + p->used, s, len);
    p->at[p->used + len] = '\0';
    *out = (uint32_t)p->used;
    p->used += len + 1;
    return true;
}

/* The node of a key, or the empty one where it would stand. */
static struct node *place(struct node *nodes, uint32_t mask, const char *keys, const char *key, size_t len)
{
    uint32_t i = hash(key, len) & mask;
    while (nodes[i].len && (nodes[i].len != len || memcmp(keys + nodes[i].key, key, len))) i = (i + 1) & mask;
    return &nodes[i];
}

static bool nodes_grow(struct build *b)
{
    uint32_t mask = b->nodes ? 2 * b->mask + 1 : NODES_FIRST - 1;
    struct node *nodes = mask < UINT32_MAX / 2 ? calloc((size_t)mask + 1, sizeof *nodes) : NULL;
    if (!nodes) return lacks_memory(b);
    for (uint32_t i = 0; b->nodes && i <= b->mask; i++)
        if (b->nodes[i].len) *place(nodes, mask, b->keys.at, b->keys.at + b->nodes[i].key, b->nodes[i].len) = b->nodes[i];
    free(b->nodes);
    b->nodes = nodes;
    b->mask = mask;
    return true;
}

static struct draft *draft_new(struct build *b)
{
    if (b->n_drafts == b->room_drafts) {
        uint32_t room = 2 * b->room_drafts + 4096;
        struct draft *drafts = room < INT32_MAX / 2 ? realloc(b->drafts, room * sizeof *drafts) : NULL;
        if (!drafts) {
            lacks_memory(b);
            return NULL;
        }
        b->drafts = drafts;
        b->room_drafts = room;
    }
    return &b->drafts[b->n_drafts++];
}

/* The node of a whole key, with nodes for its beginnings. The bytes are kept once, by the longest. */
static struct node *node_of(struct build *b, const char *key, size_t len)
{
    while (2 * ((size_t)b->n_nodes + FOLD_WORDS) > b->mask)
        if (!nodes_grow(b)) return NULL;
    struct node *node = place(b->nodes, b->mask, b->keys.at, key, len);
    if (node->len) return node;
    uint32_t kept;
    if (!pool_add(b, &b->keys, key, len, &kept)) return NULL;
    for (size_t end = 1; end <= len; end++) {
        if (end < len && key[end] != ' ') continue;
        node = place(b->nodes, b->mask, b->keys.at, key, end);
        if (!node->len) {
            *node = (struct node){ .key = kept, .first = (uint32_t)END, .len = (uint8_t)end };
            b->n_nodes++;
        }
        if (end < len) node->goes_on = true;
    }
    return node;
}

/* ---- Senses -------------------------------------------------------------------------------------------------------------- */

/* What two rows must agree on to be two ways of saying the same. */
enum { ESSENTIAL = LEXICON_MALE | LEXICON_FEMALE | LEXICON_STATE_MEDIA | LEXICON_STATE_FUNDED | LEXICON_BEFORE };

static bool same_string(const struct build *b, uint32_t x, uint32_t y) { return x == y || !strcmp(b->strings.at + x, b->strings.at + y); }

static bool same_thing(const struct build *b, const struct draft *x, const struct draft *y)
{
    const struct lexicon_sense *p = &x->sense, *q = &y->sense;
    if (p->kind != q->kind || strcmp(p->code, q->code) != 0) return false;
    /* "Chinese" the adjective and the Chinese, the people, are called by different first forms. */
    if (p->kind == LEXICON_DEMONYM) return !((p->flags ^ q->flags) & ESSENTIAL);
    return p->type == q->type && !((p->flags ^ q->flags) & ESSENTIAL) && same_string(b, x->name, y->name) && same_string(b, x->of, y->of);
}

static bool both_ambiguous(const struct draft *x, const struct draft *y) { return x->sense.flags & y->sense.flags & LEXICON_AMBIGUOUS; }

/* Why two senses of one form cannot both be, NULL if they can. */
static const char *contradiction(const struct draft *old, const struct draft *new)
{
    const struct lexicon_sense *p = &old->sense, *q = &new->sense;
    if (both_ambiguous(old, new)) return NULL;
    /* "General" before a name, and "the general". */
    if (p->kind == LEXICON_TITLE && q->kind == LEXICON_TITLE && ((p->flags ^ q->flags) & LEXICON_BEFORE)) return NULL;
    if (p->code[0] && q->code[0] && strcmp(p->code, q->code) != 0) return "belongs to another state";
    return p->kind == q->kind ? "says something else" : NULL;
}

static void merge(struct lexicon_sense *into, const struct lexicon_sense *from)
{
    into->flags |= from->flags;
    into->capitals &= from->capitals;
    into->shouted &= from->shouted;
}

static bool of_user(const struct build *b, const struct draft *d) { return b->tables[d->table].user; }

static bool refuse(struct build *b, const char *form, size_t len, const char *what, const struct draft *old)
{
    int shown = len < 60 ? (int)len : 60;
    if (old)
        snprintf(b->why, sizeof b->why, "\"%.*s\" %s in %.60s, line %u (mark it with ? in both if it means both)", shown, form, what,
                 b->tables[old->table].name, old->line);
    else
        snprintf(b->why, sizeof b->why, "\"%.*s\" %s", shown, form, what);
    return false;
}

/* Adds a sense to its node, unless what is there says it already, or overrules it. */
static bool add_sense(struct build *b, struct node *node, const struct draft *new, const char *form, size_t len)
{
    int32_t last = END;
    unsigned n = 0;
    for (int32_t i = (int32_t)node->first; i != END; i = b->drafts[i].next) {
        struct draft *old = &b->drafts[i];
        bool overruled = of_user(b, old) && !of_user(b, new);
        last = i;
        n++;
        if (overruled && old->sense.kind == new->sense.kind) return true;
        if (overruled) continue;
        if (same_thing(b, old, new)) {
            merge(&old->sense, &new->sense);
            return true;
        }
        const char *why = contradiction(old, new);
        if (why) return refuse(b, form, len, why, old);
    }
    if (n == LEXICON_SENSES_MAX) return refuse(b, form, len, "has too many senses", NULL);
    struct draft *d = draft_new(b);
    if (!d) return false;
    *d = *new;
    d->next = END;
    if (last == END)
        node->first = (uint32_t)(d - b->drafts);
    else
        b->drafts[last].next = (int32_t)(d - b->drafts);
    node->n++;
    return true;
}

static bool add_form(struct build *b, const struct row *row, const struct row_form *form, struct draft *d, bool first)
{
    struct fold f;
    fold_begin(&f);
    fold_add(&f, form->at, form->len);
    if (f.over) return refuse(b, form->at, form->len, "is too long for a form (120 bytes or 16 words)", NULL);
    if (!f.len) return refuse(b, form->at, form->len, "has neither letter nor digit", NULL);
    if (first && !pool_add(b, &b->strings, form->at, form->len, &d->name)) return false;
    fold_case(&f, &d->sense.capitals, &d->sense.shouted);
    d->sense.flags = row->flags | form->flags | (first ? LEXICON_NAME : 0) | (of_user(b, d) ? LEXICON_USER : 0);
    if (f.words == 1 && d->sense.shouted) d->sense.flags |= LEXICON_ACRONYM;
    if ((row->flags & (LEXICON_ADJECTIVE | LEXICON_NOUN)) == LEXICON_ADJECTIVE) d->sense.flags &= (uint16_t) ~(LEXICON_SINGULAR | LEXICON_PLURAL);
    struct node *node = node_of(b, f.key, f.len);
    return node && add_sense(b, node, d, form->at, form->len);
}

static bool add_row(struct build *b, const struct row *row)
{
    struct draft d = { .table = b->table, .line = b->line, .of = STRING_NONE };
    struct row_form form;
    const char *at = row->forms;
    bool first = true;
    d.sense.kind = (uint8_t)row->kind;
    d.sense.type = (uint8_t)row->type;
    memcpy(d.sense.code, row->code, sizeof d.sense.code);
    memcpy(d.sense.cameo, row->cameo, sizeof d.sense.cameo);
    if (row->of && !pool_add(b, &b->strings, row->of, row->of_len, &d.of)) return false;
    while (row_form(row, &at, &form, b->why)) {
        if (!add_form(b, row, &form, &d, first)) return false;
        first = false;
    }
    return !b->why[0];
}

/* ---- Tables -------------------------------------------------------------------------------------------------------------- */

static bool add_table(struct build *b, const struct table *t, hearsay_error *err)
{
    size_t begin = t->len >= 3 && !memcmp(t->text, "\xEF\xBB\xBF", 3) ? 3 : 0;
    b->table = (uint32_t)(t - b->tables);
    for (b->line = 1; begin < t->len; b->line++) {
        const char *s = t->text + begin, *line_feed = memchr(s, '\n', t->len - begin);
        size_t len = line_feed ? (size_t)(line_feed - s) : t->len - begin;
        struct row row;
        enum row_found found = row_read(s, len, &row, b->why);
        if (found == ROW_BAD || (found == ROW_READ && !add_row(b, &row))) {
            if (b->no_memory)
                error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the lexicon");
            else
                error_set(err, HEARSAY_E_LEXICON, begin, "%s, line %u: %s", t->name, b->line, b->why);
            return false;
        }
        begin += len + 1;
    }
    return true;
}

static int by_code(const void *x, const void *y)
{
    return strcmp((*(const struct lexicon_sense *const *)x)->code, (*(const struct lexicon_sense *const *)y)->code);
}

static bool is_state_name(const struct lexicon_sense *s)
{
    return (s->kind == LEXICON_COUNTRY || s->kind == LEXICON_TERRITORY) && s->flags & LEXICON_NAME;
}

static bool list_states(struct lexicon *lx)
{
    for (uint32_t i = 0; i < lx->n_senses; i++) lx->n_states += is_state_name(&lx->senses[i]);
    lx->states = malloc((lx->n_states + 1) * sizeof *lx->states);
    if (!lx->states) return false;
    uint32_t n = 0;
    for (uint32_t i = 0; i < lx->n_senses; i++)
        if (is_state_name(&lx->senses[i])) lx->states[n++] = &lx->senses[i];
    qsort(lx->states, n, sizeof *lx->states, by_code);
    return true;
}

/* Drafts become senses, each node's side by side; the pools, which move no more, change hands. */
static struct lexicon *finish(struct build *b)
{
    struct lexicon *lx = calloc(1, sizeof *lx);
    if (!lx) return NULL;
    lx->senses = malloc(((size_t)b->n_drafts + 1) * sizeof *lx->senses);
    if (!lx->senses) {
        free(lx);
        return NULL;
    }
    lx->nodes = b->nodes;
    lx->mask = b->mask;
    lx->keys = b->keys.at;
    lx->strings = b->strings.at;
    b->nodes = NULL;
    b->keys.at = b->strings.at = NULL;
    for (uint32_t i = 0; i <= lx->mask; i++) {
        struct node *node = &lx->nodes[i];
        int32_t next = (int32_t)node->first;
        if (!node->len) continue;
        node->first = lx->n_senses;
        for (; next != END; next = b->drafts[next].next) {
            const struct draft *d = &b->drafts[next];
            struct lexicon_sense *s = &lx->senses[lx->n_senses++];
            *s = d->sense;
            s->name = lx->strings + d->name;
            s->of = d->of == STRING_NONE ? NULL : lx->strings + d->of;
        }
    }
    if (list_states(lx)) return lx;
    lexicon_close(lx);
    return NULL;
}

struct lexicon *index_make(const struct table *tables, size_t n, hearsay_error *err)
{
    struct build b = { .tables = tables };
    struct lexicon *lx = NULL;
    uint32_t none;
    bool good = nodes_grow(&b) && pool_add(&b, &b.strings, "", 0, &none) && pool_add(&b, &b.keys, "", 0, &none);
    if (!good) error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the lexicon");
    for (size_t i = 0; good && i < n; i++) good = add_table(&b, &tables[i], err);
    if (good && !(lx = finish(&b))) error_set(err, HEARSAY_E_NOMEM, 0, "out of memory for the lexicon");
    for (size_t i = 0; lx && i < n; i++) lx->hash = XXH3_64bits_withSeed(tables[i].text, tables[i].len, lx->hash);
    free(b.nodes);
    free(b.drafts);
    free(b.keys.at);
    free(b.strings.at);
    return lx;
}

const struct node *index_node(const struct lexicon *lx, const char *key, size_t len)
{
    const struct node *node = place(lx->nodes, lx->mask, lx->keys, key, len);
    return node->len ? node : NULL;
}
