/* trace.h: claims across articles with who stands where on them and on how many independent origins they rest; what store/trace.c gathers, origins.c
 * folds and write/trace.c prints. All of it lies in one arena. */
#ifndef HS_TRACE_H
#define HS_TRACE_H

#include "document.h"

/* An actor across the articles of a trace: whom the store takes for one, or by kind and whole name, a state by its code, unless a person told them
 * apart. No two have one identity. */
struct trace_actor { const char *name, *kind, *code; bool named; uint64_t key; int64_t identity; };     /* identity: the store's, 0: none */

enum trace_position { TRACE_ASSERTS, TRACE_DENIES, TRACE_DOUBTS, TRACE_NO_EVIDENCE, TRACE_REPORTS, TRACE_POSITIONS };

/* One position of one place: the same text in two papers is two reports. Actors are indices, HS_NONE for a voice that nobody names. */
struct trace_report {
    const char *id, *uri, *outlet, *title, *published, *wording;     /* outlet, title, published: NULL where unknown; title: else the headline */
    const char *outlet_code;                   /* the state whose word the outlet's is (state media); NULL: it is its own */
    const char *date;                          /* the day of `published`, else when the store first saw it */
    const char *words;                         /* the sentence that says it, in one line; NULL: it is not known */
    uint32_t marked, marked_end;               /* bytes of `words`: the claim in it */
    bool headline;                             /* that is the article's headline */
    int64_t text, article;
    uint32_t attribution;                      /* 1 for "t1"; 0: the outlet's own voice */
    uint32_t gathered;                         /* its number as they were read: text by text, place by place, position by position */
    uint32_t *chain, n_chain;                  /* voices from just inside the outlet to the one who takes the position */
    uint32_t actor;                            /* who does: the last of the chain; HS_OUTLET */
    enum trace_position position;
    uint32_t origin;                           /* index into the claim's origins, HS_NONE: passes on what others say */
    uint32_t fellow;                           /* the next report of that origin, HS_NONE */
    const char *because;                       /* why it counts with the others of its origin: "same text", "same actor", "same outlet", "cited
                                                  by", "headline"; NULL: they count with it */
    uint32_t stand;                            /* the first report of the same actor (of the outlet's own voice: of the same outlet) with the
                                                  same position: shown together */
    uint32_t next;                             /* the next one of that stand, HS_NONE */
};

struct trace_origin {
    uint32_t actor;                            /* HS_NONE: nobody who is named; HS_OUTLET: the outlet of its first report */
    const char *outlet;                        /* of its first report */
    enum trace_position position;              /* of its first report */
    const char *first;
    uint32_t report;                           /* the first of its reports, from which `fellow` leads to all */
    uint32_t articles, copies;                 /* articles that rest on it; those of them that have the text of another */
    uint32_t *via, n_via;                      /* actors through whom the outlets have it */
    uint32_t *related, n_related;              /* other origins whose actors, or outlets in their own voice, belong to the same state: the first
                                                  RELATED_MOST */
};

struct trace_claim {
    int64_t linked;
    const char *text, *code, *mode, *cameo, *when;           /* code NULL: no event */
    uint32_t event_actor, event_target;
    struct trace_report *reports; uint32_t n_reports;        /* by date */
    uint32_t n_mentions, n_articles, n_outlets, independent;
    struct trace_origin *origins; uint32_t n_origins;
};

struct trace {
    struct arena *arena;
    const char *query;
    struct trace_actor *actors; uint32_t n_actors, actors_room;
    struct trace_claim *claims; uint32_t n_claims;
};

enum { RELATED_MOST = 32 };

extern const char *const trace_position_names[TRACE_POSITIONS];

/* trace_actor_name: an actor of the trace; of HS_OUTLET the outlet that is given, if one is; of HS_NONE words in brackets. */
const char *trace_actor_name(const struct trace *t, uint32_t actor, const char *outlet);

/* trace_actor_id: "s12", as `hearsay actors` has it; for whom the store has no number, a number that it gives nobody: "s01"; "outlet". NULL: nobody
 * who is named. */
enum { TRACE_ACTOR_ID = 24 };
const char *trace_actor_id(const struct trace *t, uint32_t actor, char id[TRACE_ACTOR_ID]);

/* Pairs of texts of which one has the other's words, at least where the claim stands. */
struct trace_copy { int64_t a, b; };

/* origins_find: the origins and stands of a claim whose reports are there. False: out of memory. */
bool origins_find(struct trace *t, struct trace_claim *c, const struct trace_copy *copies, size_t n_copies);

struct buffer;
void write_trace_json(struct buffer *out, const struct trace *t, bool pretty);
void write_trace_text(struct buffer *out, const struct trace *t, unsigned columns, bool color);
void write_trace_csv(struct buffer *out, const struct trace *t, bool header);
void write_trace_dot(struct buffer *out, const struct trace *t);
void write_trace_svg(struct buffer *out, const struct trace *t);
void write_trace_html(struct buffer *out, const struct trace *t);

#endif
