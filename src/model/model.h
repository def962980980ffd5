/* model.h: the network as the other stages see it: open a weight file, read a document's words, hand out spans and links.
 *
 * The document gets its sentences, syntax and entities. What attributions are made of goes into a `struct reading`: for each window the spans of
 * source, cue and content in text order, and, as log-probabilities over all words of the window and "none", what each span points to. */
#ifndef HS_MODEL_H
#define HS_MODEL_H

#include "document.h"
#include "model/config.h"
#include "model/pieces.h"

struct model;                                  /* read-only once open; shared by threads */
struct worker;                                 /* what one thread needs to run a model: oneDNN's stream, buffers of fixed size, a scratch arena */

/* The scores of one span's pointer to the spans of one role in its window.
 *   score[0]      log-probability of "none"
 *   score[1 + k]  log-probability of the first word of the window's k-th span of that role (of window->by_role)
 * The softmax runs over every word of the window and "none", as in training: what is missing to 1 lies on words that start no such span. */
struct pointer {
    const float *score;                        /* NULL where the span has no such pointer */
    uint32_t best_word;                        /* the most likely word of the window, be it in a span or not; HS_NONE where that is "none" */
    float best;                                /* its log-probability */
};

struct role_span {
    enum role role;
    uint32_t first, last;                      /* words of the document, both inside */
    uint32_t window;                           /* index into reading->windows */
    uint32_t rank;                             /* its place among the spans of its role in its window: by_role[role][rank] is this span */
    float log_probability;                     /* of exactly this span and role, by the CRF's forward-backward sums */
    struct pointer source;                     /* of a cue and of a content */
    struct pointer cue;                        /* of a content */
};

/* Both ends of a span of words of the document, HS_NONE for none, and the log-probability of both together. */
struct nested_ends { uint32_t first, last; float log_probability; };

/* A cue inside a content, and what it points to. */
struct nested_cue {
    uint32_t first, last;
    float log_probability;                     /* of exactly this cue */
    struct nested_ends source, content;        /* inside the content around the cue, clear of the cue; the content is there */
};

struct window_reading {
    uint32_t first_word, words;
    uint32_t first_span, spans;                /* in reading->spans */
    uint32_t *by_role[ROLES];                  /* [n_role] indices into reading->spans, in text order */
    uint32_t n_role[ROLES];
};

struct reading {
    struct window_reading *windows; uint32_t n_windows;
    struct role_span *spans;        uint32_t n_spans;    /* in text order */
    struct nested_cue *nested;      uint32_t n_nested;   /* in text order */
    bool inside;                               /* what stands inside contents was asked for */
    const uint8_t *mention;                    /* [doc->n_words] enum mention_class of the mention whose head the word is */
    float *actor_probability;                  /* [doc->n_words] that it is one of a person, an organisation or a place */
    const float **vector;                      /* [doc->n_words][2][64] query and key of coreference, NULL of a word that heads no mention */
    const float *coref_distance;               /* [10] by how far apart two words are */
};

/* The order of mention.weight's rows. */
enum mention_class {
    MENTION_NONE, MENTION_PERSON, MENTION_ORGANIZATION, MENTION_PLACE, MENTION_EVENT, MENTION_OBJECT, MENTION_ABSTRACT, MENTION_ANIMAL,
    MENTION_PLANT, MENTION_SUBSTANCE, MENTION_TIME, MENTION_CLASSES
};

/* model_open: a weight file with its vocabulary beside it (NAME.vocab.txt for NAME.safetensors), checked and packed for one compute path.
 * Errors  HEARSAY_E_IO, HEARSAY_E_MODEL, HEARSAY_E_ARGUMENT (a path that this CPU lacks), HEARSAY_E_COMPUTE, HEARSAY_E_NOMEM. */
struct model *model_open(const char *path, hearsay_compute compute, hearsay_error *err);
void model_close(struct model *m);                                                 /* NULL is allowed; no worker may be left */
hearsay_compute model_compute(const struct model *m);                              /* never HEARSAY_COMPUTE_AUTO */
const struct config *model_config(const struct model *m);
uint64_t model_checksum(const struct model *m);                                   /* of the weights */
const struct vocabulary *model_vocabulary(const struct model *m);

/* worker_new: for one thread at a time; good for any number of documents. Errors  HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
struct worker *worker_new(const struct model *m, hearsay_error *err);
void worker_free(struct worker *w);                                                /* NULL is allowed */
struct arena *worker_scratch(struct worker *w);

/* model_run: sentences, syntax and entities of doc->words into doc, the rest into *out, which lives in the worker's scratch arena.
 *   nested  whether out->nested is wanted.
 * Errors  HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
hearsay_code model_run(struct worker *w, struct hearsay_document *doc, bool nested, struct reading *out, hearsay_error *err);

/* coref_score: how much the mention headed by word `later` looks like one of what word `earlier` heads; above 0: rather that than something new.
 *   0 where one of them has no vector. */
float coref_score(const struct reading *r, uint32_t later, uint32_t earlier);

#endif
