/* clusters.c: union-find over mentions, with lists. Joining by size and halving of paths: R. Tarjan, "Efficiency of a good but not linear set
 * union algorithm", 1975; the leader is kept the first mention in the text, so that the order of actors is that of the text. */
#include "discourse/clusters.h"

#include <string.h>

#include "discourse/agreement.h"

/* "Korea", "Congo": of the states that it may be, the one that the text names otherwise. */
static void settle_ambiguous(struct discourse *d)
{
    const char *named[64];
    uint32_t n = 0;
    for (uint32_t i = 0; i < d->mentions.n && n < 64; i++) {
        const struct mention *m = &d->mentions.at[i];
        bool known = !m->state || (m->sense->flags & LEXICON_AMBIGUOUS);
        for (uint32_t k = 0; k < n && !known; k++) known = named[k] == m->state || !strcmp(named[k], m->state);
        if (!known) named[n++] = m->state;
    }
    for (uint32_t i = 0; i < d->mentions.n; i++) {
        struct mention *m = &d->mentions.at[i];
        struct lexicon_match match;
        if (!m->state || !(m->sense->flags & LEXICON_AMBIGUOUS)) continue;
        if (!lexicon_match(d->lexicon, d->doc->text, &d->doc->words[m->name_first], m->name_last - m->name_first + 1, &match)) continue;
        for (uint32_t s = match.n; s-- > 0;)
            for (uint32_t k = 0; k < n; k++)
                if (match.senses[s]->kind == m->sense->kind && !strcmp(match.senses[s]->code, named[k])) {
                    m->sense = match.senses[s];
                    m->state = m->sense->code;
                }
    }
}

bool clusters_make(struct clusters *c, struct discourse *d)
{
    const uint32_t n = d->mentions.n;
    *c = (struct clusters){ d, ARENA_ARRAY(d->scratch, struct cluster, (size_t)n + 1), ARENA_ARRAY(d->scratch, uint32_t, (size_t)n + 1) };
    if (!c->at || !c->next) return false;
    settle_ambiguous(d);
    for (uint32_t i = 0; i < n; i++) {
        struct mention *m = &d->mentions.at[i];
        m->cluster = i;
        c->next[i] = HS_NONE;
        c->at[i] = (struct cluster){ m->class, m->number, m->gender, m->name_first != HS_NONE ? i : HS_NONE, i, 1, m->state };
    }
    return true;
}

uint32_t cluster_of(struct clusters *c, uint32_t m)
{
    struct mention *at = c->d->mentions.at;
    while (at[m].cluster != m) {
        at[m].cluster = at[at[m].cluster].cluster;
        m = at[m].cluster;
    }
    return m;
}

bool clusters_agree(struct clusters *c, uint32_t a, uint32_t b)
{
    const struct cluster *x = cluster_at(c, a), *y = cluster_at(c, b);
    return numbers_agree(x->number, y->number) && genders_agree(x->gender, y->gender) && classes_agree(x->class, y->class);
}

static uint32_t name_words(const struct clusters *c, uint32_t m)
{
    return m == HS_NONE ? 0 : c->d->mentions.at[m].name_last - c->d->mentions.at[m].name_first + 1;
}

void clusters_join(struct clusters *c, uint32_t a, uint32_t b)
{
    a = cluster_of(c, a);
    b = cluster_of(c, b);
    if (a == b) return;
    if (b < a) {
        const uint32_t swap = a;
        a = b;
        b = swap;
    }
    struct cluster *x = &c->at[a];
    const struct cluster *y = &c->at[b];
    c->d->mentions.at[b].cluster = a;
    c->next[x->last] = b; /* text order is restored where it matters: actors.c */
    x->last = y->last;
    x->size += y->size;
    if (name_words(c, y->name) > name_words(c, x->name)) {
        x->name = y->name;
        if (y->class != MENTION_NONE) x->class = y->class;
    }
    if (x->class == MENTION_NONE) x->class = y->class;
    if (x->number == NUMBER_UNKNOWN) x->number = y->number;
    if (x->gender == GENDER_UNKNOWN) x->gender = y->gender;
    if (!x->code) x->code = y->code;
}
