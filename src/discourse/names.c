/* names.c: names that are one. The sieves, from the surest:
 *
 *   the same words          "Lavrov" ... "Lavrov", "LAVROV" in a headline in capitals
 *   the same state          by the lexicon's code: "DPRK", "North Korea"
 *   first and last word     "Sergey V. Lavrov" and "Sergey Lavrov"
 *   the family name         "Lavrov" after (a headline: before) the full name; the last word, else the first ("Kwon Jong Gun", "Kwon")
 *   initials                "IAEA", "International Atomic Energy Agency"; "World Health Organization (WHO)"
 *   the beginning           "Goldman Sachs" and "Goldman", of organisations
 *
 * H. Lee et al., "Deterministic coreference resolution based on entity-centric, precision-ranked rules", Computational Linguistics 39(4), 2013.
 * Names are sorted by a hash of what is compared, so that no pair is looked at in vain. */
#include "discourse/names.h"

#include <stdlib.h>
#include <string.h>

#include "base/bisect.h"
#include "base/character.h"
#include "discourse/agreement.h"

/* A name with what it is compared by. Hashes of 64 bits: that two names of an article collide is not to be feared. */
struct name {
    uint64_t key;
    uint32_t mention;
};

enum { LOOKS_MOST = 8 }; /* names with one key that a name is compared with: time stays linear where a name stands a thousand times */

/* FNV-1a over a word in lower case, without full stops. */
static uint64_t add_word(uint64_t h, const struct hearsay_document *doc, uint32_t word)
{
    const struct span s = doc->words[word].span;
    for (uint32_t i = s.start; i < s.end; i++) {
        const char ch = ascii_lower(doc->text[i]);
        if (ch == '.') continue;
        h = (h ^ (unsigned char)ch) * 0x100000001b3u;
    }
    return (h ^ ' ') * 0x100000001b3u;
}

static const uint64_t START = 0xcbf29ce484222325u;

uint64_t words_key(const struct hearsay_document *doc, uint32_t first, uint32_t last)
{
    uint64_t h = START;
    for (uint32_t i = first; i <= last; i++) h = add_word(h, doc, i);
    return h;
}

static int by_key(const void *x, const void *y)
{
    const struct name *a = x, *b = y;
    if (a->key != b->key) return a->key < b->key ? -1 : 1;
    return (a->mention > b->mention) - (a->mention < b->mention);
}

struct names {
    struct clusters *c;
    const struct hearsay_document *doc;
    struct name *at;
    uint32_t n;
};

static const struct mention *mention_at(const struct names *s, uint32_t m) { return &s->c->d->mentions.at[m]; }

static uint32_t length(const struct mention *m) { return m->name_last - m->name_first + 1; }

/* ---- The same words ------------------------------------------------------------------------------------------------------ */

/* Joins all neighbours with one key that may be one. */
static void join_runs(struct names *s)
{
    qsort(s->at, s->n, sizeof *s->at, by_key);
    for (uint32_t i = 0, j; i < s->n; i = j) {
        for (j = i + 1; j < s->n && s->at[j].key == s->at[i].key; j++) {
            /* "Washington" the man and Washington the town have two classes: the latest of the own class, else of any that agrees. */
            for (uint32_t k = j; k-- > i && j - k <= LOOKS_MOST;)
                if (classes_agree(mention_at(s, s->at[j].mention)->class, mention_at(s, s->at[k].mention)->class)) {
                    clusters_join(s->c, s->at[j].mention, s->at[k].mention);
                    break;
                }
        }
    }
}

static void join_same(struct names *s)
{
    s->n = 0;
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || m->state) continue; /* "in Moscow" is not the Moscow that denies */
        s->at[s->n++] = (struct name){ words_key(s->doc, m->name_first, m->name_last), i };
    }
    join_runs(s);
    s->n = 0;
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const char *code = mention_at(s, i)->state;
        if (code) s->at[s->n++] = (struct name){ (uint64_t)code[0] << 16 | (uint64_t)code[1] << 8 | (unsigned char)code[2], i };
    }
    join_runs(s);
}

/* First and last word of persons' names of two words and more. */
static void join_with_middle(struct names *s)
{
    s->n = 0;
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || m->class != MENTION_PERSON || length(m) < 2) continue;
        s->at[s->n++] = (struct name){ add_word(words_key(s->doc, m->name_first, m->name_first), s->doc, m->name_last), i };
    }
    join_runs(s);
}

/* ---- Short names --------------------------------------------------------------------------------------------------------- */

/* The first entry that is not before (key, mention). */
static uint32_t find(const struct names *s, uint64_t key, uint32_t mention)
{
    const struct name wanted = { key, mention };
    uint32_t i;
    BISECT(i, s->n, by_key(&s->at[i], &wanted) < 0);
    return i;
}

static bool may_mean(const struct names *s, uint32_t m, uint32_t full)
{
    return classes_agree(mention_at(s, full)->class, mention_at(s, m)->class) &&
           genders_agree(cluster_at(s->c, full)->gender, cluster_at(s->c, m)->gender);
}

/* The full name that a short one at mention `m` means: the last one before it, else the first behind it; HS_NONE: none. */
static uint32_t nearest(const struct names *s, uint64_t key, uint32_t m)
{
    const uint32_t at = find(s, key, m);
    for (uint32_t i = at; i-- > 0 && s->at[i].key == key && at - i <= LOOKS_MOST;)
        if (may_mean(s, m, s->at[i].mention)) return s->at[i].mention;
    for (uint32_t i = at; i < s->n && s->at[i].key == key && i - at < LOOKS_MOST; i++)
        if (may_mean(s, m, s->at[i].mention)) return s->at[i].mention;
    return HS_NONE;
}

/* Whether the cluster of m knows no name of more than one word. */
static bool is_short(struct names *s, uint32_t m)
{
    const uint32_t name = cluster_at(s->c, m)->name;
    return name != HS_NONE && length(mention_at(s, name)) == 1;
}

static void join_family_names(struct names *s, bool by_last)
{
    s->n = 0;
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || m->class != MENTION_PERSON || length(m) < 2) continue;
        const uint32_t word = by_last ? m->name_last : m->name_first;
        s->at[s->n++] = (struct name){ words_key(s->doc, word, word), i };
    }
    qsort(s->at, s->n, sizeof *s->at, by_key);
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || length(m) != 1 || !(m->class == MENTION_PERSON || m->class == MENTION_NONE) || !is_short(s, i)) continue;
        const uint32_t full = nearest(s, words_key(s->doc, m->name_first, m->name_first), i);
        if (full != HS_NONE) clusters_join(s->c, full, i);
    }
}

/* ---- Organisations -------------------------------------------------------------------------------------------------------- */

static bool is_small_word(const struct hearsay_document *doc, uint32_t i)
{
    static const char *const small[] = { "of", "the", "and", "for", "in", "on", "to", "at", "&", "'s", "’s", NULL };
    return word_in(doc, i, small);
}

/* A hash of the initials of a name's words, or of the letters of an acronym; both in capitals. 0: none. */
static uint64_t initials(const struct hearsay_document *doc, const struct mention *m)
{
    uint64_t h = START;
    uint32_t n = 0;
    if (m->name_first == m->name_last) {
        const struct span s = doc->words[m->name_first].span;
        for (uint32_t i = s.start; i < s.end; i++) {
            const char ch = doc->text[i];
            if (ch == '.') continue;
            if (ch < 'A' || ch > 'Z') return 0;
            h = (h ^ (unsigned char)ch) * 0x100000001b3u;
            n++;
        }
        return n >= 2 && n <= 8 ? h : 0;
    }
    for (uint32_t i = m->name_first; i <= m->name_last; i++) {
        const char ch = doc->text[doc->words[i].span.start];
        if (is_small_word(doc, i)) continue;
        if (ch < 'A' || ch > 'Z') {
            if (ch >= 'a' && ch <= 'z') return 0;
            continue;
        }
        h = (h ^ (unsigned char)ch) * 0x100000001b3u;
        n++;
    }
    return n >= 2 ? h : 0;
}

static void join_acronyms(struct names *s)
{
    s->n = 0;
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || m->class == MENTION_PERSON || length(m) < 2) continue;
        const uint64_t key = initials(s->doc, m);
        if (key) s->at[s->n++] = (struct name){ key, i };
    }
    qsort(s->at, s->n, sizeof *s->at, by_key);
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || length(m) != 1 || m->class == MENTION_PERSON) continue;
        const uint64_t key = initials(s->doc, m);
        const uint32_t full = key ? nearest(s, key, i) : HS_NONE;
        if (full != HS_NONE) clusters_join(s->c, full, i);
    }
}

/* "Goldman" for Goldman Sachs. */
static void join_beginnings(struct names *s)
{
    s->n = 0;
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || m->class != MENTION_ORGANIZATION || length(m) < 2) continue;
        s->at[s->n++] = (struct name){ words_key(s->doc, m->name_first, m->name_first), i };
    }
    qsort(s->at, s->n, sizeof *s->at, by_key);
    for (uint32_t i = 0; i < s->c->d->mentions.n; i++) {
        const struct mention *m = mention_at(s, i);
        if (m->name_first == HS_NONE || length(m) != 1 || m->class != MENTION_ORGANIZATION || !is_short(s, i) || m->sense) continue;
        const uint32_t full = nearest(s, words_key(s->doc, m->name_first, m->name_first), i);
        if (full != HS_NONE && full < i) clusters_join(s->c, full, i);
    }
}

bool names_join(struct clusters *c)
{
    struct names s = { .c = c, .doc = c->d->doc, .at = ARENA_ARRAY(c->d->scratch, struct name, (size_t)c->d->mentions.n + 1) };
    if (!s.at) return false;
    join_same(&s);
    join_with_middle(&s);
    join_family_names(&s, true);
    join_family_names(&s, false);
    join_acronyms(&s);
    join_beginnings(&s);
    return true;
}
