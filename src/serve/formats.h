/* formats.h: what an answer may be written as: the formats of the program, by the library's writers. */
#ifndef HEARSAY_SERVE_FORMATS_H
#define HEARSAY_SERVE_FORMATS_H

#include "serve/http.h"

/* Of what there is such a format. */
enum { FORMAT_OF_READING = 1, FORMAT_OF_STORED = 2, FORMAT_OF_TRACE = 4 };

struct format {
    const char *name, *type;     /* ?format=; Content-Type */
    const char *extension;       /* NULL: no file for saving */
    hearsay_format format;
    unsigned of;                 /* FORMAT_OF_... */
};

/* The format that the request asks for, JSON where it asks for none. NULL: there is none of that name for this; res says so (400). */
const struct format *format_wanted(const struct http_request *req, unsigned of, struct http_response *res);

/* What hearsay_document_write() and its like have made, under that name. The text is the response's. */
void response_written(struct http_response *res, const struct format *f, const char *name, char *text, size_t len);

#endif
