/* write.c: a document in one of the formats, as a string for the caller. */
#include "write/write.h"

#include <math.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/bisect.h"
#include "base/error.h"
#include "base/stages.h"
#include "base/versioned.h"

struct span_list role_spans(const struct attribution *a, enum role role)
{
    return role == ROLE_SOURCE ? a->source : role == ROLE_CUE ? a->cue : a->content;
}

const char *write_voice(const struct hearsay_document *doc, uint32_t actor)
{
    if (actor == HS_OUTLET) return doc->outlet ? doc->outlet : "outlet";
    return actor == HS_NONE ? "(nobody named)" : doc->actors[actor].name;
}

struct span write_headline(const struct hearsay_document *doc)
{
    for (uint32_t i = 0; i < doc->n_blocks; i++)
        if (doc->blocks[i].kind == BLOCK_HEADLINE) return doc->blocks[i].span;
    return (struct span){ 0, 0 };
}

uint32_t write_claim_sentence(const struct hearsay_document *doc, const struct claim *c)
{
    const struct span_list spans = c->mentions[0].spans;
    if (!spans.n) return HS_NONE;
    uint32_t first;
    BISECT(first, doc->n_sentences, doc->sentences[first].span.end <= spans.at[0].start);
    return first < doc->n_sentences ? first : HS_NONE;
}

unsigned write_columns(unsigned columns)
{
    enum { DEFAULT = 100, LEAST = 24 };
    return !columns ? DEFAULT : columns < LEAST ? LEAST : columns;
}

void write_repairs(char out[REPAIRS_ROOM], const struct hearsay_document *doc)
{
    int n = 0;
    *out = '\0';
    if (doc->repairs) n = snprintf(out, REPAIRS_ROOM, "%u invalid byte sequence%s replaced", doc->repairs, doc->repairs == 1 ? "" : "s");
    if (doc->tags_left_out)
        snprintf(out + n, REPAIRS_ROOM - (size_t)n, "%s%u tag%s left out: too deeply nested", n ? ", " : "", doc->tags_left_out,
                 doc->tags_left_out == 1 ? "" : "s");
}

void write_score(struct buffer *out, double score)
{
    /* Not a number is no confidence. */
    unsigned n = score > 0 ? (unsigned)lround(fmin(score, 1.0) * 10000) : 0;
    char decimals[4];
    size_t len = 0;
    for (unsigned rest = n % 10000; rest; rest = rest % 1000 * 10) decimals[len++] = (char)('0' + rest / 1000);
    buffer_char(out, n == 10000 ? '1' : '0');
    if (len) buffer_char(out, '.');
    buffer_bytes(out, decimals, len);
}

hearsay_code hearsay_document_write(const hearsay_document *doc, hearsay_format format, const hearsay_write_options *opts, char **out,
                                    size_t *out_len, hearsay_error *err)
{
    hearsay_write_options known = HEARSAY_WRITE_OPTIONS_INIT;
    if (!versioned_copy(&known, sizeof known, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the options give their own size as %zu: start from HEARSAY_WRITE_OPTIONS_INIT", opts->size);
    struct buffer b = { 0 };
    const enum stage before = stage_begin(STAGE_WRITE);
    switch (format) {
    case HEARSAY_JSON: write_json(&b, doc, known.pretty); break;
    case HEARSAY_JSON_PRETTY: write_json(&b, doc, true); break;
    case HEARSAY_WEBANNO: write_webanno(&b, doc, known.pretty); break;
    case HEARSAY_PROV: write_prov(&b, doc, known.pretty); break;
    case HEARSAY_HTML: write_html(&b, doc); break;
    case HEARSAY_TEXT: write_terminal(&b, doc, known.columns, known.color); break;
    case HEARSAY_BRAT_TEXT: write_brat_text(&b, doc); break;
    case HEARSAY_BRAT_ANN: write_brat_annotations(&b, doc); break;
    case HEARSAY_CSV:
        if (!known.no_header) buffer_string(&b, hearsay_csv_header());
        write_csv(&b, doc);
        break;
    case HEARSAY_SCHEMA_ORG: write_schema_org(&b, doc, known.pretty); break;
    case HEARSAY_SVG: write_svg(&b, doc); break;
    case HEARSAY_DOT: write_dot(&b, doc); break;
    case HEARSAY_PLOVER:
        if (!known.no_header) buffer_string(&b, hearsay_plover_header());
        write_plover(&b, doc);
        break;
    case HEARSAY_CONLLU: write_conllu(&b, doc); break;
    case HEARSAY_BLOCKS: write_blocks(&b, doc, known.columns, known.color); break;
    default: return error_set(err, HEARSAY_E_ARGUMENT, 0, "no output format has the number %d", (int)format);
    }
    size_t len = b.len;
    buffer_char(&b, '\0');
    stage_end(before);
    if (b.failed) {
        buffer_free(&b);
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while writing a document of %u bytes", (unsigned)doc->len);
    }
    *out = b.at;
    if (out_len) *out_len = len;
    return HEARSAY_OK;
}

void hearsay_string_free(char *s) { free(s); }
