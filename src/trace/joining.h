/* joining.h: which claims of different articles are one claim across articles.
 *
 * Pairs that link (linking.h) do not make a claim by being connected: general wordings ("U.S. airstrikes in Syria") stand between claims that are not
 * one, and through them a store of one story runs together. So a claim goes, as it comes, to the group that has its surest link, if it fits the group
 * as a whole, and then two groups that both have it become one, if they fit each other: agglomerative clustering by average linkage (UPGMA; Sokal and
 * Michener 1958), in one pass, over a sample of each group so that the cost does not grow with it.
 *
 *   GROUP    the first JOINING_SAMPLE claims of a claim across articles, one an article
 *   FITS     the mean of link_score() over all pairs of the two samples is JOINING_FROM or more; a veto counts as 0
 *
 * docs/trace.md says what was measured. The same code serves a store, which keeps groups in tables, and those who link elsewhere. */
#ifndef HS_JOINING_H
#define HS_JOINING_H

#include "trace/linking.h"

enum { JOINING_SAMPLE = 8 };

struct joining_member {
    int64_t text, claim;                       /* by these in order; text: where it stands, or 0 for all */
    struct claim_sighting sighting;
};

struct joining_group {
    unsigned n;
    struct joining_member member[JOINING_SAMPLE];   /* in order */
};

/* joining_fits: symmetric but for rounding. */
bool joining_fits(const struct joining_group *a, const struct joining_group *b);

/* joining_add: all that b has, in its place among what a has, as far as there is room; of an article the first. */
void joining_add(struct joining_group *a, const struct joining_group *b);

/* A claim that links with the one that comes. group: the claim across articles that it belongs to; of two to be joined the smaller number stays. */
struct joining_candidate {
    int64_t link, group;
    float score;
};

struct joining {
    void *with;
    bool (*read)(void *with, int64_t group, struct joining_group *out);   /* its first claims. False: no more can be done */
    /* NULL, or: does anything else keep the group apart from the claim, or from one of those that it has been joined with? */
    bool (*apart)(void *with, const int64_t *joined, unsigned n_joined, int64_t group);
};

/* joining_choose: with which groups a claim is one.
 *   self        the claim alone, or what it is joined with already
 *   all, n      [n] in any order; sorted here, the surest first
 *   joined      [n + 1] the caller's: what it is joined with; *n_joined: how many it has been joined with already, then all
 *   asked       [n] the caller's, for what does not fit
 * Returns false if read() did. */
bool joining_choose(const struct joining *j, struct joining_group *self, struct joining_candidate *all, unsigned n, int64_t *joined,
                    unsigned *n_joined, int64_t *asked);

#endif
