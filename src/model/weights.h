/* weights.h: the network's numbers as the engine computes with them; each field says which tensors of README.md it holds.
 * H hidden, I intermediate, V vocabulary, P positions, R relations. */
#ifndef HS_WEIGHTS_H
#define HS_WEIGHTS_H

#include "base/arena.h"
#include "model/config.h"
#include "model/crf.h"
#include "model/linear.h"
#include "model/pieces.h"
#include "model/safetensors.h"

enum { TAGS = 7, NESTED_TAGS = 3, UPOS_TAGS = 17, ENTITY_TAGS = 9, MENTIONS = 11, POINTER = 128, LINK_BUCKETS = 17, COREF = 64, COREF_BUCKETS = 10 };
enum link { LINK_CUE_SOURCE, LINK_CONTENT_CUE, LINK_CONTENT_SOURCE, LINKS };
enum nested_link { NESTED_SOURCE_FIRST, NESTED_SOURCE_LAST, NESTED_CONTENT_FIRST, NESTED_CONTENT_LAST, NESTED_LINKS };

/* Where each head's numbers stand in a row of `narrow`, and in a row of `wide`. */
enum { NARROW_TAG = 0, NARROW_SENTENCE = 7, NARROW_UPOS = 8, NARROW_ENTITY = 25, NARROW_MENTION = 34, NARROW_NESTED = 45, NARROW = 48 };
enum {
    WIDE_ARC_DEPENDENT = 0, WIDE_ARC_HEAD = 128, WIDE_RELATION_DEPENDENT = 256, WIDE_RELATION_HEAD = 384, WIDE_LINK_KEY = 512,
    WIDE_COREF_QUERY = WIDE_LINK_KEY + LINKS * POINTER, WIDE_COREF_KEY = WIDE_COREF_QUERY + COREF,
    WIDE_USED = WIDE_COREF_KEY + COREF,
    WIDE = WIDE_USED + 16                      /* rows 4096 bytes apart would share the same few places of the first cache */
};

struct layer_weights {
    struct linear qkv;                         /* [3H][H]  attention.{query,key,value}; the query times log2(e) / sqrt(HEAD_SIZE) */
    struct linear output;                      /* [H][H]   attention.output */
    struct norm attention_norm;                /* [H]      attention.norm */
    struct linear intermediate;                /* [I][H]   intermediate */
    struct linear down;                        /* [H][I]   output */
    struct norm output_norm;                   /* [H]      output_norm */
};

struct weights {
    struct arena *arena;                       /* of all that is not oneDNN's */
    const uint16_t *word;                      /* [V][H]   embeddings.word, bf16, where the weight file has it */
    const float *position;                     /* [P][H]   embeddings.position */
    const float *feature;                      /* [FEATURES + 1][H] embeddings.feature; the last row, [CLS]'s, is zero */
    struct norm embeddings_norm;               /* [H]      embeddings.norm */
    struct layer_weights *layers;              /* [layers] layer.N */
    struct linear narrow;                      /* [48][H]  tag, sentence, upos, entity, mention, nested; always fp32: it decides */
    struct linear wide;                        /* [1040][H] arc.dependent, arc.head, relation.dependent, relation.head, link.*.key, coref.query,
                                                *           coref.key, zeros */
    struct linear cue_query;                   /* [128][2H] link.cue_source.query */
    struct linear content_query;               /* [256][2H] link.content_cue.query, link.content_source.query */
    struct linear nested_key;                  /* [512][H] nested_link.*.key */
    struct linear nested_query;                /* [512][2H] nested_link.*.query */
    struct linear relation_out;                /* [R rounded up][128] relation.out, fp32 */
    const float *coref_distance;               /* [10] coref.distance */
    const float *link_distance[LINKS];         /* [2][WINDOW_MAX] link.*.distance, by the number of words between */
    const float *nested_distance[NESTED_LINKS];/* the same of nested_link.*.distance */
    struct crf tags, entities, nested;         /* crf.*, entity_crf.*, nested_crf.* */
};

/* weights_load: the tensors of f, all of them checked, in the forms of a compute path. Free with weights_free(), also after a failure. Of f, `word`
 * is still needed after that: tensor_file_keep().
 * Errors  HEARSAY_E_MODEL (a tensor that is missing, of another shape or not finite), HEARSAY_E_NOMEM, HEARSAY_E_COMPUTE. */
hearsay_code weights_load(struct weights *w, const struct tensor_file *f, const struct config *c, dnnl_engine_t engine, const struct kernels *k,
                          enum form form, hearsay_error *err);
void weights_free(struct weights *w, const struct config *c);

#endif
