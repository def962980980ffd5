/* people.h: which actors of different articles are one: the Kwon Jong Gun of three papers. For the store, which keeps sightings and corrections.
 *
 *   sighting   an actor of one article: name, kind, state, role, for whom it acts, who else is there
 *   identity   sightings that are taken for one
 *
 * CONSERVATIVE  Two that stay apart can be merged by hand; two that were thrown together spoil what is said of both. So:
 *   states      by their code, whatever they are called
 *   persons     by a given name and a family name at least. A bare surname is nobody in particular, and links with nothing. Names agree if they are
 *               equal when folded, middle names that one lacks aside; then something must speak for it (the same state, body, a word of the
 *               role, or somebody else who is in both articles), but for names of three words. Given names that agree by their initial alone, and
 *               other ways of writing down a foreign name (Sergey, Sergei), need two such reasons.
 *   organisations, agencies, places   by an equal name; what many states have ("Foreign Ministry") only with an equal code
 *   groups, documents, others, and whoever has no name ("his wife")    never
 *   and never against: two codes that differ, two kinds
 * CORRECTIONS   What a person says goes before all of this: a merge joins, a split keeps apart, also what would be joined by way of a third.
 * COST          A sighting is compared with the latest SIGHTINGS_LOOKED_AT before it whose last word and first letter agree. */
#ifndef HS_PEOPLE_H
#define HS_PEOPLE_H

#include "document.h"

enum { SIGHTINGS_LOOKED_AT = 64, NAME_WORDS_MOST = 8, REASONS_MOST = 24, SIGHTING_BYTES = HEARSAY_ACTOR_SIGHTING };

/* What is known of an actor, hashed: it has no pointers, so that a store can keep it. */
struct sighting {
    uint64_t article;                          /* its id; two actors of one article are two, since the article tells them apart */
    enum actor_kind kind;
    bool named;                                /* it is called by a name somewhere in the article, not only "his wife", "the campaign" */
    char code[4];
    uint32_t name[NAME_WORDS_MOST];            /* folded words without honorifics; 0 behind the last */
    uint32_t loose[NAME_WORDS_MOST];           /* the same, written down another way */
    char initials[NAME_WORDS_MOST];            /* of each word */
    bool is_initial[NAME_WORDS_MOST];          /* the word is no more than that: "J." */
    uint32_t n_name;
    uint32_t role[REASONS_MOST], n_role;       /* words of the role and of the body it acts for, small words aside; sorted */
    uint32_t with[REASONS_MOST], n_with;       /* names of two words and more of who else is in the article; sorted */
};

/* The first of a document's actors that have a name of two words and more: one more than a sighting takes, since nobody is his own companion.
 * Found once
 * for all actors of a document. */
struct companions { uint32_t actor[REASONS_MOST + 1], hash[REASONS_MOST + 1], n; };
void companions_of(struct companions *c, const struct hearsay_document *doc);

/* Of one actor of a document that has been read; others: of that document. */
void sighting_of(struct sighting *s, const struct hearsay_document *doc, uint32_t actor, const struct companions *others);

/* sighting_linkable: whether it can be told from others at all. */
bool sighting_linkable(const struct sighting *s);

/* sighting_pack: without its article, as bytes; returns how many. sighting_unpack: false: these are none. */
size_t sighting_pack(unsigned char out[SIGHTING_BYTES], const struct sighting *s);
bool sighting_unpack(struct sighting *s, const unsigned char *in, size_t len);

/* Same identity? Without corrections; symmetric. */
bool sightings_agree(const struct sighting *a, const struct sighting *b);

/* sighting_key: only sightings with the same key can agree: by the last word of the name and its first letter, of a state by its code. */
uint32_t sighting_key(const struct sighting *s);

/* What a person said of two sightings. */
struct people_correction { uint32_t a, b; bool merge; };     /* indices of sightings; else: they are two */

/* people_link: identity[i], for each of n sightings, is the index of the first sighting that is taken for the same.
 *   corrections  the last word on two sightings counts; a merge that contradicts a split of others joins all the same.
 * The order of sightings decides only where identities conflict. False: out of memory. */
bool people_link(uint32_t *identity, const struct sighting *sightings, uint32_t n, const struct people_correction *corrections,
                 uint32_t n_corrections, struct arena *scratch);

#endif
