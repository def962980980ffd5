/* shim_evidence.c: what scores are made of, for train/calibrate.py: the outermost attributions of a text with their evidence.
 *
 * The engine of a weight file is opened once and kept until another one is asked for; not for threads. */
#include <stdlib.h>
#include <string.h>

#include "document.h"

/* One attribution: its spans in bytes (at most SPANS_MAX of content; more are left out), then enum evidence. */
enum { SPANS_MAX = 16 };
struct evidence_row {
    uint32_t source[2], cue[2], content[SPANS_MAX][2], contents; /* start == end: none */
    float evidence[EVIDENCES];
};

int hs_shim_evidence_size(void);
int hs_shim_evidences(void);
int hs_shim_evidence(const char *weights, const char *utf8, size_t len, struct evidence_row *out, uint32_t max);

int hs_shim_evidence_size(void) { return (int)sizeof(struct evidence_row); }
int hs_shim_evidences(void) { return EVIDENCES; }

/* The number of attributions written to out, -1 on failure. */
int hs_shim_evidence(const char *weights, const char *utf8, size_t len, struct evidence_row *out, uint32_t max)
{
    static hearsay_engine *engine;
    static char *open_path;
    if (!engine || strcmp(open_path, weights) != 0) {
        hearsay_engine_close(engine);
        free(open_path);
        open_path = strdup(weights);
        engine = open_path ? hearsay_engine_open(weights, NULL, NULL) : NULL;
        if (!engine) return -1;
    }
    hearsay_document *doc = hearsay_read(engine, utf8, len, NULL, NULL);
    if (!doc) return -1;
    uint32_t n = 0;
    for (uint32_t i = 0; i < doc->n_attributions && n < max; i++) {
        const struct attribution *a = &doc->attributions[i];
        struct evidence_row *row = &out[n];
        if (a->within != HS_NONE) continue;
        n++;
        memset(row, 0, sizeof *row);
        if (a->source.n) memcpy(row->source, &a->source.at[0], sizeof row->source);
        if (a->cue.n) memcpy(row->cue, &a->cue.at[0], sizeof row->cue);
        row->contents = a->content.n < SPANS_MAX ? a->content.n : SPANS_MAX;
        memcpy(row->content, a->content.at, row->contents * sizeof row->content[0]);
        memcpy(row->evidence, a->evidence, sizeof row->evidence);
    }
    hearsay_document_free(doc);
    return (int)n;
}
