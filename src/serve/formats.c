/* formats.c: the table of formats. One row serves an article that is read, one that is stored, and a trace, where each has it.
 *
 * * A drawing or a page made of somebody's article is for saving (Content-Disposition: attachment): it never runs as a page of this server. CoNLL-U
 * needs words with their syntax, which are not stored. brat wants two files of one name. */
#include "serve/formats.h"

#include <stdio.h>
#include <string.h>

/* clang-format off */
enum { ARTICLE = FORMAT_OF_READING | FORMAT_OF_STORED, ALL = ARTICLE | FORMAT_OF_TRACE };
static const struct format formats[] = {
    { "json", "application/json", NULL, HEARSAY_JSON, ALL },
    { "text", "text/plain; charset=utf-8", "txt", HEARSAY_TEXT, ALL },
    { "csv", "text/csv; charset=utf-8", "csv", HEARSAY_CSV, ALL },
    { "html", "text/html; charset=utf-8", "html", HEARSAY_HTML, ALL },
    { "conllu", "text/plain; charset=utf-8", "conllu", HEARSAY_CONLLU, FORMAT_OF_READING },
    { "brat", "text/plain; charset=utf-8", "brat.ann", HEARSAY_BRAT_ANN, ARTICLE },
    { "brat-text", "text/plain; charset=utf-8", "brat.txt", HEARSAY_BRAT_TEXT, ARTICLE },
    { "webanno", "application/ld+json", "jsonld", HEARSAY_WEBANNO, ARTICLE },
    { "prov", "application/json", "prov.json", HEARSAY_PROV, ARTICLE },
    { "plover", "text/csv; charset=utf-8", "plover.csv", HEARSAY_PLOVER, ARTICLE },
    { "schema-org", "application/ld+json", "schema.jsonld", HEARSAY_SCHEMA_ORG, ARTICLE },
    { "svg", "image/svg+xml", "svg", HEARSAY_SVG, ALL },
    { "dot", "text/vnd.graphviz; charset=utf-8", "dot", HEARSAY_DOT, ALL },
};
/* clang-format on */
enum { FORMATS = sizeof formats / sizeof *formats };

const struct format *format_wanted(const struct http_request *req, unsigned of, struct http_response *res)
{
    const char *wanted = query_value(req, "format");
    char names[200] = "";
    size_t n = 0;
    for (unsigned f = 0; f < FORMATS; f++) {
        if (!(formats[f].of & of)) continue;
        if (!wanted || !strcmp(formats[f].name, wanted)) return &formats[f];
        n += (size_t)snprintf(names + n, sizeof names - n, "%s%s", n ? ", " : "", formats[f].name);
    }
    response_problem(res, 400, "format is none of %s", names);
    return NULL;
}

static void release_string(void *s) { hearsay_string_free(s); }

void response_written(struct http_response *res, const struct format *f, const char *name, char *text, size_t len)
{
    response_owned(res, 200, f->type, text, len);
    res->release = release_string;
    response_header(res, "Cache-Control", "no-store");
    if (f->extension) response_header(res, "Content-Disposition", "attachment; filename=\"%s.%s\"", name, f->extension);
}
