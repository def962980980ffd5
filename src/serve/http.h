/* http.h: a request and a response as values, without a socket: what a handler sees, and all that tests need to make. */
#ifndef HEARSAY_SERVE_HTTP_H
#define HEARSAY_SERVE_HTTP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "hearsay.h"

struct http_field {
    const char *name, *value;    /* NUL-terminated; value is never NULL */
    size_t name_len, value_len;  /* without the NUL; a NUL inside makes it longer than strlen() says */
};

/* Headers that decide something; NULL: absent. */
struct http_headers {
    const char *content_type, *accept_encoding, *if_none_match, *authorization, *host, *origin, *fetch_site, *expect;
};

struct http_request {
    const char *method, *path;   /* the path is decoded, but for %00 */
    const struct http_field *query;
    size_t n_query;
    struct http_headers headers;
    bool has_length;             /* Content-Length was given: of a chunked body the length is not known beforehand */
    uint64_t length;
    const char *body;            /* whole, when a handler is called; not NUL-terminated */
    size_t body_len;
};

/* A response without an end that is known. The first member of whatever makes it. */
struct http_stream {
    ptrdiff_t (*read)(struct http_stream *stream, char *to, size_t room);    /* the next bytes; 0: none yet, wait() was called; -1: the end */
    void (*close)(struct http_stream *stream);                               /* nobody listens any more; frees it */
    /* The server's; read() calls wait(), whoever has news calls wake(), both under a lock of theirs, in this order. */
    void (*wait)(void *of);
    void (*wake)(void *of);
    void *of;
};

enum { HTTP_HEADERS_MAX = 8 };

struct http_response {
    unsigned status;
    const char *type;            /* Content-Type; a constant */
    char *body;
    size_t len;
    void (*release)(void *body); /* NULL: the body outlives the response */
    struct http_stream *stream;  /* instead of a body; NULL: none */
    struct {
        const char *name;        /* a constant */
        char value[160];
    } headers[HTTP_HEADERS_MAX];
    unsigned n_headers;
    const char *policy;          /* Content-Security-Policy, where it is not the one of all; a constant */
};

/* A header more. What does not fit is a bug of ours. */
__attribute__((format(printf, 3, 4))) void response_header(struct http_response *res, const char *name, const char *format, ...);

/* A body that lives forever; one that free() frees. */
void response_constant(struct http_response *res, unsigned status, const char *type, const char *body, size_t len);
void response_owned(struct http_response *res, unsigned status, const char *type, char *body, size_t len);

/* RFC 9457: {"title", "status", "detail"}, and for a fault of an article its "code" and "at". */
__attribute__((format(printf, 3, 4))) void response_problem(struct http_response *res, unsigned status, const char *format, ...);
void response_fault(struct http_response *res, unsigned status, const hearsay_error *err);

/* The body is given back; the response is empty again. */
void response_clear(struct http_response *res);

const char *status_title(unsigned status);   /* "Content Too Large" */

/* The value of a parameter of the query, NULL if it is absent. */
const char *query_value(const struct http_request *req, const char *name);

/* "text/html" of "text/HTML; charset=utf-8" in `type` (lower case), "utf-8" in `charset` ("" if none). False: no media type at all. */
bool media_type(const char *header, char *type, size_t type_room, char *charset, size_t charset_room);

/* Does Accept-Encoding allow gzip? */
bool accepts_gzip(const char *header);

/* Does If-None-Match name this ETag (with its quotation marks)? */
bool etag_matches(const char *header, const char *etag);

#endif
