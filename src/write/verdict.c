/* verdict.c: what an article makes of a claim, in the formats of docs/trace.md.
 *
 *   disagree 0.83  harbour.txt, The Bay Post, 2024-03-01
 *     disagree  “The pier will stay open,” the mayor said.                 what the sentence does, and the sentence
 *               the mayor                                                  on whose word */
#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "base/versioned.h"
#include "write/flow.h"
#include "write/json_tree.h"
#include "write/write.h"

static void member(struct json_tree *t, const char *key, const char *s)
{
    if (s)
        json_string(t, key, s);
    else
        json_literal(t, key, "null");
}

static void write_verdict_json(struct buffer *out, const hearsay_verdict *v, bool pretty)
{
    struct json_tree t = { .out = out, .pretty = pretty };
    json_open(&t, NULL, '{');
    json_string(&t, "schema", "hearsay-check/1");
    json_string(&t, "claim", v->claim);
    json_string(&t, "id", v->id);
    member(&t, "uri", v->uri);
    member(&t, "outlet", v->outlet);
    member(&t, "title", v->title);
    member(&t, "published", v->published);
    json_string(&t, "stance", v->stance);
    json_score(&t, "score", v->score);
    json_score(&t, "related", v->related);
    json_open(&t, "sentences", '[');
    for (size_t i = 0; i < v->n_sentences; i++) {
        const hearsay_check_sentence *s = &v->sentences[i];
        json_open(&t, NULL, '{');
        json_integer(&t, "sentence", s->sentence);
        json_integer(&t, "start", s->span.start);
        json_integer(&t, "end", s->span.end);
        json_string(&t, "text", s->text);
        json_string(&t, "stance", s->stance);
        member(&t, "voice", s->voice);
        json_score(&t, "covered", s->covered);
        json_close(&t, '}');
    }
    json_close(&t, ']');
    json_close(&t, '}');
    buffer_char(out, '\n');
}

static void write_verdict_text(struct buffer *out, const hearsay_verdict *v, unsigned columns, bool color)
{
    char number[16];
    const char *about[] = { v->uri ? v->uri : v->title ? v->title : v->id, v->outlet, v->published };
    struct flow f = { .out = out, .color = color, .columns = write_columns(columns), .indent = 4 };
    flow_string(&f, STYLE_TITLE, v->stance);
    snprintf(number, sizeof number, "%.2f", v->score);
    flow_string(&f, STYLE_DIM, number);
    flow_space(&f, 2);
    for (unsigned i = 0; i < sizeof about / sizeof *about; i++)
        if (about[i]) flow_string(&f, i ? STYLE_DIM : STYLE_SOURCE, about[i]);
    flow_end(&f);
    f.indent = 14;
    for (size_t i = 0; i < v->n_sentences; i++) {
        const hearsay_check_sentence *s = &v->sentences[i];
        flow_start(&f, 4);
        flow_string(&f, STYLE_CUE, s->stance);
        flow_space(&f, (unsigned)(10 - strlen(s->stance)));
        flow_string(&f, STYLE_CONTENT, s->text);
        if (s->voice) {
            flow_string(&f, STYLE_DIM, "– on the word of");
            flow_string(&f, STYLE_SOURCE, s->voice);
        }
        flow_end(&f);
    }
}

hearsay_code hearsay_verdict_write(const hearsay_verdict *v, hearsay_format format, const hearsay_write_options *opts, char **out, size_t *out_len,
                                   hearsay_error *err)
{
    hearsay_write_options known = HEARSAY_WRITE_OPTIONS_INIT;
    struct buffer b = { 0 };
    if (!versioned_copy(&known, sizeof known, opts))
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "the options give their own size as %zu: start from HEARSAY_WRITE_OPTIONS_INIT", opts->size);
    if (format == HEARSAY_TEXT)
        write_verdict_text(&b, v, known.columns, known.color);
    else if (format == HEARSAY_JSON || format == HEARSAY_JSON_PRETTY)
        write_verdict_json(&b, v, known.pretty || format == HEARSAY_JSON_PRETTY);
    else
        return error_set(err, HEARSAY_E_ARGUMENT, 0, "a verdict is written as text or JSON, not in format %d", (int)format);
    const size_t len = b.len;
    buffer_char(&b, '\0');
    if (b.failed) {
        buffer_free(&b);
        return error_set(err, HEARSAY_E_NOMEM, 0, "out of memory while writing a verdict");
    }
    *out = b.at;
    if (out_len) *out_len = len;
    return HEARSAY_OK;
}
