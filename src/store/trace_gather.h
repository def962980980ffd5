/* trace_gather.h: the reports of a claim, gathered from the store for src/store/trace.c. */
#ifndef HS_TRACE_GATHER_H
#define HS_TRACE_GATHER_H

#include "base/numbering.h"
#include "store/identities.h"
#include "trace/trace.h"

struct gathering {
    hearsay_store *s;
    struct trace *t;
    const hearsay_trace_query *query;
    struct numbering by_key, by_identity;      /* actors of the trace, as struct trace_actor has them */
    struct numbering of_text;                  /* (text, actor.n) -> actor of the trace */
    struct numbering named, names_read;        /* (text, actor.n) that has a name there; texts of which that is known */
    struct identity_pair *apart; uint32_t n_apart; bool apart_read;    /* whom people told from each other: read for the first of a name with two */
};

/* All that a text says of a place where it stands. */
struct trace_place { const char *id, *uri, *outlet, *title, *published, *date; int64_t article; };

/* gather_claim: all of a claim across articles but its copies and origins; n_reports 0: no article of the query's days has it. False: s->failed. */
bool gather_claim(struct gathering *g, int64_t linked, struct trace_claim *c);

/* gather_outlets: which reports stand in state media. False: s->failed. */
bool gather_outlets(struct gathering *g, struct trace_claim *c);

/* gather_copies: pairs of the claim's texts of which one has the other's words where the claim stands. False: s->failed. */
bool gather_copies(struct gathering *g, const struct trace_claim *c, struct trace_copy **out, size_t *n);

#endif
