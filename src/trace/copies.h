/* copies.h: a set of articles and the pairs among them that share text, without a store. What hearsay.h calls hearsay_copies.
 *
 *   article --shingles--> keys --postings--> candidates --alignment--> pairs --judge--> copies
 *                          |                                             ^
 *                          `------- in how many origins it stands -------'
 *
 * COST  An added article looks at no more than POSTINGS_MOST articles for each of its keys and aligns at most CANDIDATES_MOST, however many there
 *       are. The first articles with a key keep their places: the thousandth paper with one story is paired with the first ones, and through
 *       them with all.
 * STOP  A disclaimer that thousands print would pair them all. The *origins* of a key are the articles that have it and are no copy, by half of
 *       their words, of one before them that has it too: forty papers with one story are one origin, forty stories with one disclaimer are
 *       forty. A passage whose keys stand in STOP_ORIGINS or more is boilerplate, and proves nothing. */
#ifndef HS_COPIES_H
#define HS_COPIES_H

#include "trace/alignment.h"
#include "trace/direction.h"

enum { POSTINGS_MOST = 32, CANDIDATES_MOST = 64, SINGLES_MOST = 8, STOP_ORIGINS = 12 };

/* What words outside quotation marks and boilerplate must come to (measured: docs/copies.md). */
enum { EVIDENCE_PART = 32, EVIDENCE_HALF = 16 };

enum copy_kind { COPY_WHOLE, COPY_CONTAINED, COPY_PART, COPY_KINDS };
extern const char *const copy_kind_names[COPY_KINDS];

struct copies_article {
    struct shingled shingled;                  /* spans in code points */
    struct provenance provenance;
    const char *id, *uri, *outlet, *title, *published;
};

struct copies_pair { uint32_t a, b; struct alignment alignment; };

/* Is what two articles share a copy? evidence: unquoted words of passages that are no boilerplate; a, b: the articles. */
bool copy_stands(const struct shingled *a, const struct shingled *b, const struct alignment *shared, uint32_t evidence);
enum copy_kind copy_kind_of(const struct shingled *a, const struct shingled *b, const struct alignment *shared);

struct hearsay_copies {
    struct arena *arena, *scratch;
    struct arena_mark empty;                   /* of arena, before the first article */
    struct lexicon *lexicon;
    struct copies_article *articles; uint32_t n_articles, room_articles;
    struct posting *postings; uint32_t n_postings, mask;           /* a hash table, open addressing */
    struct holder *holders; uint32_t n_holders, room_holders;      /* lists of articles, from the postings */
    uint32_t *tally;                                               /* [room_articles] keys shared with the article that is being added; else 0 */
    struct copies_pair *pairs; uint32_t n_pairs, room_pairs;       /* all that stood when their second article came */
    hearsay_copy *found; uint32_t n_found;                         /* those that stand now */
};

#endif
