/* network.h: a model and a worker from inside: what the encoder and the heads share. */
#ifndef HS_NETWORK_H
#define HS_NETWORK_H

#include "model/model.h"
#include "model/tree.h"
#include "model/weights.h"
#include "model/windows.h"

enum { BATCH_WINDOWS = 3, SENTENCE_MAX = 256 };    /* windows of full length a batch holds; words that are parsed together */
enum { SENTENCE_LONGEST = 512, TOKEN_WORDS = 16 };        /* words of a sentence, a longer one is cut; of a surface token, which is kept whole */

struct model {
    struct config config;
    struct tensor_file file;                   /* of which the word embeddings are left */
    struct weights weights;
    struct vocabulary *vocabulary;
    const struct kernels *kernels;
    dnnl_engine_t engine;
    hearsay_compute compute;
    enum form form;                            /* of the encoder's products */
    bool amx, vnni;                            /* attention on the tile unit; in 16-bit integers */
    float sentence_threshold;                  /* a logit above it starts a sentence */
    float nested_bias;                         /* nats by which a cue inside a content is likelier to begin than the scores say */
    uint32_t root, attached;                   /* relations: of a root; of a root that is hung under another one */
};

/* All buffers are made once, for the largest batch, window or sentence that can come. H, I: as in weights.h. */
struct worker {
    const struct model *model;
    struct arena *arena, *scratch;             /* of the buffers; of one document's results */
    bool nested;                               /* whether what stands inside contents is wanted, too */
    struct stream stream;
    uint32_t rows_max;                         /* of a batch */
    /* encoder */
    float *x;                                  /* [rows_max][H] the rows, after each layer */
    void *qkv;                                 /* [3 * heads][plane] floats, or bf16 for the tile unit */
    size_t plane;                              /* (rows_max and some) * HEAD_SIZE: what one head's q, k or v takes */
    float *context;                            /* [rows_max][H] */
    float *attention;                          /* scratch of the attention */
    struct operand normed;                     /* [rows_max][H] x on its way into a product */
    struct operand in, hidden;                 /* [BLOCK_ROWS][2H], [BLOCK_ROWS][I] */
    /* heads, of one window */
    float *words;                              /* [1 + words][H] rows of [CLS] and of each word's first piece */
    float *narrow, *wide;                      /* [1 + words][NARROW], [1 + words][WIDE] */
    uint8_t *labels, *back;                    /* [words], [words][CRF_LABELS_MAX] */
    double *alpha, *beta;                      /* [words][CRF_LABELS_MAX] */
    double *log_alpha, *log_beta;              /* [words] */
    float *pairs, *queries;                    /* [BLOCK_ROWS][2H], [BLOCK_ROWS][NESTED_LINKS * POINTER] */
    float *pointer;                            /* [NESTED_LINKS][1 + words] */
    float *nested_keys;                        /* [1 + words][NESTED_LINKS * POINTER] */
    float *arcs;                               /* [SENTENCE_MAX][1 + SENTENCE_MAX] */
    uint32_t *heads;                           /* [SENTENCE_MAX] */
    float *relations, *relation_scores;        /* [BLOCK_ROWS][POINTER], [BLOCK_ROWS][RELATIONS_MAX] */
    struct tree_scratch *tree;
};

/* encoder.c: the rows of the batch all->at[from .. to), as embedded and after each layer, in w->x. */
hearsay_code encoder_embed(struct worker *w, const struct windows *all, uint32_t from, uint32_t to, hearsay_error *err);
hearsay_code encoder_layer(struct worker *w, const struct windows *all, uint32_t from, uint32_t to, uint32_t layer, hearsay_error *err);

/* The end of the batch that starts at window `from`; sets its windows' first_row. */
uint32_t encoder_batch(const struct worker *w, struct windows *all, uint32_t from);

/* What the heads fill in, word by word of the document, besides the document's own words. */
struct labels {
    uint8_t *starts, *entity, *mention;        /* [n_words] */
};

/* heads.c: y [rows][outputs] = x W^T + b for any number of rows, in blocks. */
hearsay_code heads_apply(struct worker *w, const struct linear *l, const float *x, uint32_t rows, float *y, hearsay_error *err);

/* heads.c: from the rows of a window's words (w->words) to w->narrow and w->wide; then what each says. */
hearsay_code heads_run(struct worker *w, const struct windows *all, const struct window *window, hearsay_error *err);
void heads_words(struct worker *w, struct hearsay_document *doc, const struct window *window, struct labels *labels);

/* parse.c: heads and relations of the window's words; starts [n_words]: where sentences start. */
hearsay_code parse_window(struct worker *w, struct hearsay_document *doc, const struct window *window, const uint8_t *starts, hearsay_error *err);

/* Gives each sentence, once doc->sentences is there, one root: those of its later pieces hang under the first. */
void parse_join(const struct model *m, struct hearsay_document *doc);

/* links.c: the window's spans and pointers, appended to *out. */
hearsay_code links_window(struct worker *w, const struct window *window, struct reading *out, uint32_t *room, hearsay_error *err);

/* nested.c: the cues inside the contents of the window that links_window() read last, appended to *out. */
hearsay_code nested_window(struct worker *w, const struct window *window, struct reading *out, uint32_t *room, hearsay_error *err);

/* coref.c: what the window's words are as mentions, appended to *out. */
hearsay_code coref_window(struct worker *w, const struct hearsay_document *doc, const struct window *window, const struct labels *labels,
                          struct reading *out, hearsay_error *err);

#endif
