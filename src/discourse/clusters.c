/* clusters.c: union-find over mentions, with lists. Joining by size and halving of paths: R. Tarjan, "Efficiency of a good but not linear set
 * union algorithm", 1975; the leader is kept the first mention in the text, so that the order of actors is that of the text. */
#include "discourse/clusters.h"

#include "discourse/agreement.h"

bool clusters_make(struct clusters *c, struct discourse *d)
{
    const uint32_t n = d->mentions.n;
    *c = (struct clusters){ d, ARENA_ARRAY(d->scratch, struct cluster, (size_t)n + 1), ARENA_ARRAY(d->scratch, uint32_t, (size_t)n + 1) };
    if (!c->at || !c->next) return false;
    for (uint32_t i = 0; i < n; i++) {
        struct mention *m = &d->mentions.at[i];
        m->cluster = i;
        c->next[i] = HS_NONE;
        c->at[i] = (struct cluster){ m->class, m->number, m->gender, m->name_first != HS_NONE ? i : HS_NONE, i, 1, NULL };
        if (m->sense && (m->sense->kind == LEXICON_COUNTRY || m->sense->kind == LEXICON_TERRITORY) && m->sense->code[0]) c->at[i].code = m->sense->code;
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
