/* check.h: what an article makes of a claim: agrees, disagrees, discusses it, or has nothing to do with it.
 *
 *   claim ── terms ──┐                       related? ── no ── unrelated
 *                    ├─ coverage by sentence ── yes ── the sentences that tell it: refuted, hedged, plain ── agree, disagree, discuss
 *   article ─ terms ─┘
 *
 * RELATED    how much of the claim's weight of words the whole article has, how much its best two sentences in a row, and how near the vectors are
 * STANCE     the sentences that tell the claim, and those next to them, by the words of lexicon/stands.tsv, by negation of the words that match, and
 *            by whose word they are: what denies or doubts refutes, what is told on somebody else's word hedges, the outlet's own voice affirms
 * SIDE       a claim that refutes or denies something itself ("... was a hoax, police say", "The harbour will not close") has the other side
 * No label of any corpus was trained on; the thresholds were set on headline-stance/dev (docs/trace.md has the figures). */
#ifndef HS_CHECK_H
#define HS_CHECK_H

#include "discourse/grammar.h"
#include "trace/stands.h"
#include "trace/terms.h"

struct lexicon;

struct check_tools {
    const struct lexicon *lexicon;
    const struct similarity *similarity;
    const struct stands *stands;
    const struct cues *cues;
};

/* What is counted of a pair; shares are 0 to 1. */
struct check_features {
    float covered, covered_two, covered_one;   /* of the claim: by the article, its best two sentences in a row, its best one */
    float cosine;                              /* of the claim and the best sentence */
    float names;                               /* of the weight of the claim's names, by the article; 1 if it has none */
    float refuted, hedged, confirmed;          /* of the sentences that tell it, by coverage: the words found, at most 1 a sentence */
    float negated;                             /* the words that match hang on a negation that the claim has not; of a
                                                  claim that denies: on a negation */
    float denied;                              /* told in an attribution that denies or doubts */
    float told;                                /* told on somebody else's word */
    float refuted_all, hedged_all;             /* words a sentence, of the whole article */
    float refuted_lead, hedged_lead;           /* of its first three sentences */
    bool claim_refutes, claim_hedges;
    bool claim_denies;                         /* "A did not do B", without a word that refutes */
};

/* A sentence that tells the claim. */
struct check_sentence { uint32_t sentence, attribution; float covered, refuted, hedged; };

struct checked {
    struct check_features features;
    uint32_t n_terms;                          /* of the claim; 0: it says nothing */
    struct check_sentence *sentences; uint32_t n_sentences;      /* in text order */
};

/* check_read: in the arena. False: out of memory. */
bool check_read(struct checked *out, const struct hearsay_document *claim, const struct hearsay_document *doc, const struct check_tools *tools,
                struct arena *a);

enum check_stance { CHECK_AGREE, CHECK_DISAGREE, CHECK_DISCUSS, CHECK_UNRELATED, CHECK_STANCES };
extern const char *const check_stance_names[CHECK_STANCES];

/* check_decide: and how sure, 0 to 1. */
enum check_stance check_decide(const struct check_features *f, float *sure, float *related);

#endif
