/* pairs.h: which texts of the store share text, found as each one comes; src/trace/copies.h is the same without a store.
 *
 *   text --keys--> table shingle --candidates--> alignment --judge--> table copy
 *
 * COST  As there: POSTINGS_MOST texts for a key, CANDIDATES_MOST are aligned, whatever the store holds. Of what must be compared the last PAIRED_MOST
 *       are kept in memory; others are made again of their texts.
 * STOP  A key that becomes boilerplate takes something from pairs that were found before: those are judged again. */
#ifndef HS_PAIRS_H
#define HS_PAIRS_H

#include "store/store.h"
#include "trace/copies.h"

/* What is compared of a text. */
struct paired {
    struct arena *arena;                       /* of the words and keys, this struct too */
    int64_t text;
    uint64_t used;                             /* when it was asked for last, by a count */
    struct shingled shingled;                  /* spans in code points */
    struct provenance provenance; bool provenance_known;   /* looked for when a pair is written: few have one */
};

/* pairs_shingles: words and keys of a document, spans in code points; in the arena. False: out of memory. */
bool pairs_shingles(struct shingled *out, const struct hearsay_document *doc, struct arena *a);

/* pairs_add: the keys of a text, which has none yet, and the pairs that it makes with those before it. False: s->failed says why. */
bool pairs_add(hearsay_store *s, int64_t text, const struct hearsay_document *doc, const struct shingled *shingled);

/* pairs_clear: takes away the keys of a text and its pairs. */
bool pairs_clear(hearsay_store *s, int64_t text, const struct shingled *shingled);

/* pairs_forget: what is kept in memory, after a transaction that was taken back: numbers of texts may be given again. */
void pairs_forget(hearsay_store *s);

#endif
